"""Councils among the settings: typed by keyboard, pasted, with rules of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.voting import Role
from danvan_desktop.services import backup, councils
from danvan_desktop.services.councils import CouncilKind, CouncilView, MemberDraft
from danvan_desktop.ui import hands
from danvan_desktop.ui.council_dialog import CouncilDialog
from danvan_desktop.ui.councils_section import CouncilsSection
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.members_field import MembersField, role_of
from danvan_desktop.ui.settings_page import SettingsPage
from tests.services.meeting_factories import COUNCIL, MEMBERS
from tests.ui import desks
from tests.ui.answers import Answers
from tests.ui.keyboard import Keyboard


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "Dữ liệu", "settings", answers)
    yield made
    assert backup.doctor(made.session) == []
    desks.close(made)


def section(desk: Desk) -> CouncilsSection:
    page = desk.window.page("settings")
    assert isinstance(page, SettingsPage)
    page.show_target("councils")
    found = page.section_widget("councils")
    assert isinstance(found, CouncilsSection)
    return found


def kept(desk: Desk) -> list[CouncilView]:
    rows = councils.councils(desk.session, retired=True)
    return [councils.council(desk.session, row.uid) for row in rows]


def members(dialog: CouncilDialog) -> MembersField:
    field = dialog.form["members"]
    assert isinstance(field, MembersField)
    return field


def plain(view: CouncilView) -> list[tuple[str, str, Role]]:
    return [(one.name, one.position, one.role) for one in view.members]


def test_council_typed_with_enter_and_saved_while_a_cell_is_open(desk: Desk) -> None:
    def fill(_: CouncilDialog) -> None:
        keys = Keyboard()
        for name in ("Người thứ nhất", "Người thứ hai"):
            keys.type(name)
            keys.enter()
            keys.type("Bí thư")
            keys.enter()
        keys.type("Người thứ ba")
        keys.press("Ctrl+Return")

    with hands.on(CouncilDialog, fill):
        section(desk).add_button.click()
    (view,) = kept(desk)
    assert (view.row.name, view.row.kind) == ("Hội đồng bình xét", CouncilKind.REVIEW)
    assert plain(view) == [
        ("Người thứ nhất", "Bí thư", Role.CHAIR),
        ("Người thứ hai", "Bí thư", Role.MEMBER),
        ("Người thứ ba", "", Role.MEMBER),
    ]
    assert view.rules is None


def test_members_pasted_from_a_word_table(desk: Desk) -> None:
    lines = [
        "1\tNgười thứ nhất\tBí thư\tChủ tịch",
        "2\tNgười thứ hai\tPhó Bí thư\tPhó Chủ tịch Hội đồng",
        "3\tNgười thứ ba\tChánh văn phòng\tThư ký",
        "4\tNgười thứ tư\tBí thư Đoàn\tUỷ viên",
    ]
    QGuiApplication.clipboard().setText("\n".join(lines))

    def fill(dialog: CouncilDialog) -> None:
        members(dialog).table.paste()
        dialog.save_button.click()

    with hands.on(CouncilDialog, fill):
        section(desk).add_button.click()
    assert [role for _, _, role in plain(kept(desk)[0])] == [
        Role.CHAIR,
        Role.DEPUTY,
        Role.SECRETARY,
        Role.MEMBER,
    ]


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Trưởng ban", Role.CHAIR),
        ("Phó trưởng ban", Role.DEPUTY),
        ("Tổ trưởng", Role.CHAIR),
        ("Tổ phó", Role.DEPUTY),
        ("thư kí", Role.MEMBER),
        ("Thư ký Hội đồng", Role.SECRETARY),
        ("", Role.MEMBER),
    ],
)
def test_role_of_pasted_words(words: str, role: Role) -> None:
    assert role_of(words) is role


def test_own_rules_are_kept_and_a_share_that_cannot_be_is_refused(desk: Desk) -> None:
    councils.add_council(desk.session, COUNCIL)
    found = section(desk)
    found.reload(None)
    found.table.select_row(0)
    problems: list[str] = []

    def change(dialog: CouncilDialog) -> None:
        dialog.form["whose"].set_value("own")
        dialog.form["threshold"].set_text("120%")
        dialog.save_button.click()
        problems.append(dialog.form["threshold"].problem())
        dialog.form["threshold"].set_text("2/3")
        dialog.form["strict"].set_value(False)
        members(dialog).table.setCurrentCell(4, 0)
        members(dialog).up_button.click()
        dialog.save_button.click()

    with hands.on(CouncilDialog, change):
        found.edit_button.click()
    assert problems != [""]
    (view,) = kept(desk)
    assert view.rules is not None
    assert (view.rules.threshold_words, view.row.members) == ("từ 2/3 trở lên", 5)
    assert [one.name for one in view.members][3:] == [MEMBERS[4].name, MEMBERS[3].name]


def test_council_is_copied_and_put_away(desk: Desk) -> None:
    councils.add_council(desk.session, COUNCIL)
    found = section(desk)
    found.reload(None)
    found.table.select_row(0)
    found.copy_button.click()
    found.table.select_key(kept(desk)[0].row.uid)
    found.retire_button.click()
    assert [(view.row.name, view.row.active) for view in kept(desk)] == [
        ("Hội đồng bình xét (mẫu)", False),
        ("Hội đồng bình xét (mẫu) (bản sao)", True),
    ]
    assert found.retire_button.text() == "Dùng lại"


def test_lines_without_a_name_are_no_members(qapp: QApplication) -> None:
    field = MembersField("members", "Thành viên")
    field.set_value([MemberDraft("", "Bí thư", Role.CHAIR), MemberDraft("Người thứ nhất")])
    assert field.value() == (MemberDraft("Người thứ nhất"),)
