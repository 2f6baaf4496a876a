"""The tour fails loudly: the step is named, the summary says so, the exit code is not zero."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from danvan_desktop.errors import UserError
from danvan_desktop.ui import hands, tour, tour_office
from danvan_desktop.ui.tour_album import Album, StepFailed
from danvan_desktop.ui.tour_messages import TourMessages

PROGRAMME = "mttq-cu-jut-2020"


def test_a_step_that_fails_is_named_and_ends_the_tour(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any) -> None:
        raise AssertionError("no office")

    monkeypatch.setattr(tour_office, "first_start", fail)
    said: list[str] = []
    code = tour.run(tmp_path, today=None, programmes=[PROGRAMME], platform="", say=said.append)
    named = f"{PROGRAMME}: lower: first start: AssertionError: no office"
    assert (code, said) == (1, [named])
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert summary == {"ok": False, "failure": named, "programmes": []}


def test_an_error_message_fails_the_step_it_was_shown_in(
    tmp_path: Path, qapp: QApplication
) -> None:
    album = Album(PROGRAMME, tmp_path, TourMessages())
    failed = pytest.raises(StepFailed, match="lower: export: AssertionError: Đĩa đầy")
    with failed, album.step("lower: export"):
        album.messages.error(None, UserError("Đĩa đầy.", safe="Chưa ghi gì."))
    assert album.steps == []


def test_hands_work_a_dialog_that_comes_later(qapp: QApplication) -> None:
    dialog = QDialog()
    worked: list[QDialog] = []

    def work(shown: QDialog) -> None:
        worked.append(shown)
        shown.accept()

    with hands.on(QDialog, work):
        QTimer.singleShot(30, dialog.open)
    assert worked == [dialog]
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_hands_raise_what_went_wrong_in_the_dialog_and_close_it(qapp: QApplication) -> None:
    dialog = QDialog()

    def work(_shown: QDialog) -> None:
        raise ValueError("wrong")

    with pytest.raises(ValueError, match="wrong"), hands.on(QDialog, work):
        dialog.exec()
    assert not dialog.isVisible()


def test_hands_do_not_wait_for_ever(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands, "PATIENCE_MS", 50)
    with pytest.raises(hands.DialogNeverCameError), hands.on(QDialog, QDialog.accept):
        pass
    with pytest.raises(hands.TooLongError, match="never"):
        hands.until(lambda: False, "never")
