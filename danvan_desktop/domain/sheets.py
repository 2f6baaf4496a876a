"""What a score sheet holds: its stage, its marks as they are kept, its result in words.

Owns the text form of marks and conditions, the same in the database and in a package; that of a
single mark is `marks_text`. Arithmetic is `scoring`; who may fill in a sheet is `workflow`. Holds
no records.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from danvan_desktop.domain.canonical import canonical_json
from danvan_desktop.domain.criteria import CriteriaSet, Mark
from danvan_desktop.domain.marks_text import mark_value, mark_words, read_mark
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.scoring import FinalResult, Result

__all__ = [
    "MarkEntry",
    "Stage",
    "conditions_text",
    "from_hundredths",
    "given_marks",
    "hundredths",
    "is_stored_form",
    "mark_words",
    "marks_text",
    "read_conditions",
    "read_marks",
    "result_words",
]

HUNDREDTHS = Decimal(100)


class Stage(StrEnum):
    """The three columns of a sheet; FINAL is computed and never entered."""

    SELF = "self"
    APPRAISAL = "appraisal"
    FINAL = "final"

    def label(self, *, points: bool = False) -> str:
        """ "Tự đánh giá", or "Điểm tự chấm" for a set with points."""
        return (_POINT_LABELS if points else _LABELS)[self]


_LABELS = {
    Stage.SELF: "Tự đánh giá",
    Stage.APPRAISAL: "Thẩm định",
    Stage.FINAL: "Kết luận",
}
_POINT_LABELS = {
    Stage.SELF: "Điểm tự chấm",
    Stage.APPRAISAL: "Điểm thẩm định",
    Stage.FINAL: "Điểm kết luận",
}


@dataclass(frozen=True)
class MarkEntry:
    """What an assessor wrote beside one criterion; `mark` None while it is still open."""

    mark: Mark | None = None
    remark: str = ""


def read_marks(text: str) -> dict[str, MarkEntry]:
    """Entries by code of criterion from the stored JSON."""
    return {
        code: MarkEntry(read_mark(entry.get("mark", "")), str(entry.get("remark", "")))
        for code, entry in json.loads(text or "{}").items()
    }


def marks_text(entries: Mapping[str, MarkEntry]) -> str:
    """Entries as canonical JSON; those without mark and remark are left out."""
    kept = {
        code: {"mark": mark_value(entry.mark), "remark": entry.remark}
        for code, entry in entries.items()
        if entry.mark is not None or entry.remark
    }
    return canonical_json(kept).decode("utf-8")


def read_conditions(text: str) -> dict[str, bool]:
    """Answers by code of condition from the stored JSON; unanswered ones are not in it."""
    return {code: bool(answer) for code, answer in json.loads(text or "{}").items()}


def conditions_text(answers: Mapping[str, bool | None]) -> str:
    kept = {code: answer for code, answer in answers.items() if answer is not None}
    return canonical_json(kept).decode("utf-8")


def is_stored_form(text: str, *, conditions: bool = False) -> bool:
    """Whether text from outside is exactly what `marks_text` or `conditions_text` would write."""
    try:
        if conditions:
            return conditions_text(read_conditions(text)) == text
        return marks_text(read_marks(text)) == text
    except (ValueError, TypeError, AttributeError, RecursionError):
        return False


def given_marks(entries: Mapping[str, MarkEntry]) -> dict[str, Mark]:
    """Only the marks, as `scoring.score` takes them."""
    return {code: entry.mark for code, entry in entries.items() if entry.mark is not None}


def hundredths(points: Decimal | None) -> int | None:
    """Points as the tables keep them; a finer fraction is refused before, by the set's places."""
    return None if points is None else int((points * HUNDREDTHS).to_integral_value())


def from_hundredths(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value) / HUNDREDTHS


def result_words(result: Result | FinalResult | None, criteria_set: CriteriaSet) -> str:
    """A result for a list or a paper: "Đạt", "Chưa đạt", "86,5 điểm - Tốt", nothing while open."""
    if result is None:
        return ""
    parts = []
    if result.total is not None:
        parts.append(f"{format_decimal(result.total)}{_of_maximum(criteria_set)} điểm")
    if result.rank is not None:
        parts.append(result.rank.name)
    elif result.passed is not None:
        parts.append("Đạt" if result.passed else "Chưa đạt")
    return " - ".join(parts)


def _of_maximum(criteria_set: CriteriaSet) -> str:
    maximum = criteria_set.maximum
    return "" if maximum is None else f"/{format_decimal(maximum)}"
