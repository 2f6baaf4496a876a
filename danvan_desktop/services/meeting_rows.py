"""The rows of a review meeting, as its services find and write them; windows use `meeting_view`."""

from __future__ import annotations

import json
from typing import Any

from danvan_desktop.domain.vote_rules import VoteRules, from_values
from danvan_desktop.domain.voting import Counts
from danvan_desktop.errors import UserError
from danvan_desktop.models import Meeting, MeetingItem, MeetingMember

COUNT_COLUMNS = (
    "issued",
    "collected",
    "invalid",
    "agreeing",
    "against",
    "written_sent",
    "written_returned",
    "written_invalid",
    "written_agreeing",
    "written_against",
    "chair_agrees",
)


def find(uid: str) -> Meeting:
    row: Meeting | None = Meeting.get_or_none(Meeting.uid == uid)
    if row is None:
        raise UserError("Không còn cuộc họp này trong dữ liệu.", safe="Dữ liệu không thay đổi.")
    return row


def find_item(uid: str) -> MeetingItem:
    row: MeetingItem | None = MeetingItem.get_or_none(MeetingItem.uid == uid)
    if row is None:
        raise UserError("Mục này không còn trong cuộc họp.", safe="Các mục khác không thay đổi.")
    return row


def rules_of(row: Meeting) -> VoteRules:
    return from_values(json.loads(row.rules))


def member_rows(meeting: str) -> list[MeetingMember]:
    query = MeetingMember.select().where(MeetingMember.meeting == meeting)
    return list(query.order_by(MeetingMember.place, MeetingMember.uid))


def item_rows(meeting: str) -> list[MeetingItem]:
    query = MeetingItem.select().where(MeetingItem.meeting == meeting)
    return list(query.order_by(MeetingItem.place, MeetingItem.uid))


def counts_of(row: MeetingItem) -> Counts:
    return Counts(**{name: getattr(row, name) for name in COUNT_COLUMNS})


def no_vote() -> dict[str, Any]:
    """The columns of an item on which nothing was voted yet."""
    empty: dict[str, Any] = dict.fromkeys(COUNT_COLUMNS)
    return empty | {
        "together": False,
        "result": "",
        "given_title": "",
        "given_level": "",
        "reason": "",
    }


def open_meeting(uid: str) -> Meeting:
    """The row of a meeting that may be changed. Raises `UserError` for a closed one."""
    row = find(uid)
    if row.closed:
        raise UserError(
            "Cuộc họp đã kết thúc nên không sửa được.",
            safe="Dữ liệu không thay đổi.",
            todo="Mở lại cuộc họp kèm lý do nếu cần sửa.",
        )
    return row


def open_item(uid: str) -> MeetingItem:
    row = find_item(uid)
    open_meeting(row.meeting_id)
    return row
