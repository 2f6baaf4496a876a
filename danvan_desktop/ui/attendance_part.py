"""Step 1, “Thành phần”: who is there, who is not and why, whether they are enough.

Everybody is present until a key says otherwise: V absent, B asked in writing, C present. The
numbers and the quorum are `services/meeting_view`'s.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from danvan_desktop.domain.clock_times import time_words
from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.voting import Presence
from danvan_desktop.services import meetings
from danvan_desktop.services.meeting_view import MeetingView, MemberRow
from danvan_desktop.services.meetings import Attendance
from danvan_desktop.ui import theme
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.fields import LineField
from danvan_desktop.ui.meeting_dialog import ask_meeting, draft_of
from danvan_desktop.ui.meeting_step import MeetingStep
from danvan_desktop.ui.settings_section import button
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

NOBODY = Empty(
    "Chưa ghi thành viên nào",
    "Ghi họ tên, chức vụ từng người; dán được từ Word.",
    "review",
    "Ghi thành phần",
)
_TONES = {Presence.PRESENT: Tone.GOOD, Presence.ABSENT: Tone.BAD, Presence.WRITTEN: Tone.WARN}

COLUMNS: tuple[Column[MemberRow], ...] = (
    Column("name", "Họ và tên", lambda row: row.name, width=32, sort=False),
    Column("position", "Chức vụ, đơn vị", lambda row: row.position, width=44, sort=False),
    Column("role", "Nhiệm vụ", lambda row: row.role.label, width=24, sort=False),
    Column(
        "presence",
        "Dự họp",
        lambda row: row.presence.label,
        width=32,
        sort=False,
        icon=lambda row: _TONES[row.presence],
    ),
    Column("reason", "Lý do vắng", lambda row: row.reason, width=28, sort=False),
)


def _key(row: MemberRow) -> str:
    return row.uid


class AttendancePart(MeetingStep):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__(work)
        self.head = QLabel()
        self.quorum = Banner("", Tone.GOOD)
        self._model = RowsModel(COLUMNS, row_key=_key)
        self.table: DataTable[MemberRow] = DataTable(
            self._model, name="meeting.members", store=work.store, empty=NOBODY
        )
        self.reason = LineField("reason", "Lý do vắng", limit=250)
        self._assemble()
        self.table.selection_changed.connect(self._on_selection)
        self.table.opened.connect(self._on_row)
        self.table.empty_pressed.connect(self._on_edit)
        # Queued: the line first goes on to the next field by itself.
        self.reason.line.returnPressed.connect(self._on_reason, Qt.ConnectionType.QueuedConnection)

    def _assemble(self) -> None:
        self.head.setWordWrap(True)
        theme.role(self.head, "soft")
        self.table.filter_box.hide()
        self.present_button = button("Có mặt", self._on_present, tip="Có mặt (C)")
        self.absent_button = button("Vắng", self._on_absent, tip="Vắng (V)")
        self.written_button = button(
            "Lấy ý kiến bằng văn bản", self._on_written, tip="Vắng, lấy ý kiến bằng văn bản (B)"
        )
        self.edit_button = button(
            "Sửa thông tin, thành phần...",
            self._on_edit,
            icon="edit",
            tip="Ngày, giờ, nơi họp (F2)",
        )
        for one in (
            self.present_button,
            self.absent_button,
            self.written_button,
            self.edit_button,
        ):
            self.table.bar.addWidget(one)
        add = self.table.add_action
        add("Có mặt", self._on_present, icon="check", shortcut="C")
        add("Vắng", self._on_absent, icon="close", shortcut="V")
        add("Lấy ý kiến bằng văn bản", self._on_written, icon="send", shortcut="B")
        add("Sửa thông tin, thành phần...", self._on_edit, icon="edit", needs_rows=False)
        self.key("F2", self._on_edit)
        for widget in (self.head, self.quorum):
            self.rows.addWidget(widget)
        self.rows.addWidget(self.table, 1)
        self.rows.addWidget(self.reason)

    def show_view(self, view: MeetingView) -> None:
        self.view = view
        self.head.setText(head_words(view))
        self.quorum.show_text(view.quorum_words, Tone.GOOD if view.quorate else Tone.BAD)
        self._model.set_rows(view.members)
        if view.members and not self.table.selected_numbers():
            self.table.select_row(0)
        for one in (self.present_button, self.absent_button, self.edit_button):
            one.setEnabled(self.writable)
        self.written_button.setVisible(view.rules.written)
        self.written_button.setEnabled(self.writable)
        self._on_selection()

    def take_focus(self) -> None:
        self.table.view.setFocus()

    def leave(self) -> bool:
        return self._keep_reason()

    def _chosen(self) -> list[MemberRow]:
        return self.table.selected_rows()

    def _set(self, presence: Presence) -> bool:
        rows = self._chosen()
        if not self.writable or not rows or self.view is None:
            return False
        found = [Attendance(row.uid, presence, row.reason) for row in rows]
        return self.do(meetings.set_attendance, self.view.row.uid, found)

    def _on_present(self) -> None:
        if self._set(Presence.PRESENT):
            self._go_down()

    def _on_absent(self) -> None:
        if self._set(Presence.ABSENT):
            self.reason.setFocus()

    def _on_written(self) -> None:
        if self.view is not None and self.view.rules.written and self._set(Presence.WRITTEN):
            self.reason.setFocus()

    def _go_down(self) -> None:
        """The next member, as after a key on the sheet of all."""
        numbers = self.table.selected_numbers()
        if len(numbers) == 1 and numbers[0] + 1 < self._model.rowCount():
            self.table.select_row(numbers[0] + 1)

    def _on_row(self, row: MemberRow) -> None:
        if row.presence is Presence.PRESENT:
            self._go_down()
        else:
            self.reason.setFocus()

    def _on_selection(self) -> None:
        rows = self._chosen()
        away = len(rows) == 1 and rows[0].presence is not Presence.PRESENT
        self.reason.setVisible(away)
        if away and not self.reason.line.hasFocus():
            self.reason.set_label(f"Lý do vắng của {rows[0].name}")
            self.reason.set_value(rows[0].reason)
            self.reason.set_read_only(not self.writable)

    def _on_reason(self) -> None:
        if self._keep_reason():
            self.table.view.setFocus()
            self._go_down()

    def _keep_reason(self) -> bool:
        rows = self._chosen()
        if not self.writable or len(rows) != 1 or self.view is None:
            return True
        row, typed = rows[0], self.reason.text().strip()
        if row.presence is Presence.PRESENT or typed == row.reason:
            return True
        found = [Attendance(row.uid, row.presence, typed)]
        return self.do(meetings.set_attendance, self.view.row.uid, found)

    def _on_edit(self) -> None:
        if self.writable and self.view is not None:
            ask_meeting(self, self.work, draft_of(self.view), self.view.row.uid)


def head_words(view: MeetingView) -> str:
    """When and where, who leads and who writes."""
    row = view.row
    when = f"ngày {format_date(row.on)}" if row.on else "chưa ghi ngày"
    start = f"{time_words(row.starts)}, " if row.starts else ""
    parts = [f"Họp {start}{when}" + (f", tại {row.venue}" if row.venue else "")]
    parts.append(f"chủ trì: {view.chair.name}" if view.chair else "chưa có người chủ trì")
    parts.append(f"thư ký: {view.secretary.name}" if view.secretary else "chưa có thư ký")
    return "; ".join(parts) + "."
