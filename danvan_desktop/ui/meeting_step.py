"""What the five steps of a meeting share, and the line of steps over them.

Each step is a part of its own: it shows a `MeetingView`, and keeps what is typed when it is left.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from danvan_desktop.domain.dates import format_date
from danvan_desktop.services.meeting_view import MeetingStatus, MeetingView
from danvan_desktop.services.public_notice import NoticeStatus, NoticeView
from danvan_desktop.services.session import Changes
from danvan_desktop.ui import theme
from danvan_desktop.ui.steps import Step, StepState
from danvan_desktop.ui.workplace import Workplace

MEMBERS, ITEMS, VOTES, CONCLUSION, NOTICE = range(5)
TITLES = ("Thành phần", "Nội dung", "Biểu quyết", "Kết luận", "Niêm yết")


class MeetingStep(QWidget):
    """A part of the meeting; a subclass fills `rows`."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self.work = work
        self.view: MeetingView | None = None
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(theme.gap())

    def show_view(self, view: MeetingView) -> None:
        """Show the meeting as it stands now."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Go to what is done first in this step."""
        raise NotImplementedError

    def leave(self) -> bool:
        """Keep what is typed; False when it cannot be kept, so that the step stays open."""
        return True

    @property
    def next_words(self) -> str:
        """What the button at the foot says in this step."""
        return "Tiếp tục"

    def go_on(self) -> bool:
        """What that button does here; True when the next step is to be opened."""
        return True

    @property
    def writable(self) -> bool:
        """Whether the meeting is open and the folder may be written."""
        return self.view is not None and self.view.open and not self.work.session.view_only

    def key(self, keys: str, slot: Callable[[], object]) -> None:
        """A shortcut that works anywhere in this step."""
        made = QShortcut(QKeySequence(keys), self, slot)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def do(self, service: Callable[..., Changes], *given: Any, **more: Any) -> bool:
        """One use case of the open session; False when it was refused."""
        use_case = partial(service, self.work.session, *given, **more)
        return self.work.run(self, use_case) is not None


def steps_of(view: MeetingView, notice: NoticeView | None) -> list[Step]:
    """How far each step is, with a short fact under it."""
    done = [
        view.quorate,
        bool(view.standing),
        bool(view.standing) and all(item.result is not None for item in view.standing),
        view.row.status is not MeetingStatus.OPEN,
        notice is not None and notice.status is NoticeStatus.CLOSED,
    ]
    decided = sum(item.result is not None for item in view.standing)
    facts = [
        f"{view.voters.present}/{view.voters.members} có mặt",
        f"{len(view.items)} mục",
        f"{decided}/{len(view.standing)} mục",
        f"xong {format_date(view.row.closed_on)}" if view.row.closed_on else "",
        _notice_fact(notice),
    ]
    now = done.index(False) if False in done else len(done)
    steps = []
    for place, title in enumerate(TITLES):
        state = StepState.DONE if done[place] else StepState.TODO
        if place == now:
            state = StepState.NOW
        if place == MEMBERS and not view.quorate:
            state = StepState.STOPPED
        steps.append(Step(title, state, facts[place], f"Alt+{place + 1}"))
    return steps


def _notice_fact(notice: NoticeView | None) -> str:
    if notice is None or notice.status is NoticeStatus.NONE:
        return ""
    if notice.status is NoticeStatus.RUNNING and notice.last is not None:
        return f"đến {format_date(notice.last)}"
    return notice.status.label
