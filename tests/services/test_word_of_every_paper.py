"""The Word file of every paper: styles, language, repeated rows; the same in LibreOffice."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from danvan_desktop.services.papers import Paper
from tests.documents import ooxml_rules
from tests.documents import pdf_reading as pdf
from tests.documents.test_word_in_libreoffice import SOFFICE, converted, differences
from tests.services import every_paper as every
from tests.services.judging_factories import open_place
from tests.services.papers_of_a_year import papers_of_a_year

PARTED = 1
"""Pages by which a Word file may be longer or shorter: what is kept together falls otherwise."""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Paper]]:
    """Usual names by a Party body, hostile and long ones by the body of a programme."""
    year = every.open_year(tmp_path_factory.mktemp("năm") / "d", every.COMMUNE[:1])
    found = [paper for _, paper in every.every_paper(year, year.bodies[0])]
    year.place.session.close()
    place = open_place(tmp_path_factory.mktemp("tên") / "d")
    found += list(papers_of_a_year(place))
    yield {f"{number:03d}": paper for number, paper in enumerate(found) if paper.word}
    place.session.close()


def word_of(paper: Paper) -> bytes:
    assert paper.word is not None
    return paper.word()


def opened(paper: Paper) -> Any:
    return Document(io.BytesIO(word_of(paper)))


def test_word_file_of_every_paper_is_one_an_official_can_go_on_with(
    papers: dict[str, Paper],
) -> None:
    for paper in papers.values():
        assert ooxml_rules.broken(word_of(paper)) == [], paper.title
        document = opened(paper)
        named = {line.style.name for line in document.paragraphs}
        assert named <= {"Title", "Heading 1", "Heading 2", "Văn bản", "Dòng tiêu đề, chữ ký"}
        assert language(document) == "vi-VN", paper.title
        assert paper.sheet is not None
        page = paper.sheet.profile.page
        for section in document.sections:
            sides = (section.left_margin.mm, section.right_margin.mm)
            assert sides == pytest.approx((page.left_mm, page.right_mm), abs=0.1), paper.title
            assert section.different_first_page_header_footer, paper.title
            assert "PAGE" in section.header._element.xml, paper.title
            assert [line.text for line in section.first_page_header.paragraphs if line.text] == []
        for table in document.tables:
            if has_rules(table):
                first = table.rows[0]._tr
                assert first.find(f".//{qn('w:tblHeader')}") is not None, paper.title


def language(document: Any) -> str:
    found = document.styles["Normal"].element.find(f".//{qn('w:lang')}")
    return str(found.get(qn("w:val")))


def has_rules(table: Any) -> bool:
    """A table of the paper; letterheads and signatures stand in tables without rules."""
    side = table._tbl.find(f".//{qn('w:tblBorders')}/{qn('w:top')}")
    return side is not None and side.get(qn("w:val")) == "single"


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not on this machine")
@pytest.mark.timeout(400)
def test_word_file_of_every_paper_says_in_libreoffice_what_its_pdf_says(
    papers: dict[str, Paper], tmp_path: Path
) -> None:
    """One of each form, with the names that are hardest to set."""
    last = {paper.sheet.key: name for name, paper in papers.items() if paper.sheet}
    files = {name: word_of(papers[name]) for name in last.values()}
    for name, content in converted(files, tmp_path).items():
        paper = papers[name]
        assert differences(paper.content, content) == [], paper.title
        pages = pdf.page_count(content) - pdf.page_count(paper.content)
        assert abs(pages) <= PARTED * copies(paper), paper.title


def copies(paper: Paper) -> int:
    from danvan_desktop.documents import sheet_fields

    assert paper.sheet is not None
    return len(sheet_fields.copies(paper.sheet.story))
