"""What a received file would do, on one card, with what a person must confirm.

Owns the showing and the two confirmations (key compared, place linked); decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.merging import Outcome
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.programmes import name_in_year
from danvan_desktop.errors import FieldError
from danvan_desktop.services import receive_plan
from danvan_desktop.services.receive_plan import ReceivePlan, RowNotice
from danvan_desktop.ui import theme
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.fields import LineField
from danvan_desktop.ui.key_groups import KeyGroups
from danvan_desktop.ui.stores import SettingsStore
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.theme import Tone

NO_LINK = ""
NOTICES: tuple[Column[RowNotice], ...] = (
    Column("table", "Loại", lambda row: row.table, width=16),
    Column("name", "Tên", lambda row: row.name, width=34),
    Column(
        "outcome",
        "Kết quả",
        lambda row: row.outcome.value,
        width=12,
        icon=lambda row: Tone.BAD if row.outcome is Outcome.REJECTED else Tone.WARN,
    ),
    Column("reason", "Lý do", lambda row: row.reason, width=50),
)


class PlanCard(QFrame):
    """Emits `agreed(plan, uid of the place to link or "")`, or `dropped` when thrown away."""

    agreed = Signal(object, str)
    dropped = Signal()

    def __init__(self, store: SettingsStore) -> None:
        super().__init__()
        theme.role(self, "card")
        self._plan: ReceivePlan | None = None
        self._writable = True
        self._title = QLabel()
        self._facts = QLabel()
        self._warnings = Banner("", Tone.WARN)
        self._counts = QGridLayout()
        self._notices_model: RowsModel[RowNotice] = RowsModel(NOTICES)
        self.notices = DataTable(
            self._notices_model,
            name="exchange.notices",
            store=store,
            empty=Empty("Không có bản ghi nào bị từ chối hay mâu thuẫn"),
        )
        self._key_box = QWidget()
        self.key = KeyGroups()
        self.compared = QCheckBox("Tôi đã gọi điện và nghe đơn vị gửi đọc đúng cả tám nhóm số")
        self.typed = LineField(
            "typed", "Hoặc gõ lại dấu khóa nghe được", placeholder="00000 00000 ..."
        )
        self.link = ChoiceField("link", "Đơn vị gửi là địa bàn nào của ta")
        self.agree_button = QPushButton("Nhận dữ liệu")
        self.drop_button = QPushButton("Không nhận")
        self._assemble()
        self.compared.toggled.connect(self._on_confirmed)
        self.typed.changed.connect(self._on_confirmed)
        self.link.changed.connect(self._on_confirmed)
        self.agree_button.clicked.connect(self._on_agree)
        self.drop_button.clicked.connect(self.dropped)

    def _assemble(self) -> None:
        theme.role(self._title, "heading")
        theme.role(self.agree_button, "primary")
        for label in (self._title, self._facts):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        theme.role(self._facts, "soft")
        self.notices.setMinimumHeight(theme.em() * 11)
        self.link.setMaximumWidth(theme.chars(80))
        buttons = QHBoxLayout()
        for button in (self.agree_button, self.drop_button):
            button.setAutoDefault(False)
            button.setMinimumWidth(theme.chars(16))
            buttons.addWidget(button)
        buttons.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(theme.gap() * 4)
        counts = QVBoxLayout()
        counts.addLayout(self._counts)
        counts.addStretch(1)
        middle.addLayout(counts)
        middle.addWidget(self._assembled_key(), 0, Qt.AlignmentFlag.AlignTop)
        middle.addStretch(1)
        layout = QVBoxLayout(self)
        edge = round(theme.gap() * 1.5)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.gap())
        for widget in (self._title, self._facts, self._warnings):
            layout.addWidget(widget)
        layout.addLayout(middle)
        layout.addWidget(self.notices)
        layout.addWidget(self.link)
        layout.addLayout(buttons)

    def _assembled_key(self) -> QWidget:
        words = QLabel(
            "Lần đầu nhận từ đơn vị này. Gọi số điện thoại bạn đã biết từ trước, nhờ đọc "
            "“Dấu khóa của đơn vị mình” ở mục Gửi và nhận, so từng nhóm."
        )
        words.setWordWrap(True)
        words.setMinimumWidth(theme.chars(56))
        theme.role(words, "soft")
        title = QLabel("So dấu khóa qua điện thoại")
        theme.role(title, "strong")
        column = QVBoxLayout(self._key_box)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (title, words, self.key, self.compared, self.typed):
            column.addWidget(widget)
        return self._key_box

    def show_plan(
        self, plan: ReceivePlan, own_units: Sequence[tuple[str, str]], *, writable: bool
    ) -> None:
        """Show a new plan; the confirmations begin empty."""
        self._plan, self._writable = plan, writable
        what = "gửi kết quả xuống" if plan.from_above else "gửi"
        self._title.setText(f"{plan.office_name} {what} lần {plan.sequence}")
        made = format_date(date.fromisoformat(plan.made_on))
        self._facts.setText(
            f"{name_in_year(plan.programme_name, plan.year)}. Tệp lập ngày {made}. "
            f"Địa bàn của đơn vị gửi: {plan.home_unit_name}."
        )
        warnings = list(plan.warnings)
        if plan.already_received:
            warnings.insert(0, "Tệp này đã nhận trước đây; nhận lại không thay đổi gì.")
        self._warnings.show_text("\n".join(warnings), Tone.WARN)
        self._warnings.setVisible(bool(warnings))
        self._show_counts(plan)
        self._notices_model.set_rows(plan.notices)
        self.notices.setVisible(bool(plan.notices))
        self._show_key(plan)
        self._show_link(plan, own_units)
        self._on_confirmed()

    def set_busy(self, busy: bool) -> None:
        """While the file is taken in nothing can be pressed."""
        self.setEnabled(not busy)

    def _show_counts(self, plan: ReceivePlan) -> None:
        while self._counts.count():
            self._counts.takeAt(0).widget().deleteLater()
        shown = [outcome for outcome in Outcome if plan.totals.get(outcome)]
        for column, outcome in enumerate(shown, 1):
            self._put(0, column, outcome.value.capitalize(), "soft")
        order = [label for label in receive_plan.TABLE_LABELS.values() if label in plan.counts]
        for row, label in enumerate(order, 1):
            counts = plan.counts[label]
            self._put(row, 0, label, "")
            for column, outcome in enumerate(shown, 1):
                count = counts.get(outcome, 0)
                self._put(row, column, format_decimal(count) if count else "-", "")
        last = len(plan.counts) + 1
        self._put(last, 0, "Cộng", "strong")
        for column, outcome in enumerate(shown, 1):
            self._put(last, column, format_decimal(plan.totals[outcome]), "strong")
        self._counts.setHorizontalSpacing(theme.gap() * 2)
        self._counts.setVerticalSpacing(theme.gap() // 3)

    def _put(self, row: int, column: int, text: str, role: str) -> None:
        label = QLabel(text)
        if role:
            theme.role(label, role)
        if column:
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._counts.addWidget(label, row, column)

    def _show_key(self, plan: ReceivePlan) -> None:
        self._key_box.setVisible(not plan.trusted)
        self.key.show_key(plan.fingerprint)
        self.compared.setChecked(False)
        self.typed.set_text("")

    def _show_link(self, plan: ReceivePlan, own_units: Sequence[tuple[str, str]]) -> None:
        self.link.setVisible(not plan.linked_unit)
        self.link.set_choices(
            [(NO_LINK, "Không nối: để thành một nhánh riêng của đơn vị gửi"), *own_units]
        )
        alone = len(plan.choices) == 1
        self.link.set_value(plan.choices[0].uid if alone else NO_LINK)
        self.link.set_hint(
            "Đề nghị theo tên giống nhau; hãy kiểm tra lại."
            if alone
            else "Chọn địa bàn trong cây của đơn vị mình để số liệu được cộng đúng chỗ."
        )

    def _is_confirmed(self, plan: ReceivePlan) -> bool:
        if plan.trusted or self.compared.isChecked():
            return True
        return receive_plan.matches(plan, self.typed.text())

    def _on_confirmed(self) -> None:
        plan = self._plan
        if plan is None:
            return
        typed = self.typed.text().strip()
        whole = len(typed.replace(" ", "")) >= len(plan.fingerprint.replace(" ", ""))
        wrong = whole and not receive_plan.matches(plan, typed)
        self.typed.set_problem("Không khớp dấu khóa của tệp; đừng nhận." if wrong else "")
        ready = self._is_confirmed(plan) and not wrong and self._writable
        self.agree_button.setEnabled(ready)
        self.agree_button.setToolTip("" if ready else "So dấu khóa qua điện thoại trước khi nhận")

    def _on_agree(self) -> None:
        if self._plan is None:
            return
        try:
            link = self.link.value() if not self._plan.linked_unit else NO_LINK
        except FieldError as error:
            self.link.set_problem(str(error))
            return
        self.agreed.emit(self._plan, link or NO_LINK)
