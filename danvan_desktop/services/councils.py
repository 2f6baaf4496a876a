"""Councils and appraisal teams an office keeps: who sits on them, by which decision, how they vote.

A council outlives the year; a meeting takes a copy of its members and rules and does not change
when the council does. Names are kept as typed and never logged.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from danvan_desktop.domain.review_rules import ReviewRules
from danvan_desktop.domain.text import checked_line, search_key
from danvan_desktop.domain.vote_rules import VoteRules, from_values, to_values
from danvan_desktop.domain.voting import Role
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Body, Council, CouncilMember, Meeting, MeetingMember
from danvan_desktop.services import adoption
from danvan_desktop.services.session import Changes, Session, Topic, Work

MOST_MEMBERS = 99


class CouncilKind(StrEnum):
    REVIEW = "review"
    APPRAISAL = "appraisal"

    @property
    def label(self) -> str:
        return "Hội đồng bình xét" if self is self.REVIEW else "Tổ thẩm định"


@dataclass(frozen=True)
class MemberDraft:
    """A member as typed. `uid` is that of a member who is there already, empty for a new one."""

    name: str
    position: str = ""
    role: Role = Role.MEMBER
    uid: str = ""


@dataclass(frozen=True)
class CouncilDraft:
    """What is typed of a council. `rules` None: those of the programme."""

    name: str
    kind: CouncilKind = CouncilKind.REVIEW
    body: str = ""
    decision_number: str = ""
    decision_date: date | None = None
    members: tuple[MemberDraft, ...] = ()
    rules: VoteRules | None = None


@dataclass(frozen=True)
class CouncilRow:
    uid: str
    kind: CouncilKind
    name: str
    body: str
    body_name: str
    decision_number: str
    decision_date: date | None
    members: int
    active: bool


@dataclass(frozen=True)
class CouncilView:
    row: CouncilRow
    members: tuple[MemberDraft, ...]
    rules: VoteRules | None

    @property
    def draft(self) -> CouncilDraft:
        """The council as it can be typed over."""
        row = self.row
        return CouncilDraft(
            row.name,
            row.kind,
            row.body,
            row.decision_number,
            row.decision_date,
            self.members,
            self.rules,
        )


def councils(
    session: Session, kind: CouncilKind | None = None, *, retired: bool = False
) -> tuple[CouncilRow, ...]:
    """Councils by name, the retired ones only if asked for."""
    del session  # the tables are bound to the open folder
    query = Council.select()
    if kind is not None:
        query = query.where(Council.kind == kind.value)
    if not retired:
        query = query.where(Council.active)
    counts = Counter(member.council_id for member in CouncilMember.select(CouncilMember.council))
    rows = [_row(row, counts[row.uid]) for row in query]
    return tuple(sorted(rows, key=lambda row: (row.kind, search_key(row.name), row.uid)))


def council(session: Session, uid: str) -> CouncilView:
    """One council with its members in their order. Raises `UserError` when it is gone."""
    del session
    row = find(uid)
    rows = _members(uid)
    members = tuple(MemberDraft(one.name, one.position, Role(one.role), one.uid) for one in rows)
    values = json.loads(row.rules)
    return CouncilView(_row(row, len(rows)), members, from_values(values) if values else None)


def propose_council(
    session: Session, programme_id: str, kind: CouncilKind = CouncilKind.REVIEW
) -> CouncilDraft:
    """An empty council with the seats and rules of the programme, names left to be typed."""
    review = adoption.programme(session, programme_id).review
    return CouncilDraft(name=kind.label, kind=kind, members=seats_of(review), rules=review.votes)


def seats_of(review: ReviewRules) -> tuple[MemberDraft, ...]:
    return tuple(MemberDraft("", seat.position, seat.role) for seat in review.all_seats)


def from_last_year(session: Session, programme_id: str, year: int) -> CouncilDraft | None:
    """The council of the newest meeting of the year before as it sat; None without one."""
    del session
    last = (
        Meeting.select()
        .where(Meeting.programme_id == programme_id, Meeting.year == year - 1)
        .order_by(Meeting.number.desc())
        .first()
    )
    if last is None:
        return None
    rows = (
        MeetingMember.select()
        .where(MeetingMember.meeting == last.uid)
        .order_by(MeetingMember.place)
    )
    return CouncilDraft(
        name=f"{CouncilKind.REVIEW.label} năm {year}",
        body=last.body_id or "",
        members=tuple(MemberDraft(row.name, row.position, Role(row.role)) for row in rows),
        rules=from_values(json.loads(last.rules)),
    )


def add_council(session: Session, draft: CouncilDraft) -> Changes:
    """Keep a new council. Raises `FieldError` for a wrong field."""
    values = _values(draft)
    members = checked_members(draft.members)
    with session.write("Lập hội đồng, tổ thẩm định", Topic.MEETINGS) as work:
        row = work.insert(Council, **values)
        work.uid = row.uid
        _write_members(work, row.uid, members)
    return work.changes


def edit_council(session: Session, uid: str, draft: CouncilDraft) -> Changes:
    """Change a council; meetings that were made from it stay as they are."""
    values = _values(draft, uid)
    members = checked_members(draft.members)
    with session.write("Sửa hội đồng, tổ thẩm định", Topic.MEETINGS) as work:
        work.uid = uid
        work.update(find(uid), about=uid, **values)
        _write_members(work, uid, members)
    return work.changes


def copy_council(session: Session, uid: str, name: str = "") -> Changes:
    """A new council with the same members and rules; its decision is still to be typed."""
    draft = council(session, uid).draft
    members = tuple(replace(member, uid="") for member in draft.members)
    copied = replace(
        draft,
        name=name or f"{draft.name} (bản sao)",
        decision_number="",
        decision_date=None,
        members=members,
    )
    return add_council(session, copied)


def retire_council(session: Session, uid: str, *, active: bool = False) -> Changes:
    """Take a council out of the lists, or bring it back with `active`."""
    use_case = "Dùng lại hội đồng" if active else "Thôi dùng hội đồng"
    with session.write(use_case, Topic.MEETINGS) as work:
        work.uid = uid
        work.update(find(uid), about=uid, active=active)
    return work.changes


def find(uid: str) -> Council:
    row: Council | None = Council.get_or_none(Council.uid == uid)
    if row is None:
        raise UserError("Không còn hội đồng này trong dữ liệu.", safe="Dữ liệu không thay đổi.")
    return row


def checked_members(members: Sequence[MemberDraft]) -> tuple[MemberDraft, ...]:
    """The members with clean texts; rows without a name are left out.

    Raises `FieldError` on `members` for two of one name, two chairs or secretaries, too many.
    """
    found = [_checked_member(one) for one in members if one.name.strip()]
    if len(found) > MOST_MEMBERS:
        raise FieldError("members", f"Hội đồng có tối đa {MOST_MEMBERS} thành viên.")
    names = Counter(map(_key, found))
    twice = next((one.name for one in found if names[_key(one)] > 1), "")
    if twice:
        raise FieldError("members", f"“{twice}” ghi hai lần với cùng chức vụ.")
    for role in (Role.CHAIR, Role.SECRETARY):
        if sum(one.role is role for one in found) > 1:
            raise FieldError("members", f"Chỉ một người là {role.label}.")
    return tuple(found)


def _key(member: MemberDraft) -> tuple[str, str]:
    """Marks count: Hùng and Hưng of one committee are two people."""
    return member.name.casefold(), member.position.casefold()


def _checked_member(member: MemberDraft) -> MemberDraft:
    return replace(
        member,
        name=checked_line("members", "Họ và tên", member.name, limit=100),
        position=checked_line("members", "Chức vụ", member.position, limit=200),
    )


def _values(draft: CouncilDraft, uid: str = "") -> dict[str, Any]:
    name = checked_line("name", "Tên hội đồng", draft.name, required=True)
    same = [
        row
        for row in Council.select().where(Council.kind == draft.kind.value, Council.uid != uid)
        if search_key(row.name) == search_key(name) and row.active
    ]
    if same:
        raise FieldError("name", f"Đã có “{same[0].name}”. Hãy đặt tên khác.")
    rules = check_rules(draft.rules) if draft.rules else None
    return {
        "kind": draft.kind.value,
        "name": name,
        "body": draft.body or None,
        "decision_number": checked_line(
            "decision_number", "Số quyết định", draft.decision_number, limit=60
        ),
        "decision_date": draft.decision_date,
        "rules": rules_text(rules),
    }


def check_rules(rules: VoteRules) -> VoteRules:
    """Raise `FieldError` for settings that do not go together."""
    if rules.secret and rules.whole_list:
        raise FieldError(
            "whole_list",
            "Bỏ phiếu kín thì không biểu quyết chung cả danh sách.",
            todo="Chọn biểu quyết từng mục, hoặc giơ tay.",
        )
    return rules


def rules_text(rules: VoteRules | None) -> str:
    return json.dumps(to_values(rules) if rules else {}, ensure_ascii=False, sort_keys=True)


def _members(council: str) -> list[CouncilMember]:
    query = CouncilMember.select().where(CouncilMember.council == council)
    return list(query.order_by(CouncilMember.place, CouncilMember.uid))


def _write_members(work: Work, council: str, members: Sequence[MemberDraft]) -> None:
    before = {row.uid: row for row in _members(council)}
    for uid in before.keys() - {member.uid for member in members}:
        work.remove(before[uid], about=council)
    for place, member in enumerate(members, 1):
        values = {
            "place": place,
            "name": member.name,
            "position": member.position,
            "role": member.role.value,
        }
        if member.uid in before:
            work.update(before[member.uid], about=council, **values)
        else:
            work.insert(CouncilMember, about=council, council=council, **values)


def _row(row: Council, members: int) -> CouncilRow:
    return CouncilRow(
        uid=row.uid,
        kind=CouncilKind(row.kind),
        name=row.name,
        body=row.body_id or "",
        body_name=Body.get_by_id(row.body_id).name if row.body_id else "",
        decision_number=row.decision_number,
        decision_date=row.decision_date,
        members=members,
        active=row.active,
    )
