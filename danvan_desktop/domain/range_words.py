"""Ranges in the words of a paper: "từ 90% trở lên", "trên 60 đến 80", "dưới 5 ngày".

Owns the reading of one range and the laying of several end to end as bands. Which points belong
to them, and whether they cover everything, is for others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from danvan_desktop.domain.criteria import Band, End
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.point_words import NUMBER, folded, number

COUNTED = ("ngay", "lan", "vu", "buoi", "tin", "bai", "mo hinh", "cuoc", "nguoi", "ho", "don")
"""Units that only come in whole ones: after 5 days come 6."""


@dataclass(frozen=True)
class Range:
    """From `low` to `high`, each in it or not; None is without end."""

    low: Decimal | None
    high: Decimal | None
    with_low: bool = True
    with_high: bool = False
    unit: str = ""


@dataclass(frozen=True)
class Laid:
    """Bands end to end, which end belongs to them, and what had to be settled for it."""

    bands: tuple[Band, ...]
    closed: End
    settled: tuple[str, ...] = ()


def read_range(text: str) -> Range | None:
    """The range that a few words name, None when they name none or say more."""
    if len(text) > _LONGEST:
        return None
    plain = folded(text).translate(_DASHES)
    plain = _BEFORE.sub("", plain).strip(" .,:;()-=")
    for pattern, ends in _PATTERNS:
        match = pattern.fullmatch(plain)
        if match:
            return _range(match, ends, text)
    match = _NONE.fullmatch(plain)
    if match and match["unit"] in COUNTED:
        return Range(Decimal(0), Decimal(0), with_high=True)
    return None


def laid(ranges: Sequence[tuple[Range, Decimal]]) -> Laid:
    """Ranges with their points as bands, lowest first.

    A range that ends right before the next begins (80-89, then 90) reaches up to it.
    """
    unit = next((one.unit for one, _ in ranges if one.unit), "%")
    counted = folded(unit).startswith(COUNTED) and not _joined(ranges)
    found = [(_whole(one) if counted else one, points) for one, points in ranges]
    found.sort(key=lambda pair: (pair[0].low is not None, pair[0].low or 0))
    closed, settled = _closed(found, counted=counted)
    notes = list(settled)
    if not counted:
        found = _one_sided(found, closed, notes)
    bands = []
    for index, (one, points) in enumerate(found):
        above = found[index + 1][0] if index + 1 < len(found) else None
        high = _high(one, above, unit, notes)
        bands.append(Band(one.low or Decimal(0), high, points))
    return Laid(tuple(bands), closed, tuple(notes))


def _joined(ranges: Sequence[tuple[Range, Decimal]]) -> bool:
    """Whether each range begins with the very figure that the one below ends with."""
    found = sorted((one for one, _ in ranges), key=lambda one: (one.low is not None, one.low or 0))
    return all(
        below.high == above.low and below.with_high is not above.with_low
        for below, above in pairwise(found)
    )


def _closed(found: list[tuple[Range, Decimal]], *, counted: bool) -> tuple[End, list[str]]:
    lows = highs = 0
    doubled = []
    for (below, _), (above, _) in pairwise(found):
        if below.high is None or below.high != above.low:
            lows += above.with_low
            highs += not above.with_low
            continue
        if below.with_high and above.with_low:
            doubled.append(format_decimal(below.high))
        lows += above.with_low and not below.with_high
        highs += below.with_high and not above.with_low
    closed = End.HIGH if highs > lows and not counted else End.LOW
    return closed, [f"số {shown} nằm ở cả hai mức, tính vào mức trên" for shown in doubled]


def _one_sided(
    found: list[tuple[Range, Decimal]], closed: End, notes: list[str]
) -> list[tuple[Range, Decimal]]:
    """Bands all own the same end: where the paper gives one figure to the other side, the joint
    goes to the next hundredth."""
    shifted = [*found]
    for index, ((below, _), (above, _)) in enumerate(pairwise(found)):
        joint = below.high
        if joint is None or joint != above.low or below.with_high is above.with_low:
            continue
        if below.with_high is (closed is End.HIGH):
            continue
        moved = joint + (_HUNDREDTH if closed is End.LOW else -_HUNDREDTH)
        shifted[index] = (replace(shifted[index][0], high=moved), shifted[index][1])
        shifted[index + 1] = (replace(shifted[index + 1][0], low=moved), shifted[index + 1][1])
        said, made = format_decimal(joint), format_decimal(moved)
        notes.append(f"mốc {said} thuộc mức {'dưới' if below.with_high else 'trên'}, ghi là {made}")
    return shifted


def _high(one: Range, above: Range | None, unit: str, notes: list[str]) -> Decimal | None:
    if above is None or above.low is None:
        open_end = one.high is None or one.high == one.low
        full = unit == "%" and one.high is not None and one.high >= 100
        return None if open_end or full else one.high
    if one.high is None or one.high == one.low:
        return above.low
    gap = above.low - one.high
    if 0 < gap <= 1 and one.with_high:
        shown, next_one = format_decimal(one.high), format_decimal(above.low)
        notes.append(f"mức đến {shown} rồi từ {next_one}: hiểu là đến dưới {next_one}")
        return above.low
    return one.high


def _whole(one: Range) -> Range:
    """Of whole things: more than 10 are 11 and more, up to 5 are fewer than 6."""
    low = one.low
    if low is not None and not one.with_low:
        one = replace(one, low=low + 1, with_low=True)
    if one.high is not None and one.with_high and one.high != one.low:
        one = replace(one, high=one.high + 1, with_high=False)
    return one


def _range(match: re.Match[str], ends: str, text: str) -> Range:
    groups = match.groupdict()
    low = number(groups["low"]) if groups.get("low") else None
    high = number(groups["high"]) if groups.get("high") else None
    unit = groups.get("unit_b") or groups.get("unit_a") or ""
    start = folded(text).find(unit) if unit else -1
    shown = text[start : start + len(unit)].strip() if start >= 0 else ""
    with_high = "]" in ends and not groups.get("below")
    if "=" in ends:
        return Range(low, low, with_high=True, unit=shown)
    return Range(low, high, "(" not in ends, with_high, shown)


_LONGEST = 200
_HUNDREDTH = Decimal("0.01")
_DASHES = str.maketrans("–—−", "---")
_BEFORE = re.compile(
    r"^(?:[-+*]\s*)?(?:(?:neu|dat|ty le|dat ty le|co ty le|muc|khi|co|cham|ket qua|hoan thanh"
    r"|tong diem|so diem|dat so diem)\s+)*"
)
_OF_WHAT = r"(?:(?<=%)(?:\s+(?!(?:den|tro|toi|duoi|va)\b)[a-z]+){{1,6}}?)?"
"""Of what the percentage is: "90% số hộ trở lên"."""
_NONE = re.compile(r"khong (?:co |de xay ra |xay ra )?(?P<unit>[a-z]+(?: [a-z]+)??)(?: nao)?")
"""None of what is counted: "không có vụ nào"."""
_UNIT = r"(?:\s*(?P<unit_{0}>%|[a-z]+(?: [a-z]+)?)" + _OF_WHAT + ")?"
_A = rf"(?P<low>{NUMBER})" + _UNIT.format("a")
_B = rf"(?P<high>{NUMBER})" + _UNIT.format("b")
_PATTERNS = tuple(
    (re.compile(pattern.replace(" ", r"\s*")), ends)
    for pattern, ends in (
        (rf"(?:tu )?{_A} (?:den|-|toi) (?P<below>duoi )?{_B}", "[]"),
        (rf"(?:tren|qua|hon|>) {_A} (?:den|-|toi|va) (?P<below>duoi )?{_B}", "(]"),
        (rf"(?:tu |>=|≥)? ?{_A} (?:tro len|tro di)", "["),
        (rf"(?:>=|≥|tu) {_A}", "["),
        (rf"(?:tren|qua|hon|vuot|>) {_A}(?: tro len)?", "("),
        (rf"(?:duoi|it hon|chua dat|thap hon|<) {_B}", "[)"),
        (rf"(?:tu )?{_B} tro xuong", "[]"),
        (rf"(?:den|khong qua|<=|≤) {_B}", "[]"),
        (_A, "="),
    )
)
