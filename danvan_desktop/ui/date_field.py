"""A date as officials type it, with a month to pick from.

Owns typing "5/3/2026", "5-3-2026" or "05032026", and the pop-up. Which dates are allowed is the
domain's to say.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QVBoxLayout, QWidget

from danvan_desktop.domain.dates import format_date, parse_date
from danvan_desktop.errors import FieldError
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.editors import LineEdit
from danvan_desktop.ui.fields import ReadField, beside


class DateField(ReadField):
    """dd/MM/yyyy; `value()` is a date or None, FieldError for what no calendar has."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        required: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.line = LineEdit()
        self.line.setPlaceholderText("ngày/tháng/năm")
        self.line.setFixedWidth(theme.chars(18))
        self.button = QToolButton()
        self.button.setIcon(icons.icon("calendar"))
        self.button.setToolTip("Chọn trên lịch (Alt+Mũi tên xuống)")
        self.button.setShortcut("Alt+Down")
        self.button.setAccessibleName(f"Chọn {label} trên lịch")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        super().__init__(name, label, self.line, required=required, hint=hint, parent=parent)
        self.line.textChanged.connect(self._on_edited)
        self.line.editingFinished.connect(self._on_finished)
        self.button.clicked.connect(self._on_pick)
        self._popup: CalendarPopup | None = None

    def _box(self) -> QWidget:
        return beside(self.line, self.button)

    def value(self) -> date | None:
        typed = self.line.text().strip()
        if not typed:
            if self.required:
                raise self._missing()
            return None
        if typed.isdecimal() and len(typed) == 8:
            typed = f"{typed[:2]}/{typed[2:4]}/{typed[4:]}"
        return parse_date(typed, field=self.name, label=self.label)

    def _shown(self, value: date) -> str:
        return format_date(value)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.button.setEnabled(not read_only)

    def _on_pick(self) -> None:
        if self._popup is None:
            self._popup = CalendarPopup(self)
            self._popup.calendar.activated.connect(self._on_picked)
            self._popup.calendar.clicked.connect(self._on_picked)
        try:
            shown = self.value()
        except FieldError:
            shown = None
        self._popup.open_at(self.line.mapToGlobal(QPoint(0, self.line.height())), shown)

    def _on_picked(self, day: QDate) -> None:
        self.set_value(date(day.year(), day.month(), day.day()))
        if self._popup is not None:
            self._popup.close()
        self.line.setFocus()


class CalendarPopup(QWidget):
    """A month that closes when the official clicks elsewhere."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.calendar = QCalendarWidget()
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setGridVisible(False)
        self.calendar.setMinimumSize(theme.chars(40), theme.em() * 15)
        plain = self.calendar.weekdayTextFormat(Qt.DayOfWeek.Monday)
        self.calendar.setWeekdayTextFormat(Qt.DayOfWeek.Saturday, plain)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.calendar)

    def open_at(self, place: QPoint, day: date | None) -> None:
        """Show the month of `day`, or of today, with its upper left corner at `place`."""
        shown = QDate.currentDate() if day is None else QDate(day.year, day.month, day.day)
        self.calendar.setSelectedDate(shown)
        self.move(place)
        self.show()
        self.calendar.setFocus()
