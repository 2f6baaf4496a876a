"""The widths of a list's columns: from the column, then from the official's own dragging.

Owns keeping them (in letters, so that another text size keeps the proportions) and giving the
room that is left to the widest column as long as nobody has dragged.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QTableView

from danvan_desktop.ui import theme
from danvan_desktop.ui.stores import SettingsStore
from danvan_desktop.ui.table_models import Column

KEEP_AFTER_MS = 800
LEAST_LETTERS = 18


class ColumnWidths(QObject):
    """Watches one view. `name` tells its list from the others in the store."""

    def __init__(
        self, view: QTableView, columns: Sequence[Column[Any]], name: str, store: SettingsStore
    ) -> None:
        super().__init__(view)
        self._view = view
        self._columns = columns
        self._name = name
        self._store = store
        self._dragged: set[int] = set()
        self._fitting = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(KEEP_AFTER_MS)
        self._later.timeout.connect(self.keep)
        self._own = self._restore()
        view.horizontalHeader().sectionResized.connect(self._on_resized)
        view.viewport().installEventFilter(self)

    def keep(self) -> None:
        """Write the dragged widths down."""
        self._later.stop()
        for place in sorted(self._dragged):
            room = self._view.columnWidth(place) - 2 * theme.gap()
            letters = max(3, room // max(1, theme.chars(1)))
            self._store.write(self._setting(place), str(letters))
        self._dragged.clear()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self._own:
            self._fit()
        return False

    def _restore(self) -> bool:
        """Set the first widths; True when some of them are the official's own."""
        own = False
        for place, column in enumerate(self._columns):
            kept = self._store.read(self._setting(place))
            own = own or kept.isdecimal()
            letters = int(kept) if kept.isdecimal() else column.width
            self._view.setColumnWidth(place, theme.chars(letters) + 2 * theme.gap())
        return own

    def _fit(self) -> None:
        """The widest column takes what the others leave, but stays readable."""
        places = range(len(self._columns))
        widest = max(places, key=lambda place: self._columns[place].width, default=0)
        if widest >= len(self._columns) - 1:
            return
        others = sum(
            theme.chars(self._columns[place].width) + 2 * theme.gap()
            for place in places
            if place != widest
        )
        room = self._view.viewport().width() - others
        self._fitting = True
        self._view.setColumnWidth(widest, max(theme.chars(LEAST_LETTERS), room))
        self._fitting = False

    def _on_resized(self, place: int, _old: int, _new: int) -> None:
        # The last column stretches with the window: its width is nobody's wish. A drag gives
        # hundreds of widths, and keeping one may cost a commit: only the last is kept.
        if self._fitting or not self._view.isVisible() or place >= len(self._columns) - 1:
            return
        self._own = True
        self._dragged.add(place)
        self._later.start()

    def _setting(self, place: int) -> str:
        return f"table.{self._name}.{self._columns[place].key}"
