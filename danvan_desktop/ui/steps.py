"""`StepsLine`: where a record stands, as a line of steps with their dates.

    line = StepsLine()
    line.show_steps([
        Step("Đăng ký", StepState.DONE, "12/02/2026"),
        Step("Đánh giá", StepState.NOW, note="còn 2 tiêu chí"),
        Step("Công nhận", StepState.TODO),
    ])

A step's state is a sign, not only a colour: check, ring, empty ring, cross. The whole line is
read out as one sentence. Owns drawing; which steps there are is the domain's (`workflow`).
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.theme import COLOURS


class StepState(enum.Enum):
    """How far a step is; the value is the word that is read out."""

    DONE = "đã xong"
    NOW = "đang ở bước này"
    TODO = "chưa đến"
    STOPPED = "dừng ở đây"


@dataclass(frozen=True)
class Step:
    """One step: its title, state, date or other short fact, and a note in the tooltip."""

    title: str
    state: StepState
    when: str = ""
    note: str = ""


SIGNS = {
    StepState.DONE: ("check-circle", COLOURS.good),
    StepState.NOW: ("clock", COLOURS.accent),
    StepState.TODO: ("circle", COLOURS.line_strong),
    StepState.STOPPED: ("cross-circle", COLOURS.bad),
}


class StepsLine(QWidget):
    """See the module's text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[Step, ...] = ()
        self._side = round(theme.em() * 1.3)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Replace the steps."""
        self._steps = tuple(steps)
        self.setAccessibleName("Các bước: " + "; ".join(spoken(step) for step in steps))
        notes = [f"{step.title}: {step.note}" for step in steps if step.note]
        self.setToolTip("\n".join(notes) if notes and "<" not in "".join(notes) else "")
        self.updateGeometry()
        self.update()

    def steps(self) -> tuple[Step, ...]:
        """What is shown."""
        return self._steps

    def sizeHint(self) -> QSize:
        height = self._side + theme.gap() // 2 + theme.em() * 3
        return QSize(max(1, len(self._steps)) * theme.chars(16), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(max(1, len(self._steps)) * theme.chars(9), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, step in enumerate(self._steps):
            self._paint_link(painter, number)
            self._paint_step(painter, number, step)
        painter.end()

    def _cell(self, number: int) -> QRect:
        wide = self.width() / max(1, len(self._steps))
        return QRect(round(number * wide), 0, round(wide), self.height())

    def _paint_link(self, painter: QPainter, number: int) -> None:
        if number == 0:
            return
        done = self._steps[number - 1].state is StepState.DONE
        painter.setPen(QPen(QColor(COLOURS.good if done else COLOURS.line_strong), 2))
        edge = self._side // 2 + theme.gap() // 2
        left = self._cell(number - 1).center().x() + edge
        right = self._cell(number).center().x() - edge
        painter.drawLine(left, self._side // 2, right, self._side // 2)

    def _paint_step(self, painter: QPainter, number: int, step: Step) -> None:
        cell = self._cell(number)
        name, colour = SIGNS[step.state]
        sign = icons.pixmap(name, self._side, colour)
        painter.drawPixmap(cell.center().x() - self._side // 2, 0, sign)
        font = QFont(self.font())
        font.setBold(step.state in (StepState.NOW, StepState.STOPPED))
        ink = COLOURS.text_soft if step.state is StepState.TODO else COLOURS.text
        top = self._side + theme.gap() // 2
        self._write(painter, font, QColor(ink), cell, top, step.title)
        soft = QColor(COLOURS.text_soft)
        self._write(painter, self.font(), soft, cell, top + theme.em(), step.when or step.note)

    def _write(
        self, painter: QPainter, font: QFont, ink: QColor, cell: QRect, top: int, words: str
    ) -> None:
        painter.setFont(font)
        painter.setPen(ink)
        room = cell.width() - 4
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
        place = QRect(cell.left() + 2, top, room, theme.em() + 4)
        painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, shown)


def spoken(step: Step) -> str:
    """A step as a screen reader says it: title, state, date."""
    return ", ".join(part for part in (step.title, step.state.value, step.when) if part)
