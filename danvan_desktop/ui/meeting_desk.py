"""One review meeting: the line of its five steps, the step that is open, and the way on.

Ctrl+Enter keeps what is typed and goes on; Alt+1 to Alt+5 go to a step; Esc goes back to the
list. Owns the order of the steps; each step is a part of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.errors import UserError
from danvan_desktop.services import meetings, public_notice
from danvan_desktop.services.meeting_view import MeetingStatus, MeetingView
from danvan_desktop.services.public_notice import NoticeStatus
from danvan_desktop.ui import icons, meeting_papers, theme
from danvan_desktop.ui.attendance_part import AttendancePart
from danvan_desktop.ui.conclusion_part import ConclusionPart
from danvan_desktop.ui.items_part import ItemsPart
from danvan_desktop.ui.meeting_step import (
    CONCLUSION,
    ITEMS,
    MEMBERS,
    NOTICE,
    VOTES,
    MeetingStep,
    steps_of,
)
from danvan_desktop.ui.meetings_part import Listed
from danvan_desktop.ui.notice_part import NoticePart
from danvan_desktop.ui.page_frame import ShownStack, WrapRow
from danvan_desktop.ui.settings_section import button
from danvan_desktop.ui.steps_bar import StepsBar
from danvan_desktop.ui.votes_part import VotesPart
from danvan_desktop.ui.workplace import Workplace


class MeetingDesk(QWidget):
    """See the module's text. `left` asks for the list of meetings."""

    left = Signal()

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self.uid = ""
        self.view: MeetingView | None = None
        self._stale: set[int] = set()
        self.title = QLabel()
        self.pill = QLabel()
        self.steps = StepsBar()
        self.members = AttendancePart(work)
        self.items = ItemsPart(work)
        self.votes = VotesPart(work)
        self.conclusion = ConclusionPart(work)
        self.notice = NoticePart(work)
        self.parts: tuple[MeetingStep, ...] = (
            self.members,
            self.items,
            self.votes,
            self.conclusion,
            self.notice,
        )
        self._stack = ShownStack()
        self.papers_button = QPushButton(icons.icon("print"), "Giấy tờ cuộc họp")
        self.next_button = button("Tiếp tục", self.go_on, role="primary")
        self._assemble()
        self.steps.chosen.connect(self.open_step)

    def _assemble(self) -> None:
        theme.role(self.title, "title")
        self.pill.setProperty("pill", "neutral")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.back_button = button(
            "Các cuộc họp", self._on_back, icon="left", role="quiet", tip="Về danh sách (Esc)"
        )
        menu = meeting_papers.menu(self, self.show_paper)
        menu.addSeparator()
        menu.addAction("Văn bản đã phát hành...", self._on_issued)
        self.papers_button.setMenu(menu)
        self.papers_button.setProperty("menu", True)
        self.papers_button.setToolTip("Giấy mời, phiếu, biên bản, thông báo (Ctrl+G)")
        head = WrapRow()
        for widget in (self.back_button, self.title, self.pill):
            head.addWidget(widget)
        head.addStretch()
        head.addWidget(self.papers_button)
        for part in self.parts:
            self._stack.addWidget(part)
        self.next_button.setToolTip("Ghi và sang bước sau (Ctrl+Enter)")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.next_button)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, theme.gap())
        layout.setSpacing(theme.gap())
        layout.addLayout(head)
        layout.addWidget(self.steps)
        layout.addWidget(self._stack, 1)
        layout.addLayout(foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self._shortcut(keys, self.go_on)
        self._shortcut("Esc", self._on_back)
        self._shortcut("Ctrl+G", self.papers_button.showMenu)
        self._shortcut("Ctrl+P", partial(self.show_paper, meeting_papers.MINUTES))
        for place in range(len(self.parts)):
            self._shortcut(f"Alt+{place + 1}", partial(self.open_step, place))

    def _shortcut(self, keys: str, slot: Callable[[], object]) -> None:
        made = QShortcut(QKeySequence(keys), self, slot)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # showing

    def show_meeting(self, uid: str) -> None:
        """Open a meeting at the step where it stands."""
        self.uid = uid
        self.reload()
        if self.view is not None:
            self._open(first_step(self.view))

    def reload(self) -> None:
        """Read the meeting again; leave it when it is gone. Only the open step shows it now."""
        if not self.uid:
            return
        try:
            self.view = meetings.meeting(self._work.session, self.uid)
        except UserError:
            self.uid, self.view = "", None
            self.left.emit()
            return
        self._show_head(self.view)
        self._stale = set(range(len(self.parts)))
        self._show_part()

    def _show_head(self, view: MeetingView) -> None:
        notice = None
        if not view.open:
            notice = public_notice.notice(self._work.session, self.uid)
        listed = Listed(view.row, notice.status if notice else NoticeStatus.NONE)
        self.title.setText(view.row.name)
        self.pill.setText(listed.status)
        theme.set_state(self.pill, "pill", listed.tone.value)
        self.steps.show_steps(steps_of(view, notice))

    def _show_part(self) -> None:
        """Let the open step show the meeting, if it does not yet."""
        here = max(0, self.steps.current())
        if here in self._stale and self.view is not None:
            self._stale.discard(here)
            self.parts[here].show_view(self.view)
        self.next_button.setText(self.part.next_words)

    @property
    def part(self) -> MeetingStep:
        """The step that is open."""
        return self.parts[max(0, self.steps.current())]

    def take_focus(self) -> None:
        """Go to what is done first in the open step."""
        self.part.take_focus()

    def open_step(self, place: int) -> None:
        """Keep what is typed in this step and open another."""
        if self.uid and self.part.leave():
            self._open(place)

    def _open(self, place: int) -> None:
        self.steps.set_current(place)
        self._stack.setCurrentIndex(place)
        self._show_part()
        self.part.take_focus()

    # slots

    def go_on(self) -> None:
        """Keep what is typed and go to the next step."""
        here = self.steps.current()
        if self.uid and self.part.leave() and self.part.go_on() and here < NOTICE:
            self._open(here + 1)

    def leave(self) -> bool:
        """Keep what is typed; False when it cannot be kept."""
        return not self.uid or self.part.leave()

    def _on_back(self) -> None:
        if self.leave():
            self.left.emit()
            self.uid = ""

    def _on_issued(self) -> None:
        """The papers kept of this meeting, those that are no longer right among them."""
        from danvan_desktop.ui.issued_papers_dialog import IssuedPapersDialog

        IssuedPapersDialog(self, self._work, [self.uid], self.title.text()).open()

    def show_paper(self, name: str) -> None:
        """Show one of the meeting's papers by its name in the menu."""
        if self.leave():
            meeting_papers.show(name, self._work, self, self.uid)


def first_step(view: MeetingView) -> int:
    """Where the work goes on: the first step that is not done."""
    if view.row.status is not MeetingStatus.OPEN:
        return CONCLUSION if view.row.status is MeetingStatus.NOT_HELD else NOTICE
    if not any(item.counts.entered for item in view.items):
        return MEMBERS
    if not view.standing:
        return ITEMS
    return VOTES if any(item.result is None for item in view.standing) else CONCLUSION
