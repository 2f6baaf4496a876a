"""One registration: where it stands as a line of steps, and everything that is kept of it.

Owns the head and the tabs; what each tab holds is its own module's, what can be done with the
registration is `registration_actions`.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QLabel,
    QMenu,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.registrations import RegistrationDraft, missing
from danvan_desktop.domain.text import in_sentence
from danvan_desktop.errors import UserError
from danvan_desktop.services import (
    initiative_years,
    journal,
    locks,
    record_life,
    registration_list,
    registrations,
    units,
)
from danvan_desktop.services.locks import Locked
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.services.record_life import How, LifeStep
from danvan_desktop.services.registration_list import RegistrationRow
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.page_frame import PageFrame, WrapRow
from danvan_desktop.ui.paper_links import open_new_paper
from danvan_desktop.ui.record_history import HistoryTab
from danvan_desktop.ui.record_info import InfoTab
from danvan_desktop.ui.record_progress import ProgressTab
from danvan_desktop.ui.record_sheets import SheetsTab
from danvan_desktop.ui.registration_actions import RegistrationActions, allowed
from danvan_desktop.ui.state_tones import state_tone
from danvan_desktop.ui.steps import Step, StepState
from danvan_desktop.ui.steps_bar import StepsBar
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace
from danvan_desktop.ui.years_view import YearsView

_STATES = {
    How.DONE: StepState.DONE,
    How.NOW: StepState.NOW,
    How.TODO: StepState.TODO,
    How.HALTED: StepState.STOPPED,
}
LEAST_LINES = 13
"""A tab is never lower than so many lines; a window too small for that scrolls."""


class RecordTabs(QTabWidget):
    """What a tab holds scrolls by itself, so its size must not make the whole page scroll."""

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), theme.em() * LEAST_LINES)


_PLACES = {
    "Thực hiện": "follow_up",
    "Tự đánh giá": "evaluation",
    "Thẩm định": "evaluation",
    "Bình xét": "review",
    "Đề nghị công nhận": "recognition",
    "Công nhận": "recognition",
}
"""Where the work behind a step of the line is done."""


class RecordView(QWidget):
    """See the module's text. `left` asks the page to show the list again.

    Raises `UserError` for a registration that is gone.
    """

    left = Signal()

    def __init__(self, work: Workplace, uid: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.uid = uid
        self._row: RegistrationRow | None = None
        self._years_read = False
        self.act = RegistrationActions(work, self, self._chosen)
        self.back_button = QPushButton(icons.icon("left"), "Danh sách")
        self.edit_button = QPushButton(icons.icon("edit"), "Sửa")
        self.print_button = QPushButton(icons.icon("print"), "In phiếu")
        self.more_button = QPushButton("Thao tác")
        self._name, self._about, self._state = QLabel(), QLabel(), QLabel()
        self.steps = StepsBar()
        self.notice = Banner("", Tone.INFO)
        self.tabs = RecordTabs()
        self.info = InfoTab()
        self.progress = ProgressTab(work)
        self.sheets = SheetsTab(work)
        self.years = YearsView(work.store)
        self.history = HistoryTab(work.store)
        self._assemble()
        self._connect()
        if not self._read():
            raise UserError("Không còn đăng ký này trong dữ liệu.")

    def _assemble(self) -> None:
        theme.role(self._name, "title")
        theme.role(self._about, "soft")
        for words in (self._name, self._about, self._state):
            words.setTextFormat(Qt.TextFormat.PlainText)
        for words in (self._name, self._about):
            words.setWordWrap(True)
        head = WrapRow()
        for widget in (self.back_button, self._state):
            head.addWidget(widget)
        head.addStretch()
        for button in (self.more_button, self.print_button, self.edit_button):
            head.addWidget(button)
        self.more_button.setProperty("menu", True)
        self.tabs.addTab(self.info, "Thông tin")
        self.tabs.addTab(PageFrame(self.progress), "Tiến độ")
        self.tabs.addTab(self.sheets, "Đánh giá")
        self.tabs.addTab(self.years, "Qua các năm")
        self.tabs.addTab(self.history, "Lịch sử")
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, theme.gap())
        layout.setSpacing(theme.gap())
        layout.addLayout(head)
        layout.addWidget(self._name)
        layout.addWidget(self._about)
        layout.addWidget(self.steps)
        layout.addWidget(self.notice)
        layout.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.steps.chosen.connect(self._on_step)
        self.back_button.clicked.connect(self.left)
        self.back_button.setToolTip("Về danh sách (Esc)")
        QShortcut(QKeySequence("Esc"), self, self.left.emit)
        self.edit_button.clicked.connect(self.act.on_edit)
        self.edit_button.setToolTip("Sửa đăng ký (F2)")
        QShortcut(QKeySequence("F2"), self, self.act.on_edit)
        self.print_button.clicked.connect(self.act.on_print_form)
        self.print_button.setToolTip("In phiếu đăng ký (Ctrl+P)")
        QShortcut(QKeySequence("Ctrl+P"), self, self.act.on_print_form)
        self._more = QMenu(self)
        self.more_button.setMenu(self._more)
        self._more.aboutToShow.connect(self._on_more)
        self.tabs.currentChanged.connect(self._on_tab)

    # showing

    def _on_tab(self) -> None:
        """The years are put together when they are first looked at."""
        if self.tabs.currentWidget() is not self.years or self._years_read:
            return
        self._years_read = True
        session = self._work.session
        self.years.show_initiative(initiative_years.of_registration(session, self.uid))

    def reload(self) -> None:
        """Read the registration again; leaves when it is gone."""
        if not self._read():
            self.left.emit()

    def _read(self) -> bool:
        session = self._work.session
        try:
            draft, _ = registrations.draft_of(session, self.uid)
        except UserError:
            return False
        (row,) = registration_list.rows_of(session, self._work.programme_id, [self.uid])
        self._row = row
        self._show_head(row)
        self._show_info(row, draft)
        self.progress.show_record(row)
        self.sheets.show_record(self.uid)
        self._years_read = False
        self._on_tab()
        self.history.show_rows(journal.history(session, self.uid))
        return True

    def _show_head(self, row: RegistrationRow) -> None:
        self._name.setText(row.name)
        parts = (row.subject_name, row.place_name, row.sector_name, row.title_name)
        self._about.setText(" · ".join(dict.fromkeys(part for part in parts if part)))
        self._state.setText(row.state_words)
        theme.set_state(self._state, "pill", state_tone(row.state).value)
        line = record_life.life(self._work.session, row)
        self.steps.show_steps([_shown(step) for step in line])
        may = allowed([row])
        self.edit_button.setEnabled("edit" in may)
        self.edit_button.setVisible(row.own)

    def _show_info(self, row: RegistrationRow, draft: RegistrationDraft) -> None:
        plan = self._work.programme
        registered = draft.registered_with_name
        if draft.registered_with:
            try:
                registered = units.body(self._work.session, draft.registered_with).name
            except UserError:
                registered = draft.registered_with_name
        self.info.show_record(row, draft, plan, registered)
        halted = record_life.halt_words(self._work.session, row)
        still = [problem.what for problem in missing(draft, plan)] if row.own else []
        held = self._held() if row.own else ""
        if halted:
            self.notice.show_text(halted, Tone.WARN)
        elif still or held:
            lacking = "Cần bổ sung: " + " ".join(still) if still else ""
            self.notice.show_text(" ".join(part for part in (held, lacking) if part), Tone.INFO)
        self.notice.setVisible(bool(halted or still or held))

    def _held(self) -> str:
        """What rests on the registration, and what to open before it is changed."""
        found = locks.holds(self._work.session, Locked.REGISTRATION, self.uid)
        if not found:
            return ""
        words = locks.words(Locked.REGISTRATION, found)
        return f"{words} Muốn sửa: {in_sentence(locks.way_on(found))}"

    def _chosen(self) -> list[RegistrationRow]:
        return [self._row] if self._row is not None else []

    def _on_step(self, number: int) -> None:
        """Where the work of a step is done, at this registration."""
        place = _PLACES.get(self.steps.steps()[number].title)
        if place is not None:
            self._work.go(place, self.uid)

    def _on_more(self) -> None:
        """What may be done now, and nothing else."""
        self._more.clear()
        may = allowed(self._chosen())
        act = self.act
        for key, words, icon, slot in (
            ("note_step", "Ghi nhận báo cáo, xác nhận...", "check", act.on_note_step),
            ("activity", "Ghi nhận tình hình hoạt động...", "follow", act.on_activity),
            ("sustain", "Đăng ký duy trì cho năm khác...", "reload", act.on_sustain),
            ("follow_up", "In phiếu theo dõi", "print", act.on_print_follow_up),
        ):
            if key in may:
                self._more.addAction(icons.icon(icon), words, partial(slot))
        if "note_step" in may:
            for kind in (PaperKind.RESULT_REPORT, PaperKind.ACHIEVEMENT_REPORT):
                begin = partial(open_new_paper, self._work, kind, self.uid)
                self._more.addAction(icons.icon("file"), f"Lập {in_sentence(kind.label)}...", begin)
        self._more.addSeparator()
        for key, words, icon, slot in (
            ("return", "Trả lại...", "return", act.on_return),
            ("withdraw", "Rút đăng ký...", "left", act.on_withdraw),
            ("reinstate", "Khôi phục đăng ký...", "right", act.on_reinstate),
            ("stop", "Dừng thực hiện...", "stop", act.on_stop),
            ("resume", "Tiếp tục thực hiện...", "follow", act.on_resume),
            ("remove", "Xóa đăng ký nhập nhầm...", "delete", act.on_remove),
        ):
            if key in may:
                self._more.addAction(icons.icon(icon), words, partial(slot))


def _shown(step: LifeStep) -> Step:
    when = format_date(step.on) if step.on else ""
    return Step(step.title, _STATES[step.how], when, step.note)
