"""What is noted while an initiative is carried out: notes, evidence files, stories.

The files themselves are `kept_files`.
"""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from danvan_desktop.domain.text import checked_line, checked_text
from danvan_desktop.domain.workflow import State, StepKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Body, Evidence, ProgressNote, Step, Story, Travelling
from danvan_desktop.services.kept_files import KeptFile, keeping, kept_path
from danvan_desktop.services.registration_list import RegistrationRow, all_rows
from danvan_desktop.services.registrations import get
from danvan_desktop.services.session import Changes, Session, Topic, Work

QUIET_DAYS = 90
"""An initiative without a note for so many days is shown as quiet."""

Row = TypeVar("Row", bound=Travelling)

_ENDED = frozenset({State.WITHDRAWN, State.STOPPED, State.NOT_RECOGNISED, State.REVOKED})


@dataclass(frozen=True)
class NoteRow:
    uid: str
    on: date
    text: str
    own: bool
    photos: tuple[EvidenceRow, ...]


@dataclass(frozen=True)
class EvidenceRow:
    """A file kept as evidence; `path` is empty when only its name came from below."""

    uid: str
    title: str
    file_name: str
    size: int
    media_type: str
    criterion: str
    note: str
    on: date | None
    path: Path | None

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")


@dataclass(frozen=True)
class StoryRow:
    uid: str
    title: str
    published_in: str
    on: date | None
    link: str


@dataclass(frozen=True)
class StepRow:
    """A step of a registration's life, as the record shows it."""

    kind: StepKind
    on: date
    reason: str
    by_name: str
    own: bool


@dataclass(frozen=True)
class FollowedRow:
    """A registration on the page that follows the work."""

    registration: RegistrationRow
    quiet_days: int | None
    """Days since the last note, or since registration when there is none; None when ended."""
    cause: str = ""
    """Why it is formal only or was stopped, as its office noted it."""

    @property
    def is_quiet(self) -> bool:
        return self.quiet_days is not None and self.quiet_days >= QUIET_DAYS


def followed(session: Session, programme_id: str, year: int) -> tuple[FollowedRow, ...]:
    """The registrations of a year with how long nothing was noted, the quietest first."""
    rows = [
        FollowedRow(row, _quiet_days(session, row, year), _cause(session, row))
        for row in all_rows(session, programme_id, year)
        if row.state is not State.WITHDRAWN
    ]
    return tuple(sorted(rows, key=lambda item: -(item.quiet_days or -1)))


def _cause(session: Session, row: RegistrationRow) -> str:
    if row.activity is StepKind.RUNNING:
        return ""
    reasons = [step.reason for step in steps(session, row.uid) if step.kind is row.activity]
    return reasons[-1] if reasons else ""


def _quiet_days(session: Session, row: RegistrationRow, year: int) -> int | None:
    if row.state in _ENDED:
        return None
    since = row.last_note_on or row.registered_on or date(year, 1, 1)
    return max((session.today() - since) // timedelta(days=1), 0)


def add_note(
    session: Session, registration: str, on: date, text: str, photos: tuple[Path, ...] = ()
) -> Changes:
    """A progress note with its photos.

    Raises `FieldError` for an empty text or a future day, `UserError` for a file that cannot be
    read; nothing is kept then.
    """
    get(registration)
    clean = _checked_note(session, on, text)
    with keeping(session) as keep, session.write("Ghi chú tiến độ", Topic.PROGRESS) as work:
        kept = [keep.file(path) for path in photos]
        note = work.insert(
            ProgressNote, about=registration, registration=registration, on=on, text=clean
        )
        for file in kept:
            insert_evidence(work, registration, file, note=note.uid)
        work.uid = note.uid
    return work.changes


def _checked_note(session: Session, on: date, text: str) -> str:
    if on > session.today():
        raise FieldError("on", "Ngày ghi chú không thể ở tương lai.")
    return checked_text("text", "Nội dung ghi chú", text, required=True, limit=4000)


def edit_note(session: Session, uid: str, on: date, text: str) -> Changes:
    """Change a note of this office, under the same rules as a new one."""
    clean = _checked_note(session, on, text)
    with session.write("Sửa ghi chú tiến độ", Topic.PROGRESS) as work:
        row = _existing(ProgressNote, uid)
        work.uid = uid
        work.update(row, about=row.registration_id, on=on, text=clean)
    return work.changes


def remove_note(session: Session, uid: str) -> Changes:
    """Take a note away; its photos stay as evidence of the registration."""
    with session.write("Xóa ghi chú tiến độ", Topic.PROGRESS) as work:
        row = _existing(ProgressNote, uid)
        work.remove(row, about=row.registration_id)
    return work.changes


def _existing(table: type[Row], uid: str) -> Row:
    row: Row | None = table.get_or_none((table.uid == uid) & ~table.deleted)
    if row is None:
        raise UserError("Không còn bản ghi này trong dữ liệu.", safe="Dữ liệu không thay đổi.")
    return row


def add_evidence(
    session: Session,
    registration: str,
    paths: tuple[Path, ...],
    *,
    criterion: str = "",
    title: str = "",
) -> Changes:
    """Copy files into the data folder as evidence, for one criterion if it is named.

    Raises `UserError` for a file that cannot be kept; no record is made then.
    """
    get(registration)
    label = checked_line("title", "Tên minh chứng", title, limit=250)
    topics = (Topic.PROGRESS, Topic.SHEETS)
    with keeping(session) as keep, session.write("Thêm minh chứng", *topics) as work:
        kept = [keep.file(path) for path in paths]
        for file in kept:
            row = insert_evidence(work, registration, file, criterion=criterion, title=label)
            work.uid = row.uid
    return work.changes


def insert_evidence(
    work: Work, registration: str, file: KeptFile, *, note: str = "", **values: Any
) -> Evidence:
    """Record a kept file as evidence, inside a use case that is being written."""
    return work.insert(
        Evidence,
        about=registration,
        registration=registration,
        note=note or None,
        file_name=file.name,
        size=file.size,
        sha256=file.sha256,
        media_type=mimetypes.guess_type(file.name)[0] or "",
        on=min(file.day, work.session.today()),
        **values,
    )


def remove_evidence(session: Session, uid: str) -> Changes:
    """Take a piece of evidence away; the file stays until no record names its content."""
    with session.write("Gỡ minh chứng", Topic.PROGRESS, Topic.SHEETS) as work:
        row = _existing(Evidence, uid)
        work.remove(row, about=row.registration_id)
    return work.changes


def notes(session: Session, registration: str) -> tuple[NoteRow, ...]:
    """Progress notes, the newest first, each with its photos."""
    photos: dict[str, list[EvidenceRow]] = {}
    for item in evidence(session, registration):
        photos.setdefault(item.note, []).append(item)
    query = ProgressNote.select().where(
        (ProgressNote.registration == registration) & ~ProgressNote.deleted
    )
    return tuple(
        NoteRow(
            row.uid,
            row.on,
            row.text,
            row.owner == session.office_uid,
            tuple(photos.get(row.uid, ())),
        )
        for row in query.order_by(ProgressNote.on.desc(), ProgressNote.uid)
    )


def evidence(session: Session, registration: str) -> tuple[EvidenceRow, ...]:
    """Evidence of a registration in the order of criteria and file names."""
    query = Evidence.select().where((Evidence.registration == registration) & ~Evidence.deleted)
    return tuple(
        _evidence_row(session, row)
        for row in query.order_by(Evidence.criterion, Evidence.file_name)
    )


def _evidence_row(session: Session, row: Evidence) -> EvidenceRow:
    path = kept_path(session, row.sha256)
    return EvidenceRow(
        row.uid,
        row.title,
        row.file_name,
        row.size,
        row.media_type,
        row.criterion,
        row.note_id or "",
        row.on,
        path if path.exists() else None,
    )


def add_story(
    session: Session, registration: str, title: str, published_in: str, on: date | None, link: str
) -> Changes:
    """A published piece (tin, bài) about an initiative. Raises `FieldError` for a wrong field."""
    get(registration)
    values = {
        "title": checked_line("title", "Tên tin, bài", title, required=True),
        "published_in": checked_line("published_in", "Nơi đăng", published_in, required=True),
        "on": on,
        "link": checked_line("link", "Đường dẫn", link, limit=500),
    }
    with session.write("Thêm tin, bài", Topic.PROGRESS) as work:
        work.uid = work.insert(Story, about=registration, registration=registration, **values).uid
    return work.changes


def remove_story(session: Session, uid: str) -> Changes:
    with session.write("Xóa tin, bài", Topic.PROGRESS) as work:
        row = _existing(Story, uid)
        work.remove(row, about=row.registration_id)
    return work.changes


def stories(session: Session, registration: str) -> tuple[StoryRow, ...]:
    del session
    query = Story.select().where((Story.registration == registration) & ~Story.deleted)
    return tuple(
        StoryRow(row.uid, row.title, row.published_in, row.on, row.link)
        for row in query.order_by(Story.on.desc(), Story.uid)
    )


def steps(session: Session, registration: str) -> tuple[StepRow, ...]:
    """Steps of a registration in the order they happened."""
    query = (
        Step.select(Step, Body)
        .left_outer_join(Body, on=(Step.body == Body.uid))
        .where((Step.registration == registration) & ~Step.deleted)
        .order_by(Step.on, Step.number)
    )
    return tuple(
        StepRow(
            StepKind(row.kind),
            row.on,
            row.reason,
            row.by_name or (row.body.name if row.body_id else ""),
            row.owner == session.office_uid,
        )
        for row in query
    )
