"""The files of a paper: the Word file the leader changed, the stamped scan, Word as issued.

Each is kept under its content hash. What is put in is looked at first: a Word file must be one,
a scan must be a PDF or a picture.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.domain.paper_stages import PaperStage, require_stage
from danvan_desktop.errors import UserError
from danvan_desktop.models import DeskFile, DeskPaper, IssuedPaper
from danvan_desktop.services.issued_papers import WORD, desk_paper
from danvan_desktop.services.kept_files import KeptFile, keep_file, kept_path
from danvan_desktop.services.paper_desk import LEADER, SCAN
from danvan_desktop.services.session import Changes, Session, Topic, Work

_SCANS = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n", b"II*\x00", b"MM\x00*")
_KEPT = "Văn bản và các tệp đã lưu không thay đổi."
_ROLES = {LEADER: "Bản Word lãnh đạo sửa", SCAN: "Bản scan có dấu", WORD: "Bản Word đã ban hành"}


@dataclass(frozen=True)
class FileRow:
    """A file of a paper."""

    uid: str
    role: str
    file_name: str
    size: int
    added_at: str
    path: Path

    @property
    def role_words(self) -> str:
        return _ROLES.get(self.role, self.role)

    @property
    def path_ending(self) -> str:
        """The ending of its own name: the kept file has none."""
        return Path(self.file_name).suffix.lstrip(".").lower()


def files(session: Session, uid: str) -> tuple[FileRow, ...]:
    """The files of a paper, the newest first."""
    query = DeskFile.select().where(DeskFile.paper == uid)
    return tuple(
        FileRow(
            row.uid,
            row.role,
            row.file_name,
            row.size,
            row.added_at,
            kept_path(session, row.sha256),
        )
        for row in query.order_by(DeskFile.added_at.desc(), DeskFile.uid)
    )


def put_back(session: Session, uid: str, path: Path) -> Changes:
    """Keep the Word file as the leader changed it; a submitted paper is open for words again.

    Raises `UserError` for what is no Word file, or a paper that was not submitted.
    """
    row = _row(uid)
    if PaperStage(row.stage) is not PaperStage.RETURNED:
        require_stage(PaperStage(row.stage), PaperStage.RETURNED)
    _check_word(path)
    file = keep_file(session, path)
    with session.write("Lãnh đạo sửa văn bản", Topic.PAPERS) as work:
        _insert(work, row, LEADER, file)
        changed_at = session.now_text()
        work.update(row, about=row.about, stage=PaperStage.RETURNED.value, changed_at=changed_at)
    return work.changes


def attach_scan(session: Session, uid: str, path: Path) -> Changes:
    """Keep the stamped true paper beside a signed or issued one; the newest counts.

    Raises `UserError` for what is neither PDF nor picture, or a paper that is not signed yet.
    """
    row = _row(uid)
    if PaperStage(row.stage) not in (PaperStage.SIGNED, PaperStage.ISSUED):
        raise UserError(
            "Văn bản chưa ký nên chưa có bản scan có dấu.",
            safe=_KEPT,
            todo="Nhập số, ngày sau khi ký, rồi đính kèm bản scan.",
        )
    _check_scan(path)
    file = keep_file(session, path)
    with session.write("Đính kèm bản scan", Topic.PAPERS) as work:
        _insert(work, row, SCAN, file)
    return work.changes


def attach_scan_of_issued(session: Session, issued: str, path: Path) -> Changes:
    """The same for any issued paper, also one that did not come over the desk (a decision)."""
    row = DeskPaper.get_or_none(DeskPaper.issued == issued)
    if row is not None:
        return attach_scan(session, row.uid, path)
    paper = IssuedPaper.get_or_none(IssuedPaper.uid == issued)
    if paper is None:
        raise UserError("Không còn văn bản này trong dữ liệu.")
    _check_scan(path)
    file = keep_file(session, path)
    with session.write("Đính kèm bản scan", Topic.PAPERS) as work:
        made = desk_paper(work, paper)
        _insert(work, made, SCAN, file)
    return work.changes


def _row(uid: str) -> DeskPaper:
    row: DeskPaper | None = DeskPaper.get_or_none(DeskPaper.uid == uid)
    if row is None:
        raise UserError("Không còn văn bản này trong dữ liệu.", safe="Dữ liệu không thay đổi.")
    return row


def _insert(work: Work, row: DeskPaper, role: str, file: KeptFile) -> None:
    work.uid = row.uid
    work.insert(
        DeskFile,
        about=row.about,
        paper=row.uid,
        role=role,
        file_name=file.name,
        size=file.size,
        sha256=file.sha256,
        added_at=work.session.now_text(),
    )


def _check_word(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            found = "word/document.xml" in archive.namelist()
    except (OSError, zipfile.BadZipFile):
        found = False
    if not found:
        raise UserError(
            f"“{path.name}” không phải tệp Word (.docx).",
            safe=_KEPT,
            todo="Trong Word, chọn Lưu thành (Save As), kiểu Word Document (.docx), rồi chọn lại.",
        )


def _check_scan(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except OSError:
        head = b""
    if not head.startswith(_SCANS):
        raise UserError(
            f"“{path.name}” không phải tệp PDF hoặc ảnh.",
            safe=_KEPT,
            todo="Chọn tệp PDF, JPG, PNG hoặc TIFF do máy quét tạo ra.",
        )
