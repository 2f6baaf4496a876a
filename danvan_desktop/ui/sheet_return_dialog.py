"""What taking back an assessor's file would do, sheet by sheet, and agreeing to it.

Where the office has other marks of that assessor already, a person chooses which stay. Owns the
showing and the choice; rules are `services/sheet_return`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.dates import format_date
from danvan_desktop.errors import DanVanError
from danvan_desktop.services import sheet_return
from danvan_desktop.services.session import Changes
from danvan_desktop.services.sheet_return import ReturnPlan
from danvan_desktop.services.sheet_return_rows import Outcome, ReturnRow
from danvan_desktop.ui import theme
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

NOTHING = Empty("Trong tệp không có phiếu nào", "", "file")
_TONES = {
    Outcome.NEW: Tone.GOOD,
    Outcome.SAME: Tone.NEUTRAL,
    Outcome.UPDATE: Tone.INFO,
    Outcome.CONFLICT: Tone.WARN,
    Outcome.DECLINED: Tone.INFO,
    Outcome.REFUSED: Tone.BAD,
}
_KEEP = {Outcome.NEW: "Không nhận", Outcome.DECLINED: "Không ghi khai báo"}


def _key(row: ReturnRow) -> str:
    return row.registration


class SheetReturnDialog(QDialog):
    """See the module's text. `taken` are the registrations that would be taken now."""

    def __init__(self, parent: QWidget | None, work: Workplace, plan: ReturnPlan) -> None:
        super().__init__(parent)
        self._work = work
        self.plan = plan
        self.taken = set(plan.taken_by_default())
        self._model = RowsModel(self._columns(), row_key=_key)
        self.table: DataTable[ReturnRow] = DataTable(
            self._model, name="sheet_return", store=work.store, empty=NOTHING
        )
        self.banner = Banner("", Tone.WARN)
        self.note = QLabel()
        self.switch_button = QPushButton("Lấy theo tệp")
        self.agree_button = QPushButton()
        self.close_button = QPushButton("Đóng, không nhận")
        self._assemble()
        self._connect()
        self._model.set_rows(plan.rows)
        self.table.select_row(0)
        self.table.view.setFocus()
        self._show()

    def _columns(self) -> tuple[Column[ReturnRow], ...]:
        return (
            Column("name", "Tên mô hình, điển hình", lambda row: row.name, width=32),
            Column(
                "outcome",
                "Trong tệp",
                lambda row: row.outcome.value,
                width=21,
                icon=lambda row: _TONES[row.outcome],
            ),
            Column("result", "Kết quả trong tệp", lambda row: row.result_words, width=17),
            Column("there", "Đang có", lambda row: row.there, width=13),
            Column("what", "Sẽ làm", self._what, width=18),
            Column("note", "Ghi chú", lambda row: row.note, width=36, spare=True),
        )

    def _what(self, row: ReturnRow) -> str:
        if not row.can_take:
            return "" if row.outcome is Outcome.REFUSED else "Giữ nguyên"
        if row.registration in self.taken:
            return "Ghi khai báo" if row.outcome is Outcome.DECLINED else "Lấy theo tệp"
        return _KEEP.get(row.outcome, "Giữ phiếu đang có")

    def _assemble(self) -> None:
        plan = self.plan
        self.setWindowTitle("Nhận tệp phiếu đánh giá")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = QLabel(f"Phiếu của {plan.assessor}")
        facts = QLabel(f"Tệp số {plan.sequence}, ghi ngày {format_date(plan.made_on)}{_left(plan)}")
        theme.role(title, "title")
        theme.role(facts, "soft")
        self.note.setMinimumHeight(theme.em() * 2)
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        for label in (title, facts, self.note):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        theme.role(self.agree_button, "primary")
        self.switch_button.setToolTip("Đổi giữa lấy theo tệp và giữ phiếu đang có (Ctrl+D)")
        self.agree_button.setToolTip("Ghi những dòng “Lấy theo tệp” (Ctrl+Enter)")
        self.table.bar.addWidget(self.switch_button)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.agree_button, self.close_button):
            button.setMinimumWidth(theme.chars(16))
            buttons.addWidget(button)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.gap())
        for widget in (title, facts, self.banner):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.note)
        layout.addLayout(buttons)
        screen = self.screen().availableSize()
        self.resize(min(theme.chars(180), screen.width() - 40), min(620, screen.height() - 60))

    def _connect(self) -> None:
        self.table.selection_changed.connect(self._show_switch)
        self.table.opened.connect(self._on_opened)
        self.table.add_action(
            "Lấy theo tệp / giữ phiếu đang có", self._on_switch, icon="return", shortcut="Ctrl+D"
        )
        self.switch_button.clicked.connect(self._on_switch)
        self.agree_button.clicked.connect(self._on_agree)
        self.close_button.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._on_agree)

    # showing

    def _show(self) -> None:
        words, tone = _warning(self.plan)
        self.banner.show_text(words, tone)
        self.banner.setVisible(bool(words))
        count = len(self.taken)
        self.agree_button.setText(f"Nhận {count} phiếu" if count else "Không có gì để nhận")
        self.agree_button.setEnabled(count > 0 and not self._work.session.view_only)
        self._show_switch()

    def _show_switch(self) -> None:
        """The whole note of the current row, and what the button would do with the selection."""
        current = self.table.selected_rows()
        self.note.setText(current[0].note if len(current) == 1 else "")
        rows = [row for row in self.table.selected_rows() if row.can_take]
        self.switch_button.setEnabled(bool(rows))
        taken = bool(rows) and all(row.registration in self.taken for row in rows)
        here = any(row.there for row in rows)
        keep = "Giữ phiếu đang có" if here else "Không nhận"
        self.switch_button.setText(keep if taken else "Lấy theo tệp")

    # slots

    def _on_opened(self, row: ReturnRow) -> None:
        del row
        self._on_switch()

    def _on_switch(self) -> None:
        """Take all of the selected rows, or none of them when all are taken."""
        found = {row.registration for row in self.table.selected_rows() if row.can_take}
        self.taken = self.taken - found if found <= self.taken else self.taken | found
        self._model.set_rows(self.plan.rows)
        self._show()

    def _on_agree(self) -> None:
        if not self.agree_button.isEnabled():
            return
        self.agree_button.setEnabled(False)
        take = partial(sheet_return.apply, self._work.session, self.plan, frozenset(self.taken))
        try:
            self._work.runner.start(
                "Nhận tệp phiếu",
                partial(self._connected, take),
                done=self._on_taken,
                failed=self._on_failed,
                cancelled=self._show,
                parent=self,
            )
        except DanVanError as error:
            self._on_failed(error)

    def _connected(self, take: Callable[[], Changes], progress: Progress) -> Changes:
        progress(0, 0, "Đang ghi phiếu")
        with self._work.session.connected():
            return take()

    def _on_taken(self, changes: Any) -> None:
        self._work.broadcast(changes)
        self._work.say(f"Đã nhận {changes.count} phiếu của {self.plan.assessor}.")
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self._work.messages.error(self, error)
        self._show()


def _left(plan: ReturnPlan) -> str:
    return f" · {plan.missing} đăng ký trong tệp chưa có kết quả" if plan.missing else ""


def _warning(plan: ReturnPlan) -> tuple[str, Tone]:
    """What a person should know before agreeing."""
    conflicts = plan.count(Outcome.CONFLICT)
    if plan.received_at is not None:
        at = plan.received_at.astimezone()
        return f"Tệp này đã nhận lúc {at:%H:%M} ngày {at:%d/%m/%Y}.", Tone.INFO
    if plan.forked and conflicts:
        return (
            "Đã nhận một bản khác cùng lần lưu: tệp phiếu bị chép làm hai rồi chấm riêng. "
            "Hỏi người đánh giá xem lấy bản nào.",
            Tone.WARN,
        )
    if conflicts:
        return (
            f"{conflicts} phiếu khác với phiếu đang có của người này. Chọn dòng, xem ghi chú dưới "
            "bảng, bấm “Lấy theo tệp” nếu tệp đúng hơn.",
            Tone.WARN,
        )
    return "", Tone.INFO
