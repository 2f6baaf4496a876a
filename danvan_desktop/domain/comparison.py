"""Registrations side by side: their places, and where a quota would end among them.

Owns nothing but the order of what may be compared: one group is one title judged by one criteria
set. It decides nothing. Totals are `panel`, equal places `standings`, seats `quotas`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from danvan_desktop.domain.marks import ZERO
from danvan_desktop.domain.quotas import cut
from danvan_desktop.domain.standings import Entry, standings


class Side(StrEnum):
    """Where a registration stands towards the edge of a quota; shown, never decided."""

    INSIDE = "inside"
    TIED = "tied"
    OUTSIDE = "outside"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Side.INSIDE: "Trong số lượng",
    Side.TIED: "Bằng điểm ở ranh giới",
    Side.OUTSIDE: "Ngoài số lượng",
}


@dataclass(frozen=True, slots=True)
class Entrant:
    """A registration with a total. `bonus` orders equals where it is not in the total; `free`
    when nothing holds it back, so that it takes a seat of a quota."""

    uid: str
    total: Decimal
    bonus: Decimal = ZERO
    free: bool = True


@dataclass(frozen=True, slots=True)
class Placed:
    """A place; `equals` have the same one, itself included. `side` None without a quota, and for
    what is held back."""

    uid: str
    place: int
    equals: int
    side: Side | None = None

    @property
    def words(self) -> str:
        """ "3", and "3-4" where two have it."""
        return str(self.place) if self.equals == 1 else f"{self.place}-{self.last}"

    @property
    def last(self) -> int:
        """The last of the places that equals take together."""
        return self.place + self.equals - 1


def placed(entrants: Sequence[Entrant], seats: int | None = None) -> dict[str, Placed]:
    """Places inside one group, whatever the order given.

    What is held back has a place by its total and leaves its seat to the next.
    """
    entries = {one.uid: Entry(one.uid, one.total, one.bonus) for one in entrants}
    found = standings(list(entries.values()))
    if seats is None:
        return {one.uid: Placed(one.uid, one.place, one.equals) for one in found}
    edge = cut([entries[one.uid] for one in entrants if one.free], seats)
    sides = dict.fromkeys(edge.inside, Side.INSIDE)
    sides |= dict.fromkeys(edge.tied, Side.TIED)
    sides |= dict.fromkeys(edge.outside, Side.OUTSIDE)
    return {one.uid: Placed(one.uid, one.place, one.equals, sides.get(one.uid)) for one in found}
