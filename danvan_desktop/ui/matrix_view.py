"""The sheet of quick assessment: one key a cell, and the cursor moves on.

    view.marked.connect(...)      # (registration, MatrixColumn, value): to be saved
    view.said.connect(...)        # words for the line under the sheet, "" when all is well

Digits collect in the cell until Enter; a quantity is typed as achieved/plan. Owns keys, cursor
and looks; saving is `matrix_panel`.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from danvan_desktop.domain.criteria import Mark
from danvan_desktop.errors import FieldError
from danvan_desktop.ui import icons, mark_keys, theme
from danvan_desktop.ui.matrix_model import CELL, RESULT, Cell, MatrixColumn, MatrixModel
from danvan_desktop.ui.scoring_lines import result_tone

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
WORDS_FROM = 10
"""A column of at least so many letters shows its words under its number."""


class MatrixHeader(QHeaderView):
    """Numbers over the columns, and as much of the words as there is room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._words_shown = False
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(theme.chars(6))

    def set_words_shown(self, shown: bool) -> None:
        """Take the room for the words, or only for the numbers."""
        self._words_shown = shown
        lines = 4 if shown else 1
        self.setFixedHeight(theme.em() * lines + theme.gap() * 2)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        model = self.model()
        column = model.headerData(logicalIndex, Qt.Orientation.Horizontal, CELL) if model else None
        if not isinstance(column, MatrixColumn):
            return
        colours = theme.COLOURS
        painter.save()
        painter.fillRect(rect, QColor(colours.raised))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        room = rect.adjusted(4, 3, -5, -3)
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(room, flags, column.number)
        if self._words_shown and room.width() >= theme.chars(WORDS_FROM) - 9:
            self._paint_words(painter, room.adjusted(0, theme.em(), 0, 0), column.title)
        painter.restore()

    def _paint_words(self, painter: QPainter, room: QRect, title: str) -> None:
        font = self.font()
        font.setBold(False)
        font.setPointSizeF(font.pointSizeF() * 0.85)
        painter.setFont(font)
        painter.setPen(QColor(theme.COLOURS.text_soft))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        words = title.split()
        shown = title
        while len(words) > 1:
            if painter.boundingRect(room, flags, shown).height() <= room.height():
                break
            words.pop()
            shown = " ".join(words) + "…"
        painter.drawText(room, flags, shown)


class MatrixCells(QStyledItemDelegate):
    """Draws a sign with its letter, a number, or a grey cell that is not asked."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        cell = index.data(CELL)
        if not isinstance(cell, Cell):
            return
        view = option.widget  # type: ignore[attr-defined]
        area: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        painter.fillRect(area, QColor(_ground(cell)))
        painter.setPen(QColor(theme.COLOURS.line))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.topRight(), area.bottomRight())
        if index.column() == RESULT:
            self._paint_result(painter, area, index)
        elif cell.sign is not None:
            self._paint_sign(painter, area, cell)
        else:
            painter.setPen(QColor(theme.COLOURS.text))
            words = cell.words + ("▏" if cell.typing else "")
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
        if isinstance(view, QTableView) and view.currentIndex() == index:
            painter.setPen(QPen(QColor(theme.COLOURS.accent), 2 if view.hasFocus() else 1))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_sign(self, painter: QPainter, area: QRect, cell: Cell) -> None:
        assert cell.sign is not None
        side = theme.icon_size()
        tint = theme.COLOURS.text_soft if cell.locked else theme.COLOURS.tone(cell.sign.tone)
        left = area.center().x() - side + 1
        top = area.center().y() - side // 2
        painter.drawPixmap(left, top, side, side, icons.pixmap(cell.sign.icon, side, tint))
        painter.setPen(QColor(tint))
        room = area.adjusted(area.width() // 2 + 4, 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, flags, cell.sign.letter)

    def _paint_result(
        self, painter: QPainter, area: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        row = model.row_at(index.row()) if isinstance(model, MatrixModel) else None
        if row is None:
            return
        side = theme.icon_size()
        tone = result_tone(row.result.passed)
        top = area.center().y() - side // 2
        painter.drawPixmap(area.left() + 6, top, side, side, icons.tone_pixmap(tone, side))
        painter.setPen(QColor(theme.COLOURS.tone(tone)))
        room = area.adjusted(side + 12, 0, -4, 0)
        words = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, room.width()
        )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, flags, words)


def _ground(cell: Cell) -> str:
    colours = theme.COLOURS
    if cell.wrong:
        return colours.bad_soft
    if not cell.asked:
        return colours.neutral_soft
    if cell.locked:
        return colours.window
    return colours.tone_soft(cell.sign.tone) if cell.sign else colours.surface


class MatrixView(QTableView):
    """See the module's text."""

    marked = Signal(str, object, object)
    said = Signal(str)
    opened = Signal(str)
    undone = Signal()

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix = model
        self.down = False
        """Whether the cursor goes down after a key instead of to the right."""
        self.setModel(model)
        self.setAccessibleName("Bảng đánh giá nhanh")
        self._heads = MatrixHeader(self)
        self.setHorizontalHeader(self._heads)
        self.setItemDelegate(MatrixCells(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        names = self.verticalHeader()
        names.setDefaultSectionSize(round(theme.em() * 1.9))
        names.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        names.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        names.setTextElideMode(Qt.TextElideMode.ElideRight)
        names.setSectionsClickable(True)
        names.sectionDoubleClicked.connect(self._on_name)
        self.doubleClicked.connect(self._on_double)
        model.modelReset.connect(self._on_reset)

    def share_width(self) -> None:
        """Give the columns the room there is, none narrower than its number."""
        count = self.matrix.columnCount() - 1
        if count < 1:
            return
        names = min(theme.chars(40), self.width() // 3)
        self.verticalHeader().setFixedWidth(names)
        self.setColumnWidth(RESULT, theme.chars(19))
        room = self.width() - names - self.columnWidth(RESULT) - theme.em()
        each = min(theme.chars(24), max(theme.chars(6), room // count))
        for number in range(1, count + 1):
            column = self.matrix.column_at(number)
            several = column is not None and column.figures > 1
            self.setColumnWidth(number, max(each, theme.chars(11)) if several else each)
        self._heads.set_words_shown(each >= theme.chars(WORDS_FROM))

    def go_to_first_open(self) -> None:
        """Put the cursor on the first cell that is still to be marked."""
        for row in range(self.matrix.rowCount()):
            for column in range(1, self.matrix.columnCount()):
                index = self.matrix.index(row, column)
                if self._is_open(index):
                    self.setCurrentIndex(index)
                    return
        if self.matrix.rowCount():
            self.setCurrentIndex(self.matrix.index(0, 1))

    def _is_open(self, index: QModelIndex) -> bool:
        row = self.matrix.row_at(index.row())
        free = row is not None and not row.why_not
        return free and self.matrix.takes_keys(index) and self.matrix.value(index) is None

    # keys

    def keyboardSearch(self, search: str) -> None:
        """Letters mark; they do not look for a name."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undone.emit()
            return
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if not (plain and self._cell_key(event)):
            super().keyPressEvent(event)

    def _cell_key(self, event: QKeyEvent) -> bool:
        """True when the key was for the cell with the cursor."""
        index = self.currentIndex()
        column = self.matrix.column_at(index.column())
        if column is None:
            return False
        if event.key() in _ENTER:
            if self.commit():
                self._step(index)
            return True
        if event.key() == Qt.Key.Key_Escape and self.matrix.typed() is not None:
            self.matrix.set_typed(index, None)
            self.said.emit("")
            return True
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space):
            return self._erase(index, column, event.key() == Qt.Key.Key_Backspace)
        if column.typed and event.text() and event.text() in column.characters:
            self._type(index, event.text())
            return True
        sign = mark_keys.sign_for_key(column.signs, event.text())
        if sign is not None and self._give(index, column, sign.value):
            self._step(index)
        return bool(event.text().strip())

    def _type(self, index: QModelIndex, text: str) -> None:
        if self._may_mark(index):
            self.matrix.set_typed(index, (self.matrix.typed() or "") + text)
            self.said.emit("")

    def _erase(self, index: QModelIndex, column: MatrixColumn, last_only: bool) -> bool:
        typed = self.matrix.typed()
        if typed is not None and last_only:
            self.matrix.set_typed(index, typed[:-1])
        elif self._may_mark(index):
            self.matrix.set_typed(index, None)
            if self.matrix.value(index) is not None:
                self._give(index, column, None)
        return True

    def commit(self) -> bool:
        """Save the digits that were typed; False when they cannot be a mark, which is said."""
        typed, index = self.matrix.typed(), self.matrix.typed_at()
        column = self.matrix.column_at(index.column())
        if typed is None or column is None or column.criterion is None:
            return True
        try:
            value = mark_keys.read_typed(column.criterion, typed)
        except FieldError as error:
            self.matrix.set_typed(index, typed, wrong=True)
            self.said.emit(str(error))
            return False
        self.matrix.set_typed(index, None)
        return self._give(index, column, value)

    def _give(self, index: QModelIndex, column: MatrixColumn, value: Mark | bool | None) -> bool:
        row = self.matrix.row_at(index.row())
        if row is None or not self._may_mark(index):
            return False
        self.said.emit("")
        self.marked.emit(row.registration, column, value)
        return True

    def _may_mark(self, index: QModelIndex) -> bool:
        row = self.matrix.row_at(index.row())
        if row is None or not self.matrix.takes_keys(index):
            return False
        if row.why_not:
            self.said.emit(f"{row.name}: {row.why_not}")
        return not row.why_not

    def _step(self, index: QModelIndex) -> None:
        """The next cell that takes a key, along the row or down the column."""
        place = (index.row(), index.column())
        for _ in range(self.matrix.rowCount() * self.matrix.columnCount()):
            place = self._after(*place)
            following = self.matrix.index(*place)
            row = self.matrix.row_at(place[0])
            if row is not None and not row.why_not and self.matrix.takes_keys(following):
                self.setCurrentIndex(following)
                return

    def _after(self, row: int, column: int) -> tuple[int, int]:
        rows, columns = self.matrix.rowCount(), self.matrix.columnCount()
        if self.down:
            row += 1
            return (row, column) if row < rows else (0, column + 1 if column + 1 < columns else 1)
        column += 1
        return (row, column) if column < columns else (row + 1 if row + 1 < rows else 0, 1)

    # Qt

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        typed_at = self.matrix.typed_at()
        if typed_at.isValid() and typed_at != current and not self.commit():
            QTimer.singleShot(0, self._back_to_typed)

    def _back_to_typed(self) -> None:
        index = self.matrix.typed_at()
        if index.isValid():
            self.setCurrentIndex(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_width()

    def _on_reset(self) -> None:
        self.share_width()

    def _on_name(self, section: int) -> None:
        row = self.matrix.row_at(section)
        if row is not None:
            self.opened.emit(row.registration)

    def _on_double(self, index: QModelIndex) -> None:
        if index.column() == RESULT:
            self._on_name(index.row())
