"""Our list of registrations: opened until its first page is painted, then jumped through.

Everything the page does when it is opened is inside the measure: the query, the count, the rows
with their states, the widgets and the first paint. Only the programme has been read before, as it
has in a running window.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PySide6.QtWidgets import QAbstractSlider, QMainWindow, QTableView, QWidget

from benchmarks.data_folder import YEAR
from benchmarks.painting import milliseconds_until_painted
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import adoption, registration_list
from danvan_desktop.services.registration_list import RegistrationRow
from danvan_desktop.services.session import Session, open_session
from danvan_desktop.ui import application
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.stores import MemorySettings
from danvan_desktop.ui.table_models import Column, PagedRowsModel
from danvan_desktop.ui.tables import DataTable
from tests.factories import PROGRAMME

PAGES_DOWN = 15

COLUMNS: tuple[Column[RegistrationRow], ...] = (
    Column("name", "Tên", lambda row: row.name, width=40),
    Column("place", "Đơn vị", lambda row: row.place_name, width=24),
    Column("sector", "Lĩnh vực", lambda row: row.sector_name),
    Column("subject", "Đối tượng", lambda row: row.subject_kind.label),
    Column("newness", "Mới hay duy trì", lambda row: row.newness.label),
    Column("title", "Danh hiệu", lambda row: row.title_name),
    Column("state", "Tình trạng", lambda row: row.state.label),
    Column("summary", "Nội dung", lambda row: row.summary, width=40),
)


def make_table(session: Session) -> DataTable[RegistrationRow]:
    def open_query(_query: object) -> registration_list.RegistrationList:
        return registration_list.listing(session, PROGRAMME, YEAR)

    model = PagedRowsModel(COLUMNS, open_query, row_key=lambda row: row.uid)
    model.reload()
    return DataTable(model, name="benchmark", store=MemorySettings(), empty=Empty("Chưa có gì"))


def measure(session: Session) -> dict[str, float]:
    window = QMainWindow()
    window.resize(1366, 768)
    views: list[QTableView] = []

    def show_empty() -> QWidget:
        window.show()
        return window

    def open_list() -> QWidget:
        table = make_table(session)
        window.setCentralWidget(table)
        views.append(table.view)
        return table.view.viewport()

    milliseconds_until_painted(show_empty)
    found = {"first page": milliseconds_until_painted(open_list)}
    (view,) = views
    down = [
        moved(view, lambda bar: bar.triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd))
        for _ in range(PAGES_DOWN)
    ]
    found["page down"] = median(down)
    found["jump to the end"] = moved(view, lambda bar: bar.setValue(bar.maximum()))
    found["jump to the middle"] = moved(view, lambda bar: bar.setValue(bar.maximum() // 2))
    return found


def moved(view: QTableView, move: Callable[[QAbstractSlider], None]) -> float:
    def act() -> QWidget:
        move(view.verticalScrollBar())
        return view.viewport()

    return milliseconds_until_painted(act)


def main(folder: str) -> None:
    application.make(["benchmarks"])
    session = open_session(DataFolder(Path(folder)))
    adoption.programme(session, PROGRAMME)
    try:
        sys.stdout.write(json.dumps(measure(session)) + "\n")
    finally:
        session.close()


if __name__ == "__main__":
    main(sys.argv[1])
