"""Which keys mark a criterion, how each answer looks, and how what is typed becomes a mark.

Shared by the dialog and the sheet of all initiatives, so that a key means the same in both. Owns
no widget and decides nothing: which mark a criterion may get is `domain/marks`, how it is marked
in words `domain/marking_words`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from danvan_desktop.domain.criteria import (
    CriteriaSet,
    Criterion,
    CriterionKind,
    Effect,
    Formula,
    Grade,
    GradeLevel,
    Mark,
    QualityGrade,
    Quantity,
)
from danvan_desktop.domain.marking_words import PERCENT, signed, unit_of
from danvan_desktop.domain.marks import check_mark
from danvan_desktop.domain.numbers import format_decimal, parse_decimal, parse_points
from danvan_desktop.errors import FieldError
from danvan_desktop.ui.theme import Tone

Answer = Grade | bool | QualityGrade
SIGNED_KINDS = frozenset({CriterionKind.GRADE, CriterionKind.QUALITY})
"""Kinds of criterion that are marked with one key."""


@dataclass(frozen=True)
class Sign:
    """One answer: its words, its one letter, its drawing, its meaning, the keys that give it.

    `hint` says more than the words where they are a bare code.
    """

    value: Answer
    label: str
    letter: str
    icon: str
    tone: Tone
    keys: str
    hint: str = ""


MET = Sign(Grade.MET, "Đạt", "Đ", "check", Tone.GOOD, "1dđ")
PARTLY = Sign(Grade.PARTLY, "Một phần", "P", "partly", Tone.WARN, "2p")
NOT_MET = Sign(Grade.NOT_MET, "Chưa đạt", "K", "close", Tone.BAD, "3k")
HOLDS = Sign(True, "Đạt", "Đ", "check", Tone.GOOD, "1dđ")
FAILS = Sign(False, "Không đạt", "K", "close", Tone.BAD, "3k")

THERE = Sign(True, "Có", "C", "check", Tone.GOOD, "1cdđ")
LACKING = Sign(False, "Thiếu", "T", "close", Tone.BAD, "3tk")

CONDITION_SIGNS = (HOLDS, FAILS)
ITEM_SIGNS = (THERE, LACKING)
"""Of one thing on a checklist."""
KEY_HELP = "1 hoặc D: đạt · 2 hoặc P: đạt một phần · 3 hoặc K: chưa đạt · Delete: xóa"
NUMBER_HELP = "Nhập số rồi Enter · 1 hoặc D: đạt, có · 3 hoặc K: không đạt, thiếu · Delete: xóa"


def key_help(criteria_set: CriteriaSet) -> str:
    """The line that says which keys mark this set."""
    grades = all(leaf.kind is CriterionKind.GRADE for leaf in criteria_set.leaves())
    return KEY_HELP if grades else NUMBER_HELP


def signs_of(criterion: Criterion, effect: Effect = Effect.PART) -> tuple[Sign, ...]:
    """The answers a criterion marked by one key can get; none where numbers are typed."""
    if criterion.kind is CriterionKind.QUALITY:
        return _quality_signs(criterion.grades, effect)
    if criterion.kind is not CriterionKind.GRADE:
        return ()
    halfway = criterion.maximum is None or criterion.partly is not None
    return (MET, PARTLY, NOT_MET) if halfway else (MET, NOT_MET)


def _quality_signs(grades: Sequence[GradeLevel], effect: Effect) -> tuple[Sign, ...]:
    """A named grade is given by its one-letter code, or by its place from the first."""
    codes = {one.code.lower() for one in grades}
    places = not any(code.isdigit() for code in codes)
    most, least = max(one.points for one in grades), min(one.points for one in grades)
    best, worst = (least, most) if effect is Effect.PENALTY else (most, least)
    signs = []
    for number, one in enumerate(grades, 1):
        keys = one.code.lower() if len(one.code) == 1 else ""
        keys += "d" if keys == "đ" and "d" not in codes else ""
        keys += str(number) if places and number <= 9 else ""
        looks = {best: ("check", Tone.GOOD), worst: ("close", Tone.BAD)}
        icon, tone = looks.get(one.points, ("partly", Tone.WARN))
        name = f"{one.name}, " if one.name else ""
        hint = f"{name}{signed(one.points, effect)} điểm"
        signs.append(Sign(QualityGrade(one.code), one.code, one.code, icon, tone, keys, hint))
    return tuple(signs)


def sign_for_key(signs: tuple[Sign, ...], text: str) -> Sign | None:
    """The answer a typed letter or digit gives, None when it gives none."""
    typed = text.lower()
    return next((sign for sign in signs if typed and typed in sign.keys), None)


def sign_of(signs: tuple[Sign, ...], value: Answer | None) -> Sign | None:
    return next((sign for sign in signs if value is not None and sign.value == value), None)


def key_hints(signs: Sequence[Sign]) -> str:
    """Which key gives which answer: "1: Đạt · 3: Chưa đạt"."""
    return " · ".join(
        f"{sign.keys[:1] or '←→'}: {f'{sign.label} ({sign.hint})' if sign.hint else sign.label}"
        for sign in signs
    )


@dataclass(frozen=True)
class Figure:
    """One number of a mark that has several: its name as `Quantity` calls it, and in words."""

    name: str
    label: str


def figures_of(criterion: Criterion) -> tuple[Figure, ...]:
    """The numbers a quantity is marked with, in the order in which they are typed."""
    asked = [Figure("achieved", "kết quả")]
    if criterion.plan is None:
        asked.append(Figure("plan", "kế hoạch"))
    if criterion.formula is Formula.LEADER and not criterion.bands:
        asked.append(Figure("leader", "dẫn đầu"))
    return tuple(asked)


def read_typed(criterion: Criterion, typed: str) -> Mark | None:
    """A mark as typed: a number, or the figures of a quantity between slashes; None for nothing.

    Raises `FieldError` on the code of the criterion.
    """
    if not typed.strip(" /"):
        return None
    if criterion.kind is CriterionKind.QUANTITY:
        mark: Mark = _read_quantity(criterion, typed)
    else:
        mark = _read_number(criterion, typed, f"Tiêu chí {criterion.code}")
    check_mark(criterion, mark)
    return mark


def typed_words(criterion: Criterion, mark: Mark | bool | None) -> str:
    """A mark as it would be typed."""
    if isinstance(mark, Quantity):
        found = {"achieved": mark.achieved, "plan": mark.plan, "leader": mark.leader}
        figures = (found[one.name] for one in figures_of(criterion))
        words = ("" if one is None else format_decimal(one) for one in figures)
        return "/".join(words).rstrip("/")
    return format_decimal(mark) if isinstance(mark, Decimal) else ""


def _read_quantity(criterion: Criterion, typed: str) -> Mark:
    asked = figures_of(criterion)
    parts = [part.strip() for part in typed.split("/")]
    if len(parts) > len(asked):
        order = "/".join(figure.label for figure in asked)
        raise FieldError(criterion.code, f"Tiêu chí {criterion.code} chỉ nhập {order}.")
    read: dict[str, Decimal] = {}
    for figure, part in zip(asked, parts, strict=False):
        if part:
            name = f"Tiêu chí {criterion.code}, {figure.label}"
            read[figure.name] = _read_number(criterion, part, name)
    if "achieved" not in read:
        raise FieldError(criterion.code, f"Tiêu chí {criterion.code} thiếu kết quả đạt được.")
    if len(asked) == 1:
        return read["achieved"]
    return Quantity(read["achieved"], read.get("plan"), read.get("leader"))


def _read_number(criterion: Criterion, typed: str, label: str) -> Decimal:
    """Points and percentages have no thousands; what is counted may."""
    percent = unit_of(criterion) == PERCENT
    clean = typed.strip().removesuffix(PERCENT) if percent else typed.strip()
    if percent or criterion.kind is CriterionKind.POINTS:
        return parse_points(clean, field=criterion.code, label=label)
    return parse_decimal(clean, field=criterion.code, label=label)


def answer_of(value: Mark | bool | None) -> Answer | None:
    """The same when one key gives it, None when it is a number."""
    return value if isinstance(value, Grade | bool | QualityGrade) else None


def behind_words(criterion: Criterion, effect: Effect = Effect.PART) -> str:
    """What stands behind the box: "/ 10" for points, else the unit."""
    if criterion.kind is not CriterionKind.POINTS:
        return unit_of(criterion)
    return "" if criterion.maximum is None else f"/ {signed(criterion.maximum, effect)}"
