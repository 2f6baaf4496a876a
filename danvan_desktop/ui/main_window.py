"""The one window: places at the left, programme, year and search on top, facts at the bottom.

    window = MainWindow(
        [Place("overview", "Tổng quan", "overview", make_overview), ...],
        messages=messages, runner=runner, search=services.search,
    )
    window.set_programmes([("mttq-cu-jut-2020", "Năm Dân vận khéo 2020")], chosen="...")
    window.set_years(range(2021, 2026), chosen=2023)
    window.context_changed.connect(self._on_context)      # (programme id, year)
    window.set_office("Ủy ban MTTQ xã ...")
    window.set_backup("Sao lưu gần nhất: 20/11/2026", Tone.GOOD)
    window.broadcast(changes)                              # after every use case
    window.go("registrations", "uid of a record")          # from anywhere, one click

A page is made when its place is first opened. The page in sight reloads at once on a broadcast,
the others when they are next opened. Owns no page, calls no service but the search it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.errors import DanVanError
from danvan_desktop.ui import theme
from danvan_desktop.ui.choice_box import ChoiceBox
from danvan_desktop.ui.messages import Messages
from danvan_desktop.ui.page_frame import PageFrame
from danvan_desktop.ui.place_list import PlaceList
from danvan_desktop.ui.places import (
    FindsTargets,
    KeepsText,
    Page,
    Place,
    Search,
    SearchHit,
    TakesFocus,
)
from danvan_desktop.ui.search_box import SearchBox
from danvan_desktop.ui.status_line import StatusLine
from danvan_desktop.ui.tasks import TaskRunner
from danvan_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from danvan_desktop.services.session import Changes


COMPACT_BELOW = 150
_AT_ONCE_MS = 300
"""Work that ends within this time closes the window without a word."""
"""Letters across, below which the list shows signs alone: 1366 pixels at 150 %."""


class MainWindow(QMainWindow):
    """See the module's text."""

    context_changed = Signal(str, int)
    place_changed = Signal(str)

    def __init__(
        self,
        places: Sequence[Place],
        *,
        messages: Messages,
        runner: TaskRunner,
        search: Search | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._places = tuple(places)
        self._messages = messages
        self._runner = runner
        self._pages: dict[str, QWidget] = {}
        self._frames: dict[str, PageFrame] = {}
        self._stale: set[str] = set()
        # The list takes a current row by itself with the focus, before there is any data.
        self._opened = False
        self._list = PlaceList(self._places)
        self._stack = QStackedWidget()
        self._programmes = ChoiceBox()
        self._years = ChoiceBox()
        self._search = SearchBox(search)
        self._status = StatusLine(runner)
        self._build()
        self._assemble()
        self._connect()

    def _build(self) -> None:
        self.setWindowTitle("Dân vận khéo")
        self.resize(1366 - 16, 768 - 48)
        self._programmes.setAccessibleName("Chương trình")
        self._programmes.setMinimumContentsLength(14)
        self._programmes.setMaximumWidth(theme.chars(72))
        self._programmes.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._years.setAccessibleName("Năm")
        self._years.setMinimumContentsLength(5)

    def _assemble(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._top_bar())
        right.addWidget(self._stack, 1)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._list)
        row.addLayout(right, 1)
        self.setCentralWidget(body)
        self.setStatusBar(self._status)

    def _top_bar(self) -> QFrame:
        bar = QFrame()
        theme.role(bar, "bar")
        row = QHBoxLayout(bar)
        edge = theme.gap()
        row.setContentsMargins(edge * 2, edge, edge * 2, edge)
        row.setSpacing(edge)
        programme, year = QLabel("&Chương trình"), QLabel("&Năm")
        for label, box in ((programme, self._programmes), (year, self._years)):
            theme.role(label, "soft")
            label.setBuddy(box)
            row.addWidget(label)
            row.addWidget(box, 3 if box is self._programmes else 0)
        row.addWidget(self._search, 2)
        return bar

    def _connect(self) -> None:
        self._list.currentRowChanged.connect(self._on_place_chosen)
        self._programmes.currentIndexChanged.connect(self._on_context_chosen)
        self._years.currentIndexChanged.connect(self._on_context_chosen)
        self._search.chosen.connect(self._on_hit)
        QShortcut(QKeySequence("Ctrl+K"), self, self._search.start)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self, self._on_refresh)
        for number in range(1, min(len(self._places), 9) + 1):
            keys = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            keys.setObjectName(self._places[number - 1].key)
            keys.activated.connect(self._on_place_key)

    # places

    @property
    def place(self) -> str:
        """Key of the place in sight, "" before the first."""
        row = self._list.currentRow()
        return self._places[row].key if row >= 0 else ""

    def page(self, key: str) -> QWidget:
        """The page of a place, made now if need be. KeyError for a place not in the list."""
        if key not in self._pages:
            place = next((place for place in self._places if place.key == key), None)
            if place is None:
                raise KeyError(key)
            made = place.factory()
            self._pages[key] = made
            self._frames[key] = PageFrame(made)
            self._stack.addWidget(self._frames[key])
            self._stale.add(key)
        return self._pages[key]

    def go(self, key: str, target: str = "") -> None:
        """Open a place and, with `target`, show that record in it."""
        row = next(i for i, place in enumerate(self._places) if place.key == key)
        self._open_row(row)
        page = self.page(key)
        if target and isinstance(page, FindsTargets):
            page.show_target(target)

    def search_with(self, search: Search) -> None:
        """Give the search box what it searches with."""
        self._search.search_with(search)

    def start(self) -> None:
        """Open the first place; the window is then complete."""
        self._open_row(0)

    def _open_row(self, row: int) -> None:
        first, self._opened = not self._opened, True
        if first and self._list.currentRow() == row:
            self._on_place_chosen(row)  # the list will not signal a row it already has
        self._list.setCurrentRow(row)

    def broadcast(self, changes: Changes | None) -> None:
        """Tell the pages what changed: the one in sight now, the others when next opened."""
        shown = self.place
        self._stale.update(key for key in self._pages if key != shown)
        page = self._pages.get(shown)
        if page is not None and isinstance(page, Page):
            page.reload(changes)

    def _on_place_chosen(self, row: int) -> None:
        if row < 0 or not self._opened:
            return
        key = self._places[row].key
        page = self.page(key)
        self._stack.setCurrentWidget(self._frames[key])
        if key in self._stale:
            self._stale.discard(key)
            if isinstance(page, Page):
                page.reload(None)
        self.place_changed.emit(key)

    def _on_place_key(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.go(sender.objectName())
            page = self.page(sender.objectName())
            if isinstance(page, TakesFocus):
                page.take_focus()

    def _on_refresh(self) -> None:
        self.broadcast(None)

    def _on_hit(self, hit: SearchHit) -> None:
        self.go(hit.place, hit.target)

    # programme and year

    def set_programmes(self, programmes: Iterable[tuple[str, str]], chosen: str = "") -> None:
        """Fill the programme chooser with (id, title); says nothing to the pages."""
        _fill(self._programmes, [(title, key) for key, title in programmes], chosen)

    def set_years(self, years: Iterable[int], chosen: int = 0) -> None:
        """Fill the year chooser; says nothing to the pages."""
        _fill(self._years, [(str(year), year) for year in years], chosen)

    def context(self) -> tuple[str, int]:
        """Programme id and year chosen now; ("", 0) before they are set."""
        programme, year = self._programmes.currentData(), self._years.currentData()
        return str(programme or ""), int(year or 0)

    def _on_context_chosen(self) -> None:
        self._programmes.setToolTip(self._programmes.currentText())
        programme, year = self.context()
        if programme and year:
            self.context_changed.emit(programme, year)

    # facts

    def set_office(self, text: str) -> None:
        """Bottom left: whose data this is."""
        self._status.set_office(text)
        self.setWindowTitle(f"Dân vận khéo - {text}" if text else "Dân vận khéo")

    def set_backup(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Bottom: when the last backup was made."""
        self._status.set_backup(text, tone)

    def say(self, text: str) -> None:
        """Bottom: a short word that something was done; it goes away by itself."""
        self._status.showMessage(text, 6_000)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not all(map(self._may_leave, self._pages.values())):
            event.ignore()
            return
        if self._runner.asked and not self._messages.confirm(
            self, "Một việc đang chạy. Dừng việc đó và đóng chương trình?", yes="Dừng và đóng"
        ):
            event.ignore()
            return
        if not self._runner.wait(_AT_ONCE_MS):
            self._status.show_closing()
            self._runner.wait()
        event.accept()

    def _may_leave(self, page: QWidget) -> bool:
        """What cannot be kept, the disk being full or gone, is lost only when that is agreed to."""
        try:
            return not isinstance(page, KeepsText) or page.may_close()
        except DanVanError as error:
            self._messages.error(self, error)
            question = "Không giữ được nội dung đang nhập. Vẫn đóng chương trình?"
            return self._messages.confirm(self, question, yes="Đóng, bỏ nội dung", danger=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._list.set_compact(event.size().width() < theme.chars(COMPACT_BELOW))


def _fill(box: QComboBox, entries: Sequence[tuple[str, object]], chosen: object) -> None:
    box.blockSignals(True)
    box.clear()
    for text, data in entries:
        box.addItem(text, data)
    place = box.findData(chosen) if chosen else -1
    box.setCurrentIndex(place if place >= 0 else 0 if entries else -1)
    box.setToolTip(box.currentText())
    box.blockSignals(False)
