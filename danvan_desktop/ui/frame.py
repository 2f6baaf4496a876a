"""The window before it knows its data: shown at once, furnished when the folder is open.

Imports no service and no table, because it is what an official waits for at every start; the
`Desk` puts the workplace behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.messages import Messages
from danvan_desktop.ui.places_of_work import places
from danvan_desktop.ui.tasks import TaskRunner

if TYPE_CHECKING:
    from danvan_desktop.ui.workplace import Workplace


class Frame:
    """The main window with its list of places; `work` is None until the desk has filled it in."""

    def __init__(self, messages: Messages) -> None:
        self.messages = messages
        self.runner = TaskRunner(messages)
        self.work: Workplace | None = None
        self._closed = False
        self.window = MainWindow(places(self), messages=messages, runner=self.runner)

    def close(self) -> None:
        """Close the window, wait for what runs, and take the widgets apart in Qt's own order.

        Left to Python's collector they go in any order, and the process dies. Nothing happens the
        second time.
        """
        if self._closed:
            return
        self._closed = True
        self.window.close()
        self.runner.wait()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete)


class FirstPaint(QObject):
    """Emits `painted` once, after the window has been painted for the first time."""

    painted = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            # The rest of the window is painted in the same call; the timer fires after it.
            QTimer.singleShot(0, self.painted.emit)
        return False
