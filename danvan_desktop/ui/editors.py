"""The two text editors of fields and grids: one line, and several that grow.

Own keys and pasting; labels, limits and reasons are the fields'.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from danvan_desktop.domain.text import clean_text
from danvan_desktop.ui import theme

MOST_LINES = 14
"""A text area grows with its text to so many lines, then it scrolls."""

MOST_PASTED = 50_000
"""Letters, far more than a field takes; a book pasted by mistake would hold the window."""


class LineEdit(QLineEdit):
    """One line: pasted line breaks become spaces, Enter goes on to the next field."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.returnPressed.emit()
            self.editingFinished.emit()
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setCursorPosition(0)


class PlainText(QPlainTextEdit):
    """Several lines: pastes words only, not Word's rubbish; Tab goes on; grows with its text."""

    def __init__(self, parent: QWidget | None = None, *, lines: int = 4) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setTabChangesFocus(True)
        self._fit_height()
        self.document().documentLayout().documentSizeChanged.connect(self._fit_height)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def _fit_height(self) -> None:
        typed = round(self.document().size().height())
        lines = max(self._lines, min(typed, MOST_LINES))
        self.setMinimumHeight(theme.em() * lines + theme.gap() * 2)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.insertPlainText(clean_text(source.text()[:MOST_PASTED]))
