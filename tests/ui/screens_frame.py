"""The first start and the pages around the work as pictures."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QWidget

from danvan_desktop.paths import DataFolder
from danvan_desktop.services import adoption, calendar, exchange, programmes, sample
from danvan_desktop.services.session import Clock, Session, open_session
from danvan_desktop.ui.deadline_dialogs import DoneDialog, OwnDateDialog
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.first_start import FirstStart
from tests.factories import DAY, make_session
from tests.screens import screen
from tests.ui.answers import Answers

LONG = "Tân Thành Bình Phú Mỹ Hưng Yên Lạc Thượng (mẫu)"


def empty_session() -> Session:
    folder = Path(tempfile.mkdtemp(prefix="danvan-screens-"))
    return open_session(DataFolder(folder / "du-lieu"), Clock.fixed(DAY))


def first_start() -> FirstStart:
    dialog = FirstStart(empty_session(), Answers())
    dialog.office_step.place.set_text("An Bình")
    dialog.office_step.province.set_text("Mẫu")
    return dialog


@screen("first-start-1-empty", size=None)
def first_start_empty() -> QWidget:
    return FirstStart(empty_session(), Answers())


@screen("first-start-1-problems", size=None)
def first_start_problems() -> QWidget:
    dialog = FirstStart(empty_session(), Answers())
    dialog.office_step.bodies.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.next_button.click()
    return dialog


@screen("first-start-1-long", size=None)
def first_start_long() -> QWidget:
    dialog = first_start()
    dialog.office_step.place.set_text(LONG)
    return dialog


@screen("first-start-2", size=None)
def first_start_programme() -> QWidget:
    dialog = first_start()
    dialog.next_button.click()
    return dialog


@screen("first-start-2-defects", size=None)
def first_start_defects() -> QWidget:
    answers = Answers()
    path = Path(tempfile.mkdtemp()) / "chuong-trinh-sai.toml"
    path.write_text('format = 1\nid = "Sai"\nname = ""\n', encoding="utf-8")
    answers.will("open_file", path)
    dialog = FirstStart(empty_session(), answers)
    dialog.office_step.place.set_text("An Bình")
    dialog.office_step.province.set_text("Mẫu")
    dialog.next_button.click()
    dialog.programme_step.own_file.click()
    return dialog


@screen("first-start-3", size=None)
def first_start_year() -> QWidget:
    dialog = first_start()
    dialog.office_step.bodies.list.item(2).setCheckState(Qt.CheckState.Checked)
    dialog.next_button.click()
    dialog.next_button.click()
    return dialog


KEPT: list[Desk] = []
"""Windows live as long as the process that draws them."""


def desk_at(place: str, *, full: bool = True, day: date = DAY) -> Desk:
    """The whole window at a place, over a sample office or one with nothing entered."""
    folder = Path(tempfile.mkdtemp(prefix="danvan-screens-"))
    if full:
        session = open_session(DataFolder(folder / "du-lieu"), Clock.fixed(day))
        sample.create(session)
    else:
        session = make_session(folder / "du-lieu", day)
    desk = Desk(session, Answers())
    KEPT.append(desk)
    desk.open()
    desk.window.go(place)
    return desk


@screen("overview-full")
def overview_full() -> QWidget:
    desk = desk_at("overview", day=date(2026, 10, 5))
    desk.work.drafts.keep("registration.new", {"name": "Nhập dở"})
    return desk.window


@screen("overview-empty")
def overview_empty() -> QWidget:
    return desk_at("overview", full=False).window


def package_of_another_office() -> Path:
    """A file of the sample's lower office, as it comes from a stick."""
    folder = Path(tempfile.mkdtemp(prefix="danvan-screens-"))
    session = open_session(DataFolder(folder / "duoi"), Clock.fixed(date(2026, 10, 5)))
    sample.create(session)
    path = folder / "gui-len.dvk"
    exchange.export(session, path, sample.DEFAULT, 2026)
    session.close()
    return path


def settle(desk: Desk) -> None:
    """Wait for the worker and let its result arrive."""
    loop = QEventLoop()
    desk.runner.busy_changed.connect(lambda busy: None if busy else loop.quit())
    if desk.runner.busy:
        loop.exec()


@screen("exchange-send")
def exchange_send() -> QWidget:
    desk = desk_at("exchange", day=date(2026, 10, 5))
    folder = Path(tempfile.mkdtemp())
    desk.messages.will("save_file", folder / "Đảng ủy phường Bình Mẫu - 2026 - lần 1.dvk")
    page = desk.window.page("exchange")
    page.send.save_button.click()
    settle(desk)
    return desk.window


@screen("exchange-send-empty")
def exchange_send_empty() -> QWidget:
    return desk_at("exchange", full=False).window


@screen("exchange-receive-empty")
def exchange_receive_empty() -> QWidget:
    desk = desk_at("exchange", full=False)
    desk.window.page("exchange").tabs.setCurrentIndex(1)
    return desk.window


@screen("exchange-receive-plan")
def exchange_receive_plan() -> QWidget:
    path = package_of_another_office()
    desk = desk_at("exchange", full=False)
    page = desk.window.page("exchange")
    page.tabs.setCurrentIndex(1)
    page.receive.examine(path)
    settle(desk)
    return desk.window


@screen("exchange-receive-refused")
def exchange_receive_refused() -> QWidget:
    path = package_of_another_office()
    path.write_bytes(path.read_bytes()[:-9])
    desk = desk_at("exchange", full=False)
    page = desk.window.page("exchange")
    page.tabs.setCurrentIndex(1)
    page.receive.examine(path)
    settle(desk)
    return desk.window


@screen("exchange-history")
def exchange_history() -> QWidget:
    path = package_of_another_office()
    desk = desk_at("exchange", full=False)
    page = desk.window.page("exchange")
    page.receive.examine(path)
    settle(desk)
    page.receive.card.compared.setChecked(True)
    page.receive.card.agree_button.click()
    settle(desk)
    page.tabs.setCurrentIndex(2)
    page.history.tabs.setCurrentIndex(1)
    return desk.window


@screen("calendar-full")
def calendar_full() -> QWidget:
    desk = desk_at("calendar", day=date(2026, 10, 5))
    page = desk.window.page("calendar")
    items = list(page._items.values())
    calendar.mark_done(
        desk.session, items[0].programme_id, items[0].key, items[0].due, date(2026, 2, 20), "Mẫu"
    )
    page.fill()
    page.show_target(items[3].key)
    return desk.window


@screen("calendar-undated")
def calendar_undated() -> QWidget:
    desk = desk_at("calendar", day=date(2018, 10, 10))
    source = next(p for p in programmes.shipped() if p.id == "ban-dan-van-tinh-uy-2016-2020")
    adoption.adopt(desk.session, source.text, source.path.name)
    desk.work.programme_id, desk.work.year = source.id, 2018
    desk.window.page("calendar").reload(None)
    return desk.window


@screen("calendar-done-dialog", size=None)
def calendar_done_dialog() -> QWidget:
    desk = desk_at("calendar", day=date(2026, 10, 5))
    item = next(iter(desk.window.page("calendar")._items.values()))
    return DoneDialog(None, desk.messages, item, date(2026, 10, 5), print)


@screen("calendar-date-dialog", size=None)
def calendar_date_dialog() -> QWidget:
    desk = desk_at("calendar", day=date(2026, 10, 5))
    item = next(iter(desk.window.page("calendar")._items.values()))
    return OwnDateDialog(None, desk.messages, item, print)
