"""The words of a Word file: a line for each paragraph, or for each row of a list.

What was suggested and waits for acceptance is read as if it had been accepted: insertions count,
deletions do not. Owns no meaning; whose file it is and what follows from it is the service's.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

from danvan_desktop.domain.text import clean_line
from danvan_desktop.errors import UserError

_LARGEST = 100 * 1024 * 1024
_MOST_WORDS = 12 * 1024 * 1024
"""More than this unpacked is no letter, pictures and text; it is refused before it is read. Of
text python-docx takes twenty times as much memory, and a zip holds it in a thousandth."""
_SAFE = "Văn bản và các tệp đã lưu không thay đổi."
_BROKEN = (
    *(OSError, EOFError, ValueError, LookupError, SyntaxError, AttributeError),
    *(NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error),
)
"""What `zipfile` and python-docx raise for files that only look like one, or are locked."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LINE, _TABLE, _ROW, _TEXT = f"{_WORD}p", f"{_WORD}tbl", f"{_WORD}tr", f"{_WORD}t"
_RUN = f"{_WORD}r"
_SIGNS = {
    f"{_WORD}tab": " ",
    f"{_WORD}br": "\n",
    f"{_WORD}cr": "\n",
    f"{_WORD}noBreakHyphen": "-",
}
_ITEM = re.compile(r"\n(?=- )")
"""Items of one paragraph each stand on a line of their own (addressees of a letter)."""
_BOX = f"{_WORD}txbxContent"
_OLD_FONT = (".vn", "vni")
OLD_LETTERS = "Chữ phông TCVN3, VNI, cần gõ lại bằng Unicode"
_AGAIN = {
    f"{_WORD}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
"""What stands in the file a second time: moved away, or drawn for older programs."""
CELL = " | "
"""What stands between the cells of a row."""
_NUMBER = re.compile(rf"^\d+{re.escape(CELL)}")


@dataclass(frozen=True)
class Line:
    """A paragraph; or, where `where` says so, a row of a list or a note in the margin.

    `strange` says what is the matter with its letters, which are no words then.
    """

    text: str
    where: str = ""
    strange: str = ""

    @property
    def key(self) -> tuple[str, bool]:
        """What tells lines apart: the running number of a row does not."""
        return (_NUMBER.sub("", self.text) if self.where else self.text, bool(self.where))


def paragraphs(path: Path) -> list[str]:
    """The paragraphs in their order, each cell's by itself, without empty ones.

    Raises `UserError` for another file.
    """
    return [line.text for line in _read(path, whole_rows=False)]


def lines(path: Path) -> list[Line]:
    """The same with each row of a list as one line, and the notes of the margin at the end."""
    return _read(path, whole_rows=True)


def _read(path: Path, *, whole_rows: bool) -> list[Line]:
    from docx import Document

    try:
        # Given the path itself, python-docx leaves a broken file open; Windows then locks it.
        with path.open("rb") as file:
            document = Document(_checked(file))
        body = list(document.element.body.iter(_LINE))
        if whole_rows:
            fonts = _old_styles(document)
            found = [*_with_rows(body, _places(document), fonts), *_notes(document, body)]
        else:
            found = list(_joined(body))
    except PermissionError as error:
        raise UserError(
            f"Không đọc được tệp “{path.name}”: có thể tệp đang mở trong Word.",
            safe=_SAFE,
            todo="Đóng tệp đó trong Word rồi chọn lại.",
        ) from error
    except _BROKEN as error:
        raise _unreadable() from error
    return [line for line in found if line.text.strip(CELL)]


def _checked(file: BinaryIO) -> BinaryIO:
    """The file again, unless it unpacks to more than is read."""
    with zipfile.ZipFile(file) as archive:
        sizes = [(one.filename, one.file_size) for one in archive.infolist()]
    words = sum(size for name, size in sizes if name.lower().endswith(".xml"))
    if words > _MOST_WORDS or sum(size for _, size in sizes) > _LARGEST:
        raise _unreadable()
    return file


def _with_rows(
    body: Sequence[Any], places: dict[Any, str], old_styles: Collection[str | None]
) -> Iterator[Line]:
    written: list[Any] = []
    boxes: list[Any] = []
    for line in body:
        boxed = next(line.iterancestors(_BOX), None) is not None
        (boxes if boxed else written).append(line)
    for row, part in groupby(written, lambda line: _row_of(line, places)):
        if row is None:
            yield from _joined(list(part), old_styles)
            continue
        cells = (clean_line(" ".join(map(_words, cell.iter(_LINE)))) for cell in row.tc_lst)
        yield Line(CELL.join(cells), places[row])
    for one in _joined([line for line in boxes if not _again(line)]):
        yield Line(one.text, "Ô chữ (Text Box)")


def _row_of(line: Any, places: dict[Any, str]) -> Any:
    """The row of a list that a line is in, None for one that is in none."""
    row = next(line.iterancestors(_ROW), None)
    return row if row in places else None


def _places(document: Any) -> dict[Any, str]:
    """Where each row of a list is; a list is a table whose first row comes again on each page."""
    found: dict[Any, str] = {}
    tables = (table.tr_lst for table in document.element.body.iter(_TABLE))
    lists = (rows for rows in tables if rows and rows[0].xpath("w:trPr/w:tblHeader"))
    for number, rows in enumerate(lists, 1):
        found |= {row: f"Bảng {number}, dòng {index}" for index, row in enumerate(rows)}
    return found


def _joined(body: Sequence[Any], old_styles: Collection[str | None] = ()) -> Iterator[Line]:
    """Each paragraph; one whose end was taken out goes on in the next."""
    words, strange = "", ""
    for line in body:
        words += _words(line)
        strange = strange or (OLD_LETTERS if _is_old(line, old_styles) else "")
        if not line.xpath("w:pPr/w:rPr/w:del"):
            yield from (Line(clean_line(one), "", strange) for one in _ITEM.split(words))
            words, strange = "", ""
    yield Line(clean_line(words), "", strange)


def _is_old(line: Any, old_styles: Collection[str | None]) -> bool:
    """Whether letters of the paragraph are in a font that shows other letters than they are."""
    style = line.style in old_styles
    for run in line.iter(_RUN):
        if any((node.text or "").strip() for node in run.findall(_TEXT)):
            names = run.xpath("w:rPr/w:rFonts/@w:ascii | w:rPr/w:rFonts/@w:hAnsi")
            if any(map(_is_old_font, names)) or (style and not names):
                return True
    return False


def _is_old_font(name: str) -> bool:
    return name.casefold().startswith(_OLD_FONT)


def _old_styles(document: Any) -> set[str | None]:
    """The ids of the styles in such a font, their own or that of the style they follow."""
    found: set[str | None] = set()
    for style in document.styles:
        one = style
        while one is not None and not getattr(getattr(one, "font", None), "name", None):
            one = getattr(one, "base_style", None)
        if one is not None and _is_old_font(str(one.font.name)):
            found |= {style.style_id, *([None] if style.element.default else [])}
    return found


def _notes(document: Any, body: Sequence[Any]) -> Iterator[Line]:
    """What was written in the margin, and beside which words."""
    beside = {
        int(note): clean_line(_words(line))
        for line in body
        for note in line.xpath(".//w:commentReference/@w:id")
    }
    for note in document.comments:
        words = beside.get(note.comment_id, "")
        yield Line(clean_line(note.text), f"Ghi chú ở “{words[:60]}”" if words else "Ghi chú")


def _words(line: Any) -> str:
    """The words of the paragraph itself, not those of a box in it."""
    return "".join(
        _SIGNS.get(node.tag, node.text or "")
        for node in line.iter(_TEXT, *_SIGNS)
        if _is_said(node, line)
    )


def _again(line: Any) -> bool:
    return any(above.tag in _AGAIN for above in line.iterancestors())


def _is_said(node: Any, line: Any) -> bool:
    for above in node.iterancestors():
        if above is line or above.tag == _LINE:
            return above is line
        if above.tag in _AGAIN:
            return False
    return False


def _unreadable() -> UserError:
    return UserError(
        "Không đọc được tệp Word này.",
        safe=_SAFE,
        todo="Mở tệp bằng Word, lưu lại kiểu Word Document (.docx), rồi chọn lại.",
    )
