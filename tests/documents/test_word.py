"""A paper as a Word file says what its PDF says, with real styles, tables and sections."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from danvan_desktop.documents import profiles
from danvan_desktop.documents.decision import recognition_decision
from danvan_desktop.documents.ending import Ending
from danvan_desktop.documents.follow_up import follow_up_sheet
from danvan_desktop.documents.line_stack import InkRule
from danvan_desktop.documents.page import Sheet
from danvan_desktop.documents.registration import registration_form, registration_list
from danvan_desktop.documents.scoring import score_sheet
from danvan_desktop.services.made_up_papers import plain_sheet
from tests.documents import paper_factories as made
from tests.documents import pdf_reading as pdf

FAMILIES = ("party", "state", "front", "youth", "farmers")


def sheets(family: str) -> dict[str, Sheet]:
    profile = profiles.choose(family, made.decision(family).day)
    return {
        "decision": recognition_decision(made.decision(family), profile),
        "form": registration_form(made.registration_form(family), profile),
        "list": registration_list(made.registration_list(family), profile),
        "grades": score_sheet(made.grade_sheet(family), profile),
        "points": score_sheet(made.points_sheet(family), profile),
        "follow up": follow_up_sheet(made.follow_up(family), profile),
    }


def opened(sheet: Sheet) -> Any:
    return Document(io.BytesIO(sheet.word()))


def words_of(document: Any) -> Counter[str]:
    """Every word of the body, each cell of a table once."""
    text = ""
    for node in document.element.body.iter():
        if node.tag == qn("w:t"):
            text += node.text or ""
        elif node.tag in (qn("w:p"), qn("w:br"), qn("w:tab")):
            text += " "
    return Counter(re.sub(r"[.…☐]{2,}|☐", " ", text).split())


def words_of_pdf(content: bytes) -> Counter[str]:
    """Every word of all pages; page numbers and header rows that come again left out."""
    return Counter(re.sub(r"\.{2,}", " ", pdf.whole_text(content)).split())


@pytest.mark.parametrize("family", FAMILIES)
def test_word_file_says_what_the_pdf_says(family: str) -> None:
    for name, sheet in sheets(family).items():
        content = sheet.pdf()
        printed, written = words_of_pdf(content), words_of(opened(sheet))
        assert written - printed == Counter(), name
        again = printed - written  # what a second page repeats: its number, the header row
        header = {word for table in opened(sheet).tables for word in _header_words(table)}
        assert {word for word in again if not word.isdigit()} - header == set(), name


def _header_words(table: Any) -> list[str]:
    return [word for cell in table.rows[0].cells for word in cell.text.split()]


def test_word_file_can_be_made_before_and_after_the_pdf() -> None:
    sheet = sheets("state")["decision"]
    before = words_of(opened(sheet))
    sheet.pdf()
    assert words_of(opened(sheet)) == before


def test_header_row_of_a_list_comes_again_on_each_page() -> None:
    (_, table, *_) = opened(sheets("state")["list"]).tables
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True] + [False] * (len(table.rows) - 1)


def test_page_is_the_page_of_the_profile() -> None:
    profile = profiles.choose("party", made.decision("party").day)
    section = opened(sheets("party")["decision"]).sections[0]
    found = [
        round(side.mm)
        for side in (
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
            section.page_width,
            section.page_height,
        )
    ]
    page = profile.page
    assert found == [page.top_mm, page.bottom_mm, page.left_mm, page.right_mm, 210, 297]
    assert section.different_first_page_header_footer


def test_annex_begins_a_section_that_counts_its_pages_anew() -> None:
    document = opened(sheets("state")["decision"])
    restarts = profiles.choose("state", made.decision("state").day).page_number.annex_restarts
    numbers = [section._sectPr.find(qn("w:pgNumType")) for section in document.sections]
    assert [one is not None for one in numbers] == ([False, True] if restarts else [False])


def test_text_lines_carry_named_styles_and_the_language() -> None:
    document = opened(sheets("state")["decision"])
    used = {line.style.name for line in document.paragraphs if line.text.strip()}
    assert used == {"Văn bản", "Dòng tiêu đề, chữ ký", "Title"}
    language = document.styles["Normal"].element.rPr.find(qn("w:lang"))
    assert language.get(qn("w:val")) == "vi-VN"


def test_file_says_of_itself_what_is_true_of_the_paper() -> None:
    sheet = sheets("state")["decision"]
    with zipfile.ZipFile(io.BytesIO(sheet.word())) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    info = opened(sheet).core_properties
    assert (info.title, info.author) == (sheet.info.title, sheet.info.author)
    assert (info.last_modified_by, info.language) == (sheet.info.author, "vi-VN")
    assert (info.created, info.modified, info.comments) == (None, None, "")
    left = ("thumbnail.jpeg", "app.xml", "numbering.xml", "stylesWithEffects.xml", "item1.xml")
    assert not any(name.endswith(left) for name in parts)
    assert re.findall(r'"compatibilityMode"[^>]*w:val="(\d+)"', parts["word/settings.xml"]) == [
        "15"
    ]


@pytest.mark.parametrize("name", ["A & B <b>đậm</b>", "</para>", "x < y > z", "&amp;#0;"])
def test_signs_of_markup_are_letters(name: str) -> None:
    profile = profiles.choose("state", made.decision("state").day)
    data = made.registration_form("state", name=name)
    text = "\n".join(line.text for line in opened(registration_form(data, profile)).paragraphs)
    assert name in text


def lead(line: Any) -> tuple[str, float]:
    """How a line's height is meant, and the height in points."""
    spacing = line._p.pPr.find(qn("w:spacing"))
    return spacing.get(qn("w:lineRule")), int(spacing.get(qn("w:line"))) / 20


def test_rows_to_write_on_are_as_high_as_on_the_pdf() -> None:
    """A line of one tab alone is set by LibreOffice as if nothing was said of its height."""
    profile = profiles.choose("party", made.decision("party").day)
    data = replace(made.registration_form("party"), goals="")
    dotted = [
        line
        for line in opened(registration_form(data, profile)).paragraphs
        if line._p.find(f".//{qn('w:tab')}[@{qn('w:leader')}]") is not None
    ]
    assert dotted
    assert all(line.text[0] != "\t" for line in dotted)


def test_dots_to_write_on_end_where_their_cell_does() -> None:
    table = opened(plain_sheet("visit_minutes")).tables[1]
    ends = [
        (line.paragraph_format.tab_stops[0].position.pt, cell.width.pt)
        for row in table.rows
        for cell in row.cells
        for line in cell.paragraphs
        if len(line.paragraph_format.tab_stops)
    ]
    assert len(ends) > 1
    assert all(width - 12 < end < width for end, width in ends)


def test_words_typed_into_an_empty_cell_look_like_the_others() -> None:
    table = opened(sheets("party")["follow up"]).tables[1]
    styles = {line.style.name for cell in table.rows[-1].cells for line in cell.paragraphs}
    assert styles == {"Ô trong bảng"}


def test_words_of_a_cell_have_the_width_they_have_on_the_pdf() -> None:
    """LibreOffice takes the rule off the width; a word more on the line over is a page more."""
    sheet = sheets("state")["list"]
    (_, table, *_) = opened(sheet).tables
    margins = table._tbl.tblPr.find(qn("w:tblCellMar"))
    beside = [int(margins.find(qn(f"w:{side}")).get(qn("w:w"))) / 20 for side in ("left", "right")]
    style = sheet.profile.table
    assert beside == pytest.approx([style.padding - style.line_width] * 2, abs=0.05)


def test_slip_of_a_ballot_is_never_parted_by_a_page() -> None:
    document = opened(plain_sheet("ballot.slips"))
    lines = [Paragraph(one, document) for one in document.element.body.iter(qn("w:p"))]
    kept = [one.paragraph_format.keep_with_next is True for one in lines if one.text.strip()]
    signed = [one.text.startswith("Người biểu quyết") for one in lines if one.text.strip()]
    assert any(signed)
    assert kept == [not last for last in signed]


@pytest.mark.parametrize("family", FAMILIES)
def test_foot_has_its_room_to_sign_and_the_larger_room_above(family: str) -> None:
    sheet = sheets(family)["decision"]
    (foot,) = [part.foot for part in sheet.story if isinstance(part, Ending)]
    document = opened(sheet)
    (signed,) = [one for one in document.tables if "Nơi nhận" in one.rows[0].cells[0].text]
    stacks = [sum(ink.height for ink in column.stack) for column in foot.columns]
    assert signed.rows[0].height.pt == pytest.approx(
        max(stacks) - 3, abs=0.1
    )  # for the line under it
    above = Paragraph(signed._tbl.getprevious(), document)
    after = above.paragraph_format.space_after or above.style.paragraph_format.space_after
    assert after.pt == max(8, sheet.profile.body.space_after)


def test_rule_under_a_name_takes_no_more_height_than_on_the_pdf() -> None:
    sheet = sheets("state")["decision"]
    (rule,) = [ink for ink in sheet.story[0].columns[0].stack if isinstance(ink, InkRule)]
    head = opened(sheet).tables[0].rows[0].cells[0]
    (line,) = [one for one in head.paragraphs if one._p.find(f".//{qn('w:pBdr')}") is not None]
    kind, height = lead(line)
    whole = height + line.paragraph_format.space_before.pt + 0.7
    assert (kind, whole) == ("exact", pytest.approx(rule.height, abs=0.1))
