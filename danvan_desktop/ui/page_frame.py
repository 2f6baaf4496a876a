"""What keeps pages inside the window: `PageFrame`, `ShownStack` and `WrapRow`.

`PageFrame` lets a page scroll when the window is smaller than the page can be; the window puts
every page in one. `WrapRow` is a layout for the head of a page, whose buttons go on to a second
line when they do not fit beside the title:

    head = WrapRow()
    head.addWidget(title)              # the first stays left, or all before head.addStretch()
    head.addWidget(button)             # the others go right, or on to lines of their own
    layout.addLayout(head)
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QStackedWidget,
    QWidget,
)
from shiboken6 import isValid

from danvan_desktop.ui import theme


class PageFrame(QScrollArea):
    """A page that fills the window, and scrolls only when it must."""

    def __init__(self, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.chars(40), theme.em() * 10)


class ShownStack(QStackedWidget):
    """As small as the page in sight may be, whatever the others need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(self.updateGeometry)

    def hasHeightForWidth(self) -> bool:
        return False  # its layout would ask for the height of the tallest page

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()


class WrapRow(QLayout):
    """See the module's text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._left = 1
        self.setSpacing(theme.gap())
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def addStretch(self) -> None:
        """What was added so far stays left, what comes goes right; without it, only the first."""
        self._left = len(self._items)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        tall = max((item.sizeHint().height() for item in shown), default=0)
        return QSize(self._width(shown), tall)

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def _shown(self) -> list[QLayoutItem]:
        # Qt deletes the item of a widget that goes away and still asks for sizes after that.
        return [item for item in self._items if isValid(item) and not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Lay out inside `rect`; the height taken. One line when all fit, else several."""
        shown = self._shown()
        left = [item for item in self._items[: self._left] if item in shown]
        right = [item for item in shown if item not in left]
        if self._width(shown) <= rect.width():
            if move:
                self._place_ends(left, right, rect)
            return max((item.sizeHint().height() for item in shown), default=0)
        top = rect.top()
        for line in [*self._lines(left, rect.width()), *self._lines(right, rect.width())]:
            height = max(item.sizeHint().height() for item in line)
            if move:
                row = QRect(rect.left(), top, rect.width(), height)
                self._flow(line, row, row.left())
            top += height + self.spacing()
        return max(0, top - self.spacing() - rect.top())

    def _width(self, items: list[QLayoutItem]) -> int:
        wide = sum(item.sizeHint().width() for item in items)
        return wide + self.spacing() * max(0, len(items) - 1)

    def _lines(self, items: list[QLayoutItem], width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        for item in items:
            if lines and self._width([*lines[-1], item]) <= width:
                lines[-1].append(item)
            else:
                lines.append([item])
        return lines

    def _place_ends(self, left: list[QLayoutItem], right: list[QLayoutItem], rect: QRect) -> None:
        """One line: some at the left, the others at the right, what may grow takes the rest."""
        spare = rect.width() - self._width(left + right)
        grows = [item for item in left if item.expandingDirections() & Qt.Orientation.Horizontal]
        self._flow(left, rect, rect.left(), grows[0] if grows else None, spare)
        self._flow(right, rect, rect.right() + 1 - self._width(right))

    def _flow(
        self,
        items: list[QLayoutItem],
        rect: QRect,
        left: int,
        grows: QLayoutItem | None = None,
        spare: int = 0,
    ) -> None:
        for item in items:
            size = item.sizeHint()
            room = size.width() + (spare if item is grows else 0)
            width = min(room, rect.width(), item.maximumSize().width())
            corner = QPoint(left, rect.top() + (rect.height() - size.height()) // 2)
            item.setGeometry(QRect(corner, QSize(width, size.height())))
            left += room + self.spacing()
