"""The place “Đánh giá”: the ways of assessing, each a part of its own behind a tab.

Owns the tabs and when a part reads; a part is made when it is first shown. Every part has
`reload()`, which reads again what it shows, and `take_focus()`.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from danvan_desktop.services import independence
from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.ui import theme
from danvan_desktop.ui.assessment_part import AssessmentPart
from danvan_desktop.ui.matrix_panel import MatrixPanel
from danvan_desktop.ui.page_frame import WrapRow
from danvan_desktop.ui.paper_links import wanted_part
from danvan_desktop.ui.viewer_box import ViewerBox
from danvan_desktop.ui.workplace import Workplace

LIST, MATRIX = range(2)

_MORE: tuple[tuple[str, str, str, str], ...] = (
    (
        "Bảng so sánh",
        "Mọi đăng ký, phiếu của từng người đánh giá đặt cạnh nhau",
        "comparison_part",
        "ComparisonPart",
    ),
    (
        "Người đánh giá",
        "Danh sách người chấm phiếu, lợi ích liên quan, nhập phiếu giấy",
        "assessors_part",
        "AssessorsPart",
    ),
    (
        "Thẩm định thực tế",
        "Lịch đến tận nơi, biên bản và báo cáo",
        "visits_part",
        "VisitsPart",
    ),
    (
        "Phiếu qua tệp",
        "Gửi phiếu cho người đánh giá trên máy khác và nhận lại",
        "sheet_files_part",
        "SheetFilesPart",
    ),
)
"""The parts after list and matrix: tab, what it is for, module, class."""

_TOPICS = (
    Topic.SHEETS,
    Topic.REGISTRATIONS,
    Topic.PROGRAMMES,
    Topic.DECISIONS,
    Topic.EXCHANGE,
    Topic.VISITS,
)


@runtime_checkable
class Heedful(Protocol):
    """A part that wants to know what has changed, so that it reads no more than that again."""

    def heed(self, changes: Changes | None) -> None: ...


class EvaluationPage(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self.list = AssessmentPart(work)
        self.matrix = MatrixPanel(work)
        self.modes = QTabBar()
        self.summary = QLabel()
        self.viewer = ViewerBox(work)
        self._stack = QStackedWidget()
        self._parts: dict[int, Any] = {LIST: self.list, MATRIX: self.matrix}
        self._stale: set[int] = set()
        self._assemble()
        self.modes.currentChanged.connect(self._on_mode)
        self.list.summarised.connect(self.summary.setText)
        self.viewer.chosen.connect(self._on_viewer)

    def _assemble(self) -> None:
        title = QLabel("Đánh giá")
        theme.role(title, "title")
        theme.role(self.summary, "soft")
        self.modes.setDrawBase(False)
        self.modes.setAccessibleName("Cách đánh giá")
        head = WrapRow()
        head.addWidget(title)
        head.addWidget(self.modes)
        head.addStretch()
        head.addWidget(self.summary)
        head.addWidget(self.viewer)
        self._add_tab("Danh sách", "Từng đăng ký đã đánh giá đến đâu")
        self._add_tab(
            "Bảng đánh giá nhanh", "Mọi đăng ký và mọi tiêu chí trên một bảng, mỗi ô một phím"
        )
        for name, tip, *_ in _MORE:
            self._add_tab(name, tip)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.matrix)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, theme.gap())
        layout.setSpacing(theme.gap())
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)

    def _add_tab(self, name: str, tip: str) -> None:
        place = self.modes.addTab(name)
        self.modes.setTabToolTip(place, f"{tip} (Alt+{place + 1})")
        show = partial(self.modes.setCurrentIndex, place)
        shortcut = QShortcut(QKeySequence(f"Alt+{place + 1}"), self, show)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # what the window calls

    def reload(self, changes: Changes | None) -> None:
        """Read again what is shown; one key in the sheet of all brings only its row up to date."""
        if changes is not None and not changes.concern(*_TOPICS):
            return
        for part in self._parts.values():
            if isinstance(part, Heedful):
                part.heed(changes)
        kept = {MATRIX} if self.matrix.writing else set()
        self._stale |= set(self._parts) - kept
        if not self.matrix.writing:
            self._reload_shown()

    def show_target(self, uid: str) -> None:
        """Select one registration in the list, or show a part by its module."""
        if name := wanted_part(uid):
            self.open_part(name)
            return
        self.modes.setCurrentIndex(LIST)
        self.list.show_target(uid)

    def take_focus(self) -> None:
        """Go to the way of assessing that is in sight."""
        self.part(self.modes.currentIndex()).take_focus()

    def may_close(self) -> bool:
        """False while digits that cannot be a mark stand in the sheet of all."""
        return self.matrix.view.commit()

    @staticmethod
    def place_of(module: str) -> int:
        """The number of the tab whose part is in this module, of those after list and matrix."""
        return MATRIX + 1 + [one[2] for one in _MORE].index(module)

    def open_part(self, module: str) -> Any:
        """Show the part that stands in `module`; returns it."""
        place = MATRIX + 1 + [one for _, _, one, _ in _MORE].index(module)
        self.modes.setCurrentIndex(place)
        return self.part(place)

    def part(self, place: int) -> Any:
        """The part behind a tab, made when it is first asked for."""
        if place not in self._parts:
            _, _, module, name = _MORE[place - MATRIX - 1]
            made = getattr(import_module(f"danvan_desktop.ui.{module}"), name)(self._work)
            self._parts[place] = made
            self._stack.addWidget(made)
            self._stale.add(place)
        return self._parts[place]

    def _on_viewer(self) -> None:
        self._work.broadcast(independence.changed())

    def _reload_shown(self) -> None:
        """Read what is in sight; the other parts are read when they are shown."""
        self.viewer.reload()
        place = self.modes.currentIndex()
        if place in self._stale:
            self._stale.discard(place)
            self.part(place).reload()

    def _on_mode(self, place: int) -> None:
        part = self.part(place)
        self._stack.setCurrentWidget(part)
        self.summary.setVisible(place == LIST)
        self._reload_shown()
        part.take_focus()
