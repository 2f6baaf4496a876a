from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from danvan_desktop.ui.calendar_view import DayMark, MarkKind, MonthModel, MonthView, spoken
from danvan_desktop.ui.steps import Step, StepsLine, StepState

TODAY = date(2026, 2, 20)


@pytest.fixture
def view(qtbot) -> MonthView:
    view = MonthView(TODAY)
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    return view


def test_month_model_is_a_good_model(qtmodeltester, qapp):
    qtmodeltester.check(MonthModel(TODAY))


@pytest.mark.parametrize("month", [date(2026, n, 1) for n in range(1, 13)] + [date(2027, 2, 1)])
def test_every_day_of_a_month_is_in_sight(qapp, month):
    model = MonthModel(TODAY)
    model.show(month)
    days = [model.day(row, column) for row in range(6) for column in range(7)]
    assert days[0].weekday() == 0
    assert sum(day.month == month.month and day.year == month.year for day in days) >= 28
    assert all(model.place(day).isValid() for day in days)


@pytest.mark.parametrize(
    ("key", "day"),
    [
        (Qt.Key.Key_Left, date(2026, 2, 19)),
        (Qt.Key.Key_Down, date(2026, 2, 27)),
        (Qt.Key.Key_Up, date(2026, 2, 13)),
        (Qt.Key.Key_PageDown, date(2026, 3, 20)),
        (Qt.Key.Key_PageUp, date(2026, 1, 20)),
    ],
)
def test_keys_walk_over_the_days(view, qtbot, key, day):
    qtbot.keyClick(view.grid, key)
    assert view.day == day


def test_walking_over_the_end_turns_the_month(view, qtbot):
    view.go_to(date(2026, 2, 28))
    with qtbot.waitSignal(view.month_changed) as turned:
        qtbot.keyClick(view.grid, Qt.Key.Key_Right)
    assert turned.args == [date(2026, 3, 1)]
    assert view.day == date(2026, 3, 1)


def test_turning_from_the_31st_stays_in_a_short_month(view):
    view.go_to(date(2026, 1, 31))
    view.next_month()
    assert view.day == date(2026, 2, 28)


def test_enter_opens_the_first_mark_of_the_day(view, qtbot):
    view.show_marks([DayMark(TODAY, "Gửi danh sách", MarkKind.DUE, "deadline-1")])
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view.grid, Qt.Key.Key_Return)
    assert opened.args == ["deadline-1"]


def test_home_comes_back_to_today(view, qtbot):
    view.go_to(date(2030, 1, 1))
    qtbot.keyClick(view.grid, Qt.Key.Key_Home)
    assert view.day == TODAY


def test_marks_are_words_not_only_colours():
    marks = [DayMark(TODAY, "Gửi danh sách", MarkKind.LATE)]
    assert spoken(TODAY, marks) == "Thứ sáu, 20/02/2026\nQuá hạn: Gửi danh sách"


def test_month_with_many_marks_paints(view, qtbot):
    marks = [DayMark(TODAY, "Việc <b> & dài " * 9, kind) for kind in MarkKind for _ in range(4)]
    view.show_marks(marks)
    assert not view.grab().isNull()


def test_steps_are_read_out_with_their_state_and_date(qtbot):
    line = StepsLine()
    qtbot.addWidget(line)
    line.show_steps([Step("Đăng ký", StepState.DONE, "12/02/2026"), Step("Họp", StepState.NOW)])
    assert line.accessibleName() == "Các bước: Đăng ký, đã xong, 12/02/2026; Họp, đang ở bước này"
    assert not line.grab().isNull()


def test_steps_without_steps_paint(qtbot):
    line = StepsLine()
    qtbot.addWidget(line)
    assert not line.grab().isNull()
