"""The place “Công nhận”: from those that pass, through the decision, to certificates and awards.

Owns the four parts and how one leads to the next; each part is a module of its own.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.ui import theme
from danvan_desktop.ui.awards_part import AwardsPart
from danvan_desktop.ui.candidates_part import CandidatesPart
from danvan_desktop.ui.certificates_part import CertificatesPart
from danvan_desktop.ui.decisions_part import DecisionsPart
from danvan_desktop.ui.page_frame import WrapRow
from danvan_desktop.ui.paper_links import wanted_part
from danvan_desktop.ui.workplace import Workplace

CANDIDATES, DECISIONS, CERTIFICATES, AWARDS = range(4)
PARTS = ("candidates", "decisions", "certificates", "awards")
_NAMES = ("Đề nghị công nhận", "Quyết định", "Giấy chứng nhận", "Khen thưởng")


class RecognitionPage(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self.candidates = CandidatesPart(work)
        self.decisions = DecisionsPart(work)
        self.certificates = CertificatesPart(work)
        self.awards = AwardsPart(work)
        self._parts = (self.candidates, self.decisions, self.certificates, self.awards)
        self.tabs = QTabBar()
        self._stack = QStackedWidget()
        self._assemble()
        self.tabs.currentChanged.connect(self._on_tab)
        self.candidates.decided.connect(self._on_decided)
        self.decisions.certify.connect(self._on_certify)
        self.decisions.candidates_wanted.connect(self._on_candidates)

    def _assemble(self) -> None:
        title = QLabel("Công nhận")
        theme.role(title, "title")
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("Các bước công nhận")
        head = WrapRow()
        head.addWidget(title)
        head.addWidget(self.tabs)
        head.addStretch()
        for place, part in enumerate(self._parts):
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
        """Read all parts again."""
        topics = (
            Topic.SHEETS,
            Topic.REGISTRATIONS,
            Topic.MEETINGS,
            Topic.DECISIONS,
            Topic.CERTIFICATES,
            Topic.AWARDS,
        )
        others = (Topic.PROGRAMMES, Topic.OFFICE, Topic.EXCHANGE, Topic.UNITS, Topic.SETTINGS)
        if changes is not None and not changes.concern(*topics, *others):
            return
        for part in self._parts:
            part.reload()
        self._name_tab(CANDIDATES, self.candidates.ready_count())
        self._name_tab(DECISIONS, self.decisions.draft_count())
        self._name_tab(AWARDS, self.awards.waiting_count())

    def show_target(self, uid: str) -> None:
        """Show a decision, a registration among those that can be recognised, or a part."""
        if name := wanted_part(uid):
            self.tabs.setCurrentIndex(PARTS.index(name))
        elif self.candidates.table.model.find(uid) >= 0:
            self.tabs.setCurrentIndex(CANDIDATES)
            self.candidates.table.select_key(uid)
        elif self.decisions.table.model.find(uid) >= 0:
            self.tabs.setCurrentIndex(DECISIONS)
            self.decisions.select(uid)

    def _name_tab(self, place: int, count: int) -> None:
        """How many wait behind a tab: ready candidates, drafts without number, proposals."""
        self.tabs.setTabText(place, f"{_NAMES[place]} ({count})" if count else _NAMES[place])

    def _on_tab(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self._parts[place].table.view.setFocus()

    def _on_candidates(self) -> None:
        self.tabs.setCurrentIndex(CANDIDATES)

    def _on_decided(self, uid: str) -> None:
        self.tabs.setCurrentIndex(DECISIONS)
        self.decisions.select(uid)

    def _on_certify(self, uid: str) -> None:
        self.tabs.setCurrentIndex(CERTIFICATES)
        self.certificates.issue(uid)
