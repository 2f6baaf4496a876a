"""The catalogue of legal bases and the terms of numbers, changed in the real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.units import Channel
from danvan_desktop.errors import FieldError
from danvan_desktop.services import (
    backup,
    legal_bases,
    number_series,
    office_settings,
    recognition,
    units,
)
from danvan_desktop.services.legal_bases import BaseDraft
from danvan_desktop.ui.bases_section import BaseDialog, BasesSection
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.office_dialog import OfficeDialog
from danvan_desktop.ui.office_section import OfficeSection
from danvan_desktop.ui.settings_page import SettingsPage
from tests import factories
from tests.ui import desks
from tests.ui.answers import Answers


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "Dữ liệu", "settings", answers)
    yield made
    assert backup.doctor(made.session) == []
    desks.close(made)


def section(desk: Desk, key: str) -> Any:
    page = desk.window.page("settings")
    assert isinstance(page, SettingsPage)
    page.show_target(key)
    return page.section_widget(key)


def typed(kind: type, act: Callable[[], object], **texts: str) -> None:
    """Press, fill the dialog that opens, save."""

    def fill() -> None:
        dialog: Any = QApplication.activeModalWidget()
        assert isinstance(dialog, kind)
        for name, text in texts.items():
            dialog.form[name].set_text(text)
        dialog.save_button.click()

    QTimer.singleShot(0, fill)
    act()


def own(desk: Desk) -> list[tuple[str, bool]]:
    return [(line.text, line.in_force) for line in legal_bases.lines(desk.session) if line.own]


def test_line_is_added_changed_and_removed(desk: Desk, answers: Answers) -> None:
    found = section(desk, "bases")
    assert isinstance(found, BasesSection)
    typed(BaseDialog, found.add_button.click, text="Căn cứ Quy chế số 01-QC/ĐU;", channel="Đảng")
    assert own(desk) == [("Căn cứ Quy chế số 01-QC/ĐU", True)]
    typed(BaseDialog, found.edit_button.click, valid_to="1/1/2026")
    assert own(desk) == [("Căn cứ Quy chế số 01-QC/ĐU", False)]
    answers.will("confirm", True)
    found.remove_button.click()
    assert own(desk) == []


def test_lines_of_the_program_are_not_changed_here(desk: Desk) -> None:
    found = section(desk, "bases")
    shipped = next(line for line in legal_bases.lines(desk.session) if not line.own)
    found.table.select_key(shipped.text)
    assert not found.edit_button.isEnabled()
    assert not found.remove_button.isEnabled()


def test_papers_are_proposed_the_lines_of_their_channel_and_day(desk: Desk) -> None:
    session = desk.session
    for text, channel, last in (
        ("Căn cứ Quy chế của đơn vị (mẫu)", Channel.PARTY, None),
        ("Căn cứ của mọi hệ thống (mẫu)", None, None),
        ("Căn cứ đã hết hiệu lực (mẫu)", Channel.PARTY, date(2026, 1, 1)),
        ("Căn cứ của chính quyền (mẫu)", Channel.STATE, None),
    ):
        legal_bases.save(session, BaseDraft(text, channel, None, last))
    body = units.bodies(session)[0].uid
    draft = recognition.propose_draft(session, factories.PROGRAMME, 2026, body, desks.fill(session))
    found = [line for line in draft.bases.split("\n") if "(mẫu)" in line]
    assert found == ["Căn cứ Quy chế của đơn vị (mẫu)", "Căn cứ của mọi hệ thống (mẫu)"]


def test_line_of_the_program_is_put_out_of_use_and_back(desk: Desk) -> None:
    found, session = section(desk, "bases"), desk.session
    text = "Căn cứ Quy chế làm việc của {body}"
    uids = desks.fill(session)
    body = units.bodies(session)[0].uid

    def proposed() -> bool:
        year = desks.YEAR
        draft = recognition.propose_draft(session, factories.PROGRAMME, year, body, uids[:1])
        return "Quy chế làm việc" in draft.bases

    assert proposed()
    found.table.select_key(text)
    assert found.use_button.text() == "Thôi dùng"
    found.use_button.click()
    assert not proposed()
    found.table.select_key(text)
    assert found.use_button.text() == "Dùng lại"
    assert legal_bases.unused(session) == {text}
    found.use_button.click()
    assert proposed()
    assert [line.in_force for line in legal_bases.lines(session)] == sorted(
        (line.in_force for line in legal_bases.lines(session)), reverse=True
    )


def test_wrong_dates_and_twins_are_refused(desk: Desk) -> None:
    session = desk.session
    with pytest.raises(FieldError, match="phải sau ngày có hiệu lực"):
        legal_bases.save(session, BaseDraft("A", None, date(2026, 2, 1), date(2026, 1, 1)))
    legal_bases.save(session, BaseDraft("Căn cứ Điều lệ"))
    with pytest.raises(FieldError, match="đã có trong danh mục"):
        legal_bases.save(session, BaseDraft("căn cứ điều lệ."))


def test_terms_of_numbers_are_set_in_the_office(desk: Desk) -> None:
    found = section(desk, "office")
    assert isinstance(found, OfficeSection)
    typed(OfficeDialog, found.edit_button.click, term_starts="1/9/2025; 15/8/2020")
    starts = office_settings.read(desk.session).term_starts
    assert starts == (date(2020, 8, 15), date(2025, 9, 1))
    body = units.bodies(desk.session)[0].uid
    days = (date(2025, 8, 31), date(2025, 9, 1))
    found_in = [number_series.period(desk.session, body, day) for day in days]
    assert found_in == ["2020-08-15", "2025-09-01"]
