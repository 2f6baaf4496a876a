"""A visit of an appraisal team: what is planned, what the minutes say, what they recommend.

Owns the shapes and what makes minutes complete. It holds no records and reads no clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from danvan_desktop.errors import FieldError


class Recommendation(StrEnum):
    """What the team says to the body that decides; it binds nobody."""

    PROPOSE = "propose"
    COMPLETE = "complete"
    REFUSE = "refuse"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def needs_reason(self) -> bool:
        return self is not Recommendation.PROPOSE


_LABELS = {
    Recommendation.PROPOSE: "Đề nghị công nhận",
    Recommendation.COMPLETE: "Đề nghị hoàn thiện, xét lại",
    Recommendation.REFUSE: "Đề nghị không công nhận",
}


class VisitState(StrEnum):
    """How far a visit is."""

    UNDATED = "undated"
    PLANNED = "planned"
    OVERDUE = "overdue"
    """Its day is past, and the minutes are not keyed in."""
    DONE = "done"

    @property
    def label(self) -> str:
        return _STATES[self]


_STATES = {
    VisitState.UNDATED: "Chưa xếp ngày",
    VisitState.PLANNED: "Đã xếp lịch",
    VisitState.OVERDUE: "Chưa nhập biên bản",
    VisitState.DONE: "Đã có biên bản",
}


@dataclass(frozen=True)
class Minutes:
    """The minutes of one visit as keyed in from paper; lines of people one below the other.

    `starts` and `ends` are "HH:MM" or empty.
    """

    on: date | None = None
    starts: str = ""
    ends: str = ""
    venue: str = ""
    team: str = ""
    hosts: str = ""
    findings: str = ""
    opinions: str = ""
    recommendation: Recommendation | None = None
    reason: str = ""


def visit_state(on: date | None, finished: bool, today: date) -> VisitState:
    if finished:
        return VisitState.DONE
    if on is None:
        return VisitState.UNDATED
    return VisitState.OVERDUE if on < today else VisitState.PLANNED


def problems(minutes: Minutes, today: date) -> Iterator[FieldError]:
    """Why these minutes cannot be finished yet, in the order of the form."""
    if minutes.on is None:
        yield FieldError("on", "Biên bản phải có ngày thẩm định.")
    elif minutes.on > today:
        yield FieldError("on", "Ngày thẩm định không thể ở tương lai.")
    if minutes.starts and minutes.ends and minutes.ends <= minutes.starts:
        yield FieldError("ends", "Giờ kết thúc phải sau giờ bắt đầu.")
    if not minutes.team.strip():
        yield FieldError("team", "Biên bản phải ghi người của tổ thẩm định.")
    if not minutes.findings.strip():
        yield FieldError("findings", "Biên bản phải ghi kết quả thẩm định.")
    if minutes.recommendation is None:
        yield FieldError("recommendation", "Chưa chọn đề nghị của tổ thẩm định.")
    elif minutes.recommendation.needs_reason and not minutes.reason.strip():
        yield FieldError("reason", f"“{minutes.recommendation.label}” phải ghi lý do.")
