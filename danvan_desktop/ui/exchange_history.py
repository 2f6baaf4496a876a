"""Sổ gửi, nhận: files sent, files taken in, offices known, copies that did not agree.

Owns four lists; reads only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.merging import Outcome
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.services import adoption, exchange, received
from danvan_desktop.services.exchange import SentRow
from danvan_desktop.services.receive_plan import TABLE_LABELS
from danvan_desktop.services.received import ConflictRow, KnownOfficeRow, ReceivedRow
from danvan_desktop.services.session import Session
from danvan_desktop.ui import theme
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.moments import moment
from danvan_desktop.ui.stores import SettingsStore
from danvan_desktop.ui.table_models import Column, Row, RowsModel
from danvan_desktop.ui.tables import DataTable


@dataclass(frozen=True)
class ConflictLine:
    """A conflict as the list shows it: only what differs, each with its caption."""

    row: ConflictRow
    name: str
    kept: str
    received: str


def _sent_columns(name_of: Callable[[str], str]) -> tuple[Column[SentRow], ...]:
    return (
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
        Column("programme", "Chương trình", lambda row: name_of(row.programme_id), width=34),
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


def _received_columns(name_of: Callable[[str], str]) -> tuple[Column[ReceivedRow], ...]:
    return (
        Column("office", "Đơn vị gửi", lambda row: row.office_name, width=32),
        Column("sequence", "Lần", lambda row: str(row.sequence), align="right", width=6),
        Column(
            "at",
            "Nhận lúc",
            lambda row: moment(row.received_at),
            width=17,
            sort_key=lambda row: row.received_at,
        ),
        Column("programme", "Chương trình", lambda row: name_of(row.programme_id), width=34),
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
CONFLICTS: tuple[Column[ConflictLine], ...] = (
    Column("table", "Loại", lambda line: TABLE_LABELS.get(line.row.table, ""), width=18),
    Column("name", "Tên", lambda line: line.name, width=34),
    Column(
        "at",
        "Nhận lúc",
        lambda line: moment(line.row.received_at),
        width=17,
        sort_key=lambda line: line.row.received_at,
    ),
    Column("kept", "Bản đang giữ", lambda line: line.kept, width=44),
    Column("received", "Bản nhận về", lambda line: line.received, width=44),
)


def _outcome(row: ReceivedRow) -> str:
    words = {outcome.name.lower(): outcome.value for outcome in Outcome}
    counts = [(words.get(key, key), count) for key, count in row.outcome.items() if count]
    return ", ".join(f"{word}: {format_decimal(count)}" for word, count in counts)


class HistoryList(DataTable[Row]):
    """One of the four lists, below its tab."""

    def __init__(
        self,
        columns: tuple[Column[Row], ...],
        name: str,
        store: SettingsStore,
        title: str,
        todo: str,
    ) -> None:
        model: RowsModel[Row] = RowsModel(columns)
        super().__init__(
            model, name=f"exchange.{name}", store=store, empty=Empty(title, todo, "exchange")
        )
        self._all = model
        self.setContentsMargins(0, theme.gap(), 0, 0)

    def show_rows(self, rows: Iterable[Row]) -> None:
        """Show these instead of what stands there."""
        self._all.set_rows(rows)


class ExchangeHistory(QWidget):
    """See the module's text."""

    def __init__(self, session: Session, store: SettingsStore) -> None:
        super().__init__()
        self._session = session
        self._programmes: dict[str, str] = {}
        self.tabs = QTabWidget()
        self.sent = HistoryList(
            _sent_columns(self._name_of),
            "sent",
            store,
            "Chưa gửi tệp nào",
            "Sang thẻ Gửi để lập tệp.",
        )
        self.received = HistoryList(
            _received_columns(self._name_of),
            "received",
            store,
            "Chưa nhận tệp nào",
            "Sang thẻ Nhận để chọn tệp.",
        )
        self.known = HistoryList(
            KNOWN, "known", store, "Chưa biết đơn vị nào", "Đơn vị được ghi khi nhận tệp lần đầu."
        )
        self.conflicts = HistoryList(CONFLICTS, "conflicts", store, "Không có mâu thuẫn nào", "")
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
        self._programmes = {row.programme_id: row.name for row in adoption.adopted(self._session)}
        self.sent.show_rows(exchange.sent(self._session))
        self.received.show_rows(received.received(self._session))
        self.known.show_rows(received.known_offices(self._session))
        self.conflicts.show_rows(self._conflict_lines())
        count = self.conflicts.model.total()
        self.tabs.setTabText(3, f"Mâu thuẫn ({count})" if count else "Mâu thuẫn")

    def _name_of(self, programme_id: str) -> str:
        """The programme's name; its id when the office no longer uses it."""
        return self._programmes.get(programme_id, programme_id)

    def _conflict_lines(self) -> list[ConflictLine]:
        return [self._conflict_line(row) for row in received.conflicts(self._session)]

    def _conflict_line(self, row: ConflictRow) -> ConflictLine:
        found = received.differences(self._session, row)
        return ConflictLine(
            row,
            received.conflict_name(row),
            "; ".join(f"{one.label}: {one.kept or '(trống)'}" for one in found),
            "; ".join(f"{one.label}: {one.received or '(trống)'}" for one in found),
        )
