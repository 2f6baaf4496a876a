"""`LivePreview`: the real PDF of what is being typed, drawn a moment after the last key.

    preview = LivePreview(work)
    preview.draw(partial(paper_desk.paper, session, draft))      # as often as something changes

Drawing runs on the worker thread: it waits while something else runs there, and is in nobody's
way. What is wrong with the paper is said over the last good picture. Owns when to draw, not what.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from danvan_desktop.errors import DanVanError
from danvan_desktop.services.paper_pages import PaperPages
from danvan_desktop.services.papers import Paper
from danvan_desktop.ui import theme
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.messages import error_parts
from danvan_desktop.ui.pdf_view import PdfView
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

log = logging.getLogger(__name__)

PAUSE_MS = 350
"""How long nothing is typed before the page is drawn again."""
WAIT_MS = 3_000


class LivePreview(QWidget):
    """See the module's text. `drawn` after each picture, good or not."""

    drawn = Signal()

    def __init__(self, work: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._make: Callable[[], Paper] | None = None
        self._running = False
        self.view = PdfView()
        self.banner = Banner("", Tone.WARN)
        self.banner.hide()
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(PAUSE_MS)
        self._due.timeout.connect(self._on_due)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.gap() // 2)
        layout.addWidget(self.banner)
        layout.addWidget(self.view, 1)

    def draw(self, make: Callable[[], Paper]) -> None:
        """Show what `make` gives, once the typing pauses."""
        self._make = make
        self._due.start()

    def stop(self) -> None:
        """Draw nothing more, and let a drawing that runs end."""
        self._due.stop()
        self._make = None
        if self._running:
            self._work.runner.drain(WAIT_MS)

    def _on_due(self) -> None:
        make = self._make
        if make is None:
            return
        if self._running or self._work.runner.busy:
            self._due.start()
            return
        session = self._work.session

        def work(_progress: Progress) -> bytes:
            with session.connected():
                return make().content

        self._make = None
        self._running = True
        self._work.runner.start(
            "Vẽ bản xem trước",
            work,
            done=self._on_drawn,
            failed=self._on_failed,
            cancelled=self._on_cancelled,
        )

    def _on_drawn(self, content: bytes) -> None:
        self._running = False
        bar = self.view.verticalScrollBar()
        before = bar.value()
        try:
            self.view.show_pages(PaperPages(content))
        except DanVanError as error:
            self._say(error)
        else:
            bar.setValue(before)
            self.banner.hide()
        self.drawn.emit()

    def _on_failed(self, error: BaseException) -> None:
        self._running = False
        if not isinstance(error, DanVanError):
            log.error("preview failed: %s", type(error).__name__, exc_info=error)
        self._say(error)
        self.drawn.emit()

    def _on_cancelled(self) -> None:
        self._running = False

    def _say(self, error: BaseException) -> None:
        self.banner.show_text(error_parts(error)[0], Tone.WARN)
        self.banner.show()
