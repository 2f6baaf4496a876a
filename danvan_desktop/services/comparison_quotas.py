"""Where the quotas of the titles would end on the board: sides of the edge, shown and not decided.

Seats are counted by `title_standing`, as everywhere. A quota is held against one ranking: where it
covers registrations judged by several criteria sets that is said, and no edge is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from danvan_desktop.domain.comparison import Side
from danvan_desktop.domain.comparison import sides as sides_of
from danvan_desktop.services import title_standing
from danvan_desktop.services.comparison_rows import ComparisonRow
from danvan_desktop.services.session import Session
from danvan_desktop.services.title_standing import QuotaSeats

_MIXED = "tính chung cho nhiều bộ tiêu chí, hội nghị xem xét"
_ORDER = (Side.INSIDE, Side.TIED, Side.OUTSIDE)
_MOST_WORDS = 3


@dataclass
class Edges:
    """The side of each registration, and what is said of each title's quotas."""

    sides: dict[str, Side] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    parted: set[str] = field(default_factory=set)
    """Titles whose quotas hold in each unit by itself: no one line parts their places."""


def edges(session: Session, programme_id: str, year: int, rows: Sequence[ComparisonRow]) -> Edges:
    """Every title's quotas held against its places; the strictest side counts."""
    items = [row.registration for row in rows]
    found, said = Edges(), dict[str, list[str]]()
    for quota in title_standing.quota_seats(session, programme_id, year, items):
        covered = [row for row in rows if quota.covers(row.registration)]
        said.setdefault(quota.title, []).append(_hold(found, quota, covered))
        if quota.unit:
            found.parted.add(quota.title)
    found.words = {title: _joined(words) for title, words in said.items()}
    return found


def _hold(found: Edges, quota: QuotaSeats, covered: Sequence[ComparisonRow]) -> str:
    if len({row.group.key for row in covered}) > 1:
        return f"{quota.words} ({_MIXED})"
    entrants = [entrant for row in covered if (entrant := row.entrant) is not None]
    for uid, side in sides_of(entrants, quota.seats).items():
        found.sides[uid] = max(side, found.sides.get(uid, side), key=_ORDER.index)
    return quota.words


def _joined(words: Sequence[str]) -> str:
    """The first quotas in words; one for each place would be a list of its own."""
    more = f"; và {len(words) - _MOST_WORDS} đơn vị khác" if len(words) > _MOST_WORDS else ""
    return f"Số lượng được công nhận: {'; '.join(words[:_MOST_WORDS])}{more}."
