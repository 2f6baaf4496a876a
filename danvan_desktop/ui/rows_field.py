"""A small table that is typed into, as a field: bands, ranks, grades, items of a checklist.

    RowsField("bands", "Các khoảng", (Cell("low", "Từ"), Cell("high", "Đến", needed=False), ...))

`value()` is a tuple of dicts by name of column; rows without any text are left out. A number that
cannot be read, or a needed cell left empty, is said with its line. Typing begins at once, Enter
goes on and adds a line after the last, Ctrl+Delete takes lines out, Ctrl+V pastes from Excel.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.numbers import format_decimal, parse_decimal
from danvan_desktop.domain.text import checked_line
from danvan_desktop.errors import FieldError
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.fields import Field

_NEXT = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHOWN_ROWS = 7


class CellKind(enum.Enum):
    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"


@dataclass(frozen=True)
class Cell:
    """A column: what it is called, what stands in it, and how many letters wide it is (0: the
    rest)."""

    name: str
    title: str
    kind: CellKind = CellKind.NUMBER
    needed: bool = True
    width: int = 11
    limit: int = 250


class RowsTable(QTableWidget):
    """Enter walks through the cells and on to a new line."""

    row_wanted = Signal()
    drop_wanted = Signal()
    paste_wanted = Signal()

    def event(self, event: QEvent) -> bool:
        # Ctrl+V and Ctrl+Delete are the table's while it has the cursor, not the window's.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and (event.matches(QKeySequence.StandardKey.Paste) or _drops(event))
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        elif event.key() in _NEXT and plain:
            # The cell that is typed into passes its Enter on; `closeEditor` goes on from there.
            if self.state() != QAbstractItemView.State.EditingState:
                self.step()
        elif _drops(event):
            self.drop_wanted.emit()
        elif event.key() == Qt.Key.Key_Insert and plain:
            self.row_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete and plain:
            for item in self.selectedItems():
                item.setText("")
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self.step()

    def step(self) -> None:
        """To the next cell, a new line after the last."""
        row, column = self.currentRow(), self.currentColumn() + 1
        if column >= self.columnCount():
            row, column = row + 1, 0
        if row >= self.rowCount():
            self.row_wanted.emit()
        self.setCurrentCell(row, column)


class RowsField(Field):
    """See the module's text. `noun` names a line on the buttons: "khoảng"."""

    def __init__(
        self,
        name: str,
        label: str,
        cells: Sequence[Cell],
        *,
        noun: str = "dòng",
        hint: str = "",
        follows: tuple[str, str] | None = None,
    ) -> None:
        """`follows`: a new line begins with this column filled from that one of the last line."""
        self._follows = follows
        self.table = RowsTable(0, len(cells))
        self.add_button = QPushButton(icons.icon("add"), f"Thêm {noun}")
        self.drop_button = QPushButton(icons.icon("close"), f"Bỏ {noun}")
        self.cells = tuple(cells)
        super().__init__(name, label, self.table, hint=hint)
        self._dress()
        self.table.itemChanged.connect(self._on_item)
        self.table.row_wanted.connect(self._on_add)
        self.table.drop_wanted.connect(self._on_drop)
        self.table.paste_wanted.connect(self._on_paste)
        self.add_button.clicked.connect(self._on_add_button)
        self.drop_button.clicked.connect(self._on_drop)

    def _dress(self) -> None:
        table = self.table
        self.set_titles([cell.title for cell in self.cells])
        table.setTabKeyNavigation(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        on = QAbstractItemView.EditTrigger
        table.setEditTriggers(
            on.AnyKeyPressed | on.EditKeyPressed | on.DoubleClicked | on.SelectedClicked
        )
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(round(theme.em() * 1.8))
        heads = table.horizontalHeader()
        heads.setHighlightSections(False)
        for column, cell in enumerate(self.cells):
            if cell.width:
                table.setColumnWidth(column, theme.chars(cell.width))
            else:
                heads.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.drop_button.setToolTip("Bỏ các dòng đang chọn (Ctrl+Delete)")
        self.add_button.setToolTip("Thêm một dòng (Enter ở ô cuối)")
        self._fit()

    def _box(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout()
        for button in (self.add_button, self.drop_button):
            button.setAutoDefault(False)
            theme.role(button, "quiet")
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.table)
        layout.addLayout(row)
        return box

    def set_titles(self, titles: Sequence[str]) -> None:
        """Other words over the columns."""
        self.table.setHorizontalHeaderLabels(list(titles))

    def tab_stops(self) -> Sequence[QWidget]:
        return self.table, self.add_button, self.drop_button

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.add_button.setEnabled(not read_only)
        self.drop_button.setEnabled(not read_only)

    # what stands in it

    def value(self) -> tuple[dict[str, Any], ...]:
        rows = range(self.table.rowCount())
        return tuple(self._read(row) for row in rows if self._is_filled(row))

    def set_value(self, value: Sequence[Mapping[str, Any]] | None) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for row, given in enumerate(value or ()):
            self._insert(row, [_shown(cell, given.get(cell.name)) for cell in self.cells])
        self.table.blockSignals(False)
        self._fit()
        self._on_edited()

    def text(self) -> str:
        return json.dumps([self._words(row) for row in range(self.table.rowCount())])

    def set_text(self, text: str) -> None:
        try:
            found = [[str(word) for word in row] for row in json.loads(text)]
        except (ValueError, TypeError):
            return
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for row, words in enumerate(found):
            self._insert(row, words)
        self.table.blockSignals(False)
        self._fit()
        self._on_edited()

    def go_to_row(self, row: int) -> None:
        """Put the cursor into a line."""
        self.table.setFocus()
        self.table.setCurrentCell(row, 0)

    def _words(self, row: int) -> list[str]:
        words = []
        for column, cell in enumerate(self.cells):
            item = self.table.item(row, column)
            if cell.kind is CellKind.FLAG:
                on = item is not None and item.checkState() == Qt.CheckState.Checked
                words.append("1" if on else "")
            else:
                words.append(item.text().strip() if item is not None else "")
        return words

    def _is_filled(self, row: int) -> bool:
        """A tick alone is how a new line begins, not something that was typed."""
        words = zip(self.cells, self._words(row), strict=True)
        return any(word for cell, word in words if cell.kind is not CellKind.FLAG)

    def _read(self, row: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for cell, words in zip(self.cells, self._words(row), strict=True):
            label = f"Dòng {row + 1}, {cell.title.lower()}"
            if cell.kind is CellKind.FLAG:
                found[cell.name] = bool(words)
            elif cell.kind is CellKind.TEXT:
                found[cell.name] = checked_line(
                    self.name, label, words, required=cell.needed, limit=cell.limit
                )
            elif words or cell.needed:
                found[cell.name] = parse_decimal(words, field=self.name, label=label)
            else:
                found[cell.name] = None
        return found

    def _insert(self, row: int, words: Sequence[str]) -> None:
        self.table.insertRow(row)
        for column, cell in enumerate(self.cells):
            word = words[column] if column < len(words) else ""
            item = QTableWidgetItem("" if cell.kind is CellKind.FLAG else word)
            if cell.kind is CellKind.FLAG:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                item.setCheckState(Qt.CheckState.Checked if word else Qt.CheckState.Unchecked)
            elif cell.kind is CellKind.NUMBER:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(row, column, item)

    def _fit(self) -> None:
        rows = max(2, min(self.table.rowCount(), _SHOWN_ROWS))
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(
            head + rows * self.table.verticalHeader().defaultSectionSize() + 4
        )

    # the person's hands

    def _on_item(self, item: QTableWidgetItem) -> None:
        cell = self.cells[item.column()]
        if cell.kind is CellKind.NUMBER and item.text().strip():
            try:
                number = parse_decimal(item.text(), field=self.name)
            except FieldError:
                pass  # said with its line by `value`
            else:
                self.table.blockSignals(True)
                item.setText(format_decimal(number))
                self.table.blockSignals(False)
        self._on_edited()

    def _on_edited(self) -> None:
        super()._on_edited()
        try:
            self.value()
        except FieldError as error:
            self.set_problem(str(error))

    def _on_add(self) -> None:
        row = self.table.rowCount()
        self.table.blockSignals(True)
        self._insert(row, self._next_words())
        self.table.blockSignals(False)
        self._fit()

    def _next_words(self) -> list[str]:
        """A new line begins ticked where there is something to tick, and where the last ended."""
        words = ["1" if cell.kind is CellKind.FLAG else "" for cell in self.cells]
        if self._follows is not None and self.table.rowCount():
            names = [cell.name for cell in self.cells]
            to, source = (names.index(name) for name in self._follows)
            words[to] = self._words(self.table.rowCount() - 1)[source]
        return words

    def _on_add_button(self) -> None:
        self._on_add()
        self.go_to_row(self.table.rowCount() - 1)

    def _on_drop(self) -> None:
        rows = sorted({index.row() for index in self.table.selectedIndexes()}, reverse=True)
        for row in rows or ([self.table.currentRow()] if self.table.currentRow() >= 0 else []):
            self.table.removeRow(row)
        self._fit()
        self._on_edited()

    def _on_paste(self) -> None:
        lines = QGuiApplication.clipboard().text().rstrip("\n").split("\n")
        top, left = max(0, self.table.currentRow()), max(0, self.table.currentColumn())
        self.table.blockSignals(True)
        for down, line in enumerate(lines):
            if top + down >= self.table.rowCount():
                self._insert(self.table.rowCount(), self._next_words())
            for right, word in enumerate(line.rstrip("\r").split("\t")):
                item = self.table.item(top + down, left + right)
                if item is not None and item.flags() & Qt.ItemFlag.ItemIsEditable:
                    item.setText(word.strip())
        self.table.blockSignals(False)
        self._fit()
        self._on_edited()


def _shown(cell: Cell, value: Any) -> str:
    if cell.kind is CellKind.FLAG:
        return "1" if value else ""
    if isinstance(value, Decimal | int):
        return format_decimal(value)
    return "" if value is None else str(value)


def _drops(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Delete and bool(
        event.modifiers() & Qt.KeyboardModifier.ControlModifier
    )
