"""Awards: proposed from what was recognised, given or refused by a decision, never twice unseen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.domain.awards import AwardStatus
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.services import award_revocation, awards, candidates, exchange, recognition
from danvan_desktop.services.awards import AwardDecision, AwardDraft
from tests.services.judging_factories import Place, assess, open_place, register
from tests.services.test_recognition import issued

GIVER = "Ủy ban nhân dân xã Mẫu"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = open_place(tmp_path / "dữ liệu")
    yield found
    found.session.close()


def drafts(place: Place) -> list[AwardDraft]:
    """The usual draft for everyone who was recognised."""
    return [
        AwardDraft(
            recipient_name=one.recipient_name,
            subject_kind=one.subject_kind,
            kind="Giấy khen",
            achievement=one.achievement,
            giver_name=GIVER,
            registration=one.registration,
            recognition=one.recognition,
        )
        for one in awards.proposable(place.session, place.plan.id, place.year)
    ]


def recognised(place: Place, *names: str) -> list[str]:
    uids = [register(place, name) for name in names]
    for uid in uids:
        assess(place, uid)
    issued(place, *uids)
    return uids


def proposed(place: Place, *names: str) -> list[str]:
    """Uids of awards proposed for new recognised initiatives."""
    recognised(place, *names)
    awards.propose(place.session, place.plan.id, place.year, drafts(place))
    return [row.uid for row in listed(place)]


def listed(place: Place) -> tuple[awards.AwardRow, ...]:
    return awards.awards(place.session, place.plan.id, place.year)


def decision(place: Place, **refused: str) -> AwardDecision:
    return AwardDecision("25/QĐ-UBND", date(place.year, 12, 10), GIVER, refused)


def test_recognised_are_proposed_with_the_usual_words(place: Place) -> None:
    recognised(place, "Đường hoa (mẫu)")
    (one,) = drafts(place)
    assert one.achievement == (
        "Đã có thành tích trong xây dựng, thực hiện mô hình “Đường hoa (mẫu)” trong phong trào "
        f"thi đua “Dân vận khéo” năm {place.year}"
    )
    awards.propose(place.session, place.plan.id, place.year, [one])
    assert [(row.status, row.draft()) for row in listed(place)] == [(AwardStatus.PROPOSED, one)]


def test_person_who_steered_needs_no_registration(place: Place) -> None:
    one = AwardDraft("Cán bộ (mẫu)", SubjectKind.INDIVIDUAL, "Giấy khen", "Tham mưu (mẫu)")
    awards.propose(place.session, place.plan.id, place.year, [one])
    assert [row.recipient_name for row in listed(place)] == ["Cán bộ (mẫu)"]
    register(place)
    found = dict(exchange.preview(place.session, place.plan.id, place.year))
    assert found["Khen thưởng"] == 1


def test_second_award_for_one_achievement_needs_a_reason(place: Place) -> None:
    proposed(place, "Đường hoa (mẫu)")
    session, plan, year = place.session, place.plan.id, place.year
    with pytest.raises(FieldError, match="đã được đề nghị tặng Giấy khen về") as caught:
        awards.propose(session, plan, year, drafts(place))
    assert caught.value.field == "reason"
    assert awards.proposable(session, plan, year)[0].warning == (
        "Đã được đề nghị tặng Giấy khen về thành tích này."
    )
    awards.propose(session, plan, year, drafts(place), reason="Khen bậc cao hơn (mẫu)")
    assert len(listed(place)) == 2


def test_decision_gives_and_refuses(place: Place) -> None:
    one, two = proposed(place, "Đường hoa (mẫu)", "Tổ hòa giải (mẫu)")
    given = decision(place)
    awards.decide(place.session, [one, two], replace(given, refused={two: "Chưa đủ hồ sơ (mẫu)"}))
    assert {row.uid: (row.status, row.decision_words, row.note) for row in listed(place)} == {
        one: (AwardStatus.GIVEN, f"Số 25/QĐ-UBND ngày 10/12/{place.year}", ""),
        two: (
            AwardStatus.REFUSED,
            f"Số 25/QĐ-UBND ngày 10/12/{place.year}",
            "Chưa đủ hồ sơ (mẫu)",
        ),
    }
    with pytest.raises(UserError, match="đã có quyết định"):
        awards.withdraw(place.session, [one])


def test_refusal_without_a_reason_changes_nothing(place: Place) -> None:
    (one,) = proposed(place, "Đường hoa (mẫu)")
    with pytest.raises(FieldError):
        awards.decide(place.session, [one], replace(decision(place), refused={one: " "}))
    assert [row.status for row in listed(place)] == [AwardStatus.PROPOSED]


def test_number_is_shared_in_one_decision_and_refused_on_another_day(place: Place) -> None:
    one, two = proposed(place, "Đường hoa (mẫu)", "Tổ hòa giải (mẫu)")
    awards.decide(place.session, [one], decision(place))
    later = replace(decision(place), date=date(place.year, 12, 12))
    with pytest.raises(FieldError, match="đã dùng cho quyết định khen thưởng ngày 10/12"):
        awards.decide(place.session, [two], later)
    awards.decide(place.session, [two], decision(place))
    assert {row.status for row in listed(place)} == {AwardStatus.GIVEN}


def test_decided_by_mistake_is_opened_again_with_a_reason(place: Place) -> None:
    (one,) = proposed(place, "Đường hoa (mẫu)")
    awards.decide(place.session, [one], decision(place))
    with pytest.raises(FieldError):
        award_revocation.reopen(place.session, one, "")
    award_revocation.reopen(place.session, one, "Nhập nhầm số (mẫu)")
    assert [(row.status, row.decision_words) for row in listed(place)] == [
        (AwardStatus.PROPOSED, "")
    ]


def test_awarded_registration_is_warned_about_among_candidates(place: Place) -> None:
    (uid,) = recognised(place, "Đường hoa (mẫu)")
    awards.propose(place.session, place.plan.id, place.year, drafts(place))
    (award,) = [row.uid for row in listed(place)]
    awards.decide(place.session, [award], decision(place))
    line = recognition.decision(
        place.session,
        recognition.decisions(place.session, place.plan.id, place.year)[0].uid,
    ).lines[0]
    assert line.registration == uid
    rows = candidates.evaluation_queries.registrations(place.plan.id, place.year)
    (found,) = candidates.examine(place.session, place.plan.id, rows)
    assert "Đã được tặng Giấy khen, Quyết định số 25/QĐ-UBND về thành tích này." in found.warnings


@pytest.mark.parametrize(
    ("kind", "giver", "recipient", "count"),
    [
        ("Giấy khen", "Ủy ban nhân dân xã Mẫu", "Tập thể thôn 1 (mẫu)", 0),
        ("Bằng khen", "Ủy ban nhân dân xã Mẫu", "Tập thể thôn 1 (mẫu)", 1),
        ("Giấy khen", "Đảng ủy xã Mẫu", "Tập thể thôn 1 (mẫu)", 1),
        ("Giấy khen", "Đảng ủy xã Mẫu", "Chi bộ thôn 1 (mẫu)", 0),
        ("Bằng khen", "Tỉnh ủy Mẫu", "Chi bộ thôn 1 (mẫu)", 0),
    ],
)
def test_unusual_kind_is_a_warning(kind: str, giver: str, recipient: str, count: int) -> None:
    draft = AwardDraft(recipient, SubjectKind.COLLECTIVE, kind, "Thành tích (mẫu)", giver)
    assert len(awards.warnings(draft)) == count
