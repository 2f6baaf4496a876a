"""Initiatives that go on: many registered for another year in one action, adjusted as they are.

Each becomes a new registration of the same initiative, marked as sustained; what was registered
for that year before is shown and never entered a second time. All in one transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.registrations import Newness, RegistrationDraft, problems
from danvan_desktop.domain.text import in_sentence
from danvan_desktop.domain.workflow import State, StepKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Registration, evaluation_queries
from danvan_desktop.services.adoption import programme
from danvan_desktop.services.registration_list import RegistrationRow, all_rows
from danvan_desktop.services.registrations import draft_of, get, insert_registration
from danvan_desktop.services.session import Changes, Session, Topic

_NOT_GOING_ON = frozenset({State.WITHDRAWN, State.STOPPED, State.REVOKED})


@dataclass(frozen=True)
class CarryRow:
    """A registration that may go on. `against` says why it is not proposed, `taken` that it was
    carried over before."""

    registration: str
    name: str
    place_name: str
    state_words: str
    recognised: bool
    content: str
    person_in_charge: str
    goals: str
    against: str
    taken: bool

    @property
    def proposed(self) -> bool:
        return not self.taken and not self.against


@dataclass(frozen=True)
class CarryLine:
    """One to be registered again, with what is adjusted for the new year."""

    registration: str
    content: str
    person_in_charge: str
    goals: str


def years_after(plan: Programme, year: int) -> list[int]:
    """The years of the programme in which what was registered in `year` can go on."""
    return [one for one in plan.years if one > year]


def choices(
    session: Session,
    programme_id: str,
    year: int,
    to_year: int,
) -> tuple[CarryRow, ...]:
    """Own registrations of `year`, what was recognised first."""
    taken = _registered(programme_id, to_year)
    shown = {row.uid: row for row in all_rows(session, programme_id, year) if row.own}
    rows = [row for row in evaluation_queries.registrations(programme_id, year) if row.uid in shown]
    found = [_choice(shown[row.uid], row, taken) for row in rows]
    return tuple(sorted(found, key=lambda row: (row.taken, bool(row.against), not row.recognised)))


def _choice(
    shown: RegistrationRow, row: Registration, taken: Collection[tuple[str, str]]
) -> CarryRow:
    against = ""
    if shown.state in _NOT_GOING_ON:
        against = f"{shown.state.label}."
    elif shown.activity is StepKind.FORMAL_ONLY:
        against = "Còn hình thức."
    return CarryRow(
        registration=row.uid,
        name=row.name,
        place_name=shown.place_name,
        state_words=shown.state_words,
        recognised=State.RECOGNISED in (shown.state, shown.above),
        content=row.summary,
        person_in_charge=row.person_in_charge,
        goals=row.goals,
        against=against,
        taken=_mark_of(row) in taken,
    )


def carry(
    session: Session,
    programme_id: str,
    to_year: int,
    lines: Sequence[CarryLine],
    registered_on: date | None = None,
) -> Changes:
    """Register these for another year as sustained: all of them or none.

    Raises `FieldError` for a year outside the programme or a wrong field, `UserError` naming the
    first one that was registered for that year before.
    """
    if not lines:
        raise FieldError("lines", "Chưa chọn mô hình nào để đăng ký duy trì.")
    plan = programme(session, programme_id)
    if to_year not in plan.years:
        raise FieldError("year", f"Năm {to_year} nằm ngoài thời gian của chương trình.")
    taken = _registered(programme_id, to_year)
    use_case = f"Đăng ký duy trì cho năm {to_year}"
    with session.write(use_case, Topic.REGISTRATIONS) as work:
        for line in lines:
            draft = _next_draft(session, line, registered_on)
            _refuse_twice(draft, to_year, taken)
            for problem in problems(draft, plan, to_year):
                raise UserError(
                    f"“{draft.listed_name}”: {problem.what}",
                    safe="Chưa có đăng ký nào được thêm.",
                )
            work.uid = insert_registration(work, plan, to_year, draft)
            taken.add(_mark(draft))
            old = get(line.registration)
            work.note(work.uid, "sustained_from", None, f"{in_sentence(old.name)}, năm {old.year}")
    return work.changes


def _next_draft(session: Session, line: CarryLine, registered_on: date | None) -> RegistrationDraft:
    draft, _ = draft_of(session, line.registration)
    return replace(
        draft,
        newness=Newness.SUSTAINED,
        summary=line.content,
        person_in_charge=line.person_in_charge,
        headings={**draft.headings, "goals": line.goals},
        registered_on=registered_on,
        registered_with="",
        registered_with_name="",
    )


def _refuse_twice(draft: RegistrationDraft, year: int, taken: Collection[tuple[str, str]]) -> None:
    if _mark(draft) in taken:
        raise UserError(
            f"“{draft.listed_name}” đã được đăng ký cho năm {year}.",
            safe="Chưa có đăng ký nào được thêm.",
            todo="Bỏ chọn mô hình đó rồi thực hiện lại.",
        )


def _registered(programme_id: str, year: int) -> set[tuple[str, str]]:
    """What is registered for that year already, as `_mark` tells it apart."""
    return {_mark_of(row) for row in evaluation_queries.registrations(programme_id, year)}


def _mark_of(row: Registration) -> tuple[str, str]:
    return row.initiative_id or f"{row.subject.name}|{row.unit_id}", row.title


def _mark(draft: RegistrationDraft) -> tuple[str, str]:
    """The initiative, or who the exemplar is and where; with the title aimed at."""
    return draft.initiative or f"{draft.subject_name}|{draft.unit}", draft.title
