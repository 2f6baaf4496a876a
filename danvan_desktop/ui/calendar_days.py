"""Paints one day of the month: its number, the marks that fit, how many more there are.

Owns painting only; what a day holds comes through the roles of `calendar_view.MonthModel`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.calendar_view import (
    MARKS_ROLE,
    OTHER_MONTH_ROLE,
    TODAY_ROLE,
    MarkKind,
)
from danvan_desktop.ui.theme import COLOURS

if TYPE_CHECKING:
    from danvan_desktop.ui.calendar_view import DayMark

Index = QModelIndex | QPersistentModelIndex
PRESSING = (MarkKind.LATE, MarkKind.DUE, MarkKind.UPCOMING, MarkKind.EVENT, MarkKind.DONE)


class DayPainter(QStyledItemDelegate):
    """See the module's text."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        other = bool(index.data(OTHER_MONTH_ROLE))
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setClipRect(rect)
        ground = COLOURS.accent_soft if chosen else COLOURS.raised if other else COLOURS.surface
        painter.fillRect(rect, QColor(ground))
        self._paint_number(painter, rect, index, other)
        marks = index.data(MARKS_ROLE) or ()
        self._paint_marks(painter, rect, marks, faint=other)
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(COLOURS.accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_number(self, painter: QPainter, rect: QRect, index: Index, other: bool) -> None:
        line = theme.em()
        box = QRect(rect.left() + 4, rect.top() + 3, round(line * 1.5), line + 4)
        today = bool(index.data(TODAY_ROLE))
        font = QFont(painter.font())
        font.setBold(today)
        painter.setFont(font)
        if today:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(COLOURS.accent))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(QColor(COLOURS.on_accent))
        else:
            painter.setPen(QColor(COLOURS.text_off if other else COLOURS.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(index.data()))

    def _paint_marks(
        self, painter: QPainter, rect: QRect, marks: tuple[DayMark, ...], *, faint: bool
    ) -> None:
        line = theme.em() + 2
        top = rect.top() + theme.em() + 9
        room = max(0, (rect.bottom() - top) // line)
        if not marks:
            return
        if room == 0 or (room == 1 and len(marks) > 1):
            self._paint_count(painter, rect, marks)
            return
        fitting = len(marks) if len(marks) <= room else max(0, room - 1)
        font = QFont(painter.font())
        font.setBold(False)
        font.setPointSizeF(max(8.0, font.pointSizeF() - 1))
        painter.setFont(font)
        if faint:
            painter.setOpacity(0.6)
        for number, mark in enumerate(marks[:fitting]):
            place = QRect(rect.left() + 3, top + number * line, rect.width() - 6, line - 1)
            self._paint_mark(painter, place, mark)
        if fitting < len(marks):
            place = QRect(rect.left() + 6, top + fitting * line, rect.width() - 9, line)
            painter.setPen(QColor(COLOURS.text_soft))
            painter.drawText(
                place, Qt.AlignmentFlag.AlignVCenter, f"và {len(marks) - fitting} việc nữa"
            )
        painter.setOpacity(1.0)

    def _paint_mark(self, painter: QPainter, place: QRect, mark: DayMark) -> None:
        tone = mark.kind.tone
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLOURS.tone_soft(tone)))
        painter.drawRoundedRect(place, 3, 3)
        side = place.height() - 4
        sign = icons.pixmap(mark.kind.sign, side, COLOURS.tone(tone))
        painter.drawPixmap(place.left() + 2, place.top() + 2, sign)
        painter.setPen(QColor(COLOURS.tone(tone)))
        words = place.adjusted(side + 5, 0, -2, 0)
        shown = QFontMetrics(painter.font()).elidedText(
            mark.text, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_count(self, painter: QPainter, rect: QRect, marks: tuple[DayMark, ...]) -> None:
        """Where only one line fits: how many, under the sign of the most pressing."""
        worst = min(marks, key=lambda mark: PRESSING.index(mark.kind))
        words = f"{len(marks)} việc" if len(marks) > 1 else worst.text
        line = theme.em() + 2
        place = QRect(rect.left() + 3, rect.bottom() - line, rect.width() - 6, line - 1)
        self._paint_mark(painter, place, replace(worst, text=words))
