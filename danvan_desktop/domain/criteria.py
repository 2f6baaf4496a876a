"""Criteria sets: the tree of criteria, its conditions, and what counts as passing.

Owns the shapes only. Reading and checking them is `programme_checks`, arithmetic is `scoring`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from danvan_desktop.domain.units import SubjectKind


class Grade(StrEnum):
    """A mark of a criterion without points."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"

    @property
    def label(self) -> str:
        return {"met": "Đạt", "partly": "Đạt một phần", "not_met": "Chưa đạt"}[self.value]


Mark = Grade | Decimal
"""What an assessor gives one criterion: a grade, points, or the percentage that bands turn
into points, as the criterion's kind says."""


class CriterionKind(StrEnum):
    """How a leaf of the tree is marked."""

    GRADE = "grade"
    POINTS = "points"
    BANDS = "bands"


@dataclass(frozen=True)
class Band:
    """Half-open range of a percentage, `low <= x < high`; `high` None means no upper end."""

    low: Decimal
    high: Decimal | None
    points: Decimal


@dataclass(frozen=True)
class Rank:
    """Half-open range of the total, `low <= total < high`; `high` None means no upper end."""

    code: str
    name: str
    low: Decimal
    high: Decimal | None = None
    passes: bool = True


@dataclass(frozen=True)
class Criterion:
    """A node of the tree. With children it is a section, and `kind` is None."""

    code: str
    title: str
    kind: CriterionKind | None = CriterionKind.GRADE
    children: tuple[Criterion, ...] = ()
    maximum: Decimal | None = None
    cap: Decimal | None = None
    """Of a section alone: it gives at most so many points, however many its children sum to."""
    step: Decimal | None = None
    floor: Decimal | None = None
    """Fewer points than this fail the whole set; for a section, the sum of its children."""
    veto: bool = False
    """Not met, or no points, means no award whatever the rest gives."""
    bands: tuple[Band, ...] = ()
    evidence_required: bool = False
    sectors: tuple[str, ...] = ()
    """Codes of the sectors it applies to; empty means all."""
    subject_kinds: tuple[SubjectKind, ...] = ()
    guidance: str = ""
    source: str = ""

    @property
    def is_section(self) -> bool:
        return bool(self.children)

    def leaves(self) -> Iterator[Criterion]:
        """The criteria that are marked, in the order of the paper."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    def applies_to(self, sector: str, subject_kind: SubjectKind) -> bool:
        return (not self.sectors or sector in self.sectors) and (
            not self.subject_kinds or subject_kind in self.subject_kinds
        )


class ConditionCheck(StrEnum):
    """Where the answer to a condition comes from."""

    MANUAL = "manual"
    """A person answers."""
    REGISTERED = "registered"
    """Holds when the registration names the body and the day it was registered with."""
    BUILDING_CONFIRMED = "building_confirmed"
    EFFECT_CONFIRMED = "effect_confirmed"


@dataclass(frozen=True)
class Condition:
    """Must hold, whatever the result on the criteria (điều kiện bắt buộc)."""

    code: str
    title: str
    check: ConditionCheck = ConditionCheck.MANUAL
    guidance: str = ""
    source: str = ""


@dataclass(frozen=True)
class PassRule:
    """When a complete sheet passes. Limits that are None are not looked at."""

    all_conditions: bool = True
    min_met: int | None = None
    max_partly: int | None = None
    max_not_met: int | None = 0
    min_points: Decimal | None = None
    source: str = ""


class Rounding(StrEnum):
    HALF_UP = "half_up"
    DOWN = "down"


@dataclass(frozen=True)
class CriteriaSet:
    """All that a sheet needs: conditions, the tree, the pass rule, ranks and the final steps."""

    code: str
    title: str
    subject_kinds: tuple[SubjectKind, ...]
    criteria: tuple[Criterion, ...]
    conditions: tuple[Condition, ...] = ()
    pass_rule: PassRule = field(default_factory=PassRule)
    maximum: Decimal | None = None
    ranks: tuple[Rank, ...] = ()
    places: int = 2
    """Decimal places of the total; rounding happens once, at the end."""
    rounding: Rounding = Rounding.HALF_UP
    clamp: tuple[Decimal, Decimal] | None = None
    source: str = ""
    not_in_paper: bool = False
    """The paper names these criteria without giving them."""
    orientation: bool = False
    """The paper gives these criteria as orientation: an office may make them more precise."""

    def leaves(self) -> Iterator[Criterion]:
        for criterion in self.criteria:
            yield from criterion.leaves()

    @property
    def has_points(self) -> bool:
        """A grade with a maximum is worth points too: met gives all of it, not met nothing."""
        return any(
            leaf.kind is not CriterionKind.GRADE or leaf.maximum is not None
            for leaf in self.leaves()
        )
