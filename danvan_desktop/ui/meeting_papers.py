"""The papers of a review meeting: the menu they hang in, and the way to each preview.

Draws nothing itself; a paper is made beside the window.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from danvan_desktop.services import papers
from danvan_desktop.services.papers import Paper, PaperKind
from danvan_desktop.services.session import Changes
from danvan_desktop.ui.paper_window import show_paper
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.workplace import Workplace

INVITATION = "Giấy mời họp"
INVITATIONS = "Giấy mời từng người"
BALLOT = "Phiếu bình xét"
BALLOTS = "Phiếu bình xét từng mục"
OPINION = "Phiếu lấy ý kiến"
COUNT = "Biên bản kiểm phiếu"
MINUTES = "Biên bản họp bình xét"
NOTICE = "Thông báo công khai danh sách"

_MAKERS: dict[str, tuple[PaperKind, Callable[..., Paper]]] = {
    INVITATION: (PaperKind.INVITATION, papers.meeting_invitation),
    INVITATIONS: (PaperKind.INVITATION, partial(papers.meeting_invitation, each=True)),
    BALLOT: (PaperKind.BALLOT, papers.ballot),
    BALLOTS: (PaperKind.BALLOT, partial(papers.ballot, each_item=True)),
    OPINION: (PaperKind.WRITTEN_OPINION, papers.written_opinion),
    COUNT: (PaperKind.COUNT_MINUTES, papers.count_minutes),
    MINUTES: (PaperKind.MEETING_MINUTES, papers.meeting_minutes),
    NOTICE: (PaperKind.PUBLIC_NOTICE, papers.public_notice),
}
NAMES = tuple(_MAKERS)


def make(name: str, work: Workplace, uid: str) -> Paper:
    """Draw one paper of a meeting by its name in the menu; runs beside the window."""
    _, draw = _MAKERS[name]
    return draw(work.session, uid)


def show(name: str, work: Workplace, parent: QWidget, uid: str) -> None:
    """Draw a paper and show it, to be saved or printed."""
    kind, _ = _MAKERS[name]
    show_paper(work, parent, name, partial(make, name, work, uid), (kind, uid))


def keep_minutes(work: Workplace, parent: QWidget, uid: str) -> None:
    """Keep the minutes of a closed meeting as they will be signed."""

    def keep(_progress: Progress) -> Changes:
        session = work.session
        before = any(one.kind is PaperKind.MEETING_MINUTES for one in papers.issued(session, uid))
        paper = papers.meeting_minutes(session, uid)
        reason = "Cuộc họp được mở lại và kết thúc lại." if before else ""
        return papers.issue_paper(session, PaperKind.MEETING_MINUTES, uid, paper, reason=reason)

    work.start("Lưu biên bản", keep, work.broadcast, parent)


def outdated_minutes(work: Workplace, uid: str) -> bool:
    """Whether minutes that left the office no longer say what is."""
    return any(
        one.kind is PaperKind.MEETING_MINUTES and one.superseded is not None
        for one in papers.issued(work.session, uid)
    )


def menu(parent: QWidget, chosen: Callable[[str], None]) -> QMenu:
    """All papers of the meeting; `chosen` is told which one was asked for."""
    made = QMenu(parent)
    for name in NAMES:
        made.addAction(name, partial(chosen, name))
    return made
