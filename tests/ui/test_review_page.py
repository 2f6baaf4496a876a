"""The page of review meetings on the real window over a real folder: from “Họp mới” to notice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.meeting_results import Result
from danvan_desktop.domain.vote_rules import Denominator, TieRule
from danvan_desktop.domain.voting import Counts, Presence
from danvan_desktop.domain.workflow import State, StepKind
from danvan_desktop.services import (
    backup,
    councils,
    meeting_votes,
    meetings,
    papers,
    public_notice,
    registrations,
)
from danvan_desktop.services.meeting_view import MeetingStatus, MeetingView, meeting
from danvan_desktop.services.public_notice import NoticeStatus
from danvan_desktop.services.registration_list import rows_of
from danvan_desktop.services.session import Clock
from danvan_desktop.ui import hands
from danvan_desktop.ui.choose_items_dialog import ChooseItemsDialog
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.item_dialogs import DiscussionDialog, RecusalDialog, ResultDialog
from danvan_desktop.ui.meeting_dialog import MeetingDialog
from danvan_desktop.ui.meeting_step import CONCLUSION, ITEMS, NOTICE, VOTES
from danvan_desktop.ui.notice_dialogs import CloseNoticeDialog, NoticeDialog, OpinionDialog
from danvan_desktop.ui.paper_dialog import PaperDialog
from danvan_desktop.ui.review_page import ReviewPage
from danvan_desktop.ui.votes_part import EACH, LIST
from tests.services.judging_factories import Place, open_place, register
from tests.services.meeting_factories import COUNCIL, MEMBERS, assessed
from tests.services.test_meeting_quotas import voted
from tests.services.test_title_standing import with_quotas
from tests.ui.answers import Answers
from tests.ui.keyboard import Keyboard

NAMES = ("Camera an ninh (mẫu)", "Đoạn đường tự quản (mẫu)", "Vườn rau đoàn kết (mẫu)")


@dataclass
class Room:
    """The window at “Bình xét” with three assessed registrations, and keys for it."""

    place: Place
    desk: Desk
    answers: Answers
    keys: Keyboard

    @property
    def page(self) -> ReviewPage:
        page = self.desk.window.page("review")
        assert isinstance(page, ReviewPage)
        return page

    @property
    def view(self) -> MeetingView:
        return meeting(self.place.session, self.page.desk.uid)

    def states(self) -> list[State]:
        uids = [item.registration for item in self.view.items]
        found = {
            row.uid: row.state for row in rows_of(self.place.session, self.place.plan.id, uids)
        }
        return [found[uid] for uid in uids]

    def meet(self, *, starts: str = "", **rules: Any) -> None:
        """A meeting of five on everything assessed, open in the window."""
        session, plan = self.place.session, self.place.plan
        draft = meetings.propose_meeting(session, plan.id, self.place.year)
        rule = replace(draft.rules, **rules)
        draft = replace(draft, members=MEMBERS, starts=starts, rules=rule)
        uids = [row.uid for row in self.page_rows()]
        changes = meetings.plan_meeting(session, draft, uids)
        self.desk.work.broadcast(changes)
        self.page.open_meeting(changes.uid)

    def page_rows(self) -> list[Any]:
        from danvan_desktop.services.registration_list import all_rows

        rows = all_rows(self.place.session, self.place.plan.id, self.place.year)
        return [row for row in rows if row.state is State.APPRAISED]


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Room]:
    place = open_place(tmp_path / "Dữ liệu")
    assessed(place, *NAMES)
    desk = Desk(place.session, answers)
    desk.window.resize(1366, 768)
    desk.open()
    desk.window.go("review")
    desk.window.activateWindow()
    yield Room(place, desk, answers, Keyboard())
    desk.runner.wait()
    hands.settle()
    assert backup.doctor(place.session) == []
    desk.close()
    place.session.close()


def save(fill: Callable[[Any], None]) -> Callable[[Any], None]:
    def do(dialog: Any) -> None:
        fill(dialog)
        dialog.save_button.click()

    return do


# setting up


def test_first_meeting_keeps_its_members_as_a_council_and_takes_all_assessed(room: Room) -> None:
    waiting = register(room.place, "Chưa thẩm định (mẫu)")
    room.desk.work.broadcast(None)
    assert room.page.list.summary.text() == "3 mô hình, điển hình đã thẩm định, chờ bình xét"

    def fill(_: MeetingDialog) -> None:
        for member in MEMBERS:
            room.keys.type(member.name)
            room.keys.enter()
            room.keys.type(member.position)
            room.keys.enter()
        room.keys.press("Ctrl+Return")

    with hands.on(MeetingDialog, fill):
        room.page.list.new_button.click()
    assert room.page.in_meeting
    assert sorted(item.name for item in room.view.items) == sorted(NAMES)
    assert waiting not in [item.registration for item in room.view.items]
    assert [one.name for one in room.view.members] == [one.name for one in MEMBERS]
    (council,) = councils.councils(room.place.session)
    assert (council.members, room.view.row.council) == (5, council.uid)


def test_next_meeting_is_filled_from_the_council(room: Room) -> None:
    councils.add_council(room.place.session, COUNCIL)
    with hands.on(MeetingDialog, lambda dialog: dialog.save_button.click()):
        room.page.list.new_button.click()
    assert (room.view.voters.present, room.view.row.on) == (5, room.place.session.today())
    assert room.page.desk.steps.current() == 0


def test_empty_list_says_what_to_do_first(qapp: QApplication, tmp_path: Path) -> None:
    place = open_place(tmp_path)
    desk = Desk(place.session, Answers())
    desk.open()
    desk.window.go("review")
    page = desk.window.page("review")
    assert isinstance(page, ReviewPage)
    page.list.table.empty_pressed.emit()
    assert desk.window.place == "evaluation"
    desk.close()
    place.session.close()


# members


def test_absent_by_a_key_with_its_reason_and_quorum_said_at_once(room: Room) -> None:
    room.meet()
    part = room.page.desk.members
    room.keys.press("V")
    room.keys.type("Đi công tác")
    room.keys.enter()
    room.keys.press("V")
    room.keys.enter()
    assert [(one.presence, one.reason) for one in room.view.members][:3] == [
        (Presence.ABSENT, "Đi công tác"),
        (Presence.ABSENT, ""),
        (Presence.PRESENT, ""),
    ]
    room.keys.press("V")
    assert "không đủ thành phần" in part.quorum._text.text()
    room.keys.enter()
    room.keys.press("Up")
    room.keys.press("C")
    assert room.view.voters.present == 3
    assert part.quorum._text.text() == room.view.quorum_words


def test_meeting_without_quorum_is_closed_without_results(room: Room) -> None:
    room.meet()
    room.page.desk.members.table.view.selectAll()
    room.page.desk.members.absent_button.click()
    room.page.desk.open_step(CONCLUSION)
    assert room.page.desk.next_button.text() == "Kết thúc, không đủ thành phần"
    room.answers.will("confirm", True)
    room.page.desk.next_button.click()
    assert (room.view.row.status, set(room.states())) == (
        MeetingStatus.NOT_HELD,
        {State.APPRAISED},
    )


# items


def test_items_are_chosen_moved_and_taken_off(room: Room) -> None:
    room.meet()
    room.page.desk.open_step(ITEMS)
    part = room.page.desk.items

    def untick(dialog: ChooseItemsDialog) -> None:
        room.keys.press("Space")
        room.keys.press("Ctrl+Return")

    first = room.view.items[0].name
    with hands.on(ChooseItemsDialog, untick):
        part.choose_button.click()
    assert first not in [item.name for item in room.view.items]
    part.table.select_row(1)
    part.take_focus()
    room.keys.press("Ctrl+Up")
    order = [item.name for item in room.view.items]
    room.keys.press("Del")
    assert [item.name for item in room.view.items] == order[1:]
    with hands.on(ChooseItemsDialog, lambda dialog: (dialog.tick_ready(), dialog.accept())):
        part.choose_button.click()
    assert sorted(item.name for item in room.view.items) == sorted(NAMES)


def test_one_item_is_voted_on_by_ballots_in_a_show_of_hands(room: Room) -> None:
    room.meet()
    desk = room.page.desk
    desk.open_step(VOTES)
    room.keys.enter()
    votes = [item.counts.agreeing for item in room.view.items]
    desk.open_step(ITEMS)
    desk.items.table.select_row(0)
    room.answers.will("confirm", False)
    desk.items._on_secret()
    assert [item.secret for item in room.view.items] == [False] * len(votes)
    room.answers.will("confirm", True)
    desk.items._on_secret()
    found = [(item.secret, item.counts.agreeing) for item in room.view.items]
    assert found == [(True, None), *((False, each) for each in votes[1:])]
    desk.open_step(VOTES)
    desk.votes.modes.setCurrentIndex(EACH)
    desk.votes.table.select_row(0)
    assert "issued" in desk.votes.box.names()
    assert desk.votes.box._title.text().endswith(" (bỏ phiếu kín)")
    desk.votes.table.select_row(1)
    assert "issued" not in desk.votes.box.names()


def test_registration_withdrawn_during_the_meeting_is_marked(room: Room) -> None:
    room.meet()
    item = room.view.items[0]
    room.page.desk.open_step(ITEMS)
    registrations.record_step(
        room.place.session, item.registration, StepKind.WITHDRAWN, reason="Chủ thể xin rút"
    )
    room.desk.work.broadcast(None)
    assert room.page.desk.items.warning.isVisible()
    room.page.desk.open_step(VOTES)
    room.keys.enter()
    assert [item.result for item in room.view.items] == [
        None,
        Result.RECOGNISED,
        Result.RECOGNISED,
    ]


# votes


def test_whole_list_by_one_enter(room: Room) -> None:
    room.meet()
    room.keys.press("Ctrl+Return", 2)
    assert room.page.desk.steps.current() == VOTES
    assert room.page.desk.votes.modes.currentIndex() == LIST
    room.keys.enter()
    assert [item.vote_words for item in room.view.items] == [
        "05/05 số thành viên có mặt đồng ý (100%)"
    ] * 3


def test_number_that_cannot_be_is_refused_where_it_is_typed(room: Room) -> None:
    room.meet(secret=True, whole_list=False)
    room.page.desk.open_step(VOTES)
    box = room.page.desk.votes.box
    room.keys.enter()
    room.keys.type("6")
    assert box.words.text() == "Số phiếu thu về 6 vượt quá số phiếu phát ra 5."
    assert box.lines["collected"].property("problem") is True
    room.keys.enter()
    assert box.lines["collected"].hasFocus()
    room.keys.type("5")
    room.keys.enter(2)
    room.keys.type("x")
    assert box.words.text() == "Đồng ý: chỉ nhập chữ số."
    room.keys.press("Backspace")
    room.keys.type("4")
    room.keys.enter(2)
    assert room.view.items[0].counts == Counts(
        issued=5, collected=5, invalid=0, agreeing=4, against=1
    )


def test_counts_typed_item_by_item_with_digits_and_enter_only(room: Room) -> None:
    room.meet(whole_list=False)
    room.page.desk.open_step(VOTES)
    assert room.page.desk.votes.modes.currentIndex() == EACH
    for agreeing, more in (("5", 0), ("3", 1), ("2", 1)):
        room.keys.type(agreeing)
        room.keys.enter(1 + more)
    assert [(one.counts.agreeing, one.counts.against) for one in room.view.items] == [
        (5, 0),
        (3, 2),
        (2, 3),
    ]
    assert [one.result for one in room.view.items] == [
        Result.RECOGNISED,
        Result.RECOGNISED,
        Result.NOT_RECOGNISED,
    ]


def test_words_say_share_and_threshold_while_typing(room: Room) -> None:
    room.meet(whole_list=False, denominator=Denominator.MEMBERS)
    room.page.desk.open_step(VOTES)
    room.keys.type("3")
    assert room.page.desk.votes.box.words.text() == (
        "03/05 số thành viên có quyền biểu quyết đồng ý (60%); cần trên 1/2, tức từ 03: đạt."
    )


def test_tie_is_settled_by_the_chair(room: Room) -> None:
    room.meet(whole_list=False, tie=TieRule.CHAIR)
    absent = [meetings.Attendance(room.view.members[3].uid, Presence.ABSENT)]
    room.desk.work.broadcast(meetings.set_attendance(room.place.session, room.view.row.uid, absent))
    room.page.desk.open_step(VOTES)
    room.keys.type("2")
    room.keys.enter(2)
    assert room.page.desk.votes.box.agree_button.hasFocus()
    room.keys.enter()
    item = room.view.items[0]
    assert (item.counts.chair_agrees, item.result) == (True, Result.RECOGNISED)


def test_number_that_cannot_be_keeps_the_step_open(room: Room) -> None:
    room.meet()
    room.page.desk.open_step(VOTES)
    room.keys.type("9")
    room.keys.press("Alt+4")
    assert room.page.desk.steps.current() == VOTES
    assert room.answers.said == [("error", "Số đồng ý 9 vượt quá số phiếu hợp lệ 5.")]


def test_typed_number_stays_while_something_else_changes(room: Room) -> None:
    room.meet()
    room.page.desk.open_step(VOTES)
    room.keys.type("4")
    register(room.place, "Đăng ký thêm (mẫu)")
    room.desk.window.go("registrations")
    room.desk.work.broadcast(None)
    room.desk.window.go("review")
    assert room.page.desk.votes.box.lines["agreeing"].text() == "4"
    assert room.view.items[0].counts == Counts()


def test_typed_numbers_are_kept_when_the_step_is_left(room: Room) -> None:
    room.meet()
    room.page.desk.open_step(VOTES)
    room.keys.type("4")
    room.keys.press("Ctrl+Return")
    assert room.page.desk.steps.current() == CONCLUSION
    assert {item.counts.agreeing for item in room.view.items} == {4}


def test_recusal_discussion_and_results_by_their_keys(room: Room) -> None:
    room.meet()
    room.page.desk.open_step(VOTES)
    room.keys.enter()

    def recuse(dialog: RecusalDialog) -> None:
        dialog.form["member"].set_value(room.view.members[2].uid)
        dialog.form["reason"].set_text("Là người đứng đầu đơn vị")

    with hands.on(RecusalDialog, save(recuse)):
        room.keys.press("F3")
    item = room.view.items[0]
    assert ([one.reason for one in item.recusals], item.voters.in_room) == (
        ["Là người đứng đầu đơn vị"],
        4,
    )
    room.page.desk.votes.modes.setCurrentIndex(EACH)
    room.keys.type("4")
    room.keys.enter()
    room.page.desk.votes.table.select_row(1)

    def discuss(dialog: DiscussionDialog) -> None:
        dialog.form["reason"].set_text("Cần nhân rộng.")

    with hands.on(DiscussionDialog, save(discuss)):
        room.keys.press("F4")

    def lower(dialog: ResultDialog) -> None:
        dialog.form["reason"].set_text("Chưa đủ thời gian")
        dialog.save_button.click()
        assert dialog.form["level"].problem()
        hands.force_closed(dialog)

    with hands.on(ResultDialog, lower):
        room.keys.press("F7")
    items = room.view.items
    assert [one.discussion for one in items] == ["", "Cần nhân rộng.", ""]
    assert [one.voters.in_room for one in items] == [4, 5, 5]
    assert [one.result for one in items] == [Result.RECOGNISED] * 3


def test_several_items_get_one_conclusion_with_one_reason(room: Room) -> None:
    room.meet()
    room.page.desk.open_step(VOTES)
    room.keys.type("1")
    room.keys.enter(2)
    room.page.desk.votes.table.view.selectAll()
    room.answers.will("ask_reason", "Chờ hoàn thiện hồ sơ")
    room.keys.press("X")
    assert [(one.result, one.reason) for one in room.view.items] == [
        (Result.AGAIN, "Chờ hoàn thiện hồ sơ")
    ] * 3


# closing


def close(room: Room) -> None:
    meeting_votes.set_list_vote(room.place.session, room.view.row.uid, Counts(agreeing=5))
    room.desk.work.broadcast(None)
    room.page.desk.open_step(CONCLUSION)
    room.answers.will("confirm", True)
    room.keys.type("10h30")
    room.keys.press("Ctrl+Return")
    hands.until(lambda: not room.desk.runner.busy, "minutes kept")


def kept(room: Room) -> list[tuple[papers.PaperKind, bool]]:
    rows = papers.issued(room.place.session, room.view.row.uid)
    return [(row.kind, row.superseded is not None) for row in rows]


def test_closing_locks_and_keeps_the_minutes_and_opening_again_marks_them(room: Room) -> None:
    room.meet()
    close(room)
    assert (room.view.row.status, room.view.row.ends) == (MeetingStatus.CLOSED, "10:30")
    assert room.states() == [State.REVIEWED] * 3
    assert kept(room) == [(papers.PaperKind.MEETING_MINUTES, False)]
    room.page.desk.open_step(VOTES)
    assert not room.page.desk.votes.menu_button.isEnabled()
    room.page.desk.open_step(CONCLUSION)
    room.answers.will("ask_reason", "Ghi nhầm số")
    room.page.desk.conclusion.reopen_button.click()
    assert (room.view.row.status, kept(room)) == (
        MeetingStatus.OPEN,
        [(papers.PaperKind.MEETING_MINUTES, True)],
    )
    assert "không còn đúng" in room.page.desk.conclusion.state._text.text()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("25h", "Giờ kết thúc “25h” không đọc được."),
        ("7h", "Giờ kết thúc phải sau giờ bắt đầu."),
    ],
)
def test_ending_time_that_cannot_be_is_refused_at_its_field(
    room: Room, typed: str, said: str
) -> None:
    room.meet(starts="8h")
    room.page.desk.open_step(CONCLUSION)
    room.keys.type(typed)
    room.keys.press("Alt+1")
    assert room.page.desk.steps.current() == CONCLUSION
    problem = room.page.desk.conclusion.form["ends"].problem()
    assert problem.startswith(said)
    assert room.answers.said == []


def test_what_stands_against_closing_is_listed_and_leads_there(room: Room) -> None:
    room.meet()
    room.page.desk.open_step(CONCLUSION)
    part = room.page.desk.conclusion
    assert [line.text for line in part.against.shown] == [
        f"“{item.name}”: Chưa biểu quyết." for item in room.view.items
    ]
    room.keys.press("Ctrl+Return")
    assert room.answers.said[0][0] == "error"
    part.against.chosen.emit("review", room.view.items[1].uid)
    assert room.page.desk.steps.current() == VOTES
    assert room.page.desk.votes.table.selected_numbers() == [1]


def test_second_round_is_made_from_what_was_left_to_it(room: Room) -> None:
    room.meet()
    room.page.desk.open_step(VOTES)
    room.keys.enter()
    room.page.desk.votes.table.select_row(2)
    room.keys.press("F12")
    first = room.view.row.uid
    room.page.desk.open_step(CONCLUSION)
    room.answers.will("confirm", True)
    room.keys.press("Ctrl+Return")
    hands.until(lambda: not room.desk.runner.busy, "minutes kept")
    room.page.desk.conclusion.second_button.click()
    assert (room.view.row.round, room.view.row.follows) == (2, first)
    assert [item.name for item in room.view.items] == [
        meeting(room.place.session, first).items[2].name
    ]


def test_minutes_are_shown_from_the_conclusion(room: Room) -> None:
    room.meet()
    close(room)
    titles: list[str] = []

    def look(dialog: PaperDialog) -> None:
        titles.append(dialog.windowTitle())
        dialog.close_button.click()

    with hands.on(PaperDialog, look):
        room.keys.press("Ctrl+P")
    assert [title[:8] for title in titles] == ["Biên bản"]


# notice


def test_notice_from_first_day_to_its_end(room: Room) -> None:
    room.meet()
    close(room)
    session, part = room.place.session, room.page.desk.notice
    room.keys.press("Ctrl+Return")
    assert room.page.desk.steps.current() == NOTICE

    def begin(dialog: NoticeDialog) -> None:
        dialog.form["days"].set_text("0")
        dialog.save_button.click()
        assert dialog.form["days"].problem()
        dialog.form["days"].set_text("2")
        dialog.form["place"].set_text("Nhà văn hóa (mẫu)")

    with hands.on(NoticeDialog, save(begin)):
        part.set_button.click()

    def hear(dialog: OpinionDialog) -> None:
        dialog.form["item"].set_value(room.view.items[0].uid)
        dialog.form["text"].set_text("Đề nghị xem lại.")

    with hands.on(OpinionDialog, save(hear)):
        room.keys.press("F3")
    session.clock = Clock.fixed(session.today().replace(day=17))
    room.desk.work.broadcast(None)
    with hands.on(
        CloseNoticeDialog, lambda dialog: (dialog.save_button.click(), hands.force_closed(dialog))
    ):
        part.close_button.click()
    assert room.answers.said[-1] == ("error", "Còn 1 ý kiến chưa ghi nội dung trả lời.")

    def answer(dialog: OpinionDialog) -> None:
        dialog.form["answer"].set_text("Đã kiểm tra, đúng như hồ sơ.")

    part.table.select_row(0)
    with hands.on(OpinionDialog, save(answer)):
        part.answer_button.click()
    room.answers.will("ask_reason", "Cần kiểm tra lại thực địa")
    part.back_button.click()
    assert room.states()[0] is State.APPRAISED
    with hands.on(CloseNoticeDialog, lambda dialog: dialog.save_button.click()):
        part.close_button.click()
    found = public_notice.notice(session, room.view.row.uid)
    assert (found.status, found.unanswered) == (NoticeStatus.CLOSED, 0)
    room.keys.press("Esc")
    assert room.page.list.table.selected_rows()[0].status == NoticeStatus.CLOSED.label


def test_meeting_is_found_from_a_registration_and_removed_while_open(room: Room) -> None:
    room.meet()
    registration = room.view.items[1].registration
    uid = room.view.row.uid
    room.keys.press("Esc")
    assert not room.page.in_meeting
    room.desk.work.go("review", registration)
    assert (room.page.desk.uid, room.page.desk.votes.table.selected_numbers()) == (uid, [1])
    room.keys.press("Esc")
    room.answers.will("confirm", True)
    room.keys.press("Del")
    assert meetings.meetings(room.place.session, room.place.plan.id, room.place.year) == ()


def test_more_than_a_quota_holds_is_said_and_settled_by_one_button(
    qapp: QApplication, tmp_path: Path, answers: Answers
) -> None:
    place = with_quotas(open_place(tmp_path / "Dữ liệu"))  # 40 % of 6, rounded down: two
    view = voted(place, 5, 4, 4, 3, 2, 1)
    desk = Desk(place.session, answers)
    desk.open()
    desk.window.go("review", view.row.uid)
    room = Room(place, desk, answers, Keyboard())
    room.page.desk.open_step(VOTES)
    part = room.page.desk.votes
    assert "03 mục vượt số lượng hoặc ngang phiếu ở suất cuối." in part.quota._text.text()
    part.hold_button.click()
    assert [item.result for item in room.view.items][:4] == [
        Result.RECOGNISED,
        Result.SECOND_ROUND,
        Result.SECOND_ROUND,
        Result.NOT_RECOGNISED,
    ]
    assert not part.quota.isVisible()
    desk.close()
    place.session.close()
