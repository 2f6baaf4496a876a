"""`PaperDialog`: a finished paper to look at, save as PDF and print.

    PaperDialog(parent, messages, "Quyết định công nhận", paper.content, paper.file_name).exec()

More buttons (a workbook, another paper) go into `dialog.bar` before it is shown. Saving writes a
temporary file and replaces; the Word file, slow for a long list, is made beside the window;
printing goes page by page with progress and cancel. Draws nothing itself and changes no record.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.errors import DanVanError
from danvan_desktop.saving import replacing
from danvan_desktop.services.paper_pages import PaperPages
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.messages import Messages
from danvan_desktop.ui.page_box import PageBox
from danvan_desktop.ui.paper_find import PaperFind
from danvan_desktop.ui.pdf_view import PdfView
from danvan_desktop.ui.side_remark import SideRemark
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.theme import COLOURS
from danvan_desktop.ui.workplace import Workplace

Start = Callable[[str, Callable[[Progress], Any], Callable[[Any], None], QWidget | None], None]


class PaperDialog(QDialog):
    """See the module's text."""

    given_out = Signal()
    """Saved as a file, or printed."""

    def __init__(
        self,
        parent: QWidget | None,
        messages: Messages,
        title: str,
        pdf: bytes,
        file_name: str,
        word: Callable[[], bytes] | None = None,
        *,
        work: Workplace | None = None,
    ) -> None:
        """`word` makes the Word file; `work` makes it beside the window and knows the printer."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._messages = messages
        self._title = title
        self._pdf = pdf
        self._file_name = file_name
        self._word = word
        self._work = work
        self._store = work.store if work is not None else None
        self._writing = False
        self.view = PdfView()
        self.find_bar = PaperFind(PaperPages(pdf), self.view, messages)
        self.bar = QHBoxLayout()
        self.page_box = PageBox(self.view)
        self._size = QLabel()
        self.save_button = QPushButton(icons.icon("save"), "Lưu PDF...")
        self.word_button = QPushButton(icons.icon("edit"), "Lưu Word...")
        self.print_button = QPushButton(icons.icon("print", COLOURS.on_accent), "In...")
        self.close_button = QPushButton("Đóng")
        self._assemble()
        self._connect()
        self.view.show_pages(PaperPages(pdf))
        self.page_box.show_place()
        self._show_size()
        self._fill_screen()
        self.view.setFocus()

    def _assemble(self) -> None:
        head = QFrame()
        theme.role(head, "bar")
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.gap() * 2, theme.gap(), theme.gap() * 2, theme.gap())
        row.setSpacing(theme.gap())
        title = SideRemark(self._title)
        theme.role(title, "heading")
        theme.role(self.print_button, "primary")
        row.addWidget(title, 1)
        self._add_zoom(row)
        row.addSpacing(theme.gap())
        row.addLayout(self.bar)
        self.word_button.setVisible(self._word is not None)
        self.word_button.setToolTip("Lưu thành tệp Word để sửa tiếp (Ctrl+Shift+S)")
        for button in (self.word_button, self.save_button, self.print_button, self.close_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.find_bar)
        layout.addWidget(self.view, 1)

    def _add_zoom(self, row: QHBoxLayout) -> None:
        theme.role(self._size, "soft")
        self._size.setMinimumWidth(theme.chars(6))
        self._size.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self.page_box)
        for name, words, slot in (
            ("zoom-out", "Thu nhỏ (Ctrl+-)", self.view.zoom_out),
            ("", "", None),
            ("zoom-in", "Phóng to (Ctrl++)", self.view.zoom_in),
            ("fit", "Vừa chiều ngang", self.view.fit_width),
            ("file", "Vừa một trang", self.view.fit_page),
        ):
            if slot is None:
                row.addWidget(self._size)
                continue
            button = QToolButton()
            button.setIcon(icons.icon(name))
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.clicked.connect(slot)
            row.addWidget(button)

    def _connect(self) -> None:
        self.view.zoom_changed.connect(self._show_size)
        self.save_button.clicked.connect(self._on_save)
        self.word_button.clicked.connect(self._on_word)
        self.print_button.clicked.connect(self._on_print)
        if self._work is not None:
            self._work.runner.busy_changed.connect(self._on_busy)
        self.close_button.clicked.connect(self.accept)
        for keys, slot in (
            (QKeySequence.StandardKey.ZoomIn, self.view.zoom_in),
            (QKeySequence.StandardKey.ZoomOut, self.view.zoom_out),
            (QKeySequence.StandardKey.Save, self._on_save),
            ("Ctrl+Shift+S", self._on_word),
            (QKeySequence.StandardKey.Print, self._on_print),
            (QKeySequence.StandardKey.Find, self.find_bar.start),
            ("Ctrl+G", self.page_box.start),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    def _fill_screen(self) -> None:
        screen = self.screen().availableSize()
        self.resize(min(theme.chars(150), screen.width() - 40), screen.height() - 60)

    def _show_size(self) -> None:
        self._size.setText(f"{round(self.view.zoom * 100)} %")

    def _on_save(self) -> None:
        self._save(self._file_name, "Tệp PDF (*.pdf)", partial(bytes, self._pdf), _at_once)

    def _on_word(self) -> None:
        if self._word is not None:
            name = str(Path(self._file_name).with_suffix(".docx"))
            start = _at_once if self._work is None else self._work.start
            self._save(name, "Tệp Word (*.docx)", self._word, start)

    def _save(self, name: str, pattern: str, content: Callable[[], bytes], start: Start) -> None:
        if self._writing:
            return
        title = f"Lưu {self._title}"
        path = self._messages.save_file(self, title, name, pattern)
        if path is None:
            return
        self._writing = True
        try:
            start(title, partial(_write, content, path), self._on_saved, self)
        except (DanVanError, OSError) as error:
            self._writing = False
            self._messages.error(self, error)

    def _on_saved(self, _nothing: object) -> None:
        self._writing = False
        self.given_out.emit()

    def _on_busy(self, busy: bool) -> None:
        """Work beside the window ended, well or not: it may be closed again."""
        self._writing = self._writing and busy

    def done(self, result: int) -> None:
        """Stay while a file is written: its progress, and what went wrong, are shown over this."""
        if not self._writing:
            super().done(result)

    def _on_print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from danvan_desktop.ui import printing

        pages = PaperPages(self._pdf)
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if printing.nothing_to_choose(printer):
            self._messages.error(self, printing.no_printer())
            return
        printer.setDocName(self._file_name)
        if self._store is not None:
            printing.recall(self._store, printer)
        printing.set_page(printer, pages.sizes[0])
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(f"In {self._title}")
        dialog.setMinMax(1, len(pages.sizes))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage, True)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        if self._store is not None:
            printing.remember(self._store, printer)
        job = printing.PrintJob(pages, printer, current=self.view.current)
        run = printing.PrintRun(self, job, f"In {self._title}")
        run.finished.connect(self._on_printed)
        run.start()

    def _on_printed(self, error: Exception | None) -> None:
        if error is not None:
            self._messages.error(self, error)
        else:
            self.given_out.emit()


def _write(content: Callable[[], bytes], path: Path, progress: Progress) -> None:
    """Make a file and put it in place, whole; stopped, nothing is left of it."""
    progress(0, 0, "Đang tạo tệp")
    made = content()
    with replacing(path) as temporary:
        temporary.write_bytes(made)
        progress(0, 0, "Đang ghi tệp")


def _at_once(
    _title: str,
    work: Callable[[Progress], Any],
    done: Callable[[Any], None],
    _parent: QWidget | None,
) -> None:
    """In place of `Workplace.start`, for what takes no time."""
    done(work(_unseen))


def _unseen(_done: int, _total: int, _text: str) -> None:
    """The progress of what takes no time."""
