from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication

from danvan_desktop.errors import FieldError
from danvan_desktop.ui.file_drop import FileDropArea


@pytest.fixture
def area(qtbot, answers) -> FileDropArea:
    made = FileDropArea("photos", "Ảnh", answers, endings=(".jpg", ".png"), most=3, required=True)
    qtbot.addWidget(made)
    made.show()
    return made


def make_files(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.write_bytes(b"x")
    return paths


def mime(paths: list[Path]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_dropped_files_are_copied_never_moved(area, tmp_path):
    paths = make_files(tmp_path, "Ảnh đường hoa #1.JPG", "b.png")
    data = mime(paths)  # the event does not own it
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.MoveAction | Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    area._frame.dropEvent(event)
    assert area.value() == tuple(paths)
    assert event.dropAction() == Qt.DropAction.CopyAction


def test_pasted_files_are_taken(area, qtbot, tmp_path):
    paths = make_files(tmp_path, "a.jpg")
    QGuiApplication.clipboard().setMimeData(mime(paths))
    qtbot.keyClick(area._frame, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert area.value() == tuple(paths)


def test_what_is_not_wanted_is_refused_with_its_reason(area, tmp_path):
    good, bad = make_files(tmp_path, "a.jpg", "virus.exe")
    area.add_files([good, bad, good, tmp_path, tmp_path / "gone.jpg"])
    assert area.value() == (good,)
    assert area.problem() == (
        "Không nhận virus.exe: chỉ nhận .jpg, .png; a.jpg: đã có trong danh sách; "
        f"{tmp_path.name}: là thư mục, hãy chọn từng tệp; gone.jpg: không tìm thấy tệp."
    )


def test_no_more_than_the_most(area, tmp_path):
    area.add_files(make_files(tmp_path, "a.jpg", "b.jpg", "c.jpg", "d.jpg"))
    assert [path.name for path in area.value()] == ["a.jpg", "b.jpg", "c.jpg"]


def test_required_and_empty_is_refused(area):
    with pytest.raises(FieldError) as refused:
        area.value()
    assert refused.value.field == "photos"


def test_chosen_files_come_through_the_door(area, answers, qtbot, tmp_path):
    paths = make_files(tmp_path, "a.jpg", "b.jpg")
    answers.will("open_files", paths)
    qtbot.mouseClick(area.choose_button, Qt.MouseButton.LeftButton)
    assert area.value() == tuple(paths)


def test_selected_file_is_taken_out(area, qtbot, tmp_path):
    first, second = make_files(tmp_path, "a.jpg", "b.jpg")
    area.add_files([first, second])
    area._list.item(0).setSelected(True)
    qtbot.mouseClick(area.remove_button, Qt.MouseButton.LeftButton)
    assert area.value() == (second,)


def test_draft_brings_back_files_that_still_exist(area, tmp_path):
    first, second = make_files(tmp_path, "a.jpg", "b.jpg")
    area.add_files([first, second])
    draft = area.text()
    first.unlink()
    area.set_text(draft)
    assert area.value() == (second,)
