"""Where a `.dvk` file is dropped or chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.ui import icons, theme


class PackageDrop(QFrame):
    """Emits `dropped(Path)` for one file, `choose` when the button is pressed."""

    dropped = Signal(object)
    choose = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.role(self, "drop")
        self.setAcceptDrops(True)
        sign = QLabel()
        sign.setPixmap(icons.pixmap("receive", theme.em() * 2, theme.COLOURS.text_soft))
        title = QLabel("Kéo tệp .dvk của đơn vị gửi vào đây")
        theme.role(title, "strong")
        note = QLabel("Tệp được kiểm tra trước; chưa có gì được ghi cho đến khi bạn đồng ý.")
        theme.role(note, "soft")
        note.setWordWrap(True)
        self.button = QPushButton("Chọn tệp...")
        self.button.setIcon(icons.icon("open"))
        self.button.setShortcut("Ctrl+O")
        self.button.setToolTip("Chọn tệp .dvk trên máy hoặc USB (Ctrl+O)")
        self.button.clicked.connect(self.choose)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(note)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.gap() * 2, theme.gap(), theme.gap() * 2, theme.gap())
        row.setSpacing(theme.gap() * 2)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _only_file(event) is not None:
            theme.set_state(self, "over", True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        theme.set_state(self, "over", False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        theme.set_state(self, "over", False)
        path = _only_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)


def _only_file(event: QDropEvent) -> Path | None:
    """The file when exactly one is dragged; its ending is not asked, the check says what it is."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
