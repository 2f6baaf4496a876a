"""Sheets by file, driven by keys and clicks: the office's window, and a computer with no office."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from danvan_desktop import cli
from danvan_desktop.domain.criteria import Grade
from danvan_desktop.domain.sheets import Stage
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import (
    assessors,
    evaluation,
    interests,
    panels,
    registration_list,
    sample,
    score_sheets,
    sheet_files,
    sheet_return,
)
from danvan_desktop.services.assessor_desk import DeskStatus, open_sheets
from danvan_desktop.services.assessors import AssessorDraft
from danvan_desktop.services.session import Clock, Session, open_session
from danvan_desktop.services.sheet_files import FileOptions
from danvan_desktop.services.sheet_return_rows import Outcome
from danvan_desktop.ui import hands, start, start_sheets
from danvan_desktop.ui.assessor_scoring import AssessorScoring
from danvan_desktop.ui.assessor_window import AssessorWindow
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.evaluation_page import EvaluationPage
from danvan_desktop.ui.first_start import FirstStart
from danvan_desktop.ui.sheet_files_part import SheetFilesPart
from danvan_desktop.ui.sheet_return_dialog import SheetReturnDialog
from danvan_desktop.ui.stores import MemorySettings
from tests.services.judging_factories import full_marks
from tests.services.sheet_file_factories import mark
from tests.ui.answers import Answers
from tests.ui.scoring_factories import settle, type_best_marks
from tests.ui.test_scoring_kinds import (
    FAMILY,
    FAMILY_KEYS,
    GROUP,
    GROUP_KEYS,
    SEVENTY,
    SEVENTY_KEYS,
    Table,
    fill,
)

NAME = "Người đánh giá (mẫu)"
CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Office:
    """The ward's sample office with one assessor, its window open at the files of sheets."""

    desk: Desk
    answers: Answers
    year: int

    @property
    def session(self) -> Session:
        return self.desk.session

    @property
    def part(self) -> SheetFilesPart:
        page = self.desk.window.page("evaluation")
        assert isinstance(page, EvaluationPage)
        names = [page.modes.tabText(place) for place in range(page.modes.count())]
        page.modes.setCurrentIndex(names.index("Phiếu qua tệp"))
        part = page.part(page.modes.currentIndex())
        assert isinstance(part, SheetFilesPart)
        return part

    def uids(self) -> list[str]:
        rows = sheet_files.offered(self.session, sample.DEFAULT, self.year)
        return [row.uid for row in rows if not row.why_not]

    def person(self) -> str:
        return panels.panel_of(self.session, sample.DEFAULT, self.year).active[0].uid

    def file(self, folder: Path) -> Path:
        options = FileOptions(with_self=True, with_evidence=True)
        return sheet_files.make(self.session, self.person(), self.uids(), folder, options).path

    def wait(self) -> None:
        """Until the work beside the window has been delivered."""
        hands.until(lambda: not self.desk.runner.busy, "delivered")
        settle()

    def dialog(self) -> SheetReturnDialog:
        self.wait()
        shown = self.part.door.shown
        assert isinstance(shown, SheetReturnDialog)
        return shown


@pytest.fixture
def office(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Office]:
    found = sample.sample(sample.DEFAULT)
    session = open_session(DataFolder(tmp_path / "office"), Clock.fixed(found.today))
    sample.create(session)
    assessors.add(session, sample.DEFAULT, found.year, [AssessorDraft(NAME, "Phó Bí thư (mẫu)")])
    for row in registration_list.all_rows(session, sample.DEFAULT, found.year):
        sample.prove(session, row.uid)
    desk = Desk(session, answers)
    desk.open()
    desk.window.go("evaluation")
    yield Office(desk, answers, found.year)
    desk.runner.wait()
    settle()
    desk.close()
    session.close()


def window_of(path: Path, answers: Answers) -> AssessorWindow:
    made = start_sheets.open_window(path, answers, MemorySettings())
    made.show()
    settle()
    return made


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier)
    settle()


def open_first(window: AssessorWindow) -> AssessorScoring:
    press(window.table.view, Qt.Key.Key_Return)
    assert window.dialog is not None
    return window.dialog


def finished(path: Path, grade: Grade = Grade.MET) -> Path:
    desk = open_sheets(path, Clock.fixed(date(2026, 10, 12)))
    for row in desk.rows():
        mark(desk, row.uid, grade)
    answer = path.with_name(desk.answer_name())
    desk.write_answer(answer)
    return answer


def test_whole_file_is_marked_by_keys_alone_and_comes_back(
    office: Office, tmp_path: Path, answers: Answers
) -> None:
    path = office.file(tmp_path)
    window = window_of(path, answers)
    dialog = open_first(window)
    count = len(dialog._order)
    for number in range(count):
        type_best_marks(dialog)  # type: ignore[arg-type]
        press(dialog, Qt.Key.Key_Return, CONTROL)
        assert dialog.view.finished
        if number < count - 1:
            press(dialog, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    press(dialog, Qt.Key.Key_Escape)
    assert window.progress.text() == f"Đã xong {count}/{count} phiếu"
    answer = tmp_path / "trả về.dvp"
    answers.will("save_file", answer)
    window.answer_button.click()
    window.close()
    answers.will("open_file", answer)
    office.part.take_button.click()
    office.dialog()._on_agree()
    office.wait()
    for uid in office.uids():
        (sheet,) = [
            one
            for one in score_sheets.sheets_of(office.session, uid)
            if one.stage is Stage.APPRAISAL
        ]
        assert (sheet.assessor, sheet.finished, sheet.stale) == (NAME, True, False)


def test_what_is_typed_is_in_the_file_before_it_is_saved(
    office: Office, tmp_path: Path, answers: Answers
) -> None:
    path = office.file(tmp_path)
    window = window_of(path, answers)
    dialog = open_first(window)
    QTest.keyClicks(dialog.sheet.lines.line(dialog.sheet.lines.line_keys()[-1]).box, "1")
    assert dialog._keeper.isActive()
    dialog._keep()
    assert open_sheets(path).rows()[0].status is DeskStatus.OPEN
    dialog.close()
    window.close()


def test_finish_with_an_open_line_shows_it(
    office: Office, tmp_path: Path, answers: Answers
) -> None:
    window = window_of(office.file(tmp_path), answers)
    dialog = open_first(window)
    press(dialog, Qt.Key.Key_Return, CONTROL)
    assert not dialog.view.finished
    key = dialog.sheet.lines.current_key()
    assert key is not None
    assert "chưa đánh giá" in dialog.sheet.lines.line(key).problem.text()
    dialog.close()
    window.close()


def test_file_that_is_gone_is_said_and_kept_elsewhere(
    office: Office, tmp_path: Path, answers: Answers
) -> None:
    path = office.file(tmp_path)
    window = window_of(path, answers)
    dialog = open_first(window)
    type_best_marks(dialog)  # type: ignore[arg-type]
    path.unlink()
    press(dialog, Qt.Key.Key_S, CONTROL)
    assert dialog.trouble.isVisible()
    other = tmp_path / "chỗ khác.dvp"
    answers.will("save_file", other)
    dialog._on_elsewhere()
    assert not dialog.trouble.isVisible()
    press(dialog, Qt.Key.Key_Return, CONTROL)
    assert open_sheets(other).rows()[0].status is DeskStatus.DONE
    dialog.close()
    window.close()


def test_declined_registration_is_said_in_the_list_and_the_office_notes_it(
    office: Office, tmp_path: Path, answers: Answers
) -> None:
    path = office.file(tmp_path)
    window = window_of(path, answers)
    uid = window._desk.rows()[0].uid
    answers.will("ask_reason", "Là thành viên của tổ chức đăng ký (mẫu)")
    window.decline_button.click()
    assert window._model.shown()[0].status is DeskStatus.DECLINED
    answers.will("confirm", True)
    answers.will("save_file", tmp_path / "trả về.dvp")
    window.answer_button.click()
    window.close()
    answers.will("open_file", tmp_path / "trả về.dvp")
    office.part.take_button.click()
    office.dialog()._on_agree()
    office.wait()
    (row,) = interests.interests(office.session, sample.DEFAULT, office.year)
    assert (row.registration, row.assessor_name) == (uid, NAME)


def test_answer_without_all_sheets_asks_first(
    office: Office, tmp_path: Path, answers: Answers
) -> None:
    path = office.file(tmp_path)
    desk = open_sheets(path)
    mark(desk, desk.rows()[0].uid)
    window = window_of(path, answers)
    answers.will("confirm", False)
    window.answer_button.click()
    assert list(tmp_path.glob("*.dvp")) == [path]
    window.close()


def test_office_makes_a_file_for_each_assessor(
    office: Office, tmp_path: Path, answers: Answers
) -> None:
    office.part.make_button.click()
    dialog = office.part.dialog
    assert dialog is not None
    answers.will("choose_folder", tmp_path)
    dialog.save_button.click()
    office.wait()
    (path,) = tmp_path.glob("*.dvp")
    assert len(open_sheets(path).rows()) == len(office.uids())
    assert answers.said[-1] == ("info", f"Đã lập 1 tệp phiếu trong “{tmp_path}”.")
    assert [row.assessor for row in office.part._model.shown()] == [NAME]


def test_make_without_assessors_says_what_to_do_first(office: Office, answers: Answers) -> None:
    assessors.set_active(office.session, office.person(), False)
    office.part.make_button.click()
    assert answers.said == [("error", "Chưa có danh sách người đánh giá để lập tệp phiếu.")]


def test_conflict_is_taken_only_when_it_is_chosen(office: Office, tmp_path: Path) -> None:
    session, uid = office.session, office.uids()[0]
    answer = finished(office.file(tmp_path))
    view = evaluation.open_sheet(session, uid, Stage.APPRAISAL, NAME)
    conditions = {line.condition.code: True for line in view.conditions}
    marks = full_marks(view, Grade.NOT_MET)
    saved = evaluation.save_marks(session, uid, Stage.APPRAISAL, marks, conditions, assessor=NAME)
    evaluation.finish(session, saved.uid)
    office.part.door.take_back(answer)
    dialog = office.dialog()
    (row,) = [one for one in dialog.plan.rows if one.outcome is Outcome.CONFLICT]
    assert dialog._what(row) == "Giữ phiếu đang có"
    dialog.table.select_key(uid)
    dialog.activateWindow()
    dialog.table.view.setFocus()
    press(dialog.table.view, Qt.Key.Key_Return)
    assert dialog._what(row) == "Lấy theo tệp"
    dialog._on_agree()
    office.wait()
    assert evaluation.open_by_uid(session, saved.uid).result_words == "Đạt"


def test_same_file_again_has_nothing_to_take(office: Office, tmp_path: Path) -> None:
    answer = finished(office.file(tmp_path))
    office.part.door.take_back(answer)
    office.dialog()._on_agree()
    office.wait()
    office.part.door.take_back(answer)
    again = office.dialog()
    assert again.banner.isVisible()
    assert (again.agree_button.text(), again.agree_button.isEnabled()) == (
        "Không có gì để nhận",
        False,
    )
    again.close()


def test_damaged_file_is_refused_with_words(
    office: Office, tmp_path: Path, answers: Answers
) -> None:
    answer = finished(office.file(tmp_path))
    data = bytearray(answer.read_bytes())
    data[len(data) // 2] ^= 1
    answer.write_bytes(bytes(data))
    office.part.door.open(answer)
    office.wait()
    assert [kind for kind, _ in answers.said] == ["error"]


def dropped(window: QWidget, path: Path) -> tuple[bool, bool]:
    """Drag a file onto a window and let it go: whether each was accepted."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    action, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), action, data, left, none)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    drop = QDropEvent(QPointF(9, 9), action, data, left, none, QEvent.Type.Drop)
    drop.ignore()
    QApplication.sendEvent(window, drop)
    settle()
    return enter.isAccepted(), drop.isAccepted()


def test_file_dropped_on_the_window_is_opened(office: Office, tmp_path: Path) -> None:
    answer = finished(office.file(tmp_path))
    assert dropped(office.desk.window, answer) == (True, True)
    office.wait()
    shown = office.desk.door.shown
    assert isinstance(shown, SheetReturnDialog)
    shown.close()


def test_other_file_dropped_on_the_window_is_left_alone(office: Office, tmp_path: Path) -> None:
    other = tmp_path / "danh sách.xlsx"
    other.write_bytes(b"PK")
    assert dropped(office.desk.window, other) == (False, False)


def test_file_being_marked_here_may_be_taken_or_marked_on(
    office: Office, tmp_path: Path, answers: Answers
) -> None:
    path = office.file(tmp_path)
    desk = open_sheets(path)
    mark(desk, desk.rows()[0].uid)
    answers.will("choose", 1)
    office.desk.open_file(path)
    shown = office.desk.door.shown
    assert isinstance(shown, AssessorWindow)
    shown.close()


def test_first_start_opens_a_sheet_file_and_sets_up_nothing(
    office: Office, tmp_path: Path, answers: Answers
) -> None:
    path = office.file(tmp_path)
    session = open_session(DataFolder(tmp_path / "empty"))
    try:
        first = FirstStart(session, answers)
        first.show()
        answers.will("open_file", path)
        first.sheets_button.click()
        assert first.sheets is not None
        assert first.sheets.facts.assessor == NAME
        assert not session.office_uid
        first.deleteLater()
    finally:
        session.close()


def test_sheet_file_alone_needs_no_data_folder(
    office: Office, tmp_path: Path, answers: Answers
) -> None:
    path = office.file(tmp_path)
    before = sorted(tmp_path.iterdir())
    window = window_of(path, answers)
    window.close()
    assert sorted(tmp_path.iterdir()) == before


SECOND_START = """
import sys
from pathlib import Path
from danvan_desktop.paths import DataFolder
from danvan_desktop.ui import start
sys.exit(not start.call_running(DataFolder(Path(sys.argv[1])), Path(sys.argv[2])))
"""
"""A process of its own: on Windows what it says is not written until the window reads it."""


def test_running_window_opens_a_file_that_a_second_start_brings(
    office: Office, tmp_path: Path
) -> None:
    answer = finished(office.file(tmp_path))
    bell = start.Doorbell(office.session.folder, office.desk)
    words = (str(office.session.folder.root), str(answer))
    with subprocess.Popen([sys.executable, "-c", SECOND_START, *words]) as second:
        while second.poll() is None:
            settle(20)
    assert second.returncode == 0
    hands.until(lambda: office.desk.door.shown, "opened")
    bell.close()
    shown = office.desk.door.shown
    assert isinstance(shown, SheetReturnDialog)
    shown.close()


def test_running_window_hears_a_second_start_that_is_slow_to_say_which_file(
    office: Office, tmp_path: Path
) -> None:
    answer = finished(office.file(tmp_path))
    bell = start.Doorbell(office.session.folder, office.desk)
    office.desk.window.hide()
    second = QLocalSocket()
    second.connectToServer(start.server_name(office.session.folder))
    hands.until(office.desk.window.isVisible, "rung")
    second.write(f"open {answer}".encode())
    hands.until(lambda: office.desk.door.shown, "opened")
    bell.close()
    shown = office.desk.door.shown
    assert isinstance(shown, SheetReturnDialog)
    shown.close()


def test_window_that_does_not_listen_is_not_taken_for_one_that_heard(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    bell = start.Doorbell(office.session.folder, office.desk)
    monkeypatch.setattr(QLocalSocket, "waitForBytesWritten", lambda self, wait: False)
    assert not start.call_running(office.session.folder)
    bell.close()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["a.dvp"], ["open", "a.dvp"]),
        (["--data-dir", "x", "A.DVP"], ["--data-dir", "x", "open", "A.DVP"]),
        (["receive", "a.dvp"], ["receive", "a.dvp"]),
        (["open", "a.dvp"], ["open", "a.dvp"]),
        (["doctor"], ["doctor"]),
        ([], []),
    ],
)
def test_sheet_file_alone_on_the_command_line_is_opened(
    words: list[str], expected: list[str]
) -> None:
    assert cli._with_open(words) == expected


@pytest.mark.parametrize(
    ("table", "keys", "words"),
    [
        (GROUP, GROUP_KEYS, "73,08/100 điểm - Hoàn thành"),
        (FAMILY, FAMILY_KEYS | {"5.1": "1", "5.2": "3"}, "92,5/100 điểm - Đạt"),
        (SEVENTY, SEVENTY_KEYS, "60/70 điểm - Tốt"),
    ],
)
def test_published_result_comes_out_of_a_file_to_the_last_digit(
    qapp: QApplication,
    tmp_path: Path,
    answers: Answers,
    table: str,
    keys: Mapping[str, str],
    words: str,
) -> None:
    made = Table(tmp_path / "office", answers, table)
    session, plan = made.session, made.plan.id
    assessors.add(session, plan, 2026, [AssessorDraft(NAME)])
    person = panels.panel_of(session, plan, 2026).active[0].uid
    path = sheet_files.make(session, person, [made.uid], tmp_path).path
    window = window_of(path, answers)
    dialog = open_first(window)
    fill(dialog, keys)  # type: ignore[arg-type]
    press(dialog, Qt.Key.Key_Return, CONTROL)
    assert dialog.view.result_words == words
    dialog.close()
    answers.will("save_file", tmp_path / "trả về.dvp")
    window.answer_button.click()
    window.close()
    plan_of = sheet_return.examine(session, tmp_path / "trả về.dvp", plan, 2026)
    assert plan_of.rows[0].result_words == words
    sheet_return.apply(session, plan_of, plan_of.taken_by_default())
    (sheet,) = score_sheets.sheets_of(session, made.uid)
    assert evaluation.open_by_uid(session, sheet.uid).result_words == words
    session.close()


def test_no_private_text_reaches_the_log(
    office: Office, tmp_path: Path, answers: Answers, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    path = office.file(tmp_path)
    desk = open_sheets(path)
    uids = [row.uid for row in desk.rows()]
    for uid in uids[1:]:
        mark(desk, uid, remark="Nhận xét riêng tư")
    desk.decline(uids[0], "Lý do riêng tư")
    names = [row.name for row in desk.rows()]
    answer = tmp_path / "trả về.dvp"
    desk.write_answer(answer)
    office.part.door.take_back(answer)
    office.dialog()._on_agree()
    office.wait()
    answer.write_bytes(answer.read_bytes()[:-1])
    office.part.door.take_back(answer)
    office.wait()
    said = " ".join(record.getMessage() for record in caplog.records)
    assert [word for word in (NAME, "riêng tư", *names) if word in said] == []
