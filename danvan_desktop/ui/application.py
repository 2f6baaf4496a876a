"""Makes the one QApplication, and the one hook every stray exception reaches.

    args = ...                                       # --platform is known before Qt starts
    app = application.make(sys.argv[:1], platform=args.platform)
    hook = application.ExceptionHook(messages)       # after the first window exists
    hook.install()

Owns the platform switch, style, texts, locale and exception hook. Knows no page, no service.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import traceback
from collections.abc import Sequence
from types import TracebackType
from typing import Protocol

from PySide6.QtCore import QLocale, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from danvan_desktop.errors import DanVanError
from danvan_desktop.ui import theme
from danvan_desktop.ui.texts import VietnameseTexts

log = logging.getLogger(__name__)

NAME = "Dân vận khéo"


class ShowsErrors(Protocol):
    """What the hook needs of `ui.messages.Messages`."""

    def error(self, parent: QWidget | None, error: BaseException) -> None: ...


def make(
    argv: Sequence[str], *, platform: str = "", points: float = theme.FONT_POINTS
) -> QApplication:
    """The application with our style, or the running one. `platform` is Qt's platform name.

    The environment is set here because Wine drops every `QT_*` variable on the way in.
    """
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    if platform:
        os.environ["QT_QPA_PLATFORM"] = platform
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    # Asking for the style here and not by setStyle() saves Python the making of QStyle's enums.
    app = QApplication([*(argv or [NAME]), "-style", "fusion"])
    dress(app, points)
    return app


def dress(app: QApplication, points: float = theme.FONT_POINTS) -> None:
    """Texts, locale and looks of an application that was made with the Fusion style."""
    app.setApplicationName("DanVanKheo")
    app.setApplicationDisplayName(NAME)
    locale = QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam)
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    QLocale.setDefault(locale)
    texts = VietnameseTexts(app)
    app.installTranslator(texts)
    theme.apply(app, points=points)


class ExceptionHook(QObject):
    """Takes every exception nobody caught: logs it without values, shows it once.

    Slots, timers and threads all end in `sys.excepthook` or `threading.excepthook`, on the
    thread they happened on; the message is shown on the main thread. The same fault (kind and
    place) is shown the first time and only counted after that.
    """

    _raised = Signal(object)

    def __init__(self, messages: ShowsErrors, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._showing = False
        self.counts: dict[str, int] = {}
        self._raised.connect(self._on_raised, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over both hooks of Python."""
        sys.excepthook = self.take
        threading.excepthook = self._take_from_thread

    def take(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Log the fault by kind and place, never by its words (they may hold names)."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        place = fault_place(kind, trace)
        self.counts[place] = self.counts.get(place, 0) + 1
        log.error("unhandled %s (%d times)", place, self.counts[place])
        if self.counts[place] == 1 or isinstance(error, DanVanError):
            self._raised.emit(error)

    def _take_from_thread(self, args: threading.ExceptHookArgs) -> None:
        error = args.exc_value or args.exc_type()
        self.take(args.exc_type, error, args.exc_traceback)

    @Slot(object)
    def _on_raised(self, error: BaseException) -> None:
        if self._showing:
            return
        self._showing = True
        try:
            self._messages.error(QApplication.activeWindow(), error)
        finally:
            self._showing = False


def fault_place(kind: type[BaseException], trace: TracebackType | None) -> str:
    """`ValueError at scoring.py:88 < sheet_dialog.py:120`: the kind and the last three places."""
    frames = traceback.extract_tb(trace)[-3:]
    places = [f"{os.path.basename(frame.filename)}:{frame.lineno}" for frame in frames]  # noqa: PTH119
    return f"{kind.__name__} at {' < '.join(reversed(places)) or 'unknown place'}"
