"""The look of a body's papers changed in the window: the page follows, the copy is used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from danvan_desktop.models import Body
from danvan_desktop.services import backup, own_profiles, paper_parts, units
from danvan_desktop.ui import hands
from danvan_desktop.ui.bodies_section import BodiesSection
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.profile_dialog import ProfileDialog
from danvan_desktop.ui.settings_page import SettingsPage
from tests.ui import desks
from tests.ui.answers import Answers


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "Dữ liệu", "settings", answers)
    yield made
    assert backup.doctor(made.session) == []
    desks.close(made)


@pytest.fixture
def dialog(desk: Desk) -> Iterator[ProfileDialog]:
    page = desk.window.page("settings")
    assert isinstance(page, SettingsPage)
    page.show_target("bodies")
    section = page.section_widget("bodies")
    assert isinstance(section, BodiesSection)
    made = ProfileDialog(desk.window, section.work, units.bodies(desk.session)[0])
    made.show()
    hands.until(lambda: made.view.count > 0, "drawn")
    yield made
    made.deleteLater()


def margin(desk: Desk) -> float:
    body = units.bodies(desk.session)[0].uid
    return paper_parts.profile_of(desk.session, Body.get_by_id(body), None).page.left_mm


def page_of(dialog: ProfileDialog) -> bytes:
    pages = dialog.view.pages
    assert pages is not None
    return pages.render(0, 40).rgb_bytes


def test_page_follows_and_the_copy_is_used(dialog: ProfileDialog, desk: Desk) -> None:
    before = page_of(dialog)
    dialog.rows["page.left_mm"].editor.show_value(35)
    hands.until(lambda: page_of(dialog) != before, "drawn again")
    dialog.save_button.click()
    assert not dialog.isVisible()
    assert margin(desk) == 35


def test_wrong_value_is_said_at_its_row_and_not_kept(
    dialog: ProfileDialog, desk: Desk, answers: Answers
) -> None:
    before = page_of(dialog)
    row = dialog.rows["page.left_mm"]
    row.set_value(90)
    hands.until(row.problem, "said")
    assert row.problem() == "Phải từ 10 đến 50."
    dialog.save_button.click()
    assert dialog.isVisible()
    assert page_of(dialog) == before
    assert margin(desk) == 30
    row.back.click()
    assert not dialog.is_changed()


def test_everything_goes_back_to_the_shipped_values(dialog: ProfileDialog, desk: Desk) -> None:
    dialog.rows["page.left_mm"].set_value(35)
    dialog.rows["body.end"].set_value("./.")
    dialog.save_button.click()
    assert len(own_profiles.copies()) == 1
    dialog.default_button.click()
    dialog.save_button.click()
    assert own_profiles.copies() == ()


def test_copy_travels_as_a_file(
    dialog: ProfileDialog, answers: Answers, tmp_path: Path, desk: Desk
) -> None:
    path = tmp_path / "thể thức.toml"
    answers.will("save_file", path)
    answers.will("open_file", path)
    dialog.rows["number.pattern"].set_value("Số {number} - {kind}/{issuer}")
    dialog.write_button.click()
    dialog.default_button.click()
    assert not dialog.is_changed()
    dialog.load_button.click()
    assert dialog.rows["number.pattern"].read() == "Số {number} - {kind}/{issuer}"


def test_second_line_of_the_title_and_the_old_profile(
    dialog: ProfileDialog, answers: Answers
) -> None:
    dialog.rows["header.motto_lines.1"].set_value("Độc lập - Tự do - Hạnh phúc")
    header = dialog.values()["header"]
    assert header["motto_lines"] == ["ĐẢNG CỘNG SẢN VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert len(header["motto_styles"]) == 2
    answers.will("choose", 1)
    dialog.profile_box.setCurrentIndex(1)
    assert dialog.rows["number.pattern"].read() == "Số {number} - {kind}/{issuer}"
    assert not dialog.is_changed()


def test_closing_with_changes_asks(dialog: ProfileDialog, desk: Desk, answers: Answers) -> None:
    dialog.rows["page.left_mm"].set_value(33)
    answers.will("choose", None)
    dialog.reject()
    assert dialog.isVisible()
    answers.will("choose", 1)
    dialog.close()
    assert not dialog.isVisible()
    assert margin(desk) == 30
