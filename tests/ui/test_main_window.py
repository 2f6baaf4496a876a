from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.ui import hands
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.places import Place, SearchHit
from danvan_desktop.ui.tasks import Progress, TaskRunner
from danvan_desktop.ui.theme import Tone

CHANGES = Changes(frozenset({Topic.REGISTRATIONS}))


class NotedPage(QLabel):
    """A page that notes what the window asks of it."""

    made: list[str] = []  # noqa: RUF012

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.made.append(key)
        self.reloads: list[Changes | None] = []
        self.targets: list[str] = []
        self.closable = True

    def reload(self, changes: Changes | None) -> None:
        self.reloads.append(changes)

    def show_target(self, target: str) -> None:
        self.targets.append(target)

    def may_close(self) -> bool:
        return self.closable


def found(text: str) -> list[SearchHit]:
    return [SearchHit(f"Mô hình {text}", "Đơn vị mẫu", "b", "uid-7")] if text != "gì" else []


@pytest.fixture
def window(qtbot, answers) -> MainWindow:
    NotedPage.made = []
    runner = TaskRunner(answers)
    made = MainWindow(
        [Place(key, f"Nơi {key}", "register", lambda key=key: NotedPage(key)) for key in "abc"],
        messages=answers,
        runner=runner,
        search=found,
    )
    made.runner_of_test = runner  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    made.show()
    made.start()
    return made


def page(window: MainWindow, key: str) -> Any:
    return window.page(key)


def test_pages_are_made_when_first_opened(window):
    before = list(NotedPage.made)
    window.go("c")
    assert (before, NotedPage.made) == (["a"], ["a", "c"])


def test_page_is_read_when_first_opened(window):
    assert page(window, "a").reloads == [None]


def test_broadcast_reloads_the_page_in_sight_now_and_the_others_later(window):
    window.go("b")
    window.broadcast(CHANGES)
    later = list(page(window, "a").reloads)
    window.go("a")
    assert page(window, "b").reloads == [None, CHANGES]
    assert (later, page(window, "a").reloads) == ([None], [None, None])


def test_opening_again_without_changes_reads_nothing(window):
    window.go("b")
    window.go("a")
    assert page(window, "a").reloads == [None]


def test_control_and_digit_opens_a_place(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.place == "b"


def test_search_opens_the_record_where_it_is(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window._search, "ao ca")
    qtbot.keyClick(window._search, Qt.Key.Key_Return)
    assert (window.place, page(window, "b").targets) == ("b", ["uid-7"])


def test_search_without_a_hit_stays(window, qtbot):
    qtbot.keyClicks(window._search, "x")
    window._search.setText("gì")
    window._search.look()
    qtbot.keyClick(window._search, Qt.Key.Key_Return)
    assert (window.place, window._search.hits()) == ("a", [])


def test_choosing_a_year_tells_programme_and_year(window, qtbot):
    window.set_programmes([("p1", "Một"), ("p2", "Hai")], "p2")
    window.set_years(range(2021, 2026), 2023)
    assert window.context() == ("p2", 2023)
    with qtbot.waitSignal(window.context_changed) as changed:
        window._years.setCurrentIndex(0)
    assert changed.args == ["p2", 2021]


def test_filling_the_choosers_says_nothing(window, qtbot):
    with qtbot.assertNotEmitted(window.context_changed):
        window.set_programmes([("p1", "Một")])
        window.set_years([2026])


def test_bottom_shows_office_and_backup(window):
    window.set_office("Đơn vị mẫu")
    window.set_backup("Chưa sao lưu", Tone.WARN)
    assert window._status._office.text() == "Đơn vị mẫu"
    assert window._status._backup.text() == "Chưa sao lưu"


def test_window_with_unsaved_text_in_a_page_stays_open(window):
    page(window, "a").closable = False
    window.close()
    assert window.isVisible()
    page(window, "a").closable = True


def test_closing_while_work_runs_asks(window, answers, qtbot):
    runner = window.runner_of_test
    held = threading.Event()

    def work(progress) -> None:
        while not held.wait(0.01):
            progress(0, 0, "")

    runner.start("Việc", work, done=lambda result: None, parent=window)
    answers.will("confirm", False)
    window.close()
    assert window.isVisible()
    answers.will("confirm", True)
    window.close()
    hands.until(lambda: not runner.busy, "delivered")
    assert not window.isVisible()


def test_closing_says_what_it_waits_for(window):
    told = threading.Event()
    window._status.messageChanged.connect(told.set)
    heard: list[bool] = []

    def work(_progress: Progress) -> None:
        heard.append(told.wait(20))

    window.runner_of_test.start("Dựng trang xem trước", work, done=bool)
    assert window.close()
    words = "Đang chờ việc này dừng để đóng chương trình: Dựng trang xem trước..."
    assert (heard, window._status.currentMessage()) == ([True], words)


def test_window_fits_a_laptop_at_150_percent(window):
    smallest = window.minimumSizeHint()
    assert smallest.width() <= 1366 // 1.5
    assert smallest.height() <= 768 // 1.5
