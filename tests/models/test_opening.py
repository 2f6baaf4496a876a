"""What must happen to a file that is not what it should be: refused, named, untouched."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest

from danvan_desktop.errors import StorageError
from danvan_desktop.models import TABLES
from danvan_desktop.models.connection import connect, journal_mode
from danvan_desktop.models.database import create_database, open_database
from danvan_desktop.models.header import APPLICATION_ID
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import backup
from danvan_desktop.services.session import Clock, Session, open_session
from tests import factories


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A closed data folder with an office and forty registrations."""
    session = factories.make_session(tmp_path / "Dữ liệu & số #1 100%")
    plan = factories.adopt(session, factories.PROGRAMME)
    for number in range(40):
        factories.register(session, plan, 2026, f"Mô hình {number} (mẫu)")
    session.close()
    return session.folder


def reopen(folder: DataFolder) -> Session:
    return open_session(folder, Clock.fixed(factories.DAY))


def refused(folder: DataFolder) -> StorageError:
    """The error of an opening that must not change a byte, checked to say all three things."""
    before = folder.database.read_bytes()
    with pytest.raises(StorageError) as error:
        reopen(folder)
    assert folder.database.read_bytes() == before
    assert error.value.what
    assert error.value.safe
    assert error.value.todo
    return error.value


def pdf() -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n" * 20


def zipped(folder: Path) -> bytes:
    with zipfile.ZipFile(folder / "x.zip", "w") as archive:
        archive.writestr("a.txt", "nội dung " * 100)
    return (folder / "x.zip").read_bytes()


@pytest.mark.parametrize("kind", ["empty", "text", "pdf", "zip", "magic only", "zero page"])
def test_file_that_is_no_database_is_refused_untouched(
    folder: DataFolder, tmp_path: Path, kind: str
) -> None:
    content = {
        "empty": b"",
        "text": "Đây là một tệp văn bản.\n".encode() * 50,
        "pdf": pdf(),
        "zip": zipped(tmp_path),
        "magic only": b"SQLite format 3\x00",
        "zero page": bytes(4096) + folder.database.read_bytes()[4096:],
    }[kind]
    folder.database.write_bytes(content)
    assert "không phải tệp dữ liệu" in refused(folder).what


def test_another_program_s_database_is_refused_untouched(folder: DataFolder) -> None:
    folder.database.unlink()
    other = sqlite3.connect(folder.database)
    other.execute("CREATE TABLE contacts (name TEXT)")
    other.execute("PRAGMA application_id = 12345")
    other.commit()
    other.close()
    assert "chương trình khác" in refused(folder).what


def test_newer_file_is_refused_byte_for_byte(folder: DataFolder) -> None:
    _set_version(folder.database, 7)
    error = refused(folder)
    assert "phiên bản 7" in error.what
    assert "chỉ đọc được đến phiên bản" in error.what
    assert error.todo == "Cài phiên bản mới của chương trình rồi mở lại."


def test_newer_version_only_in_the_log_is_refused_with_the_log_kept(folder: DataFolder) -> None:
    """A newer program was killed right after its migration: page 1 is still in the log."""
    database = connect(folder.database)
    database.execute_sql("PRAGMA wal_autocheckpoint = 0")
    database.execute_sql("PRAGMA user_version = 7")
    aside = folder.root.with_name("aside")
    shutil.copytree(folder.root, aside)
    database.close()
    shutil.rmtree(folder.root)
    aside.rename(folder.root)
    log = folder.database.with_name("danvan.db-wal")
    before = log.read_bytes()
    assert "phiên bản 7" in refused(folder).what
    assert log.read_bytes() == before


def test_rows_in_a_log_left_by_a_crash_are_there_again(folder: DataFolder) -> None:
    session = reopen(folder)
    plan = factories.adopt(session, factories.PROGRAMME)
    factories.register(session, plan, 2026, "Chỉ có trong nhật ký (mẫu)")
    aside = folder.root.with_name("aside")
    shutil.copytree(folder.root, aside)
    session.close()
    again = reopen(DataFolder(aside))
    assert _registrations(again) == 41
    assert backup.doctor(again) == []
    again.close()


@pytest.mark.parametrize("share", [0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99])
def test_truncated_file_is_refused_untouched(folder: DataFolder, share: float) -> None:
    content = folder.database.read_bytes()
    folder.database.write_bytes(content[: int(len(content) * share)])
    assert "hỏng" in refused(folder).what


@pytest.mark.parametrize("page", [1, 2, 5, 10, 17])
def test_zeroed_page_is_noticed(folder: DataFolder, page: int) -> None:
    content = bytearray(folder.database.read_bytes())
    content[page * 4096 : (page + 1) * 4096] = bytes(4096)
    folder.database.write_bytes(bytes(content))
    assert "hỏng" in refused(folder).what


def test_swapped_pages_are_noticed(folder: DataFolder) -> None:
    content = bytearray(folder.database.read_bytes())
    content[3 * 4096 : 4 * 4096], content[9 * 4096 : 10 * 4096] = (
        content[9 * 4096 : 10 * 4096],
        content[3 * 4096 : 4 * 4096],
    )
    folder.database.write_bytes(bytes(content))
    assert "hỏng" in refused(folder).what


@pytest.mark.parametrize("letter", [b"\xa0", b"n"])
def test_damaged_name_of_a_column_is_noticed(folder: DataFolder, letter: bytes) -> None:
    content = folder.database.read_bytes()
    at = content.index(b'"address" TEXT') + 1
    folder.database.write_bytes(content[:at] + letter + content[at + 1 :])
    assert "hỏng" in refused(folder).what


def test_garbage_after_the_end_is_harmless(folder: DataFolder) -> None:
    with folder.database.open("ab") as file:
        file.write(b"x" * 5000)
    session = reopen(folder)
    assert _registrations(session) == 40
    assert backup.doctor(session) == []
    session.close()


@pytest.mark.parametrize("left", ["danvan.db-wal", "backups/danvan-000001-20261121.db"])
def test_missing_database_beside_its_remains_is_not_begun_afresh(
    folder: DataFolder, left: str
) -> None:
    remains = folder.root / left
    remains.parent.mkdir(exist_ok=True)
    remains.write_bytes(b"x" * 100)
    folder.database.unlink()
    with pytest.raises(StorageError, match=remains.name) as error:
        reopen(folder)
    assert "không tạo dữ liệu mới" in error.value.safe
    assert not folder.database.exists()


def test_row_changed_by_another_program_is_found_by_the_doctor(folder: DataFolder) -> None:
    other = sqlite3.connect(folder.database)
    other.execute("UPDATE registration SET name = 'Tên khác' WHERE name LIKE 'Mô hình 7 %'")
    other.execute("UPDATE step SET reason = x'ff00'")
    other.execute("UPDATE unit SET valid_from = 'không phải ngày' WHERE name = 'Tổ dân phố 2'")
    other.execute("DELETE FROM journal_change")
    other.execute("DELETE FROM journal_entry WHERE number = 3")
    other.commit()
    other.close()
    session = reopen(folder)
    assert backup.doctor(session) == [
        "Bảng unit: 1 dòng bị thay đổi ngoài chương trình.",
        "Bảng registration: 1 dòng bị thay đổi ngoài chương trình.",
        "Nhật ký thay đổi không liên tục: có mục bị xóa ngoài chương trình.",
    ]
    session.close()


def test_undecodable_text_is_a_finding_of_the_doctor(folder: DataFolder) -> None:
    other = sqlite3.connect(folder.database)
    other.execute("UPDATE registration SET name = CAST(x'ff' AS TEXT) WHERE name LIKE '% 7 %'")
    other.commit()
    other.close()
    session = reopen(folder)
    assert backup.doctor(session) == ["Bảng registration: không đọc được."]
    session.close()


def test_every_connection_has_the_pragmas(folder: DataFolder) -> None:
    session = reopen(folder)
    names = ("foreign_keys", "journal_mode", "synchronous", "busy_timeout", "trusted_schema")
    values = [session.database.execute_sql(f"PRAGMA {n}").fetchone()[0] for n in names]
    assert values == [1, "wal", 2, 5000, 0]
    session.close()


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 45, 1), "delete"),
        ((3, 44, 5), "delete"),
        ((3, 44, 6), "wal"),
        ((3, 50, 6), "delete"),
        ((3, 50, 7), "wal"),
        ((3, 51, 2), "delete"),
        ((3, 51, 3), "wal"),
        ((3, 53, 4), "wal"),
    ],
)
def test_wal_is_used_only_where_sqlite_is_sound(version: tuple[int, ...], mode: str) -> None:
    assert journal_mode(version) == mode


def test_new_file_carries_our_mark_and_every_table(tmp_path: Path) -> None:
    path = tmp_path / "danvan.db"
    create_database(path)
    database = open_database(path, tmp_path / "backups")
    assert database.execute_sql("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    names = {row[0] for row in database.execute_sql("SELECT name FROM sqlite_master")}
    assert {table.table() for table in TABLES} <= names
    database.close()
    assert [path.name for path in tmp_path.iterdir()] == ["danvan.db"]


def _set_version(path: Path, version: int) -> None:
    other = sqlite3.connect(path)
    other.execute(f"PRAGMA user_version = {version}")
    other.commit()
    other.close()


def _registrations(session: Session) -> int:
    return int(session.database.execute_sql("SELECT count(*) FROM registration").fetchone()[0])
