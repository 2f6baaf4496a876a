"""Step 4, “Kết luận”: when it ended, what was concluded, the minutes, and closing the meeting.

Says before closing what it will do, and what still stands against it. Closing, opening again and
the second round are `services/meeting_closing`'s.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.meeting_results import Result
from danvan_desktop.errors import DanVanError, FieldError
from danvan_desktop.services import meeting_closing, meetings
from danvan_desktop.services.meeting_closing import Problem
from danvan_desktop.services.meeting_view import MeetingStatus, MeetingView
from danvan_desktop.ui import meeting_papers, theme
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.fields import LineField, TextField
from danvan_desktop.ui.form import Form
from danvan_desktop.ui.link_lines import LinkCard, LinkLine
from danvan_desktop.ui.meeting_dialog import draft_of
from danvan_desktop.ui.meeting_step import MeetingStep
from danvan_desktop.ui.settings_section import button
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

_MOST_LINES = 4
"""So many of what stands against closing are named; the heading tells how many there are."""
_LEFT_EMPTY = "Để trống thì biên bản ghi kết luận theo kết quả biểu quyết."


class ConclusionPart(MeetingStep):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__(work)
        self.state = Banner("", Tone.INFO)
        self.form = Form()
        self.results = QLabel()
        self.against = LinkCard("Còn phải xem trước khi kết thúc", empty="")
        self._meeting = ""
        self._assemble()
        self.against.chosen.connect(self._on_problem)

    def _assemble(self) -> None:
        self.form.add(LineField("ends", "Kết thúc lúc", limit=20, placeholder="10h30"))
        self.form.add(TextField("opening", "Khai mạc, báo cáo, thảo luận chung", lines=2))
        self.form.add(TextField("conclusion", "Kết luận của chủ trì", lines=3, hint=_LEFT_EMPTY))
        self.form["ends"].setMaximumWidth(theme.chars(24))
        self.form.finish()
        theme.role(self.results, "strong")
        self.results.setWordWrap(True)
        card = QFrame()
        theme.role(card, "card")
        inner = QVBoxLayout(card)
        edge = round(theme.gap() * 1.5)
        inner.setContentsMargins(edge, edge, edge, edge)
        inner.addWidget(self.results)
        inner.addWidget(self.form, 1)
        self.minutes_button = button(
            "Xem, in biên bản", self.on_minutes, icon="print", tip="Biên bản họp bình xét (Ctrl+P)"
        )
        self.minutes_button.setAutoDefault(True)
        self.reopen_button = button("Mở lại cuộc họp...", self._on_reopen, icon="return")
        self.second_button = button("Lập cuộc họp vòng hai", self._on_second, icon="add")
        row = QHBoxLayout()
        for one in (self.minutes_button, self.second_button, self.reopen_button):
            row.addWidget(one)
        row.addStretch(1)
        inner.addLayout(row)
        for widget in (self.state, self.against):
            self.rows.addWidget(widget)
        self.rows.addWidget(card, 1)

    # what the desk calls

    def show_view(self, view: MeetingView) -> None:
        typed = self._meeting == view.row.uid and self.form.is_changed()
        self.view, self._meeting = view, view.row.uid
        if not typed or not view.open:
            self.form.set_values(
                {"ends": view.row.ends, "opening": view.opening, "conclusion": view.conclusion}
            )
        self.form.set_read_only(not self.writable)
        self.results.setText(result_words(view))
        self._show_state(view)

    def _show_state(self, view: MeetingView) -> None:
        found: tuple[Problem, ...] = ()
        if view.open:
            found = meeting_closing.problems(self.work.session, view.row.uid)
        lines = [
            LinkLine(one.what, "", "review", one.item, Tone.WARN) for one in found[:_MOST_LINES]
        ]
        self.against.show_lines(lines, count=len(found))
        self.against.setVisible(bool(found))
        self.state.setVisible(not found)
        words = _state_words(view)
        if view.open and meeting_papers.outdated_minutes(self.work, view.row.uid):
            words += " Biên bản in trước khi mở lại không còn đúng."
        self.state.show_text(words, Tone.INFO if view.open else Tone.GOOD)
        closed = view.row.status is MeetingStatus.CLOSED
        writable = not self.work.session.view_only
        self.reopen_button.setVisible(not view.open)
        self.reopen_button.setEnabled(writable)
        left = meeting_closing.second_round_items(view) if closed else ()
        self.second_button.setVisible(bool(left))
        self.second_button.setEnabled(writable)

    def take_focus(self) -> None:
        if self.writable:
            self.form["ends"].setFocus()
        else:
            self.minutes_button.setFocus()

    def leave(self) -> bool:
        """Keep ending time and conclusion of an open meeting."""
        if not self.writable or self.view is None or not self.form.is_changed():
            return True
        try:
            draft = replace(draft_of(self.view), **self.form.values())
            changes = meetings.edit_meeting(self.work.session, self._meeting, draft)
        except DanVanError as error:
            if not isinstance(error, FieldError) or not self.form.show_problem(error):
                self.work.messages.error(self, error)
            return False
        self.form.mark_saved()
        self.work.broadcast(changes)
        return True

    @property
    def next_words(self) -> str:
        if self.view is None or not self.view.open:
            return "Tiếp tục"
        return "Kết thúc cuộc họp" if self.view.quorate else "Kết thúc, không đủ thành phần"

    def go_on(self) -> bool:
        if self.view is None or not self.view.open:
            return True
        if self.writable and self.leave():
            self._close(self.view)
        return False

    # closing and opening again

    def _close(self, view: MeetingView) -> None:
        found = meeting_closing.problems(self.work.session, view.row.uid)
        if view.quorate and found:
            self.do(meeting_closing.close_meeting, view.row.uid)  # says what stands against it
            return
        if not self.work.messages.confirm(
            self,
            f"Kết thúc {view.row.name.lower()}?",
            detail=closing_words(view),
            yes="Kết thúc cuộc họp",
        ):
            return
        service = (
            meeting_closing.close_meeting if view.quorate else meeting_closing.close_without_quorum
        )
        if self.do(service, view.row.uid):
            self.work.say("Đã kết thúc cuộc họp. In biên bản để ký.")
            self.minutes_button.setFocus()
            meeting_papers.keep_minutes(self.work, self, view.row.uid)

    def _on_reopen(self) -> None:
        reason = self.work.messages.ask_reason(
            self,
            "Mở lại cuộc họp",
            "Vì sao mở lại? Kết quả đã ghi vào hồ sơ được rút lại, biên bản đã in không còn đúng.",
            yes="Mở lại",
        )
        if reason and self.do(meeting_closing.reopen_meeting, self._meeting, reason):
            self.work.say("Đã mở lại cuộc họp; các số đã nhập vẫn còn.")

    def _on_second(self) -> None:
        view = self.view
        if view is None:
            return
        left = meeting_closing.second_round_items(view)
        plan = partial(meeting_closing.plan_second_round, self.work.session, view.row.uid)
        if changes := self.work.run(self, plan):
            self.work.say(f"Đã lập cuộc họp vòng hai với {len(left)} mục.")
            self.work.go("review", changes.uid)

    def on_minutes(self) -> None:
        """Show the minutes as they stand."""
        if self.view is not None and self.leave():
            meeting_papers.show(meeting_papers.MINUTES, self.work, self, self._meeting)

    def _on_problem(self, place: str, target: str) -> None:
        self.work.go(place, target or self._meeting)


def result_words(view: MeetingView) -> str:
    """How many items ended in which way."""
    found = Counter(item.result for item in view.standing)
    parts = [f"{result.label}: {found[result]}" for result in Result if found[result]]
    open_items = found[None]
    if open_items:
        parts.append(f"chưa kết luận: {open_items}")
    words = "; ".join(parts)
    return words[:1].upper() + words[1:] or "Chưa có nội dung nào được bình xét."


def closing_words(view: MeetingView) -> str:
    """What closing will do."""
    if not view.quorate:
        return (
            f"{view.quorum_words} Cuộc họp được kết thúc không có kết quả; các đăng ký giữ "
            "nguyên và có thể đưa vào cuộc họp khác."
        )
    return (
        f"{result_words(view)}. Kết quả được ghi vào hồ sơ từng đăng ký. Thành phần, nội dung, "
        "số phiếu và biên bản được khóa; muốn sửa phải mở lại kèm lý do."
    )


def _state_words(view: MeetingView) -> str:
    if view.open:
        return "Đã đủ để kết thúc: xem biên bản, rồi bấm “Kết thúc cuộc họp”."
    day = format_date(view.row.closed_on) if view.row.closed_on else ""
    if view.row.status is MeetingStatus.NOT_HELD:
        return f"Đã kết thúc ngày {day} vì không đủ thành phần, không có kết quả."
    return f"Đã kết thúc ngày {day}. Kết quả đã ghi vào hồ sơ; nội dung cuộc họp đã khóa."
