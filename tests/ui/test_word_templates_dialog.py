"""“Mẫu Word” worked as an official does: export, put in, try out, set aside, take an older back."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from shiboken6 import isValid

from danvan_desktop.errors import UserError
from danvan_desktop.services import word_templates
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.ui import hands
from danvan_desktop.ui.template_check_dialog import TemplateCheckDialog
from danvan_desktop.ui.word_templates_dialog import WordTemplatesDialog
from tests.ui import desks
from tests.ui.answers import Answers
from tests.ui.desks import Desk
from tests.ui.screens_papers import page_of
from tests.ui.screens_templates import body, form, put
from tests.ui.test_papers_page import quiet


@pytest.fixture
def desk(qapp: object, tmp_path: Path) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "dữ liệu", "papers")
    yield made
    desks.close(made)


def answers(desk: Desk) -> Answers:
    assert isinstance(desk.messages, Answers)
    return desk.messages


def opened(desk: Desk) -> WordTemplatesDialog:
    page_of(desk).desk.templates_button.click()
    (dialog,) = desk.window.findChildren(WordTemplatesDialog)
    assert dialog.table.select_key(PaperKind.PLAN.value)
    return dialog


def state(desk: Desk) -> str:
    rows = word_templates.rows(desk.session, body(desk))
    return next(row.state for row in rows if row.kind is PaperKind.PLAN)


def checked(dialog: WordTemplatesDialog) -> TemplateCheckDialog:
    (found,) = dialog.findChildren(TemplateCheckDialog)
    return found


def test_list_names_every_paper_that_takes_a_template(desk: Desk) -> None:
    dialog = opened(desk)
    assert dialog.table.model.rowCount() == len(word_templates.kinds())
    assert [
        one.isEnabled()
        for one in (dialog.export_button, dialog.put_button, dialog.use_button, dialog.try_button)
    ] == [True, True, False, False]


def test_exported_template_is_a_word_file_with_its_fields(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "Mẫu.docx"
    dialog = opened(desk)
    answers(desk).will("save_file", path)
    dialog.export_button.click()
    quiet(desk)
    assert "{{p noi_dung }}" in [line.text for line in Document(str(path)).paragraphs]


def test_sound_template_is_tried_out_and_put_into_use(desk: Desk, tmp_path: Path) -> None:
    dialog, trial = opened(desk), tmp_path / "thử.docx"
    answers(desk).will("open_file", form(desk, PaperKind.PLAN, "Lời của xã"))
    dialog.put_button.click()
    quiet(desk)
    check = checked(dialog)
    answers(desk).will("save_file", trial)
    check.try_button.click()
    quiet(desk)
    assert "Lời của xã" in [
        line.text for line in Document(io.BytesIO(trial.read_bytes())).paragraphs
    ]
    check.use_button.click()
    assert state(desk) == "Đang dùng mẫu riêng"
    assert dialog.use_button.text() == "Thôi dùng mẫu riêng"
    dialog.use_button.click()
    assert state(desk) == "Có mẫu riêng, chưa dùng"
    dialog.use_button.click()
    assert state(desk) == "Đang dùng mẫu riêng"


def test_template_with_a_defect_can_only_be_closed(desk: Desk) -> None:
    dialog = opened(desk)
    answers(desk).will("open_file", form(desk, PaperKind.PLAN, "{{ thon }}", "{% import os %}"))
    dialog.put_button.click()
    quiet(desk)
    check = checked(dialog)
    assert check.list.count() == 2
    assert "“{{ thon }}”: không có trường này" in check.list.item(0).text()
    assert (check.use_button.isHidden(), check.try_button.isHidden()) == (True, True)
    check.leave_button.click()
    assert state(desk) == "Mẫu của chương trình"


def test_file_that_is_no_word_file_is_told_and_nothing_changes(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.docm"
    path.write_bytes(b"no")
    dialog = opened(desk)
    answers(desk).will("open_file", path)
    dialog.put_button.click()
    quiet(desk)
    kind, error = answers(desk).said[-1]
    assert kind == "error"
    assert "không phải tệp Word" in str(error)
    assert state(desk) == "Mẫu của chương trình"


def test_older_template_comes_back(desk: Desk) -> None:
    first = put(desk, PaperKind.PLAN, form(desk, PaperKind.PLAN, "Một", name="một.docx"))
    put(desk, PaperKind.PLAN, form(desk, PaperKind.PLAN, "Hai", name="hai.docx"))
    dialog = opened(desk)
    answers(desk).will("choose", 0)
    dialog.older_button.click()
    versions = word_templates.versions(desk.session, PaperKind.PLAN, body(desk))
    assert [row.uid for row in versions if row.active] == [first]


def test_template_with_defects_is_refused_by_the_service_too(desk: Desk) -> None:
    path = form(desk, PaperKind.PLAN, "{{ thon }}")
    found = word_templates.look_through(PaperKind.PLAN, path, ())
    with pytest.raises(UserError, match="chưa dùng được"):
        word_templates.put_in(desk.session, body(desk), found)


class Stopped(Exception):  # noqa: N818
    """As the runner's own `Cancelled`."""


@pytest.mark.parametrize("stop_at", [1, 2])
def test_form_whose_export_is_stopped_leaves_the_file_that_was_there(
    desk: Desk, tmp_path: Path, stop_at: int
) -> None:
    folder = tmp_path / "nơi lưu"
    folder.mkdir()
    path = folder / "mẫu.docx"
    path.write_bytes(b"old")
    told = []

    def progress(_done: int, _total: int, words: str) -> None:
        told.append(words)
        if len(told) == stop_at:
            raise Stopped

    with pytest.raises(Stopped):
        word_templates.export(desk.session, PaperKind.PLAN, body(desk), path, progress)
    assert [(one.name, one.read_bytes()) for one in folder.iterdir()] == [("mẫu.docx", b"old")]


def test_form_in_use_is_tried_out_after_another_was_refused(desk: Desk, tmp_path: Path) -> None:
    put(desk, PaperKind.PLAN, form(desk, PaperKind.PLAN, "Lời của xã"))
    dialog, trial = opened(desk), tmp_path / "thử.docx"
    answers(desk).will("open_file", form(desk, PaperKind.PLAN, "{{ thon }}"))
    dialog.put_button.click()
    quiet(desk)
    check = checked(dialog)
    check.leave_button.click()
    hands.until(lambda: not isValid(check), "check closed")
    answers(desk).will("save_file", trial)
    dialog.try_button.click()
    quiet(desk)
    assert trial.exists()


def test_window_closed_during_the_check_is_not_asked_again(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, look = threading.Event(), word_templates.look_through

    def held(*args: Any) -> Any:
        assert go_on.wait(20)
        return look(*args)

    monkeypatch.setattr(word_templates, "look_through", held)
    dialog = opened(desk)
    answers(desk).will("open_file", form(desk, PaperKind.PLAN, "Lời của xã"))
    dialog.put_button.click()
    assert desk.runner.busy
    dialog.reject()
    hands.until(lambda: not isValid(dialog), "window gone")
    go_on.set()
    quiet(desk)
    assert (state(desk), answers(desk).said[1:]) == ("Mẫu của chương trình", [])
