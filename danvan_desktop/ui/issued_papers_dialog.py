"""The papers that left the office for a record: which of them still say what is.

What was printed is stored and printed again as it was; one that is no longer right is marked with
the reason, and its file stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.dates import format_date
from danvan_desktop.services import papers
from danvan_desktop.services.papers import IssuedRow
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.paper_window import show_paper
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

NOTHING = Empty(
    "Chưa có văn bản nào được phát hành",
    "Văn bản được lưu khi nhập số, ngày sau khi ký.",
    "report",
)


def _issued(row: IssuedRow) -> str:
    return f"{datetime.fromisoformat(row.issued_at).astimezone():%H:%M %d/%m/%Y}"


COLUMNS: tuple[Column[IssuedRow], ...] = (
    Column("kind", "Loại", lambda row: row.kind.label, width=22),
    Column("number", "Số", lambda row: row.number_text, width=9, firm=True),
    Column("date", "Ngày", lambda row: format_date(row.date) if row.date else "", width=12),
    Column("issued", "Phát hành lúc", _issued, width=18, sort_key=lambda row: row.issued_at),
    Column(
        "standing",
        "Giá trị",
        lambda row: row.standing or "Còn đúng",
        width=34,
        icon=lambda row: Tone.WARN if row.standing else Tone.GOOD,
    ),
)


class IssuedPapersDialog(QDialog):
    """See the module's text. `abouts` are the records whose papers are listed."""

    def __init__(
        self, parent: QWidget | None, work: Workplace, abouts: Sequence[str], title: str
    ) -> None:
        super().__init__(parent)
        self._work = work
        self.setWindowTitle("Văn bản đã phát hành")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.model: RowsModel[IssuedRow] = RowsModel(COLUMNS, row_key=_key)
        self.table: DataTable[IssuedRow] = DataTable(
            self.model, name="issued_papers", store=work.store, empty=NOTHING
        )
        self.open_button = QPushButton(icons.icon("print"), "Xem, in lại")
        self.close_button = QPushButton("Đóng")
        self._assemble(title)
        rows = [row for about in abouts for row in papers.issued(work.session, about)]
        self.model.set_rows(rows)
        self.open_button.setEnabled(bool(rows))
        self.open_button.clicked.connect(self._on_open)
        self.close_button.clicked.connect(self.reject)
        self.table.opened.connect(self._on_opened)
        if rows:
            self.table.select_row(0)
        self.table.view.setFocus()

    def _assemble(self, title: str) -> None:
        heading = QLabel("Văn bản đã phát hành")
        theme.role(heading, "title")
        about = QLabel(title)
        about.setTextFormat(Qt.TextFormat.PlainText)
        about.setWordWrap(True)
        theme.role(about, "soft")
        self.table.filter_box.hide()
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (self.open_button, self.close_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.gap())
        for widget in (heading, about):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        room = self.screen().availableSize()
        self.resize(min(theme.chars(120), room.width() - 40), theme.em() * 26)

    def _on_open(self) -> None:
        rows = self.table.selected_rows()
        if rows:
            self._on_opened(rows[0])

    def _on_opened(self, row: IssuedRow) -> None:
        make = partial(papers.reprint, self._work.session, row.uid)
        show_paper(self._work, self, row.kind.label, make)


def _key(row: IssuedRow) -> str:
    return row.uid
