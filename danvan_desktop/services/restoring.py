"""Putting a verified copy in place of a database that is damaged or gone; no session is open.

What was there is kept aside with its log, never deleted. A kill at any moment leaves the old
database or the restored one.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from danvan_desktop.errors import UserError
from danvan_desktop.models.connection import check_content, connect
from danvan_desktop.models.copies import check_room
from danvan_desktop.models.lock import FolderLock
from danvan_desktop.paths import DataFolder
from danvan_desktop.saving import explain, replacing
from danvan_desktop.services.backup import backups, check_backup, copy_files


def restorable(folder: DataFolder) -> list[Path]:
    """Copies in the folder's own `backups` that are whole, the newest first."""
    return [path for path in reversed(backups(folder.backups)) if _is_whole(path)]


def _is_whole(path: Path) -> bool:
    try:
        check_backup(path)
    except UserError:
        return False
    return True


def restore(folder: DataFolder, copy: Path) -> Path | None:
    """Make `copy` the folder's database; returns where the old one was put, None without one.

    Files kept beside a copy made on request come back too. Raises `UserError` when the copy was
    changed, `StorageError` when it is none of ours, the folder is open or the disk is full; the
    folder is then as it was.
    """
    check_backup(copy)
    lock = FolderLock(folder.lock)
    try:
        check_room(copy, folder.root)
        with replacing(folder.database) as temporary:
            _copy(copy, temporary)
            database = connect(temporary, immutable=True)
            try:
                check_content(database, copy)
            finally:
                database.close()
            aside = _put_aside(folder)
        copy_files(copy.parent / "files", folder.files)
    finally:
        lock.release()
    return aside


def _copy(source: Path, target: Path) -> None:
    try:
        shutil.copyfile(source, target)
    except OSError as error:
        raise explain(error, target) from error


def _put_aside(folder: DataFolder) -> Path | None:
    """Copy the old database with its log; then take the log away, which is not the new one's."""
    parts = [
        folder.database.with_name(folder.database.name + suffix) for suffix in ("", "-wal", "-shm")
    ]
    found = [path for path in parts if path.exists()]
    if not found:
        return None
    aside = _free_folder(folder)
    aside.mkdir(parents=True)
    for path in found:
        shutil.copyfile(path, aside / path.name)
    for path in found[1:]:
        path.unlink()
    return aside


def _free_folder(folder: DataFolder) -> Path:
    number = 1
    while (folder.root / f"truoc-khoi-phuc-{number}").exists():
        number += 1
    return folder.root / f"truoc-khoi-phuc-{number}"
