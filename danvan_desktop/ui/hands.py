"""Works a modal dialog from inside the program: for the tour, and for tests of pages.

    with hands.on(DoneDialog, fill_in):        # called with the dialog once it is on screen
        page.card.done_button.click()          # opens it and returns when it is closed

`fill_in` must close the dialog (accept, or press a button that does). The block ends when that is
done, also where the dialog comes later, from the worker. What `fill_in` raises, and a dialog that
never came or never closed, is raised after the block: nothing hangs. `until` waits for anything
else. Not used by any page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

Dialog = TypeVar("Dialog", bound=QDialog)
LOOK_EVERY_MS = 5
PATIENCE_MS = 20_000


class DialogNeverCameError(Exception):
    """The dialog that was waited for did not come in time."""


class TooLongError(Exception):
    """What was waited for did not happen in time."""


class _Hands(QObject, Generic[Dialog]):
    def __init__(self, kind: type[Dialog], do: Callable[[Dialog], None]) -> None:
        super().__init__()
        self._kind = kind
        self._do = do
        self.error: BaseException | None = None
        self.came = False
        self._look = QTimer(self)
        self._look.setInterval(LOOK_EVERY_MS)
        self._look.timeout.connect(self._on_look)
        self._look.start()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._on_patience_lost)
        self._patience.start(PATIENCE_MS)

    def _on_look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, self._kind) or not dialog.isVisible():
            return
        self.came = True
        self._look.stop()
        try:
            self._do(dialog)
        except BaseException as error:  # kept, and raised again where the dialog was asked for
            self.error = error
        if isValid(dialog) and dialog.isVisible():
            self.error = self.error or AssertionError(f"{type(dialog).__name__} is still open")
            force_closed(dialog)

    def _on_patience_lost(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            self.error = self.error or AssertionError(f"{type(dialog).__name__} was in the way")
            force_closed(dialog)

    def put_down(self) -> None:
        self._look.stop()
        self._patience.stop()


@contextmanager
def on(kind: type[Dialog], do: Callable[[Dialog], None]) -> Iterator[None]:
    """See the module's text."""
    working = _Hands(kind, do)
    try:
        yield
        if not working.came:
            _wait(lambda: working.came or working.error is not None)
    finally:
        working.put_down()
    if working.error is not None:
        raise working.error
    if not working.came:
        raise DialogNeverCameError(kind.__name__)


def until(condition: Callable[[], object], what: str) -> None:
    """Let the window live until `condition` holds. Raises `TooLongError` with `what`.

    What held at a look and no more when the loop ended is waited for again: a preview may begin
    to be drawn in the same turn.
    """
    if not _wait(condition):
        raise TooLongError(what)


def _wait(condition: Callable[[], object]) -> bool:
    loop = QEventLoop()
    look, patience = QTimer(), QTimer()
    look.setInterval(LOOK_EVERY_MS)
    look.timeout.connect(lambda: loop.quit() if condition() else None)
    patience.setSingleShot(True)
    patience.timeout.connect(loop.quit)
    look.start()
    patience.start(PATIENCE_MS)
    while not (held := bool(condition())) and patience.isActive():
        loop.exec()
    look.stop()
    patience.stop()
    return held


def settle(milliseconds: int = 20) -> None:
    """Let the window paint and deliver what waits."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def press(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    """One key on a widget, down and up, as the keyboard sends it."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(widget, event)


def type_text(widget: QWidget, text: str) -> None:
    """Letters and digits, one key each."""
    for letter in text:
        press(widget, Qt.Key(ord(letter.upper()) if letter.isascii() else 0), letter)


def force_closed(dialog: QWidget) -> None:
    """Close without asking whether typed text is to be kept."""
    if isinstance(dialog, QDialog):
        QDialog.done(dialog, QDialog.DialogCode.Rejected)
    else:
        dialog.close()
