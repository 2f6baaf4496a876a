"""Every paper that has a Word file, made from real records, hostile names among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from danvan_desktop.domain.sheets import Stage
from danvan_desktop.domain.voting import Presence
from danvan_desktop.services import (
    certificates,
    comparison,
    meeting_closing,
    meeting_items,
    meeting_votes,
    meetings,
    paper_desk,
    papers,
    recognition,
    visits,
)
from danvan_desktop.services.meeting_view import MeetingView, meeting
from danvan_desktop.services.meetings import Attendance
from danvan_desktop.services.paper_specs import SPECS, Scope
from danvan_desktop.services.papers import FORM_LAYOUTS, Paper
from tests.services.award_factories import give_awards, set_figures
from tests.services.judging_factories import Place, assess, register
from tests.services.meeting_factories import held
from tests.services.test_meeting_papers import CAST
from tests.services.test_recognition import drafted, give_authority
from tests.services.test_visits import complete, make_team

LONG = ("Vận động Nhân dân hiến đất mở rộng đường trục thôn, chỉnh trang ngõ xóm " * 3)[:200]
NAMES = (LONG.strip(), "Ạ", "Mô hình <b>số 1</b> & “khéo” {{ so_ky_hieu }} {% x %} ]]> &amp;")


def papers_of_a_year(place: Place, *, awarded: bool = True) -> Iterator[Paper]:
    """The papers in the order of the year; those that need awards only where they can be given."""
    uids = [register(place, name) for name in NAMES]
    yield from _of_registrations(place, uids)
    yield from _of_visits(place, uids)
    yield from _of_meetings(place)
    yield from _of_decision(place, uids)
    if awarded:
        yield from _of_the_desk(place, uids[0])


def _of_registrations(place: Place, uids: list[str]) -> Iterator[Paper]:
    session, plan, year = place.session, place.plan, place.year
    for layout in FORM_LAYOUTS:
        yield papers.registration_form(session, uids[2], layout=layout)
        yield papers.registration_form(session, uids[0], layout=layout, blank=True)
    yield papers.registration_list_pdf(session, plan.id, year)
    yield papers.follow_up_sheet(session, uids[1])
    yield papers.score_sheet(session, uids[0], blank=True)
    yield papers.blank_sheets_of(session, uids)
    yield papers.score_tables(session, plan.id, year, ())
    for uid in uids:
        assess(place, uid, stage=Stage.SELF)
        assess(place, uid)
    yield papers.score_sheet(session, uids[0])
    board = comparison.board(session, plan.id, year)
    yield papers.comparison_summary(session, board, [row.uid for row in board.rows])


def _of_visits(place: Place, uids: list[str]) -> Iterator[Paper]:
    session, key = place.session, (place.plan.id, place.year)
    visits.plan(session, *key, uids[:2], council=make_team(session), on=session.today())
    first, second = (row.uid for row in visits.visits(session, *key))
    yield papers.blank_visit_minutes(session, [first, second])
    yield papers.visit_schedule(session, *key)
    visits.save_minutes(session, first, complete(session))
    visits.finish(session, first)
    yield papers.visit_minutes(session, first)
    yield papers.visit_report(session, *key)


def _of_meetings(place: Place) -> Iterator[Paper]:
    session = place.session
    for secret in (True, False):
        name = f"Mô hình họp {'kín' if secret else 'giơ tay'} (mẫu)"
        view = held(place, name, rules={"secret": secret, "written": True, "whole_list": False})
        yield from _of_meeting(place, view)
        if secret:
            _vote(place, view)
        yield papers.count_minutes(session, view.row.uid)
        yield papers.meeting_minutes(session, view.row.uid)
    yield papers.public_notice(session, view.row.uid)


def _of_meeting(place: Place, view: MeetingView) -> Iterator[Paper]:
    session, uid = place.session, view.row.uid
    yield papers.meeting_minutes(session, uid)
    for each in (False, True):
        yield papers.meeting_invitation(session, uid, each=each)
        yield papers.ballot(session, uid, each_item=each)
    found = [
        Attendance(view.members[2].uid, Presence.WRITTEN, "đi học"),
        Attendance(view.members[3].uid, Presence.WRITTEN, "ốm <nặng> & mệt"),
    ]
    yield papers.written_opinion(session, uid)
    meetings.set_attendance(session, uid, found)
    yield papers.written_opinion(session, uid)
    yield papers.count_minutes(session, uid)


def _vote(place: Place, view: MeetingView) -> None:
    session = place.session
    for item in view.items:
        meeting_items.set_discussion(session, item.uid, "Cần ghi rõ số hộ <tham gia>")
        counts = replace(CAST, written_sent=2, written_returned=2, written_agreeing=2)
        meeting_votes.set_vote(session, item.uid, counts)
    meeting_closing.close_meeting(session, view.row.uid, ends="11h")
    assert meeting(session, view.row.uid).row.ends


def _of_decision(place: Place, uids: list[str]) -> Iterator[Paper]:
    session = place.session
    if not place.plan.authorities:
        give_authority(place)
    decision = drafted(place, *uids, signer="Người ký (mẫu)")
    yield papers.decision(session, decision)
    recognition.set_number_and_date(session, decision, "05", session.today())
    yield papers.decision(session, decision)
    view = recognition.decision(session, decision)
    certificates.issue(session, decision, [line.uid for line in view.lines])
    first, *_ = certificates.register(session, place.year)
    certificates.spoil(session, first.uid, "In lệch & nhòe")
    yield papers.certificate_register(session, place.year, place.body)


def _of_the_desk(place: Place, registration: str) -> Iterator[Paper]:
    """Papers of words; those a record draws came before."""
    session = place.session
    give_awards(place)
    set_figures(session)
    abouts = {Scope.YEAR: "", Scope.REGISTRATION: registration, Scope.COUNCIL: make_team(session)}
    for one in SPECS:
        if one.module != "record_papers":
            about = abouts[one.scope]
            draft = paper_desk.begin(session, one.kind, place.plan.id, place.year, about=about)
            yield paper_desk.paper(session, draft)
