"""Pictures of the review meeting: empty, each step, every dialog, with long names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.meeting_results import Result
from danvan_desktop.domain.vote_rules import Denominator, Quorum
from danvan_desktop.domain.voting import Counts, Presence, Role
from danvan_desktop.services import (
    councils,
    meeting_closing,
    meeting_items,
    meeting_votes,
    meetings,
    public_notice,
)
from danvan_desktop.services.councils import CouncilKind, MemberDraft
from danvan_desktop.services.meeting_view import MeetingView, meeting
from danvan_desktop.services.public_notice import NoticeDraft, OpinionDraft
from danvan_desktop.ui import hands
from danvan_desktop.ui.choose_items_dialog import ChooseItemsDialog
from danvan_desktop.ui.council_dialog import CouncilDialog
from danvan_desktop.ui.councils_section import new_council
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.item_dialogs import AimDialog, DiscussionDialog, RecusalDialog, ResultDialog
from danvan_desktop.ui.meeting_dialog import MeetingDialog, draft_of, new_meeting
from danvan_desktop.ui.meeting_step import CONCLUSION, ITEMS, NOTICE, VOTES
from danvan_desktop.ui.notice_dialogs import CloseNoticeDialog, NoticeDialog, OpinionDialog
from danvan_desktop.ui.review_page import ReviewPage
from danvan_desktop.ui.votes_part import EACH
from tests.screens import screen
from tests.services.judging_factories import Place, open_place, register
from tests.services.meeting_factories import COUNCIL, MEMBERS, assessed
from tests.services.test_meeting_quotas import voted
from tests.services.test_title_standing import with_quotas
from tests.ui import desks
from tests.ui.answers import Answers

NAMES = (
    "Camera an ninh do nhân dân góp (mẫu)",
    "Chợ dân sinh không dùng túi ni lông (mẫu)",
    desks.LONG,
    "Đoạn đường tự quản (mẫu)",
    "Vườn rau đoàn kết (mẫu)",
)
LONG_MEMBERS = (
    *MEMBERS,
    MemberDraft(
        "Người có họ và tên rất dài gồm nhiều chữ ghép lại (mẫu)",
        "Ủy viên Ban Thường vụ Đảng ủy, Trưởng Ban Xây dựng Đảng, Chủ tịch Ủy ban Mặt trận Tổ "
        "quốc Việt Nam phường",
    ),
    MemberDraft("Thành viên ba (mẫu)", "Chủ tịch Hội Nông dân"),
    MemberDraft("Thành viên bốn (mẫu)", "Chủ tịch Hội Liên hiệp Phụ nữ"),
    MemberDraft("Thành viên năm (mẫu)", "Chủ tịch Hội Cựu chiến binh", Role.MEMBER),
)
_KEPT: list[object] = []


def _desk(*names: str) -> tuple[Desk, Place]:
    place = open_place(desks.new_folder())
    assessed(place, *names)
    desk = Desk(place.session, Answers())
    desk.open()
    desk.window.go("review")
    _KEPT.append(desk)
    return desk, place


def _page(desk: Desk) -> ReviewPage:
    page = desk.window.page("review")
    assert isinstance(page, ReviewPage)
    return page


def _meeting(
    members: tuple[MemberDraft, ...] = MEMBERS, **rules: Any
) -> tuple[Desk, Place, MeetingView]:
    """A meeting in the window, with one registration that cannot be reviewed yet."""
    desk, place = _desk(*NAMES)
    register(place, "Chưa thẩm định (mẫu)")
    draft = meetings.propose_meeting(place.session, place.plan.id, place.year)
    draft = replace(
        draft,
        members=members,
        starts="8h00",
        venue="Hội trường Đảng ủy (mẫu)",
        rules=replace(draft.rules, **rules),
    )
    uid = meetings.plan_meeting(place.session, draft).uid
    found = meeting_items.choices(place.session, uid)
    meeting_items.set_items(
        place.session, uid, [one.registration.uid for one in found if one.ready]
    )
    desk.work.broadcast(None)
    _page(desk).open_meeting(uid)
    return desk, place, meeting(place.session, uid)


def _voted(members: tuple[MemberDraft, ...] = MEMBERS) -> tuple[Desk, Place, MeetingView]:
    """Voted on, one item with a reason, one seen again."""
    desk, place, view = _meeting(members)
    session, uid = place.session, view.row.uid
    meeting_items.set_discussion(session, view.items[1].uid, "Cần nhân rộng ra các tổ dân phố.")
    reason = "Là người đứng đầu đơn vị đăng ký"
    meeting_votes.recuse(session, view.items[0].uid, view.members[2].uid, reason)
    agreeing = len(members)
    meeting_votes.set_list_vote(session, uid, Counts(agreeing=agreeing))
    meeting_votes.set_vote(session, view.items[0].uid, Counts(agreeing=agreeing - 1))
    meeting_votes.set_vote(session, view.items[3].uid, Counts(agreeing=1, against=agreeing - 1))
    meeting_votes.set_result(
        session, view.items[3].uid, Result.AGAIN, "Bổ sung minh chứng về hiệu quả."
    )
    desk.work.broadcast(None)
    return desk, place, meeting(session, uid)


def _closed() -> tuple[Desk, Place, MeetingView]:
    desk, place, view = _voted()
    meeting_closing.close_meeting(place.session, view.row.uid, ends="10h30")
    desk.work.broadcast(None)
    return desk, place, meeting(place.session, view.row.uid)


def _noticed() -> tuple[Desk, Place, MeetingView]:
    desk, place, view = _closed()
    uid, today = view.row.uid, place.session.today()
    draft = NoticeDraft(today, 5, "Trụ sở Đảng ủy và nhà văn hóa các tổ dân phố (mẫu)")
    public_notice.set_notice(place.session, uid, draft)
    for number, answer in enumerate(("Đã kiểm tra, đúng như hồ sơ.", "")):
        item = view.items[number].uid
        opinion = OpinionDraft(today, "Đề nghị xem lại hiệu quả.", "Hòm thư", item, answer)
        public_notice.add_opinion(place.session, uid, opinion)
    desk.work.broadcast(None)
    return desk, place, view


def _at(made: tuple[Desk, Place, MeetingView], step: int) -> QWidget:
    desk = made[0]
    _page(desk).desk.open_step(step)
    return desk.window


def _shown(desk: Desk, dialog: QWidget) -> QWidget:
    _KEPT.append(dialog)
    dialog.show()
    hands.settle()
    return dialog


# the list


@screen("review-empty")
def review_empty() -> QWidget:
    return _desk()[0].window


@screen("review-first")
def review_first() -> QWidget:
    return _desk(*NAMES)[0].window


@screen("review-list")
def review_list() -> QWidget:
    desk, place, view = _noticed()
    draft = meetings.propose_meeting(place.session, place.plan.id, place.year)
    meetings.plan_meeting(place.session, replace(draft, subject=desks.LONG, venue=desks.LONG[:200]))
    _page(desk).show_list()
    del view
    return desk.window


# the steps


@screen("review-members")
def review_members() -> QWidget:
    return _at(_meeting(), 0)


@screen("review-members-absent")
def review_members_absent() -> QWidget:
    desk, place, view = _meeting(LONG_MEMBERS, written=True)
    away = [
        meetings.Attendance(view.members[5].uid, Presence.WRITTEN, "Đi công tác xa"),
        meetings.Attendance(view.members[6].uid, Presence.ABSENT, "Ốm"),
    ]
    meetings.set_attendance(place.session, view.row.uid, away)
    desk.work.broadcast(None)
    _page(desk).desk.members.table.select_row(5)
    return desk.window


@screen("review-members-no-quorum")
def review_members_no_quorum() -> QWidget:
    desk, place, view = _meeting()
    away = [meetings.Attendance(one.uid, Presence.ABSENT) for one in view.members[:3]]
    meetings.set_attendance(place.session, view.row.uid, away)
    desk.work.broadcast(None)
    return desk.window


@screen("review-items-empty")
def review_items_empty() -> QWidget:
    desk, place, view = _meeting()
    meeting_items.set_items(place.session, view.row.uid, [])
    desk.work.broadcast(None)
    _page(desk).desk.open_step(ITEMS)
    return desk.window


@screen("review-items")
def review_items() -> QWidget:
    return _at(_meeting(), ITEMS)


@screen("review-votes-list")
def review_votes_list() -> QWidget:
    return _at(_meeting(), VOTES)


@screen("review-votes-refused")
def review_votes_refused() -> QWidget:
    desk, _, _ = made = _meeting(secret=True, whole_list=False)
    window = _at(made, VOTES)
    box = _page(desk).desk.votes.box
    for name, typed in (("issued", "5"), ("collected", "6")):
        box.lines[name].setText(typed)
        box.lines[name].textEdited.emit(typed)
    return window


@screen("review-votes-secret-written")
def review_votes_secret() -> QWidget:
    desk, place, view = _meeting(
        LONG_MEMBERS,
        secret=True,
        whole_list=False,
        written=True,
        denominator=Denominator.MEMBERS,
        quorum=Quorum(None, 5, False),
    )
    away = [meetings.Attendance(view.members[5].uid, Presence.WRITTEN, "Đi công tác xa")]
    meetings.set_attendance(place.session, view.row.uid, away)
    counts = Counts(8, 8, None, 1, 6, 1, 1, 1, 0, 1, 0)
    meeting_votes.set_vote(place.session, view.items[0].uid, counts)
    desk.work.broadcast(None)
    return _at((desk, place, view), VOTES)


@screen("review-votes-each")
def review_votes_each() -> QWidget:
    desk, _, _ = made = _voted()
    window = _at(made, VOTES)
    _page(desk).desk.votes.modes.setCurrentIndex(EACH)
    _page(desk).desk.votes.table.select_row(4)
    return window


@screen("review-conclusion-against")
def review_conclusion_against() -> QWidget:
    return _at(_meeting(), CONCLUSION)


@screen("review-conclusion")
def review_conclusion() -> QWidget:
    return _at(_voted(), CONCLUSION)


@screen("review-conclusion-closed")
def review_conclusion_closed() -> QWidget:
    return _at(_closed(), CONCLUSION)


@screen("review-notice-none")
def review_notice_none() -> QWidget:
    return _at(_closed(), NOTICE)


@screen("review-notice")
def review_notice() -> QWidget:
    return _at(_noticed(), NOTICE)


# the dialogs


@screen("meeting-dialog-new", size=None)
def meeting_dialog_new() -> QWidget:
    desk, _ = _desk(*NAMES)
    return _shown(desk, MeetingDialog(desk.window, desk.work, new_meeting(desk.work)))


@screen("meeting-dialog-full", size=None)
def meeting_dialog_full() -> QWidget:
    desk, _, view = _meeting(LONG_MEMBERS)
    return _shown(desk, MeetingDialog(desk.window, desk.work, draft_of(view), view.row.uid))


@screen("meeting-choose-items", size=None)
def meeting_choose_items() -> QWidget:
    desk, place, view = _meeting()
    found = meeting_items.choices(place.session, view.row.uid)
    order = [item.registration for item in view.items[:3]]
    return _shown(desk, ChooseItemsDialog(desk.window, desk.work, found, order))


def _of_item(make: Callable[[Desk, MeetingView], QWidget]) -> QWidget:
    desk, _, view = _voted()
    return _shown(desk, make(desk, view))


@screen("meeting-aim", size=None)
def meeting_aim() -> QWidget:
    return _of_item(lambda desk, view: AimDialog(desk.window, desk.work, view.items[2]))


@screen("meeting-result-lower", size=None)
def meeting_result_lower() -> QWidget:
    return _of_item(
        lambda desk, view: ResultDialog(desk.window, desk.work, view.items[2], Result.LOWER)
    )


@screen("meeting-result-again", size=None)
def meeting_result_again() -> QWidget:
    return _of_item(
        lambda desk, view: ResultDialog(desk.window, desk.work, view.items[3], Result.AGAIN)
    )


@screen("meeting-discussion", size=None)
def meeting_discussion() -> QWidget:
    return _of_item(lambda desk, view: DiscussionDialog(desk.window, desk.work, view.items[1]))


@screen("meeting-recusal", size=None)
def meeting_recusal() -> QWidget:
    return _of_item(lambda desk, view: RecusalDialog(desk.window, desk.work, view, view.items[2]))


def _of_notice(make: Callable[[Desk, public_notice.NoticeView], QWidget]) -> QWidget:
    desk, place, view = _noticed()
    return _shown(desk, make(desk, public_notice.notice(place.session, view.row.uid)))


@screen("notice-dialog", size=None)
def notice_dialog() -> QWidget:
    return _of_notice(lambda desk, found: NoticeDialog(desk.window, desk.work, found))


@screen("notice-opinion", size=None)
def notice_opinion() -> QWidget:
    return _of_notice(
        lambda desk, found: OpinionDialog(desk.window, desk.work, found, found.opinions[0])
    )


@screen("notice-close", size=None)
def notice_close() -> QWidget:
    return _of_notice(lambda desk, found: CloseNoticeDialog(desk.window, desk.work, found))


# councils


@screen("councils-section")
def councils_section() -> QWidget:
    desk, place = _desk()
    councils.add_council(place.session, COUNCIL)
    second = replace(
        COUNCIL,
        name=desks.LONG[:200],
        members=LONG_MEMBERS,
        decision_number="15-QĐ/ĐU",
        decision_date=date(place.year, 3, 1),
    )
    councils.add_council(place.session, second)
    desk.window.go("settings", "councils")
    return desk.window


@screen("councils-section-empty")
def councils_section_empty() -> QWidget:
    desk, _ = _desk()
    desk.window.go("settings", "councils")
    return desk.window


@screen("council-dialog-new", size=None)
def council_dialog_new() -> QWidget:
    desk, _ = _desk()
    return _shown(desk, CouncilDialog(desk.window, desk.work, new_council(desk.work)))


@screen("council-dialog-rules", size=None)
def council_dialog_rules() -> QWidget:
    desk, place = _desk()
    rules = replace(place.plan.review.votes, denominator=Denominator.MEMBERS, written=True)
    draft = replace(COUNCIL, members=LONG_MEMBERS, rules=rules)
    dialog = CouncilDialog(desk.window, desk.work, draft)
    _shown(desk, dialog)
    dialog._scroll.verticalScrollBar().setValue(dialog._scroll.verticalScrollBar().maximum())
    return dialog


@screen("council-dialog-team", size=None)
def council_dialog_team() -> QWidget:
    desk, _ = _desk()
    draft = new_council(desk.work, CouncilKind.APPRAISAL)
    return _shown(desk, CouncilDialog(desk.window, desk.work, draft))


@screen("review-votes-quota")
def review_votes_quota() -> QWidget:
    place = with_quotas(open_place(desks.new_folder()))
    view = voted(place, 5, 4, 4, 3, 2, 1)
    desk = Desk(place.session, Answers())
    desk.open()
    desk.window.go("review", view.row.uid)
    _KEPT.append(desk)
    return _at((desk, place, view), VOTES)
