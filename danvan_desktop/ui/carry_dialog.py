"""Registering what goes on for another year: chosen, adjusted and saved in one dialog.

    dialog = CarryDialog(self, work, from_year=2026, chosen=[uids])
    if dialog.ask() is not None: ...

Which year a line goes into is chosen on top; everything is saved together or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.services import carry_over
from danvan_desktop.services.carry_over import CarryLine
from danvan_desktop.services.session import Changes
from danvan_desktop.ui import theme
from danvan_desktop.ui.carry_field import CarryField
from danvan_desktop.ui.choice_field import ChoiceField, pick_width
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.workplace import Workplace


@dataclass(frozen=True)
class CarryInput:
    """Into which year, on which day, and what."""

    year: int
    registered_on: date | None
    lines: tuple[CarryLine, ...]


class CarryDialog(FormDialog[CarryInput]):
    """See the module's text. `result_value` is the `Changes` of what was saved."""

    def __init__(
        self,
        parent: QWidget | None,
        work: Workplace,
        *,
        from_year: int,
        to_year: int = 0,
        chosen: Sequence[str] = (),
    ) -> None:
        super().__init__(
            parent,
            work.messages,
            title=f"Đăng ký duy trì mô hình của năm {from_year}",
            submit=self._save,
            save_text="Đăng ký duy trì",
        )
        self._work = work
        self._from = from_year
        self._shown = 0
        self._chosen = chosen
        years = carry_over.years_after(work.programme, from_year)
        self._year = ChoiceField(
            "year", "Sang năm", [(year, str(year)) for year in years], required=True
        )
        self._lines = CarryField("lines", "Mô hình, điển hình tiếp tục")
        hint = "Để trống nếu chưa đăng ký lại."
        self.form.add_row(
            pick_width(self._year, 14), DateField("registered_on", "Ngày đăng ký", hint=hint)
        )
        self.form.add(self._lines)
        self.form.set_values({"year": to_year or years[0]})
        self._show_lines()
        self.begin()
        self.widen(theme.chars(150))
        self._year.changed.connect(self._show_lines)
        self._lines.table.setFocus()

    def _show_lines(self) -> None:
        """What may go on into the chosen year; another year brings other lines."""
        text = self._year.text()
        if not text.isdigit() or int(text) == self._shown:
            return
        self._shown = int(text)
        work = self._work
        rows = carry_over.choices(work.session, work.programme_id, self._from, self._shown)
        self._lines.set_rows(rows, self._chosen)

    def input(self, values: dict[str, Any]) -> CarryInput:
        return CarryInput(**values)

    def _save(self, given: CarryInput) -> Changes:
        work = self._work
        return carry_over.carry(
            work.session, work.programme_id, given.year, given.lines, given.registered_on
        )
