"""A combo box as all our windows have it.

Owns two corrections of Qt's: the wheel does not change it in passing, and a text that is too long
ends with an ellipsis. Labels, reasons and finding by typing are `choice_field`'s.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyleOptionComboBox

from danvan_desktop.ui import theme


class ChoiceBox(QComboBox):
    """A combo box that the mouse wheel does not change while the page scrolls."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        if self.isEditable():
            return
        # The style cuts a long text in the middle of a letter; here it ends with an ellipsis.
        room = self.width() - round(theme.em() * 2.5)
        option.currentText = self.fontMetrics().elidedText(  # type: ignore[attr-defined]
            self.currentText(), Qt.TextElideMode.ElideRight, room
        )
