"""Tells when a widget has been painted, without polling and without our own event pump.

The filter sits on one widget only, so that it costs both sides of a comparison the same.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QWidget


class NextPaint(QObject):
    """Calls `done` once, when the next repaint that reaches the widget has come to its end."""

    def __init__(self, widget: QWidget, done: Callable[[], object]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._done = done
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            # The whole window is painted in one call; the timer fires after it has returned.
            QTimer.singleShot(0, self._done)
        return False


def milliseconds_until_painted(act: Callable[[], QWidget]) -> float:
    """Time from before `act` until the widget it returns has been painted.

    Qt paints from its event loop, which only runs here after `act`, so no paint is missed.
    """
    loop = QEventLoop()
    start = perf_counter()
    paint = NextPaint(act(), loop.quit)
    loop.exec()
    spent = (perf_counter() - start) * 1000
    paint.deleteLater()
    return spent
