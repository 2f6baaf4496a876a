"""Some of a list, ticked; the value is the keys of what is ticked, in the order of the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from danvan_desktop.errors import FieldError
from danvan_desktop.ui import theme
from danvan_desktop.ui.fields import Field

_KEY = int(Qt.ItemDataRole.UserRole)


class CheckListField(Field):
    """Space ticks the current line. An empty choice is refused with `nothing`."""

    def __init__(self, name: str, label: str, *, nothing: str, hint: str = "") -> None:
        self.list = QListWidget()
        self._nothing = nothing
        super().__init__(name, label, self.list, required=True, hint=hint)
        self.list.setMinimumHeight(theme.em() * 10)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemChanged.connect(self._on_edited)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these lines, all ticked."""
        self.list.blockSignals(True)
        self.list.clear()
        for key, words in choices:
            item = QListWidgetItem(words)
            item.setToolTip(words)
            item.setData(_KEY, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._on_edited()

    def value(self) -> tuple[str, ...]:
        found = self._ticked()
        if not found:
            raise FieldError(self.name, self._nothing)
        return found

    def set_value(self, value: Sequence[str] | None) -> None:
        wanted = set(value or ())
        for number in range(self.list.count()):
            item = self.list.item(number)
            ticked = item.data(_KEY) in wanted
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def text(self) -> str:
        return "\n".join(self._ticked())

    def set_text(self, text: str) -> None:
        self.set_value(text.splitlines())

    def _ticked(self) -> tuple[str, ...]:
        items = (self.list.item(number) for number in range(self.list.count()))
        return tuple(
            item.data(_KEY) for item in items if item.checkState() == Qt.CheckState.Checked
        )
