"""Where a `.dvk` file is dropped, pasted or chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.file_drop import DropFrame


class PackageDrop(DropFrame):
    """Emits `dropped(Path)` for one file, `choose` when the button is pressed.

    The file's ending is not asked for: the check says what it is.
    """

    dropped = Signal(object)
    choose = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Kéo hoặc dán tệp .dvk vào đây")
        sign = QLabel()
        sign.setPixmap(icons.pixmap("receive", theme.em() * 2, theme.COLOURS.text_soft))
        title = QLabel("Kéo tệp .dvk của đơn vị gửi vào đây")
        theme.role(title, "strong")
        self._note = QLabel("Tệp được kiểm tra trước; chưa có gì được ghi khi bạn chưa đồng ý.")
        theme.role(self._note, "soft")
        self._note.setWordWrap(True)
        self.button = QPushButton("Chọn tệp...")
        self.button.setIcon(icons.icon("open"))
        self.button.setShortcut("Ctrl+O")
        self.button.setToolTip("Chọn tệp .dvk trên máy hoặc USB (Ctrl+O)")
        self.button.clicked.connect(self.choose)
        self.files.connect(self._on_files)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(self._note)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.gap() * 2, theme.gap(), theme.gap() * 2, theme.gap())
        row.setSpacing(theme.gap() * 2)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def _on_files(self, paths: list[Path]) -> None:
        if len(paths) == 1:
            self.dropped.emit(paths[0])
        elif paths:
            self._note.setText("Mỗi lần nhận một tệp: hãy kéo từng tệp vào.")
