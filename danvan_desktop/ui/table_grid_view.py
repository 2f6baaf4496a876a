"""The rows of a table that is read in, as they were found, with what each was taken for.

The first column says it: "Mục 2", "Tiêu chí 2.1", "Không lấy"; keys change it (Delete, 1 to 5,
T, Space). Over the others stands what each column holds (`role_bar`). Shows and asks; reading the
table is the dialog's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QBrush, QColor, QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.criteria_format import SECTION_DEPTH
from danvan_desktop.domain.table_grid import TableGrid, column_letters
from danvan_desktop.domain.table_layout import Layout
from danvan_desktop.domain.table_roles import Role
from danvan_desktop.ui import theme
from danvan_desktop.ui.role_bar import RoleBar
from danvan_desktop.ui.table_models import plain_tooltip
from danvan_desktop.ui.theme import COLOURS

HEADER, AUTOMATIC, LEFT_OUT = -2, -1, 0
"""What a person says of a row: it is the header, nothing, or that it is left out; 1 to 5 is its
level."""
Index = QModelIndex | QPersistentModelIndex
HEADER_WORDS = "Tiêu đề bảng"
LEFT_OUT_WORDS = "Không lấy"
_NARROWEST, _WIDEST = 13, 34
_ARROW = 5
"""Letters that the frame and the arrow of a choice of roles take."""


@dataclass(frozen=True)
class RowUse:
    """What a row became: words for the first column, and whether it is a section."""

    words: str
    section: bool = False


class GridModel(QAbstractTableModel):
    """The cells of a table behind the column that says what each row was taken for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grid = TableGrid(())
        self._body = 0
        self._uses: Mapping[int, RowUse] = {}

    def show_grid(self, grid: TableGrid) -> None:
        self.beginResetModel()
        self._grid, self._body, self._uses = grid, 0, {}
        self.endResetModel()

    def show_uses(self, body: int, uses: Mapping[int, RowUse]) -> None:
        self._body, self._uses = body, uses
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def words(self, row: int) -> str:
        """What a row was taken for."""
        use = self._uses.get(row)
        return use.words if use else HEADER_WORDS if row < self._body else LEFT_OUT_WORDS

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._grid.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._grid.width + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(row) if not column else " ".join(self._cell(row, column).split())
        if role == Qt.ItemDataRole.ToolTipRole and column:
            return plain_tooltip(self._cell(row, column))
        use = self._uses.get(row)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QBrush(QColor(COLOURS.text_off if use is None else COLOURS.text))
        if role == Qt.ItemDataRole.FontRole and use is not None and use.section:
            font = QFont(QApplication.font())
            font.setBold(True)
            return font
        return None

    def headerData(
        self, section: int, across: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if across == Qt.Orientation.Vertical:
            return str(section + self._grid.first_row)
        first = self._grid.first_column - 1
        return column_letters(section + first) if section else "Dòng này là"

    def _cell(self, row: int, column: int) -> str:
        return self._grid.rows[row][column - 1]


class GridTable(QTableView):
    """Keys say what the chosen rows are."""

    use_wanted = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        text = event.text()
        if plain and event.key() == Qt.Key.Key_Delete:
            self.use_wanted.emit(LEFT_OUT)
        elif plain and event.key() == Qt.Key.Key_Space:
            self.use_wanted.emit(AUTOMATIC)
        elif plain and text.lower() == "t":
            self.use_wanted.emit(HEADER)
        elif plain and text.isdecimal() and 1 <= int(text) <= SECTION_DEPTH:
            self.use_wanted.emit(int(text))
        else:
            super().keyPressEvent(event)


class TableGridView(QWidget):
    """See the module's text. `use_wanted(rows, use)`, `role_wanted(column, role)`."""

    use_wanted = Signal(tuple, int)
    role_wanted = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self.model = GridModel(self)
        self.table = GridTable()
        self.table.setModel(self.model)
        self.roles = RoleBar(self.table, [(role, role.label) for role in Role], skip=1)
        self._dress()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.roles)
        layout.addWidget(self.table, 1)
        self.table.use_wanted.connect(self._on_use)
        self.roles.chosen.connect(self.role_wanted)
        self.table.customContextMenuRequested.connect(self._on_menu)

    def _dress(self) -> None:
        table = self.table
        table.setAccessibleName("Bảng đọc được")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().setDefaultSectionSize(round(theme.em() * 1.5))
        table.verticalHeader().setMinimumWidth(theme.chars(5))
        table.horizontalHeader().setHighlightSections(False)
        table.setToolTip(
            "Delete: không lấy dòng · 1 đến 5: cấp của dòng · T: là tiêu đề bảng · "
            "Dấu cách: để chương trình tự nhận"
        )

    def show_grid(self, grid: TableGrid) -> None:
        """Show the cells of a table."""
        self.model.show_grid(grid)

    def fit_columns(self, grid: TableGrid, layout: Layout) -> None:
        """Give each column the room its cells below the header need, and its role above it."""
        self.table.setColumnWidth(0, theme.chars(15))
        for column in range(grid.width):
            cells = (row[column] for row in grid.rows[layout.body :])
            longest = max((len(cell) for cell in cells), default=0)
            role = len(layout.roles[column].label) + _ARROW
            letters = max(_NARROWEST, role, min(longest + 2, _WIDEST))
            self.table.setColumnWidth(column + 1, theme.chars(letters))

    def show_reading(self, layout: Layout, uses: Mapping[int, RowUse]) -> None:
        """Say what columns and rows were taken for."""
        self.roles.set_roles(layout.roles)
        self.model.show_uses(layout.body, uses)

    def go_to(self, row: int, column: int | None) -> None:
        """Put the cursor on a cell of the table."""
        self.table.setFocus()
        self.table.setCurrentIndex(self.model.index(row, 0 if column is None else column + 1))

    def chosen_rows(self) -> tuple[int, ...]:
        """The chosen rows, from 0."""
        return tuple(sorted({index.row() for index in self.table.selectedIndexes()}))

    def use_words(self) -> list[str]:
        """What stands in the first column."""
        return [self.model.words(row) for row in range(self.model.rowCount())]

    def _on_use(self, use: int) -> None:
        rows = self.chosen_rows()
        if rows:
            self.use_wanted.emit(rows, use)

    def _on_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction("Để chương trình tự nhận\tDấu cách").setData(AUTOMATIC)
        menu.addAction("Không lấy dòng này\tDelete").setData(LEFT_OUT)
        menu.addAction("Là tiêu đề bảng\tT").setData(HEADER)
        for level in range(1, SECTION_DEPTH + 1):
            menu.addAction(f"Là cấp {level}\t{level}").setData(level)
        menu.triggered.connect(self._on_picked)
        menu.popup(self.table.viewport().mapToGlobal(place))

    def _on_picked(self, action: QAction) -> None:
        self._on_use(int(action.data()))
