"""The office's agenda: deadlines of its programmes, what is done, what is due now.

Rules and lateness are `domain/deadlines`; here they meet the office's own dates, what was marked
as done by hand and what was sent. A deadline for a list of registrations counts as done by itself
from the day on which a package of that programme and year was first sent; that is read from what
was sent, not written down a second time, and gives way to what a person notes by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from danvan_desktop.domain import deadlines
from danvan_desktop.domain.deadlines import (
    Boundary,
    DeadlineOverride,
    DeadlineRule,
    DeadlineStatus,
    Occurrence,
)
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.text import checked_line
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import DeadlineDone, SentPackage
from danvan_desktop.services import adoption
from danvan_desktop.services.session import Changes, Session, Topic

SENT_BY_PACKAGE = frozenset({"registration_list"})
"""Kinds of paper that a data package carries, so that sending one settles the deadline."""

_OVERRIDES = "deadlines"
_URGENT = (DeadlineStatus.OVERDUE, DeadlineStatus.DUE_SOON)


class DoneBy(StrEnum):
    HAND = "hand"
    PACKAGE = "package"


@dataclass(frozen=True)
class AgendaItem:
    """One deadline in one year as the calendar shows it. `key` names it for `mark_done`.

    `due` is the date of the wording, `last_on_time` the last day that is not late; both are None
    for what has no date. `dates` and `left` are the same in words.
    """

    programme_id: str
    programme_name: str
    key: str
    code: str
    title: str
    wording: str
    boundary: Boundary
    first: date | None
    due: date | None
    last_on_time: date | None
    dates: str
    left: str
    status: DeadlineStatus
    status_name: str
    sender: str
    receiver: str
    paper: str
    source: str
    set_by_office: bool
    not_in_paper: bool
    changed_by_office: bool
    done_on: date | None = None
    done_by: DoneBy | None = None
    note: str = ""


@dataclass(frozen=True)
class _Done:
    on: date
    by: DoneBy
    note: str = ""


def agenda(
    session: Session, programme_id: str | None, start: date, end: date
) -> tuple[AgendaItem, ...]:
    """Deadlines that touch the days `start` to `end`, by date; undated ones come last.

    One programme, or all that the office works with when `programme_id` is None. A span touches
    when any of its days does; an undated deadline when its year does.
    """
    found = [
        item
        for plan in _programmes(session, programme_id)
        for item in _items(session, plan, start.year - 1, end.year + 1)
        if _touches(item, start, end)
    ]
    return tuple(sorted(found, key=_order))


def due_now(session: Session) -> tuple[AgendaItem, ...]:
    """What the first page shows: late and not done this year, and what is due within a week."""
    today = session.today()
    end = today + timedelta(days=deadlines.SOON_DAYS)
    items = agenda(session, None, date(today.year, 1, 1), end)
    return tuple(item for item in items if item.status in _URGENT)


def mark_done(
    session: Session,
    programme_id: str,
    deadline: str,
    due: date | None,
    done_on: date,
    note: str = "",
) -> Changes:
    """Note that a deadline was met on `done_on`; again for the same one changes that note.

    `deadline` and `due` are the `key` and `due` of its `AgendaItem`. Raises `FieldError` for a
    day that has not come yet.
    """
    if done_on > session.today():
        raise FieldError("done_on", "Ngày hoàn thành không thể sau hôm nay.")
    values: dict[str, Any] = {
        "due": due,
        "year": (due or done_on).year,
        "done_on": done_on,
        "note": checked_line("note", "Ghi chú", note),
    }
    with session.write("Đánh dấu đã xong một mốc thời gian", Topic.CALENDAR) as work:
        row = _done_row(programme_id, deadline)
        if row is None:
            row = work.insert(DeadlineDone, programme_id=programme_id, deadline=deadline, **values)
        else:
            work.update(row, **values)
        work.uid = row.uid
    return work.changes


def unmark(session: Session, programme_id: str, deadline: str) -> Changes:
    """Take back what `mark_done` noted.

    Raises `UserError` when there is no such note, as for a deadline settled by a package.
    """
    row = _done_row(programme_id, deadline)
    if row is None:
        raise UserError(
            "Mốc này không được đánh dấu bằng tay nên không bỏ đánh dấu được.",
            safe="Dữ liệu không thay đổi.",
        )
    with session.write("Bỏ đánh dấu một mốc thời gian", Topic.CALENDAR) as work:
        work.remove(row)
    return work.changes


def set_date(
    session: Session,
    programme_id: str,
    deadline: str,
    due: date | None,
    boundary: Boundary | None = None,
) -> Changes:
    """The office's own date or rule for a deadline; None for both goes back to the paper.

    `deadline` is an item's `key`, for that one alone, or its `code`, for every year.
    """
    answers = dict(adoption.answer(session, programme_id, _OVERRIDES, {}))
    answers.pop(deadline, None)
    if due is not None or boundary is not None:
        answers[deadline] = {
            "due": due.isoformat() if due else "",
            "boundary": boundary.value if boundary else "",
        }
    return adoption.set_answer(session, programme_id, _OVERRIDES, answers or None)


def _programmes(session: Session, programme_id: str | None) -> list[Programme]:
    if programme_id is not None:
        return [adoption.programme(session, programme_id)]
    return [adoption.programme(session, row.programme_id) for row in adoption.adopted(session)]


def _items(session: Session, plan: Programme, first: int, last: int) -> Iterator[AgendaItem]:
    """Every occurrence of the programme in the years `first` to `last`, each once."""
    overrides = _overrides(session, plan.id)
    done = _done_by_hand(plan.id)
    sent = _sent(plan.id)
    seen: set[str] = set()
    start, end = date(plan.first_year, 1, 1), date(plan.last_year, 12, 31)
    for year in range(first, last + 1):
        for rule in plan.deadlines:
            for occurrence in deadlines.occurrences(rule, year, start, end, overrides):
                if occurrence.key in seen:
                    continue
                seen.add(occurrence.key)
                met = done.get(occurrence.key) or _by_package(rule, occurrence, year, sent)
                changed = bool({rule.code, occurrence.key} & overrides.keys())
                yield _item(session, plan, rule, occurrence, met, changed)


def _item(
    session: Session,
    plan: Programme,
    rule: DeadlineRule,
    occurrence: Occurrence,
    done: _Done | None,
    changed: bool,
) -> AgendaItem:
    today = session.today()
    status = deadlines.status(occurrence, today, done.on if done else None)
    return AgendaItem(
        programme_id=plan.id,
        programme_name=plan.name,
        key=occurrence.key,
        code=rule.code,
        title=rule.title,
        wording=occurrence.wording,
        boundary=occurrence.boundary,
        first=occurrence.first,
        due=occurrence.due,
        last_on_time=occurrence.last_on_time,
        dates=deadlines.dates_in_words(occurrence),
        left="" if done else deadlines.days_left_words(occurrence, today),
        status=status,
        status_name=deadlines.STATUS_NAMES[status],
        sender=rule.sender,
        receiver=rule.receiver,
        paper=rule.paper,
        source=rule.source,
        set_by_office=rule.set_by_office,
        not_in_paper=rule.not_in_paper,
        changed_by_office=changed,
        done_on=done.on if done else None,
        done_by=done.by if done else None,
        note=done.note if done else "",
    )


def _overrides(session: Session, programme_id: str) -> dict[str, DeadlineOverride]:
    answers = adoption.answer(session, programme_id, _OVERRIDES, {})
    return {
        key: DeadlineOverride(
            date.fromisoformat(value["due"]) if value["due"] else None,
            Boundary(value["boundary"]) if value["boundary"] else None,
        )
        for key, value in answers.items()
    }


def _done_row(programme_id: str, key: str) -> DeadlineDone | None:
    row: DeadlineDone | None = DeadlineDone.get_or_none(
        (DeadlineDone.programme_id == programme_id) & (DeadlineDone.deadline == key)
    )
    return row


def _done_by_hand(programme_id: str) -> dict[str, _Done]:
    rows = DeadlineDone.select().where(DeadlineDone.programme_id == programme_id)
    return {row.deadline: _Done(row.done_on, DoneBy.HAND, row.note) for row in rows}


def _sent(programme_id: str) -> dict[int, date]:
    """The day of the first package sent, by the year it was for."""
    rows = SentPackage.select().where(SentPackage.programme_id == programme_id)
    found: dict[int, date] = {}
    for row in rows.order_by(SentPackage.sequence):
        moment = datetime.fromisoformat(row.sent_at.replace("Z", "+00:00"))
        found.setdefault(row.year, moment.astimezone().date())
    return found


def _by_package(
    rule: DeadlineRule, occurrence: Occurrence, year: int, sent: Mapping[int, date]
) -> _Done | None:
    if rule.paper not in SENT_BY_PACKAGE:
        return None
    day = sent.get(occurrence.due.year if occurrence.due else year)
    return _Done(day, DoneBy.PACKAGE, "Đã gửi gói dữ liệu") if day else None


def _touches(item: AgendaItem, start: date, end: date) -> bool:
    if item.due is None:
        return "@" not in item.key or start.year <= int(item.key.split("@")[1][:4]) <= end.year
    first = min(item.first or item.due, item.last_on_time or item.due)
    return first <= end and start <= item.due


def _order(item: AgendaItem) -> tuple[bool, date, str, str]:
    return (item.due is None, item.last_on_time or item.due or date.max, item.title, item.key)
