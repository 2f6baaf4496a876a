"""The first start and the pages around the work as pictures."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from danvan_desktop.paths import DataFolder
from danvan_desktop.services import sample
from danvan_desktop.services.session import Clock, Session, open_session
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
