"""The place “Văn bản”: papers on their way, and those that left the office.

Owns the two parts and how other pages lead here: to a paper by its uid, or to a new one of a kind
about a record (`paper_links`).
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.ui import theme
from danvan_desktop.ui.issued_part import IssuedPart
from danvan_desktop.ui.page_frame import ShownStack, WrapRow
from danvan_desktop.ui.paper_links import wanted_paper
from danvan_desktop.ui.papers_part import PapersPart
from danvan_desktop.ui.workplace import Workplace

DESK, ISSUED = range(2)
_NAMES = ("Đang làm", "Đã ban hành")


class PapersPage(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self.desk = PapersPart(work)
        self.issued = IssuedPart(work)
        self.tabs = QTabBar()
        self._stack: QStackedWidget = ShownStack()
        self._assemble()
        self.tabs.currentChanged.connect(self._on_tab)

    def _assemble(self) -> None:
        title = QLabel("Văn bản")
        theme.role(title, "title")
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("Văn bản đang làm và đã ban hành")
        head = WrapRow()
        head.addWidget(title)
        head.addWidget(self.tabs)
        head.addStretch()
        for place, part in enumerate((self.desk, self.issued)):
            self.tabs.addTab(_NAMES[place])
            self.tabs.setTabToolTip(place, f"Alt+{place + 1}")
            self._stack.addWidget(part)
            show = partial(self.tabs.setCurrentIndex, place)
            shortcut = QShortcut(QKeySequence(f"Alt+{place + 1}"), self, show)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, theme.gap())
        layout.setSpacing(theme.gap())
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)

    def reload(self, changes: Changes | None) -> None:
        """Read both lists again."""
        topics = (Topic.PAPERS, Topic.DECISIONS, Topic.CERTIFICATES)
        others = (Topic.PROGRAMMES, Topic.OFFICE, Topic.UNITS, Topic.SHEETS, Topic.MEETINGS)
        if changes is not None and not changes.concern(*topics, *others):
            return
        self.desk.reload()
        self.issued.reload()
        waiting = self.desk.waiting_count()
        self.tabs.setTabText(DESK, f"{_NAMES[DESK]} ({waiting})" if waiting else _NAMES[DESK])

    def show_target(self, target: str) -> None:
        """Show a paper of either list, or begin one (`paper_links`)."""
        if wanted := wanted_paper(target):
            self.tabs.setCurrentIndex(DESK)
            self.desk.act.begin(*wanted)
        elif self.desk.select(target):
            self.tabs.setCurrentIndex(DESK)
        elif self.issued.select(target):
            self.tabs.setCurrentIndex(ISSUED)

    def take_focus(self) -> None:
        """Go to the list in sight."""
        self._on_tab(self.tabs.currentIndex())

    def _on_tab(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        part = (self.desk, self.issued)[place]
        part.table.view.setFocus()
