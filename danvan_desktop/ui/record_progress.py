"""What was done for one registration: notes with photos, evidence, stories.

Owns the tab and its use cases. Files dragged onto the notes become photos of a new note, files
dragged onto the evidence become evidence.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.dates import format_date
from danvan_desktop.services import progress
from danvan_desktop.services.progress import EvidenceRow, NoteRow, StoryRow
from danvan_desktop.services.registration_list import RegistrationRow
from danvan_desktop.services.session import Changes
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.evidence_files import open_evidence
from danvan_desktop.ui.evidence_list import EvidenceList
from danvan_desktop.ui.file_drop import DropFrame
from danvan_desktop.ui.note_cards import NoteCards
from danvan_desktop.ui.page_frame import WrapRow
from danvan_desktop.ui.progress_dialogs import (
    EvidenceDialog,
    EvidenceInput,
    NoteDialog,
    NoteInput,
    StoryDialog,
    StoryInput,
)
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.workplace import Workplace

STORY_COLUMNS: tuple[Column[StoryRow], ...] = (
    Column("title", "Tên tin, bài", lambda row: row.title, width=30),
    Column("published_in", "Nơi đăng", lambda row: row.published_in, width=18),
    Column(
        "on",
        "Ngày",
        lambda row: format_date(row.on) if row.on else "",
        width=12,
        sort_key=lambda row: row.on,
    ),
)
STORY_LINES = 9
"""The list of stories is never lower than so many lines; a low window scrolls."""


class ProgressTab(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._row: RegistrationRow | None = None
        self.notes = NoteCards()
        self.note_button = QPushButton(icons.icon("note"), "Thêm ghi chú")
        self.evidence = EvidenceList()
        self.story_button = QPushButton(icons.icon("news"), "Thêm tin, bài")
        self.stories: RowsModel[StoryRow] = RowsModel(STORY_COLUMNS, lambda row: row.uid)
        self.story_table: DataTable[StoryRow] = DataTable(
            self.stories,
            name="record_stories",
            store=work.store,
            empty=Empty("", "Chưa có tin, bài nào về mô hình, điển hình này.", "news"),
        )
        self._note_drop, self._evidence_drop = DropFrame(), DropFrame()
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        for frame, inside in (
            (self._note_drop, self._notes_side()),
            (self._evidence_drop, self.evidence),
        ):
            frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            layout = QVBoxLayout(frame)
            layout.setContentsMargins(theme.gap(), theme.gap(), theme.gap(), theme.gap())
            layout.addWidget(inside)
        right = QVBoxLayout()
        right.setSpacing(theme.gap())
        right.addWidget(self._evidence_drop, 3)
        right.addLayout(_head("Tin, bài", self.story_button))
        right.addWidget(self.story_table, 2)
        self.story_table.filter_box.hide()
        self.story_table.setMinimumHeight(theme.em() * STORY_LINES)
        for area in (self.story_table.view, self.notes, self.evidence.list):
            area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, theme.gap(), 0, 0)
        both.setSpacing(theme.gap() * 2)
        both.addWidget(self._note_drop, 1)
        both.addLayout(right, 1)

    def _notes_side(self) -> QWidget:
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(_head("Ghi chú tiến độ", self.note_button))
        layout.addWidget(self.notes, 1)
        return side

    def _connect(self) -> None:
        self.note_button.clicked.connect(self.add_note)
        self.notes.edit_wanted.connect(self._on_edit_note)
        self.notes.remove_wanted.connect(self._on_remove_note)
        self.notes.photo_wanted.connect(self._on_open_evidence)
        self._note_drop.files.connect(self.drop_photos)
        self.evidence.add_wanted.connect(self._on_add_evidence)
        self.evidence.open_wanted.connect(self._on_open_evidence)
        self.evidence.remove_wanted.connect(self._on_remove_evidence)
        self._evidence_drop.files.connect(self._on_files)
        self.story_button.clicked.connect(self._on_add_story)
        self.story_table.opened.connect(self._on_open_story)
        self.story_table.add_action("Mở đường dẫn", self._on_open_chosen_story, icon="link")
        self.story_table.add_action(
            "Xóa tin, bài...", self._on_remove_story, icon="delete", shortcut="Del"
        )

    def show_record(self, row: RegistrationRow) -> None:
        """Read again what was done for a registration."""
        self._row = row
        session = self._work.session
        self.notes.show_notes(progress.notes(session, row.uid))
        self.evidence.show_rows(progress.evidence(session, row.uid))
        self.stories.set_rows(progress.stories(session, row.uid))

    # notes

    def add_note(self) -> None:
        """A note for today, photos to be dragged in."""
        self._ask_note([])

    def drop_photos(self, paths: list[Path]) -> None:
        """Files dragged onto the notes become photos of a new note."""
        self._ask_note(paths)

    def _ask_note(self, photos: list[Path]) -> None:
        if self._row is None:
            return
        dialog = note_dialog(self, self._work, self._row, photos)
        if dialog.ask() is not None:
            self._work.broadcast(dialog.result_value)
            self._work.say("Đã lưu ghi chú tiến độ.")

    def _on_edit_note(self, note: NoteRow) -> None:
        dialog = NoteDialog(
            self,
            self._work,
            about="",
            submit=partial(self._save_note, note.uid),
            note=NoteInput(note.on, note.text),
        )
        if dialog.ask() is not None:
            self._work.broadcast(dialog.result_value)

    def _save_note(self, uid: str, given: NoteInput) -> Changes:
        return progress.edit_note(self._work.session, uid, given.on, given.text)

    def _on_remove_note(self, note: NoteRow) -> None:
        if self._work.messages.confirm(
            self,
            f"Xóa ghi chú ngày {format_date(note.on)}?",
            detail="Ảnh kèm theo vẫn được giữ làm minh chứng.",
            yes="Xóa ghi chú",
            danger=True,
        ):
            self._work.run(self, partial(progress.remove_note, self._work.session, note.uid))

    # evidence

    def _on_add_evidence(self) -> None:
        self._ask_evidence([])

    def _on_files(self, paths: list[Path]) -> None:
        self._ask_evidence(paths)

    def _ask_evidence(self, files: list[Path]) -> None:
        if self._row is None:
            return
        dialog = EvidenceDialog(
            self,
            self._work,
            criteria=self._criteria(self._row),
            submit=self._save_evidence,
            files=files,
        )
        if dialog.ask() is not None:
            self._work.broadcast(dialog.result_value)
            self._work.say("Đã thêm minh chứng.")

    def _criteria(self, row: RegistrationRow) -> list[tuple[str, str]]:
        try:
            found = self._work.programme.set_for(row.title, row.subject_kind)
        except (KeyError, StopIteration):
            return []
        return [(leaf.code, leaf.title) for top in found.criteria for leaf in top.leaves()]

    def _save_evidence(self, given: EvidenceInput) -> Changes:
        assert self._row is not None
        return progress.add_evidence(
            self._work.session,
            self._row.uid,
            given.files,
            criterion=given.criterion,
            title=given.title,
        )

    def _on_open_evidence(self, uid: str) -> None:
        if self._row is not None:
            open_evidence(self._work, self, self._row.uid, uid)

    def _on_remove_evidence(self, row: EvidenceRow) -> None:
        if self._work.messages.confirm(
            self,
            f"Gỡ minh chứng “{row.title or row.file_name}”?",
            yes="Gỡ minh chứng",
            danger=True,
        ):
            self._work.run(self, partial(progress.remove_evidence, self._work.session, row.uid))

    # stories

    def _on_add_story(self) -> None:
        if self._row is None:
            return
        dialog = StoryDialog(
            self, self._work, submit=self._save_story, draft_key=f"story.{self._row.uid}"
        )
        if dialog.ask() is not None:
            self._work.broadcast(dialog.result_value)
            self._work.say("Đã thêm tin, bài.")

    def _save_story(self, given: StoryInput) -> Changes:
        assert self._row is not None
        return progress.add_story(
            self._work.session,
            self._row.uid,
            given.title,
            given.published_in,
            given.on,
            given.link,
        )

    def _on_open_chosen_story(self) -> None:
        for story in self.story_table.selected_rows()[:1]:
            self._on_open_story(story)

    def _on_open_story(self, story: StoryRow) -> None:
        url = QUrl(story.link)
        if url.scheme() in ("http", "https"):
            QDesktopServices.openUrl(url)
        else:
            self._work.messages.info(self, "Tin, bài này chưa ghi đường dẫn trên mạng.")

    def _on_remove_story(self) -> None:
        rows = self.story_table.selected_rows()
        if rows and self._work.messages.confirm(
            self, f"Xóa tin, bài “{rows[0].title}”?", yes="Xóa tin, bài", danger=True
        ):
            self._work.run(self, partial(progress.remove_story, self._work.session, rows[0].uid))


def note_dialog(
    parent: QWidget, work: Workplace, row: RegistrationRow, photos: list[Path]
) -> NoteDialog:
    """The dialog for a new note of a registration, saving when it is accepted."""
    return NoteDialog(
        parent,
        work,
        about=f"{row.name} - {row.place_name}",
        submit=partial(_add_note, work, row.uid),
        photos=photos,
        draft_key=f"note.{row.uid}",
    )


def _add_note(work: Workplace, uid: str, given: NoteInput) -> Changes:
    return progress.add_note(work.session, uid, given.on, given.text, given.photos)


def _head(words: str, button: QPushButton) -> WrapRow:
    title = QLabel(words)
    theme.role(title, "heading")
    row = WrapRow()
    row.addWidget(title)
    row.addWidget(button)
    return row
