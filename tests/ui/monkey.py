"""A monkey at the windows: keys, clicks and closing at random, in the order of a seed.

    Monkey(desk.window, seed=1).play(300)

An event goes to the window in front, as a hand's would: a list that dropped down, the dialog that
is open, else the main window. Events come from a timer, so that boxes which wait for an answer get
one, and some come while work runs beside the window. What Python raises goes to the hooks; a fault
that was no `DanVanError` is raised by `Door`. Nothing outside is opened, no file is read.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QWidget
from shiboken6 import isValid

from danvan_desktop.errors import DanVanError
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.messages import Messages

Key, Mod, Button = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton
WORDS = ("ban", "ủy ban", "Đ", "12", "05", "31/12/2026", "<b>&", "=1+1", "-1", "{x}", "  ")
KEYS = (
    *(Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Escape, Key.Key_Tab, Key.Key_Tab),
    *(Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Space, Key.Key_Delete, Key.Key_Backspace),
    *(Key.Key_Home, Key.Key_End, Key.Key_PageDown, Key.Key_F2, Key.Key_F5, Key.Key_Backtab),
)
CONTROL_KEYS = (
    *(Key.Key_Return, Key.Key_Return, Key.Key_N, Key.Key_F, Key.Key_S, Key.Key_Z, Key.Key_Y),
    *(Key.Key_A, Key.Key_C, Key.Key_V, Key.Key_X, Key.Key_Home, Key.Key_End),
)
PAUSES = (0, 0, 0, 1, 5, 20, 60)


class Door(Messages):
    """Real boxes for the monkey to press; no file is chosen, and a bug fails the test.

    Once it is `leaving`, nobody is there to press: what was typed is given up.
    """

    leaving = False

    def confirm(self, parent: QWidget | None, question: str, **more: Any) -> bool:
        return self.leaving or super().confirm(parent, question, **more)

    def choose(
        self, parent: QWidget | None, question: str, choices: Sequence[str], *, detail: str = ""
    ) -> int | None:
        if self.leaving:
            return len(choices) - 1
        return super().choose(parent, question, choices, detail=detail)

    def error(self, parent: QWidget | None, error: BaseException) -> None:
        if not isinstance(error, DanVanError | PermissionError):
            raise error
        super().error(parent, error)

    def open_file(self, *_asked: Any) -> Path | None:
        return None

    def open_files(self, *_asked: Any) -> list[Path]:
        return []

    def save_file(self, *_asked: Any) -> Path | None:
        return None

    def choose_folder(self, *_asked: Any) -> Path | None:
        return None


class Monkey:
    """See the module's text."""

    def __init__(self, window: MainWindow, seed: int, places: tuple[str, ...]) -> None:
        self._window = window
        self._chance = random.Random(seed)
        self._places = places
        self._left = 0
        self._loop = QEventLoop()
        self._timer = QTimer()
        self._timer.timeout.connect(self._on_turn)

    def play(self, events: int) -> None:
        """So many events, then every window but the main one is closed."""
        self._left = events
        self._timer.start(0)
        self._loop.exec()

    def _on_turn(self) -> None:
        if not self._left:
            self._tidy()
            return
        self._left -= 1
        self._timer.setInterval(self._chance.choice(PAUSES))
        front = self._front()
        if front is self._window and self._chance.random() < 0.08:
            self._window.go(self._chance.choice(self._places))
            return
        acts, weights = (self._click, self._press, self._type, self._close), (45, 30, 20, 5)
        self._chance.choices(acts, weights)[0](front)

    def _tidy(self) -> None:
        """Windows that wait for an answer are left one after another, the last opened first."""
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if isinstance(front, QDialog):
            QDialog.done(front, 0)
        elif front is not None:
            front.close()
        else:
            self._timer.stop()
            self._loop.quit()

    def _front(self) -> QWidget:
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        dialogs = [one for one in shown if isinstance(one, QDialog)]
        return front or (self._chance.choice(dialogs) if dialogs else self._window)

    def _parts(self, front: QWidget) -> list[QWidget]:
        """What can be seen and reached of a window."""
        found = [
            part
            for part in front.findChildren(QWidget)
            if part.isVisible() and part.isEnabled() and not part.visibleRegion().isEmpty()
        ]
        return found or [front]

    def _target(self, front: QWidget) -> QWidget:
        focus = QApplication.focusWidget()
        if focus is not None and focus.window() is front and self._chance.random() < 0.6:
            return focus
        return self._chance.choice(self._parts(front))

    def _click(self, front: QWidget) -> None:
        parts = self._parts(front)
        buttons = [part for part in parts if isinstance(part, QAbstractButton)]
        part = self._chance.choice(buttons if buttons and self._chance.random() < 0.5 else parts)
        seen = part.visibleRegion().boundingRect()
        place = seen.topLeft() + QPoint(
            self._chance.randrange(max(1, seen.width())),
            self._chance.randrange(max(1, seen.height())),
        )
        button = self._chance.choice((Button.LeftButton,) * 9 + (Button.RightButton,))
        QTest.mousePress(part, button, Mod.NoModifier, place)
        if isValid(part):
            QTest.mouseRelease(part, button, Mod.NoModifier, place)

    def _press(self, front: QWidget) -> None:
        if self._chance.random() < 0.3:
            key, modifier = self._chance.choice(CONTROL_KEYS), Mod.ControlModifier
        else:
            key, modifier = self._chance.choice(KEYS), Mod.NoModifier
        QTest.keyClick(self._target(front), key, modifier)

    def _type(self, front: QWidget) -> None:
        """Letter by letter; `QTest.keyClicks` ends the process at the first one beyond Latin-1."""
        lines = [part for part in self._parts(front) if isinstance(part, QLineEdit)]
        target = self._chance.choice(lines) if lines else self._target(front)
        target.setFocus()
        for letter in self._chance.choice(WORDS):
            to = QApplication.activePopupWidget() or target
            if isValid(to):
                event = QKeyEvent(QEvent.Type.KeyPress, 0, Mod.NoModifier, letter)
                QCoreApplication.sendEvent(to, event)

    def _close(self, front: QWidget) -> None:
        if front is not self._window:
            front.close()
