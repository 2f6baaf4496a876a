"""Thiết lập, Địa bàn: the tree of places, added one by one or as a list, merged, ended.

Owns the list and its buttons; rules are `services.units` and `services.succession`.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.dates import format_date
from danvan_desktop.services import office, succession, units
from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.services.units import UnitDraft, UnitRow
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.unit_dialogs import MergerDialog, MergerInput, UnitDialog, UnitListDialog
from danvan_desktop.ui.workplace import Workplace

COLUMNS: tuple[Column[UnitRow], ...] = (
    Column("name", "Địa bàn", lambda row: "      " * row.depth + row.name, width=46, sort=False),
    Column("kind", "Loại", lambda row: row.kind.label, width=24),
    Column("code", "Mã", lambda row: row.code, width=10),
    Column("valid", "Hiệu lực", lambda row: _valid(row.valid_from, row.valid_to), width=28),
    Column("own", "Nguồn", lambda row: "" if row.own else "đơn vị khác gửi", width=16),
)


def _valid(start: date | None, end: date | None) -> str:
    words = []
    if start:
        words.append(f"từ {format_date(start)}")
    if end:
        words.append(f"đến {format_date(end)}")
    return " ".join(words)


class UnitSettings(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._rows: tuple[UnitRow, ...] = ()
        self.table: DataTable[UnitRow] = DataTable(
            RowsModel(COLUMNS, row_key=_uid),
            name="settings.units",
            store=work.store,
            empty=Empty("Chưa có địa bàn nào", "Bấm “Thêm danh sách” để dán tên các thôn, tổ."),
        )
        self.add_button = QPushButton(icons.icon("add"), "Thêm")
        self.list_button = QPushButton(icons.icon("table"), "Thêm danh sách")
        self.edit_button = QPushButton(icons.icon("edit"), "Sửa")
        self.merge_button = QPushButton("Sáp nhập...")
        self.remove_button = QPushButton(icons.icon("delete"), "Xóa")
        for button in (
            self.add_button,
            self.list_button,
            self.edit_button,
            self.merge_button,
            self.remove_button,
        ):
            self.table.bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.gap(), 0, 0)
        layout.addWidget(self.table)
        self._connect()

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._on_add)
        self.list_button.clicked.connect(self._on_list)
        self.edit_button.clicked.connect(self._on_edit)
        self.merge_button.clicked.connect(self._on_merge)
        self.remove_button.clicked.connect(self._on_remove)
        self.table.opened.connect(self._on_edit)
        self.table.selection_changed.connect(self._on_selected)
        self.table.add_action("Thêm địa bàn bên dưới", self._on_add, icon="add")
        self.table.add_action("Sửa", self._on_edit, icon="edit", shortcut="F2")
        self.table.add_action("Sáp nhập...", self._on_merge)
        self.table.add_action("Xóa", self._on_remove, icon="delete", shortcut="Del")
        self._on_selected()

    def reload(self, changes: Changes | None) -> None:
        """Read the tree again."""
        if changes is None or changes.concern(Topic.UNITS, Topic.OFFICE):
            self._rows = units.units(self._work.session)
            self.table.model.set_rows(self._rows)  # type: ignore[attr-defined]

    def _on_selected(self) -> None:
        chosen = self.table.selected_rows()
        own = bool(chosen) and all(row.own for row in chosen)
        self.edit_button.setEnabled(own and len(chosen) == 1)
        self.merge_button.setEnabled(own)
        self.remove_button.setEnabled(own)

    def _under(self) -> str:
        """Where a new place stands: under the chosen one, else under the office's own."""
        chosen = self.table.selected_rows()
        if len(chosen) == 1 and chosen[0].own:
            return chosen[0].uid
        row = office.office(self._work.session)
        return row.home_unit if row else ""

    def _on_add(self) -> None:
        work = self._work
        submit = partial(units.add_unit, work.session)
        dialog = UnitDialog(self, work.messages, self._rows, submit, under=self._under())
        if dialog.ask():
            work.broadcast(dialog.result_value)

    def _on_list(self) -> None:
        work = self._work
        submit = partial(units.add_units, work.session)
        dialog = UnitListDialog(self, work.messages, self._rows, submit, under=self._under())
        given = dialog.ask()
        if given:
            work.broadcast(dialog.result_value)
            work.say(f"Đã thêm {len(given)} địa bàn.")

    def _on_edit(self) -> None:
        row = next(iter(self.table.selected_rows()), None)
        if row is None or not row.own:
            return
        work = self._work
        dialog = UnitDialog(self, work.messages, self._rows, partial(self._save, row.uid), row=row)
        if dialog.ask():
            work.broadcast(dialog.result_value)

    def _save(self, uid: str, draft: UnitDraft) -> Changes:
        return units.edit_unit(self._work.session, uid, draft)

    def _on_merge(self) -> None:
        chosen = [row for row in self.table.selected_rows() if row.own]
        if not chosen:
            return
        work = self._work
        dialog = MergerDialog(self, work.messages, self._rows, chosen, partial(self._merge, chosen))
        if dialog.ask():
            work.broadcast(dialog.result_value)
            work.say("Đã ghi nhận sáp nhập.")

    def _merge(self, merged: list[UnitRow], given: MergerInput) -> Changes:
        return succession.succeed_units(
            self._work.session,
            [row.uid for row in merged],
            given.successor,
            given.on,
            given.paper,
        )

    def _on_remove(self) -> None:
        chosen = [row for row in self.table.selected_rows() if row.own]
        work = self._work
        if not chosen or not work.messages.confirm(
            self,
            f"Xóa {len(chosen)} địa bàn đã chọn?",
            detail="Chỉ xóa được địa bàn chưa có hồ sơ nào.",
            yes="Xóa",
            danger=True,
        ):
            return
        for row in reversed(chosen):
            if not work.run(self, partial(units.remove_unit, work.session, row.uid)):
                return


def _uid(row: UnitRow) -> str:
    return row.uid
