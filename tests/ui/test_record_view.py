"""One registration on screen: its line of steps, notes, evidence, stories and history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.services import progress, record_life, registration_list, registrations
from danvan_desktop.services.record_life import How
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.pictures import thumbnail
from danvan_desktop.ui.progress_dialogs import NoteDialog, NotedStepDialog, StoryDialog
from danvan_desktop.ui.record_view import RecordView
from danvan_desktop.ui.registration_actions import ACTIVITIES
from danvan_desktop.ui.registrations_page import RegistrationsPage
from tests import factories
from tests.ui import desks
from tests.ui.answers import Answers

PLAN = factories.PROGRAMME


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "Dữ liệu", "registrations", answers)
    yield made
    desks.close(made)


@pytest.fixture
def uid(desk: Desk) -> str:
    return desks.fill_plain(desk.session, 1, first="Ngõ <b>sạch</b> & đẹp (mẫu)")[0]


def open_record(desk: Desk, uid: str) -> RecordView:
    desk.window.go("registrations", uid)
    page = desk.window.page("registrations")
    assert isinstance(page, RegistrationsPage)
    assert page.record is not None
    return page.record


def titles(desk: Desk, uid: str) -> list[tuple[str, How]]:
    (row,) = registration_list.rows_of(desk.session, PLAN, [uid])
    return [(step.title, step.how) for step in record_life.life(desk.session, row)]


def test_line_of_steps_begins_with_carrying_out_and_ends_where_it_was_returned(
    desk: Desk, uid: str
) -> None:
    assert titles(desk, uid)[:3] == [
        ("Đăng ký", How.DONE),
        ("Thực hiện", How.NOW),
        ("Tự đánh giá", How.TODO),
    ]
    progress.add_note(desk.session, uid, date(2026, 5, 1), "Đã họp dân.")
    registrations.record_step(desk.session, uid, StepKind.RETURNED, reason="Thiếu sản phẩm.")
    assert titles(desk, uid) == [
        ("Đăng ký", How.DONE),
        ("Thực hiện", How.DONE),
        ("Bị trả lại", How.HALTED),
    ]
    record = open_record(desk, uid)
    assert record.notice._text.text().endswith(": Thiếu sản phẩm.")


def test_record_shows_what_was_entered_as_plain_text(desk: Desk, uid: str) -> None:
    record = open_record(desk, uid)
    facts = dict(record.info.facts.facts())
    assert facts["Tên mô hình, điển hình"].startswith("Ngõ <b>sạch</b> & đẹp (mẫu)")
    assert facts["Mới hay duy trì"] == "Mới"
    assert [record.tabs.tabText(number) for number in range(record.tabs.count())] == [
        "Thông tin",
        "Tiến độ",
        "Đánh giá",
        "Qua các năm",
        "Lịch sử",
    ]


def test_note_with_photos_is_shown_with_them_and_in_the_history(
    desk: Desk, uid: str, tmp_path: Path
) -> None:
    photo = desks.picture(tmp_path, "ảnh <1>.jpg".replace("<1>", "1"), "#aa8866")
    record = open_record(desk, uid)
    (row,) = registration_list.rows_of(desk.session, PLAN, [uid])
    from danvan_desktop.ui.record_progress import note_dialog

    dialog = note_dialog(desk.window, desk.work, row, [photo])
    dialog.form["text"].set_text("Ra quân\nlần hai")
    dialog.accept()
    desk.window.broadcast(dialog.result_value)
    (card,) = record.progress.notes.cards
    assert (card.note.text, [p.file_name for p in card.note.photos]) == (
        "Ra quân\nlần hai",
        ["ảnh 1.jpg"],
    )
    (kept,) = progress.evidence(desk.session, uid)
    assert record.progress.evidence.list.count() == 1
    assert thumbnail(kept.path, QSize(100, 100)).size() == QSize(100, 75)
    uses = [use.use_case for use in record.history.model.shown()]
    assert uses == ["Ghi chú tiến độ", "Ghi chú tiến độ", "Đăng ký"]


def test_note_with_a_day_to_come_or_without_text_says_so_beside_the_field(
    desk: Desk, uid: str
) -> None:
    (row,) = registration_list.rows_of(desk.session, PLAN, [uid])
    dialog = NoteDialog(desk.window, desk.work, about=row.name, draft_key=f"note.{uid}")
    dialog.accept()
    assert dialog.form["text"].problem() == "Chưa nhập đã làm được gì."
    dialog.form["text"].set_text("Xong.")
    dialog.form["on"].set_text("22/11/2026")
    dialog.accept()
    assert dialog.form["on"].problem() == "Ngày ghi chú không thể ở tương lai."
    dialog.form["on"].set_text("30/02/2026")
    dialog.accept()
    assert dialog.form["on"].problem() != ""
    dialog.keep_draft()
    kept = desk.work.drafts.load(f"note.{uid}")
    assert kept is not None
    assert kept["text"] == "Xong."
    assert progress.notes(desk.session, uid) == ()


def test_evidence_that_is_no_picture_or_broken_shows_a_sign(desk: Desk, tmp_path: Path) -> None:
    junk = tmp_path / "hỏng.jpg"
    junk.write_bytes(b"\xff\xd8\xff" + b"x" * 300)
    assert thumbnail(junk, QSize(100, 100)).isNull()
    assert thumbnail(None, QSize(100, 100)).isNull()


def test_story_needs_title_and_place(desk: Desk, uid: str) -> None:
    dialog = StoryDialog(desk.window, desk.work)
    dialog.accept()
    problems = [field.name for field in dialog.form if field.problem()]
    assert problems == ["title", "published_in"]


def test_stopping_and_formal_only_need_their_cause(desk: Desk, uid: str) -> None:
    dialog = NotedStepDialog(desk.window, desk.work, title="Tình hình", kinds=ACTIVITIES, about="x")
    dialog.form["kind"].set_value(StepKind.FORMAL_ONLY)
    dialog.accept()
    assert dialog.form["reason"].problem() == "Chưa nhập nguyên nhân, ghi chú."
    dialog.form["kind"].set_value(StepKind.RUNNING)
    dialog.accept()
    assert dialog.given is not None
    assert dialog.given.kind is StepKind.RUNNING


def test_record_that_was_removed_gives_way_to_the_list(
    desk: Desk, uid: str, answers: Answers
) -> None:
    record = open_record(desk, uid)
    page = desk.window.page("registrations")
    assert isinstance(page, RegistrationsPage)
    answers.will("confirm", True)
    record.act.on_remove()
    assert page.record is None
    assert page.currentWidget() is page.list_view
    page.show_record(uid)
    assert answers.said[-1] == ("error", "Không còn đăng ký này trong dữ liệu.")
