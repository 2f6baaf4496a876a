"""A bit that turns over, a sector that is lost: refused, found by the doctor, or without effect."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.errors import StorageError
from danvan_desktop.models import TABLES
from danvan_desktop.models.faults import DRIVER_FAULTS
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import backup
from danvan_desktop.services.session import Clock, open_session
from tests import factories
from tests.faults.killing import KILLS

ROUNDS = 5 * KILLS


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    session = factories.make_session(tmp_path / "dữ liệu")
    plan = factories.adopt(session, factories.PROGRAMME)
    for number in range(30):
        factories.register(session, plan, 2026, f"Mô hình {number} (mẫu)")
    session.close()
    return session.folder


def rows() -> dict[str, list[dict[str, Any]]]:
    """Everything that is not derived, of every table."""
    return {
        table.table(): [
            {"uid": row.uid, "hash": row.row_hash, **row.fields()}
            for row in table.select().order_by(table.uid)
        ]
        for table in TABLES
    }


def what_is_seen(folder: DataFolder) -> dict[str, list[dict[str, Any]]] | None:
    """The rows when the program says that all is well, None when it says that it is not."""
    try:
        session = open_session(folder, Clock.fixed(factories.DAY))
    except StorageError:
        return None
    try:
        return None if backup.doctor(session) else rows()
    except (*DRIVER_FAULTS, StorageError):
        return None
    finally:
        session.close()


@pytest.mark.timeout(300 + 2 * ROUNDS)
@pytest.mark.parametrize("damage", ["bit", "sector"])
def test_damage_is_never_shown_as_data(folder: DataFolder, damage: str) -> None:
    before = what_is_seen(folder)
    assert before is not None
    whole = folder.database.read_bytes()
    chance = random.Random(2026)
    noticed = 0
    for _ in range(ROUNDS):
        spoiled = bytearray(whole)
        if damage == "bit":
            at = chance.randrange(len(whole) * 8)
            spoiled[at // 8] ^= 1 << at % 8
        else:
            at = chance.randrange(len(whole) // 512) * 512
            spoiled[at : at + 512] = bytes(512)
        folder.database.write_bytes(bytes(spoiled))
        for suffix in ("-wal", "-shm"):
            folder.database.with_name(folder.database.name + suffix).unlink(missing_ok=True)
        seen = what_is_seen(folder)
        noticed += seen is None
        assert seen is None or seen == before
    assert noticed
