"""Declared interests: of one assessor in a list, and the form for one more.

Keeping and withdrawing them is `services/interests`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.dates import format_date
from danvan_desktop.services import interests, registration_list
from danvan_desktop.services.interests import InterestRow
from danvan_desktop.services.panels import AssessorRow
from danvan_desktop.services.session import Changes
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.fields import TextField
from danvan_desktop.ui.messages import Messages
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

COLUMNS: tuple[Column[InterestRow], ...] = (
    Column("registration", "Mô hình, điển hình", lambda row: row.registration_name, width=40),
    Column("reason", "Lý do", lambda row: row.reason, width=34),
    Column("on", "Ngày", lambda row: format_date(row.on), width=12, sort_key=lambda row: row.on),
    Column(
        "sheet",
        "Phiếu đã có",
        lambda row: "Giữ lại, không tính" if row.had_sheet else "",
        width=20,
        icon=lambda row: Tone.INFO if row.had_sheet else None,
    ),
)
NOTHING = Empty(
    "Chưa khai báo lợi ích liên quan",
    "Người có lợi ích liên quan không đánh giá đăng ký đó và không được tính vào số phiếu.",
    "person",
    "Khai báo",
)


class InterestForm(FormDialog[tuple[str, str]]):
    """In which registration, and why."""

    def __init__(
        self,
        parent: QWidget | None,
        messages: Messages,
        choices: Sequence[tuple[str, str]],
        submit: Callable[[tuple[str, str]], Any],
    ) -> None:
        super().__init__(
            parent,
            messages,
            title="Khai báo lợi ích liên quan",
            submit=submit,
            save_text="Ghi nhận",
        )
        chosen = ChoiceField("registration", "Đăng ký", choices, required=True)
        chosen.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.form.add(chosen)
        self.form.add(TextField("reason", "Lý do", required=True, limit=500, lines=3))
        self.begin()
        self.form["registration"].setFocus()

    def input(self, values: dict[str, Any]) -> tuple[str, str]:
        return values["registration"], values["reason"]


class InterestsDialog(QDialog):
    """Everything one assessor has declared."""

    def __init__(self, parent: QWidget | None, work: Workplace, person: AssessorRow) -> None:
        super().__init__(parent)
        self._work = work
        self._person = person
        self.setWindowTitle("Lợi ích liên quan")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._model: RowsModel[InterestRow] = RowsModel(COLUMNS, row_key=lambda row: row.uid)
        self.table = DataTable(self._model, name="interests", store=work.store, empty=NOTHING)
        self.add_button = QPushButton(icons.icon("add", theme.COLOURS.on_accent), "Khai báo")
        self.withdraw_button = QPushButton("Rút khai báo")
        self.close_button = QPushButton("Đóng")
        self._assemble()
        self._connect()
        self._reload()

    def _assemble(self) -> None:
        heading = QLabel(f"Lợi ích liên quan của {self._person.name}")
        heading.setTextFormat(Qt.TextFormat.PlainText)
        theme.role(heading, "title")
        theme.role(self.add_button, "primary")
        self.add_button.setToolTip("Khai báo thêm một đăng ký (Ctrl+N)")
        self.add_button.setShortcut("Ctrl+N")
        for button in (self.withdraw_button, self.add_button):
            self.table.bar.addWidget(button)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.addWidget(heading)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        self.resize(theme.chars(126), theme.em() * 24)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._on_add)
        self.withdraw_button.clicked.connect(self._on_withdraw)
        self.close_button.clicked.connect(self.accept)
        self.table.empty_pressed.connect(self._on_add)
        self.table.selection_changed.connect(self._on_selection)
        self.table.add_action("Rút khai báo", self._on_withdraw, icon="return", shortcut="Del")

    def _reload(self) -> None:
        work = self._work
        found = interests.interests(work.session, work.programme_id, work.year)
        self._model.set_rows(row for row in found if row.assessor == self._person.uid)
        self._on_selection()

    def _on_selection(self) -> None:
        self.withdraw_button.setEnabled(len(self.table.selected_rows()) == 1)

    def _on_add(self) -> None:
        work = self._work
        known = {row.registration for row in self._model.shown()}
        rows = registration_list.all_rows(work.session, work.programme_id, work.year)
        choices = [
            (row.uid, f"{row.name} - {row.subject_name}") for row in rows if row.uid not in known
        ]
        dialog = InterestForm(self, work.messages, choices, self._declare)
        given = dialog.ask()
        if given is None:
            return
        work.broadcast(dialog.result_value)
        words = interests.sheet_words(work.session, self._person.name, given[0])
        work.say(words or f"Đã ghi nhận lợi ích liên quan của {self._person.name}.")
        self._reload()

    def _declare(self, given: tuple[str, str]) -> Changes:
        return interests.declare(self._work.session, self._person.uid, *given)

    def _on_withdraw(self) -> None:
        rows = self.table.selected_rows()
        if len(rows) != 1:
            return
        reason = self._work.messages.ask_reason(
            self,
            "Rút khai báo",
            f"Vì sao rút khai báo của {self._person.name} ở “{rows[0].registration_name}”?",
            yes="Rút khai báo",
        )
        if reason is None:
            return
        use_case = partial(interests.withdraw, self._work.session, rows[0].uid, reason)
        if self._work.run(self, use_case):
            self._reload()
