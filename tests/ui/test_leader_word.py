"""A decision that the leader changed in Word, read back into its draft."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from danvan_desktop.services import leader_changes, papers
from danvan_desktop.ui import hands
from danvan_desktop.ui.decision_dialog import DecisionDialog
from danvan_desktop.ui.desk import Desk
from tests.ui import desks
from tests.ui.answers import Answers
from tests.ui.screens_leader import changed_by_leader, drafted
from tests.ui.test_papers_page import quiet


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
    quiet(desk)
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
    quiet(desk)
    (tmp_path / "b.docx").write_bytes(b"PK no")
    answers.will("open_file", tmp_path / "b.docx")
    dialog.leader.button.click()
    quiet(desk)
    assert (dialog.leader.box.isVisible(), dialog.form["articles"].text()) == (False, before)
    assert [words for kind, words in answers.said if kind in ("info", "error")] == [
        "Tệp Word này không khác dự thảo đã lưu.",
        "Không đọc được tệp Word này.",
    ]
    dialog.reject()


def test_window_answers_while_the_file_is_read_and_may_be_closed(
    desk: Desk,
    dialog: DecisionDialog,
    answers: Answers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    go_on, threads = threading.Event(), []
    uid, typed = dialog.uid, "Trích yếu gõ trong lúc đọc"
    read = leader_changes.between

    def held(*args: Any) -> Any:
        threads.append(threading.current_thread())
        assert go_on.wait(20)
        return read(*args)

    monkeypatch.setattr(leader_changes, "between", held)
    path = changed_by_leader(desk, dialog, tmp_path / "Lãnh đạo.docx", "Lời khác.")
    answers.will("open_file", path)
    dialog.leader.button.click()
    hands.until(lambda: bool(threads), "reading begun")
    dialog.form["subject"].set_text(typed)
    answers.will("choose", 1)  # keep it as a draft and close
    dialog.reject()
    hands.until(lambda: not isValid(dialog), "dialog gone")
    go_on.set()
    quiet(desk)
    assert threads[0] is not threading.main_thread()
    assert (desk.work.drafts.load(f"decision.{uid}") or {})["subject"] == typed
    assert [kind for kind, _ in answers.said if kind == "error"] == []


def test_file_is_read_once_other_work_has_ended(
    desk: Desk, dialog: DecisionDialog, answers: Answers, tmp_path: Path
) -> None:
    path = changed_by_leader(desk, dialog, tmp_path / "Lãnh đạo.docx", "Lời khác.")
    go_on = threading.Event()
    desk.work.start("Việc khác", lambda _progress: go_on.wait(20), lambda _done: None, None)
    answers.will("open_file", path)
    dialog.leader.button.click()
    go_on.set()
    hands.until(dialog.leader.box.isVisible, "changes listed")
    assert "Lời khác." in dialog.leader.box.list.toPlainText()
    dialog.reject()
