"""Pages that are written as they are finished: a sound file, and nothing of them kept in memory."""

from __future__ import annotations

import io
import itertools
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from danvan_desktop.documents import fonts, qr_code
from danvan_desktop.documents.page_by_page import PageByPage


def draw(canvas: Canvas, pages: int, shown: Callable[[int], None] = lambda place: None) -> None:
    """Pages with two fonts, a form they share, a code and a clear shade."""
    canvas.setTitle("Giấy chứng nhận")
    canvas.setAuthor("Đảng ủy xã Mẫu")
    canvas.beginForm("frame")
    canvas.rect(10, 10, 100, 100)
    canvas.endForm()
    for place in range(pages):
        canvas.setPageSize((400 + place, 300))
        canvas.setFillAlpha(0.5)
        canvas.doForm("frame")
        canvas.setFont(fonts.TEXT, 14)
        canvas.drawString(20, 200, f"Ông Nguyễn Văn Mẫu {place}")
        canvas.setFont(fonts.styled(fonts.TEXT, bold=True, italic=False), 14)
        canvas.drawString(20, 150, "“Dân vận khéo” ₫ №")
        qr_code.draw(canvas, f"DVK:{place}", 200, 50, 60)
        canvas.showPage()
        shown(place)
    canvas.save()


@pytest.fixture(autouse=True)
def known_fonts() -> None:
    fonts.register()


def page_by_page(target: io.BytesIO) -> PageByPage:
    return PageByPage(target, lang="vi", invariant=1)


def test_the_file_says_what_an_ordinary_canvas_writes(tmp_path: Path) -> None:
    ours, bare = io.BytesIO(), io.BytesIO()
    draw(page_by_page(ours), 3)
    draw(Canvas(bare, pageCompression=1, invariant=1, lang="vi"), 3)
    mine, other = PdfReader(ours, strict=True), PdfReader(bare)
    for page, wanted in zip(mine.pages, other.pages, strict=True):
        assert page.extract_text() == wanted.extract_text()
        assert page.get_contents().get_data() == wanted.get_contents().get_data()
        assert page.mediabox == wanted.mediabox
    assert mine.metadata == other.metadata
    assert mine.trailer["/Root"]["/Lang"] == "vi"
    assert mine.pdf_header == "%PDF-1.4"


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
@pytest.mark.parametrize("pages", [1, 128, 129, 300])
def test_the_file_is_sound(tmp_path: Path, pages: int) -> None:
    path = tmp_path / "giấy.pdf"
    with path.open("wb") as target:
        draw(PageByPage(target, lang="vi"), pages)
    said = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=True)
    assert "No syntax or stream encoding errors found" in said.stdout
    read = PdfReader(path, strict=True)
    numbers = [page.extract_text().split()[4] for page in read.pages]
    assert numbers == [str(place) for place in range(pages)]


def test_each_page_is_written_when_it_is_shown_and_forgotten() -> None:
    target = io.BytesIO()
    canvas = page_by_page(target)
    sizes: list[int] = []
    kept: list[int] = []

    def shown(place: int) -> None:
        sizes.append(target.tell())
        kept.append(len(canvas._doc.idToObject))

    draw(canvas, 20, shown)
    assert all(after > before + 300 for before, after in itertools.pairwise(sizes))
    assert set(kept) == {kept[0]}
