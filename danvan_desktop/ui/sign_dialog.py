"""Typing in number and date of a paper as the clerk gave them, once it was signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from danvan_desktop.errors import FieldError
from danvan_desktop.services import paper_desk
from danvan_desktop.services.paper_desk import Draft
from danvan_desktop.services.paper_signs import Signs
from danvan_desktop.services.paper_wordings import PROPOSER
from danvan_desktop.services.session import Changes
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.fields import LineField
from danvan_desktop.ui.workplace import Workplace


@dataclass(frozen=True)
class Signed:
    """What stands on the signed paper; `number` is empty for minutes and forms."""

    day: date
    number: str = ""
    signer: str = ""


class SignDialog(FormDialog[Signed]):
    """Shown with `open()`. The next number of the series is proposed; a taken one is refused."""

    def __init__(self, parent: QWidget | None, work: Workplace, draft: Draft) -> None:
        self._work = work
        self._draft = draft
        self._proposed = ""
        numbered = draft.spec.numbered
        super().__init__(
            parent,
            work.messages,
            title="Nhập số, ngày" if numbered else "Nhập ngày ký",
            submit=self._save,
            save_text="Ghi nhận đã ký",
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._day = DateField("date", "Ngày ký", required=True)
        if numbered:
            self.form.add_row(LineField("number", "Số văn bản", required=True, limit=60), self._day)
        else:
            self.form.add(self._day)
        if "signer" in draft.texts:
            self.form.add(LineField("signer", "Người ký", required=True, limit=200))
            self.form["signer"].set_value(draft.texts["signer"])
        self._day.set_value(draft.day or work.session.today())
        self._propose()
        self.begin()
        self._day.changed.connect(self._propose)
        next(iter(self.form)).setFocus()

    def _propose(self) -> None:
        """The next number of the series of that day, unless another one was typed."""
        if not self._draft.spec.numbered:
            return
        try:
            day = self._day.value() or self._work.session.today()
        except FieldError:
            return
        field = self.form["number"]
        following = paper_desk.next_number(self._work.session, self._draft, day)
        if field.text() == self._proposed:
            field.set_value(following)
            self._proposed = following
        request = self._draft.request
        council = self._draft.texts.get(PROPOSER.key, "")
        signs = Signs(self._work.session)
        sign = signs.of(request.kind, request.body, following, day, council)
        field.set_hint(f"Số tiếp theo trong sổ: {sign}.")

    def input(self, values: dict[str, Any]) -> Signed:
        return Signed(values["date"], values.get("number", ""), values.get("signer", ""))

    def _save(self, given: Signed) -> Changes:
        return paper_desk.sign(
            self._work.session, self._draft.uid, given.number, given.day, signer=given.signer
        )
