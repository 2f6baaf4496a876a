"""kill -9 during saves, receiving, migration and backup: what was acknowledged is there, whole."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.models import ReceivedPackage, Registration, migrations
from danvan_desktop.models.database import open_database
from danvan_desktop.models.migrations import SCHEMA_VERSION
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import (
    backup,
    exchange,
    office,
    receiving,
    registrations,
    restoring,
    units,
)
from danvan_desktop.services.session import Clock, Session, open_session
from tests import factories
from tests.faults.killing import KILLS, Acknowledge, delays, kill_after
from tests.models import make_fixture

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
    pytest.mark.timeout(300 + 3 * KILLS),
]

PLAN = factories.PROGRAMME


def reopen(folder: DataFolder) -> Session:
    return open_session(folder, Clock.fixed(factories.DAY))


def filled(folder: Path, rows: int) -> DataFolder:
    """A closed data folder with that many registrations."""
    session = factories.make_session(folder)
    plan = factories.adopt(session, PLAN)
    drafts = [factories.draft(session, plan, f"Mô hình {n} (mẫu)") for n in range(rows)]
    if drafts:
        registrations.register_many(session, PLAN, 2026, drafts)
    session.close()
    return session.folder


def sound(session: Session) -> None:
    assert backup.doctor(session) == []


def test_killed_while_saving_loses_nothing_acknowledged(tmp_path: Path) -> None:
    folder = filled(tmp_path / "dữ liệu", 0)
    acknowledged: list[str] = []

    def save_without_end(tell: Acknowledge) -> None:
        session = reopen(folder)
        plan = factories.adopt(session, PLAN)
        saved = factories.register(session, plan, 2026)
        tell("ready")
        while True:
            tell(saved)
            saved = factories.register(session, plan, 2026)

    for number, wait in enumerate(delays(0.15)):
        acknowledged += kill_after(wait, save_without_end, acknowledged=number % 2)
        session = reopen(folder)
        kept = {row.uid for row in Registration.select(Registration.uid)}
        assert set(acknowledged) <= kept
        session.close()
    assert acknowledged
    session = reopen(folder)
    sound(session)
    session.close()


@pytest.fixture
def chain(tmp_path: Path) -> tuple[Path, DataFolder]:
    """A file of a ward with 60 registrations, and the closed folder of its province."""
    ward = filled(tmp_path / "phường", 60)
    sender = reopen(ward)
    exchange.export(sender, tmp_path / "lan-1.dvk", PLAN, 2026)
    sender.close()
    above = open_session(DataFolder(tmp_path / "tỉnh"), Clock.fixed(factories.DAY))
    body = units.BodyDraft("Ban Tuyên giáo và Dân vận (mẫu)", units.BodyKind.PARTY_BOARD, "")
    province = units.UnitDraft("Tỉnh Mẫu", units.UnitKind.PROVINCE)
    office.create_office(above, office.OfficeDraft(province, (), (body,)))
    factories.adopt(above, PLAN)
    above.close()
    return tmp_path / "lan-1.dvk", above.folder


def receive(folder: DataFolder, file: Path, tell: Callable[[str], None] = str) -> None:
    session = reopen(folder)
    plan = receiving.examine(session, file)
    tell("ready")
    receiving.apply(session, plan, trust=True)
    session.close()
    tell("done")


def test_killed_while_receiving_takes_in_all_or_nothing(chain: tuple[Path, DataFolder]) -> None:
    file, folder = chain
    copy = DataFolder(folder.root.with_name("đo"))
    shutil.copytree(folder.root, copy.root)
    began = time.perf_counter()
    receive(copy, file)
    longest = time.perf_counter() - began
    outcomes = set()
    for number, wait in enumerate(delays(longest)):
        one = DataFolder(folder.root.with_name(f"tỉnh {number}"))
        shutil.copytree(folder.root, one.root)
        told = kill_after(wait, lambda tell, one=one: receive(one, file, tell))
        session = reopen(one)
        rows, packages = Registration.select().count(), ReceivedPackage.select().count()
        assert (rows, packages) in ((0, 0), (60, 1))
        assert told != ["done"] or packages == 1
        outcomes.add(packages)
        sound(session)
        session.close()
        receive(one, file)
        session = reopen(one)
        assert Registration.select().count() == 60
        sound(session)
        session.close()
        shutil.rmtree(one.root)
    assert 0 in outcomes


def rebuild(database: Any) -> None:
    """One version on: rebuild a parent table with a new column, row by row."""
    database.execute_sql("CREATE TABLE unit_2 AS SELECT *, '' AS note FROM unit WHERE 0")
    for (uid,) in database.execute_sql("SELECT uid FROM unit").fetchall():
        database.execute_sql("INSERT INTO unit_2 SELECT *, 'mới' FROM unit WHERE uid = ?", (uid,))
    database.execute_sql("DROP TABLE unit")
    database.execute_sql("ALTER TABLE unit_2 RENAME TO unit")
    database.execute_sql("CREATE UNIQUE INDEX unit_uid_2 ON unit (uid)")


def mark(database: Any) -> None:
    """Two versions on: write into every registration, one statement each."""
    database.execute_sql("ALTER TABLE registration ADD COLUMN marked INTEGER NOT NULL DEFAULT 0")
    for (uid,) in database.execute_sql("SELECT uid FROM registration").fetchall():
        database.execute_sql("UPDATE registration SET marked = 1 WHERE uid = ?", (uid,))


LAST = SCHEMA_VERSION + 2
STEPS: Mapping[int, Callable[[Any], None]] = {
    **migrations.STEPS,
    SCHEMA_VERSION + 1: rebuild,
    LAST: mark,
}


def migrate(folder: DataFolder, tell: Callable[[str], None] = str) -> None:
    tell("ready")
    open_database(folder.database, folder.backups, steps=STEPS, target=LAST).close()
    tell("done")


def test_killed_while_migrating_is_old_or_new_and_finishes(tmp_path: Path) -> None:
    source = filled(tmp_path / "gốc", 150)
    began = time.perf_counter()
    shutil.copytree(source.root, tmp_path / "đo")
    migrate(DataFolder(tmp_path / "đo"))
    longest = time.perf_counter() - began
    for number, wait in enumerate(delays(longest)):
        one = DataFolder(tmp_path / f"thử {number}")
        shutil.copytree(source.root, one.root)
        kill_after(wait, lambda tell, one=one: migrate(one, tell))
        migrate(one)
        database = open_database(one.database, one.backups, steps=STEPS, target=LAST)
        counts = database.execute_sql("SELECT count(*), sum(marked) FROM registration").fetchone()
        assert counts == (150, 150)
        assert {row[0] for row in database.execute_sql("SELECT note FROM unit")} == {"mới"}
        assert database.execute_sql("PRAGMA foreign_key_check").fetchall() == []
        database.close()
        for copy in one.backups.glob("*.db"):
            backup.check_backup(copy)
        shutil.rmtree(one.root)


@pytest.mark.parametrize("start", range(1, SCHEMA_VERSION + 1))
def test_killed_while_migrating_never_mixes_versions(tmp_path: Path, start: int) -> None:
    source = DataFolder(tmp_path / "gốc")
    source.root.mkdir()
    make_fixture.unpack(start, source.database)
    for number, wait in enumerate(delays(0.1, seed=7)):
        one = DataFolder(tmp_path / f"thử {number}")
        shutil.copytree(source.root, one.root)
        kill_after(wait, lambda tell, one=one: migrate(one, tell))
        version, columns, notes = _schema(one)
        assert (version, columns, notes) in ((start, False, False), (LAST, True, True))
        shutil.rmtree(one.root)


def _schema(folder: DataFolder) -> tuple[int, bool, bool]:
    """Version, whether registrations are marked, whether units have notes; through the log."""
    from danvan_desktop.models.connection import connect, pragma

    database = connect(folder.database)
    version = pragma(database, "user_version")
    marked, noted = (
        name in {row[1] for row in database.execute_sql(f"PRAGMA table_info({table})")}
        for table, name in (("registration", "marked"), ("unit", "note"))
    )
    database.close()
    return version, marked, noted


def test_killed_while_backing_up_leaves_only_whole_copies(tmp_path: Path) -> None:
    folder = filled(tmp_path / "dữ liệu", 100)
    target = tmp_path / "sao lưu"
    made: set[Path] = set()

    def copy_without_end(tell: Acknowledge) -> None:
        session = reopen(folder)
        tell("ready")
        while True:
            tell(backup.backup(session, target).path.name)

    for number, wait in enumerate(delays(0.12)):
        told = kill_after(wait, copy_without_end, acknowledged=number % 2)
        copies = set(backup.backups(target))
        assert set(told) <= {path.name for path in copies}
        for path in copies - made:
            backup.check_backup(path)
            database = open_database(path, tmp_path / "x", immutable=True)
            assert database.execute_sql("SELECT count(*) FROM registration").fetchone() == (100,)
            database.close()
        made |= copies
    assert made


def test_killed_while_restoring_leaves_the_old_or_the_restored(tmp_path: Path) -> None:
    folder = filled(tmp_path / "dữ liệu", 60)
    session = reopen(folder)
    backup.automatic_backup(session)
    factories.register(session, factories.adopt(session, PLAN), 2026)
    session.close()
    (copy,) = restoring.restorable(folder)

    def restore_without_end(tell: Acknowledge) -> None:
        tell("ready")
        while True:
            restoring.restore(folder, copy)
            tell("done")

    for wait in delays(0.1):
        kill_after(wait, restore_without_end)
        session = reopen(folder)
        assert Registration.select().count() in (60, 61)
        sound(session)
        session.close()


def test_killed_while_an_office_is_made_leaves_none(tmp_path: Path) -> None:
    def make(tell: Acknowledge) -> None:
        session = open_session(one, Clock.fixed(factories.DAY))
        tell("ready")
        office.create_office(session, factories.commune_draft())
        tell("done")

    for number, wait in enumerate(delays(0.02)):
        one = DataFolder(tmp_path / f"mới {number}")
        told = kill_after(wait, make)
        session = reopen(one)
        found = office.office(session)
        assert (found is not None) or not told
        if found is None:
            assert units.units(session) == ()
            office.create_office(session, factories.commune_draft())
        assert session.operator == "Cán bộ phụ trách (mẫu)"
        sound(session)
        session.close()
