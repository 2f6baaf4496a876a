"""Score sheets on an assessor's own computer: opened from a `.dvp` file, kept in that file.

No data folder and no office is needed. Every save writes the whole file anew under a temporary
name and puts it in place, so that a power cut leaves the file as it was before or after. What is
shown of a sheet is `assessor_view`; the office's half is `sheet_files` and `sheet_return`.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

from danvan_desktop import __version__
from danvan_desktop.domain.marks import check_mark
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.sheets import MarkEntry, conditions_text, marks_text
from danvan_desktop.domain.text import checked_text, file_name
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.exchange import assessor_file, container_files
from danvan_desktop.exchange.assessor_file import AnswerFile, BlankFile, WorkFile
from danvan_desktop.exchange.assessor_records import AnswerHeader, FileRegistration, FileSheet
from danvan_desktop.services import assessor_view, programmes, signing
from danvan_desktop.services.assessor_rows import (
    DeskFacts,
    DeskRow,
    DeskStatus,
    FileLook,
    status_of,
)
from danvan_desktop.services.changes import Clock
from danvan_desktop.services.evaluation import require_complete
from danvan_desktop.services.programmes import ProgrammeDefects
from danvan_desktop.services.sheet_view import SheetView

__all__ = ["AssessorDesk", "DeskFacts", "DeskRow", "DeskStatus", "FileLook", "open_sheets"]

log = logging.getLogger(__name__)

_KEPT = "Các phiếu đã lưu trong tệp vẫn nguyên vẹn."


class AssessorDesk:
    """An open file. Made by `open_sheets`; `path` is where it is kept."""

    def __init__(
        self, path: Path, source: BlankFile, programme: Programme, clock: Clock | None = None
    ) -> None:
        self.path = path
        self.programme = programme
        self.written_on: date | None = None
        self._source = source
        self._clock = clock or Clock()
        self._given = {one.uid: one for one in source.registrations}
        self._sheets: dict[str, FileSheet] = {}
        self._edition = 0
        self._digest = source.sha256

    def take_work(self, work: WorkFile) -> None:
        """Go on from what was saved before."""
        self._sheets = {sheet.registration: sheet for sheet in work.sheets}
        self._edition, self._digest = work.header.edition, work.sha256

    # reading

    @property
    def facts(self) -> DeskFacts:
        header = self._source.header
        return DeskFacts(
            header.office_name,
            self.programme.name,
            header.year,
            header.assessor,
            header.position,
            header.sequence,
            header.made_on,
            signing.fingerprint(self._source.office_key),
        )

    def rows(self) -> tuple[DeskRow, ...]:
        """Every registration of the file, in the office's order."""
        return tuple(self._row(at, one) for at, one in enumerate(self._given.values(), 1))

    def _row(self, number: int, one: FileRegistration) -> DeskRow:
        sheet = self._sheets.get(one.uid)
        status = status_of(sheet)
        words = self.view(one.uid).result_words if status is DeskStatus.DONE else ""
        reason = sheet.declined if sheet else ""
        names = (one.name, one.subject_name, one.place, one.title_name)
        return DeskRow(number, one.uid, *names, status, words, reason)

    def view(self, uid: str) -> SheetView:
        """The sheet of one registration as the dialog shows it."""
        header = self._source.header
        programme = (header.programme_id, header.programme_version)
        one = self._given[uid]
        return assessor_view.view(
            one, self._sheets.get(uid), self._set(one), header.assessor, programme
        )

    def texts(self, uid: str) -> tuple[tuple[str, str], ...]:
        """What is registered: (heading, text), in the order of the form."""
        return assessor_view.texts(self._given[uid])

    def evidence(self, uid: str, evidence: str) -> bytes:
        """The bytes of a file that was sent along. Raises `UserError` when it was not."""
        found = next(one for one in self._given[uid].evidence if one.uid == evidence)
        if found.start is None:
            raise UserError(
                f"Tệp “{found.file_name}” không được gửi kèm tệp phiếu này.",
                safe="Tệp vẫn có tại cơ quan gửi phiếu.",
                todo="Đề nghị cơ quan gửi phiếu cho xem tệp đó.",
            )
        return self._source.files[found.start : found.start + found.size]

    def evidence_name(self, uid: str, evidence: str) -> str:
        return next(one.file_name for one in self._given[uid].evidence if one.uid == evidence)

    def _set(self, one: FileRegistration) -> Any:
        return self.programme.criteria_set(one.set_code)

    # marking

    def save(
        self,
        uid: str,
        marks: Mapping[str, MarkEntry],
        conditions: Mapping[str, bool | None],
        remark: str = "",
    ) -> None:
        """Keep a sheet as it stands in the file; nothing is written when nothing differs.

        Raises `FieldError` for a mark the set does not allow, `UserError` when the sheet is
        finished or the file cannot be written.
        """
        self._require_open(uid)
        one = self._given[uid]
        values = {
            "marks": marks_text(_checked(self._set(one), marks)),
            "conditions": conditions_text(conditions),
            "remark": checked_text("remark", "Nhận xét chung", remark),
        }
        before = self._sheets.get(uid)
        if before is None or any(getattr(before, key) != text for key, text in values.items()):
            self._keep(_sheet(one, before, **values))

    def finish(self, uid: str) -> None:
        """Close a complete sheet. Raises `FieldError` on the first line that is still open."""
        self._require_open(uid)
        one = self._given[uid]
        view = self.view(uid)
        require_complete(view.criteria_set, view.result)
        before = self._sheets.get(uid)
        conditions = assessor_view.answers(one, before, view.criteria_set)
        self._keep(
            _sheet(
                one,
                before,
                conditions=conditions_text(conditions),
                finished=True,
                finished_on=self._clock.today(),
            )
        )

    def reopen(self, uid: str) -> None:
        """Go on with a finished or declined sheet; its marks stay."""
        before = self._sheets.get(uid)
        if before is not None and (before.finished or before.declined):
            self._keep(
                _sheet(self._given[uid], before, finished=False, finished_on=None, declined="")
            )

    def decline(self, uid: str, reason: str) -> None:
        """Say that one may not judge this registration, and why; a finished sheet is opened."""
        why = checked_text("declined", "Lý do", reason)
        if not why.strip():
            raise FieldError("declined", "Cần ghi lý do không đánh giá.")
        blank = {"marks": "{}", "conditions": "{}", "remark": "", "finished": False}
        before = self._sheets.get(uid)
        self._keep(_sheet(self._given[uid], before, **blank, finished_on=None, declined=why))

    def _require_open(self, uid: str) -> None:
        before = self._sheets.get(uid)
        if before is not None and (before.finished or before.declined):
            raise UserError(
                "Phiếu này đã hoàn thành.",
                safe=_KEPT,
                todo="Mở lại phiếu nếu cần sửa.",
            )

    # the file

    def _keep(self, sheet: FileSheet) -> None:
        """Save with this sheet; what is in memory changes only once the file has changed."""
        self._write({**self._sheets, sheet.registration: sheet}, self.path)

    def _write(self, sheets: dict[str, FileSheet], path: Path, *, elsewhere: bool = False) -> None:
        if not elsewhere:
            self._require_untouched()
        header = self._header("work", self._edition + 1)
        data = assessor_file.work_bytes(
            self._source, header, list(sheets.values()), self._sign, signing.verify
        )
        self._digest = container_files.save(path, data)
        self.path, self._sheets, self._edition = path, sheets, header.edition
        log.info("sheet file saved: edition=%d sheets=%d", header.edition, len(sheets))

    def move_to(self, path: Path) -> None:
        """Keep everything in another file from now on: the old place cannot be written to."""
        self._write(self._sheets, path, elsewhere=True)

    def _require_untouched(self) -> None:
        if hashlib.sha256(container_files.load(self.path)).hexdigest() != self._digest:
            raise UserError(
                f"Tệp “{self.path.name}” đã bị chương trình khác thay đổi trong lúc đang mở.",
                safe="Tệp đó không bị ghi đè; phiếu đang chấm vẫn còn trên màn hình.",
                todo="Lưu sang tệp khác, rồi so hai tệp.",
            )

    def write_answer(self, path: Path) -> int:
        """Write what goes back to the office; the number of sheets in it.

        Only finished sheets and those declined are in it. Read back after writing. Raises
        `UserError` when there is none, or when `path` is the file itself.
        """
        sheets = [one for one in self._sheets.values() if one.finished or one.declined]
        if not sheets:
            raise UserError(
                "Chưa có phiếu nào hoàn thành để trả về.",
                safe=_KEPT,
                todo="Hoàn thành ít nhất một phiếu rồi ghi tệp trả về.",
            )
        if path.exists() and path.samefile(self.path):
            raise UserError(
                "Tệp trả về không được trùng với tệp phiếu đang chấm.",
                safe=_KEPT,
                todo="Chọn tên khác cho tệp trả về.",
            )
        self._write(self._sheets, self.path)
        data = assessor_file.answer_bytes(
            self._source.public_key,
            self._header("answer", self._edition),
            sheets,
            self._sign,
            signing.verify,
        )
        container_files.save(path, data)
        self.written_on = self._clock.today()
        return len(sheets)

    def answer_name(self) -> str:
        """A name for the file that goes back, safe on Windows."""
        return file_name(f"Trả về - {self.path.stem}", "dvp")

    def _sign(self, data: bytes) -> bytes:
        return signing.sign(self._source.private_key, data)

    def _header(self, kind: Literal["work", "answer"], edition: int) -> AnswerHeader:
        source = self._source.header
        return AnswerHeader(
            app_version=__version__,
            assessor=source.assessor,
            edition=edition,
            kind=kind,
            made_on=self._clock.today(),
            office_name=source.office_name,
            office_uid=source.office_uid,
            programme_fingerprint=source.programme_fingerprint,
            programme_id=source.programme_id,
            programme_version=source.programme_version,
            sequence=source.sequence,
            source_sha256=self._source.sha256,
            year=source.year,
        )


def open_sheets(path: Path, clock: Clock | None = None) -> AssessorDesk:
    """Open a file for marking. Raises `UserError` that says what else it is, or what is wrong."""
    found = assessor_file.parse(container_files.load(path), signing.verify)
    if isinstance(found, AnswerFile):
        raise UserError(
            f"Đây là tệp trả về của {found.header.assessor}, không phải tệp để đánh giá.",
            safe="Dữ liệu chưa bị thay đổi gì.",
            todo=f"Gửi tệp này cho “{found.header.office_name}” để nhận vào; muốn sửa phiếu thì mở "
            "tệp phiếu ban đầu.",
        )
    source = found.source if isinstance(found, WorkFile) else found
    desk = AssessorDesk(path, source, _programme(source), clock)
    if isinstance(found, WorkFile):
        desk.take_work(found)
    return desk


def looked_at(path: Path) -> FileLook:
    """What a sound file is for; raises `UserError` when it is not sound."""
    found = assessor_file.parse(container_files.load(path), signing.verify)
    header = found.source.header if isinstance(found, WorkFile) else found.header
    return FileLook(isinstance(found, AnswerFile), isinstance(found, WorkFile), header.office_uid)


def _programme(source: BlankFile) -> Programme:
    """The programme in the file, which must be the one that its header names."""
    header = source.header
    try:
        programme = programmes.read_text(source.programme, "chương trình trong tệp phiếu")
        same = programmes.fingerprint(source.programme) == header.programme_fingerprint
    except ProgrammeDefects as error:
        raise _unreadable() from error
    codes = {one.code for one in programme.criteria_sets}
    known = all(one.set_code in codes for one in source.registrations)
    if not (same and known and programme.id == header.programme_id):
        raise _unreadable()
    return programme


def _unreadable() -> UserError:
    return UserError(
        "Bộ tiêu chí trong tệp phiếu không đọc được bằng bản chương trình đang dùng.",
        safe="Tệp không bị thay đổi gì.",
        todo="Cập nhật chương trình lên bản mới, hoặc đề nghị cơ quan gửi lại tệp phiếu.",
    )


def _sheet(one: FileRegistration, before: FileSheet | None, **values: Any) -> FileSheet:
    """The sheet with some values changed, or a new one with them."""
    kept: dict[str, Any] = {
        "conditions": "{}",
        "declined": "",
        "finished": False,
        "finished_on": None,
        "marks": "{}",
        "remark": "",
    }
    if before is not None:
        kept = {key: getattr(before, key) for key in kept}
    fixed = {"registration": one.uid, "revision": one.revision, "set_code": one.set_code}
    return FileSheet(**{**kept, **values, **fixed})


def _checked(criteria_set: Any, marks: Mapping[str, MarkEntry]) -> dict[str, MarkEntry]:
    leaves = {leaf.code: leaf for leaf in criteria_set.leaves()}
    found = {}
    for code, entry in marks.items():
        if entry.mark is not None:
            check_mark(leaves[code], entry.mark)
        found[code] = MarkEntry(entry.mark, checked_text(code, "Nhận xét", entry.remark))
    return found
