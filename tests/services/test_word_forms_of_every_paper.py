"""Every paper, put into the Word form exported for it, says what the program's file says."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from danvan_desktop.documents import profiles, sheet_fields, word_template
from danvan_desktop.documents.scoring import FIELD_LABELS, REMARK, ScoreSheetData, score_sheet
from danvan_desktop.documents.word_sheet_form import sheet_form
from danvan_desktop.services import word_templates
from danvan_desktop.services.made_up_papers import FORMS, plain_sheet
from tests.documents import ooxml_rules, paper_factories
from tests.services.judging_factories import SHIPPED, open_place
from tests.services.papers_of_a_year import papers_of_a_year

SCORE_SHEETS = {one for one in FORMS if one.startswith("score_sheet")}
"""A programme has those with points or those with grades."""


def words(content: bytes) -> Counter[str]:
    """Every word of the file; dots to write on left out."""
    return Counter(re.sub(r"[.…]{2,}", " ", text_of(content)).split())


def text_of(content: bytes) -> str:
    text = ""
    for node in Document(io.BytesIO(content)).element.body.iter():
        if node.tag == qn("w:t"):
            text += node.text or ""
        elif node.tag in (qn("w:p"), qn("w:br"), qn("w:tab")):
            text += " "
    return text


@pytest.mark.parametrize("programme", [SHIPPED[0], "hoi-nong-dan-bac-ninh-2021-2025"])
def test_form_filled_with_each_paper_says_what_the_program_says(
    tmp_path: Path, programme: str
) -> None:
    place = open_place(tmp_path / "d", programme)
    (body, _), *_ = word_templates.bodies(place.session)
    forms = {
        kind: word_templates.own_form(place.session, kind, body) for kind in word_templates.kinds()
    }
    seen, wrong = set(), []
    for paper in papers_of_a_year(place):
        sheet = paper.sheet
        assert sheet is not None
        seen.add(sheet.key)
        own = words(sheet.word())
        content = word_template.filled(forms[sheet.key], replace(sheet, form=None))
        assert ooxml_rules.broken(content) == [], paper.title
        form = words(content)
        if own != form:
            wrong.append((paper.title[:50], sheet.key, "missing", own - form, "more", form - own))
    assert wrong == []
    assert {
        kind: broken for kind, form in forms.items() if (broken := ooxml_rules.broken(form))
    } == {}
    assert set(forms) - seen <= SCORE_SHEETS
    place.session.close()


@pytest.mark.parametrize("by_hand", [False, True])
@pytest.mark.parametrize("draw", [paper_factories.grade_sheet, paper_factories.points_sheet])
def test_form_of_a_score_sheet_takes_those_without_conditions_and_remarks(
    draw: Callable[..., ScoreSheetData], by_hand: bool
) -> None:
    fields = tuple((label, f"{label} <a> & b") for label in FIELD_LABELS)
    whole = draw(by_hand=by_hand, fields=fields, remarks=((REMARK, "Một dòng.\nHai dòng."),))
    for data in (whole, replace(whole, conditions=(), remarks=(), fields=fields[:2])):
        sheet = score_sheet(data, profiles.choose("state", date(2026, 10, 8)))
        own = words(sheet.word())
        filled = words(word_template.filled(sheet_form(plain_sheet(sheet.key)), sheet))
        assert (own - filled, filled - own) == (Counter(), Counter())


def test_form_changed_in_word_and_put_back_is_what_the_window_gives(tmp_path: Path) -> None:
    """As an official does it, for every paper: export, change, put in, make the paper."""
    place = open_place(tmp_path / "d")
    (body, _), *_ = word_templates.bodies(place.session)
    for kind in word_templates.kinds():
        path = tmp_path / "mẫu.docx"
        word_templates.export(place.session, kind, body, path)
        document = Document(str(path))
        document.paragraphs[0].insert_paragraph_before("Lời riêng của xã")
        document.add_paragraph(f"Hết {kind}")
        document.save(str(path))
        found = word_templates.look_through(kind, path, ())
        assert (found.result.defects, found.result.warnings) == ((), ()), kind
        word_templates.put_in(place.session, body, found)
    seen = set()
    for paper in papers_of_a_year(place):
        assert (paper.word, paper.sheet) != (None, None)
        text = text_of(paper.word()) if paper.word else ""
        assert paper.sheet is not None
        seen.add(paper.sheet.key)
        several = len(sheet_fields.copies(paper.sheet.story)) if paper.sheet.fields is None else 1
        assert text.count("Lời riêng của xã") == several, paper.title
        assert text.count(f"Hết {paper.sheet.key}") == several, paper.title
    assert len(seen) > len(word_templates.kinds()) - len(SCORE_SHEETS)
    place.session.close()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ dia_chii }}", "không có trường này; có phải “dia_chi”?"),
        ("{{p muc_tieuu }}", "không có trường này; có phải “muc_tieu”?"),
        ("{{ muc_tieu }}", "phải viết là “{{p muc_tieu }}”"),
        ("{{ so_ky_hieu }}", "không có trường này"),
        ("{{ ''.__class__ }}", "không phải một trường"),
        ("{% if dia_chi %}", "không phải một trường"),
        ("{%p for dong in danh_sach %}", "không có trường này"),
        ("{{ dia_chi", "không thành một trường trọn vẹn"),
    ],
)
def test_field_that_a_registration_form_has_not_is_named(
    tmp_path: Path, text: str, said: str
) -> None:
    place = open_place(tmp_path / "d")
    (body, _), *_ = word_templates.bodies(place.session)
    path = tmp_path / "mẫu.docx"
    word_templates.export(place.session, "registration_form.full", body, path)
    document = Document(str(path))
    document.add_paragraph(text)
    document.save(str(path))
    found = word_templates.look_through("registration_form.full", path, ())
    assert any(said in str(one) for one in found.result.defects), found.result.defects
    assert not found.sound
    place.session.close()


def test_room_over_the_signature_stays_when_the_line_of_a_block_is_taken_away() -> None:
    sheet = plain_sheet("invitation")
    gaps = []
    for content in (sheet.word(), word_template.filled(sheet_form(sheet), sheet)):
        *_, foot = Document(io.BytesIO(content)).tables
        spacing = foot._tbl.getprevious().find(f".//{qn('w:spacing')}")
        gaps.append(int(spacing.get(qn("w:after"))) >= 8 * 20)
    assert gaps == [True, True]


@pytest.mark.parametrize("key", ["count_minutes.secret", "invitation", "visit_schedule"])
def test_words_before_a_signature_go_along_with_it(key: str) -> None:
    """The list, where the form's lines after it have nothing to say; never a signature alone."""
    sheet = plain_sheet(key)
    *_, foot = Document(io.BytesIO(word_template.filled(sheet_form(sheet), sheet))).tables
    assert "signed" not in foot._tbl.tblPr.attrib
    said = [
        part for part in foot._tbl.itersiblings(preceding=True) if "".join(part.itertext()).strip()
    ]
    last = said[0].findall(qn("w:tr"))[-1:] or [said[0]]
    lines = [line for part in (*last, foot._tbl.getprevious()) for line in part.iter(qn("w:p"))]
    assert all(line.pPr.find(qn("w:keepNext")) is not None for line in lines)
