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

from danvan_desktop.documents import profiles, word_template
from danvan_desktop.documents.scoring import FIELD_LABELS, REMARK, ScoreSheetData, score_sheet
from danvan_desktop.documents.word_sheet_form import sheet_form
from danvan_desktop.services import word_templates
from danvan_desktop.services.made_up_papers import plain_sheet
from tests.documents import paper_factories
from tests.services.judging_factories import SHIPPED, open_place
from tests.services.papers_of_a_year import papers_of_a_year

SECTOR = ("Lĩnh", "vực")
"""Head of a column that the program leaves out where it says nothing; a form keeps it."""


def words(content: bytes) -> Counter[str]:
    """Every word of the file; dots to write on left out."""
    text = ""
    for node in Document(io.BytesIO(content)).element.body.iter():
        if node.tag == qn("w:t"):
            text += node.text or ""
        elif node.tag in (qn("w:p"), qn("w:br"), qn("w:tab")):
            text += " "
    return Counter(re.sub(r"[.…]{2,}", " ", text).split())


@pytest.mark.parametrize("programme", SHIPPED)
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
        form = words(word_template.filled(forms[sheet.key], replace(sheet, form=None)))
        if own - form or {word for word in form - own if word not in SECTOR}:
            wrong.append((paper.title[:50], sheet.key, "missing", own - form, "more", form - own))
    assert wrong == []
    assert {one for one in set(forms) - seen if not one.startswith("score_sheet")} == set()
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
