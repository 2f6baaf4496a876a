"""The targets of a programme: the paper's figure and the office's own beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.programmes import Target
from danvan_desktop.services import adoption, target_settings
from danvan_desktop.services.programme_outline import SET_BY_OFFICE
from danvan_desktop.ui import theme
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.fields import NumberField
from danvan_desktop.ui.messages import Messages
from danvan_desktop.ui.settings_section import button
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.workplace import Workplace


@dataclass(frozen=True)
class TargetLine:
    """A target of the paper with the office's figure, None where it set none."""

    target: Target
    own: Decimal | None

    @property
    def written(self) -> str:
        return figure(self.target.at_least, self.target.unit)

    @property
    def set_here(self) -> str:
        return figure(self.own, self.target.unit) if self.own is not None else ""


def figure(number: Decimal | None, unit: str) -> str:
    """ "từ 50 %"; words for a figure that nobody gave."""
    return "không nêu số" if number is None else f"từ {format_decimal(number)} {unit}"


COLUMNS: tuple[Column[TargetLine], ...] = (
    Column("title", "Chỉ tiêu", lambda line: line.target.title, width=58),
    Column("written", "Văn bản ghi", lambda line: line.written, width=20),
    Column("own", "Đơn vị tự đặt", lambda line: line.set_here, width=20),
    Column("who", "Ai thực hiện", lambda line: line.target.who, width=30),
    Column(
        "source",
        "Nguồn",
        lambda line: SET_BY_OFFICE if line.target.set_by_office else line.target.source,
        width=24,
    ),
)


class TargetDialog(FormDialog[Decimal | None]):
    """The office's own figure; an empty field goes back to the paper's."""

    def __init__(
        self,
        parent: QWidget | None,
        messages: Messages,
        line: TargetLine,
        submit: Callable[[Decimal | None], Any],
    ) -> None:
        super().__init__(parent, messages, title="Con số của đơn vị", submit=submit)
        target = line.target
        self.form.add(
            NumberField(
                "at_least",
                target.title,
                unit=target.unit,
                hint=f"Văn bản ghi: {line.written}. Để trống để theo văn bản.",
            )
        )
        self.form.set_values({"at_least": line.own})
        self.begin()

    def input(self, values: dict[str, Any]) -> Decimal | None:
        given: Decimal | None = values["at_least"]
        return given


class TargetsView(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._programme_id = ""
        self._model: RowsModel[TargetLine] = RowsModel(COLUMNS, row_key=_code)
        self.table = DataTable(
            self._model,
            name="settings.targets",
            store=work.store,
            empty=Empty("Chương trình này không nêu chỉ tiêu", "", "target"),
            filter_hint="Lọc",
        )
        self.set_button = button("Đặt con số...", self._on_set, icon="edit")
        self.table.bar.addWidget(self.set_button)
        self.table.add_action("Đặt con số...", self._on_set, icon="edit", shortcut="F2")
        self.table.opened.connect(self._on_set)
        self.table.selection_changed.connect(self._on_selection)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.gap(), 0, 0)
        layout.addWidget(self.table)

    def show_programme(self, programme_id: str) -> None:
        """List the targets of an adopted programme."""
        self._programme_id = programme_id
        session = self._work.session
        own = target_settings.own_figures(session, programme_id)
        plan = adoption.programme(session, programme_id)
        lines = [TargetLine(target, own.get(target.code)) for target in plan.targets]
        self._model.set_rows(lines)
        self._on_selection()

    def _on_selection(self) -> None:
        one = len(self.table.selected_rows()) == 1
        self.set_button.setEnabled(one and not self._work.session.view_only)

    def _on_set(self) -> None:
        rows = self.table.selected_rows()
        if len(rows) != 1 or self._work.session.view_only:
            return
        code = rows[0].target.code
        save = partial(target_settings.set_figure, self._work.session, self._programme_id, code)
        dialog = TargetDialog(self, self._work.messages, rows[0], save)
        dialog.ask()
        if dialog.result_value is not None:
            self._work.broadcast(dialog.result_value)
            self._work.say("Đã lưu con số của đơn vị.")


def _code(line: TargetLine) -> str:
    return line.target.code
