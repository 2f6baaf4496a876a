"""A choice from a list, found by typing without diacritics.

A click shows the whole list, typing then narrows it, best matches first; Enter takes the chosen
line, or the first one. `value()` is the key of the choice, or None. An `editable` field also takes
words that are not in the list: `value()` is then always the text. Owns no list: choices are handed
in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, QStringListModel, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QStyledItemDelegate, QWidget

from danvan_desktop.domain.text import checked_line, search_key
from danvan_desktop.errors import FieldError
from danvan_desktop.ui import theme
from danvan_desktop.ui.choice_box import ChoiceBox
from danvan_desktop.ui.editors import LineEdit
from danvan_desktop.ui.fields import Field

__all__ = ["ChoiceBox", "ChoiceField", "FoldedMatches", "pick_width"]


class FoldedMatches(QSortFilterProxyModel):
    """The texts that hold every typed word, whatever their marks and case; in the list's order,
    but those that begin with what was typed before those that only hold its words."""

    def __init__(self, texts: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._typed = ""
        self._words: list[str] = []
        self._keys: list[str] = []
        self.set_texts(texts)

    def set_texts(self, texts: Sequence[str]) -> None:
        """Search among these."""
        self._keys = [search_key(text) for text in texts]
        self.setSourceModel(QStringListModel(list(texts), self))

    def look_for(self, typed: str) -> None:
        """Keep what matches `typed`."""
        self._typed = search_key(typed)
        self._words = self._typed.split()
        self.invalidate()
        self.sort(0 if self._words else -1)

    def filterAcceptsRow(self, row: int, _parent: Any) -> bool:
        return row >= len(self._keys) or all(word in self._keys[row] for word in self._words)

    def lessThan(self, left: Any, right: Any) -> bool:
        return self._rank(left) < self._rank(right)

    def _rank(self, index: QModelIndex) -> tuple[bool, bool, int]:
        key = self._keys[index.row()]
        return not key.startswith(self._typed), self._typed not in key, index.row()


class PickLine(LineEdit):
    """The line of a choice; a click that marks no words asks for the list."""

    clicked = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.hasSelectedText():
            self.clicked.emit()


class ChoiceField(Field):
    """Choices as `[(key, text), ...]`; see the module's text."""

    def __init__(
        self,
        name: str,
        label: str,
        choices: Sequence[tuple[Any, str]] = (),
        *,
        required: bool = False,
        editable: bool = False,
        limit: int = 250,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.box = ChoiceBox()
        self._choices: list[tuple[Any, str]] = []
        self._free = editable
        self._limit = limit
        super().__init__(name, label, self.box, required=required, hint=hint, parent=parent)
        self.box.setEditable(True)
        line = PickLine()
        line.setPlaceholderText("Chọn hoặc gõ" if editable else "Chọn hoặc gõ để tìm")
        self.box.setLineEdit(line)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setMinimumContentsLength(18)
        self._matches = FoldedMatches([], self)
        self._set_completer()
        self.set_choices(choices)
        line.textChanged.connect(self._on_edited)
        line.textEdited.connect(self._on_typed)
        line.returnPressed.connect(self._on_return)
        line.clicked.connect(self._on_clicked)
        line.editingFinished.connect(self._on_finished)

    def _set_completer(self) -> None:
        completer = QCompleter(self._matches, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        self.box.setCompleter(completer)

    def set_choices(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Replace the list; what stands in the field stays if it is still there."""
        before = self.text()
        self._choices = list(choices)
        self.box.clear()
        self.box.addItems([text for _, text in self._choices])
        self._matches.set_texts([text for _, text in self._choices])
        self.set_text(before)

    def value(self) -> Any:
        typed = self.text().strip()
        if self._free:
            return checked_line(
                self.name, self.label, typed, required=self.required, limit=self._limit
            )
        if not typed:
            if self.required:
                raise self._missing()
            return None
        found = self._find(typed)
        if found is None:
            raise FieldError(
                self.name, f"{self.label}: không có “{typed[:60]}”.", todo="Chọn trong danh sách."
            )
        return found[0]

    def set_value(self, value: Any) -> None:
        text = next((text for key, text in self._choices if key == value), None)
        self.set_text(text if text is not None else str(value or "") if self._free else "")

    def text(self) -> str:
        return self.box.currentText()

    def set_text(self, text: str) -> None:
        place = next((i for i, (_, shown) in enumerate(self._choices) if shown == text), -1)
        self.box.setCurrentIndex(place)
        if place < 0:
            self.box.setEditText(text)

    def set_read_only(self, read_only: bool) -> None:
        self.box.setEnabled(not read_only)

    def _find(self, typed: str) -> tuple[Any, str] | None:
        """The choice with these words, else the only one that begins with them or holds them."""
        for choice in self._choices:
            if choice[1] == typed:
                return choice
        wanted = search_key(typed)
        same = [choice for choice in self._choices if search_key(choice[1]) == wanted]
        words = wanted.split()
        near = [c for c in self._choices if all(word in search_key(c[1]) for word in words)]
        begun = [choice for choice in near if search_key(choice[1]).startswith(wanted)]
        found = same or (begun if len(begun) == 1 else near)
        return found[0] if len(found) == 1 else None

    def _on_typed(self, typed: str) -> None:
        self._matches.look_for(typed)
        completer = self.box.completer()
        if completer is not None:
            completer.popup().setCurrentIndex(QModelIndex())
        if completer is not None and completer.popup().property("role") is None:
            # Made when first needed: a window has dozens of choices. Qt's own delegate of such a
            # list knows no style sheet.
            theme.role(completer.popup(), "matches")
            completer.popup().setItemDelegate(QStyledItemDelegate(completer))
            completer.popup().ensurePolished()
            completer.popup().doItemsLayout()

    def _on_clicked(self) -> None:
        """The whole list; where words of one's own may stand, a click only places the cursor."""
        completer = self.box.completer()
        line = self.box.lineEdit()
        if self._free or completer is None or line is None or not self._choices:
            return
        self._on_typed("")
        completer.complete()
        # Arrows go on from what is chosen.
        popup, texts = completer.popup(), [text for _, text in self._choices]
        if self.text() in texts:
            popup.setCurrentIndex(popup.model().index(texts.index(self.text()), 0))
        line.selectAll()

    def _on_return(self) -> None:
        """Enter while matches are shown takes the best one."""
        completer = self.box.completer()
        if completer is None or not completer.popup().isVisible():
            return
        if not self._free and self.text().strip() and self._matches.rowCount():
            if self._find(self.text()) is None:
                self.set_text(str(self._matches.index(0, 0).data()))
            completer.popup().hide()

    def _on_finished(self) -> None:
        typed = self.text().strip()
        if self._free or not typed:
            return
        found = self._find(typed)
        if found is None:
            self.set_problem(f"Không có “{typed[:60]}” trong danh sách.")
        elif found[1] != self.text():
            self.set_text(found[1])


def pick_width(field: ChoiceField, letters: int) -> ChoiceField:
    """Limit the width of a choice to about so many letters; returns it."""
    field.box.setMaximumWidth(theme.chars(letters))
    return field
