"""What was registered, to be read beside a score sheet: headings and texts, nothing to fill in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.ui import theme


class RegistrationText(QDialog):
    """Esc, Enter and the button close it; the arrows scroll."""

    def __init__(self, parent: QWidget | None, name: str, texts: Sequence[tuple[str, str]]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Nội dung đăng ký")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = QLabel(name)
        theme.role(title, "heading")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(_body(texts))
        close = QPushButton("Đóng")
        close.setMinimumWidth(theme.chars(14))
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.gap())
        layout.addWidget(title)
        layout.addWidget(self.area, 1)
        layout.addLayout(buttons)
        for label in self.findChildren(QLabel):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        screen = self.screen().availableSize()
        self.resize(
            min(theme.chars(96), screen.width() - 60), min(theme.em() * 34, screen.height() - 80)
        )


def _body(texts: Sequence[tuple[str, str]]) -> QWidget:
    body = QWidget()
    theme.role(body, "page")
    rows = QVBoxLayout(body)
    rows.setContentsMargins(2, 2, theme.gap(), 2)
    rows.setSpacing(theme.gap() // 2)
    for heading, text in texts:
        head, words = QLabel(heading), QLabel(text)
        theme.role(head, "label")
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        rows.addWidget(head)
        rows.addWidget(words)
        rows.addSpacing(theme.gap() // 2)
    rows.addStretch(1)
    return body
