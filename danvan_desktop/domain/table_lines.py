"""The rows of a table as lines: what each says, whatever its columns are called.

Owns putting the cells of a row together by their roles, and telling criteria from totals, notes
and repeated headers. What the lines come to is `table_criteria`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from danvan_desktop.domain.criteria import Effect
from danvan_desktop.domain.point_words import NUMBER, CellPoints, folded, number, read_points
from danvan_desktop.domain.rank_words import read_ranks
from danvan_desktop.domain.row_markers import Marker, Style, marks_of_code, split_mark
from danvan_desktop.domain.table_grid import TableGrid
from danvan_desktop.domain.table_layout import Layout
from danvan_desktop.domain.table_roles import Role, level_name
from danvan_desktop.domain.text import clean_line, clean_text, search_key


@dataclass(frozen=True)
class Line:
    """One row that says something about criteria.

    `marks` are the possible readings of its number; `code` is the code cell as printed. A line
    without `title` goes on with the one above it. `rest` are further lines of the same cell.
    `inline` are points at the end of the title, `cell` those of the points column and `detail`
    those of a second one beside it; `levels` are points of grades with a column each.
    """

    row: int
    title: str = ""
    marks: tuple[Marker, ...] = ()
    code: str = ""
    level: int | None = None
    cell: CellPoints | None = None
    cell_text: str = ""
    cell_column: int | None = None
    detail: CellPoints | None = None
    detail_text: str = ""
    levels: tuple[tuple[str, CellPoints], ...] = ()
    inline: CellPoints | None = None
    inline_text: str = ""
    rest: str = ""
    how: str = ""
    guidance: str = ""
    evidence: str = ""
    note: str = ""
    unit: str = ""
    plan: str = ""
    floor: str = ""
    bonus: str = ""
    penalty: str = ""
    source: str = ""
    is_group: bool = False
    shared: int | None = None
    """Row of the line whose points cell reaches over this one too."""

    @property
    def points(self) -> CellPoints | None:
        return self.inline if self.cell is None else self.cell


@dataclass
class Reading:
    """All lines of a table and what stands beside them."""

    lines: list[Line] = field(default_factory=list)
    totals: list[Line] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    subtotals: list[int] = field(default_factory=list)


def read_lines(grid: TableGrid, layout: Layout) -> Reading:
    """Every row of a table below its header."""
    reader = _Reader(grid, layout)
    above = _part_above(grid, layout)
    if above is not None:
        reader.found.lines.append(above)
    for row in range(layout.body, len(grid.rows)):
        if any(cell.strip() for cell in grid.rows[row]):
            reader.read(row)
    found = reader.found
    _end_table(found, grid)
    found.lines = [*_with_lost_zeros(found.lines), *_extra_lines(found.lines)]
    return found


def _part_above(grid: TableGrid, layout: Layout) -> Line | None:
    """The first part of a table that is printed right over its header: "A. Điểm chuẩn"."""
    top = layout.header[0] if layout.header else 0
    if not top:
        return None
    cells = [cell for cell in grid.rows[top - 1] if cell]
    marks, title = split_mark(cells[0]) if len(cells) == 1 else ((), "")
    first = [mark for mark in marks if mark.value == 1 and mark.style in _PARTS]
    if not first or not title:
        return None
    title, inline, inline_text = _inline_points(title)
    return Line(top - 1, clean_line(title), marks, inline=inline, inline_text=inline_text)


class _Reader:
    """Goes down the rows; knows which group it is in."""

    def __init__(self, grid: TableGrid, layout: Layout) -> None:
        self.found = Reading()
        self._grid = grid
        self._layout = layout
        self._header = _header_words(grid, layout)
        self._group = ""
        self._grouped = bool(layout.columns(Role.GROUP))
        self._group_codes = self._grouped and _numbers_groups(grid, layout)

    def read(self, row: int) -> None:
        cells = self._grid.rows[row]
        if self._header and _is_header_again(cells, self._header):
            self.found.repeated.append(row)
            return
        texts = {role: _joined(self._grid, self._layout, row, role) for role in Role}
        begun = self._begin_group(row, texts)
        line = self._line(row, texts)
        if _says_anything(line):
            _sort_in(self.found, line, cells)
        elif not begun:
            self.found.notes.append((row, " ".join(cell for cell in cells if cell)))

    def _begin_group(self, row: int, texts: dict[Role, str]) -> bool:
        """Note the group that begins in this row, if one does."""
        code, text = texts[Role.CODE], clean_line(texts[Role.GROUP])
        if code and not marks_of_code(code) and texts[Role.CONTENT]:
            text, texts[Role.CODE] = clean_line(code), ""
        if _is_total(text) or read_ranks(text):
            texts[Role.CONTENT] = texts[Role.CONTENT] or text
            return False
        if not text or text == self._group:
            return False
        self._group = text
        marks, title = split_mark(text)
        if self._group_codes:
            marks, texts[Role.CODE] = marks_of_code(code), ""
        title, inline, inline_text = _inline_points(title)
        line = Line(row, clean_line(title), marks, inline=inline, inline_text=inline_text)
        if self._grouped and self._layout.columns(Role.DETAIL):
            line = replace(self._points(row, line, Role.MAXIMUM), shared=None)
        self.found.lines.append(replace(line, is_group=True))
        return True

    def _line(self, row: int, texts: Mapping[Role, str]) -> Line:
        if _level(texts[Role.LEVEL]) is not None:
            return self._with_points(row, _with_words(_as_written(row, texts), texts))
        line = _with_words(_titled(row, texts), texts)
        return self._with_points(row, replace(line, levels=self._levels(row)))

    def _levels(self, row: int) -> tuple[tuple[str, CellPoints], ...]:
        """The points of each grade that has a column of its own."""
        found = (
            (level_name(self._layout.headings[column]), read_points(self._grid.rows[row][column]))
            for column in self._layout.columns(Role.GRADE)
        )
        return tuple((name, points) for name, points in found if points and not points.unread)

    def _with_points(self, row: int, line: Line) -> Line:
        own = self._points(row, line, Role.DETAIL)
        if self._grouped and self._layout.columns(Role.DETAIL) and not _is_total(line.title):
            return own
        found = self._points(row, line, Role.MAXIMUM)
        if found.cell is None:
            return own if own.cell is not None else found
        return replace(found, detail=own.cell, detail_text=own.cell_text)

    def _points(self, row: int, line: Line, role: Role) -> Line:
        for column in self._layout.columns(role):
            text = self._grid.rows[row][column].strip()
            if text:
                points = read_points(text)
                return replace(line, cell=points, cell_text=text, cell_column=column)
            span = self._grid.span_at(row, column)
            if role is Role.MAXIMUM and span is not None and span.top < row:
                line = replace(line, shared=span.top)
        return line


def _sort_in(found: Reading, line: Line, cells: Sequence[str]) -> None:
    text = line.title or line.code
    if _SUBTOTAL.fullmatch(folded(text).strip(" .:")):
        found.subtotals.append(line.row)
    elif _is_total(text) and not line.how:
        found.totals.append(line)
    elif _is_note(text) or (not line.marks and _is_bare(line) and _is_signature(text)):
        words = " ".join(" ".join(cell.split()) for cell in cells if cell)
        found.notes.append((line.row, words))
    else:
        found.lines.append(line)


def _end_table(found: Reading, grid: TableGrid) -> None:
    """What stands without points below the total and the last points is beside the table."""
    if not found.totals:
        return
    pointed = [line.row for line in found.lines if line.points is not None]
    end = max([found.totals[-1].row, *pointed])
    for line in [
        one for one in found.lines if one.row > end and not _EXTRA.search(folded(one.title))
    ]:
        found.lines.remove(line)
        found.notes.append((line.row, " ".join(" ".join(grid.rows[line.row]).split())))


def _extra_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """Columns of their own for bonus and penalty, as two more groups under the table."""
    extra: dict[Effect, list[Line]] = {Effect.BONUS: [], Effect.PENALTY: []}
    for line in lines:
        for text, sign in ((line.bonus, "+"), (line.penalty, "-")):
            points = read_points(text if text[:1] in "+-" else f"{sign}{text}") if text else None
            if points is not None and points.sign in extra:
                found = Line(line.row, line.title, cell=points, cell_text=text)
                extra[points.sign].append(found)
    for effect, title in ((Effect.BONUS, "Điểm thưởng"), (Effect.PENALTY, "Điểm trừ")):
        if extra[effect]:
            yield Line(extra[effect][0].row, title, is_group=True)
            yield from extra[effect]


def _titled(row: int, texts: Mapping[Role, str]) -> Line:
    marks = marks_of_code(texts[Role.CODE])
    content = texts[Role.CONTENT]
    if not content and texts[Role.CODE] and not marks:
        content = texts[Role.CODE]  # a title merged over the number too
    code = texts[Role.CODE] if marks else ""
    inner, title = split_mark(content)
    if not marks or (inner and not marks[0].is_listed and inner[0].is_listed):
        marks = inner or marks
    elif not inner or inner[0].code != marks[0].code:
        title = content if not inner or inner[0].is_listed else title
    title, rest = _first_line(title)
    title, inline, inline_text = _inline_points(title)
    return Line(
        row,
        clean_line(title),
        marks,
        code.strip(),
        rest=rest,
        inline=inline,
        inline_text=inline_text,
    )


def _numbers_groups(grid: TableGrid, layout: Layout) -> bool:
    """Whether the code column numbers the groups: it is filled only where one begins."""
    numbered = [
        row
        for row in range(layout.body, len(grid.rows))
        if marks_of_code(_joined(grid, layout, row, Role.CODE))
    ]
    begun = [bool(_joined(grid, layout, row, Role.GROUP)) for row in numbered]
    return bool(begun) and all(begun)


def _with_lost_zeros(lines: Sequence[Line]) -> Iterator[Line]:
    """Excel turns 1.10 into 1.1: behind 1.9 it is 1.10 again."""
    before: Marker | None = None
    for line in lines:
        mark = line.marks[0] if line.marks else None
        if mark is None or mark.style is not Style.DOTTED or mark.depth != 2:
            yield line
            continue
        start = mark.code.rpartition(".")[0]
        same = before is not None and before.code.rpartition(".")[0] == start
        if same and before is not None and mark.value * 10 == before.value + 1:
            mark = replace(mark, code=f"{mark.code}0", value=mark.value * 10)
            line = replace(line, marks=(mark,), code=mark.code if line.code else "")
        before = mark
        yield line


def _as_written(row: int, texts: Mapping[Role, str]) -> Line:
    """A row of a table that states the level of each itself: nothing is read into its title."""
    code = texts[Role.CODE].strip()
    level = _level(texts[Role.LEVEL])
    return Line(row, clean_line(texts[Role.CONTENT]), marks_of_code(code), code, level)


def _with_words(line: Line, cells: Mapping[Role, str]) -> Line:
    return replace(
        line,
        how=clean_text(cells[Role.HOW]),
        guidance=clean_text(cells[Role.GUIDANCE]),
        evidence=clean_text(cells[Role.EVIDENCE]),
        note=clean_text(cells[Role.NOTE]),
        unit=clean_line(cells[Role.UNIT]),
        plan=clean_line(cells[Role.PLAN]),
        floor=clean_line(cells[Role.FLOOR]),
        bonus=clean_line(cells[Role.BONUS]),
        penalty=clean_line(cells[Role.PENALTY]),
        source=clean_line(cells[Role.SOURCE]),
    )


def _joined(grid: TableGrid, layout: Layout, row: int, role: Role) -> str:
    cells = (grid.rows[row][column].strip() for column in layout.columns(role))
    return "\n".join(cell for cell in cells if cell)


def _first_line(text: str) -> tuple[str, str]:
    """The title and the bulleted lines that stand below it in the same cell."""
    lines = [line for line in text.splitlines() if line.strip()]
    for index, line in enumerate(lines):
        if index and split_mark(line)[0]:
            return " ".join(lines[:index]), "\n".join(lines[index:])
        levels = re.findall(rf"{NUMBER}\s*(?:điểm|đ)\b", line)
        if index and levels and ":" in line:
            return " ".join(lines[:index]), "\n".join(lines[index:])
    return " ".join(lines), ""


def _inline_points(title: str) -> tuple[str, CellPoints | None, str]:
    """A title without the points in brackets or behind a colon at its end, and these points."""
    plain = folded(title)
    match = _INLINE.search(plain)
    if match is None or not plain[: match.start()].strip():
        return title, None, ""
    sign = match["sign"] or match["sign_b"] or ""
    points = match["points"] or match["points_b"]
    found = read_points(f"{'-' if sign in ('tru', '-') else ''}{points}")
    return title[: match.start()].rstrip(" :–-("), found, title[match.start() :].strip()


def _level(text: str) -> int | None:
    plain = text.strip()
    return int(plain) - 1 if plain.isdecimal() and 0 < int(plain) < 10 else None


def _says_anything(line: Line) -> bool:
    return bool(line.title or line.how or line.guidance or line.cell or line.rest or line.evidence)


def _header_words(grid: TableGrid, layout: Layout) -> set[str]:
    if layout.header is None:
        return set()
    top, bottom = layout.header
    cells = (cell for row in grid.rows[top : bottom + 1] for cell in row)
    return {search_key(cell) for cell in cells if search_key(cell)}


def _is_header_again(cells: Sequence[str], header: set[str]) -> bool:
    words = [search_key(cell) for cell in cells if search_key(cell)]
    same = sum(word in header for word in words)
    return len(words) > 1 and same == len(words)


def _is_total(text: str) -> bool:
    return bool(_TOTAL.fullmatch(folded(text).strip(" .:")))


def _is_note(text: str) -> bool:
    return bool(_NOTE.match(folded(text)))


def _is_bare(line: Line) -> bool:
    return line.points is None or line.points.unread


def _is_signature(text: str) -> bool:
    return bool(_SIGNATURE.match(folded(text)))


def figure(text: str) -> Decimal | None:
    """A number in a cell for a plan or a floor, None when it is none."""
    match = re.fullmatch(rf"({NUMBER})\s*(?:%|[a-z ]*)", folded(text).strip())
    return number(match[1]) if match else None


_SIGN = r"(?P<sign{0}>tru|cong|thuong|-|\+)?\s*(?:diem\s*)?(?:(?:toi da|khong qua)\s*)*:?\s*"
_INLINE = re.compile(
    rf"(?:\(\s*{_SIGN.format('')}(?:diem toi da\s*:?\s*)?(?P<points>{NUMBER})\s*(?:diem|d)\s*\)"
    rf"|(?<=\S)\s*[:–-]\s*{_SIGN.format('_b')}(?P<points_b>{NUMBER})\s*(?:diem|d))\s*[.;]?\s*$"
)
_TOTAL = re.compile(
    r"(?:tong(?: cong)?(?: so)?(?: diem)?(?: toi da| chung)?|cong|tong cong so diem)"
    r"(?:\s*[:=(]*\s*[ivxabc0-9+=,.\s()-]*(?:diem|d)?\s*\)?)?"
)
_PARTS = (Style.UPPER, Style.ROMAN, Style.WORD)
_SUBTOTAL = re.compile(
    r"(?:tong(?: cong)?(?: so)?(?: diem)?|cong)(?: diem)? (?:cua )?"
    r"(?:muc|phan|noi dung|tieu chuan|nhom|tieu chi)\s*\(?[ivxa-d0-9.]+\)?.{0,20}"
)
_SIGNATURE = re.compile(
    r"nguoi (?:lap|cham|tong hop)|tm\.|t/m|thu truong|ky ten|noi nhan|chu tich|bi thu|xac nhan cua"
    r"|dai dien|\.{3,}|.{0,30}ngay .{0,8}thang|\(?ky,"
)
_NOTE = re.compile(r"(?:\*+\s*)?(?:ghi chu|luu y|chu thich|chu y)\b|\*{1,3}\s*\w+.*:")
_EXTRA = re.compile(
    r"\b(?:diem|tieu chi|noi dung|muc) (?:cong|thuong|tru)\b|\b(?:cong|thuong|tru) diem"
)
