"""The facts that go into the first wording of papers, by name: `{year}`, `{targets}`, `{last_day}`.

Owns reading them from the programme and the records, in the words of a formal paper.
"""

from __future__ import annotations

from collections.abc import Sequence

from danvan_desktop.domain.numbers import two_digits
from danvan_desktop.domain.workflow import State
from danvan_desktop.models import Body
from danvan_desktop.services import (
    addressees,
    adoption,
    decision_wording,
    plan_words,
    registration_list,
)
from danvan_desktop.services.own_words import own_words
from danvan_desktop.services.paper_specs import Request
from danvan_desktop.services.session import Session

_BY_SECTOR = "Các đơn vị chọn việc cần làm, xây dựng mô hình, điển hình trong những lĩnh vực sau:"
_FREE = (
    "Các đơn vị, cá nhân chọn nội dung, việc làm, mô hình phù hợp với nhiệm vụ của địa phương, "
    "cơ quan, đơn vị."
)
"""What to choose from, in a programme with sectors and in one without."""


def facts(session: Session, request: Request) -> dict[str, str]:
    """Every fact a paper about a programme and year may name; texts of several lines are lists."""
    plan = adoption.programme(session, request.programme_id)
    body = Body.get_by_id(request.body)
    rows = registration_list.all_rows(session, request.programme_id, request.year)
    alive = [row for row in rows if row.state is not State.WITHDRAWN]
    requirements = plan.registration.requirements
    recognised = sum(row.recognised for row in alive)
    signing = decision_wording.signing_of(body)
    receivers = addressees.receivers(body)
    found = {
        "year": str(request.year),
        "next_year": str(request.year + 1),
        "programme": plan.name,
        "paper": decision_wording.paper_in_words(plan),
        "body": body.name,
        "issuer": signing.issuer,
        "deciding_body": signing.deciding_body,
        "below": addressees.below(body),
        "places": addressees.places(body),
        "above": addressees.above(plan, body),
        "who": decision_wording.subjects(plan),
        "carried_out": _told(addressees.carried_out(plan, body)),
        "reported_to": _receiver(receivers, "(báo cáo)"),
        "receivers": "\n".join(receivers),
        "kept": _receiver(receivers, "Lưu"),
        "registered": two_digits(len(alive)),
        "recognised": two_digits(recognised),
        "targets": "\n".join(plan_words.targets(session, plan)),
        "fields": _BY_SECTOR if plan.sectors else _FREE,
        "sectors": "\n".join(f"- {sector.name};" for sector in plan.sectors),
        "requirements": "\n".join(f"- {one.rstrip(' .;')};" for one in requirements),
        "deadlines": "\n".join(plan_words.dates(session, plan, request.year)),
        "assignments": "\n".join(
            plan_words.assignments(session, plan, request.year, signing.issuer)
        ),
        "last_day": plan_words.registration_deadline(session, plan, request.year),
    }
    return {name: own_words(session, plan, text, body.name) for name, text in found.items()}


def _told(body: str) -> str:
    return f"{body} (báo cáo)" if body else ""


def _receiver(receivers: Sequence[str], sign: str) -> str:
    """The first usual receiver with that sign in it, "" where there is none."""
    return next((one for one in receivers if sign in one), "")
