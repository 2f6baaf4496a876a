"""Places of a board: 1, 2, 2, 4, with equals visible.

Owns the order alone. Totals come from `panel`, quotas are `quotas`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Entry:
    """A registration with its total. `bonus` orders equals where it is not in the total."""

    uid: str
    total: Decimal
    bonus: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Standing:
    """A place; `equals` have the same one, itself included."""

    uid: str
    place: int
    equals: int


def standings(entries: Sequence[Entry]) -> tuple[Standing, ...]:
    """Places from the highest total down; equals share a place and the next ones are left out.

    Among equals the order is that of their uids, so that it never depends on the order given.
    """
    ordered = sorted(entries, key=lambda one: (-one.total, -one.bonus, one.uid))
    found: list[Standing] = []
    for _, group in groupby(ordered, key=lambda one: (one.total, one.bonus)):
        equals = list(group)
        place = len(found) + 1
        found.extend(Standing(one.uid, place, len(equals)) for one in equals)
    return tuple(found)
