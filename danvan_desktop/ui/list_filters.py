"""`ListFilters`: the choices that narrow a list, remembered in the folder, and the way back.

    filters = ListFilters(self, "issued_list", work.store, CHOICES)
    filters.place(table)                       # its boxes into the table's bar, and the last order
    filters.offer("kind", [("plan", "Kế hoạch"), ...])
    filters.changed.connect(self._narrow)      # filters.value("kind"), filters.days.takes(day)

“Bỏ lọc” stands beside the boxes as long as anything narrows the list, so that nobody takes hidden
rows for lost ones. Words typed into the list's own box are a search of the moment: they go with
“Bỏ lọc” too, and are not remembered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.choice_box import ChoiceBox
from danvan_desktop.ui.column_widths import KEEP_AFTER_MS
from danvan_desktop.ui.day_range import DayRange
from danvan_desktop.ui.stores import SettingsStore
from danvan_desktop.ui.tables import DataTable

CLEAR = "Bỏ lọc"
_DESCENDING = " desc"


@dataclass(frozen=True)
class Choice:
    """One box: `every` is its first line, which narrows nothing; `about` ends its name."""

    key: str
    every: str
    about: str
    letters: int = 12


class ListFilters(QObject):
    """See the module's text."""

    changed = Signal()

    def __init__(
        self,
        parent: QWidget,
        name: str,
        store: SettingsStore,
        choices: Sequence[Choice],
        days: DayRange | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._store = store
        self._table: DataTable[Any] | None = None
        self.days = days
        self.boxes = {one.key: self._box(one) for one in choices}
        self.clear_button = QPushButton(icons.icon("close"), CLEAR)
        self.clear_button.setToolTip("Hiện lại mọi dòng (Ctrl+Shift+F)")
        self.clear_button.setShortcut("Ctrl+Shift+F")
        self.clear_button.clicked.connect(self.clear)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(KEEP_AFTER_MS)
        self._later.timeout.connect(self._keep_days)
        if days is not None:
            days.first.setText(store.read(self._setting("first")))
            days.last.setText(store.read(self._setting("last")))
            days.changed.connect(self._on_days)

    def _box(self, choice: Choice) -> ChoiceBox:
        box = ChoiceBox()
        box.setAccessibleName(f"Lọc theo {choice.about}")
        box.setToolTip(f"Lọc theo {choice.about}")
        box.addItem(choice.every, "")
        box.setMinimumContentsLength(choice.letters)
        box.setMaximumWidth(theme.chars(34))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.currentIndexChanged.connect(self._on_chosen)
        return box

    def place(self, table: DataTable[Any]) -> None:
        """Put the boxes into the bar of a list, and the list into its last order."""
        self._table = table
        for box in self.boxes.values():
            table.bar.addWidget(box)
        if self.days is not None:
            table.bar.addWidget(self.days)
        table.bar.addWidget(self.clear_button)
        table.bar.addStretch()
        table.filter_box.textChanged.connect(self._show_way_back)
        self._order_as_before(table)
        table.view.horizontalHeader().sortIndicatorChanged.connect(self._on_order)
        self._show_way_back()

    def offer(self, key: str, items: Sequence[tuple[str, str]]) -> None:
        """What a box lets choose after its first line, as (value, words); the last choice stays
        where it is still offered. Tells nobody."""
        box = self.boxes[key]
        wanted = box.currentData() or self._store.read(self._setting(key))
        box.blockSignals(True)
        while box.count() > 1:
            box.removeItem(1)
        for value, words in items:
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(wanted)))
        box.blockSignals(False)
        self._show_way_back()

    def value(self, key: str) -> str:
        """The value chosen in a box, "" while it narrows nothing."""
        return str(self.boxes[key].currentData() or "")

    @property
    def narrowing(self) -> bool:
        """Whether a choice or a day keeps rows out of the list."""
        chosen = any(self.value(key) for key in self.boxes)
        return chosen or (self.days is not None and self.days.asked)

    def clear(self) -> None:
        """Take every filter away, typed words too."""
        for key, box in self.boxes.items():
            box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(False)
            self._store.write(self._setting(key), "")
        if self.days is not None:
            self.days.clear()
        if self._table is not None:
            self._table.set_filter("")
        self._on_chosen()

    def _on_chosen(self) -> None:
        for key, box in self.boxes.items():
            # A choice of another programme, which is not offered now, is kept for that one.
            if self.value(key) or box.findData(self._store.read(self._setting(key))) >= 0:
                self._store.write(self._setting(key), self.value(key))
        self._show_way_back()
        self.changed.emit()

    def _on_days(self) -> None:
        self._later.start()
        self._show_way_back()
        self.changed.emit()

    def _keep_days(self) -> None:
        if self.days is not None:
            self._store.write(self._setting("first"), self.days.first.text().strip())
            self._store.write(self._setting("last"), self.days.last.text().strip())

    def _show_way_back(self) -> None:
        typed = self._table is not None and bool(self._table.filter_box.text())
        self.clear_button.setVisible(self._table is not None and (typed or self.narrowing))

    def _order_as_before(self, table: DataTable[Any]) -> None:
        kept = self._store.read(self._setting("order"))
        keys = [column.key if column.sort else "" for column in table.model.columns]
        key = kept.removesuffix(_DESCENDING)
        if key and key in keys:
            down = kept.endswith(_DESCENDING)
            order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
            table.view.horizontalHeader().setSortIndicator(keys.index(key), order)

    def _on_order(self) -> None:
        if self._table is not None:
            query = self._table.model.query
            words = f"{query.sort_column}{_DESCENDING if query.descending else ''}"
            self._store.write(self._setting("order"), words)

    def _setting(self, key: str) -> str:
        return f"filter.{self._name}.{key}"
