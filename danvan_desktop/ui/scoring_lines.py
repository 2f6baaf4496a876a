"""The lines of a score sheet on screen: conditions on top, then sections and criteria.

Built from a `SheetView`, whatever its criteria set is. Owns the lines, the way the cursor walks
through them and what stands in their boxes; saving and the result are the dialog's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from danvan_desktop.domain.criteria import Condition, CriterionKind, Effect, Mark
from danvan_desktop.domain.marking_words import in_brief, section_words, signed
from danvan_desktop.domain.passing import holds
from danvan_desktop.domain.scoring import Result
from danvan_desktop.domain.sheets import MarkEntry, Stage, mark_words
from danvan_desktop.errors import FieldError
from danvan_desktop.services.sheet_view import ConditionLine, CriterionLine, ItemLine, SheetView
from danvan_desktop.ui import mark_keys, theme
from danvan_desktop.ui.mark_boxes import GradeBox, MarkBox, NumberBox
from danvan_desktop.ui.quantity_box import QuantityBox
from danvan_desktop.ui.scoring_line import Heading, LineKey, ScoringLine
from danvan_desktop.ui.theme import Tone

_ANSWERS: Mapping[bool | None, str] = {True: "Đạt", False: "Không đạt", None: ""}
_ITEM_ANSWERS: Mapping[bool | None, str] = {True: "Có", False: "Thiếu", None: ""}


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
        self._sections: dict[str, Heading] = {}
        self._checklists: dict[str, tuple[Condition, Heading, bool | None]] = {}
        """By code: a checklist, its heading, and an answer for it as a whole kept from before."""
        self._effects: dict[str, Effect] = {}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    # building

    def show_sheet(self, view: SheetView) -> None:
        """Build the lines of this sheet; the cursor stays on the line it was on."""
        before = self.current_key()
        self._lines, self._remarks, self._current = {}, {}, None
        self._sections, self._checklists, self._from_records = {}, {}, set()
        self._effects = {line.criterion.code: line.effect for line in view.lines}
        body = QWidget()
        theme.role(body, "sheet")
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        if view.conditions:
            rows.addWidget(Heading("Điều kiện bắt buộc"))
        for number, condition in enumerate(view.conditions, 1):
            for widget in self._condition(condition, condition_number(number), view):
                rows.addWidget(widget)
        if view.conditions:
            rows.addWidget(Heading("Tiêu chí"))
        for line in view.lines:
            rows.addWidget(self._criterion(line, view))
        rows.addStretch(1)
        self._align()
        self.setWidget(body)
        if before in self._lines:
            self.go_to(before)

    def _condition(self, line: ConditionLine, number: str, view: SheetView) -> Iterator[QWidget]:
        """The line of a condition; of a checklist a heading and a line for each thing on it."""
        condition = line.condition
        if line.items:
            heading = Heading(f"{number}. {condition.title}", 1)
            self._checklists[condition.code] = (condition, heading, line.answer)
            yield heading
            for item in line.items:
                yield self._item(item, f"{number}{item.item.code}", view)
            return
        box = GradeBox(mark_keys.CONDITION_SIGNS, f"{number}: {condition.title}")
        box.set_value(line.answer)
        own = _ANSWERS[line.self_answer]
        made = ScoringLine(LineKey(True, condition.code), number, condition.title, own, box)
        self._enlist(made, view)
        if line.from_records:
            self._from_records.add(condition.code)
            made.set_note("Hồ sơ đã thể hiện, điền sẵn.")
        yield made

    def _item(self, line: ItemLine, number: str, view: SheetView) -> ScoringLine:
        box = GradeBox(mark_keys.ITEM_SIGNS, f"{number}: {line.item.title}")
        box.set_value(line.answer)
        own = _ITEM_ANSWERS[line.self_answer]
        made = ScoringLine(LineKey(True, line.code), number, line.item.title, own, box)
        self._enlist(made, view)
        return made

    def _criterion(self, line: CriterionLine, view: SheetView) -> QWidget:
        criterion = line.criterion
        if criterion.is_section:
            limit = section_words(criterion, line.effect)
            words = f"{criterion.code}. {criterion.title}"
            heading = Heading(f"{words} ({limit})" if limit else words, line.depth)
            self._sections[criterion.code] = heading
            return heading
        box = _box(line)
        box.set_value(line.mark)
        key = LineKey(False, criterion.code)
        self._remarks[criterion.code] = line.remark
        own = mark_words(line.self_mark)
        made = ScoringLine(key, criterion.code, criterion.title, own, box)
        made.rule = in_brief(criterion, line.effect)
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

    def show_result(self, result: Result) -> None:
        """Say beside lines and headings what they give, and how far a checklist is."""
        for key, line in self._lines.items():
            if key.condition or not line.rule:
                continue
            points, effect = result.points.get(key.code), self._effects[key.code]
            words = "" if points is None else _gained(points, effect)
            over = result.over.get(key.code)
            line.show_points(f"{words}, thưởng {signed(over, Effect.BONUS)}" if over else words)
        for code, heading in self._sections.items():
            section = result.sections.get(code)
            points = section.points if section else None
            heading.show_state("" if points is None else signed(points, self._effects[code]))
        for condition, heading, _ in self._checklists.values():
            heading.show_state(self._checklist_words(condition))

    def _checklist_words(self, condition: Condition) -> str:
        answers = self.conditions(shown=True)
        there = [answers.get(condition.answer_code(item)) for item in condition.items].count(True)
        held = holds(condition, answers)
        state = {True: "bảo đảm", False: "không bảo đảm", None: "chưa đủ để kết luận"}[held]
        return f"có {there}/{len(condition.items)}, {state}"

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
        found = {code: whole for code, (_, _, whole) in self._checklists.items()}
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
        settled = self._settled_items()
        return next(
            (key for key in ordered if key not in settled and _is_open(self._lines[key])), None
        )

    def _settled_items(self) -> set[LineKey]:
        """The lines of checklists whose other items have decided already."""
        answers = self.conditions(shown=True)
        return {
            LineKey(True, condition.answer_code(item))
            for condition, _, _ in self._checklists.values()
            if holds(condition, answers) is not None
            for item in condition.items
        }

    def show_problem(self, error: FieldError, *, condition: bool = False) -> bool:
        """Show a reason at its line and go there; False when no line has this code."""
        wanted = [LineKey(condition, error.field), LineKey(not condition, error.field)]
        if error.field in self._checklists:
            checklist = self._checklists[error.field][0]
            items = [LineKey(True, checklist.answer_code(one)) for one in checklist.items]
            wanted = sorted(items, key=self._is_answered) + wanted
        key = next((one for one in wanted if one in self._lines), None)
        if key is None:
            return False
        self._lines[key].set_problem(str(error))
        self.go_to(key)
        return True

    def _is_answered(self, key: LineKey) -> bool:
        return not _is_open(self._lines[key])

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
        or any(item.self_answer is not None for line in view.conditions for item in line.items)
    )


def _gained(points: Decimal, effect: Effect) -> str:
    if points < 0:
        return f"bị trừ {signed(-points, Effect.PART)} điểm"
    return f"được {signed(points, effect)} điểm"


def _box(line: CriterionLine) -> MarkBox:
    """The box in which a criterion of this kind is marked."""
    criterion = line.criterion
    name = f"Tiêu chí {criterion.code}: {criterion.title}"
    if criterion.kind in mark_keys.SIGNED_KINDS:
        return GradeBox(mark_keys.signs_of(criterion, line.effect), name)
    if criterion.kind is CriterionKind.QUANTITY:
        return QuantityBox(criterion, name, line.effect)
    return NumberBox(criterion, name, line.effect)


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
