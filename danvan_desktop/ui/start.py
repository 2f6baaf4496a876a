"""Starts the window over a data folder, or brings the running one to the front.

Owns the order of the start: application, folder, first-start assistant, desk, event loop. One
window per data folder: a second start finds the first by a local server named after the folder.
"""

from __future__ import annotations

import faulthandler
import hashlib
import logging
import sys
from logging.handlers import RotatingFileHandler

from PySide6.QtCore import QObject, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

from danvan_desktop.errors import DanVanError
from danvan_desktop.paths import DataFolder
from danvan_desktop.services.session import Session, open_session
from danvan_desktop.ui import application
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.messages import Messages

log = logging.getLogger(__name__)

_CALL_MS = 500


def start(folder: DataFolder, *, platform: str = "") -> int:
    """Run the window until it is closed. Returns the exit code, 1 when nothing could be opened."""
    app = application.make(sys.argv[:1], platform=platform)
    messages = Messages()
    hook = application.ExceptionHook(messages, app)
    hook.install()
    if call_running(folder):
        return 0
    try:
        session = open_session(folder)
    except DanVanError as error:
        messages.error(None, error)
        return 1
    write_logs(folder, session)
    try:
        return _run(app, folder, session)
    finally:
        session.close()


def _run(app: QApplication, folder: DataFolder, session: Session) -> int:
    if not session.office_uid:
        from danvan_desktop.ui.first_start import FirstStart

        if session.view_only or not FirstStart(session).ask():
            return 0
    desk = Desk(session)
    server = Doorbell(folder, desk)
    desk.open()
    code = app.exec()
    server.close()
    return code


def write_logs(folder: DataFolder, session: Session) -> None:
    """Send the log to a file of the data folder: ids and counts, never names or values."""
    if session.view_only:
        return
    folder.logs.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder.logs / "danvan.log", maxBytes=512_000, backupCount=3, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    crash = (folder.logs / "crash.txt").open("w", encoding="utf-8")
    faulthandler.enable(crash)


def server_name(folder: DataFolder) -> str:
    """Name of the local server of a data folder, the same at every start."""
    digest = hashlib.sha256(str(folder.root).encode("utf-8")).hexdigest()
    return f"danvan-{digest[:24]}"


def call_running(folder: DataFolder) -> bool:
    """Ask a window that has this folder open to come to the front; False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(folder))
    if not socket.waitForConnected(_CALL_MS):
        return False
    socket.write(b"show")
    socket.waitForBytesWritten(_CALL_MS)
    socket.disconnectFromServer()
    return True


class Doorbell(QObject):
    """Listens for a second start and brings the window up."""

    def __init__(self, folder: DataFolder, desk: Desk) -> None:
        super().__init__()
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

    def close(self) -> None:
        self._server.close()
