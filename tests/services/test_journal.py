"""Who changed what and when: old and new of each field, numbered, whatever the clock says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from danvan_desktop.domain.criteria import Grade
from danvan_desktop.domain.registrations import Newness
from danvan_desktop.domain.sheets import Stage
from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.models import JournalChange, JournalEntry, Travelling
from danvan_desktop.services import (
    backup,
    evaluation,
    journal,
    office,
    progress,
    registrations,
    units,
)
from danvan_desktop.services.session import Clock, Session
from tests import factories
from tests.services import judging_factories

PLAN = factories.PROGRAMME


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = factories.make_session(tmp_path / "dữ liệu")
    yield opened
    opened.close()


def test_entries_are_numbered_without_gaps_whatever_the_clock(session: Session) -> None:
    for day in (1, -400, 3650, -20000):
        moment = datetime(2026, 11, 21, tzinfo=UTC) + timedelta(days=day)
        session.clock = Clock(lambda moment=moment: moment.date(), lambda moment=moment: moment)
        units.add_unit(session, units.UnitDraft(f"Thôn {day}", units.UnitKind.VILLAGE))
    numbers = [row.number for row in JournalEntry.select().order_by(JournalEntry.number)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert backup.doctor(session) == []


def test_lines_of_an_entry_keep_their_order(session: Session) -> None:
    uid = factories.register(session, factories.adopt(session, PLAN), 2026)
    draft, _ = registrations.draft_of(session, uid)
    changed = replace(draft, name="Tên mới (mẫu)", summary="Mới.", note="Ghi chú.")
    registrations.edit(session, uid, changed)
    fields = [line.field for line in journal.history(session, uid)][:4]
    assert fields == ["Tên", "Tên", "Nội dung chính", "Ghi chú"]


def test_clock_behind_the_journal_is_said(session: Session) -> None:
    assert journal.clock_warning(session) == ""
    session.clock = Clock.fixed(factories.DAY - timedelta(days=1))
    assert "Đồng hồ máy tính đang chậm" in journal.clock_warning(session)
    session.clock = Clock.fixed(factories.DAY + timedelta(days=3650))
    assert journal.clock_warning(session) == ""


def test_journal_keeps_old_and_new_of_each_kind_of_value(session: Session) -> None:
    uid = factories.register(session, factories.adopt(session, PLAN), 2026)
    draft, _ = registrations.draft_of(session, uid)
    registrations.edit(session, uid, replace(draft, registered_on=factories.DAY))
    registrations.remove(session, uid)
    lines = {(line.field, line.old, line.new) for line in journal.history(session, uid)}
    assert ("Ngày đăng ký", None, "21/11/2026") in lines
    assert ("Xóa", "Mô hình (mẫu)", None) in lines
    assert ("", None, "Mô hình (mẫu)") in lines


def test_journal_lines_are_never_updated_or_removed() -> None:
    assert not issubclass(JournalEntry, Travelling)
    assert not issubclass(JournalChange, Travelling)


def test_marks_are_journalled_criterion_by_criterion(tmp_path: Path) -> None:
    place = judging_factories.open_place(tmp_path)
    uid = judging_factories.register(place)
    view = evaluation.open_sheet(place.session, uid, Stage.APPRAISAL, "")
    marks = judging_factories.full_marks(view)
    evaluation.save_marks(place.session, uid, Stage.APPRAISAL, marks, {}, assessor="Tổ (mẫu)")
    code = next(code for code, entry in marks.items() if entry.mark is Grade.MET)
    marks[code] = replace(marks[code], mark=Grade.PARTLY, remark="Thiếu ảnh.")
    evaluation.save_marks(place.session, uid, Stage.APPRAISAL, marks, {}, assessor="Tổ (mẫu)")
    newest = journal.history(place.session, uid)[0]
    assert (newest.field, newest.old, newest.new) == (
        f"Kết quả tiêu chí {code}",
        "Đạt",
        "Đạt một phần; Thiếu ảnh.",
    )
    place.session.close()


def test_steps_notes_and_removals_stand_in_the_history_of_their_registration(
    session: Session,
) -> None:
    uid = factories.register(session, factories.adopt(session, PLAN), 2026)
    registrations.record_step(session, uid, StepKind.RETURNED, reason="Thiếu sản phẩm.")
    note = progress.add_note(session, uid, factories.DAY, "Đã xong một đoạn.").uid
    progress.edit_note(session, note, factories.DAY, "Đã xong hai đoạn.")
    progress.remove_note(session, note)
    lines = [
        (line.use_case, line.reason, line.field, line.old, line.new)
        for line in journal.history(session, uid)
    ]
    assert lines[:4] == [
        ("Xóa ghi chú tiến độ", "", "Xóa", "Đã xong hai đoạn.", None),
        ("Sửa ghi chú tiến độ", "", "Nội dung", "Đã xong một đoạn.", "Đã xong hai đoạn."),
        ("Ghi chú tiến độ", "", "", None, "Đã xong một đoạn."),
        ("Trả lại", "Thiếu sản phẩm.", "", None, "Trả lại"),
    ]


def test_entry_names_who_was_working(session: Session) -> None:
    assert JournalEntry.get(JournalEntry.number == 1).operator == "Cán bộ phụ trách (mẫu)"
    office.rename(session, "Phường Mẫu", "Người khác (mẫu)")
    units.add_unit(session, units.UnitDraft("Thôn 5", units.UnitKind.VILLAGE))
    newest = JournalEntry.select().order_by(JournalEntry.number.desc()).first()
    assert newest.operator == "Người khác (mẫu)"


def test_history_shows_names_and_labels_never_uids_or_codes(session: Session) -> None:
    plan = factories.adopt(session, PLAN)
    uid = factories.register(session, plan, 2026)
    draft, _ = registrations.draft_of(session, uid)
    other = next(row for row in units.units(session) if row.name == "Tổ dân phố 10")
    body = units.bodies(session)[0]
    changed = replace(
        draft,
        unit=other.uid,
        body=body.uid,
        sector=plan.sectors[1].code,
        newness=Newness.SUSTAINED,
        registered_with=body.uid,
    )
    registrations.edit(session, uid, changed)
    lines = {(line.field, line.old, line.new) for line in journal.history(session, uid)}
    assert {
        ("Địa bàn", "Tổ dân phố 2", "Tổ dân phố 10"),
        ("Tổ chức", None, body.name),
        ("Lĩnh vực", plan.sectors[0].name, plan.sectors[1].name),
        ("Mới/duy trì", "Mới", "Duy trì"),
        ("Nơi đăng ký", None, body.name),
    } <= lines
    shown = [text for line in journal.history(session, uid) for text in (line.old, line.new)]
    assert not [text for text in shown if text and text in (uid, other.uid, body.uid)]


def test_kind_of_a_place_is_shown_in_words(session: Session) -> None:
    row = units.units(session)[-1]
    units.edit_unit(session, row.uid, replace(row.draft(), kind=units.UnitKind.VILLAGE))
    newest = journal.history(session, row.uid)[0]
    assert (newest.field, newest.old, newest.new) == ("Loại", "Tổ dân phố", "Thôn")
