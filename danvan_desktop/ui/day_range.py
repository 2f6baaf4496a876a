"""`DayRange`: two days to narrow a list by, in its bar.

Either may stay empty; what cannot be read is marked and narrows nothing. Owns typing only.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from danvan_desktop.domain.dates import parse_date
from danvan_desktop.errors import FieldError
from danvan_desktop.ui import theme
from danvan_desktop.ui.editors import LineEdit


class DayRange(QWidget):
    """See the module's text. `changed` after each key."""

    changed = Signal()

    def __init__(self, about: str) -> None:
        super().__init__()
        self.first, self.last = LineEdit(), LineEdit()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.gap() // 2)
        for line, words in ((self.first, "Từ ngày"), (self.last, "Đến ngày")):
            line.setPlaceholderText(words)
            line.setAccessibleName(f"{words}: {about}")
            line.setToolTip(f"{words} (ngày/tháng/năm)")
            line.setFixedWidth(theme.chars(13))
            line.textChanged.connect(self.changed)
            layout.addWidget(line)

    def takes(self, day: date | None) -> bool:
        """Whether a day lies within; without a day only while nothing is asked."""
        first, last = self._day(self.first), self._day(self.last)
        if first is None and last is None:
            return True
        return day is not None and (first or day) <= day <= (last or day)

    @property
    def asked(self) -> bool:
        """Whether a day that can be read narrows the list."""
        return self._day(self.first) is not None or self._day(self.last) is not None

    def clear(self) -> None:
        """Ask for nothing."""
        self.first.clear()
        self.last.clear()

    @staticmethod
    def _day(line: LineEdit) -> date | None:
        typed = line.text().strip()
        try:
            found = parse_date(typed) if typed else None
        except FieldError:
            found = None
        theme.set_state(line, "problem", bool(typed) and found is None)
        return found
