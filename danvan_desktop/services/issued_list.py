"""Every paper that left the office, of all years, in one list; and their files as a folder.

What is given out is the kept file, never one drawn anew: the PDF as issued, the Word file beside
it, and the stamped scan, which is the true paper. Nothing that lies in the folder is overwritten.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from danvan_desktop.domain.text import file_name
from danvan_desktop.errors import UserError
from danvan_desktop.models import Body, DeskFile, DeskPaper, IssuedPaper
from danvan_desktop.saving import explain, replacing
from danvan_desktop.services import issued_papers
from danvan_desktop.services.issued_papers import WORD
from danvan_desktop.services.paper_desk import SCAN
from danvan_desktop.services.paper_files import FileRow, files
from danvan_desktop.services.paper_kinds import PaperKind, Progress
from danvan_desktop.services.paper_signs import Signs
from danvan_desktop.services.session import Session

_LONGEST_PATH = 250
"""Windows takes 259 signs of a path; some are left for the name of a copy."""
_SHORTEST_NAME = 30


@dataclass(frozen=True)
class IssuedListRow:
    """An issued paper as the list shows it; `standing` is "" while it is right.

    `desk` is its paper of the desk, "" where it did not come over it.
    """

    uid: str
    kind: PaperKind
    number_text: str
    """The number as the paper prints it, with its signs."""
    date: date | None
    title: str
    year: int
    standing: str
    scan: bool
    word: bool
    desk: str
    issuer: str = ""
    """The body whose paper it is, "" where its record names none."""


def all_issued(session: Session) -> tuple[IssuedListRow, ...]:
    """Every issued paper of the office, the newest date first."""
    signs = Signs(session)
    found = list(IssuedPaper.select().order_by(IssuedPaper.issued_at.desc(), IssuedPaper.uid))
    standing = issued_papers.standing([row.uid for row in found])
    papers = DeskPaper.select(DeskPaper.uid, DeskPaper.issued)
    desk = {row.issued_id: row.uid for row in papers.where(DeskPaper.issued.is_null(False))}
    issuers = issued_papers.issuing_bodies()
    bodies = {row.uid: issuers.get(row.uid) or issuers.get(row.about) for row in found}
    names = {row.uid: row.name for row in Body.select(Body.uid, Body.name)}
    kept = {(file.paper_id, file.role) for file in DeskFile.select(DeskFile.paper, DeskFile.role)}
    rows = (
        IssuedListRow(
            uid=row.uid,
            kind=PaperKind(row.kind),
            number_text=signs.of(PaperKind(row.kind), bodies[row.uid], row.number, row.date),
            date=row.date,
            title=row.title,
            year=_year(row),
            standing=standing.get(row.uid, ""),
            scan=(desk.get(row.uid), SCAN) in kept,
            word=(desk.get(row.uid), WORD) in kept,
            desk=desk.get(row.uid, ""),
            issuer=names.get(bodies[row.uid] or "", ""),
        )
        for row in found
    )
    return tuple(sorted(rows, key=lambda row: row.date or date.min, reverse=True))


def _year(row: IssuedPaper) -> int:
    return int(row.date.year if row.date else datetime.fromisoformat(row.issued_at).year)


def export(
    session: Session, uids: Sequence[str], folder: Path, progress: Progress | None = None
) -> tuple[Path, ...]:
    """Write the kept files of these papers into `folder`; the paths written, in order.

    A name is date, kind, number and title, as far as Windows takes it. A cancelled export leaves
    the files that are whole. Raises `UserError` when the folder cannot be written to.
    """
    wanted = {row.uid: row for row in all_issued(session)}
    if not folder.is_dir():
        raise UserError(f"Không tìm thấy thư mục “{folder}”.", todo="Chọn thư mục khác.")
    written: list[Path] = []
    for number, uid in enumerate(uids, start=1):
        row = wanted.get(uid)
        if row is None:
            continue
        if progress is not None:
            progress(number, len(uids), row.title)
        for name, ending, content in _contents(session, row):
            written.append(_write(folder, name, ending, content))
    return tuple(written)


def _contents(session: Session, row: IssuedListRow) -> Iterator[tuple[str, str, bytes]]:
    """Name, ending and content of each file of a paper; only the newest scan."""
    name = name_of(row)
    yield name, "pdf", issued_papers.reprint(session, row.uid).content
    kept = files(session, row.desk) if row.desk else ()
    for role, words in ((WORD, ""), (SCAN, " (bản scan)")):
        file = next((one for one in kept if one.role == role), None)
        if file is not None:
            yield name + words, file.path_ending, _read(file)


def name_of(row: IssuedListRow) -> str:
    """The name of a paper's files: "2026-03-05 Kế hoạch số 05-KH/ĐU - Về việc ..."."""
    day = row.date.isoformat() if row.date else str(row.year)
    told = not row.number_text or row.number_text in row.title
    number = "" if told else f" số {row.number_text}"
    title = "" if row.title.startswith(row.kind.label) else f"{row.kind.label}{number} - "
    tail = f"{row.title}{number}" if not title else f"{title}{row.title}"
    return f"{day} {tail}"


def _read(file: FileRow) -> bytes:
    try:
        return file.path.read_bytes()
    except OSError as error:
        raise UserError(
            f"Tệp “{file.file_name}” không còn trong dữ liệu.",
            todo="Khôi phục thư mục files từ bản sao lưu.",
        ) from error


def _write(folder: Path, name: str, ending: str, content: bytes) -> Path:
    """Write beside what is there: a name that is taken gets (2), (3) ..."""
    room = max(_SHORTEST_NAME, _LONGEST_PATH - len(str(folder)) - len(ending) - 8)
    whole = file_name(name[:room].rstrip(" .-"), ending)
    path, count = folder / whole, 1
    while path.exists():
        count += 1
        mark = f" ({count})"
        path = folder / f"{whole[: -len(ending) - 1 - len(mark)].rstrip(' .-')}{mark}.{ending}"
    try:
        with replacing(path) as temporary:
            temporary.write_bytes(content)
    except OSError as error:
        raise explain(error, path) from error
    return path


def scan_path(session: Session, desk: str) -> FileRow | None:
    """The stamped true paper of a paper of the desk, None where none is kept."""
    return next((one for one in files(session, desk) if one.role == SCAN), None)
