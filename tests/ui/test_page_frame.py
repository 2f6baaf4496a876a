from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.page_frame import PageFrame, WrapRow
from danvan_desktop.ui.places import Place
from danvan_desktop.ui.tasks import TaskRunner


def headed_page(qtbot, width: int, *, stretch_after: int = 0) -> tuple[QWidget, list[QWidget]]:
    page = QWidget()
    row = WrapRow()
    title = QLabel("Đăng ký năm 2026")
    buttons = [QPushButton(f"Nút số {number}") for number in range(5)]
    row.addWidget(title)
    for number, button in enumerate(buttons, 1):
        row.addWidget(button)
        if number + 1 == stretch_after:
            row.addStretch()
    layout = QVBoxLayout(page)
    layout.addLayout(row)
    layout.addStretch(1)
    qtbot.addWidget(page)
    page.resize(width, 400)
    page.show()
    return page, [title, *buttons]


def lines(widgets: list[QWidget]) -> int:
    return len({widget.geometry().center().y() // 10 for widget in widgets})


def test_wide_row_keeps_title_left_and_buttons_right(qtbot):
    page, widgets = headed_page(qtbot, 1200)
    assert lines(widgets) == 1
    assert widgets[0].x() < 30
    assert page.width() - widgets[-1].geometry().right() < 30


@pytest.mark.parametrize("width", [200, 300, 400, 600, 900])
def test_row_never_leaves_the_page_and_never_overlaps(qtbot, width):
    page, widgets = headed_page(qtbot, width)
    boxes = [widget.geometry() for widget in widgets]
    assert all(page.rect().contains(box) for box in boxes)
    assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])


def test_what_stands_before_the_stretch_stays_left(qtbot):
    _, widgets = headed_page(qtbot, 1200, stretch_after=3)
    assert [widget.x() < 400 for widget in widgets] == [True, True, True, False, False, False]


def test_hidden_buttons_take_no_room(qtbot):
    _, widgets = headed_page(qtbot, 400)
    for button in widgets[2:]:
        button.hide()
    qtbot.waitUntil(lambda: lines(widgets[:2]) == 1)


def test_page_larger_than_the_window_scrolls(qtbot):
    page = QWidget()
    page.setMinimumSize(2000, 100)
    frame = PageFrame(page)
    qtbot.addWidget(frame)
    frame.resize(800, 600)
    frame.show()
    assert frame.minimumSizeHint().width() < 800
    assert frame.horizontalScrollBar().maximum() > 0


def test_narrow_window_shows_signs_alone_and_keeps_the_words_for_readers(qtbot, answers):
    runner = TaskRunner(answers)
    places = [Place("a", "Tổng quan", "overview", QWidget)]
    window = MainWindow(places, messages=answers, runner=runner)
    qtbot.addWidget(window)
    window.resize(910, 512)
    window.show()
    item = window._list.item(0)
    narrow = (window._list.is_compact(), item.text(), item.toolTip())
    window.resize(1366, 768)
    assert narrow == (True, "", "Tổng quan (Ctrl+1)")
    assert (window._list.is_compact(), item.text()) == (False, "Tổng quan")
