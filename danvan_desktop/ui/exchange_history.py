"""Sổ gửi, nhận: files sent, files taken in, offices known, copies that did not agree.

Owns four lists; reads only.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.merging import Outcome
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.services import exchange, received
from danvan_desktop.services.exchange import SentRow
from danvan_desktop.services.receive_plan import TABLE_LABELS
from danvan_desktop.services.received import ConflictRow, KnownOfficeRow, ReceivedRow
from danvan_desktop.services.session import Session
from danvan_desktop.ui import theme
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.moments import moment
from danvan_desktop.ui.stores import SettingsStore
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable

SENT: tuple[Column[SentRow], ...] = (
    Column(
        "sequence",
        "Lần",
        lambda row: str(row.sequence),
        align="right",
        width=6,
        sort_key=lambda row: row.sequence,
    ),
    Column(
        "at", "Lúc", lambda row: moment(row.sent_at), width=17, sort_key=lambda row: row.sent_at
    ),
    Column("file", "Tệp", lambda row: row.file_name, width=40),
    Column("programme", "Chương trình", lambda row: row.programme_id, width=26),
    Column("year", "Năm", lambda row: str(row.year), align="right", width=6),
    Column(
        "rows",
        "Bản ghi",
        lambda row: format_decimal(row.rows),
        align="right",
        width=9,
        sort_key=lambda row: row.rows,
    ),
    Column("to", "Gửi tới", lambda row: row.addressee, width=18),
)
RECEIVED: tuple[Column[ReceivedRow], ...] = (
    Column("office", "Đơn vị gửi", lambda row: row.office_name, width=32),
    Column("sequence", "Lần", lambda row: str(row.sequence), align="right", width=6),
    Column(
        "at",
        "Nhận lúc",
        lambda row: moment(row.received_at),
        width=17,
        sort_key=lambda row: row.received_at,
    ),
    Column("programme", "Chương trình", lambda row: row.programme_id, width=26),
    Column("year", "Năm", lambda row: str(row.year), align="right", width=6),
    Column("outcome", "Kết quả", lambda row: _outcome(row), width=24),
)
KNOWN: tuple[Column[KnownOfficeRow], ...] = (
    Column("name", "Đơn vị", lambda row: row.name, width=30),
    Column("unit", "Nối với địa bàn", lambda row: row.linked_unit_name or "(chưa nối)", width=22),
    Column("key", "Dấu khóa", lambda row: row.fingerprint, width=50),
    Column(
        "trusted",
        "Xác nhận ngày",
        lambda row: format_date(date.fromisoformat(row.trusted_on)),
        width=14,
        sort_key=lambda row: row.trusted_on,
    ),
    Column("last", "Lần nhận cuối", lambda row: str(row.last_sequence), align="right", width=14),
)
CONFLICTS: tuple[Column[ConflictRow], ...] = (
    Column("table", "Loại", lambda row: TABLE_LABELS.get(row.table, row.table), width=20),
    Column(
        "at",
        "Nhận lúc",
        lambda row: moment(row.received_at),
        width=17,
        sort_key=lambda row: row.received_at,
    ),
    Column("kept", "Bản đang giữ", lambda row: row.kept, width=50),
    Column("received", "Bản nhận về", lambda row: row.received, width=50),
)


def _outcome(row: ReceivedRow) -> str:
    words = {outcome.name.lower(): outcome.value for outcome in Outcome}
    counts = [(words.get(key, key), count) for key, count in row.outcome.items() if count]
    return ", ".join(f"{word}: {format_decimal(count)}" for word, count in counts)


class ExchangeHistory(QWidget):
    """See the module's text."""

    def __init__(self, session: Session, store: SettingsStore) -> None:
        super().__init__()
        self._session = session
        self.tabs = QTabWidget()
        self.sent = _table(SENT, "sent", store, "Chưa gửi tệp nào", "Sang thẻ Gửi để lập tệp.")
        self.received = _table(
            RECEIVED, "received", store, "Chưa nhận tệp nào", "Sang thẻ Nhận để chọn tệp."
        )
        self.known = _table(
            KNOWN, "known", store, "Chưa biết đơn vị nào", "Đơn vị được ghi khi nhận tệp lần đầu."
        )
        self.conflicts = _table(CONFLICTS, "conflicts", store, "Không có mâu thuẫn nào", "")
        for title, table in (
            ("Đã gửi", self.sent),
            ("Đã nhận", self.received),
            ("Đơn vị đã biết", self.known),
            ("Mâu thuẫn", self.conflicts),
        ):
            self.tabs.addTab(table, title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.gap(), 0, 0)
        layout.addWidget(self.tabs)

    def reload(self) -> None:
        """Read all four lists again."""
        for table, rows in (
            (self.sent, exchange.sent(self._session)),
            (self.received, received.received(self._session)),
            (self.known, received.known_offices(self._session)),
            (self.conflicts, received.conflicts(self._session)),
        ):
            table.model.set_rows(rows)  # type: ignore[attr-defined]
        count = self.conflicts.model.total()
        self.tabs.setTabText(3, f"Mâu thuẫn ({count})" if count else "Mâu thuẫn")


def _table(
    columns: tuple[Column[Any], ...], name: str, store: SettingsStore, title: str, todo: str
) -> DataTable[Any]:
    table: DataTable[Any] = DataTable(
        RowsModel(columns),
        name=f"exchange.{name}",
        store=store,
        empty=Empty(title, todo, "exchange"),
    )
    table.layout().setContentsMargins(0, theme.gap(), 0, 0)  # type: ignore[union-attr]
    return table
