"""A verified copy takes the place of a damaged database; what was there is kept aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_desktop.errors import StorageError, UserError
from danvan_desktop.models.lock import FolderInUseError
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import backup, progress, registration_list, restoring
from danvan_desktop.services.session import Clock, Session, open_session
from tests import factories

PLAN = factories.PROGRAMME


def reopen(folder: DataFolder) -> Session:
    return open_session(folder, Clock.fixed(factories.DAY))


def names(session: Session) -> list[str]:
    return [row.name for row in registration_list.all_rows(session, PLAN, 2026)]


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """Closed; an automatic copy has one registration with a photo, the database two."""
    session = factories.make_session(tmp_path / "dữ liệu")
    plan = factories.adopt(session, PLAN)
    uid = factories.register(session, plan, 2026, "Một (mẫu)")
    photo = tmp_path / "ảnh.png"
    photo.write_bytes(b"\x89PNG")
    progress.add_evidence(session, uid, (photo,))
    backup.automatic_backup(session)
    backup.backup(session, tmp_path / "USB")
    factories.register(session, plan, 2026, "Hai (mẫu)")
    session.close()
    return session.folder


@pytest.mark.parametrize("damage", [b"", b"x" * 9000, None])
def test_damaged_or_missing_database_is_replaced_and_kept_aside(
    folder: DataFolder, damage: bytes | None
) -> None:
    if damage is None:
        folder.database.unlink()
    else:
        folder.database.write_bytes(damage)
    with pytest.raises(StorageError):
        reopen(folder)
    (copy,) = restoring.restorable(folder)
    aside = restoring.restore(folder, copy)
    session = reopen(folder)
    assert names(session) == ["Một (mẫu)"]
    assert backup.doctor(session) == []
    session.close()
    if damage is None:
        assert aside is None
    else:
        assert aside is not None
        assert (aside / "danvan.db").read_bytes() == damage


def test_log_of_the_old_database_goes_with_it(folder: DataFolder) -> None:
    log = folder.database.with_name("danvan.db-wal")
    log.write_bytes(b"old log")
    aside = restoring.restore(folder, restoring.restorable(folder)[0])
    assert aside is not None
    assert (aside / log.name).read_bytes() == b"old log"
    assert not log.exists()
    again = restoring.restore(folder, restoring.restorable(folder)[0])
    assert again == folder.root / "truoc-khoi-phuc-2"


def test_kept_files_come_back_with_a_copy_made_on_request(
    folder: DataFolder, tmp_path: Path
) -> None:
    for path in folder.files.glob("*/*"):
        path.unlink()
    restoring.restore(folder, backup.backups(tmp_path / "USB")[0])
    session = reopen(folder)
    assert backup.doctor(session) == []
    session.close()


def test_changed_copy_and_open_folder_are_refused(folder: DataFolder) -> None:
    (copy,) = restoring.restorable(folder)
    session = reopen(folder)
    with pytest.raises(FolderInUseError):
        restoring.restore(folder, copy)
    session.close()
    copy.write_bytes(copy.read_bytes()[:-1] + b"\x00\x01")
    assert restoring.restorable(folder) == []
    before = folder.database.read_bytes()
    with pytest.raises(UserError, match="đã bị thay đổi hoặc hỏng"):
        restoring.restore(folder, copy)
    assert folder.database.read_bytes() == before


def test_file_that_is_no_copy_of_ours_is_refused(folder: DataFolder, tmp_path: Path) -> None:
    other = tmp_path / "khác.db"
    other.write_bytes(b"SQLite format 3\x00" + bytes(8000))
    before = folder.database.read_bytes()
    with pytest.raises(StorageError):
        restoring.restore(folder, other)
    assert folder.database.read_bytes() == before
    assert not list(folder.root.glob("truoc-khoi-phuc-*"))
