"""What a programme says of its review council: who sits on it, how it votes, the public notice.

Owns the shape and how the keys of a programme file become it. Where a paper says nothing the
defaults are the simple mode: five members, one show of hands for the whole list, the majority of
those present. What the office sets for itself stands with its councils.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from danvan_desktop.domain.vote_rules import VoteRules, from_values
from danvan_desktop.domain.voting import Role

MEMBERS = 5


class Comparison(StrEnum):
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"


@dataclass(frozen=True)
class SeatRule:
    """One seat of the council: its role and the position of who takes it, as the paper says."""

    role: Role
    position: str = ""


@dataclass(frozen=True)
class ReviewRules:
    """The programme's defaults for a council, its votes and the notice after it."""

    members: int = MEMBERS
    seats: tuple[SeatRule, ...] = ()
    votes: VoteRules = field(default_factory=VoteRules)
    notice_days: int | None = None
    notice_working_days: bool = False
    source: str = ""
    set_by_office: bool = False

    @property
    def all_seats(self) -> tuple[SeatRule, ...]:
        """As many seats as there are members: those named, a chair and a secretary, the rest."""
        missing = [
            SeatRule(role)
            for role in (Role.CHAIR, Role.SECRETARY)
            if role not in {seat.role for seat in self.seats}
        ]
        chair = [seat for seat in missing if seat.role is Role.CHAIR]
        other = [seat for seat in missing if seat.role is Role.SECRETARY]
        named = [*chair, *self.seats]
        plain = max(self.members - len(named) - len(other), 0)
        return (*named, *[SeatRule(Role.MEMBER)] * plain, *other)[: max(self.members, len(named))]


def review_rules(**values: Any) -> ReviewRules:
    """The rules from the sound keys of a `[review]` table."""
    own = {"members", "seats", "notice_days", "notice_working_days", "source", "set_by_office"}
    kept = {key: value for key, value in values.items() if key in own}
    votes = {key: value for key, value in values.items() if key not in own}
    for key, target in (("comparison", "strict"), ("quorum_comparison", "quorum_strict")):
        if key in votes:
            votes[target] = votes.pop(key) is Comparison.MORE_THAN
    return ReviewRules(votes=from_values(votes), **kept)
