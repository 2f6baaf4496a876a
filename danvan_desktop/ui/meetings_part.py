"""The list of review meetings of the programme and year, and what to do before the first one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.workflow import State
from danvan_desktop.services import meetings, public_notice
from danvan_desktop.services.meeting_view import MeetingRow, MeetingStatus
from danvan_desktop.services.public_notice import NoticeStatus
from danvan_desktop.services.registration_list import all_rows
from danvan_desktop.ui import theme
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.meeting_dialog import ask_meeting, new_meeting, refuse
from danvan_desktop.ui.page_frame import WrapRow
from danvan_desktop.ui.settings_section import button
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

_TONES = {
    MeetingStatus.OPEN: Tone.WARN,
    MeetingStatus.CLOSED: Tone.GOOD,
    MeetingStatus.NOT_HELD: Tone.BAD,
}
EVALUATE = Empty(
    "Chưa có mô hình, điển hình nào chờ bình xét",
    "Thẩm định và hoàn thành phiếu ở “Đánh giá”, rồi lập cuộc họp ở đây.",
    "review",
    "Đến Đánh giá",
)


@dataclass(frozen=True)
class Listed:
    """A meeting with how far its public notice is."""

    row: MeetingRow
    notice: NoticeStatus

    @property
    def status(self) -> str:
        known = self.notice is not NoticeStatus.NONE
        return self.notice.label if known else self.row.status.label

    @property
    def tone(self) -> Tone:
        waits = self.notice not in (NoticeStatus.NONE, NoticeStatus.CLOSED)
        return Tone.WARN if waits else _TONES[self.row.status]


def _day(one: Listed) -> str:
    return format_date(one.row.on) if one.row.on else ""


def _key(one: Listed) -> str:
    return one.row.uid


COLUMNS: tuple[Column[Listed], ...] = (
    Column("name", "Cuộc họp", lambda one: one.row.name, width=24),
    Column("on", "Ngày họp", _day, width=13, sort_key=lambda one: str(one.row.on or "")),
    Column("subject", "Nội dung", lambda one: one.row.subject, width=46),
    Column("venue", "Địa điểm", lambda one: one.row.venue, width=24, spare=True),
    Column(
        "items",
        "Số mục",
        lambda one: str(one.row.items),
        "right",
        9,
        sort_key=lambda one: one.row.items,
    ),
    Column(
        "decided",
        "Đã kết luận",
        lambda one: f"{one.row.decided}/{one.row.items}",
        "right",
        13,
        sort_key=lambda one: one.row.decided,
    ),
    Column("status", "Tình trạng", lambda one: one.status, width=32, icon=lambda one: one.tone),
)


class MeetingsPart(QWidget):
    """See the module's text. `opened(uid)` asks for one meeting."""

    opened = Signal(str)

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._waiting = 0
        self._model = RowsModel(COLUMNS, row_key=_key)
        self.table: DataTable[Listed] = DataTable(
            self._model, name="meetings", store=work.store, empty=EVALUATE
        )
        self.summary = QLabel()
        self._assemble()
        self.table.opened.connect(self._on_opened)
        self.table.selection_changed.connect(self._show_buttons)
        self.table.empty_pressed.connect(self._on_empty)

    def _assemble(self) -> None:
        title = QLabel("Bình xét")
        theme.role(title, "title")
        theme.role(self.summary, "soft")
        head = WrapRow()
        head.addWidget(title)
        head.addStretch()
        head.addWidget(self.summary)
        self.new_button = button(
            "Họp mới", self.on_new, icon="add", role="primary", shortcut="Ctrl+N"
        )
        self.open_button = button("Mở cuộc họp", self._on_open, tip="Mở cuộc họp (Enter)")
        self.councils_button = button(
            "Hội đồng...", self._on_councils, icon="review", tip="Thành viên và cách biểu quyết"
        )
        for one in (self.councils_button, self.open_button, self.new_button):
            self.table.bar.addWidget(one)
        self.table.add_action("Mở cuộc họp", self._on_open, icon="open")
        self.table.add_action("Bỏ cuộc họp", self._on_remove, icon="delete", shortcut="Del")
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, theme.gap())
        layout.setSpacing(theme.gap())
        layout.addLayout(head)
        layout.addWidget(self.table, 1)

    def reload(self) -> None:
        """Read the meetings of the programme and year again."""
        work = self._work
        rows: list[Listed] = []
        if work.programme_id:
            found = meetings.meetings(work.session, work.programme_id, work.year)
            rows = [Listed(one, self._notice(one)) for one in found]
            states = [one.state for one in all_rows(work.session, work.programme_id, work.year)]
            self._waiting = states.count(State.APPRAISED)
        words = f"{self._waiting} mô hình, điển hình đã thẩm định, chờ bình xét"
        self.summary.setText(words if self._waiting else "")
        self.table.set_empty(_empty(self._waiting) if work.programme_id else EVALUATE)
        self._model.set_rows(rows)
        if rows and not self.table.selected_numbers():
            self.table.select_row(0)
        self._show_buttons()

    def _notice(self, row: MeetingRow) -> NoticeStatus:
        if row.status is not MeetingStatus.CLOSED:
            return NoticeStatus.NONE
        return public_notice.notice(self._work.session, row.uid).status

    def take_focus(self) -> None:
        """Go to the list, or to the one button of an empty list."""
        if self._model.rowCount():
            self.table.view.setFocus()
        else:
            self.new_button.setFocus()

    def _row(self) -> MeetingRow | None:
        rows = self.table.selected_rows()
        return rows[0].row if len(rows) == 1 else None

    def _show_buttons(self) -> None:
        writable = not self._work.session.view_only and bool(self._work.programme_id)
        self.new_button.setEnabled(writable)
        self.open_button.setEnabled(self._row() is not None)

    def _on_opened(self, one: Listed) -> None:
        self.opened.emit(one.row.uid)

    def _on_open(self) -> None:
        if row := self._row():
            self.opened.emit(row.uid)

    def _on_empty(self) -> None:
        if self._waiting:
            self.on_new()
        else:
            self._work.go("evaluation", "")

    def on_new(self) -> None:
        """Ask for a new meeting and open it."""
        changes = ask_meeting(self, self._work, new_meeting(self._work))
        if changes is not None:
            self._work.say("Đã lập cuộc họp. Ghi người vắng nếu có, rồi bấm “Tiếp tục”.")
            self.opened.emit(changes.uid)

    def _on_councils(self) -> None:
        self._work.go("settings", "councils")

    def _on_remove(self) -> None:
        row = self._row()
        if row is None:
            return
        if row.status is not MeetingStatus.OPEN:
            refuse(
                self._work,
                self,
                f"{row.name} đã kết thúc nên không bỏ được.",
                "Mở lại cuộc họp kèm lý do trước.",
            )
            return
        detail = "Danh sách và kết quả biểu quyết của cuộc họp bị xóa; các đăng ký giữ nguyên."
        if self._work.messages.confirm(
            self, f"Bỏ {row.name.lower()}?", detail=detail, yes="Bỏ cuộc họp", danger=True
        ) and self._work.run(self, partial(meetings.remove_meeting, self._work.session, row.uid)):
            self._work.say("Đã bỏ cuộc họp.")


def _empty(waiting: int) -> Empty:
    if not waiting:
        return EVALUATE
    return Empty(
        "Chưa có cuộc họp bình xét nào",
        f"{waiting} mô hình, điển hình đã thẩm định. Lập cuộc họp: mọi thành viên có mặt, cả danh "
        "sách đưa ra bình xét, chỉ sửa chỗ khác đi.",
        "review",
        "Họp mới",
    )
