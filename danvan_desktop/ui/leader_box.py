"""What the leader changed in Word, over the form of a paper that came back.

Owns showing it and the one button that carries it over; finding it is `leader_changes`.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.services.leader_changes import Change
from danvan_desktop.ui import theme
from danvan_desktop.ui.editors import PlainText

_LINES = 6


class LeaderBox(QFrame):
    """See the module's text. `carry` when the changes are to go into the wording."""

    carry = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.role(self, "card")
        self._title = QLabel()
        theme.role(self._title, "heading")
        self.list = PlainText(lines=_LINES)
        self.list.setReadOnly(True)
        self.list.setAccessibleName("Các chỗ lãnh đạo đã sửa")
        self.list.setTabChangesFocus(True)
        self.button = QPushButton("Đưa vào nội dung")
        self.button.setAutoDefault(False)
        self.button.setToolTip("Thay các dòng tương ứng trong lời văn bên dưới")
        self.button.clicked.connect(self.carry)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.gap() // 2)
        layout.addWidget(self._title)
        layout.addWidget(self.list)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_changes(self, found: Sequence[Change], *, tried: bool = False) -> None:
        """List them; `tried` when these could not be carried over."""
        words = "cần sửa tay" if tried else "trong bản Word"
        self._title.setText(f"Lãnh đạo đã sửa {len(found)} chỗ {words}")
        self.list.setPlainText("\n".join(one.words for one in found))
        self.button.setVisible(not tried)
        self.setVisible(bool(found))
