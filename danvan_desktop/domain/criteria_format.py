"""The keys of a criteria set in a programme file, and what each may hold.

Owns the description alone, the same that docs/programme-format.md gives to people. Rules between
these keys are `criteria_checks` and `criterion_checks`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from danvan_desktop.domain import criteria
from danvan_desktop.domain.programme_reading import (
    Choice,
    Flag,
    Kind,
    ListOf,
    OrWord,
    Refused,
    Table,
    Text,
    Whole,
)
from danvan_desktop.domain.programme_values import (
    ANY,
    CODE,
    CODES,
    COUNT,
    FIGURE,
    LINE,
    LONG,
    NAME,
    PLUS,
    SENTENCE,
    needed,
    optional,
    tables,
)
from danvan_desktop.domain.units import SubjectKind

SECTION_DEPTH = 5
NO_LIMIT = "no_limit"


def _band(low: Decimal, points: Decimal, high: Decimal | None = None) -> criteria.Band:
    return criteria.Band(low, high, points)


def _criterion(**values: Any) -> criteria.Criterion:
    """A table with children is a section, which is not marked itself."""
    if values.get("children"):
        values["kind"] = None
    return criteria.Criterion(**values)


BAND = {"low": needed(FIGURE), "points": needed(PLUS), **optional(high=FIGURE)}
GRADE = {"code": needed(CODE), "points": needed(PLUS), **optional(name=NAME)}
STEPS = optional(every=PLUS, by=Choice(criteria.Measure), points=PLUS, cap=PLUS, exact=Flag())


def _criterion_table(depth: int) -> Table:
    children: Kind = Refused(f"lồng quá {SECTION_DEPTH} cấp")
    if depth < SECTION_DEPTH:
        children = ListOf(_criterion_table(depth + 1), 1)
    return Table(
        _criterion,
        {
            "code": needed(CODE),
            "title": needed(SENTENCE),
            **optional(
                kind=Choice(criteria.CriterionKind),
                children=children,
                maximum=PLUS,
                cap=PLUS,
                effect=Choice(criteria.Effect),
                floor=PLUS,
                veto=Flag(),
                step=PLUS,
                partly=PLUS,
                bands=tables(_band, BAND, 1),
                closed=Choice(criteria.End),
                unit=Text(40, blank=False),
                plan=FIGURE,
                formula=Choice(criteria.Formula),
                at_plan=PLUS,
                inverse=Choice(criteria.Inverse),
                under=Table(criteria.Steps, STEPS),
                over=Table(criteria.Steps, STEPS),
                places=Whole(0, 6),
                each=PLUS,
                deducts=Flag(),
                grades=tables(criteria.GradeLevel, GRADE, 1),
                evidence_required=Flag(),
                sectors=CODES,
                subject_kinds=ListOf(Choice(SubjectKind)),
                guidance=LONG,
                source=LINE,
            ),
        },
    )


CONDITION = {
    "code": needed(CODE),
    "title": needed(SENTENCE),
    **optional(
        check=Choice(criteria.ConditionCheck),
        items=tables(criteria.Item, {"code": needed(CODE), "title": needed(SENTENCE)}, 1),
        at_least=Whole(1, 500),
        guidance=LONG,
        source=LINE,
    ),
}
PASS_RULE = optional(
    all_conditions=Flag(),
    min_met=COUNT,
    max_partly=COUNT,
    max_not_met=OrWord(COUNT, NO_LIMIT),
    min_points=PLUS,
    source=LINE,
)
RANK = {
    "code": needed(CODE),
    "name": needed(NAME),
    "low": needed(ANY),
    **optional(high=ANY, passes=Flag()),
}
PANEL = optional(
    merge=Choice(criteria.Merge),
    round_sheets=Flag(),
    least=Whole(1, 50),
    outlier=PLUS,
    source=LINE,
)
ACCEPTED = {"key": needed(NAME), "reason": needed(SENTENCE)}
CRITERIA_SET = {
    "code": needed(CODE),
    "title": needed(NAME),
    "subject_kinds": needed(ListOf(Choice(SubjectKind), 1)),
    "criteria": needed(ListOf(_criterion_table(1), 1)),
    **optional(
        conditions=tables(criteria.Condition, CONDITION),
        pass_rule=Table(criteria.PassRule, PASS_RULE),
        maximum=PLUS,
        bonus_cap=PLUS,
        bonus_counts=Flag(),
        penalty_cap=PLUS,
        ranks=tables(criteria.Rank, RANK),
        places=Whole(0, 2),
        rounding=Choice(criteria.Rounding),
        clamp=ListOf(ANY, 2, 2),
        panel=Table(criteria.Panel, PANEL),
        source=LINE,
        not_in_paper=Flag(),
        orientation=Flag(),
        accepted=tables(criteria.Accepted, ACCEPTED),
        variant_of=CODE,
        variant=NAME,
    ),
}
