"""One deadline in full: its words, both dates, who sends what to whom, and what can be done.

Owns looks and four buttons; what a button does is the calendar page's.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.deadlines import DeadlineStatus
from danvan_desktop.services.calendar import SENT_BY_PACKAGE, AgendaItem, DoneBy
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.theme import Tone

TONES = {
    DeadlineStatus.UPCOMING: Tone.INFO,
    DeadlineStatus.DUE_SOON: Tone.WARN,
    DeadlineStatus.OVERDUE: Tone.BAD,
    DeadlineStatus.DONE: Tone.GOOD,
    DeadlineStatus.DONE_LATE: Tone.GOOD,
    DeadlineStatus.FUZZY: Tone.NEUTRAL,
    DeadlineStatus.ONGOING: Tone.NEUTRAL,
}


def status_words(item: AgendaItem) -> str:
    """ "Quá hạn, quá hạn 3 ngày" is said once: the days where there are any, else the status."""
    if item.done_on is not None:
        return f"{item.status_name} ngày {format_date(item.done_on)}"
    return item.left[:1].upper() + item.left[1:] if item.left else item.status_name


class DeadlineCard(QFrame):
    """Emits which button was pressed for the item it shows."""

    done_wanted = Signal()
    undo_wanted = Signal()
    date_wanted = Signal()
    send_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.role(self, "card")
        self._title = QLabel()
        self._status = QLabel()
        self._facts = QLabel()
        self.done_button = QPushButton("Đánh dấu đã xong...")
        self.undo_button = QPushButton("Bỏ đánh dấu")
        self.date_button = QPushButton("Ngày của đơn vị...")
        self.send_button = QPushButton("Gửi danh sách")
        self._assemble()
        for button, signal in (
            (self.done_button, self.done_wanted),
            (self.undo_button, self.undo_wanted),
            (self.date_button, self.date_wanted),
            (self.send_button, self.send_wanted),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(signal)

    def _assemble(self) -> None:
        theme.role(self._title, "strong")
        theme.role(self._facts, "soft")
        theme.role(self.done_button, "primary")
        self.send_button.setIcon(icons.icon("send"))
        for label in (self._title, self._facts):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._status, 0, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.gap() // 2)
        for button in (self.done_button, self.undo_button, self.date_button, self.send_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        edge = theme.gap()
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.gap() // 2)
        layout.addLayout(head)
        layout.addWidget(self._facts)
        layout.addLayout(buttons)

    def show_item(
        self, item: AgendaItem | None, *, writable: bool, with_programme: bool = False
    ) -> None:
        """Show this deadline; None clears the card."""
        shown = item is not None
        for widget in (self._status, self._facts, self.done_button, self.date_button):
            widget.setVisible(shown)
        self.undo_button.setVisible(False)
        self.send_button.setVisible(False)
        if item is None:
            self._title.setText("Chọn một mốc trong lịch hoặc trong danh sách.")
            return
        self._title.setText(item.title)
        self._status.setText(item.status_name)
        theme.set_state(self._status, "pill", TONES[item.status].value)
        facts = [*_facts(item), *([item.programme_name] if with_programme else [])]
        self._facts.setText("\n".join(facts))
        self.done_button.setText("Sửa ngày xong..." if item.done_on else "Đánh dấu đã xong...")
        self.done_button.setEnabled(writable)
        self.date_button.setEnabled(writable)
        self.undo_button.setVisible(item.done_by is DoneBy.HAND and writable)
        waits = item.paper in SENT_BY_PACKAGE and item.done_on is None
        self.send_button.setVisible(waits)


def _facts(item: AgendaItem) -> list[str]:
    facts = [f"Văn bản ghi: {item.wording}"]
    dates = item.dates[:1].upper() + item.dates[1:]
    facts.append(dates + (f" - {item.left}" if item.left else ""))
    if item.sender or item.receiver:
        facts.append(f"{item.sender or 'Đơn vị'} gửi {item.receiver or '(chưa rõ nơi nhận)'}")
    if item.not_in_paper:
        facts.append("Văn bản không nêu - đơn vị tự đặt")
    elif item.changed_by_office:
        facts.append("Ngày do đơn vị đặt, khác văn bản")
    elif item.set_by_office:
        facts.append("Ngày gợi ý - đơn vị tự đặt cho khớp kế hoạch của mình")
    if item.source:
        facts.append(f"Nguồn: {item.source}")
    if item.done_on:
        facts.append(f"Đã xong ngày {format_date(item.done_on)}. {item.note}".strip())
    return facts
