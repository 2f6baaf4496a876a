"""“Thẩm định thực tế”: the schedule of visits, their papers, and the minutes keyed in afterwards.

Rules are `services/visits`', drawing is `services/papers`'. The recommendation of the team is
shown here and in the report; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.visits import Recommendation, VisitState
from danvan_desktop.errors import UserError
from danvan_desktop.services import papers, visits
from danvan_desktop.services.papers import Paper, PaperKind
from danvan_desktop.services.session import Changes
from danvan_desktop.services.visits import VisitRow
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.paper_window import show_long_paper, show_paper
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.visit_dialogs import MinutesDialog, ask_plan, ask_schedule
from danvan_desktop.ui.workplace import Workplace

NOTHING = Empty(
    "Chưa xếp lịch thẩm định thực tế",
    "Chọn nơi cần đến, in biên bản trắng mang theo, sau chuyến đi nhập lại vào đây.",
    "place",
    "Xếp lịch",
)
_TONES = {
    VisitState.UNDATED: Tone.NEUTRAL,
    VisitState.PLANNED: Tone.INFO,
    VisitState.OVERDUE: Tone.WARN,
    VisitState.DONE: Tone.GOOD,
}
_SAYS = {
    Recommendation.PROPOSE: Tone.GOOD,
    Recommendation.COMPLETE: Tone.WARN,
    Recommendation.REFUSE: Tone.BAD,
}


def _key(row: VisitRow) -> str:
    return row.uid


def _when(row: VisitRow) -> str:
    day = format_date(row.minutes.on) if row.minutes.on else ""
    return f"{day} {row.minutes.starts}".strip()


def _says(row: VisitRow) -> Tone | None:
    wanted = row.minutes.recommendation
    return _SAYS[wanted] if wanted and row.finished else None


COLUMNS: tuple[Column[VisitRow], ...] = (
    Column(
        "when",
        "Ngày, giờ",
        _when,
        width=15,
        sort_key=lambda row: (row.minutes.on is None, row.minutes.on, row.minutes.starts),
    ),
    Column("name", "Tên mô hình, điển hình", lambda row: row.registration.name, width=31),
    Column("subject", "Đơn vị, cá nhân", lambda row: row.registration.subject_name, width=18),
    Column("venue", "Địa điểm", lambda row: row.minutes.venue, width=18, spare=True),
    Column("team", "Tổ thẩm định", lambda row: row.council_name, width=18, spare=True),
    Column(
        "state",
        "Tình trạng",
        lambda row: row.state.label,
        width=22,
        icon=lambda row: _TONES[row.state],
    ),
    Column(
        "says",
        "Đề nghị của tổ",
        lambda row: row.recommendation_words,
        width=22,
        icon=_says,
        tooltip=lambda row: row.minutes.reason,
    ),
    Column(
        "photos", "Ảnh", lambda row: str(row.photos or ""), width=6, sort_key=lambda row: row.photos
    ),
)


class VisitsPart(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._dialog: FormDialog[Any] | None = None
        self._model = RowsModel(COLUMNS, row_key=_key)
        self.table: DataTable[VisitRow] = DataTable(
            self._model, name="visits", store=work.store, empty=NOTHING
        )
        self.report_button = QPushButton("Báo cáo kết quả")
        self.schedule_button = QPushButton("In lịch")
        self.blank_button = QPushButton(icons.icon("print"), "Biên bản trắng")
        self.plan_button = QPushButton("Xếp lịch")
        self.minutes_button = QPushButton("Nhập biên bản")
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        theme.role(self.minutes_button, "primary")
        self.report_button.setToolTip("Báo cáo kết quả thẩm định gửi cơ quan quyết định")
        self.schedule_button.setToolTip("Lịch thẩm định gửi các đơn vị")
        self.blank_button.setToolTip(
            "Biên bản mang theo của các dòng đang chọn, hoặc của cả lịch (Ctrl+P)"
        )
        self.plan_button.setToolTip("Thêm mô hình, điển hình vào lịch (Insert)")
        self.minutes_button.setToolTip("Nhập biên bản của dòng đang chọn (Enter)")
        for button in (
            self.report_button,
            self.schedule_button,
            self.blank_button,
            self.plan_button,
            self.minutes_button,
        ):
            self.table.bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)

    def _connect(self) -> None:
        table = self.table
        table.selection_changed.connect(self._show_buttons)
        table.opened.connect(self._on_opened)
        table.empty_pressed.connect(self._on_plan)
        self.plan_button.clicked.connect(self._on_plan)
        self.minutes_button.clicked.connect(self._on_minutes)
        self.blank_button.clicked.connect(self._on_blank)
        self.schedule_button.clicked.connect(self._on_schedule_paper)
        self.report_button.clicked.connect(self._on_report)
        table.add_action("Nhập biên bản", self._on_minutes, icon="edit")
        table.add_action(
            "Sửa ngày, giờ, địa điểm", self._on_reschedule, icon="calendar", shortcut="F2"
        )
        table.add_action(
            "Thêm vào lịch", self._on_plan, icon="add", shortcut="Insert", needs_rows=False
        )
        table.add_action("Lên trước", self._on_up, icon="up", shortcut="Ctrl+Up")
        table.add_action("Xuống sau", self._on_down, icon="down", shortcut="Ctrl+Down")
        table.add_action("In biên bản trắng", self._on_blank, icon="print", shortcut="Ctrl+P")
        table.add_action("In biên bản", self._on_print, icon="print")
        table.add_action("Mở lại biên bản", self._on_reopen, icon="lock")
        table.add_action("Bỏ khỏi lịch", self._on_remove, icon="delete", shortcut="Delete")
        table.add_action("Mở hồ sơ đăng ký", self._on_record, icon="register")

    # what the page calls

    def reload(self) -> None:
        work = self._work
        rows: tuple[VisitRow, ...] = ()
        if work.programme_id:
            rows = visits.visits(work.session, work.programme_id, work.year)
        self._model.set_rows(rows)
        if rows and not self.table.selected_numbers():
            self.table.select_row(0)
        self._show_buttons()

    def take_focus(self) -> None:
        self.table.view.setFocus()

    def _show_buttons(self) -> None:
        some = self._model.rowCount() > 0
        for button in (self.schedule_button, self.blank_button, self.report_button):
            button.setEnabled(some)
        chosen = self.table.selected_rows()
        self.minutes_button.setEnabled(len(chosen) == 1)
        done = len(chosen) == 1 and chosen[0].finished
        self.minutes_button.setText("Xem biên bản" if done else "Nhập biên bản")
        self.plan_button.setEnabled(bool(self._work.programme_id))

    # slots

    def _on_plan(self) -> None:
        work = self._work
        if not visits.to_visit(work.session, work.programme_id, work.year):
            nothing = UserError(
                "Không còn mô hình, điển hình nào chưa có trong lịch thẩm định.",
                todo="Đăng ký mô hình, điển hình trước, hoặc bỏ dòng cũ khỏi lịch.",
            )
            work.messages.error(self, nothing)
            return
        self._open(ask_plan(self, work), "Đã xếp lịch thẩm định.")

    def _on_opened(self, row: VisitRow) -> None:
        self._open(MinutesDialog(self, self._work, row), "Đã lưu biên bản thẩm định.")

    def _on_minutes(self) -> None:
        if row := self._one():
            self._on_opened(row)

    def _on_reschedule(self) -> None:
        if rows := self.table.selected_rows():
            self._open(ask_schedule(self, self._work, rows), "Đã sửa lịch thẩm định.")

    def _open(self, dialog: FormDialog[Any], said: str) -> None:
        self._dialog = dialog
        dialog.accepted.connect(partial(self._on_saved, dialog, said))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_saved(self, dialog: FormDialog[Any], said: str) -> None:
        self._work.broadcast(dialog.result_value)
        self._work.say(said)

    def _on_up(self) -> None:
        self._move(-1)

    def _on_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        if row := self._one():
            self._run(partial(visits.move, self._work.session, row.uid, by))
            self.table.select_key(row.uid)

    def _on_remove(self) -> None:
        rows = self.table.selected_rows()
        question = f"Bỏ {len(rows)} dòng khỏi lịch thẩm định?"
        detail = "Mô hình, điển hình và ảnh đã lưu vẫn còn."
        if rows and self._work.messages.confirm(self, question, detail=detail, yes="Bỏ khỏi lịch"):
            self._run(partial(visits.remove, self._work.session, [row.uid for row in rows]))

    def _on_reopen(self) -> None:
        row = self._one()
        if row is None or not row.finished:
            return
        question = f"Vì sao mở lại biên bản thẩm định “{row.registration.name}”?"
        reason = self._work.messages.ask_reason(self, "Mở lại biên bản", question, yes="Mở lại")
        if reason is not None:
            self._run(partial(visits.reopen, self._work.session, row.uid, reason))

    def _run(self, use_case: Callable[[], Changes]) -> None:
        self._work.run(self, use_case)

    def _on_blank(self) -> None:
        rows = self.table.selected_rows() or list(self._model.shown())
        session, uids = self._work.session, [row.uid for row in rows]

        def make(progress: Progress) -> Paper:
            return papers.blank_visit_minutes(session, uids, progress)

        if uids:
            show_long_paper(self._work, self, "Biên bản thẩm định để trắng", make)

    def _on_print(self) -> None:
        if row := self._one():
            make = partial(papers.visit_minutes, self._work.session, row.uid)
            desk = (PaperKind.VISIT_MINUTES, row.uid)
            show_paper(self._work, self, "Biên bản thẩm định", make, desk)

    def _on_schedule_paper(self) -> None:
        work = self._work
        make = partial(papers.visit_schedule, work.session, work.programme_id, work.year)
        desk = (PaperKind.VISIT_SCHEDULE, "")
        show_paper(work, self, "Lịch thẩm định thực tế", make, desk)

    def _on_report(self) -> None:
        work = self._work
        make = partial(papers.visit_report, work.session, work.programme_id, work.year)
        desk = (PaperKind.VISIT_REPORT, "")
        show_paper(work, self, "Báo cáo kết quả thẩm định", make, desk)

    def _on_record(self) -> None:
        if row := self._one():
            self._work.go("registrations", row.registration.uid)

    def _one(self) -> VisitRow | None:
        rows = self.table.selected_rows()
        return rows[0] if len(rows) == 1 else None
