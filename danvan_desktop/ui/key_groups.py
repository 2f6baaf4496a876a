"""A key's fingerprint in large groups, to be read out and compared over the telephone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.ui import icons, theme

PER_ROW = 4


class KeyGroups(QWidget):
    """Groups of digits, four to a line, each numbered so that both sides keep their place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fingerprint = ""
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.gap() * 2)
        self._grid.setVerticalSpacing(theme.gap() // 2)
        self.copy_button = QPushButton("Sao chép dấu khóa")
        self.copy_button.setIcon(icons.icon("copy"))
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(self._on_copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.gap())
        layout.addLayout(self._grid)
        layout.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_key(self, fingerprint: str) -> None:
        """Show this fingerprint; groups are parted by spaces."""
        self._fingerprint = fingerprint
        while self._grid.count():
            self._grid.takeAt(0).widget().deleteLater()
        for place, group in enumerate(fingerprint.split()):
            self._grid.addWidget(self._group(place + 1, group), place // PER_ROW, place % PER_ROW)
        self._grid.setColumnStretch(PER_ROW, 1)
        self.setAccessibleName(f"Dấu khóa {fingerprint}")

    def text(self) -> str:
        """The fingerprint that is shown."""
        return self._fingerprint

    def _group(self, number: int, group: str) -> QLabel:
        label = QLabel(f"<small>{number}.</small>&nbsp;{group}")
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        font = label.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        font.setBold(True)
        label.setFont(font)
        return label

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._fingerprint)
