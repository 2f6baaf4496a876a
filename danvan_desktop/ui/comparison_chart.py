"""The chart of the board: a bar for the result of each registration, a line from lowest to highest.

`ChartPicture` draws any number of rows with a painter, on the screen as in a picture file or on
the pages of a PDF; `ComparisonChart` is the widget, which scrolls and knows which bar is under the
mouse. Figures come ready from the board. What a bar means is also said in words beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QScrollArea, QSizePolicy, QToolTip, QWidget

from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.services.comparison_rows import ComparisonRow
from danvan_desktop.ui import theme
from danvan_desktop.ui.comparison_columns import points
from danvan_desktop.ui.table_models import plain_tooltip
from danvan_desktop.ui.theme import COLOURS

SCALE = 2
"""Pixels of a picture file for each of the screen's."""
_NAME_SHARE, _NAME_MOST = 0.34, 0.45
_NAME_LINES = 24
"""Names take their share of the width; on a narrow page more, up to so many line heights."""
_STEPS = 5
_LEGEND = "Cột: kết quả. Vạch ngang: từ phiếu thấp nhất đến phiếu cao nhất."
_EDGE_LEGEND = " Đường đứt: hết số lượng."


@dataclass(frozen=True)
class Sizes:
    """Measures of one chart in the units of its painter."""

    line: int
    bar: int
    head: int
    left: int
    right: int
    width: int

    def x(self, share: float) -> float:
        """Where a share of the scale lies."""
        return self.left + share * (self.width - self.left - self.right)


class ChartPicture:
    """See the module's text. Rows without a total have a line that says so and no bar.

    `edges`: the rows are in the order of their places, so a line shows where a quota ends.
    """

    def __init__(
        self, rows: Sequence[ComparisonRow], title: str, font: QFont, *, edges: bool = False
    ) -> None:
        self.edges = edges
        self.rows = tuple(rows)
        self.title = title
        self.font = font
        self._metrics = QFontMetrics(font)
        self._top = _scale_end(rows)

    @property
    def row_height(self) -> int:
        return round(self._metrics.height() * 1.6)

    @property
    def head_height(self) -> int:
        return round(self._metrics.height() * 4.2)

    def height(self, count: int | None = None) -> int:
        """Of the head and so many rows, all of them unless given."""
        rows = len(self.rows) if count is None else count
        return self.head_height + rows * self.row_height + self._metrics.height()

    def row_at(self, y: float) -> int:
        """The number of the row at a height, -1 beside all of them."""
        number = int((y - self.head_height) // self.row_height)
        return number if y >= self.head_height and number < len(self.rows) else -1

    def paint(
        self, painter: QPainter, width: int, first: int = 0, last: int = -1, current: int = -1
    ) -> None:
        """Draw the head and the rows from `first` up to `last`, which is not drawn any more."""
        last = len(self.rows) if last < 0 else last
        painter.setFont(self.font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sizes = self._sizes(width)
        self._paint_head(painter, sizes, last - first)
        for place, row in enumerate(self.rows[first:last]):
            top = self.head_height + place * self.row_height
            self._paint_row(painter, sizes, row, top, chosen=first + place == current)
            if self._ends_quota(first + place):
                self._paint_edge(painter, sizes, top + self.row_height)

    def _has_edge(self) -> bool:
        return any(self._ends_quota(place) for place in range(len(self.rows)))

    def _ends_quota(self, place: int) -> bool:
        if not self.edges or place + 1 >= len(self.rows):
            return False
        return self.rows[place].ends_quota_before(self.rows[place + 1])

    def _sizes(self, width: int) -> Sizes:
        line = self._metrics.height()
        right = self._metrics.horizontalAdvance("000,00 thứ tự 000-000") + line
        wanted = max(width * _NAME_SHARE, line * _NAME_LINES)
        left = round(min(wanted, width * _NAME_MOST))
        return Sizes(line, round(line * 0.8), self.head_height, left, right, width)

    def _paint_head(self, painter: QPainter, sizes: Sizes, rows: int) -> None:
        bold = QFont(self.font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(COLOURS.text))
        room = QRect(0, 0, sizes.width, sizes.line * 2)
        title = painter.fontMetrics().elidedText(
            self.title, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), title)
        painter.setFont(self.font)
        painter.setPen(QColor(COLOURS.text_soft))
        legend = _LEGEND + (_EDGE_LEGEND if self._has_edge() else "")
        painter.drawText(QRect(0, sizes.line * 3 // 2, sizes.width, sizes.line * 2), 0, legend)
        bottom = self.head_height + rows * self.row_height
        for step in range(_STEPS + 1):
            x = sizes.x(step / _STEPS)
            painter.setPen(QPen(QColor(COLOURS.line), 1))
            painter.drawLine(int(x), self.head_height, int(x), bottom)
            painter.setPen(QColor(COLOURS.text_soft))
            words = format_decimal(self._top * step / _STEPS)
            half = self._metrics.horizontalAdvance(words) // 2
            painter.drawText(int(x) - half, self.head_height - sizes.line // 3, words)

    def _paint_row(
        self, painter: QPainter, sizes: Sizes, row: ComparisonRow, top: int, *, chosen: bool
    ) -> None:
        band = QRect(0, top, sizes.width, self.row_height)
        if chosen:
            painter.fillRect(band, QColor(COLOURS.accent_soft))
        self._paint_name(painter, sizes, row, band)
        result, total = row.result, row.total
        painter.setPen(QColor(COLOURS.text_soft))
        if result is None or total is None:
            words = "đang ẩn" if row.hidden else "chưa có điểm"
            room = band.adjusted(sizes.left + sizes.line // 2, 0, 0, 0)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
            return
        middle = top + self.row_height // 2
        end = sizes.x(self._share(total))
        body = QRectF(sizes.left, middle - sizes.bar / 2, end - sizes.left, sizes.bar)
        painter.fillRect(body, QColor(_colour(row)))
        if result.lowest is not None and result.highest is not None and result.finished > 1:
            self._paint_whisker(painter, sizes, middle, result.lowest, result.highest)
        painter.setPen(QColor(COLOURS.text))
        room = QRect(sizes.width - sizes.right, top, sizes.right, self.row_height)
        painter.drawText(
            room.adjusted(sizes.line // 2, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), _words(row)
        )

    def _paint_name(self, painter: QPainter, sizes: Sizes, row: ComparisonRow, band: QRect) -> None:
        room = QRect(band.left(), band.top(), sizes.left - sizes.line // 2, band.height())
        name = self._metrics.elidedText(
            row.registration.name, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.setPen(QColor(COLOURS.text))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), name)

    def _paint_whisker(
        self, painter: QPainter, sizes: Sizes, middle: int, low: Decimal, high: Decimal
    ) -> None:
        left, right = int(sizes.x(self._share(low))), int(sizes.x(self._share(high)))
        cap = sizes.bar // 3
        painter.setPen(QPen(QColor(COLOURS.text), max(1, sizes.line // 12)))
        painter.drawLine(left, middle, right, middle)
        for x in (left, right):
            painter.drawLine(x, middle - cap, x, middle + cap)

    def _paint_edge(self, painter: QPainter, sizes: Sizes, y: int) -> None:
        pen = QPen(QColor(COLOURS.accent), max(1, sizes.line // 10), Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(0, y, sizes.width, y)

    def _share(self, value: Decimal) -> float:
        return max(0.0, min(1.0, float(value / self._top)))


class ComparisonChart(QWidget):
    """The chart on screen: `picked(uid)` for a bar that was clicked, or chosen with Enter."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = ChartPicture((), "", QApplication.font())
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Biểu đồ kết quả, mũi tên để chọn, Enter để mở dòng")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_picture(self, picture: ChartPicture, current: str = "") -> None:
        """Draw these rows in their order; `current` is marked."""
        self._picture = picture
        uids = [row.uid for row in picture.rows]
        self._current = uids.index(current) if current in uids else -1
        self.setFixedHeight(self._picture.height())
        self.update()

    @property
    def picture(self) -> ChartPicture:
        return self._picture

    def current(self) -> str:
        """Uid of the marked row, "" for none."""
        rows = self._picture.rows
        return rows[self._current].uid if 0 <= self._current < len(rows) else ""

    def row_middle(self, number: int) -> QPoint:
        """A point on the bar of a row."""
        y = self._picture.head_height + round((number + 0.5) * self._picture.row_height)
        return QPoint(self.width() // 2, y)

    def sizeHint(self) -> QSize:
        return QSize(theme.chars(80), self._picture.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(COLOURS.surface))
        self._picture.paint(painter, self.width(), current=self._current)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._picture.row_at(event.position().y())
        if number >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._mark(number)
            self.picked.emit(self.current())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _KEYS.get(Qt.Key(event.key()))
        if step is not None and self._picture.rows:
            last = len(self._picture.rows) - 1
            self._mark(max(0, min(last, self._current + step)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current():
            self.picked.emit(self.current())
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self._picture.row_at(event.pos().y())
            words = _tooltip(self._picture.rows[number]) if number >= 0 else ""
            QToolTip.showText(event.globalPos(), plain_tooltip(words), self)
            return True
        return super().event(event)

    def _mark(self, number: int) -> None:
        self._current = number
        self.update()
        inside = self.parentWidget()
        area = None if inside is None else inside.parentWidget()
        if isinstance(area, QScrollArea):
            middle = self.row_middle(number)
            area.ensureVisible(0, middle.y(), 0, self._picture.row_height * 2)


_KEYS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 15,
    Qt.Key.Key_PageUp: -15,
    Qt.Key.Key_Home: -1_000_000,
    Qt.Key.Key_End: 1_000_000,
}


def chart_image(picture: ChartPicture, width: int) -> QImage:
    """The whole chart as a picture, sharp enough for a slide."""
    image = QImage(width * SCALE, picture.height() * SCALE, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    image.setDevicePixelRatio(SCALE)
    painter = QPainter(image)
    picture.paint(painter, width)
    painter.end()
    return image


def _scale_end(rows: Sequence[ComparisonRow]) -> Decimal:
    """The largest maximum of the sets shown, or the largest total where one is above it."""
    ends = [Decimal(1)]
    for row in rows:
        criteria_set, result = row.group.criteria_set, row.result
        if criteria_set is not None and criteria_set.maximum is not None:
            ends.append(criteria_set.maximum)
        if result is not None and result.highest is not None:
            ends.append(max(result.highest, result.total or result.highest))
    return max(ends)


def _colour(row: ComparisonRow) -> str:
    passed = row.result.passed if row.result else None
    return {True: "#8fb8a0", False: "#d9a19c", None: COLOURS.line_strong}[passed]


def _words(row: ComparisonRow) -> str:
    """The figure and the place; an unfinished count, or that it does not pass, instead of it."""
    if row.result is not None and row.result.passed is False:
        return f"{points(row.total)}  chưa đạt"
    if not row.complete:
        return f"{points(row.total)}  ({row.count_words} phiếu)"
    return f"{points(row.total)}  thứ tự {row.place_words}" if row.placed else points(row.total)


def _tooltip(row: ComparisonRow) -> str:
    lines = [row.registration.name, f"Kết quả: {row.result_words or 'chưa có'}"]
    if row.result is not None and row.spread is not None:
        lines.append(f"Các phiếu từ {points(row.result.lowest)} đến {points(row.result.highest)}")
    return "\n".join([*lines, *row.reasons])
