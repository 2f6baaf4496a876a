"""The disk was pulled out while forms were open: each can still be left, and says what is lost."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.services import paper_desk
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.ui.paper_editor import TITLE, PaperEditor
from danvan_desktop.ui.registrations_page import RegistrationsPage
from tests import factories
from tests.ui import desks
from tests.ui.answers import Answers

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows lets nobody take an open file away"
)
GONE = "Tệp dữ liệu đã bị xóa, đổi tên hoặc thay bằng tệp khác trong lúc đang mở."


@pytest.fixture
def desk(qapp, tmp_path: Path, answers: Answers) -> Iterator[desks.Desk]:
    made = desks.make_desk(tmp_path, "registrations", answers)
    yield made
    desks.close(made)


def edited(desk: desks.Desk) -> PaperEditor:
    """An editor with a typed title, and no disk any more."""
    key = (factories.PROGRAMME, desks.YEAR)
    editor = PaperEditor(
        desk.window, desk.work, paper_desk.begin(desk.session, PaperKind.PLAN, *key)
    )
    editor.open()
    editor.form[TITLE].set_text("Kế hoạch đang gõ (mẫu)")
    desk.session.folder.database.unlink()
    return editor


def test_a_form_whose_text_is_not_wanted_closes(desk, answers):
    editor = edited(desk)
    answers.will("choose", 2)
    editor.reject()
    assert not editor.isVisible()


def test_a_form_whose_draft_cannot_be_kept_says_so_and_stays(desk, answers):
    editor = edited(desk)
    answers.will("choose", 1)
    editor.reject()
    assert (editor.isVisible(), answers.said[-1]) == (True, ("error", GONE))
    editor.form.mark_saved()
    editor.reject()


def test_a_setting_that_cannot_be_kept_is_remembered_until_the_end(desk):
    desk.session.folder.database.unlink()
    desk.work.store.write("papers.filter", "signed")
    assert desk.work.store.read("papers.filter") == "signed"


@pytest.mark.parametrize("agreed", [False, True])
def test_closing_asks_before_lines_are_lost_that_cannot_be_kept(desk, answers, agreed):
    page = desk.window.page("registrations")
    assert isinstance(page, RegistrationsPage)
    page.show_quick_entry()
    assert page.quick_entry is not None
    page.quick_entry.grid_model.replace_all([["Đường hoa (mẫu)"]])
    desk.session.folder.database.unlink()
    answers.will("confirm", agreed)
    assert desk.window.close() is agreed
    question = ("confirm", "Không giữ được nội dung đang nhập. Vẫn đóng chương trình?")
    assert answers.said[-2:] == [("error", GONE), question]
    page.quick_entry.grid_model.replace_all([])
