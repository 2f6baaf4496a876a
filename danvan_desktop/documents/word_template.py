"""An office's own Word form filled with a paper's fields.

It never runs: names are looked up, nothing is called, and what comes from the records is text that
Word shows as it is. What a form may hold is `word_form_check`, which looked it through before.
"""

from __future__ import annotations

import io
import re
from copy import deepcopy
from types import SimpleNamespace
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from danvan_desktop.documents import qr_code, sheet_fields
from danvan_desktop.documents.page import Sheet
from danvan_desktop.documents.paragraph_text import plain
from danvan_desktop.documents.sheet_fields import CODE, Fields
from danvan_desktop.documents.word import blocks_xml
from danvan_desktop.documents.word_columns import drop_columns
from danvan_desktop.documents.word_marks import element, forget_attached, is_table, keep_end, put
from danvan_desktop.documents.word_styles import set_info
from danvan_desktop.errors import UserError

TOKENS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{[{%#]|[}%#]\}")
FIELD = re.compile(r"\{\{\s*([a-z_][a-z_0-9]*)(?:\.([a-z_][a-z_0-9]*))?\s*\}\}")
LOOP = re.compile(r"\{%(p|tr)\s+for\s+([a-z_][a-z_0-9]*)\s+in\s+([a-z_][a-z_0-9]*)\s*%\}")
_SIGNATURE = re.compile(r"(tham_quyen|chuc_vu|nguoi)_ky(_\d+)?")
_SIGNED = "signed"
"""Attribute by which the table of a signature is found again once its fields are filled."""


def filled(content: bytes, sheet: Sheet) -> bytes:
    """The office's form with the values of a paper, as .docx; of several papers one by one.

    Raises `UserError` when the form cannot be filled after all.
    """
    if sheet.fields is not None:
        first, *others = [_filled(content, sheet, sheet.fields())]
    else:
        papers = sheet_fields.copies(sheet.story)
        first, *others = [_filled(content, sheet, sheet_fields.fields(one)) for one in papers]
    for other in others:
        _append(first, other)
    out = io.BytesIO()
    first.save(out)
    return out.getvalue()


def _append(document: Any, other: Any) -> None:
    """The same form filled once more, on pages of its own that are counted from 1."""
    body, ending = document.element.body, document.add_paragraph()
    properties = deepcopy(body.sectPr)
    put(ending._p.get_or_add_pPr(), properties)
    for one in other.element.body:
        if one is not other.element.body.sectPr:
            body.sectPr.addprevious(one)
    put(body.sectPr, element("type", val="nextPage"))
    put(body.sectPr, element("pgNumType", start="1"))


def _filled(content: bytes, sheet: Sheet, values: Fields) -> Any:
    opened = opened_form(content)
    _drop_empty(opened.docx, values)
    _mark_signatures(opened.docx)
    try:
        opened.render(_context(opened, sheet, values), environment())
    except (TemplateError, ValueError, KeyError) as error:
        raise UserError(
            "Mẫu Word của đơn vị không điền được văn bản này.",
            safe="Văn bản đã soạn không thay đổi.",
            todo="Mở “Mẫu Word”, bấm “Thôi dùng mẫu”, hoặc sửa mẫu rồi đưa vào lại.",
        ) from error
    set_info(opened.docx, sheet)
    _keep_signatures(opened.docx)
    forget_attached(opened.docx)
    for cell in opened.docx.element.body.iter(qn("w:tc")):
        if cell.find(qn("w:p")) is None:  # Word takes a cell without a line for a broken file
            cell.append(element("p"))
    return opened.docx


def _mark_signatures(document: Any) -> None:
    for table in document.element.body.iterchildren(qn("w:tbl")):
        words = "".join(text_of(line) for line in table.iter(qn("w:p")))
        if any(_SIGNATURE.fullmatch(name) for name, _ in FIELD.findall(words)):
            table.tblPr.set(_SIGNED, "")


def _keep_signatures(document: Any) -> None:
    """A signature never stands on a page by itself: the last words before it go along."""
    for table in document.element.body.iterchildren(qn("w:tbl")):
        if table.tblPr.attrib.pop(_SIGNED, None) is None:
            continue
        for part in table.itersiblings(preceding=True):
            if not (is_table(part) or part.tag == qn("w:p")):
                break
            keep_end(part)
            if is_table(part) or text_of(part).strip():
                break


def opened_form(content: bytes) -> Any:
    """A Word file opened to be filled. Raises `UserError` when it is damaged."""
    opened = DocxTemplate(io.BytesIO(content))
    try:
        opened.init_docx()
    except Exception as error:  # python-docx lets through whatever its parts raise
        raise UserError(
            "Tệp Word bị hỏng nên không đọc được.",
            safe="Dữ liệu và các mẫu đang dùng không thay đổi.",
            todo="Mở bằng Word, chọn Lưu thành (Save As), kiểu Word Document (.docx), chọn lại.",
        ) from error
    return opened


def environment() -> SandboxedEnvironment:
    """Names and loops only: no function, filter or test can be reached."""
    made = SandboxedEnvironment(autoescape=True)
    for known in (made.globals, made.filters, made.tests):
        known.clear()
    return made


def _context(opened: Any, sheet: Sheet, values: Fields) -> dict[str, Any]:
    blocks = blocks_xml(sheet, values.blocks, opened.docx)
    return {
        **{name: plain(text) for name, text in values.lines.items()},
        **{name: [plain(line) for line in lines] for name, lines in values.lists.items()},
        **{
            name: [
                SimpleNamespace(**{key: plain(cell) for key, cell in row.items()}) for row in rows
            ]
            for name, rows in values.tables.items()
        },
        **{name: Markup(xml) for name, xml in blocks.items()},  # noqa: S704 (our own XML)
        CODE: _picture(opened, values.code) if values.code else "",
    }


def _picture(opened: Any, code: str) -> InlineImage:
    return InlineImage(opened, io.BytesIO(qr_code.png(code)), width=Mm(qr_code.SIDE_MM))


def _drop_empty(document: Any, values: Fields) -> None:
    """A line goes when its one field is empty, or when the paper has none of its fields.

    A table goes, with the heading over it, when the paper has no such table, and a column with its
    header where the paper's rows have none of its fields.
    """
    empty = {name for name, text in values.lines.items() if not text}
    if not values.code:
        empty.add(CODE)
    looped = {found[2] for line in document.element.body.iter(qn("w:p")) if (found := _loop(line))}
    for table in list(document.element.body.iter(qn("w:tbl"))):
        over = {found[3] for line in table.iter(qn("w:p")) if (found := _loop(line))}
        if over and over.isdisjoint({*values.tables, *values.lists}):
            _drop_with_heading(table)
        else:
            _drop_columns(table, values)
    for line in list(document.element.body.iter(qn("w:p"))):
        text = text_of(line).strip()
        fields = {name for name, _ in FIELD.findall(text)} - looped
        alone = FIELD.fullmatch(text) and fields <= empty
        if fields and (alone or fields.isdisjoint({*values.lines, CODE})):
            _drop(line)


def _loop(line: Any) -> re.Match[str] | None:
    return LOOP.fullmatch(text_of(line).strip())


def _drop(line: Any) -> None:
    """Take a line out, unless it is the last of its cell or ends a section."""
    alone = len(line.getparent().findall(qn("w:p"))) == 1
    if not alone and line.find(f".//{qn('w:sectPr')}") is None:
        line.getparent().remove(line)


def _drop_with_heading(table: Any) -> None:
    above = table.getprevious()
    if above is not None and above.tag == qn("w:p") and not TOKENS.search(text_of(above)):
        _drop(above)
    table.getparent().remove(table)


def _drop_columns(table: Any, values: Fields) -> None:
    """Only where one list goes through the rows: the cells of two might not mean the same."""
    loops = [one for line in table.xpath("w:tr/w:tc/w:p") if (one := _loop(line))]
    rows = values.tables.get(loops[0][3], ()) if len(loops) == 1 else ()
    if not rows:
        return
    for row in table.findall(qn("w:tr")):
        said = [_columns_named(cell, loops[0][2]) for cell in row.findall(qn("w:tc"))]
        gone = [place for place, names in enumerate(said) if names and names.isdisjoint(rows[0])]
        if gone:
            drop_columns(table, row, gone)


def _columns_named(cell: Any, variable: str) -> set[str]:
    words = "\n".join(text_of(line) for line in cell.findall(qn("w:p")))
    return {column for name, column in FIELD.findall(words) if name == variable}


def text_of(line: Any) -> str:
    """Every letter of a line, text boxes and links too."""
    return "".join(node.text or "" for node in line.iter(qn("w:t")))
