"""Evidence of one registration: small pictures in rows, a larger one of what is chosen.

Owns showing, dragging in and asking; keeping is `services/progress`.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.services.progress import EvidenceRow
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.page_frame import WrapRow
from danvan_desktop.ui.pictures import thumbnail
from danvan_desktop.ui.table_models import plain_tooltip

KILO = 1024
PREVIEW_EMS = 9


class EvidenceList(QFrame):
    """See the module's text. `dropped` carries paths, the others the uid of what is chosen."""

    add_wanted = Signal()
    open_wanted = Signal(str)
    remove_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[EvidenceRow, ...] = ()
        self.list = QListWidget()
        self.preview = QLabel()
        self.add_button = QPushButton(icons.icon("add"), "Thêm minh chứng")
        self.open_button = QPushButton(icons.icon("open"), "Mở")
        self.remove_button = QPushButton(icons.icon("delete"), "Gỡ")
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        self.list.setAccessibleName("Minh chứng")
        self.list.setIconSize(QSize(theme.em() * 2, theme.em() * 2))
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setMinimumHeight(theme.em() * PREVIEW_EMS)
        self.preview.setMinimumWidth(theme.em() * PREVIEW_EMS)
        self.preview.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        theme.role(self.preview, "soft")
        title = QLabel("Minh chứng")
        theme.role(title, "heading")
        head = WrapRow()
        head.addWidget(title)
        for button in (self.open_button, self.remove_button, self.add_button):
            head.addWidget(button)
        body = QHBoxLayout()
        body.addWidget(self.list, 3)
        body.addWidget(self.preview, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addLayout(body, 1)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.add_wanted)
        self.open_button.clicked.connect(self._on_open)
        self.remove_button.clicked.connect(self._on_remove)
        self.list.currentItemChanged.connect(self._on_chosen)
        self.list.itemActivated.connect(self._on_open)
        keys = QShortcut(QKeySequence.StandardKey.Delete, self.list, self._on_remove)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)

    def show_rows(self, rows: Sequence[EvidenceRow]) -> None:
        """Replace the list, keeping what was chosen."""
        chosen = self.chosen()
        self._rows = tuple(rows)
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(_icon(row), f"{row.title or row.file_name}\n{_details(row)}")
            item.setToolTip(plain_tooltip(row.file_name))
            item.setSizeHint(QSize(0, round(theme.em() * 2.8)))
            self.list.addItem(item)
        self.list.setVisible(bool(rows))
        again = next((n for n, row in enumerate(rows) if chosen and row.uid == chosen.uid), 0)
        self.list.setCurrentRow(again if rows else -1)
        self._on_chosen()

    def chosen(self) -> EvidenceRow | None:
        """The row that is chosen, None when there is none."""
        number = self.list.currentRow()
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_preview()

    def _on_chosen(self) -> None:
        row = self.chosen()
        self.open_button.setEnabled(row is not None)
        self.remove_button.setEnabled(row is not None)
        self._show_preview()

    def _show_preview(self) -> None:
        row = self.chosen()
        if row is None:
            self.preview.setText("Kéo tệp, ảnh vào đây")
            return
        shown = thumbnail(row.path if row.is_picture else None, self.preview.size())
        if shown.isNull():
            self.preview.setText("Bấm “Mở” để xem tệp" if row.path else "Chỉ có tên tệp")
        else:
            self.preview.setPixmap(shown)
            self.preview.setAccessibleName(f"Ảnh {row.file_name}")

    def _on_open(self) -> None:
        row = self.chosen()
        if row is not None:
            self.open_wanted.emit(row.uid)

    def _on_remove(self) -> None:
        row = self.chosen()
        if row is not None:
            self.remove_wanted.emit(row)


def _icon(row: EvidenceRow) -> QIcon:
    side = theme.em() * 2
    shown = thumbnail(row.path, QSize(side, side)) if row.is_picture else None
    if shown is None or shown.isNull():
        return icons.icon("photo" if row.is_picture else "file")
    return QIcon(shown)


def _details(row: EvidenceRow) -> str:
    size = f"{format_decimal(max(row.size // KILO, 1))} KB"
    day = format_date(row.on) if row.on else ""
    kept = "" if row.path else "tệp ở đơn vị gửi"
    return " · ".join(part for part in (day, size, kept) if part)
