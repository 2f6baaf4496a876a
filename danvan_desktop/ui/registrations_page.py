"""Đăng ký: the registrations of the chosen programme and year, and what is done with them.

The list, quick entry and one record stand in the same place, one of them in sight. Owns moving
between them and the buttons of the list; the list itself is `registration_table`.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.errors import UserError
from danvan_desktop.services.registration_list import RegistrationRow
from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.page_frame import WrapRow
from danvan_desktop.ui.quick_entry import QuickEntry
from danvan_desktop.ui.record_view import RecordView
from danvan_desktop.ui.registration_actions import RegistrationActions, allowed
from danvan_desktop.ui.registration_table import RegistrationTable, RowAction
from danvan_desktop.ui.workplace import Workplace

CONCERNED = (
    Topic.REGISTRATIONS,
    Topic.PROGRESS,
    Topic.SHEETS,
    Topic.DECISIONS,
    Topic.UNITS,
    Topic.PROGRAMMES,
    Topic.EXCHANGE,
)
"""What a change must touch for the page to read again."""


class RegistrationsView(QWidget):
    """The list with its buttons. `opened` gives the row to show, `quick` asks for quick entry."""

    opened = Signal(object)
    quick = Signal()

    def __init__(self, work: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._heading = QLabel()
        self.table = RegistrationTable(work, self._empty())
        self.actions_on_rows = RegistrationActions(work, self, self.table.selected_rows)
        self.add_button = QPushButton(icons.icon("add", theme.COLOURS.on_accent), "Thêm đăng ký")
        self.quick_button = QPushButton(icons.icon("table"), "Nhập nhanh (bảng)")
        self.print_button = QPushButton(icons.icon("print"), "In")
        self.export_button = QPushButton(icons.icon("send"), "Xuất Excel")
        self.edit_button = QPushButton(icons.icon("edit"), "Sửa")
        self.more_button = QPushButton("Thao tác")
        self._assemble()
        self._connect()

    def _empty(self) -> Empty:
        return Empty(
            f"Chưa có đăng ký nào cho năm {self._work.year}",
            "Thêm từng đăng ký, hoặc dán cả danh sách từ Excel bằng “Nhập nhanh”.",
            "register",
            "Thêm đăng ký",
        )

    def _assemble(self) -> None:
        theme.role(self._heading, "title")
        theme.role(self.add_button, "primary")
        for button in (self.print_button, self.more_button):
            button.setProperty("menu", True)
        head = WrapRow()
        head.addWidget(self._heading)
        for button in (
            self.more_button,
            self.edit_button,
            self.print_button,
            self.export_button,
            self.quick_button,
            self.add_button,
        ):
            head.addWidget(button)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, theme.gap())
        layout.setSpacing(theme.gap())
        layout.addLayout(head)
        layout.addWidget(self.table, 1)

    def _connect(self) -> None:
        act = self.actions_on_rows
        for button, slot, keys in (
            (self.add_button, act.on_add, "Ctrl+N"),
            (self.quick_button, self.quick.emit, "Ctrl+Shift+N"),
            (self.export_button, act.on_export_list, "Ctrl+E"),
        ):
            button.clicked.connect(slot)
            button.setToolTip(f"{button.text()} ({keys})")
            QShortcut(QKeySequence(keys), self, slot)
        self.edit_button.clicked.connect(act.on_edit)
        self.edit_button.setToolTip("Sửa đăng ký đã chọn (F2)")
        printing = QMenu(self)
        self._print_form = printing.addAction("In phiếu đăng ký đã chọn", act.on_print_form)
        self._print_blank = printing.addAction(
            "In phiếu để ghi tay (các mục còn trống)", act.on_print_blank_form
        )
        printing.addAction("Chọn mẫu phiếu đăng ký...", act.on_choose_layout)
        printing.addAction("In danh sách đăng ký (PDF)", act.on_print_list)
        self.print_button.setMenu(printing)
        self.table.set_actions(self._row_actions())
        self.table.opened.connect(self.opened)
        self.table.empty_pressed.connect(act.on_add)
        self.table.selection_changed.connect(self._on_selection_changed)
        self._more = QMenu(self)
        self.more_button.setMenu(self._more)
        self._more.aboutToShow.connect(self._on_more)
        self._on_selection_changed()

    def _row_actions(self) -> tuple[RowAction, ...]:
        act = self.actions_on_rows
        return (
            RowAction("open", "Mở hồ sơ", self._on_open, "open"),
            RowAction("edit", "Sửa", act.on_edit, "edit", "F2"),
            RowAction("print_form", "In phiếu đăng ký", act.on_print_form, "print", "Ctrl+P"),
            RowAction("sustain", "Đăng ký duy trì cho năm khác...", act.on_sustain, "reload"),
            RowAction("return", "Trả lại...", act.on_return, "return"),
            RowAction("withdraw", "Rút đăng ký...", act.on_withdraw, "left"),
            RowAction("reinstate", "Khôi phục đăng ký...", act.on_reinstate, "right"),
            RowAction("stop", "Dừng thực hiện...", act.on_stop, "stop"),
            RowAction("resume", "Tiếp tục thực hiện...", act.on_resume, "follow"),
            RowAction("remove", "Xóa đăng ký nhập nhầm...", act.on_remove, "delete", "Del"),
        )

    def reload(self) -> None:
        """Read again, keeping what is selected."""
        self._heading.setText(f"Đăng ký năm {self._work.year}")
        self.table.set_empty(self._empty())
        self.table.reload()

    def _on_open(self) -> None:
        rows = self.table.selected_rows()
        if rows:
            self.opened.emit(rows[0])

    def _on_selection_changed(self) -> None:
        may = allowed(self.table.selected_rows())
        self.table.enable_actions(may)
        self.edit_button.setEnabled("edit" in may)
        self.more_button.setEnabled(bool(may))
        self._print_form.setEnabled("print_form" in may)
        self._print_blank.setEnabled("print_form" in may)

    def _on_more(self) -> None:
        """The menu of the button: what may be done now, and nothing else."""
        self._more.clear()
        for action in self.table.offered():
            if action.isEnabled():
                self._more.addAction(action)


class RegistrationsPage(QStackedWidget):
    """See the module's text."""

    def __init__(self, work: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._context = (work.programme_id, work.year)
        self.quick_entry: QuickEntry | None = None
        self.record: RecordView | None = None
        self.list_view = RegistrationsView(work)
        self.addWidget(self.list_view)
        self.list_view.opened.connect(self._on_opened)
        self.list_view.quick.connect(self.show_quick_entry)

    # what the window calls

    def reload(self, changes: Changes | None) -> None:
        """Read again what concerns registrations; everything when the programme has changed."""
        if changes is not None and not changes.concern(*CONCERNED):
            return
        if self._context != (self._work.programme_id, self._work.year):
            self._context = (self._work.programme_id, self._work.year)
            self.show_list()
        if self._work.programme_id:
            self.list_view.reload()
        if self.record is not None:
            self.record.reload()

    def show_target(self, target: str) -> None:
        """Show one registration."""
        self.show_list()
        self.list_view.table.select(target)
        self.show_record(target)

    def may_close(self) -> bool:
        """Nothing is lost on closing: what is typed is kept as a draft."""
        if self.quick_entry is not None:
            self.quick_entry.keep_draft()
        return True

    # moving between list, record and quick entry

    def show_list(self) -> None:
        """The list; what stands in quick entry is kept as a draft."""
        if self.quick_entry is not None:
            self.quick_entry.keep_draft()
            self.removeWidget(self.quick_entry)
            self.quick_entry.deleteLater()
            self.quick_entry = None
        if self.record is not None:
            self.removeWidget(self.record)
            self.record.deleteLater()
            self.record = None
        self.setCurrentWidget(self.list_view)

    def show_quick_entry(self) -> None:
        """The grid, in place of the list."""
        if self.quick_entry is None:
            self.quick_entry = QuickEntry(self._work)
            self.quick_entry.left.connect(self.show_list)
            self.addWidget(self.quick_entry)
        self.setCurrentWidget(self.quick_entry)
        self.quick_entry.grid.setFocus()

    def show_record(self, uid: str) -> None:
        """One registration, in place of the list."""
        self.show_list()
        try:
            self.record = RecordView(self._work, uid)
        except UserError as error:
            self._work.messages.error(self, error)
            return
        self.record.left.connect(self.show_list)
        self.addWidget(self.record)
        self.setCurrentWidget(self.record)
        self.record.tabs.setFocus()

    def _on_opened(self, row: RegistrationRow) -> None:
        self.show_record(row.uid)
