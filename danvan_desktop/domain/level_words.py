"""What is worth how many points, level by level: "từ 90% trở lên: 10 điểm; dưới 90%: 0 điểm".

Owns the reading of such levels, and bands, named grades and met or not made of them. A whole
sentence on how to mark is `rule_words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from danvan_desktop.domain.criteria import Band, CriterionKind, Effect, End, GradeLevel
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.point_words import NUMBER, folded, number
from danvan_desktop.domain.range_words import COUNTED, Range, laid, read_range

Level = tuple[str, Decimal]
"""What has to be so, in words, and the points for it."""


@dataclass(frozen=True)
class Rule:
    """What words on marking come to: the kind, the values of a `Criterion` they give, what had to
    be settled on the way, and whether they say the points are taken off."""

    kind: CriterionKind
    values: Mapping[str, Any] = field(default_factory=dict)
    settled: tuple[str, ...] = ()
    sign: Effect = Effect.PART


def levels_of(text: str) -> tuple[Level, ...]:
    """What a text gives points for, part by part; none when a part has no points of its own."""
    found: list[Level] = []
    if len(text) > _LONGEST:
        return ()
    for clause in _clauses(text):
        part = tuple(_clause_levels(clause))
        if not part:
            return ()
        found.extend(part)
    return tuple(found)


def rule_of_levels(levels: Sequence[Level], maximum: Decimal | None = None) -> Rule | None:
    """Bands, met or not, or named grades from several levels with points; None for others."""
    if not levels:
        return None
    return (
        _bands([*levels]) or _graded([*levels], maximum) or _qualities([*levels], known_only=True)
    )


def quality_of_levels(levels: Sequence[Level]) -> Rule:
    """Levels as named grades, whatever their words."""
    return _qualities([*levels], known_only=False) or Rule(CriterionKind.POINTS)


def is_grade_word(label: str) -> bool:
    """Whether a few words name a grade or one side of met and not met."""
    plain = folded(label).strip(TRIMMED)
    return bool(_GRADE_WORD.fullmatch(plain)) or plain in _SIDES


def _bands(levels: list[Level]) -> Rule | None:
    ranges: list[tuple[Range, Decimal]] = []
    for label, points in levels:
        found = read_range(label)
        if found is None:
            return None
        ranges.append((found, points))
    unit = next((one.unit for one, _ in ranges if one.unit), "%")
    if folded(unit) == "diem":
        return None
    found_bands = laid(ranges)
    penalty = all(points <= 0 for _, points in ranges) and any(points for _, points in ranges)
    bands = tuple(Band(one.low, one.high, abs(one.points)) for one in found_bands.bands)
    if penalty and not bands[-1].points:
        return None  # "chậm 5 ngày trừ 2 điểm; chậm 15 ngày không chấm điểm": nothing is left
    settled = found_bands.settled
    if penalty and bands[0].low > 0 and folded(unit).startswith(COUNTED):
        first = bands[0].low
        if first > 1:
            settled += (f"dưới {format_decimal(first)} {unit} thì không trừ điểm",)
        bands = (Band(Decimal(0), first, Decimal(0)), *bands)
    values: dict[str, Any] = {
        "bands": bands,
        "maximum": max(band.points for band in bands),
        "unit": "" if unit == "%" else unit,
    }
    if found_bands.closed is End.HIGH:
        values["closed"] = End.HIGH
    sign = Effect.PENALTY if penalty else Effect.PART
    return Rule(CriterionKind.BANDS, values, settled, sign)


def _graded(levels: list[Level], maximum: Decimal | None) -> Rule | None:
    sides: dict[str, Decimal] = {}
    for label, points in levels:
        side = _SIDES.get(folded(label).strip(TRIMMED))
        if side is None or side in sides:
            return None
        sides[side] = points
    if "met" not in sides or sides.get("not_met", Decimal(0)) != 0:
        return None
    if maximum is not None and maximum != sides["met"]:
        return None
    values: dict[str, Any] = {"maximum": sides["met"]}
    if "partly" in sides:
        values["partly"] = sides["partly"]
    return Rule(CriterionKind.GRADE, values)


def _qualities(levels: list[Level], *, known_only: bool) -> Rule | None:
    grades: list[GradeLevel] = []
    spare = iter("ABCDEGHIKLMNOPQRSTUVXY")
    for label, points in levels:
        words = label.strip(TRIMMED)
        match = _CODED.fullmatch(words)
        if known_only and match is None and not _GRADE_WORD.fullmatch(folded(words)):
            return None
        code = match["code"] if match else next(spare, "")
        name = (match["name"] or "") if match else words
        grades.append(GradeLevel(code, abs(points), name.strip()[:250]))
    codes = {grade.code for grade in grades}
    if len(grades) < 2 or len(codes) < len(grades) or "" in codes:
        return None
    best = max(grade.points for grade in grades)
    penalty = all(points <= 0 for _, points in levels) and best > 0
    sign = Effect.PENALTY if penalty else Effect.PART
    return Rule(CriterionKind.QUALITY, {"grades": tuple(grades), "maximum": best}, sign=sign)


def _clauses(text: str) -> Iterator[str]:
    for clause in re.split(r"[;\n]", text):
        if clause.strip(TRIMMED):
            yield clause


def _clause_levels(clause: str) -> Iterator[Level]:
    """The parts of one clause, each ending with its points; or the points come first."""
    plain = folded(clause).translate(DASHES)
    found = [*_WORTH.finditer(plain)]
    if len(found) == 1 and not plain[: found[0].start()].strip(TRIMMED):
        rest = clause[found[0].end() :]
        label = _IF.sub("", folded(rest).strip(TRIMMED))
        if label:
            yield rest.strip(TRIMMED)[-len(label) :], _worth(found[0])
        return
    start = 0
    for match in found:
        label = _THEN.sub("", clause[start : match.start()].strip(TRIMMED))
        if not label:
            return
        yield label, _worth(match)
        start = match.end()


def _worth(match: re.Match[str]) -> Decimal:
    if not match["points"]:
        return Decimal(0)
    points = number(match["points"])
    return -points if match["sign"] in ("-", "tru") else points


_LONGEST = 2_000
TRIMMED = " .,:;-–+*()\t\n"
"""What stands around a few words without belonging to them."""
DASHES = str.maketrans("–—−", "---")
_WORTH = re.compile(
    rf"[:=,(]?\s*(?:thi\s+)?(?:duoc\s+|cham\s+|tinh\s+|cho\s+|bi\s+|huong\s+)*"
    rf"(?:(?P<sign>tru|-|cong|thuong|\+)\s*)?(?P<points>{NUMBER})\s*(?:diem|d)\b\)?"
    r"|[:=,(]?\s*(?:thi\s+)?khong (?:duoc )?(?:cham|tinh|cho|co|cong) diem\)?"
)
_THEN = re.compile(r"(?<=\S)\s+(?:thì|đạt|thì đạt)$")
_IF = re.compile(r"^(?:neu|khi|cho|doi voi|voi)\s+")
_SIDES = {
    "dat": "met",
    "co": "met",
    "dat yeu cau": "met",
    "thuc hien tot": "met",
    "dat duoc": "met",
    "dat mot phan": "partly",
    "mot phan": "partly",
    "dat 1 phan": "partly",
    "khong dat": "not_met",
    "chua": "not_met",
    "chua dat": "not_met",
    "khong": "not_met",
    "khong co": "not_met",
    "chua co": "not_met",
    "khong dat yeu cau": "not_met",
}
_GRADE_WORD = re.compile(
    r"(?:(?:xep )?(?:loai|muc|hang) )?(?:xuat sac|tot|rat tot|kha|trung binh|trung binh kha|yeu|kem"
    r"|dat|khong dat|chua dat|hoan thanh(?: xuat sac| tot)?(?: nhiem vu| ke hoach)?"
    r"|khong hoan thanh(?: nhiem vu)?|chua hoan thanh(?: nhiem vu)?)"
)
_CODED = re.compile(
    r"(?:(?:[Xx]ếp )?(?:[Ll]oại|[Mm]ức|[Hh]ạng) )?(?P<code>[A-EĐ]|[IV]{1,3}|[1-9])"
    r"(?:\s*[(:-]\s*(?P<name>[^()]+?)\)?)?"
)
