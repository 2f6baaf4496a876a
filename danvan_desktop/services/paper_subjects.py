"""The records that a paper can be made from, in words that tell them apart, by scope."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.workflow import State
from danvan_desktop.services import councils, meeting_view, recognition, registration_list, visits
from danvan_desktop.services.decision_view import Origin
from danvan_desktop.services.paper_specs import Scope
from danvan_desktop.services.session import Session

SCOPE_WORDS = {
    Scope.REGISTRATION: "đăng ký",
    Scope.DECISION: "quyết định công nhận",
    Scope.MEETING: "cuộc họp bình xét",
    Scope.COUNCIL: "hội đồng, tổ thẩm định",
    Scope.VISIT: "cuộc thẩm định thực tế",
}
"""What is to be chosen, inside a sentence."""
WHERE_TO_BEGIN = {
    Scope.REGISTRATION: "Thêm đăng ký ở “Đăng ký” trước.",
    Scope.DECISION: "Lập quyết định ở “Công nhận” trước.",
    Scope.MEETING: "Lập cuộc họp ở “Bình xét” trước.",
    Scope.COUNCIL: "Thêm hội đồng, tổ thẩm định ở “Thiết lập” trước.",
    Scope.VISIT: "Xếp lịch thẩm định ở “Đánh giá” trước.",
}


@dataclass(frozen=True)
class Subject:
    """A record to make a paper from."""

    uid: str
    words: str


def subjects(session: Session, scope: Scope, programme_id: str, year: int) -> tuple[Subject, ...]:
    """What there is to choose from, in the order of its own list."""
    if scope is Scope.REGISTRATION:
        rows = registration_list.all_rows(session, programme_id, year)
        return tuple(
            Subject(row.uid, _joined(row.name, row.subject_name, row.place_name))
            for row in rows
            if row.state is not State.WITHDRAWN
        )
    if scope is Scope.DECISION:
        return tuple(
            Subject(row.uid, _joined(_numbered(row.number_text, row.status_words), row.subject))
            for row in recognition.decisions(session, programme_id, year)
            if row.origin is Origin.OWN
        )
    if scope is Scope.MEETING:
        return tuple(
            Subject(row.uid, _joined(row.name, format_date(row.on) if row.on else "", row.subject))
            for row in meeting_view.meetings(session, programme_id, year)
        )
    if scope is Scope.COUNCIL:
        return tuple(
            Subject(row.uid, _joined(row.name, row.kind.label, row.body_name))
            for row in councils.councils(session)
        )
    return tuple(
        Subject(row.uid, _joined(row.registration.name, row.registration.place_name))
        for row in visits.visits(session, programme_id, year)
    )


def _numbered(number: str, otherwise: str) -> str:
    return f"Quyết định số {number}" if number else otherwise


def _joined(*parts: str) -> str:
    return " · ".join(dict.fromkeys(part for part in parts if part))
