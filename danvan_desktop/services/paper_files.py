"""The files of a paper: the Word file the leader changed, the stamped scan, Word as issued.

Each is kept under its content hash. What is put in is looked at first: a Word file must be one,
a scan must be a PDF or a picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.domain.paper_stages import PaperStage, require_stage
from danvan_desktop.errors import StorageError, UserError
from danvan_desktop.models import DeskFile, DeskPaper, IssuedPaper
from danvan_desktop.services.issued_papers import WORD, desk_paper
from danvan_desktop.services.kept_files import KeptFile, keeping, kept_content, kept_path
from danvan_desktop.services.paper_desk import LEADER, SCAN, row_of
from danvan_desktop.services.session import Changes, Session, Topic, Work

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


def content(file: FileRow) -> bytes:
    """A kept file. Raises `StorageError` where it is lost or no longer what was kept."""
    found = kept_content(file.path)
    if found is None:
        raise StorageError(
            f"Tệp “{file.file_name}” bị mất hoặc đã bị thay đổi.",
            safe="Số, ngày và nội dung của văn bản trong dữ liệu vẫn còn nguyên.",
            todo="Khôi phục thư mục files từ bản sao lưu, hoặc đính kèm lại tệp đó.",
        )
    return found


def put_back(session: Session, uid: str, path: Path) -> Changes:
    """Keep the Word file as the leader changed it; a submitted paper is open for words again.

    Raises `UserError` for what is no Word file, or a paper that was not submitted.
    """
    row = row_of(uid)
    if PaperStage(row.stage) is not PaperStage.RETURNED:
        require_stage(PaperStage(row.stage), PaperStage.RETURNED)
    _check_word(path)
    with keeping(session) as keep, session.write("Lãnh đạo sửa văn bản", Topic.PAPERS) as work:
        file = keep.file(path)
        _insert(work, row, LEADER, file)
        changed_at = session.now_text()
        work.update(row, about=row.about, stage=PaperStage.RETURNED.value, changed_at=changed_at)
    return work.changes


def attach_scan(session: Session, uid: str, path: Path) -> Changes:
    """Keep the stamped true paper beside a signed or issued one; the newest counts.

    Raises `UserError` for what is neither PDF nor picture, or a paper that is not signed yet.
    """
    row = row_of(uid)
    if PaperStage(row.stage) not in (PaperStage.SIGNED, PaperStage.ISSUED):
        raise UserError(
            "Văn bản chưa ký nên chưa có bản scan có dấu.",
            safe=_KEPT,
            todo="Nhập số, ngày sau khi ký, rồi đính kèm bản scan.",
        )
    _check_scan(path)
    with keeping(session) as keep, session.write("Đính kèm bản scan", Topic.PAPERS) as work:
        _insert(work, row, SCAN, keep.file(path))
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
    with keeping(session) as keep, session.write("Đính kèm bản scan", Topic.PAPERS) as work:
        file = keep.file(path)
        _insert(work, desk_paper(work, paper), SCAN, file)
    return work.changes


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
    from danvan_desktop.documents.word_reading import paragraphs

    try:
        paragraphs(path)
    except UserError as error:
        raise UserError(
            f"“{path.name}” không phải tệp Word (.docx).",
            safe=_KEPT,
            todo="Trong Word, chọn Lưu thành (Save As), kiểu Word Document (.docx), rồi chọn lại.",
        ) from error


def _check_scan(path: Path) -> None:
    from danvan_desktop.documents import scans

    if not scans.is_scan(path):
        raise UserError(
            f"“{path.name}” không phải tệp PDF hoặc ảnh.",
            safe=_KEPT,
            todo="Chọn tệp PDF, JPG, PNG hoặc TIFF do máy quét tạo ra.",
        )
    if not scans.opens(path):
        raise UserError(
            f"“{path.name}” không mở được: tệp hỏng, chép dở, có mật khẩu hoặc quá lớn.",
            safe=_KEPT,
            todo="Mở tệp xem thử, rồi quét hoặc chép lại.",
        )
