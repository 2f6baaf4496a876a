"""The result of a sheet: points, what passes, which rank, and why not.

Owns the way from the marks of one assessor to a result: points of each line, sums and caps of
sections, bonus and penalty. All of it is `Decimal`, pure, and does not depend on the order of
marks. Points of one mark are `marks`, the last steps to the total `totals`, reasons `passing`,
several assessors `panel`. Who may mark what, and which sheets count, is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from danvan_desktop.domain.criteria import CriteriaSet, Criterion, Effect, Grade, Mark, Rank
from danvan_desktop.domain.marks import (
    ZERO,
    applicable,
    check_mark,
    gives_points,
    over_of,
    points_of,
    settled,
)
from danvan_desktop.domain.panel import FinalResult, SheetTotal, final
from danvan_desktop.domain.passing import (
    Conditions,
    SectionResult,
    condition_reasons,
    grade_reasons,
    graded,
    low_reasons,
    unanswered,
)
from danvan_desktop.domain.totals import (
    Sums,
    capped,
    capped_sums,
    exact_total,
    printed_total,
    ranking,
)
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import FieldError

__all__ = [
    "Conditions",
    "FinalResult",
    "Result",
    "SectionResult",
    "SheetTotal",
    "final",
    "score",
]


@dataclass(frozen=True, slots=True)
class Result:
    """What one sheet comes to.

    `missing`, `missing_conditions` and `missing_evidence` are codes in the order of the paper.
    `total`, `passed` and `rank` are None until the sheet is complete; `so_far` is the sum of
    what is marked, and None in a set without points. `points` gives the points of each marked
    criterion that has any, negative for a penalty, and `over` what a quantity above its plan
    adds to the bonus. `sums` are the parts of the total under all caps, `exact` the total before
    rounding. `reasons` say in Vietnamese what stands against passing, also before the sheet is
    full; `held_back` are those of them that do not come from the total.
    """

    complete: bool
    missing: tuple[str, ...]
    missing_conditions: tuple[str, ...]
    total: Decimal | None
    so_far: Decimal | None
    sections: Mapping[str, SectionResult]
    points: Mapping[str, Decimal]
    met: int
    partly: int
    not_met: int
    passed: bool | None
    rank: Rank | None
    reasons: tuple[str, ...]
    held_back: tuple[str, ...]
    exact: Decimal | None = None
    sums: Sums = field(default_factory=Sums)
    over: Mapping[str, Decimal] = field(default_factory=dict)
    missing_evidence: tuple[str, ...] = ()

    @property
    def bonus(self) -> Decimal:
        """The bonus under its caps, whether it counts in the total or not."""
        return self.sums.bonus


_ByEffect = dict[Effect, Decimal]


@dataclass(frozen=True)
class _Sheet:
    """The sound marks of the criteria that are asked, and what they give, none of it negative."""

    asked: Mapping[str, Criterion]
    given: Mapping[str, Mark]
    points: Mapping[str, Decimal]
    over: Mapping[str, Decimal]
    sections: dict[str, SectionResult] = field(default_factory=dict)
    signed: dict[str, Decimal] = field(default_factory=dict)


def score(
    criteria_set: CriteriaSet,
    marks: Mapping[str, Mark],
    conditions: Conditions | None = None,
    *,
    sector: str = "",
    subject_kind: SubjectKind | None = None,
    evidence: Collection[str] | None = None,
) -> Result:
    """The result of `marks` (by code of criterion) and `conditions` (by code of condition).

    Criteria that do not apply to the sector or kind of subject are neither asked nor counted.
    Sections are cut at their cap or maximum, then the parts at that of the set; bonus is added
    and penalty taken off, each under its caps; clamp and rounding come once, at the end.
    `evidence` are the codes of the criteria that have some: given, a criterion that asks for it
    and is marked above nothing keeps the sheet open until it has. Raises `FieldError` for a mark
    that `check_mark` refuses, or one of a criterion the set does not have.
    """
    sheet = _read(criteria_set, marks, sector, subject_kind)
    found = _gather(criteria_set.criteria, sheet, Effect.PART)
    sums = capped_sums(
        criteria_set, Sums(found[Effect.PART], found[Effect.BONUS], found[Effect.PENALTY])
    )
    unproved = () if evidence is None else _unproved(sheet, evidence)
    return _result(criteria_set, sheet, sums, conditions or {}, unproved)


def _read(
    criteria_set: CriteriaSet,
    marks: Mapping[str, Mark],
    sector: str,
    subject_kind: SubjectKind | None,
) -> _Sheet:
    leaves = applicable(criteria_set.criteria, sector, subject_kind)
    asked = {leaf.code: leaf for leaf in leaves}
    unknown = sorted(marks.keys() - {leaf.code for leaf in criteria_set.leaves()})
    if unknown:
        raise FieldError(unknown[0], f"Bộ tiêu chí không có tiêu chí {unknown[0]}.")
    given = {code: marks[code] for code in asked if code in marks}
    points, over = {}, {}
    for code, mark in given.items():
        leaf = asked[code]
        check_mark(leaf, mark)
        if gives_points(leaf):
            points[code] = points_of(leaf, mark, criteria_set.rounding)
        if leaf.over is not None:
            over[code] = over_of(leaf, mark, criteria_set.rounding)
    return _Sheet(asked, given, points, over)


def _gather(criteria: Sequence[Criterion], sheet: _Sheet, outer: Effect) -> _ByEffect:
    """Sums of some criteria at one depth; fills in the signed points and the sections."""
    sums = dict.fromkeys(Effect, ZERO)
    for one in criteria:
        if one.is_section:
            for effect, points in _section(one, sheet, outer).items():
                sums[effect] += points
        elif one.code in sheet.points:
            effect, points = one.acts_as(outer), sheet.points[one.code]
            sheet.signed[one.code] = -points if effect is Effect.PENALTY else points
            sums[effect] += points
            sums[Effect.BONUS] += sheet.over.get(one.code, ZERO)
    return sums


def _section(one: Criterion, sheet: _Sheet, outer: Effect) -> _ByEffect:
    """What a section gives under its cap, which cuts what the section itself is for: a bonus
    inside a section of the maximum goes to the bonus of the set whole."""
    asked = [sheet.asked[leaf.code] for leaf in one.leaves() if leaf.code in sheet.asked]
    if not asked:
        return {}
    complete = all(leaf.code in sheet.given for leaf in asked)
    # A section stands before its own sections, as on paper.
    sheet.sections[one.code] = SectionResult(None, complete)
    sums = _gather(one.children, sheet, one.inside(outer))
    if not any(gives_points(leaf) for leaf in asked):
        return sums
    effect = one.acts_as(outer)
    if one.deducts:
        left = max((one.maximum or ZERO) - settled(sums[Effect.PENALTY]), ZERO)
        sums[Effect.PENALTY] = ZERO
        # Not before it is full: every child has a say in what is left.
        sums[effect] = left if complete else ZERO
    else:
        limit = one.maximum if one.cap is None else one.cap
        sums[effect] = capped(settled(sums[effect]), limit)
    signed = -sums[effect] if effect is Effect.PENALTY else sums[effect]
    sheet.sections[one.code] = SectionResult(signed, complete)
    return sums


def _unproved(sheet: _Sheet, evidence: Collection[str]) -> tuple[str, ...]:
    """Criteria that ask for evidence, are marked above nothing and have none."""
    return tuple(
        leaf.code
        for leaf in sheet.asked.values()
        if leaf.evidence_required
        and leaf.code in sheet.given
        and leaf.code not in evidence
        and sheet.given[leaf.code] is not Grade.NOT_MET
        and sheet.points.get(leaf.code) != ZERO
    )


def _result(
    criteria_set: CriteriaSet,
    sheet: _Sheet,
    sums: Sums,
    conditions: Conditions,
    unproved: tuple[str, ...],
) -> Result:
    missing = tuple(leaf.code for leaf in sheet.asked.values() if leaf.code not in sheet.given)
    open_conditions = unanswered(criteria_set, conditions)
    complete = not (missing or open_conditions or unproved)
    exact = so_far = None
    if any(gives_points(leaf) for leaf in sheet.asked.values()):
        exact = exact_total(criteria_set, sums)
        so_far = printed_total(criteria_set, exact, sums.bonus)
    total = so_far if complete else None
    grades = [leaf for leaf in sheet.asked.values() if not gives_points(leaf)]
    reasons = (
        *condition_reasons(criteria_set, conditions),
        *low_reasons(criteria_set.criteria, sheet.given, sheet.signed, sheet.sections),
        *grade_reasons(criteria_set.pass_rule, grades, sheet.given, complete),
    )
    rank, low = ranking(criteria_set, total) if complete else (None, ())
    return Result(
        complete=complete,
        missing=missing,
        missing_conditions=open_conditions,
        total=total,
        so_far=so_far,
        sections=sheet.sections,
        points=sheet.signed,
        met=len(graded(grades, sheet.given, Grade.MET)),
        partly=len(graded(grades, sheet.given, Grade.PARTLY)),
        not_met=len(graded(grades, sheet.given, Grade.NOT_MET)),
        passed=not reasons and not low if complete else None,
        rank=None if reasons else rank,
        reasons=(*reasons, *low),
        held_back=reasons,
        exact=exact if complete else None,
        sums=sums,
        over=sheet.over,
        missing_evidence=unproved,
    )
