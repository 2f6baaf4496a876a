"""What a programme's paper leaves open, and the office's answers, each in the dialog it needs."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from danvan_desktop.services import adoption, authority, calendar, certificates, gaps, units
from danvan_desktop.services.authority import OfficeAuthority
from danvan_desktop.services.calendar import AgendaItem
from danvan_desktop.services.gaps import GapKind, GapRow
from danvan_desktop.services.session import Changes
from danvan_desktop.ui import theme
from danvan_desktop.ui.deadline_dialogs import OwnDateDialog, OwnDateInput
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.gap_dialogs import AuthorityDialog, WordsDialog
from danvan_desktop.ui.settings_section import button
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

GAPS: tuple[Column[GapRow], ...] = (
    Column("question", "Văn bản không nêu", lambda row: row.question, width=52),
    Column(
        "answer",
        "Đơn vị tự đặt",
        lambda row: row.answer or row.said or "chưa đặt",
        width=42,
        icon=lambda row: Tone.NEUTRAL if row.is_open else Tone.GOOD,
    ),
    Column("source", "Nguồn", lambda row: row.source, width=20),
)


class GapsView(QWidget):
    """See the module's text. `targets_wanted`: the gap is answered where the targets stand."""

    targets_wanted = Signal()

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._programme_id = ""
        self._model: RowsModel[GapRow] = RowsModel(GAPS, row_key=_key)
        self.table = DataTable(
            self._model,
            name="settings.gaps",
            store=work.store,
            empty=Empty("Văn bản nêu đủ", "Không có điều nào phải tự đặt."),
            filter_hint="Lọc",
        )
        self.answer_button = button("Đặt...", self._on_answer, icon="edit", tip="Đặt (F2)")
        self.clear_button = button("Bỏ đặt", self._on_clear)
        self.table.bar.addWidget(self.answer_button)
        self.table.bar.addWidget(self.clear_button)
        self.table.selection_changed.connect(self._on_gap)
        self.table.opened.connect(self._on_answer)
        self.table.add_action("Đặt...", self._on_answer, icon="edit", shortcut="F2")
        self.table.add_action("Bỏ đặt", self._on_clear)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.gap(), 0, 0)
        layout.addWidget(self.table)

    def show_programme(self, programme_id: str) -> int:
        """List the gaps of an adopted programme; how many the office has not answered."""
        self._programme_id = programme_id
        found = gaps.gaps(self._work.session, programme_id)
        self._model.set_rows(found)
        self._on_gap()
        return sum(row.is_open for row in found)

    def _gap(self) -> GapRow | None:
        return next(iter(self.table.selected_rows()), None)

    def _on_gap(self) -> None:
        gap = self._gap()
        writable = not self._work.session.view_only
        self.answer_button.setEnabled(gap is not None and writable)
        here = gap is not None and gap.kind not in (GapKind.DEADLINE, GapKind.TARGETS)
        self.clear_button.setEnabled(bool(gap and gap.answer) and here and writable)

    def _on_answer(self) -> None:
        gap = self._gap()
        if gap is None:
            return
        answers = {
            GapKind.AUTHORITY: self._on_authority,
            GapKind.CERTIFICATES: self._on_certificates,
            GapKind.DEADLINE: self._on_deadline,
            GapKind.TARGETS: self.targets_wanted.emit,
            GapKind.WORDS: self._on_words,
        }
        answers[gap.kind]()

    def _on_authority(self) -> None:
        work, programme_id = self._work, self._programme_id
        plan = adoption.programme(work.session, programme_id)
        own = units.offered_bodies(work.session)
        dialog = AuthorityDialog(
            self, work.messages, plan, own, partial(self._add_authority, programme_id)
        )
        if dialog.ask():
            work.broadcast(dialog.result_value)

    def _add_authority(self, programme_id: str, given: OfficeAuthority) -> Changes:
        """The new answer takes the place of an earlier one for the same body and level."""
        session = self._work.session
        kept = [
            one
            for one in authority.answers(session, programme_id)
            if (one.body, one.level) != (given.body, given.level)
        ]
        return authority.set_answers(session, programme_id, [*kept, given])

    def _on_certificates(self) -> None:
        work = self._work
        choices = ["Có cấp giấy chứng nhận", "Không cấp"]
        chosen = work.messages.choose(self, "Đơn vị có cấp giấy chứng nhận không?", choices)
        if chosen is None:
            return
        use = partial(certificates.set_wanted, work.session, self._programme_id, chosen == 0)
        work.run(self, use)

    def _on_deadline(self) -> None:
        """The deadline that the gap names; the calendar when it means them all."""
        gap, work = self._gap(), self._work
        item = self._deadline(gap.key.partition(".")[2]) if gap else None
        if item is None:
            work.go("calendar", "")
            return
        dialog = OwnDateDialog(self, work.messages, item, partial(self._set_date, item))
        if dialog.ask() is not None:
            work.broadcast(dialog.result_value)
            work.say("Đã đặt ngày của đơn vị.")

    def _deadline(self, code: str) -> AgendaItem | None:
        """Its next occurrence, for the year of the window where there is one."""
        session = self._work.session
        plan = adoption.programme(session, self._programme_id)
        start, end = date(plan.first_year, 1, 1), date(plan.last_year, 12, 31)
        found = [
            item for item in calendar.agenda(session, plan.id, start, end) if item.code == code
        ]
        now = [item for item in found if item.key.endswith(f"@{self._work.year}")]
        return next(iter(now or found), None)

    def _set_date(self, item: AgendaItem, given: OwnDateInput) -> Changes:
        name = item.code if given.every_year else item.key
        return calendar.set_date(
            self._work.session, item.programme_id, name, given.due, given.boundary
        )

    def _on_words(self) -> None:
        gap, programme_id = self._gap(), self._programme_id
        if gap is None:
            return
        work = self._work
        submit = partial(gaps.set_words, work.session, programme_id, gap.key)
        dialog = WordsDialog(self, work.messages, gap, submit)
        if dialog.ask() is not None:
            work.broadcast(dialog.result_value)

    def _on_clear(self) -> None:
        gap, programme_id = self._gap(), self._programme_id
        if gap is None or not gap.answer:
            return
        session = self._work.session
        clear = {
            GapKind.AUTHORITY: partial(authority.set_answers, session, programme_id, []),
            GapKind.CERTIFICATES: partial(certificates.set_wanted, session, programme_id, None),
            GapKind.WORDS: partial(gaps.set_words, session, programme_id, gap.key, ""),
        }.get(gap.kind)
        if clear is not None:
            self._work.run(self, clear)


def _key(row: GapRow) -> str:
    return row.key
