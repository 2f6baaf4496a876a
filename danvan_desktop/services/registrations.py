"""Registering initiatives and exemplars, changing them, taking them away, sustaining them.

Lists and search are `registration_list`; notes, evidence and stories are `progress`; the steps of
a registration's life are `registration_steps`, which are offered here too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from danvan_desktop.domain import workflow
from danvan_desktop.domain.programmes import HEADINGS, Programme
from danvan_desktop.domain.registrations import Newness, RegistrationDraft, problems
from danvan_desktop.domain.text import (
    clean_line,
    clean_text,
    search_key,
)
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import UserError
from danvan_desktop.models import (
    Body,
    Initiative,
    Registration,
    Subject,
    Unit,
    registration_queries,
)
from danvan_desktop.models.database import index_words
from danvan_desktop.services import locks
from danvan_desktop.services.adoption import newest_copy, programme
from danvan_desktop.services.facts import facts_of
from danvan_desktop.services.locks import Locked
from danvan_desktop.services.registration_steps import record_step, record_steps
from danvan_desktop.services.session import Changes, Session, Topic, Work

__all__ = [
    "LineProblem",
    "Progress",
    "check_lines",
    "draft_of",
    "edit",
    "get",
    "names",
    "record_step",
    "record_steps",
    "register",
    "register_many",
    "remove",
]

Progress = Callable[[int, int, str], None]
"""Told of (done, total, what) while many are worked on."""


@dataclass(frozen=True)
class LineProblem:
    """A problem of one line of a grid; `line` counts from 0."""

    line: int
    field: str
    message: str


def register(session: Session, programme_id: str, year: int, draft: RegistrationDraft) -> Changes:
    """Enter one registration. Raises the first `FieldError` of `domain.registrations.problems`."""
    plan = programme(session, programme_id)
    for problem in problems(draft, plan, year):
        raise problem
    with session.write("Đăng ký", Topic.REGISTRATIONS) as work:
        work.uid = insert_registration(work, plan, year, draft)
    return work.changes


def check_lines(
    session: Session, programme_id: str, year: int, drafts: Sequence[RegistrationDraft]
) -> list[LineProblem]:
    """Every problem of the lines of a grid, in order; an empty list means they can be saved."""
    plan = programme(session, programme_id)
    return [
        LineProblem(number, problem.field, problem.what)
        for number, draft in enumerate(drafts)
        for problem in problems(draft, plan, year)
    ]


def register_many(
    session: Session,
    programme_id: str,
    year: int,
    drafts: Sequence[RegistrationDraft],
    progress: Progress | None = None,
) -> Changes:
    """Enter the lines of a grid: all of them or none.

    Raises `UserError` naming the first faulty line.
    """
    found = check_lines(session, programme_id, year, drafts)
    if found:
        raise UserError(
            f"Dòng {found[0].line + 1}: {found[0].message}",
            safe="Chưa dòng nào được lưu.",
            todo="Sửa các ô được đánh dấu rồi lưu lại.",
        )
    plan = programme(session, programme_id)
    with session.write("Đăng ký nhanh theo danh sách", Topic.REGISTRATIONS) as work:
        for number, draft in enumerate(drafts, 1):
            work.uid = insert_registration(work, plan, year, draft)
            if progress:
                progress(number, len(drafts), draft.listed_name)
    return work.changes


def insert_registration(work: Work, plan: Programme, year: int, draft: RegistrationDraft) -> str:
    """One registration inside a use case that is under way; its uid. The draft was checked."""
    copy = newest_copy(plan.id)
    _refuse_twice(plan, year, draft)
    initiative = draft.initiative or _insert_initiative(work, plan, year, draft)
    subject = work.insert(Subject, **_subject_values(draft))
    row = work.insert(
        Registration,
        initiative=initiative or None,
        subject=subject.uid,
        programme_id=plan.id,
        programme_version=copy.version,
        programme_fingerprint=copy.fingerprint,
        year=year,
        **_registration_values(draft),
    )
    _index(work.session, row.uid, draft)
    return row.uid


def _refuse_twice(plan: Programme, year: int, draft: RegistrationDraft) -> None:
    """One initiative is entered once for a programme, year and title."""
    if not draft.initiative:
        return
    same = (
        (Registration.initiative == draft.initiative)
        & (Registration.programme_id == plan.id)
        & (Registration.year == year)
        & (Registration.title == draft.title)
        & ~Registration.deleted
    )
    if Registration.select().where(same).exists():
        raise UserError(
            f"“{draft.listed_name}” đã được đăng ký cho năm {year}.",
            safe="Chưa có đăng ký nào được thêm.",
            todo="Bỏ chọn mô hình đó rồi thực hiện lại.",
        )


def _insert_initiative(work: Work, plan: Programme, year: int, draft: RegistrationDraft) -> str:
    """The initiative of a new registration; an exemplar without a name of its own has none."""
    name = clean_line(draft.name)
    if not name or name == clean_line(draft.subject_name):
        return ""
    kind = draft.initiative_kind or plan.registration.initiative_kinds[0]
    row = work.insert(Initiative, name=name, kind=kind, unit=draft.unit, started_year=year)
    return row.uid


def _subject_values(draft: RegistrationDraft) -> dict[str, Any]:
    return {
        "kind": draft.subject_kind.value,
        "name": clean_line(draft.subject_name) or _default_subject(draft),
        "unit": draft.unit,
        "body": draft.body or None,
        "position": clean_line(draft.position),
        "address": clean_line(draft.address),
    }


def _default_subject(draft: RegistrationDraft) -> str:
    """Who is meant when only the place was entered: the person in charge, or the place itself."""
    if draft.subject_kind is not SubjectKind.COLLECTIVE:
        return clean_line(draft.person_in_charge) or clean_line(draft.name)
    if draft.body:
        return str(Body.get_by_id(draft.body).name)
    return str(Unit.get_by_id(draft.unit).name)


def _registration_values(draft: RegistrationDraft) -> dict[str, Any]:
    values: dict[str, Any] = {key: clean_text(draft.headings.get(key, "")) for key in HEADINGS}
    values |= {
        "name": clean_line(draft.listed_name),
        "unit": draft.unit,
        "body": draft.body or None,
        "title": draft.title,
        "level": draft.level,
        "sector": draft.sector,
        "newness": draft.newness.value,
        "summary": clean_text(draft.summary),
        "person_in_charge": clean_line(draft.person_in_charge),
        "quantified_value": clean_line(draft.quantified_value),
        "registered_with": draft.registered_with or None,
        "registered_with_name": clean_line(draft.registered_with_name),
        "registered_on": draft.registered_on,
        "note": clean_text(draft.note),
    }
    return values


def _index(session: Session, uid: str, draft: RegistrationDraft) -> None:
    words = (draft.name, draft.subject_name, draft.person_in_charge, draft.summary)
    index_words(session.database, [(uid, search_key(" ".join(words)))])


def edit(
    session: Session, uid: str, draft: RegistrationDraft, *, expected_revision: int | None = None
) -> Changes:
    """Change a registration of this office.

    Raises `FieldError` for a wrong field, and `UserError` when its state does not allow it, when
    a closed meeting or a decision rests on it, when it is another office's, or when it was
    changed since the form was opened.
    """
    with session.write("Sửa đăng ký", Topic.REGISTRATIONS) as work:
        row = get(uid)
        work.check_owner(row)
        locks.require_free(session, Locked.REGISTRATION, uid)
        workflow.require("edit", facts_of(session, uid), session.office_uid)
        _check_revision(row, expected_revision)
        for problem in problems(draft, programme(session, row.programme_id), row.year):
            raise problem
        work.uid = uid
        _update(work, row, draft)
        _index(session, uid, draft)
    return work.changes


def _check_revision(row: Registration, expected: int | None) -> None:
    if expected is not None and row.revision != expected:
        raise UserError(
            "Đăng ký này đã được thay đổi ở nơi khác sau khi biểu mẫu được mở.",
            safe="Nội dung bạn vừa nhập vẫn còn trong biểu mẫu.",
            todo="Mở lại bản ghi để xem thay đổi rồi nhập lại phần cần sửa.",
        )


def _update(work: Work, row: Registration, draft: RegistrationDraft) -> None:
    """Write the form's values to the registration, its subject and its initiative.

    What belongs to a registration is part of it: a return is answered, and sheets become old,
    also when only the subject or the initiative changed.
    """
    changed = work.update(row.subject, about=row.uid, **_subject_values(draft))
    if row.initiative_id and clean_line(draft.name):
        kind = draft.initiative_kind or row.initiative.kind
        name = clean_line(draft.name)
        changed |= work.update(row.initiative, about=row.uid, name=name, kind=kind)
    if not work.update(row, **_registration_values(draft)) and changed:
        work.touch(row)


def get(uid: str) -> Registration:
    """The row itself, for the services of this layer. Raises `UserError` when it is gone."""
    row = Registration.get_or_none((Registration.uid == uid) & ~Registration.deleted)
    if row is None:
        raise UserError("Không còn đăng ký này trong dữ liệu.")
    return row


def draft_of(session: Session, uid: str) -> tuple[RegistrationDraft, int]:
    """The values for the form, and the revision they were read at."""
    del session
    row = get(uid)
    subject = row.subject
    draft = RegistrationDraft(
        name=row.initiative.name if row.initiative_id else "",
        unit=row.unit_id,
        sector=row.sector,
        subject_kind=SubjectKind(subject.kind),
        summary=row.summary,
        title=row.title,
        level=row.level,
        initiative=row.initiative_id or "",
        initiative_kind=row.initiative.kind if row.initiative_id else "",
        subject_name=subject.name,
        position=subject.position,
        address=subject.address,
        body=row.body_id or "",
        newness=Newness(row.newness),
        person_in_charge=row.person_in_charge,
        headings={key: getattr(row, key) for key in HEADINGS},
        quantified_value=row.quantified_value,
        registered_with=row.registered_with_id or "",
        registered_with_name=row.registered_with_name,
        registered_on=row.registered_on,
        note=row.note,
    )
    return draft, row.revision


def demanded_of(row: Registration) -> RegistrationDraft:
    """Only what a programme may demand of a registration, without another query."""
    return RegistrationDraft(
        sector=row.sector,
        headings={key: getattr(row, key) for key in HEADINGS},
        quantified_value=row.quantified_value,
        registered_with=row.registered_with_id or "",
        registered_with_name=row.registered_with_name,
        registered_on=row.registered_on,
    )


def remove(session: Session, uid: str) -> Changes:
    """Take away a registration entered by mistake; it stays as a tombstone and in the journal.

    Raises `UserError` when it has been assessed or decided on: withdraw it instead.
    """
    with session.write("Xóa đăng ký nhập nhầm", Topic.REGISTRATIONS) as work:
        facts = facts_of(session, uid)
        if facts.sheets or facts.recognitions:
            raise UserError(
                "Đăng ký đã được đánh giá hoặc đưa vào quyết định nên không xóa được.",
                safe="Dữ liệu không thay đổi.",
                todo="Dùng “Rút đăng ký” và ghi lý do.",
            )
        work.uid = uid
        work.remove(get(uid))
        index_words(session.database, [(uid, "")])
    return work.changes


def names(session: Session, uids: Sequence[str]) -> dict[str, str]:
    """Listed names by uid."""
    return {row["uid"]: row["name"] for row in registration_queries.by_uids(session.database, uids)}
