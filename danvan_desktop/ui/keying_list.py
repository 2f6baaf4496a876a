"""Beside a paper sheet that is keyed in: all sheets of the assessor, done or still to do.

Owns finding a sheet by typing and showing which are done; keying in is `keying_dialog`.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout

from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.text import search_key
from danvan_desktop.services.keying import PaperSheetRow
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.editors import LineEdit
from danvan_desktop.ui.theme import Tone

_KEY = int(Qt.ItemDataRole.UserRole)


class KeyingList(QFrame):
    """Emits `picked(uid)` when the official chooses a registration."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        theme.role(self, "card")
        self.find_box = LineEdit()
        self.list = QListWidget()
        self.progress = QLabel()
        self._assemble()
        self.find_box.textChanged.connect(self._on_find)
        self.find_box.returnPressed.connect(self._on_found)
        self.list.itemClicked.connect(self._on_item)
        self.list.itemActivated.connect(self._on_item)

    def _assemble(self) -> None:
        self.find_box.setPlaceholderText("Tìm phiếu theo tên (Ctrl+F)")
        self.find_box.setAccessibleName("Tìm phiếu theo tên, Enter để mở phiếu đầu tiên")
        self.list.setAccessibleName("Các phiếu của người đánh giá")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(theme.icon_size(), theme.icon_size()))
        theme.role(self.progress, "strong")
        layout = QVBoxLayout(self)
        edge = theme.gap()
        layout.setContentsMargins(edge, edge, edge, edge)
        for widget in (self.progress, self.find_box, self.list):
            layout.addWidget(widget)

    def show_rows(self, rows: Sequence[PaperSheetRow], current: str) -> None:
        """Every sheet with its sign; the one that is open is selected."""
        self.list.clear()
        for row in rows:
            item = QListWidgetItem()
            _fill(item, row)
            self.list.addItem(item)
        self._show_progress(rows)
        self._on_find(self.find_box.text())
        self.select(current)

    def show_row(self, number: int, rows: Sequence[PaperSheetRow]) -> None:
        """Bring one line and the progress up to date."""
        _fill(self.list.item(number), rows[number])
        self._show_progress(rows)

    def _show_progress(self, rows: Sequence[PaperSheetRow]) -> None:
        done = sum(row.done for row in rows)
        self.progress.setText(f"Đã nhập {done}/{len(rows)} phiếu")

    def select(self, registration: str) -> None:
        """Put the selection on one registration, without opening it."""
        for number in range(self.list.count()):
            item = self.list.item(number)
            if item.data(_KEY) == registration:
                self.list.setCurrentItem(item)
                self.list.scrollToItem(item)

    def _on_find(self, text: str) -> None:
        words = search_key(text).split()
        for number in range(self.list.count()):
            item = self.list.item(number)
            folded = search_key(item.toolTip())
            item.setHidden(not all(word in folded for word in words))

    def _on_found(self) -> None:
        items = (self.list.item(number) for number in range(self.list.count()))
        first = next((item for item in items if not item.isHidden()), None)
        if first is not None:
            self.find_box.clear()
            self.picked.emit(first.data(_KEY))

    def _on_item(self, item: QListWidgetItem) -> None:
        self.picked.emit(item.data(_KEY))


def _fill(item: QListWidgetItem, row: PaperSheetRow) -> None:
    item.setText(_words(row))
    item.setIcon(icons.tone_icon(_tone(row)))
    item.setToolTip(_tip(row))
    item.setData(_KEY, row.registration)


def _tone(row: PaperSheetRow) -> Tone:
    if row.stale or row.differs:
        return Tone.WARN
    if row.done:
        return Tone.GOOD
    return Tone.INFO if row.sheet else Tone.NEUTRAL


def _words(row: PaperSheetRow) -> str:
    if row.total is None:
        return row.name
    words = f"{row.name} - {format_decimal(row.total)} điểm"
    if row.differs and row.paper_total is not None:
        return f"{words} (giấy ghi {format_decimal(row.paper_total)})"
    return words


def _tip(row: PaperSheetRow) -> str:
    lines = [row.name, row.subject_name]
    if row.stale:
        lines.append("Đánh giá trên bản cũ, cần xác nhận lại")
    elif row.differs and row.paper_total is not None:
        lines.append(f"Phiếu giấy ghi {format_decimal(row.paper_total)} điểm")
    elif row.sheet and not row.finished:
        lines.append("Đang nhập dở")
    return "\n".join(lines)
