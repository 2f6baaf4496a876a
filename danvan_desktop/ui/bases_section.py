"""Căn cứ văn bản: the dated catalogue of legal bases, with the lines the office adds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.units import Channel
from danvan_desktop.services import legal_bases
from danvan_desktop.services.legal_bases import BaseDraft, BaseLine
from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.fields import LineField, TextField
from danvan_desktop.ui.messages import Messages
from danvan_desktop.ui.settings_section import SettingsSection, button
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

EVERYONE = "Mọi hệ thống"
STOPPED, AGAIN = "Thôi dùng", "Dùng lại"
_CHANNELS: list[tuple[Channel | None, str]] = [
    (None, EVERYONE),
    *((channel, channel.label) for channel in Channel),
]


def _text(line: BaseLine) -> str:
    """The base without the word that the column's heading says for all of them."""
    words = line.text.replace("{body}", "(tên cơ quan ban hành)").removeprefix("Căn cứ ")
    return f"{words[:1].upper()}{words[1:]}"


def _channels(line: BaseLine) -> str:
    return ", ".join(channel.label for channel in line.channels) or EVERYONE


def _day(day: date | None) -> str:
    return format_date(day) if day else ""


def _standing(line: BaseLine) -> str:
    if line.unused:
        return STOPPED
    return "Đang dùng" if line.in_force else "Ngoài thời hạn"


def _whose(line: BaseLine) -> str:
    return "Đơn vị" if line.own else "Chương trình"


def _tone(line: BaseLine) -> Tone:
    return Tone.GOOD if line.in_force and not line.unused else Tone.NEUTRAL


COLUMNS: tuple[Column[BaseLine], ...] = (
    Column("text", "Căn cứ", _text, width=56),
    Column("channel", "Hệ thống", _channels, width=13),
    Column("standing", "Hôm nay", _standing, width=15, icon=_tone),
    Column("from", "Từ ngày", lambda line: _day(line.valid_from), width=11, spare=True),
    Column("to", "Đến ngày", lambda line: _day(line.valid_to), width=11, spare=True),
    Column("own", "Nguồn", _whose, width=12, spare=True),
    Column("source", "Văn bản", lambda line: line.source, width=28, spare=True),
)


class BaseDialog(FormDialog[BaseDraft]):
    """One line of the office's own."""

    def __init__(
        self,
        parent: QWidget | None,
        messages: Messages,
        submit: Callable[[BaseDraft], Any],
        start: BaseDraft | None = None,
    ) -> None:
        title = "Sửa căn cứ" if start else "Thêm căn cứ"
        super().__init__(parent, messages, title=title, submit=submit)
        self.form.add(
            TextField(
                "text",
                "Căn cứ",
                required=True,
                limit=500,
                lines=3,
                hint="Viết như in trên văn bản, ví dụ: Căn cứ Quy chế làm việc số ... ngày ... Dấu "
                "cuối dòng do thể thức đặt.",
            )
        )
        self.form.add(ChoiceField("channel", "Dùng cho hệ thống", _CHANNELS, required=True))
        self.form.add_row(
            DateField("valid_from", "Có hiệu lực từ ngày", hint="Để trống nếu không giới hạn."),
            DateField("valid_to", "Đến hết ngày", hint="Để trống nếu còn hiệu lực."),
        )
        self.form.add(LineField("source", "Số, ký hiệu văn bản"))
        self.form.set_values(vars(start or BaseDraft("")))
        self.begin()

    def input(self, values: dict[str, Any]) -> BaseDraft:
        return BaseDraft(**{**values, "text": " ".join(values["text"].split())})


class BasesSection(SettingsSection):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__(
            work,
            "Căn cứ văn bản",
            "Quyết định, tờ trình mới được đề xuất các căn cứ còn hiệu lực vào ngày của văn bản. "
            "Đơn vị thêm được căn cứ riêng; căn cứ của chương trình thì thôi dùng hoặc dùng lại.",
        )
        self._model: RowsModel[BaseLine] = RowsModel(
            COLUMNS, row_key=lambda line: line.uid or line.text
        )
        self.table: DataTable[BaseLine] = DataTable(
            self._model,
            name="settings.bases",
            store=work.store,
            empty=Empty("Chưa có căn cứ nào", "Bấm “Thêm căn cứ” để bắt đầu.", "note"),
        )
        self._build()
        self.rows.addWidget(self.table, 1)

    def _build(self) -> None:
        self.add_button = button(
            "Thêm căn cứ", self._on_add, icon="add", role="primary", shortcut="Ctrl+N"
        )
        self.edit_button = button("Sửa...", self._on_edit, icon="edit")
        self.remove_button = button("Xóa", self._on_remove, icon="delete")
        self.use_button = button(STOPPED, self._on_use, icon="stop")
        for one in (self.use_button, self.edit_button, self.remove_button, self.add_button):
            self.table.bar.addWidget(one)
        self.table.add_action("Sửa...", self._on_edit, icon="edit", shortcut="F2")
        self.table.add_action("Xóa", self._on_remove, icon="delete", shortcut="Del")
        self.table.opened.connect(self._on_edit)
        self.table.selection_changed.connect(self._on_selection)

    def reload(self, changes: Changes | None) -> None:
        """Read the catalogue again."""
        if changes is None or changes.concern(Topic.SETTINGS):
            self._model.set_rows(legal_bases.lines(self.work.session))
            self._on_selection()

    def _own_chosen(self) -> list[BaseLine]:
        rows = self.table.selected_rows()
        writable = not self.work.session.view_only
        return list(rows) if writable and all(row.own for row in rows) else []

    def _on_selection(self) -> None:
        rows = self._own_chosen()
        self.add_button.setEnabled(not self.work.session.view_only)
        self.edit_button.setEnabled(len(rows) == 1)
        self.remove_button.setEnabled(bool(rows))
        shipped = self._shipped_chosen()
        self.use_button.setEnabled(bool(shipped))
        self.use_button.setText(AGAIN if shipped and shipped[0].unused else STOPPED)

    def _shipped_chosen(self) -> list[BaseLine]:
        rows = self.table.selected_rows()
        writable = not self.work.session.view_only
        return [] if not writable or any(row.own for row in rows) else list(rows)

    def _on_use(self) -> None:
        """Put the chosen lines of the program out of use, or back, as the first one is."""
        rows = self._shipped_chosen()
        for row in rows:
            use = partial(legal_bases.set_used, self.work.session, row.text, rows[0].unused)
            self.work.run(self, use)

    def _on_add(self) -> None:
        self._ask(partial(legal_bases.save, self.work.session))

    def _on_edit(self) -> None:
        rows = self._own_chosen()
        if len(rows) == 1:
            uid = rows[0].uid
            self._ask(partial(legal_bases.save, self.work.session, uid=uid), rows[0].draft())

    def _ask(self, submit: Callable[[BaseDraft], Changes], start: BaseDraft | None = None) -> None:
        dialog = BaseDialog(self, self.work.messages, submit, start)
        if dialog.ask() is not None:
            self.work.broadcast(dialog.result_value)
            self.work.say("Đã lưu căn cứ.")
            self.table.select_key(dialog.result_value.uid)

    def _on_remove(self) -> None:
        rows = self._own_chosen()
        words = "Xóa căn cứ này?" if len(rows) == 1 else f"Xóa {len(rows)} căn cứ?"
        detail = "Văn bản đã soạn với căn cứ này không thay đổi."
        if rows and self.work.messages.confirm(
            self, words, detail=detail, yes="Xóa căn cứ", danger=True
        ):
            for row in rows:
                self.work.run(self, partial(legal_bases.remove, self.work.session, row.uid))
