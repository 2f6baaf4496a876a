"""What an empty list or page says: that it is empty, and what to do first.

Owns the words' place and looks; the words are the page's.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.ui import icons, theme


@dataclass(frozen=True)
class Empty:
    """What an empty list says: that it is empty, what to do first, with which sign."""

    title: str
    todo: str = ""
    icon: str = "table"
    button: str = ""


class EmptyView(QWidget):
    """The words in the middle of an empty list, with one button where it helps."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = QLabel()
        self._title = QLabel()
        self._todo = QLabel()
        self.button = QPushButton()
        theme.role(self._title, "heading")
        theme.role(self._todo, "soft")
        theme.role(self.button, "primary")
        self._todo.setWordWrap(True)
        self.button.clicked.connect(self.pressed)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        for widget in (self._sign, self._title, self._todo, self.button):
            if isinstance(widget, QLabel):
                widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
                widget.setTextFormat(Qt.TextFormat.PlainText)
                layout.addWidget(widget)
            else:
                layout.addSpacing(theme.gap())
                layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def show_empty(self, empty: Empty) -> None:
        """Put the words in place."""
        self._sign.setPixmap(icons.pixmap(empty.icon, theme.em() * 3, theme.COLOURS.line_strong))
        self._title.setText(empty.title)
        self._todo.setText(empty.todo)
        self.button.setText(empty.button)
        self.button.setVisible(bool(empty.button))
