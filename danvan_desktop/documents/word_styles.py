"""The named styles of a Word file: what an official sees in Word's own list of styles.

Owns their names and looks, taken from the profile, so that changing a style in Word changes every
line that has it. Headings carry an outline level, by which Word's navigation finds them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Pt
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from danvan_desktop.documents import word_marks as marks
from danvan_desktop.documents.page import body_style
from danvan_desktop.documents.paper_table import cell_style
from danvan_desktop.documents.profile_format import Profile

FONT = "Times New Roman"
"""What every Word has; Tinos, which the PDF embeds, has its widths."""

LANGUAGE = "vi-VN"
BODY, LINE, TITLE = "Văn bản", "Dòng tiêu đề, chữ ký", "Tên văn bản"
HEADING, SUBHEADING = "Đề mục lớn", "Đề mục nhỏ"
CELL, TABLE_HEAD = "Ô trong bảng", "Đầu bảng"
ALIGNED = {
    TA_LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    TA_CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    TA_JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
    TA_RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
_KEPT = ("Normal", "Header", "Footer", "Default Paragraph Font", "Normal Table", "No List")
_ROMAN = re.compile(r"[IVX]+\.\s")


@dataclass(frozen=True)
class Look:
    """A named style as a ReportLab one, with what Word adds: outline level and keeping."""

    name: str
    style: ParagraphStyle
    base: str = "Normal"
    outline: int | None = None
    keep: bool = False


def looks(profile: Profile) -> dict[str, Look]:
    """Every named style of a paper in this profile."""
    body, cell = body_style(profile), cell_style(profile)
    bold = body_style(profile, fontName="Tinos-Bold")
    line = ParagraphStyle("line", body, firstLineIndent=0, spaceAfter=0, alignment=TA_CENTER)
    head = cell_style(profile, bold=True, centred=True)
    made = (
        Look(BODY, body),
        Look(HEADING, bold, BODY, 0, keep=True),
        Look(SUBHEADING, bold, BODY, 1, keep=True),
        Look(LINE, line),
        Look(TITLE, line, LINE, 0, keep=True),
        Look(CELL, cell),
        Look(TABLE_HEAD, head, CELL),
    )
    return {look.name: look for look in made}


def set_up(document: Any, profile: Profile) -> dict[str, Look]:
    """Put the styles into an empty document in the place of those python-docx brings."""
    normal = document.styles["Normal"]
    normal.font.size = Pt(profile.body.size)
    for properties in (normal.element.get_or_add_rPr(), marks.default_run(document)):
        marks.set_fonts(properties, FONT)
    marks.set_language(normal.element.get_or_add_rPr(), LANGUAGE)
    for style in list(document.styles):
        if style.name not in _KEPT:
            style.delete()
    named = looks(profile)
    for look in named.values():
        _add(document, look)
    return named


def _add(document: Any, look: Look) -> None:
    style, source = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH), look.style
    style.base_style = document.styles[look.base]
    style.quick_style = True
    style.font.size = Pt(source.fontSize)
    style.font.bold = "Bold" in source.fontName
    form = style.paragraph_format
    form.alignment = ALIGNED[source.alignment]
    form.first_line_indent = Pt(source.firstLineIndent)
    form.space_before, form.space_after = Pt(0), Pt(source.spaceAfter)
    form.keep_with_next = look.keep
    form.widow_control = True
    form.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
    form.line_spacing = Pt(source.leading)
    if look.outline is not None:
        marks.set_outline(style.element.get_or_add_pPr(), look.outline)


def name_of(style: ParagraphStyle, text: str, *, in_table: bool) -> str:
    """The named style of a line, by how the paper sets it and by how it begins."""
    bold = "Bold" in style.fontName
    if style.name == "cell" or in_table:
        return TABLE_HEAD if bold and style.alignment == TA_CENTER else CELL
    if bold and style.alignment != TA_CENTER and text.strip():
        return HEADING if _ROMAN.match(text) or text == text.upper() else SUBHEADING
    return BODY
