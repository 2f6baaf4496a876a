"""One open data folder, and the only way to write into it.

`open_session` locks the folder, makes or opens the database and gives a `Session`. Every use case
writes inside `session.write(...)`: one IMMEDIATE transaction, one journal entry, one `Changes`
value. Reading goes through the other services. Knows nothing of windows.

Threads: the thread that opens the session has a connection until `close`. Any other thread does
everything inside `with session.connected():`, which gives it a connection of its own and closes
it at the end. Workers are ended before `close`; after it every use is an error.
"""

from __future__ import annotations

import errno
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date
from pathlib import Path
from typing import Any

from danvan_desktop.errors import DamagedDataError, StorageError
from danvan_desktop.models import Office, Setting
from danvan_desktop.models.database import create_database, immediate, open_database
from danvan_desktop.models.faults import storage_faults
from danvan_desktop.models.location import check_location
from danvan_desktop.models.lock import FolderLock
from danvan_desktop.models.presence import Presence
from danvan_desktop.models.viewing import open_copy
from danvan_desktop.paths import DataFolder
from danvan_desktop.saving import sweep
from danvan_desktop.services.changes import Changes, Clock, Topic
from danvan_desktop.services.work import Row, Work, label_of, plain_text

__all__ = [
    "Changes",
    "Clock",
    "Row",
    "Session",
    "Topic",
    "Work",
    "label_of",
    "open_session",
    "plain_text",
]

log = logging.getLogger(__name__)

_KEYS_AT_ONCE = 500
"""Settings asked for in one query."""


@dataclass
class Session:
    """An open data folder. Made by `open_session`, closed once by `close`."""

    folder: DataFolder
    database: Any
    clock: Clock
    lock: FolderLock | None
    view_only: bool = False
    office_uid: str = ""
    operator: str = ""
    memory: dict[Any, Any] = field(default_factory=dict)
    """What services remember of this folder while it is open; lost with it, never needed."""
    _presence: Presence | None = None
    _scratch: Path | None = None

    def today(self) -> date:
        return self.clock.today()

    def now_text(self) -> str:
        """Now as the tables keep it: UTC, ISO 8601, to the second."""
        return self.clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @contextmanager
    def write(self, use_case: str, *topics: Topic, reason: str = "") -> Iterator[Work]:
        """One use case: everything inside is saved and journalled together, or not at all.

        Raises `StorageError` when the folder is view-only, full, replaced or locked.
        """
        self.check_writable()
        work = Work(self, use_case, frozenset(topics), reason)
        with immediate(self.database):
            yield work
            work.finish()
        log.info("use case done: topics=%s rows=%d", sorted(topics), work.count)

    @contextmanager
    def connected(self) -> Iterator[None]:
        """A worker thread's own connection, around everything that the worker does.

        On a thread that has a connection already nothing is opened and nothing is closed.
        """
        if not self.database.is_closed():
            yield
            return
        with storage_faults():
            self.database.connect()
        try:
            yield
        finally:
            self.database.close()

    def check_writable(self) -> None:
        """Raise `StorageError` when nothing may be written, before anything is."""
        if self.view_only:
            raise StorageError(
                "Dữ liệu đang mở ở chế độ chỉ xem vì thư mục không cho phép ghi.",
                safe="Dữ liệu không thay đổi.",
                todo="Cấp quyền ghi cho thư mục dữ liệu rồi mở lại chương trình.",
            )
        if self._presence is not None and not self._presence.is_same():
            raise StorageError(
                "Tệp dữ liệu đã bị xóa, đổi tên hoặc thay bằng tệp khác trong lúc đang mở.",
                safe="Chương trình đã dừng ghi để không làm hỏng tệp đó.",
                todo="Đưa tệp cũ trở lại, rồi đóng và mở lại chương trình.",
            )

    def setting(self, key: str, default: Any = None) -> Any:
        row = Setting.get_or_none(Setting.uid == key)
        return default if row is None else json.loads(row.value)

    def settings(self, prefix: str) -> dict[str, Any]:
        """Every setting whose key begins with `prefix`, by its whole key."""
        rows = Setting.select().where(Setting.uid.startswith(prefix))
        return {row.uid: json.loads(row.value) for row in rows}

    def settings_of(self, keys: Iterable[str]) -> dict[str, Any]:
        """Those of the named settings that there are, by their keys."""
        return {key: json.loads(row.value) for key, row in self._setting_rows(keys).items()}

    def _setting_rows(self, keys: Iterable[str]) -> dict[str, Setting]:
        wanted = list(keys)
        found: dict[str, Setting] = {}
        for start in range(0, len(wanted), _KEYS_AT_ONCE):
            part = wanted[start : start + _KEYS_AT_ONCE]
            found |= {row.uid: row for row in Setting.select().where(Setting.uid.in_(part))}
        return found

    def remember(self, key: str, value: Any) -> None:
        """Keep a setting; not a use case of the journal, since nothing official changes."""
        self.remember_all({key: value})

    def remember_all(self, values: Mapping[str, Any]) -> None:
        """Keep several settings together: all or none, at the price of one."""
        self.check_writable()
        with immediate(self.database):
            known = self._setting_rows(values)
            for key, value in values.items():
                row = known.get(key) or Setting(uid=key)
                row.value = json.dumps(value, ensure_ascii=False, sort_keys=True)
                row.row_hash = row.compute_hash()
                row.save(force_insert=key not in known)

    def reload_identity(self) -> None:
        """Read again who the office and the operator are."""
        office = Office.get_or_none()
        self.office_uid = office.uid if office else ""
        self.operator = self.setting("operator", "")

    def close(self) -> None:
        """Give the folder back. Nothing can be read or written through this session after."""
        self.database.autoconnect = False
        self.database.close()
        if self.lock:
            self.lock.release()
        if self._scratch:
            shutil.rmtree(self._scratch, ignore_errors=True)


def open_session(folder: DataFolder, clock: Clock | None = None) -> Session:
    """Open the office's data folder, making it when it does not exist.

    Raises `FolderInUseError` when it is open elsewhere and `StorageError` when it must not or
    cannot be used. A folder that cannot be written to is opened for viewing from a copy.
    """
    clock = clock or Clock()
    check_location(folder.root)
    lock = _take(folder)
    if lock is None:
        return open_for_viewing(folder, clock)
    try:
        sweep(folder.root)
        sweep(folder.backups)
        if not folder.database.exists():
            _refuse_orphans(folder)
            create_database(folder.database)
        database = open_database(folder.database, folder.backups)
    except BaseException:
        lock.release()
        raise
    session = Session(folder, database, clock, lock, _presence=Presence(folder.database))
    session.reload_identity()
    return session


def _take(folder: DataFolder) -> FolderLock | None:
    """The folder's lock; None when there is data that may be read but not written."""
    if folder.database.exists() and not _writable(folder):
        return None
    try:
        folder.root.mkdir(parents=True, exist_ok=True)
        return FolderLock(folder.lock)
    except OSError as error:
        read_only = isinstance(error, PermissionError) or error.errno == errno.EROFS
        if read_only and folder.database.exists():
            return None
        raise StorageError(
            f"Không tạo hoặc không dùng được thư mục dữ liệu {folder.root}.",
            safe="Chưa có gì được ghi.",
            todo="Kiểm tra ổ đĩa, hoặc chọn thư mục khác mà bạn được phép ghi.",
        ) from error


def _writable(folder: DataFolder) -> bool:
    return os.access(folder.root, os.W_OK) and os.access(folder.database, os.W_OK)


def _refuse_orphans(folder: DataFolder) -> None:
    """What lies beside a database shows that one was here: never start afresh over it."""
    log_file = folder.database.with_name(folder.database.name + "-wal")
    found = [log_file] if log_file.exists() else sorted(folder.backups.glob("*.db"))
    if found:
        raise DamagedDataError(
            f"Không thấy tệp dữ liệu {folder.database.name} nhưng còn tệp {found[-1].name} của nó.",
            safe="Chương trình không tạo dữ liệu mới để tránh ghi đè.",
            todo=f"Đưa tệp {folder.database.name} trở lại thư mục, hoặc khôi phục từ bản sao lưu.",
        )


def open_for_viewing(folder: DataFolder, clock: Clock | None = None) -> Session:
    """Open a copy of a data folder, also while a window works in it; nothing can be changed.

    Raises `StorageError` when it cannot be read.
    """
    scratch = Path(tempfile.mkdtemp(prefix="danvan-xem-"))
    try:
        database = open_copy(folder.database, scratch)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    session = Session(folder, database, clock or Clock(), None, view_only=True, _scratch=scratch)
    session.reload_identity()
    return session
