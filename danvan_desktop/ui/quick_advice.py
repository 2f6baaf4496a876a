"""The line under the quick grid: what is wrong with the current cell, and ways to mend it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from danvan_desktop.domain.text import clean_line
from danvan_desktop.services.matching import Place
from danvan_desktop.services.quick_entry import CellProblem
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.theme import Tone

MOST_OFFERS = 4
OFFER_LETTERS = 34


class CellAdvice(QFrame):
    """`replaced` gives the text to put into the cell, `added` the name of a place to add."""

    replaced = Signal(str)
    added = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.role(self, "banner")
        self._sign = QLabel()
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self.buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        edge = theme.gap()
        self._row.setContentsMargins(edge, edge // 2, edge, edge // 2)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._words, 1)
        self.setMinimumHeight(round(theme.em() * 2.6))
        self.say("")

    def say(self, words: str, tone: Tone = Tone.INFO) -> None:
        """A word without anything to choose."""
        self._clear()
        self._sign.setPixmap(icons.tone_pixmap(tone, theme.icon_size()))
        self._words.setText(words)
        theme.set_state(self, "tone", tone.value)

    def words(self) -> str:
        """What it says now."""
        return self._words.text()

    def show_problem(self, problem: CellProblem, text: str) -> None:
        """A reason, with a button for each way to mend it."""
        self.say(problem.what, Tone.WARN if problem.missing else Tone.BAD)
        for place in problem.places[:MOST_OFFERS]:
            words = _typed(place, problem)
            self._offer(words, self.replaced, words, place.label)
        for word in problem.words[:MOST_OFFERS]:
            self._offer(word, self.replaced, word, word)
        name = clean_line(text)
        if name and problem.can_add:
            short = name if len(name) <= OFFER_LETTERS else f"{name[: OFFER_LETTERS - 3]}..."
            self._offer(f"Thêm địa bàn “{short}”", self.added, name, name)

    def _offer(self, words: str, tell: SignalInstance, value: str, tip: str) -> None:
        button = QPushButton(words)
        theme.role(button, "quiet")
        button.setAutoDefault(False)
        button.setToolTip(tip)
        button.clicked.connect(partial(tell.emit, value))
        self._row.addWidget(button)
        self.buttons.append(button)

    def _clear(self) -> None:
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []


def _typed(place: Place, problem: CellProblem) -> str:
    """The name alone where it is enough to tell the place, else name and whereabouts."""
    names = [other.name for other in problem.places]
    return place.name if names.count(place.name) == 1 else place.label
