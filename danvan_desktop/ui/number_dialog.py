"""Typing in number and date of a decision after it was signed, or correcting them with a reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from danvan_desktop.errors import FieldError
from danvan_desktop.services import papers, recognition
from danvan_desktop.services.decision_view import DecisionStatus, DecisionView, Origin
from danvan_desktop.services.paper_signs import Signs
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.services.session import Changes
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.dialogs import Banner, FormDialog
from danvan_desktop.ui.fields import LineField, TextField
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

_OLD_PAPER = (
    "Chỉ ghi như vậy khi quyết định này có trước tờ trình, như quyết định cũ nay mới nhập vào máy."
)
_SIGNED = "Ghi người ký theo văn bản đã ký."


@dataclass(frozen=True)
class NumberInput:
    """What stands on the signed paper."""

    number: str
    date: date
    signer: str = ""
    position: str = ""
    reason: str = ""


class NumberDialog(FormDialog[NumberInput]):
    """Shown with `open()`. A draft also needs the signer that was left open in it."""

    def __init__(self, parent: QWidget | None, work: Workplace, view: DecisionView) -> None:
        self._view = view
        self.uid = view.row.uid
        self._work = work
        self._correcting = view.row.status is DecisionStatus.ISSUED
        super().__init__(
            parent,
            work.messages,
            title="Đính chính số, ngày quyết định" if self._correcting else "Nhập số, ngày",
            submit=self._save,
            save_text="Đính chính" if self._correcting else "Ban hành",
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        number = LineField("number", "Số quyết định", required=True, limit=60)
        self._day = DateField("date", "Ngày quyết định", required=True)
        self.form.add_row(number, self._day)
        if self._correcting:
            self.form.add(TextField("reason", "Lý do đính chính", required=True, limit=1000))
        elif view.row.body:
            self.form.add_row(
                LineField("signer", "Người ký", required=True, limit=100),
                LineField("position", "Chức vụ người ký", required=True, limit=100),
            )
        self.doubt = Banner("", Tone.WARN)
        self.doubt.hide()
        self.show_over_form(self.doubt)
        self.form.set_values(self._first_values())
        self.begin()
        self._day.changed.connect(self._on_day)
        self._on_day()
        number.setFocus()

    def _first_values(self) -> dict[str, Any]:
        view = self._view
        if self._correcting:
            return {"number": view.row.number, "date": view.row.date}
        values: dict[str, Any] = {"date": view.row.date or self._work.session.today()}
        if view.row.number:  # it was issued before and opened again: the number stays
            values["number"] = view.row.number
        return values | {"signer": view.signer, "position": view.position}

    def _on_day(self) -> None:
        """Say what follows from the day: the series it falls into, and what speaks against it."""
        try:
            day = self._day.value() or self._work.session.today()
        except FieldError:
            return
        self._show_last(day)
        words = recognition.doubt_about_day(self.uid, day)
        self.doubt.show_text(f"{words} {_OLD_PAPER}", Tone.WARN)
        if words and self.doubt.isHidden():
            self.resize(self.width(), self.height() + self.doubt.sizeHint().height())
        self.doubt.setVisible(bool(words))

    def _show_last(self, day: date) -> None:
        """The highest number of the series of that day, beside the empty field."""
        session, row = self._work.session, self._view.row
        last = recognition.last_number(session, row.uid, day)
        words = f"Số gần nhất đã dùng: {last}." if last else "Chưa có quyết định nào trước đó."
        ways = dict.fromkeys(("05", Signs(session).of(PaperKind.DECISION, row.body, "05", day)))
        self.form["number"].set_hint(f"{words} Nhập như {' hoặc '.join(ways)}.")

    def accept(self) -> None:
        """As usual, after asking where something speaks against the day."""
        if self.doubt.isHidden() or self._work.messages.confirm(
            self, f"Vẫn ghi ngày {self._day.text()}?", detail=_OLD_PAPER, yes="Vẫn ghi ngày này"
        ):
            super().accept()

    def input(self, values: dict[str, Any]) -> NumberInput:
        return NumberInput(**values)

    def _save(self, given: NumberInput) -> Changes:
        session, view = self._work.session, self._view
        if not self._correcting and (given.signer, given.position) != (view.signer, view.position):
            draft = replace(
                view.draft(),
                signer=given.signer,
                position=given.position,
                override_reason=_SIGNED,  # asked for again only where it was needed before
            )
            recognition.edit_decision(session, view.row.uid, draft)
        if view.row.origin is Origin.OWN:  # a paper that cannot be drawn gets no number
            papers.decision(session, view.row.uid)
        return recognition.set_number_and_date(
            session,
            view.row.uid,
            given.number,
            given.date,
            reason=given.reason,
            older=not self.doubt.isHidden(),
        )
