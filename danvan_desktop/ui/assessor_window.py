"""The window of a `.dvp` file: its registrations, the sheet of each, and the file that goes back.

    window = AssessorWindow(desk, messages)
    window.show()

Needs no data folder and no office: it stands alone on an assessor's computer, or beside the
office's own window. Owns the list; the sheet is `assessor_scoring`, the file `assessor_desk`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.programmes import name_in_year
from danvan_desktop.errors import DanVanError
from danvan_desktop.services.assessor_desk import AssessorDesk, DeskRow, DeskStatus
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.assessor_scoring import PATTERN, AssessorScoring
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.messages import Messages
from danvan_desktop.ui.registration_text import RegistrationText
from danvan_desktop.ui.stores import MemorySettings, SettingsStore
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.theme import Tone

NOTHING = Empty("Tệp phiếu này không có đăng ký nào", "Đề nghị cơ quan gửi lại tệp phiếu.", "file")
_SIGNS: dict[DeskStatus, Tone | str] = {
    DeskStatus.NONE: Tone.NEUTRAL,
    DeskStatus.OPEN: Tone.INFO,
    DeskStatus.DONE: Tone.GOOD,
    DeskStatus.DECLINED: "stop",
}
_SETTLED = (DeskStatus.DONE, DeskStatus.DECLINED)

COLUMNS: tuple[Column[DeskRow], ...] = (
    Column("number", "STT", lambda row: str(row.number), width=5, sort_key=lambda row: row.number),
    Column("name", "Tên mô hình, điển hình", lambda row: row.name, width=44),
    Column("subject", "Đơn vị, cá nhân", lambda row: row.subject_name, width=22),
    Column("place", "Địa bàn, tổ chức", lambda row: row.place, width=20, spare=True),
    Column("title", "Danh hiệu", lambda row: row.title_name, width=20, spare=True),
    Column(
        "status",
        "Phiếu",
        lambda row: row.status.value,
        width=16,
        icon=lambda row: _SIGNS[row.status],
        tooltip=lambda row: row.reason or row.status.value,
    ),
    Column("result", "Kết quả", lambda row: row.result_words, width=20),
)


def _key(row: DeskRow) -> str:
    return row.uid


class AssessorWindow(QWidget):
    """See the module's text."""

    def __init__(
        self,
        desk: AssessorDesk,
        messages: Messages,
        store: SettingsStore | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._desk = desk
        self._messages = messages
        self.dialog: AssessorScoring | None = None
        self._model = RowsModel(COLUMNS, row_key=_key)
        self.table: DataTable[DeskRow] = DataTable(
            self._model, name="assessor_file", store=store or MemorySettings(), empty=NOTHING
        )
        self.open_button = QPushButton("Đánh giá")
        self.decline_button = QPushButton("Không đánh giá…")
        self.text_button = QPushButton(icons.icon("file"), "Nội dung đăng ký")
        self.answer_button = QPushButton(icons.icon("send"), "Ghi tệp trả về…")
        self.close_button = QPushButton("Đóng")
        self.progress = QLabel()
        self.banner = Banner("", Tone.GOOD)
        self._assemble()
        self._connect()
        self._show_rows()
        self.table.select_row(0)
        self.table.view.setFocus()

    def _assemble(self) -> None:
        facts = self._desk.facts
        self.setWindowTitle(f"Phiếu đánh giá - {facts.assessor}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.role(self, "page")
        theme.role(self.open_button, "primary")
        theme.role(self.progress, "strong")
        self.banner.hide()
        self.open_button.setToolTip("Mở phiếu của dòng đang chọn (Enter)")
        self.decline_button.setToolTip("Khai có liên quan đến đăng ký này nên không đánh giá")
        self.text_button.setToolTip("Xem nội dung đã đăng ký (F3)")
        self.answer_button.setToolTip("Ghi các phiếu đã hoàn thành ra tệp để gửi lại (Ctrl+Enter)")
        for button in (self.text_button, self.decline_button, self.open_button):
            button.setAutoDefault(False)
            self.table.bar.addWidget(button)
        foot = QHBoxLayout()
        foot.addWidget(self.progress, 1)
        for button in (self.answer_button, self.close_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.gap())
        for label in self._head():
            layout.addWidget(label)
        layout.addWidget(self.banner)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        screen = self.screen().availableSize()
        self.resize(min(theme.chars(176), screen.width() - 16), min(700, screen.height() - 48))

    def _head(self) -> tuple[QLabel, ...]:
        """Whose file it is, and what it was made for."""
        facts = self._desk.facts
        title = QLabel(f"Phiếu đánh giá của {facts.assessor}")
        programme = name_in_year(facts.programme_name, facts.year)
        parts = (facts.position, f"Cơ quan gửi: {facts.office_name}", programme)
        words = QLabel(" · ".join(part for part in parts if part))
        made = f"Tệp số {facts.sequence}, lập ngày {format_date(facts.made_on)}"
        kept = "mỗi lần chấm được ghi ngay vào tệp này, không cần mạng"
        note = QLabel(f"{made} · {kept} · Dấu khóa của cơ quan gửi: {facts.fingerprint}")
        theme.role(title, "title")
        theme.role(note, "soft")
        for label in (title, words, note):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return title, words, note

    def _connect(self) -> None:
        self.table.opened.connect(self._on_opened)
        self.table.selection_changed.connect(self._show_buttons)
        self.open_button.clicked.connect(self._on_open)
        self.decline_button.clicked.connect(self._on_decline)
        self.text_button.clicked.connect(self._on_text)
        self.answer_button.clicked.connect(self._on_answer)
        self.close_button.clicked.connect(self.close)
        self.table.add_action("Đánh giá", self._on_open, icon="evaluate")
        self.table.add_action("Nội dung đăng ký", self._on_text, icon="file", shortcut="F3")
        self.table.add_action("Không đánh giá…", self._on_decline, icon="stop")
        self.table.add_action("Đánh giá lại", self._on_reopen, icon="edit")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self.table.add_action(
                "Ghi tệp trả về…", self._on_answer, icon="send", shortcut=keys, needs_rows=False
            ).setVisible(keys == "Ctrl+Return")

    # showing

    def _show_rows(self) -> None:
        rows = self._desk.rows()
        self._model.set_rows(rows)
        done = sum(row.status in _SETTLED for row in rows)
        self.progress.setText(f"Đã xong {done}/{len(rows)} phiếu")
        theme.role(self.answer_button, "primary" if rows and done == len(rows) else "")
        self.answer_button.setEnabled(done > 0)
        self._show_buttons()

    def _show_buttons(self) -> None:
        row = self._one()
        for button in (self.open_button, self.text_button):
            button.setEnabled(row is not None)
        open_ = row is not None and row.status not in _SETTLED
        self.decline_button.setEnabled(open_)
        self.open_button.setText("Đánh giá" if open_ or row is None else "Xem phiếu")

    def _one(self) -> DeskRow | None:
        rows = self.table.selected_rows()
        return rows[0] if len(rows) == 1 else None

    def _on_changed(self) -> None:
        self.banner.hide()
        self._show_rows()

    # slots

    def _on_opened(self, row: DeskRow) -> None:
        order = [one.uid for one in self._model.shown()]
        self.dialog = AssessorScoring(self, self._desk, self._messages, row.uid, order)
        self.dialog.changed.connect(self._on_changed)
        self.dialog.finished.connect(self._on_dialog_closed)
        self.dialog.open()

    def _on_dialog_closed(self) -> None:
        self.dialog = None
        self.table.view.setFocus()

    def _on_open(self) -> None:
        if row := self._one():
            self._on_opened(row)

    def _on_text(self) -> None:
        if row := self._one():
            RegistrationText(self, row.name, self._desk.texts(row.uid)).open()

    def _on_decline(self) -> None:
        row = self._one()
        if row is None or row.status in _SETTLED:
            return
        question = f"Vì sao không đánh giá “{row.name}”? Kết quả chấm dở (nếu có) sẽ bỏ đi."
        reason = self._messages.ask_reason(
            self, "Không đánh giá đăng ký này", question, yes="Không đánh giá"
        )
        if reason is not None:
            self._run(partial(self._desk.decline, row.uid, reason))

    def _on_reopen(self) -> None:
        if row := self._one():
            self._run(partial(self._desk.reopen, row.uid))

    def _on_answer(self) -> None:
        """Write what goes back; what is not finished is asked about first."""
        if not self.answer_button.isEnabled():
            return
        left = sum(row.status not in _SETTLED for row in self._desk.rows())
        question = f"Còn {left} phiếu chưa hoàn thành. Ghi tệp trả về với các phiếu đã xong?"
        detail = "Có thể chấm tiếp rồi ghi lại tệp trả về sau; bản sau thay bản trước."
        if left and not self._messages.confirm(self, question, detail=detail, yes="Ghi tệp trả về"):
            return
        path = self._messages.save_file(self, "Ghi tệp trả về", self._desk.answer_name(), PATTERN)
        if path is not None:
            self._write(path)

    def _write(self, path: Path) -> None:
        try:
            count = self._desk.write_answer(path)
        except DanVanError as error:
            self._messages.error(self, error)
            return
        office = self._desk.facts.office_name
        self.banner.show_text(
            f"Đã ghi {count} phiếu vào “{path.name}” và đọc lại khớp. Gửi tệp đó cho {office}.",
            Tone.GOOD,
        )
        self.banner.show()

    def _run(self, use_case: Callable[[], None]) -> None:
        try:
            use_case()
        except DanVanError as error:
            self._messages.error(self, error)
            return
        self._on_changed()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.dialog is not None and not self.dialog.close():
            event.ignore()
            return
        event.accept()
