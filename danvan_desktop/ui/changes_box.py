"""What somebody else would have the words of a paper say: listed over the form, with one button.

Used for what the leader changed in Word, and for records that changed since the words were
proposed. Owns showing; finding and carrying over are the services'.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.ui import theme
from danvan_desktop.ui.editors import PlainText

LIST_CHANGED = "Danh sách đã đổi từ khi các điều được sửa"
UPDATE, SIGN_ANYWAY = "Mở để cập nhật", "Vẫn nhập số, ngày"
"""Ways on where a paper is to be signed whose words lag behind its records."""
_LINES = 6


class ChangesBox(QFrame):
    """See the module's text. `carry` when the changes are to go into the wording."""

    carry = Signal()

    def __init__(self, name: str, button: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.role(self, "card")
        self._title = QLabel()
        self._title.setWordWrap(True)
        theme.role(self._title, "heading")
        self.list = PlainText(lines=_LINES)
        self.list.setReadOnly(True)
        self.list.setAccessibleName(name)
        self.list.setTabChangesFocus(True)
        self.button = QPushButton(button)
        self.button.setAutoDefault(False)
        self.button.setToolTip(tip)
        self.button.clicked.connect(self.carry)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.gap() // 2)
        layout.addWidget(self._title)
        layout.addWidget(self.list)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_changes(self, title: str, changes: str, *, offered: bool = True) -> None:
        """List them under a title, hidden without any; `offered` while they can be carried over."""
        self._title.setText(title)
        self.list.setPlainText(changes)
        self.button.setVisible(offered)
        self.setVisible(bool(changes))
