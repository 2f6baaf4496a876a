"""The rows of a table as lines: what each says, whatever its columns are called.

Owns putting the cells of a row together by their roles, and telling criteria from totals, notes
and repeated headers. What the lines come to is `table_criteria`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from danvan_desktop.domain.point_words import NUMBER, CellPoints, folded, number, read_points
from danvan_desktop.domain.row_markers import Marker, marks_of_code, split_mark
from danvan_desktop.domain.table_grid import TableGrid
from danvan_desktop.domain.table_layout import Layout, Role
from danvan_desktop.domain.text import clean_line, clean_text, search_key


@dataclass(frozen=True)
class Line:
    """One row that says something about criteria.

    `marks` are the possible readings of its number; `code` is the code cell as printed. A line
    without `title` goes on with the one above it. `rest` are further lines of the same cell.
    `inline` are points at the end of the title, `cell` those of the points column.
    """

    row: int
    title: str = ""
    marks: tuple[Marker, ...] = ()
    code: str = ""
    level: int | None = None
    cell: CellPoints | None = None
    cell_text: str = ""
    cell_column: int | None = None
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


def read_lines(grid: TableGrid, layout: Layout) -> Reading:
    """Every row of a table below its header."""
    found = Reading()
    header = _header_words(grid, layout)
    group = ""
    for row in range(layout.body, len(grid.rows)):
        cells = grid.rows[row]
        if not any(cell.strip() for cell in cells):
            continue
        if header and _is_header_again(cells, header):
            found.repeated.append(row)
            continue
        group_line, group = _group_line(grid, layout, row, group)
        line = _line(grid, layout, row)
        if group_line is not None:
            found.lines.append(group_line)
            if group_line.cell_column is not None and group_line.cell is not None:
                line = _without_points(line, layout)
        if not _says_anything(line):
            if group_line is None:
                found.notes.append((row, " ".join(cell for cell in cells if cell)))
            continue
        _sort_in(found, line, cells)
    return found


def _sort_in(found: Reading, line: Line, cells: Sequence[str]) -> None:
    text = line.title or line.code
    if _is_total(text) and not line.how:
        found.totals.append(line)
    elif _is_note(text) or (found.totals and line.points is None and not _is_extra(text)):
        words = " ".join(" ".join(cell.split()) for cell in cells if cell)
        found.notes.append((line.row, words))
    else:
        found.lines.append(line)


def _line(grid: TableGrid, layout: Layout, row: int) -> Line:
    cells = {role: _joined(grid, layout, row, role) for role in Role}
    if _level(cells[Role.LEVEL]) is not None:
        return _as_written(grid, layout, row, cells)
    marks = marks_of_code(cells[Role.CODE])
    content = cells[Role.CONTENT]
    if not content and cells[Role.CODE] and not marks:
        content = cells[Role.CODE]  # a title merged over the number too
    code = cells[Role.CODE] if marks else ""
    inner, title = split_mark(content)
    if not marks or (inner and not marks[0].is_listed and inner[0].is_listed):
        marks = inner or marks
    elif not inner or inner[0].code != marks[0].code:
        title = content if not inner or inner[0].is_listed else title
    title, rest = _first_line(title)
    title, inline, inline_text = _inline_points(title)
    line = Line(
        row,
        clean_line(title),
        marks,
        code.strip(),
        rest=rest,
        inline=inline,
        inline_text=inline_text,
    )
    return _with_points(grid, layout, row, _with_words(line, cells))


def _as_written(grid: TableGrid, layout: Layout, row: int, cells: Mapping[Role, str]) -> Line:
    """A row of a table that states the level of each itself: nothing is read into its title."""
    code = cells[Role.CODE].strip()
    marks = marks_of_code(code)
    line = Line(row, clean_line(cells[Role.CONTENT]), marks, code, _level(cells[Role.LEVEL]))
    return _with_points(grid, layout, row, _with_words(line, cells))


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


def _with_points(grid: TableGrid, layout: Layout, row: int, line: Line) -> Line:
    for role in (Role.MAXIMUM, Role.DETAIL):
        for column in layout.columns(role):
            text = grid.rows[row][column].strip()
            if text:
                points = read_points(text)
                return replace(line, cell=points, cell_text=text, cell_column=column)
            span = grid.span_at(row, column)
            if role is Role.MAXIMUM and span is not None and span.top < row:
                return replace(line, shared=span.top)
    return line


def _without_points(line: Line, layout: Layout) -> Line:
    """The criterion beside a group whose points stand in the same row, but its own column."""
    own = line.cell_column in layout.columns(Role.DETAIL)
    return line if own else replace(line, cell=None, cell_text="", cell_column=None)


def _group_line(grid: TableGrid, layout: Layout, row: int, before: str) -> tuple[Line | None, str]:
    """The group that begins in this row, if one does, and the group the row is in."""
    columns = layout.columns(Role.GROUP)
    if not columns:
        return None, before
    text = clean_line(" ".join(grid.rows[row][column] for column in columns))
    if not text or text == before:
        return None, before
    marks, title = split_mark(text)
    title, inline, inline_text = _inline_points(title)
    line = Line(
        row, clean_line(title), marks, "", inline=inline, inline_text=inline_text, is_group=True
    )
    if layout.columns(Role.DETAIL):
        line = _with_points(grid, replace(layout, roles=_only_maximum(layout)), row, line)
        line = replace(line, shared=None)
    if _is_total(line.title):
        return None, before
    return line, text


def _only_maximum(layout: Layout) -> tuple[Role, ...]:
    return tuple(Role.LEFT_OUT if role is Role.DETAIL else role for role in layout.roles)


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


def _is_extra(text: str) -> bool:
    return bool(_EXTRA.search(folded(text)))


def figure(text: str) -> Decimal | None:
    """A number in a cell for a plan or a floor, None when it is none."""
    match = re.fullmatch(rf"({NUMBER})\s*(?:%|[a-z ]*)", folded(text).strip())
    return number(match[1]) if match else None


def numbered_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines that have a title of their own."""
    yield from (line for line in lines if line.title)


_SIGN = r"(?P<sign{0}>tru|cong|thuong|-|\+)?\s*(?:diem\s*)?(?:toi da|khong qua)?\s*:?\s*"
_INLINE = re.compile(
    rf"(?:\(\s*{_SIGN.format('')}(?:diem toi da\s*:?\s*)?(?P<points>{NUMBER})\s*(?:diem|d)\s*\)"
    rf"|(?<=\S)\s*[:–-]\s*{_SIGN.format('_b')}(?P<points_b>{NUMBER})\s*(?:diem|d))\s*[.;]?\s*$"
)
_TOTAL = re.compile(
    r"(?:tong(?: cong)?(?: so)?(?: diem)?(?: toi da| chung)?|cong|tong cong so diem)"
    r"(?:\s*[:=(]*\s*[ivxabc0-9+=,.\s()-]*(?:diem|d)?\s*\)?)?"
)
_NOTE = re.compile(r"(?:\*+\s*)?(?:ghi chu|luu y|chu thich|chu y)\b|\*{1,3}\s*\w+.*:")
_EXTRA = re.compile(
    r"\b(?:diem|tieu chi|noi dung|muc) (?:cong|thuong|tru)\b|\b(?:cong|thuong|tru) diem"
)
