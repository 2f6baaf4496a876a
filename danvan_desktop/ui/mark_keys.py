"""One key each for đạt, đạt một phần, chưa đạt, and how each of them looks.

Shared by the dialog and the sheet of all initiatives, so that a key means the same in both. Owns
no widget and decides nothing: which mark a criterion may get is `domain/marks`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from danvan_desktop.domain.criteria import CriteriaSet, Criterion, CriterionKind, Grade, Mark
from danvan_desktop.domain.marks import check_mark
from danvan_desktop.domain.numbers import format_decimal, parse_points
from danvan_desktop.ui.theme import Tone

Answer = Grade | bool


@dataclass(frozen=True)
class Sign:
    """One answer: its words, its one letter, its drawing, its meaning, the keys that give it."""

    value: Answer
    label: str
    letter: str
    icon: str
    tone: Tone
    keys: str


MET = Sign(Grade.MET, "Đạt", "Đ", "check", Tone.GOOD, "1dđ")
PARTLY = Sign(Grade.PARTLY, "Một phần", "P", "partly", Tone.WARN, "2p")
NOT_MET = Sign(Grade.NOT_MET, "Chưa đạt", "K", "close", Tone.BAD, "3k")
HOLDS = Sign(True, "Đạt", "Đ", "check", Tone.GOOD, "1dđ")
FAILS = Sign(False, "Không đạt", "K", "close", Tone.BAD, "3k")

CONDITION_SIGNS = (HOLDS, FAILS)
KEY_HELP = "1 hoặc D: đạt · 2 hoặc P: đạt một phần · 3 hoặc K: chưa đạt · Delete: xóa"
NUMBER_HELP = "Nhập điểm rồi Enter · điều kiện: 1 hoặc D: đạt, 3 hoặc K: không đạt"


def key_help(criteria_set: CriteriaSet) -> str:
    """The line that says which keys mark this set."""
    grades = all(leaf.kind is CriterionKind.GRADE for leaf in criteria_set.leaves())
    return KEY_HELP if grades else NUMBER_HELP


def signs_of(criterion: Criterion) -> tuple[Sign, ...]:
    """The answers a criterion marked by a grade can get."""
    halfway = criterion.maximum is None or criterion.partly is not None
    return (MET, PARTLY, NOT_MET) if halfway else (MET, NOT_MET)


def sign_for_key(signs: tuple[Sign, ...], text: str) -> Sign | None:
    """The answer a typed letter or digit gives, None when it gives none."""
    typed = text.lower()
    return next((sign for sign in signs if typed and typed in sign.keys), None)


def sign_of(signs: tuple[Sign, ...], value: Answer | None) -> Sign | None:
    return next((sign for sign in signs if value is not None and sign.value is value), None)


def read_number(criterion: Criterion, typed: str) -> Decimal | None:
    """Points or a percentage as typed; None for nothing. Raises `FieldError` on the code."""
    clean = typed.strip().removesuffix("%")
    if not clean:
        return None
    number = parse_points(clean, field=criterion.code, label=f"Tiêu chí {criterion.code}")
    check_mark(criterion, number)
    return number


def grade_of(value: Mark | bool | None) -> Answer | None:
    """The same when it is an answer, None when it is a number or another mark."""
    return value if isinstance(value, Grade | bool) else None


def number_words(mark: Mark | bool | None) -> str:
    return format_decimal(mark) if isinstance(mark, Decimal) else ""


def limit_words(criterion: Criterion) -> str:
    """What stands behind the box: "/ 10" for points, "%" for a percentage."""
    if criterion.kind is CriterionKind.BANDS:
        return "%"
    return "" if criterion.maximum is None else f"/ {format_decimal(criterion.maximum)}"


def how_marked(criterion: Criterion) -> str:
    """One sentence on what may be entered."""
    if criterion.kind is CriterionKind.GRADE:
        if criterion.maximum is None:
            return ""
        return f"Đạt được {format_decimal(criterion.maximum)} điểm, chưa đạt 0 điểm."
    if criterion.kind is CriterionKind.BANDS:
        return "Nhập tỷ lệ %, điểm theo mức: " + "; ".join(
            f"{_range(band.low, band.high)}: {format_decimal(band.points)} điểm"
            for band in criterion.bands
        )
    words = []
    if criterion.maximum is not None:
        words.append(f"Tối đa {format_decimal(criterion.maximum)} điểm")
    if criterion.step:
        words.append(f"bước {format_decimal(criterion.step)}")
    if criterion.floor is not None:
        words.append(f"dưới {format_decimal(criterion.floor)} điểm là không đạt")
    return ", ".join(words) + "." if words else ""


def _range(low: Decimal, high: Decimal | None) -> str:
    if high is None:
        return f"từ {format_decimal(low)}%"
    return f"từ {format_decimal(low)}% đến dưới {format_decimal(high)}%"
