"""What a paper's day must agree with: today, the paper it replaces, what its words rest on.

Raises at the field `date`; numbers are `number_series` and `domain/numbering`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from danvan_desktop.domain.dates import format_date
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Decision, IssuedPaper, Meeting, MeetingItem
from danvan_desktop.services.paper_specs import Request, Scope, spec
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.services.session import Session

_BEFORE_THE_MEETING = frozenset({PaperKind.INVITATION, PaperKind.BALLOT})


def check_day(session: Session, request: Request, replaces: str, day: date) -> None:
    """Raise `FieldError` for a day in the future or before what the paper rests on."""
    if day > session.today():
        raise FieldError("date", "Ngày ký không thể ở tương lai.")
    for earliest, words in _grounds(session, request, replaces):
        if day < earliest:
            raise FieldError("date", f"Ngày ký trước {words} ngày {format_date(earliest)}.")


def _grounds(session: Session, request: Request, replaces: str) -> Iterator[tuple[date, str]]:
    """Days that the paper cannot be older than, with the words that name them."""
    scope = spec(request.kind).scope
    if replaces:
        old = IssuedPaper.get_or_none(IssuedPaper.uid == replaces)
        if old is not None and old.date:
            yield old.date, "văn bản được thay thế"
    if scope is Scope.MEETING and request.kind not in _BEFORE_THE_MEETING:
        row = Meeting.get_or_none(Meeting.uid == request.about)
        if row is not None and row.on:
            yield row.on, "cuộc họp bình xét"
    if scope is Scope.DECISION:
        decision = Decision.get_or_none(Decision.uid == request.about)
        if decision is not None and decision.date:
            yield decision.date, "quyết định công nhận"
    if request.kind is PaperKind.RECOGNITION_PROPOSAL:
        yield from _meetings(session, request)


def _meetings(session: Session, request: Request) -> Iterator[tuple[date, str]]:
    """The last closed meeting that had something of the proposal on its list."""
    from danvan_desktop.services import proposal_papers

    try:
        listed = [one.registration.uid for one in proposal_papers.proposed(session, request)]
    except UserError:
        return
    query = (
        Meeting.select(Meeting.on)
        .join(MeetingItem, on=(MeetingItem.meeting == Meeting.uid))
        .where(MeetingItem.registration.in_(listed), Meeting.closed, Meeting.on.is_null(False))
    )
    days = [row.on for row in query if row.on]
    if days:
        yield max(days), "cuộc họp bình xét"
