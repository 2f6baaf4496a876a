"""The box of a quantity: what was achieved, of which plan, and beside which leader.

Owns the figures side by side and the way from one to the next; what they are worth is the
domain's.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from danvan_desktop.domain.criteria import Criterion, Effect, Mark
from danvan_desktop.domain.marking_words import PERCENT, how_marked, unit_of
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.errors import FieldError
from danvan_desktop.ui import mark_keys, theme
from danvan_desktop.ui.mark_boxes import MarkBox, NumberLine

_BETWEEN = {"plan": "/", "leader": "dẫn đầu"}


class QuantityBox(MarkBox):
    """Enter goes from figure to figure, then to the next line; as text they stand between "/"."""

    def __init__(
        self,
        criterion: Criterion,
        name: str,
        effect: Effect = Effect.PART,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent)
        self._criterion = criterion
        self._figures = mark_keys.figures_of(criterion)
        self.editors = tuple(NumberLine() for _ in self._figures)
        self._assemble(name, how_marked(criterion, effect))
        self.setFocusProxy(self.editors[0])

    def _assemble(self, name: str, rule: str) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(theme.gap() // 2)
        for figure, editor in zip(self._figures, self.editors, strict=True):
            if figure.name in _BETWEEN:
                layout.addWidget(_soft(_BETWEEN[figure.name]))
            editor.setAccessibleName(f"{name}, {figure.label}")
            editor.setPlaceholderText(figure.label)
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
            editor.setFixedWidth(theme.chars(10))
            editor.setToolTip(rule)
            editor.textEdited.connect(self._on_edited)
            editor.stepped.connect(self._on_stepped)
            editor.reached.connect(self.reached)
            layout.addWidget(editor)
            if figure.name == "achieved" and self._criterion.plan is not None:
                layout.addWidget(_soft(f"/ {format_decimal(self._criterion.plan)}"))
        unit = unit_of(self._criterion)
        if unit and unit != PERCENT:
            self.setToolTip(unit)
        layout.addWidget(_soft(unit))

    def value(self) -> Mark | None:
        return mark_keys.read_typed(self._criterion, self.text())

    def set_value(self, value: Mark | bool | None) -> None:
        self._put(mark_keys.typed_words(self._criterion, value))

    def text(self) -> str:
        return "/".join(editor.text().strip() for editor in self.editors).rstrip("/")

    def set_text(self, text: str) -> None:
        self._put(text)
        self.changed.emit()

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        for editor in self.editors:
            editor.setReadOnly(read_only)
            theme.set_state(editor, "readOnly", read_only)

    def show_problem(self, wrong: bool) -> None:
        for editor in self.editors:
            theme.set_state(editor, "problem", wrong)

    def still_typing(self) -> bool:
        place = self._place()
        if place is None or place + 1 == len(self.editors):
            return False
        return not any(editor.text().strip() for editor in self.editors[place + 1 :])

    def _put(self, text: str) -> None:
        parts = text.split("/")
        for number, editor in enumerate(self.editors):
            editor.setText(parts[number] if number < len(parts) else "")

    def _place(self) -> int | None:
        """Which figure the cursor is in."""
        return next((n for n, one in enumerate(self.editors) if one.hasFocus()), None)

    def _on_edited(self) -> None:
        self.changed.emit()

    def _on_stepped(self, by: int) -> None:
        following = (self._place() or 0) + by
        if 0 <= following < len(self.editors) and (by < 0 or self.text()):
            self.editors[following].setFocus()
            return
        try:
            value = self.value()
        except FieldError:
            self.changed.emit()  # the line says what is wrong, and the cursor stays
            self.editors[self._place() or 0].selectAll()
            return
        self.set_value(value)
        self.stepped.emit(by)


def _soft(text: str) -> QLabel:
    label = QLabel(text)
    theme.role(label, "soft")
    return label
