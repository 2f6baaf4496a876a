"""Over a score sheet: whose it is, at which stage, by which assessor.

Owns choosing the sheet; opening it is the dialog's.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.sheets import Stage
from danvan_desktop.domain.text import in_sentence
from danvan_desktop.services.score_sheets import JOINT_ASSESSOR, SheetRow
from danvan_desktop.services.sheet_view import SheetView
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.choice_field import ChoiceBox

_STAGES = (Stage.SELF, Stage.APPRAISAL)


@dataclass(frozen=True)
class SheetChoice:
    """A sheet to show: by stage and assessor, or by uid when another office made it."""

    stage: Stage
    assessor: str = ""
    uid: str = ""


@dataclass(frozen=True)
class People:
    """Whose sheets are offered: `names` of the assessors expected, none in the simple mode;
    `variants`: the set of this registration may be chosen."""

    names: tuple[str, ...] = ()
    variants: bool = False


class ScoringHead(QWidget):
    """Emits `chosen(SheetChoice)`; `add_pressed` asks for one more assessor."""

    chosen = Signal(object)
    add_pressed = Signal()
    interest_pressed = Signal()
    variant_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name = QLabel()
        self._facts = QLabel()
        self._state = QLabel()
        self.stages = QTabBar()
        self._label = QLabel("Người đánh giá")
        self.assessors = ChoiceBox()
        self.add_button = QPushButton(icons.icon("add"), "Thêm người")
        self.interest_button = QPushButton("Lợi ích liên quan...")
        self.variant_button = QPushButton("Đổi bộ tiêu chí...")
        self._choices: list[SheetChoice] = []
        self._sheets: Sequence[SheetRow] = ()
        self._people = People()
        self._assemble()
        self.stages.currentChanged.connect(self._on_stage)
        self.assessors.activated.connect(self._on_assessor)
        self.add_button.clicked.connect(self.add_pressed)
        self.interest_button.clicked.connect(self.interest_pressed)
        self.variant_button.clicked.connect(self.variant_pressed)

    def _assemble(self) -> None:
        theme.role(self._name, "heading")
        theme.role(self._facts, "soft")
        for label in (self._name, self._facts, self._state):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setWordWrap(True)
        self._facts.setWordWrap(True)
        self._state.setProperty("pill", "info")
        self.stages.setExpanding(False)
        self.stages.setDrawBase(False)
        self.stages.setAccessibleName("Bước đánh giá")
        self.assessors.setAccessibleName("Người đánh giá")
        self.assessors.setMinimumContentsLength(30)
        self.assessors.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        for button in (self.add_button, self.interest_button, self.variant_button):
            theme.role(button, "quiet")
            button.setAutoDefault(False)
        self.add_button.setToolTip("Thêm phiếu của một thành viên khác trong Tổ thẩm định")
        self.interest_button.setToolTip(
            "Người này có lợi ích liên quan nên không đánh giá đăng ký này"
        )
        self.variant_button.setToolTip("Chọn biến thể của bộ tiêu chí cho đăng ký này")
        top = QHBoxLayout()
        top.addWidget(self._name, 1)
        top.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        bar = QHBoxLayout()
        bar.setSpacing(theme.gap())
        bar.addWidget(self.stages)
        bar.addStretch(1)
        bar.addWidget(self.variant_button)
        for widget in (self._label, self.assessors, self.interest_button, self.add_button):
            bar.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.gap() // 2)
        layout.addLayout(top)
        layout.addWidget(self._facts)
        layout.addLayout(bar)

    def show_sheet(
        self, view: SheetView, sheets: Sequence[SheetRow], sector: str, people: People
    ) -> None:
        """Bring everything up to date without emitting."""
        self._sheets = sheets
        self._people = people
        self.variant_button.setVisible(people.variants)
        self._name.setText(view.registration_name)
        facts = [f"{view.subject_name} ({in_sentence(view.subject_kind.label)})"]
        facts += [sector] if sector else []
        self._facts.setText(" · ".join([*facts, view.criteria_set.title]))
        self._state.setText(view.state.label)
        self._show_stages(view)
        self._show_assessors(view)

    def _show_stages(self, view: SheetView) -> None:
        self.stages.blockSignals(True)
        points = view.criteria_set.has_points
        for place, stage in enumerate(_STAGES):
            if self.stages.count() <= place:
                self.stages.addTab("")
            self.stages.setTabText(place, stage.label(points=points))
        self.stages.setCurrentIndex(_STAGES.index(view.stage))
        self.stages.blockSignals(False)

    def _show_assessors(self, view: SheetView) -> None:
        appraising = view.stage is Stage.APPRAISAL
        names = [row for row in self._sheets if row.stage is Stage.APPRAISAL]
        listed = self._people.names
        own_names = [row.assessor for row in names if row.own]
        first = listed or (JOINT_ASSESSOR,)
        self._choices = [
            SheetChoice(Stage.APPRAISAL, name) for name in dict.fromkeys((*first, *own_names))
        ]
        known = [choice.assessor for choice in self._choices]
        if appraising and view.assessor not in known:
            self._choices.append(SheetChoice(Stage.APPRAISAL, view.assessor, view.uid))
        self._choices += [
            SheetChoice(Stage.APPRAISAL, row.assessor, row.uid)
            for row in names
            if not row.own and row.uid != view.uid
        ]
        self.assessors.clear()
        done = {row.assessor for row in names if row.own and row.finished and not row.stale}
        self.assessors.addItems([self._choice_words(one, done) for one in self._choices])
        if appraising:
            own = [row.uid for row in names if row.own]
            wanted = "" if not view.uid or view.uid in own else view.uid
            for place, choice in enumerate(self._choices):
                if choice.assessor == view.assessor and choice.uid in ("", wanted):
                    self.assessors.setCurrentIndex(place)
        for widget in (self._label, self.assessors):
            widget.setVisible(appraising)
        self.add_button.setVisible(appraising and not listed)
        self.interest_button.setVisible(appraising and view.own and view.assessor in listed)

    def _choice_words(self, choice: SheetChoice, done: Collection[str]) -> str:
        if choice.uid:
            return f"{choice.assessor} (đơn vị khác gửi)"
        if not self._people.names:
            return choice.assessor
        return f"{choice.assessor} - {'đã xong' if choice.assessor in done else 'chưa xong'}"

    def received_self(self) -> str:
        """Uid of the self-assessment another office sent, "" when there is none."""
        found = (row.uid for row in self._sheets if row.stage is Stage.SELF and not row.own)
        return next(found, "")

    def _on_stage(self, place: int) -> None:
        stage = _STAGES[place]
        uid = self.received_self() if stage is Stage.SELF else ""
        self.chosen.emit(SheetChoice(stage, "", uid))

    def _on_assessor(self, place: int) -> None:
        if 0 <= place < len(self._choices):
            self.chosen.emit(self._choices[place])
