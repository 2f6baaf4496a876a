"""Programmes in the settings: adding one, answering what its paper leaves open, its figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from danvan_desktop.services import (
    adoption,
    authority,
    calendar,
    certificates,
    gaps,
    overview,
    programmes,
)
from danvan_desktop.services.programmes import ProgrammeDefects
from danvan_desktop.ui import hands
from danvan_desktop.ui.deadline_dialogs import OwnDateDialog
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.gap_dialogs import AuthorityDialog, WordsDialog
from danvan_desktop.ui.programmes_section import ProgrammesSection
from danvan_desktop.ui.settings_page import SettingsPage
from danvan_desktop.ui.targets_view import TargetDialog
from tests import factories
from tests.ui import desks
from tests.ui.answers import Answers

YOUTH = "huyen-doan-tho-xuan-2022-2025"
FRONT = "mttq-cu-jut-2020"


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "Dữ liệu", "settings", answers)
    yield made
    desks.close(made)


def section(desk: Desk, programme_id: str = factories.PROGRAMME) -> ProgrammesSection:
    """The section with this programme chosen, adopted first if need be."""
    if programme_id != factories.PROGRAMME:
        factories.adopt(desk.session, programme_id)
    page = desk.window.page("settings")
    assert isinstance(page, SettingsPage)
    page.show_target("programmes")
    found = page.section_widget("programmes")
    assert isinstance(found, ProgrammesSection)
    found.reload(None)
    found.table.select_key(programme_id)
    return found


def test_a_shipped_programme_is_added_from_the_menu(desk: Desk) -> None:
    found = section(desk)
    found._shipped.aboutToShow.emit()
    action = next(a for a in found._shipped.actions() if "Thọ Xuân" in a.text())
    action.trigger()
    assert {row.programme_id for row in adoption.adopted(desk.session)} == {
        factories.PROGRAMME,
        YOUTH,
    }


def test_a_file_with_defects_is_refused_in_the_words_of_the_check(
    desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    found = section(desk)
    path = tmp_path / "sai.toml"
    path.write_text("format = 1\n", encoding="utf-8")
    answers.will("open_file", path)
    found.on_file()
    (said,) = [words for kind, words in answers.said if kind == "error"]
    with pytest.raises(ProgrammeDefects) as caught:
        programmes.read_file(path)
    assert said.split("\n")[1:] == [str(item) for item in caught.value.defects]
    assert len(adoption.adopted(desk.session)) == 1


def gap(desk: Desk, programme_id: str, key: str) -> str:
    return next(row.answer for row in gaps.gaps(desk.session, programme_id) if row.key == key)


def test_who_recognises_is_answered_by_the_office_and_taken_back(desk: Desk) -> None:
    found = section(desk, YOUTH)
    found.gaps.table.select_key("authorities")

    def fill(dialog: AuthorityDialog) -> None:
        dialog.form["level"].set_value("huyen")
        dialog.form["titles"].set_value(("mo-hinh",))
        dialog.form["basis"].set_text("Thông báo phân cấp (mẫu)")
        dialog.save_button.click()

    with hands.on(AuthorityDialog, fill):
        found.gaps.answer_button.click()
    (answer,) = authority.answers(desk.session, YOUTH)
    assert (answer.level, answer.titles) == ("huyen", ("mo-hinh",))
    assert gap(desk, YOUTH, "authorities").startswith("Đảng ủy Phường Mẫu công nhận ")
    found.gaps.table.select_key("authorities")
    found.gaps.clear_button.click()
    assert authority.answers(desk.session, YOUTH) == ()


def test_certificates_are_chosen_by_the_office(desk: Desk, answers: Answers) -> None:
    found = section(desk, YOUTH)
    found.gaps.table.select_key("registration.certificates")
    answers.will("choose", 1)
    found.gaps.answer_button.click()
    assert not certificates.wanted(desk.session, YOUTH)
    assert gap(desk, YOUTH, "registration.certificates") == "Không cấp"


def test_other_gaps_are_answered_in_words(desk: Desk) -> None:
    found = section(desk)
    found.gaps.table.select_key("lead_body")

    def fill(dialog: WordsDialog) -> None:
        dialog.form["answer"].set_text("Ban Xây dựng Đảng (mẫu)")
        dialog.save_button.click()

    with hands.on(WordsDialog, fill):
        found.gaps.answer_button.click()
    assert gap(desk, factories.PROGRAMME, "lead_body") == "Ban Xây dựng Đảng (mẫu)"


def test_deadline_the_paper_leaves_open_is_dated_in_its_own_dialog(desk: Desk) -> None:
    found = section(desk, FRONT)
    found.gaps.table.select_key("deadlines.dang-ky")

    def fill(dialog: OwnDateDialog) -> None:
        dialog.form["due"].set_text("15/3/2020")
        dialog.save_button.click()

    with hands.on(OwnDateDialog, fill):
        found.gaps.answer_button.click()
    assert gap(desk, FRONT, "deadlines.dang-ky") == "Đã đặt ngày: 15/03/2020"
    items = calendar.agenda(desk.session, FRONT, date(2020, 1, 1), date(2020, 12, 31))
    assert {item.code: item.due for item in items}["dang-ky"] == date(2020, 3, 15)


def test_figure_of_the_office_counts_on_the_first_page(desk: Desk) -> None:
    found = section(desk)
    found.gaps.table.select_key("targets")
    found.gaps.answer_button.click()
    assert found.tabs.currentWidget() is found.targets
    found.targets.table.select_key("ty-le-cong-nhan")

    def fill(dialog: TargetDialog) -> None:
        dialog.form["at_least"].set_text("120")
        dialog.save_button.click()
        assert dialog.form["at_least"].problem() == "Con số phải từ 0 đến 100."
        dialog.form["at_least"].set_text("62,5")
        dialog.save_button.click()

    with hands.on(TargetDialog, fill):
        found.targets.set_button.click()
    row = found.targets.table.model.row(2)
    assert row is not None
    assert (row.written, row.set_here) == ("từ 50 %", "từ 62,5 %")
    shown = overview.overview(desk.session, factories.PROGRAMME, 2026).targets
    assert shown[2].target.at_least == Decimal("62.5")
    assert gap(desk, factories.PROGRAMME, "targets") == "Đã đặt 1/4 chỉ tiêu"


def test_what_the_paper_says_is_not_counted_as_open(desk: Desk) -> None:
    found = section(desk)
    rows = {row.key: row for row in gaps.gaps(desk.session, factories.PROGRAMME)}
    assert rows["registration.certificates"].said == "Theo chương trình: có cấp"
    assert not rows["authorities"].is_open
    assert found.tabs.tabText(0) == "Đơn vị tự đặt (5 chưa đặt)"


def test_programme_is_laid_open_with_its_headings(desk: Desk) -> None:
    found = section(desk, YOUTH)
    tree = found.outline
    heads = [tree.topLevelItem(row).text(0) for row in range(tree.topLevelItemCount())]
    assert heads == [
        "Văn bản",
        "Cấp công nhận",
        "Lĩnh vực",
        "Danh hiệu",
        "Yêu cầu khi đăng ký",
        "Bộ tiêu chí",
        "Mốc thời gian",
        "Chỉ tiêu",
        "Văn bản phải có",
        "Nơi nhận",
    ]
