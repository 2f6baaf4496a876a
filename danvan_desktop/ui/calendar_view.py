"""`MonthView`: a month with marks for what is due, upcoming, late or done.

    view = MonthView(today)
    view.show_marks([DayMark(date(2026, 2, 24), "Gửi danh sách", MarkKind.DUE, "uid"), ...])
    view.chosen.connect(...)            # a date: a day was clicked or walked to
    view.opened.connect(...)            # a DayMark's key: Enter or double click on its day
    view.month_changed.connect(...)     # the first day of the month now shown

Arrows walk over days and on into the next month, PageUp and PageDown turn months, Home goes to
today. Each mark is a sign and words; colour only helps. Today is a parameter, never read from the
clock. The agenda beside it is the page's own.
"""

from __future__ import annotations

import calendar
import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.dates import format_date
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.theme import Tone

Index = QModelIndex | QPersistentModelIndex
WEEKS, DAYS = 6, 7
DAY_NAMES = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
SHORT_NAMES = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
MARKS_ROLE = int(Qt.ItemDataRole.UserRole)
DAY_ROLE = MARKS_ROLE + 1
OTHER_MONTH_ROLE = MARKS_ROLE + 2
TODAY_ROLE = MARKS_ROLE + 3


class MarkKind(enum.Enum):
    """How a mark stands on its day: the word, its tone and its sign."""

    UPCOMING = ("Sắp tới", Tone.INFO, "bell")
    DUE = ("Đến hạn trong 7 ngày", Tone.WARN, "clock")
    LATE = ("Quá hạn", Tone.BAD, "alert")
    DONE = ("Đã xong", Tone.GOOD, "check-circle")
    EVENT = ("Ngày truyền thống", Tone.NEUTRAL, "dot")

    @property
    def word(self) -> str:
        """As read out and shown in tooltips."""
        return str(self.value[0])

    @property
    def tone(self) -> Tone:
        """Colour of the mark."""
        tone: Tone = self.value[1]
        return tone

    @property
    def sign(self) -> str:
        """Name of the icon."""
        return str(self.value[2])


@dataclass(frozen=True)
class DayMark:
    """One thing on one day; `key` is what `opened` hands back."""

    date: date
    text: str
    kind: MarkKind
    key: str = ""


class MonthModel(QAbstractTableModel):
    """Six weeks from the Monday on or before the first of the month."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._first = today.replace(day=1)
        self._marks: dict[date, tuple[DayMark, ...]] = {}
        self._narrow = False

    @property
    def month(self) -> date:
        """The first day of the month shown."""
        return self._first

    def show(self, month: date) -> None:
        """Turn to the month of this day."""
        self.beginResetModel()
        self._first = month.replace(day=1)
        self.endResetModel()

    def set_marks(self, marks: Sequence[DayMark]) -> None:
        """Replace all marks, of any month."""
        by_day: dict[date, list[DayMark]] = {}
        for mark in marks:
            by_day.setdefault(mark.date, []).append(mark)
        self.beginResetModel()
        self._marks = {day: tuple(found) for day, found in by_day.items()}
        self.endResetModel()

    def set_today(self, today: date) -> None:
        """Move the frame around today."""
        self._today = today
        self.dataChanged.emit(self.index(0, 0), self.index(WEEKS - 1, DAYS - 1))

    def day(self, row: int, column: int) -> date:
        """The date of a cell."""
        monday = self._first - timedelta(days=self._first.weekday())
        return monday + timedelta(days=row * DAYS + column)

    def place(self, day: date) -> QModelIndex:
        """The cell of a date; invalid when it is not in sight."""
        away = (day - self.day(0, 0)).days
        if not 0 <= away < WEEKS * DAYS:
            return QModelIndex()
        return self.index(away // DAYS, away % DAYS)

    def marks(self, day: date) -> tuple[DayMark, ...]:
        """What is on a day."""
        return self._marks.get(day, ())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else WEEKS

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else DAYS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.DisplayRole and 0 <= section < DAYS:
            return (SHORT_NAMES if self._narrow else DAY_NAMES)[section]
        return None

    def set_narrow(self, narrow: bool) -> None:
        """Short names of the days where the whole ones have no room."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, DAYS - 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        day = self.day(index.row(), index.column())
        marks = self.marks(day)
        answers: dict[int, Any] = {
            int(Qt.ItemDataRole.DisplayRole): str(day.day),
            int(Qt.ItemDataRole.AccessibleTextRole): spoken(day, marks),
            DAY_ROLE: day,
            MARKS_ROLE: marks,
            OTHER_MONTH_ROLE: day.month != self._first.month,
            TODAY_ROLE: day == self._today,
        }
        if role == Qt.ItemDataRole.ToolTipRole and marks:
            return spoken(day, marks).replace("<", "‹")
        return answers.get(role)


def spoken(day: date, marks: Sequence[DayMark]) -> str:
    """A day and its marks in words, one line each."""
    return "\n".join(
        [f"{DAY_NAMES[day.weekday()]}, {format_date(day)}"]
        + [f"{mark.kind.word}: {mark.text}" for mark in marks]
    )


class MonthGrid(QTableView):
    """The days. Walking over an edge turns the month."""

    walked = Signal(object)
    turned = Signal(int)
    home = Signal()
    entered_day = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -DAYS,
            Qt.Key.Key_Down: DAYS,
        }
        key = Qt.Key(event.key())
        day = self.currentIndex().data(DAY_ROLE)
        if key in steps and isinstance(day, date):
            self.walked.emit(day + timedelta(days=steps[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Home:
            self.home.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_day.emit()
        else:
            super().keyPressEvent(event)


class MonthView(QWidget):
    """See the module's text."""

    chosen = Signal(object)
    opened = Signal(str)
    month_changed = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        from danvan_desktop.ui.calendar_days import DayPainter

        super().__init__(parent)
        self._today = today
        self.model = MonthModel(today, self)
        self.grid = MonthGrid()
        self._title = QLabel()
        self._back = QToolButton()
        self._on = QToolButton()
        self._now = QPushButton("Hôm nay")
        self.head = QHBoxLayout()
        self.grid.setModel(self.model)
        self.grid.setItemDelegate(DayPainter(self.grid))
        self._dress()
        self._assemble()
        self._connect()
        self.go_to(today)

    def _dress(self) -> None:
        theme.role(self._title, "heading")
        for button, name, words in (
            (self._back, "left", "Tháng trước (PageUp)"),
            (self._on, "right", "Tháng sau (PageDown)"),
        ):
            button.setIcon(icons.icon(name))
            button.setToolTip(words)
            button.setAccessibleName(words)
        grid = self.grid
        grid.setAccessibleName("Lịch tháng")
        grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        grid.setTabKeyNavigation(False)
        grid.verticalHeader().setVisible(False)
        for header in (grid.horizontalHeader(), grid.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        grid.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        grid.verticalHeader().setMinimumSectionSize(theme.em() * 2)

    def _assemble(self) -> None:
        self.head.setSpacing(theme.gap() // 2)
        for widget in (self._back, self._on, self._now, self._title):
            self.head.addWidget(widget)
        self.head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.gap())
        layout.addLayout(self.head)
        layout.addWidget(self.grid, 1)

    def _connect(self) -> None:
        self._back.clicked.connect(self.previous_month)
        self._on.clicked.connect(self.next_month)
        self._now.clicked.connect(self.go_to_today)
        self.grid.walked.connect(self.go_to)
        self.grid.turned.connect(self.turn)
        self.grid.home.connect(self.go_to_today)
        self.grid.entered_day.connect(self._on_entered)
        self.grid.doubleClicked.connect(self._on_entered)
        self.grid.clicked.connect(self._on_clicked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.model.set_narrow(self.width() < theme.chars(11) * DAYS)

    def show_marks(self, marks: Sequence[DayMark]) -> None:
        """Replace the marks; the chosen day stays."""
        day = self.day
        self.model.set_marks(marks)
        self._select(day)

    def set_today(self, today: date) -> None:
        """Tell the view that the day has changed."""
        self._today = today
        self.model.set_today(today)

    @property
    def day(self) -> date:
        """The chosen day."""
        day = self.grid.currentIndex().data(DAY_ROLE)
        return day if isinstance(day, date) else self._today

    def go_to(self, day: date) -> None:
        """Choose a day, turning to its month."""
        if day.replace(day=1) != self.model.month or not self._title.text():
            self.model.show(day)
            self._title.setText(f"Tháng {day.month} năm {day.year}")
            self.month_changed.emit(self.model.month)
        self._select(day)
        self.chosen.emit(day)

    def go_to_today(self) -> None:
        """Back to today."""
        self.go_to(self._today)

    def turn(self, months: int) -> None:
        """Forward or back by so many months, keeping the day of the month where it exists."""
        day = self.day
        number = day.year * 12 + day.month - 1 + months
        year, month = number // 12, number % 12 + 1
        last = calendar.monthrange(year, month)[1]
        self.go_to(date(year, month, min(day.day, last)))

    def previous_month(self) -> None:
        """One month back."""
        self.turn(-1)

    def next_month(self) -> None:
        """One month on."""
        self.turn(1)

    def _select(self, day: date) -> None:
        place = self.model.place(day)
        if place.isValid():
            self.grid.selectionModel().setCurrentIndex(
                place, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def _on_clicked(self, index: QModelIndex) -> None:
        day = index.data(DAY_ROLE)
        if isinstance(day, date):
            self.go_to(day)

    def _on_entered(self) -> None:
        marks = self.model.marks(self.day)
        if marks:
            self.opened.emit(marks[0].key)
