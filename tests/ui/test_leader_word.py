"""A decision that the leader changed in Word, read back into its draft."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtWidgets import QApplication

from danvan_desktop.services import papers
from danvan_desktop.ui.decision_dialog import DecisionDialog
from danvan_desktop.ui.desk import Desk
from tests.ui import desks
from tests.ui.answers import Answers
from tests.ui.screens_leader import changed_by_leader, drafted


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "Dữ liệu", "recognition", answers)
    yield made
    desks.close(made)


@pytest.fixture
def dialog(desk: Desk) -> DecisionDialog:
    made = drafted(desk)
    made.open()
    return made


def test_words_of_the_leader_go_into_the_draft_and_the_rest_is_listed(
    desk: Desk, dialog: DecisionDialog, answers: Answers, tmp_path: Path
) -> None:
    words = "Giao Văn phòng theo dõi <hằng tháng> & báo cáo."
    path = changed_by_leader(desk, dialog, tmp_path / "Lãnh đạo.docx", words)
    answers.will("open_file", path)
    dialog.leader.button.click()
    assert dialog.leader.box.isVisible()
    assert "Mới: Điều 2. Giao Văn phòng" in dialog.leader.box.list.toPlainText()
    dialog.leader.box.button.click()
    articles = dialog.form["articles"].text().split("\n")
    assert articles[1] == words
    left = dialog.leader.box.list.toPlainText()
    assert ("Tên mô hình khác" in left, "Giao Văn phòng" in left) == (True, False)
    assert dialog.leader.box.button.isHidden()
    dialog.accept()
    printed = papers.decision(desk.session, dialog.uid).word
    assert printed is not None
    said = [line.text for line in Document(io.BytesIO(printed())).paragraphs]
    assert f"Điều 2. {words}" in said


def test_file_that_says_the_same_or_is_no_word_file_changes_nothing(
    desk: Desk, dialog: DecisionDialog, answers: Answers, tmp_path: Path
) -> None:
    before = dialog.form["articles"].text()
    own = papers.decision(desk.session, dialog.uid).word
    assert own is not None
    (tmp_path / "a.docx").write_bytes(own())
    answers.will("open_file", tmp_path / "a.docx")
    dialog.leader.button.click()
    (tmp_path / "b.docx").write_bytes(b"PK no")
    answers.will("open_file", tmp_path / "b.docx")
    dialog.leader.button.click()
    assert (dialog.leader.box.isVisible(), dialog.form["articles"].text()) == (False, before)
    assert [words for kind, words in answers.said if kind in ("info", "error")] == [
        "Tệp Word này không khác dự thảo đã lưu.",
        "Không đọc được tệp Word này.",
    ]
    dialog.reject()
