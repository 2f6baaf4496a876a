"""Lines of forms: filled ones and those for the pen begin at the same place."""

from __future__ import annotations

import io

import pytest
from docx import Document

from danvan_desktop.documents import profiles
from danvan_desktop.documents.form_fields import as_body, field_lines
from danvan_desktop.documents.page import PaperInfo, Sheet, text_width
from tests.documents import pdf_reading as pdf


@pytest.mark.parametrize("profile_id", profiles.profile_ids())
def test_label_before_dots_is_indented_as_the_text_between_which_it_stands(profile_id: str) -> None:
    profile = profiles.load(profile_id)
    fields = [("Nội dung", "Lễ biểu dương"), ("Địa điểm", "")]
    parts = field_lines(profile, fields, width=text_width(profile), **as_body(profile))
    sheet = Sheet(parts, profile, PaperInfo("Giấy mời", "Xã Mẫu"))
    lines = pdf.text_lines(sheet.pdf())
    assert lines[0].left == pytest.approx(lines[1].left, abs=0.5)
    _, dotted, *_ = Document(io.BytesIO(sheet.word())).paragraphs
    indent = dotted.paragraph_format.first_line_indent
    assert indent is not None
    assert indent.mm == pytest.approx(profile.body.first_line_mm, abs=0.1)
