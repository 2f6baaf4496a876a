"""An initiative over the years, in one view."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.services import (
    awards,
    carry_over,
    certificates,
    initiative_years,
    progress,
    recognition,
    registration_list,
)
from danvan_desktop.services.awards import AwardDecision, AwardDraft
from danvan_desktop.services.carry_over import CarryLine
from danvan_desktop.services.initiative_years import Happening
from tests.services.judging_factories import Place, assess, open_place, register
from tests.services.test_recognition import issued

YEAR = 2029


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = open_place(tmp_path / "dữ liệu")
    yield found
    found.session.close()


def carried(place: Place, uid: str) -> str:
    """Uid of the registration of the next year."""
    one = CarryLine(uid, "Nội dung (mẫu)", "", "")
    return carry_over.carry(place.session, place.plan.id, YEAR + 1, [one]).uid


def test_two_years_with_all_that_happened(place: Place) -> None:
    session = place.session
    first = register(place, "Đường hoa (mẫu)", year=YEAR)
    progress.add_note(session, first, date(YEAR, 6, 1), "Đã trồng 200 m (mẫu).")
    second = carried(place, first)
    assess(place, second)
    decision = issued(place, second)
    (line,) = recognition.decision(session, decision).lines
    certificates.issue(session, decision, [line.uid])
    draft = AwardDraft(
        line.recipient_name,
        SubjectKind.COLLECTIVE,
        "Giấy khen",
        "Thành tích (mẫu)",
        registration=second,
        recognition=line.uid,
    )
    awards.propose(session, place.plan.id, place.year, [draft])
    award = awards.awards(session, place.plan.id, place.year)[0].uid
    given = AwardDecision("25/QĐ-UBND", date(YEAR + 1, 12, 10), "UBND xã Mẫu", {})
    awards.decide(session, [award], given)
    view = initiative_years.of_registration(session, first)
    assert view == initiative_years.of_registration(session, second)
    assert (view.name, view.words) == (
        "Đường hoa (mẫu)",
        "2 năm (2029 - 2030), 1 lần được công nhận, 1 lần được khen thưởng",
    )
    assert [(one.year, one.recognised, one.awarded) for one in view.years] == [
        (2029, False, False),
        (2030, True, True),
    ]
    assert [(line.kind, line.words) for line in view.years[0].lines] == [
        (Happening.REGISTERED, "Đăng ký mới với Cấp ủy (mẫu)"),
        (Happening.PROGRESS, "1 ghi chép, 0 minh chứng"),
    ]
    assert [(line.kind, line.words) for line in view.years[1].lines if line.on] == [
        (Happening.RESULT, "Đạt"),
        (Happening.RECOGNISED, "Quyết định số 05-QĐ/ĐU của Đảng ủy xã Mẫu"),
        (Happening.CERTIFICATE, "Số 01"),
        (Happening.AWARD, "Đã khen thưởng: Giấy khen, Quyết định số 25/QĐ-UBND ngày 10/12/2030"),
    ]


def test_revoked_recognition_is_shown_and_does_not_count(place: Place) -> None:
    uid = register(place)
    assess(place, uid)
    (line,) = recognition.decision(place.session, issued(place, uid)).lines
    recognition.revoke(place.session, line.uid, "Không còn (mẫu)", date(place.year, 12, 1))
    (year,) = initiative_years.of_registration(place.session, uid).years
    assert (year.recognised, year.halted) == (False, True)
    assert year.lines[-1].kind is Happening.REVOKED


def test_exemplar_is_followed_by_name_and_place(place: Place) -> None:
    first = register(place, "", kind=SubjectKind.INDIVIDUAL, year=YEAR)
    register(place, "", kind=SubjectKind.INDIVIDUAL)
    view = initiative_years.of_registration(place.session, first)
    assert [one.year for one in view.years] == [2029, 2030]


def test_search_finds_initiatives_of_other_years(place: Place) -> None:
    first = register(place, "Đường hoa (mẫu)", year=YEAR)
    plan = place.plan.id
    found = initiative_years.in_other_years(place.session, "duong hoa", plan, YEAR + 1)
    assert [(one.registration, one.years) for one in found] == [(first, "2029")]
    assert initiative_years.in_other_years(place.session, "duong hoa", plan, YEAR) == ()
    assert registration_list.listing(place.session, plan, YEAR + 1).count() == 0
