"""What goes on for another year: chosen, adjusted, registered together, never twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.domain.registrations import Newness
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.services import (
    carry_over,
    journal,
    recognition,
    registration_list,
    registrations,
)
from danvan_desktop.services.carry_over import CarryLine
from tests.services.judging_factories import Place, assess, open_place, register
from tests.services.test_recognition import drafted

FROM, TO = 2026, 2027


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = open_place(tmp_path / "dữ liệu")
    yield found
    found.session.close()


def choices(place: Place, to_year: int = TO) -> dict[str, carry_over.CarryRow]:
    rows = carry_over.choices(place.session, place.plan.id, FROM, to_year)
    return {row.name: row for row in rows}


def line(uid: str, content: str = "Nội dung mới (mẫu)") -> CarryLine:
    return CarryLine(uid, content, "Trưởng thôn (mẫu)", "Thêm 20 hộ (mẫu)")


def test_carried_over_is_the_same_initiative_adjusted(place: Place) -> None:
    uid = register(place, "Đường hoa (mẫu)", year=FROM)
    day = date(TO, 1, 10)
    carry_over.carry(place.session, place.plan.id, TO, [line(uid)], day)
    (row,) = registration_list.all_rows(place.session, place.plan.id, TO)
    draft, _ = registrations.draft_of(place.session, row.uid)
    before, _ = registrations.draft_of(place.session, uid)
    assert (draft.initiative, draft.newness, draft.registered_on) == (
        before.initiative,
        Newness.SUSTAINED,
        day,
    )
    assert (draft.summary, draft.person_in_charge, draft.headings["goals"]) == (
        "Nội dung mới (mẫu)",
        "Trưởng thôn (mẫu)",
        "Thêm 20 hộ (mẫu)",
    )
    assert before.summary != draft.summary
    history = journal.history(place.session, row.uid)
    assert {entry.use_case for entry in history} == {f"Đăng ký duy trì cho năm {TO}"}


def test_nothing_is_carried_over_twice(place: Place) -> None:
    one = register(place, "Đường hoa (mẫu)", year=FROM)
    two = register(place, "Tổ hòa giải (mẫu)", year=FROM)
    carry_over.carry(place.session, place.plan.id, TO, [line(one)])
    found = choices(place)
    assert [(row.taken, row.proposed) for row in found.values()] == [(False, True), (True, False)]
    with pytest.raises(UserError, match="“Đường hoa \\(mẫu\\)” đã được đăng ký cho năm 2027"):
        carry_over.carry(place.session, place.plan.id, TO, [line(two), line(one)])
    assert registration_list.listing(place.session, place.plan.id, TO).count() == 1


def test_exemplar_without_an_initiative_is_carried_over_once(place: Place) -> None:
    uid = register(place, "", kind=SubjectKind.INDIVIDUAL, year=FROM)
    carry_over.carry(place.session, place.plan.id, TO, [line(uid)])
    with pytest.raises(UserError, match="đã được đăng ký cho năm"):
        carry_over.carry(place.session, place.plan.id, TO, [line(uid)])
    with pytest.raises(UserError, match="đã được đăng ký cho năm"):
        carry_over.carry(place.session, place.plan.id, TO + 1, [line(uid), line(uid)])


def test_faulty_line_saves_none(place: Place) -> None:
    one = register(place, "Đường hoa (mẫu)", year=FROM)
    two = register(place, "Tổ hòa giải (mẫu)", year=FROM)
    with pytest.raises(UserError, match="Tổ hòa giải \\(mẫu\\)”: Chưa nhập nội dung chính"):
        carry_over.carry(place.session, place.plan.id, TO, [line(one), line(two, " ")])
    assert registration_list.listing(place.session, place.plan.id, TO).count() == 0


def test_year_outside_the_programme_and_an_empty_choice_are_refused(place: Place) -> None:
    uid = register(place, "Đường hoa (mẫu)", year=FROM)
    with pytest.raises(FieldError, match="nằm ngoài thời gian"):
        carry_over.carry(place.session, place.plan.id, 2031, [line(uid)])
    with pytest.raises(FieldError, match="Chưa chọn mô hình"):
        carry_over.carry(place.session, place.plan.id, TO, [])


def test_recognised_come_first_and_what_stopped_is_not_proposed(place: Place) -> None:
    stopped = register(place, "A dừng (mẫu)", year=FROM)
    register(place, "B thường (mẫu)", year=FROM)
    recognised = register(place, "C công nhận (mẫu)", year=FROM)
    registrations.record_step(place.session, stopped, StepKind.STOPPED, reason="Hết vốn (mẫu)")
    assess(place, recognised)
    decision = drafted(place, recognised, year=FROM)
    recognition.set_number_and_date(place.session, decision, "05", date(FROM, 11, 20))
    found = choices(place)
    assert [(row.name, row.recognised, row.proposed) for row in found.values()] == [
        ("C công nhận (mẫu)", True, True),
        ("B thường (mẫu)", False, True),
        ("A dừng (mẫu)", False, False),
    ]
    assert found["A dừng (mẫu)"].against == "Đã dừng."
