"""Reading the journal: who changed what and when."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from danvan_desktop.models import JournalChange, JournalEntry
from danvan_desktop.services.journal_words import JournalWords, field_label
from danvan_desktop.services.session import Session

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class JournalRow:
    """One changed field, in an official's words; `field` is empty when a record was made."""

    number: int
    at: datetime
    operator: str
    use_case: str
    reason: str
    field: str
    old: str | None
    new: str | None


_BACKWARD = timedelta(hours=1)


def clock_warning(session: Session) -> str:
    """What to say when the computer's clock stands over an hour before the newest entry.

    Nothing rests on the clock (order is by number), but days written now would be wrong.
    """
    newest = JournalEntry.select().order_by(JournalEntry.number.desc()).first()
    if newest is None:
        return ""
    last = datetime.fromisoformat(newest.at)
    if session.clock.now() >= last - _BACKWARD:
        return ""
    log.warning("clock is behind the newest journal entry")
    return (
        f"Đồng hồ máy tính đang chậm: lần ghi gần nhất là {last.astimezone():%H:%M %d/%m/%Y}. "
        "Hãy chỉnh lại ngày giờ trước khi nhập tiếp."
    )


def history(session: Session, about: str) -> tuple[JournalRow, ...]:
    """Every journalled change of a record and what belongs to it, the newest first."""
    query = (
        JournalChange.select(JournalChange, JournalEntry)
        .join(JournalEntry, on=(JournalChange.entry == JournalEntry.uid))
        .where(JournalChange.about == about)
        .order_by(JournalEntry.number.desc(), JournalChange.uid)
    )
    words = JournalWords(session, about)
    return tuple(
        JournalRow(
            line.entry.number,
            datetime.fromisoformat(line.entry.at),
            line.entry.operator,
            line.entry.use_case,
            line.entry.reason,
            field_label(line.field),
            words.shown(line.table_name, line.field, line.old),
            words.shown(line.table_name, line.field, line.new),
        )
        for line in query
    )
