"""Thiết lập, Chương trình: those in use, adding one, and what its paper leaves open.

Owns the two lists and their buttons. A file with defects is refused in the words of the check.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.errors import DanVanError
from danvan_desktop.services import adoption, authority, certificates, gaps, programmes, units
from danvan_desktop.services.adoption import AdoptedRow
from danvan_desktop.services.authority import OfficeAuthority
from danvan_desktop.services.gaps import GapKind, GapRow
from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.first_start_steps import PROGRAMME_FILES
from danvan_desktop.ui.gap_dialogs import AuthorityDialog, WordsDialog
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

PROGRAMMES: tuple[Column[AdoptedRow], ...] = (
    Column("name", "Chương trình", lambda row: row.name, width=70),
    Column(
        "years",
        "Thời gian",
        lambda row: f"{row.first_year} - {row.last_year}",
        width=14,
        sort_key=lambda row: row.first_year,
    ),
    Column("version", "Phiên bản", lambda row: str(row.version), align="right", width=10),
    Column("mark", "Dấu nội dung", lambda row: row.fingerprint[:12], width=16),
)
GAPS: tuple[Column[GapRow], ...] = (
    Column("question", "Văn bản không nêu", lambda row: row.question, width=66),
    Column(
        "answer",
        "Đơn vị tự đặt",
        lambda row: row.answer or "chưa đặt",
        width=44,
        icon=lambda row: Tone.GOOD if row.answer else Tone.NEUTRAL,
    ),
    Column("source", "Nguồn", lambda row: row.source, width=24),
)


class ProgrammeSettings(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self.table: DataTable[AdoptedRow] = DataTable(
            RowsModel(PROGRAMMES, row_key=_id),
            name="settings.programmes",
            store=work.store,
            empty=Empty("Chưa có chương trình nào", "Bấm “Thêm chương trình” để chọn."),
        )
        self.gaps: DataTable[GapRow] = DataTable(
            RowsModel(GAPS, row_key=_key),
            name="settings.gaps",
            store=work.store,
            empty=Empty("Văn bản nêu đủ", "Không có điều nào phải tự đặt."),
            filter_hint="Lọc",
        )
        self.add_button = QPushButton(icons.icon("add"), "Thêm chương trình")
        self._shipped = QMenu(self)
        self.answer_button = QPushButton(icons.icon("edit"), "Đặt...")
        self.clear_button = QPushButton("Bỏ đặt")
        self._about = QLabel()
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        self.add_button.setMenu(self._shipped)
        self.table.bar.addWidget(self.add_button)
        theme.role(self._about, "heading")
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        head = QHBoxLayout()
        head.addWidget(self._about, 1)
        self.gaps.bar.addWidget(self.answer_button)
        self.gaps.bar.addWidget(self.clear_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.gap(), 0, 0)
        layout.setSpacing(theme.gap())
        layout.addWidget(self.table, 2)
        layout.addLayout(head)
        layout.addWidget(self.gaps, 3)

    def _connect(self) -> None:
        self._shipped.aboutToShow.connect(self._on_menu)
        self.table.selection_changed.connect(self._on_programme)
        self.gaps.selection_changed.connect(self._on_gap)
        self.gaps.opened.connect(self._on_answer)
        self.answer_button.clicked.connect(self._on_answer)
        self.clear_button.clicked.connect(self._on_clear)
        self.gaps.add_action("Đặt...", self._on_answer, icon="edit", shortcut="F2")
        self.gaps.add_action("Bỏ đặt", self._on_clear)

    def reload(self, changes: Changes | None) -> None:
        """Read the programmes and the gaps of the chosen one again."""
        if changes is not None and not changes.concern(Topic.PROGRAMMES, Topic.CALENDAR):
            return
        self.table.model.set_rows(adoption.adopted(self._work.session))  # type: ignore[attr-defined]
        if not self.table.selected_rows():
            self.table.select_key(self._work.programme_id)
        self._on_programme()

    def chosen(self) -> str:
        """Id of the chosen programme, the window's when none is."""
        rows = self.table.selected_rows()
        return rows[0].programme_id if rows else self._work.programme_id

    # programmes

    def _on_menu(self) -> None:
        self._shipped.clear()
        have = {row.programme_id for row in adoption.adopted(self._work.session)}
        for source in programmes.shipped():
            action = self._shipped.addAction(source.name)
            action.setEnabled(source.id not in have)
            action.triggered.connect(partial(self.adopt, source.text, source.path.name))
        self._shipped.addSeparator()
        self._shipped.addAction(icons.icon("open"), "Từ tệp...", self.on_file)

    def on_file(self) -> None:
        """Choose a file; its defects are shown as the check names them."""
        work = self._work
        path = work.messages.open_file(self, "Chọn tệp chương trình", PROGRAMME_FILES)
        if path is None:
            return
        try:
            programmes.read_file(path)
            text = path.read_text(encoding="utf-8-sig")
        except (DanVanError, OSError) as error:
            work.messages.error(self, error)
            return
        self.adopt(text, path.name)

    def adopt(self, text: str, file: str) -> None:
        """Take a programme into the data folder."""
        work = self._work
        if work.run(self, partial(adoption.adopt, work.session, text, file)):
            work.say("Đã thêm chương trình.")

    # gaps

    def _on_programme(self) -> None:
        programme_id = self.chosen()
        if not programme_id:
            return
        session = self._work.session
        found = gaps.gaps(session, programme_id)
        open_ones = sum(not row.answer for row in found)
        self._about.setText(
            f"Văn bản không nêu - đơn vị tự đặt ({open_ones} điều chưa đặt)"
            if open_ones
            else "Văn bản không nêu - đơn vị tự đặt"
        )
        self.gaps.model.set_rows(found)  # type: ignore[attr-defined]
        self._on_gap()

    def _gap(self) -> GapRow | None:
        return next(iter(self.gaps.selected_rows()), None)

    def _on_gap(self) -> None:
        gap = self._gap()
        writable = not self._work.session.view_only
        self.answer_button.setEnabled(gap is not None and writable)
        words = gap is not None and gap.kind is not GapKind.DEADLINE
        self.clear_button.setEnabled(bool(gap and gap.answer) and words and writable)

    def _on_answer(self) -> None:
        gap = self._gap()
        if gap is None:
            return
        answers = {
            GapKind.AUTHORITY: self._on_authority,
            GapKind.CERTIFICATES: self._on_certificates,
            GapKind.DEADLINE: self._on_deadline,
            GapKind.WORDS: self._on_words,
        }
        answers[gap.kind]()

    def _on_authority(self) -> None:
        work, programme_id = self._work, self.chosen()
        plan = adoption.programme(work.session, programme_id)
        own = units.bodies(work.session, own_only=True)
        dialog = AuthorityDialog(
            self, work.messages, plan, own, partial(self._add_authority, programme_id)
        )
        if dialog.ask():
            work.broadcast(dialog.result_value)

    def _add_authority(self, programme_id: str, given: OfficeAuthority) -> Changes:
        """The new answer takes the place of an earlier one for the same body and level."""
        session = self._work.session
        kept = [
            one
            for one in authority.answers(session, programme_id)
            if (one.body, one.level) != (given.body, given.level)
        ]
        return authority.set_answers(session, programme_id, [*kept, given])

    def _on_certificates(self) -> None:
        work = self._work
        choices = ["Có cấp giấy chứng nhận", "Không cấp"]
        chosen = work.messages.choose(self, "Đơn vị có cấp giấy chứng nhận không?", choices)
        if chosen is None:
            return
        use = partial(certificates.set_wanted, work.session, self.chosen(), chosen == 0)
        work.run(self, use)

    def _on_deadline(self) -> None:
        self._work.go("calendar", "")

    def _on_words(self) -> None:
        gap, programme_id = self._gap(), self.chosen()
        if gap is None:
            return
        work = self._work
        submit = partial(gaps.set_words, work.session, programme_id, gap.key)
        dialog = WordsDialog(self, work.messages, gap, submit)
        if dialog.ask() is not None:
            work.broadcast(dialog.result_value)

    def _on_clear(self) -> None:
        gap, programme_id = self._gap(), self.chosen()
        if gap is None or not gap.answer:
            return
        session = self._work.session
        clear = {
            GapKind.AUTHORITY: partial(authority.set_answers, session, programme_id, []),
            GapKind.CERTIFICATES: partial(certificates.set_wanted, session, programme_id, None),
            GapKind.WORDS: partial(gaps.set_words, session, programme_id, gap.key, ""),
        }.get(gap.kind)
        if clear is not None:
            self._work.run(self, clear)


def _id(row: AdoptedRow) -> str:
    return row.programme_id


def _key(row: GapRow) -> str:
    return row.key
