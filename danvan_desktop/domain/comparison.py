"""Registrations side by side: their places, and where a quota would end among them.

Owns nothing but the order of what may be compared: one group is one title judged by one criteria
set. It decides nothing. Totals are `panel`, equal places `standings`, seats `quotas`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from danvan_desktop.domain.criteria import Grade
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
    """A registration with a total; `free` when nothing holds it back, so that it takes a seat of a
    quota."""

    entry: Entry
    free: bool = True

    @property
    def uid(self) -> str:
        return self.entry.uid


@dataclass(frozen=True, slots=True)
class Placed:
    """A place; `equals` have the same one, itself included."""

    place: int
    equals: int

    @property
    def words(self) -> str:
        """ "3", and "3-4" where two have it."""
        return str(self.place) if self.equals == 1 else f"{self.place}-{self.last}"

    @property
    def last(self) -> int:
        """The last of the places that equals take together."""
        return self.place + self.equals - 1


@dataclass(frozen=True, slots=True)
class GradeCounts:
    """How many criteria of a sheet are met, partly met and not met."""

    met: int = 0
    partly: int = 0
    not_met: int = 0

    @property
    def all(self) -> int:
        return self.met + self.partly + self.not_met

    @property
    def words(self) -> str:
        """ "6/7": so many met of so many."""
        return f"{self.met}/{self.all}"

    @property
    def in_full(self) -> str:
        """Each grade that was given, with its number."""
        given = ((self.met, Grade.MET), (self.partly, Grade.PARTLY), (self.not_met, Grade.NOT_MET))
        return ", ".join(f"{count} {grade.label.lower()}" for count, grade in given if count)


def grade_counts(marks: str) -> GradeCounts:
    """The grades in the stored marks of a sheet (`sheets.marks_text`)."""
    given = [entry.get("mark") for entry in json.loads(marks or "{}").values()]
    return GradeCounts(*(given.count(grade.value) for grade in Grade))


def placed(entrants: Iterable[Entrant]) -> dict[str, Placed]:
    """Places inside one group, whatever the order given. What is held back has one as well."""
    found = standings([one.entry for one in entrants])
    return {one.uid: Placed(one.place, one.equals) for one in found}


def sides(entrants: Iterable[Entrant], seats: int) -> dict[str, Side]:
    """On which side of a quota's edge each stands; what is held back leaves its seat to the next
    and has no side."""
    edge = cut([one.entry for one in entrants if one.free], seats)
    return {
        **dict.fromkeys(edge.inside, Side.INSIDE),
        **dict.fromkeys(edge.tied, Side.TIED),
        **dict.fromkeys(edge.outside, Side.OUTSIDE),
    }
