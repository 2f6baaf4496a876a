"""Every kind of paper of a whole year: sound files, and nothing outside its page or its cell."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.documents import fonts
from danvan_desktop.documents.paper_table import PaperTable
from danvan_desktop.documents.sheet_fields import flat
from danvan_desktop.services.papers import Paper
from tests.documents import pdf_reading as pdf
from tests.services import every_paper as every
from tests.services.test_papers_measured import crossed

LONG = 3
"""From so many pages a paper has bookmarks."""


Drawn = list[tuple[str, Paper]]


@pytest.fixture(scope="module", params=["usual", "long"])
def drawn(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Drawn]:
    """By a first body with number and date, by two others as drafts."""
    names = every.COMMUNE if request.param == "usual" else every.LONG
    year = every.open_year(tmp_path_factory.mktemp("năm") / "dữ liệu", names)
    days = (year.place.session.today(), None, None)
    yield [
        (f"{body.name}: {name}", paper)
        for body, uid, day in zip(names, year.bodies, days, strict=False)
        for name, paper in every.every_paper(year, uid, day=day)
    ]
    year.place.session.close()


def test_every_paper_is_a_sound_file_that_says_what_it_is(drawn: Drawn, tmp_path: Path) -> None:
    for name, paper in drawn:
        assert described(paper) == (True, True, "vi"), name
        assert set(pdf.fonts_of(paper.content).values()) == {True}, name
        assert crossed(paper.content) == [], name
        check(paper.content, tmp_path / "paper.pdf", name)


def described(paper: Paper) -> tuple[bool, bool, str]:
    read = pdf.reader(paper.content)
    assert read.metadata is not None
    title, author = read.metadata.title, read.metadata.author
    return bool(title), bool(author), str(read.root_object["/Lang"])


def check(content: bytes, path: Path, name: str) -> None:
    qpdf = shutil.which("qpdf")
    if qpdf:
        path.write_bytes(content)
        done = subprocess.run([qpdf, "--check", str(path)], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b""), name


def test_a_paper_drawn_again_is_the_same_file(drawn: Drawn) -> None:
    """What was put off to the next page once must not hinder the second drawing."""
    for name, paper in drawn[: len(drawn) // 3]:
        if paper.sheet is not None:
            assert paper.sheet.pdf() == paper.content, name


def test_long_papers_have_bookmarks_and_short_ones_none(drawn: Drawn) -> None:
    found = {
        name: (pdf.page_count(paper.content), len(pdf.reader(paper.content).outline))
        for name, paper in drawn
    }
    assert [name for name, (pages, marks) in found.items() if marks and pages < LONG] == []
    assert max(pages for pages, _ in found.values()) >= LONG


def test_no_word_over_a_column_is_broken(drawn: Drawn) -> None:
    broken = [
        (name, words)
        for name, paper in drawn[: len(drawn) // 3]
        for table in tables_of(paper)
        for words in broken_heads(table, paper)
    ]
    assert broken == []


def broken_heads(table: Any, paper: Paper) -> Iterator[str]:
    """Words of the header row that are wider than their column."""
    assert paper.sheet is not None
    padding = 2 * paper.sheet.profile.table.padding
    for cell, width in zip(table._cellvalues[0], table._colWidths, strict=True):
        head = cell[0] if isinstance(cell, list | tuple) else cell
        for word in unescape(head.markup).split():
            wide = fonts.text_width(word, head.style.fontName, head.style.fontSize)
            if wide > width - padding + 0.01:
                yield word


def tables_of(paper: Paper) -> list[Any]:
    story = paper.sheet.story if paper.sheet is not None else ()
    return [part for part in flat(story) if isinstance(part, PaperTable)]
