"""An initiative over the years: a line of years on top, all that happened below it.

Owns showing; what happened is put together by `services/initiative_years`.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from danvan_desktop.domain.dates import format_date
from danvan_desktop.services.initiative_years import Happening, InitiativeView, YearLine, YearView
from danvan_desktop.ui import theme
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.steps import Step, StepsLine, StepState
from danvan_desktop.ui.stores import SettingsStore
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.theme import Tone

_TONES = {
    Happening.RECOGNISED: Tone.GOOD,
    Happening.CERTIFICATE: Tone.GOOD,
    Happening.AWARD: Tone.GOOD,
    Happening.REVOKED: Tone.BAD,
}


@dataclass(frozen=True)
class _Line:
    year: YearView
    line: YearLine

    @property
    def what(self) -> str:
        return f"{self.year.title_name} ({self.year.newness.label.lower()})"


COLUMNS: tuple[Column[_Line], ...] = (
    Column("year", "Năm", lambda row: str(row.year.year), width=8),
    Column("title", "Danh hiệu", lambda row: row.what, width=34, spare=True),
    Column(
        "kind",
        "Việc",
        lambda row: row.line.kind.value,
        width=22,
        icon=lambda row: _TONES.get(row.line.kind, Tone.INFO),
    ),
    Column(
        "on",
        "Ngày",
        lambda row: format_date(row.line.on) if row.line.on else "",
        width=14,
        sort_key=lambda row: row.line.on.isoformat() if row.line.on else "",
    ),
    Column("words", "Nội dung", lambda row: row.line.words, width=60),
)


class YearsView(QWidget):
    """See the module's text."""

    def __init__(self, store: SettingsStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel()
        self.steps = StepsLine()
        self.model: RowsModel[_Line] = RowsModel(COLUMNS)
        self.table: DataTable[_Line] = DataTable(
            self.model,
            name="initiative_years",
            store=store,
            empty=Empty("Chưa có gì được ghi lại", "", "history"),
            filter_hint="Lọc theo năm, việc, nội dung (không cần gõ dấu)",
        )
        theme.role(self.words, "soft")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.gap(), 0, 0)
        layout.setSpacing(theme.gap())
        layout.addWidget(self.words)
        layout.addWidget(self.steps)
        layout.addWidget(self.table, 1)

    def show_initiative(self, view: InitiativeView) -> None:
        """Replace what is shown."""
        self.words.setText(view.words)
        self.steps.show_steps([_step(year) for year in view.years])
        self.model.set_rows([_Line(year, line) for year in view.years for line in year.lines])


def _step(year: YearView) -> Step:
    """A year of the line: recognised, halted, or how far it came."""
    state = StepState.NOW
    if year.halted:
        state = StepState.STOPPED
    elif year.recognised:
        state = StepState.DONE
    words = "Công nhận, khen thưởng" if year.recognised and year.awarded else year.state_words
    return Step(str(year.year), state, words, f"{year.title_name}: {year.state_words}")
