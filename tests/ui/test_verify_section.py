"""“Kiểm tra giấy” over a real data folder: pasted text, pictures, what is no code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from danvan_desktop.domain.paper_code import CodeFacts
from danvan_desktop.services import paper_codes
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.verify_section import VerifySection
from tests.services.test_paper_codes import FACTS, printed
from tests.ui import desks
from tests.ui.answers import Answers
from tests.ui.scoring_factories import settle


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "dữ liệu", "settings", answers)
    yield made
    desks.close(made)


@pytest.fixture
def section(desk: Desk) -> Iterator[VerifySection]:
    made = VerifySection(desk.work)
    made.show()
    yield made
    made.deleteLater()


def said(section: VerifySection) -> list[str]:
    settle()
    widgets = [section.results.itemAt(place).widget() for place in range(section.results.count())]
    return [
        label.text()
        for widget in widgets
        if widget is not None
        for label in widget.findChildren(QLabel)
        if label.text()
    ]


def test_pasted_code_is_said_to_be_true_with_its_facts(desk: Desk, section: VerifySection) -> None:
    section.code.setPlainText(paper_codes.make(desk.session, FACTS))
    section.check_button.click()
    found = said(section)
    assert found[0].startswith("Giấy đúng. Giấy do ")
    assert FACTS.recipient in found
    assert "15/10/2026" in found


def test_picture_of_a_paper_is_read(
    desk: Desk, section: VerifySection, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "ảnh chụp.png"
    printed(paper_codes.make(desk.session, FACTS), 300).save(path)
    answers.will("open_file", path)
    section.drop.button.click()
    desk.runner.wait()
    assert said(section)[0].startswith("Giấy đúng.")


def test_text_that_is_no_code_is_told_and_clears_what_was_shown(
    desk: Desk, section: VerifySection, answers: Answers
) -> None:
    section.show_results((paper_codes.check_text(desk.session, code(desk)),))
    section.code.setPlainText("không phải mã")
    section.check_button.click()
    assert said(section) == []
    assert answers.said[-1][0] == "error"


def code(desk: Desk) -> str:
    return paper_codes.make(desk.session, CodeFacts("C", "Tổ tự quản (mẫu)"))
