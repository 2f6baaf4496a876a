"""What one line of the comparison board says, as frozen values with their words.

Owns the shapes alone; reading them is `comparison`. While marks are hidden a row says of each
assessor only whether the sheet is done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from danvan_desktop.domain.comparison import Entrant, GradeCounts, Placed, Side, grade_counts
from danvan_desktop.domain.criteria import CriteriaSet, Merge
from danvan_desktop.domain.marks import ZERO
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.panel import FinalResult
from danvan_desktop.domain.sheets import result_words
from danvan_desktop.domain.standings import Entry
from danvan_desktop.domain.workflow import State
from danvan_desktop.services.final_results import CountedSheet
from danvan_desktop.services.registration_list import RegistrationRow

CLOSED = frozenset({State.WITHDRAWN, State.STOPPED, State.RETURNED})
OLD_VERSION = "Các phiếu chấm theo tiêu chí khác nhau"
NO_CRITERIA = "Chương trình không có tiêu chí cho danh hiệu này"


class CellStatus(StrEnum):
    """What there is of one assessor for one registration."""

    NONE = ""
    COUNTED = "counted"
    WAITING = "waiting"
    OPEN = "open"
    STALE = "stale"
    INTEREST = "interest"

    @property
    def label(self) -> str:
        return _STATUS[self]


_STATUS = {
    CellStatus.NONE: "",
    CellStatus.COUNTED: "Hoàn thành",
    CellStatus.WAITING: "Chưa chấm",
    CellStatus.OPEN: "Đang chấm",
    CellStatus.STALE: "Bản cũ",
    CellStatus.INTEREST: "Không chấm",
}


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One assessor's sheet. Without points `counts` has its grades. `apart`: it stands apart from
    the others; `held_back`: what stands against a pass in it, beside the total."""

    status: CellStatus = CellStatus.NONE
    total: Decimal | None = None
    counts: GradeCounts | None = None
    apart: bool = False
    held_back: tuple[str, ...] = ()
    sheet: str = ""

    @property
    def words(self) -> str:
        """The total, "6/7" criteria met, or how far the sheet is."""
        if self.total is not None:
            return format_decimal(self.total)
        if self.counts is not None:
            return self.counts.words
        return self.status.label


EMPTY = SheetCell()
_STANDING = {status: SheetCell(status) for status in CellStatus}


@dataclass(frozen=True, slots=True)
class OwnScore:
    """The self-assessment beside the appraisal. `comparable`: made with the same criteria."""

    status: CellStatus
    total: Decimal | None = None
    counts: GradeCounts | None = None
    passed: bool | None = None
    comparable: bool = True

    @property
    def words(self) -> str:
        if self.status is not CellStatus.COUNTED:
            return self.status.label
        if self.total is not None:
            return format_decimal(self.total)
        if self.counts is not None:
            return self.counts.words
        return "" if self.passed is None else ("Đạt" if self.passed else "Chưa đạt")


@dataclass(frozen=True)
class Group:
    """What is compared: one title judged by one criteria set. `quota_words` where the title has a
    quota; `lined` unless it holds in each unit by itself, so that no one line shows its edge."""

    key: str
    title: str
    name: str
    criteria_set: CriteriaSet | None
    quota_words: str = ""
    lined: bool = True

    @cached_property
    def has_points(self) -> bool:
        return self.criteria_set is not None and self.criteria_set.has_points

    @property
    def rule(self) -> str:
        """How several sheets become one result, as the foot of a board says it."""
        return "" if self.criteria_set is None else _RULES[self.criteria_set.panel.merge]


_RULES = {
    Merge.MEAN: "Kết quả là trung bình cộng các phiếu đã hoàn thành.",
    Merge.MEDIAN: "Kết quả là trung vị các phiếu đã hoàn thành.",
    Merge.TRIMMED: (
        "Kết quả là trung bình cộng các phiếu đã hoàn thành, bỏ một phiếu cao nhất và một phiếu "
        "thấp nhất khi có từ ba phiếu."
    ),
}


@dataclass(frozen=True)
class ComparisonRow:
    """One registration. `result` is None while hidden from who looks, and without criteria.

    `counted` are the sheets behind the result, `others` how far everybody else is; `grades` are
    stored marks by sheet, for sets without points. `notes` are what is to be heeded beside the
    reasons of the result.
    """

    registration: RegistrationRow
    group: Group
    counted: tuple[CountedSheet, ...] = ()
    others: Mapping[str, CellStatus] = field(default_factory=dict)
    grades: Mapping[str, str] = field(default_factory=dict)
    result: FinalResult | None = None
    own: OwnScore | None = None
    finished: int = 0
    expected: int = 1
    hidden: bool = False
    notes: tuple[str, ...] = ()
    placed: Placed | None = None
    side: Side | None = None

    @property
    def uid(self) -> str:
        return self.registration.uid

    @cached_property
    def cells(self) -> Mapping[str, SheetCell]:
        """By assessor, made when first looked at; who has nothing to do with it has none."""
        apart = set(self.result.outliers) if self.result else set()
        found = {
            sheet.assessor: self._cell(sheet, place in apart)
            for place, sheet in enumerate(self.counted)
        }
        return {**found, **{name: _STANDING[status] for name, status in self.others.items()}}

    def _cell(self, sheet: CountedSheet, apart: bool) -> SheetCell:
        if self.result is None:
            return SheetCell(CellStatus.COUNTED, sheet=sheet.uid)
        marks = self.grades.get(sheet.uid)
        return SheetCell(
            CellStatus.COUNTED,
            sheet.total.total,
            None if marks is None else grade_counts(marks),
            apart,
            sheet.total.held_back,
            sheet.uid,
        )

    def cell(self, assessor: str) -> SheetCell:
        return self.cells.get(assessor, EMPTY)

    def leaning(self, assessor: str) -> str:
        """ "cao" or "thấp" for a sheet that stands apart, nothing for the others."""
        cell = self.cell(assessor)
        if not cell.apart or cell.total is None or self.total is None:
            return ""
        return "cao" if cell.total > self.total else "thấp"

    @property
    def assessors(self) -> tuple[str, ...]:
        """Everybody who has something to do with it."""
        return (*(one.assessor for one in self.counted), *self.others)

    @property
    def count_words(self) -> str:
        return f"{self.finished}/{self.expected}"

    @property
    def complete(self) -> bool:
        return self.finished >= self.expected

    @property
    def total(self) -> Decimal | None:
        return self.result.total if self.result else None

    @property
    def result_words(self) -> str:
        """The total, or "Đạt" where the set has no points; nothing while open."""
        if self.total is not None:
            return format_decimal(self.total)
        if self.result is None or self.group.criteria_set is None:
            return ""
        return result_words(self.result, self.group.criteria_set)

    @cached_property
    def entrant(self) -> Entrant | None:
        """The row as one that takes a place; None without a total that may be seen."""
        result, criteria_set = self.result, self.group.criteria_set
        if result is None or result.total is None or criteria_set is None:
            return None
        bonus = ZERO if criteria_set.bonus_counts else result.bonus
        return Entrant(
            Entry(self.uid, result.total, bonus),
            free=result.passed is not False and self.registration.state not in CLOSED,
        )

    @property
    def rank_words(self) -> str:
        return self.result.rank.name if self.result and self.result.rank else ""

    @property
    def place_words(self) -> str:
        return self.placed.words if self.placed else ""

    @property
    def tied(self) -> bool:
        return self.placed is not None and self.placed.equals > 1

    def ends_quota_before(self, below: ComparisonRow) -> bool:
        """Whether a quota ends between this row and the next below it, in the order of places."""
        return (
            self.group.key == below.group.key
            and self.group.lined
            and self.side in (Side.INSIDE, Side.TIED)
            and below.side is Side.OUTSIDE
        )

    @property
    def spread(self) -> Decimal | None:
        """Points between the highest and the lowest sheet; nothing for a single one."""
        return self.result.spread if self.result and self.result.finished > 1 else None

    @property
    def deviation(self) -> Decimal | None:
        return self.result.deviation if self.result else None

    @property
    def bonus(self) -> Decimal | None:
        return self.result.bonus if self.result and self.result.bonus else None

    @property
    def apart(self) -> tuple[str, ...]:
        """The assessors whose sheets stand apart."""
        return tuple(name for name, cell in self.cells.items() if cell.apart)

    @property
    def difference(self) -> Decimal | None:
        """Appraisal less self-score, where both have points of the same criteria."""
        own = self.own
        if own is None or not own.comparable or own.total is None or self.total is None:
            return None
        return self.total - own.total

    @property
    def reasons(self) -> tuple[str, ...]:
        """What stands against the result: veto, floor, condition, and what is to be heeded."""
        return (*(self.result.reasons if self.result else ()), *self.notes)
