"""Where the quotas of titles end among what a review meeting voted through.

What the votes carried is ranked by the exact share of those agreeing. Quotas and what decisions
and earlier meetings have filled of them come from elsewhere; nothing is decided here unless the
office asks for it (`hold_to_quotas`): equals at the edge go to a second round, what stands beyond
it is not recognised, each with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from danvan_desktop.domain.meeting_results import Result
from danvan_desktop.domain.quotas import Cut, cut
from danvan_desktop.domain.standings import Entry
from danvan_desktop.domain.workflow import State
from danvan_desktop.models import recognition_queries
from danvan_desktop.services import adoption, meeting_outcomes, title_standing
from danvan_desktop.services.meeting_rows import find_item, open_meeting
from danvan_desktop.services.meeting_view import ItemView, MeetingView, meeting
from danvan_desktop.services.registration_list import RegistrationRow, rows_of
from danvan_desktop.services.session import Changes, Session, Topic
from danvan_desktop.services.title_standing import QuotaStanding

_PASSED = (Result.RECOGNISED, Result.LOWER)


@dataclass(frozen=True)
class QuotaEdge:
    """One quota, in one unit where it holds by unit. `left` are the seats this meeting can fill;
    `cut` holds uids of its items."""

    title: str
    title_name: str
    words: str
    unit_name: str
    left: int
    cut: Cut

    @property
    def exceeded(self) -> bool:
        return bool(self.cut.tied or self.cut.outside)


def edges(session: Session, view: MeetingView) -> tuple[QuotaEdge, ...]:
    """Every quota of the titles voted through, those of other titles left out."""
    carried = [item for item in view.standing if item.row and item.tally and item.tally.carried]
    titles = {item.title for item in carried}
    plan = adoption.programme(session, view.row.programme_id)
    if not any(plan.title(code).quotas for code in titles):
        return ()
    standings = title_standing.of_year(session, view.row.programme_id, view.row.year)
    filled = _filled_before(session, view)
    return tuple(
        _edge(one.title, one.name, quota, carried, filled)
        for one in standings
        if one.title in titles
        for quota in one.quotas
    )


def beyond(found: Sequence[QuotaEdge]) -> frozenset[str]:
    """Uids of items that a quota does not hold for sure: beyond its edge, or equals on it."""
    return frozenset(uid for edge in found for uid in (*edge.cut.tied, *edge.cut.outside))


def hold_to_quotas(session: Session, uid: str) -> Changes:
    """Leave equals at the edge of a quota to a second round, and refuse what stands beyond it."""
    open_meeting(uid)
    view = meeting(session, uid)
    wanted: dict[str, tuple[Result, str]] = {}
    for edge in edges(session, view):
        for item in edge.cut.outside:
            wanted[item] = (Result.NOT_RECOGNISED, _outside_words(edge))
        for item in edge.cut.tied:
            wanted.setdefault(item, (Result.SECOND_ROUND, _tied_words(edge)))
    with session.write("Kết luận theo số lượng được công nhận", Topic.MEETINGS) as work:
        work.uid = uid
        for item, (result, reason) in wanted.items():
            row = find_item(item)
            work.update(
                row,
                about=row.registration_id,
                result=result.value,
                given_title="",
                given_level="",
                reason=reason,
            )
    return work.changes


def _outside_words(edge: QuotaEdge) -> str:
    return f"Xếp sau {edge.left:02d} suất còn được công nhận ({edge.words})."


def _tied_words(edge: QuotaEdge) -> str:
    seats, equals = edge.cut.open_seats, len(edge.cut.tied)
    return f"Bằng tỷ lệ phiếu: {equals:02d} mục cho {seats:02d} suất còn lại ({edge.words})."


def _edge(
    title: str,
    name: str,
    quota: QuotaStanding,
    carried: Sequence[ItemView],
    filled: Sequence[tuple[RegistrationRow, str]],
) -> QuotaEdge:
    before = sum(code == title and _covers(quota, row) for row, code in filled)
    left = max(quota.left - before, 0)
    items = [item for item in carried if item.title == title and _covers(quota, item.row)]
    return QuotaEdge(title, name, quota.words, quota.unit_name, left, cut(_entries(items), left))


def _covers(quota: QuotaStanding, row: RegistrationRow | None) -> bool:
    if row is None:
        return False
    kind_fits = not quota.kinds or row.subject_kind in quota.kinds
    return kind_fits and (not quota.unit or row.unit == quota.unit)


def _entries(items: Sequence[ItemView]) -> list[Entry]:
    """Ranks of the exact shares, since thirds have no decimal."""
    shares = {item.uid: item.tally.share for item in items if item.tally}
    rank = {share: Decimal(place) for place, share in enumerate(sorted(set(shares.values())))}
    return [Entry(uid, rank[share]) for uid, share in shares.items()]


def _filled_before(session: Session, view: MeetingView) -> list[tuple[RegistrationRow, str]]:
    """What other closed meetings proposed and no decision holds yet, with its title."""
    row = view.row
    drafted = recognition_queries.drafted(session.office_uid)
    found = {
        uid: one.title
        for uid, one in meeting_outcomes.of_year(session, row.programme_id, row.year).items()
        if one.result in _PASSED and one.meeting != row.uid and uid not in drafted
    }
    mine = {item.registration for item in view.items}
    waiting = rows_of(session, row.programme_id, [uid for uid in found if uid not in mine])
    return [
        (one, found[one.uid]) for one in waiting if one.state in (State.REVIEWED, State.PROPOSED)
    ]
