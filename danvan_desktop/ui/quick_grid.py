"""The quick grid on screen: keys as in Excel, copying and pasting blocks.

Owns keys, selection and the clipboard. What is pasted where is decided here; what it means is
`quick_grid_model`'s.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from danvan_desktop.errors import UserError
from danvan_desktop.services import pasting
from danvan_desktop.services.quick_entry import COLUMNS, HEADINGS, Cell
from danvan_desktop.ui import theme
from danvan_desktop.ui.editors import PlainText
from danvan_desktop.ui.messages import Messages
from danvan_desktop.ui.quick_cells import CellEditors, CellLine
from danvan_desktop.ui.quick_grid_model import QuickGridModel

WIDTHS = {
    Cell.NAME: 34,
    Cell.PLACE: 22,
    Cell.SECTOR: 18,
    Cell.KIND: 13,
    Cell.SUMMARY: 34,
    Cell.PERSON: 16,
    Cell.NEWNESS: 12,
}
"""Shares of the width."""
Cells = list[tuple[int, int, str]]


class QuickGrid(QTableView):
    """See the module's text. `noted` says something worth knowing about a paste."""

    noted = Signal(str)

    def __init__(
        self, model: QuickGridModel, messages: Messages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.grid = model
        self._messages = messages
        self.editors = CellEditors(self)
        self._dragged = False
        self._sharing = True
        self._keys: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Ctrl+C", self.copy_cells),
            ("Ctrl+X", self.cut_cells),
            ("Ctrl+V", self.paste),
            ("Ctrl+Z", model.undo_stack.undo),
            ("Ctrl+Y", model.undo_stack.redo),
            ("Ctrl+Shift+Z", model.undo_stack.redo),
            ("Ctrl+D", self.fill_down),
            ("Ctrl++", self.insert_rows),
            ("Ctrl+=", self.insert_rows),
            ("Ctrl+-", self.remove_rows),
            ("Del", self.clear_cells),
            ("Backspace", self.clear_cells),
        )
        self._build()

    def _build(self) -> None:
        self.setModel(self.grid)
        self.setItemDelegate(self.editors)
        self.setAccessibleName("Bảng nhập nhanh")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(True)
        heads, numbers = self.horizontalHeader(), self.verticalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setHighlightSections(False)
        numbers.setDefaultSectionSize(round(theme.em() * 1.8))
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setStretchLastSection(True)
        heads.setMinimumSectionSize(theme.chars(5))
        heads.sectionResized.connect(self._on_section_resized)
        self.editors.moved.connect(self.move_by)
        self.grid.shown_at.connect(self._on_shown_at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._dragged:
            self._share_width()

    def _share_width(self) -> None:
        """Give each column its share of the width, as long as nobody has dragged one."""
        shown = self.columns_shown()
        every = sum(WIDTHS[COLUMNS[place]] for place in shown)
        self._sharing = True
        for place in shown:
            share = self.viewport().width() * WIDTHS[COLUMNS[place]] // every
            self.setColumnWidth(place, share)
        self._sharing = False

    def _on_section_resized(self, section: int) -> None:
        """The last column is stretched by Qt itself; any other was dragged by hand."""
        if not self._sharing and section != self.columns_shown()[-1]:
            self._dragged = True

    # where it is

    def columns_shown(self) -> list[int]:
        """Numbers of the columns in sight, in their order."""
        return [column for column in range(len(COLUMNS)) if not self.isColumnHidden(column)]

    def place(self) -> tuple[int, int]:
        """Row and column of the current cell."""
        index = self.currentIndex()
        return max(index.row(), 0), max(index.column(), 0)

    def go(self, row: int, column: int) -> None:
        """Make a cell the current one and show it."""
        index = self.grid.index(min(row, self.grid.rowCount() - 1), column)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)

    def move_by(self, rows: int, columns: int) -> None:
        """Go down or right as Excel does: after the last column comes the next row's first."""
        row, column = self.place()
        shown = self.columns_shown()
        at = shown.index(column) + columns if column in shown else 0
        if at >= len(shown):
            row, at = row + 1, 0
        elif at < 0:
            row, at = max(row - 1, 0), len(shown) - 1
        self.go(min(max(row + rows, 0), self.grid.rowCount() - 1), shown[at])

    def open_text(self) -> tuple[int, int, str] | None:
        """Row, column and text of the cell that is being typed into, None when none is."""
        if self.state() != QAbstractItemView.State.EditingState:
            return None
        for editor in self.viewport().findChildren(QWidget):
            if isinstance(editor, CellLine) and editor.isVisible():
                return (*self.place(), editor.text())
            if isinstance(editor, PlainText) and editor.isVisible():
                return (*self.place(), editor.toPlainText())
        return None

    def selected_cells(self) -> list[tuple[int, int]]:
        """Row and column of every selected cell in sight, line by line; else the current one."""
        shown = set(self.columns_shown())
        found = ((index.row(), index.column()) for index in self.selectionModel().selectedIndexes())
        return sorted(cell for cell in found if cell[1] in shown) or [self.place()]

    def selected_rows(self) -> list[int]:
        """Numbers of the rows in which a cell is selected."""
        return sorted({row for row, _ in self.selected_cells()})

    # what keys do

    def keyPressEvent(self, event: QKeyEvent) -> None:
        combination = event.keyCombination()
        for keys, action in self._keys:
            if QKeySequence(combination) == QKeySequence(keys):
                action()
                return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            up = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.move_by(-1 if up else 1, 0)
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.move_by(0, -1 if event.key() == Qt.Key.Key_Backtab else 1)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, _next: bool) -> bool:
        """Tab goes to the next cell; Ctrl+Tab and the mouse leave the grid."""
        return False

    def copy_cells(self) -> None:
        """The selected block onto the clipboard, for Excel or for here."""
        rows = self._block()
        if rows:
            QGuiApplication.clipboard().setText(pasting.write_block(rows))

    def _block(self) -> list[list[str]]:
        """The smallest block that holds the selected cells; what is not selected stays empty."""
        cells = set(self.selected_cells())
        if not cells:
            return []
        rows = range(min(row for row, _ in cells), max(row for row, _ in cells) + 1)
        columns = [c for c in self.columns_shown() if any(column == c for _, column in cells)]
        return [
            [self.grid.text(row, column) if (row, column) in cells else "" for column in columns]
            for row in rows
        ]

    def cut_cells(self) -> None:
        self.copy_cells()
        self.clear_cells()

    def clear_cells(self) -> None:
        self._set("Xóa nội dung", [(row, column, "") for row, column in self.selected_cells()])

    def fill_down(self) -> None:
        """The first selected row's cells into the rows selected below it."""
        cells = self.selected_cells()
        first = min((row for row, _ in cells), default=0)
        self._set(
            "Điền xuống", [(row, column, self.grid.text(first, column)) for row, column in cells]
        )

    def insert_rows(self) -> None:
        """As many blank rows as are selected, above them."""
        rows = self.selected_rows()
        try:
            self.grid.insert_blank(rows[0], len(rows))
        except UserError as error:
            self._messages.error(self, error)

    def remove_rows(self) -> None:
        rows = self.selected_rows()
        self.grid.remove_rows(rows)

    def paste(self) -> None:
        """What is on the clipboard, at the current cell."""
        self.paste_text(QGuiApplication.clipboard().text())

    def paste_text(self, text: str) -> None:
        """A block at the current cell, by its own headings where it has any."""
        try:
            block = pasting.read_block(text, [HEADINGS[cell] for cell in COLUMNS])
        except UserError as error:
            self._messages.error(self, error)
            return
        if not block.rows:
            return
        row, column = self.place()
        if block.columns is not None:
            self._put(block.rows, row, list(block.columns))
            self._say_dropped(block)
            return
        columns = [place for place in self.columns_shown() if place >= column]
        if len(block.rows) == 1 and len(block.rows[0]) == 1:
            cells = self.selected_cells()
            self._set("Dán", [(r, c, block.rows[0][0]) for r, c in cells])
        elif self._may_cut(len(block.rows[0]), len(columns)):
            self._put(block.rows, row, columns)

    def _may_cut(self, wide: int, room: int) -> bool:
        """True when the block fits, or when the official lets its last columns go."""
        return wide <= room or self._messages.confirm(
            self,
            f"Khối dán có {wide} cột, từ ô đang chọn chỉ còn {room} cột.",
            detail="Nên chọn ô ở cột đầu tiên, hoặc chép kèm dòng tiêu đề để chương trình tự "
            "xếp đúng cột.",
            yes=f"Chỉ dán {room} cột đầu",
        )

    def _put(self, rows: list[list[str]], at: int, columns: list[int]) -> None:
        cells = [
            (at + number, column, text)
            for number, row in enumerate(rows)
            for column, text in zip(columns, row, strict=False)
        ]
        if self._set("Dán", cells):
            self._select_block(at, len(rows), columns[: len(rows[0])])

    def _say_dropped(self, block: pasting.Block) -> None:
        words = f"Đã dán {len(block.rows)} dòng, xếp cột theo tiêu đề."
        if block.dropped:
            words += f" Không dùng: {', '.join(block.dropped)}."
        self.noted.emit(words)

    def _set(self, words: str, cells: Cells) -> bool:
        try:
            self.grid.set_cells(words, cells)
        except UserError as error:
            self._messages.error(self, error)
            return False
        return True

    def _select_block(self, row: int, rows: int, columns: list[int]) -> None:
        if not columns:
            return
        self.go(row, columns[0])
        block = QItemSelection(
            self.grid.index(row, min(columns)), self.grid.index(row + rows - 1, max(columns))
        )
        self.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _on_shown_at(self, row: int) -> None:
        if not self.grid.undo_stack.isClean() and row != self.place()[0]:
            self.scrollTo(self.grid.index(min(row, self.grid.rowCount() - 1), 0))
