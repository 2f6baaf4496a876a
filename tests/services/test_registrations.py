"""Registering, changing and the steps of a registration, in a real data folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.domain.workflow import State, StepKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.services import adoption, backup, journal, registration_list, registrations
from danvan_desktop.services.session import Session
from tests import factories

PLAN = factories.PROGRAMME


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = factories.make_session(tmp_path / "Dữ liệu 2026")
    yield opened
    assert backup.doctor(opened) == []
    opened.close()


def test_register_shows_the_row_with_its_state(session: Session) -> None:
    plan = adoption.programme(session, PLAN)
    factories.register(session, plan, 2026, "Đường hoa (mẫu)")
    (row,) = registration_list.all_rows(session, PLAN, 2026)
    assert (row.name, row.unit_name, row.subject_name, row.state) == (
        "Đường hoa (mẫu)",
        "Tổ dân phố 2",
        "Tổ dân phố 2",
        State.REGISTERED,
    )


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"name": "  "}, "name", "Chưa nhập tên mô hình, điển hình."),
        ({"unit": ""}, "unit", "Chưa chọn đơn vị, địa bàn."),
        ({"summary": ""}, "summary", "Chưa nhập nội dung chính."),
        ({"sector": "không có"}, "sector", "Chưa chọn lĩnh vực."),
        ({"title": "không có"}, "title", "Chưa chọn danh hiệu đề nghị."),
        ({"level": ""}, "level", "Chưa chọn cấp đề nghị công nhận."),
    ],
)
def test_register_with_a_wrong_field_saves_nothing(
    session: Session, change: dict[str, str], field: str, message: str
) -> None:
    plan = adoption.programme(session, PLAN)
    with pytest.raises(FieldError) as error:
        registrations.register(
            session, PLAN, 2026, replace(factories.draft(session, plan), **change)
        )
    assert (error.value.field, error.value.what) == (field, message)
    assert registration_list.listing(session, PLAN, 2026).count() == 0


def test_edit_journals_old_and_new_of_each_field(session: Session) -> None:
    plan = adoption.programme(session, PLAN)
    uid = factories.register(session, plan, 2026)
    draft, revision = registrations.draft_of(session, uid)
    changed = replace(draft, summary="Nội dung mới.")
    registrations.edit(session, uid, changed, expected_revision=revision)
    newest = journal.history(session, uid)[0]
    assert (newest.field, newest.old, newest.new, newest.operator) == (
        "Nội dung chính",
        "Nội dung chính của mô hình (mẫu).",
        "Nội dung mới.",
        "Cán bộ phụ trách (mẫu)",
    )
    with pytest.raises(UserError, match="đã được thay đổi ở nơi khác"):
        registrations.edit(session, uid, draft, expected_revision=revision)


def test_return_holds_until_the_owner_changes_the_registration(session: Session) -> None:
    plan = adoption.programme(session, PLAN)
    uid = factories.register(session, plan, 2026)
    with pytest.raises(FieldError, match="Cần ghi lý do"):
        registrations.record_step(session, uid, StepKind.RETURNED)
    registrations.record_step(session, uid, StepKind.RETURNED, reason="Thiếu sản phẩm.")
    assert registration_list.all_rows(session, PLAN, 2026)[0].state is State.RETURNED
    draft, _ = registrations.draft_of(session, uid)
    registrations.edit(session, uid, replace(draft, summary="Đã bổ sung sản phẩm."))
    assert registration_list.all_rows(session, PLAN, 2026)[0].state is State.REGISTERED


def test_withdrawn_and_reinstated_needs_reasons_each_way(session: Session) -> None:
    plan = adoption.programme(session, PLAN)
    uid = factories.register(session, plan, 2026)
    registrations.record_step(session, uid, StepKind.WITHDRAWN, reason="Trùng với thôn khác.")
    assert registration_list.all_rows(session, PLAN, 2026)[0].state is State.WITHDRAWN
    registrations.record_step(session, uid, StepKind.REINSTATED, reason="Đã đổi địa bàn.")
    assert registration_list.all_rows(session, PLAN, 2026)[0].state is State.REGISTERED


def test_grid_with_one_faulty_line_saves_none(session: Session) -> None:
    plan = adoption.programme(session, PLAN)
    good = factories.draft(session, plan)
    with pytest.raises(UserError, match="Dòng 2: Chưa nhập nội dung chính"):
        registrations.register_many(session, PLAN, 2026, [good, replace(good, summary=" ")])
    assert registration_list.listing(session, PLAN, 2026).count() == 0


def test_grid_of_250_lines_pages_in_natural_order(session: Session) -> None:
    plan = adoption.programme(session, PLAN)
    base = factories.draft(session, plan)
    drafts = [replace(base, name=f"Mô hình {number} (mẫu)") for number in range(250, 0, -1)]
    registrations.register_many(session, PLAN, 2026, drafts)
    source = registration_list.listing(session, PLAN, 2026)
    names = [row.name for index in range(3) for row in source.page(index)]
    assert source.count() == 250
    assert names == [f"Mô hình {number} (mẫu)" for number in range(1, 251)]


def test_search_ignores_marks_and_finds_beginnings(session: Session) -> None:
    plan = adoption.programme(session, PLAN)
    factories.register(session, plan, 2026, "Hoà giải ở cơ sở (mẫu)")
    factories.register(session, plan, 2026, "Thắp sáng đường quê (mẫu)")
    found = registration_list.listing(session, PLAN, 2026, words="hòa gi").page(0)
    assert [row.name for row in found] == ["Hoà giải ở cơ sở (mẫu)"]


def test_subject_without_criteria_is_not_offered(session: Session) -> None:
    chi_lang = factories.adopt(session, "huyen-uy-chi-lang-2023")
    draft = factories.draft(session, chi_lang)
    with pytest.raises(FieldError, match="không có tiêu chí"):
        registrations.register(
            session,
            chi_lang.id,
            2023,
            replace(draft, subject_kind=SubjectKind.HOUSEHOLD, subject_name="Hộ (mẫu)"),
        )
