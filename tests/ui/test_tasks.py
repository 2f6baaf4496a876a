from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QThread, QTimer

from danvan_desktop.errors import UserError
from danvan_desktop.ui.application import ExceptionHook
from danvan_desktop.ui.tasks import Progress, TaskRunner


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
    qtbot.waitUntil(lambda: not runner.busy)
    assert (seen.results, seen.threads) == ([42], [True])


def test_work_runs_beside_the_main_thread(qtbot, runner):
    seen = Seen()
    where: list[bool] = []
    runner.start(
        "Việc",
        lambda progress: where.append(QThread.currentThread().isMainThread()),
        done=seen.take,
    )
    qtbot.waitUntil(lambda: not runner.busy)
    assert where == [False]


def test_error_is_told_once(qtbot, runner, answers):
    def work(_progress: Progress) -> None:
        raise UserError("Tệp hỏng.")

    runner.start("Việc", work, done=Seen().take)
    qtbot.waitUntil(lambda: not runner.busy)
    assert answers.said == [("error", "Tệp hỏng.")]


def test_error_goes_to_failed_when_given(qtbot, runner, answers):
    seen = Seen()

    def work(_progress: Progress) -> None:
        raise ValueError

    runner.start("Việc", work, done=seen.take, failed=seen.take)
    qtbot.waitUntil(lambda: not runner.busy)
    assert [type(error) for error in seen.results] == [ValueError]
    assert answers.said == []


def test_cancel_stops_at_the_next_report(qtbot, runner):
    done, stopped = Seen(), Seen()
    runner.start("Việc", looping(threading.Event()), done=done.take, cancelled=stopped.take)
    with qtbot.waitSignal(runner.progressed):
        pass
    runner.cancel()
    qtbot.waitUntil(lambda: not runner.busy)
    assert (done.results, stopped.results) == ([], [None])


def test_second_work_is_refused_while_one_runs(qtbot, runner):
    runner.start("Lập báo cáo", looping(threading.Event()), done=Seen().take)
    with pytest.raises(UserError) as refused:
        runner.start("Khác", lambda progress: None, done=Seen().take)
    runner.cancel()
    qtbot.waitUntil(lambda: not runner.busy)
    assert refused.value.what == "Đang chạy việc khác: Lập báo cáo."


def test_done_may_start_the_next_work(qtbot, runner):
    seen = Seen()

    def next_one(_result: object) -> None:
        runner.start("Hai", lambda progress: 2, done=seen.take)

    runner.start("Một", lambda progress: 1, done=next_one)
    qtbot.waitUntil(lambda: seen.results == [2])
    qtbot.waitUntil(lambda: not runner.busy)


def test_exception_in_a_slot_is_shown_once_and_counted(qtbot, answers, qapp):
    hook = ExceptionHook(answers)
    for _ in range(3):
        try:
            {}["tên người"]
        except KeyError as error:
            hook.take(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: len(answers.said) == 1)
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
    qtbot.waitUntil(lambda: [kind for kind, _ in answers.said] == ["error"])


def test_long_work_opens_a_dialog_that_cancels(qtbot, runner):
    from PySide6.QtWidgets import QApplication, QWidget

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

    qtbot.waitUntil(lambda: len(dialogs()) == 1, timeout=4_000)
    QTimer.singleShot(0, dialogs()[0].reject)
    qtbot.waitUntil(lambda: not runner.busy)
    assert stopped.results == [None]
