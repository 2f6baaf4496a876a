"""The list of a decision as a field: who is recognised, with which title, at which level.

Title and level of a line are chosen in its cells; lines are moved and left out with the buttons.
Whether a line may stand there is the services' to say.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.errors import FieldError
from danvan_desktop.services.decision_view import LineDraft
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.fields import Field

Choices = Sequence[tuple[str, str]]
_CODE = int(Qt.ItemDataRole.UserRole)
NAME, TITLE, LEVEL = range(3)


class ChoiceCells(QStyledItemDelegate):
    """Edits a cell with a list of choices; the code stays with the cell."""

    def __init__(self, choices: Choices, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = choices

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QWidget:
        box = QComboBox(parent)
        box.addItems([words for _, words in self._choices])
        return box

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(editor, QComboBox):
            codes = [code for code, _ in self._choices]
            code = index.data(_CODE)
            editor.setCurrentIndex(codes.index(code) if code in codes else -1)

    def setModelData(
        self, editor: QWidget, model: Any, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if isinstance(editor, QComboBox) and editor.currentIndex() >= 0:
            code, words = self._choices[editor.currentIndex()]
            model.setData(index, code, _CODE)
            model.setData(index, words, Qt.ItemDataRole.DisplayRole)


class LinesField(Field):
    """`value()` is a tuple of `LineDraft`; `names` are the registrations that may be in it."""

    def __init__(
        self, name: str, label: str, names: Mapping[str, str], titles: Choices, levels: Choices
    ) -> None:
        self.table = QTableWidget(0, 3)
        self.up_button = QPushButton("Lên")
        self.down_button = QPushButton("Xuống")
        self.drop_button = QPushButton(icons.icon("close"), "Bỏ khỏi danh sách")
        self._names = names
        self._titles = dict(titles)
        self._levels = dict(levels)
        super().__init__(name, label, self.table, required=True)
        self._dress(titles, levels)
        self.table.itemChanged.connect(self._on_edited)
        self.up_button.clicked.connect(self._on_up)
        self.down_button.clicked.connect(self._on_down)
        self.drop_button.clicked.connect(self._on_drop)

    def _dress(self, titles: Choices, levels: Choices) -> None:
        table = self.table
        table.setHorizontalHeaderLabels(["Mô hình, điển hình", "Danh hiệu", "Cấp công nhận"])
        table.setItemDelegateForColumn(TITLE, ChoiceCells(titles, table))
        table.setItemDelegateForColumn(LEVEL, ChoiceCells(levels, table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().setDefaultSectionSize(round(theme.em() * 1.8))
        heads = table.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(TITLE, theme.chars(36))
        table.setColumnWidth(LEVEL, theme.chars(22))
        table.setFixedHeight(theme.em() * 10)
        table.setToolTip("F2 hoặc bấm đúp vào danh hiệu, cấp để chọn lại")

    def _box(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.up_button, self.down_button, self.drop_button):
            button.setAutoDefault(False)
            theme.role(button, "quiet")
            row.addWidget(button)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.table)
        layout.addLayout(row)
        return box

    def value(self) -> tuple[LineDraft, ...]:
        lines = self.lines()
        if not lines:
            raise FieldError(self.name, "Chưa chọn đăng ký nào để công nhận.")
        return lines

    def lines(self) -> tuple[LineDraft, ...]:
        """What stands in the table, also when that is nothing."""
        return tuple(self._line(row) for row in range(self.table.rowCount()))

    def set_value(self, value: Sequence[LineDraft] | None) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for line in value or ():
            self._put(self.table.rowCount(), line)
        self.table.blockSignals(False)
        self._on_edited()

    def text(self) -> str:
        return json.dumps([[line.registration, line.title, line.level] for line in self.lines()])

    def set_text(self, text: str) -> None:
        try:
            found = [LineDraft(*(str(part) for part in entry)) for entry in json.loads(text)]
        except (ValueError, TypeError):
            return
        self.set_value([line for line in found if line.registration in self._names])

    def _line(self, row: int) -> LineDraft:
        model = self.table.model()
        codes = [model.index(row, column).data(_CODE) for column in (NAME, TITLE, LEVEL)]
        return LineDraft(*codes)

    def _put(self, row: int, line: LineDraft) -> None:
        self.table.insertRow(row)
        cells = (
            (line.registration, self._names.get(line.registration, "")),
            (line.title, self._titles.get(line.title, "")),
            (line.level, self._levels.get(line.level, "")),
        )
        for column, (code, words) in enumerate(cells):
            item = QTableWidgetItem(words)
            item.setData(_CODE, code)
            item.setToolTip(words)
            if column == NAME:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.table.setItem(row, column, item)

    def _move(self, by: int) -> None:
        here = self.table.currentRow()
        there = here + by
        if here < 0 or not 0 <= there < self.table.rowCount():
            return
        lines = list(self.lines())
        lines[here], lines[there] = lines[there], lines[here]
        self.set_value(lines)
        self.table.selectRow(there)

    def _on_up(self) -> None:
        self._move(-1)

    def _on_down(self) -> None:
        self._move(1)

    def _on_drop(self) -> None:
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        left = [line for number, line in enumerate(self.lines()) if number not in rows]
        self.set_value(left)
