"""One yes or no, and some of a few, as fields whose boxes stand side by side.

`FlagField`: the words stand beside its box. `SomeField`: the keys of what is ticked, in the order
they were given; what "none ticked" means is said in its hint.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from danvan_desktop.ui import theme
from danvan_desktop.ui.fields import Field
from danvan_desktop.ui.page_frame import WrapRow

_NEXT = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TickBox(QCheckBox):
    """A box that Enter passes over, as in the other fields; Space ticks."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _NEXT and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class FlagField(Field):
    """`value()` is a bool."""

    def __init__(self, name: str, label: str, *, hint: str = "", above: bool = False) -> None:
        """`above`: leave room where the fields beside it have their label."""
        self.box = TickBox(label)
        super().__init__(name, label, self.box, hint=hint)
        if above:
            self._label.setText(" ")
        else:
            self._label.hide()
        self.box.toggled.connect(self._on_edited)

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, value: bool | None) -> None:
        self.box.setChecked(bool(value))

    def text(self) -> str:
        return "1" if self.box.isChecked() else ""

    def set_text(self, text: str) -> None:
        self.set_value(bool(text))


class SomeField(Field):
    """`value()` is the tuple of ticked keys; see the module's text."""

    def __init__(
        self, name: str, label: str, choices: Sequence[tuple[Any, str]] = (), *, hint: str = ""
    ) -> None:
        self._room = QWidget()
        self._row = WrapRow(self._room)
        self._row.setSpacing(theme.gap() // 2)
        rules = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        rules.setHeightForWidth(True)
        self._room.setSizePolicy(rules)
        self.boxes: dict[Any, TickBox] = {}
        super().__init__(name, label, self._room, hint=hint)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Replace the boxes."""
        for box in self.boxes.values():
            self._row.removeWidget(box)
            box.deleteLater()
        self.boxes = {}
        for key, words in choices:
            box = TickBox(words)
            box.setAccessibleName(f"{self.label}: {words}")
            box.toggled.connect(self._on_edited)
            self._row.addWidget(box)
            self.boxes[key] = box
        self._row.addStretch()
        first = next(iter(self.boxes.values()), None)
        if first is not None:
            self.setFocusProxy(first)
        self.setVisible(bool(self.boxes))

    def tab_stops(self) -> Sequence[QWidget]:
        return tuple(self.boxes.values())

    def value(self) -> tuple[Any, ...]:
        return tuple(key for key, box in self.boxes.items() if box.isChecked())

    def set_value(self, value: Sequence[Any] | None) -> None:
        wanted = set(value or ())
        for key, box in self.boxes.items():
            box.setChecked(key in wanted)

    def text(self) -> str:
        return "\n".join(str(key) for key in self.value())

    def set_text(self, text: str) -> None:
        wanted = text.splitlines()
        for key, box in self.boxes.items():
            box.setChecked(str(key) in wanted)
