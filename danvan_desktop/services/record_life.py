"""The life of one registration as a line of steps with their days, for the record's head.

Owns putting together what `progress`, sheets and decisions hold. What state follows from it is
`domain/workflow`'s; how the line looks is the window's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.sheets import Stage
from danvan_desktop.domain.workflow import State, StepKind
from danvan_desktop.models import registration_queries
from danvan_desktop.services import progress, score_sheets
from danvan_desktop.services.paper_kinds import PaperKind
from danvan_desktop.services.paper_signs import Signs
from danvan_desktop.services.registration_list import RegistrationRow
from danvan_desktop.services.session import Session

_HALTS = {
    State.RETURNED: (StepKind.RETURNED,),
    State.WITHDRAWN: (StepKind.WITHDRAWN,),
    State.STOPPED: (StepKind.STOPPED,),
    State.NOT_RECOGNISED: (StepKind.REVIEW_FAILED,),
    State.REVOKED: (),
}


class How(StrEnum):
    """How far a step of the line is."""

    DONE = "done"
    NOW = "now"
    TODO = "todo"
    HALTED = "halted"


@dataclass(frozen=True)
class LifeStep:
    """One step of the line; `on` is empty where the day is not known, `note` a reason or number."""

    title: str
    how: How
    on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class _Known:
    """A step that has happened, or not yet."""

    title: str
    done: bool
    on: date | None = None
    note: str = ""
    shown: bool = True


def life(session: Session, row: RegistrationRow) -> tuple[LifeStep, ...]:
    """Registering, carrying out, self-assessment, appraisal, review, proposal, recognition.

    A proposal is shown only once it was made: most programmes know none. Where the registration
    was returned, withdrawn, stopped, not recognised or revoked, the line ends with that.
    """
    known = _known(session, row)
    halt = _halt(session, row)
    last = max((number for number, step in enumerate(known) if step.done), default=0)
    line = [
        LifeStep(step.title, How.DONE if number <= last else How.TODO, step.on, step.note)
        for number, step in enumerate(known)
    ]
    if halt is not None:
        return (*line[: last + 1], halt)
    if last + 1 < len(line):
        line[last + 1] = LifeStep(line[last + 1].title, How.NOW, line[last + 1].on)
    return tuple(line)


def _known(session: Session, row: RegistrationRow) -> list[_Known]:
    steps = [step for step in progress.steps(session, row.uid) if step.own]
    sheets = [sheet for sheet in score_sheets.sheets_of(session, row.uid) if sheet.finished]
    decided = _decided(session, row)
    reviewed = _last(steps, (StepKind.REVIEW_PASSED, StepKind.REVIEW_INCOMPLETE))
    proposed = _last(steps, (StepKind.PROPOSED,))
    noted = row.last_note_on
    self_on = _finished_on(sheets, Stage.SELF)
    appraised_on = _finished_on(sheets, Stage.APPRAISAL)
    found = [
        _Known("Đăng ký", True, row.registered_on),
        _Known("Thực hiện", noted is not None, noted, "ghi chú gần nhất" if noted else ""),
        _Known("Tự đánh giá", self_on is not None, self_on),
        _Known("Thẩm định", appraised_on is not None, appraised_on),
        _Known("Bình xét", reviewed is not None, reviewed.on if reviewed else None),
        _Known(
            "Đề nghị công nhận",
            proposed is not None,
            proposed.on if proposed else None,
            shown=proposed is not None,
        ),
        _Known("Công nhận", decided is not None, *(decided or (None, ""))),
    ]
    return [step for step in found if step.shown]


def _decided(session: Session, row: RegistrationRow) -> tuple[date | None, str] | None:
    """Day and number of the decision of this office that recognised it."""
    for line in registration_queries.recognitions(session.database, [row.uid]):
        if line["status"] == "issued" and line["owner"] == session.office_uid:
            day = date.fromisoformat(line["date"]) if line["date"] else None
            sign = Signs(session).of(PaperKind.DECISION, line["body_id"], line["number"], day)
            return day, f"Quyết định số {sign}" if sign else ""
    return None


def _halt(session: Session, row: RegistrationRow) -> LifeStep | None:
    if row.state not in _HALTS:
        return None
    step = _last(progress.steps(session, row.uid), _HALTS[row.state])
    on, reason = (step.on, step.reason) if step else (None, "")
    return LifeStep(row.state.label, How.HALTED, on, reason)


def _last(
    steps: Sequence[progress.StepRow], kinds: tuple[StepKind, ...]
) -> progress.StepRow | None:
    return next((step for step in reversed(steps) if step.kind in kinds), None)


def _finished_on(sheets: Sequence[score_sheets.SheetRow], stage: Stage) -> date | None:
    days = [sheet.finished_on for sheet in sheets if sheet.stage is stage and sheet.finished_on]
    return max(days, default=None)


def halt_words(session: Session, row: RegistrationRow) -> str:
    """Why and since when a registration does not go on, as one sentence; "" when it does."""
    halt = _halt(session, row)
    if halt is None:
        return ""
    since = f" ngày {format_date(halt.on)}" if halt.on else ""
    return f"{halt.title}{since}: {halt.note}" if halt.note else f"{halt.title}{since}."
