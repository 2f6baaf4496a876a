"""The settings over a real data folder: every tab's buttons, and what they refuse."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.services import (
    adoption,
    authority,
    backup,
    certificates,
    gaps,
    office,
    programmes,
    registration_list,
    units,
)
from danvan_desktop.ui import hands
from danvan_desktop.ui.about_settings import LIBRARIES
from danvan_desktop.ui.body_settings import BodyDialog
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.gap_dialogs import AuthorityDialog, WordsDialog
from danvan_desktop.ui.settings_page import SettingsPage
from danvan_desktop.ui.unit_dialogs import MergerDialog, UnitDialog, UnitListDialog
from tests import factories
from tests.ui import desks
from tests.ui.answers import Answers

YOUTH = "huyen-doan-tho-xuan-2022-2025"


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "Dữ liệu", "settings", answers)
    yield made
    desks.close(made)


def page_of(desk: Desk, tab: str) -> SettingsPage:
    page = desk.window.page("settings")
    assert isinstance(page, SettingsPage)
    page.show_target(tab)
    return page


def names(desk: Desk) -> list[tuple[str, int]]:
    return [(row.name, row.depth) for row in units.units(desk.session)]


def test_the_office_and_who_works_are_saved_and_shown(desk: Desk) -> None:
    page = page_of(desk, "office")
    assert page.office.form.texts() == {
        "name": "Đảng ủy Phường Mẫu",
        "operator": "Cán bộ phụ trách (mẫu)",
    }
    page.office.form["name"].set_text("Đảng ủy phường Mẫu (mới)")
    page.office.form["operator"].set_text("Người khác (mẫu)")
    page.office.save_button.click()
    row = office.office(desk.session)
    assert row is not None
    assert (row.name, row.operator) == ("Đảng ủy phường Mẫu (mới)", "Người khác (mẫu)")
    assert not page.office.save_button.isEnabled()


def test_an_empty_name_is_refused_beside_the_field(desk: Desk) -> None:
    page = page_of(desk, "office")
    page.office.form["name"].set_text("  ")
    page.office.save_button.click()
    assert page.office.form["name"].problem() == "Chưa nhập tên đơn vị."


def test_what_is_typed_and_not_saved_is_asked_about_at_closing(
    desk: Desk, answers: Answers
) -> None:
    page = page_of(desk, "office")
    page.office.form["operator"].set_text("Đang gõ dở")
    answers.will("choose", 0)
    assert not page.may_close()
    answers.will("choose", 1)
    assert page.may_close()
    page.office.form.mark_saved()


def test_a_place_is_added_under_the_chosen_one(desk: Desk) -> None:
    page = page_of(desk, "units")
    ward = next(row for row in units.units(desk.session) if row.depth == 1)
    page.units.table.select_key(ward.uid)

    def fill(dialog: UnitDialog) -> None:
        dialog.form["name"].set_text("Tổ dân phố 3")
        dialog.save_button.click()

    with hands.on(UnitDialog, fill):
        page.units.add_button.click()
    assert names(desk)[2:] == [("Tổ dân phố 2", 2), ("Tổ dân phố 3", 2), ("Tổ dân phố 10", 2)]


def test_a_pasted_list_skips_blank_and_known_lines(desk: Desk) -> None:
    page = page_of(desk, "units")

    def fill(dialog: UnitListDialog) -> None:
        dialog.form["names"].set_text("Tổ dân phố 2\n\n Tổ dân phố 4 \nTổ dân phố 4\nTổ dân phố 5")
        dialog.save_button.click()

    with hands.on(UnitListDialog, fill):
        page.units.list_button.click()
    assert [name for name, depth in names(desk) if depth == 2] == [
        "Tổ dân phố 2",
        "Tổ dân phố 4",
        "Tổ dân phố 5",
        "Tổ dân phố 10",
    ]


def test_a_merged_place_ends_and_keeps_its_name(desk: Desk) -> None:
    page = page_of(desk, "units")
    first, second = [row for row in units.units(desk.session) if row.depth == 2]
    page.units.table.select_key(first.uid)

    def fill(dialog: MergerDialog) -> None:
        dialog.form["successor"].set_value(second.uid)
        dialog.form["on"].set_text("1/7/2026")
        dialog.form["paper"].set_text("Nghị quyết số 5 (mẫu)")
        dialog.save_button.click()

    with hands.on(MergerDialog, fill):
        page.units.merge_button.click()
    ended = next(row for row in units.units(desk.session) if row.uid == first.uid)
    assert (ended.name, ended.valid_to) == (first.name, date(2026, 6, 30))


def test_a_place_in_use_is_not_removed(desk: Desk, answers: Answers) -> None:
    page = page_of(desk, "units")
    ward = next(row for row in units.units(desk.session) if row.depth == 1)
    page.units.table.select_key(ward.uid)
    answers.will("confirm", True)
    page.units.remove_button.click()
    assert answers.said[-1] == ("error", "Địa bàn này đang được dùng nên không xóa được.")
    assert len(names(desk)) == 4


def test_header_lines_of_a_body_are_changed(desk: Desk) -> None:
    page = page_of(desk, "bodies")
    row = next(row for row in units.bodies(desk.session) if row.name.startswith("Đảng ủy"))
    page.bodies.table.select_key(row.uid)

    def fill(dialog: BodyDialog) -> None:
        dialog.form["header_parent"].set_text("Tỉnh ủy Mẫu")
        dialog.form["abbreviation"].set_text("ĐUP")
        dialog.form["profile"].set_value("party-old")
        dialog.save_button.click()

    with hands.on(BodyDialog, fill):
        page.bodies.edit_button.click()
    changed = units.body(desk.session, row.uid)
    assert (changed.header_parent, changed.abbreviation, changed.profile) == (
        "Tỉnh ủy Mẫu",
        "ĐUP",
        "party-old",
    )


def test_a_shipped_programme_is_added_from_the_menu(desk: Desk) -> None:
    page = page_of(desk, "programmes")
    page.programmes._shipped.aboutToShow.emit()
    action = next(a for a in page.programmes._shipped.actions() if "Thọ Xuân" in a.text())
    action.trigger()
    assert {row.programme_id for row in adoption.adopted(desk.session)} == {
        factories.PROGRAMME,
        YOUTH,
    }


def test_a_file_with_defects_is_refused_in_the_words_of_the_check(
    desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    page = page_of(desk, "programmes")
    path = tmp_path / "sai.toml"
    path.write_text("format = 1\n", encoding="utf-8")
    answers.will("open_file", path)
    page.programmes.on_file()
    (said,) = [words for kind, words in answers.said if kind == "error"]
    assert said.split("\n")[1:] == [
        str(item) for item in programmes.check_text("format = 1\n", path.name)
    ]
    assert len(adoption.adopted(desk.session)) == 1


def gap(desk: Desk, programme_id: str, key: str) -> str:
    return next(row.answer for row in gaps.gaps(desk.session, programme_id) if row.key == key)


def test_who_recognises_is_answered_by_the_office_and_taken_back(desk: Desk) -> None:
    factories.adopt(desk.session, YOUTH)
    page = page_of(desk, "programmes")
    page.programmes.reload(None)
    page.programmes.table.select_key(YOUTH)
    page.programmes.gaps.select_key("authorities")

    def fill(dialog: AuthorityDialog) -> None:
        dialog.form["level"].set_value("huyen")
        dialog.form["titles"].set_value(("mo-hinh",))
        dialog.form["basis"].set_text("Thông báo phân cấp (mẫu)")
        dialog.save_button.click()

    with hands.on(AuthorityDialog, fill):
        page.programmes.answer_button.click()
    (answer,) = authority.answers(desk.session, YOUTH)
    assert (answer.level, answer.titles) == ("huyen", ("mo-hinh",))
    assert gap(desk, YOUTH, "authorities").startswith("Đảng ủy Phường Mẫu công nhận ")
    page.programmes.gaps.select_key("authorities")
    page.programmes.clear_button.click()
    assert authority.answers(desk.session, YOUTH) == ()


def test_certificates_are_chosen_by_the_office(desk: Desk, answers: Answers) -> None:
    factories.adopt(desk.session, YOUTH)
    page = page_of(desk, "programmes")
    page.programmes.reload(None)
    page.programmes.table.select_key(YOUTH)
    page.programmes.gaps.select_key("registration.certificates")
    answers.will("choose", 1)
    page.programmes.answer_button.click()
    assert not certificates.wanted(desk.session, YOUTH)
    assert gap(desk, YOUTH, "registration.certificates") == "Không cấp"


def test_other_gaps_are_answered_in_words(desk: Desk) -> None:
    page = page_of(desk, "programmes")
    page.programmes.gaps.select_key("lead_body")

    def fill(dialog: WordsDialog) -> None:
        dialog.form["answer"].set_text("Ban Xây dựng Đảng (mẫu)")
        dialog.save_button.click()

    with hands.on(WordsDialog, fill):
        page.programmes.answer_button.click()
    assert gap(desk, factories.PROGRAMME, "lead_body") == "Ban Xây dựng Đảng (mẫu)"


def test_a_backup_is_made_listed_and_told(desk: Desk, qtbot: QtBot) -> None:
    page = page_of(desk, "care")
    page.care.now_button.click()
    qtbot.waitUntil(lambda: not desk.runner.busy)
    (made,) = backup.backups(desk.session.folder.backups)
    assert page.care.copies.model.row(0) == made
    assert page.care.banner.isVisible()


def test_the_health_check_names_what_is_wrong(desk: Desk, qtbot: QtBot) -> None:
    page = page_of(desk, "care")
    page.care.doctor_button.click()
    qtbot.waitUntil(lambda: not desk.runner.busy)
    assert page.care.banner._text.text() == "Dữ liệu nguyên vẹn."


def test_sample_data_is_added_and_removed(desk: Desk, answers: Answers) -> None:
    page = page_of(desk, "care")
    page.care.sample_button.click()
    assert len(registration_list.all_rows(desk.session, factories.PROGRAMME, 2026)) == 5
    answers.will("confirm", True)
    page.care.sample_button.click()
    assert registration_list.all_rows(desk.session, factories.PROGRAMME, 2026) == ()


def test_every_dependency_is_named_with_its_licence() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {line.split("=")[0].rstrip("<>=~ ") for line in project["dependencies"]}
    assert {name for name, _ in LIBRARIES} == wanted
