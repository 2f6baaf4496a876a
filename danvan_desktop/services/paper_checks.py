"""What a paper's day must agree with: today, the paper it replaces, what its words rest on.

Raises at the field `date`; numbers are `number_series` and `domain/numbering`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from danvan_desktop.domain.awards import AwardStatus
from danvan_desktop.domain.dates import format_date
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import (
    Award,
    Body,
    Decision,
    IssuedPaper,
    Meeting,
    MeetingItem,
    Recognition,
    Registration,
    Visit,
)
from danvan_desktop.services import paper_memory, paper_parts
from danvan_desktop.services.paper_kinds import PaperKind
from danvan_desktop.services.paper_specs import Request, Scope, spec
from danvan_desktop.services.session import Session

_OLD, _MEETING, _VISIT = "văn bản được thay thế", "cuộc họp bình xét", "buổi thẩm định"
_BEFORE_THE_MEETING = frozenset({PaperKind.INVITATION, PaperKind.BALLOT})


def check_day(session: Session, request: Request, replaces: str, day: date) -> None:
    """Raise `FieldError` for a day in the future or before what the paper rests on, and for one on
    which its body was not there."""
    if day > session.today():
        raise FieldError("date", "Ngày ký không thể ở tương lai.")
    check_issuer(request.body, day)
    for earliest, words in _grounds(session, request, replaces):
        if day < earliest:
            raise FieldError("date", f"Ngày ký trước {words} ngày {format_date(earliest)}.")


def check_issuer(body: str, day: date) -> None:
    """Raise `FieldError` where the body that issues a paper was not there on its day."""
    row = Body.get_or_none(Body.uid == body)
    if row is None or paper_parts.is_in_being(row, day):
        return
    what = f"{row.name} chỉ có từ ngày {format_date(row.valid_from or day)}, sau ngày ký."
    if row.valid_to and day > row.valid_to:
        what = f"{row.name} chỉ có đến hết ngày {format_date(row.valid_to)}, trước ngày ký."
    todo = "Chọn tổ chức khác ban hành, hoặc sửa ngày của tổ chức này ở Thiết lập, Tổ chức."
    raise FieldError("date", what, todo=todo)


def _grounds(session: Session, request: Request, replaces: str) -> Iterator[tuple[date, str]]:
    """Days that the paper cannot be older than, with the words that name them."""
    if replaces:
        yield from _dated(IssuedPaper.select(IssuedPaper.date), IssuedPaper.uid == replaces, _OLD)
    scope = spec(request.kind).scope
    if scope is Scope.MEETING and request.kind not in _BEFORE_THE_MEETING:
        yield from _dated(Meeting.select(Meeting.on), Meeting.uid == request.about, _MEETING)
    if scope is Scope.VISIT:
        yield from _dated(Visit.select(Visit.on), Visit.uid == request.about, _VISIT)
    if scope is Scope.REGISTRATION and request.kind is not PaperKind.REGISTRATION_FORM:
        query = Registration.select(Registration.registered_on)
        yield from _dated(query, Registration.uid == request.about, "việc đăng ký")
    rests_on = _RESTS_ON.get(request.kind)
    if rests_on is not None:
        yield from rests_on(session, request)


def _dated(query: Any, wanted: Any, words: str) -> Iterator[tuple[date, str]]:
    """The latest day of the rows wanted, if any has one."""
    days = [day for (day,) in query.where(wanted).tuples() if day]
    if days:
        yield max(days), words


def _visits(_session: Session, request: Request) -> Iterator[tuple[date, str]]:
    """Every finished visit is in the report."""
    wanted = (Visit.programme_id == request.programme_id) & (Visit.year == request.year)
    yield from _dated(Visit.select(Visit.on), wanted & Visit.finished, _VISIT)


def _recognitions(_session: Session, request: Request) -> Iterator[tuple[date, str]]:
    """The decisions that recognised who is proposed for an award."""
    query = Award.select(Decision.date).join(Recognition).join(Decision)
    wanted = _awards(request) & (Award.status == AwardStatus.PROPOSED.value)
    yield from _dated(query, wanted, "quyết định công nhận")


def _award_decisions(session: Session, request: Request) -> Iterator[tuple[date, str]]:
    wanted = _awards(request) & (Award.status == AwardStatus.GIVEN.value)
    own = wanted & (Award.owner == session.office_uid)
    yield from _dated(Award.select(Award.decision_date), own, "quyết định khen thưởng")


def _awards(request: Request) -> Any:
    mine = (Award.programme_id == request.programme_id) & (Award.year == request.year)
    return mine & ~Award.deleted


def _award_proposal(_session: Session, request: Request) -> Iterator[tuple[date, str]]:
    day = paper_memory.first_signed(PaperKind.AWARD_PROPOSAL, request.programme_id, request.year)
    if day is not None:
        yield day, "tờ trình đề nghị khen thưởng"


def _meetings(session: Session, request: Request) -> Iterator[tuple[date, str]]:
    """The last closed meeting that had something of the proposal on its list."""
    from danvan_desktop.services import proposal_papers

    try:
        listed = [one.registration.uid for one in proposal_papers.proposed(session, request)]
    except UserError:
        return
    query = Meeting.select(Meeting.on).join(MeetingItem, on=(MeetingItem.meeting == Meeting.uid))
    yield from _dated(query, MeetingItem.registration.in_(listed) & Meeting.closed, _MEETING)


_RESTS_ON = {
    PaperKind.RECOGNITION_PROPOSAL: _meetings,
    PaperKind.VISIT_REPORT: _visits,
    PaperKind.AWARD_PROPOSAL: _recognitions,
    PaperKind.AWARD_DECISION: _award_proposal,
    PaperKind.AWARD_MONEY: _award_decisions,
    PaperKind.CEREMONY_PROGRAMME: _award_decisions,
}
"""What finds the days under a paper about a whole year."""
