"""One open data folder, and the only way to write into it.

`open_session` locks the folder, makes or opens the database and gives a `Session`. Every use case
writes inside `session.write(...)`: one IMMEDIATE transaction, one journal entry, one `Changes`
value. Reading goes through the other services. Knows nothing of windows.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from danvan_desktop.errors import StorageError, UserError
from danvan_desktop.models import JournalChange, JournalEntry, Office, Record, Setting, Travelling
from danvan_desktop.models.database import create_database, immediate, open_database
from danvan_desktop.models.location import check_location
from danvan_desktop.models.lock import FolderLock
from danvan_desktop.paths import DataFolder

log = logging.getLogger(__name__)

Row = TypeVar("Row", bound=Record)


class Topic(StrEnum):
    """What kind of thing changed; pages reload when one of theirs did."""

    OFFICE = "office"
    UNITS = "units"
    PROGRAMMES = "programmes"
    REGISTRATIONS = "registrations"
    PROGRESS = "progress"
    SHEETS = "sheets"
    DECISIONS = "decisions"
    CERTIFICATES = "certificates"
    CALENDAR = "calendar"
    EXCHANGE = "exchange"
    SETTINGS = "settings"


@dataclass(frozen=True)
class Changes:
    """What one use case changed. `uid` is the record it was about, empty when it was many."""

    topics: frozenset[Topic]
    uid: str = ""
    count: int = 1

    def concern(self, *topics: Topic) -> bool:
        return not self.topics.isdisjoint(topics)


@dataclass(frozen=True)
class Clock:
    """Where today and now come from; tests and the tour set them."""

    today: Callable[[], date] = date.today
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    @staticmethod
    def fixed(day: date) -> Clock:
        """A clock that stands at noon of `day`."""
        moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        return Clock(lambda: day, lambda: moment)


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
    _file_id: tuple[int, int] = (0, 0)
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
        self._check_writable()
        work = Work(self, use_case, frozenset(topics), reason)
        with immediate(self.database):
            yield work
            work.finish()
        log.info("use case done: topics=%s rows=%d", sorted(topics), work.count)

    def _check_writable(self) -> None:
        if self.view_only:
            raise StorageError(
                "Dữ liệu đang mở ở chế độ chỉ xem vì thư mục không cho phép ghi.",
                safe="Dữ liệu không thay đổi.",
                todo="Cấp quyền ghi cho thư mục dữ liệu rồi mở lại chương trình.",
            )
        if _file_id(self.folder.database) != self._file_id:
            raise StorageError(
                "Tệp dữ liệu đã bị xóa, đổi tên hoặc thay bằng tệp khác trong lúc đang mở.",
                safe="Chương trình đã dừng ghi để không làm hỏng tệp đó.",
                todo="Đưa tệp cũ trở lại, rồi đóng và mở lại chương trình.",
            )

    def setting(self, key: str, default: Any = None) -> Any:
        row = Setting.get_or_none(Setting.uid == key)
        return default if row is None else json.loads(row.value)

    def remember(self, key: str, value: Any) -> None:
        """Keep a setting; not a use case of the journal, since nothing official changes."""
        self._check_writable()
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
        with immediate(self.database):
            row = Setting.get_or_none(Setting.uid == key)
            exists = row is not None
            row = row or Setting(uid=key)
            row.value = text
            row.row_hash = row.compute_hash()
            row.save(force_insert=not exists)

    def reload_identity(self) -> None:
        """Read again who the office and the operator are."""
        office = Office.get_or_none()
        self.office_uid = office.uid if office else ""
        self.operator = self.setting("operator", "")

    def close(self) -> None:
        self.database.close()
        if self.lock:
            self.lock.release()
        if self._scratch:
            shutil.rmtree(self._scratch, ignore_errors=True)


@dataclass
class Work:
    """The writing side of one use case; made by `Session.write` only."""

    session: Session
    use_case: str
    topics: frozenset[Topic]
    reason: str
    uid: str = ""
    count: int = 0
    _lines: list[dict[str, Any]] = field(default_factory=list)

    def insert(self, table: type[Row], about: str = "", **values: Any) -> Row:
        """Add a row of this office. `about` is the record in whose history it is shown."""
        row = table(uid=values.pop("uid", "") or str(uuid.uuid4()), **values)
        if isinstance(row, Travelling):
            row.owner = row.owner or self.session.office_uid
        self._seal(row)
        row.save(force_insert=True)
        self._line(row, about, "", None, label_of(row))
        return row

    def update(self, row: Record, about: str = "", **values: Any) -> bool:
        """Change fields of a row, journalling old and new of each. False when nothing differs.

        Raises `UserError` for a row of another office: only its owner may change it.
        """
        self.check_owner(row)
        before = row.fields()
        for name, value in values.items():
            setattr(row, name, value)
        after = row.fields()
        changed = [name for name in after if plain_text(before[name]) != plain_text(after[name])]
        if not changed:
            return False
        if isinstance(row, Travelling):
            row.revision += 1
        self._seal(row)
        row.save()
        for name in changed:
            for field_name, old, new in _lines_of(row, name, before[name], after[name]):
                self._line(row, about, field_name, old, new)
        return True

    def remove(self, row: Record, about: str = "") -> None:
        """Take a row away: a travelling one stays as a tombstone, any other is deleted."""
        self.check_owner(row)
        self._line(row, about, "deleted", label_of(row), None)
        if not isinstance(row, Travelling):
            row.delete_instance()
            return
        row.deleted = True
        row.revision += 1
        self._seal(row)
        row.save()

    def check_owner(self, row: Record) -> None:
        if isinstance(row, Travelling) and row.owner != self.session.office_uid:
            raise UserError(
                "Bản ghi này do đơn vị khác gửi lên, chỉ đơn vị đó sửa được.",
                safe="Dữ liệu không thay đổi.",
                todo="Trả lại kèm lý do để đơn vị gửi sửa và gửi lại.",
            )

    def note(self, about: str, field_name: str, old: str | None, new: str | None) -> None:
        """A journal line that is not a column: files taken in, rows applied from a package."""
        self._lines.append(
            {
                "table_name": "",
                "record": about,
                "about": about,
                "field": field_name,
                "old": old,
                "new": new,
            }
        )

    @property
    def changes(self) -> Changes:
        return Changes(self.topics, self.uid, max(self.count, 1))

    def finish(self) -> None:
        """Write the journal entry, last thing in the transaction."""
        if not self._lines:
            return
        newest = JournalEntry.select().order_by(JournalEntry.number.desc()).first()
        entry = JournalEntry(
            uid=str(uuid.uuid4()),
            number=newest.number + 1 if newest else 1,
            at=self.session.now_text(),
            operator=self.session.operator,
            use_case=self.use_case,
            reason=self.reason,
        )
        entry.row_hash = entry.compute_hash()
        entry.save(force_insert=True)
        for values in self._lines:
            line = JournalChange(uid=str(uuid.uuid4()), entry=entry.uid, **values)
            line.row_hash = line.compute_hash()
            line.save(force_insert=True)

    def _seal(self, row: Record) -> None:
        for name, value in row.derive(row.fields()).items():
            setattr(row, name, value)
        row.row_hash = row.compute_hash()
        self.count += 1

    def _line(self, row: Record, about: str, name: str, old: str | None, new: str | None) -> None:
        self._lines.append(
            {
                "table_name": row.table(),
                "record": row.uid,
                "about": about or row.uid,
                "field": name,
                "old": old,
                "new": new,
            }
        )


def plain_text(value: Any) -> str | None:
    """A column's value as the journal keeps it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "có" if value else "không"
    return value.isoformat() if isinstance(value, date) else str(value)


def _lines_of(
    row: Record, name: str, old: Any, new: Any
) -> Iterator[tuple[str, str | None, str | None]]:
    """(field, old, new) as the journal keeps them: a JSON column gives a line per changed key."""
    if name not in row.json_columns:
        yield name, plain_text(old), plain_text(new)
        return
    before, after = json.loads(old or "{}"), json.loads(new or "{}")
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            yield f"{name}.{key}", _json_text(before.get(key)), _json_text(after.get(key))


def _json_text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def label_of(row: Record) -> str:
    """What the journal calls a row: its name or title, else its kind."""
    for name in ("name", "title", "text", "file_name", "kind"):
        value = row.fields().get(name)
        if value:
            return str(value)
    return row.table()


def open_session(folder: DataFolder, clock: Clock | None = None) -> Session:
    """Open the office's data folder, making it when it does not exist.

    Raises `FolderInUseError` when it is open elsewhere and `StorageError` when it must not or
    cannot be used. A folder that cannot be written to is opened for viewing from a copy.
    """
    clock = clock or Clock()
    check_location(folder.root)
    if folder.database.exists() and not _writable(folder):
        return _open_for_viewing(folder, clock)
    try:
        folder.root.mkdir(parents=True, exist_ok=True)
        lock = FolderLock(folder.lock)
    except PermissionError as error:
        raise StorageError(
            f"Không tạo được thư mục dữ liệu {folder.root}.",
            safe="Chưa có gì được ghi.",
            todo="Chọn thư mục khác mà bạn được phép ghi.",
        ) from error
    try:
        if not folder.database.exists():
            _refuse_orphans(folder)
            create_database(folder.database)
        database = open_database(folder.database, folder.backups)
    except BaseException:
        lock.release()
        raise
    session = Session(folder, database, clock, lock, _file_id=_file_id(folder.database))
    session.reload_identity()
    return session


def _refuse_orphans(folder: DataFolder) -> None:
    """A log without its database means the file was taken away: never start afresh over it."""
    if folder.database.with_name(folder.database.name + "-wal").exists():
        raise StorageError(
            "Không thấy tệp dữ liệu nhưng còn tệp nhật ký đi kèm (danvan.db-wal).",
            safe="Chương trình không tạo dữ liệu mới để tránh ghi đè.",
            todo="Đưa tệp danvan.db trở lại thư mục, hoặc khôi phục từ bản sao lưu.",
        )


def _writable(folder: DataFolder) -> bool:
    return os.access(folder.root, os.W_OK) and os.access(folder.database, os.W_OK)


def _open_for_viewing(folder: DataFolder, clock: Clock) -> Session:
    scratch = Path(tempfile.mkdtemp(prefix="danvan-xem-"))
    copy = scratch / folder.database.name
    for suffix in ("", "-wal"):
        source = folder.database.with_name(folder.database.name + suffix)
        if source.exists():
            shutil.copyfile(source, copy.with_name(copy.name + suffix))
    in_log = copy.with_name(copy.name + "-wal").exists()
    database = open_database(copy, scratch, immutable=not in_log)
    session = Session(folder, database, clock, None, view_only=True, _scratch=scratch)
    session.reload_identity()
    return session


def _file_id(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return (-1, -1)
    return (status.st_dev, status.st_ino)
