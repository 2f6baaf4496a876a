"""The counts of one vote, typed with digits and Enter only, and what they come to while typed.

    box.show_vote("Mục 3/12: ...", rules, voters, counts, partial(meeting_votes.preview, view, uid))
    box.entered.connect(...)            # Enter after the last number, when all of them can be
    counts = box.counts()               # FieldError with the number that is wrong

An empty box shows in grey what is usual; Enter takes it. A number that cannot be is refused where
it stands, with the reason beside it. The arithmetic is `domain/voting`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.vote_rules import VoteRules
from danvan_desktop.domain.voting import Counts, Outcome, Tally, Voters
from danvan_desktop.errors import FieldError
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.mark_boxes import NumberLine
from danvan_desktop.ui.theme import Tone

LABELS = {
    "issued": "Phát ra",
    "collected": "Thu về",
    "invalid": "Không hợp lệ",
    "agreeing": "Đồng ý",
    "against": "Không đồng ý",
    "written_sent": "Gửi đi",
    "written_returned": "Gửi về",
    "written_invalid": "Không hợp lệ",
    "written_agreeing": "Đồng ý",
    "written_against": "Không đồng ý",
}
_BALLOTS = ("issued", "collected", "invalid", "agreeing", "against")
_HANDS = ("agreeing", "against")
_LETTERS = tuple(name for name in LABELS if name.startswith("written_"))
_OUTCOME_TONES = {
    Outcome.CARRIED: Tone.GOOD,
    Outcome.NOT_CARRIED: Tone.BAD,
    Outcome.SECOND_ROUND: Tone.WARN,
    Outcome.OPEN: Tone.WARN,
}
_LONGEST = 4

Preview = Callable[[Counts], Tally]


class CountsBox(QFrame):
    """See the module's text."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, NumberLine] = {}
        self.words = QLabel()
        self._title = QLabel()
        self._sign = QLabel()
        self._letters = QLabel("Ý kiến bằng văn bản:")
        self._heads: dict[str, QLabel] = {}
        self._cells: dict[str, QWidget] = {}
        self.agree_button = QPushButton("Người chủ trì đồng ý")
        self.disagree_button = QPushButton("Người chủ trì không đồng ý")
        self._rules = VoteRules()
        self._voters = Voters(0, 0)
        self._preview: Preview | None = None
        self._shown = Counts()
        self._chair: bool | None = None
        self._build()
        self._assemble()

    def _build(self) -> None:
        theme.role(self, "card")
        theme.role(self._title, "heading")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        for name, label in LABELS.items():
            line = NumberLine()
            line.setFixedWidth(theme.chars(11))
            line.setMaxLength(_LONGEST)
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
            where = "ý kiến bằng văn bản" if name in _LETTERS else "tại cuộc họp"
            line.setAccessibleName(f"{label}, {where}")
            line.setObjectName(name)
            line.textEdited.connect(self._on_edited)
            line.stepped.connect(self._on_stepped)
            head = QLabel(label)
            theme.role(head, "label")
            head.setBuddy(line)
            self.lines[name], self._heads[name], self._cells[name] = line, head, QWidget()
        for button in (self.agree_button, self.disagree_button):
            button.setAutoDefault(True)
            button.hide()
        self.agree_button.clicked.connect(self._on_chair_agrees)
        self.disagree_button.clicked.connect(self._on_chair_disagrees)

    def _assemble(self) -> None:
        numbers = QVBoxLayout()
        numbers.setSpacing(theme.gap() // 2)
        numbers.addLayout(self._row(_BALLOTS))
        numbers.addWidget(self._letters)
        numbers.addLayout(self._row(_LETTERS))
        beside = QHBoxLayout()
        beside.setSpacing(theme.gap())
        beside.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        beside.addWidget(self.words, 1)
        right = QVBoxLayout()
        right.addStretch(1)
        right.addLayout(beside)
        chair = QHBoxLayout()
        chair.addWidget(self.agree_button)
        chair.addWidget(self.disagree_button)
        chair.addStretch(1)
        right.addLayout(chair)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.gap() * 2)
        row.addLayout(numbers)
        row.addLayout(right, 1)
        layout = QVBoxLayout(self)
        edge = round(theme.gap() * 1.5)
        layout.setContentsMargins(edge, theme.gap(), edge, theme.gap())
        layout.setSpacing(theme.gap())
        layout.addWidget(self._title)
        layout.addLayout(row)

    def _row(self, names: tuple[str, ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.gap() * 2)
        for name in names:
            inner = QVBoxLayout(self._cells[name])
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(2)
            inner.addWidget(self._heads[name])
            inner.addWidget(self.lines[name])
            row.addWidget(self._cells[name])
        row.addStretch(1)
        return row

    # showing

    def show_vote(
        self, title: str, rules: VoteRules, voters: Voters, counts: Counts, preview: Preview
    ) -> None:
        """Show what was counted on something, and check what will be typed with `preview`."""
        self._title.setText(title)
        self._rules, self._voters, self._preview = rules, voters, preview
        self._shown, self._chair = counts, counts.chair_agrees
        for name in LABELS:
            self._cells[name].setVisible(name in self.names())
            value = getattr(counts, name)
            self.lines[name].setText("" if value is None else str(value))
        self._letters.setVisible("written_sent" in self.names())
        self._on_edited()

    def show_nothing(self, title: str, why: str) -> None:
        """Say that there is nothing to count."""
        self._preview = None
        self._title.setText(title)
        for name in LABELS:
            self._cells[name].hide()
        self._letters.hide()
        self._say(why, None)

    def set_read_only(self, read_only: bool) -> None:
        """Show the numbers of a closed meeting."""
        for line in self.lines.values():
            line.setReadOnly(read_only)
            theme.set_state(line, "readOnly", read_only)

    def names(self) -> tuple[str, ...]:
        """The numbers this vote has, in the order in which they are typed."""
        room = _BALLOTS if self._rules.secret else _HANDS
        asked = self._rules.written and self._voters.asked > 0
        return (*room, *_LETTERS) if asked else room

    def take_focus(self) -> None:
        """Go to the first number."""
        self.lines[self.names()[0]].setFocus()

    def is_changed(self) -> bool:
        """Whether something else stands there than was shown."""
        if self._preview is None:
            return False
        shown = {name: getattr(self._shown, name) for name in self.names()}
        typed = {name: self.lines[name].text().strip() for name in self.names()}
        same = all(typed[name] == ("" if v is None else str(v)) for name, v in shown.items())
        return not same or self._chair != self._shown.chair_agrees

    def texts(self) -> dict[str, str]:
        """What stands in the boxes, as typed."""
        return {name: self.lines[name].text() for name in self.names()}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Put back what was typed, as far as this vote has such numbers."""
        for name in self.names():
            self.lines[name].setText(texts.get(name, ""))
        self._on_edited()

    # reading

    def counts(self) -> Counts:
        """What is typed. Raises `FieldError` on a number that is missing or cannot be."""
        counts = self._typed()
        if self._preview is not None:
            self._preview(counts)
        return counts

    def _typed(self) -> Counts:
        return Counts(
            **{name: self._number(name) for name in self.names()}, chair_agrees=self._chair
        )

    def _number(self, name: str) -> int | None:
        typed = self.lines[name].text().strip()
        if not typed:
            return None
        if not (typed.isascii() and typed.isdecimal()):
            raise FieldError(name, f"{LABELS[name]}: chỉ nhập chữ số.")
        return int(typed)

    # what it comes to

    def _on_edited(self) -> None:
        """Say what the numbers come to, or which one cannot be."""
        if self._preview is None:
            return
        if self.sender() in self.lines.values():
            self._chair = None
        self._propose()
        error, tally = self._examine()
        for name in self.names():
            wrong = error is not None and error.field == name and bool(self.lines[name].text())
            theme.set_state(self.lines[name], "problem", wrong)
        self._show_chair(tally)
        if error is not None and error.field in self.lines and self.lines[error.field].text():
            self._say(error.what, Tone.BAD)
        elif tally is not None:
            why = tally.why[:1].upper() + tally.why[1:]
            self._say(why, _OUTCOME_TONES[tally.outcome])
        else:
            self._say("Gõ số rồi Enter; Enter ở ô trống là lấy số mờ trong ô.", None)

    def _examine(self) -> tuple[FieldError | None, Tally | None]:
        """The first number typed that cannot be, or what all come to; neither while some miss."""
        assert self._preview is not None
        try:
            counts = self._typed()
            return None, self._preview(counts)
        except FieldError as error:
            if error.field in self.lines and self.lines[error.field].text():
                return error, None
        try:
            self._preview(self._filled(counts))
        except FieldError as error:
            return error, None
        return None, None

    def _filled(self, counts: Counts) -> Counts:
        """The counts with the usual in place of what misses, so that the others are checked."""
        usual = self._usual(counts)
        missing: dict[str, Any] = {
            name: 0 if "agree" in name else value
            for name, value in usual.items()
            if getattr(counts, name) is None
        }
        return replace(counts, **missing)

    def _usual(self, counts: Counts) -> dict[str, int]:
        """What is usual in each box, given what stands in those before it."""
        room = self._voters.in_room
        issued = _or(counts.issued, room)
        collected = _or(counts.collected, issued if self._rules.secret else room)
        valid = max(0, collected - _or(counts.invalid, 0))
        sent = _or(counts.written_sent, self._voters.asked)
        returned = _or(counts.written_returned, sent)
        answered = max(0, returned - _or(counts.written_invalid, 0))
        usual = {
            "issued": room,
            "collected": issued,
            "invalid": 0,
            "agreeing": valid,
            "against": max(0, valid - _or(counts.agreeing, valid)),
            "written_sent": self._voters.asked,
            "written_returned": sent,
            "written_invalid": 0,
            "written_agreeing": answered,
            "written_against": max(0, answered - _or(counts.written_agreeing, answered)),
        }
        return {name: usual[name] for name in self.names()}

    def _propose(self) -> None:
        """The usual numbers in grey."""
        try:
            usual = self._usual(self._typed())
        except FieldError:
            return
        for name, value in usual.items():
            self.lines[name].setPlaceholderText(str(value))

    def _show_chair(self, tally: Tally | None) -> None:
        tied = tally is not None and (tally.outcome is Outcome.OPEN or "người chủ trì" in tally.why)
        for button in (self.agree_button, self.disagree_button):
            button.setVisible(tied)

    def _say(self, words: str, tone: Tone | None) -> None:
        self.words.setText(words)
        self._sign.setVisible(tone is not None)
        theme.role(
            self.words, "soft" if tone is None else "problem" if tone is Tone.BAD else "strong"
        )
        if tone is not None:
            self._sign.setPixmap(icons.tone_pixmap(tone, theme.icon_size()))

    # keys

    def _on_stepped(self, by: int) -> None:
        names = self.names()
        pressed = self.sender()
        here = next((n for n, name in enumerate(names) if self.lines[name] is pressed), None)
        if here is None or self._preview is None:
            return
        if by < 0:
            self.lines[names[max(0, here - 1)]].setFocus()
            return
        self._take_usual(names[here])
        if self._refused(names[here]):
            self.lines[names[here]].selectAll()
        elif here + 1 < len(names) and not self._all_agree(names[here:]):
            self.lines[names[here + 1]].setFocus()
        else:
            self._finish()

    def _take_usual(self, name: str) -> None:
        line = self.lines[name]
        if not line.text().strip() and not line.isReadOnly():
            line.setText(line.placeholderText())
            self._on_edited()

    def _refused(self, name: str) -> bool:
        error, _ = self._examine()
        return error is not None and error.field == name

    def _all_agree(self, left: tuple[str, ...]) -> bool:
        """Nobody is left to be against: the last box needs no key."""
        if left not in (("agreeing", "against"), ("written_agreeing", "written_against")):
            return False
        first, last = left
        usual = self._usual(self._typed())
        if self.lines[first].text() != str(usual[first]) or self.lines[last].text() not in (
            "",
            "0",
        ):
            return False
        self.lines[last].setText("0")
        self._on_edited()
        return True

    def _finish(self) -> None:
        error, tally = self._examine()
        if error is not None and error.field in self.lines:
            self.lines[error.field].setFocus()
        elif tally is not None and tally.outcome is Outcome.OPEN:
            self.agree_button.setFocus()
        elif tally is not None:
            self.entered.emit()
        else:
            empty = [name for name in self.names() if not self.lines[name].text().strip()]
            self.lines[empty[0]].setFocus()

    def _on_chair_agrees(self) -> None:
        self._settle(True)

    def _on_chair_disagrees(self) -> None:
        self._settle(False)

    def _settle(self, agrees: bool) -> None:
        self._chair = agrees
        self._on_edited()
        self.entered.emit()


def _or(value: int | None, usual: int) -> int:
    return usual if value is None else value
