"""The widths of a list's columns: from the column, then from the official's own dragging.

Owns keeping them (in letters, so that another text size keeps the proportions) and giving the
room that is left to the widest column, or taking what is missing from the wide ones, as long as
nobody has dragged.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QTableView

from danvan_desktop.ui import theme
from danvan_desktop.ui.stores import SettingsStore
from danvan_desktop.ui.table_models import Column

KEEP_AFTER_MS = 800
WIDE = 18
SHRINK = 0.4
READABLE = 20
FIRM_MOST = 34
"""A firm column grows with its texts up to this many letters: "1305/QĐ-MTTQ-BTT" is read whole."""
SPARE_FROM = 0.9
"""Spare columns go once the others would have to give up more than a tenth of their room."""


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
        self.left_out: frozenset[str] = frozenset()
        self._dragged: set[int] = set()
        self._fitting = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(KEEP_AFTER_MS)
        self._later.timeout.connect(self.keep)
        self._own = self._restore()
        view.horizontalHeader().sectionResized.connect(self._on_resized)
        view.model().modelReset.connect(self._on_rows)
        view.viewport().installEventFilter(self)

    def leave_out(self, keys: Collection[str]) -> None:
        """Show no column of these keys: they have nothing to say here."""
        self.left_out = frozenset(keys)
        if not self._own:
            self._fit()
            return
        self._fitting = True
        for place, column in enumerate(self._columns):
            self._view.setColumnHidden(place, column.key in self.left_out)
        self._fitting = False

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

    def _on_rows(self) -> None:
        if not self._own:
            self._fit()

    def _restore(self) -> bool:
        """Set the first widths; True when some of them are the official's own."""
        own = False
        for place in range(len(self._columns)):
            kept = self._store.read(self._setting(place))
            own = own or kept.isdecimal()
            width = theme.chars(int(kept)) + 2 * theme.gap() if kept.isdecimal() else 0
            self._view.setColumnWidth(place, width or self._natural(place))
        return own

    def _natural(self, place: int) -> int:
        """Room for so many letters, and never less than the heading or a firm text needs."""
        column = self._columns[place]
        heading = theme.bold_width(column.title) + 3 * theme.gap()
        width = max(theme.chars(column.width) + 2 * theme.gap(), heading)
        if not column.firm:
            return width
        return max(width, min(self._view.sizeHintForColumn(place), theme.chars(FIRM_MOST)))

    def _fit(self) -> None:
        """Wide columns share what the narrow ones leave, and stay readable; then one scrolls."""
        widths = self._shown_widths()
        room = self._view.viewport().width() - sum(widths)
        wide = [
            n
            for n, c in enumerate(self._columns)
            if c.width >= WIDE and c.icon is None and widths[n]
        ]
        if not wide:
            return
        if room >= 0:
            widest = max(wide, key=lambda place: widths[place])
            widths[widest] += room
        else:
            wide = [place for place in wide if not self._columns[place].firm]
            spent = {place: widths[place] - self._least(widths[place]) for place in wide}
            share = max(1, sum(spent.values()))
            for place, most in spent.items():
                widths[place] -= min(most, -(room * most // share))
        self._fitting = True
        for place, width in enumerate(widths):
            self._view.setColumnHidden(place, not width)
            if width:
                self._view.setColumnWidth(place, width)
        self._fitting = False

    @staticmethod
    def _least(width: int) -> int:
        """How narrow a wide column may become."""
        return min(width, max(round(width * SHRINK), theme.chars(READABLE)))

    def _shown_widths(self) -> list[int]:
        """Natural widths; 0 for what is left out, and for spare columns, from the last, while the
        others do not fit."""
        widths = [
            0 if column.key in self.left_out else self._natural(place)
            for place, column in enumerate(self._columns)
        ]
        spare = [place for place, column in enumerate(self._columns) if column.spare]
        while spare and sum(widths) * SPARE_FROM > self._view.viewport().width():
            widths[spare.pop()] = 0
        return widths

    def _on_resized(self, place: int, _old: int, _new: int) -> None:
        # The last column in sight stretches with the window: its width is nobody's wish. A drag
        # gives hundreds of widths, and keeping one may cost a commit: only the last is kept. Qt
        # tells of hidden columns too, when it lays a view out for the first time.
        if self._fitting or not self._view.isVisible() or self._view.isColumnHidden(place):
            return
        if all(map(self._view.isColumnHidden, range(place + 1, len(self._columns)))):
            return
        self._own = True
        self._dragged.add(place)
        self._later.start()

    def _setting(self, place: int) -> str:
        return f"table.{self._name}.{self._columns[place].key}"
