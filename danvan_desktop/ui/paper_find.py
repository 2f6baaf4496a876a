"""Finding words in the paper that is shown (Ctrl+F); Enter goes on to the next page that has them.

Owns the bar under the head of the preview; searching is `services/paper_pages`'.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from danvan_desktop.errors import DanVanError
from danvan_desktop.services.paper_pages import PaperPages
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.messages import Messages
from danvan_desktop.ui.pdf_view import PdfView

_SHOWN = 8


class PaperFind(QFrame):
    """Hidden until `start()`; Esc hides it again."""

    def __init__(
        self, pages: PaperPages, view: PdfView, messages: Messages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pages = pages
        self._view = view
        self._messages = messages
        self.box = QLineEdit()
        self.found = QLabel()
        self._close = QToolButton()
        self._assemble()
        self.box.returnPressed.connect(self.look)
        self._close.clicked.connect(self.stop)
        self.hide()

    def _assemble(self) -> None:
        theme.role(self, "bar")
        theme.role(self.found, "soft")
        self.box.setPlaceholderText("Tìm chữ trong văn bản, Enter để tìm tiếp")
        self.box.setAccessibleName("Tìm chữ trong văn bản")
        self.box.setMaximumWidth(theme.chars(48))
        self._close.setIcon(icons.icon("close"))
        self._close.setToolTip("Đóng ô tìm (Esc)")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.gap() * 2, theme.gap() // 2, theme.gap() * 2, theme.gap() // 2)
        row.addWidget(self.box, 1)
        row.addWidget(self.found, 1)
        row.addWidget(self._close)

    def start(self) -> None:
        """Show the bar and go into it."""
        self.show()
        self.box.setFocus()
        self.box.selectAll()

    def stop(self) -> None:
        """Hide the bar; the keys move the pages again."""
        self.hide()
        self._view.setFocus()

    def look(self) -> None:
        """Go to the next page with these words, and say on which pages they stand."""
        try:
            pages = self._pages.find(self.box.text())
        except DanVanError as error:
            self._messages.error(self, error)
            return
        if pages:
            here = self._view.current
            self._view.go_to(next((page for page in pages if page > here), pages[0]))
        numbers = ", ".join(str(page + 1) for page in pages[:_SHOWN])
        more = "…" if len(pages) > _SHOWN else ""
        words = f"Có ở trang {numbers}{more}" if pages else "Không có trong văn bản này"
        self.found.setText(words if self.box.text().strip() else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.stop()
        else:
            super().keyPressEvent(event)
