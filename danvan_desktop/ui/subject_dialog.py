"""Choosing the one record that a paper is made from: type to filter, Enter takes it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.text import search_key
from danvan_desktop.services.paper_subjects import Subject
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.table_models import plain_tooltip

_UID = int(Qt.ItemDataRole.UserRole)
_WORDS = _UID + 1


class SubjectDialog(QDialog):
    """See the module's text. Shown with `open()`; `chosen()` is the record's uid."""

    def __init__(self, parent: QWidget, paper: str, what: str, found: Sequence[Subject]) -> None:
        super().__init__(parent)
        self.setWindowTitle(paper)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.filter_box = QLineEdit()
        self.list = QListWidget()
        self.save_button = QPushButton("Lập văn bản")
        self._fill(found)
        self._assemble(paper, what)
        self.filter_box.textChanged.connect(self._on_filter)
        self.filter_box.installEventFilter(self)
        self.list.itemActivated.connect(self.accept)
        self.save_button.clicked.connect(self.accept)
        self.filter_box.setFocus()

    def _fill(self, found: Sequence[Subject]) -> None:
        for one in found:
            item = QListWidgetItem(one.words)
            item.setData(_UID, one.uid)
            item.setData(_WORDS, search_key(one.words))
            item.setSizeHint(QSize(0, round(theme.em() * 1.7)))
            item.setToolTip(plain_tooltip(one.words))
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _assemble(self, paper: str, what: str) -> None:
        title = QLabel(paper)
        theme.role(title, "title")
        lead = QLabel(f"Chọn {what} để lập văn bản.")
        theme.role(lead, "soft")
        theme.role(self.save_button, "primary")
        hint = "Lọc trong danh sách (không cần gõ dấu)"
        self.filter_box.setPlaceholderText(hint)
        self.filter_box.setAccessibleName(hint)
        self.filter_box.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.list.setAccessibleName("Danh sách để chọn")
        self.list.setAlternatingRowColors(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        leave = QPushButton("Hủy")
        leave.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for one in (self.save_button, leave):
            one.setAutoDefault(False)
            foot.addWidget(one)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.gap())
        for widget in (title, lead, self.filter_box):
            layout.addWidget(widget)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        self.resize(theme.chars(100), theme.em() * 26)

    def chosen(self) -> str:
        item = self.list.currentItem()
        return "" if item is None or item.isHidden() else str(item.data(_UID))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down and Enter in the filter box work the list."""
        if watched is not self.filter_box or not isinstance(event, QKeyEvent):
            return False
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
            return True
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        return False

    def _step(self, by: int) -> None:
        seen = [row for row in range(self.list.count()) if not self.list.item(row).isHidden()]
        if seen:
            now = self.list.currentRow()
            place = seen.index(now) + by if now in seen else 0
            self.list.setCurrentRow(seen[max(0, min(place, len(seen) - 1))])

    def _on_filter(self, typed: str) -> None:
        words = search_key(typed).split()
        first = None
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(not all(word in item.data(_WORDS) for word in words))
            if first is None and not item.isHidden():
                first = row
        now = self.list.currentItem()
        if first is not None and (now is None or now.isHidden()):
            self.list.setCurrentRow(first)

    def accept(self) -> None:
        """Take the record in sight; with none the dialog stays."""
        if self.chosen():
            super().accept()
