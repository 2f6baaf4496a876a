"""What closed review meetings decided on registrations, for what comes after them.

Reading only: the last closed meeting whose vote on a registration counts. Decisions take title
and level from here, quotas what earlier meetings have filled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from danvan_desktop.domain.dates import long_date
from danvan_desktop.domain.meeting_results import Result
from danvan_desktop.models import Meeting, MeetingItem
from danvan_desktop.services.session import Session

_PORTION = 500


@dataclass(frozen=True)
class Outcome:
    """What the meeting concluded; `title` and `level` are empty unless it proposes to recognise."""

    registration: str
    meeting: str
    result: Result
    title: str
    level: str
    on: date | None = None


def outcomes(session: Session, registrations: Sequence[str]) -> dict[str, Outcome]:
    """The last outcome of each of these registrations that has one."""
    del session  # the tables are bound to the open folder
    found: dict[str, Outcome] = {}
    for start in range(0, len(registrations), _PORTION):
        some = list(registrations[start : start + _PORTION])
        for row in _rows(MeetingItem.registration.in_(some)):
            found[row.registration_id] = _outcome(row)
    return found


def of_year(session: Session, programme_id: str, year: int) -> dict[str, Outcome]:
    """The last outcome of every registration of a programme and year that has one."""
    del session
    rows = _rows((Meeting.programme_id == programme_id) & (Meeting.year == year))
    return {row.registration_id: _outcome(row) for row in rows}


def _rows(condition: object) -> list[MeetingItem]:
    """Items that count, the latest meeting last."""
    query = (
        MeetingItem.select(MeetingItem, Meeting)
        .join(Meeting, on=(MeetingItem.meeting == Meeting.uid))
        .where(condition, Meeting.closed, MeetingItem.void == "", MeetingItem.result != "")
        .order_by(Meeting.year, Meeting.number)
    )
    return list(query)


def _outcome(row: MeetingItem) -> Outcome:
    return Outcome(
        row.registration_id,
        row.meeting_id,
        Result(row.result),
        row.given_title,
        row.given_level,
        row.meeting.on,
    )


def minutes_words(session: Session, registrations: Sequence[str]) -> tuple[str, ...]:
    """The minutes a decision on these registrations rests on, as bases, the earliest first."""
    found = outcomes(session, registrations).values()
    days = sorted({one.on for one in found if one.on is not None and one.title})
    return tuple(f"Căn cứ Biên bản họp bình xét {long_date(day)}" for day in days)
