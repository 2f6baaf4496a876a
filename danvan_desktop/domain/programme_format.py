"""The keys of a programme file: which tables there are, and what each key may hold.

Owns the description alone, the same that docs/programme-format.md gives to people (a test keeps
the two together). Reading by it is `programme_reading`, rules between keys are
`programme_checks` and `criteria_checks`.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from danvan_desktop.domain import criteria, programmes
from danvan_desktop.domain.deadline_wording import deadline
from danvan_desktop.domain.deadlines import Boundary, Recurrence
from danvan_desktop.domain.programme_reading import (
    Choice,
    Code,
    Day,
    Field,
    Flag,
    Keyed,
    Kind,
    ListOf,
    Number,
    OneOf,
    OrWord,
    Refused,
    Table,
    Text,
    Whole,
)
from danvan_desktop.domain.units import BodyKind, Channel, SubjectKind

FORMAT = 1
FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_POINTS = 10_000
SECTION_DEPTH = 3
NO_LIMIT = "no_limit"

ID = Code(r"[a-z0-9]+(-[a-z0-9]+)*", "chỉ dùng chữ thường không dấu, chữ số và gạch nối")
CODE = Code(r"[^\W_][\w.-]*", "chỉ dùng chữ, chữ số, dấu chấm, gạch nối, không có dấu cách")
NAME = Text(250, blank=False)
LINE = Text(500)
LONG = Text(2000, lines=True)
YEAR = Whole(FIRST_YEAR, LAST_YEAR)
PLUS = Number(0, MOST_POINTS)
ANY = Number(-MOST_POINTS, MOST_POINTS)
COUNT = Whole(0, 500)
CODES = ListOf(CODE)


def _needed(kind: Kind) -> Field:
    return Field(kind, required=True)


def _optional(**kinds: Kind) -> dict[str, Field]:
    return {name: Field(kind) for name, kind in kinds.items()}


def _tables(make: Callable[..., Any], fields: dict[str, Field], least: int = 0) -> ListOf:
    return ListOf(Table(make, fields), least)


def _band(low: Decimal, points: Decimal, high: Decimal | None = None) -> criteria.Band:
    return criteria.Band(low, high, points)


def _criterion(**values: Any) -> criteria.Criterion:
    """A table with children is a section, which is not marked itself."""
    if values.get("children"):
        values["kind"] = None
    return criteria.Criterion(**values)


def _criterion_table(depth: int) -> Table:
    children: Kind = Refused(f"lồng quá {SECTION_DEPTH} cấp")
    if depth < SECTION_DEPTH:
        children = ListOf(_criterion_table(depth + 1), 1)
    bands = _tables(_band, {"low": _needed(PLUS), "high": Field(PLUS), "points": _needed(PLUS)}, 1)
    return Table(
        _criterion,
        {
            "code": _needed(CODE),
            "title": _needed(Text(500, blank=False)),
            **_optional(
                kind=Choice(criteria.CriterionKind),
                children=children,
                maximum=PLUS,
                cap=PLUS,
                step=PLUS,
                floor=PLUS,
                veto=Flag(),
                bands=bands,
                evidence_required=Flag(),
                sectors=CODES,
                subject_kinds=ListOf(Choice(SubjectKind)),
                guidance=LONG,
                source=LINE,
            ),
        },
    )


CONDITION = {
    "code": _needed(CODE),
    "title": _needed(Text(500, blank=False)),
    **_optional(check=Choice(criteria.ConditionCheck), guidance=LONG, source=LINE),
}
PASS_RULE = _optional(
    all_conditions=Flag(),
    min_met=COUNT,
    max_partly=COUNT,
    max_not_met=OrWord(COUNT, NO_LIMIT),
    min_points=PLUS,
    source=LINE,
)
RANK = {
    "code": _needed(CODE),
    "name": _needed(NAME),
    "low": _needed(ANY),
    **_optional(high=ANY, passes=Flag()),
}
CRITERIA_SET = {
    "code": _needed(CODE),
    "title": _needed(NAME),
    "subject_kinds": _needed(ListOf(Choice(SubjectKind), 1)),
    "criteria": _needed(ListOf(_criterion_table(1), 1)),
    **_optional(
        conditions=_tables(criteria.Condition, CONDITION),
        pass_rule=Table(criteria.PassRule, PASS_RULE),
        maximum=PLUS,
        ranks=_tables(criteria.Rank, RANK),
        places=Whole(0, 2),
        rounding=Choice(criteria.Rounding),
        clamp=ListOf(ANY, 2, 2),
        source=LINE,
        not_in_paper=Flag(),
        orientation=Flag(),
    ),
}

ISSUER = {
    "name": _needed(NAME),
    "channel": _needed(Choice(Channel)),
    **_optional(parent=LINE, place=LINE),
}
PAPER = {
    "kind": _needed(NAME),
    "title": _needed(Text(500, blank=False)),
    **_optional(number=LINE, date=Day(1945, LAST_YEAR), based_on=ListOf(Text(500, blank=False))),
}
LEVEL = {"code": _needed(CODE), "name": _needed(NAME), "rank": _needed(Whole(0, 9))}
SECTOR = {
    "code": _needed(CODE),
    "name": _needed(NAME),
    "shared": _needed(OneOf(programmes.SHARED_SECTORS)),
}
TITLE = {
    "code": _needed(CODE),
    "name": _needed(NAME),
    "criteria": _needed(Keyed(SubjectKind, CODE)),
    **_optional(
        when=Choice(programmes.When),
        given_from=Choice(programmes.GivenFrom),
        from_titles=CODES,
        source=LINE,
    ),
}
AUTHORITY = {
    "body_kinds": _needed(ListOf(Choice(BodyKind), 1)),
    "level": _needed(CODE),
    "titles": _needed(ListOf(CODE, 1)),
    "body": _needed(NAME),
    **_optional(unit_tier=Whole(0, 3), scope=LINE, source=LINE),
}
CONFIRMATION = {
    "kind": _needed(Choice(programmes.ConfirmationKind)),
    "by": _needed(NAME),
    **_optional(source=LINE),
}
REGISTRATION = _optional(
    initiative_kinds=ListOf(Text(60, blank=False), 1),
    demanded=ListOf(OneOf(programmes.HEADINGS)),
    quantified_sectors=CODES,
    registered_with=LINE,
    registered_with_kinds=ListOf(Choice(BodyKind)),
    confirmations=_tables(programmes.ConfirmationRule, CONFIRMATION),
    requirements=ListOf(Text(500, blank=False)),
    plan_required=Flag(),
    stories_asked=Flag(),
    certificates=Flag(),
    source=LINE,
)
TARGET = {
    "code": _needed(CODE),
    "title": _needed(Text(500, blank=False)),
    "measure": _needed(Choice(programmes.Measure)),
    "who": _needed(Text(500, blank=False)),
    "unit": _needed(Text(60, blank=False)),
    **_optional(
        at_least=Number(0, 1_000_000),
        per=LINE,
        level=CODE,
        sectors=CODES,
        source=LINE,
        set_by_office=Flag(),
    ),
}
DEADLINE = {
    "code": _needed(CODE),
    "title": _needed(NAME),
    "wording": _needed(NAME),
    **_optional(
        boundary=Choice(Boundary),
        recurrence=Choice(Recurrence),
        day=Whole(1, 31),
        month=Whole(1, 12),
        year=YEAR,
        start=ListOf(Whole(1, 31), 2, 2),
        sender=LINE,
        receiver=LINE,
        paper=OneOf(programmes.PAPER_KINDS),
        source=LINE,
        set_by_office=Flag(),
        not_in_paper=Flag(),
    ),
}
PAPER_RULE = {
    "kind": _needed(OneOf(programmes.PAPER_KINDS)),
    "title": _needed(NAME),
    **_optional(receiver=LINE, source=LINE),
}
GAP = {
    "key": _needed(NAME),
    "question": _needed(Text(500, blank=False)),
    **_optional(source=LINE),
}


def _programme(**values: Any) -> programmes.Programme:
    values.pop("format", None)
    return programmes.Programme(**values)


PROGRAMME = Table(
    _programme,
    {
        "format": Field(Whole(1, FORMAT)),
        "id": _needed(ID),
        "version": _needed(Whole(1, 1_000_000)),
        "name": _needed(NAME),
        "first_year": _needed(YEAR),
        "last_year": _needed(YEAR),
        "issuer": _needed(Table(programmes.Issuer, ISSUER)),
        "paper": _needed(Table(programmes.Paper, PAPER)),
        "levels": _needed(_tables(programmes.Level, LEVEL, 1)),
        "titles": _needed(_tables(programmes.Title, TITLE, 1)),
        "sectors": Field(_tables(programmes.Sector, SECTOR)),
        "criteria_sets": _needed(_tables(criteria.CriteriaSet, CRITERIA_SET, 1)),
        "authorities": Field(_tables(programmes.Authority, AUTHORITY)),
        "registration": Field(Table(programmes.RegistrationRules, REGISTRATION)),
        "deadlines": Field(_tables(deadline, DEADLINE)),
        "targets": Field(_tables(programmes.Target, TARGET)),
        "papers": Field(_tables(programmes.PaperRule, PAPER_RULE)),
        "gaps": Field(_tables(programmes.Gap, GAP)),
        **_optional(receivers=ListOf(NAME), notes=LONG),
    },
)
