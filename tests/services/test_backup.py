"""Copies by sequence and not by clock, verified, with the kept files; the doctor's findings."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.errors import UserError
from danvan_desktop.models.copies import hash_path
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import backup, progress, registration_list
from danvan_desktop.services.session import Clock, Session, open_session
from tests import factories


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = factories.make_session(tmp_path / "Dữ liệu")
    yield opened
    opened.close()


def with_evidence(session: Session, tmp_path: Path) -> str:
    uid = factories.register(session, factories.adopt(session, factories.PROGRAMME), 2026)
    photo = tmp_path / "ảnh.png"
    photo.write_bytes(b"\x89PNG")
    progress.add_evidence(session, uid, (photo,))
    return uid


def test_copy_opens_as_a_data_folder_of_its_own(session: Session, tmp_path: Path) -> None:
    uid = with_evidence(session, tmp_path)
    made = backup.backup(session, tmp_path / "USB sao lưu")
    assert made.path.name == "danvan-000001-20261121.db"
    assert made.size == made.path.stat().st_size
    made.path.rename(made.path.with_name("danvan.db"))
    session.close()
    copy = open_session(DataFolder(made.path.parent), Clock.fixed(factories.DAY))
    assert [row.uid for row in registration_list.all_rows(copy, factories.PROGRAMME, 2026)] == [uid]
    assert backup.doctor(copy) == []
    copy.close()


def test_copy_that_is_stopped_leaves_no_database_that_lacks_its_files(
    session: Session, tmp_path: Path
) -> None:
    with_evidence(session, tmp_path)
    told: list[tuple[int, int, str]] = []

    def stop(*step: Any) -> None:
        told.append(step)
        raise InterruptedError

    with pytest.raises(InterruptedError):
        backup.backup(session, tmp_path / "USB", stop)
    assert (told, list(tmp_path.glob("USB/**/*.db"))) == (
        [(0, 1, "Đang sao lưu các tệp kèm theo")],
        [],
    )


def test_doctor_can_be_stopped_between_two_files(session: Session, tmp_path: Path) -> None:
    with_evidence(session, tmp_path)

    def stop(*_step: Any) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        backup.doctor(session, stop)


def test_numbers_go_on_whatever_the_clock_says(session: Session, tmp_path: Path) -> None:
    names = []
    for day in (date(2026, 11, 21), date(1970, 1, 1), date(2036, 1, 1)):
        session.clock = Clock.fixed(day)
        names.append(backup.backup(session, tmp_path / "x").path.name)
    assert names == [
        "danvan-000001-20261121.db",
        "danvan-000002-19700101.db",
        "danvan-000003-20360101.db",
    ]
    assert [path.name for path in backup.backups(tmp_path / "x")] == names


def test_automatic_copies_are_rotated_by_number_and_others_left_alone(session: Session) -> None:
    session.folder.backups.mkdir()
    other = session.folder.backups / "truoc-nang-cap-1.db"
    other.write_bytes(b"x")
    for number in range(backup.KEPT + 3):
        session.clock = Clock.fixed(date(2040 - number, 1, 1))
        backup.automatic_backup(session)
    kept = backup.backups(session.folder.backups)
    assert [int(path.name[7:13]) for path in kept] == list(range(4, backup.KEPT + 4))
    assert all(hash_path(path).exists() for path in kept)
    assert len(list(session.folder.backups.glob("*.sha256"))) == backup.KEPT
    assert other.exists()


def test_copy_of_the_day_is_made_once_and_only_after_changes(session: Session) -> None:
    plan = factories.adopt(session, factories.PROGRAMME)
    assert backup.copy_of_the_day(session) is not None
    factories.register(session, plan, 2026)
    assert backup.copy_of_the_day(session) is None
    session.clock = Clock.fixed(date(2026, 11, 22))
    assert backup.copy_of_the_day(session) is not None
    session.clock = Clock.fixed(date(2026, 11, 23))
    assert backup.copy_of_the_day(session) is None
    assert len(backup.backups(session.folder.backups)) == 2


def test_killed_copy_is_swept_at_the_next(session: Session) -> None:
    session.folder.backups.mkdir()
    for name in (".dvk-0123456789ab.tmp", ".dvk-0123456789ab.tmp-journal"):
        (session.folder.backups / name).write_bytes(b"x")
    backup.automatic_backup(session)
    assert list(session.folder.backups.glob(".*")) == []


@pytest.mark.parametrize("how", ["one bit", "truncated", "hash emptied", "hash is no text"])
def test_copy_that_was_changed_is_refused(session: Session, tmp_path: Path, how: str) -> None:
    made = backup.backup(session, tmp_path / "x")
    backup.check_backup(made.path)
    content = bytearray(made.path.read_bytes())
    if how == "one bit":
        content[5000] ^= 1
        made.path.write_bytes(bytes(content))
    elif how == "truncated":
        made.path.write_bytes(bytes(content[:-4096]))
    else:
        hash_path(made.path).write_bytes(b"" if how == "hash emptied" else b"\xff\xfe")
    with pytest.raises(UserError, match="đã bị thay đổi hoặc hỏng") as error:
        backup.check_backup(made.path)
    assert "không bị ảnh hưởng" in error.value.safe


def test_copy_made_while_another_thread_saves_is_whole(session: Session, tmp_path: Path) -> None:
    import threading

    plan = factories.adopt(session, factories.PROGRAMME)
    stop = threading.Event()

    def save() -> None:
        with session.connected():
            while not stop.is_set():
                factories.register(session, plan, 2026)

    thread = threading.Thread(target=save)
    thread.start()
    try:
        made = [backup.backup(session, tmp_path / "x") for _ in range(5)]
    finally:
        stop.set()
        thread.join()
    for row in made:
        backup.check_backup(row.path)


def test_doctor_names_missing_and_changed_files(session: Session, tmp_path: Path) -> None:
    uid = with_evidence(session, tmp_path)
    (row,) = progress.evidence(session, uid)
    assert row.path is not None
    row.path.write_bytes(b"changed")
    (changed,) = backup.doctor(session)
    assert "bị thay đổi ngoài chương trình" in changed
    row.path.unlink()
    (missing,) = backup.doctor(session)
    assert missing.startswith("Thiếu tệp ")


def test_doctor_finds_a_broken_reference(session: Session) -> None:
    with_out = session.folder.database
    factories.register(session, factories.adopt(session, factories.PROGRAMME), 2026)
    session.close()
    other = sqlite3.connect(with_out)
    other.execute("DELETE FROM subject")
    other.commit()
    other.close()
    again = open_session(session.folder, session.clock)
    assert backup.doctor(again) == ["registration: liên kết tới subject không còn"]
    again.close()
