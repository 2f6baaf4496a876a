"""Equals at the edge of a quota: a meeting that follows the one they came out of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.voting import Counts
from danvan_desktop.domain.workflow import State
from danvan_desktop.errors import UserError
from danvan_desktop.services import (
    evaluation,
    locks,
    meeting_closing,
    meeting_votes,
    meetings,
    second_rounds,
)
from danvan_desktop.services.locks import Locked
from danvan_desktop.services.score_sheets import sheets_of
from tests.services.judging_factories import Place, open_place
from tests.services.meeting_factories import MEMBERS, assessed, held
from tests.services.test_recognition import state


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = open_place(tmp_path / "dữ liệu")
    yield found
    found.session.close()


def closed(place: Place) -> tuple[str, list[str]]:
    """A closed meeting that passed everything on its list, and what was on it."""
    view = held(place)
    counts = Counts(issued=5, collected=5, invalid=0, agreeing=5, against=0)
    meeting_votes.set_list_vote(place.session, view.row.uid, counts)
    meeting_votes.accept_proposed(place.session, view.row.uid)
    meeting_closing.close_meeting(place.session, view.row.uid, ends="10h")
    return view.row.uid, [item.registration for item in view.items]


def test_equals_without_a_meeting_go_to_the_usual_council(place: Place) -> None:
    uids = assessed(place, "Một (mẫu)", "Hai (mẫu)")
    made = meetings.meeting(place.session, second_rounds.plan(place.session, uids).uid)
    assert [item.registration for item in made.items] == uids
    assert made.row.round == 1


def test_equals_of_one_meeting_go_to_its_second_round(place: Place) -> None:
    before, uids = closed(place)
    made = meetings.meeting(place.session, second_rounds.plan(place.session, uids).uid)
    assert (made.row.round, made.row.follows) == (2, before)
    assert [member.name for member in made.members] == [member.name for member in MEMBERS]
    with pytest.raises(UserError):
        second_rounds.plan(place.session, uids)


def test_closed_meeting_locks_its_sheets_until_it_is_opened_again(place: Place) -> None:
    meeting, uids = closed(place)
    session = place.session
    assert [state(place, uid) for uid in uids] == [State.REVIEWED] * 2
    (sheet,) = sheets_of(session, uids[0])
    with pytest.raises(UserError, match="làm căn cứ cho Biên bản họp"):
        evaluation.reopen(session, sheet.uid, "Chấm nhầm (mẫu)")
    meeting_closing.reopen_meeting(session, meeting, "Kiểm phiếu sai (mẫu)")
    assert locks.holds(session, Locked.SHEET, sheet.uid) == ()
    evaluation.reopen(session, sheet.uid, "Chấm nhầm (mẫu)")
    assert state(place, uids[0]) is State.REGISTERED
