"""Sending a finished batch to a printer chosen in the window, with progress and cancel.

Owns the printers of this computer and one job at a time; the pages are `printing`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from danvan_desktop.errors import UserError
from danvan_desktop.services.paper_pages import PaperPages
from danvan_desktop.ui.certificate_batch_options import PageRange
from danvan_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from danvan_desktop.ui.printing import PrintJob


class BatchPrinter(QObject):
    """See the module's text."""

    def __init__(self, window: QWidget, work: Workplace) -> None:
        super().__init__(window)
        self._window = window
        self._work = work
        self._done: Callable[[], None] | None = None

    def printers(self) -> tuple[list[str], str]:
        """The names of all printers, and of the usual one."""
        from PySide6.QtPrintSupport import QPrinterInfo

        return QPrinterInfo.availablePrinterNames(), QPrinterInfo.defaultPrinterName()

    def printer(self, name: str) -> QPrinter:
        """A printer by its name. Raises `UserError` when there is none."""
        from PySide6.QtPrintSupport import QPrinter

        from danvan_desktop.ui.printing import no_printer

        if not name and self.printers()[0]:
            raise UserError(
                "Đang chọn lưu PDF để in ở máy khác.",
                todo="Chọn máy in ở bên phải, hoặc bấm “Lưu PDF...”.",
            )
        if not name:
            raise no_printer()
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        made.setPrinterName(name)
        return made

    def start(
        self,
        pages: PaperPages,
        name: str,
        chosen: PageRange,
        title: str,
        done: Callable[[], None],
    ) -> None:
        """Print the chosen sheets; `done` when all have gone."""
        from PySide6.QtPrintSupport import QPrinter

        from danvan_desktop.ui.printing import PrintJob, PrintRun, set_page

        try:
            printer = self.printer(name)
        except UserError as error:
            self._work.messages.error(self._window, error)
            return
        # A printer set to both sides would put two people's papers on one sheet.
        printer.setDuplex(QPrinter.DuplexMode.DuplexNone)
        printer.setDocName(title)
        printer.setCopyCount(chosen.copies)
        printer.setFromTo(chosen.first, chosen.last or len(pages.sizes))
        set_page(printer, pages.sizes[0])
        self._done = done
        job = PrintJob(pages, printer)
        run = PrintRun(self._window, job, f"In {title}")
        run.finished.connect(partial(self._on_finished, job))
        run.start()

    def _on_finished(self, job: PrintJob, error: Exception | None) -> None:
        done, self._done = self._done, None
        if error is not None:
            self._work.messages.error(self._window, error)
        elif done is not None:
            done()
            self._work.say("Đã dừng in." if job.stopped else "Đã gửi giấy đến máy in.")
