"""Finding words in the paper that is shown (Ctrl+F); Enter goes on to the next place they stand.

Owns the bar under the head of the preview; searching is `services/paper_pages`', the colour over
what is found `pdf_view`'s.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from danvan_desktop.errors import DanVanError
from danvan_desktop.services.paper_pages import PaperPages
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.messages import Messages
from danvan_desktop.ui.pdf_view import PdfView, Place


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
        self._looked_for = ""
        self._places: tuple[Place, ...] = ()
        self._here = -1
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
        self._show((), -1)
        self._view.setFocus()

    def look(self) -> None:
        """Go to the first place with these words from the page in sight on, or to the next one."""
        words = self.box.text()
        if words == self._looked_for and self._places:
            self._show(self._places, (self._here + 1) % len(self._places))
            return
        try:
            places: tuple[Place, ...] = tuple(self._pages.find(words))
        except DanVanError as error:
            self._messages.error(self, error)
            return
        onwards = (at for at, one in enumerate(places) if one.page >= self._view.current)
        self._show(places, next(onwards, 0))
        self._looked_for = words
        if words.strip() and not places:
            self.found.setText("Không có trong văn bản này")

    def _show(self, places: tuple[Place, ...], here: int) -> None:
        self._places, self._here = places, here
        at = places[here] if places else None
        self._view.mark(places, at)
        self.found.setText(f"{here + 1}/{len(places)}, ở trang {at.page + 1}" if at else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.stop()
        else:
            super().keyPressEvent(event)
