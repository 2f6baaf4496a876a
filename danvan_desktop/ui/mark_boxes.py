"""The box in which one criterion or condition is marked, by key or by mouse.

`GradeBox` shows its answers side by side and takes one key; `NumberBox` takes a number and
Enter. Both go on to the next line by themselves (`stepped`). They own looks and keys; what a mark
means is `domain/marks`, where the boxes stand is `scoring_lines`. Quantities are `quantity_box`.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from danvan_desktop.domain.criteria import Criterion, Effect, Mark
from danvan_desktop.domain.marking_words import how_marked
from danvan_desktop.errors import FieldError
from danvan_desktop.ui import icons, mark_keys, theme
from danvan_desktop.ui.mark_keys import Answer, Sign

_NEXT = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down})
_CLEAR = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space})


class MarkBox(QWidget):
    """What all boxes share. `stepped(1)` asks for the next line, `stepped(-1)` for the last."""

    changed = Signal()
    stepped = Signal(int)
    reached = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._read_only = False

    def value(self) -> Mark | bool | None:
        """What is marked; raises `FieldError` when what is typed cannot be a mark."""
        raise NotImplementedError

    def set_value(self, value: Mark | bool | None) -> None:
        """Show a mark; None empties the box. Does not emit `changed`."""
        raise NotImplementedError

    def text(self) -> str:
        """What stands there as typed, for drafts."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Put back what `text()` gave; emits `changed`."""
        raise NotImplementedError

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only

    def show_problem(self, wrong: bool) -> None:
        """Draw the box as wrong, or as right again, where what is typed can be wrong."""

    def still_typing(self) -> bool:
        """True while a later part of the mark is yet to be typed, so that nothing is said."""
        return False


class GradeBox(MarkBox):
    """Answers side by side; the chosen one is filled, with its sign and word."""

    def __init__(self, signs: tuple[Sign, ...], name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._signs = signs
        self._value: Answer | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(mark_keys.key_hints(signs))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def value(self) -> Answer | None:
        return self._value

    def set_value(self, value: Mark | bool | None) -> None:
        self._value = mark_keys.answer_of(value)
        sign = mark_keys.sign_of(self._signs, self._value)
        words = f"{sign.label} {sign.hint}".strip() if sign else "Chưa đánh giá"
        self.setAccessibleDescription(words)
        self.update()

    def text(self) -> str:
        sign = mark_keys.sign_of(self._signs, self._value)
        return sign.letter if sign else ""

    def set_text(self, text: str) -> None:
        sign = next((one for one in self._signs if one.letter == text), None)
        self._choose(sign.value if sign else None)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        shape = Qt.CursorShape.ArrowCursor if read_only else Qt.CursorShape.PointingHandCursor
        self.setCursor(shape)
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self.font())
        width = sum(words.horizontalAdvance(sign.label) for sign in self._signs)
        each = theme.icon_size() + theme.gap() * 2 + theme.gap() // 2
        return QSize(width + each * len(self._signs) + 2, theme.em() + theme.gap() + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sign = mark_keys.sign_for_key(self._signs, event.text())
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if sign is not None and plain:
            if not self._read_only:
                self._choose(sign.value)
                self.stepped.emit(1)
        elif event.key() in _NEXT and plain:
            self.stepped.emit(1)
        elif event.key() == Qt.Key.Key_Up:
            self.stepped.emit(-1)
        elif event.key() in _CLEAR and not self._read_only:
            self._choose(None)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not self._read_only:
            self._shift(-1 if event.key() == Qt.Key.Key_Left else 1)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        place = event.position().toPoint()
        for sign, area in zip(self._signs, self._areas(), strict=True):
            if area.contains(place) and not self._read_only:
                self._choose(None if sign.value == self._value else sign.value)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _choose(self, value: Answer | None) -> None:
        if value != self._value:
            self.set_value(value)
            self.changed.emit()

    def _shift(self, by: int) -> None:
        values = [sign.value for sign in self._signs]
        if self._value is None:
            self._choose(values[0 if by > 0 else -1])
            return
        place = values.index(self._value) + by
        if 0 <= place < len(values):
            self._choose(values[place])

    def _areas(self) -> list[QRect]:
        words = QFontMetrics(self.font())
        extra = theme.icon_size() + theme.gap() * 2 + theme.gap() // 2
        areas, left = [], 1
        for sign in self._signs:
            width = words.horizontalAdvance(sign.label) + extra
            areas.append(QRect(left, 1, width, self.height() - 3))
            left += width
        return areas

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.COLOURS
        for sign, area in zip(self._signs, self._areas(), strict=True):
            chosen = self._value is not None and sign.value == self._value
            self._paint_answer(painter, sign, area, chosen)
        frame = QRect(1, 1, self.width() - 3, self.height() - 3)
        focused = self.hasFocus()
        pen = QPen(QColor(colours.accent if focused else colours.line_strong), 2 if focused else 1)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 4, 4)
        painter.end()

    def _paint_answer(self, painter: QPainter, sign: Sign, area: QRect, chosen: bool) -> None:
        colours = theme.COLOURS
        ground = colours.tone_soft(sign.tone) if chosen else colours.surface
        if self._read_only and not chosen:
            ground = colours.window
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(QColor(ground))
        painter.drawRect(area)
        quiet = colours.text_off if self._read_only else colours.text_soft
        tint = colours.tone(sign.tone) if chosen else quiet
        side = theme.icon_size()
        drawing = icons.pixmap(sign.icon if chosen else "circle", side, tint)
        top = area.top() + (area.height() - side) // 2
        painter.drawPixmap(area.left() + theme.gap() - 2, top, side, side, drawing)
        font = self.font()
        font.setBold(chosen)
        painter.setFont(font)
        painter.setPen(QColor(tint))
        room = area.adjusted(theme.gap() + side, 0, 0, 0)
        painter.drawText(
            room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, sign.label
        )


class NumberLine(QLineEdit):
    """The editor of a number: Enter and the arrows ask for another line."""

    stepped = Signal(int)
    reached = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _NEXT and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.stepped.emit(1)
        elif event.key() == Qt.Key.Key_Up:
            self.stepped.emit(-1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()
        self.reached.emit()


class NumberBox(MarkBox):
    """Points, a percentage or a count; what cannot be a mark stays and is said."""

    def __init__(
        self,
        criterion: Criterion,
        name: str,
        effect: Effect = Effect.PART,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent)
        self._criterion = criterion
        self.line = NumberLine()
        self.line.setAccessibleName(name)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setFixedWidth(theme.chars(10))
        self.line.setToolTip(how_marked(criterion, effect))
        limit = QLabel(mark_keys.behind_words(criterion, effect))
        theme.role(limit, "soft")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(theme.gap() // 2)
        layout.addWidget(self.line)
        layout.addWidget(limit)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._on_edited)
        self.line.stepped.connect(self._on_stepped)
        self.line.reached.connect(self.reached)

    def value(self) -> Mark | None:
        return mark_keys.read_typed(self._criterion, self.line.text())

    def set_value(self, value: Mark | bool | None) -> None:
        self.line.setText(mark_keys.typed_words(self._criterion, value))

    def text(self) -> str:
        return self.line.text()

    def set_text(self, text: str) -> None:
        self.line.setText(text)
        self.changed.emit()

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.line.setReadOnly(read_only)
        theme.set_state(self.line, "readOnly", read_only)

    def show_problem(self, wrong: bool) -> None:
        theme.set_state(self.line, "problem", wrong)

    def _on_edited(self) -> None:
        self.changed.emit()

    def _on_stepped(self, by: int) -> None:
        try:
            value = self.value()
        except FieldError:
            self.changed.emit()  # the line says what is wrong, and the cursor stays
            self.line.selectAll()  # the next key begins the right number, as in every cell
            return
        self.set_value(value)
        self.stepped.emit(by)
