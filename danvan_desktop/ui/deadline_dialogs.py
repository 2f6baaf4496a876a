"""The two dialogs of a deadline: that it was met, and the office's own date for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.deadlines import Boundary
from danvan_desktop.errors import FieldError
from danvan_desktop.services.calendar import AgendaItem
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.fields import LineField
from danvan_desktop.ui.messages import Messages

BOUNDARIES = (
    (Boundary.BEFORE, "Trước ngày đó (chính ngày đó là muộn)"),
    (Boundary.BY, "Chậm nhất ngày đó (chính ngày đó còn đúng hạn)"),
    (Boundary.AROUND, "Dịp ngày đó (không tính muộn)"),
)


@dataclass(frozen=True)
class DoneInput:
    """When a deadline was met, and a note."""

    done_on: date
    note: str


class DoneDialog(FormDialog[DoneInput]):
    """Đánh dấu đã xong: the day and a note."""

    def __init__(
        self,
        parent: QWidget | None,
        messages: Messages,
        item: AgendaItem,
        today: date,
        submit: Callable[[DoneInput], Any],
    ) -> None:
        super().__init__(
            parent,
            messages,
            title=f"Đã xong: {item.title}",
            submit=submit,
            save_text="Đánh dấu đã xong",
        )
        last = item.last_on_time
        hint = f"Ngày cuối đúng hạn: {format_date(last)}" if last else ""
        self.form.add(DateField("done_on", "Ngày hoàn thành", required=True, hint=hint))
        self.form.add(
            LineField("note", "Ghi chú", limit=250, placeholder="Ví dụ: số, ngày công văn đã gửi")
        )
        self.form.set_values({"done_on": item.done_on or today, "note": item.note})
        self.begin()

    def input(self, values: dict[str, Any]) -> DoneInput:
        return DoneInput(values["done_on"], values["note"])


@dataclass(frozen=True)
class OwnDateInput:
    """The office's own rule for a deadline; `due` and `boundary` None: back to the paper."""

    every_year: bool
    due: date | None
    boundary: Boundary | None


class OwnDateDialog(FormDialog[OwnDateInput]):
    """Đặt ngày của đơn vị: a date, how it binds, for this year alone or every year."""

    def __init__(
        self,
        parent: QWidget | None,
        messages: Messages,
        item: AgendaItem,
        submit: Callable[[OwnDateInput], Any],
    ) -> None:
        super().__init__(parent, messages, title=f"Ngày của đơn vị: {item.title}", submit=submit)
        self.form.add_row(
            DateField("due", "Ngày", hint=f"Văn bản ghi: {item.wording}"),
            ChoiceField("boundary", "Cách tính", BOUNDARIES),
        )
        choices = [(False, "Chỉ lần này")]
        if "@" in item.key:
            choices.append((True, "Mọi lần của mốc này"))
        self.form.add(ChoiceField("every_year", "Áp dụng cho", choices, required=True))
        known = item.boundary if item.boundary in dict(BOUNDARIES) else Boundary.BY
        self.form.set_values({"due": item.due, "boundary": known, "every_year": False})
        self.back_button = QPushButton("Trở về ngày của văn bản")
        self.back_button.setAutoDefault(False)
        self.back_button.setEnabled(item.changed_by_office)
        self.buttons.insertWidget(0, self.back_button)
        self.back_button.clicked.connect(self._on_back)
        self._give_back = False
        self.begin()

    def input(self, values: dict[str, Any]) -> OwnDateInput:
        if self._give_back:
            return OwnDateInput(bool(values["every_year"]), None, None)
        if values["due"] is None:
            raise FieldError("due", "Chưa nhập ngày.")
        return OwnDateInput(bool(values["every_year"]), values["due"], values["boundary"])

    def _on_back(self) -> None:
        self._give_back = True
        self.accept()
        self._give_back = False
