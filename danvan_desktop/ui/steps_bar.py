"""`StepsBar`: a line of steps that one goes to, by a click, the arrow keys or Alt and its number.

    bar = StepsBar(); bar.show_steps([...]); bar.set_current(2)      # without: only clicks
    bar.chosen.connect(self._on_step)            # the number of the step that was asked for

Owns choosing; how far each step is and how it looks is `steps`'.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from danvan_desktop.ui import theme
from danvan_desktop.ui.steps import StepsLine
from danvan_desktop.ui.theme import COLOURS


class StepsBar(StepsLine):
    """See the module's text."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = -1
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def current(self) -> int:
        """Number of the step that is open."""
        return self._current

    def set_current(self, number: int) -> None:
        """Mark a step as the open one; does not emit `chosen`. Only then keys choose too."""
        self._current = number
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._current < 0:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell = self._cell(self._current).adjusted(theme.gap(), 0, -theme.gap(), 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLOURS.accent))
        painter.drawRect(QRect(cell.left(), self.height() - 3, cell.width(), 3))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(COLOURS.accent), 1))
            painter.drawRoundedRect(cell.adjusted(0, 0, -1, -1), 4, 4)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        wide = self.width() / max(1, len(self.steps()))
        self._choose(int(event.position().x() // wide))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self._choose(self._current + by)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _choose(self, number: int) -> None:
        if 0 <= number < len(self.steps()):
            self.chosen.emit(number)
