"""Our list of registrations: opened until its first page is painted, then jumped through.

Measured twice: the list alone (its query, count, rows with their states, filter boxes, widths)
in an empty window as the peer is, and the whole place with its buttons in the real window.
Modules are imported before, as the peer's are.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PySide6.QtWidgets import QAbstractSlider, QMainWindow, QTableView, QWidget

from benchmarks.painting import milliseconds_until_painted
from danvan_desktop.paths import DataFolder
from danvan_desktop.services.session import open_session
from danvan_desktop.ui import application
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.registration_table import RegistrationTable
from danvan_desktop.ui.registrations_page import RegistrationsPage

PAGES_DOWN = 15
PLACE = "registrations"


def measure(desk: Desk) -> dict[str, float]:
    """Milliseconds by name."""
    window = QMainWindow()
    window.resize(1366, 768)
    lists: list[RegistrationTable] = []

    def show_window() -> QWidget:
        window.show()
        return window

    def open_list() -> QWidget:
        made = RegistrationTable(desk.work, Empty("Chưa có gì"))
        made.reload()
        window.setCentralWidget(made)
        lists.append(made)
        return made.table.view.viewport()

    milliseconds_until_painted(show_window)
    found = {"first page": milliseconds_until_painted(open_list)}
    view = lists[0].table.view
    found["page down"] = median(moved(view, page_down) for _ in range(PAGES_DOWN))
    found["jump to the end"] = moved(view, lambda bar: bar.setValue(bar.maximum()))
    found["jump to the middle"] = moved(view, lambda bar: bar.setValue(bar.maximum() // 2))
    return found


def open_place(desk: Desk) -> float:
    """Milliseconds to open the place of registrations in the real window."""

    def show_window() -> QWidget:
        desk.window.show()
        return desk.window

    def go() -> QWidget:
        desk.window.go(PLACE)
        page = desk.window.page(PLACE)
        assert isinstance(page, RegistrationsPage)
        return page.list_view.table.table.view.viewport()

    milliseconds_until_painted(show_window)
    return milliseconds_until_painted(go)


def page_down(bar: QAbstractSlider) -> None:
    bar.triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)


def moved(view: QTableView, move: Callable[[QAbstractSlider], None]) -> float:
    def act() -> QWidget:
        move(view.verticalScrollBar())
        return view.viewport()

    return milliseconds_until_painted(act)


def main(folder: str) -> None:
    application.make(["benchmarks"])
    session = open_session(DataFolder(Path(folder)))
    try:
        desk = Desk(session)
        found = measure(desk)
        found["place"] = open_place(desk)
        sys.stdout.write(json.dumps(found) + "\n")
        desk.close()
    finally:
        session.close()


if __name__ == "__main__":
    main(sys.argv[1])
