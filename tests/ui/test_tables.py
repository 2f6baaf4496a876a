from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from danvan_desktop.ui import theme
from danvan_desktop.ui.column_widths import FIRM_MOST
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.stores import MemorySettings
from danvan_desktop.ui.table_models import (
    KEPT_PAGES,
    PAGE_ROWS,
    UNREADABLE,
    Column,
    PagedRowsModel,
    Query,
    RowsModel,
    plain_tooltip,
)
from danvan_desktop.ui.tables import DataTable


@dataclass(frozen=True)
class Line:
    uid: int
    name: str
    points: int | None = None


COLUMNS = (
    Column[Line]("name", "Tên", lambda line: line.name, width=30),
    Column[Line](
        "points", "Điểm", lambda line: str(line.points), "right", 8, sort_key=lambda x: x.points
    ),
)
LINES = [
    Line(1, "Đường hoa", 10),
    Line(2, "Ao cá", 2),
    Line(3, "Ánh sáng an ninh", None),
    Line(4, "Tổ 10", 5),
    Line(5, "Tổ 2", 7),
]


class NumberedPages:
    """A provider of as many rows as asked for, which counts what it is asked."""

    def __init__(self, count: int) -> None:
        self.rows = count
        self.asked: list[int] = []

    def count(self) -> int:
        return self.rows

    def page(self, index: int) -> Sequence[Line]:
        self.asked.append(index)
        start = index * PAGE_ROWS
        return [Line(n, f"Mô hình {n}") for n in range(start, min(start + PAGE_ROWS, self.rows))]


def rows_model(lines: Sequence[Line] = LINES) -> RowsModel[Line]:
    model = RowsModel(COLUMNS, row_key=lambda line: line.uid)
    model.set_rows(lines)
    return model


def data_table(model, store=None, name="t") -> DataTable[Line]:
    empty = Empty("Chưa có dòng nào", "Bấm Thêm.")
    return DataTable(model, name=name, store=store or MemorySettings(), empty=empty)


def names(model) -> list[str]:
    return [model.row(number).name for number in range(model.rowCount())]


def test_rows_model_is_a_good_model(qtmodeltester, qapp):
    qtmodeltester.check(rows_model())


def test_paged_model_is_a_good_model(qtmodeltester, qapp):
    model = PagedRowsModel(COLUMNS, lambda query: NumberedPages(1000))
    model.reload()
    qtmodeltester.check(model)


def test_rows_are_sorted_in_vietnamese_order(qapp):
    model = rows_model()
    model.apply_query(Query(sort_column="name"))
    assert names(model) == ["Ánh sáng an ninh", "Ao cá", "Đường hoa", "Tổ 2", "Tổ 10"]


def test_rows_without_a_value_come_last(qapp):
    model = rows_model()
    model.apply_query(Query(sort_column="points"))
    assert [model.row(n).points for n in range(5)] == [2, 5, 7, 10, None]


def test_filter_typed_without_marks_finds_the_row(qtbot, answers):
    table = data_table(rows_model())
    qtbot.addWidget(table)
    qtbot.keyClicks(table.filter_box, "duong HOA")
    qtbot.waitUntil(lambda: table.model.rowCount() == 1)
    assert names(table.model) == ["Đường hoa"]


def test_filter_that_matches_nothing_says_so(qtbot):
    table = data_table(rows_model())
    qtbot.addWidget(table)
    table.set_filter("không có đâu")
    assert not table.view.isVisibleTo(table)


def test_data_of_a_broken_column_does_not_raise(qtbot):
    broken = Column[Line]("x", "X", lambda line: line.missing)  # type: ignore[attr-defined]
    model = RowsModel((broken,))
    model.set_rows(LINES)
    assert model.data(model.index(0, 0)) == UNREADABLE


def test_selection_survives_a_reload(qtbot):
    table = data_table(rows_model())
    qtbot.addWidget(table)
    table.view.selectRow(1)
    table.model.set_rows(list(reversed(LINES)))
    assert table.selected_rows() == [LINES[1]]


def test_copy_gives_a_table_for_excel(qtbot):
    table = data_table(rows_model())
    qtbot.addWidget(table)
    table.view.selectRow(0)
    qtbot.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Tên\tĐiểm\nĐường hoa\t10"


def test_enter_opens_the_current_row(qtbot):
    table = data_table(rows_model())
    qtbot.addWidget(table)
    table.view.selectRow(3)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert opened.args == [LINES[3]]


def test_last_column_in_sight_is_stretched_and_not_taken_for_dragged(qtbot):
    columns = (*COLUMNS, Column[Line]("note", "Ghi chú", lambda line: "", width=60, spare=True))
    store = MemorySettings()
    model = RowsModel(columns)
    model.set_rows(LINES)
    table = DataTable(model, name="lines", store=store, empty=Empty("", "", "table"))
    qtbot.addWidget(table)
    table.resize(theme.chars(70), 300)
    table.show()
    assert table.view.isColumnHidden(2)
    for letters in (60, 75, 50):
        table.resize(theme.chars(letters), 300)
        qtbot.wait(10)
        assert table.view.horizontalHeader().length() == table.view.viewport().width()
    table._widths.keep()
    assert store.values == {}


def test_firm_column_grows_with_its_texts_and_no_further_than_is_good(qtbot):
    columns = (
        Column[Line]("number", "Số", lambda line: line.name, width=5, firm=True),
        Column[Line]("name", "Tên", lambda line: line.name, width=40),
    )
    model = RowsModel(columns)
    table = DataTable(model, name="lines", store=MemorySettings(), empty=Empty("", "", "table"))
    qtbot.addWidget(table)
    table.resize(theme.chars(120), 300)
    table.show()
    widths = []
    for name in ("05", "1305/QĐ-MTTQ-BTT", "x" * 200):
        model.set_rows([Line(1, name)])
        widths.append(table.view.columnWidth(0))
    needed = table.view.fontMetrics().horizontalAdvance("1305/QĐ-MTTQ-BTT")
    assert widths[0] < needed < widths[1] < widths[2] == theme.chars(FIRM_MOST)


def test_dragged_width_comes_back_in_the_next_window(qtbot):
    store = MemorySettings()
    first = data_table(rows_model(), store)
    qtbot.addWidget(first)
    first.show()
    first.view.setColumnWidth(0, 400)
    first._widths.keep()
    second = data_table(rows_model(), store)
    qtbot.addWidget(second)
    assert abs(second.view.columnWidth(0) - 400) < 20


def test_actions_wait_for_a_selection(qtbot):
    table = data_table(rows_model())
    qtbot.addWidget(table)
    action = table.add_action("Mở", lambda: None)
    before = action.isEnabled()
    table.view.selectRow(0)
    assert (before, action.isEnabled()) == (False, True)


def test_paged_model_asks_only_for_what_is_looked_at(qtbot):
    pages = NumberedPages(100_000)
    model = PagedRowsModel(COLUMNS, lambda query: pages)
    model.reload()
    table = data_table(model)
    qtbot.addWidget(table)
    table.resize(800, 600)
    table.show()
    table.view.scrollToBottom()
    qtbot.waitUntil(lambda: (100_000 - 1) // PAGE_ROWS in pages.asked)
    assert set(pages.asked) <= {0, *range(100_000 // PAGE_ROWS - 2, 100_000 // PAGE_ROWS)}


def test_paged_model_keeps_a_bounded_number_of_pages(qapp):
    pages = NumberedPages(100_000)
    model = PagedRowsModel(COLUMNS, lambda query: pages)
    model.reload()
    for index in range(KEPT_PAGES + 10):
        model.row(index * PAGE_ROWS)
    assert len(model._kept) == KEPT_PAGES


def test_paged_model_hands_filter_and_order_to_the_provider(qtbot):
    queries: list[Query] = []

    def open_query(query: Query) -> NumberedPages:
        queries.append(query)
        return NumberedPages(5 if query.filter else 300)

    model = PagedRowsModel(COLUMNS, open_query)
    model.reload()
    table = data_table(model)
    qtbot.addWidget(table)
    table.set_filter("Mô hình")
    table.view.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    assert queries == [Query(), Query("mo hinh"), Query("mo hinh", "name", True)]
    assert model.total() == 300


def test_paged_model_with_a_failing_page_shows_unreadable_rows(qapp):
    class Failing(NumberedPages):
        def page(self, index: int) -> Sequence[Line]:
            raise OSError("disk")

    model = PagedRowsModel(COLUMNS, lambda query: Failing(3))
    model.reload()
    assert model.data(model.index(1, 0)) == UNREADABLE


@pytest.mark.parametrize(
    ("text", "shown"),
    [("Đường hoa", "Đường hoa"), ("A & <b>", "<p>A &amp; &lt;b></p>")],
)
def test_tooltip_shows_names_as_typed(text, shown):
    assert plain_tooltip(text) == shown


def test_the_pages_of_the_list_service_are_as_long_as_those_the_model_asks_for() -> None:
    from danvan_desktop.services import registration_list

    assert registration_list.PAGE_ROWS == PAGE_ROWS


def test_wide_columns_make_room_for_all_when_one_of_them_has_none_to_give(qtbot):
    columns = (
        Column[Line]("subject", "Trích yếu", lambda line: line.name, width=40),
        Column[Line]("issuer", "Cơ quan", lambda line: line.name, width=24),
        Column[Line]("origin", "Nguồn", lambda line: line.name, width=18),
        Column[Line]("count", "Số lượng", lambda line: "5", "right", 9),
    )
    model = RowsModel(columns)
    model.set_rows(LINES)
    table = data_table(model)
    qtbot.addWidget(table)
    table.resize(theme.chars(82), 300)
    table.show()
    qtbot.wait(10)
    assert table.view.horizontalHeader().length() == table.view.viewport().width()


def test_column_that_is_left_out_is_neither_shown_nor_copied_and_comes_back(qtbot):
    store = MemorySettings()
    for dragged in (False, True):
        table = data_table(rows_model(), store)
        qtbot.addWidget(table)
        table.show()
        seen = []
        for keys in (("points",), ()):
            table.leave_out_columns(keys)
            table.select_row(0)
            table.copy_selection()
            seen.append((table.view.isColumnHidden(1), QGuiApplication.clipboard().text()))
        assert seen == [(True, "Tên\nĐường hoa"), (False, "Tên\tĐiểm\nĐường hoa\t10")], dragged
        table.view.setColumnWidth(0, 400)
        table._widths.keep()
