"""The settings of award money on the real window: typed, listed, changed, removed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import FieldError
from danvan_desktop.services import award_figures, backup
from danvan_desktop.services.award_figures import FigureDraft
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.figure_dialog import FigureDialog
from danvan_desktop.ui.figures_section import FiguresSection
from danvan_desktop.ui.settings_page import SettingsPage
from tests.ui import desks
from tests.ui.answers import Answers


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "Dữ liệu", "settings", answers)
    yield made
    assert backup.doctor(made.session) == []
    desks.close(made)


def section(desk: Desk) -> FiguresSection:
    page = desk.window.page("settings")
    assert isinstance(page, SettingsPage)
    page.show_target("figures")
    found = page.section_widget("figures")
    assert isinstance(found, FiguresSection)
    return found


def typed(act: Callable[[], object], **texts: str) -> None:
    """Press, fill the dialog that opens, save."""

    def fill() -> None:
        dialog: Any = QApplication.activeModalWidget()
        assert isinstance(dialog, FigureDialog)
        for name, text in texts.items():
            dialog.form[name].set_text(text)
        dialog.save_button.click()

    QTimer.singleShot(0, fill)
    act()


def shown(found: FiguresSection) -> list[tuple[str, ...]]:
    model = found.table.view.model()
    return [
        tuple(str(model.index(row, column).data()) for column in range(5))
        for row in range(model.rowCount())
    ]


def test_money_is_reckoned_as_figures_are_typed(desk: Desk) -> None:
    found = section(desk)
    typed(
        found.add_button.click,
        kind="Giấy khen",
        subject_kind="Cá nhân",
        value="0,15",
        valid_from="1/7/2024",
    )
    assert shown(found) == [
        ("Hệ số giấy khen, cá nhân", "0,15", "Chưa có lương cơ sở", "01/07/2024", "Đang áp dụng")
    ]
    typed(
        found.base_button.click, value="2.340.000", valid_from="1/7/2024", source="Nghị định (mẫu)"
    )
    typed(found.base_button.click, value="3.000.000", valid_from="1/1/2027")
    assert shown(found) == [
        ("Lương cơ sở", "3.000.000 đồng", "", "01/01/2027", "Sẽ áp dụng"),
        ("Lương cơ sở", "2.340.000 đồng", "", "01/07/2024", "Đang áp dụng"),
        ("Hệ số giấy khen, cá nhân", "0,15", "360.000 đồng", "01/07/2024", "Đang áp dụng"),
    ]


def test_figure_is_changed_and_removed(desk: Desk, answers: Answers) -> None:
    found = section(desk)
    typed(found.base_button.click, value="1.800.000", valid_from="1/7/2023")
    typed(found.edit_button.click, value="2.340.000", valid_from="1/7/2024")
    assert shown(found) == [("Lương cơ sở", "2.340.000 đồng", "", "01/07/2024", "Đang áp dụng")]
    answers.will("confirm", True)
    found.remove_button.click()
    assert shown(found) == []


def test_kind_of_our_own_keeps_its_marks_and_a_taken_day_is_refused(desk: Desk) -> None:
    session = desk.session
    draft = FigureDraft("0,5", date(2026, 1, 1), "", "Cờ thi đua", SubjectKind.COLLECTIVE)
    award_figures.save(session, draft)
    second = FigureDraft("0,6", date(2026, 6, 1), "", "Cờ thi đua", SubjectKind.COLLECTIVE)
    uid = award_figures.save(session, second).uid
    assert [line.name for line in award_figures.lines(session)] == ["Hệ số cờ thi đua, tập thể"] * 2
    assert "Cờ thi đua" in award_figures.kinds(session)
    with pytest.raises(FieldError, match="Ngày này đã có mức khác"):
        award_figures.change(session, uid, draft)
