"""Starts the window over a data folder, or brings the running one to the front.

Owns the order of the start: application, the empty window, then the folder, the first-start
assistant and the desk. The window is on screen before anything that reads data is even imported;
a folder that cannot be opened is said over it. One window per data folder: a second start finds
the first by a local server named after the folder.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QObject, QTimer, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

from danvan_desktop.errors import DamagedDataError, DanVanError
from danvan_desktop.paths import DataFolder
from danvan_desktop.ui import application
from danvan_desktop.ui.frame import FirstPaint, Frame
from danvan_desktop.ui.messages import Messages

if TYPE_CHECKING:
    from danvan_desktop.services.assessor_desk import AssessorDesk
    from danvan_desktop.services.session import Session
    from danvan_desktop.ui.assessor_window import AssessorWindow
    from danvan_desktop.ui.desk import Desk
    from danvan_desktop.ui.log_files import LogFiles

log = logging.getLogger(__name__)

_CALL_MS = 500
_ANSWER_MS = 10_000
_CUT_OFF = "Lần trước chương trình bị tắt ngang."
_NOTHING_LOST = (
    "Dữ liệu đã lưu còn nguyên; biểu mẫu đang điền dở có bản nháp thì được hỏi lại khi mở."
)
_SHOW = b"show"
_OPEN = "open "
_LONGEST_CALL = 8_192


def start(folder: DataFolder, *, platform: str = "", file: Path | None = None) -> int:
    """Run the window until it is closed. Returns the exit code, 1 when nothing could be opened.

    `file` is a sheet file to be opened in it, also when the window is running already.
    """
    app = application.make(sys.argv[:1], platform=platform)
    messages = Messages()
    hook = application.ExceptionHook(messages, app)
    hook.install()
    if call_running(folder, file):
        return 0
    return Opening(app, folder, messages, file).run()


class Opening(QObject):
    """One start: shows the empty window, opens the folder behind it, and closes both at the end."""

    def __init__(
        self,
        app: QApplication,
        folder: DataFolder,
        messages: Messages,
        file: Path | None = None,
    ) -> None:
        super().__init__()
        self._file = file
        self._app = app
        self._folder = folder
        self._messages = messages
        self._frame = Frame(messages)
        self._session: Session | None = None
        self._desk: Desk | None = None
        self._sheets: AssessorWindow | None = None
        self._logs: LogFiles | None = None

    def run(self) -> int:
        """Start, and run until the window is closed; the exit code."""
        if self._folder.database.exists():
            paint = FirstPaint(self._frame.window)
            paint.painted.connect(self._on_shown)
            self._frame.window.show()
        else:  # the assistant comes first, and a window behind it would have nothing to show
            QTimer.singleShot(0, self._on_shown)
        try:
            return self._app.exec()
        finally:
            self._close()

    def _close(self) -> None:
        self._frame.close()
        if self._session is not None:
            _copy_of_the_day(self._session)
            self._session.close()
        if self._logs is not None:
            self._logs.close()

    @Slot()
    def _on_shown(self) -> None:
        # The assistant's end must not end the program: the window follows it.
        self._app.setQuitOnLastWindowClosed(False)
        try:
            code = self._open_or_rescue()
        except Exception as error:  # said over the empty window; there is nothing else to show
            log.error("cannot start: %s", application.fault_place(type(error), error.__traceback__))
            self._messages.error(self._frame.window, error)
            code = 1
        finally:
            self._app.setQuitOnLastWindowClosed(True)
        if self._desk is None and self._sheets is None:
            self._app.exit(code)

    def _open_or_rescue(self) -> int:
        try:
            return self._open()
        except DamagedDataError as error:
            from danvan_desktop.ui import rescue

            if not rescue.offer(self._folder, self._messages, self._frame.window, error):
                raise
            return self._open()

    def _open(self) -> int:
        from danvan_desktop.services import papers
        from danvan_desktop.services.session import open_session
        from danvan_desktop.ui.desk import Desk
        from danvan_desktop.ui.log_files import LogFiles
        from danvan_desktop.ui.readiness import Readiness

        self._session = session = open_session(self._folder)
        if not session.view_only:
            self._logs = LogFiles(self._folder)
        if not session.office_uid:
            from danvan_desktop.ui.first_start import FirstStart

            assistant = None if session.view_only else FirstStart(session)
            if assistant is None or not assistant.ask():
                self._show_sheets(assistant.sheets if assistant else None)
                return 0
        self._desk = Desk(session, frame=self._frame)
        Doorbell(self._folder, self._desk, self._desk.window)
        self._desk.open()
        Readiness(papers.made_ready(), self._desk.window)
        self._warn_of_the_clock(session)
        self._tell_of_a_bad_end()
        if self._file is not None:
            self._desk.open_file(self._file)
        return 0

    def _show_sheets(self, sheets: AssessorDesk | None) -> None:
        """The sheets of another office, opened where no office is set up."""
        if sheets is not None:
            from danvan_desktop.ui.assessor_window import AssessorWindow

            self._sheets = AssessorWindow(sheets, self._messages)
            self._sheets.show()

    def _warn_of_the_clock(self, session: Session) -> None:
        from danvan_desktop.services.journal import clock_warning

        warning = clock_warning(session)
        if warning:
            self._messages.info(self._frame.window, warning)

    def _tell_of_a_bad_end(self) -> None:
        """What became of the run before, where nobody closed it; it may be what worries somebody.

        Being cut off happens with every power cut: a line is enough.
        """
        end = self._logs.bad_end if self._logs else None
        if end is None:
            return
        if end.record is None:
            self._frame.window.say(f"{_CUT_OFF} {_NOTHING_LOST}")
            return
        self._messages.info(
            self._frame.window,
            f"Lần trước chương trình dừng đột ngột, lúc {end.when:%H:%M} ngày {end.when:%d/%m/%Y}.",
            f"{_NOTHING_LOST}\n\nNếu việc này lặp lại, hãy gửi cho người hỗ trợ tệp "
            f"{end.record.name} trong thư mục dữ liệu, thư mục con {end.record.parent.name} (mở ở "
            "Thiết lập, mục Đơn vị). Tệp chỉ ghi chỗ dừng, không có tên người hay số liệu.",
        )


def _copy_of_the_day(session: Session) -> None:
    """A copy when the day's work ends; the program closes also when there can be none."""
    from danvan_desktop.services import backup

    try:
        backup.copy_of_the_day(session)
    except DanVanError as error:
        log.warning("no copy of the day: %s", type(error).__name__)


def server_name(folder: DataFolder) -> str:
    """Name of the local server of a data folder, the same at every start."""
    # Qt's own hash: hashlib would load OpenSSL before the window is on screen.
    path = str(folder.root).encode("utf-8")
    digest = QCryptographicHash.hash(path, QCryptographicHash.Algorithm.Sha256).toHex()
    return f"danvan-{bytes(digest.data()).decode('ascii')[:24]}"


def call_running(folder: DataFolder, file: Path | None = None) -> bool:
    """Ask a window that has this folder open to come to the front, and to open `file` in it.

    False when there is none, or it is too busy to listen.
    """
    socket = QLocalSocket()
    socket.connectToServer(server_name(folder))
    if not socket.waitForConnected(_CALL_MS):
        return False
    _let_others_come_forward()
    socket.write(f"{_OPEN}{file}".encode() if file is not None else _SHOW)
    # On Windows nothing is written until the window reads it, which may be in the middle of work.
    heard = socket.waitForBytesWritten(_ANSWER_MS)
    socket.disconnectFromServer()
    return heard


def _let_others_come_forward() -> None:
    """Windows lets only the program that was just started say who may take the foreground."""
    if sys.platform == "win32":
        import ctypes

        any_program = 0xFFFFFFFF
        ctypes.windll.user32.AllowSetForegroundWindow(any_program)


class Doorbell(QObject):
    """Listens for a second start and brings the window up, as long as its parent lives."""

    def __init__(self, folder: DataFolder, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._server = QLocalServer(self)
        QLocalServer.removeServer(server_name(folder))
        if not self._server.listen(server_name(folder)):
            log.warning("no local server: %s", self._server.serverError())
        self._server.newConnection.connect(self._on_rung)

    @Slot()
    def _on_rung(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.disconnected.connect(socket.deleteLater)
        window = self._desk.window
        window.showNormal() if window.isMinimized() else window.show()
        window.raise_()
        window.activateWindow()
        socket.readyRead.connect(self._on_said)
        if socket.bytesAvailable():
            socket.readyRead.emit()

    @Slot()
    def _on_said(self) -> None:
        """However long after it rang: the other start may be slow, and nothing waits for it."""
        socket = self.sender()
        assert isinstance(socket, QLocalSocket)
        said = bytes(socket.read(_LONGEST_CALL).data()).decode("utf-8", errors="replace")
        if said.startswith(_OPEN):
            self._desk.open_file(Path(said.removeprefix(_OPEN)))

    def close(self) -> None:
        """Stop listening."""
        self._server.close()
