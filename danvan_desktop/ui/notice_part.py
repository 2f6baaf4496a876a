"""Step 5, “Niêm yết”: the list hung out for some days, what was said to it, and its end.

Rules are `services/public_notice`'s.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel

from danvan_desktop.domain.dates import format_date
from danvan_desktop.services import public_notice
from danvan_desktop.services.meeting_view import MeetingStatus, MeetingView
from danvan_desktop.services.public_notice import (
    NoticeStatus,
    NoticeView,
    OpinionRow,
)
from danvan_desktop.services.session import Changes
from danvan_desktop.ui import meeting_papers, theme
from danvan_desktop.ui.dialogs import Banner, FormDialog
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.meeting_step import MeetingStep
from danvan_desktop.ui.notice_dialogs import (
    ABOUT_ALL,
    CloseNoticeDialog,
    NoticeDialog,
    OpinionDialog,
)
from danvan_desktop.ui.settings_section import button
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

NO_OPINION = Empty(
    "Chưa có ý kiến nào",
    "Ý kiến nhận được trong thời gian công khai được ghi ở đây, kèm nội dung trả lời.",
    "note",
)
_TONES = {
    NoticeStatus.NONE: Tone.INFO,
    NoticeStatus.PLANNED: Tone.INFO,
    NoticeStatus.RUNNING: Tone.WARN,
    NoticeStatus.OVER: Tone.WARN,
    NoticeStatus.CLOSED: Tone.GOOD,
}


def _answer_icon(row: OpinionRow) -> Tone:
    return Tone.GOOD if row.answer else Tone.WARN


COLUMNS: tuple[Column[OpinionRow], ...] = (
    Column("on", "Ngày", lambda row: format_date(row.on), width=12, sort_key=lambda row: row.on),
    Column("item", "Về mục", lambda row: row.item_name or ABOUT_ALL, width=30),
    Column("source", "Hình thức nhận", lambda row: row.source, width=18, spare=True),
    Column("text", "Nội dung ý kiến", lambda row: row.text, width=42),
    Column(
        "answer",
        "Trả lời",
        lambda row: row.answer or "Chưa trả lời",
        width=36,
        icon=_answer_icon,
    ),
)


def _key(row: OpinionRow) -> str:
    return row.uid


class NoticePart(MeetingStep):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__(work)
        self.notice: NoticeView | None = None
        self.state = Banner("", Tone.INFO)
        self._model = RowsModel(COLUMNS, row_key=_key)
        self.table: DataTable[OpinionRow] = DataTable(
            self._model, name="meeting.opinions", store=work.store, empty=NO_OPINION
        )
        self._assemble()
        self.table.opened.connect(self._on_edit)
        self.table.selection_changed.connect(self._show_buttons)

    def _assemble(self) -> None:
        self.set_button = button(
            "Bắt đầu công khai...", self._on_set, icon="calendar", tip="Ngày đầu, số ngày, nơi (F2)"
        )
        self.paper_button = button("Xem, in thông báo", self._on_paper, icon="print")
        self.close_button = button("Kết thúc công khai...", self._on_close, icon="check")
        self.reopen_button = button("Mở lại...", self._on_reopen, icon="return")
        row = QHBoxLayout()
        for one in (self.set_button, self.paper_button, self.close_button, self.reopen_button):
            one.setAutoDefault(True)
            row.addWidget(one)
        row.addStretch(1)
        heading = QLabel("Ý kiến trong thời gian công khai")
        theme.role(heading, "heading")
        self.add_button = button(
            "Ghi ý kiến...", self._on_add, icon="add", tip="Ghi ý kiến nhận được (F3)"
        )
        self.answer_button = button("Trả lời, sửa...", self._on_edit, icon="edit")
        self.back_button = button(
            "Đưa mục ra xét lại...", self._on_send_back, tip="Mục bị phản ánh được xét ở lần sau"
        )
        for one in (self.back_button, self.answer_button, self.add_button):
            self.table.bar.addWidget(one)
        self.table.filter_box.hide()
        add = self.table.add_action
        add("Ghi ý kiến...", self._on_add, icon="add", needs_rows=False)
        add("Trả lời, sửa...", self._on_edit, icon="edit")
        add("Đưa mục ra xét lại...", self._on_send_back, icon="return")
        add("Xóa ý kiến", self._on_remove, icon="delete", shortcut="Del")
        self.key("F2", self._on_set)
        self.key("F3", self._on_add)
        self.rows.addWidget(self.state)
        self.rows.addLayout(row)
        self.rows.addWidget(heading)
        self.rows.addWidget(self.table, 1)

    # what the desk calls

    def show_view(self, view: MeetingView) -> None:
        self.view = view
        self.notice = None
        if view.row.status is MeetingStatus.CLOSED:
            self.notice = public_notice.notice(self.work.session, view.row.uid)
        status = self.notice.status if self.notice else NoticeStatus.NONE
        self.state.show_text(_words(self.notice), _TONES[status])
        opinions = self.notice.opinions if self.notice else ()
        self._model.set_rows(opinions)
        if opinions and not self.table.selected_numbers():
            self.table.select_row(0)
        self._show_buttons()

    def _show_buttons(self) -> None:
        notice = self.notice
        writable = not self.work.session.view_only
        status = notice.status if notice else NoticeStatus.NONE
        held = writable and notice is not None and bool(notice.items)
        begun = status is not NoticeStatus.NONE
        open_ = held and status is not NoticeStatus.CLOSED
        self.set_button.setText("Sửa công khai..." if begun else "Bắt đầu công khai...")
        self.set_button.setEnabled(open_)
        self.paper_button.setEnabled(begun)
        self.close_button.setEnabled(open_ and begun)
        self.reopen_button.setVisible(writable and status is NoticeStatus.CLOSED)
        self.add_button.setEnabled(open_ and begun)
        rows = self.table.selected_rows()
        self.answer_button.setEnabled(open_ and begun and len(rows) == 1)
        self.back_button.setEnabled(held and len(rows) == 1 and bool(rows[0].item))

    def take_focus(self) -> None:
        if self.set_button.isEnabled() and self._model.rowCount() == 0:
            self.set_button.setFocus()
        else:
            self.table.view.setFocus()

    @property
    def next_words(self) -> str:
        return "Đến Công nhận"

    def go_on(self) -> bool:
        self.work.go("recognition", "")
        return False

    # the notice

    def _uid(self) -> str:
        assert self.view is not None
        return self.view.row.uid

    def _ask(self, dialog: FormDialog[Any]) -> bool:
        if dialog.ask() is None:
            return False
        changes: Changes = dialog.result_value
        self.work.broadcast(changes)
        return True

    def _on_set(self) -> None:
        if self.notice is not None and self.set_button.isEnabled():
            dialog = NoticeDialog(self, self.work, self.notice)
            if self._ask(dialog):
                self.work.say("Đã ghi việc công khai. In thông báo để treo.")

    def _on_paper(self) -> None:
        meeting_papers.show(meeting_papers.NOTICE, self.work, self, self._uid())

    def _on_close(self) -> None:
        if self.notice is not None and self._ask(CloseNoticeDialog(self, self.work, self.notice)):
            self.work.say("Đã kết thúc công khai.")

    def _on_reopen(self) -> None:
        question = "Vì sao mở lại việc công khai?"
        reason = self.work.messages.ask_reason(
            self, "Mở lại việc công khai", question, yes="Mở lại"
        )
        if reason:
            self.do(public_notice.reopen_notice, self._uid(), reason)

    # opinions

    def _on_add(self) -> None:
        if self.notice is not None and self.add_button.isEnabled():
            self._ask(OpinionDialog(self, self.work, self.notice))

    def _on_edit(self) -> None:
        rows = self.table.selected_rows()
        if self.notice is not None and self.answer_button.isEnabled() and rows:
            self._ask(OpinionDialog(self, self.work, self.notice, rows[0]))

    def _on_send_back(self) -> None:
        rows = self.table.selected_rows()
        if not self.back_button.isEnabled() or not rows:
            return
        reason = self.work.messages.ask_reason(
            self,
            "Đưa ra xét lại",
            f"Vì sao “{rows[0].item_name}” phải hoàn thiện, xét lại?",
            yes="Đưa ra xét lại",
        )
        if reason and self.do(public_notice.send_back, rows[0].item, reason):
            self.work.say("Đã ghi vào hồ sơ: hoàn thiện, xét lại ở cuộc họp sau.")

    def _on_remove(self) -> None:
        rows = self.table.selected_rows()
        if rows and self.work.messages.confirm(self, "Xóa ý kiến đã chọn?", yes="Xóa", danger=True):
            for row in rows:
                self.do(public_notice.remove_opinion, row.uid)


def _words(notice: NoticeView | None) -> str:
    """How far the notice is, or what is done before it."""
    if notice is None:
        return "Kết thúc cuộc họp ở bước 4 rồi công khai danh sách đề nghị công nhận."
    if not notice.items:
        return "Cuộc họp không đề nghị công nhận mục nào nên không có gì để công khai."
    if notice.status is NoticeStatus.NONE:
        return (
            f"{len(notice.items)} mục được đề nghị công nhận. Nơi nào niêm yết, công khai "
            "danh sách thì bấm “Bắt đầu công khai”; không thì sang Công nhận."
        )
    words = f"{notice.status.label}: {notice.words}, tại {notice.place}."
    return f"{words} {notice.result}".strip()
