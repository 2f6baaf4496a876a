"""Where the four corners of a sheet are on a photograph of it, shown by dragging.

    dialog = CornersDialog(parent, image); dialog.open(); dialog.accepted -> dialog.corners

Owns showing and dragging; straightening is `services/blank_pictures`'. Keys: Tab goes from corner
to corner, arrows move it by a point of the screen, with Shift by ten.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.services.blank_pictures import WHOLE, Corner
from danvan_desktop.ui import theme
from danvan_desktop.ui.theme import COLOURS

_NAMES = ("trên bên trái", "trên bên phải", "dưới bên phải", "dưới bên trái")
_REACH, _DOT, _ROOM = 24.0, 7.0, 14.0
_LOUPE, _TIMES = 150.0, 3.0
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class CornersView(QWidget):
    """The photograph with its four marks; the mark in hand is shown enlarged."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self._image = image
        self._held = False
        self._here = 0
        self.corners: list[Corner] = list(WHOLE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(theme.chars(60), theme.em() * 20)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._describe()

    def sizeHint(self) -> QSize:
        return QSize(theme.chars(110), theme.em() * 34)

    def place(self, corner: int) -> QPointF:
        """Where a mark is on the widget."""
        sheet, (x, y) = self._sheet(), self.corners[corner]
        return QPointF(sheet.x() + x * sheet.width(), sheet.y() + y * sheet.height())

    def put(self, corner: int, at: QPointF) -> None:
        """Move a mark, kept within the picture."""
        sheet = self._sheet()
        x, y = (at.x() - sheet.x()) / sheet.width(), (at.y() - sheet.y()) / sheet.height()
        self.corners[corner] = min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)
        self._here = corner
        self._describe()
        self.update()

    def _sheet(self) -> QRectF:
        room = QRectF(self.rect()).adjusted(_ROOM, _ROOM, -_ROOM, -_ROOM)
        size = self._image.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (room.width() - size.width()) / 2, (room.height() - size.height()) / 2
        return QRectF(room.x() + left, room.y() + top, size.width(), size.height())

    def _describe(self) -> None:
        x, y = self.corners[self._here]
        self.setAccessibleName(f"Góc {_NAMES[self._here]}: {x:.0%} ngang, {y:.0%} dọc")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        ways = [(self.place(one) - event.position()).manhattanLength() for one in range(4)]
        nearest = min(range(4), key=lambda one: ways[one])
        self._held = ways[nearest] <= _REACH * 2
        if self._held:
            self.put(nearest, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self.put(self._here, event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.mouseMoveEvent(event)
        self._held = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if arrow is None:
            super().keyPressEvent(event)
            return
        by = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        self.put(self._here, self.place(self._here) + QPointF(arrow[0] * by, arrow[1] * by))

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab goes through the corners, and on to the buttons after the last one."""
        to = self._here + (1 if forwards else -1)
        if not 0 <= to < 4:
            return super().focusNextPrevChild(forwards)
        self._here = to
        self._describe()
        self.update()
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.fillRect(self.rect(), QColor(COLOURS.line))
        painter.drawImage(self._sheet(), self._image)
        painter.setPen(QPen(QColor(COLOURS.accent), 1.6))
        painter.drawPolygon(QPolygonF([self.place(one) for one in range(4)]))
        for one in range(4):
            chosen = one == self._here and self.hasFocus()
            painter.setBrush(QColor(COLOURS.accent if chosen else COLOURS.surface))
            painter.drawEllipse(self.place(one), _DOT, _DOT)
        if self._held:
            self._draw_loupe(painter)

    def _draw_loupe(self, painter: QPainter) -> None:
        """What lies under the mark in hand, three times as large, in the middle of the picture."""
        sheet, at = self._sheet(), self.place(self._here)
        scale = self._image.width() / sheet.width()
        side = _LOUPE / _TIMES * scale
        centre = (at - sheet.topLeft()) * scale
        part = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
        box = QRectF(0, 0, _LOUPE, _LOUPE)
        box.moveCenter(sheet.center())
        painter.fillRect(box, QColor(COLOURS.line))
        painter.drawImage(box, self._image, part)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        painter.drawLine(
            QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y())
        )
        painter.drawLine(
            QPointF(box.center().x(), box.top()), QPointF(box.center().x(), box.bottom())
        )


class CornersDialog(QDialog):
    """See the module's text."""

    def __init__(self, parent: QWidget | None, image: QImage) -> None:
        super().__init__(parent)
        self.setWindowTitle("Chỉnh thẳng ảnh phôi")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.view = CornersView(image)
        self.take_button = QPushButton("Lấy phần giữa bốn góc")
        self.keep_button = QPushButton("Giữ nguyên ảnh")
        title = QLabel("Kéo bốn dấu tròn vào đúng bốn góc tờ phôi")
        theme.role(title, "title")
        words = QLabel(
            "Ảnh chụp nghiêng hay còn thừa mặt bàn sẽ được cắt và nắn thẳng cho khớp khổ giấy. "
            "Bản quét vừa khít tờ phôi thì giữ nguyên."
        )
        words.setWordWrap(True)
        theme.role(words, "soft")
        theme.role(self.take_button, "primary")
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (self.keep_button, self.take_button):
            button.setMinimumWidth(theme.chars(14))
            foot.addWidget(button)
        self.take_button.setDefault(True)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.gap())
        for widget in (title, words):
            layout.addWidget(widget)
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)
        self.take_button.clicked.connect(self.accept)
        self.keep_button.clicked.connect(self.reject)
        self.view.setFocus()
        # As large as can be: the nearer the marks are seen, the straighter the picture.
        screen = self.screen().availableSize()
        self.resize(screen.width() - 80, screen.height() - 80)

    @property
    def corners(self) -> tuple[Corner, ...]:
        """Fractions of the picture, round from the upper left."""
        return tuple(self.view.corners)
