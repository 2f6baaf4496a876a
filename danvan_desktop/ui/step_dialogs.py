"""A small dialog for a step of a registration: its day and reason.

Own asking only; what a step means and when it may be taken is `domain/workflow`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.errors import FieldError
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.fields import TextField
from danvan_desktop.ui.messages import Messages

REASON_LIMIT = 1_000


@dataclass(frozen=True)
class StepInput:
    """When a step was taken, and why."""

    on: date
    reason: str


class StepDialog(FormDialog[StepInput]):
    """Asks for day and reason; the reason is needed where `reason_needed`."""

    def __init__(
        self,
        parent: QWidget | None,
        messages: Messages,
        *,
        title: str,
        about: str,
        today: date,
        reason_needed: bool = True,
        submit: Callable[[StepInput], Any] | None = None,
    ) -> None:
        super().__init__(parent, messages, title=title, submit=submit, save_text=title)
        self._today = today
        self.form.add(
            TextField(
                "reason",
                "Lý do",
                required=reason_needed,
                limit=REASON_LIMIT,
                hint=f"{about} Lý do được lưu cùng hồ sơ và in trong lịch sử.",
            )
        )
        self.form.add(DateField("on", "Ngày ghi nhận", required=True))
        self.form.set_values({"on": today})
        self.begin()

    def input(self, values: dict[str, Any]) -> StepInput:
        if values["on"] > self._today:
            raise FieldError("on", "Ngày ghi nhận không thể ở tương lai.")
        return StepInput(**values)
