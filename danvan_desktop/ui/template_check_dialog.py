"""What the check of a Word template found: each defect with its place, warnings, what can be done.

A sound template can be tried out in Word and put into use; one with defects can only be mended.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.services.word_templates import Candidate
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.table_models import plain_tooltip
from danvan_desktop.ui.theme import Tone


class TemplateCheckDialog(QDialog):
    """See the module's text. Shown with `open()`; accepted means: put it into use."""

    def __init__(self, parent: QWidget, candidate: Candidate, try_out: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Kiểm tra mẫu Word")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.candidate = candidate
        self.list = QListWidget()
        self.try_button = QPushButton("Lưu bản điền thử...")
        self.use_button = QPushButton("Đưa vào dùng")
        self.leave_button = QPushButton("Hủy" if candidate.sound else "Đóng")
        self._fill()
        self._assemble()
        self.try_button.clicked.connect(try_out)
        self.use_button.clicked.connect(self.accept)
        self.leave_button.clicked.connect(self.reject)
        (self.use_button if candidate.sound else self.leave_button).setFocus()

    def _fill(self) -> None:
        found = self.candidate.result
        for tone, words in (
            *((Tone.BAD, str(one)) for one in found.defects),
            *((Tone.WARN, str(one)) for one in found.warnings),
        ):
            item = QListWidgetItem(icons.tone_icon(tone), words)
            item.setToolTip(plain_tooltip(words))
            self.list.addItem(item)

    def _assemble(self) -> None:
        title = QLabel(self.candidate.label)
        theme.role(title, "title")
        file = QLabel(self.candidate.file_name)
        file.setTextFormat(Qt.TextFormat.PlainText)
        theme.role(file, "soft")
        self.list.setAccessibleName("Kết quả kiểm tra mẫu")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVisible(self.list.count() > 0)
        theme.role(self.use_button, "primary")
        foot = QHBoxLayout()
        foot.addWidget(self.try_button)
        foot.addStretch(1)
        foot.addWidget(self.use_button)
        foot.addWidget(self.leave_button)
        for one in (self.try_button, self.use_button):
            one.setVisible(self.candidate.sound)
        for one in (self.try_button, self.use_button, self.leave_button):
            one.setAutoDefault(False)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.gap())
        for widget in (title, file, Banner(*self._verdict())):
            layout.addWidget(widget)
        layout.addWidget(self.list, 1)
        if not self.list.count():
            layout.addStretch(1)
        layout.addLayout(foot)
        self.resize(theme.chars(96), round(theme.em() * (24 if self.list.count() else 13)))

    def _verdict(self) -> tuple[str, Tone]:
        found = self.candidate.result
        if found.defects:
            return f"Mẫu có {len(found.defects)} chỗ phải sửa trước khi dùng.", Tone.BAD
        if found.warnings:
            return "Mẫu dùng được; nên xem các lưu ý dưới đây.", Tone.WARN
        return "Mẫu dùng được, không có lỗi.", Tone.GOOD
