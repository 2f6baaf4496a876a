"""Every paper that left the office, of all years, in one list; and their files as a folder.

What is given out is the kept file, never one drawn anew: the PDF as issued, the Word file beside
it, and the stamped scan, which is the true paper. Nothing that lies in the folder is overwritten.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from danvan_desktop.domain.text import file_name
from danvan_desktop.errors import StorageError, UserError
from danvan_desktop.models import Body, DeskFile, DeskPaper, IssuedPaper
from danvan_desktop.saving import replacing
from danvan_desktop.services import issued_papers
from danvan_desktop.services.issued_papers import WORD
from danvan_desktop.services.paper_desk import SCAN
from danvan_desktop.services.paper_files import FileRow, content, files
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


@dataclass(frozen=True)
class Exported:
    """The files that were written, and in words those that are not what was kept."""

    written: tuple[Path, ...]
    lost: tuple[str, ...]


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
            number_text=signs.issued(row, bodies[row.uid]),
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
) -> Exported:
    """Write the kept files of these papers into `folder`, in order.

    A name is date, kind, number and title, as far as Windows takes it. A file that is lost or was
    changed is left out and told; a cancelled export leaves the files that are whole. Raises
    `UserError` when the folder cannot be written to.
    """
    wanted = {row.uid: row for row in all_issued(session)}
    if not folder.is_dir():
        raise UserError(f"Không tìm thấy thư mục “{folder}”.", todo="Chọn thư mục khác.")
    written: list[Path] = []
    lost: list[str] = []
    for number, uid in enumerate(uids, start=1):
        row = wanted.get(uid)
        if row is None:
            continue
        if progress is not None:
            progress(number, len(uids), row.title)
        for mark, ending, read in _files(session, row):
            try:
                content = read()
            except StorageError as error:
                lost.append(error.what)
                continue
            written.append(_write(folder, name_of(row), mark, ending, content))
    return Exported(tuple(written), tuple(lost))


def _files(session: Session, row: IssuedListRow) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """What marks its name, the ending and the content of each file of a paper; only the newest
    scan."""
    yield "", "pdf", partial(_issued, session, row.uid)
    kept = files(session, row.desk) if row.desk else ()
    for role, mark in ((WORD, ""), (SCAN, " (bản scan)")):
        file = next((one for one in kept if one.role == role), None)
        if file is not None:
            yield mark, file.path_ending, partial(content, file)


def _issued(session: Session, uid: str) -> bytes:
    return issued_papers.reprint(session, uid).content


def name_of(row: IssuedListRow) -> str:
    """The name of a paper's files: "2026-03-05 Kế hoạch số 05-KH/ĐU - Về việc ..."."""
    day = row.date.isoformat() if row.date else str(row.year)
    label, title = row.kind.label, row.title
    if not row.number_text or row.number_text in title:
        return f"{day} {title}" if title.startswith(label) else f"{day} {label} - {title}"
    about = title.removeprefix(label).strip()  # the number first: a long title is cut
    return f"{day} {label} số {row.number_text}" + (f" - {about}" if about else "")


def _write(folder: Path, name: str, mark: str, ending: str, content: bytes) -> Path:
    """Write beside what is there: a name that is taken gets (2), (3) ..., never less of its own
    than there is room for."""
    room = max(_SHORTEST_NAME, _LONGEST_PATH - len(str(folder)) - len(ending) - 2)
    for count in itertools.count(1):
        tail = mark if count == 1 else f"{mark} ({count})"
        path = folder / file_name(name[: room - len(tail)], ending, tail=tail)
        if not path.exists():
            break
    with replacing(path) as temporary:
        temporary.write_bytes(content)
    return path


def scan_path(session: Session, desk: str) -> FileRow | None:
    """The stamped true paper of a paper of the desk, None where none is kept."""
    return next((one for one in files(session, desk) if one.role == SCAN), None)
