from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QThread, QTimer, Slot
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import delete

from danvan_desktop.errors import UserError
from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.ui import hands
from danvan_desktop.ui.application import ExceptionHook
from danvan_desktop.ui.tasks import Progress, TaskRunner
from tests.ui import desks


@pytest.fixture
def runner(qapp, answers) -> TaskRunner:
    return TaskRunner(answers)


class Seen:
    """What came back, and on which thread."""

    def __init__(self) -> None:
        self.results: list[Any] = []
        self.threads: list[bool] = []

    def take(self, result: Any = None) -> None:
        self.results.append(result)
        self.threads.append(QThread.currentThread().isMainThread())


def looping(until: threading.Event) -> Callable[[Progress], int]:
    def work(progress: Progress) -> int:
        for done in range(10_000):
            progress(done, 10_000, "bước")
            until.wait(0.01)
        return 0

    return work


def test_result_comes_back_on_the_main_thread(qtbot, runner):
    seen = Seen()
    runner.start("Việc", lambda progress: 42, done=seen.take)
    hands.until(lambda: not runner.busy, "delivered")
    assert (seen.results, seen.threads) == ([42], [True])


def test_work_runs_beside_the_main_thread(qtbot, runner):
    seen = Seen()
    where: list[bool] = []
    runner.start(
        "Việc",
        lambda progress: where.append(QThread.currentThread().isMainThread()),
        done=seen.take,
    )
    hands.until(lambda: not runner.busy, "delivered")
    assert where == [False]


def test_error_is_told_once(qtbot, runner, answers):
    def work(_progress: Progress) -> None:
        raise UserError("Tệp hỏng.")

    runner.start("Việc", work, done=Seen().take)
    hands.until(lambda: not runner.busy, "delivered")
    assert answers.said == [("error", "Tệp hỏng.")]


def test_error_goes_to_failed_when_given(qtbot, runner, answers):
    seen = Seen()

    def work(_progress: Progress) -> None:
        raise ValueError

    runner.start("Việc", work, done=seen.take, failed=seen.take)
    hands.until(lambda: not runner.busy, "delivered")
    assert [type(error) for error in seen.results] == [ValueError]
    assert answers.said == []


def test_cancel_stops_at_the_next_report(qtbot, runner):
    done, stopped = Seen(), Seen()
    runner.start("Việc", looping(threading.Event()), done=done.take, cancelled=stopped.take)
    with qtbot.waitSignal(runner.progressed):
        pass
    runner.cancel()
    hands.until(lambda: not runner.busy, "delivered")
    assert (done.results, stopped.results) == ([], [None])


def test_second_work_is_refused_while_one_runs(qtbot, runner):
    window = Shown()
    qtbot.addWidget(window)
    runner.start("Lập báo cáo", looping(threading.Event()), done=Seen().take, parent=window)
    with pytest.raises(UserError) as refused:
        runner.start("Khác", lambda progress: None, done=Seen().take, parent=window)
    runner.cancel()
    hands.until(lambda: not runner.busy, "delivered")
    assert refused.value.what == "Đang chạy việc khác: Lập báo cáo."


def test_work_of_a_page_is_refused_in_words_while_other_work_runs(qapp, tmp_path, answers):
    desk = desks.make_desk(tmp_path, "papers", answers)
    desk.work.start("Lập báo cáo", looping(threading.Event()), Seen().take, desk.window)
    desk.work.start("Xuất danh sách", lambda progress: None, Seen().take, desk.window)
    desk.runner.cancel()
    hands.until(lambda: not desk.runner.busy, "cancelled")
    desks.close(desk)
    assert answers.said == [("error", "Đang chạy việc khác: Lập báo cáo.")]


def test_asked_work_begins_as_soon_as_what_nobody_asked_for_ends(qtbot, runner):
    until, seen, window = threading.Event(), Seen(), Shown()
    qtbot.addWidget(window)
    runner.start("Vẽ bản xem trước", lambda progress: until.wait(10), done=seen.take)
    assert not runner.asked
    runner.start("Lập báo cáo", lambda progress: "báo cáo", done=seen.take, parent=window)
    assert runner.asked
    with pytest.raises(UserError) as refused:
        runner.start("Khác", lambda progress: None, done=seen.take, parent=window)
    with pytest.raises(UserError):
        runner.start("Vẽ bản xem trước", lambda progress: None, done=seen.take)
    until.set()
    hands.until(lambda: not runner.busy, "delivered")
    assert refused.value.what == "Đang chạy việc khác: Lập báo cáo."
    assert seen.results == [True, "báo cáo"]


def test_asked_work_may_be_cancelled_while_it_waits(qtbot, runner):
    until, seen, stopped, window = threading.Event(), Seen(), Seen(), Shown()
    qtbot.addWidget(window)
    window.show()
    runner.start("Vẽ bản xem trước", lambda progress: until.wait(10), done=seen.take)
    runner.start("Lưu", lambda progress: 1, done=seen.take, cancelled=stopped.take, parent=window)
    hands.until(lambda: runner._dialog is not None, "progress is shown")
    assert runner._dialog.windowTitle() == "Lưu"
    runner._dialog.reject()
    until.set()
    hands.until(lambda: not runner.busy, "delivered")
    assert (seen.results, stopped.results, runner._dialog) == ([True], [None], None)


def test_closing_drops_what_waits(qtbot, runner):
    seen, window = Seen(), Shown()
    qtbot.addWidget(window)
    runner.start("Vẽ", looping(threading.Event()), done=seen.take)
    runner.start("Lưu", lambda progress: 1, done=seen.take, parent=window)
    assert runner.wait()
    hands.until(lambda: not runner.busy, "delivered")
    assert seen.results == []


def test_done_may_start_the_next_work(qtbot, runner):
    seen = Seen()

    def next_one(_result: object) -> None:
        runner.start("Hai", lambda progress: 2, done=seen.take)

    runner.start("Một", lambda progress: 1, done=next_one)
    hands.until(lambda: seen.results == [2], "the second has ended")
    hands.until(lambda: not runner.busy, "delivered")


def test_exception_in_a_slot_is_shown_once_and_counted(qtbot, answers, qapp):
    hook = ExceptionHook(answers)
    for _ in range(3):
        try:
            {}["tên người"]
        except KeyError as error:
            hook.take(type(error), error, error.__traceback__)
    hands.until(lambda: answers.said, "told")
    qtbot.wait(30)
    assert len(answers.said) == 1
    assert list(hook.counts.values()) == [3]


def test_exception_log_holds_no_values(qtbot, answers, qapp, caplog):
    hook = ExceptionHook(answers)
    try:
        raise ValueError("Nguyễn Văn A")
    except ValueError as error:
        hook.take(type(error), error, error.__traceback__)
    assert "Nguyễn" not in caplog.text
    assert "ValueError at test_tasks.py" in caplog.text


def test_exception_in_a_thread_is_shown_on_the_main_thread(qtbot, answers, qapp, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    hook = ExceptionHook(answers)
    hook.install()

    def fail() -> None:
        raise RuntimeError

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    hands.until(lambda: [kind for kind, _ in answers.said] == ["error"], "told")


def test_long_work_opens_a_dialog_that_cancels(qtbot, runner):
    from PySide6.QtWidgets import QApplication

    from danvan_desktop.ui.tasks import ProgressDialog

    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    stopped = Seen()
    runner.start(
        "In", looping(threading.Event()), done=Seen().take, cancelled=stopped.take, parent=window
    )

    def dialogs() -> list[ProgressDialog]:
        found = QApplication.topLevelWidgets()
        return [w for w in found if isinstance(w, ProgressDialog) and w.isVisible()]

    hands.until(lambda: len(dialogs()) == 1, "progress is shown")
    QTimer.singleShot(0, dialogs()[0].reject)
    hands.until(lambda: not runner.busy, "delivered")
    assert stopped.results == [None]


class Shown(QLabel):
    """A window that shows what came back, and would raise once it is deleted."""

    @Slot(object)
    def take(self, result: object = None) -> None:
        self.setText(str(result))


class Door:
    """No widget itself, but it speaks over one."""

    def __init__(self, label: QLabel) -> None:
        self.label = label

    def take(self, result: object = None) -> None:
        self.label.setText(str(result))


def show_on(label: QLabel, result: object) -> None:
    label.setText(str(result))


REACHES: list[tuple[str, Callable[[Shown], Callable[..., None]]]] = [
    ("its method", lambda window: window.take),
    ("bound in", lambda window: partial(show_on, window)),
    ("twice bound in", lambda window: partial(partial(show_on, window))),
    ("a door over it", lambda window: Door(window).take),
]


@pytest.mark.parametrize(
    "reach", [reach for _, reach in REACHES], ids=[name for name, _ in REACHES]
)
@pytest.mark.parametrize("ends", ["done", "failed", "cancelled"])
def test_nobody_is_called_whose_window_is_gone(qtbot, runner, reach, ends):
    until, window, heard = threading.Event(), Shown(), Seen()
    runner.unheard.connect(heard.take)

    def work(progress: Progress) -> int:
        until.wait(10)
        if ends == "failed":
            raise ValueError
        progress(1, 1, "")
        return 42

    call = reach(window)
    runner.start("Việc", work, done=call, failed=call, cancelled=call, parent=window)
    delete(window)
    if ends == "cancelled":
        runner.cancel()
    until.set()
    hands.until(lambda: not runner.busy, "delivered")
    assert heard.results == ([42] if ends == "done" else [])


def test_an_error_is_told_though_the_window_over_which_it_ran_is_gone(qtbot, runner, answers):
    until, window = threading.Event(), Shown()

    def work(_progress: Progress) -> None:
        until.wait(10)
        raise UserError("Đĩa đầy.")

    runner.start("Lưu", work, done=window.take, parent=window)
    delete(window)
    until.set()
    hands.until(lambda: not runner.busy, "delivered")
    assert answers.said == [("error", "Đĩa đầy.")]


def test_an_error_of_work_nobody_asked_for_is_not_told_to_nobody(qtbot, runner, answers):
    until, window = threading.Event(), Shown()

    def work(_progress: Progress) -> None:
        until.wait(10)
        raise UserError("Không vẽ được.")

    runner.start("Vẽ", work, done=window.take, failed=window.take)
    delete(window)
    until.set()
    hands.until(lambda: not runner.busy, "delivered")
    assert answers.said == []


def test_a_window_may_go_with_the_dialog_of_progress_over_it(qtbot, runner):
    until, window = threading.Event(), Shown()
    window.show()
    runner.start("Lưu", lambda progress: until.wait(10), done=window.take, parent=window)
    hands.until(lambda: runner._dialog is not None, "progress is shown")
    delete(window)
    until.set()
    hands.until(lambda: not runner.busy, "delivered")
    runner.start("Khác", lambda progress: 1, done=Seen().take)
    hands.until(lambda: not runner.busy, "delivered")


def test_a_window_may_go_before_its_dialog_of_progress_comes(qtbot, runner):
    until, window = threading.Event(), Shown()
    runner.start("Lưu", lambda progress: until.wait(10), done=window.take, parent=window)
    delete(window)
    hands.until(lambda: not runner._slow.isActive(), "the dialog was due")
    until.set()
    hands.until(lambda: not runner.busy, "delivered")
    assert runner._dialog is None


def test_pages_hear_what_was_written_for_a_window_that_is_gone(qtbot, answers, tmp_path):
    desk = desks.make_desk(tmp_path, "overview", answers)
    window, heard, changes = Shown(), Seen(), Changes(frozenset({Topic.OFFICE}))
    desk.window.broadcast = heard.take
    desk.work.start("Lưu", lambda progress: changes, window.take, window)
    delete(window)
    hands.until(lambda: not desk.runner.busy, "delivered")
    assert heard.results == [changes]
    desks.close(desk)
