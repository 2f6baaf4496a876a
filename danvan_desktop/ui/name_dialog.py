"""Asks for one short line, such as the name of one more assessor."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.fields import LineField
from danvan_desktop.ui.messages import Messages


class NameDialog(FormDialog[str]):
    """Shown with `open()`; emits `chosen(str)` with the cleaned line."""

    chosen = Signal(str)

    def __init__(
        self, parent: QWidget | None, messages: Messages, title: str, label: str, *, name: str
    ) -> None:
        super().__init__(parent, messages, title=title, save_text="Thêm")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._name = name
        self.form.add(LineField(name, label, required=True, limit=100))
        self.begin()
        self.form[name].setFocus()
        self.accepted.connect(self._on_accepted)

    def input(self, values: dict[str, Any]) -> str:
        return str(values[self._name])

    def _on_accepted(self) -> None:
        self.chosen.emit(self.given or "")
