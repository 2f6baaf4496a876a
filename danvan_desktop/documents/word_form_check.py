"""An office's own Word form looked through before use: each place that cannot stand, in words.

Owns what such a form may hold: plain fields, and simple loops over the lines and rows the paper
has. The form is read as text and again as syntax; nothing of it is run. The container was checked
by `word_safety` before.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from jinja2 import TemplateError, nodes

from danvan_desktop.documents.sheet_fields import CODE, Names, column_name
from danvan_desktop.documents.word_template import (
    FIELD,
    LOOP,
    TOKENS,
    environment,
    opened_form,
    text_of,
)
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

_BLOCK = re.compile(r"\{\{p\s+([a-z_][a-z_0-9]*)\s*\}\}")
_WORDS = re.compile(r"[a-z]+(?:_[a-z0-9]+)+")
"""Names of fields that no Vietnamese sentence has."""
_END = re.compile(r"\{%(p|tr)\s+endfor\s*%\}")
_MOST_TOKENS, _MOST_LINES = 400, 5000
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
_ACCEPT = (
    "còn chỗ sửa chưa chấp nhận; trong Word mở Xem lại (Review), chọn Chấp nhận tất cả thay đổi "
    "(Accept All Changes), lưu rồi đưa vào lại"
)
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


def check(
    content: bytes,
    names: Names,
    fonts: Collection[str],
    needs: Collection[str] = (),
) -> Result:
    """Look a form through. `names` are what its paper has, `fonts` those at hand.

    `needs` are the fields of which the office is warned when the form leaves them out.
    """
    opened = opened_form(content)
    reader = _Reader(names)
    for place, line in _lines(opened.docx):
        reader.read(place, line)
    reader.close()
    defects = [*_unaccepted(opened.docx), *reader.defects]
    defects = defects or list(_compiled_defects(opened, names))
    known = {font.casefold() for font in (*OFFICE_FONTS, *fonts)}
    missing = [name for name in _fonts(opened.docx) if name.casefold() not in known]
    warnings = [
        *(Finding("Phông chữ", _font_words(name)) for name in missing),
        *_commented(opened.docx),
        *_unused(reader.used, needs, names),
    ]
    return Result(tuple(defects[:50]), tuple(warnings))


@dataclass
class _Loop:
    """A loop that was begun: `how` is `p` or `tr`, `holder` what both its ends must stand in."""

    how: str
    variable: str
    over: str
    place: str
    holder: Any
    said: bool = False
    """Whether anything of a row is said in it."""


class _Reader:
    """Goes through the lines of a form and notes each field that cannot stand."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.known = _known(names)
        self.defects: list[Finding] = []
        self.used: set[str] = set()
        self._loop: _Loop | None = None
        self._line: Any = None
        self._tokens = 0

    def read(self, place: str, line: Any) -> None:
        text = text_of(line)
        tokens = TOKENS.findall(text)
        self._line = line
        self._tokens += len(tokens)
        if self._tokens > _MOST_TOKENS:
            self._note(place, f"mẫu có quá {_MOST_TOKENS} trường")
            self._tokens = -(10**9)
        for token in tokens:
            self._token(place, text, token)
        whole = all(len(token) > 2 for token in tokens)
        for word in _WORDS.findall(TOKENS.sub(" ", text)):
            if whole and word in self.known:
                self._note(place, f"“{word}” sẽ in nguyên như chữ; viết là “{self._written(word)}”")

    def close(self) -> None:
        if self._loop:
            self._note(self._loop.place, "thiếu dòng kết thúc lặp “endfor”")

    def _note(self, place: str, words: str) -> None:
        self.defects.append(Finding(place, words))

    def _token(self, place: str, text: str, token: str) -> None:
        alone = text.strip() == token
        if found := _BLOCK.fullmatch(token):
            self._block(place, token, found[1], alone)
        elif found := FIELD.fullmatch(token):
            self._field(place, token, found[1], found[2] or "")
        elif found := LOOP.fullmatch(token):
            self._begin(place, token, found, alone)
        elif found := _END.fullmatch(token):
            self._end(place, token, found[1], alone)
        elif len(token) == 2:
            self._note(place, f"dấu “{token}” không thành một trường trọn vẹn trong một đoạn")
        else:
            self._note(place, f"“{token[:60]}” không phải một trường; {self._meant(token)}")

    def _meant(self, token: str) -> str:
        """The field that was meant, where its name was typed as words are."""
        words = column_name(token)
        for name in (words, words.removeprefix("p_"), words.removeprefix("p")):
            if name in self.known:
                return f"có phải “{self._written(name)}”?"
        return "mẫu chỉ nhận trường và dòng lặp"

    def _written(self, name: str) -> str:
        return f"{{{{p {name} }}}}" if name in self.names.blocks else f"{{{{ {name} }}}}"

    def _block(self, place: str, token: str, name: str, alone: bool) -> None:
        if name not in self.names.blocks:
            self._note(place, f"“{token}”: {_unknown(name, self.names.blocks)}")
        elif not alone or self._loop:
            self._note(place, f"“{token}” phải đứng riêng một đoạn, ngoài các dòng lặp")
        self.used.add(name)

    def _field(self, place: str, token: str, name: str, column: str) -> None:
        names = self.names
        if self._loop and name == self._loop.variable:
            self._loop.said = True
            columns = names.tables.get(self._loop.over)
            if columns is not None and column not in columns:
                self._note(place, f"“{token}”: {_unknown(column, columns)}")
            elif columns is None and column:
                self._note(place, f"“{token}”: dòng này không có cột")
        elif name in names.blocks:
            self._note(place, f"“{token}” phải viết là “{{{{p {name} }}}}”")
        elif name in names.lists or name in names.tables:
            self._note(place, f"“{token}” là danh sách, phải đặt trong dòng lặp")
        elif column and not self._loop:
            self._note(place, f"“{token}” phải nằm giữa dòng “for” và dòng “endfor”")
        elif column or (name not in names.lines and not (name == CODE and names.code)):
            self._note(place, f"“{token}”: {_unknown(name, self.known)}")
        self.used.add(name)

    def _begin(self, place: str, token: str, found: re.Match[str], alone: bool) -> None:
        how, variable, over = found.groups()
        if self._loop:
            self._note(place, f"“{token}” nằm trong một dòng lặp khác")
        rows = (*self.names.lists, *self.names.tables)
        if over not in rows:
            self._note(place, f"“{token}”: {_unknown(over, rows)}")
        if variable in self.known or variable == "loop":
            self._note(place, f"“{token}”: tên “{variable}” đã là tên trường, hãy dùng “dong”")
        if not alone:
            self._note(place, f"“{token}” phải đứng riêng một dòng")
        self._loop = _Loop(how, variable, over, place, self._holder(how))
        if self._loop.holder is None:
            self._note(place, f"“{token}” phải đứng trong một dòng của bảng")
        self.used.add(over)

    def _end(self, place: str, token: str, how: str, alone: bool) -> None:
        loop, self._loop = self._loop, None
        if loop is None or loop.how != how:
            self._note(place, f"“{token}” không khớp với dòng bắt đầu lặp nào")
        elif not alone:
            self._note(place, f"“{token}” phải đứng riêng một dòng")
        elif loop.holder is not None and self._holder(how) is not loop.holder:
            where = "trong cùng một ô; lặp qua các dòng của bảng thì dùng “{%tr”"
            self._note(
                place,
                f"“{token}” phải cùng bảng với dòng bắt đầu lặp"
                if how == "tr"
                else f"“{token}” và dòng bắt đầu lặp phải đứng liền nhau, hoặc {where}",
            )
        elif not loop.said:
            self._note(loop.place, "dòng lặp không có trường nào ở giữa, danh sách sẽ bị trống")

    def _holder(self, how: str) -> Any:
        if how == "p":
            return self._line.getparent()
        return next(self._line.iterancestors(qn("w:tbl")), None)


def _known(names: Names) -> tuple[str, ...]:
    code = (CODE,) if names.code else ()
    return (*names.lines, *names.lists, *names.tables, *names.blocks, *code)


def _unknown(name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, list(known), 1, 0.75)
    return "không có trường này" + (f"; có phải “{near[0]}”?" if near else "")


def _lines(document: Any) -> Iterator[tuple[str, Any]]:
    """(place in words, paragraph) of all that is filled in."""
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
                    yield words, line


def _body_lines(body: Any) -> Iterator[tuple[str, Any]]:
    tables = number = 0
    for child in body:
        if child.tag == qn("w:p"):
            number += 1
            yield f"Đoạn {number}", child
        elif child.tag == qn("w:tbl"):
            tables += 1
            for row, element in enumerate(child.iter(qn("w:tr")), start=1):
                for cell, one in enumerate(element.iter(qn("w:tc")), start=1):
                    for line in one.xpath("w:p | w:sdt/w:sdtContent/w:p"):
                        yield f"Bảng {tables}, dòng {row}, ô {cell}", line
        else:
            for line in child.iter(qn("w:p")):
                yield "Khung nội dung", line
        if number > _MOST_LINES:
            raise UserError("Mẫu dài quá mức một văn bản.", todo="Chỉ giữ phần của một văn bản.")


def _compiled_defects(opened: Any, names: Names) -> Iterator[Finding]:
    """What would really be run, read as syntax: nothing but names, columns and single loops."""
    for place, source in _sources(opened):
        if place == _INFO and TOKENS.search(source):
            yield Finding(place, "không đặt trường ở đây")
            continue
        try:
            tree = environment().parse(source)
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


def _parts(document: Any) -> list[Any]:
    """The roots of the text and of what stands around it on each page."""
    around = [one.target_part for one in document.part.rels.values() if not one.is_external]
    ends = ("header+xml", "footer+xml")
    return [document.element, *(one.element for one in around if one.content_type.endswith(ends))]


def _unaccepted(document: Any) -> Iterator[Finding]:
    if any(root.xpath(".//w:ins | .//w:del | .//w:moveFrom") for root in _parts(document)):
        yield Finding("Vết sửa (Track Changes)", _ACCEPT)


def _commented(document: Any) -> Iterator[Finding]:
    if document.element.xpath(".//w:commentReference"):
        yield Finding("Ghi chú (Comment)", "sẽ có trong tệp Word của mọi văn bản; nên xóa đi")


def _fonts(document: Any) -> list[str]:
    """Every font named in the text, and in the styles that the text has."""
    styles = {one.style_id: one for one in document.styles}
    roots = _parts(document)
    used = {
        name for root in roots for name in root.xpath(".//w:pStyle/@w:val | .//w:rStyle/@w:val")
    }
    used |= {one.style_id for one in styles.values() if one.element.get(qn("w:default")) == "1"}
    found: dict[str, None] = {}
    for style in [styles[name] for name in sorted(used) if name in styles]:
        while style is not None:
            roots.append(style.element)
            style = getattr(style, "base_style", None)
    for root in roots:
        for node in root.iter(qn("w:rFonts")):
            for script in ("ascii", "hAnsi"):
                if name := node.get(qn(f"w:{script}")):
                    found[name] = None
    return list(found)


def _font_words(name: str) -> str:
    if name.casefold().startswith((".vn", "vni")):
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
