"""Lists open as they were left: narrowed, in order, and with the way back in sight."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from danvan_desktop.paths import DataFolder
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.services.session import open_session
from danvan_desktop.ui import hands
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.list_filters import CLEAR, ListFilters
from danvan_desktop.ui.papers_page import ISSUED
from danvan_desktop.ui.registrations_page import RegistrationsPage
from danvan_desktop.ui.tables import DataTable
from tests.ui import desks
from tests.ui.screens_papers import issued, page_of, saved


class Office:
    """A desk that can be closed and opened again over the same folder."""

    def __init__(self, folder: Path) -> None:
        self.desk = desks.make_desk(folder, "papers")

    def again(self, place: str = "papers") -> Desk:
        folder = DataFolder(self.desk.session.folder.root)
        clock = self.desk.session.clock
        self.close()
        self.desk = Desk(open_session(folder, clock), self.desk.messages)
        self.desk.open()
        self.desk.window.go(place)
        return self.desk

    def close(self) -> None:
        hands.until(lambda: not self.desk.runner.busy, "idle")
        desks.close(self.desk)


@pytest.fixture
def office(qapp: object, tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "dữ liệu")
    yield made
    made.close()


def choose(filters: ListFilters, key: str, value: str) -> None:
    box = filters.boxes[key]
    box.setCurrentIndex(box.findData(value))


def way_back(filters: ListFilters) -> bool:
    return not filters.clear_button.isHidden()


def ways_back(table: DataTable[Any]) -> int:
    """How often a list offers to show every row, in its bar and in the middle of an empty one."""
    buttons = table.findChildren(QPushButton)
    return sum(one.text() == CLEAR and one.isVisibleTo(table) for one in buttons)


def test_issued_papers_stay_narrowed_and_say_how_many_are_left_out(office: Office) -> None:
    issued(office.desk, PaperKind.PLAN, "05")
    issued(office.desk, PaperKind.REGISTRATION_LETTER, "06")
    part = page_of(office.desk).issued
    assert not way_back(part.filters)
    choose(part.filters, "kind", PaperKind.PLAN.value)
    part.table.view.horizontalHeader().setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    desk = office.again()
    page = page_of(desk)
    page.tabs.setCurrentIndex(ISSUED)
    part = page.issued
    assert [row.kind for row in part.model.shown()] == [PaperKind.PLAN]
    assert part.table._count.text() == "1 trong 2 dòng"
    assert (way_back(part.filters), part.filters.clear_button.text()) == (True, "Bỏ lọc")
    query = part.model.query
    assert (query.sort_column, query.descending) == ("number", True)
    part.filters.clear_button.click()
    assert [row.number_text[:2] for row in part.model.shown()] == ["06", "05"]
    assert (part.table._count.text(), way_back(part.filters)) == ("2 dòng", False)
    part = page_of(office.again()).issued
    assert (part.model.rowCount(), way_back(part.filters)) == (2, False)


def test_days_are_kept_once_typing_rests(office: Office) -> None:
    issued(office.desk, PaperKind.PLAN, "05")
    part = page_of(office.desk).issued
    part.days.first.setText("1/1/2099")
    part.filters._later.timeout.emit()
    part = page_of(office.again()).issued
    assert (part.days.first.text(), part.model.rowCount()) == ("1/1/2099", 0)
    assert ways_back(part.table) == 1
    part.filters.clear_button.click()
    assert (part.days.first.text(), part.model.rowCount()) == ("", 1)


def test_typed_words_go_with_the_button_and_are_not_remembered(office: Office) -> None:
    saved(office.desk, PaperKind.PLAN)
    part = page_of(office.desk).desk
    part.table.set_filter("không có chữ này")
    assert (part.model.rowCount(), way_back(part.filters)) == (0, True)
    part.filters.clear_button.click()
    assert (part.model.rowCount(), part.table.filter_box.text()) == (1, "")
    part.table.set_filter("không có chữ này")
    assert page_of(office.again()).desk.model.rowCount() == 1


def registrations(desk: Desk) -> RegistrationsPage:
    page = desk.window.page("registrations")
    assert isinstance(page, RegistrationsPage)
    return page


def test_registrations_open_narrowed_as_they_were_left(office: Office) -> None:
    desks.fill_plain(office.desk.session, 6)
    office.desk.window.go("registrations")
    table = registrations(office.desk).list_view.table
    choose(table.filters, "sector", "kinh-te")
    shown = table.table.model.rowCount()
    table = registrations(office.again("registrations")).list_view.table
    assert (table.table.model.rowCount(), table.narrowed().sector) == (shown, "kinh-te")
    assert table.table._count.text() == f"{shown} trong 6 dòng"
    choose(table.filters, "state", "withdrawn")
    assert table.table.model.rowCount() == 0
    assert ways_back(table.table) == 1
    table.filters.clear_button.click()
    assert (table.table.model.rowCount(), table.filters.narrowing) == (6, False)


def test_choice_of_one_programme_is_not_forgotten_under_another(office: Office) -> None:
    filters = registrations(office.desk).list_view.table.filters
    filters.offer("sector", [("kinh-te", "Kinh tế")])
    choose(filters, "sector", "kinh-te")
    filters.offer("sector", [("khac", "Khác")])
    assert filters.value("sector") == ""
    choose(filters, "state", "withdrawn")
    filters.offer("sector", [("kinh-te", "Kinh tế")])
    assert filters.value("sector") == "kinh-te"
