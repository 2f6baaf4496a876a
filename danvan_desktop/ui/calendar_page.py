"""Lịch công việc: the month with its marks, the year's agenda beside it, one deadline in full.

Owns how the three stand together: choosing a day, a line or a mark shows the same deadline
everywhere. What is due and late is `services.calendar`.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.deadlines import DeadlineStatus
from danvan_desktop.errors import DanVanError
from danvan_desktop.services import calendar
from danvan_desktop.services.calendar import AgendaItem
from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.ui import theme
from danvan_desktop.ui.calendar_view import DayMark, MarkKind, MonthView
from danvan_desktop.ui.deadline_card import TONES, DeadlineCard, status_words
from danvan_desktop.ui.deadline_dialogs import DoneDialog, DoneInput, OwnDateDialog, OwnDateInput
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.workplace import Workplace

MARKS = {
    DeadlineStatus.UPCOMING: MarkKind.UPCOMING,
    DeadlineStatus.DUE_SOON: MarkKind.DUE,
    DeadlineStatus.OVERDUE: MarkKind.LATE,
    DeadlineStatus.DONE: MarkKind.DONE,
    DeadlineStatus.DONE_LATE: MarkKind.DONE,
    DeadlineStatus.FUZZY: MarkKind.UPCOMING,
    DeadlineStatus.ONGOING: MarkKind.UPCOMING,
}
COLUMNS: tuple[Column[AgendaItem], ...] = (
    Column(
        "day",
        "Hạn cuối",
        lambda item: _day_text(item),
        width=13,
        sort_key=lambda item: _day(item),
        tooltip=lambda item: item.dates,
    ),
    Column("title", "Việc", lambda item: item.title, width=36),
    Column("status", "Tình trạng", status_words, width=18, icon=lambda item: TONES[item.status]),
)


def _day(item: AgendaItem) -> date | None:
    """The day on which a deadline is marked."""
    return item.last_on_time or item.due


def _day_text(item: AgendaItem) -> str:
    """The day, or the paper's words for what has none: those lines stand at the end."""
    day = _day(item)
    return format_date(day) if day else item.wording or item.dates


class CalendarPage(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._items: dict[str, AgendaItem] = {}
        self._shown = ""
        self._year = 0
        self.month = MonthView(work.session.today())
        self.only_chosen = QCheckBox("Chỉ chương trình đang chọn")
        self._agenda_model: RowsModel[AgendaItem] = RowsModel(COLUMNS, row_key=_key)
        self.agenda = DataTable(
            self._agenda_model,
            name="calendar.agenda",
            store=work.store,
            empty=Empty(
                "Năm này không có mốc thời gian nào",
                "Chương trình không nêu ngày; đặt ngày của đơn vị trong Thiết lập.",
                "calendar",
            ),
            filter_hint="Lọc việc",
        )
        self.card = DeadlineCard()
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        title = QLabel("Lịch công việc")
        theme.role(title, "title")
        self.month.head.addWidget(self.only_chosen)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(theme.gap(), 0, 0, 0)
        column.setSpacing(theme.gap())
        column.addWidget(self.agenda, 1)
        column.addWidget(self.card)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.month)
        halves.addWidget(right)
        halves.setStretchFactor(0, 1)
        halves.setStretchFactor(1, 1)
        halves.setSizes([1_000, 900])
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.gap())
        head = QHBoxLayout()
        head.addWidget(title, 1)
        layout.addLayout(head)
        layout.addWidget(halves, 1)

    def _connect(self) -> None:
        self.month.chosen.connect(self._on_day)
        self.month.opened.connect(self._on_mark_opened)
        self.month.month_changed.connect(self._on_month)
        self.only_chosen.toggled.connect(self._on_only_chosen)
        self.agenda.selection_changed.connect(self._on_line)
        self.agenda.opened.connect(self._on_line_opened)
        self.card.done_wanted.connect(self._on_done)
        self.card.undo_wanted.connect(self._on_undo)
        self.card.date_wanted.connect(self._on_date)
        self.card.send_wanted.connect(self._on_send)
        self.agenda.add_action(
            "Đánh dấu đã xong...", self._on_done, icon="check", shortcut="Ctrl+D"
        )
        self.agenda.add_action("Ngày của đơn vị...", self._on_date, icon="calendar")

    # filling

    def reload(self, changes: Changes | None) -> None:
        """Read the agenda of the year in sight again."""
        if changes is not None and not changes.concern(
            Topic.CALENDAR, Topic.PROGRAMMES, Topic.EXCHANGE
        ):
            return
        today = self._work.session.today()
        self.month.set_today(today)
        if changes is None and self._year != self._work.year and self._work.year:
            self._year = self._work.year
            first = date(self._work.year, 1, 1)
            self.month.go_to(today if today.year == self._work.year else first)
        self.fill()

    def fill(self) -> None:
        """Show the year of the month in sight."""
        work = self._work
        year = self.month.model.month.year
        chosen = work.programme_id if self.only_chosen.isChecked() else None
        try:
            found = calendar.agenda(work.session, chosen, date(year, 1, 1), date(year, 12, 31))
        except DanVanError as error:
            work.messages.error(self, error)
            return
        self._items = {_key(item): item for item in found}
        self._agenda_model.set_rows(found)
        self.month.show_marks(
            [
                DayMark(day, item.title, MARKS[item.status], _key(item))
                for item in found
                if (day := _day(item)) is not None
            ]
        )
        self._show(self._shown if self._shown in self._items else self._most_urgent())

    def _most_urgent(self) -> str:
        """What to show before anything is chosen: late first, then soon, then the next."""
        order = (DeadlineStatus.OVERDUE, DeadlineStatus.DUE_SOON, DeadlineStatus.UPCOMING)
        for status in order:
            for key, item in self._items.items():
                if item.status is status:
                    return key
        return next(iter(self._items), "")

    def show_target(self, target: str) -> None:
        """Show the deadline with this key, of any programme, turning to its month."""
        if not self._items:
            self.fill()
        for key, item in self._items.items():
            if target in (key, item.key):
                self._choose(key)
                return

    def _choose(self, key: str) -> None:
        """Show a deadline in all three places."""
        day = _day(self._items[key])
        self._show(key)
        if day is not None:
            self.month.go_to(day)
            self._show(key)

    def _show(self, key: str) -> None:
        self._shown = key
        item = self._items.get(key)
        several = len({found.programme_id for found in self._items.values()}) > 1
        writable = not self._work.session.view_only
        self.card.show_item(item, writable=writable, with_programme=several)
        rows = self.agenda.selected_rows()
        if item is not None and item not in rows:
            self.agenda.select_key(key)

    # slots

    def _on_month(self, first: date) -> None:
        years = {day.year for item in self._items.values() if (day := _day(item)) is not None}
        if first.year not in years or not self._items:
            self.fill()

    def _on_day(self, day: date) -> None:
        marks = self.month.model.marks(day)
        if marks and self._shown not in {mark.key for mark in marks}:
            self._show(marks[0].key)

    def _on_mark_opened(self, key: str) -> None:
        self._choose(key)
        self.card.done_button.setFocus()

    def _on_only_chosen(self) -> None:
        self.fill()

    def _on_line(self) -> None:
        rows = self.agenda.selected_rows()
        if len(rows) == 1 and _key(rows[0]) != self._shown:
            self._choose(_key(rows[0]))

    def _on_line_opened(self, item: AgendaItem) -> None:
        self._choose(_key(item))
        self._on_done()

    def _on_done(self) -> None:
        item = self._items.get(self._shown)
        if item is None:
            return
        work = self._work
        dialog = DoneDialog(
            self, work.messages, item, work.session.today(), partial(self._mark_done, item)
        )
        if dialog.ask():
            work.broadcast(dialog.result_value)
            work.say("Đã đánh dấu hoàn thành.")

    def _mark_done(self, item: AgendaItem, given: DoneInput) -> Changes:
        return calendar.mark_done(
            self._work.session, item.programme_id, item.key, item.due, given.done_on, given.note
        )

    def _on_undo(self) -> None:
        item = self._items.get(self._shown)
        if item is None:
            return
        undo = partial(calendar.unmark, self._work.session, item.programme_id, item.key)
        if self._work.run(self, undo):
            self._work.say("Đã bỏ đánh dấu.")

    def _on_date(self) -> None:
        item = self._items.get(self._shown)
        if item is None:
            return
        dialog = OwnDateDialog(self, self._work.messages, item, partial(self._set_date, item))
        if dialog.ask():
            self._work.broadcast(dialog.result_value)
            self._work.say("Đã đặt ngày của đơn vị.")

    def _set_date(self, item: AgendaItem, given: OwnDateInput) -> Changes:
        name = item.code if given.every_year else item.key
        return calendar.set_date(
            self._work.session, item.programme_id, name, given.due, given.boundary
        )

    def _on_send(self) -> None:
        self._work.go("exchange", "")


def _key(item: AgendaItem) -> str:
    """What tells deadlines of several programmes apart."""
    return f"{item.programme_id}/{item.key}"
