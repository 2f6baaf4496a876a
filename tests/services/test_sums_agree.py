"""One set of numbers from the score sheets to the decision, whatever was marked and voted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.voting import Counts
from danvan_desktop.domain.workflow import State
from danvan_desktop.services import (
    comparison,
    final_results,
    meeting_closing,
    meeting_votes,
    meetings,
    papers,
    recognition,
    units,
)
from danvan_desktop.services.meeting_view import meeting
from danvan_desktop.services.registration_list import rows_of
from danvan_desktop.services.session import Session
from tests import factories
from tests.board_data import ID, YEAR, adopt, assess, enlist, register
from tests.documents.pdf_reading import whole_text
from tests.services.meeting_factories import MEMBERS

MARKS = st.lists(st.integers(1, 20), min_size=6, max_size=6)
VOTES = st.integers(0, 5)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = factories.make_session(tmp_path)
    yield opened
    opened.close()


def cells(paper: papers.Paper) -> str:
    """The text of a paper without spaces, since cells break lines where they like."""
    return re.sub(r"\s+", "", whole_text(paper.content))


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=MARKS, second=MARKS, votes=st.tuples(VOTES, VOTES), turn=st.permutations(range(3)))
def test_sheet_board_minutes_and_decision_agree(
    session: Session, first: list[int], second: list[int], votes: tuple[int, int], turn: list[int]
) -> None:
    plan = adopt(session, 2)
    names = [row.name for row in _panel(session)]
    uids = [register(session, plan, f"Mô hình {at} (mẫu)") for at in range(2)]
    for uid, marks in zip(uids, (first, second), strict=True):
        for at in turn:  # the order of assessors changes nothing
            points = [str(steps / 4) for steps in marks[at * 2 : at * 2 + 2]]
            assess(session, uid, names[at], points)
    board = comparison.board(session, ID, YEAR)
    means = [Fraction(sum(marks), 12) for marks in (first, second)]
    for uid, mean in zip(uids, means, strict=True):
        row = board.row(uid)
        assert row is not None
        assert row.total is not None
        assert abs(Fraction(row.total) - mean) <= Fraction(1, 200)
    finals = {uid: final_results.final_of(session, uid).words for uid in uids}
    uid = _closed_meeting(session, uids, votes)
    view = meeting(session, uid)
    printed = cells(papers.meeting_minutes(session, uid))
    counted = cells(papers.count_minutes(session, uid))
    summary = cells(papers.comparison_summary(session, board, uids))
    for item in view.items:
        row = board.row(item.registration)
        assert row is not None
        assert item.assessed == finals[item.registration]
        assert item.assessed.replace(" ", "") in printed
        assert row.result_words in summary
        assert row.result_words in item.assessed
        assert item.tally is not None
        share = f"{item.tally.agreeing:02d}/{item.tally.base:02d}({item.tally.percent})"
        assert share in printed
        assert share in counted
    _decision_names_those_the_meeting_passed(session, uids, printed)


def _panel(session: Session):  # type: ignore[no-untyped-def]
    from danvan_desktop.services import assessors

    if not assessors.assessors(session, ID, YEAR):
        enlist(session, 3)
    return assessors.assessors(session, ID, YEAR)


def _closed_meeting(session: Session, uids: list[str], votes: tuple[int, int]) -> str:
    draft = meetings.propose_meeting(session, ID, YEAR)
    rules = replace(draft.rules, whole_list=False)
    uid = meetings.plan_meeting(session, replace(draft, members=MEMBERS, rules=rules), uids).uid
    for item, agreeing in zip(meeting(session, uid).items, votes, strict=True):
        meeting_votes.set_vote(session, item.uid, Counts(agreeing=agreeing, against=5 - agreeing))
    meeting_closing.close_meeting(session, uid)
    return uid


def _decision_names_those_the_meeting_passed(
    session: Session, uids: list[str], printed: str
) -> None:
    states = {row.uid: row.state for row in rows_of(session, ID, uids)}
    passed = [uid for uid in uids if states[uid] is State.REVIEWED]
    said = re.search(r"đềnghịcôngnhận(\d\d)[;.]", printed)
    assert int(said[1] if said else 0) == len(passed)
    if not passed:
        return
    body = units.bodies(session, own_only=True)[0].uid
    draft = recognition.propose_draft(session, ID, YEAR, body, passed)
    decision = recognition.draft_decision(session, replace(draft, override_reason="Mẫu")).uid
    annex = cells(papers.decision(session, decision))
    assert f"Côngnhận{len(passed):02d}" in annex
    recognition.withdraw_draft(session, decision)
