"""The line under a score sheet: which keys mark, the sheets before and after, what can be done.

Owns the buttons' place and words; what they do is the dialog's.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from danvan_desktop.domain.workflow import State, transition
from danvan_desktop.services.sheet_view import SheetView
from danvan_desktop.ui import icons, mark_keys, theme


class ScoringFoot(QWidget):
    """Emits `stepped(-1)` or `stepped(1)` for the sheet before or after."""

    blank_wanted = Signal()
    filled_wanted = Signal()
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.keys = QLabel()
        self.place = QLabel()
        self.back = QToolButton()
        self.forth = QToolButton()
        self.print_button = QPushButton(icons.icon("print"), "In phiếu  ")
        self.close_button = QPushButton("Đóng")
        self.reopen_button = QPushButton("Mở lại phiếu")
        self.save_button = QPushButton("Lưu, chấm tiếp sau")
        self.finish_button = QPushButton("Hoàn thành phiếu")
        self._assemble()
        self.back.clicked.connect(self._on_back)
        self.forth.clicked.connect(self._on_forth)

    def _assemble(self) -> None:
        menu = QMenu(self.print_button)
        menu.addAction("Phiếu trắng để chấm tay", self.blank_wanted.emit)
        menu.addAction("Phiếu đã chấm", self.filled_wanted.emit)
        self.print_button.setMenu(menu)
        self.keys.setToolTip("Enter, mũi tên: sang dòng khác · F2: nhận xét · F4: mục còn trống")
        self.save_button.setToolTip("Giữ phiếu ở trạng thái chưa xong (Ctrl+S)")
        self.finish_button.setToolTip("Chấm đủ các mục thì hoàn thành phiếu (Ctrl+Enter)")
        for arrow, icon, words in (
            (self.back, "left", "Phiếu trước (Alt+Mũi tên trái)"),
            (self.forth, "right", "Phiếu sau (Alt+Mũi tên phải)"),
        ):
            arrow.setIcon(icons.icon(icon))
            arrow.setToolTip(words)
            arrow.setAccessibleName(words)
        theme.role(self.keys, "soft")
        theme.role(self.place, "soft")
        theme.role(self.finish_button, "primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.gap())
        row.addWidget(self.keys, 1)
        for widget in (self.back, self.place, self.forth, self.print_button, self.close_button):
            row.addWidget(widget)
        for button in (self.reopen_button, self.save_button, self.finish_button):
            row.addWidget(button)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)

    def show_sheet(self, view: SheetView, place: int, count: int) -> None:
        """Offer what can be done with this sheet, the `place`-th of `count` from 0."""
        self.keys.setText(mark_keys.key_help(view.criteria_set))
        self.place.setText(f"{place + 1}/{count}")
        for widget in (self.back, self.place, self.forth):
            widget.setVisible(count > 1)
        self.back.setEnabled(place > 0)
        self.forth.setEnabled(place < count - 1)
        self.save_button.setVisible(view.editable)
        self.finish_button.setVisible(view.editable)
        # Under a decision it is offered too: pressing it says what to open first.
        reopening = view.state in transition("reopen").sources | {State.RECOGNISED}
        self.reopen_button.setVisible(view.finished and view.own and reopening)

    def _on_back(self) -> None:
        self.stepped.emit(-1)

    def _on_forth(self) -> None:
        self.stepped.emit(1)
