"""The keys of the `[review]` table of a programme file, and the rules between them.

Part of `programme_format`; what they mean is `review_rules`.
"""

from __future__ import annotations

from typing import Any

from danvan_desktop.domain.criterion_checks import Found
from danvan_desktop.domain.programme_reading import (
    MISSING,
    Choice,
    Flag,
    Note,
    Row,
    Text,
    Whole,
    refused,
)
from danvan_desktop.domain.programme_values import LINE, needed, optional, tables
from danvan_desktop.domain.review_rules import Comparison, SeatRule
from danvan_desktop.domain.vote_rules import Denominator, TieRule, parse_quorum, parse_share
from danvan_desktop.domain.voting import Role
from danvan_desktop.errors import FieldError

_MOST_MEMBERS = 99


class Share:
    """A share written as text: "2/3" or "75%"; where `number` is set, also a number: "4"."""

    def __init__(self, *, number: bool = False) -> None:
        self.number = number

    def read(self, value: object, key: str, note: Note) -> Any:
        text = Text(20, blank=False).read(value, key, note)
        if text is MISSING:
            return text
        try:
            if self.number:
                parse_quorum(text, strict=False)
            else:
                parse_share(text)
        except FieldError as error:
            return refused(key, note, f"{error.what} {error.todo}".strip())
        return text


SEAT = {"role": needed(Choice(Role)), **optional(position=LINE)}
REVIEW = optional(
    members=Whole(1, _MOST_MEMBERS),
    seats=tables(SeatRule, SEAT),
    denominator=Choice(Denominator),
    threshold=Share(),
    comparison=Choice(Comparison),
    quorum=Share(number=True),
    quorum_comparison=Choice(Comparison),
    secret=Flag(),
    whole_list=Flag(),
    secretary_votes=Flag(),
    written=Flag(),
    tie=Choice(TieRule),
    recused_leave=Flag(),
    free_results=Flag(),
    notice_days=Whole(1, 365),
    notice_working_days=Flag(),
    source=LINE,
    set_by_office=Flag(),
)


def review_defects(row: Row) -> Found:
    """The rules between the keys of `[review]`; `row` is the whole programme."""
    review = row.get("review")
    if not isinstance(review, Row):
        return
    if not review.get("source") and not review.get("set_by_office"):
        yield review.at("source"), "chưa nêu văn bản và điều, mục"
    if review.get("secret") and review.get("whole_list"):
        yield review.at("whole_list"), "bỏ phiếu kín thì không biểu quyết chung cả danh sách"
    if review.get("notice_working_days") and "notice_days" not in review:
        yield review.at("notice_days"), "thiếu số ngày công khai"
    members = review.get("members")
    yield from _seat_defects(review, members)
    quorum = review.get("quorum", "")
    if members is not None and quorum.isdecimal() and int(quorum) > members:
        yield review.at("quorum"), f"quá số thành viên của hội đồng ({members})"


def _seat_defects(review: Row, members: int | None) -> Found:
    seats = review.rows("seats")
    if members is not None and len(seats) > members:
        yield review.at("seats"), f"có {len(seats)} người, hội đồng chỉ có {members} thành viên"
    for role in (Role.CHAIR, Role.SECRETARY):
        same = [seat for seat in seats if seat.get("role") is role]
        for seat in same[1:]:
            yield seat.at("role"), f"chỉ một người là {role.label}"
