"""Verified copies of the database, and a health check of the whole data folder.

A copy gets its name only when it has been opened and checked. Order is by the sequence number in
the name and never by the clock, so that a wrong clock removes nothing.
"""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.errors import StorageError, UserError
from danvan_desktop.models import (
    Certificate,
    DeskFile,
    Evidence,
    IssuedPaper,
    JournalEntry,
    WordTemplate,
)
from danvan_desktop.models.checks import integrity_problems, row_problems
from danvan_desktop.models.copies import file_hash, hash_path, snapshot
from danvan_desktop.saving import explain, replacing, sweep
from danvan_desktop.services.certificates import register_defects
from danvan_desktop.services.kept_files import kept_path
from danvan_desktop.services.session import Session

log = logging.getLogger(__name__)

Progress = Callable[[int, int, str], None]
KEPT = 14
"""Automatic copies that are kept; copies made on request, elsewhere, are never removed."""
_COPIED = "copied_entry"
"""Setting: number of the newest journal entry that the last automatic copy holds."""
_NAME = re.compile(r"danvan-(\d{6})-\d{8}\.db")


@dataclass(frozen=True)
class BackupRow:
    path: Path
    size: int
    sha256: str


def backup(session: Session, folder: Path, progress: Progress | None = None) -> BackupRow:
    """A verified copy of the database in `folder`, with the kept files beside it.

    The files go first: a copy of the database that is there has its files, however the work was
    stopped. The signing key is in it: a copy is a secret. Raises `StorageError` when the disk has
    too little room (three times the database is asked for before it is copied) or fails, and
    `UserError` when the folder cannot be written to.
    """
    target = folder / f"danvan-{_next_number(folder):06d}-{session.today():%Y%m%d}.db"
    elsewhere = not folder.is_relative_to(session.folder.root)
    if elsewhere:
        copy_files(session.folder.files, folder / "files", progress)
    digest = snapshot(session.database, session.folder.database, target)
    if elsewhere:  # what was added meanwhile
        copy_files(session.folder.files, folder / "files")
    return BackupRow(target, target.stat().st_size, digest)


def copy_files(source: Path, target: Path, progress: Progress | None = None) -> None:
    """Kept files that are not in the copy yet; one whose content is not its name's is logged."""
    kept = sorted(source.glob("*/*"))
    for done, path in enumerate(kept):
        if progress is not None:
            progress(done, len(kept), "Đang sao lưu các tệp kèm theo")
        copy = target / path.parent.name / path.name
        if copy.exists() or path.suffix:
            continue
        try:
            copy.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise explain(error, target) from error
        with replacing(copy) as temporary:
            shutil.copyfile(path, temporary)
            if file_hash(temporary) != path.name:
                log.warning("kept file differs from its name: %s", path.name[:12])


def automatic_backup(session: Session) -> BackupRow:
    """A copy in the data folder's own `backups`; the oldest beyond `KEPT` are removed after."""
    sweep(session.folder.backups)
    made = backup(session, session.folder.backups)
    for path in backups(session.folder.backups)[:-KEPT]:
        with suppress(OSError):  # held by another program: the next time will do
            path.unlink()
            hash_path(path).unlink(missing_ok=True)
    session.remember("last_backup", session.now_text())
    session.remember(_COPIED, _newest_entry())
    return made


def copy_of_the_day(session: Session) -> BackupRow | None:
    """An automatic copy at the end of a day's work: at most one a day, none without changes."""
    if session.view_only or _newest_entry() == session.setting(_COPIED, 0):
        return None
    newest = backups(session.folder.backups)[-1:]
    if newest and f"{session.today():%Y%m%d}" in newest[0].name:
        return None
    return automatic_backup(session)


def _newest_entry() -> int:
    newest = JournalEntry.select().order_by(JournalEntry.number.desc()).first()
    return int(newest.number) if newest else 0


def backups(folder: Path) -> list[Path]:
    """The numbered copies in a folder, the newest last."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))


def _next_number(folder: Path) -> int:
    numbers = [int(path.name.split("-")[1]) for path in backups(folder)]
    return max(numbers, default=0) + 1


def check_backup(path: Path) -> None:
    """Raise `UserError` when a copy no longer has the hash written beside it."""
    beside = hash_path(path)
    try:
        wanted = beside.read_text(encoding="utf-8").split()[0] if beside.exists() else ""
        sound = not wanted or wanted == file_hash(path)
    except (OSError, IndexError, UnicodeDecodeError):
        sound = False
    if not sound:
        raise UserError(
            f"Bản sao lưu {path.name} đã bị thay đổi hoặc hỏng.",
            safe="Dữ liệu đang dùng không bị ảnh hưởng.",
            todo="Chọn một bản sao lưu khác.",
        )


def doctor(session: Session, progress: Progress | None = None) -> list[str]:
    """Everything that is wrong with the data folder, in words; empty when it is sound.

    Looks at the file's integrity, references, the hash of every row, the journal and the register
    of certificates for gaps, and the content of kept files.
    """
    found = [*integrity_problems(session.database), *row_problems()]
    try:
        found += [*_journal_problems(), *_register_problems(session)]
        found += _file_problems(session, progress)
    except StorageError as error:
        found.append(error.what)
    return found


def _journal_problems() -> Iterator[str]:
    numbers = [row.number for row in JournalEntry.select(JournalEntry.number)]
    if sorted(numbers) != list(range(1, len(numbers) + 1)):
        yield "Nhật ký thay đổi không liên tục: có mục bị xóa ngoài chương trình."


def _register_problems(session: Session) -> list[str]:
    registers = {
        (row.body_id, row.year)
        for row in Certificate.select().where(Certificate.owner == session.office_uid)
    }
    return [
        f"Sổ cấp giấy chứng nhận năm {year}: {defect}"
        for body, year in sorted(registers)
        for defect in register_defects(session, year, body)
    ]


def _file_problems(session: Session, progress: Progress | None) -> Iterator[str]:
    own = Evidence.select().where(~Evidence.deleted & (Evidence.owner == session.office_uid))
    rows = (*own, *IssuedPaper.select(), *DeskFile.select(), *WordTemplate.select())
    for done, row in enumerate(rows):
        if progress is not None:
            progress(done, len(rows), "Đang đọc lại các tệp kèm theo")
        path = kept_path(session, row.sha256)
        try:
            changed = file_hash(path) != row.sha256
        except FileNotFoundError:
            yield f"Thiếu tệp {row.sha256[:12]} của bản ghi {row.uid}."
        except OSError:
            yield f"Không đọc được tệp {row.sha256[:12]} của bản ghi {row.uid}."
        else:
            if changed:
                yield f"Tệp {row.sha256[:12]} bị thay đổi ngoài chương trình."
