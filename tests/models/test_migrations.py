"""Files of every released version open, migrate whole or not at all, and lose nothing."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping
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
from tests.models import make_fixture

RELEASED = range(1, SCHEMA_VERSION + 1)
NEXT = SCHEMA_VERSION + 1
BEFORE = f"truoc-nang-cap-{SCHEMA_VERSION}.db"

Steps = Mapping[int, Callable[[Any], None]]


def folder_of(version: int, root: Path) -> DataFolder:
    """A data folder with the file of a version and the one file that its rows name."""
    found = DataFolder(root)
    found.root.mkdir()
    make_fixture.unpack(version, found.database)
    digest = hashlib.sha256(make_fixture.EVIDENCE).hexdigest()
    kept = found.files / digest[:2] / digest
    kept.parent.mkdir(parents=True)
    kept.write_bytes(make_fixture.EVIDENCE)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return folder_of(SCHEMA_VERSION, tmp_path / "dữ liệu")


@pytest.fixture(params=RELEASED)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Session]:
    """A file of each released version, opened by this program."""
    session = open_session(
        folder_of(request.param, tmp_path / "mọi phiên bản"), Clock.fixed(factories.DAY)
    )
    yield session
    session.close()


def test_every_version_since_1_has_a_fixture_and_a_step() -> None:
    found = sorted(path.name for path in make_fixture.FIXTURES.glob("v*.db.gz"))
    assert found == [make_fixture.fixture(number).name for number in RELEASED]
    assert sorted(STEPS) == list(RELEASED)[1:]


def test_fixtures_are_small() -> None:
    assert [make_fixture.fixture(n).stat().st_size < 100 * 1024 for n in RELEASED] == [True] * len(
        RELEASED
    )


def test_newest_fixture_has_rows_in_every_table(tmp_path: Path) -> None:
    path = tmp_path / "mới nhất.db"
    make_fixture.unpack(SCHEMA_VERSION, path)
    database = connect(path, immutable=True)
    counts = table_counts(database)
    database.close()
    assert [table.table() for table in TABLES if not counts[table.table()]] == []


def test_each_version_opens_sound_and_every_row_can_be_read(opened: Session) -> None:
    assert pragma(opened.database, "user_version") == SCHEMA_VERSION
    assert backup.doctor(opened) == []
    for table in TABLES:
        for row in table.select():
            assert row.compute_hash() == row.row_hash
    assert [row.name for row in units.units(opened)][:2] == ["Tỉnh Mẫu", "Phường Mẫu"]
    rows = registration_list.all_rows(opened, factories.PROGRAMME, 2026)
    assert [row.name for row in rows] == ["Đoạn đường tự quản (mẫu)", "Tổ hòa giải (mẫu)"]
    (note,) = progress.notes(opened, rows[0].uid)
    digest = hashlib.sha256(make_fixture.EVIDENCE).hexdigest()
    assert note.photos[0].path == kept_path(opened, digest)
    assert journal.history(opened, rows[0].uid)


def test_migrated_file_has_the_tables_of_a_new_one(opened: Session, tmp_path: Path) -> None:
    create_database(tmp_path / "mới.db")
    new = connect(tmp_path / "mới.db")
    assert _schema(opened.database) == _schema(new)
    new.close()


def test_migrated_file_takes_a_row_in_every_table(opened: Session) -> None:
    make_fixture.fill_empty(opened)
    counts = table_counts(opened.database)
    assert [table.table() for table in TABLES if not counts[table.table()]] == []
    assert backup.doctor(opened) == []


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


def upgrade(folder: DataFolder, steps: Steps, target: int = NEXT) -> Any:
    return open_database(folder.database, folder.backups, steps=steps, target=target)


def test_migration_copies_first_and_keeps_every_child_row(folder: DataFolder) -> None:
    before = connect(folder.database, immutable=True)
    counts = table_counts(before)
    before.close()
    database = upgrade(folder, {NEXT: rebuild_units})
    assert table_counts(database) == counts
    assert pragma(database, "user_version") == NEXT
    assert pragma(database, "foreign_keys") == 1
    assert database.execute_sql("PRAGMA foreign_key_check").fetchall() == []
    database.close()
    copy = folder.backups / BEFORE
    backup.check_backup(copy)
    old = open_database(copy, folder.backups, immutable=True)
    assert (pragma(old, "user_version"), table_counts(old)) == (SCHEMA_VERSION, counts)
    old.close()


def test_foreign_keys_are_off_during_a_step_and_on_after_a_failure(folder: DataFolder) -> None:
    seen = []

    def look(database: Any) -> None:
        seen.append(pragma(database, "foreign_keys"))
        raise RuntimeError

    database = connect(folder.database)
    from danvan_desktop.models.migrations import migrate

    with pytest.raises(RuntimeError):
        migrate(database, SCHEMA_VERSION, steps={NEXT: look}, target=NEXT)
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
        upgrade(folder, {NEXT: step})
    database = connect(folder.database, immutable=True)
    assert pragma(database, "user_version") == SCHEMA_VERSION
    database.close()
    session = open_session(folder, Clock.fixed(factories.DAY))
    assert backup.doctor(session) == []
    session.close()
    backup.check_backup(folder.backups / BEFORE)


def test_migration_of_two_steps_runs_both_or_none(folder: DataFolder) -> None:
    with pytest.raises(RuntimeError):
        upgrade(folder, {NEXT: rebuild_units, NEXT + 1: half}, target=NEXT + 1)
    database = connect(folder.database)
    assert pragma(database, "user_version") == SCHEMA_VERSION
    columns = {row[1] for row in database.execute_sql("PRAGMA table_info(unit)")}
    assert "note" not in columns
    database.close()


def test_migration_without_room_refuses_before_it_begins(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies.shutil, "disk_usage", lambda path: _Usage(free=1000))
    with pytest.raises(StorageError, match="Ổ đĩa chỉ còn 0 MB"):
        upgrade(folder, {NEXT: rebuild_units})
    database = connect(folder.database, immutable=True)
    assert pragma(database, "user_version") == SCHEMA_VERSION
    database.close()
    assert list(folder.backups.glob("*")) == []


class _Usage:
    def __init__(self, free: int) -> None:
        self.free = free


def test_downgrade_restores_the_copy_made_before(folder: DataFolder) -> None:
    upgrade(folder, {NEXT: rebuild_units}).close()
    with pytest.raises(StorageError, match="phiên bản mới hơn"):
        open_session(folder)
    shutil.copyfile(folder.backups / BEFORE, folder.database)
    session = open_session(folder, Clock.fixed(factories.DAY))
    assert backup.doctor(session) == []
    session.close()


def test_copy_has_its_hash_beside_it(opened: Session, tmp_path: Path) -> None:
    target = tmp_path / "bản sao.db"
    digest = copies.snapshot(opened.database, opened.folder.database, target)
    assert hash_path(target).read_text(encoding="utf-8") == f"{digest}  bản sao.db\n"
    assert file_hash(target) == digest
