"""The form at the right of the criteria editor: that of the line chosen in the tree.

    panel.offer(view); panel.show(criteria_set, spot); panel.applied(criteria_set) -> CriteriaSet
    panel.edited(str)

Owns which form belongs to which line; the set and its history are the editor's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from danvan_desktop.domain import criteria_tree
from danvan_desktop.domain.criteria import CriteriaSet
from danvan_desktop.domain.criteria_places import SetDefect
from danvan_desktop.domain.criteria_tree import node_at
from danvan_desktop.errors import FieldError
from danvan_desktop.services.criteria_sets import Link
from danvan_desktop.ui import criteria_spots as spots
from danvan_desktop.ui import theme
from danvan_desktop.ui.criteria_spots import Part, Spot
from danvan_desktop.ui.criterion_form import CriterionForm
from danvan_desktop.ui.node_form import NodeForm
from danvan_desktop.ui.set_forms import ConditionForm, PassRuleForm, RanksForm, SetForm

_TITLES = {
    Part.SET: "Thông tin chung của bộ",
    Part.CONDITIONS: "Điều kiện bắt buộc",
    Part.CONDITION: "Điều kiện",
    Part.RANKS: "Xếp loại",
    Part.PASSING: "Khi nào được công nhận",
}
_CONDITIONS_WORDS = (
    "Điều kiện phải bảo đảm dù các tiêu chí đạt thế nào. Bấm Insert hoặc “Thêm điều kiện” để thêm."
)


def _conditions_words() -> QLabel:
    words = QLabel(_CONDITIONS_WORDS)
    words.setWordWrap(True)
    words.setAlignment(Qt.AlignmentFlag.AlignTop)
    return words


_MAKERS: Mapping[Part, Callable[[], QWidget]] = {
    Part.SET: SetForm,
    Part.CONDITIONS: _conditions_words,
    Part.CONDITION: ConditionForm,
    Part.CRITERION: CriterionForm,
    Part.RANKS: RanksForm,
    Part.PASSING: PassRuleForm,
}


class WindowUndo(QObject):
    """Leaves Ctrl+Z and Ctrl+Y to the window: typing is undone with the rest of the set."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
            plain_redo = event.key() == Qt.Key.Key_Y and event.modifiers() == (
                Qt.KeyboardModifier.ControlModifier
            )
            if plain_redo or any(event.matches(key) for key in keys):
                event.ignore()
                return True
        return False


class CriteriaPanel(QFrame):
    """See the module's text."""

    edited = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        theme.role(self, "card")
        self._forms: dict[Part, QWidget] = {}
        self._rows = QVBoxLayout()
        self._heading = QLabel()
        self._scroll = QScrollArea()
        self._body = QWidget()
        self._undo = WindowUndo(self)
        self._spot = spots.SET
        self._assemble()

    def _assemble(self) -> None:
        theme.role(self._heading, "heading")
        body = self._body
        theme.role(body, "sheet")
        rows = QVBoxLayout(body)
        rows.setContentsMargins(theme.gap(), 0, theme.gap(), theme.gap())
        rows.addLayout(self._rows)
        rows.addStretch(1)
        self._scroll.setWidget(body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, theme.gap(), 1, 1)
        layout.setSpacing(theme.gap())
        layout.addWidget(self._heading)
        layout.addWidget(self._scroll, 1)
        self._heading.setContentsMargins(theme.gap(), 0, 0, 0)

    def _form(self, part: Part) -> QWidget:
        """The form of a kind of line, made when it is first wanted."""
        if part not in self._forms:
            made = _MAKERS[part]()
            if isinstance(made, NodeForm | CriterionForm):
                made.edited.connect(self.edited)
            self._rows.addWidget(made)
            self._forms[part] = made
        return self._forms[part]

    @property
    def criterion(self) -> CriterionForm:
        form = self._form(Part.CRITERION)
        assert isinstance(form, CriterionForm)
        return form

    @property
    def condition(self) -> ConditionForm:
        form = self._form(Part.CONDITION)
        assert isinstance(form, ConditionForm)
        return form

    @property
    def set_form(self) -> SetForm:
        form = self._form(Part.SET)
        assert isinstance(form, SetForm)
        return form

    @property
    def ranks(self) -> RanksForm:
        form = self._form(Part.RANKS)
        assert isinstance(form, RanksForm)
        return form

    def offer(
        self,
        sectors: Mapping[str, str],
        titles: Sequence[tuple[Link, str]],
        sets: Sequence[tuple[str, str]],
    ) -> None:
        """What the programme gives to the set: sectors, titles and other sets."""
        self._sectors = tuple(sectors.items())
        self.set_form.offer(titles, sets)

    # showing

    def show_spot(self, criteria_set: CriteriaSet, links: frozenset[Link], spot: Spot) -> None:
        """Show the form of a line with what the set holds there."""
        self._spot = spot
        shown = self._form(spot.part)
        for form in self._forms.values():
            form.setVisible(form is shown)
        self._heading.setText(self._title(criteria_set, spot))
        if spot.part is Part.CRITERION:
            self.criterion.offer(self._sectors, criteria_set.subject_kinds)
            self.criterion.show_node(node_at(criteria_set, spot.path))
        elif spot.part is Part.CONDITION:
            self.condition.show_node(criteria_set.conditions[spot.path[0]])
        elif spot.part is Part.SET:
            self.set_form.show_links(links, criteria_set.subject_kinds)
            self.set_form.show_node(criteria_set)
        elif isinstance(shown, NodeForm):
            shown.show_node(criteria_set)
        self._watch()
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        self._scroll.setMinimumWidth(self._body.minimumSizeHint().width() + bar)

    def _title(self, criteria_set: CriteriaSet, spot: Spot) -> str:
        if spot.part is not Part.CRITERION:
            return _TITLES[spot.part]
        node = node_at(criteria_set, spot.path)
        return f"{'Mục' if criteria_tree.is_section(node) else 'Tiêu chí'} {node.code}"

    def _watch(self) -> None:
        """Every editor made by now leaves undo to the window."""
        for widget in self._scroll.findChildren(QWidget):
            if not widget.property("undoIsTheWindows"):
                widget.setProperty("undoIsTheWindows", True)
                widget.installEventFilter(self._undo)

    def show_defects(self, defects: Sequence[SetDefect]) -> None:
        """Say beside the fields of the line in sight what the check has against them."""
        reasons: dict[str, str] = {}
        for defect in defects:
            spot, name = spots.spot_of(defect)
            if spot == self._spot and not defect.accepted:
                reasons.setdefault(name, defect.reason)
        form = self.form()
        if form is not None:
            form.show_reasons(reasons)

    def form(self) -> NodeForm[Any] | CriterionForm | None:
        """The form in sight, None where there is nothing to fill in."""
        shown = self._form(self._spot.part)
        return shown if isinstance(shown, NodeForm | CriterionForm) else None

    # what is typed

    def applied(self, criteria_set: CriteriaSet) -> CriteriaSet:
        """The set with what stands in the form in sight."""
        path = self._spot.path
        if self._spot.part is Part.CRITERION:
            node = self.criterion.applied(node_at(criteria_set, path))
            return criteria_tree.put(criteria_set, path, node)
        if self._spot.part is Part.CONDITION:
            conditions = list(criteria_set.conditions)
            conditions[path[0]] = self.condition.applied(conditions[path[0]])
            return replace(criteria_set, conditions=tuple(conditions))
        form = self._form(self._spot.part)
        return form.applied(criteria_set) if isinstance(form, NodeForm) else criteria_set

    def unreadable(self) -> list[FieldError]:
        """What stands in the form in sight and cannot be read."""
        form = self.form()
        return form.unreadable() if form is not None else []

    def go_to(self, name: str = "") -> None:
        """Put the cursor into a field, the first one without a name."""
        form = self.form()
        if form is None or (name and form.go_to(name)):
            return
        first = "code" if self._spot.part is Part.CONDITION else "title"
        if not form.go_to(first):
            shown = self._form(self._spot.part)
            shown.setFocus()
            shown.focusNextChild()
