"""The facts that go into the first wording of papers, by name: `{year}`, `{targets}`, `{before}`.

Owns reading them from the programme and the records, in the words of a formal paper.
"""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.numbers import two_digits
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.text import in_sentence
from danvan_desktop.domain.units import BodyKind
from danvan_desktop.domain.workflow import State
from danvan_desktop.models import Body
from danvan_desktop.services import adoption, decision_wording, registration_list
from danvan_desktop.services.paper_specs import Request
from danvan_desktop.services.session import Session


def facts(session: Session, request: Request) -> dict[str, str]:
    """Every fact a paper about a programme and year may name; texts of several lines are lists."""
    plan = adoption.programme(session, request.programme_id)
    body = Body.get_by_id(request.body)
    rows = registration_list.all_rows(session, request.programme_id, request.year)
    alive = [row for row in rows if row.state is not State.WITHDRAWN]
    recognised = sum(row.recognised for row in alive)
    return {
        "year": str(request.year),
        "next_year": str(request.year + 1),
        "programme": plan.name,
        "paper": decision_wording.paper_in_words(plan),
        "body": body.name,
        "deciding_body": decision_wording.signing(BodyKind(body.kind), body.name).deciding_body,
        "above": _above(plan, body),
        "registered": two_digits(len(alive)),
        "recognised": two_digits(recognised),
        "targets": "\n".join(_targets(plan)),
        "sectors": "\n".join(f"- {sector.name};" for sector in plan.sectors),
        "deadlines": "\n".join(_deadlines(plan)),
        "before": _before(plan),
    }


def _targets(plan: Programme) -> Iterator[str]:
    for target in plan.targets:
        who = f" ({target.who})" if target.who else ""
        yield f"- {target.title}{who};"


def _deadlines(plan: Programme) -> Iterator[str]:
    for rule in plan.deadlines:
        yield f"- {rule.title}: {in_sentence(rule.wording)};"


def _before(plan: Programme) -> str:
    """When the list of registrations is due, in the programme's words; dots where it is open."""
    for rule in plan.deadlines:
        if rule.paper == "registration_list" and rule.wording:
            return in_sentence(rule.wording)
    return "trước ngày ....../....../........"


def _above(plan: Programme, body: Body) -> str:
    """Whom the body proposes to: its parent, else the body that receives the programme's papers."""
    if body.parent_id:
        return str(Body.get_by_id(body.parent_id).name)
    found = (rule.receiver for rule in plan.papers if rule.receiver)
    return next(found, "") or "cơ quan có thẩm quyền"
