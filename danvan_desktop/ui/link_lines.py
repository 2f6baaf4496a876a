"""Lines that lead somewhere, and the card that holds them: what the first page is made of.

    card = LinkCard("Việc đến hạn", empty="Không có việc đến hạn.")
    card.show_lines([LinkLine("Danh sách đăng ký", "quá hạn 3 ngày", "calendar", key, Tone.BAD)])
    card.chosen.connect(work.go)                 # place key, uid of a record

Owns looks and the click; what a line says and where it leads is the page's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.table_models import plain_tooltip
from danvan_desktop.ui.theme import Tone

SHOWN = 6


@dataclass(frozen=True)
class LinkLine:
    """One line: what it says, a side remark, where it leads, and how that stands."""

    text: str
    detail: str = ""
    place: str = ""
    target: str = ""
    tone: Tone = Tone.NEUTRAL


class ElidedButton(QPushButton):
    """A flat button as wide as there is room; what does not fit is cut and told in a tooltip."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = text
        theme.role(self, "quiet")
        self.setAutoDefault(False)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.chars(12), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._whole) + theme.gap() * 4
        return QSize(width, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - theme.gap() * 2
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(plain_tooltip(self._whole) if shown != self._whole else "")


class LineView(QWidget):
    """A line on screen: sign, words, side remark."""

    pressed = Signal(str, str)

    def __init__(self, line: LinkLine) -> None:
        super().__init__()
        self.line = line
        sign = QLabel()
        sign.setPixmap(icons.tone_pixmap(line.tone, theme.icon_size()))
        self.button = ElidedButton(line.text)
        self.button.setEnabled(bool(line.place))
        self.button.clicked.connect(self._on_clicked)
        detail = QLabel(line.detail)
        detail.setTextFormat(Qt.TextFormat.PlainText)
        theme.role(detail, "soft")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.gap() // 2)
        row.addWidget(sign)
        row.addWidget(self.button, 1)
        row.addWidget(detail)

    def _on_clicked(self) -> None:
        self.pressed.emit(self.line.place, self.line.target)


class LinkCard(QFrame):
    """A heading, its lines, and plain words while there are none."""

    chosen = Signal(str, str)

    def __init__(self, title: str, *, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.role(self, "card")
        self._title = title
        self._heading = QLabel(title)
        theme.role(self._heading, "heading")
        self._empty = QLabel(empty)
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self._empty.setWordWrap(True)
        theme.role(self._empty, "soft")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.shown: list[LinkLine] = []
        layout = QVBoxLayout(self)
        edge = round(theme.gap() * 1.5)
        layout.setContentsMargins(edge, theme.gap(), edge, theme.gap())
        layout.setSpacing(theme.gap() // 2)
        layout.addWidget(self._heading)
        layout.addWidget(self._empty)
        layout.addLayout(self._lines)

    def show_lines(self, lines: Sequence[LinkLine], *, count: int = 0, empty: str = "") -> None:
        """Put lines in place of the old ones; beyond `SHOWN` the last says how many more.

        `count` is shown after the title. `empty` replaces the words of the empty card.
        """
        while self._lines.count():
            self._lines.takeAt(0).widget().deleteLater()
        self.shown = list(lines[:SHOWN])
        if len(lines) > SHOWN:
            last = lines[-1]
            more = f"… và {len(lines) - SHOWN} mục nữa"
            self.shown.append(LinkLine(more, "", last.place, "", Tone.NEUTRAL))
        for line in self.shown:
            view = LineView(line)
            view.pressed.connect(self.chosen)
            self._lines.addWidget(view)
        self._heading.setText(f"{self._title} ({count})" if count else self._title)
        if empty:
            self._empty.setText(empty)
        self._empty.setVisible(not lines)

    def buttons(self) -> list[QPushButton]:
        """The lines' buttons, from the top."""
        views = (self._lines.itemAt(place).widget() for place in range(self._lines.count()))
        return [view.button for view in views if isinstance(view, LineView)]
