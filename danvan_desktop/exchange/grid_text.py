"""A block of cells as text on the clipboard: from Excel or Word in, to Excel out.

Owns the quoting rules of that text. Must not know what the columns mean; the standard library
only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from danvan_desktop.errors import UserError

MAX_ROWS = 5_000
MAX_COLUMNS = 60
MAX_CHARACTERS = 10_000_000

_SPACES = dict.fromkeys((0x00A0, 0x2007, 0x202F), " ")
# Word's own line break inside a cell; it must not end a row, so it is turned after splitting.
_LINE_ENDS = {0x0B: "\n", 0x2028: "\n", 0x2029: "\n"}
_RUBBISH = dict.fromkeys((*range(9), *range(0x0E, 0x20), 0x0C, 0x7F, 0xFEFF, 0x200B))
_CLEAN = {**_SPACES, **_RUBBISH}


def parse_block(text: str) -> list[list[str]]:
    """Split a pasted block into rows of cells, all rows equally long.

    Rows end with CRLF, CR or LF; cells with a tab. A cell is quoted only as Excel does it (it
    holds a line break or doubled quotes and its closing quote ends the cell); any other quote is
    part of the text. Cells come out NFC, without spaces at their ends, non-breaking spaces and
    control characters; empty rows and columns at the end are dropped. Raises `UserError` above
    5,000 rows or 60 columns.
    """
    if len(text) > MAX_CHARACTERS:
        raise _too_big("quá nhiều chữ")
    clean = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEAN)
    rows = _split(unicodedata.normalize("NFC", clean).rstrip())
    width = max(_used(row) for row in rows)
    if width > MAX_COLUMNS:
        raise _too_big(f"{width} cột")
    return [(row + [""] * width)[:width] for row in rows] if width else []


def to_block(rows: Iterable[Sequence[str]]) -> str:
    """Write cells as text that Excel, LibreOffice and `parse_block` read back as they were.

    A tab inside a cell becomes a space: no spreadsheet keeps one.
    """
    return "".join("\t".join(map(_quoted, row)) + "\r\n" for row in rows)


def _quoted(cell: str) -> str:
    plain = cell.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if "\n" in plain or plain.startswith('"'):
        return '"' + plain.replace('"', '""') + '"'
    return plain


def _split(text: str) -> list[list[str]]:
    rows: list[list[str]] = [[]]
    at = 0
    while at <= len(text):
        cell, at = _cell(text, at)
        rows[-1].append(cell.translate(_LINE_ENDS).strip())
        if len(rows) > MAX_ROWS:
            raise _too_big(f"hơn {MAX_ROWS} dòng")
        if at < len(text) and text[at] == "\n":
            rows.append([])
        at += 1
    return rows


def _cell(text: str, start: int) -> tuple[str, int]:
    """The cell that begins at `start`, and where its delimiter stands."""
    if text.startswith('"', start):
        end = _closing_quote(text, start + 1)
        inside = text[start + 1 : end] if end >= 0 else ""
        if "\n" in inside or '""' in inside:
            return inside.replace('""', '"'), end + 1
    end = start
    while end < len(text) and text[end] not in "\t\n":
        end += 1
    return text[start:end], end


def _closing_quote(text: str, start: int) -> int:
    """Place of the quote that ends a quoted cell, or -1 when the quote was only text."""
    at = text.find('"', start)
    while at >= 0 and text.startswith('""', at):
        at = text.find('"', at + 2)
    if at < 0 or (at + 1 < len(text) and text[at + 1] not in "\t\n"):
        return -1
    return at


def _used(row: Sequence[str]) -> int:
    return max((place + 1 for place, cell in enumerate(row) if cell), default=0)


def _too_big(how: str) -> UserError:
    return UserError(
        f"Khối dán vào quá lớn: {how}.",
        safe="Chưa có dòng nào được thêm.",
        todo=f"Mỗi lần dán nhiều nhất {MAX_ROWS} dòng và {MAX_COLUMNS} cột; hãy chia nhỏ ra.",
    )
