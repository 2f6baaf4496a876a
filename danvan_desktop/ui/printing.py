"""Sends the pages of a paper to a printer, one page each time the window is free.

    job = PrintJob(pages, printer, parent)
    job.progressed.connect(...); job.finished.connect(...)      # finished(error or None)
    job.start(); job.cancel()

Pages are rendered at the printer's own resolution (at most 600) and drawn on the whole sheet, so
that what comes out is the PDF and nothing of Qt's. Between two pages the window answers.
"""

from __future__ import annotations

import logging

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from danvan_desktop.errors import UserError
from danvan_desktop.ui.pdf_view import Pages, page_image

log = logging.getLogger(__name__)

MOST_DOTS = 600


def wanted_pages(printer: QPrinter, count: int) -> list[int]:
    """Numbers from 0 of the pages asked for in the print dialog."""
    first = max(1, printer.fromPage() or 1)
    last = min(count, printer.toPage() or count)
    return list(range(first - 1, last))


def set_page(printer: QPrinter, size: tuple[float, float]) -> None:
    """Turn and size the sheet as the page is, in millimetres, without margins."""
    width, height = size
    short, long = sorted((width, height))
    flat = width > height
    sheet = QPageSize(
        QSizeF(short, long), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch
    )
    turn = QPageLayout.Orientation.Landscape if flat else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(sheet, turn, QMarginsF(0, 0, 0, 0)))


class PrintJob(QObject):
    """One run through the printer. Keep it until `finished`."""

    progressed = Signal(int, int, str)
    finished = Signal(object)

    def __init__(self, pages: Pages, printer: QPrinter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._printer = printer
        self._left = wanted_pages(printer, len(pages.sizes))
        self._total = len(self._left)
        self._painter = QPainter()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_next)

    def start(self) -> None:
        """Begin; every page is one turn of the event loop."""
        if not self._left:
            self._end(UserError("Không có trang nào trong phạm vi in đã chọn."))
            return
        self._printer.setFullPage(True)
        set_page(self._printer, self._pages.sizes[self._left[0]])
        if not self._painter.begin(self._printer):
            self._end(
                UserError(
                    "Không mở được máy in.",
                    safe="Văn bản không bị thay đổi.",
                    todo="Kiểm tra máy in đã bật và đã nối, hoặc lưu PDF rồi in sau.",
                )
            )
            return
        self._timer.start()

    def cancel(self) -> None:
        """Stop after the page being printed."""
        if self._timer.isActive():
            self._printer.abort()
            self._left.clear()

    def _on_next(self) -> None:
        if not self._left:
            self._end(None)
            return
        index = self._left.pop(0)
        done = self._total - len(self._left)
        try:
            self._print(index, first=done == 1)
        except Exception as error:
            log.error("printing page %d failed: %s", index, type(error).__name__)
            self._printer.abort()
            self._end(error)
            return
        self.progressed.emit(done, self._total, f"Đang in trang {index + 1}")

    def _print(self, index: int, *, first: bool) -> None:
        if not first:
            set_page(self._printer, self._pages.sizes[index])
            self._printer.newPage()
        dots = min(self._printer.resolution(), MOST_DOTS)
        image = page_image(self._pages.render(index, dots))
        sheet = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        self._painter.drawImage(QRectF(0, 0, sheet.width(), sheet.height()), image)

    def _end(self, error: Exception | None) -> None:
        self._timer.stop()
        if self._painter.isActive():
            self._painter.end()
        self.finished.emit(error)
