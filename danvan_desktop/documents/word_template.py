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
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from danvan_desktop.documents import qr_code
from danvan_desktop.documents.letter_fields import BLOCKS, CODE, LINES, LISTS, TABLES, Fields
from danvan_desktop.documents.page import Sheet
from danvan_desktop.documents.paragraph_text import plain
from danvan_desktop.documents.word import blocks_xml
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
_KNOWN = (*LINES, *LISTS, *TABLES, *BLOCKS, CODE)
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
    columns: Collection[str],
    fonts: Collection[str],
    needs: Collection[str] = (),
) -> Result:
    """Look a form through. `columns` are those of the paper's tables, `fonts` those at hand.

    `needs` are the fields of which the office is warned when the form leaves them out.
    """
    opened = _open(content)
    reader = _Reader(frozenset(columns))
    for place, line in _lines(opened.docx):
        reader.read(place, line)
    reader.close()
    defects = reader.defects or list(_compiled_defects(opened, frozenset(columns)))
    known = {font.casefold() for font in (*OFFICE_FONTS, *fonts)}
    missing = [name for name in _fonts(opened.docx) if name.casefold() not in known]
    warnings = [
        *(Finding("Phông chữ", _font_words(name)) for name in missing),
        *_unused(reader.used, needs),
    ]
    return Result(tuple(defects[:50]), tuple(warnings), tuple(sorted(reader.used)))


def fill(content: bytes, sheet: Sheet, values: Fields) -> bytes:
    """The office's form with the values of a paper, as .docx.

    Raises `UserError` when the form cannot be filled after all.
    """
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
    out = io.BytesIO()
    opened.docx.save(out)
    return out.getvalue()


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
        **{name: Markup(blocks_xml(sheet, parts)) for name, parts in values.blocks.items()},  # noqa: S704 (our own XML)
        CODE: _picture(opened, values.code) if values.code else "",
    }


def _picture(opened: Any, code: str) -> InlineImage:
    out = io.BytesIO()
    qr_code.picture(code).resize((_CODE_PIXELS, _CODE_PIXELS), 0).save(out, "PNG")
    out.seek(0)
    return InlineImage(opened, out, width=Mm(qr_code.SIDE_MM))


def _drop_empty(document: Any, values: Fields) -> None:
    """A line that holds one field alone goes when that field is empty."""
    empty = {name for name, text in values.lines.items() if not text}
    if not values.code:
        empty.add(CODE)
    for line in list(document.element.body.iter(qn("w:p"))):
        found = _FIELD.fullmatch(_text(line).strip())
        alone = len(line.getparent().findall(qn("w:p"))) == 1
        ends_section = line.find(f".//{qn('w:sectPr')}") is not None
        if found and found[1] in empty and not found[2] and not alone and not ends_section:
            line.getparent().remove(line)


class _Reader:
    """Goes through the lines of a form and notes each field that cannot stand."""

    def __init__(self, columns: frozenset[str]) -> None:
        self.columns = columns
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
        if name not in BLOCKS:
            self._note(place, f"“{token}”: {_unknown(name, BLOCKS)}")
        elif not alone or self._loop:
            self._note(place, f"“{token}” phải đứng riêng một đoạn, ngoài các dòng lặp")
        self.used.add(name)

    def _field(self, place: str, token: str, name: str, column: str) -> None:
        variable = self._loop[1] if self._loop else ""
        if name == variable:
            rows = self._loop is not None and self._loop[2] in TABLES
            if rows and column not in self.columns:
                self._note(place, f"“{token}”: {_unknown(column, self.columns)}")
            elif not rows and column:
                self._note(place, f"“{token}”: dòng này không có cột")
        elif name in BLOCKS:
            self._note(place, f"“{token}” phải viết là “{{{{p {name} }}}}”")
        elif name in LISTS or name in TABLES:
            self._note(place, f"“{token}” là danh sách, phải đặt trong dòng lặp")
        elif column or (name not in LINES and name != CODE):
            self._note(place, f"“{token}”: {_unknown(name, _KNOWN)}")
        self.used.add(name)

    def _begin(
        self, place: str, token: str, how: str, variable: str, over: str, alone: bool
    ) -> None:
        if self._loop:
            self._note(place, f"“{token}” nằm trong một dòng lặp khác")
        if over not in LISTS and over not in TABLES:
            self._note(place, f"“{token}”: {_unknown(over, (*LISTS, *TABLES))}")
        if variable in _KNOWN or variable == "loop":
            self._note(place, f"“{token}”: tên “{variable}” đã là tên trường, hãy dùng “dong”")
        if not alone:
            self._note(place, f"“{token}” phải đứng riêng một dòng")
        self._loop = (how, variable, over, place)
        self.used.add(over)


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


def _compiled_defects(opened: Any, columns: frozenset[str]) -> Iterator[Finding]:
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
        yield from (Finding(place, words) for words in _strange(tree, columns))


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


def _strange(tree: nodes.Node, columns: frozenset[str], variable: str = "") -> Iterator[str]:
    for node in tree.iter_child_nodes():
        if isinstance(node, nodes.For):
            target, over = node.target, node.iter
            simple = (
                isinstance(target, nodes.Name)
                and isinstance(over, nodes.Name)
                and over.name in {*LISTS, *TABLES}
                and not (variable or node.test or node.else_ or node.recursive)
            )
            if not simple or not isinstance(target, nodes.Name):
                yield "có dòng lặp không được phép"
            else:
                yield from _strange(nodes.Template(node.body), columns, target.name)
        elif isinstance(node, nodes.Output):
            yield from _strange(node, columns, variable)
        elif isinstance(node, nodes.Name):
            if node.name != variable and node.name not in _KNOWN:
                yield f"“{node.name}”: {_unknown(node.name, _KNOWN)}"
        elif isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
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


def _unused(used: Collection[str], needs: Collection[str]) -> Iterator[Finding]:
    for name in needs:
        stands_in = "loi_van" if name == "noi_dung" else name
        if name not in used and stands_in not in used:
            words = {**LINES, **TABLES, **BLOCKS}[name]
            yield Finding("Trường", f"mẫu không có “{name}” ({in_sentence(words)})")
