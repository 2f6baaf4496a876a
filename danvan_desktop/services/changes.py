"""What a use case tells the windows, and where it takes the time from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum


class Topic(StrEnum):
    """What kind of thing changed; pages reload when one of theirs did."""

    OFFICE = "office"
    UNITS = "units"
    PROGRAMMES = "programmes"
    REGISTRATIONS = "registrations"
    PROGRESS = "progress"
    SHEETS = "sheets"
    PANEL = "panel"
    """Assessors, their declared interests and their files."""
    VISITS = "visits"
    MEETINGS = "meetings"
    """Councils and review meetings."""
    DECISIONS = "decisions"
    PAPERS = "papers"
    """Papers on their way to be issued."""
    CERTIFICATES = "certificates"
    AWARDS = "awards"
    CALENDAR = "calendar"
    EXCHANGE = "exchange"
    SETTINGS = "settings"


@dataclass(frozen=True)
class Changes:
    """What one use case changed. `uid` is the record it was about, empty when it was many."""

    topics: frozenset[Topic]
    uid: str = ""
    count: int = 1

    def concern(self, *topics: Topic) -> bool:
        return not self.topics.isdisjoint(topics)


@dataclass(frozen=True)
class Clock:
    """Where today and now come from; tests and the tour set them."""

    today: Callable[[], date] = date.today
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    @staticmethod
    def fixed(day: date) -> Clock:
        """A clock that stands at noon of `day`."""
        moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        return Clock(lambda: day, lambda: moment)
