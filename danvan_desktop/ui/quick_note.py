"""A progress note in one line under a list: type, Enter, on to the next.

What is typed for one registration is kept as its draft, the same that the full note dialog uses,
so that going to another line or closing loses nothing. Owns the strip; keeping is
`services/progress`.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from danvan_desktop.errors import DanVanError, FieldError
from danvan_desktop.services import progress
from danvan_desktop.services.registration_list import RegistrationRow
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.dialogs import DRAFT_EVERY_MS
from danvan_desktop.ui.fields import LineField
from danvan_desktop.ui.file_drop import DropFrame
from danvan_desktop.ui.progress_dialogs import NOTE_LIMIT
from danvan_desktop.ui.workplace import Workplace

NAME_LETTERS = 60
HINT = "Gõ việc đã làm rồi bấm Enter; hoặc kéo ảnh vào khung này."


class QuickNote(DropFrame):
    """See the module's text. `photos` carries files dropped here.

    `saving` comes once a note is kept, `noted` when the lists have been read again after it.
    """

    photos = Signal(list)
    saving = Signal()
    noted = Signal()

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._row: RegistrationRow | None = None
        self._loading = False
        self.text = LineField("text", "Ghi chú nhanh", limit=NOTE_LIMIT, hint=HINT)
        self.day = DateField("on", "Ngày", required=True)
        self.save_button = QPushButton(icons.icon("note"), "Lưu ghi chú")
        self.more_button = QPushButton(icons.icon("photo"), "Ghi chú kèm ảnh...")
        self._keeper = QTimer(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._assemble()
        self._connect()
        self.show_row(None)

    def _assemble(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.gap(), theme.gap(), theme.gap(), theme.gap())
        layout.setSpacing(theme.gap() * 2)
        layout.addWidget(self.text, 1, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.day, 0, Qt.AlignmentFlag.AlignTop)
        buttons = QVBoxLayout()
        buttons.setSpacing(theme.gap() // 2)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.more_button)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self._keeper.setSingleShot(True)
        self._keeper.setInterval(DRAFT_EVERY_MS)
        self._keeper.timeout.connect(self.keep_draft)
        self.text.changed.connect(self._on_typed)
        self.text.line.returnPressed.connect(self.save)
        self.save_button.clicked.connect(self.save)
        self.more_button.clicked.connect(self._on_more)
        self.files.connect(self._on_files)

    def show_row(self, row: RegistrationRow | None) -> None:
        """For which registration notes are taken now; what was typed for the last one is kept."""
        self.keep_draft()
        self._row = row
        self._loading = True
        name = row.name if row else ""
        short = name if len(name) <= NAME_LETTERS else f"{name[:NAME_LETTERS]}..."
        self.text.set_label(f"Ghi chú nhanh: {short}" if row else "Ghi chú nhanh")
        kept = self._work.drafts.load(self._key()) if row else None
        self.text.set_text((kept or {}).get("text", ""))
        self.day.set_value(self._work.session.today())
        for field in (self.text, self.day):
            field.set_problem("")
            field.setEnabled(row is not None)
        for button in (self.save_button, self.more_button):
            button.setEnabled(row is not None)
        self._loading = False

    def save(self) -> None:
        """Keep the note; what is wrong stands beside the field and the text stays."""
        if self._row is None or not self.text.text().strip():
            return
        try:
            text = self.text.value()
            day = self.day.value() or self._work.session.today()
            changes = progress.add_note(self._work.session, self._row.uid, day, text)
        except FieldError as error:
            (self.day if error.field == "on" else self.text).set_problem(str(error))
            return
        except DanVanError as error:
            self._work.messages.error(self, error)
            return
        self.text.set_text("")
        self._work.drafts.drop(self._key())
        self._keeper.stop()
        self.saving.emit()
        self._work.broadcast(changes)
        self._work.say("Đã lưu ghi chú tiến độ.")
        self.noted.emit()

    def keep_draft(self) -> None:
        """Keep what is typed for this registration; forget it when nothing is."""
        waiting = self._keeper.isActive()
        self._keeper.stop()
        if self._row is None or not waiting:
            return
        if self.text.text().strip():
            self._work.drafts.keep(self._key(), {"text": self.text.text(), "on": self.day.text()})
        else:
            self._work.drafts.drop(self._key())

    def _key(self) -> str:
        return f"note.{self._row.uid}" if self._row else ""

    def _on_typed(self) -> None:
        if not self._loading:
            self._keeper.start()

    def _on_more(self) -> None:
        self.keep_draft()
        self.photos.emit([])

    def _on_files(self, paths: list[Path]) -> None:
        if self._row is not None:
            self.keep_draft()
            QTimer.singleShot(0, self, partial(self.photos.emit, paths))
