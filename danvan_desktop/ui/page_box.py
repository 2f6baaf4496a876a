"""Which page of a paper is in sight, and going to another by its number (Ctrl+G).

Owns the small box in the head of the preview; the pages are `pdf_view`'s.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from danvan_desktop.ui import theme
from danvan_desktop.ui.pdf_view import PdfView


class _Number(QLineEdit):
    """The number of a page; leaving it without Enter shows the true one again."""

    def __init__(self, box: PageBox) -> None:
        super().__init__()
        self._box = box

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._box.stop()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._box.go()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._box.show_place()


class PageBox(QWidget):
    """See the module's text."""

    def __init__(self, view: PdfView) -> None:
        super().__init__()
        self._view = view
        self.number = _Number(self)
        self.number.setFixedWidth(theme.chars(6))
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.setValidator(QIntValidator(1, 99_999, self))
        self.number.setAccessibleName("Trang")
        self.number.setToolTip("Gõ số trang rồi Enter để tới trang đó (Ctrl+G)")
        self.total = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.gap() // 2)
        words = QLabel("Trang")
        for label in (words, self.total):
            theme.role(label, "soft")
        for one in (words, self.number, self.total):
            row.addWidget(one)
        view.page_changed.connect(self.show_place)

    def start(self) -> None:
        """Go into the box, ready to type a number."""
        self.number.setFocus()
        self.number.selectAll()

    def go(self) -> None:
        """To the page that is typed, the last one for a number beyond it."""
        typed = self.number.text()
        if typed.isdecimal():
            self._view.go_to(min(max(int(typed), 1), self._view.count) - 1)
        self.stop()

    def stop(self) -> None:
        """Back to the pages."""
        self._view.setFocus()
        self.show_place()

    def show_place(self) -> None:
        """The number of the page in sight, and how many there are."""
        self.number.setText(str(self._view.current + 1))
        self.total.setText(f"/ {self._view.count}")
