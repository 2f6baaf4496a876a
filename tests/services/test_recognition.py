"""From candidates to a decision with number and date, under every shipped programme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from danvan_desktop.domain import workflow
from danvan_desktop.domain.criteria import Grade
from danvan_desktop.domain.units import BodyKind, SubjectKind
from danvan_desktop.domain.voting import Counts
from danvan_desktop.domain.workflow import State, StepKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.services import (
    authority,
    candidates,
    certificates,
    decision_wording,
    meeting_closing,
    meeting_votes,
    recognition,
    registrations,
    units,
)
from danvan_desktop.services.decision_view import AboveDraft, DecisionStatus, LineDraft
from danvan_desktop.services.facts import facts_of
from tests.services import meeting_factories
from tests.services.judging_factories import SHIPPED, Place, assess, open_place, register


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = open_place(tmp_path / "dữ liệu")
    yield found
    found.session.close()


def state(place: Place, uid: str) -> State:
    return workflow.state(facts_of(place.session, uid), place.session.office_uid)


def drafted(place: Place, *uids: str, **changes: object) -> str:
    """Uid of a draft decision on these registrations."""
    plan, session = place.plan, place.session
    draft = recognition.propose_draft(session, plan.id, place.year, place.body, uids)
    draft = replace(draft, **{"signer": "Người ký (mẫu)", **changes})  # type: ignore[arg-type]
    return recognition.draft_decision(session, draft).uid


def issued(place: Place, *uids: str, number: str = "05") -> str:
    uid = drafted(place, *uids, override_reason="Cấp trên giao (mẫu)")
    recognition.set_number_and_date(place.session, uid, number, date(place.year, 11, 20))
    return uid


def give_authority(place: Place) -> None:
    """The office's answer where the paper names no deciding body."""
    level = place.plan.levels[0].code
    titles = tuple(title.code for title in place.plan.titles)
    answer = authority.OfficeAuthority(place.body, level, titles, "Quy chế của đơn vị (mẫu)")
    authority.set_answers(place.session, place.plan.id, [answer])


@pytest.mark.parametrize("programme_id", SHIPPED)
def test_whole_way_to_the_certificate_under_every_programme(
    tmp_path: Path, programme_id: str
) -> None:
    place = open_place(tmp_path, programme_id)
    session, plan, year = place.session, place.plan, place.year
    kinds = [kind for kind in SubjectKind if any(kind in one.subject_kinds for one in plan.titles)]
    uids = [register(place, f"Mô hình {kind.label} (mẫu)", kind=kind) for kind in kinds]
    for uid in uids:
        assess(place, uid)
    if not authority.authority(session, plan, place.body):
        give_authority(place)
    found = candidates.candidates(session, plan.id, year)
    assert sorted(item.registration.uid for item in found) == sorted(uids)
    assert [item.reasons for item in found] == [()] * len(uids)
    decision = drafted(place, *uids)
    assert [state(place, uid) for uid in uids] == [State.APPRAISED] * len(uids)
    recognition.set_number_and_date(session, decision, "05", date(year, 11, 20))
    assert [state(place, uid) for uid in uids] == [State.RECOGNISED] * len(uids)
    view = recognition.decision(session, decision)
    assert (view.row.number, view.row.status) == ("05", DecisionStatus.ISSUED)
    certificates.issue(session, decision, [line.uid for line in view.lines])
    rows = certificates.register(session, year)
    assert [row.number_text for row in rows] == [
        f"{number:02d}/{year}" for number in range(1, len(uids) + 1)
    ]
    session.close()


def test_body_without_authority_needs_a_reason(place: Place) -> None:
    uid = register(place)
    assess(place, uid)
    cell = units.add_body(
        place.session,
        units.BodyDraft(
            "Hội Nông dân xã Mẫu", BodyKind.FARMERS_UNION, units.units(place.session)[0].uid
        ),
    ).uid
    with pytest.raises(FieldError) as caught:
        drafted(place, uid, body=cell)
    assert caught.value.field == "override_reason"
    assert drafted(place, uid, body=cell, override_reason="Đảng ủy giao (mẫu)")


def test_authority_follows_kind_and_tier_of_the_body(place: Place) -> None:
    powers = authority.authority(place.session, place.plan, place.body)
    assert [(power.level, power.titles) for power in powers] == [
        ("xa", ("mo-hinh", "tieu-bieu", "dien-hinh"))
    ]


def test_office_answers_what_its_paper_leaves_open(tmp_path: Path) -> None:
    place = open_place(tmp_path, "mttq-cu-jut-2020")
    assert authority.authority(place.session, place.plan, place.body) == ()
    give_authority(place)
    (power,) = authority.authority(place.session, place.plan, place.body)
    assert (power.level, power.titles, power.set_by_office) == ("xa", ("dien-hinh",), True)
    authority.set_answers(place.session, place.plan.id, [])
    assert authority.authority(place.session, place.plan, place.body) == ()
    place.session.close()


def test_registration_that_does_not_pass_is_refused_by_name(place: Place) -> None:
    uid = register(place, "Vườn rau sạch (mẫu)")
    assess(place, uid, Grade.NOT_MET)
    (found,) = candidates.candidates(place.session, place.plan.id, place.year)
    assert not found.ready
    with pytest.raises(UserError, match=r"Vườn rau sạch \(mẫu\)"):
        drafted(place, uid)


def test_meeting_decides_where_the_sheets_do_not_agree(place: Place) -> None:
    uid = register(place)
    assess(place, uid, assessor="Thành viên 1 (mẫu)")
    assess(place, uid, Grade.NOT_MET, assessor="Thành viên 2 (mẫu)")
    assert not candidates.candidates(place.session, place.plan.id, place.year)[0].ready
    registrations.record_step(place.session, uid, StepKind.REVIEW_PASSED)
    assert candidates.candidates(place.session, place.plan.id, place.year)[0].ready


def test_registration_in_a_draft_is_not_offered_twice(place: Place) -> None:
    uid = register(place)
    assess(place, uid)
    first = drafted(place, uid)
    with pytest.raises(UserError, match="dự thảo quyết định khác"):
        drafted(place, uid)
    recognition.edit_decision(
        place.session,
        first,
        replace(recognition.decision(place.session, first).draft(), signer="Người ký (mẫu)"),
    )
    recognition.withdraw_draft(place.session, first)
    assert drafted(place, uid)


def test_edit_keeps_the_lines_that_stay(place: Place) -> None:
    uids = [register(place, f"Mô hình {number} (mẫu)") for number in range(3)]
    for uid in uids:
        assess(place, uid)
    decision = drafted(place, *uids)
    before = {line.registration: line.uid for line in view_lines(place, decision)}
    draft = recognition.decision(place.session, decision).draft()
    changed = replace(draft, lines=(draft.lines[2], draft.lines[0]))
    recognition.edit_decision(place.session, decision, changed)
    after = [(line.registration, line.uid) for line in view_lines(place, decision)]
    assert after == [(uids[2], before[uids[2]]), (uids[0], before[uids[0]])]


def view_lines(place: Place, decision: str):  # type: ignore[no-untyped-def]
    return recognition.decision(place.session, decision).lines


def test_number_is_refused_twice_within_a_term_of_the_party(place: Place) -> None:
    uids = [register(place, f"Mô hình {number} (mẫu)") for number in range(2)]
    for uid in uids:
        assess(place, uid)
    issued(place, uids[0], number="05-QĐ/ĐU")
    second = drafted(place, uids[1])
    with pytest.raises(FieldError) as caught:
        recognition.set_number_and_date(place.session, second, "5", date(2030, 12, 1))
    assert caught.value.field == "number"
    assert recognition.last_number(place.session, second, date(2030, 12, 1)) == "05"
    recognition.set_number_and_date(place.session, second, "6", date(2030, 12, 1))


@pytest.mark.parametrize("day", [date(2030, 2, 9), date(2030, 12, 16)])
def test_date_before_registration_or_after_today_is_refused(place: Place, day: date) -> None:
    uid = register(place)
    assess(place, uid)
    decision = drafted(place, uid)
    with pytest.raises(FieldError) as caught:
        recognition.set_number_and_date(place.session, decision, "05", day)
    assert caught.value.field == "date"
    assert state(place, uid) is State.APPRAISED


def test_correction_of_an_issued_number_needs_a_reason_and_no_certificate(place: Place) -> None:
    uid = register(place)
    assess(place, uid)
    decision = issued(place, uid)
    day = date(2030, 11, 20)
    with pytest.raises(FieldError):
        recognition.set_number_and_date(place.session, decision, "06", day)
    recognition.set_number_and_date(place.session, decision, "06", day, reason="Gõ nhầm số")
    (line,) = view_lines(place, decision)
    certificates.issue(place.session, decision, [line.uid])
    with pytest.raises(UserError, match="Đã cấp giấy chứng nhận"):
        recognition.set_number_and_date(place.session, decision, "07", day, reason="Gõ nhầm số")


def test_decision_from_above_recognises_here_and_again_at_its_level(place: Place) -> None:
    uid = register(place)
    assess(place, uid)
    issued(place, uid)
    above = AboveDraft(
        place.plan.id,
        place.year,
        "Tỉnh ủy Mẫu",
        "12-QĐ/TU",
        date(2030, 12, 1),
        (LineDraft(uid, "mo-hinh", "tinh"),),
    )
    recognition.enter_from_above(place.session, above)
    with pytest.raises(UserError):
        recognition.enter_from_above(place.session, above)
    rows = recognition.decisions(place.session, place.plan.id, place.year)
    assert [(row.issuer_name, row.level_name) for row in rows] == [
        ("Tỉnh ủy Mẫu", "Cấp tỉnh"),
        ("Đảng ủy xã Mẫu", "Cấp xã"),
    ]


def test_same_person_again_in_the_year_is_warned_about(place: Place) -> None:
    first = register(place, "", kind=SubjectKind.INDIVIDUAL)
    assess(place, first)
    issued(place, first)
    again = register(place, "", kind=SubjectKind.INDIVIDUAL, title="dien-hinh")
    assess(place, again)
    (found,) = candidates.candidates(place.session, place.plan.id, place.year)
    assert found.ready
    assert found.warnings == (
        "Đã được công nhận trong năm 2030 tại Quyết định số 05-QĐ/ĐU ngày 20/11/2030.",
    )


def test_title_given_from_recognition_waits_for_it(tmp_path: Path) -> None:
    place = open_place(tmp_path, "ban-dan-van-tinh-uy-2016-2020")
    model = register(place, year=2019)
    initiative = registrations.draft_of(place.session, model)[0].initiative
    exemplar = register(place, title="dien-hinh", initiative=initiative)
    for uid in (model, exemplar):
        assess(place, uid)
    (found,) = candidates.candidates(place.session, place.plan.id, place.year)
    assert found.reasons == (
        "Điển hình “Dân vận khéo” chỉ xét từ đối tượng đã được công nhận Mô hình “Dân vận khéo”.",
    )
    before = recognition.propose_draft(place.session, place.plan.id, 2019, place.body, [model])
    decision = recognition.draft_decision(place.session, before).uid
    recognition.set_number_and_date(place.session, decision, "05", date(2019, 11, 20))
    (found,) = candidates.candidates(place.session, place.plan.id, place.year)
    assert found.ready
    place.session.close()


def test_revoked_recognition_keeps_its_line(place: Place) -> None:
    uid = register(place)
    assess(place, uid)
    decision = issued(place, uid)
    (line,) = view_lines(place, decision)
    with pytest.raises(FieldError):
        recognition.revoke(place.session, line.uid, "", date(2030, 12, 1))
    recognition.revoke(place.session, line.uid, "Kê khai sai (mẫu)", date(2030, 12, 1))
    (line,) = view_lines(place, decision)
    assert (line.revoked_on, line.revoked_reason) == (date(2030, 12, 1), "Kê khai sai (mẫu)")
    assert state(place, uid) is State.REVOKED


def test_bases_are_those_in_force_on_the_papers_date(place: Place) -> None:
    from danvan_desktop.domain.units import Channel

    def decrees(day: date) -> list[str]:
        words = decision_wording.bases(Channel.STATE, "UBND xã", place.plan, 2026, day)
        return [line.split()[5] for line in words if "Nghị định" in line]

    assert decrees(date(2025, 6, 30)) == ["98/2023/NĐ-CP"]
    assert decrees(date(2025, 7, 1)) == ["152/2025/NĐ-CP"]


def test_spoiled_number_stays_and_the_next_is_given(place: Place) -> None:
    uids = [register(place, f"Mô hình {number} (mẫu)") for number in range(3)]
    for uid in uids:
        assess(place, uid)
    decision = issued(place, *uids)
    lines = [line.uid for line in view_lines(place, decision)]
    certificates.issue(place.session, decision, lines[:2])
    first = certificates.register(place.session, 2030)[0]
    certificates.spoil(place.session, first.uid, "In lệch (mẫu)", reissue=True)
    certificates.issue(place.session, decision, lines[2:])
    rows = certificates.register(place.session, 2030)
    assert [(row.number, row.status.value, row.recognition) for row in rows] == [
        (1, "spoiled", lines[0]),
        (2, "valid", lines[1]),
        (3, "valid", lines[0]),
        (4, "valid", lines[2]),
    ]
    assert certificates.register_defects(place.session, 2030, place.body) == []
    with pytest.raises(UserError, match="đã có giấy chứng nhận số 02"):
        certificates.issue(place.session, decision, lines[1:2])


def test_certificates_wait_for_number_and_date(place: Place) -> None:
    uid = register(place)
    assess(place, uid)
    decision = drafted(place, uid)
    with pytest.raises(UserError, match="chưa có số, ngày"):
        certificates.issue(
            place.session, decision, [line.uid for line in view_lines(place, decision)]
        )


def test_decision_is_not_dated_before_the_meeting_it_rests_on(place: Place) -> None:
    session = place.session
    view = meeting_factories.held(place, "Đoạn đường tự quản (mẫu)")
    meeting_votes.set_list_vote(session, view.row.uid, Counts(agreeing=5, against=0))
    meeting_closing.close_meeting(session, view.row.uid)
    decision = drafted(place, view.items[0].registration)
    assert view.row.on is not None
    with pytest.raises(FieldError, match="trước ngày họp bình xét"):
        recognition.set_number_and_date(session, decision, "05", view.row.on - timedelta(days=1))
    recognition.set_number_and_date(session, decision, "05", view.row.on)
    assert state(place, view.items[0].registration) is State.RECOGNISED
