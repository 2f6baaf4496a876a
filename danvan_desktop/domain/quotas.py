"""Quotas: how many may be given a title, and who of the ranked is inside.

Owns the shape and the arithmetic, from counts and totals that the caller brings. It decides
nothing: equals at the edge are named, and the meeting chooses among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from danvan_desktop.domain.criteria import Rounding
from danvan_desktop.domain.marks import rounded
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.standings import Entry, standings
from danvan_desktop.domain.text import in_sentence
from danvan_desktop.domain.units import SubjectKind


class Base(StrEnum):
    """What a percentage is taken of."""

    REGISTERED = "registered"
    """The registrations for the title in the year."""
    RECOGNISED = "recognised"
    """What holds the titles that this one is given from (`from_titles`)."""
    UNITS = "units"
    """The units (thôn, tổ dân phố, sub-units) of the office that decides."""


class Scope(StrEnum):
    ALL = "all"
    UNIT = "unit"
    """The quota holds in each unit by itself."""


@dataclass(frozen=True)
class Quota:
    """At most so many, or so many per cent of something, may be given a title."""

    number: int | None = None
    percent: Decimal | None = None
    of: Base | None = None
    rounding: Rounding | None = None
    """How a share that is not whole is rounded."""
    at_least: int | None = None
    """Never fewer than so many, however small the share."""
    at_most: int | None = None
    scope: Scope = Scope.ALL
    subject_kinds: tuple[SubjectKind, ...] = ()
    """Whose quota it is; empty: of all kinds together."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """Uids in the order of their totals. `tied` are equals of whom some are inside and some not:
    a second round chooses `open_seats` of them."""

    inside: tuple[str, ...]
    tied: tuple[str, ...]
    outside: tuple[str, ...]
    open_seats: int = 0


def seats(quota: Quota, count: int) -> int:
    """How many may be given the title, of `count` of what the quota is taken of.

    20 % of 13 is 2.6: two when rounded down, three half up or up.
    """
    found = quota.number or 0
    if quota.percent is not None:
        share = count * quota.percent / 100
        found = int(rounded(share, 0, quota.rounding or Rounding.DOWN))
    if quota.at_least is not None:
        found = max(found, quota.at_least)
    return found if quota.at_most is None else min(found, quota.at_most)


_ROUNDED = {
    Rounding.DOWN: "làm tròn xuống",
    Rounding.UP: "làm tròn lên",
    Rounding.HALF_UP: "làm tròn, từ một nửa trở lên thì tăng một",
    Rounding.HALF_EVEN: "làm tròn, đúng một nửa thì lấy số chẵn",
}
_BASES = {
    Base.REGISTERED: "đăng ký",
    Base.RECOGNISED: "đã được công nhận",
    Base.UNITS: "đơn vị",
}


def words(quota: Quota, count: int) -> str:
    """The quota with its arithmetic: "tối đa 20% của 13 đăng ký = 2, làm tròn xuống"."""
    kinds = ", ".join(in_sentence(kind.label) for kind in quota.subject_kinds)
    whose = f" ({kinds})" if kinds else ""
    if quota.percent is None or quota.of is None:
        return f"tối đa {seats(quota, count)}{whose}"
    share = count * quota.percent / 100
    text = f"tối đa {format_decimal(quota.percent)}% của {count} {_BASES[quota.of]}"
    found = seats(quota, count)
    text += f"{whose} = {found}"
    if share != share.to_integral_value():
        text += f", {_ROUNDED[quota.rounding or Rounding.DOWN]} từ {format_decimal(share)}"
    if quota.at_least is not None and found == quota.at_least and share < found:
        text += f", ít nhất {quota.at_least}"
    if quota.at_most is not None and found == quota.at_most and share > found:
        text += f", nhiều nhất {quota.at_most}"
    return text


def cut(entries: Sequence[Entry], places: int) -> Cut:
    """The best `places` of those ranked; a tie across the edge stays open."""
    ranked = standings(entries)
    inside = [one for one in ranked if one.place + one.equals - 1 <= places]
    tied = [one for one in ranked if one.place <= places < one.place + one.equals - 1]
    outside = [one for one in ranked if one.place > places]
    return Cut(
        tuple(one.uid for one in inside),
        tuple(one.uid for one in tied),
        tuple(one.uid for one in outside),
        places - len(inside) if tied else 0,
    )
