"""Several assessors of one registration: what their finished sheets come to together.

Owns the mean (or median, or mean without highest and lowest), the spread and the sheets that
stand apart. Takes totals only, so that a board of thousands reads what finished sheets keep and
scores nothing anew. Ranks and rounding are `totals`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from danvan_desktop.domain.criteria import CriteriaSet, Merge, Rank
from danvan_desktop.domain.marks import ZERO
from danvan_desktop.domain.totals import printed_total, ranking

LEAST_FOR_OUTLIERS = 3
_TENTH = Decimal("0.1")
_HUNDREDTH = Decimal("0.01")


class Sheet(Protocol):
    """What is asked of a sheet: a `scoring.Result`, or a `SheetTotal` read from storage."""

    @property
    def complete(self) -> bool: ...
    @property
    def total(self) -> Decimal | None: ...
    @property
    def exact(self) -> Decimal | None: ...
    @property
    def bonus(self) -> Decimal: ...
    @property
    def held_back(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class SheetTotal:
    """A finished sheet without its marks. `exact` None: the total was kept as printed."""

    total: Decimal | None
    held_back: tuple[str, ...] = ()
    exact: Decimal | None = None
    bonus: Decimal = ZERO
    complete: bool = True


@dataclass(frozen=True, slots=True)
class FinalResult:
    """What the finished sheets of several assessors come to; `finished` of `expected` are in.

    `lowest` and `highest` are printed totals and `spread` what lies between them; `deviation` is
    the sample standard deviation (n - 1) to two decimals, None for a single sheet. `outliers`
    are the places, in the sequence that was given, of the sheets that stand apart: they count
    all the same. `bonus` is put together as the totals are.
    """

    finished: int
    expected: int
    total: Decimal | None
    passed: bool | None
    rank: Rank | None
    reasons: tuple[str, ...]
    bonus: Decimal = ZERO
    lowest: Decimal | None = None
    highest: Decimal | None = None
    deviation: Decimal | None = None
    outliers: tuple[int, ...] = ()

    @property
    def spread(self) -> Decimal | None:
        if self.lowest is None or self.highest is None:
            return None
        return self.highest - self.lowest


def final(criteria_set: CriteriaSet, results: Sequence[Sheet], expected: int) -> FinalResult:
    """The finished sheets together; a missing sheet is missing, not a zero.

    Totals are put together as the set's `panel` says, before rounding unless it says otherwise,
    and rounded once. With fewer sheets than `panel.least`, and where sheets differ on anything
    but points, `passed` stays None: the body that decides settles it.
    """
    places = [place for place, one in enumerate(results) if one.complete]
    finished = [results[place] for place in places]
    if not finished:
        return FinalResult(0, expected, None, None, None, ())
    whole = _FinalTotal.of(criteria_set, finished)
    reasons, settled = _reasons(criteria_set, finished)
    enough = len(finished) >= criteria_set.panel.least
    rank, low = ranking(criteria_set, whole.total) if enough else (None, ())
    everything = (*reasons, *low)
    return FinalResult(
        len(finished),
        expected,
        whole.total,
        not everything if settled else None,
        None if reasons else rank,
        everything,
        whole.bonus,
        whole.lowest,
        whole.highest,
        whole.deviation,
        tuple(places[one] for one in whole.apart),
    )


@dataclass(frozen=True, slots=True)
class _FinalTotal:
    total: Decimal | None = None
    bonus: Decimal = ZERO
    lowest: Decimal | None = None
    highest: Decimal | None = None
    deviation: Decimal | None = None
    apart: tuple[int, ...] = ()

    @classmethod
    def of(cls, criteria_set: CriteriaSet, finished: Sequence[Sheet]) -> _FinalTotal:
        printed = [one.total for one in finished if one.total is not None]
        if len(printed) < len(finished):
            return cls()
        panel = criteria_set.panel
        used = printed
        if not panel.round_sheets:
            used = [
                total if one.exact is None else one.exact
                for one, total in zip(finished, printed, strict=True)
            ]
        bonus = merged(panel.merge, [one.bonus for one in finished])
        return cls(
            printed_total(criteria_set, merged(panel.merge, used), bonus),
            bonus,
            min(printed),
            max(printed),
            _deviation(used),
            _apart(criteria_set, used),
        )


def merged(merge: Merge, totals: Sequence[Decimal]) -> Decimal:
    """One figure of several: mean, median, or mean without one highest and one lowest.

    Of fewer than three, nothing is left out. Raises `ValueError` for none.
    """
    if not totals:
        raise ValueError("no totals")
    if merge is Merge.MEDIAN:
        return median(totals)
    kept = sorted(totals)
    if merge is Merge.TRIMMED and len(kept) > 2:
        kept = kept[1:-1]
    return sum(kept, ZERO) / len(kept)


def median(totals: Sequence[Decimal]) -> Decimal:
    ordered = sorted(totals)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) / 2


def _deviation(totals: Sequence[Decimal]) -> Decimal | None:
    count = len(totals)
    if count < 2:
        return None
    ordered = sorted(totals)
    mean = sum(ordered, ZERO) / count
    squares = sum(((one - mean) ** 2 for one in ordered), ZERO)
    return (squares / (count - 1)).sqrt().quantize(_HUNDREDTH)


def _apart(criteria_set: CriteriaSet, totals: Sequence[Decimal]) -> tuple[int, ...]:
    """Places of the totals further from the median than the set allows."""
    limit = criteria_set.panel.outlier
    if limit is None and criteria_set.maximum is not None:
        limit = criteria_set.maximum * _TENTH
    if limit is None or len(totals) < LEAST_FOR_OUTLIERS:
        return ()
    middle = median(totals)
    return tuple(place for place, one in enumerate(totals) if abs(one - middle) > limit)


def _reasons(criteria_set: CriteriaSet, finished: Sequence[Sheet]) -> tuple[tuple[str, ...], bool]:
    """What stands against passing beside the total, and whether it is settled at all."""
    count, least = len(finished), criteria_set.panel.least
    if count < least:
        return (f"Mới có {count} phiếu đánh giá hoàn thành, cần ít nhất {least} phiếu.",), False
    clear = sum(not one.held_back for one in finished)
    if 0 < clear < count:
        return (_split_words(criteria_set, clear, count),), False
    if clear:
        return (), True
    return _shared_reasons(finished), True


def _split_words(criteria_set: CriteriaSet, clear: int, count: int) -> str:
    """With points, whether a sheet passes rests on its total too: only what holds some of the
    sheets back beside it is told."""
    if criteria_set.maximum is None:
        found = f"{clear} trong {count} phiếu đánh giá đạt"
    else:
        found = f"{count - clear} trong {count} phiếu đánh giá có mục bắt buộc chưa đạt"
    return f"{found}; hội nghị bình xét quyết định."


def _shared_reasons(finished: Sequence[Sheet]) -> tuple[str, ...]:
    """Each reason once, in the order of the paper, whatever the order of the sheets."""
    first: dict[str, int] = {}
    for sheet in finished:
        for place, reason in enumerate(sheet.held_back):
            first[reason] = min(place, first.get(reason, place))
    return tuple(sorted(first, key=lambda reason: (first[reason], reason)))
