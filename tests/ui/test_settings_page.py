"""The settings page on the real window: office, places, organisations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog

from danvan_desktop.domain.units import BodyKind, Channel, UnitKind
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import (
    backup,
    exchange,
    office_settings,
    own_profiles,
    receiving,
    sample,
    succession,
    units,
)
from danvan_desktop.services.number_series import Series
from danvan_desktop.services.session import Clock, open_session
from danvan_desktop.ui.bodies_section import BodiesSection
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.office_section import OfficeSection
from danvan_desktop.ui.places_section import INDENT, PlacesSection
from danvan_desktop.ui.settings_page import SECTIONS, SettingsPage
from danvan_desktop.ui.settings_section import SettingsSection
from tests.ui import desks
from tests.ui.answers import Answers


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "Dữ liệu", "settings", answers)
    yield made
    assert backup.doctor(made.session) == []
    desks.close(made)


def page_of(desk: Desk) -> SettingsPage:
    page = desk.window.page("settings")
    assert isinstance(page, SettingsPage)
    return page


def section(desk: Desk, key: str) -> SettingsSection:
    page_of(desk).show_target(key)
    return page_of(desk).section_widget(key)


def places(desk: Desk) -> PlacesSection:
    found = section(desk, "places")
    assert isinstance(found, PlacesSection)
    return found


def bodies(desk: Desk) -> BodiesSection:
    found = section(desk, "bodies")
    assert isinstance(found, BodiesSection)
    return found


def filling(texts: dict[str, str], look: Callable[[Any], None] = lambda _: None) -> None:
    """When the next dialog opens: type these texts into its fields and press Lưu."""

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FormDialog)
        for name, text in texts.items():
            dialog.form[name].set_text(text)
        look(dialog)
        dialog.save_button.click()
        if dialog.result() != QDialog.DialogCode.Accepted:
            problems = {field.name: field.problem() for field in dialog.form if field.problem()}
            dialog.form.mark_saved()
            dialog.reject()
            raise AssertionError(problems)

    QTimer.singleShot(0, fill)


def names(found: PlacesSection | BodiesSection) -> list[str]:
    model = found.table.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def choose(found: PlacesSection | BodiesSection, *wanted: str) -> None:
    table = found.table
    table.view.clearSelection()
    mode = table.view.selectionMode()
    table.view.setSelectionMode(table.view.SelectionMode.MultiSelection)
    for number, name in enumerate(names(found)):
        if name.strip() in wanted:
            table.view.selectRow(number)
    table.view.setSelectionMode(mode)


def test_every_section_opens_and_a_link_leads_to_it(desk: Desk) -> None:
    page = page_of(desk)
    for key, title, *_ in SECTIONS:
        desk.work.go("settings", key)
        assert (page.section, page.list.currentItem().text()) == (key, title)
        assert page.section_widget(key).isVisible()


def test_office_is_renamed_and_its_issuing_body_chosen(desk: Desk) -> None:
    found = section(desk, "office")
    assert isinstance(found, OfficeSection)
    assert found.key.text().count(" ") == 7
    filling(
        {
            "name": "Khối Dân vận phường Mẫu",
            "operator": "Người trực (mẫu)",
            "issuing_body": "Ủy ban MTTQ Việt Nam Phường Mẫu",
            "register_runs_on": "Đánh số liên tục qua các năm",
        }
    )
    found.edit_button.click()
    assert dict(found.facts.facts()) == {
        "Tên đơn vị": "Khối Dân vận phường Mẫu",
        "Địa bàn": "Phường Mẫu, Tỉnh Mẫu",
        "Người sử dụng": "Người trực (mẫu)",
        "Tổ chức ra văn bản": "Ủy ban MTTQ Việt Nam Phường Mẫu",
        "Sổ cấp giấy chứng nhận": "Đánh số liên tục qua các năm",
    }
    assert desk.session.operator == "Người trực (mẫu)"
    assert office_settings.read(desk.session).register_runs_on is True


def test_places_are_listed_as_a_tree_with_the_home_marked(desk: Desk) -> None:
    found = places(desk)
    assert names(found) == [
        "Tỉnh Mẫu",
        f"{INDENT}Phường Mẫu",
        f"{INDENT * 2}Tổ dân phố 2",
        f"{INDENT * 2}Tổ dân phố 10",
    ]
    whose = [found.table.model.row(row).whose for row in range(4)]
    assert whose == ["Của đơn vị", "Nơi đơn vị đóng", "Của đơn vị", "Của đơn vị"]


def test_place_is_added_below_the_chosen_one_with_the_kind_its_name_tells(desk: Desk) -> None:
    found = places(desk)
    choose(found, "Phường Mẫu")
    filling({"name": "Khu phố Chợ <mới> & cũ"})
    found.add_button.click()
    (row,) = [row for row in units.units(desk.session) if row.kind is UnitKind.QUARTER]
    assert row.path == "Khu phố Chợ <mới> & cũ, Phường Mẫu, Tỉnh Mẫu"
    assert [line.row.uid for line in found.table.selected_rows()] == [row.uid]


def test_pasted_list_adds_what_is_not_there_yet(desk: Desk) -> None:
    found = places(desk)
    hints: list[str] = []
    filling(
        {"names": "1. Tổ dân phố 1\n2. Tổ dân phố 2\n3. Tổ dân phố 3\ntổ dân phố 1"},
        lambda dialog: hints.append(dialog.form["names"]._note.text()),
    )
    found.paste_button.click()
    assert hints == ["Sẽ thêm 2 địa bàn. Đã có, bỏ qua: Tổ dân phố 2."]
    assert [name.strip() for name in names(found)[2:]] == [
        "Tổ dân phố 1",
        "Tổ dân phố 2",
        "Tổ dân phố 3",
        "Tổ dân phố 10",
    ]


def test_merger_ends_the_old_places_and_says_who_took_over(desk: Desk) -> None:
    found = places(desk)
    choose(found, "Tổ dân phố 2")
    filling(
        {
            "successor": "Tổ dân phố 10, Phường Mẫu, Tỉnh Mẫu",
            "on": "1/9/2026",
            "paper": "Nghị quyết số 12/NQ-HĐND",
        }
    )
    found.merge_button.click()
    (row,) = succession.unit_successions(desk.session)
    assert (row.predecessor_name, row.successor_name, row.on, row.paper) == (
        "Tổ dân phố 2",
        "Tổ dân phố 10",
        date(2026, 9, 1),
        "Nghị quyết số 12/NQ-HĐND",
    )
    lines = {found.table.model.row(n).row.name: found.table.model.row(n) for n in range(4)}
    assert lines["Tổ dân phố 2"].succession == (
        "Nhập vào, đổi thành Tổ dân phố 10 từ 01/09/2026 (Nghị quyết số 12/NQ-HĐND)"
    )
    assert lines["Tổ dân phố 10"].succession == "Kế thừa Tổ dân phố 2"
    assert lines["Tổ dân phố 2"].row.valid_to == date(2026, 8, 31)


def test_place_in_use_stays_and_an_unused_one_goes(desk: Desk, answers: Answers) -> None:
    found = places(desk)
    choose(found, "Phường Mẫu")
    answers.will("confirm", True)
    found.remove_button.click()
    choose(found, "Tổ dân phố 2")
    answers.will("confirm", True)
    found.remove_button.click()
    assert ("error", "Địa bàn này đang được dùng nên không xóa được.") in answers.said
    assert [name.strip() for name in names(found)] == ["Tỉnh Mẫu", "Phường Mẫu", "Tổ dân phố 10"]


def test_body_follows_its_kind_and_its_head_is_drawn(desk: Desk) -> None:
    found = bodies(desk)
    seen: list[tuple[str, str, str]] = []

    def look(dialog: Any) -> None:
        form = dialog.form
        dialog.header.show_now()
        seen.append((form["channel"].text(), form["abbreviation"].text(), dialog.header.problem()))

    filling(
        {
            "kind": BodyKind.FARMERS_UNION.label,
            "name": "Hội Nông dân phường Mẫu",
            "series": "Theo năm, từ 01",
        },
        look,
    )
    found.add_button.click()
    assert seen == [("Hội Nông dân", "HND", "")]
    (row,) = [row for row in units.bodies(desk.session) if row.kind is BodyKind.FARMERS_UNION]
    assert (row.channel, row.profile, row.unit_name) == (Channel.FARMERS, "farmers", "Phường Mẫu")
    assert office_settings.numbered_by(desk.session, row.uid) is Series.YEAR


def test_head_of_a_body_is_drawn_by_its_own_copy_of_the_profile(desk: Desk) -> None:
    found, session = bodies(desk), desk.session
    drawn: list[QImage] = []

    def look(dialog: Any) -> None:
        dialog.header.show_now()
        drawn.append(dialog.header.grab().toImage())

    (row,) = [row for row in units.bodies(session) if row.name == "Đảng ủy Phường Mẫu"]
    values = own_profiles.shipped_values(row.profile)
    values["number"]["pattern"] = "Số hiệu {number}-{kind}/{issuer}"
    for copy in (None, None, values):
        if copy is not None:
            own_profiles.save(session, row.uid, row.profile, copy)
        choose(found, row.name)
        filling({}, look)
        found.edit_button.click()
    assert [one == drawn[0] for one in drawn] == [True, True, False]


def test_body_whose_name_cannot_be_printed_is_told_while_typing(desk: Desk) -> None:
    found = bodies(desk)
    problems: list[str] = []

    def look(dialog: Any) -> None:
        dialog.header.show_now()
        problems.append(dialog.header.problem())
        dialog.form["header_name"].set_text("")

    choose(found, "Đảng ủy Phường Mẫu")
    filling({"header_name": "Nghiêng " * 24}, look)
    found.edit_button.click()
    assert len(problems) == 1
    assert "Tên cơ quan ban hành" in problems[0]


def test_body_is_set_to_issue_papers_from_the_menu(desk: Desk) -> None:
    found = bodies(desk)
    choose(found, "Ủy ban MTTQ Việt Nam Phường Mẫu")
    found._on_issuing()
    whose = {found.table.model.row(n).row.name: found.table.model.row(n).whose for n in (0, 1)}
    assert whose == {
        "Đảng ủy Phường Mẫu": "Của đơn vị",
        "Ủy ban MTTQ Việt Nam Phường Mẫu": "Ra văn bản mặc định",
    }


@pytest.fixture
def received(tmp_path: Path, qapp: QApplication, answers: Answers) -> Iterator[Desk]:
    """The upper office of the sample over a file of the lower one; one folder open at a time."""
    found = sample.sample(sample.DEFAULT)
    lower = open_session(DataFolder(tmp_path / "Cấp dưới"), Clock.fixed(found.today))
    sample.create(lower, sample.DEFAULT)
    package = tmp_path / "gửi lên.dvk"
    exchange.export(lower, package, sample.DEFAULT, found.year)
    lower.close()
    upper = open_session(DataFolder(tmp_path / "Cấp trên"), Clock.fixed(found.today))
    sample.create(upper, sample.DEFAULT, "upper")
    receiving.apply(upper, receiving.examine(upper, package), trust=True)
    made = Desk(upper, answers)
    made.open()
    made.window.go("settings")
    yield made
    desks.close(made)


def test_received_places_are_told_apart_and_cannot_be_changed(
    received: Desk, answers: Answers
) -> None:
    found = places(received)
    lines = [found.table.model.row(number) for number in range(found.table.model.rowCount())]
    foreign = [line.row.name for line in lines if line.whose == "Nhận từ đơn vị khác"]
    assert set(foreign) == {row.name for row in units.units(received.session) if not row.own}
    assert foreign
    choose(found, foreign[-1])
    assert not found.edit_button.isEnabled()
    assert not found.remove_button.isEnabled()
    found._on_edit()
    assert answers.said == [("info", "Địa bàn này do đơn vị khác gửi lên, chỉ đơn vị đó sửa được.")]


def test_data_opened_for_viewing_offers_no_change(desk: Desk) -> None:
    desk.session.view_only = True
    place, body = places(desk), bodies(desk)
    place.reload(None)
    body.reload(None)
    choose(place, "Tổ dân phố 2")
    choose(body, "Đảng ủy Phường Mẫu")
    buttons = [place.add_button, place.paste_button, place.edit_button, place.remove_button]
    buttons += [body.add_button, body.edit_button, body.remove_button]
    assert [button.text() for button in buttons if button.isEnabled()] == []
    desk.session.view_only = False
