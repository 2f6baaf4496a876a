"""What locks a record, how to get on, and which printed papers are no longer right.

A finished sheet carries the minutes of a closed meeting, and these carry a decision: while the
later one stands, the earlier one is not opened again. `holds` names what rests on a record and
`require_free` refuses in words that say what to open first. A meeting whose result was "to be
completed and seen again" holds nothing of that registration: it is meant to be changed.

Opening again is each record's own use case; it asks here first, then calls `supersede` for the
papers that left the office before. Only what was closed in this program locks: where results of
the meeting are noted by hand, everything stays as open as its state allows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.workflow import REVIEWS, StepKind
from danvan_desktop.errors import UserError
from danvan_desktop.models import (
    Decision,
    DeskPaper,
    IssuedPaper,
    Meeting,
    MeetingItem,
    Recognition,
    Revocation,
    ScoreSheet,
    Step,
    SupersededPaper,
)
from danvan_desktop.services import kept_words
from danvan_desktop.services.session import Session, Work

_SEEN_AGAIN = "again"
_PORTION = 500


class Locked(StrEnum):
    """What kind of record is asked about; the value begins its sentence."""

    SHEET = "Phiếu đánh giá này"
    REGISTRATION = "Đăng ký này"
    MEETING = "Cuộc họp này"


@dataclass(frozen=True)
class Hold:
    """Something that rests on the record. `words` names it inside a sentence, `first_step` is
    what opens it."""

    uid: str
    words: str
    first_step: str


@dataclass(frozen=True)
class Superseded:
    """Why and since when an issued paper is no longer right."""

    on: date
    reason: str


def holds(session: Session, kind: Locked, uid: str) -> tuple[Hold, ...]:
    """What rests on a sheet, a registration or a meeting: meetings first, then decisions.

    `uid` is the record's. Empty when it may be opened again.
    """
    if kind is Locked.MEETING:
        items = MeetingItem.select(MeetingItem.registration).where(MeetingItem.meeting == uid)
        decided = _decisions(session, [item.registration_id for item in items])
        return (*_second_rounds(uid), *decided)
    registration = uid
    if kind is Locked.SHEET:
        sheet = ScoreSheet.get_or_none(ScoreSheet.uid == uid)
        if sheet is None:
            return ()
        registration = sheet.registration_id
    return (*_meetings(session, registration), *_decisions(session, [registration]))


def words(kind: Locked, found: Sequence[Hold]) -> str:
    """What rests on the record, as one sentence; "" when nothing does."""
    if not found:
        return ""
    return f"{kind.value} làm căn cứ cho {' và '.join(hold.words for hold in found)}."


def require_free(session: Session, kind: Locked, uid: str) -> None:
    """Raise `UserError` that names what rests on the record and what to open first."""
    found = holds(session, kind, uid)
    if found:
        raise UserError(words(kind, found), safe="Dữ liệu không thay đổi.", todo=way_on(found))


def way_on(found: Sequence[Hold]) -> str:
    """What to open first and what after it, as one sentence; "" when nothing rests on it."""
    if not found:
        return ""
    steps = [hold.first_step for hold in reversed(found)]
    after = f", sau đó {', '.join(steps[1:])}" if len(steps) > 1 else ""
    return f"{steps[0][0].upper()}{steps[0][1:]} trước{after}."


def supersede(
    work: Work, abouts: Iterable[str], reason: str, registrations: Iterable[str] = ()
) -> int:
    """Mark the issued papers of these records as no longer right; how many were marked.

    Called inside the use case that opens a record again; papers of the year that list one of
    `registrations` are marked too. A paper that a later one replaced, or
    that was marked before, is left as it is. The stored file stays.
    """
    from danvan_desktop.services import older_lists  # it reads papers, they read locks

    named = tuple(registrations)
    listing = kept_words.papers_listing(named)
    listing += older_lists.papers_listing(work.session, named)
    every = dict.fromkeys([*abouts, *listing])
    papers = _standing([uid for uid in every if uid])
    for paper in papers:
        work.insert(
            SupersededPaper,
            about=paper.about,
            uid=paper.uid,
            on=work.session.today(),
            reason=reason,
        )
    return len(papers)


def superseded(uids: Sequence[str]) -> dict[str, Superseded]:
    """Marks by the paper's uid."""
    found: dict[str, Superseded] = {}
    for start in range(0, len(uids), _PORTION):
        rows = SupersededPaper.select().where(
            SupersededPaper.uid.in_(list(uids[start : start + _PORTION]))
        )
        found |= {row.uid: Superseded(row.on, row.reason) for row in rows}
    return found


def _standing(abouts: Sequence[str]) -> list[IssuedPaper]:
    """The papers of these records that nothing replaced and nobody marked.

    A paper of the desk is kept under its own uid; what it is about stands in `DeskPaper`.
    """
    rows: list[IssuedPaper] = []
    for start in range(0, len(abouts), _PORTION):
        some = abouts[start : start + _PORTION]
        rows += list(IssuedPaper.select().where(IssuedPaper.about.in_(some)))
        desk = DeskPaper.select(DeskPaper.issued).where(DeskPaper.about.in_(some))
        rows += list(IssuedPaper.select().where(IssuedPaper.uid.in_(desk)))
    rows = list({row.uid: row for row in rows}.values())
    uids = [row.uid for row in rows]
    replaced: set[str] = set()
    for start in range(0, len(uids), _PORTION):
        later = IssuedPaper.select(IssuedPaper.replaces).where(
            IssuedPaper.replaces.in_(uids[start : start + _PORTION])
        )
        replaced |= {row.replaces_id for row in later}
    marked = superseded(uids)
    return [row for row in rows if row.uid not in replaced and row.uid not in marked]


def _meetings(session: Session, registration: str) -> list[Hold]:
    """The last closed meeting that had it on its list, unless it is to be seen again.

    It may have been sent back after the meeting too, by what was said at the public notice.
    """
    query = (
        MeetingItem.select(MeetingItem, Meeting)
        .join(Meeting, on=(MeetingItem.meeting == Meeting.uid))
        .where(MeetingItem.registration == registration, Meeting.closed, MeetingItem.void == "")
        .order_by(Meeting.year.desc(), Meeting.number.desc())
    )
    last = query.first()
    if last is None or last.result == _SEEN_AGAIN or _sent_back(session, registration):
        return []
    return [_meeting_hold(last.meeting, "Biên bản họp")]


def _sent_back(session: Session, registration: str) -> bool:
    steps = Step.select().where(
        Step.registration == registration,
        Step.owner == session.office_uid,
        Step.kind.in_([kind.value for kind in REVIEWS]),
        ~Step.deleted,
    )
    last = steps.order_by(Step.number.desc()).first()
    return last is not None and last.kind == StepKind.REVIEW_INCOMPLETE


def _second_rounds(meeting: str) -> list[Hold]:
    query = Meeting.select().where(Meeting.follows == meeting, Meeting.closed)
    return [_meeting_hold(row, "Biên bản họp vòng hai") for row in query.order_by(Meeting.number)]


def _meeting_hold(row: Meeting, name: str) -> Hold:
    day = f" ngày {format_date(row.on)}" if row.on else ""
    return Hold(row.uid, f"{name}{day}", f"mở lại cuộc họp{day}")


def _decisions(session: Session, registrations: Sequence[str]) -> list[Hold]:
    """Own decisions, drafts too, that name any of these and were not revoked for it."""
    revoked = Revocation.select(Revocation.recognition).where(~Revocation.deleted)
    query = (
        Decision.select()
        .join(Recognition, on=(Recognition.decision == Decision.uid))
        .where(
            Decision.owner == session.office_uid,
            Decision.origin == "own",
            Recognition.registration.in_(list(registrations)),
            Recognition.uid.not_in(revoked),
            ~Decision.deleted,
            ~Recognition.deleted,
        )
        .distinct()
    )
    return [_decision_hold(session, row) for row in query.order_by(Decision.date, Decision.uid)]


def _decision_hold(session: Session, row: Decision) -> Hold:
    from danvan_desktop.services.paper_signs import (
        decision_words,  # it reads papers, they read locks
    )

    if row.status == "issued":
        name = decision_words(session, row)
        return Hold(row.uid, name, f"mở lại {name}")
    name = "dự thảo quyết định công nhận"
    return Hold(row.uid, name, f"đưa đăng ký ra khỏi {name}")
