"""The plain form of one mark: what is stored and sent, and what screens and papers show.

Owns both directions of the stored form, a value of plain JSON:

    "met", "partly", "not_met"                          a grade
    "8.5"                                               a number, decimal text without exponent
    {"achieved": "12", "plan": "10", "leader": "15"}    a quantity; plan and leader where given
    {"quality": "A"}                                    a named grade
    ""                                                  open

The first two and the last are the only forms of programs before quantities and named grades.
Which mark fits which criterion is `marks`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from danvan_desktop.domain.criteria import Grade, Mark, QualityGrade, Quantity
from danvan_desktop.domain.numbers import format_decimal

Value = str | dict[str, str]


def mark_value(mark: Mark | None) -> Value:
    """A mark as it is stored; the empty text while it is open."""
    if mark is None:
        return ""
    if isinstance(mark, Grade):
        return mark.value
    if isinstance(mark, QualityGrade):
        return {"quality": mark.code}
    if isinstance(mark, Quantity):
        figures = {"achieved": mark.achieved, "plan": mark.plan, "leader": mark.leader}
        return {name: f"{one:f}" for name, one in figures.items() if one is not None}
    return f"{mark:f}"


def read_mark(value: object) -> Mark | None:
    """A stored mark; None for an open one and for what no version of ours writes."""
    if isinstance(value, Mapping):
        return _quality(value) if "quality" in value else _quantity(value)
    if isinstance(value, str) and value in set(Grade):
        return Grade(value)
    return _number(value)


def mark_words(mark: Mark | None) -> str:
    """A mark as screens and papers show it: "Đạt", "8,5", "12/10", "A"; nothing while open."""
    if mark is None or isinstance(mark, Grade):
        return "" if mark is None else mark.label
    if isinstance(mark, QualityGrade):
        return mark.code
    if isinstance(mark, Decimal):
        return format_decimal(mark)
    words = format_decimal(mark.achieved)
    if mark.plan is not None:
        words = f"{words}/{format_decimal(mark.plan)}"
    leader = "" if mark.leader is None else f" (dẫn đầu {format_decimal(mark.leader)})"
    return words + leader


def _quality(value: Mapping[object, object]) -> QualityGrade | None:
    code = value["quality"]
    return QualityGrade(code) if isinstance(code, str) and code and len(value) == 1 else None


def _quantity(value: Mapping[object, object]) -> Quantity | None:
    figures = {name: _number(one) for name, one in value.items()}
    achieved = figures.get("achieved")
    known = figures.keys() <= {"achieved", "plan", "leader"}
    if achieved is None or not known or None in figures.values():
        return None
    return Quantity(achieved, figures.get("plan"), figures.get("leader"))


def _number(value: object) -> Decimal | None:
    """A number as it is written, without exponent: `1e9999999` would fill the memory as text."""
    if isinstance(value, str) and "e" in value.lower():
        return None
    try:
        number = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None
