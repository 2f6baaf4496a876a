"""Giving certificates under an issued decision: whose, and from which day.

Numbers are the register's own; nothing is typed here but the day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.dates import format_date
from danvan_desktop.services import certificates, recognition
from danvan_desktop.services.certificates import CertificateStatus
from danvan_desktop.services.decision_view import DecisionRow, DecisionStatus, Origin
from danvan_desktop.services.session import Changes, Session
from danvan_desktop.ui.check_list_field import CheckListField
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.workplace import Workplace


@dataclass(frozen=True)
class IssueInput:
    """Certificates to give: the decision, the day, the lines of its list."""

    decision: str
    on: date
    lines: tuple[str, ...]


def open_lines(session: Session, decision: str) -> list[tuple[str, str]]:
    """Lines of a decision that may still get a certificate: uid, and who and what."""
    given = {
        row.recognition
        for row in certificates.of_decision(session, decision)
        if row.status is CertificateStatus.VALID
    }
    return [
        (line.uid, f"{line.recipient_name} - {line.name}")
        for line in recognition.decision(session, decision).lines
        if line.uid not in given and line.revoked_on is None
    ]


def may_certify(row: DecisionRow) -> bool:
    """Whether this office gives the certificates of a decision."""
    return row.origin is Origin.OWN and row.status is DecisionStatus.ISSUED and row.own


class IssueDialog(FormDialog[IssueInput]):
    """Shown with `open()`; `given` tells afterwards which decision it was."""

    def __init__(
        self,
        parent: QWidget | None,
        work: Workplace,
        decisions: Sequence[DecisionRow],
        chosen: str = "",
    ) -> None:
        self._work = work
        self._decisions = {row.uid: row for row in decisions}
        self._shown = ""
        super().__init__(
            parent,
            work.messages,
            title="Cấp giấy chứng nhận",
            submit=self._issue,
            save_text="Ghi vào sổ cấp",
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = [(row.uid, _decision_words(row)) for row in decisions]
        self._decision = ChoiceField("decision", "Theo quyết định", words, required=True)
        self._day = DateField(
            "on", "Ngày cấp", required=True, hint="Từ ngày quyết định đến hôm nay."
        )
        self._lines = CheckListField(
            "lines",
            "Cấp cho",
            nothing="Chưa chọn người, đơn vị nào để cấp giấy chứng nhận.",
            hint="Phím cách để chọn hoặc bỏ chọn. Số giấy do sổ cấp đánh, không nhảy số.",
        )
        for field in (self._decision, self._day, self._lines):
            self.form.add(field)
        self.form.set_values({"decision": chosen or next(iter(self._decisions), None)})
        self._show_lines()
        self.begin()
        self._decision.changed.connect(self._show_lines)
        self._lines.list.setFocus()

    def _show_lines(self) -> None:
        words = self._decision.text()
        row = next((one for one in self._decisions.values() if _decision_words(one) == words), None)
        if row is None or row.uid == self._shown:
            return
        self._shown = row.uid
        self._day.set_value(row.date)
        self._lines.set_choices(open_lines(self._work.session, row.uid))

    def input(self, values: dict[str, Any]) -> IssueInput:
        return IssueInput(**values)

    def _issue(self, given: IssueInput) -> Changes:
        return certificates.issue(self._work.session, given.decision, given.lines, on=given.on)


def _decision_words(row: DecisionRow) -> str:
    day = format_date(row.date) if row.date else ""
    return f"Số {row.number_text} ngày {day} - {row.issuer_name}"
