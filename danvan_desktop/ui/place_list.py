"""The left list of the window: the places in the order of the work, signs alone when it is narrow.

Owns looks and widths of the list; what a place opens is the window's.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.places import Place
from danvan_desktop.ui.theme import COLOURS


class PlaceList(QListWidget):
    """See the module's text."""

    def __init__(self, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places = tuple(places)
        self._compact = False
        side = theme.icon_size()
        self.setIconSize(QSize(side, side))
        self.setAccessibleName("Các phần việc")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.role(self, "places")
        for number, place in enumerate(self._places, 1):
            self.addItem(_item(place, number))
        self.setFixedWidth(self._full_width())

    def set_compact(self, compact: bool) -> None:
        """Signs alone, with the words in the tooltip; or signs and words."""
        if compact == self._compact:
            return
        self._compact = compact
        for number, place in enumerate(self._places):
            self.item(number).setText("" if compact else place.title)
        narrow = theme.icon_size() + theme.gap() * 5
        self.setFixedWidth(narrow if compact else self._full_width())

    def is_compact(self) -> bool:
        """True while only the signs are shown."""
        return self._compact

    def _full_width(self) -> int:
        metrics = QFontMetrics(self.font())
        words = max((metrics.horizontalAdvance(place.title) for place in self._places), default=0)
        return max(theme.chars(16), words) + theme.icon_size() + theme.gap() * 7


def _item(place: Place, number: int) -> QListWidgetItem:
    sign = icons.icon(place.icon, COLOURS.text_soft, COLOURS.accent)
    item = QListWidgetItem(sign, place.title)
    item.setData(Qt.ItemDataRole.UserRole, place.key)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, place.title)
    item.setToolTip(f"{place.title} (Ctrl+{number})" if number < 10 else place.title)
    item.setSizeHint(QSize(0, round(theme.em() * 2.2)))
    return item
