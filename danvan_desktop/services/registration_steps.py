"""The steps of a registration's life: returned, withdrawn, stopped, reported, confirmed, proposed.

Who may take which step from which state is `domain/workflow`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from danvan_desktop.domain import workflow
from danvan_desktop.domain.registrations import TEXT_LIMIT
from danvan_desktop.domain.text import checked_line, checked_text
from danvan_desktop.domain.workflow import Actor, Facts, StepKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Step
from danvan_desktop.services import locks
from danvan_desktop.services.facts import facts_of
from danvan_desktop.services.session import Changes, Session, Topic, Work

_ACTIONS = {
    StepKind.RETURNED: "return",
    StepKind.WITHDRAWN: "withdraw",
    StepKind.REINSTATED: "reinstate",
    StepKind.STOPPED: "stop",
    StepKind.REVIEW_PASSED: "review",
    StepKind.REVIEW_INCOMPLETE: "review_incomplete",
    StepKind.REVIEW_FAILED: "reject",
    StepKind.PROPOSED: "propose",
}
"""The transition that a step stands for; steps that are not here may be noted at any time."""


def record_step(
    session: Session,
    uid: str,
    kind: StepKind,
    *,
    on: date | None = None,
    reason: str = "",
    body: str = "",
    by_name: str = "",
) -> Changes:
    """Note something that happened to a registration.

    Raises `UserError` when its state does not allow it, `FieldError` when a reason is missing or
    the day lies in the future.
    """
    return record_steps(session, [uid], kind, on=on, reason=reason, body=body, by_name=by_name)


def record_steps(
    session: Session,
    uids: Sequence[str],
    kind: StepKind,
    *,
    on: date | None = None,
    reason: str = "",
    body: str = "",
    by_name: str = "",
) -> Changes:
    """The same step for several registrations: all of them or none. Errors as `record_step`."""
    day = on or session.today()
    if day > session.today():
        raise FieldError("on", "Ngày ghi nhận không thể ở tương lai.")
    why = checked_text("reason", "Lý do", reason, limit=TEXT_LIMIT)
    values = {
        "on": day,
        "reason": why,
        "body": body or None,
        "by_name": checked_line("by_name", "Người hoặc cơ quan thực hiện", by_name),
    }
    with session.write(kind.label, Topic.REGISTRATIONS, Topic.PROGRESS, reason=why) as work:
        for uid in uids:
            work.uid = uid
            insert_step(work, uid, kind, values)
        if kind is StepKind.WITHDRAWN:
            locks.supersede(work, (), why or kind.label, uids)
    return work.changes


def insert_step(work: Work, uid: str, kind: StepKind, values: dict[str, Any]) -> Step:
    """The step inside a use case that is more than a step. Errors as `record_step`."""
    facts = facts_of(work.session, uid)
    _require_step(work.session, facts, kind, values["reason"])
    mine = [step.number for step in facts.steps if step.office == work.session.office_uid]
    return work.insert(
        Step,
        about=uid,
        kind=kind.value,
        registration=uid,
        number=max(mine, default=0) + 1,
        registration_revision=facts.revision,
        **values,
    )


def _require_step(session: Session, facts: Facts, kind: StepKind, reason: str) -> None:
    office = session.office_uid
    action = _ACTIONS.get(kind)
    if kind is StepKind.RUNNING and workflow.state(facts, office) is workflow.State.STOPPED:
        action = "resume"
    if kind in (StepKind.REVIEW_PASSED, StepKind.REVIEW_INCOMPLETE) and (
        workflow.state(facts, office) is workflow.State.NOT_RECOGNISED
    ):
        action = "review_again"
    if action is None:
        if kind is StepKind.FORMAL_ONLY and not reason.strip():
            raise FieldError("reason", "Cần ghi nguyên nhân khi mô hình chỉ còn hình thức.")
        return
    item = workflow.require(action, facts, office, reason=reason)
    if item.actor is Actor.OWNER and facts.owner != office:
        raise UserError(
            f"Chỉ đơn vị đã đăng ký mới được “{item.label}”.", safe="Dữ liệu không thay đổi."
        )
