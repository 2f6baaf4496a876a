"""Real PDFs, rendered and searched; broken ones refused in the official's words."""

from __future__ import annotations

import io
import threading
import unicodedata

import pytest
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from danvan_desktop.documents import fonts, preview
from danvan_desktop.errors import UserError


@pytest.fixture(scope="module")
def two_pages() -> bytes:
    fonts.register()
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(297 * mm, 210 * mm))
    canvas.setFont(fonts.TEXT_BOLD, 20)
    canvas.drawString(50, 300, "Giấy chứng nhận số 05/2026")
    canvas.showPage()
    canvas.setPageSize((210 * mm, 297 * mm))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 210 * mm, 297 * mm, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def test_page_sizes(two_pages: bytes) -> None:
    sizes = [(round(w, 1), round(h, 1)) for w, h in preview.page_sizes(two_pages)]
    assert sizes == [(297.0, 210.0), (210.0, 297.0)]


def test_render_page_gives_red_green_blue_rows(two_pages: bytes) -> None:
    page = preview.render_page(two_pages, 1, 0.5)
    assert (page.width, page.height) == (298, 421)
    assert len(page.rgb_bytes) == page.stride * page.height
    assert page.stride >= page.width * 3
    assert page.rgb_bytes[:3] == b"\xff\x00\x00"


def test_render_page_background_is_white(two_pages: bytes) -> None:
    assert preview.render_page(two_pages, 0, 0.5).rgb_bytes[:3] == b"\xff\xff\xff"


@pytest.mark.parametrize("index", [-1, 2])
def test_render_page_outside_the_file(two_pages: bytes, index: int) -> None:
    with pytest.raises(IndexError):
        preview.render_page(two_pages, index, 1)


def test_render_page_too_large_is_refused(two_pages: bytes) -> None:
    with pytest.raises(UserError, match="Trang 1 quá lớn"):
        preview.render_page(two_pages, 0, 1000)


@pytest.mark.parametrize(
    "typed",
    [
        "giấy chứng nhận",
        "GIAY  CHUNG NHAN",
        unicodedata.normalize("NFD", "Giấy chứng"),
        "chung nhan so 05/2026",
        "nhận số 05",
    ],
)
def test_words_are_found_without_case_or_marks(two_pages: bytes, typed: str) -> None:
    assert [one.page for one in preview.find_text(two_pages, typed)] == [0]


@pytest.mark.parametrize("typed", ["không có", "   ", "", "%", "(", "\x00"])
def test_words_that_are_nowhere_are_not_found(two_pages: bytes, typed: str) -> None:
    assert preview.find_text(two_pages, typed) == []


def test_found_words_are_placed_in_millimetres_on_each_line_they_take() -> None:
    fonts.register()
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(210 * mm, 297 * mm))
    canvas.setFont(fonts.TEXT, 14)
    canvas.drawString(30 * mm, 200 * mm, "tuyến đường")
    canvas.drawString(20 * mm, 190 * mm, "tự quản 100 %")
    canvas.save()
    (found,) = preview.find_text(target.getvalue(), "duong tu quan")
    first, second = found.boxes
    wide = canvas.stringWidth("tuyến ", fonts.TEXT, 14) / mm
    assert first[0] == pytest.approx(30 + wide, abs=0.5)
    assert second[0] == pytest.approx(20, abs=0.5)
    for (_, top, _, height), line in ((first, 97), (second, 107)):
        assert top < line - 1 < top + height < line + 3
    assert len(preview.find_text(target.getvalue(), "%")) == 1


@pytest.mark.parametrize("pdf", [b"", b"not a pdf", b"%PDF-1.4\n%%EOF"])
def test_broken_file_is_refused(pdf: bytes) -> None:
    with pytest.raises(UserError, match="Không đọc được tệp PDF"):
        preview.page_sizes(pdf)


def test_truncated_file_never_crashes(two_pages: bytes) -> None:
    for cut in range(0, len(two_pages), len(two_pages) // 20):
        try:
            preview.render_page(two_pages[:cut], 0, 0.2)
        except (UserError, IndexError):
            continue


def test_render_page_from_several_threads(two_pages: bytes) -> None:
    pages: list[preview.RenderedPage] = []
    threads = [
        threading.Thread(target=lambda: pages.append(preview.render_page(two_pages, 0, 0.3)))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({page.rgb_bytes for page in pages}) == 1
    assert len(pages) == 6
