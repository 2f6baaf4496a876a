"""Sends the pages of a paper to a printer, one page each time the window is free.

    run = PrintRun(window, PrintJob(pages, printer), "In Quyết định")
    run.finished.connect(...)                                   # finished(error or None)
    run.start()                                                 # progress, and Cancel

Pages are rendered at the printer's own resolution (at most 600) and drawn on the whole sheet, so
that what comes out is the PDF and nothing of Qt's. Between two pages the window answers.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QObject, QPointF, QRectF, QSizeF, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from danvan_desktop.errors import UserError
from danvan_desktop.ui.pdf_view import Pages, page_image
from danvan_desktop.ui.stores import SettingsStore
from danvan_desktop.ui.tasks import ProgressDialog

log = logging.getLogger(__name__)

MOST_DOTS = 600
_REMEMBERED = "printer"


def wanted_pages(printer: QPrinter, count: int, current: int = 0) -> list[int]:
    """Numbers from 0 of the pages asked for in the print dialog, in the order of the paper."""
    if printer.printRange() is QPrinter.PrintRange.CurrentPage:
        return [current] if current < count else []
    ranges = printer.pageRanges()
    return [page for page in range(count) if ranges.isEmpty() or ranges.contains(page + 1)]


def sheet_order(
    pages: Sequence[int], copies: int, *, collated: bool, both_sides: bool, last_first: bool = False
) -> list[int | None]:
    """The pages as they go to a printer that makes one copy of what it is given; None is blank.

    Printed on both sides, every copy begins on a sheet of its own.
    """
    order: list[int | None] = list(reversed(pages)) if last_first else list(pages)
    if copies < 2 or not order:
        return order
    if not collated:
        return [page for page in order for _ in range(copies)]
    if both_sides and len(order) % 2:
        order.append(None)
    made = order * copies
    return made if made[-1] is not None else made[:-1]


def _order_for(printer: QPrinter, count: int, current: int) -> list[int | None]:
    """What is drawn for the choices of the dialog; copies only where the printer makes none."""
    alone = printer.supportsMultipleCopies()
    return sheet_order(
        wanted_pages(printer, count, current),
        1 if alone else printer.copyCount(),
        collated=printer.collateCopies(),
        both_sides=printer.duplex() is not QPrinter.DuplexMode.DuplexNone,
        last_first=printer.pageOrder() is QPrinter.PageOrder.LastPageFirst,
    )


def remember(store: SettingsStore, printer: QPrinter) -> None:
    """Keep what was chosen for the next paper: printer, sides, colour, sorting of copies."""
    chosen = {
        "name": printer.printerName(),
        "duplex": printer.duplex().value,
        "colour": printer.colorMode().value,
        "collate": printer.collateCopies(),
    }
    store.write(_REMEMBERED, json.dumps(chosen))


def recall(store: SettingsStore, printer: QPrinter) -> None:
    """Choose again what was kept; a printer that is gone leaves the system's own choice."""
    try:
        chosen = json.loads(store.read(_REMEMBERED) or "{}")
        name = str(chosen["name"])
        duplex = QPrinter.DuplexMode(chosen["duplex"])
        colour = QPrinter.ColorMode(chosen["colour"])
        collate = bool(chosen["collate"])
    except (ValueError, KeyError, TypeError):
        return
    if name in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(name)
    printer.setDuplex(duplex)
    printer.setColorMode(colour)
    printer.setCollateCopies(collate)


def no_printer() -> UserError:
    """What is said where nothing can print."""
    return UserError(
        "Chưa có máy in nào để in.",
        safe="Văn bản, giấy chứng nhận vẫn còn nguyên.",
        todo="Nối và cài máy in, hoặc bấm “Lưu PDF...” rồi in ở máy khác.",
    )


def nothing_to_choose(printer: QPrinter) -> bool:
    """True without any printer on Windows, whose print dialog would then not even open."""
    native = printer.outputFormat() is QPrinter.OutputFormat.NativeFormat
    return sys.platform == "win32" and not native


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


def _unsqueezed(drawn: QSizeF, sheet: QSizeF) -> QSizeF:
    """As drawn where the sheet differs by rounding only: squeezed, it would lose rows of dots."""
    near = abs(drawn.width() - sheet.width()) + abs(drawn.height() - sheet.height())
    return drawn if near < sheet.height() / 100 else sheet


def _arrived(printer: QPrinter) -> bool:
    """Whether the printer took all of it; Qt does not notice that a PDF it writes was cut off."""
    if printer.outputFormat() is not QPrinter.OutputFormat.PdfFormat:
        return printer.printerState() is not QPrinter.PrinterState.Error
    try:
        with Path(printer.outputFileName()).open("rb") as file:
            file.seek(-32, os.SEEK_END)
            return b"%%EOF" in file.read()
    except OSError:
        return False


def _broken_off() -> UserError:
    return UserError(
        "Chưa in hết: máy in hoặc nơi lưu tệp in báo lỗi.",
        safe="Văn bản trong chương trình không bị thay đổi.",
        todo="Kiểm tra máy in và chỗ trống của ổ đĩa, rồi in lại các trang còn thiếu.",
    )


class PrintJob(QObject):
    """One run through the printer. Keep it until `finished`."""

    progressed = Signal(int, int, str)
    finished = Signal(object)

    def __init__(
        self, pages: Pages, printer: QPrinter, parent: QObject | None = None, *, current: int = 0
    ) -> None:
        """`current` is the page in sight, from 0, for those who print only that one."""
        super().__init__(parent)
        self._pages = pages
        self._printer = printer
        self._left = _order_for(printer, len(pages.sizes), current)
        self._total = len(self._left)
        self.stopped = False
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
        set_page(self._printer, self._pages.sizes[self._left[0] or 0])
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
            self.stopped = True
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
            log.error("printing page %s failed: %s", index, type(error).__name__)
            self._printer.abort()
            self._end(error)
            return
        words = "Đang in mặt trắng" if index is None else f"Đang in trang {index + 1}"
        self.progressed.emit(done, self._total, words)

    def _print(self, index: int | None, *, first: bool) -> None:
        if not first:
            if index is not None:
                set_page(self._printer, self._pages.sizes[index])
            if not self._printer.newPage():
                raise _broken_off()
        if index is None:
            return
        dots = min(self._printer.resolution(), MOST_DOTS)
        image = page_image(self._pages.render(index, dots))
        sheet = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        room = QSizeF(sheet.width(), sheet.height())
        target = _unsqueezed(QSizeF(image.size()) * (self._printer.resolution() / dots), room)
        self._painter.drawImage(QRectF(QPointF(0, 0), target), image)

    def _end(self, error: Exception | None) -> None:
        self._timer.stop()
        if self._painter.isActive():
            self._painter.end()
            if error is None and not self.stopped and not _arrived(self._printer):
                error = _broken_off()
        self.finished.emit(error)


class PrintRun(QObject):
    """A job under way, with its progress and a way to stop it over `window`. Cleans up itself."""

    finished = Signal(object)

    def __init__(self, window: QWidget, job: PrintJob, title: str) -> None:
        super().__init__(window)
        job.setParent(self)
        self._job = job
        self._progress = ProgressDialog(title, window)
        job.progressed.connect(self._progress.show_progress)
        job.finished.connect(self._on_finished)
        self._progress.rejected.connect(job.cancel)

    def start(self) -> None:
        """Show the progress and begin."""
        self._progress.open()
        self._job.start()

    def _on_finished(self, error: Exception | None) -> None:
        self._progress.finish()
        self.deleteLater()
        self.finished.emit(error)
