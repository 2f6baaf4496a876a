"""A keyboard for tests: every key goes to where the focus is, as it does for an official.

    keys = Keyboard()
    keys.type("Người thứ nhất"); keys.enter(); keys.press("Ctrl+Return")

Nothing else of a widget is touched. Shortcuts work as they do under the window system.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from danvan_desktop.ui import hands


def focused() -> QWidget:
    """Who gets the next key: an open menu or list, else the widget with the focus."""
    _wake()
    hands.until(_target, "something has the focus")
    found = _target()
    assert found is not None
    return found


def _wake() -> None:
    """Give the window behind a closed dialog its focus back, as every window system does."""
    active = QApplication.activeWindow()
    gone = active is None or not active.isVisible()
    if gone and QApplication.activePopupWidget() is None:
        behind = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        first = QApplication.activeModalWidget() or next(iter(behind), None)
        if first is not None:
            first.activateWindow()


def _target() -> QWidget | None:
    popup, found = QApplication.activePopupWidget(), QApplication.focusWidget()
    if popup is not None or found is None or not found.isVisible():
        return popup
    modal = QApplication.activeModalWidget()
    return found if modal is None or modal.isAncestorOf(found) else None


class Keyboard:
    """See the module's text. `count` says how many keys were pressed."""

    def __init__(self) -> None:
        self.count = 0

    def type(self, text: str) -> None:
        """Letters and digits; a Vietnamese letter comes whole, as from UniKey."""
        for letter in text:
            self.count += 1
            if letter.isascii():
                QTest.keyClick(focused(), letter)
                continue
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(focused(), event)

    def press(self, keys: str, times: int = 1) -> None:
        """A key by its name, with what is held: "Tab", "Ctrl+Return", "Alt+3"."""
        combination = QKeySequence(keys)[0]
        for _ in range(times):
            self.count += 1
            QTest.keyClick(focused(), combination.key(), combination.keyboardModifiers())
            hands.settle(1)  # what a key sets going is done before the next key comes

    def enter(self, times: int = 1) -> None:
        self.press("Return", times)
