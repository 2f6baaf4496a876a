"""Which row of a table names its columns, and with it what each column holds.

Owns the search for the header; a person may choose other rows and change every role
(`table_roles`). Reads no criteria.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from danvan_desktop.domain.point_words import folded
from danvan_desktop.domain.table_grid import TableGrid
from danvan_desktop.domain.table_roles import (
    SINGLE,
    Role,
    is_points,
    mostly_points,
    role_of,
    settled,
)
from danvan_desktop.domain.text import search_key

MOST_ROWS_ABOVE = 40
"""So many rows of a title block are looked through for the header."""


@dataclass(frozen=True)
class Layout:
    """The rows of the header, where the table begins, and the role of every column.

    `header` counts from 0, both ends in it; None: the table names no columns. Rows from `body`
    on are the table. `headings` are the words over each column.
    """

    header: tuple[int, int] | None
    body: int
    roles: tuple[Role, ...]
    headings: tuple[str, ...] = ()

    def columns(self, role: Role) -> tuple[int, ...]:
        return tuple(index for index, one in enumerate(self.roles) if one is role)

    def with_role(self, column: int, role: Role) -> Layout:
        """The same with one column changed; a role that only one column has leaves the other."""
        roles = [Role.LEFT_OUT if one is role and role in SINGLE else one for one in self.roles]
        roles[column] = role
        return replace(self, roles=tuple(roles))


def guess_layout(grid: TableGrid) -> Layout:
    """The most likely header and roles of a table."""
    rows = grid.filled()
    best: tuple[int, int, int] | None = None
    for top in range(min(len(rows), MOST_ROWS_ABOVE)):
        for bottom in range(top, min(top + 3, len(rows))):
            worth = _header_worth(grid, rows, top, bottom)
            if worth and (best is None or worth > best[0]):
                best = (worth, top, bottom)
    if best is None:
        return _without_header(grid)
    _, top, bottom = best
    headings = _headings(grid, rows, top, bottom)
    roles = settled(headings, grid, bottom + 1)
    body = bottom + 1
    while body < len(rows) and _is_number_row(rows[body]):
        body += 1
    return Layout((top, bottom), body, tuple(roles), tuple(headings))


def layout_at(grid: TableGrid, top: int, bottom: int) -> Layout:
    """The layout when a person says which rows are the header."""
    rows = grid.filled()
    headings = _headings(grid, rows, top, bottom)
    roles = settled(headings, grid, bottom + 1)
    return Layout((top, bottom), bottom + 1, tuple(roles), tuple(headings))


def _header_worth(grid: TableGrid, rows: tuple[tuple[str, ...], ...], top: int, bottom: int) -> int:
    """How many columns the rows name; 0 when they are no header."""
    texts = [cell for row in grid.rows[top : bottom + 1] for cell in row if cell]
    if not texts or max(len(text) for text in texts) > _LONGEST_HEADING:
        return 0
    for row in range(top, bottom + 1):
        if _is_number_row(rows[row]) or not any(grid.rows[row]):
            return 0
        if row > top and not _continues(grid, row):
            return 0
    own = [cell for cell in grid.rows[top] if cell]
    if len(own) < 2 or not any(map(role_of, own)):
        return 0
    found = [role_of(words) for words in _headings(grid, rows, top, bottom)]
    known = {role for role in found if role is not None}
    if len(known) < 2 or not known & {Role.CONTENT, Role.GROUP, Role.MAXIMUM}:
        return 0
    return 10 * len(known) + sum(role is not None for role in found) + (bottom - top)


def _continues(grid: TableGrid, row: int) -> bool:
    """Whether a row is the lower part of a header: it has no points and no list number."""
    own = [cell for cell in grid.rows[row] if cell]
    if not own or any(len(cell) > 60 for cell in own):
        return False
    if any(is_points(cell) or _NUMBERED.match(folded(cell)) for cell in own):
        return False
    parted = [
        column
        for column, cell in enumerate(grid.rows[row])
        if cell and _is_parted(grid, row - 1, column)
    ]
    return len(parted) == len(own)


def _is_parted(grid: TableGrid, row: int, column: int) -> bool:
    """Whether a heading reaches over several columns, this one among them: merged, or with empty
    cells beside it as Word and pasted tables have them."""
    span = grid.span_at(row, column)
    if span is not None:
        return span.right > span.left
    cells = grid.rows[row]
    if not cells[column]:
        return bool(_left_of(cells, column))
    return (
        column + 1 < len(cells) and not cells[column + 1] and bool(grid.rows[row + 1][column + 1])
    )


def _left_of(row: Sequence[str], column: int) -> str:
    return next((cell for cell in reversed(row[:column]) if cell), "")


def _headings(
    grid: TableGrid, rows: tuple[tuple[str, ...], ...], top: int, bottom: int
) -> list[str]:
    """The words over each column, upper and lower header together, each once."""
    found = []
    for column in range(grid.width):
        words: list[str] = []
        for row in range(top, bottom + 1):
            cell = rows[row][column]
            if not cell and row < bottom and any(one[column] for one in rows[row + 1 : bottom + 1]):
                cell = _left_of(rows[row], column)
            if cell and cell not in words:
                words.append(cell)
        found.append(" - ".join(" ".join(one.split()) for one in words))
    return found


def _without_header(grid: TableGrid) -> Layout:
    """Columns by what they hold: the longest text is the content, short marks the code."""
    columns = list(zip(*grid.rows, strict=True)) if grid.rows else []
    roles = [Role.LEFT_OUT] * grid.width
    if not columns:
        return Layout(None, 0, ())
    lengths = [sum(len(cell) for cell in column) for column in columns]
    content = lengths.index(max(lengths))
    roles[content] = Role.CONTENT
    for index, column in enumerate(columns):
        cells = [cell for cell in column if cell]
        if index == content or not cells:
            continue
        if index < content and all(len(cell) <= 12 for cell in cells):
            roles[index] = Role.CODE
        elif index > content and Role.MAXIMUM not in roles and mostly_points(cells):
            roles[index] = Role.MAXIMUM
        elif index > content and Role.HOW not in roles:
            roles[index] = Role.HOW
    return Layout(None, 0, tuple(roles), ("",) * grid.width)


def _is_number_row(row: Sequence[str]) -> bool:
    """The row "1 2 3 4" or "(1) (2) (3)" under a header."""
    marks = [search_key(cell) for cell in row if cell.strip()]
    numbers = [int(mark) for mark in marks if mark.isdecimal() and len(mark) < 3]
    letters = [mark for mark in marks if mark in ("a", "b", "c")]
    rising = numbers == sorted(set(numbers))
    return (
        len(numbers) > 1
        and rising
        and len(numbers) + len(letters) == len(marks)
        and (numbers[0] <= 2 and numbers[-1] <= len(row) + 2)
    )


_LONGEST_HEADING = 150
_NUMBERED = re.compile(r"(?:[0-9]+|[ivx]+|[a-e])[.)]?$|(?:[0-9]+|[ivx]+|[a-e])[.)]\s")
