"""“Mẫu Word” worked as an official does: export, put in, try out, set aside, take an older back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from danvan_desktop.errors import UserError
from danvan_desktop.services import word_templates
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.ui.template_check_dialog import TemplateCheckDialog
from danvan_desktop.ui.word_templates_dialog import WordTemplatesDialog
from tests.ui import desks
from tests.ui.answers import Answers
from tests.ui.desks import Desk
from tests.ui.screens_papers import page_of
from tests.ui.screens_templates import body, form, put


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
    assert "{{p noi_dung }}" in [line.text for line in Document(str(path)).paragraphs]


def test_sound_template_is_tried_out_and_put_into_use(desk: Desk, tmp_path: Path) -> None:
    dialog, trial = opened(desk), tmp_path / "thử.docx"
    answers(desk).will("open_file", form(desk, PaperKind.PLAN, "Lời của xã"))
    dialog.put_button.click()
    check = checked(dialog)
    answers(desk).will("save_file", trial)
    check.try_button.click()
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
