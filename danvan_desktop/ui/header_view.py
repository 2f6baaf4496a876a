"""Shows the head of a paper as it will be printed, while somebody types the lines of it.

Owns the picture and its delay; the drawing is `services.header_preview`.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from danvan_desktop.errors import DanVanError
from danvan_desktop.services.paper_pages import PaperPages
from danvan_desktop.ui import theme
from danvan_desktop.ui.pdf_view import page_image

DELAY_MS = 350
MM_PER_INCH = 25.4
TOP_MM, SHOWN_MM = 15, 36
"""Where the shown strip of the page begins, and how tall it is."""
LEFT_MM, RIGHT_MM = 26, 11
"""White margins that are cut away; the left one of a formal paper is the wider."""


class HeaderView(QFrame):
    """`draw` gives the PDF; called a little after `refresh`, and what it refuses is shown."""

    def __init__(self, draw: Callable[[], bytes], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.role(self, "card")
        self._draw = draw
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setAccessibleName("Tiêu đề văn bản khi in")
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        theme.role(self._problem, "problem")
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self.show_now)
        caption = QLabel("Tiêu đề văn bản khi in")
        theme.role(caption, "soft")
        layout = QVBoxLayout(self)
        layout.setSpacing(2)
        layout.addWidget(caption)
        layout.addWidget(self._picture)
        layout.addWidget(self._problem)

    def refresh(self) -> None:
        """Draw again soon; many calls in a row draw once."""
        self._delay.start()

    def problem(self) -> str:
        """Why it cannot be printed so, "" when it can."""
        return self._problem.text()

    def show_now(self) -> None:
        """Draw at once."""
        try:
            self._picture.setPixmap(self._drawn(PaperPages(self._draw())))
            self._problem.setText("")
        except DanVanError as error:
            self._problem.setText(str(error))
        self._problem.setVisible(bool(self._problem.text()))

    def _drawn(self, pages: PaperPages) -> QPixmap:
        ratio = self.devicePixelRatioF()
        wide_mm = pages.sizes[0][0] - LEFT_MM - RIGHT_MM
        dots = theme.chars(84) * ratio / (wide_mm / MM_PER_INCH)
        image = page_image(pages.render(0, dots))
        left, top, wide, tall = (
            round(length / MM_PER_INCH * dots) for length in (LEFT_MM, TOP_MM, wide_mm, SHOWN_MM)
        )
        shown = image.copy(left, top, wide, tall)
        shown.setDevicePixelRatio(ratio)
        return QPixmap.fromImage(shown)
