from __future__ import annotations

import sys

import pypdf
import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPageRanges
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton

from danvan_desktop.errors import UserError
from danvan_desktop.services.paper_pages import PaperPages
from danvan_desktop.ui import icons
from danvan_desktop.ui.paper_dialog import PaperDialog
from danvan_desktop.ui.pdf_view import PdfView, page_image
from danvan_desktop.ui.printing import (
    PrintJob,
    _unsqueezed,
    recall,
    remember,
    sheet_order,
    wanted_pages,
)
from danvan_desktop.ui.stores import MemorySettings
from danvan_desktop.ui.theme import COLOURS
from tests.ui.screens_foundation import sample_pdf


@pytest.fixture
def view(qtbot) -> PdfView:
    view = PdfView()
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show_pages(PaperPages(sample_pdf()))
    view.show()
    return view


def dark_share(image: QImage) -> float:
    dark = sum(
        image.pixelColor(x, y).lightness() < 128
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    )
    return dark / (image.width() * image.height() / 9)


def test_pages_are_sized_and_rendered_as_the_file_says(qapp):
    pages = PaperPages(sample_pdf())
    image = page_image(pages.render(2, 72))
    assert [(round(w), round(h)) for w, h in pages.sizes] == [(210, 297), (210, 297), (297, 210)]
    assert (image.width(), image.height()) == (842, 596)
    assert 0 < dark_share(image) < 0.2


@pytest.mark.parametrize("zoom", [0.79, 0.93, 1.07, 1.31])
def test_no_row_of_letters_is_lost_on_screen(view, zoom):
    view.set_zoom(zoom)
    view.resize(1600, 1600)
    drawn = page_image(PaperPages(sample_pdf()).render(0, view.logicalDpiX() * zoom))
    rect = view._page_rect(0, view._tops()[0]).adjusted(1, 1, -1, -1)
    shown = view.viewport().grab(rect).toImage().convertToFormat(drawn.format())
    assert shown == drawn.copy(1, 1, rect.width(), rect.height())


def test_file_that_is_no_pdf_is_refused(qtbot):
    view = PdfView()
    qtbot.addWidget(view)
    with pytest.raises(UserError):
        view.show_pages(PaperPages(b"not a pdf"))


def test_end_key_goes_to_the_last_page(view, qtbot):
    with qtbot.waitSignal(view.page_changed):
        qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current == 2


def test_zoom_keeps_the_page_in_sight(view):
    view.go_to(1)
    view.zoom_in()
    view.zoom_in()
    assert view.current == 1


def test_place_in_sight_stays_while_the_window_changes_its_size(view):
    view.set_zoom(1.0)
    view.go_to(1)
    bar = view.verticalScrollBar()
    bar.setValue(bar.value() + 400)
    before = bar.value()
    view.resize(900, 640)
    view.resize(900, 700)
    assert bar.value() == before
    top = view._tops()[1]
    middle = (before + view.viewport().height() / 2 - top) / view.zoom
    for step in (view.zoom_in, view.zoom_in, view.zoom_out, view.zoom_out):
        step()
        now = (bar.value() + view.viewport().height() / 2 - view._tops()[1]) / view.zoom
        assert now == pytest.approx(middle, abs=2)


def test_fit_page_shows_a_whole_page(view):
    view.go_to(1)
    view.fit_page()
    assert max(view._page_size(index).height() for index in range(3)) <= view.viewport().height()
    assert view._page_rect(1, view._tops()[1]).top() == view._margin


def test_preview_fits_a_small_screen_at_150_percent_with_every_button(qtbot, answers):
    title = "Quyết định về việc công nhận mô hình, điển hình “Dân vận khéo” cấp xã năm 2026"
    dialog = PaperDialog(None, answers, title, sample_pdf(), "a.pdf", word=lambda: b"")
    qtbot.addWidget(dialog)
    dialog.bar.addWidget(QPushButton(icons.icon("edit"), "Soạn, trình ký..."))
    dialog.show()
    assert dialog.minimumSizeHint().width() <= 1366 / 1.5


def test_saved_file_is_the_paper_byte_for_byte(qtbot, answers, tmp_path):
    pdf = sample_pdf()
    dialog = PaperDialog(None, answers, "Danh sách", pdf, "danh-sach.pdf")
    qtbot.addWidget(dialog)
    answers.will("save_file", tmp_path / "Dân vận & # 1.pdf")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert (tmp_path / "Dân vận & # 1.pdf").read_bytes() == pdf


def test_paper_is_saved_for_word_beside_the_pdf(qtbot, answers, tmp_path):
    content = "tệp Word".encode()
    pdf = sample_pdf()
    dialog = PaperDialog(None, answers, "Danh sách", pdf, "danh-sach.pdf", lambda: content)
    qtbot.addWidget(dialog)
    answers.will("save_file", tmp_path / "danh sách.docx")
    qtbot.mouseClick(dialog.word_button, Qt.MouseButton.LeftButton)
    assert (tmp_path / "danh sách.docx").read_bytes() == content
    assert answers.said == [("save_file", "danh-sach.docx")]


def test_stored_paper_offers_no_word_file(qtbot, answers):
    dialog = PaperDialog(None, answers, "Danh sách", sample_pdf(), "danh-sach.pdf")
    qtbot.addWidget(dialog)
    assert not dialog.word_button.isVisibleTo(dialog)


def test_saving_into_a_missing_folder_is_told(qtbot, answers, tmp_path):
    dialog = PaperDialog(None, answers, "Danh sách", sample_pdf(), "danh-sach.pdf")
    qtbot.addWidget(dialog)
    answers.will("save_file", tmp_path / "không có" / "a.pdf")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert [kind for kind, _ in answers.said] == ["save_file", "error"]


def test_printing_gives_every_page_turned_as_it_is(qtbot, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setResolution(150)
    job = PrintJob(PaperPages(sample_pdf()), printer)
    with qtbot.waitSignal(job.finished, timeout=30_000) as finished:
        job.start()
    boxes = [page.mediabox for page in pypdf.PdfReader(tmp_path / "out.pdf").pages]
    assert finished.args == [None]
    assert [box.width > box.height for box in boxes] == [False, False, True]


def test_printing_loses_no_row_of_dots_to_rounding():
    drawn, whole = QSizeF(3508, 2481), QSizeF(3508, 2479)
    assert _unsqueezed(drawn, whole) == drawn
    assert _unsqueezed(drawn, QSizeF(3300, 2550)) == QSizeF(3300, 2550)


def test_printing_only_the_pages_asked_for(qapp):
    printer = QPrinter()
    printer.setFromTo(2, 9)
    assert wanted_pages(printer, 3) == [1, 2]


def test_printing_on_a_printer_that_cannot_open_is_told(qtbot, tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no" / "folder" / "out.pdf"))
    job = PrintJob(PaperPages(sample_pdf()), printer)
    with qtbot.waitSignal(job.finished) as finished:
        job.start()
    assert isinstance(finished.args[0], UserError)


def test_printer_that_takes_no_more_pages_is_told(qtbot, tmp_path):
    class Jammed(QPrinter):
        def newPage(self) -> bool:
            return False

    printer = Jammed()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setResolution(100)
    job = PrintJob(PaperPages(sample_pdf()), printer)
    with qtbot.waitSignal(job.finished, timeout=30_000) as finished:
        job.start()
    assert "Chưa in hết" in str(finished.args[0])


def test_words_are_found_place_by_place(qtbot, answers):
    dialog = PaperDialog(None, answers, "Danh sách", sample_pdf(), "danh-sach.pdf")
    qtbot.addWidget(dialog)
    dialog.resize(700, 500)
    dialog.show()
    bar = dialog.find_bar
    bar.start()
    qtbot.keyClicks(bar.box, "LINE 20")
    said = []
    for _ in range(4):
        qtbot.keyClick(bar.box, Qt.Key.Key_Return)
        said.append((dialog.view.current, bar.found.text()))
    assert said == [
        (0, "1/3, ở trang 1"),
        (1, "2/3, ở trang 2"),
        (2, "3/3, ở trang 3"),
        (0, "1/3, ở trang 1"),
    ]
    bar.box.setText("không có chữ này")
    bar.look()
    assert bar.found.text() == "Không có trong văn bản này"
    qtbot.keyClick(bar.box, Qt.Key.Key_Escape)
    assert bar.isHidden()


def coloured(view: PdfView, colour: str) -> int:
    """Points of this colour that are seen."""
    image = view.viewport().grab().toImage()
    wanted = QColor(colour).rgb()
    spots = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(image.pixel(x, y) == wanted for x, y in spots)


def test_words_that_are_found_stand_out_until_the_search_is_closed(qtbot, answers):
    dialog = PaperDialog(None, answers, "Danh sách", sample_pdf(), "danh-sach.pdf")
    qtbot.addWidget(dialog)
    dialog.resize(700, 500)
    dialog.show()
    view, bar = dialog.view, dialog.find_bar
    view.set_zoom(1.0)
    bar.start()
    bar.box.setText("line 1")
    bar.look()
    assert bar.found.text() == "1/33, ở trang 1"
    assert coloured(view, COLOURS.mark) > coloured(view, COLOURS.mark_here) > 100
    view.verticalScrollBar().setValue(0)
    view.horizontalScrollBar().setValue(0)
    bar.box.setText("line 19")
    bar.look()
    assert coloured(view, COLOURS.mark_here) > 100
    bar.stop()
    assert coloured(view, COLOURS.mark_here) == coloured(view, COLOURS.mark) == 0


@pytest.mark.parametrize(
    ("pages", "copies", "more", "expected"),
    [
        ([0, 1, 2], 1, {"collated": True, "both_sides": True}, [0, 1, 2]),
        ([0, 1], 2, {"collated": True, "both_sides": False}, [0, 1, 0, 1]),
        ([0, 1], 2, {"collated": False, "both_sides": False}, [0, 0, 1, 1]),
        ([0, 1, 2], 2, {"collated": True, "both_sides": True}, [0, 1, 2, None, 0, 1, 2]),
        (
            [0, 1],
            2,
            {"collated": True, "both_sides": False, "last_first": True},
            [1, 0, 1, 0],
        ),
        ([], 3, {"collated": True, "both_sides": True}, []),
    ],
)
def test_copies_come_in_the_order_asked_for(pages, copies, more, expected):
    assert sheet_order(pages, copies, **more) == expected


def test_printing_makes_the_copies_and_only_the_pages_chosen(qtbot, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setResolution(100)
    ranges = QPageRanges()
    ranges.addPage(1)
    ranges.addPage(3)
    printer.setPageRanges(ranges)
    printer.setCopyCount(2)
    job = PrintJob(PaperPages(sample_pdf()), printer)
    with qtbot.waitSignal(job.finished, timeout=30_000) as finished:
        job.start()
    boxes = [page.mediabox for page in pypdf.PdfReader(tmp_path / "out.pdf").pages]
    assert finished.args == [None]
    assert [box.width > box.height for box in boxes] == [False, True, False, True]


def test_printing_the_page_in_sight(qapp):
    printer = QPrinter()
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert [wanted_pages(printer, 3, page) for page in (1, 3)] == [[1], []]


def test_choices_for_the_printer_are_remembered(qapp):
    store = MemorySettings()
    first, second = QPrinter(), QPrinter()
    first.setCollateCopies(False)
    first.setColorMode(QPrinter.ColorMode.GrayScale)
    remember(store, first)
    recall(store, second)
    assert (second.collateCopies(), second.colorMode()) == (False, QPrinter.ColorMode.GrayScale)
    store.write("printer", "không phải json")
    recall(store, second)
    assert second.collateCopies() is False


def test_page_is_gone_to_by_its_number(qtbot, answers):
    dialog = PaperDialog(None, answers, "Danh sách", sample_pdf(), "danh-sach.pdf")
    qtbot.addWidget(dialog)
    dialog.resize(700, 500)
    dialog.show()
    qtbot.keyClick(dialog.view, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    dialog.page_box.start()
    found = []
    for typed in ("2", "99", "1"):
        dialog.page_box.number.setText(typed)
        qtbot.keyClick(dialog.page_box.number, Qt.Key.Key_Return)
        found.append((dialog.view.current, dialog.page_box.number.text()))
    assert found == [(1, "2"), (2, "3"), (0, "1")]
    assert dialog.page_box.total.text() == "/ 3"


def test_print_button_without_a_printer_on_windows_says_so(qtbot, answers, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(QPrinter, "outputFormat", lambda self: QPrinter.OutputFormat.PdfFormat)
    dialog = PaperDialog(None, answers, "Danh sách (mẫu)", sample_pdf(), "danh-sach.pdf")
    qtbot.addWidget(dialog)
    dialog._on_print()
    assert answers.said == [("error", "Chưa có máy in nào để in.")]
