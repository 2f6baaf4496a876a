"""Runs one long use case at a time beside the window.

    def work(progress: Progress) -> Report: return reports.build(..., progress=progress)
    self._runner.start("Lập báo cáo", work, done=self._on_report_made, parent=self)

`done(result)` runs on the main thread; an error goes to `failed(error)` or, without one, to the
message box; after a cancel neither runs, only `cancelled()`. `work` is called on the single
worker thread and must not touch a widget; it reports with `progress(done, total, text)`, and
that call is where a cancel takes effect (it raises `Cancelled`, which a use case lets pass, so
that its transaction rolls back). A work function that never reports cannot be cancelled.

Work without a `parent` is work nobody asked for, such as the drawing of a preview: what is asked
for meanwhile begins as soon as it ends, and only other asked work is in its way.

Who asked may be gone when the work ends, its window closed and deleted: then nobody is called,
`unheard(result)` says what came of it, and an error is still told where there was a `parent`.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from danvan_desktop.errors import UserError
from danvan_desktop.ui import theme

log = logging.getLogger(__name__)

Progress = Callable[[int, int, str], None]
DIALOG_AFTER_MS = 700
COLLECT_EVERY_MS = 1_000


class Cancelled(Exception):  # noqa: N818
    """Raised inside a work function at its next report, after the official cancelled."""


class ShowsErrors(Protocol):
    """What the runner needs of `ui.messages.Messages`."""

    def error(self, parent: QWidget | None, error: BaseException) -> None: ...


@dataclass
class Task:
    """One piece of work, what to do with its result, and whether it was cancelled."""

    title: str
    work: Callable[[Progress], Any]
    done: Callable[[Any], None]
    failed: Callable[[BaseException], None] | None
    cancelled: Callable[[], None] | None
    parent: QWidget | None
    stop: bool = False

    @property
    def asked(self) -> bool:
        """Somebody asked for it, over whose window it is shown."""
        return self.parent is not None

    def hears(self, call: Callable[..., None]) -> bool:
        """False once a widget it would reach is deleted: its own, those bound in, the parent."""
        reached: list[object] = []
        while isinstance(call, partial):
            reached += (*call.args, *call.keywords.values())
            call = call.func
        owner = getattr(call, "__self__", None)
        reached.append(owner if isinstance(owner, QObject) else self.parent)
        return all(map(isValid, reached))


class _Job(QRunnable):
    def __init__(self, task: Task, runner: TaskRunner) -> None:
        super().__init__()
        self._task = task
        self._runner = runner

    def run(self) -> None:
        try:
            result = self._task.work(self._report)
        except BaseException as error:
            self._runner.ended.emit(None, error)
        else:
            self._runner.ended.emit(result, None)

    def _report(self, done: int, total: int, text: str) -> None:
        if self._task.stop:
            raise Cancelled
        self._runner.progressed.emit(done, total, text)


class TaskRunner(QObject):
    """The single worker. The window shows `started`, `progressed` and `busy_changed`."""

    started = Signal(str)
    progressed = Signal(int, int, str)
    busy_changed = Signal(bool)
    ended = Signal(object, object)
    unheard = Signal(object)

    def __init__(self, messages: ShowsErrors, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._task: Task | None = None
        self._next: Task | None = None
        self._dialog: ProgressDialog | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(DIALOG_AFTER_MS)
        self._slow.timeout.connect(self._on_slow)
        self._collector = QTimer(self)
        self._collector.setInterval(COLLECT_EVERY_MS)
        self._collector.timeout.connect(self._on_collect)
        self.ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """True from `start` until the result, error or cancel has been delivered."""
        return self._task is not None

    @property
    def asked(self) -> bool:
        """True while work runs or waits that somebody asked for."""
        return any(task is not None and task.asked for task in (self._task, self._next))

    def start(
        self,
        title: str,
        work: Callable[[Progress], Any],
        *,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Begin `work`. With `parent`, a dialog with progress and cancel opens if it takes long.

        Raises UserError while something else is running that somebody asked for.
        """
        task = Task(title, work, done, failed, cancelled, parent)
        last = self._next or self._task
        if last is not None and (last.asked or not task.asked):
            raise UserError(
                f"Đang chạy việc khác: {last.title}.",
                todo="Hãy chờ việc đó xong hoặc hủy việc đó trước.",
            )
        if task.asked:
            self._slow.start()
        if last is None:
            self._begin(task)
        else:
            self._next = task

    def _begin(self, task: Task) -> None:
        self._task = task
        self.started.emit(task.title)
        self.busy_changed.emit(True)
        gc.disable()
        self._collector.start()
        self._pool.start(_Job(task, self))

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        task = self._next or self._task
        if task is not None:
            task.stop = True

    def drain(self, milliseconds: int) -> None:
        """Wait for what the worker does now, without stopping it."""
        self._pool.waitForDone(milliseconds)

    def wait(self, milliseconds: int = 30_000) -> bool:
        """Cancel and wait for the worker; for closing the program."""
        self._next = None
        self.cancel()
        ended = self._pool.waitForDone(milliseconds)
        if ended:
            self._collector.stop()
            gc.enable()
        return ended

    @Slot()
    def _on_slow(self) -> None:
        task = self._next or self._task
        if task is None or task.parent is None or not isValid(task.parent):
            return
        self._dialog = ProgressDialog(task.title, task.parent.window())
        self.progressed.connect(self._dialog.show_progress)
        self._dialog.rejected.connect(self.cancel)
        self._dialog.open()

    @Slot()
    def _on_collect(self) -> None:
        gc.collect(1)

    @Slot(object, object)
    def _on_ended(self, result: object, error: BaseException | None) -> None:
        task, self._task = self._task, None
        follows, self._next = self._next, None
        self._pool.waitForDone()  # the thread drops what it held before anything else does
        self._collector.stop()
        gc.enable()
        if follows is not None and not follows.stop:
            self._begin(follows)
        else:
            self._close_dialog()
            self.busy_changed.emit(False)
        if follows is not None and follows.stop:
            self._deliver(follows, None, Cancelled())
        if task is not None:
            self._deliver(task, result, error)

    def _close_dialog(self) -> None:
        self._slow.stop()
        if self._dialog is not None and isValid(self._dialog):
            self._dialog.finish()
        self._dialog = None

    def _deliver(self, task: Task, result: object, error: BaseException | None) -> None:
        if isinstance(error, Cancelled):
            if task.cancelled is not None and task.hears(task.cancelled):
                task.cancelled()
        elif error is None:
            if task.hears(task.done):
                task.done(result)
            elif task.asked:
                self.unheard.emit(result)
        elif task.failed is not None and task.hears(task.failed):
            task.failed(error)
        else:
            log.error("task failed: %s", type(error).__name__, exc_info=error.__traceback__ is None)
            if task.asked or task.hears(task.done):
                self._messages.error(task.parent if isValid(task.parent) else None, error)


class ProgressDialog(QDialog):
    """What is being done, how far it is, and a way to stop it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(theme.chars(56))
        heading = QLabel(title)
        theme.role(heading, "heading")
        self._text = QLabel("Đang chuẩn bị...")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        theme.role(self._text, "soft")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self._cancel = QPushButton("Hủy")
        self._cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.gap())
        for widget in (heading, self._text, self._bar):
            layout.addWidget(widget)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._cancel)
        layout.addLayout(row)

    @Slot(int, int, str)
    def show_progress(self, done: int, total: int, text: str) -> None:
        """`total` 0 means: nobody knows how much there is."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._text.setText(f"{text} ({done}/{total})" if total else text)

    def reject(self) -> None:
        """Ask the work to stop, and stay until it has stopped."""
        self._cancel.setEnabled(False)
        self._text.setText("Đang dừng...")
        self.rejected.emit()

    def finish(self) -> None:
        """Close without asking the work to stop."""
        self.done(QDialog.DialogCode.Accepted)
        self.deleteLater()
