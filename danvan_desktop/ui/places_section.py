"""Địa bàn: the tree of places; ours can be changed, those received from others are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.units import UnitKind
from danvan_desktop.services import office, succession, units
from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.services.succession import SuccessionRow
from danvan_desktop.services.units import UnitDraft, UnitRow
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.owned_section import OwnedSection
from danvan_desktop.ui.place_dialogs import UnitDialog, UnitsPasteDialog
from danvan_desktop.ui.settings_section import button
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.workplace import Workplace

INDENT = "\u2003"


@dataclass(frozen=True)
class PlaceLine:
    """A place as the section lists it."""

    row: UnitRow
    home: bool
    succession: str

    @property
    def whose(self) -> str:
        if self.home:
            return "Nơi đơn vị đóng"
        return "Của đơn vị" if self.row.own else "Nhận từ đơn vị khác"


COLUMNS: tuple[Column[PlaceLine], ...] = (
    Column(
        "name",
        "Địa bàn",
        lambda line: INDENT * min(line.row.depth, 8) + line.row.name,
        width=38,
        tooltip=lambda line: line.row.path,
    ),
    Column("kind", "Loại", lambda line: line.row.kind.label, width=18),
    Column("whose", "Nguồn", lambda line: line.whose, width=24),
    Column("valid", "Hiệu lực", lambda line: validity(line.row), width=26),
    Column("succession", "Sáp nhập, kế thừa", lambda line: line.succession, width=40),
    Column("code", "Mã", lambda line: line.row.code, width=10),
)


def validity(row: UnitRow | units.BodyRow) -> str:
    """ "từ 01/7/2025", "đến 30/6/2025", both, or nothing while it simply stands."""
    start = f"từ {format_date(row.valid_from)}" if row.valid_from else ""
    end = f"đến {format_date(row.valid_to)}" if row.valid_to else ""
    return " ".join(part for part in (start, end) if part)


def succession_words(uid: str, rows: Sequence[SuccessionRow]) -> str:
    """What became of a place or body, and what it took over."""
    parts = []
    for row in rows:
        day = f" từ {format_date(row.on)}" if row.on else ""
        paper = f" ({row.paper})" if row.paper else ""
        if row.predecessor == uid:
            parts.append(f"Nhập vào, đổi thành {row.successor_name}{day}{paper}")
    before = [row.predecessor_name for row in rows if row.successor == uid]
    if before:
        parts.append(f"Kế thừa {', '.join(before)}")
    return "; ".join(parts)


class PlacesSection(OwnedSection[UnitRow]):
    """See the module's text."""

    noun = "địa bàn"

    def __init__(self, work: Workplace) -> None:
        super().__init__(
            work,
            "Địa bàn",
            "Xã, phường và các thôn, tổ dân phố bên dưới. Mô hình được đăng ký theo địa bàn; "
            "địa bàn đã sáp nhập vẫn giữ tên trong hồ sơ cũ.",
        )
        self._model: RowsModel[PlaceLine] = RowsModel(COLUMNS, row_key=lambda line: line.row.uid)
        self.table = DataTable(
            self._model,
            name="settings.places",
            store=work.store,
            empty=Empty("Chưa có địa bàn nào", "Bấm “Thêm địa bàn” để bắt đầu.", "place"),
        )
        self._units: tuple[UnitRow, ...] = ()
        self._home = ""
        self._build()
        self.rows.addWidget(self.table, 1)

    def _build(self) -> None:
        self.add_button = button(
            "Thêm địa bàn", self._on_add, icon="add", role="primary", shortcut="Ctrl+N"
        )
        self.paste_button = button(
            "Thêm nhiều...", self._on_paste, tip="Dán danh sách thôn, tổ dân phố từ Word, Excel"
        )
        self.edit_button = button("Sửa...", self._on_edit, icon="edit")
        self.merge_button = button(
            "Sáp nhập...", self._on_succession, tip="Ghi nhận sáp nhập, chia tách, đổi tên"
        )
        self.remove_button = button("Xóa", self._on_remove, icon="delete")
        bar = self.table.bar
        for one in (self.edit_button, self.merge_button, self.remove_button):
            bar.addWidget(one)
        bar.addWidget(self.paste_button)
        bar.addWidget(self.add_button)
        self.table.add_action("Sửa...", self._on_edit, icon="edit")
        self.table.add_action("Thêm địa bàn bên dưới...", self._on_add, icon="add")
        self.table.add_action("Thêm nhiều địa bàn bên dưới...", self._on_paste)
        self.table.add_action("Ghi nhận sáp nhập, đổi tên...", self._on_succession)
        self.table.add_action("Xóa", self._on_remove, icon="delete", shortcut="Del")
        self.table.opened.connect(self._on_edit)
        self.table.selection_changed.connect(self._on_selection)

    def reload(self, changes: Changes | None) -> None:
        """Read the tree again."""
        if changes is not None and not changes.concern(Topic.UNITS, Topic.OFFICE, Topic.EXCHANGE):
            return
        session = self.work.session
        own = office.office(session)
        self._home = own.home_unit if own else ""
        self._units = units.units(session)
        known = succession.unit_successions(session)
        self._model.set_rows(
            PlaceLine(row, row.uid == self._home, succession_words(row.uid, known))
            for row in self._units
        )
        self._on_selection()

    def _chosen(self) -> list[UnitRow]:
        return [line.row for line in self.table.selected_rows()]

    def _select(self, uid: str) -> None:
        self.table.select_key(uid)

    def _on_selection(self) -> None:
        rows = self._chosen()
        writable = not self.work.session.view_only
        own = bool(rows) and all(row.own for row in rows)
        for one in (self.add_button, self.paste_button):
            one.setEnabled(writable)
        self.edit_button.setEnabled(writable and own and len(rows) == 1)
        for one in (self.merge_button, self.remove_button):
            one.setEnabled(writable and own)

    def _above(self) -> str:
        """Where a new place goes: below the chosen one, if it is ours, else below the home."""
        rows = self._chosen()
        return rows[0].uid if len(rows) == 1 and rows[0].own else self._home

    def _kind_below(self, above: str) -> UnitKind:
        """The kind of those that lie there already, else a village."""
        kinds = [row.kind for row in self._units if row.parent == above and row.own]
        if kinds:
            return max(set(kinds), key=kinds.count)
        upper = next((row.kind for row in self._units if row.uid == above), UnitKind.COMMUNE)
        if upper.tier == 0:
            return UnitKind.COMMUNE
        return UnitKind.RESIDENTIAL_GROUP if upper is UnitKind.WARD else UnitKind.VILLAGE

    def _on_add(self) -> None:
        above = self._above()
        start = UnitDraft("", self._kind_below(above), above)
        dialog = UnitDialog(
            self,
            self.work.messages,
            self._units,
            start,
            new=True,
            submit=partial(units.add_unit, self.work.session),
        )
        if dialog.ask() is not None:
            self._tell(dialog.result_value, "Đã thêm địa bàn.")

    def _on_paste(self) -> None:
        above = self._above()
        dialog = UnitsPasteDialog(
            self,
            self.work.messages,
            self._units,
            above,
            self._kind_below(above),
            partial(units.add_units, self.work.session),
        )
        given = dialog.ask()
        if given is not None:
            self._tell(dialog.result_value, f"Đã thêm {len(given)} địa bàn.")

    def _on_edit(self) -> None:
        rows = self._own_chosen()
        if len(rows) != 1 or self.work.session.view_only:
            return
        dialog = UnitDialog(
            self,
            self.work.messages,
            self._units,
            rows[0].draft(),
            new=False,
            submit=partial(units.edit_unit, self.work.session, rows[0].uid),
        )
        if dialog.ask() is not None:
            self._tell(dialog.result_value, "Đã sửa địa bàn.")

    def _on_succession(self) -> None:
        rows = self._own_chosen()
        if rows:
            places = [(row, row.path) for row in self._units]
            words = "Đã ghi nhận sáp nhập, đổi tên."
            self._ask_succession(rows, places, succession.succeed_units, words)

    def _on_remove(self) -> None:
        rows = self._own_chosen()
        if rows:
            self._ask_removal(
                rows[::-1],  # the tree runs downwards, and what still has others below it stays
                units.remove_unit,
                "Chỉ xóa được địa bàn chưa dùng ở đâu. Địa bàn đã sáp nhập thì ghi sáp nhập.",
            )
