"""A choice over each column of a table, in place with its columns: what the column holds.

    bar = RoleBar(table, [("code", "Số thứ tự"), ...], skip=1)     # the first column has none
    bar.set_roles(["code", "content", ...]); bar.chosen.connect(...)    # (column, key)

Owns places and boxes alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QTableView, QWidget

from danvan_desktop.ui import theme
from danvan_desktop.ui.choice_box import ChoiceBox


class RoleBar(QWidget):
    """See the module's text."""

    chosen = Signal(int, object)

    def __init__(
        self, table: QTableView, choices: Sequence[tuple[Any, str]], *, skip: int = 0
    ) -> None:
        super().__init__()
        self._table = table
        self._choices = tuple(choices)
        self._skip = skip
        self.boxes: list[ChoiceBox] = []
        self._room = QWidget(self)
        heads = table.horizontalHeader()
        heads.sectionResized.connect(self._place)
        heads.geometriesChanged.connect(self._place)
        table.horizontalScrollBar().valueChanged.connect(self._place)
        table.installEventFilter(self)
        self.setFixedHeight(theme.em() + theme.gap() * 2)

    def set_roles(self, keys: Sequence[Any]) -> None:
        """One box for each column, showing these."""
        while len(self.boxes) < len(keys):
            self._add(len(self.boxes))
        for number, box in enumerate(self.boxes):
            box.setVisible(number < len(keys))
        known = [key for key, _ in self._choices]
        for box, key in zip(self.boxes, keys, strict=False):
            box.blockSignals(True)
            box.setCurrentIndex(known.index(key))
            box.blockSignals(False)
            box.setToolTip(box.currentText())
        self._place()

    def _add(self, column: int) -> None:
        box = ChoiceBox(self._room)
        box.addItems([words for _, words in self._choices])
        box.setAccessibleName(f"Cột {column + 1} là gì")
        box.setMinimumContentsLength(4)
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.view().setMinimumWidth(theme.chars(30))
        box.currentIndexChanged.connect(self._on_chosen)
        self.boxes.append(box)

    def _on_chosen(self, index: int) -> None:
        sender = self.sender()
        if isinstance(sender, ChoiceBox):
            self.chosen.emit(self.boxes.index(sender), self._choices[index][0])

    def _place(self) -> None:
        heads = self._table.horizontalHeader()
        left = self._table.verticalHeader().width() + self._table.frameWidth()
        self._room.setGeometry(0, 0, self.width(), self.height())
        for number, box in enumerate(self.boxes):
            column = number + self._skip
            start = left + heads.sectionViewportPosition(column)
            # A column that is scrolled under the first keeps its box out of sight as well.
            box.setGeometry(start + 1, 2, heads.sectionSize(column) - 2, self.height() - 4)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        return False
