"""Care of the data in the settings: copies, the health check, sample data, licences."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from danvan_desktop.services import backup, registration_list
from danvan_desktop.ui import hands
from danvan_desktop.ui.about_section import LIBRARIES
from danvan_desktop.ui.care_section import CareSection
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.settings_page import SettingsPage
from tests import factories
from tests.ui import desks
from tests.ui.answers import Answers


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "Dữ liệu", "settings", answers)
    yield made
    desks.close(made)


def section(desk: Desk) -> CareSection:
    page = desk.window.page("settings")
    assert isinstance(page, SettingsPage)
    page.show_target("care")
    found = page.section_widget("care")
    assert isinstance(found, CareSection)
    return found


def test_a_backup_is_made_listed_and_told(desk: Desk) -> None:
    found = section(desk)
    found.now_button.click()
    hands.until(lambda: not desk.runner.busy, "delivered")
    (made,) = backup.backups(desk.session.folder.backups)
    assert found.copies.model.row(0) == made
    assert found.banner.isVisible()


def test_the_health_check_names_what_is_wrong(desk: Desk) -> None:
    found = section(desk)
    found.doctor_button.click()
    hands.until(lambda: not desk.runner.busy, "delivered")
    assert found.banner._text.text() == "Dữ liệu nguyên vẹn."


def test_what_is_wrong_with_the_data_is_named(desk: Desk) -> None:
    desk.session.database.execute_sql("update unit set name = 'Tên khác' where kind = 'ward'")
    found = section(desk)
    found.doctor_button.click()
    hands.until(lambda: not desk.runner.busy, "delivered")
    assert found.banner._text.text() == "\n".join(backup.doctor(desk.session))
    assert found.banner._text.text() != ""


def test_sample_data_is_added_and_removed(desk: Desk, answers: Answers) -> None:
    found = section(desk)
    found.sample_button.click()
    assert len(registration_list.all_rows(desk.session, factories.PROGRAMME, 2026)) == 5
    answers.will("confirm", True)
    found.sample_button.click()
    assert registration_list.all_rows(desk.session, factories.PROGRAMME, 2026) == ()


def test_every_dependency_is_named_with_its_licence() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {line.split("=")[0].rstrip("<>=~ ") for line in project["dependencies"]}
    assert {name for name, _ in LIBRARIES} == wanted
