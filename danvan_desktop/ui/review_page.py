"""The place “Bình xét”: the list of review meetings, and one of them at a time.

Owns which of the two is in sight and when they read; the list is `meetings_part`, a meeting is
`meeting_desk`.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from danvan_desktop.services import meetings
from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.ui.meeting_desk import MeetingDesk
from danvan_desktop.ui.meeting_step import VOTES
from danvan_desktop.ui.meetings_part import MeetingsPart
from danvan_desktop.ui.page_frame import ShownStack
from danvan_desktop.ui.workplace import Workplace

_TOPICS = (
    Topic.MEETINGS,
    Topic.REGISTRATIONS,
    Topic.SHEETS,
    Topic.PROGRAMMES,
    Topic.DECISIONS,
    Topic.EXCHANGE,
    Topic.UNITS,
)


class ReviewPage(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self.list = MeetingsPart(work)
        self.desk = MeetingDesk(work)
        self._stack = ShownStack()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.desk)
        self._context: tuple[str, int] = ("", 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.list.opened.connect(self.open_meeting)
        self.desk.left.connect(self.show_list)

    def reload(self, changes: Changes | None) -> None:
        """Read again what is in sight; another programme or year goes back to the list."""
        if changes is not None and not changes.concern(*_TOPICS):
            return
        context = (self._work.programme_id, self._work.year)
        if context != self._context:
            self._context = context
            if self.in_meeting:
                self.desk.leave()
            self.desk.uid = ""
            self._stack.setCurrentWidget(self.list)
        if self.in_meeting:
            self.desk.reload()
        else:
            self.list.reload()

    @property
    def in_meeting(self) -> bool:
        """Whether one meeting is in sight."""
        return self._stack.currentWidget() is self.desk

    def open_meeting(self, uid: str) -> None:
        """Show one meeting at the step where it stands."""
        self._stack.setCurrentWidget(self.desk)
        self.desk.show_meeting(uid)

    def show_list(self) -> None:
        """Back to the list of meetings."""
        shown = self.desk.uid
        self._stack.setCurrentWidget(self.list)
        self.list.reload()
        self.list.table.select_key(shown)
        self.list.take_focus()

    def show_target(self, uid: str) -> None:
        """Open a meeting, or the newest one that has this registration or item on its list."""
        if not uid:
            return
        work = self._work
        rows = meetings.meetings(work.session, work.programme_id, work.year)
        if any(row.uid == uid for row in rows):
            self.open_meeting(uid)
            return
        for row in rows:
            view = meetings.meeting(work.session, row.uid)
            item = next((one for one in view.items if uid in (one.uid, one.registration)), None)
            if item is not None:
                self.open_meeting(row.uid)
                self.desk.open_step(VOTES)
                self.desk.votes.table.select_key(item.uid)
                return

    def take_focus(self) -> None:
        """Go to the list, or to the open step of a meeting."""
        if self.in_meeting:
            self.desk.take_focus()
        else:
            self.list.take_focus()

    def may_close(self) -> bool:
        """False while a number that cannot be kept is typed."""
        return not self.in_meeting or self.desk.leave()
