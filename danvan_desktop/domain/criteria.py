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


@dataclass(frozen=True, slots=True)
class Quantity:
    """What was achieved of a plan, both in the unit of the plan.

    `plan` None: the criterion states the plan itself. `leader` is the best result of the group
    that is compared (cụm thi đua), for the formula that asks for it.
    """

    achieved: Decimal
    plan: Decimal | None = None
    leader: Decimal | None = None


@dataclass(frozen=True, slots=True)
class QualityGrade:
    """One of the grades the criterion names (A, B, C, D), by its code."""

    code: str


Mark = Grade | Decimal | Quantity | QualityGrade
"""What an assessor gives one criterion, as its kind says. A `Decimal` is points, the figure that
bands turn into points, how many times something happened, or what was achieved of a plan that
the criterion states itself."""


class CriterionKind(StrEnum):
    """How a leaf of the tree is marked."""

    GRADE = "grade"
    POINTS = "points"
    BANDS = "bands"
    QUANTITY = "quantity"
    """Achieved against plan."""
    COUNT = "count"
    """So many points each time."""
    QUALITY = "quality"
    """Named grades with points."""


class Effect(StrEnum):
    """What the points of a criterion do to the total."""

    PART = "part"
    """They are part of the declared maximum."""
    BONUS = "bonus"
    PENALTY = "penalty"


class End(StrEnum):
    """Which end of a band belongs to it."""

    LOW = "low"
    HIGH = "high"


class Formula(StrEnum):
    """How a quantity becomes points, T being achieved and C the plan."""

    SHARE = "share"
    """maximum × T / C, at most the maximum."""
    REACHED = "reached"
    """The maximum when the plan is reached, else nothing."""
    LEADER = "leader"
    """Part of the maximum for the plan, the rest by how near one comes to the leader."""


class Inverse(StrEnum):
    """How the share of the plan is taken when less is better."""

    RATIO = "ratio"
    """C / T."""
    DIFFERENCE = "difference"
    """2 - T / C: each per cent above the plan costs one per cent."""


@dataclass(frozen=True)
class Band:
    """Range with one end of its own, `low <= x < high`; `high` None means no upper end."""

    low: Decimal
    high: Decimal | None
    points: Decimal


class Measure(StrEnum):
    """What a step above or below the plan is measured in."""

    PERCENT = "percent"
    """Per cent of the plan."""
    UNIT = "unit"
    """The unit of the plan: percentage points of a rate, or things counted."""


@dataclass(frozen=True)
class Steps:
    """Points for each step of so much above or below the plan.

    Only whole steps count, unless `exact`. Without `every` the points follow the share of the
    plan at the rate of the criterion's maximum.
    """

    every: Decimal | None = None
    by: Measure = Measure.PERCENT
    points: Decimal | None = None
    cap: Decimal | None = None
    exact: bool = False


@dataclass(frozen=True)
class GradeLevel:
    """A named grade of a quality criterion and its points."""

    code: str
    points: Decimal
    name: str = ""


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
    closed: End = End.LOW
    """Which end of its bands belongs to them."""
    unit: str = ""
    """What a figure is counted in; empty for bands means per cent."""
    effect: Effect = Effect.PART
    """A section's effect holds for its children."""
    partly: Decimal | None = None
    """Points of a grade's "partly"; None: it is met or not met."""
    plan: Decimal | None = None
    """The plan a quantity is held against, when the paper gives it."""
    formula: Formula = Formula.SHARE
    inverse: Inverse | None = None
    """Less is better, and how the share of the plan is then taken."""
    at_plan: Decimal = Decimal(50)
    """Of `Formula.LEADER`: per cent of the maximum for reaching the plan."""
    over: Steps | None = None
    """What a quantity above its plan adds to the bonus of the set."""
    under: Steps | None = None
    """What each step below the plan takes from the maximum, instead of the formula."""
    each: Decimal | None = None
    """Points each time."""
    deducts: bool = False
    """Of a count: each time takes points from the maximum. Of a section: its children do, and
    it gives what is left."""
    grades: tuple[GradeLevel, ...] = ()
    places: int | None = None
    """Rounds this criterion's points by themselves, where the paper says so."""
    evidence_required: bool = False
    sectors: tuple[str, ...] = ()
    """Codes of the sectors it applies to; empty means all."""
    subject_kinds: tuple[SubjectKind, ...] = ()
    guidance: str = ""
    source: str = ""

    @property
    def is_section(self) -> bool:
        return bool(self.children)

    def acts_as(self, outer: Effect) -> Effect:
        """Its effect inside a section of the effect `outer`."""
        return self.effect if outer is Effect.PART else outer

    def inside(self, outer: Effect) -> Effect:
        """The effect of a section on its children."""
        return Effect.PENALTY if self.deducts else self.acts_as(outer)

    def leaves(self) -> Iterator[Criterion]:
        """The criteria that are marked, in the order of the paper."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()


class ConditionCheck(StrEnum):
    """Where the answer to a condition comes from."""

    MANUAL = "manual"
    """A person answers."""
    REGISTERED = "registered"
    """Holds when the registration names the body and the day it was registered with."""
    BUILDING_CONFIRMED = "building_confirmed"
    EFFECT_CONFIRMED = "effect_confirmed"
    CHECKLIST = "checklist"
    """Holds when enough of its items are there (n of m papers of a dossier)."""


@dataclass(frozen=True)
class Item:
    """One thing on a checklist."""

    code: str
    title: str


@dataclass(frozen=True)
class Condition:
    """Must hold, whatever the result on the criteria (điều kiện bắt buộc)."""

    code: str
    title: str
    check: ConditionCheck = ConditionCheck.MANUAL
    items: tuple[Item, ...] = ()
    at_least: int | None = None
    """Items of a checklist that must be there; None: all of them."""
    guidance: str = ""
    source: str = ""

    def answer_code(self, item: Item) -> str:
        """The code under which the answer to one item of the checklist is kept."""
        return f"{self.code}.{item.code}"

    def answer_codes(self) -> tuple[str, ...]:
        """Every code under which an answer may be kept: its own, and those of its items."""
        return (self.code, *(self.answer_code(item) for item in self.items))


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
    HALF_EVEN = "half_even"
    DOWN = "down"
    UP = "up"


@dataclass(frozen=True)
class Accepted:
    """A defect of the paper itself that an office takes as it is, and why."""

    key: str
    """Place of the defect, as the check prints it, from the criteria set on."""
    reason: str


class Merge(StrEnum):
    """How the totals of several assessors become one."""

    MEAN = "mean"
    MEDIAN = "median"
    TRIMMED = "trimmed"
    """The mean without one highest and one lowest, from three sheets on."""


@dataclass(frozen=True)
class Panel:
    """Several assessors of one registration."""

    merge: Merge = Merge.MEAN
    round_sheets: bool = False
    """The totals of the sheets are rounded before they are put together."""
    least: int = 1
    """Fewer finished sheets give no result yet."""
    outlier: Decimal | None = None
    """Points from the median beyond which a sheet is marked; None: a tenth of the maximum."""
    source: str = ""


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
    """Lowest and highest total. Without it a total is not below 0, and above the maximum only by
    the bonus."""
    bonus_cap: Decimal | None = None
    penalty_cap: Decimal | None = None
    panel: Panel = field(default_factory=Panel)
    bonus_counts: bool = True
    """False: the bonus is shown beside the total and orders equals, without being in it."""
    source: str = ""
    not_in_paper: bool = False
    """The paper names these criteria without giving them."""
    orientation: bool = False
    """The paper gives these criteria as orientation: an office may make them more precise."""
    accepted: tuple[Accepted, ...] = ()
    variant_of: str = ""
    """Code of the set that this one stands in for, where the office or a registration says so."""
    variant: str = ""
    """For whom this set is meant among its variants: "Xã miền núi"."""

    def leaves(self) -> Iterator[Criterion]:
        for criterion in self.criteria:
            yield from criterion.leaves()

    def answer_codes(self) -> tuple[str, ...]:
        """Every code under which a sheet may keep an answer to a condition."""
        return tuple(code for one in self.conditions for code in one.answer_codes())

    @property
    def has_points(self) -> bool:
        """A grade with a maximum is worth points too: met gives all of it, not met nothing."""
        return any(
            leaf.kind is not CriterionKind.GRADE or leaf.maximum is not None
            for leaf in self.leaves()
        )
