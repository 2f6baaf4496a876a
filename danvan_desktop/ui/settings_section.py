"""What the sections of the settings page share: heading, explanation, cards of facts.

    class OfficeSection(SettingsSection):
        def __init__(self, work):
            super().__init__(work, "Đơn vị", "Tên và khóa của đơn vị dùng chương trình.")
            self.facts = FactsCard("Thông tin đơn vị")
            self.rows.addWidget(self.facts)
        def reload(self, changes): self.facts.show_facts([("Tên", ...)])

Owns looks only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.services.session import Changes
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.workplace import Workplace


class SettingsSection(QWidget):
    """One section; a subclass fills `rows` and reads its data in `reload`."""

    def __init__(self, work: Workplace, title: str, explanation: str) -> None:
        super().__init__()
        self.work = work
        heading = QLabel(title)
        theme.role(heading, "title")
        self.explanation = QLabel(explanation)
        self.explanation.setWordWrap(True)
        self.explanation.setTextFormat(Qt.TextFormat.PlainText)
        theme.role(self.explanation, "soft")
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(theme.gap())
        self.rows.addWidget(heading)
        self.rows.addWidget(self.explanation)

    def reload(self, changes: Changes | None) -> None:
        """Read again what is shown."""
        raise NotImplementedError


class FactsCard(QFrame):
    """A card with a heading, pairs of label and value, and buttons under them."""

    def __init__(self, title: str) -> None:
        super().__init__()
        theme.role(self, "card")
        heading = QLabel(title)
        theme.role(heading, "heading")
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(theme.gap() * 2)
        self._facts.setVerticalSpacing(theme.gap() // 2)
        self._facts.setColumnStretch(1, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.gap())
        self._buttons.addStretch(1)
        self.column = QVBoxLayout(self)
        edge = round(theme.gap() * 1.5)
        self.column.setContentsMargins(edge, edge, edge, edge)
        self.column.setSpacing(theme.gap())
        self.column.addWidget(heading)
        self.column.addLayout(self._facts)
        self.column.addLayout(self._buttons)
        self.column.addStretch(1)
        self._shown: tuple[tuple[str, str], ...] = ()

    def facts(self) -> tuple[tuple[str, str], ...]:
        """The pairs that are shown."""
        return self._shown

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Put these pairs in place of the earlier ones."""
        self._shown = tuple(facts)
        while self._facts.count():
            self._facts.takeAt(0).widget().deleteLater()
        for row, (label, value) in enumerate(facts):
            name, text = QLabel(label), QLabel(value)
            theme.role(name, "soft")
            for words in (name, text):
                words.setTextFormat(Qt.TextFormat.PlainText)
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(text, row, 1)

    def add_note(self, text: str) -> QLabel:
        """Soft words between the facts and the buttons."""
        note = QLabel(text)
        note.setWordWrap(True)
        note.setTextFormat(Qt.TextFormat.PlainText)
        theme.role(note, "soft")
        self.insert(note)
        return note

    def insert(self, widget: QWidget) -> None:
        """Put a widget between the facts and the buttons, under those put before it."""
        self.column.insertWidget(self.column.count() - 2, widget)

    def add_button(
        self, text: str, slot: Callable[[], object], *, icon: str = "", tip: str = ""
    ) -> QPushButton:
        """A button in the row under the facts, from the left."""
        made = button(text, slot, icon=icon, tip=tip)
        self._buttons.insertWidget(self._buttons.count() - 1, made)
        return made


def button(
    text: str,
    slot: Callable[[], object],
    *,
    icon: str = "",
    tip: str = "",
    role: str = "",
    shortcut: str = "",
) -> QPushButton:
    """A button of a section; with a shortcut, the tooltip names it."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    if role:
        theme.role(made, role)
    if icon:
        colour = theme.COLOURS.on_accent if role == "primary" else theme.COLOURS.text_soft
        made.setIcon(icons.icon(icon, colour))
    words = tip or text.rstrip(".")
    if shortcut:
        made.setShortcut(shortcut)
        words = f"{words} ({shortcut})"
    made.setToolTip(words)
    made.clicked.connect(slot)
    return made
