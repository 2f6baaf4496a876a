"""The list of registrations and its form, driven on the real window over a real data folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.registrations import Newness
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.domain.workflow import State
from danvan_desktop.services import registration_list, registrations
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.registration_actions import allowed
from danvan_desktop.ui.registration_dialog import RegistrationDialog
from danvan_desktop.ui.registrations_page import RegistrationsPage
from tests import factories
from tests.ui import desks
from tests.ui.answers import Answers

PLAN = factories.PROGRAMME


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "Dữ liệu", "registrations", answers)
    yield made
    desks.close(made)


def page_of(desk: Desk) -> RegistrationsPage:
    page = desk.window.page("registrations")
    assert isinstance(page, RegistrationsPage)
    return page


def rows_of(desk: Desk) -> tuple[registration_list.RegistrationRow, ...]:
    return registration_list.all_rows(desk.session, PLAN, desks.YEAR)


def shown(page: RegistrationsPage) -> list[str]:
    model = page.list_view.table.table.model
    return [str(model.index(number, 0).data()) for number in range(model.rowCount())]


def filled(desk: Desk) -> RegistrationDialog:
    dialog = RegistrationDialog(desk.window, desk.work)
    dialog.form["name"].set_text("Ngõ không rác <b> & “sạch” (mẫu)")
    dialog.form["unit"].set_value(desks.place(desk.session))
    dialog.form["sector"].set_value("van-hoa-xa-hoi")
    dialog.form["summary"].set_text("Nhân dân tự phân loại rác\u202e tại nhà.")
    return dialog


def test_form_with_the_required_fields_is_saved_as_typed(desk: Desk) -> None:
    dialog = filled(desk)
    dialog.accept()
    (row,) = rows_of(desk)
    assert (row.name, row.summary, row.subject_kind, row.newness) == (
        "Ngõ không rác <b> & “sạch” (mẫu)",
        "Nhân dân tự phân loại rác tại nhà.",
        SubjectKind.COLLECTIVE,
        Newness.NEW,
    )
    assert desk.work.drafts.load(f"registration.{PLAN}.2026") is None


def test_form_with_wrong_fields_says_so_beside_each_and_saves_nothing(desk: Desk) -> None:
    dialog = filled(desk)
    dialog.form["name"].set_text("x" * 300)
    dialog.form["registered_on"].set_text("31/02/2026")
    dialog.form["summary"].set_text("")
    dialog.accept()
    problems = {field.name: field.problem() for field in dialog.form if field.problem()}
    assert problems == {
        "name": "Tên mô hình, điển hình dài quá 250 ký tự (đang có 300).",
        "summary": "Chưa nhập nội dung chính.",
        "registered_on": dialog.form["registered_on"].problem(),
    }
    assert problems["registered_on"].startswith("Ngày đăng ký")
    assert rows_of(desk) == ()
    dialog.keep_draft()
    again = RegistrationDialog(desk.window, desk.work)
    again._on_draft_used()
    assert again.form["name"].text() == "x" * 300


def test_form_without_name_or_place_takes_the_reason_from_the_rules(desk: Desk) -> None:
    dialog = filled(desk)
    dialog.form["name"].set_text("")
    dialog.form["unit"].set_text("")
    dialog.accept()
    assert (dialog.form["name"].problem(), dialog.form["unit"].problem()) == (
        "Chưa nhập tên mô hình, điển hình.",
        "Chưa chọn đơn vị, địa bàn.",
    )


def test_form_says_when_the_name_is_in_the_list_already(desk: Desk) -> None:
    desks.fill_plain(desk.session, 1)
    dialog = filled(desk)
    dialog.form["name"].set_text("tuyến đường HOA số 1 (mẫu)")
    dialog._on_look_again()
    assert dialog.form["name"]._note.text() == "Năm 2026 đã có đăng ký trùng tên (Tổ dân phố 2)."
    dialog.accept()
    assert len(rows_of(desk)) == 2


def test_form_offers_only_the_kinds_of_the_title_and_marks_quantified_sectors(
    qapp: QApplication, tmp_path: Path, answers: Answers
) -> None:
    session = factories.make_session(tmp_path, programme_id="hoi-nong-dan-bac-ninh-2021-2025")
    desk = Desk(session, answers)
    desk.open()
    dialog = RegistrationDialog(desk.window, desk.work)
    field = dialog.form["subject_kind"]
    assert [key for key, _ in field._choices] == [SubjectKind.COLLECTIVE, SubjectKind.INDIVIDUAL]
    value = dialog.form["quantified_value"]
    assert value._label.text() == "Giá trị định lượng"
    dialog.form["sector"].set_value("kinh-te")
    assert value._label.text() == "Giá trị định lượng *"
    desks.close(desk)


def test_edit_of_a_registration_changed_meanwhile_keeps_what_was_typed(
    desk: Desk, answers: Answers
) -> None:
    (uid,) = desks.fill_plain(desk.session, 1)
    dialog = RegistrationDialog(desk.window, desk.work, uid=uid)
    draft, revision = registrations.draft_of(desk.session, uid)
    registrations.edit(desk.session, uid, desks.with_summary(draft, "Của người khác."))
    dialog.form["summary"].set_text("Của tôi.")
    dialog.accept()
    assert revision == 1
    assert answers.said == [
        ("error", "Đăng ký này đã được thay đổi ở nơi khác sau khi biểu mẫu được mở.")
    ]
    assert dialog.form["summary"].text() == "Của tôi."


def test_list_narrowed_by_sector_and_words_shows_what_matches(desk: Desk) -> None:
    desks.fill_plain(desk.session, 9)
    page = page_of(desk)
    page.reload(None)
    view = page.list_view.table
    assert len(shown(page)) == 9
    view.sector.setCurrentIndex(view.sector.findData("kinh-te"))
    assert shown(page) == [row.name for row in rows_of(desk) if row.sector == "kinh-te"]
    view.table.set_filter("duong hoa so 4")
    assert shown(page) == ["Tuyến đường hoa số 4 (mẫu)"]
    assert view.select(rows_of(desk)[0].uid)
    assert len(shown(page)) == 9


def test_actions_follow_the_state_of_what_is_chosen(desk: Desk) -> None:
    uids = desks.fill_plain(desk.session, 2)
    registrations.record_step(desk.session, uids[0], desks.WITHDRAWN, reason="Trùng.")
    by_uid = {row.uid: row for row in rows_of(desk)}
    withdrawn, running = by_uid[uids[0]], by_uid[uids[1]]
    assert withdrawn.state is State.WITHDRAWN
    assert allowed([]) == {"sustain"}
    assert allowed([withdrawn]) & {"edit", "withdraw", "reinstate"} == {"reinstate"}
    assert allowed([running]) & {"edit", "withdraw", "reinstate"} == {"edit", "withdraw"}
    assert allowed([withdrawn, running]) & {"edit", "withdraw", "reinstate"} == set()


def test_remove_asks_first_and_takes_the_row_away(desk: Desk, answers: Answers) -> None:
    uids = desks.fill_plain(desk.session, 2)
    page = page_of(desk)
    page.reload(None)
    page.show_target(uids[0])
    answers.will("confirm", False)
    page.list_view.actions_on_rows.on_remove()
    assert len(rows_of(desk)) == 2
    answers.will("confirm", True)
    page.list_view.actions_on_rows.on_remove()
    assert [row.uid for row in rows_of(desk)] == [uids[1]]
    assert len(shown(page)) == 1


def test_list_above_the_limit_fetches_pages_and_still_finds(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("danvan_desktop.ui.registration_table.IN_MEMORY", 5)
    desks.fill_plain(desk.session, 8)
    page = page_of(desk)
    page.reload(None)
    assert page.list_view.table.is_paged
    assert shown(page) == [row.name for row in rows_of(desk)]
    page.list_view.table.table.set_filter("hoa so 3")
    assert shown(page) == ["Tuyến đường hoa số 3 (mẫu)"]


@pytest.mark.parametrize(("programme", "hidden"), [(PLAN, False), ("mttq-cu-jut-2020", True)])
def test_list_has_a_column_of_sectors_where_the_programme_has_any(
    qapp: QApplication, tmp_path: Path, answers: Answers, programme: str, hidden: bool
) -> None:
    made = desks.make_desk(tmp_path / "Dữ liệu", "registrations", answers, programme)
    table = page_of(made).list_view.table.table
    keys = [column.key for column in table.model.columns]
    assert table.view.isColumnHidden(keys.index("sector")) is hidden
    desks.close(made)
