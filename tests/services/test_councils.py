"""Councils and teams an office keeps, over a real folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from danvan_desktop.domain.vote_rules import Denominator, VoteRules
from danvan_desktop.domain.voting import Role
from danvan_desktop.errors import FieldError
from danvan_desktop.services import councils, meetings
from danvan_desktop.services.councils import CouncilKind, MemberDraft
from tests.services.judging_factories import Place, open_place
from tests.services.meeting_factories import COUNCIL, MEMBERS, held


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = open_place(tmp_path)
    yield found
    found.session.close()


def test_council_is_kept_as_typed(place: Place) -> None:
    rules = VoteRules(denominator=Denominator.MEMBERS, threshold=Fraction(2, 3), strict=False)
    draft = replace(
        COUNCIL,
        body=place.body,
        decision_number="12-QĐ/ĐU",
        decision_date=date(2026, 2, 5),
        rules=rules,
    )
    uid = councils.add_council(place.session, draft).uid
    found = councils.council(place.session, uid)
    assert [(one.name, one.position, one.role) for one in found.members] == [
        (one.name, one.position, one.role) for one in MEMBERS
    ]
    assert (found.rules, found.row.members, found.row.body) == (rules, 5, place.body)


def test_council_edited_keeps_who_stays_and_meetings_keep_theirs(place: Place) -> None:
    uid = councils.add_council(place.session, COUNCIL).uid
    draft = meetings.propose_meeting(place.session, place.plan.id, place.year, uid)
    planned = meetings.plan_meeting(place.session, draft).uid
    before = councils.council(place.session, uid)
    changed = replace(before.draft, members=before.members[1:])
    councils.edit_council(place.session, uid, changed)
    after = councils.council(place.session, uid)
    assert [one.uid for one in after.members] == [one.uid for one in before.members[1:]]
    assert len(meetings.meeting(place.session, planned).members) == 5


def test_copied_council_waits_for_its_decision(place: Place) -> None:
    uid = councils.add_council(place.session, replace(COUNCIL, decision_number="12-QĐ/ĐU")).uid
    copied = councils.copy_council(place.session, uid).uid
    found = councils.council(place.session, copied)
    assert (found.row.name, found.row.decision_number) == ("Hội đồng bình xét (mẫu) (bản sao)", "")
    assert [one.name for one in found.members] == [one.name for one in MEMBERS]
    councils.retire_council(place.session, uid)
    assert [row.uid for row in councils.councils(place.session)] == [copied]
    assert len(councils.councils(place.session, retired=True)) == 2


def test_council_of_last_year_is_the_one_that_sat(place: Place) -> None:
    assert councils.from_last_year(place.session, place.plan.id, place.year + 1) is None
    held(place, rules={"secretary_votes": False})
    found = councils.from_last_year(place.session, place.plan.id, place.year + 1)
    assert found is not None
    assert [one.name for one in found.members] == [one.name for one in MEMBERS]
    assert found.rules is not None
    assert not found.rules.secretary_votes


def test_proposed_council_has_the_seats_of_the_programme(place: Place) -> None:
    found = councils.propose_council(place.session, place.plan.id)
    assert [one.role for one in found.members] == [
        Role.CHAIR,
        Role.MEMBER,
        Role.MEMBER,
        Role.MEMBER,
        Role.SECRETARY,
    ]
    team = councils.propose_council(place.session, place.plan.id, CouncilKind.APPRAISAL)
    assert team.kind is CouncilKind.APPRAISAL


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"members": (*MEMBERS, MemberDraft("Chủ tịch khác (mẫu)", "", Role.CHAIR))}, "members"),
        ({"members": (MEMBERS[2], MEMBERS[2])}, "members"),
        ({"members": tuple(MemberDraft(f"Người {n} (mẫu)") for n in range(100))}, "members"),
        ({"rules": VoteRules(secret=True)}, "whole_list"),
        ({"decision_number": "1" * 61}, "decision_number"),
    ],
)
def test_council_with_a_wrong_field(place: Place, changes: dict[str, object], field: str) -> None:
    with pytest.raises(FieldError) as caught:
        councils.add_council(place.session, replace(COUNCIL, **changes))  # type: ignore[arg-type]
    assert caught.value.field == field


def test_two_councils_of_one_name_are_refused(place: Place) -> None:
    councils.add_council(place.session, COUNCIL)
    with pytest.raises(FieldError) as caught:
        councils.add_council(place.session, replace(COUNCIL, name="HỘI ĐỒNG BÌNH XÉT (mẫu)"))
    assert caught.value.field == "name"
