"""Choosing what a meeting reviews, from everything that may be reviewed.

Space ticks a line; those assessed come first, and what is not ready says why. Emits nothing:
`ask()` gives the uids of the ticked registrations, those already on the list in their order.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
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
from danvan_desktop.services.meeting_items import Choice
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.settings_section import button
from danvan_desktop.ui.table_models import plain_tooltip
from danvan_desktop.ui.workplace import Workplace

_UID = int(Qt.ItemDataRole.UserRole)
_WORDS = _UID + 1


class ChooseItemsDialog(QDialog):
    """See the module's text."""

    def __init__(
        self, parent: QWidget, work: Workplace, found: Sequence[Choice], order: Sequence[str]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Chọn nội dung bình xét")
        self._work = work
        self._order = list(order)
        self.filter_box = QLineEdit()
        self.list = QListWidget()
        self.count = QLabel()
        self.save_button = QPushButton("Đưa vào cuộc họp")
        self._fill(found)
        self._assemble()
        self.list.itemChanged.connect(self._show_count)
        self.filter_box.textChanged.connect(self._on_filter)
        self._show_count()
        self.list.setFocus()

    def _fill(self, found: Sequence[Choice]) -> None:
        for one in found:
            row = one.registration
            parts = (row.name, row.subject_name, row.place_name, one.assessed, one.note)
            words = " · ".join(dict.fromkeys(part for part in parts if part))
            item = QListWidgetItem(words)
            item.setData(_UID, row.uid)
            item.setSizeHint(QSize(0, round(theme.em() * 1.7)))
            item.setData(_WORDS, search_key(words))
            item.setToolTip(plain_tooltip(words))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = Qt.CheckState.Checked if one.chosen else Qt.CheckState.Unchecked
            item.setCheckState(ticked)
            if not one.ready:
                item.setForeground(self.palette().placeholderText())
            self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(0)

    def _assemble(self) -> None:
        title = QLabel("Chọn nội dung bình xét")
        theme.role(title, "title")
        theme.role(self.count, "soft")
        theme.role(self.save_button, "primary")
        hint = "Lọc trong danh sách (không cần gõ dấu)"
        self.filter_box.setPlaceholderText(hint)
        self.filter_box.setAccessibleName(hint)
        self.filter_box.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.list.setAccessibleName("Các đăng ký, phím cách để chọn")
        self.list.setAlternatingRowColors(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        foot = QHBoxLayout()
        foot.addWidget(self.count)
        foot.addStretch(1)
        every = button("Chọn mọi dòng đã thẩm định", self.tick_ready, shortcut="Ctrl+L")
        leave = button("Hủy", self.reject)
        self.save_button.setAutoDefault(False)
        self.save_button.setToolTip("Ctrl+Return")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)
        self.save_button.clicked.connect(self.accept)
        for one in (every, self.save_button, leave):
            foot.addWidget(one)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.gap())
        for widget in (title, self.filter_box):
            layout.addWidget(widget)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        self.resize(theme.chars(110), theme.em() * 28)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(number) for number in range(self.list.count())]

    def chosen(self) -> tuple[str, ...]:
        """What is ticked: first what was on the list, in its order, then the new ones."""
        ticked = [
            str(item.data(_UID))
            for item in self._items()
            if item.checkState() == Qt.CheckState.Checked
        ]
        kept = [uid for uid in self._order if uid in ticked]
        return (*kept, *[uid for uid in ticked if uid not in kept])

    def tick_ready(self) -> None:
        """Tick what was assessed, as far as it is in sight."""
        faint = self.palette().placeholderText()
        for item in self._items():
            if not item.isHidden() and item.foreground() != faint:
                item.setCheckState(Qt.CheckState.Checked)

    def ask(self) -> tuple[str, ...] | None:
        """Show it and wait; None when it was left. Frees the dialog."""
        accepted = self.exec() == QDialog.DialogCode.Accepted
        found = self.chosen()
        self.deleteLater()
        return found if accepted else None

    def _show_count(self) -> None:
        self.count.setText(f"Đã chọn {len(self.chosen())}/{self.list.count()} đăng ký")

    def _on_filter(self, typed: str) -> None:
        words = search_key(typed).split()
        for item in self._items():
            item.setHidden(not all(word in item.data(_WORDS) for word in words))
