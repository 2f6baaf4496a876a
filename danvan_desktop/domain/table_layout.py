"""Which row of a table names its columns, and what each column holds.

Owns the proposal and the words it goes by; a person may change every role. Reads no criteria.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from danvan_desktop.domain.point_words import folded, read_points
from danvan_desktop.domain.row_markers import marks_of_code
from danvan_desktop.domain.table_grid import TableGrid
from danvan_desktop.domain.text import search_key

MOST_ROWS_ABOVE = 40
"""So many rows of a title block are looked through for the header."""


class Role(StrEnum):
    """What a column holds."""

    CODE = "code"
    LEVEL = "level"
    GROUP = "group"
    CONTENT = "content"
    MAXIMUM = "maximum"
    DETAIL = "detail"
    HOW = "how"
    GUIDANCE = "guidance"
    EVIDENCE = "evidence"
    NOTE = "note"
    UNIT = "unit"
    PLAN = "plan"
    FLOOR = "floor"
    BONUS = "bonus"
    PENALTY = "penalty"
    SOURCE = "source"
    LEFT_OUT = "left_out"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Role.CODE: "Số thứ tự, mã",
    Role.LEVEL: "Cấp trong bảng (1, 2, 3)",
    Role.GROUP: "Nhóm, nội dung lớn",
    Role.CONTENT: "Nội dung tiêu chí",
    Role.MAXIMUM: "Điểm tối đa",
    Role.DETAIL: "Điểm thành phần",
    Role.HOW: "Cách chấm",
    Role.GUIDANCE: "Hướng dẫn",
    Role.EVIDENCE: "Minh chứng",
    Role.NOTE: "Ghi chú",
    Role.UNIT: "Đơn vị tính",
    Role.PLAN: "Kế hoạch giao",
    Role.FLOOR: "Điểm sàn",
    Role.BONUS: "Điểm cộng",
    Role.PENALTY: "Điểm trừ",
    Role.SOURCE: "Văn bản, điều mục",
    Role.LEFT_OUT: "Không lấy",
}


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
        roles = [Role.LEFT_OUT if one is role and role in _SINGLE else one for one in self.roles]
        roles[column] = role
        return replace(self, roles=tuple(roles))


def names_points(heading: str) -> bool:
    """Whether the words over a column say that it holds points."""
    return _role(heading) in (Role.MAXIMUM, Role.DETAIL)


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
    roles = _settled([_role(words) for words in headings], grid, bottom + 1)
    body = bottom + 1
    while body < len(rows) and _is_number_row(rows[body]):
        body += 1
    return Layout((top, bottom), body, tuple(roles), tuple(headings))


def layout_at(grid: TableGrid, top: int, bottom: int) -> Layout:
    """The layout when a person says which rows are the header."""
    rows = grid.filled()
    headings = _headings(grid, rows, top, bottom)
    roles = _settled([_role(words) for words in headings], grid, bottom + 1)
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
    if len(own) < 2 or not any(map(_role, own)):
        return 0
    found = [_role(words) for words in _headings(grid, rows, top, bottom)]
    known = {role for role in found if role is not None}
    if len(known) < 2 or not known & {Role.CONTENT, Role.GROUP, Role.MAXIMUM}:
        return 0
    return 10 * len(known) + sum(role is not None for role in found) + (bottom - top)


def _continues(grid: TableGrid, row: int) -> bool:
    """Whether a row is the lower part of a header: it has no points and no list number."""
    own = [cell for cell in grid.rows[row] if cell]
    if not own or any(len(cell) > 60 for cell in own):
        return False
    if any(_is_points(cell) or _NUMBERED.match(folded(cell)) for cell in own):
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


def _role(words: str) -> Role | None:
    key = search_key(words)
    if not key:
        return None
    last = search_key(words.rsplit(" - ", 1)[-1])
    for text in (last, key):
        for pattern, role in _WORDS:
            if pattern.search(text):
                return role
    return None


def _settled(found: list[Role | None], grid: TableGrid, body: int) -> list[Role]:
    """Roles made to agree: one content, a group before it, points in one or two columns."""
    rows = grid.filled()
    roles = [Role.LEFT_OUT if role is None else role for role in found]
    contents = [index for index, role in enumerate(roles) if role is Role.CONTENT]
    if len(contents) > 1 and Role.CODE not in roles and _is_code(rows, body, contents[0]):
        roles[contents.pop(0)] = Role.CODE
    if len(contents) > 1:
        first, second = contents[0], contents[1]
        for index in contents[2:]:
            roles[index] = Role.HOW
        if _is_group(rows, body, first, second):
            roles[first] = Role.GROUP
        else:
            roles[second] = Role.HOW
    if not contents:
        _find_content(roles, found, rows, body)
    points = [index for index, role in enumerate(roles) if role is Role.MAXIMUM]
    if not points and Role.DETAIL not in roles:
        points = _find_points(roles, grid, body)
    for index in points[1:]:
        roles[index] = (
            Role.DETAIL if _are_parts(grid.rows, body, points[0], index) else Role.LEFT_OUT
        )
    for role in _SINGLE - {Role.CONTENT, Role.MAXIMUM}:
        for index in [index for index, one in enumerate(roles) if one is role][1:]:
            roles[index] = Role.LEFT_OUT
    return roles


def _is_code(rows: tuple[tuple[str, ...], ...], body: int, column: int) -> bool:
    """Whether a column that is called "Tiêu chuẩn" only numbers them."""
    cells = [row[column] for row in rows[body:] if row[column]]
    return sum(bool(marks_of_code(cell)) for cell in cells) * 2 > len(cells)


def _is_group(rows: tuple[tuple[str, ...], ...], body: int, first: int, second: int) -> bool:
    """Whether one content column names groups of what the other lists: it repeats or is empty."""
    pairs = [(row[first], row[second]) for row in rows[body:] if row[second]]
    repeated = sum(1 for before, here in pairwise(pairs) if not here[0] or here[0] == before[0])
    return len(pairs) > 1 and repeated * 4 >= len(pairs)


def _are_parts(rows: tuple[tuple[str, ...], ...], body: int, first: int, second: int) -> bool:
    """Two points columns belong together when rows mostly fill one of them; when they fill both,
    they are for different units and a person has to choose."""
    both = sum(1 for row in rows[body:] if _is_points(row[first]) and _is_points(row[second]))
    second_only = sum(
        1 for row in rows[body:] if not row[first].strip() and _is_points(row[second])
    )
    return second_only >= both


def _find_points(roles: list[Role], grid: TableGrid, body: int) -> list[int]:
    """A column of points whatever it is called, where none is called so."""
    for index, role in enumerate(roles):
        cells = [row[index] for row in grid.rows[body:] if row[index].strip()]
        if role is Role.LEFT_OUT and cells and _mostly_points(cells):
            roles[index] = Role.MAXIMUM
            return [index]
    return []


def _find_content(
    roles: list[Role], found: list[Role | None], rows: tuple[tuple[str, ...], ...], body: int
) -> None:
    free = [index for index, role in enumerate(found) if role in (None, Role.GROUP, Role.HOW)]
    if free:
        widest = max(free, key=lambda index: sum(len(row[index]) for row in rows[body:]))
        roles[widest] = Role.CONTENT


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
        elif index > content and Role.MAXIMUM not in roles and _mostly_points(cells):
            roles[index] = Role.MAXIMUM
        elif index > content and Role.HOW not in roles:
            roles[index] = Role.HOW
    return Layout(None, 0, tuple(roles), ("",) * grid.width)


def _mostly_points(cells: Sequence[str]) -> bool:
    return sum(map(_is_points, cells)) * 2 > len(cells)


def _is_points(cell: str) -> bool:
    found = read_points(cell)
    return found is not None and not found.unread


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
_SINGLE = frozenset(
    {Role.CODE, Role.LEVEL, Role.GROUP, Role.CONTENT, Role.MAXIMUM, Role.DETAIL, Role.HOW}
    | {Role.UNIT, Role.PLAN, Role.FLOOR, Role.BONUS, Role.PENALTY, Role.SOURCE}
)
_WORDS: tuple[tuple[re.Pattern[str], Role], ...] = tuple(
    (re.compile(pattern), role)
    for pattern, role in (
        (r"^(stt|tt|so tt|so thu tu|ma|ma so|ma tieu chi|muc|thu tu|s tt)$", Role.CODE),
        (r"^(cap|bac|cap trong bang)$", Role.LEVEL),
        (r"^(ke hoach|chi tieu giao|ke hoach giao|chi tieu ke hoach)", Role.PLAN),
        (r"cham diem chi tiet|thang diem chi tiet", Role.HOW),
        (r"^(nhom|linh vuc|muc lon|noi dung lon)\b", Role.GROUP),
        (r"^(cac |ten |nhung )?(noi dung|tieu chi|tieu chuan|chi tieu|nhiem vu)\b", Role.CONTENT),
        (
            r"tu cham|tu danh gia|tu xep|tham dinh|phuc tra|diem cham|cham diem cua|hoi dong"
            r"|diem dat|ket qua|don vi cham|diem thuc|diem thong nhat|cum cham|doi chieu"
            r"|diem .{1,30} (?:danh gia|cham|xac nhan)$|dat duoc|tong hop|ban chi dao|xep loai"
            r"|^(khong |chua )?dat$|^dat khong dat$|^co$|^khong$",
            Role.LEFT_OUT,
        ),
        (r"diem san|diem toi thieu|diem liet", Role.FLOOR),
        (r"^(diem )?(cong|thuong)( diem)?$|diem (cong|thuong)", Role.BONUS),
        (r"^(diem )?tru( diem)?$|diem tru", Role.PENALTY),
        (r"minh chung|kiem chung|chung minh|ho so", Role.EVIDENCE),
        (r"ghi chu", Role.NOTE),
        (r"^(don vi tinh|dvt|don vi do)$", Role.UNIT),
        (
            r"cach (thuc|cham|tinh|danh gia|cho diem)|can cu (cham|tinh|cho)|phuong phap"
            r"|quy dinh cham|huong dan cham"
            r"|muc do|cong thuc|khung diem|dien giai|thang do",
            Role.HOW,
        ),
        (r"huong dan|giai thich|yeu cau", Role.GUIDANCE),
        (
            r"diem (thanh phan|chi tiet|tieu muc|tung|cua tung|con)|^(chi tiet|thanh phan)$",
            Role.DETAIL,
        ),
        (r"diem|barem|^toi da$|^chuan$", Role.MAXIMUM),
        (r"^(van ban|can cu|nguon)|dieu muc", Role.SOURCE),
        (r"^phan\b", Role.GROUP),
        (
            r"noi dung|tieu chi|tieu chuan|chi tieu|nhiem vu|danh muc|hoat dong|cong viec",
            Role.CONTENT,
        ),
    )
)
