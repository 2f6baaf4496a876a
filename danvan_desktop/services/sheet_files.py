"""Files of blank sheets for assessors on other computers: what may be sent, made, listed.

One file per assessor, signed by the office; what comes back is `sheet_return`. A file that was
made is noted with the public half of its own key, by which its answer is known again. What stands
in a file of a registration is `sheet_contents`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_desktop import __version__
from danvan_desktop.domain import workflow
from danvan_desktop.domain.canonical import canonical_json
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.text import checked_line, file_name
from danvan_desktop.errors import UserError
from danvan_desktop.models import Assessor, AssessorFile, Office
from danvan_desktop.services import adoption
from danvan_desktop.services.office import private_key
from danvan_desktop.services.panels import AssessorRow, panel_of
from danvan_desktop.services.registration_list import RegistrationRow, all_rows
from danvan_desktop.services.session import Changes, Session, Topic, Work

if TYPE_CHECKING:
    from danvan_desktop.services.sheet_contents import Given

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class OfferedRow:
    """A registration that may go into a file; `why_not` says why it may not."""

    registration: RegistrationRow
    why_not: str

    @property
    def uid(self) -> str:
        return self.registration.uid


@dataclass(frozen=True)
class FileOptions:
    """What goes along beside the registrations themselves."""

    with_self: bool = False
    with_evidence: bool = False


@dataclass(frozen=True)
class MadeFile:
    """A file that lies where it was asked for. `left_out` names evidence too large to go along;
    `excluded` counts registrations in which the assessor has an interest."""

    path: Path
    assessor: str
    sequence: int
    registrations: int
    excluded: int
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class MadeFiles:
    """What became of making several; `refused` says for whom none was made, and why."""

    files: tuple[MadeFile, ...]
    refused: tuple[str, ...]
    changes: Changes

    @property
    def words(self) -> str:
        if not self.files:
            return "Chưa lập được tệp phiếu nào."
        return f"Đã lập {len(self.files)} tệp phiếu trong “{self.files[0].path.parent}”."

    @property
    def detail(self) -> str:
        """What a person should know of them, a line each."""
        lines = [
            f"{one.assessor}: {one.excluded} đăng ký đã khai có liên quan không có trong tệp."
            for one in self.files
            if one.excluded
        ]
        large = sorted({name for one in self.files for name in one.left_out})
        if large:
            some = ", ".join(large[:5]) + (", …" if len(large) > 5 else "")
            lines.append(f"{len(large)} minh chứng quá lớn nên không kèm: {some}.")
        return "\n".join([*self.refused, *lines])


@dataclass(frozen=True)
class SheetFileRow:
    """A file that was made, and whether anything came back."""

    uid: str
    sequence: int
    assessor: str
    registrations: int
    made_at: datetime
    returned_at: datetime | None


def assessors(session: Session, programme_id: str, year: int) -> tuple[AssessorRow, ...]:
    """Who a file can be made for: the listed assessors that take part."""
    return panel_of(session, programme_id, year).active


def offered(session: Session, programme_id: str, year: int) -> tuple[OfferedRow, ...]:
    """Every registration of a programme and year, in name order, withdrawn ones left out."""
    plan = adoption.programme(session, programme_id)
    return tuple(
        OfferedRow(row, _why_not(plan, row))
        for row in all_rows(session, programme_id, year)
        if row.state is not workflow.State.WITHDRAWN
    )


def _why_not(plan: Programme, row: RegistrationRow) -> str:
    if row.state not in workflow.transition("appraise").sources:
        return row.state.label
    try:
        plan.set_for(row.title, row.subject_kind)
    except (KeyError, StopIteration):
        return "Chương trình không có tiêu chí cho danh hiệu này"
    return ""


def made(session: Session, programme_id: str, year: int) -> tuple[SheetFileRow, ...]:
    """The files of a programme and year, the newest first."""
    del session  # the tables are bound to the open folder
    query = (
        AssessorFile.select(AssessorFile, Assessor)
        .join(Assessor, on=(AssessorFile.assessor == Assessor.uid))
        .where(AssessorFile.programme_id == programme_id, AssessorFile.year == year)
        .order_by(AssessorFile.sequence.desc())
    )
    return tuple(
        SheetFileRow(
            row.uid,
            row.sequence,
            row.assessor.name,
            len(json.loads(row.contents)),
            datetime.fromisoformat(row.made_at),
            datetime.fromisoformat(row.returned_at) if row.returned_at else None,
        )
        for row in query
    )


def make(
    session: Session,
    assessor: str,
    registrations: Sequence[str],
    folder: Path,
    options: FileOptions | None = None,
) -> MadeFile:
    """Make one assessor's file in `folder`; registrations with a declared interest are left out.

    The file is written, read back, and noted together, or not at all. Raises `UserError` when
    nothing is left to assess, one of them may not be assessed now, or the place refuses the file,
    `StorageError` when the disk is full.
    """
    from danvan_desktop.exchange.container_files import save
    from danvan_desktop.services import sheet_contents, signing

    session.check_writable()
    person = _person(assessor)
    wanted = _without_interest(session, person, registrations)
    _require_appraisable(session, person, wanted)
    given = sheet_contents.contents(session, person.programme_id, wanted, options or FileOptions())
    keys, sequence = signing.generate(), _next(person.programme_id, person.year)
    data = _signed(session, person, sequence, (keys.private, keys.public), given)
    path = folder / _name(person, sequence)
    with session.write("Lập tệp phiếu đánh giá", Topic.SHEETS) as work:
        _note(work, person, sequence, keys.public, given, data)
        save(path, data)
    left = len(registrations) - len(wanted)
    return MadeFile(path, person.name, sequence, len(wanted), left, given.left_out)


def make_all(
    session: Session,
    assessors: Sequence[str],
    registrations: Sequence[str],
    folder: Path,
    options: FileOptions,
    progress: Progress | None = None,
) -> MadeFiles:
    """As `make`, for several; one that is refused does not keep the others from theirs."""
    files, refused = [], []
    for number, uid in enumerate(assessors):
        person = Assessor.get_by_id(uid)
        if progress:
            progress(number, len(assessors), person.name)
        try:
            files.append(make(session, uid, registrations, folder, options))
        except UserError as error:
            refused.append(f"{person.name}: {error.what}")
    return MadeFiles(
        tuple(files), tuple(refused), Changes(frozenset({Topic.SHEETS}), "", len(files))
    )


def cancel(session: Session, uid: str, reason: str) -> Changes:
    """Make a file count for nothing: it was lost, or made by mistake. Its answer is then refused.

    Raises `FieldError` without a reason, `UserError` for a file that came back already.
    """
    row = AssessorFile.get_or_none(AssessorFile.uid == uid)
    if row is None or row.returned_at:
        raise UserError(
            "Tệp phiếu này đã nhận trả về hoặc không còn trong danh sách.",
            safe="Các phiếu đã nhận giữ nguyên.",
            todo="Muốn bỏ kết quả đã nhận thì mở lại từng phiếu kèm lý do.",
        )
    why = checked_line("reason", "Lý do", reason, required=True, limit=500)
    with session.write("Hủy tệp phiếu đánh giá", Topic.SHEETS, reason=why) as work:
        work.remove(row)
    return work.changes


def _person(uid: str) -> Assessor:
    row: Assessor | None = Assessor.get_or_none(Assessor.uid == uid)
    if row is None or not row.active:
        raise UserError(
            "Người đánh giá này không còn trong danh sách.",
            safe="Chưa có tệp nào được ghi.",
            todo="Chọn lại người đánh giá.",
        )
    return row


def _without_interest(
    session: Session, person: Assessor, registrations: Sequence[str]
) -> tuple[str, ...]:
    panel = panel_of(session, person.programme_id, person.year)
    wanted = tuple(uid for uid in registrations if person.name not in panel.excluded(uid))
    if not wanted:
        raise UserError(
            f"Không có đăng ký nào để gửi cho {person.name}.",
            safe="Chưa có tệp nào được ghi.",
            todo="Chọn đăng ký mà người này không khai có liên quan.",
        )
    return wanted


def _require_appraisable(session: Session, person: Assessor, wanted: Sequence[str]) -> None:
    known = {row.uid: row for row in offered(session, person.programme_id, person.year)}
    for uid in wanted:
        why = known[uid].why_not if uid in known else "Không còn trong danh sách"
        if why:
            name = known[uid].registration.name if uid in known else uid
            raise UserError(
                f"“{name}” chưa đưa vào tệp phiếu được: {why}.",
                safe="Chưa có tệp nào được ghi.",
                todo="Bỏ chọn đăng ký này rồi lập lại tệp.",
            )


def _next(programme_id: str, year: int) -> int:
    newest = (
        AssessorFile.select()
        .where(AssessorFile.programme_id == programme_id, AssessorFile.year == year)
        .order_by(AssessorFile.sequence.desc())
        .first()
    )
    return newest.sequence + 1 if newest else 1


def _name(person: Assessor, sequence: int) -> str:
    """A file name that says for whom it is, safe on Windows."""
    return file_name(f"Phiếu đánh giá {person.year} - {person.name} - tệp {sequence}", "dvp")


def _signed(
    session: Session, person: Assessor, sequence: int, keys: tuple[bytes, bytes], given: Given
) -> bytes:
    from danvan_desktop.exchange.assessor_file import blank_bytes
    from danvan_desktop.services import signing

    office_key = private_key(session)
    return blank_bytes(
        _header(session, person, sequence, keys[1]),
        (bytes.fromhex(Office.get().public_key), keys[0]),
        (given.programme, given.registrations, given.files),
        lambda message: signing.sign(office_key, message),
        signing.verify,
    )


def _header(session: Session, person: Assessor, sequence: int, public: bytes) -> Any:
    from danvan_desktop.exchange.assessor_records import BlankHeader

    office, copy = Office.get(), adoption.newest_copy(person.programme_id)
    return BlankHeader(
        app_version=__version__,
        assessor=person.name,
        made_on=session.today(),
        office_name=office.name,
        office_uid=office.uid,
        position=", ".join(part for part in (person.position, person.unit_name) if part),
        programme_fingerprint=copy.fingerprint,
        programme_id=person.programme_id,
        programme_version=copy.version,
        public_key=public.hex(),
        sequence=sequence,
        year=person.year,
    )


def _note(
    work: Work, person: Assessor, sequence: int, public: bytes, given: Given, data: bytes
) -> None:
    copy = adoption.newest_copy(person.programme_id)
    revisions = {one.uid: one.revision for one in given.registrations}
    row = work.insert(
        AssessorFile,
        assessor=person.uid,
        programme_id=person.programme_id,
        programme_version=copy.version,
        programme_fingerprint=copy.fingerprint,
        year=person.year,
        sequence=sequence,
        public_key=public.hex(),
        contents=canonical_json(revisions).decode("utf-8"),
        sha256=hashlib.sha256(data).hexdigest(),
        made_at=work.session.now_text(),
    )
    work.uid = row.uid
