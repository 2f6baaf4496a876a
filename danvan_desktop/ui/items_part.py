"""Step 2, “Nội dung”: which assessed registrations are put to the vote, in which order.

A registration that was withdrawn, returned or changed since stays on the list and says so. Rules
are `services/meeting_items`'.
"""

from __future__ import annotations

from danvan_desktop.services import meeting_items
from danvan_desktop.services.meeting_view import ItemView, MeetingView
from danvan_desktop.ui.choose_items_dialog import ChooseItemsDialog
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.item_dialogs import AimDialog
from danvan_desktop.ui.meeting_step import MeetingStep
from danvan_desktop.ui.settings_section import button
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

NOTHING = Empty(
    "Cuộc họp chưa có nội dung nào",
    "Chọn các mô hình, điển hình đã thẩm định để đưa ra bình xét.",
    "table",
    "Chọn nội dung",
)


def _note(row: ItemView) -> str:
    return row.void


def _void_icon(row: ItemView) -> Tone | None:
    return Tone.WARN if row.void else None


COLUMNS: tuple[Column[ItemView], ...] = (
    Column("place", "STT", lambda row: str(row.place), "right", 5, sort=False),
    Column("name", "Mô hình, điển hình", lambda row: row.name, width=44, sort=False),
    Column("subject", "Đơn vị, cá nhân", lambda row: row.subject_name, width=26, sort=False),
    Column("unit", "Địa bàn", lambda row: row.place_name, width=18, sort=False, spare=True),
    Column("assessed", "Thẩm định", lambda row: row.assessed, width=18, sort=False),
    Column("title", "Danh hiệu", lambda row: row.title_name, width=22, sort=False),
    Column("level", "Cấp", lambda row: row.level_name, width=12, sort=False, spare=True),
    Column("note", "Lưu ý", _note, width=26, sort=False, icon=_void_icon),
)


def _key(row: ItemView) -> str:
    return row.uid


class ItemsPart(MeetingStep):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__(work)
        self.warning = Banner("", Tone.WARN)
        self._model = RowsModel(COLUMNS, row_key=_key)
        self.table: DataTable[ItemView] = DataTable(
            self._model, name="meeting.items", store=work.store, empty=NOTHING
        )
        self._assemble()
        self.table.selection_changed.connect(self._show_buttons)
        self.table.empty_pressed.connect(self._on_choose)
        self.table.opened.connect(self._on_record)

    def _assemble(self) -> None:
        self.choose_button = button(
            "Chọn nội dung...", self._on_choose, icon="add", tip="Chọn đăng ký đưa ra bình xét (F3)"
        )
        self.up_button = button("Lên", self._on_up, tip="Đưa lên một dòng (Ctrl+Up)")
        self.down_button = button("Xuống", self._on_down, tip="Đưa xuống một dòng (Ctrl+Down)")
        self.drop_button = button(
            "Bỏ khỏi cuộc họp", self._on_drop, icon="close", tip="Bỏ khỏi cuộc họp (Del)"
        )
        self.fresh_button = button(
            "Lấy bản mới", self._on_refresh, icon="reload", tip="Lấy bản đăng ký đã sửa (F6)"
        )
        for one in (
            self.fresh_button,
            self.up_button,
            self.down_button,
            self.drop_button,
            self.choose_button,
        ):
            self.table.bar.addWidget(one)
        add = self.table.add_action
        add("Chọn nội dung...", self._on_choose, icon="add", needs_rows=False)
        add("Đưa lên", self._on_up, icon="up", shortcut="Ctrl+Up")
        add("Đưa xuống", self._on_down, icon="down", shortcut="Ctrl+Down")
        add("Đổi danh hiệu, cấp đưa ra biểu quyết...", self._on_aim, icon="edit")
        add("Đổi bỏ phiếu kín, giơ tay cho mục này", self._on_secret, icon="edit")
        add("Lấy bản mới", self._on_refresh, icon="reload")
        add("Bỏ khỏi cuộc họp", self._on_drop, icon="close", shortcut="Del")
        add("Mở hồ sơ đăng ký", self._on_go, icon="register")
        self.key("F2", self._on_aim)
        self.key("F3", self._on_choose)
        self.key("F6", self._on_refresh)
        self.rows.addWidget(self.warning)
        self.rows.addWidget(self.table, 1)

    def show_view(self, view: MeetingView) -> None:
        self.view = view
        self._model.set_rows(view.items)
        if view.items and not self.table.selected_numbers():
            self.table.select_row(0)
        void = [item for item in view.items if item.void]
        self.warning.setVisible(bool(void))
        if void:
            more = f" (và {len(void) - 1} mục khác)" if len(void) > 1 else ""
            self.warning.show_text(f"“{void[0].name}”{more}: {void[0].void}", Tone.WARN)
        self._show_buttons()

    def take_focus(self) -> None:
        self.table.view.setFocus()

    def _show_buttons(self) -> None:
        rows = self.table.selected_rows()
        for one in (self.up_button, self.down_button):
            one.setEnabled(self.writable and len(rows) == 1)
        self.drop_button.setEnabled(self.writable and bool(rows))
        self.choose_button.setEnabled(self.writable)
        self.fresh_button.setEnabled(self.writable and any(row.void for row in rows))
        self.fresh_button.setVisible(
            self.view is not None and any(one.void for one in self.view.items)
        )

    def _order(self) -> list[str]:
        return [item.registration for item in self.view.items] if self.view is not None else []

    def _set(self, order: list[str]) -> bool:
        assert self.view is not None
        return self.do(meeting_items.set_items, self.view.row.uid, order)

    def _on_choose(self) -> None:
        if not self.writable or self.view is None:
            return
        found = meeting_items.choices(self.work.session, self.view.row.uid)
        dialog = ChooseItemsDialog(self, self.work, found, self._order())
        chosen = dialog.ask()
        if chosen is not None:
            self._set(list(chosen))

    def _move(self, by: int) -> None:
        rows = self.table.selected_rows()
        order = self._order()
        if not self.writable or len(rows) != 1:
            return
        here = order.index(rows[0].registration)
        there = here + by
        if 0 <= there < len(order):
            order[here], order[there] = order[there], order[here]
            self._set(order)

    def _on_up(self) -> None:
        self._move(-1)

    def _on_down(self) -> None:
        self._move(1)

    def _on_drop(self) -> None:
        rows = self.table.selected_rows()
        if not self.writable or not rows:
            return
        voted = sum(row.counts.entered for row in rows)
        detail = "Kết quả biểu quyết đã nhập của các mục này bị xóa; đăng ký giữ nguyên."
        if voted and not self.work.messages.confirm(
            self, f"Bỏ {len(rows)} mục khỏi cuộc họp?", detail=detail, yes="Bỏ", danger=True
        ):
            return
        gone = {row.registration for row in rows}
        self._set([uid for uid in self._order() if uid not in gone])

    def _on_refresh(self) -> None:
        for row in self.table.selected_rows():
            if self.writable and row.void and not self.do(meeting_items.refresh_item, row.uid):
                return

    def _on_aim(self) -> None:
        rows = self.table.selected_rows()
        if self.writable and len(rows) == 1:
            dialog = AimDialog(self, self.work, rows[0])
            if dialog.ask() is not None:
                self.work.broadcast(dialog.result_value)

    def _on_secret(self) -> None:
        rows = self.table.selected_rows()
        if not self.writable or len(rows) != 1:
            return
        item, secret = rows[0], not rows[0].secret
        way = "bỏ phiếu kín" if secret else "giơ tay"
        if item.counts.entered and not self.work.messages.confirm(
            self,
            f"Biểu quyết lại mục này bằng cách {way}?",
            detail="Kết quả biểu quyết đã nhập của mục này bị xóa.",
            yes="Đổi cách biểu quyết",
            danger=True,
        ):
            return
        if self.do(meeting_items.set_secret, item.uid, secret):
            self.work.say(f"Mục {item.place} biểu quyết riêng bằng cách {way}.")

    def _on_record(self, row: ItemView) -> None:
        self.work.go("registrations", row.registration)

    def _on_go(self) -> None:
        rows = self.table.selected_rows()
        if rows:
            self.work.go("registrations", rows[0].registration)
