"""What windows and papers see of a review meeting: who sits, the items, what each vote comes to.

Reading only. Every number is computed by `domain/voting` from the counts as entered, so that
screen, ballots, minutes and steps cannot differ. An item whose registration was withdrawn,
returned or changed after it was put on the list says so in `void`, and its vote does not count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from danvan_desktop.domain import meeting_results, voting
from danvan_desktop.domain.meeting_results import Result
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.vote_rules import VoteRules
from danvan_desktop.domain.voting import Counts, Presence, Role, Seat, Tally, Voters
from danvan_desktop.domain.workflow import State, transition
from danvan_desktop.errors import FieldError
from danvan_desktop.models import Body, Meeting, MeetingItem, MeetingMember, Recusal, Registration
from danvan_desktop.services import adoption, score_sheets
from danvan_desktop.services.meeting_rows import counts_of, find, item_rows, member_rows, rules_of
from danvan_desktop.services.registration_list import RegistrationRow, rows_of
from danvan_desktop.services.session import Session

REVIEWABLE = transition("review").sources | transition("review_again").sources
"""States in which a registration may be put to the vote."""


class MeetingStatus(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    NOT_HELD = "not_held"
    """Closed without results: too few members came."""

    @property
    def label(self) -> str:
        return _STATUSES[self]


_STATUSES = {
    MeetingStatus.OPEN: "Chưa kết thúc",
    MeetingStatus.CLOSED: "Đã kết thúc",
    MeetingStatus.NOT_HELD: "Không đủ thành phần",
}


@dataclass(frozen=True)
class MeetingRow:
    """A meeting as a list shows it."""

    uid: str
    programme_id: str
    year: int
    number: int
    round: int
    follows: str
    subject: str
    on: date | None
    starts: str
    ends: str
    venue: str
    body: str
    body_name: str
    council: str
    status: MeetingStatus
    closed_on: date | None
    items: int
    decided: int

    @property
    def name(self) -> str:
        second = ", vòng hai" if self.round > 1 else ""
        return f"Cuộc họp số {self.number:02d}{second}"


@dataclass(frozen=True)
class MemberRow:
    uid: str
    name: str
    position: str
    role: Role
    presence: Presence
    reason: str


@dataclass(frozen=True)
class RecusalRow:
    """A member who does not vote on one item, and why."""

    uid: str
    member: str
    member_name: str
    reason: str


@dataclass(frozen=True)
class ItemView:
    """One registration of the meeting. `tally` is None while nothing was entered, or when the
    numbers do not go together; then `fault` says why."""

    uid: str
    place: int
    registration: str
    name: str
    subject_name: str
    place_name: str
    sector_name: str
    assessed: str
    """The result of the appraisal in words, empty while there is none."""
    title: str
    title_name: str
    level: str
    level_name: str
    discussion: str
    secret: bool
    together: bool
    """Its counts are those of one vote on the whole list."""
    counts: Counts
    voters: Voters
    tally: Tally | None
    fault: str
    recusals: tuple[RecusalRow, ...]
    result: Result | None
    given_title: str
    given_title_name: str
    given_level: str
    given_level_name: str
    reason: str
    void: str
    """Why its vote does not count, empty while it does."""
    row: RegistrationRow | None

    @property
    def proposed(self) -> Result | None:
        return meeting_results.proposed(self.tally) if self.tally else None

    @property
    def vote_words(self) -> str:
        """ "04/05 số thành viên có mặt đồng ý (80%)", or why there is no such thing."""
        if self.tally is None:
            return self.fault or "Chưa biểu quyết"
        return self.tally.words

    @property
    def result_words(self) -> str:
        """The conclusion with what it was given, empty until there is one."""
        if self.result is None:
            return ""
        if self.result is not Result.LOWER:
            return self.result.label
        return f"{self.result.label}: {self.given_title_name}, {self.given_level_name}"


@dataclass(frozen=True)
class MeetingView:
    """A meeting with everything on it."""

    row: MeetingRow
    rules: VoteRules
    members: tuple[MemberRow, ...]
    items: tuple[ItemView, ...]
    opening: str
    conclusion: str
    voters: Voters
    """The members with a vote, before recusals."""
    quorate: bool
    quorum_words: str

    @property
    def open(self) -> bool:
        return self.row.status is MeetingStatus.OPEN

    @property
    def chair(self) -> MemberRow | None:
        """Who leads: the chair, or the deputy where the chair did not come."""
        here = [one for one in self.members if one.presence is Presence.PRESENT]
        led = [one for role in (Role.CHAIR, Role.DEPUTY) for one in here if one.role is role]
        return led[0] if led else None

    @property
    def secretary(self) -> MemberRow | None:
        found = [one for one in self.members if one.role is Role.SECRETARY]
        return next((one for one in found if one.presence is Presence.PRESENT), None)

    @property
    def standing(self) -> tuple[ItemView, ...]:
        """The items whose vote counts."""
        return tuple(item for item in self.items if not item.void)

    def item(self, uid: str) -> ItemView:
        return next(item for item in self.items if item.uid == uid)


def meetings(session: Session, programme_id: str, year: int) -> tuple[MeetingRow, ...]:
    """The meetings of a programme and year, the newest first."""
    del session
    query = Meeting.select().where(Meeting.programme_id == programme_id, Meeting.year == year)
    rows = list(query.order_by(Meeting.number.desc(), Meeting.uid))
    uids = [row.uid for row in rows]
    items: dict[str, list[MeetingItem]] = {uid: [] for uid in uids}
    for item in MeetingItem.select().where(MeetingItem.meeting.in_(uids)):
        items[item.meeting_id].append(item)
    return tuple(_row(row, items[row.uid]) for row in rows)


def meeting(session: Session, uid: str) -> MeetingView:
    """One meeting as it stands now. Raises `UserError` when it is gone."""
    row = find(uid)
    rules = rules_of(row)
    members = tuple(_member(one) for one in member_rows(uid))
    seats = [Seat(one.uid, one.role, one.presence) for one in members]
    found = voting.voters(seats, rules)
    rows = item_rows(uid)
    return MeetingView(
        row=_row(row, rows),
        rules=rules,
        members=members,
        items=_items(session, row, rules, seats, rows),
        opening=row.opening,
        conclusion=row.conclusion,
        voters=found,
        quorate=voting.quorate(found, rules),
        quorum_words=voting.quorum_words(found, rules),
    )


def void_reason(item: MeetingItem, row: RegistrationRow | None) -> str:
    """Why the vote on an item does not count, in words; "" when it does."""
    if row is None:
        return "Đăng ký không còn trong dữ liệu; kết quả biểu quyết mục này không tính."
    if row.state not in REVIEWABLE and row.state is not State.PROPOSED:
        return (
            f"Đăng ký đang ở trạng thái “{row.state.label}”; kết quả biểu quyết mục này không tính."
        )
    if row.revision != item.registration_revision:
        return (
            "Đăng ký đã được sửa sau khi đưa vào cuộc họp; kết quả biểu quyết mục này không tính. "
            "Lấy bản mới rồi biểu quyết lại."
        )
    return ""


def _items(
    session: Session,
    meeting: Meeting,
    rules: VoteRules,
    seats: Sequence[Seat],
    rows: Sequence[MeetingItem],
) -> tuple[ItemView, ...]:
    if not rows:
        return ()
    plan = adoption.programme(session, meeting.programme_id)
    uids = [row.registration_id for row in rows]
    registrations = {one.uid: one for one in rows_of(session, meeting.programme_id, uids)}
    finals = score_sheets.finals(session, meeting.programme_id, meeting.year)
    recusals = _recusals([row.uid for row in rows])
    made = []
    for row in rows:
        final = finals.get(row.registration_id)
        registration = registrations.get(row.registration_id)
        void = row.void if meeting.closed else void_reason(row, registration)
        words = final.words if final else ""
        out = recusals.get(row.uid, ())
        made.append(_item(plan, rules, seats, row, registration, void, words, out))
    return tuple(made)


def _item(
    plan: Programme,
    rules: VoteRules,
    seats: Sequence[Seat],
    row: MeetingItem,
    registration: RegistrationRow | None,
    void: str,
    assessed: str,
    recusals: tuple[RecusalRow, ...],
) -> ItemView:
    titles = {one.code: one.name for one in plan.titles}
    levels = {one.code: one.name for one in plan.levels}
    found = voting.voters(seats, rules, {one.member for one in recusals})
    tally, fault = _tally(replace(rules, secret=row.secret), found, counts_of(row))
    return ItemView(
        uid=row.uid,
        place=row.place,
        registration=row.registration_id,
        name=registration.name if registration else _name(row.registration_id),
        subject_name=registration.subject_name if registration else "",
        place_name=registration.place_name if registration else "",
        sector_name=registration.sector_name if registration else "",
        assessed=assessed,
        title=row.title,
        title_name=titles.get(row.title, row.title),
        level=row.level,
        level_name=levels.get(row.level, row.level),
        discussion=row.discussion,
        secret=row.secret,
        together=row.together,
        counts=counts_of(row),
        voters=found,
        tally=tally,
        fault=fault,
        recusals=recusals,
        result=Result(row.result) if row.result else None,
        given_title=row.given_title,
        given_title_name=titles.get(row.given_title, row.given_title),
        given_level=row.given_level,
        given_level_name=levels.get(row.given_level, row.given_level),
        reason=row.reason,
        void=void,
        row=registration,
    )


@lru_cache(maxsize=256)
def _tally(rules: VoteRules, found: Voters, counts: Counts) -> tuple[Tally | None, str]:
    if not counts.entered:
        return None, ""
    try:
        return voting.tally(rules, found, counts), ""
    except FieldError as error:
        return None, error.what


def _name(registration: str) -> str:
    row = Registration.get_or_none(Registration.uid == registration)
    return str(row.name) if row else ""


def _recusals(items: Sequence[str]) -> Mapping[str, tuple[RecusalRow, ...]]:
    query = (
        Recusal.select(Recusal, MeetingMember)
        .join(MeetingMember, on=(Recusal.member == MeetingMember.uid))
        .where(Recusal.item.in_(list(items)))
        .order_by(MeetingMember.place)
    )
    found: dict[str, tuple[RecusalRow, ...]] = {}
    for row in query:
        one = RecusalRow(row.uid, row.member_id, row.member.name, row.reason)
        found[row.item_id] = (*found.get(row.item_id, ()), one)
    return found


def _member(row: MeetingMember) -> MemberRow:
    return MemberRow(
        row.uid, row.name, row.position, Role(row.role), Presence(row.presence), row.reason
    )


def _row(row: Meeting, items: Sequence[MeetingItem]) -> MeetingRow:
    status = MeetingStatus.OPEN
    if row.closed:
        status = MeetingStatus.CLOSED if row.held else MeetingStatus.NOT_HELD
    return MeetingRow(
        uid=row.uid,
        programme_id=row.programme_id,
        year=row.year,
        number=row.number,
        round=row.round,
        follows=row.follows_id or "",
        subject=row.subject,
        on=row.on,
        starts=row.starts,
        ends=row.ends,
        venue=row.venue,
        body=row.body_id or "",
        body_name=Body.get_by_id(row.body_id).name if row.body_id else "",
        council=row.council_id or "",
        status=status,
        closed_on=row.closed_on,
        items=len(items),
        decided=sum(bool(item.result) for item in items),
    )
