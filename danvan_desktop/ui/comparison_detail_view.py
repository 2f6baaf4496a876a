"""One registration of the board criterion by criterion, below the list.

Shows what `services/comparison_detail` read. A new registration brings new columns, so the table
gets a new model each time.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.services.comparison_detail import Detail, DetailLine
from danvan_desktop.ui import theme
from danvan_desktop.ui.comparison_columns import points, short_names
from danvan_desktop.ui.empty_view import Empty, EmptyView
from danvan_desktop.ui.table_models import Column, RowsModel

CHOOSE = Empty("Chọn một đăng ký để xem từng tiêu chí", icon="evaluate")
HIDDEN = Empty(
    "Điểm của đăng ký này đang được ẩn",
    "Đang chấm độc lập: hoàn thành phiếu của mình thì xem được phiếu của người khác.",
    "lock",
)
NO_SHEETS = Empty("Chưa có phiếu thẩm định nào hoàn thành", icon="evaluate")
_FIGURE = 8
_TITLE = 34


class ComparisonDetailView(QWidget):
    """See the module's text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = QLabel()
        self.view = QTableView()
        self._empty = EmptyView()
        self._stack = QStackedWidget()
        self._assemble()
        self.show_detail(None)

    def _assemble(self) -> None:
        theme.role(self.head, "strong")
        self.head.setTextFormat(Qt.TextFormat.PlainText)
        view = self.view
        view.setAccessibleName("Từng tiêu chí")
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setAlternatingRowColors(True)
        view.setWordWrap(False)
        view.verticalHeader().setVisible(False)
        view.verticalHeader().setDefaultSectionSize(round(theme.em() * 1.7))
        view.horizontalHeader().setHighlightSections(False)
        self._stack.addWidget(view)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.gap() // 2)
        layout.addWidget(self.head)
        layout.addWidget(self._stack, 1)

    def show_detail(self, detail: Detail | None) -> None:
        """Show a registration; None while none is chosen."""
        self.head.setText(_head(detail))
        self.head.setVisible(detail is not None)
        empty = _empty(detail)
        if empty is not None:
            self._empty.show_empty(empty)
            self._stack.setCurrentWidget(self._empty)
            return
        assert detail is not None
        before, model = self.view.model(), RowsModel(_columns(detail), parent=self)
        model.set_rows(detail.lines)
        self.view.setModel(model)
        if before is not None:
            before.deleteLater()
        self._set_widths(model)
        self._stack.setCurrentWidget(self.view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _set_widths(self, model: RowsModel[DetailLine]) -> None:
        for place, column in enumerate(model.columns):
            least = theme.bold_width(column.title) + 3 * theme.gap()
            width = max(theme.chars(column.width) + 2 * theme.gap(), least)
            self.view.setColumnWidth(place, width)
        self._share_width()

    def _share_width(self) -> None:
        """The words of the criteria take what the figures leave, and always enough to be read."""
        heads = self.view.horizontalHeader()
        others = sum(heads.sectionSize(place) for place in range(1, heads.count()))
        room = self.view.viewport().width() - others
        self.view.setColumnWidth(0, max(room, theme.chars(_TITLE)))


def _head(detail: Detail | None) -> str:
    if detail is None:
        return ""
    row = detail.row
    words = [row.registration.name, row.registration.subject_name]
    if row.result_words:
        words.append(f"kết quả {row.result_words}")
    if row.place_words:
        words.append(f"thứ tự {row.place_words}")
    return "  ·  ".join(words)


def _empty(detail: Detail | None) -> Empty | None:
    if detail is None:
        return CHOOSE
    if detail.hidden:
        return HIDDEN
    return None if detail.assessors else NO_SHEETS


def _columns(detail: Detail) -> tuple[Column[DetailLine], ...]:
    first = _plain("title", "Tiêu chí", _title, align="left", width=30)
    found = [first]
    if any(line.maximum is not None for line in detail.lines):
        found.append(_plain("maximum", "Tối đa", lambda line: points(line.maximum)))
    shorts = short_names(detail.assessors)
    for place, (name, short) in enumerate(zip(detail.assessors, shorts, strict=True)):
        found.append(
            Column(
                f"sheet.{place}",
                short,
                partial(_cell, place),
                align="right",
                width=_FIGURE + 2,
                sort=False,
                tooltip=partial(_tooltip, place, name),
                hint=name,
            )
        )
    if len(detail.assessors) > 1 and any(line.mean is not None for line in detail.lines):
        found.append(_plain("mean", "Chung", lambda line: points(line.mean)))
        found.append(_plain("spread", "Chênh", lambda line: points(line.spread)))
    if detail.row.own is not None:
        found.append(_plain("own", "Tự chấm", lambda line: line.own.words))
    return tuple(found)


def _plain(
    key: str,
    title: str,
    text: Callable[[DetailLine], str],
    align: str = "right",
    width: int = _FIGURE,
) -> Column[DetailLine]:
    return Column(key, title, text, align=align, width=width, sort=False)


def _title(line: DetailLine) -> str:
    return f"{'    ' * line.depth}{line.code} {line.title}".rstrip()


def _cell(place: int, line: DetailLine) -> str:
    return line.cells[place].words


def _tooltip(place: int, name: str, line: DetailLine) -> str:
    remark = line.remarks[place] if line.remarks else ""
    return "\n".join(part for part in (f"{name}: {line.cells[place].words}", remark) if part)
