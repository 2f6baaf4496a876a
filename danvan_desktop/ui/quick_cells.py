"""Editors of the quick grid's cells, and where a key takes the official from there.

Owns the editors: one line with completion without diacritics, or several lines for the content.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QCompleter,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from danvan_desktop.services.quick_entry import COLUMNS, Cell
from danvan_desktop.ui import theme
from danvan_desktop.ui.choice_field import FoldedMatches
from danvan_desktop.ui.editors import PlainText
from danvan_desktop.ui.quick_grid_model import QuickGridModel
from danvan_desktop.ui.table_models import Index

TEXT_LINES = 4
_ALONG = {
    int(Qt.Key.Key_Return): (1, 0),
    int(Qt.Key.Key_Enter): (1, 0),
    int(Qt.Key.Key_Tab): (0, 1),
    int(Qt.Key.Key_Backtab): (0, -1),
}
_UPDOWN = {int(Qt.Key.Key_Up): (-1, 0), int(Qt.Key.Key_Down): (1, 0)}
ROOM = 6
"""Pixels a cell's editor stands out beyond the cell, so that its frame hides nothing."""


class CellLine(QLineEdit):
    """One line that knows what may be typed into it."""

    def __init__(self, texts: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._matches = FoldedMatches(texts, self)
        if texts:
            completer = QCompleter(self._matches, self)
            completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            completer.setMaxVisibleItems(10)
            self.setCompleter(completer)
            self.textEdited.connect(self._matches.look_for)

    def popup_open(self) -> bool:
        """True while the list of matches is shown; its keys are then the list's."""
        completer = self.completer()
        return completer is not None and completer.popup().isVisible()


class CellEditors(QStyledItemDelegate):
    """Makes the editors. `moved` says by how many rows and columns to go on.

    `typed` comes with every letter in an open editor, whose text is not yet in the model.
    """

    moved = Signal(int, int)
    typed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._texts: dict[Cell, Sequence[str]] = {}

    def set_choices(self, texts: dict[Cell, Sequence[str]]) -> None:
        """What each column's cells are completed from."""
        self._texts = texts

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The style sheet paints no ground of its own under a cell, so a mark is painted here."""
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None:
            painter.fillRect(option.rect, ground)  # type: ignore[attr-defined]
        super().paint(painter, option, index)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        cell = COLUMNS[index.column()]
        if cell is Cell.SUMMARY:
            area = PlainText(parent, lines=TEXT_LINES)
            area.setAccessibleName("Nội dung chính")
            area.textChanged.connect(self.typed)
            return area
        line = CellLine(self._texts.get(cell, ()), parent)
        line.textEdited.connect(self.typed)
        completer = line.completer()
        if completer is not None:
            completer.activated.connect(self._on_chosen)
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, PlainText):
            editor.setPlainText(text)
        elif isinstance(editor, CellLine):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QObject, index: Index) -> None:
        text = editor.toPlainText() if isinstance(editor, PlainText) else ""
        if isinstance(editor, CellLine):
            text = editor.text()
        if isinstance(model, QuickGridModel):
            model.setData(index, text)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        place = option.rect.adjusted(-1, -1, 1, 1)  # type: ignore[attr-defined]
        if isinstance(editor, PlainText):
            place.setHeight(theme.em() * TEXT_LINES + theme.gap() * 2)
            place.setWidth(max(place.width(), theme.chars(48)))
            room = option.widget.viewport().rect()  # type: ignore[attr-defined]
            place.moveBottom(min(place.bottom(), room.bottom()))
            place.moveRight(min(place.right(), room.right()))
        else:
            place.setHeight(max(place.height(), editor.sizeHint().height() - ROOM))
        editor.setGeometry(place)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = self._step(editor, event)
            if step is not None and isinstance(editor, QWidget):
                self._finish(editor)
                self.moved.emit(*step)
                return True
        return super().eventFilter(editor, event)

    def _step(self, editor: QObject, event: QKeyEvent) -> tuple[int, int] | None:
        """Where the key leads when it ends the editing; None when it belongs to the editor."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier):
            if isinstance(editor, PlainText) and event.key() in (
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
            ):
                editor.insertPlainText("\n")
            return None
        if isinstance(editor, CellLine) and editor.popup_open():
            return None
        step = _ALONG.get(event.key())
        if step is None and isinstance(editor, CellLine):
            step = _UPDOWN.get(event.key())
        if step == (1, 0) and modifiers & Qt.KeyboardModifier.ShiftModifier:
            return (-1, 0)
        return step

    def _on_chosen(self) -> None:
        """A text was taken from the list of matches: the cell is done."""
        completer = self.sender()
        editor = completer.widget() if isinstance(completer, QCompleter) else None
        if editor is not None:
            self._finish(editor)

    def _finish(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
