"""One line of a score sheet on screen, and the headings between the lines.

Owns how a line looks and what it says of its own box; the order of lines and the cursor are
`scoring_lines`.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from danvan_desktop.errors import FieldError
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.mark_boxes import MarkBox


@dataclass(frozen=True)
class LineKey:
    """What a line is about; a condition and a criterion may have the same code."""

    condition: bool
    code: str

    @property
    def name(self) -> str:
        """The key of this line in a kept draft."""
        return f"{'condition' if self.condition else 'mark'}.{self.code}"


class ScoringLine(QFrame):
    """One line that is marked: number, words, self-assessment, box, signs, and what is wrong."""

    reached = Signal(object)
    stepped = Signal(object, int)
    changed = Signal()

    def __init__(self, key: LineKey, number: str, title: str, own: str, box: MarkBox) -> None:
        super().__init__()
        theme.role(self, "line")
        self.key = key
        self.box = box
        self.rule = ""
        self.own = QLabel(own)
        self.note = QLabel()
        self.problem = QLabel()
        self._code = QLabel(number)
        self._words = QLabel(title)
        self._signs = QLabel()
        self.box_room = QHBoxLayout()
        self._assemble()
        box.changed.connect(self._on_changed)
        box.stepped.connect(self._on_stepped)
        box.reached.connect(self._on_reached)

    def _assemble(self) -> None:
        theme.role(self._code, "strong")
        theme.role(self.own, "soft")
        theme.role(self.note, "soft")
        theme.role(self.problem, "problem")
        for label in (self._words, self.note, self.problem, self.own):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._code.setFixedWidth(theme.chars(5))
        self.own.setFixedWidth(theme.chars(13))
        self._signs.setFixedWidth(theme.icon_size() + 2)
        self.box_room.setContentsMargins(0, 0, 0, 0)
        self.box_room.addWidget(self.box)
        self.box_room.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.gap())
        row.addWidget(self._code)
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._words, self.note, self.problem):
            words.addWidget(label)
        row.addLayout(words, 1)
        row.addWidget(self._signs)
        row.addWidget(self.own)
        room = QWidget()
        room.setLayout(self.box_room)
        row.addWidget(room)
        self._room = room
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.gap(), theme.gap() // 2, theme.gap(), theme.gap() // 2)
        layout.addLayout(row)
        self.note.hide()
        self.problem.hide()

    def set_box_width(self, width: int) -> None:
        self._room.setFixedWidth(width)

    def set_signs(self, files: int, remark: bool) -> None:
        """Show that there is evidence or a remark."""
        name = "file" if files else "note" if remark else ""
        words = [f"{files} minh chứng" if files else "", "có nhận xét" if remark else ""]
        self._signs.setToolTip(", ".join(word for word in words if word))
        self._signs.setPixmap(icons.pixmap(name, theme.icon_size()) if name else QPixmap())

    def set_note(self, text: str) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def show_points(self, points: str) -> None:
        """What the mark gives, behind the words on how it is marked."""
        self.set_note(" · ".join(word for word in (self.rule, points) if word))

    def set_problem(self, text: str) -> None:
        """Say under the words what is wrong with the mark; "" takes it away."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.box.show_problem(bool(text))

    def set_current(self, current: bool) -> None:
        theme.set_state(self, "current", current)

    def _on_changed(self) -> None:
        try:
            self.box.value()
            self.set_problem("")
        except FieldError as error:
            self.set_problem("" if self.box.still_typing() else str(error))
        self.changed.emit()

    def _on_stepped(self, by: int) -> None:
        self.stepped.emit(self, by)

    def _on_reached(self) -> None:
        self.reached.emit(self)


class Heading(QLabel):
    """Words over a part of the sheet, with what it comes to so far behind them."""

    def __init__(self, text: str, depth: int = 0) -> None:
        super().__init__(text)
        self._words = text
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        theme.role(self, "strong")
        edge = theme.gap()
        self.setContentsMargins(edge + depth * edge * 2, edge, edge, edge // 2)

    def show_state(self, words: str) -> None:
        self.setText(f"{self._words}: {words}" if words else self._words)
