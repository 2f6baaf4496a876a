"""Verified copies of the database, kept by day, week and month; and a health check of it all.

A copy gets its name only when it has been opened and checked. Order is by the sequence number in
the name and never by the clock, so that a wrong clock removes nothing.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.errors import StorageError, UserError
from danvan_desktop.models import TABLES, Certificate, Evidence, IssuedPaper
from danvan_desktop.models.database import file_hash, integrity_problems, snapshot
from danvan_desktop.services.progress import kept_path
from danvan_desktop.services.session import Session

KEPT = 14
"""Automatic copies that are kept; copies made on request are never removed."""
_NAME = re.compile(r"danvan-(\d{6})-\d{8}\.db")


@dataclass(frozen=True)
class BackupRow:
    path: Path
    size: int
    sha256: str


def backup(session: Session, folder: Path) -> BackupRow:
    """A verified copy of the database in `folder`, with the kept files beside it.

    Raises `StorageError` when the disk has too little room: three times the database is asked
    for before anything is written.
    """
    check_space(session, folder)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"danvan-{_next_number(folder):06d}-{session.today():%Y%m%d}.db"
    digest = snapshot(session.database, target)
    if session.folder.files.exists() and not folder.is_relative_to(session.folder.root):
        shutil.copytree(session.folder.files, folder / "files", dirs_exist_ok=True)
    return BackupRow(target, target.stat().st_size, digest)


def automatic_backup(session: Session) -> BackupRow:
    """A copy in the data folder's own `backups`; the oldest beyond `KEPT` are removed after."""
    made = backup(session, session.folder.backups)
    numbered = sorted(backups(session.folder.backups), key=lambda path: path.name)
    for path in numbered[:-KEPT]:
        path.unlink()
        path.with_name(path.name + ".sha256").unlink(missing_ok=True)
    session.remember("last_backup", session.now_text())
    return made


def backups(folder: Path) -> list[Path]:
    """The numbered copies in a folder, the newest last."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))


def _next_number(folder: Path) -> int:
    numbers = [int(_NAME.fullmatch(path.name)[1]) for path in backups(folder)]  # type: ignore[index]
    return max(numbers, default=0) + 1


def check_space(session: Session, folder: Path) -> None:
    """Refuse before starting when free space is under three times the database."""
    near = folder
    while not near.exists():
        near = near.parent
    free = shutil.disk_usage(near).free
    need = 3 * session.folder.database.stat().st_size
    if free < need:
        raise StorageError(
            f"Ổ đĩa chỉ còn {free // 2**20} MB, cần ít nhất {need // 2**20 + 1} MB.",
            safe="Dữ liệu không thay đổi.",
            todo="Dọn bớt ổ đĩa rồi thực hiện lại.",
        )


def check_backup(path: Path) -> None:
    """Raise `UserError` when a copy no longer has the hash written beside it."""
    beside = path.with_name(path.name + ".sha256")
    wanted = beside.read_text(encoding="utf-8").split()[0] if beside.exists() else ""
    if wanted and wanted != file_hash(path):
        raise UserError(
            f"Bản sao lưu {path.name} đã bị thay đổi hoặc hỏng.",
            safe="Dữ liệu đang dùng không bị ảnh hưởng.",
            todo="Chọn một bản sao lưu khác.",
        )


def doctor(session: Session) -> list[str]:
    """Everything that is wrong with the data folder, in words; empty when it is sound.

    Looks at the file's integrity, references, the hash of every row, register numbers without
    gaps, and the content of kept files.
    """
    return [
        *integrity_problems(session.database),
        *_hash_problems(),
        *_register_problems(session),
        *_file_problems(session),
    ]


def _hash_problems() -> list[str]:
    found = []
    for table in TABLES:
        wrong = sum(row.row_hash != row.compute_hash() for row in table.select().iterator())
        if wrong:
            found.append(f"Bảng {table.table()}: {wrong} dòng bị thay đổi ngoài chương trình.")
    return found


def _register_problems(session: Session) -> list[str]:
    numbers: dict[tuple[str, str, int], list[int]] = {}
    for row in Certificate.select().where(Certificate.owner == session.office_uid):
        numbers.setdefault((row.body_id, row.series, row.year), []).append(row.number)
    return [
        f"Sổ cấp giấy chứng nhận năm {year} không liên tục."
        for (_, _, year), found in numbers.items()
        if sorted(found) != list(range(1, len(found) + 1))
    ]


def _file_problems(session: Session) -> list[str]:
    found = []
    own = Evidence.select().where(~Evidence.deleted & (Evidence.owner == session.office_uid))
    for row in (*own, *IssuedPaper.select()):
        path = kept_path(session, row.sha256)
        if not path.exists():
            found.append(f"Thiếu tệp {row.sha256[:12]} của bản ghi {row.uid}.")
        elif file_hash(path) != row.sha256:
            found.append(f"Tệp {row.sha256[:12]} bị thay đổi ngoài chương trình.")
    return found
