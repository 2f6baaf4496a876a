"""The disk is full, read-only, gone, slow or somebody else's: told in words, nothing half."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from pathlib import Path

import pytest

from danvan_desktop.errors import DanVanError, StorageError, UserError
from danvan_desktop.models import copies
from danvan_desktop.models.connection import connect
from danvan_desktop.models.database import immediate
from danvan_desktop.models.location import check_location, mount_reason, synced_folder
from danvan_desktop.models.lock import FolderInUseError
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import backup, drafts, exchange, registration_list
from danvan_desktop.services.session import Clock, Session, open_session
from tests import factories
from tests.faults.conftest import SmallDisk

PLAN = factories.PROGRAMME


def reopen(folder: DataFolder) -> Session:
    return open_session(folder, Clock.fixed(factories.DAY))


def count(session: Session) -> int:
    return registration_list.listing(session, PLAN, 2026).count()


def register_until_refused(session: Session) -> tuple[int, StorageError]:
    """How many registrations were acknowledged, and what the next one was told."""
    plan = factories.adopt(session, PLAN)
    for done in range(10_000):
        try:
            factories.register(session, plan, 2026, f"Mô hình {done} (mẫu)")
        except StorageError as error:
            return done, error
    raise AssertionError("the disk was never full")


def says_all(error: DanVanError) -> None:
    assert error.what
    assert error.safe
    assert error.todo


def test_full_file_refuses_the_save_and_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    session = factories.make_session(tmp_path)
    pages = session.database.execute_sql("PRAGMA page_count").fetchone()[0]
    session.database.execute_sql(f"PRAGMA max_page_count = {pages + 40}")
    done, error = register_until_refused(session)
    assert error.what == "Ổ đĩa đã đầy."
    says_all(error)
    assert count(session) == done
    assert session.database.transaction_depth() == 0
    session.database.execute_sql("PRAGMA max_page_count = 1000000")
    factories.register(session, factories.adopt(session, PLAN), 2026)
    assert count(session) == done + 1
    assert backup.doctor(session) == []
    session.close()


def test_full_disk_refuses_the_save_and_the_next_start_still_works(small_disk: SmallDisk) -> None:
    session = factories.make_session(small_disk.path / "dữ liệu")
    small_disk.fill()
    done, error = register_until_refused(session)
    assert error.what == "Ổ đĩa đã đầy."
    assert count(session) == done
    with pytest.raises(StorageError, match="đầy"):
        drafts.keep(session, "form", {"text": "x" * 50_000})
    session.close()
    small_disk.empty()
    again = reopen(session.folder)
    assert count(again) == done
    assert backup.doctor(again) == []
    again.close()


def test_start_on_a_full_disk_is_said_or_works(small_disk: SmallDisk) -> None:
    session = factories.make_session(small_disk.path / "dữ liệu")
    session.close()
    small_disk.fill()
    with pytest.raises(StorageError) as error:
        reopen(session.folder)
    assert "đầy" in error.value.what
    small_disk.empty()
    again = reopen(session.folder)
    assert backup.doctor(again) == []
    again.close()


def test_backup_asks_for_room_before_it_writes(small_disk: SmallDisk, tmp_path: Path) -> None:
    session = factories.make_session(tmp_path / "dữ liệu")
    small_disk.fill()
    with pytest.raises(StorageError, match="Ổ đĩa chỉ còn 0 MB") as error:
        backup.backup(session, small_disk.path / "sao lưu")
    says_all(error.value)
    assert not (small_disk.path / "sao lưu").exists()
    session.close()


@pytest.mark.parametrize("what", ["backup", "export"])
def test_disk_full_half_way_leaves_no_file(
    small_disk: SmallDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    session = factories.make_session(tmp_path / "dữ liệu")
    factories.register(session, factories.adopt(session, PLAN), 2026)
    monkeypatch.setattr(copies, "_ROOM", 0)
    small_disk.fill()
    before = sorted(small_disk.path.iterdir())
    write = {
        "backup": lambda: backup.backup(session, small_disk.path),
        "export": lambda: exchange.export(session, small_disk.path / "gửi.dvk", PLAN, 2026),
    }
    with pytest.raises(StorageError, match="đầy") as error:
        write[what]()
    says_all(error.value)
    assert sorted(small_disk.path.iterdir()) == before
    assert exchange.sent(session) == ()
    assert backup.doctor(session) == []
    session.close()


def test_read_only_disk_opens_for_viewing_and_writes_nothing(small_disk: SmallDisk) -> None:
    session = factories.make_session(small_disk.path / "dữ liệu")
    plan = factories.adopt(session, PLAN)
    factories.register(session, plan, 2026)
    session.close()
    small_disk.make_read_only()
    _check_viewing(session.folder)


def test_read_only_folder_opens_for_viewing_from_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = factories.make_session(tmp_path / "dữ liệu")
    factories.register(session, factories.adopt(session, PLAN), 2026)
    left_by_a_crash = tmp_path / "sau sự cố"
    shutil.copytree(session.folder.root, left_by_a_crash)
    session.close()
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and real(path, mode))
    for folder in (session.folder, DataFolder(left_by_a_crash)):
        _check_viewing(folder)


def _check_viewing(folder: DataFolder) -> None:
    before = {path: path.read_bytes() for path in folder.root.iterdir() if path.is_file()}
    viewing = reopen(folder)
    assert viewing.view_only
    assert count(viewing) == 1
    assert backup.doctor(viewing) == []
    with pytest.raises(StorageError, match="chỉ xem") as error:
        factories.register(viewing, factories.adopt(viewing, PLAN), 2026)
    says_all(error.value)
    drafts.keep(viewing, "form", {"name": "x"})
    assert drafts.keys(viewing) == []
    scratch = viewing._scratch
    viewing.close()
    assert scratch is not None
    assert not scratch.exists()
    assert {path: path.read_bytes() for path in folder.root.iterdir() if path.is_file()} == before


def test_folder_that_cannot_be_made_is_said(small_disk: SmallDisk, tmp_path: Path) -> None:
    (tmp_path / "tệp").write_bytes(b"x")
    small_disk.make_read_only()
    for root in (tmp_path / "tệp", tmp_path / "tệp" / "dưới", small_disk.path / "mới"):
        with pytest.raises(StorageError, match="thư mục dữ liệu") as error:
            reopen(DataFolder(root))
        says_all(error.value)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody take an open file away")
@pytest.mark.parametrize("how", ["deleted", "renamed", "replaced", "log deleted"])
def test_file_taken_away_while_open_stops_the_next_save(tmp_path: Path, how: str) -> None:
    session = factories.make_session(tmp_path / "dữ liệu")
    plan = factories.adopt(session, PLAN)
    factories.register(session, plan, 2026)
    path = session.folder.database
    if how == "deleted":
        path.unlink()
    elif how == "log deleted":
        path.with_name("danvan.db-wal").unlink()
    else:
        aside = path.rename(path.with_name("khác.db"))
        if how == "replaced":
            shutil.copyfile(aside, path)
    with pytest.raises(StorageError, match="thay bằng tệp khác") as error:
        factories.register(session, plan, 2026)
    says_all(error.value)
    with pytest.raises(StorageError):
        drafts.keep(session, "form", {})
    session.close()


def test_disk_pulled_out_while_open_stops_the_next_save(small_disk: SmallDisk) -> None:
    session = factories.make_session(small_disk.path / "dữ liệu")
    plan = factories.adopt(session, PLAN)
    small_disk.take_away()
    with pytest.raises(StorageError, match="đã bị xóa"):
        factories.register(session, plan, 2026)
    session.close()


def test_file_locked_by_another_program_is_said(tmp_path: Path) -> None:
    session = factories.make_session(tmp_path)
    other = connect(session.folder.database)
    other.begin("IMMEDIATE")
    session.database.execute_sql("PRAGMA busy_timeout = 50")
    with pytest.raises(StorageError, match="chương trình khác đang ghi") as error:
        factories.register(session, factories.adopt(session, PLAN), 2026)
    says_all(error.value)
    other.rollback()
    other.close()
    factories.register(session, factories.adopt(session, PLAN), 2026)
    session.close()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (13, "Ổ đĩa đã đầy"),
        (10 | 3 << 8, "ổ đĩa báo lỗi"),
        (10 | 19 << 8, "Ổ đĩa đã đầy"),
        (8, "chỉ cho phép đọc"),
        (14, "Không mở được tệp dữ liệu"),
        (11, "bị hỏng"),
        (5, "chương trình khác đang ghi"),
    ],
)
def test_driver_s_faults_come_out_in_words(tmp_path: Path, code: int, words: str) -> None:
    from sqlcipher3 import dbapi2

    session = factories.make_session(tmp_path)
    fault = dbapi2.OperationalError("raw")
    fault.sqlite_errorcode = code
    with pytest.raises(StorageError) as error, immediate(session.database):
        raise fault
    assert words in error.value.what
    says_all(error.value)
    session.close()


def test_fault_that_is_a_bug_stays_a_bug(tmp_path: Path) -> None:
    session = factories.make_session(tmp_path)
    with pytest.raises(Exception, match="no such table"):
        session.database.execute_sql("SELECT * FROM nowhere")
    session.close()


def test_second_session_is_refused_with_who_and_since(tmp_path: Path) -> None:
    session = factories.make_session(tmp_path)
    with pytest.raises(FolderInUseError) as error:
        reopen(session.folder)
    assert "trên máy" in error.value.what
    assert " từ " in error.value.what
    says_all(error.value)
    session.close()
    reopen(session.folder).close()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("nfs4", "ổ mạng"),
        ("cifs", "ổ mạng"),
        ("fuse.sshfs", "ổ mạng"),
        ("vfat", "ổ tháo lắp"),
        ("exfat", "ổ tháo lắp"),
        ("ext4", ""),
        ("tmpfs", ""),
    ],
)
def test_network_and_removable_disks_are_recognised(kind: str, words: str) -> None:
    mounts = f"/dev/sda1 / ext4 rw 0 0\nshare /mnt/Chung\\040Xa {kind} rw 0 0\n"
    assert words in mount_reason(Path("/mnt/Chung Xa/Dân vận"), mounts)
    assert bool(words) == bool(mount_reason(Path("/mnt/Chung Xa/Dân vận"), mounts))
    assert mount_reason(Path("/srv/xa"), mounts) == ""


@pytest.mark.parametrize("name", ["OneDrive", "OneDrive - UBND xã", "Dropbox", "Google Drive"])
def test_synced_folder_is_refused_and_nothing_is_made(tmp_path: Path, name: str) -> None:
    root = tmp_path / name / "Dân vận"
    with pytest.raises(StorageError, match="đồng bộ") as error:
        reopen(DataFolder(root))
    says_all(error.value)
    assert not root.parent.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need more rights than an official has")
def test_link_into_a_synced_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "dữ liệu").symlink_to(tmp_path / "OneDrive")
    with pytest.raises(StorageError, match="đồng bộ"):
        check_location(tmp_path / "dữ liệu")
    assert synced_folder(tmp_path / "dữ liệu") == ""


def test_backup_to_a_stick_that_is_gone_is_said(tmp_path: Path) -> None:
    session = factories.make_session(tmp_path / "dữ liệu")
    (tmp_path / "tệp").write_bytes(b"x")
    with pytest.raises(DanVanError) as error:
        backup.backup(session, tmp_path / "tệp" / "sao lưu")
    says_all(error.value)
    session.close()


def test_replacing_a_held_backup_says_which_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = factories.make_session(tmp_path / "dữ liệu")
    monkeypatch.setattr("danvan_desktop.saving._WAITS", (0.001,) * 3)

    def held(source: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(UserError, match="Không được phép ghi"):
        backup.backup(session, tmp_path / "sao lưu")
    assert list((tmp_path / "sao lưu").iterdir()) == []
    session.close()
