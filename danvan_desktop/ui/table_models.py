"""Rows as Qt models: columns are data, and `data()` cannot raise.

    COLUMNS = (
        Column("name", "Tên mô hình", lambda row: row.name, width=40),
        Column("due", "Hạn", lambda row: format_date(row.due), sort_key=lambda row: row.due),
        Column("state", "Tình trạng", lambda row: row.state, icon=lambda row: row.tone),
    )
    model = RowsModel(COLUMNS, row_key=lambda row: row.uid)
    model.set_rows(rows)

`RowsModel` holds all rows, filters and sorts them itself (no proxy: a Python proxy asks row by
row). `PagedRowsModel` knows its count and asks a provider for pages as they are looked at;
filter and order are part of the `Query` a provider is opened with. Holds no database row:
services hand out frozen dataclasses.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from danvan_desktop.domain.text import search_key
from danvan_desktop.domain.text import sort_key as text_sort_key
from danvan_desktop.ui import icons
from danvan_desktop.ui.theme import Tone

log = logging.getLogger(__name__)

Row = TypeVar("Row")
RowOut = TypeVar("RowOut", covariant=True)
Index = QModelIndex | QPersistentModelIndex
UNREADABLE = "(không đọc được)"
PAGE_ROWS = 100
KEPT_PAGES = 32

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_CENTER = int(Qt.AlignmentFlag.AlignCenter)
ALIGNMENTS = {"left": _LEFT, "right": _RIGHT, "center": _CENTER}


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column. `width` is in letters; `icon` gives a Tone, an icon's name or None.

    `sort_key` puts rows in order (default: the text in Vietnamese order); numbers and dates
    need one. `sort=False` leaves the heading without an order. `tooltip` defaults to the text.
    A `spare` column steps aside where the window is too narrow for all. `hint` is the tooltip of a
    short heading. A `firm` column grows with its texts and never gives up room: the list
    scrolls instead. What a `cited` column says is found with its heading too: "số 05".
    """

    key: str
    title: str
    text: Callable[[Row], str]
    align: str = "left"
    width: int = 16
    sort: bool = True
    sort_key: Callable[[Row], Any] | None = None
    tooltip: Callable[[Row], str] | None = None
    icon: Callable[[Row], Tone | str | None] | None = None
    spare: bool = False
    hint: str = ""
    firm: bool = False
    cited: bool = False


@dataclass(frozen=True)
class Query:
    """What a paged list shows: the typed filter (folded by `search_key`) and the order."""

    filter: str = ""
    sort_column: str = ""
    descending: bool = False


class Pages(Protocol[RowOut]):
    """One opened query: how many rows it has, and page `index` of `PAGE_ROWS` rows from 0."""

    def count(self) -> int: ...

    def page(self, index: int) -> Sequence[RowOut]: ...


class ColumnsModel(QAbstractTableModel, Generic[Row]):
    """What both kinds of list share: cells from columns, never an exception."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        row_key: Callable[[Row], Hashable] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.query = Query()
        self._row_key = row_key
        self._reported: set[str] = set()

    def row(self, number: int) -> Row | None:
        """The row shown at `number`, None when it is gone or cannot be read."""
        raise NotImplementedError

    def total(self) -> int:
        """How many rows there are without the filter."""
        raise NotImplementedError

    def apply_query(self, query: Query) -> None:
        """Show what the query asks for."""
        raise NotImplementedError

    def key(self, number: int) -> Hashable | None:
        """What identifies the row at `number` across reloads."""
        row = self.row(number)
        if row is None or self._row_key is None:
            return None
        return self._row_key(row)

    def find(self, key: Hashable) -> int:
        """The number of the row with this key among those at hand, -1 when not shown."""
        numbers = (number for number in self.at_hand() if self.key(number) == key)
        return next(numbers, -1)

    def at_hand(self) -> Iterable[int]:
        """Numbers of the rows that can be looked at without fetching."""
        return range(self.rowCount())

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(column.hint or column.title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return ALIGNMENTS.get(column.align, _LEFT)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.column() >= len(self.columns):
            return None
        if role not in _ROLES:
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return ALIGNMENTS.get(column.align, _LEFT)
        try:
            return self._cell(column, self.row(index.row()), role)
        except Exception as error:
            self._report(column, error)
            return UNREADABLE if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _cell(self, column: Column[Row], row: Row | None, role: int) -> Any:
        if row is None:
            return UNREADABLE if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(column.text(row).split("\n"))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip((column.tooltip or column.text)(row))
        sign = column.icon(row) if column.icon is not None else None
        if sign is None:
            return None
        return icons.tone_icon(sign) if isinstance(sign, Tone) else icons.icon(sign)

    def _report(self, column: Column[Row], error: Exception) -> None:
        if column.key not in self._reported:
            self._reported.add(column.key)
            log.error("column %s cannot be shown: %s", column.key, type(error).__name__)


_ROLES = frozenset(
    (
        int(Qt.ItemDataRole.DisplayRole),
        int(Qt.ItemDataRole.ToolTipRole),
        int(Qt.ItemDataRole.DecorationRole),
        int(Qt.ItemDataRole.TextAlignmentRole),
    )
)


def plain_tooltip(text: str) -> str:
    """Text for a tooltip: Qt guesses rich text from `<`, so what holds one is escaped."""
    if "<" not in text and "&" not in text:
        return text
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br/>")
    return f"<p>{escaped}</p>"


class RowsModel(ColumnsModel[Row]):
    """All rows in memory, filtered by every word typed, sorted by one column."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        row_key: Callable[[Row], Hashable] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, row_key, parent)
        self._all: list[Row] = []
        self._shown: list[Row] = []
        self._keys: list[str] | None = None

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Replace all rows; filter and order stay."""
        self.beginResetModel()
        self._all = list(rows)
        self._keys = None
        self._shown = self._selected(self.query)
        self.endResetModel()

    def shown(self) -> Sequence[Row]:
        """The rows that pass the filter, in the order shown."""
        return tuple(self._shown)

    def row(self, number: int) -> Row | None:
        return self._shown[number] if 0 <= number < len(self._shown) else None

    def total(self) -> int:
        return len(self._all)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def apply_query(self, query: Query) -> None:
        self.beginResetModel()
        self.query = query
        self._shown = self._selected(query)
        self.endResetModel()

    def _selected(self, query: Query) -> list[Row]:
        words = query.filter.split()
        rows = self._all
        if words:
            keys = self._search_keys()
            rows = [
                row
                for row, key in zip(rows, keys, strict=True)
                if all(word in key for word in words)
            ]
        return self._sorted(rows, query)

    def _sorted(self, rows: list[Row], query: Query) -> list[Row]:
        column = next((c for c in self.columns if c.key == query.sort_column and c.sort), None)
        if column is None:
            return list(rows)
        try:
            key = order_of(column, descending=query.descending)
            return sorted(rows, key=key, reverse=query.descending)
        except Exception as error:
            self._report(column, error)
            return list(rows)

    def _search_keys(self) -> list[str]:
        if self._keys is None:
            self._keys = [self._search_key(row) for row in self._all]
        return self._keys

    def _search_key(self, row: Row) -> str:
        texts = []
        for column in self.columns:
            try:
                text = column.text(row)
                texts.append(f"{column.title} {text}" if column.cited and text else text)
            except Exception as error:
                self._report(column, error)
        return search_key(" ".join(texts))


def order_of(column: Column[Row], *, descending: bool = False) -> Callable[[Row], Any]:
    """The sort key of a column; rows without a value come last, either way and whatever the type.

    The key of a `descending` order is meant for sorting in reverse.
    """
    if column.sort_key is None:
        text = column.text
        return lambda row: text_sort_key(text(row))
    own = column.sort_key

    def key(row: Row) -> tuple[bool, Any]:
        value = own(row)
        return ((value is None) is not descending, 0 if value is None else value)

    return key


class PagedRowsModel(ColumnsModel[Row]):
    """As many rows as the provider counts, fetched a page at a time, the last pages kept."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        open_query: Callable[[Query], Pages[Row]],
        row_key: Callable[[Row], Hashable] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, row_key, parent)
        self._open = open_query
        self._pages: Pages[Row] | None = None
        self._kept: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._count = 0
        self._total = 0

    def reload(self) -> None:
        """Open the current query anew: after a change, and once before the first look.

        Lets an error of the provider through, because the caller can show it.
        """
        self.apply_query(self.query)

    def apply_query(self, query: Query) -> None:
        pages = self._open(query)
        count = pages.count()
        self.beginResetModel()
        self.query = query
        self._pages = pages
        self._kept.clear()
        self._count = count
        if not query.filter:
            self._total = count
        self.endResetModel()

    def total(self) -> int:
        return max(self._total, self._count)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def row(self, number: int) -> Row | None:
        if not 0 <= number < self._count:
            return None
        index, place = divmod(number, PAGE_ROWS)
        page = self._page(index)
        return page[place] if place < len(page) else None

    def at_hand(self) -> Iterable[int]:
        for index, page in list(self._kept.items()):
            yield from range(index * PAGE_ROWS, index * PAGE_ROWS + len(page))

    def _page(self, index: int) -> Sequence[Row]:
        page = self._kept.get(index)
        if page is None:
            assert self._pages is not None
            page = self._pages.page(index)
            self._kept[index] = page
            if len(self._kept) > KEPT_PAGES:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(index)
        return page
