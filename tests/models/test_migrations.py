"""Files of every released version open, migrate whole or not at all, and lose nothing."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.errors import StorageError
from danvan_desktop.models import TABLES, copies
from danvan_desktop.models.connection import connect, pragma
from danvan_desktop.models.copies import file_hash, hash_path, table_counts
from danvan_desktop.models.database import create_database, open_database
from danvan_desktop.models.migrations import SCHEMA_VERSION, STEPS
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import backup, journal, progress, registration_list, units
from danvan_desktop.services.kept_files import kept_path
from danvan_desktop.services.session import Clock, Session, open_session
from tests import factories
from tests.models import make_v1

FIXTURES = sorted(make_v1.FIXTURE.parent.glob("v*.db.gz"))

Steps = Mapping[int, Callable[[Any], None]]


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A data folder with the file of version 1 and the one file that its rows name."""
    found = DataFolder(tmp_path / "dữ liệu")
    found.root.mkdir()
    make_v1.unpack(found.database)
    digest = hashlib.sha256(make_v1.EVIDENCE).hexdigest()
    kept = found.files / digest[:2] / digest
    kept.parent.mkdir(parents=True)
    kept.write_bytes(make_v1.EVIDENCE)
    return found


@pytest.fixture
def version_1(folder: DataFolder) -> Session:
    session = open_session(folder, Clock.fixed(factories.DAY))
    yield session  # type: ignore[misc]
    session.close()


def test_every_version_since_1_has_a_fixture_and_a_step() -> None:
    released = range(1, SCHEMA_VERSION + 1)
    assert [path.name for path in FIXTURES] == [f"v{number}.db.gz" for number in released]
    assert sorted(STEPS) == list(range(2, SCHEMA_VERSION + 1))


def test_fixture_is_small_and_has_rows_in_every_table(version_1: Session) -> None:
    assert make_v1.FIXTURE.stat().st_size < 100 * 1024
    counts = table_counts(version_1.database)
    assert [table.table() for table in TABLES if not counts[table.table()]] == []


def test_version_1_opens_sound_and_every_row_can_be_read(version_1: Session) -> None:
    assert backup.doctor(version_1) == []
    for table in TABLES:
        for row in table.select():
            assert row.compute_hash() == row.row_hash
    assert [row.name for row in units.units(version_1)][:2] == ["Tỉnh Mẫu", "Phường Mẫu"]
    rows = registration_list.all_rows(version_1, factories.PROGRAMME, 2026)
    assert [row.name for row in rows] == ["Đoạn đường tự quản (mẫu)", "Tổ hòa giải (mẫu)"]
    (note,) = progress.notes(version_1, rows[0].uid)
    assert note.photos[0].path == kept_path(version_1, hashlib.sha256(make_v1.EVIDENCE).hexdigest())
    assert journal.history(version_1, rows[0].uid)


def test_migrated_file_has_the_tables_of_a_new_one(version_1: Session, tmp_path: Path) -> None:
    create_database(tmp_path / "mới.db")
    new = connect(tmp_path / "mới.db")
    assert _schema(version_1.database) == _schema(new)
    new.close()


def _schema(database: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Columns and indexes of every table."""
    names = [
        row[0]
        for row in database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    ]
    return {
        name: sorted(
            [row[1:] for row in database.execute_sql(f"PRAGMA table_info({name})")]
            + [row[2:4] for row in database.execute_sql(f"PRAGMA index_list({name})")],
            key=str,
        )
        for name in names
    }


def rebuild_units(database: Any) -> None:
    """As `alter_column_type` does: the parent table is dropped and made again."""
    create = database.execute_sql("SELECT sql FROM sqlite_master WHERE name = 'unit'").fetchone()[0]
    database.execute_sql(create.replace('"unit"', '"unit_new"', 1))
    database.execute_sql("INSERT INTO unit_new SELECT * FROM unit")
    database.execute_sql("DROP TABLE unit")
    database.execute_sql("ALTER TABLE unit_new RENAME TO unit")
    database.execute_sql("ALTER TABLE unit ADD COLUMN note TEXT NOT NULL DEFAULT ''")


def upgrade(folder: DataFolder, steps: Steps, target: int = 2) -> Any:
    return open_database(folder.database, folder.backups, steps=steps, target=target)


def test_migration_copies_first_and_keeps_every_child_row(folder: DataFolder) -> None:
    before = connect(folder.database, immutable=True)
    counts = table_counts(before)
    before.close()
    database = upgrade(folder, {2: rebuild_units})
    assert table_counts(database) == counts
    assert pragma(database, "user_version") == 2
    assert pragma(database, "foreign_keys") == 1
    assert database.execute_sql("PRAGMA foreign_key_check").fetchall() == []
    database.close()
    copy = folder.backups / "truoc-nang-cap-1.db"
    backup.check_backup(copy)
    old = open_database(copy, folder.backups, immutable=True)
    assert (pragma(old, "user_version"), table_counts(old)) == (1, counts)
    old.close()


def test_foreign_keys_are_off_during_a_step_and_on_after_a_failure(folder: DataFolder) -> None:
    seen = []

    def look(database: Any) -> None:
        seen.append(pragma(database, "foreign_keys"))
        raise RuntimeError

    database = connect(folder.database)
    from danvan_desktop.models.migrations import migrate

    with pytest.raises(RuntimeError):
        migrate(database, 1, steps={2: look}, target=2)
    assert seen == [0]
    assert pragma(database, "foreign_keys") == 1
    database.close()


def half(database: Any) -> None:
    database.execute_sql("UPDATE unit SET name = 'Nửa chừng'")
    database.execute_sql("CREATE TABLE half (uid TEXT)")
    raise RuntimeError("half way")


def break_a_reference(database: Any) -> None:
    database.execute_sql("DELETE FROM subject")


@pytest.mark.parametrize(
    ("step", "error"), [(half, RuntimeError), (break_a_reference, StorageError)]
)
def test_failed_migration_leaves_the_old_file_and_the_copy(
    folder: DataFolder, step: Callable[[Any], None], error: type[Exception]
) -> None:
    with pytest.raises(error):
        upgrade(folder, {2: step})
    session = open_session(folder, Clock.fixed(factories.DAY))
    assert pragma(session.database, "user_version") == 1
    assert backup.doctor(session) == []
    session.close()
    backup.check_backup(folder.backups / "truoc-nang-cap-1.db")


def test_migration_of_two_steps_runs_both_or_none(folder: DataFolder) -> None:
    with pytest.raises(RuntimeError):
        upgrade(folder, {2: rebuild_units, 3: half}, target=3)
    database = connect(folder.database)
    assert pragma(database, "user_version") == 1
    columns = {row[1] for row in database.execute_sql("PRAGMA table_info(unit)")}
    assert "note" not in columns
    database.close()


def test_migration_without_room_refuses_before_it_begins(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies.shutil, "disk_usage", lambda path: _Usage(free=1000))
    with pytest.raises(StorageError, match="Ổ đĩa chỉ còn 0 MB"):
        upgrade(folder, {2: rebuild_units})
    database = connect(folder.database, immutable=True)
    assert pragma(database, "user_version") == 1
    database.close()
    assert list(folder.backups.glob("*")) == []


class _Usage:
    def __init__(self, free: int) -> None:
        self.free = free


def test_downgrade_restores_the_copy_made_before(folder: DataFolder) -> None:
    upgrade(folder, {2: rebuild_units}).close()
    with pytest.raises(StorageError, match="phiên bản mới hơn"):
        open_session(folder)
    shutil.copyfile(folder.backups / "truoc-nang-cap-1.db", folder.database)
    session = open_session(folder, Clock.fixed(factories.DAY))
    assert backup.doctor(session) == []
    session.close()


def test_copy_has_its_hash_beside_it(version_1: Session, tmp_path: Path) -> None:
    target = tmp_path / "bản sao.db"
    digest = copies.snapshot(version_1.database, version_1.folder.database, target)
    assert hash_path(target).read_text(encoding="utf-8") == f"{digest}  bản sao.db\n"
    assert file_hash(target) == digest
