"""Who changed what of a record, and when, the newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from danvan_desktop.services.journal import JournalRow
from danvan_desktop.ui import theme
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.stores import SettingsStore
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable


def _when(row: JournalRow) -> str:
    return f"{row.at.astimezone():%d/%m/%Y %H:%M}"


def _what(row: JournalRow) -> str:
    return f"{row.use_case}: {row.reason}" if row.reason else row.use_case


COLUMNS: tuple[Column[JournalRow], ...] = (
    Column("at", "Thời gian", _when, width=16, sort_key=lambda row: (row.at, row.number)),
    Column("operator", "Người thực hiện", lambda row: row.operator, width=20),
    Column("use_case", "Việc, lý do", _what, width=28),
    Column("field", "Mục", lambda row: row.field, width=20),
    Column("old", "Trước", lambda row: row.old or "", width=26),
    Column("new", "Sau", lambda row: row.new or "", width=26),
)


class HistoryTab(QWidget):
    """The journal of one record as a list."""

    def __init__(self, store: SettingsStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model: RowsModel[JournalRow] = RowsModel(COLUMNS)
        self.table: DataTable[JournalRow] = DataTable(
            self.model,
            name="record_history",
            store=store,
            empty=Empty("Chưa có thay đổi nào", "", "history"),
            filter_hint="Lọc theo người, việc, nội dung (không cần gõ dấu)",
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.gap(), 0, 0)
        layout.addWidget(self.table)

    def show_rows(self, rows: Sequence[JournalRow]) -> None:
        """Replace the list."""
        self.model.set_rows(rows)
