"""Where everything stands in the batch window: recipients and problems, the paper, options.

Owns places and words; what they do is the window's.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.certificate_batch_options import BatchOptions
from danvan_desktop.ui.certificate_batch_people import BatchPeople
from danvan_desktop.ui.certificate_canvas import CertificateCanvas
from danvan_desktop.ui.side_remark import SideRemark
from danvan_desktop.ui.theme import COLOURS

_KEYS = (
    "Alt+mũi tên: người trước, sau · Trên trang giấy: bấm vào ô rồi dùng mũi tên dời 1 mm, "
    "Shift 0,1 mm, chỉ cho người này"
)


class BatchFrame:
    """See the module's text."""

    def __init__(self, window: QDialog, title: str) -> None:
        self.window = window
        self.people = BatchPeople()
        self.canvas = CertificateCanvas()
        self.options = BatchOptions()
        self.count = QLabel()
        self.place = SideRemark()
        self.record_button = QPushButton(icons.icon("register"), "Mở hồ sơ")
        self.template_button = QPushButton(icons.icon("edit"), "Sửa mẫu")
        self.spoil_button = QPushButton("Ghi hỏng")
        self.back_button = QPushButton(icons.icon("return"), "Bỏ dời chữ")
        self.preview_button = QPushButton(icons.icon("file"), "Xem tất cả")
        self.folder_button = QPushButton(icons.icon("folder"), "Mỗi người một tệp...")
        self.file_button = QPushButton(icons.icon("save"), "Lưu PDF...")
        self.print_button = QPushButton(icons.icon("print", COLOURS.on_accent), "In")
        self.close_button = QPushButton("Đóng")
        self._assemble(title)

    def _assemble(self, title: str) -> None:
        heading = QLabel(title)
        theme.role(heading, "title")
        theme.role(self.count, "soft")
        head = QHBoxLayout()
        head.setSpacing(theme.gap() * 2)
        head.addWidget(heading)
        head.addWidget(self.count, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.people, self._middle(), self.options):
            split.addWidget(widget)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(theme.gap())
        split.setStretchFactor(1, 1)
        split.setSizes([theme.chars(46), theme.chars(90), theme.chars(42)])
        layout = QVBoxLayout(self.window)
        edge = theme.gap()
        layout.setContentsMargins(edge, theme.gap(), edge, theme.gap())
        layout.setSpacing(theme.gap())
        layout.addLayout(head)
        layout.addWidget(split, 1)
        layout.addLayout(self._foot())

    def _middle(self) -> QWidget:
        self.record_button.setToolTip("Hồ sơ đăng ký của người này")
        self.back_button.setToolTip("Đưa các ô của người này về chỗ trong mẫu")
        row = QHBoxLayout()
        row.setSpacing(theme.gap() // 2)
        row.addWidget(self.place, 1)
        for button in (
            self.back_button,
            self.record_button,
            self.template_button,
            self.spoil_button,
        ):
            button.setAutoDefault(False)
            theme.role(button, "quiet")
            row.addWidget(button)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap() // 2)
        column.addLayout(row)
        column.addWidget(self.canvas, 1)
        return middle

    def _foot(self) -> QHBoxLayout:
        keys = SideRemark(_KEYS)
        theme.role(self.print_button, "primary")
        self.print_button.setToolTip("In các giấy đang chọn (Ctrl+P)")
        self.file_button.setToolTip("Một tệp PDF gồm mọi giấy (Ctrl+S)")
        foot = QHBoxLayout()
        foot.setSpacing(theme.gap())
        foot.addWidget(keys, 1)
        for button in (
            self.preview_button,
            self.folder_button,
            self.file_button,
            self.close_button,
            self.print_button,
        ):
            button.setAutoDefault(False)
            foot.addWidget(button)
        return foot

    def allow_output(self, on: bool) -> None:
        """Whether papers may be shown, saved or printed now."""
        for button in (
            self.preview_button,
            self.folder_button,
            self.file_button,
            self.print_button,
        ):
            button.setEnabled(on)
