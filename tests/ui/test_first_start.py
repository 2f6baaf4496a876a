"""The first start: what is typed becomes an office, a programme and a year, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from danvan_desktop.domain.units import UnitKind
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import (
    adoption,
    office,
    programmes,
    registration_list,
    sample,
    units,
)
from danvan_desktop.services.session import Clock, Session, open_session
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.first_start import FirstStart
from tests.factories import DAY
from tests.ui.answers import Answers


@pytest.fixture
def session(tmp_path: Path, qapp: QApplication) -> Iterator[Session]:
    made = open_session(DataFolder(tmp_path / "Dữ liệu"), Clock.fixed(DAY))
    yield made
    made.close()


def typed(session: Session, answers: Answers) -> FirstStart:
    dialog = FirstStart(session, answers)
    dialog.office_step.place.set_text("an mẫu".title())
    dialog.office_step.province.set_text("Mẫu")
    return dialog


def test_three_steps_make_office_programme_and_year(session: Session, answers: Answers) -> None:
    dialog = typed(session, answers)
    dialog.office_step.operator.set_text("Cán bộ (mẫu)")
    dialog.office_step.bodies.list.item(2).setCheckState(Qt.CheckState.Checked)
    dialog.next_button.click()
    dialog.programme_step.choose("huyen-doan-tho-xuan-2022-2025")
    dialog.next_button.click()
    dialog.year_step.year.set_text("2024")
    dialog.next_button.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    made = office.office(session)
    assert made is not None
    assert (made.name, made.home_unit_name, made.operator) == (
        "Đảng ủy xã An Mẫu",
        "Xã An Mẫu",
        "Cán bộ (mẫu)",
    )
    assert [(row.name, row.kind, row.depth) for row in units.units(session)] == [
        ("Tỉnh Mẫu", UnitKind.PROVINCE, 0),
        ("Xã An Mẫu", UnitKind.COMMUNE, 1),
    ]
    assert {row.name for row in units.bodies(session)} == {
        "Đảng ủy xã An Mẫu",
        "Ủy ban MTTQ Việt Nam xã An Mẫu",
    }
    assert [row.programme_id for row in adoption.adopted(session)] == [
        "huyen-doan-tho-xuan-2022-2025"
    ]
    desk = Desk(session, answers)
    assert desk.window.context() == ("huyen-doan-tho-xuan-2022-2025", 2024)
    desk.close()


def test_empty_fields_are_named_and_nothing_is_made(session: Session, answers: Answers) -> None:
    dialog = FirstStart(session, answers)
    dialog.office_step.bodies.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.next_button.click()
    step = dialog.office_step
    assert dialog.step == 0
    assert [step.place.problem(), step.province.problem(), step.bodies.problem()] == [
        "Chưa nhập tên.",
        "Chưa nhập tỉnh, thành phố.",
        "Chưa đánh dấu tổ chức nào.",
    ]
    dialog.reject()
    assert office.office(session) is None


def test_a_province_asks_for_no_province(session: Session, answers: Answers) -> None:
    dialog = typed(session, answers)
    dialog.office_step.kind.set_value(UnitKind.PROVINCE)
    dialog.office_step.province.set_text("")
    draft = dialog.office_step.draft()
    assert (draft.unit.name, draft.parents, draft.bodies[0].name) == (
        "Tỉnh An Mẫu",
        (),
        "Tỉnh ủy An Mẫu",
    )


def test_a_changed_name_of_a_body_stays_when_the_place_changes(
    session: Session, answers: Answers
) -> None:
    dialog = typed(session, answers)
    dialog.office_step.bodies.list.item(0).setText("Đảng ủy phường riêng")
    dialog.office_step.place.set_text("Bình Mẫu")
    assert dialog.office_step.draft().bodies[0].name == "Đảng ủy phường riêng"


def test_defects_of_an_own_file_are_shown_in_the_words_of_the_check(
    session: Session, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "sai.toml"
    path.write_text('format = 1\nid = "sai"\n', encoding="utf-8")
    answers.will("open_file", path)
    dialog = typed(session, answers)
    dialog.next_button.click()
    dialog.programme_step.own_file.click()
    shown = dialog.programme_step.defects.toPlainText().split("\n")
    assert shown[0].startswith("Tệp chương trình có ")
    assert all(line.startswith("sai.toml: ") for line in shown[1:-2])
    assert dialog.programme_step.list.count() == 6


def test_an_own_file_without_defects_is_chosen(
    session: Session, answers: Answers, tmp_path: Path
) -> None:
    source = next(item for item in programmes.shipped() if item.id == sample.DEFAULT)
    path = tmp_path / "rieng.toml"
    path.write_text(source.text.replace(f'id = "{source.id}"', 'id = "rieng"'), encoding="utf-8")
    answers.will("open_file", path)
    dialog = typed(session, answers)
    dialog.next_button.click()
    dialog.programme_step.own_file.click()
    dialog.next_button.click()
    dialog.next_button.click()
    assert [row.programme_id for row in adoption.adopted(session)] == ["rieng"]


def test_sample_data_is_added_when_asked(session: Session, answers: Answers) -> None:
    dialog = typed(session, answers)
    dialog.next_button.click()
    dialog.next_button.click()
    dialog.year_step.with_sample.setChecked(True)
    dialog.next_button.click()
    found = sample.sample(sample.DEFAULT)
    rows = registration_list.all_rows(session, sample.DEFAULT, DAY.year)
    assert len(rows) == len(found.lines)
    home = office.office(session)
    assert home is not None
    assert {row.place_name for row in rows} == {"Xã An Mẫu"}


def test_trying_out_makes_a_sample_office_at_once(session: Session, answers: Answers) -> None:
    dialog = FirstStart(session, answers)
    dialog.try_button.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    made = office.office(session)
    assert made is not None
    assert made.name == sample.sample(sample.DEFAULT).lower.name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (" ", "Chưa nhập tên tổ chức."),
        ("x" * 201, "Tên tổ chức dài quá 200 ký tự (đang có 201)."),
    ],
)
def test_a_body_name_that_cannot_be_kept_is_named_at_the_list(
    session: Session, answers: Answers, name: str, words: str
) -> None:
    dialog = typed(session, answers)
    dialog.office_step.bodies.list.item(0).setText(name)
    dialog.next_button.click()
    assert (dialog.step, dialog.office_step.bodies.problem().split("\n")[0]) == (0, words)


def test_signs_and_hidden_characters_in_a_name_do_no_harm(
    session: Session, answers: Answers
) -> None:
    dialog = typed(session, answers)
    dialog.office_step.place.set_text("A&B <b>\u202e\u200bMẫu")
    dialog.next_button.click()
    dialog.next_button.click()
    dialog.next_button.click()
    made = office.office(session)
    assert made is not None
    assert (made.home_unit_name, made.name) == ("Xã A&B <b>Mẫu", "Đảng ủy xã A&B <b>Mẫu")


def test_an_office_below_a_district_stands_under_it(session: Session, answers: Answers) -> None:
    dialog = typed(session, answers)
    dialog.office_step.district.set_text("Bình Mẫu")
    draft = dialog.office_step.draft()
    assert [unit.name for unit in draft.parents] == ["Tỉnh Mẫu", "Huyện Bình Mẫu"]
    assert draft.bodies[0].header_parent == "Huyện ủy Bình Mẫu"
