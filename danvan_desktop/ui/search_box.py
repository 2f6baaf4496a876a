"""The search box on top (Ctrl+K): what is found drops down under it.

Owns typing, waiting and the list of hits; what is searched is the function it is given.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.places import Search, SearchHit

DELAY_MS = 120
SHOWN = 12


class SearchBox(QLineEdit):
    """Emits `chosen(SearchHit)`. Down and Up walk through the hits, Enter opens, Esc closes."""

    chosen = Signal(object)

    def __init__(self, search: Search | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = search
        self._hits: list[SearchHit] = []
        self._list: QListWidget | None = None
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self.look)
        self.setPlaceholderText("Tìm mô hình, đơn vị, văn bản (Ctrl+K)")
        self.setAccessibleName("Tìm trong toàn bộ dữ liệu")
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(theme.chars(18))
        self.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.setEnabled(search is not None)
        self.textEdited.connect(self._on_edited)

    def search_with(self, search: Search) -> None:
        """Search by this function from now on."""
        self._search = search
        self.setEnabled(True)

    def start(self) -> None:
        """Go into the box with what stands there selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def look(self) -> None:
        """Search now and show what is found."""
        self._delay.stop()
        typed = self.text().strip()
        self._hits = list(self._search(typed))[:SHOWN] if self._search and typed else []
        if not typed:
            self._close()
            return
        self._show_hits()

    def hits(self) -> list[SearchHit]:
        """What is shown now."""
        return list(self._hits)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._list is not None:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            last = max(0, len(self._hits) - 1)
            self._list.setCurrentRow(min(last, max(0, self._list.currentRow() + step)))
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.window() and event.type() in (
            QEvent.Type.MouseButtonPress,
            QEvent.Type.Resize,
            QEvent.Type.WindowDeactivate,
        ):
            self._close()
        return False

    def _on_edited(self) -> None:
        self._delay.start()

    def _on_enter(self) -> None:
        if self._delay.isActive() or self._list is None:
            self.look()
        row = self._list.currentRow() if self._list is not None else -1
        if 0 <= row < len(self._hits):
            self._choose(row)

    def _choose(self, row: int) -> None:
        hit = self._hits[row]
        self._close()
        self.clear()
        self.chosen.emit(hit)

    def _on_clicked(self, item: QListWidgetItem) -> None:
        if self._list is not None and self._list.row(item) < len(self._hits):
            self._choose(self._list.row(item))

    def _show_hits(self) -> None:
        shown = self._made_list()
        shown.clear()
        for hit in self._hits:
            shown.addItem(f"{hit.title}\n{hit.detail}" if hit.detail else hit.title)
        if not self._hits:
            nothing = QListWidgetItem("Không tìm thấy. Thử gõ ít chữ hơn; không cần gõ dấu.")
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            shown.addItem(nothing)
        shown.setCurrentRow(0 if self._hits else -1)
        window = self.window()
        width = max(self.width(), theme.chars(56))
        corner = self.mapTo(window, QPoint(self.width() - width, self.height() + 2))
        rows = sum(shown.sizeHintForRow(row) for row in range(shown.count()))
        shown.setGeometry(corner.x(), corner.y(), width, rows + theme.gap() * 2)
        shown.show()
        shown.raise_()

    def _made_list(self) -> QListWidget:
        """A child of the window rather than a pop-up window, so that typing goes on."""
        if self._list is None:
            self._list = QListWidget(self.window())
            self._list.setFrameShape(QFrame.Shape.Box)
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.setAccessibleName("Kết quả tìm")
            self._list.setWordWrap(False)
            self._list.itemClicked.connect(self._on_clicked)
            self.window().installEventFilter(self)
        return self._list

    def _close(self) -> None:
        if self._list is not None:
            self._list.hide()
