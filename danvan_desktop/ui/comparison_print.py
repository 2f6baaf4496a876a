"""The chart of the board as a PDF of A4 pages, the head with its scale on each of them.

Drawn by the same painter as on the screen; looking, saving and printing are `paper_dialog`'s.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPoint
from PySide6.QtGui import QFontMetrics, QPageLayout, QPageSize, QPainter, QPdfWriter

from danvan_desktop.ui.comparison_chart import ChartPicture

_DOTS = 96
"""Resolution of the page: that of a screen, so that fonts and lines keep their proportions."""
_MARGIN_MM = 15.0
_SHRINK = 0.8
"""Letters of eight points instead of the screen's ten."""


def chart_pdf(picture: ChartPicture) -> bytes:
    """As many pages as the rows need, each with the head of the chart and its own number."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(picture.title)
    writer.setResolution(_DOTS)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM),
            QPageLayout.Unit.Millimeter,
        )
    )
    painter = QPainter(writer)
    painter.scale(_SHRINK, _SHRINK)
    width, height = int(writer.width() / _SHRINK), int(writer.height() / _SHRINK)
    pages = _pages(picture, height)
    for number, (first, last) in enumerate(pages, 1):
        if number > 1:
            writer.newPage()
        picture.paint(painter, width, first, last)
        _foot(painter, picture, QPoint(width // 2, height), f"Trang {number}/{len(pages)}")
    painter.end()
    buffer.close()
    return bytes(buffer.data().data())


def _pages(picture: ChartPicture, height: int) -> list[tuple[int, int]]:
    """First and last row of each page; one page without rows for an empty chart."""
    line = QFontMetrics(picture.font).height()
    room = max(1, (height - picture.head_height - 2 * line) // picture.row_height)
    count = len(picture.rows)
    return [(first, min(first + room, count)) for first in range(0, max(count, 1), room)]


def _foot(painter: QPainter, picture: ChartPicture, middle: QPoint, words: str) -> None:
    painter.setFont(picture.font)
    half = QFontMetrics(picture.font).horizontalAdvance(words) // 2
    painter.drawText(middle.x() - half, middle.y(), words)
