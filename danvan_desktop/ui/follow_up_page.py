"""Theo dõi thực hiện: what is running, what has gone quiet, what was stopped and why.

The quietest stand on top. A note is one line and Enter; photos are dragged in. Owns the list and
its buttons; how long is quiet is `services/progress`.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.services import progress
from danvan_desktop.services.progress import QUIET_DAYS, FollowedRow
from danvan_desktop.services.registration_list import RegistrationRow
from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.choice_field import ChoiceBox
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.page_frame import WrapRow
from danvan_desktop.ui.quick_note import QuickNote
from danvan_desktop.ui.record_progress import note_dialog
from danvan_desktop.ui.registration_actions import RegistrationActions, allowed
from danvan_desktop.ui.state_tones import activity_tone
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import NOTHING, DataTable
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

QUIET = "quiet"
CONCERNED = (
    Topic.REGISTRATIONS,
    Topic.PROGRESS,
    Topic.SHEETS,
    Topic.DECISIONS,
    Topic.UNITS,
    Topic.PROGRAMMES,
    Topic.EXCHANGE,
)
EMPTY = Empty(
    "Chưa có đăng ký nào để theo dõi",
    "Nhập đăng ký ở phần “Đăng ký”; mô hình, điển hình sẽ hiện ở đây để ghi tiến độ.",
    "follow",
    "Đến phần Đăng ký",
)


def _quiet_words(row: FollowedRow) -> str:
    return "" if row.quiet_days is None else f"{row.quiet_days} ngày"


def _quiet_tone(row: FollowedRow) -> Tone | None:
    return Tone.WARN if row.is_quiet else None


def _last_note(row: FollowedRow) -> str:
    day = row.registration.last_note_on
    return format_date(day) if day else "Chưa có"


def _activity_words(row: FollowedRow) -> str:
    return row.registration.activity.label


COLUMNS: tuple[Column[FollowedRow], ...] = (
    Column("name", "Tên mô hình, điển hình", lambda row: row.registration.name, width=36),
    Column("place", "Đơn vị", lambda row: row.registration.subject_name, width=22),
    Column(
        "activity",
        "Tình hình",
        _activity_words,
        width=19,
        icon=lambda row: activity_tone(row.registration.activity),
    ),
    Column(
        "last",
        "Ghi chú gần nhất",
        _last_note,
        width=15,
        sort_key=lambda row: row.registration.last_note_on,
    ),
    Column(
        "quiet",
        "Chưa ghi chú",
        _quiet_words,
        width=13,
        sort_key=lambda row: row.quiet_days,
        icon=_quiet_tone,
    ),
    Column("cause", "Nguyên nhân", lambda row: row.cause, width=18),
)


class FollowUpPage(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._rows: tuple[FollowedRow, ...] = ()
        self._place = 0
        self._heading = QLabel()
        self.shown = ChoiceBox()
        self.model: RowsModel[FollowedRow] = RowsModel(
            COLUMNS, lambda row: row.registration.uid, self
        )
        self.table: DataTable[FollowedRow] = DataTable(
            self.model, name="follow_up", store=work.store, empty=EMPTY
        )
        self.act = RegistrationActions(work, self, self._chosen)
        self.note = QuickNote(work)
        self.print_button = QPushButton(icons.icon("print"), "In phiếu theo dõi")
        self.activity_button = QPushButton(icons.icon("follow"), "Ghi nhận tình hình...")
        self.open_button = QPushButton(icons.icon("open"), "Mở hồ sơ")
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        theme.role(self._heading, "title")
        head = WrapRow()
        head.addWidget(self._heading)
        for button in (self.open_button, self.activity_button, self.print_button):
            head.addWidget(button)
        self.shown.setAccessibleName("Lọc theo tình hình")
        self.shown.setMinimumContentsLength(30)
        self.shown.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.table.bar.addWidget(self.shown)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, theme.gap())
        layout.setSpacing(theme.gap())
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.note)

    def _connect(self) -> None:
        self.shown.currentIndexChanged.connect(self._show)
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.opened.connect(self._on_open)
        self.table.empty_pressed.connect(self._on_empty)
        for words, slot, icon, keys in (
            ("Thêm ghi chú kèm ảnh...", self._on_add_note, "note", "Ctrl+N"),
            ("Ghi nhận tình hình...", self.act.on_activity, "follow", ""),
            ("In phiếu theo dõi", self.act.on_print_follow_up, "print", "Ctrl+P"),
            ("Mở hồ sơ", self._on_open, "open", ""),
        ):
            self.table.add_action(words, slot, icon=icon, shortcut=keys)
        self.print_button.clicked.connect(self.act.on_print_follow_up)
        self.print_button.setToolTip("Một trang để mang đi cơ sở (Ctrl+P)")
        self.activity_button.clicked.connect(self.act.on_activity)
        self.open_button.clicked.connect(self._on_open)
        self.note.photos.connect(self._ask_note)
        self.note.saving.connect(self._on_saving)
        self.note.noted.connect(self._on_noted)
        QShortcut(QKeySequence("Ctrl+G"), self, self.note.text.setFocus)
        self.note.text.line.setToolTip("Ghi chú nhanh (Ctrl+G)")

    # what the window calls

    def reload(self, changes: Changes | None) -> None:
        """Read again when something that is followed has changed."""
        if changes is not None and not changes.concern(*CONCERNED):
            return
        work = self._work
        self._heading.setText(f"Theo dõi thực hiện năm {work.year}")
        if work.programme_id:
            self._rows = progress.followed(work.session, work.programme_id, work.year)
        self._fill_choices()
        self._show()

    def show_target(self, target: str) -> None:
        """Select one registration, taking the filters away when they hide it."""
        if not self.table.select_key(target):
            self.shown.setCurrentIndex(0)
            self.table.set_filter("")
            self.table.select_key(target)

    def may_close(self) -> bool:
        """What is typed is kept as a draft of its registration."""
        self.note.keep_draft()
        return True

    # showing

    def _fill_choices(self) -> None:
        before = self.shown.currentData()
        counts: dict[str, int] = {}
        for row in self._rows:
            kind = row.registration.activity.value
            counts[kind] = counts.get(kind, 0) + 1
            counts[QUIET] = counts.get(QUIET, 0) + row.is_quiet
        kinds = (StepKind.RUNNING, StepKind.FORMAL_ONLY, StepKind.STOPPED)
        entries = [(QUIET, f"Quá {QUIET_DAYS} ngày chưa có ghi chú")]
        entries += [(kind.value, kind.label) for kind in kinds]
        self.shown.blockSignals(True)
        self.shown.clear()
        self.shown.addItem(f"Tất cả ({len(self._rows)})", "")
        for key, words in entries:
            self.shown.addItem(f"{words} ({counts.get(key, 0)})", key)
        self.shown.setCurrentIndex(max(self.shown.findData(before), 0))
        self.shown.blockSignals(False)

    def _show(self) -> None:
        kept = str(self.shown.currentData() or "")
        self.table.set_empty(NOTHING if kept and self._rows else EMPTY)
        self.model.set_rows(row for row in self._rows if _takes(kept, row))
        if not self.table.selected_numbers() and self.model.rowCount():
            self.table.select_row(0)
        self._on_selection_changed()

    def _chosen(self) -> list[RegistrationRow]:
        return [row.registration for row in self.table.selected_rows()]

    def _on_selection_changed(self) -> None:
        chosen = self._chosen()
        may = allowed(chosen)
        self.print_button.setEnabled("follow_up" in may)
        self.activity_button.setEnabled("activity" in may)
        self.open_button.setEnabled(len(chosen) == 1)
        self.note.setVisible(bool(self._rows))
        self.note.show_row(chosen[0] if len(chosen) == 1 else None)

    # slots

    def _on_open(self, _row: object = None) -> None:
        chosen = self._chosen()
        if chosen:
            self._work.go("registrations", chosen[0].uid)

    def _on_empty(self) -> None:
        self._work.go("registrations", "")

    def _on_add_note(self) -> None:
        self._ask_note([])

    def _ask_note(self, photos: list[Path]) -> None:
        chosen = self._chosen()
        if len(chosen) != 1:
            return
        dialog = note_dialog(self, self._work, chosen[0], photos)
        if dialog.ask() is not None:
            self._work.broadcast(dialog.result_value)
            self._work.say("Đã lưu ghi chú tiến độ.")

    def _on_saving(self) -> None:
        self._place = min(self.table.selected_numbers(), default=0)

    def _on_noted(self) -> None:
        """On to what is the quietest now: the noted one has gone down, the next stands there."""
        if self.model.rowCount():
            self.table.select_row(min(self._place, self.model.rowCount() - 1))
        QTimer.singleShot(0, self.note.text, self.note.text.setFocus)


def _takes(kept: str, row: FollowedRow) -> bool:
    if kept == QUIET:
        return row.is_quiet
    return not kept or row.registration.activity.value == kept
