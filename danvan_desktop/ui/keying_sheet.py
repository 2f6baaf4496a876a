"""One paper sheet while it is keyed in: its lines, and below them the sum written on the paper.

Owns what stands in the boxes and the way of the cursor through them; saving and going on to the
next sheet are `keying_dialog`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from danvan_desktop.domain.numbers import parse_points
from danvan_desktop.errors import FieldError
from danvan_desktop.services.sheet_view import SheetView
from danvan_desktop.ui import theme
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.mark_boxes import NumberLine
from danvan_desktop.ui.scoring_lines import ScoringLines
from danvan_desktop.ui.theme import Tone

TOTAL = "paper_total"
_TOTAL_WORDS = "Tổng điểm ghi trên phiếu giấy"


class KeyingSheet(QWidget):
    """`full` once the last key of a sheet is typed: its sum, or the last mark without one."""

    changed = Signal()
    full = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._view: SheetView | None = None
        self.heading = QLabel()
        self.subject = QLabel()
        self.banner = Banner("")
        self.lines = ScoringLines()
        self.total = NumberLine()
        self.problem = QLabel()
        self._total_label = QLabel(_TOTAL_WORDS)
        self._assemble()
        self.lines.ended.connect(self._on_ended)
        self.lines.changed.connect(self._on_changed)
        self.total.textEdited.connect(self._on_changed)
        self.total.stepped.connect(self._on_total_stepped)

    def _assemble(self) -> None:
        for label in (self.heading, self.subject, self.problem):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        theme.role(self.heading, "heading")
        theme.role(self.subject, "soft")
        theme.role(self.problem, "problem")
        theme.role(self._total_label, "strong")
        self.total.setAccessibleName(_TOTAL_WORDS)
        self.total.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.total.setFixedWidth(theme.chars(14))
        self._total_label.setBuddy(self.total)
        frame = QFrame()
        theme.role(frame, "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.lines)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._total_label)
        row.addWidget(self.total)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.gap() // 2)
        for widget in (self.heading, self.subject, self.banner):
            layout.addWidget(widget)
        layout.addWidget(frame, 1)
        layout.addLayout(row)
        layout.addWidget(self.problem)

    def show_sheet(self, view: SheetView) -> None:
        """Build everything anew from this sheet."""
        self._view = view
        self.heading.setText(view.registration_name)
        self.subject.setText(view.subject_name)
        self.lines.show_sheet(view)
        self.total.clear()
        self.say("")
        for widget in (self.total, self._total_label):
            widget.setVisible(view.criteria_set.has_points)
            widget.setEnabled(view.editable)

    def show_banner(self, words: str, tone: Tone) -> None:
        """Say something over the sheet; nothing takes the banner away."""
        self.banner.show_text(words, tone)
        self.banner.setVisible(bool(words))

    def say(self, problem: str) -> None:
        """Say what is wrong with the sum."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        theme.set_state(self.total, "problem", bool(problem))

    def show_error(self, error: FieldError) -> bool:
        """Say a reason where it belongs and go there; False when it belongs nowhere here."""
        if error.field == TOTAL:
            self.say(str(error))
            self.total.setFocus()
            return True
        assert self._view is not None
        conditions = {one.condition.code for one in self._view.conditions}
        return self.lines.show_problem(error, condition=error.field in conditions)

    # what is typed

    def texts(self) -> dict[str, str]:
        """Everything as typed, for a draft."""
        return self.lines.texts() | {TOTAL: self.total.text()}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Put a draft back."""
        self.lines.set_texts(texts)
        self.total.setText(texts.get(TOTAL, ""))

    def paper_total(self) -> Decimal | None:
        """The sum on the paper, None while there is none. Raises `FieldError` on `TOTAL`."""
        assert self._view is not None
        if not self._view.criteria_set.has_points or not self.total.text().strip():
            return None
        return parse_points(self.total.text(), field=TOTAL, label=_TOTAL_WORDS)

    # the cursor

    def to_first(self) -> None:
        """Back to the first line, to look through the marks."""
        self.lines.go_to(self.lines.line_keys()[0])

    def to_next_open(self) -> None:
        """To the next line without a mark."""
        key = self.lines.next_open()
        if key is not None:
            self.lines.go_to(key)

    def _on_changed(self) -> None:
        self.say("")
        self.changed.emit()

    def _on_ended(self) -> None:
        if self.lines.next_open() is not None:
            self.to_next_open()
        elif self._view is not None and self._view.criteria_set.has_points:
            self.total.setFocus()
        else:
            self.full.emit()

    def _on_total_stepped(self, by: int) -> None:
        if by > 0:
            self.full.emit()
        else:
            self.lines.go_to(self.lines.line_keys()[-1])
