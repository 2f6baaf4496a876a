"""The facts that go into the first wording of papers, by name: `{year}`, `{targets}`, `{last_day}`.

Owns reading them from the programme and the records, in the words of a formal paper.
"""

from __future__ import annotations

from collections.abc import Sequence

from danvan_desktop.domain.numbers import two_digits
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.units import BodyKind
from danvan_desktop.domain.workflow import State
from danvan_desktop.models import Body
from danvan_desktop.services import adoption, decision_wording, plan_words, registration_list
from danvan_desktop.services.paper_specs import Request
from danvan_desktop.services.session import Session


def facts(session: Session, request: Request) -> dict[str, str]:
    """Every fact a paper about a programme and year may name; texts of several lines are lists."""
    plan = adoption.programme(session, request.programme_id)
    body = Body.get_by_id(request.body)
    rows = registration_list.all_rows(session, request.programme_id, request.year)
    alive = [row for row in rows if row.state is not State.WITHDRAWN]
    requirements = plan.registration.requirements
    recognised = sum(row.recognised for row in alive)
    signing = decision_wording.signing(BodyKind(body.kind), body.name)
    state = signing.papers_authority != signing.authority_line
    return {
        "year": str(request.year),
        "next_year": str(request.year + 1),
        "programme": plan.name,
        "paper": decision_wording.paper_in_words(plan),
        "body": body.name,
        "issuer": body.name if state else signing.deciding_body,
        "deciding_body": signing.deciding_body,
        "above": _above(plan, body),
        "reported_to": _receiver(signing.receivers, "(báo cáo)"),
        "kept": _receiver(signing.receivers, "Lưu"),
        "registered": two_digits(len(alive)),
        "recognised": two_digits(recognised),
        "targets": "\n".join(plan_words.targets(session, plan)),
        "sectors": "\n".join(f"- {sector.name};" for sector in plan.sectors),
        "requirements": "\n".join(f"- {one.rstrip(' .;')};" for one in requirements),
        "deadlines": "\n".join(plan_words.dates(session, plan, request.year)),
        "assignments": "\n".join(plan_words.assignments(session, plan, request.year)),
        "last_day": plan_words.registration_deadline(session, plan, request.year),
    }


def _receiver(receivers: Sequence[str], sign: str) -> str:
    """The first usual receiver with that sign in it, "" where there is none."""
    return next((one for one in receivers if sign in one), "")


def _above(plan: Programme, body: Body) -> str:
    """Whom the body proposes to: its parent, else who receives the programme's own papers."""
    if body.parent_id:
        return str(Body.get_by_id(body.parent_id).name)
    receivers = {rule.kind: rule.receiver for rule in reversed(plan.papers) if rule.receiver}
    found = (receivers[kind] for kind in _PUT_FORWARD if kind in receivers)
    return _without_way(next(found, "")) or "Cơ quan có thẩm quyền"


_PUT_FORWARD = ("proposal", "report", "registration_list")
"""Kinds of paper that go to who decides, the surest first."""


def _without_way(receiver: str) -> str:
    """ "Ban Thường vụ Huyện ủy (qua Ban Dân vận)" without the way a paper takes."""
    return receiver.split(" (")[0].strip()
