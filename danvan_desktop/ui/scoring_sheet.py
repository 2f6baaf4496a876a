"""The body of a score sheet on screen: lines at the left, what belongs to them at the right.

Shows a `SheetView` and gives back what was typed into it, with the live result. Opening, saving
and permission are the dialog's (`scoring_dialog`).
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from danvan_desktop.domain.scoring import Result
from danvan_desktop.domain.sheets import MarkEntry
from danvan_desktop.services.sheet_view import EvidenceRow, SheetView
from danvan_desktop.ui import scoring_lines, theme
from danvan_desktop.ui.editors import PlainText
from danvan_desktop.ui.scoring_line import LineKey
from danvan_desktop.ui.scoring_lines import ScoringLines
from danvan_desktop.ui.scoring_side import CriterionCard, ResultCard

_GENERAL = "remark"


class ScoringSheet(QWidget):
    """See the module's text. `ended` when Enter is pressed on the last line of a full sheet."""

    changed = Signal()
    ended = Signal()
    add_evidence = Signal()
    open_evidence = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = ScoringLines()
        self.general = PlainText()
        self.card = CriterionCard()
        self.result = ResultCard()
        self._head_room = QVBoxLayout()
        self._view: SheetView | None = None
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.gap())
        layout.addWidget(self._sheet_frame(), 1)
        side = QVBoxLayout()
        side.setSpacing(theme.gap())
        side.addWidget(self.card, 1)
        side.addWidget(self.result)
        layout.addLayout(side)

    def _sheet_frame(self) -> QFrame:
        frame = QFrame()
        theme.role(frame, "card")
        label = QLabel("Nhận xét chung")
        theme.role(label, "label")
        label.setBuddy(self.general)
        self.general.setAccessibleName("Nhận xét chung")
        self.general.setFixedHeight(theme.em() * 2 + theme.gap() * 2)
        general = QVBoxLayout()
        general.setContentsMargins(theme.gap(), theme.gap() // 2, theme.gap(), 0)
        general.addWidget(label)
        general.addWidget(self.general)
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(1, 1, 1, theme.gap())
        rows.setSpacing(0)
        rows.addLayout(self._head_room)
        rows.addWidget(self.lines, 1)
        rows.addLayout(general)
        return frame

    def _connect(self) -> None:
        self.lines.changed.connect(self._on_changed)
        self.lines.current_changed.connect(self._on_current)
        self.lines.ended.connect(self._on_ended)
        self.lines.verticalScrollBar().rangeChanged.connect(self._on_range)
        self.general.textChanged.connect(self._on_changed)
        self.card.remark_typed.connect(self._on_remark)
        self.card.remark_left.connect(self.back_to_lines)
        self.card.add_pressed.connect(self.add_evidence)
        self.card.open_pressed.connect(self.open_evidence)
        self.result.jump_pressed.connect(self.jump)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = min(theme.chars(50), max(theme.chars(30), event.size().width() * 3 // 10))
        for card in (self.card, self.result):
            card.setFixedWidth(wide)

    # showing

    def show_sheet(self, view: SheetView) -> None:
        """Build everything anew from this sheet."""
        self._view = view
        self.lines.show_sheet(view)
        self._clear_head()
        self._head_room.addWidget(scoring_lines.head_row(view, self.lines.box_width()))
        self.general.blockSignals(True)
        self.general.setPlainText(view.remark)
        self.general.blockSignals(False)
        self.general.setReadOnly(not view.editable)
        theme.set_state(self.general, "readOnly", not view.editable)
        self.card.set_read_only(not view.editable)
        self.result.jump.setEnabled(view.editable)
        self._show_result()
        self._show_current()

    def _clear_head(self) -> None:
        while self._head_room.count():
            widget = self._head_room.takeAt(0).widget()
            if widget is not None:
                widget.deleteLater()

    def refresh(self, view: SheetView) -> None:
        """Take in a saved view, or new evidence, and leave what stands in the boxes alone."""
        self._view = view
        for key in self.lines.line_keys():
            if not key.condition:
                files = len(self.evidence(key))
                self.lines.line(key).set_signs(files, bool(self.lines.remark(key.code)))
        self._show_result()
        self._show_current()

    def live(self) -> Result:
        """The result of what stands in the boxes now."""
        assert self._view is not None
        return self._view.live(self.lines.marks(strict=False), self.lines.conditions(shown=True))

    def evidence(self, key: LineKey) -> tuple[EvidenceRow, ...]:
        """What is shown beside a line; beside a condition what belongs to no one criterion."""
        assert self._view is not None
        if key.condition:
            return self._view.evidence
        return next(one.evidence for one in self._view.lines if one.criterion.code == key.code)

    def _show_result(self) -> None:
        if self._view is not None:
            result = self.live()
            self.lines.show_result(result)
            self.result.show_result(result, self._view.criteria_set)

    def _show_current(self) -> None:
        key, view = self.lines.current_key(), self._view
        if key is None or view is None:
            return
        if key.condition:
            codes = [one.condition.answer_codes() for one in view.conditions]
            place = next(number for number, some in enumerate(codes) if key.code in some)
            number = scoring_lines.condition_number(place + 1)
            self.card.show_condition(number, view.conditions[place].condition, view.evidence)
            return
        line = next(one for one in view.lines if one.criterion.code == key.code)
        remark = self.lines.remark(key.code)
        self.card.show_criterion(
            line.criterion, line.evidence, remark, line.self_remark, line.effect
        )

    # what is typed

    def marks(self) -> dict[str, MarkEntry]:
        """Marks and remarks; raises `FieldError` on a code for what cannot be a mark."""
        return self.lines.marks(strict=True)

    def conditions(self) -> dict[str, bool | None]:
        return self.lines.conditions()

    def remark(self) -> str:
        return self.general.toPlainText()

    def texts(self) -> dict[str, str]:
        """Everything as typed, for a draft."""
        return self.lines.texts() | {_GENERAL: self.remark()}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Put a draft back."""
        self.general.setPlainText(texts.get(_GENERAL, self.remark()))
        self.lines.set_texts(texts)
        self._show_current()

    def _on_range(self, _least: int, most: int) -> None:
        """Keep the headings over their columns when the scroll bar comes or goes."""
        bar = self.lines.verticalScrollBar().sizeHint().width() if most > 0 else 0
        self._head_room.setContentsMargins(0, 0, bar, 0)

    # the cursor

    def jump(self) -> None:
        """Go to the next open line."""
        key = self.lines.next_open()
        if key is not None:
            self.lines.go_to(key)

    def go_to_remark(self) -> None:
        """Go into the remark of the current criterion."""
        if self.card.remark.isVisible():
            self.card.remark.setFocus()

    def back_to_lines(self) -> None:
        """From the remark back to the line it belongs to."""
        key = self.lines.current_key()
        if key is not None:
            self.lines.go_to(key)

    def _on_changed(self) -> None:
        self._show_result()
        self.changed.emit()

    def _on_current(self, _key: LineKey) -> None:
        self._show_current()

    def _on_ended(self) -> None:
        if self.lines.next_open() is not None:
            self.jump()
        else:
            self.ended.emit()

    def _on_remark(self, text: str) -> None:
        key = self.lines.current_key()
        if key is not None and not key.condition:
            self.lines.set_remark(key.code, text, len(self.evidence(key)))
