"""The keys of a programme file: which tables there are, and what each key may hold.

Owns the description alone, the same that docs/programme-format.md gives to people (a test keeps
the two together). Criteria sets are `criteria_format`. Reading by it is `programme_reading`,
rules between keys are `programme_checks` and `criteria_checks`.
"""

from __future__ import annotations

from typing import Any

from danvan_desktop.domain import programmes
from danvan_desktop.domain.criteria import CriteriaSet, Rounding
from danvan_desktop.domain.criteria_format import CRITERIA_SET
from danvan_desktop.domain.deadline_wording import deadline
from danvan_desktop.domain.deadlines import Boundary, Recurrence
from danvan_desktop.domain.programme_reading import (
    Choice,
    Day,
    Field,
    Flag,
    Keyed,
    ListOf,
    Number,
    OneOf,
    Table,
    Text,
    Whole,
)
from danvan_desktop.domain.programme_values import (
    CODE,
    CODES,
    COUNT,
    ID,
    LAST_YEAR,
    LINE,
    LONG,
    NAME,
    SENTENCE,
    YEAR,
    needed,
    optional,
    tables,
)
from danvan_desktop.domain.quotas import Base, Quota, Scope
from danvan_desktop.domain.review_format import REVIEW
from danvan_desktop.domain.review_rules import review_rules
from danvan_desktop.domain.units import BodyKind, Channel, SubjectKind

FORMAT = 1

ISSUER = {
    "name": needed(NAME),
    "channel": needed(Choice(Channel)),
    **optional(parent=LINE, place=LINE),
}
PAPER = {
    "kind": needed(NAME),
    "title": needed(SENTENCE),
    **optional(number=LINE, date=Day(1945, LAST_YEAR), based_on=ListOf(SENTENCE)),
}
LEVEL = {"code": needed(CODE), "name": needed(NAME), "rank": needed(Whole(0, 9))}
SECTOR = {
    "code": needed(CODE),
    "name": needed(NAME),
    "shared": needed(OneOf(programmes.SHARED_SECTORS)),
}
QUOTA = optional(
    number=COUNT,
    percent=Number(0, 100),
    of=Choice(Base),
    rounding=Choice(Rounding),
    at_least=COUNT,
    at_most=COUNT,
    scope=Choice(Scope),
    subject_kinds=ListOf(Choice(SubjectKind)),
    source=LINE,
)
TITLE = {
    "code": needed(CODE),
    "name": needed(NAME),
    "criteria": needed(Keyed(SubjectKind, CODE)),
    **optional(
        when=Choice(programmes.When),
        given_from=Choice(programmes.GivenFrom),
        from_titles=CODES,
        quotas=tables(Quota, QUOTA),
        source=LINE,
    ),
}
AUTHORITY = {
    "body_kinds": needed(ListOf(Choice(BodyKind), 1)),
    "level": needed(CODE),
    "titles": needed(ListOf(CODE, 1)),
    "body": needed(NAME),
    **optional(unit_tier=Whole(0, 3), scope=LINE, source=LINE),
}
CONFIRMATION = {
    "kind": needed(Choice(programmes.ConfirmationKind)),
    "by": needed(NAME),
    **optional(source=LINE),
}
REGISTRATION = optional(
    initiative_kinds=ListOf(Text(60, blank=False), 1),
    demanded=ListOf(OneOf(programmes.HEADINGS)),
    quantified_sectors=CODES,
    registered_with=LINE,
    registered_with_kinds=ListOf(Choice(BodyKind)),
    confirmations=tables(programmes.ConfirmationRule, CONFIRMATION),
    requirements=ListOf(SENTENCE),
    plan_required=Flag(),
    stories_asked=Flag(),
    certificates=Flag(),
    source=LINE,
)
TARGET = {
    "code": needed(CODE),
    "title": needed(SENTENCE),
    "measure": needed(Choice(programmes.Measure)),
    "who": needed(SENTENCE),
    "unit": needed(Text(60, blank=False)),
    **optional(
        at_least=Number(0, 1_000_000),
        per=LINE,
        level=CODE,
        sectors=CODES,
        source=LINE,
        set_by_office=Flag(),
    ),
}
DEADLINE = {
    "code": needed(CODE),
    "title": needed(NAME),
    "wording": needed(NAME),
    **optional(
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
    "kind": needed(OneOf(programmes.PAPER_KINDS)),
    "title": needed(NAME),
    **optional(receiver=LINE, source=LINE),
}
GAP = {
    "key": needed(NAME),
    "question": needed(SENTENCE),
    **optional(source=LINE),
}


def _programme(**values: Any) -> programmes.Programme:
    values.pop("format", None)
    return programmes.Programme(**values)


PROGRAMME = Table(
    _programme,
    {
        "format": Field(Whole(1, FORMAT)),
        "id": needed(ID),
        "version": needed(Whole(1, 1_000_000)),
        "name": needed(NAME),
        "first_year": needed(YEAR),
        "last_year": needed(YEAR),
        "issuer": needed(Table(programmes.Issuer, ISSUER)),
        "paper": needed(Table(programmes.Paper, PAPER)),
        "levels": needed(tables(programmes.Level, LEVEL, 1)),
        "titles": needed(tables(programmes.Title, TITLE, 1)),
        "sectors": Field(tables(programmes.Sector, SECTOR)),
        "criteria_sets": needed(tables(CriteriaSet, CRITERIA_SET, 1)),
        "authorities": Field(tables(programmes.Authority, AUTHORITY)),
        "registration": Field(Table(programmes.RegistrationRules, REGISTRATION)),
        "review": Field(Table(review_rules, REVIEW)),
        "deadlines": Field(tables(deadline, DEADLINE)),
        "targets": Field(tables(programmes.Target, TARGET)),
        "papers": Field(tables(programmes.PaperRule, PAPER_RULE)),
        "gaps": Field(tables(programmes.Gap, GAP)),
        **optional(receivers=ListOf(NAME), notes=LONG),
    },
)
