"""What a finished batch becomes: pages to look at, one PDF, a file for each, paper.

    output = BatchOutput(window, work, "In giấy chứng nhận"); output.file(papers, settings)

Everything is drawn beside the window, with progress and cancel. After saving or printing, words
and templates are remembered, so that a reprint says and looks what this print did.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from danvan_desktop.errors import DanVanError
from danvan_desktop.services import certificate_batch
from danvan_desktop.services.certificate_batch import PreparedPaper, PrintSettings
from danvan_desktop.services.paper_pages import PaperPages
from danvan_desktop.services.papers import Paper
from danvan_desktop.ui.certificate_batch_options import PageRange
from danvan_desktop.ui.certificate_batch_printer import BatchPrinter
from danvan_desktop.ui.paper_window import show_long_paper
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.workplace import Workplace

Papers = tuple[PreparedPaper, ...]
Output = Callable[[Papers, PrintSettings], None]
"""One way of giving papers out."""


class BatchOutput(QObject):
    """See the module's text. `saved` tells what was saved, for a line in the window itself."""

    saved = Signal(str)

    def __init__(self, window: QWidget, work: Workplace, title: str) -> None:
        super().__init__(window)
        self._window = window
        self._work = work
        self._title = title
        self.printer = BatchPrinter(window, work)

    def preview(self, papers: Papers, settings: PrintSettings) -> None:
        """Every page, as it will be printed."""
        make = partial(certificate_batch.one_file, self._work.session, papers, settings)
        remember = partial(self._remember, papers)
        show_long_paper(self._work, self._window, self._title, make, remember)

    def file(self, papers: Papers, settings: PrintSettings) -> None:
        """One PDF, saved where the official says."""
        name = certificate_batch.suggested_name(papers)
        path = self._work.messages.save_file(self._window, "Lưu PDF", name, "Tệp PDF (*.pdf)")
        if path is None:
            return
        session = self._work.session

        def make(progress: Progress) -> Path:
            return certificate_batch.save_file(session, papers, path, settings, progress)

        self._start(f"Lập {len(papers)} giấy", make, partial(self._on_saved, papers))

    def to_printer(self, papers: Papers, settings: PrintSettings, pages: PageRange) -> None:
        """Sheets to the chosen printer."""
        make = partial(certificate_batch.one_file, self._work.session, papers, settings)
        done = partial(self._print, papers, settings.printer or "", pages)
        self._start(f"Lập {len(papers)} giấy", make, done)

    def folder(self, papers: Papers, settings: PrintSettings) -> None:
        """A PDF for each paper into a folder that is asked for."""
        folder = self._work.messages.choose_folder(self._window, "Lưu mỗi người một tệp")
        if folder is None:
            return
        session = self._work.session

        def make(progress: Progress) -> tuple[Path, ...]:
            return certificate_batch.each_file(session, papers, folder, settings, progress)

        self._start(f"Lưu {len(papers)} tệp", make, partial(self._on_written, papers))

    def _start(
        self, title: str, work: Callable[[Progress], object], done: Callable[..., None]
    ) -> None:
        self._work.start(title, work, done, self._window)

    def _on_saved(self, papers: Papers, path: Path) -> None:
        self._remember(papers)
        words = f"Đã lưu {len(papers)} giấy vào tệp {path.name}."
        self._work.say(words)
        self.saved.emit(words)

    def _print(self, papers: Papers, printer: str, pages: PageRange, paper: Paper) -> None:
        done = partial(self._remember, papers)
        self.printer.start(PaperPages(paper.content), printer, pages, paper.file_name, done)

    def _on_written(self, papers: Papers, paths: tuple[Path, ...]) -> None:
        self._remember(papers)
        words = f"Đã lưu {len(paths)} tệp vào thư mục {paths[0].parent.name}."
        self._work.messages.info(self._window, words)

    def _remember(self, papers: Papers) -> None:
        try:
            certificate_batch.keep(self._work.session, papers)
        except DanVanError as error:
            self._work.messages.error(self._window, error)
