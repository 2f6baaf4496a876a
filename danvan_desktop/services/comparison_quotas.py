"""Where the quotas of the titles would end on the board: seats counted, sides of the edge shown.

A quota is held against one ranking. Where it covers registrations judged by several criteria
sets, or its number cannot be counted from the board, that is said and no edge is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from danvan_desktop.domain.comparison import Side
from danvan_desktop.domain.comparison import sides as sides_of
from danvan_desktop.domain.numbers import two_digits
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.quotas import Base, Quota, Scope, seats
from danvan_desktop.services.comparison_rows import ComparisonRow

_MIXED = "Số lượng tính chung cho nhiều bộ tiêu chí: hội nghị xem xét."
_UNCOUNTED = "Số lượng tính theo số đã công nhận hoặc số đơn vị: xem ở phần công nhận."
_ORDER = (Side.INSIDE, Side.TIED, Side.OUTSIDE)


@dataclass
class Edges:
    """The side of each registration, and what is said of each title's quotas."""

    sides: dict[str, Side] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


def edges(plan: Programme, rows: Iterable[ComparisonRow]) -> Edges:
    """Every title's quotas held against its places; the strictest side counts."""
    by_title: dict[str, list[ComparisonRow]] = {}
    for row in rows:
        by_title.setdefault(row.registration.title, []).append(row)
    found = Edges()
    for title in plan.titles:
        said = [_hold(found, quota, by_title.get(title.code, [])) for quota in title.quotas]
        if said:
            found.words[title.code] = " ".join(dict.fromkeys(said))
    return found


def _hold(found: Edges, quota: Quota, rows: Sequence[ComparisonRow]) -> str:
    covered = [
        row
        for row in rows
        if not quota.subject_kinds or row.registration.subject_kind in quota.subject_kinds
    ]
    if quota.number is None and quota.of is not Base.REGISTERED:
        return _UNCOUNTED
    if len({row.group.key for row in covered}) > 1:
        return _MIXED
    buckets: dict[str, list[ComparisonRow]] = {}
    for row in covered:
        buckets.setdefault(row.registration.unit if quota.scope is Scope.UNIT else "", []).append(
            row
        )
    for bucket in buckets.values():
        entrants = [entrant for row in bucket if (entrant := row.entrant) is not None]
        for uid, side in sides_of(entrants, seats(quota, len(bucket))).items():
            found.sides[uid] = max(side, found.sides.get(uid, side), key=_ORDER.index)
    return _words(quota, len(covered))


def _words(quota: Quota, count: int) -> str:
    if quota.scope is Scope.UNIT and quota.percent is not None:
        return "Số lượng tối đa tính riêng ở mỗi đơn vị."
    most = two_digits(seats(quota, count))
    where = " ở mỗi đơn vị" if quota.scope is Scope.UNIT else ""
    return f"Số lượng tối đa: {most}{where}."
