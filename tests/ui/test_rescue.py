"""A damaged database at the start: the newest whole copy is offered, and a person decides."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from danvan_desktop.errors import DamagedDataError, StorageError
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import backup
from danvan_desktop.services.session import open_session
from danvan_desktop.ui import rescue
from danvan_desktop.ui.start import Opening
from tests import factories
from tests.ui.answers import Answers


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A damaged database beside one automatic copy."""
    session = factories.make_session(tmp_path / "dữ liệu")
    backup.automatic_backup(session)
    session.close()
    session.folder.database.write_bytes(b"x" * 5000)
    return session.folder


def test_agreed_copy_is_put_in_place_and_the_window_opens(qapp, folder, answers):
    opening = Opening(qapp, folder, answers)
    answers.will("confirm", True)
    opening._frame.window.place_changed.connect(lambda place: QTimer.singleShot(0, _close))

    def _close() -> None:
        opening._frame.window.close()

    assert opening.run() == 0
    (asked, told) = answers.said
    assert "không phải tệp dữ liệu" in asked[1]
    assert "Khôi phục từ bản sao lưu lúc" in asked[1]
    assert told[1] == (
        "Đã khôi phục từ bản sao lưu danvan-000001-20261121.db. "
        "Tệp cũ nằm trong thư mục truoc-khoi-phuc-1."
    )
    session = open_session(folder)
    assert backup.doctor(session) == []
    session.close()


def test_refused_copy_changes_nothing_and_the_fault_is_said(qapp, folder, answers):
    opening = Opening(qapp, folder, answers)
    answers.will("confirm", False)
    assert opening.run() == 1
    assert [kind for kind, _ in answers.said] == ["confirm", "error"]
    assert folder.database.read_bytes() == b"x" * 5000


def test_nothing_is_offered_without_a_whole_copy(folder: DataFolder) -> None:
    for copy in folder.backups.glob("*.db"):
        copy.write_bytes(b"x")
    answers = Answers()
    with pytest.raises(DamagedDataError) as error:
        open_session(folder)
    assert not rescue.offer(folder, answers, None, error.value)
    assert answers.said == []


def test_newer_file_is_never_called_damaged(folder: DataFolder) -> None:
    copy = next(folder.backups.glob("*.db"))
    content = bytearray(copy.read_bytes())
    content[60:64] = (7).to_bytes(4, "big")
    folder.database.write_bytes(bytes(content))
    with pytest.raises(StorageError, match="phiên bản mới hơn") as error:
        open_session(folder)
    assert not isinstance(error.value, DamagedDataError)


def test_closing_leaves_a_copy_and_a_slow_clock_is_said(qapp, tmp_path, answers):
    session = factories.make_session(tmp_path / "dữ liệu", date(2999, 1, 1))
    session.close()
    opening = Opening(qapp, session.folder, answers)
    window = opening._frame.window
    window.place_changed.connect(lambda place: QTimer.singleShot(200, window.close))
    assert opening.run() == 0
    ((kind, words),) = answers.said
    assert kind == "info"
    assert "Đồng hồ máy tính đang chậm" in words
    (copy,) = backup.backups(session.folder.backups)
    backup.check_backup(copy)
