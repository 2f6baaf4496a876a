"""A form over one part of something that is edited as a whole: each change is told at once.

    class BandsForm(NodeForm[Criterion]):
        def values_of(self, node): ...           # field name -> value, to show it
        def applied(self, node): ...             # the node with what can be read now
    form.edited(str)                             # the field that was typed into

A field that cannot be read keeps the node's earlier value and says why; nothing raises. Owns no
tree and no undo.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from itertools import pairwise
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from danvan_desktop.errors import FieldError
from danvan_desktop.ui.fields import Field, TextField
from danvan_desktop.ui.form import Form, Section

Node = TypeVar("Node")


class TitleField(TextField):
    """Words that may be long and yet are one line: Enter goes on to the next field."""

    def __init__(self, name: str, label: str, **more: Any) -> None:
        super().__init__(name, label, **more)
        self.area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.area.installEventFilter(self)

    def value(self) -> str:
        return " ".join(super().value().split())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self.area.focusNextChild()
                return True
        return super().eventFilter(watched, event)


class NodeForm(Form, Generic[Node]):
    """See the module's text."""

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False

    def values_of(self, node: Node) -> Mapping[str, Any]:
        """What each field shows of the node; by default the attribute of its name."""
        return {field.name: getattr(node, field.name) for field in self}

    def applied(self, node: Node) -> Node:
        """The node with what stands in the fields."""
        raise NotImplementedError

    def show_node(self, node: Node) -> None:
        """Fill the fields; tells of no change. Fields that show the same stay as they are."""
        self._showing = True
        for name, value in self.values_of(node).items():
            if not self._shows(name, value):
                self[name].set_value(value)
        self.clear_problems()
        self._showing = False

    def _shows(self, name: str, value: Any) -> bool:
        try:
            return bool(self[name].value() == value)
        except FieldError:
            return False

    def readable(self) -> dict[str, Any]:
        """The values of the fields that can be read now."""
        found: dict[str, Any] = {}
        for field in self:
            try:
                found[field.name] = field.value()
            except FieldError as error:
                field.set_problem(str(error))
        return found

    def unreadable(self) -> list[FieldError]:
        """What stands in fields that cannot be read."""
        found = []
        for field in self:
            try:
                field.value()
            except FieldError as error:
                found.append(error)
        return found

    def show_reasons(self, reasons: Mapping[str, str]) -> None:
        """Say beside each field what the check has against it, or take the words away."""
        wrong = {error.field: str(error) for error in self.unreadable()}
        for field in self:
            field.set_problem(wrong.get(field.name) or reasons.get(field.name, ""))

    def go_to(self, name: str) -> bool:
        """Put the cursor into a field; False when it is not here."""
        if name not in self._fields:
            return False
        self._reveal(self._fields[name])
        return True

    def _enlist(self, field: Field, section: Section | None) -> None:
        super()._enlist(field, section)
        field.changed.connect(partial(self._on_field, field.name))

    def _on_field(self, name: str) -> None:
        if not self._showing:
            self.edited.emit(name)


def order_tabs(fields: Iterable[Field]) -> None:
    """Let Tab go through these fields as they are seen, whenever their boxes were made."""
    stops = [stop for field in fields for stop in field.tab_stops()]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)
