"""Tổng quan: what is due, what waits, what is missing, how far the targets are; one click each.

Owns the first page's looks; every figure comes from `services.overview`. The first filling waits
until the window has been painted, so that start-up does not pay for it.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.deadlines import DeadlineStatus
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.programmes import name_in_year
from danvan_desktop.domain.workflow import State
from danvan_desktop.errors import DanVanError
from danvan_desktop.services import meetings, overview, sample
from danvan_desktop.services.calendar import AgendaItem
from danvan_desktop.services.meeting_view import MeetingRow, MeetingStatus
from danvan_desktop.services.overview import Overview
from danvan_desktop.services.session import Changes
from danvan_desktop.ui import theme
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.kept_drafts import draft_lines
from danvan_desktop.ui.link_lines import LinkCard, LinkLine
from danvan_desktop.ui.moments import moment
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

_WAITS: dict[State, tuple[str, str, Tone]] = {
    State.REGISTERED: ("Đang thực hiện, chờ tự đánh giá", "evaluation", Tone.NEUTRAL),
    State.RETURNED: ("Bị trả lại, chờ đơn vị bổ sung", "registrations", Tone.WARN),
    State.STOPPED: ("Đã dừng", "follow_up", Tone.NEUTRAL),
    State.SELF_ASSESSED: ("Đã tự đánh giá, chờ thẩm định", "evaluation", Tone.WARN),
    State.APPRAISED: ("Đã thẩm định, chờ bình xét hoặc quyết định", "review", Tone.WARN),
    State.REVIEWED: ("Đã bình xét, chờ quyết định", "recognition", Tone.WARN),
    State.PROPOSED: ("Đã đề nghị, chờ cấp trên quyết định", "recognition", Tone.INFO),
    State.NOT_RECOGNISED: ("Không công nhận", "registrations", Tone.NEUTRAL),
    State.RECOGNISED: ("Đã công nhận", "recognition", Tone.GOOD),
    State.REVOKED: ("Đã thu hồi công nhận", "recognition", Tone.BAD),
}
_LATENESS = {DeadlineStatus.OVERDUE: Tone.BAD, DeadlineStatus.DUE_SOON: Tone.WARN}


class OverviewPage(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._painted = False
        self._subtitle = QLabel()
        self._sample = Banner("", Tone.INFO)
        self._none = Banner("Đơn vị chưa có chương trình nào.", Tone.WARN)
        self.due = LinkCard("Việc đến hạn", empty="")
        self.states = LinkCard("Hồ sơ theo tình trạng", empty="")
        self.missing = LinkCard(
            "Cần bổ sung", empty="Các đăng ký đã có đủ những gì chương trình yêu cầu."
        )
        self.quiet = LinkCard(
            "Hơn 90 ngày chưa có ghi chú", empty="Việc nào cũng có ghi chú trong 90 ngày qua."
        )
        self.targets = LinkCard("Chỉ tiêu", empty="Chương trình không đặt chỉ tiêu bằng số.")
        self.exchange = LinkCard("Gửi và nhận", empty="")
        self.drafts = LinkCard("Khôi phục bản nháp", empty="")
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        title = QLabel("Tổng quan")
        theme.role(title, "title")
        theme.role(self._subtitle, "soft")
        self._subtitle.setTextFormat(Qt.TextFormat.PlainText)
        self._subtitle.setWordWrap(True)
        body = QWidget()
        theme.role(body, "page")
        body.installEventFilter(self)
        column = QVBoxLayout(body)
        edge = theme.gap() * 2
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.gap())
        for widget in (title, self._subtitle, self._none, self._sample, self.drafts):
            column.addWidget(widget)
        column.addLayout(self._cards())
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        for widget in (self._none, self._sample, self.drafts):
            widget.hide()

    def _cards(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(round(theme.gap() * 1.5))
        sides: tuple[tuple[LinkCard, ...], ...] = (
            (self.due, self.states, self.exchange),
            (self.missing, self.quiet, self.targets),
        )
        for column, cards in enumerate(sides):
            side = QVBoxLayout()
            side.setSpacing(round(theme.gap() * 1.5))
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
            grid.addLayout(side, 0, column)
            grid.setColumnStretch(column, 1)
        return grid

    def _connect(self) -> None:
        self._sample.add_button("Gỡ số liệu mẫu", self._on_remove_sample)
        self._none.add_button("Thêm chương trình", self._on_no_programme)
        for card in (
            self.due,
            self.states,
            self.missing,
            self.quiet,
            self.targets,
            self.exchange,
            self.drafts,
        ):
            card.chosen.connect(self._on_chosen)

    # filling

    def reload(self, changes: Changes | None) -> None:
        """Read everything again; any change may concern this page."""
        del changes
        if self._painted:
            self.fill()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.fill)
        return False

    def fill(self) -> None:
        """Show what the services say now."""
        work = self._work
        self._none.setVisible(not work.programme_id)
        self.drafts.show_lines(draft_lines(work.session))
        self.drafts.setVisible(bool(self.drafts.shown))
        if not work.programme_id:
            return
        try:
            found = overview.overview(work.session, work.programme_id, work.year)
            name = work.programme.name
        except DanVanError as error:
            work.messages.error(self, error)
            return
        today = format_date(work.session.today())
        self._subtitle.setText(f"{name_in_year(name, work.year)} · hôm nay {today}")
        self._sample.setVisible(bool(found.sample_rows))
        self._sample.show_text(
            f"Đang có {found.sample_rows} đăng ký mẫu để làm quen; gỡ đi trước khi nhập số liệu "
            "thật.",
            Tone.INFO,
        )
        self._show(found)

    def _show(self, found: Overview) -> None:
        self.due.show_lines([_due_line(item) for item in found.due], empty=_nothing_due(found))
        self.states.show_lines(
            [
                *[_state_line(state, count) for state, count in found.states],
                *[_meeting_line(row) for row in self._open_meetings()],
            ],
            count=found.total,
            empty="Chưa có đăng ký nào. Mở mục Đăng ký để nhập hoặc dán từ Excel.",
        )
        self.missing.show_lines(
            [
                LinkLine(row.name, row.reasons[0].rstrip("."), "registrations", row.uid, Tone.WARN)
                for row in found.missing
            ],
            count=len(found.missing),
        )
        self.quiet.show_lines(
            [
                LinkLine(
                    row.registration.name,
                    f"{format_decimal(row.quiet_days or 0)} ngày",
                    "follow_up",
                    row.registration.uid,
                    Tone.WARN,
                )
                for row in found.quiet
            ],
            count=len(found.quiet),
        )
        self.targets.show_lines(
            [
                LinkLine(
                    item.target.title,
                    item.words,
                    "registrations",
                    "",
                    Tone.GOOD if item.met else Tone.NEUTRAL,
                )
                for item in found.targets
            ]
        )
        self.exchange.show_lines(_exchange_lines(found))

    def _open_meetings(self) -> list[MeetingRow]:
        work = self._work
        rows = meetings.meetings(work.session, work.programme_id, work.year)
        return [row for row in rows if row.status is MeetingStatus.OPEN]

    # clicks

    def _on_chosen(self, place: str, target: str) -> None:
        self._work.go(place, target)

    def _on_no_programme(self) -> None:
        self._work.go("settings", "programmes")

    def _on_remove_sample(self) -> None:
        work = self._work
        if not work.messages.confirm(
            self,
            "Gỡ toàn bộ số liệu mẫu của chương trình này?",
            detail="Đăng ký, đánh giá, quyết định và giấy chứng nhận mẫu bị xóa. "
            "Số liệu thật không bị động đến.",
            yes="Gỡ số liệu mẫu",
            danger=True,
        ):
            return
        if work.run(self, partial(sample.remove, work.session, work.programme_id)):
            work.say("Đã gỡ số liệu mẫu.")


def _due_line(item: AgendaItem) -> LinkLine:
    words = item.left or item.status_name
    return LinkLine(
        item.title, words, "calendar", item.key, _LATENESS.get(item.status, Tone.NEUTRAL)
    )


def _nothing_due(found: Overview) -> str:
    if found.next_due is None:
        return "Không có việc nào quá hạn hoặc đến hạn trong 7 ngày tới."
    item = found.next_due
    return f"Không có việc nào đến hạn. Sắp tới: {item.title}, {item.dates}."


def _state_line(state: State, count: int) -> LinkLine:
    words, place, tone = _WAITS.get(state, (state.label, "registrations", Tone.NEUTRAL))
    return LinkLine(words, format_decimal(count), place, "", tone)


def _meeting_line(row: MeetingRow) -> LinkLine:
    day = format_date(row.on) if row.on else ""
    return LinkLine(f"{row.name}: chưa kết thúc", day, "review", row.uid, Tone.WARN)


def _exchange_lines(found: Overview) -> list[LinkLine]:
    lines = [LinkLine("Chưa gửi lên cấp trên lần nào", "", "exchange")]
    if found.sent is not None:
        words = f"Đã gửi lần {found.sent.sequence}: {found.sent.file_name}"
        lines = [LinkLine(words, moment(found.sent.sent_at), "exchange", "", Tone.GOOD)]
    if found.received is not None:
        words = f"Nhận gần nhất: {found.received.office_name}"
        lines.append(LinkLine(words, moment(found.received.received_at), "exchange", "", Tone.GOOD))
    return lines
