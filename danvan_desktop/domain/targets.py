"""How far a programme's targets (chỉ tiêu) are reached, as far as records can tell.

A target whose measure is `manual` cannot be counted and has no figure. What a target is "per"
(each Party committee, each year) is the paper's words and shown beside the figure; the figure
itself is that of the records at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from danvan_desktop.domain.numbers import format_decimal, two_digits
from danvan_desktop.domain.programmes import Level, Measure, Target


@dataclass(frozen=True)
class Counted:
    """A registration as targets see it; withdrawn ones are left out by the caller."""

    unit: str
    sector: str
    level: str
    running: bool
    """Neither stopped nor withdrawn."""
    recognised: bool


@dataclass(frozen=True)
class TargetProgress:
    """A target with what is reached. `reached` is None where records cannot tell."""

    target: Target
    reached: Decimal | None

    @property
    def met(self) -> bool | None:
        """Whether the figure reaches the target; None where there is nothing to compare.

        A target for each of several bodies is not met by a figure of all of them together.
        """
        if self.reached is None or self.target.at_least is None or self._is_shared:
            return None
        return self.reached >= self.target.at_least

    @property
    def words(self) -> str:
        """ "03/05 mô hình", "40 % (chỉ tiêu 50 %)", or why there is no figure."""
        target = self.target
        if self.reached is None:
            manual = target.measure is Measure.MANUAL
            why = "nhập tay khi báo cáo" if manual else "chưa có số liệu"
            return f"{why} (chỉ tiêu {_figure(target)})"
        if target.unit == "%":
            return f"{format_decimal(self.reached)} % (chỉ tiêu {_figure(target)})"
        if target.at_least is None:
            return f"{_whole(self.reached)} {target.unit}".strip()
        least = _whole(target.at_least)
        if self._is_shared:
            each = target.per if target.per.startswith("mỗi ") else f"mỗi {target.per}"
            return f"{_whole(self.reached)} {target.unit} (ít nhất {least} {each})"
        return f"{_whole(self.reached)}/{least} {target.unit}".strip()

    @property
    def _is_shared(self) -> bool:
        """For each of several bodies ("mỗi chi bộ"); "năm" is for the office as a whole."""
        return self.target.unit != "%" and self.target.per not in ("", "năm")


def _figure(target: Target) -> str:
    if target.at_least is None:
        return "không nêu số"
    return f"{format_decimal(target.at_least)} {target.unit}".strip()


def _whole(number: Decimal) -> str:
    return two_digits(int(number)) if number == int(number) else format_decimal(number)


def progress(
    target: Target, items: Sequence[Counted], levels: Sequence[Level], units: Sequence[str]
) -> TargetProgress:
    """What the registrations reach of a target.

    `units` are the places whose share is asked for: those at the bottom of the office's tree.
    """
    ranks = {level.code: level.rank for level in levels}
    least = ranks.get(target.level, min(ranks.values(), default=0))
    reaching = [item for item in items if ranks.get(item.level, least) >= least]
    measure = _MEASURES.get(target.measure)
    return TargetProgress(target, measure(target, reaching, units) if measure else None)


def _registered(_target: Target, items: Sequence[Counted], _units: Sequence[str]) -> Decimal:
    return Decimal(len(items))


def _built(_target: Target, items: Sequence[Counted], _units: Sequence[str]) -> Decimal:
    return Decimal(sum(item.running for item in items))


def _recognised(_target: Target, items: Sequence[Counted], _units: Sequence[str]) -> Decimal:
    return Decimal(sum(item.recognised for item in items))


def _share(target: Target, items: Sequence[Counted], units: Sequence[str]) -> Decimal | None:
    return _percent(int(_recognised(target, items, units)), len(items))


def _units_with(_target: Target, items: Sequence[Counted], units: Sequence[str]) -> Decimal | None:
    having = {item.unit for item in items}
    return _percent(sum(unit in having for unit in units), len(units))


def _with_sectors(target: Target, items: Sequence[Counted], units: Sequence[str]) -> Decimal | None:
    having = {(item.unit, item.sector) for item in items}
    complete = sum(all((unit, sector) in having for sector in target.sectors) for unit in units)
    return _percent(complete, len(units))


def _percent(part: int, whole: int) -> Decimal | None:
    """Percentage to one place, None of nothing."""
    if not whole:
        return None
    share = Decimal(part) * 100 / Decimal(whole)
    return share.quantize(Decimal("0.1"), ROUND_HALF_UP)


_MEASURES: dict[Measure, Callable[[Target, Sequence[Counted], Sequence[str]], Decimal | None]] = {
    Measure.REGISTERED: _registered,
    Measure.BUILT: _built,
    Measure.RECOGNISED: _recognised,
    Measure.RECOGNISED_SHARE: _share,
    Measure.UNITS_WITH: _units_with,
    Measure.UNITS_WITH_SECTORS: _with_sectors,
}
