"""`DataTable`: a list with its filter, order, widths, menu, copying, empty text and count.

    self._table = DataTable(
        model, name="registrations", store=store,
        empty=Empty("Chưa có đăng ký nào", "Bấm “Thêm đăng ký” hoặc dán từ Excel.", "register"),
    )
    self._table.add_action("Mở", self._on_open, icon="edit", needs_rows=True)
    self._table.bar.addWidget(button)                  # right of the filter box
    self._table.opened.connect(self._on_open_row)      # double click or Enter; the row
    self._table.selection_changed.connect(...)
    rows = self._table.selected_rows()

After `model.set_rows()` or `model.reload()` the selection comes back by `row_key`, and the count,
the empty text and the widths are brought up to date. Owns looks and keys of a list; what the
rows are is the model's (`table_models`), what happens to them is the page's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from dataclasses import replace
from typing import Any, Generic

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.text import search_key
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.column_widths import ColumnWidths
from danvan_desktop.ui.empty_view import Empty, EmptyView
from danvan_desktop.ui.page_frame import WrapRow
from danvan_desktop.ui.stores import SettingsStore
from danvan_desktop.ui.table_models import ColumnsModel, Row

FILTER_DELAY_MS = 120
NOTHING = Empty("Không có dòng nào khớp", "Thử gõ ít chữ hơn, hoặc xóa ô lọc.", "search")


class DataTable(QWidget, Generic[Row]):
    """See the module's text. Row type is that of the model."""

    opened = Signal(object)
    selection_changed = Signal()
    empty_pressed = Signal()

    def __init__(
        self,
        model: ColumnsModel[Row],
        *,
        name: str,
        store: SettingsStore,
        empty: Empty,
        filter_hint: str = "Lọc trong danh sách (không cần gõ dấu)",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = model
        self._empty = empty
        self._actions: list[tuple[QAction, bool]] = []
        self._chosen: list[Hashable] = []
        self._instead: QWidget | None = None
        self._left_out = 0
        self.filter_box = QLineEdit()
        self.bar = WrapRow()
        self.view = QTableView()
        self._empty_view = EmptyView()
        self._stack = QStackedWidget()
        self._count = QLabel()
        self._delay = QTimer(self)
        self._build(filter_hint)
        self._assemble()
        self._connect()
        self._widths = ColumnWidths(self.view, model.columns, name, store)
        self._show_state()

    def _build(self, filter_hint: str) -> None:
        self.filter_box.setPlaceholderText(filter_hint)
        self.filter_box.setAccessibleName(filter_hint)
        self.filter_box.setClearButtonEnabled(True)
        self.filter_box.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.filter_box.setMinimumWidth(theme.chars(28))
        self.filter_box.setMaximumWidth(theme.chars(52))
        self._delay.setSingleShot(True)
        self._delay.setInterval(FILTER_DELAY_MS)
        theme.role(self._count, "soft")
        view = self.view
        view.setModel(self.model)
        view.setAccessibleName("Danh sách")
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setAlternatingRowColors(True)
        view.setWordWrap(False)
        rows = view.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(round(theme.em() * 1.9))
        heads = view.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setStretchLastSection(True)
        heads.setTextElideMode(Qt.TextElideMode.ElideRight)
        heads.setSortIndicatorShown(True)
        heads.setSortIndicatorClearable(True)
        heads.setSectionsClickable(True)
        heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def _assemble(self) -> None:
        self.bar.addWidget(self.filter_box)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty_view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.gap())
        layout.addLayout(self.bar)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._count)

    def _connect(self) -> None:
        self.filter_box.textChanged.connect(self._on_filter_typed)
        self._delay.timeout.connect(self._on_filter_due)
        heads = self.view.horizontalHeader()
        heads.sortIndicatorChanged.connect(self._on_order_changed)
        self.view.doubleClicked.connect(self._on_opened)
        self.view.customContextMenuRequested.connect(self._on_menu)
        self.view.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.model.modelAboutToBeReset.connect(self._on_about_to_reset)
        self.model.modelReset.connect(self._on_reset)
        self._empty_view.pressed.connect(self.empty_pressed)
        self.view.installEventFilter(self)
        self.filter_box.installEventFilter(self)

    # what pages use

    def add_action(
        self,
        text: str,
        slot: Callable[[], object],
        *,
        icon: str = "",
        shortcut: str = "",
        needs_rows: bool = True,
    ) -> QAction:
        """Put a line into the right-click menu; `needs_rows`: only with something selected."""
        action = QAction(text, self)
        if icon:
            action.setIcon(icons.icon(icon))
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(slot)
        self.addAction(action)
        self._actions.append((action, needs_rows))
        action.setEnabled(not needs_rows)
        return action

    def selected_numbers(self) -> list[int]:
        """Numbers of the selected rows, from the top."""
        return sorted(index.row() for index in self.view.selectionModel().selectedRows())

    def selected_rows(self) -> list[Row]:
        """The selected rows, from the top."""
        found = (self.model.row(number) for number in self.selected_numbers())
        return [row for row in found if row is not None]

    def current_row(self) -> Row | None:
        """The row with the focus, None when there is none."""
        return self.model.row(self.view.currentIndex().row())

    def select_key(self, key: Hashable) -> bool:
        """Select and show the row with this key; False when it is not in the list."""
        number = self.model.find(key)
        if number >= 0:
            self.select_row(number)
            self.view.scrollTo(self.model.index(number, 0))
        return number >= 0

    def select_row(self, number: int) -> None:
        """Select the row at `number` alone, also in a list that was never on screen.

        `QTableView.selectRow` asks the header for a column at the left edge, and finds none there.
        """
        index = self.model.index(number, 0)
        flag = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)

    def set_filter(self, text: str) -> None:
        """Type into the filter box and filter at once."""
        self.filter_box.setText(text)
        self._on_filter_due()

    def set_empty(self, empty: Empty) -> None:
        """Change what the empty list says (another programme, another reason)."""
        self._empty = empty
        self._show_state()

    def set_left_out(self, count: int) -> None:
        """How many rows the page's own choices keep out of the model, for the count below."""
        self._left_out = count
        self._show_count()

    def leave_out_columns(self, keys: Collection[str]) -> None:
        """Neither show nor copy the columns of these keys: they have nothing to say here."""
        self._widths.leave_out(keys)

    def show_instead(self, widget: QWidget | None) -> None:
        """Show this below the bar in place of the rows (a chart of them); None: the rows again."""
        if self._instead is not None:
            self._stack.removeWidget(self._instead)
        self._instead = widget
        if widget is not None:
            self._stack.addWidget(widget)
        self._show_state()

    def copy_selection(self) -> None:
        """Put the selected rows with their headings on the clipboard as a table for Excel."""
        shown = [
            (place, column.title)
            for place, column in enumerate(self.model.columns)
            if column.key not in self._widths.left_out
        ]
        lines = [[title for _, title in shown]]
        for number in self.selected_numbers():
            lines.append([self._text_at(number, place) for place, _ in shown])
        if len(lines) > 1:
            text = "\n".join("\t".join(line) for line in lines)
            QGuiApplication.clipboard().setText(text)

    # keys and slots

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if watched is self.filter_box and event.key() == Qt.Key.Key_Down:
            self.view.setFocus()
            if not self.view.currentIndex().isValid():
                self.select_row(0)
            return True
        return watched is self.view and self._view_key(event)

    def _view_key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_opened(self.view.currentIndex())
            return True
        if event.matches(QKeySequence.StandardKey.Find):
            self.filter_box.setFocus()
            self.filter_box.selectAll()
            return True
        return False

    def _on_filter_typed(self) -> None:
        self._delay.start()

    def _on_filter_due(self) -> None:
        self._delay.stop()
        wanted = search_key(self.filter_box.text())
        if wanted != self.model.query.filter:
            self.model.apply_query(replace(self.model.query, filter=wanted))

    def _on_order_changed(self, section: int, order: Qt.SortOrder) -> None:
        column = self.model.columns[section] if 0 <= section < len(self.model.columns) else None
        key = column.key if column is not None and column.sort else ""
        descending = bool(key) and order == Qt.SortOrder.DescendingOrder
        query = replace(self.model.query, sort_column=key, descending=descending)
        if query != self.model.query:
            self.model.apply_query(query)

    def _on_opened(self, index: QModelIndex) -> None:
        row = self.model.row(index.row()) if index.isValid() else None
        if row is not None:
            self.opened.emit(row)

    def _on_menu(self, place: QPoint) -> None:
        menu = self.menu()
        menu.exec(self.view.viewport().mapToGlobal(place))
        menu.deleteLater()

    def menu(self) -> QMenu:
        """The right-click menu as it would open now."""
        menu = QMenu(self)
        for action, _ in self._actions:
            menu.addAction(action)
        if self._actions:
            menu.addSeparator()
        copy = menu.addAction(icons.icon("copy"), "Sao chép sang Excel\tCtrl+C")
        copy.setEnabled(bool(self.selected_numbers()))
        copy.triggered.connect(self.copy_selection)
        every = menu.addAction("Chọn tất cả\tCtrl+A")
        every.triggered.connect(self.view.selectAll)
        return menu

    def _on_selection_changed(self) -> None:
        some = self.view.selectionModel().hasSelection()
        for action, needs_rows in self._actions:
            action.setEnabled(some or not needs_rows)
        self._show_count()
        self.selection_changed.emit()

    def _on_about_to_reset(self) -> None:
        keys = (self.model.key(number) for number in self.selected_numbers()[:500])
        self._chosen = [key for key in keys if key is not None]

    def _on_reset(self) -> None:
        wanted, self._chosen = set(self._chosen), []
        if wanted:
            self._select_again(wanted)
        self._show_state()
        self._on_selection_changed()

    def _select_again(self, wanted: set[Hashable]) -> None:
        last = len(self.model.columns) - 1
        picked, left = QItemSelection(), len(wanted)
        for number in self.model.at_hand():
            if self.model.key(number) in wanted:
                picked.select(self.model.index(number, 0), self.model.index(number, last))
                left -= 1
            if not left:
                break
        if picked.isEmpty():
            return
        first = picked.indexes()[0]
        selection = self.view.selectionModel()
        selection.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        selection.select(picked, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    # what it shows

    def _show_state(self) -> None:
        rows = self.model.rowCount()
        if rows == 0:
            self._empty_view.show_empty(NOTHING if self.model.query.filter else self._empty)
        shown = (self._instead or self.view) if rows else self._empty_view
        self._stack.setCurrentWidget(shown)
        self._show_count()

    def _show_count(self) -> None:
        shown, total = self.model.rowCount(), self.model.total() + self._left_out
        text = f"{format_decimal(shown)} dòng"
        if shown != total:
            text = f"{format_decimal(shown)} trong {format_decimal(total)} dòng"
        spans = self.view.selectionModel().selection()
        chosen = sum(spans.at(place).height() for place in range(spans.count()))
        if chosen > 1:
            text += f" · đã chọn {format_decimal(chosen)}"
        self._count.setText(text if total else "")

    def _text_at(self, number: int, place: int) -> str:
        text: Any = self.model.data(self.model.index(number, place))
        return str(text or "").replace("\t", " ")
