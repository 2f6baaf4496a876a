"""The columns of the comparison board: what is printed in each, and how it is put in order.

Owns words, signs and order of cells; the rows are `services/comparison`'. A sheet that stands
apart is marked with a sign and a word.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.text import sort_key
from danvan_desktop.services.comparison import Board
from danvan_desktop.services.comparison_rows import CellStatus, ComparisonRow
from danvan_desktop.services.score_sheets import JOINT_ASSESSOR
from danvan_desktop.ui.registration_table import short_title
from danvan_desktop.ui.state_tones import state_tone
from danvan_desktop.ui.table_models import Column
from danvan_desktop.ui.theme import Tone

BoardColumn = Column[ComparisonRow]

PLACE = "place"
SHEET = "sheet."
"""Before the name in the key of an assessor's column."""


def columns(board: Board) -> tuple[BoardColumn, ...]:
    """The columns for a board: assessors in the middle, each with a short heading."""
    shorts = short_names(board.assessors)
    sheets = [_assessor(name, short) for name, short in zip(board.assessors, shorts, strict=True)]
    sectors = any(row.registration.sector_name for row in board.rows)
    last = _LAST if sectors else (column for column in _LAST if column.key != "sector")
    return (*_FIRST, *sheets, *_beside(board), *last)


def short_names(names: Sequence[str]) -> tuple[str, ...]:
    """As many last words of each name as tell it from the others: "A (mẫu)", "Lan Anh"."""
    found = []
    for name in names:
        words = name.split()
        if len(names) == 1 or name == JOINT_ASSESSOR:
            found.append(name)
            continue
        count = min(2, len(words))
        while count < len(words) and _alike(words[-count:], name, names):
            count += 1
        found.append(" ".join(words[-count:]))
    return tuple(found)


def _alike(words: list[str], name: str, names: Sequence[str]) -> bool:
    return any(other.split()[-len(words) :] == words for other in names if other != name)


# one assessor


def _assessor(name: str, short: str) -> BoardColumn:
    return Column(
        f"{SHEET}{name}",
        short,
        partial(_sheet_words, name),
        align="right",
        width=10,
        sort_key=partial(_sheet_order, name),
        tooltip=partial(_sheet_tooltip, name),
        icon=partial(_sheet_icon, name),
        hint=name,
    )


def _sheet_words(name: str, row: ComparisonRow) -> str:
    return f"{row.cell(name).words} {row.leaning(name)}".rstrip()


def _sheet_order(name: str, row: ComparisonRow) -> Any:
    cell = row.cell(name)
    if cell.total is not None:
        return cell.total
    return None if cell.counts is None else Decimal(cell.counts.met)


def _sheet_tooltip(name: str, row: ComparisonRow) -> str:
    cell = row.cell(name)
    lines = [f"{name}: {cell.words}" if cell.words else name]
    if cell.counts is not None:
        lines.append(cell.counts.in_full)
    if cell.apart:
        lines.append("Phiếu lệch nhiều so với các phiếu khác.")
    return "\n".join([*lines, *cell.held_back])


def _sheet_icon(name: str, row: ComparisonRow) -> Tone | None:
    cell = row.cell(name)
    if cell.held_back:
        return Tone.BAD
    return Tone.WARN if cell.apart or cell.status is CellStatus.STALE else None


# the result


def points(value: Decimal | None) -> str:
    return "" if value is None else format_decimal(value)


def signed(value: Decimal | None) -> str:
    """A difference with its sign."""
    return "" if value is None else f"{'+' if value > 0 else ''}{format_decimal(value)}"


def _count_words(row: ComparisonRow) -> str:
    return row.count_words if row.expected else ""


def _count_icon(row: ComparisonRow) -> Tone | None:
    if not row.expected:
        return None
    return Tone.GOOD if row.complete else Tone.WARN


def _result_words(row: ComparisonRow) -> str:
    return "Đang ẩn" if row.hidden else row.result_words


def _result_icon(row: ComparisonRow) -> Tone | None:
    passed = row.result.passed if row.result else None
    return None if passed is None else Tone.GOOD if passed else Tone.BAD


def _place_tooltip(row: ComparisonRow) -> str:
    if row.placed is None:
        return ""
    where = f"Trong nhóm “{row.group.name}”"
    if row.tied:
        return f"{row.placed.equals} đăng ký ngang nhau, chiếm thứ tự {row.place_words}. {where}."
    return f"Thứ tự {row.place_words}. {where}."


def _place_order(row: ComparisonRow) -> Any:
    return None if row.placed is None else row.placed.place


def _notes(row: ComparisonRow) -> str:
    return " ".join(row.reasons)


def _notes_icon(row: ComparisonRow) -> Tone | None:
    return Tone.WARN if row.reasons else None


def _own_words(row: ComparisonRow) -> str:
    return row.own.words if row.own else ""


def _own_order(row: ComparisonRow) -> Any:
    return row.own.total if row.own else None


def _figure(
    key: str, title: str, value: Callable[[ComparisonRow], Decimal | None], hint: str
) -> BoardColumn:
    def words(row: ComparisonRow) -> str:
        return points(value(row))

    return Column(key, title, words, align="right", width=7, sort_key=value, hint=hint)


_FIRST: tuple[BoardColumn, ...] = (
    Column(
        PLACE,
        "Thứ tự",
        lambda row: row.place_words,
        align="right",
        width=8,
        sort_key=_place_order,
        tooltip=_place_tooltip,
        hint="Thứ tự trong cùng danh hiệu và bộ tiêu chí; 3-4 là ngang nhau",
    ),
    Column(
        "name",
        "Tên mô hình, điển hình",
        lambda row: row.registration.name,
        width=30,
        firm=True,
        tooltip=lambda row: f"{row.registration.name}\n{row.registration.subject_name}",
    ),
    Column(
        "result",
        "Kết quả",
        _result_words,
        align="right",
        width=9,
        sort_key=lambda row: row.total,
        icon=_result_icon,
    ),
    Column("rank", "Xếp loại", lambda row: row.rank_words, width=10),
    Column(
        "count",
        "Phiếu",
        _count_words,
        width=8,
        sort_key=lambda row: (row.finished - row.expected, row.finished),
        icon=_count_icon,
        hint="Số phiếu đã hoàn thành trong số phiếu cần có",
    ),
)
_SPREAD: tuple[BoardColumn, ...] = (
    _figure(
        "spread", "Chênh", lambda row: row.spread, "Chênh lệch giữa phiếu cao nhất và thấp nhất"
    ),
    _figure("deviation", "Độ lệch", lambda row: row.deviation, "Độ lệch chuẩn giữa các phiếu"),
)
_OWN: tuple[BoardColumn, ...] = (
    Column("own", "Tự chấm", _own_words, align="right", width=8, sort_key=_own_order),
    Column(
        "difference",
        "So tự chấm",
        lambda row: signed(row.difference),
        align="right",
        width=7,
        sort_key=lambda row: row.difference,
        hint="Kết quả thẩm định trừ điểm tự chấm",
    ),
)
_BONUS: tuple[BoardColumn, ...] = (
    _figure("bonus", "Thưởng", lambda row: row.bonus, "Điểm thưởng"),
)
_SIDE: tuple[BoardColumn, ...] = (
    Column(
        "side",
        "Chỉ tiêu",
        lambda row: row.side.label if row.side else "",
        width=14,
        hint="So với số lượng tối đa của danh hiệu; không thay quyết định của hội nghị",
    ),
)
_LAST: tuple[BoardColumn, ...] = (
    Column("notes", "Vướng, lưu ý", _notes, width=22, icon=_notes_icon),
    Column(
        "state",
        "Tình trạng",
        lambda row: row.registration.state.label,
        width=15,
        icon=lambda row: state_tone(row.registration.state),
    ),
    Column("unit", "Địa bàn", lambda row: row.registration.unit_name, width=14),
    Column("sector", "Lĩnh vực", lambda row: row.registration.sector_name, width=14),
    Column(
        "kind",
        "Đối tượng",
        lambda row: row.registration.subject_kind.label,
        width=10,
    ),
    Column(
        "title",
        "Danh hiệu",
        lambda row: short_title(row.group.name),
        width=14,
        sort_key=lambda row: sort_key(row.group.name),
        tooltip=lambda row: row.group.name,
    ),
    Column(
        "newness",
        "Mới/duy trì",
        lambda row: row.registration.newness.label,
        width=9,
    ),
)


def _beside(board: Board) -> tuple[BoardColumn, ...]:
    """The columns that only some boards need."""
    rows = board.rows
    found: tuple[BoardColumn, ...] = ()
    if len(board.assessors) > 1:
        found += _SPREAD
    if any(row.own is not None for row in rows):
        found += _OWN
    if any(row.bonus for row in rows):
        found += _BONUS
    if any(group.quota_words for group in board.groups):
        found += _SIDE
    return found
