"""The named styles of a Word file: what an official sees in Word's own list of styles.

Owns their names and looks, taken from the profile, so that changing a style in Word changes every
line that has it. Headings carry an outline level, by which Word's navigation finds them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from danvan_desktop.documents import fonts
from danvan_desktop.documents import word_marks as marks
from danvan_desktop.documents.page import Sheet, body_style, sheet_size
from danvan_desktop.documents.paper_table import cell_style
from danvan_desktop.documents.paragraph_text import plain
from danvan_desktop.documents.profile_format import Profile

FONT = "Times New Roman"
"""What every Word has; Tinos, which the PDF embeds, has its widths."""

LANGUAGE = "vi-VN"
BODY, LINE = "Văn bản", "Dòng tiêu đề, chữ ký"
TITLE, HEADING, SUBHEADING = "Title", "Heading 1", "Heading 2"
"""Word's own, which it shows in the language of its menus and makes tables of contents from."""
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
    bold = body_style(profile, fontName=fonts.TEXT_BOLD)
    line = ParagraphStyle("line", body, firstLineIndent=0, spaceAfter=0, alignment=TA_CENTER)
    head = cell_style(profile, bold=True, alignment=TA_CENTER)
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
    marks.forget_template(document)
    normal = document.styles["Normal"]
    normal.font.size = Pt(profile.body.size)
    for properties in (normal.element.get_or_add_rPr(), marks.default_run(document)):
        marks.set_fonts(properties, FONT)
    marks.set_language(normal.element.get_or_add_rPr(), LANGUAGE)
    for style in list(document.styles):
        if style.name not in _KEPT:
            style.delete()
    marks.forget_links(document)
    named = looks(profile)
    for look in named.values():
        _add(document, look)
    return named


def ids_in(document: Any, profile: Profile) -> dict[str, str]:
    """The id of each named style in a file; word processors change them, not the names.

    Those the file has not are added: an office may have put the fields into a file of its own.
    """
    known = {style.name: style.style_id for style in document.styles}
    return {name: known.get(name) or _add(document, look) for name, look in looks(profile).items()}


def _add(document: Any, look: Look) -> str:
    own = look.name in (TITLE, HEADING, SUBHEADING)
    style = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH, builtin=own)
    source = look.style
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
    return str(style.style_id)


def set_line(form: Any, style: ParagraphStyle, base: ParagraphStyle) -> None:
    """Of a line in a named style, made from `base`, only what differs from it is said."""
    if style.alignment != base.alignment:
        form.alignment = ALIGNED[style.alignment]
    if style.firstLineIndent != base.firstLineIndent:
        form.first_line_indent = Pt(style.firstLineIndent)
    if style.leftIndent:
        form.left_indent = Pt(style.leftIndent)
    if getattr(style, "keepWithNext", 0):
        form.keep_with_next = True
    if style.spaceAfter != base.spaceAfter:
        form.space_after = Pt(style.spaceAfter)
    if style.leading != base.leading:
        form.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
        form.line_spacing = Pt(style.leading)


def set_info(document: Any, sheet: Sheet) -> None:
    """What the file says of itself."""
    info = document.core_properties
    info.title, info.author = plain(sheet.info.title), plain(sheet.info.author)
    info.last_modified_by = info.author
    info.language = LANGUAGE
    info.comments = ""
    marks.forget_times(document)


def set_page(section: Any, sheet: Sheet) -> None:
    """Page, margins, and the number at the top of every page but the first."""
    page, number = sheet.profile.page, sheet.profile.page_number
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.wide else WD_ORIENT.PORTRAIT
    width, height = sheet_size(wide=sheet.wide, large=sheet.large)
    section.page_width, section.page_height = Pt(width), Pt(height)
    section.left_margin, section.right_margin = Mm(page.left_mm), Mm(page.right_mm)
    section.top_margin, section.bottom_margin = Mm(page.top_mm), Mm(page.bottom_mm)
    section.header_distance = Mm(max(number.from_top_mm - 3, 0))
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    line = section.header.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run()
    run.font.size = Pt(number.size)
    marks.add_page_number(line, run)


def name_of(style: ParagraphStyle, text: str, *, in_table: bool) -> str:
    """The named style of a line, by how the paper sets it and by how it begins."""
    bold = "Bold" in style.fontName
    if style.name == "cell" or in_table:
        return TABLE_HEAD if bold and style.alignment == TA_CENTER else CELL
    if bold and style.alignment != TA_CENTER and text.strip():
        return HEADING if _ROMAN.match(text) or text == text.upper() else SUBHEADING
    return BODY
