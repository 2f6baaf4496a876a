"""The list of the board: made anew when its columns change, with a line where a quota ends.

Owns the list and its look; its columns are `comparison_columns`, what narrows it
`comparison_filter`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from danvan_desktop.domain.comparison import Side
from danvan_desktop.services.comparison import Board
from danvan_desktop.services.comparison_rows import ComparisonRow
from danvan_desktop.ui.comparison_columns import PLACE, SHEET, BoardColumn, columns
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.registration_table import RowAction
from danvan_desktop.ui.table_models import RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.theme import COLOURS
from danvan_desktop.ui.workplace import Workplace

Index = QModelIndex | QPersistentModelIndex


class EdgeLines(QStyledItemDelegate):
    """Draws cells as ever, and a line under the last one inside a quota."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        model = index.model()
        if not isinstance(model, RowsModel):
            return
        row, below = model.row(index.row()), model.row(index.row() + 1)
        if row is None or below is None or below.side is not Side.OUTSIDE:
            return
        if not row.ends_quota_before(below) or not ordered_by_place(model):
            return
        painter.save()
        painter.setPen(QPen(QColor(COLOURS.accent), 2))
        area = option.rect  # type: ignore[attr-defined]
        painter.drawLine(area.left(), area.bottom(), area.right(), area.bottom())
        painter.restore()


def ordered_by_place(model: RowsModel[ComparisonRow]) -> bool:
    """Whether places run from the first down, as they do before anybody sorts."""
    return model.query.sort_column in ("", PLACE) and not model.query.descending


class ComparisonTable(QWidget):
    """See the module's text. Widgets given to `add_to_bar` stand right of the filter box."""

    opened = Signal(object)
    selection_changed = Signal()
    empty_pressed = Signal()
    shown_changed = Signal()

    def __init__(self, work: Workplace, empty: Empty, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._empty = empty
        self._actions: tuple[RowAction, ...] = ()
        self._bar: tuple[QWidget, ...] = ()
        self._instead: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.model: RowsModel[ComparisonRow]
        self.table: DataTable[ComparisonRow]
        self._make(())

    def furnish(self, actions: Sequence[RowAction], bar: Sequence[QWidget]) -> None:
        """The lines of the right-click menu, and what stands beside the filter box."""
        self._actions, self._bar = tuple(actions), tuple(bar)
        self._put_in()

    def show_board(self, board: Board, rows: Iterable[ComparisonRow], empty: Empty) -> None:
        """Show some rows of a board; its columns are changed only when they must be."""
        wanted, chosen = columns(board), ""
        if _heads(wanted) != _heads(self.model.columns):
            chosen = self.chosen()
            self._change(wanted)
        self.table.set_empty(empty)
        self.model.set_rows(rows)
        if chosen:
            self.table.select_key(chosen)

    def shown(self) -> Sequence[ComparisonRow]:
        return self.model.shown()

    def _make(self, wanted: tuple[BoardColumn, ...]) -> None:
        self.model = RowsModel(wanted, row_key=_key, parent=self)
        self.table = DataTable(
            self.model, name="comparison", store=self._work.store, empty=self._empty
        )
        self.table.view.setItemDelegate(EdgeLines(self.table.view))
        self.table.opened.connect(self.opened)
        self.table.selection_changed.connect(self.selection_changed)
        self.table.empty_pressed.connect(self.empty_pressed)
        self.model.modelReset.connect(self.shown_changed)
        self._layout.addWidget(self.table)

    def _change(self, wanted: tuple[BoardColumn, ...]) -> None:
        """A list with other columns; filter and order go over."""
        old, query = self.table, self.model.query
        typed = old.filter_box.text()
        old.show_instead(None)
        kept = (*self._bar, *((self._instead,) if self._instead else ()))
        for widget in kept:
            widget.setParent(self)
        self._layout.removeWidget(old)
        old.deleteLater()
        self._make(wanted)
        self._put_in()
        self.model.query = query
        self.table.filter_box.setText(typed)
        keys = [column.key for column in wanted]
        if query.sort_column in keys:
            order = (
                Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
            )
            head = self.table.view.horizontalHeader()
            head.setSortIndicator(keys.index(query.sort_column), order)

    def show_instead(self, widget: QWidget | None) -> None:
        """Show this in place of the rows; None shows the rows again."""
        self._instead = widget
        self.table.show_instead(widget)

    def _put_in(self) -> None:
        for widget in self._bar:
            self.table.bar.addWidget(widget)
            widget.show()
        if self._instead is not None:
            self.table.show_instead(self._instead)
        for action in self._actions:
            self.table.add_action(
                action.text, action.slot, icon=action.icon, shortcut=action.shortcut
            )

    def assessor(self) -> str:
        """Whose column has the focus, "" in the others."""
        place = self.table.view.currentIndex().column()
        key = self.model.columns[place].key if 0 <= place < len(self.model.columns) else ""
        return key.removeprefix(SHEET) if key.startswith(SHEET) else ""

    def chosen(self) -> str:
        """Uid of the row with the focus, "" for none."""
        row = self.table.current_row()
        return row.uid if row is not None else ""


def _heads(wanted: Sequence[BoardColumn]) -> list[tuple[str, str]]:
    return [(column.key, column.title) for column in wanted]


def _key(row: ComparisonRow) -> str:
    return row.uid
