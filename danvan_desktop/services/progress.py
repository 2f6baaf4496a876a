"""What is noted while an initiative is carried out: notes, evidence files, stories.

Files are copied into the data folder under their content hash and never changed there.
"""

from __future__ import annotations

import mimetypes
import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from danvan_desktop.domain.text import checked_line, checked_text, file_name
from danvan_desktop.domain.workflow import State, StepKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Body, Evidence, ProgressNote, Step, Story
from danvan_desktop.models.copies import file_hash
from danvan_desktop.saving import replacing
from danvan_desktop.services.registration_list import RegistrationRow, all_rows
from danvan_desktop.services.registrations import get
from danvan_desktop.services.session import Changes, Session, Topic, Work

QUIET_DAYS = 90
"""An initiative without a note for so many days is shown as quiet."""
EVIDENCE_LIMIT = 50 * 1024 * 1024
"""Largest evidence file, bytes."""

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

    @property
    def is_quiet(self) -> bool:
        return self.quiet_days is not None and self.quiet_days >= QUIET_DAYS


def followed(session: Session, programme_id: str, year: int) -> tuple[FollowedRow, ...]:
    """The registrations of a year with how long nothing was noted, the quietest first."""
    rows = [
        FollowedRow(row, _quiet_days(session, row, year))
        for row in all_rows(session, programme_id, year)
        if row.state is not State.WITHDRAWN
    ]
    return tuple(sorted(rows, key=lambda item: -(item.quiet_days or -1)))


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
    if on > session.today():
        raise FieldError("on", "Ngày ghi chú không thể ở tương lai.")
    clean = checked_text("text", "Nội dung ghi chú", text, required=True, limit=4000)
    kept = [keep_file(session, path) for path in photos]
    with session.write("Ghi chú tiến độ", Topic.PROGRESS) as work:
        note = work.insert(
            ProgressNote, about=registration, registration=registration, on=on, text=clean
        )
        for path, digest in zip(photos, kept, strict=True):
            _insert_evidence(work, registration, path, digest, note=note.uid, on=on)
        work.uid = note.uid
    return work.changes


def edit_note(session: Session, uid: str, on: date, text: str) -> Changes:
    row = ProgressNote.get_by_id(uid)
    clean = checked_text("text", "Nội dung ghi chú", text, required=True, limit=4000)
    with session.write("Sửa ghi chú tiến độ", Topic.PROGRESS) as work:
        work.uid = uid
        work.update(row, about=row.registration_id, on=on, text=clean)
    return work.changes


def remove_note(session: Session, uid: str) -> Changes:
    """Take a note away; its photos stay as evidence of the registration."""
    row = ProgressNote.get_by_id(uid)
    with session.write("Xóa ghi chú tiến độ", Topic.PROGRESS) as work:
        work.remove(row, about=row.registration_id)
    return work.changes


def add_evidence(
    session: Session,
    registration: str,
    paths: tuple[Path, ...],
    *,
    criterion: str = "",
    title: str = "",
) -> Changes:
    """Copy files into the data folder as evidence, for one criterion if it is named."""
    get(registration)
    kept = [keep_file(session, path) for path in paths]
    label = checked_line("title", "Tên minh chứng", title, limit=250)
    with session.write("Thêm minh chứng", Topic.PROGRESS, Topic.SHEETS) as work:
        for path, digest in zip(paths, kept, strict=True):
            row = _insert_evidence(
                work,
                registration,
                path,
                digest,
                criterion=criterion,
                title=label,
                on=session.today(),
            )
            work.uid = row.uid
    return work.changes


def _insert_evidence(
    work: Work,
    registration: str,
    path: Path,
    digest: str,
    *,
    on: date,
    note: str = "",
    criterion: str = "",
    title: str = "",
) -> Evidence:
    return work.insert(
        Evidence,
        about=registration,
        registration=registration,
        note=note or None,
        criterion=criterion,
        title=title,
        file_name=file_name(path.stem, path.suffix.lstrip(".")),
        size=path.stat().st_size,
        sha256=digest,
        media_type=mimetypes.guess_type(path.name)[0] or "",
        on=on,
    )


def remove_evidence(session: Session, uid: str) -> Changes:
    """Take a piece of evidence away; the file stays until no record names its content."""
    row = Evidence.get_by_id(uid)
    with session.write("Gỡ minh chứng", Topic.PROGRESS, Topic.SHEETS) as work:
        work.remove(row, about=row.registration_id)
    return work.changes


def keep_file(session: Session, path: Path) -> str:
    """Copy a file into the data folder under its SHA-256, and return that.

    Raises `UserError` when it is not a file, empty, too large, or cannot be read.
    """
    try:
        size = path.stat().st_size if path.is_file() else -1
        if size < 0:
            raise UserError(
                f"“{path.name}” không phải là tệp.", todo="Chọn từng tệp, không chọn thư mục."
            )
        if size == 0 or size > EVIDENCE_LIMIT:
            raise UserError(
                f"Tệp “{path.name}” {'rỗng' if size == 0 else 'lớn hơn 50 MB'}.",
                safe="Chưa có minh chứng nào được thêm.",
                todo="Kiểm tra lại tệp; ảnh, video lớn cần thu nhỏ trước.",
            )
        digest = file_hash(path)
        target = kept_path(session, digest)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            with replacing(target) as temporary:
                shutil.copyfile(path, temporary)
    except OSError as error:
        raise UserError(
            f"Không đọc được tệp “{path.name}”.",
            safe="Chưa có minh chứng nào được thêm.",
            todo="Kiểm tra USB, quyền đọc hoặc đóng chương trình đang mở tệp.",
        ) from error
    return digest


def kept_path(session: Session, digest: str) -> Path:
    """Where content with this hash lies in the data folder."""
    return session.folder.files / digest[:2] / digest


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
    """A published piece (tin, bài) about an initiative."""
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
    row = Story.get_by_id(uid)
    with session.write("Xóa tin, bài", Topic.PROGRESS) as work:
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
