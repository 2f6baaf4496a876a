"""Gửi: what the file will hold, where it is saved, and that it was read back.

Owns the sending half of the exchange page. The file is written, opened again and compared by
`services.exchange.export` before anything here says that the stick may be taken out.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.programmes import name_in_year
from danvan_desktop.errors import DanVanError, FieldError
from danvan_desktop.services import exchange, received
from danvan_desktop.services.exchange import SentRow
from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.fields import LineField
from danvan_desktop.ui.key_groups import KeyGroups
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

PATTERN = "Gói dữ liệu Dân vận khéo (*.dvk)"
NOT_SENT = (
    "Không gửi: nhật ký, bản nháp, thiết lập, khóa bí mật, nội dung tệp minh chứng "
    "(chỉ gửi tên, cỡ và dấu kiểm của tệp)."
)


class SendView(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self.done = Banner("", Tone.GOOD)
        self._what = QLabel()
        self._counts = QGridLayout()
        self._nothing = QLabel()
        self.addressee = LineField(
            "addressee", "Gửi tới", limit=200, placeholder="Ban Tuyên giáo và Dân vận Tỉnh ủy"
        )
        self.save_button = QPushButton("Lưu tệp để gửi...")
        self.key = KeyGroups()
        self._assemble()
        self.save_button.clicked.connect(self._on_save)

    def _assemble(self) -> None:
        theme.role(self.save_button, "primary")
        self.save_button.setIcon(icons.icon("send", theme.COLOURS.on_accent))
        self.save_button.setShortcut("Ctrl+E")
        self.save_button.setToolTip("Ghi tệp .dvk, ký và kiểm tra lại (Ctrl+E)")
        theme.role(self._what, "heading")
        self._what.setWordWrap(True)
        self._what.setTextFormat(Qt.TextFormat.PlainText)
        theme.role(self._nothing, "soft")
        self._nothing.setWordWrap(True)
        self.done.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.gap(), 0, 0)
        layout.setSpacing(theme.gap())
        layout.addWidget(self.done)
        row = QHBoxLayout()
        row.setSpacing(round(theme.gap() * 1.5))
        row.addWidget(self._file_card(), 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._key_card(), 1, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(row)
        layout.addStretch(1)

    def _file_card(self) -> QFrame:
        card, column = _card()
        self._counts.setHorizontalSpacing(theme.gap() * 2)
        self._counts.setVerticalSpacing(theme.gap() // 3)
        self._counts.setColumnStretch(0, 1)
        column.addWidget(self._what)
        column.addLayout(self._counts)
        column.addWidget(self._nothing)
        column.addWidget(self.addressee)
        column.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _key_card(self) -> QFrame:
        card, column = _card()
        title = QLabel("Dấu khóa của đơn vị mình")
        theme.role(title, "heading")
        words = QLabel(
            "Lần đầu gửi, nơi nhận gọi điện để so dấu khóa này. Hãy đọc từng nhóm số theo thứ tự."
        )
        words.setWordWrap(True)
        theme.role(words, "soft")
        for widget in (title, words, self.key):
            column.addWidget(widget)
        return card

    def reload(self, changes: Changes | None) -> None:
        """Count again what the file will hold."""
        if changes is None:
            self.done.hide()
        work = self._work
        if not work.programme_id:
            self._show_counts((), "Đơn vị chưa có chương trình nào.")
            return
        try:
            found = exchange.preview(work.session, work.programme_id, work.year)
            self._what.setText(name_in_year(work.programme.name, work.year))
        except DanVanError as error:
            work.messages.error(self, error)
            return
        nothing = "Chưa có đăng ký nào của năm này để gửi. Nhập đăng ký trước, hoặc chọn năm khác."
        self._show_counts(found, NOT_SENT if found else nothing)
        self.key.show_key(received.own_fingerprint(work.session))

    def _show_counts(self, found: tuple[tuple[str, int], ...], words: str) -> None:
        while self._counts.count():
            self._counts.takeAt(0).widget().deleteLater()
        for row, (label, count) in enumerate(found):
            self._counts.addWidget(QLabel(label), row, 0)
            number = QLabel(format_decimal(count))
            number.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._counts.addWidget(number, row, 1)
        self._nothing.setText(words)
        self.save_button.setEnabled(bool(found) and not self._work.session.view_only)

    def _on_save(self) -> None:
        work = self._work
        try:
            addressee = self.addressee.value()
            name = exchange.suggested_name(work.session, work.programme_id, work.year)
        except FieldError as error:
            self.addressee.set_problem(str(error))
            return
        path = work.messages.save_file(self, "Lưu tệp để gửi", name, PATTERN)
        if path is None:
            return
        write = partial(self._write, path, work.programme_id, work.year, addressee)
        work.start("Ghi và kiểm tra tệp gửi", write, partial(self._on_written, path), self)

    def _write(
        self, path: Path, programme_id: str, year: int, addressee: str, progress: Progress
    ) -> SentRow:
        """Runs on the worker: no widget is touched."""
        progress(0, 0, "Đang ghi, ký và đọc lại tệp")
        return exchange.export(self._work.session, path, programme_id, year, addressee)

    def _on_written(self, path: Path, row: Any) -> None:
        self._work.broadcast(Changes(frozenset({Topic.EXCHANGE, Topic.CALENDAR})))
        self.done.show_text(
            f"Đã ghi và đọc lại đúng tệp “{path.name}” (lần gửi {row.sequence}, "
            f"{format_decimal(row.rows)} bản ghi). Có thể rút USB hoặc gửi tệp đi.",
            Tone.GOOD,
        )
        self.done.show()


def _card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    theme.role(card, "card")
    column = QVBoxLayout(card)
    edge = round(theme.gap() * 1.5)
    column.setContentsMargins(edge, edge, edge, edge)
    column.setSpacing(theme.gap())
    return card, column
