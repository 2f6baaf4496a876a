"""What the columns of a table hold, told from the words over them and from their cells.

Owns the roles and the words they go by, and roles that agree with each other. Which rows are the
header is `table_layout`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from danvan_desktop.domain.level_words import is_grade_word
from danvan_desktop.domain.point_words import read_points
from danvan_desktop.domain.row_markers import marks_of_code
from danvan_desktop.domain.table_grid import TableGrid
from danvan_desktop.domain.text import search_key


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
    GRADE = "grade"
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
    Role.GRADE: "Điểm của một mức",
    Role.BONUS: "Điểm cộng",
    Role.PENALTY: "Điểm trừ",
    Role.SOURCE: "Văn bản, điều mục",
    Role.LEFT_OUT: "Không lấy",
}


def names_points(heading: str) -> bool:
    """Whether the words over a column say that it holds points."""
    return role_of(heading) in (Role.MAXIMUM, Role.DETAIL)


def role_of(words: str) -> Role | None:
    """The role that the words over a column name, None when they name none."""
    key = search_key(words)
    if not key:
        return None
    last = search_key(words.rsplit(" - ", 1)[-1])
    for text in (last, key):
        for pattern, role in _WORDS:
            if pattern.search(text):
                return role
    return None


def settled(headings: Sequence[str], grid: TableGrid, body: int) -> list[Role]:
    """Roles that agree: one content, a group before it, points in one or two columns."""
    found = [role_of(words) for words in headings]
    roles = [Role.LEFT_OUT if role is None else role for role in found]
    _settle_contents(roles, found, grid, body)
    _settle_codes(roles, grid, body)
    for index in _graded(headings, grid, body):
        roles[index] = Role.GRADE
    _settle_points(roles, grid, body)
    for role in SINGLE - {Role.CONTENT, Role.MAXIMUM}:
        for index in [index for index, one in enumerate(roles) if one is role][1:]:
            roles[index] = Role.LEFT_OUT
    return roles


def _settle_contents(
    roles: list[Role], found: Sequence[Role | None], grid: TableGrid, body: int
) -> None:
    rows = grid.filled()
    contents = [index for index, role in enumerate(roles) if role is Role.CONTENT]
    if len(contents) > 1 and Role.CODE not in roles and _is_code(rows, body, contents[0]):
        roles[contents.pop(0)] = Role.CODE
    for index in contents[2:]:
        roles[index] = Role.HOW
    if len(contents) > 1:
        grouped = _is_group(rows, body, contents[0], contents[1])
        roles[contents[0 if grouped else 1]] = Role.GROUP if grouped else Role.HOW
    elif not contents:
        _find_content(roles, found, rows, body)


def _settle_codes(roles: list[Role], grid: TableGrid, body: int) -> None:
    """A column before the content that numbers the rows, whatever it is called."""
    if Role.CODE in roles or Role.CONTENT not in roles:
        return
    before = range(roles.index(Role.CONTENT))
    for index in [one for one in before if roles[one] is Role.LEFT_OUT][:1]:
        if _is_code(grid.filled(), body, index):
            roles[index] = Role.CODE


def _settle_points(roles: list[Role], grid: TableGrid, body: int) -> None:
    points = [index for index, role in enumerate(roles) if role is Role.MAXIMUM]
    if not points and not {Role.DETAIL, Role.GRADE} & {*roles}:
        points = _find_points(roles, grid, body)
    points = _without_words(roles, points, grid, body)
    for index in points[1:]:
        parts = _are_parts(grid.rows, body, points[0], index)
        roles[index] = Role.DETAIL if parts else Role.LEFT_OUT


def _without_words(
    roles: list[Role], points: Sequence[int], grid: TableGrid, body: int
) -> list[int]:
    """Columns that hold points: beside one that does, a "Thang điểm" of sentences says how to
    mark."""
    filled = {
        index: [row[index] for row in grid.rows[body:] if row[index].strip()] for index in points
    }
    figures = [index for index in points if mostly_points(filled[index])]
    worded = [index for index in points if filled[index] and index not in figures]
    if not figures:
        return [*points]
    for index in worded:
        roles[index] = Role.GUIDANCE if Role.HOW in roles else Role.HOW
    return [index for index in points if index not in worded]


def _is_code(rows: tuple[tuple[str, ...], ...], body: int, column: int) -> bool:
    """Whether a column that is called "Tiêu chuẩn" only numbers them."""
    cells = [row[column] for row in rows[body:] if row[column]]
    return bool(cells) and sum(bool(marks_of_code(cell)) for cell in cells) * 2 > len(cells)


def _is_group(rows: tuple[tuple[str, ...], ...], body: int, first: int, second: int) -> bool:
    """Whether one content column names groups of what the other lists: it repeats or is empty."""
    pairs = [(row[first], row[second]) for row in rows[body:] if row[second]]
    repeated = sum(1 for before, here in pairwise(pairs) if not here[0] or here[0] == before[0])
    return len(pairs) > 1 and repeated * 4 >= len(pairs)


def _are_parts(rows: tuple[tuple[str, ...], ...], body: int, first: int, second: int) -> bool:
    """Two points columns belong together when rows mostly fill one of them; when they fill both,
    they are for different units and a person has to choose."""
    both = sum(1 for row in rows[body:] if is_points(row[first]) and is_points(row[second]))
    second_only = sum(1 for row in rows[body:] if not row[first].strip() and is_points(row[second]))
    return second_only >= both


def _graded(headings: Sequence[str], grid: TableGrid, body: int) -> list[int]:
    """Columns of points that are named by a grade each: "Tốt", "Khá", "Trung bình"."""
    found = [
        index
        for index, words in enumerate(headings)
        if is_grade_word(level_name(words))
        and mostly_points([row[index] for row in grid.rows[body:] if row[index].strip()])
    ]
    return found if len(found) > 1 else []


def level_name(heading: str) -> str:
    """The lowest words over a column, which name a grade where it has its own points."""
    return heading.rsplit(" - ", 1)[-1]


def _find_points(roles: list[Role], grid: TableGrid, body: int) -> list[int]:
    """A column of points whatever it is called, where none is called so."""
    for index, role in enumerate(roles):
        cells = [row[index] for row in grid.rows[body:] if row[index].strip()]
        behind = Role.CONTENT in roles[:index]
        if role is Role.LEFT_OUT and behind and cells and mostly_points(cells):
            roles[index] = Role.MAXIMUM
            return [index]
    return []


def _find_content(
    roles: list[Role], found: Sequence[Role | None], rows: tuple[tuple[str, ...], ...], body: int
) -> None:
    free = [index for index, role in enumerate(found) if role in (None, Role.GROUP, Role.HOW)]
    if free:
        widest = max(free, key=lambda index: sum(len(row[index]) for row in rows[body:]))
        roles[widest] = Role.CONTENT


def mostly_points(cells: Sequence[str]) -> bool:
    """Whether most cells hold points."""
    return bool(cells) and sum(map(is_points, cells)) * 2 > len(cells)


def is_points(cell: str) -> bool:
    """Whether a cell holds points and nothing else."""
    found = read_points(cell)
    return found is not None and not found.unread


SINGLE = frozenset(
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
        (r"^(diem )?(cong|thuong)( diem)?$|diem (cong|thuong)\b", Role.BONUS),
        (r"^(diem )?tru( diem)?$|diem tru\b", Role.PENALTY),
        (r"minh chung|kiem chung|chung minh|ho so", Role.EVIDENCE),
        (r"ghi chu", Role.NOTE),
        (r"^(don vi tinh|dvt|don vi do)$", Role.UNIT),
        (
            r"cach (thuc|cham|tinh|danh gia|cho diem)|can cu (cham|tinh|cho)|phuong phap"
            r"|quy dinh cham|huong dan cham"
            r"|muc do|^muc dat$|cong thuc|khung diem|dien giai|thang do",
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
            r"noi dung|tieu chi|tieu chuan|chi tieu|nhiem vu|danh muc|hoat dong|cong viec|^ten$",
            Role.CONTENT,
        ),
    )
)
