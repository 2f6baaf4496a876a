"""What the first page says of one programme and year: what waits, what is missing, what is reached.

Reads only. Due dates are `services.calendar`, quiet work `services.progress`; here they are put
beside what the programme demands and what its targets ask for.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from danvan_desktop.domain import targets
from danvan_desktop.domain.deadlines import DeadlineStatus
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.registrations import missing
from danvan_desktop.domain.targets import Counted, TargetProgress
from danvan_desktop.domain.workflow import State
from danvan_desktop.models import Registration
from danvan_desktop.services import calendar, progress, sample, target_settings
from danvan_desktop.services.adoption import programme
from danvan_desktop.services.calendar import AgendaItem
from danvan_desktop.services.exchange import SentRow, sent
from danvan_desktop.services.progress import FollowedRow
from danvan_desktop.services.receiving import ReceivedRow, received
from danvan_desktop.services.registrations import demanded_of
from danvan_desktop.services.session import Session
from danvan_desktop.services.units import units

_CLOSED = frozenset(
    {State.WITHDRAWN, State.STOPPED, State.RECOGNISED, State.REVOKED, State.NOT_RECOGNISED}
)


@dataclass(frozen=True)
class MissingRow:
    """A registration of ours that lacks what the programme demands before a proposal."""

    uid: str
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Overview:
    """Everything on the first page. `states` are in the order of the work, without zeros."""

    due: tuple[AgendaItem, ...]
    next_due: AgendaItem | None
    states: tuple[tuple[State, int], ...]
    missing: tuple[MissingRow, ...]
    quiet: tuple[FollowedRow, ...]
    targets: tuple[TargetProgress, ...]
    sent: SentRow | None
    received: ReceivedRow | None
    sample_rows: int

    @property
    def total(self) -> int:
        return sum(count for _, count in self.states)


def overview(session: Session, programme_id: str, year: int) -> Overview:
    """The first page of a programme and year. Raises `UserError` for one not adopted."""
    plan = programme(session, programme_id)
    followed = progress.followed(session, programme_id, year)
    due = calendar.due_now(session)
    went = [row for row in sent(session) if (row.programme_id, row.year) == (programme_id, year)]
    came = [row for row in received(session) if (row.programme_id, row.year) == (plan.id, year)]
    return Overview(
        due=due,
        next_due=None if due else _next_due(session),
        states=_states(followed),
        missing=_missing(session, plan, year, followed),
        quiet=tuple(row for row in followed if row.is_quiet),
        targets=_targets(session, plan, followed),
        sent=went[0] if went else None,
        received=came[0] if came else None,
        sample_rows=len(sample.present(session, programme_id)),
    )


def _next_due(session: Session) -> AgendaItem | None:
    """The next dated deadline that is not done, within a year from today."""
    today = session.today()
    items = calendar.agenda(session, None, today, today + timedelta(days=365))
    waiting = (DeadlineStatus.UPCOMING, DeadlineStatus.DUE_SOON)
    ahead = (item for item in items if item.due is not None and item.status in waiting)
    return min(ahead, key=lambda item: item.due or date.max, default=None)


def _states(followed: tuple[FollowedRow, ...]) -> tuple[tuple[State, int], ...]:
    counted = Counter(row.registration.outcome for row in followed)
    return tuple((state, counted[state]) for state in State if counted[state])


def _missing(
    session: Session, plan: Programme, year: int, followed: tuple[FollowedRow, ...]
) -> tuple[MissingRow, ...]:
    open_ones = {row.registration.uid for row in followed if row.registration.state not in _CLOSED}
    query = Registration.select().where(
        (Registration.programme_id == plan.id)
        & (Registration.year == year)
        & ~Registration.deleted
        & (Registration.owner == session.office_uid)
    )
    found = []
    for row in query.order_by(Registration.sort_key, Registration.uid):
        reasons = tuple(problem.what for problem in missing(demanded_of(row), plan))
        if reasons and row.uid in open_ones:
            found.append(MissingRow(row.uid, row.name, reasons))
    return tuple(found)


def _targets(
    session: Session, plan: Programme, followed: tuple[FollowedRow, ...]
) -> tuple[TargetProgress, ...]:
    if not plan.targets:
        return ()
    items = [
        Counted(
            row.registration.unit,
            row.registration.sector,
            row.registration.level,
            row.registration.state not in (State.STOPPED, State.WITHDRAWN),
            row.registration.recognised,
        )
        for row in followed
    ]
    places = units(session, on=session.today())
    above = {row.parent for row in places}
    bottom = [row.uid for row in places if row.uid not in above]
    own = target_settings.targets(session, plan)
    return tuple(targets.progress(item, items, plan.levels, bottom) for item in own)
