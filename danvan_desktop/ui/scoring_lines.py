"""The lines of a score sheet on screen: conditions on top, then sections and criteria.

Built from a `SheetView`, whatever its criteria set is. Owns the lines, the way the cursor walks
through them and what stands in their boxes; saving and the result are the dialog's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from danvan_desktop.domain.criteria import CriterionKind, Mark
from danvan_desktop.domain.sheets import MarkEntry, Stage, mark_words
from danvan_desktop.errors import FieldError
from danvan_desktop.services.sheet_view import ConditionLine, CriterionLine, SheetView
from danvan_desktop.ui import icons, mark_keys, theme
from danvan_desktop.ui.mark_boxes import GradeBox, MarkBox, NumberBox
from danvan_desktop.ui.theme import Tone

_ANSWERS: Mapping[bool | None, str] = {True: "Đạt", False: "Không đạt", None: ""}


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

    def set_problem(self, text: str) -> None:
        """Say under the words what is wrong with the mark; "" takes it away."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if isinstance(self.box, NumberBox):
            self.box.show_problem(bool(text))

    def set_current(self, current: bool) -> None:
        theme.set_state(self, "current", current)

    def _on_changed(self) -> None:
        try:
            self.box.value()
            self.set_problem("")
        except FieldError as error:
            self.set_problem(str(error))
        self.changed.emit()

    def _on_stepped(self, by: int) -> None:
        self.stepped.emit(self, by)

    def _on_reached(self) -> None:
        self.reached.emit(self)


class ScoringLines(QScrollArea):
    """All lines of a sheet. `current_changed(LineKey)` follows the cursor."""

    changed = Signal()
    current_changed = Signal(object)
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[LineKey, ScoringLine] = {}
        self._remarks: dict[str, str] = {}
        self._from_records: set[str] = set()
        self._current: ScoringLine | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    # building

    def show_sheet(self, view: SheetView) -> None:
        """Build the lines of this sheet; the cursor stays on the line it was on."""
        before = self.current_key()
        self._lines, self._remarks, self._current = {}, {}, None
        body = QWidget()
        theme.role(body, "sheet")
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        if view.conditions:
            rows.addWidget(_heading("Điều kiện bắt buộc", 0))
        for number, condition in enumerate(view.conditions, 1):
            rows.addWidget(self._condition(condition, condition_number(number), view))
        if view.conditions:
            rows.addWidget(_heading("Tiêu chí", 0))
        for line in view.lines:
            rows.addWidget(self._criterion(line, view))
        rows.addStretch(1)
        self._align()
        self.setWidget(body)
        if before in self._lines:
            self.go_to(before)

    def _condition(self, line: ConditionLine, number: str, view: SheetView) -> ScoringLine:
        condition = line.condition
        box = GradeBox(mark_keys.CONDITION_SIGNS, f"{number}: {condition.title}")
        box.set_value(line.answer)
        own = _ANSWERS[line.self_answer]
        made = ScoringLine(LineKey(True, condition.code), number, condition.title, own, box)
        self._enlist(made, view)
        if line.from_records:
            self._from_records.add(condition.code)
            made.set_note("Hồ sơ đã thể hiện, điền sẵn.")
        return made

    def _criterion(self, line: CriterionLine, view: SheetView) -> QWidget:
        criterion = line.criterion
        if criterion.is_section:
            most = mark_keys.limit_words(criterion).removeprefix("/ ")
            words = f"{criterion.code}. {criterion.title}"
            return _heading(f"{words} (tối đa {most} điểm)" if most else words, line.depth)
        name = f"Tiêu chí {criterion.code}: {criterion.title}"
        box: MarkBox
        if criterion.kind is CriterionKind.GRADE:
            box = GradeBox(mark_keys.signs_of(criterion), name)
        else:
            box = NumberBox(criterion, name)
        box.set_value(line.mark)
        key = LineKey(False, criterion.code)
        self._remarks[criterion.code] = line.remark
        own = mark_words(line.self_mark)
        made = ScoringLine(key, criterion.code, criterion.title, own, box)
        self._enlist(made, view)
        made.set_signs(len(line.evidence), bool(line.remark))
        return made

    def _enlist(self, made: ScoringLine, view: SheetView) -> None:
        made.own.setVisible(has_self_marks(view))
        made.box.set_read_only(not view.editable)
        made.changed.connect(self._on_line_changed)
        made.stepped.connect(self._on_stepped)
        made.reached.connect(self._on_reached)
        self._lines[made.key] = made

    def _align(self) -> None:
        width = self.box_width()
        for line in self._lines.values():
            line.set_box_width(width)

    def box_width(self) -> int:
        """Width of the column of boxes."""
        return max((line.box.sizeHint().width() for line in self._lines.values()), default=0)

    # what stands in the boxes

    def marks(self, *, strict: bool) -> dict[str, MarkEntry]:
        """Marks and remarks by criterion; what cannot be a mark is open, or raises when strict."""
        found = {}
        for key, line in self._lines.items():
            if not key.condition:
                mark = _value(line.box, strict)
                assert not isinstance(mark, bool)
                found[key.code] = MarkEntry(mark, self._remarks.get(key.code, ""))
        return found

    def conditions(self, *, shown: bool = False) -> dict[str, bool | None]:
        """Answers by condition; what the records answer is None unless `shown`."""
        found: dict[str, bool | None] = {}
        for key, line in self._lines.items():
            if key.condition:
                answer = line.box.value()
                by_records = key.code in self._from_records and answer is True
                found[key.code] = None if by_records and not shown else _answer(answer)
        return found

    def remark(self, code: str) -> str:
        return self._remarks.get(code, "")

    def set_remark(self, code: str, text: str, files: int) -> None:
        """Keep the remark of a criterion."""
        if self._remarks.get(code, "") != text:
            self._remarks[code] = text
            self._lines[LineKey(False, code)].set_signs(files, bool(text))
            self.changed.emit()

    def texts(self) -> dict[str, str]:
        """Everything as typed, for a draft."""
        texts = {key.name: line.box.text() for key, line in self._lines.items()}
        return texts | {f"remark.{code}": text for code, text in self._remarks.items()}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Put a draft back."""
        for key, line in self._lines.items():
            if key.name in texts:
                line.box.set_text(texts[key.name])
        for code in self._remarks:
            self._remarks[code] = texts.get(f"remark.{code}", self._remarks[code])
        self.changed.emit()

    # the cursor

    def line_keys(self) -> tuple[LineKey, ...]:
        return tuple(self._lines)

    def line(self, key: LineKey) -> ScoringLine:
        return self._lines[key]

    def current_key(self) -> LineKey | None:
        return self._current.key if self._current is not None else None

    def go_to(self, key: LineKey) -> None:
        """Put the cursor into this line and show it."""
        line = self._lines[key]
        line.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_reached(line)

    def go_to_first(self) -> None:
        """Put the cursor into the first open line, or the first of all."""
        key = self.next_open() or next(iter(self._lines), None)
        if key is not None:
            self.go_to(key)

    def next_open(self) -> LineKey | None:
        """The first open line after the cursor, then from the top."""
        keys = list(self._lines)
        current = self.current_key()
        start = keys.index(current) + 1 if current in self._lines else 0
        ordered = [*keys[start:], *keys[:start]]
        return next((key for key in ordered if _is_open(self._lines[key])), None)

    def show_problem(self, error: FieldError, *, condition: bool = False) -> bool:
        """Show a reason at its line and go there; False when no line has this code."""
        wanted = (LineKey(condition, error.field), LineKey(not condition, error.field))
        key = next((one for one in wanted if one in self._lines), None)
        if key is None:
            return False
        self._lines[key].set_problem(str(error))
        self.go_to(key)
        return True

    def _on_line_changed(self) -> None:
        self.changed.emit()

    def _on_stepped(self, line: ScoringLine, by: int) -> None:
        lines = list(self._lines.values())
        place = lines.index(line) + by
        if place >= len(lines):
            self.ended.emit()
        elif place >= 0:
            self.go_to(lines[place].key)

    def _on_reached(self, line: ScoringLine) -> None:
        if self._current is not line:
            if self._current is not None:
                self._current.set_current(False)
            self._current = line
            line.set_current(True)
            self.current_changed.emit(line.key)
        self.ensureWidgetVisible(line, 0, theme.em() * 2)


def head_row(view: SheetView, box_width: int) -> QFrame:
    """The headings over the columns of the lines."""
    points = view.criteria_set.has_points
    bar = QFrame()
    theme.role(bar, "sheet-head")
    row = QHBoxLayout(bar)
    row.setContentsMargins(theme.gap(), theme.gap() // 2, theme.gap(), theme.gap() // 2)
    row.setSpacing(theme.gap())
    words = QLabel("Nội dung")
    row.addWidget(words, 1)
    if has_self_marks(view):
        own = QLabel(Stage.SELF.label(points=points))
        own.setFixedWidth(theme.chars(13))
        row.addWidget(own)
    mine = QLabel(view.stage.label(points=points))
    mine.setFixedWidth(box_width)
    row.addWidget(mine)
    for label in bar.findChildren(QLabel):
        theme.role(label, "soft")
    return bar


def condition_number(number: int) -> str:
    """How a condition is numbered on screen: codes of conditions are not made to be read."""
    return f"ĐK {number}"


def has_self_marks(view: SheetView) -> bool:
    """Whether there is a self-assessment to stand beside this appraisal."""
    return view.stage is Stage.APPRAISAL and (
        any(line.self_mark is not None for line in view.lines)
        or any(line.self_answer is not None for line in view.conditions)
    )


def _heading(text: str, depth: int) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    theme.role(label, "strong")
    edge = theme.gap()
    label.setContentsMargins(edge + depth * edge * 2, edge, edge, edge // 2)
    return label


def _value(box: MarkBox, strict: bool) -> Mark | bool | None:
    try:
        return box.value()
    except FieldError:
        if strict:
            raise
        return None


def _answer(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _is_open(line: ScoringLine) -> bool:
    try:
        return line.box.value() is None
    except FieldError:
        return True


def result_tone(passed: bool | None) -> Tone:
    """How a result looks: passed, not passed, still open."""
    if passed is None:
        return Tone.NEUTRAL
    return Tone.GOOD if passed else Tone.BAD
