"""An office's own Word form: looked through before use, then filled with a paper's fields.

Owns what such a form may hold: plain fields, and simple loops over the lines and rows the paper
has. It never runs: names are looked up, nothing is called, and what comes from the records is text
that Word shows as it is. The container was checked by `word_safety` before.
"""

from __future__ import annotations

import difflib
import io
import re
from collections.abc import Collection, Iterator
from copy import deepcopy
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from danvan_desktop.documents import qr_code, sheet_fields
from danvan_desktop.documents.page import Sheet
from danvan_desktop.documents.paragraph_text import plain
from danvan_desktop.documents.sheet_fields import CODE, Fields, Names
from danvan_desktop.documents.word import blocks_xml
from danvan_desktop.documents.word_marks import element, put
from danvan_desktop.domain.text import in_sentence
from danvan_desktop.errors import UserError

OFFICE_FONTS = frozenset(
    {
        *("Times New Roman", "Arial", "Calibri", "Calibri Light", "Cambria", "Cambria Math"),
        *("Tahoma", "Verdana", "Segoe UI", "Segoe UI Symbol", "Courier", "Courier New", "Symbol"),
        *("Wingdings", "Wingdings 2", "Wingdings 3", "Consolas", "Georgia", "MS Gothic"),
    }
)
"""What comes with Windows and Word."""

_TOKENS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{[{%#]|[}%#]\}")
_FIELD = re.compile(r"\{\{\s*([a-z_][a-z_0-9]*)(?:\.([a-z_][a-z_0-9]*))?\s*\}\}")
_BLOCK = re.compile(r"\{\{p\s+([a-z_][a-z_0-9]*)\s*\}\}")
_FOR = re.compile(r"\{%(p|tr)\s+for\s+([a-z_][a-z_0-9]*)\s+in\s+([a-z_][a-z_0-9]*)\s*%\}")
_END = re.compile(r"\{%(p|tr)\s+endfor\s*%\}")
_MOST_TOKENS, _MOST_LINES = 400, 5000
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
_CODE_PIXELS = 600
_INFO = "Thông tin của tệp (tiêu đề, tác giả)"


@dataclass(frozen=True)
class Finding:
    """Something in a form: where, and what about it."""

    place: str
    words: str

    def __str__(self) -> str:
        return f"{self.place}: {self.words}"


@dataclass(frozen=True)
class Result:
    """A form looked through. With defects it cannot be used; warnings are for the office."""

    defects: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    used: tuple[str, ...]


def check(
    content: bytes,
    names: Names,
    fonts: Collection[str],
    needs: Collection[str] = (),
) -> Result:
    """Look a form through. `names` are what its paper has, `fonts` those at hand.

    `needs` are the fields of which the office is warned when the form leaves them out.
    """
    opened = _open(content)
    reader = _Reader(names)
    for place, line in _lines(opened.docx):
        reader.read(place, line)
    reader.close()
    defects = reader.defects or list(_compiled_defects(opened, names))
    known = {font.casefold() for font in (*OFFICE_FONTS, *fonts)}
    missing = [name for name in _fonts(opened.docx) if name.casefold() not in known]
    warnings = [
        *(Finding("Phông chữ", _font_words(name)) for name in missing),
        *_unused(reader.used, needs, names),
    ]
    return Result(tuple(defects[:50]), tuple(warnings), tuple(sorted(reader.used)))


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
    opened = _open(content)
    _drop_empty(opened.docx, values)
    try:
        opened.render(_context(opened, sheet, values), _environment())
    except (TemplateError, ValueError, KeyError) as error:
        raise UserError(
            "Mẫu Word của đơn vị không điền được văn bản này.",
            safe="Văn bản đã soạn không thay đổi.",
            todo="Mở “Mẫu Word”, bấm “Thôi dùng mẫu”, hoặc sửa mẫu rồi đưa vào lại.",
        ) from error
    info = opened.docx.core_properties
    info.title, info.author = plain(sheet.info.title), plain(sheet.info.author)
    return opened.docx


def _open(content: bytes) -> Any:
    opened = DocxTemplate(io.BytesIO(content))
    try:
        opened.init_docx()
    except Exception as error:  # python-docx lets through whatever its parts raise
        raise UserError(
            "Tệp Word bị hỏng nên không đọc được.",
            safe="Dữ liệu và các mẫu đang dùng không thay đổi.",
            todo="Mở tệp bằng Word, lưu lại với tên khác rồi chọn lại.",
        ) from error
    return opened


def _environment() -> SandboxedEnvironment:
    """Names and loops only: no function, filter or test can be reached."""
    made = SandboxedEnvironment(autoescape=True)
    for known in (made.globals, made.filters, made.tests):
        known.clear()
    return made


def _context(opened: Any, sheet: Sheet, values: Fields) -> dict[str, Any]:
    return {
        **{name: plain(text) for name, text in values.lines.items()},
        **{name: [plain(line) for line in lines] for name, lines in values.lists.items()},
        **{
            name: [
                SimpleNamespace(**{key: plain(cell) for key, cell in row.items()}) for row in rows
            ]
            for name, rows in values.tables.items()
        },
        **{name: Markup(xml) for name, xml in blocks_xml(sheet, values.blocks).items()},  # noqa: S704 (our own XML)
        CODE: _picture(opened, values.code) if values.code else "",
    }


def _picture(opened: Any, code: str) -> InlineImage:
    out = io.BytesIO()
    qr_code.picture(code).resize((_CODE_PIXELS, _CODE_PIXELS), 0).save(out, "PNG")
    out.seek(0)
    return InlineImage(opened, out, width=Mm(qr_code.SIDE_MM))


def _drop_empty(document: Any, values: Fields) -> None:
    """A line goes when its one field is empty, or when the paper has none of its fields.

    A table goes, with the heading over it, when the paper has no such table.
    """
    empty = {name for name, text in values.lines.items() if not text}
    if not values.code:
        empty.add(CODE)
    looped = {found[2] for line in document.element.body.iter(qn("w:p")) if (found := _loop(line))}
    for table in list(document.element.body.iter(qn("w:tbl"))):
        over = {found[3] for line in table.iter(qn("w:p")) if (found := _loop(line))}
        if over and over.isdisjoint({*values.tables, *values.lists}):
            _drop_with_heading(table)
    for line in list(document.element.body.iter(qn("w:p"))):
        text = _text(line).strip()
        fields = {name for name, _ in _FIELD.findall(text)} - looped
        alone = _FIELD.fullmatch(text) and fields <= empty
        if fields and (alone or fields.isdisjoint({*values.lines, CODE})):
            _drop(line)


def _loop(line: Any) -> re.Match[str] | None:
    return _FOR.fullmatch(_text(line).strip())


def _drop(line: Any) -> None:
    """Take a line out, unless it is the last of its cell or ends a section."""
    alone = len(line.getparent().findall(qn("w:p"))) == 1
    if not alone and line.find(f".//{qn('w:sectPr')}") is None:
        line.getparent().remove(line)


def _drop_with_heading(table: Any) -> None:
    above = table.getprevious()
    if above is not None and above.tag == qn("w:p") and not _TOKENS.search(_text(above)):
        _drop(above)
    table.getparent().remove(table)


class _Reader:
    """Goes through the lines of a form and notes each field that cannot stand."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.known = _known(names)
        self.defects: list[Finding] = []
        self.used: set[str] = set()
        self._loop: tuple[str, str, str, str] | None = None  # how, variable, over, place
        self._tokens = 0

    def read(self, place: str, text: str) -> None:
        tokens = _TOKENS.findall(text)
        self._tokens += len(tokens)
        if self._tokens > _MOST_TOKENS:
            self._note(place, f"mẫu có quá {_MOST_TOKENS} trường")
            self._tokens = -(10**9)
        for token in tokens:
            self._token(place, text, token)

    def close(self) -> None:
        if self._loop:
            self._note(self._loop[3], "thiếu dòng kết thúc lặp “endfor”")

    def _note(self, place: str, words: str) -> None:
        self.defects.append(Finding(place, words))

    def _token(self, place: str, text: str, token: str) -> None:
        alone = text.strip() == token
        if found := _BLOCK.fullmatch(token):
            self._block(place, token, found[1], alone)
        elif found := _FIELD.fullmatch(token):
            self._field(place, token, found[1], found[2] or "")
        elif found := _FOR.fullmatch(token):
            self._begin(place, token, found[1], found[2], found[3], alone)
        elif found := _END.fullmatch(token):
            if self._loop is None or self._loop[0] != found[1]:
                self._note(place, f"“{token}” không khớp với dòng bắt đầu lặp nào")
            elif not alone:
                self._note(place, f"“{token}” phải đứng riêng một dòng")
            self._loop = None
        elif len(token) == 2:
            self._note(place, f"dấu “{token}” không thành một trường trọn vẹn trong một đoạn")
        else:
            self._note(
                place, f"“{token[:60]}” không phải một trường; mẫu chỉ nhận trường và dòng lặp"
            )

    def _block(self, place: str, token: str, name: str, alone: bool) -> None:
        if name not in self.names.blocks:
            self._note(place, f"“{token}”: {_unknown(name, self.names.blocks)}")
        elif not alone or self._loop:
            self._note(place, f"“{token}” phải đứng riêng một đoạn, ngoài các dòng lặp")
        self.used.add(name)

    def _field(self, place: str, token: str, name: str, column: str) -> None:
        names, variable = self.names, self._loop[1] if self._loop else ""
        if name == variable:
            columns = names.tables.get(self._loop[2]) if self._loop else None
            if columns is not None and column not in columns:
                self._note(place, f"“{token}”: {_unknown(column, columns)}")
            elif columns is None and column:
                self._note(place, f"“{token}”: dòng này không có cột")
        elif name in names.blocks:
            self._note(place, f"“{token}” phải viết là “{{{{p {name} }}}}”")
        elif name in names.lists or name in names.tables:
            self._note(place, f"“{token}” là danh sách, phải đặt trong dòng lặp")
        elif column or (name not in names.lines and not (name == CODE and names.code)):
            self._note(place, f"“{token}”: {_unknown(name, self.known)}")
        self.used.add(name)

    def _begin(
        self, place: str, token: str, how: str, variable: str, over: str, alone: bool
    ) -> None:
        if self._loop:
            self._note(place, f"“{token}” nằm trong một dòng lặp khác")
        rows = (*self.names.lists, *self.names.tables)
        if over not in rows:
            self._note(place, f"“{token}”: {_unknown(over, rows)}")
        if variable in self.known or variable == "loop":
            self._note(place, f"“{token}”: tên “{variable}” đã là tên trường, hãy dùng “dong”")
        if not alone:
            self._note(place, f"“{token}” phải đứng riêng một dòng")
        self._loop = (how, variable, over, place)
        self.used.add(over)


def _known(names: Names) -> tuple[str, ...]:
    code = (CODE,) if names.code else ()
    return (*names.lines, *names.lists, *names.tables, *names.blocks, *code)


def _unknown(name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, list(known), 1, 0.75)
    return "không có trường này" + (f"; có phải “{near[0]}”?" if near else "")


def _lines(document: Any) -> Iterator[tuple[str, str]]:
    """(place in words, text) of every paragraph that is filled in."""
    yield from _body_lines(document.element.body)
    seen = set()
    for section in document.sections:
        for words, part in (
            ("Đầu trang", section.header),
            ("Đầu trang thứ nhất", section.first_page_header),
            ("Đầu trang chẵn", section.even_page_header),
            ("Chân trang", section.footer),
            ("Chân trang thứ nhất", section.first_page_footer),
            ("Chân trang chẵn", section.even_page_footer),
        ):
            if not part.is_linked_to_previous and id(part._element) not in seen:
                seen.add(id(part._element))
                for line in part._element.iter(qn("w:p")):
                    yield words, _text(line)


def _body_lines(body: Any) -> Iterator[tuple[str, str]]:
    tables = number = 0
    for child in body:
        if child.tag == qn("w:p"):
            number += 1
            yield f"Đoạn {number}", _text(child)
        elif child.tag == qn("w:tbl"):
            tables += 1
            for row, element in enumerate(child.iter(qn("w:tr")), start=1):
                for cell, one in enumerate(element.iter(qn("w:tc")), start=1):
                    for line in one.findall(qn("w:p")):
                        yield f"Bảng {tables}, dòng {row}, ô {cell}", _text(line)
        else:
            for line in child.iter(qn("w:p")):
                yield "Khung nội dung", _text(line)
        if number > _MOST_LINES:
            raise UserError("Mẫu dài quá mức một văn bản.", todo="Chỉ giữ phần của một văn bản.")


def _text(line: Any) -> str:
    """Every letter of a line, text boxes and links too."""
    return "".join(node.text or "" for node in line.iter(qn("w:t")))


def _compiled_defects(opened: Any, names: Names) -> Iterator[Finding]:
    """What would really be run, read as syntax: nothing but names, columns and single loops."""
    for place, source in _sources(opened):
        if place == _INFO and _TOKENS.search(source):
            yield Finding(place, "không đặt trường ở đây")
            continue
        try:
            tree = _environment().parse(source)
        except TemplateError:
            yield Finding(place, "có dấu ngoặc của trường viết dở")
            continue
        yield from (Finding(place, words) for words in _strange(tree, names))


def _sources(opened: Any) -> Iterator[tuple[str, str]]:
    yield "Nội dung", opened.patch_xml(opened.get_xml())
    for words, uri in (("Đầu trang", opened.HEADER_URI), ("Chân trang", opened.FOOTER_URI)):
        for _, part in opened.get_headers_footers(uri):
            yield words, opened.patch_xml(opened.get_part_xml(part))
    for part in opened.docx.part.package.iter_parts():
        if part.content_type.endswith("footnotes+xml"):
            yield "Chú thích cuối trang", opened.patch_xml(part.blob.decode("utf-8"))
    for name in _PROPERTIES:
        yield _INFO, str(getattr(opened.docx.core_properties, name) or "")


def _strange(tree: nodes.Node, names: Names, variable: str = "", over: str = "") -> Iterator[str]:
    for node in tree.iter_child_nodes():
        if isinstance(node, nodes.For):
            target, rows = node.target, node.iter
            simple = (
                isinstance(target, nodes.Name)
                and isinstance(rows, nodes.Name)
                and rows.name in {*names.lists, *names.tables}
                and not (variable or node.test or node.else_ or node.recursive)
            )
            if not simple or not (isinstance(target, nodes.Name) and isinstance(rows, nodes.Name)):
                yield "có dòng lặp không được phép"
            else:
                yield from _strange(nodes.Template(node.body), names, target.name, rows.name)
        elif isinstance(node, nodes.Output):
            yield from _strange(node, names, variable, over)
        elif isinstance(node, nodes.Name):
            if node.name != variable and node.name not in _known(names):
                yield f"“{node.name}”: {_unknown(node.name, _known(names))}"
        elif isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            columns = names.tables.get(over, ())
            if node.node.name != variable or node.attr not in columns:
                yield f"“{node.node.name}.{node.attr}”: {_unknown(node.attr, columns)}"
        elif not isinstance(node, nodes.TemplateData):
            yield "có mã lệnh; mẫu chỉ nhận trường và dòng lặp"


def _fonts(document: Any) -> list[str]:
    """Every font named in styles, text and the parts around it."""
    found: dict[str, None] = {}
    for root in (document.styles.element, document.element):
        for node in root.iter(qn("w:rFonts")):
            for script in ("ascii", "hAnsi", "cs"):
                if name := node.get(qn(f"w:{script}")):
                    found[name] = None
    return list(found)


def _font_words(name: str) -> str:
    if name.startswith((".Vn", "VNI", ".VN")):
        return f"“{name}” là phông TCVN3 hoặc VNI: chữ Việt Unicode sẽ hiện sai, hãy đổi phông"
    return f"“{name}” không có trên máy này; Word sẽ hiện bằng phông khác"


def _unused(used: Collection[str], needs: Collection[str], names: Names) -> Iterator[Finding]:
    """Fields the paper needs that the form has neither by themselves nor inside another."""
    for name in needs:
        inside = {"loi_van"} if name == "noi_dung" else set()
        if f"ca_{name}" in names.blocks:
            inside = {"toan_bo_noi_dung", f"ca_{name}"}
        if not {name, *inside} & set(used):
            words = {**names.lines, **names.blocks}.get(name, "Các dòng của bảng")
            yield Finding("Trường", f"mẫu không có “{name}” ({in_sentence(words)})")
