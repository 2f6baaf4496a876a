"""The form of one criterion or section: its words, the fields of its kind, what all kinds share.

    form = CriterionForm(); form.offer(sectors, subject_kinds); form.show_node(criterion)
    form.edited(str); form.applied(criterion)          # the criterion as typed

Owns no tree: where the criterion stands is the editor's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from danvan_desktop.domain.criteria import Criterion, CriterionKind, Effect
from danvan_desktop.domain.criterion_kinds import of_kind
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.ui import criterion_fields as fields
from danvan_desktop.ui import kind_forms as kinds
from danvan_desktop.ui import theme
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.fields import Field, LineField, TextField
from danvan_desktop.ui.node_form import NodeForm, TitleField, order_tabs
from danvan_desktop.ui.quantity_form import QuantityForm
from danvan_desktop.ui.tick_fields import FlagField, SomeField

_FORMS: Mapping[CriterionKind | None, Callable[[], kinds.KindForm]] = {
    None: kinds.SectionForm,
    CriterionKind.GRADE: kinds.GradeForm,
    CriterionKind.POINTS: kinds.PointsForm,
    CriterionKind.BANDS: kinds.BandsForm,
    CriterionKind.QUANTITY: QuantityForm,
    CriterionKind.COUNT: kinds.CountForm,
    CriterionKind.QUALITY: kinds.QualityForm,
}


class HeadForm(NodeForm[Criterion]):
    """Code, words and kind."""

    def __init__(self) -> None:
        super().__init__()
        code = LineField("code", "Mã, số thứ tự", limit=40)
        code.setMaximumWidth(theme.chars(20))
        self._kind = ChoiceField("kind", "Cách chấm", fields.KIND_CHOICES)
        self.add_row(code, self._kind)
        self.add(TitleField("title", "Nội dung", limit=500, lines=2))

    def values_of(self, node: Criterion) -> Mapping[str, Any]:
        kind = fields.SECTION_KEY if node.kind is None else node.kind
        return {"code": node.code, "kind": kind, "title": node.title}

    def show_node(self, node: Criterion) -> None:
        self._kind.set_read_only(bool(node.children))
        super().show_node(node)

    def applied(self, node: Criterion) -> Criterion:
        found = self.readable()
        kind = found.pop("kind", None) or node.kind
        return replace(of_kind(node, None if kind == fields.SECTION_KEY else kind), **found)


class TailForm(NodeForm[Criterion]):
    """What all kinds have: effect, veto, evidence, for whom, guidance and source."""

    def __init__(self) -> None:
        super().__init__()
        self.add(ChoiceField("effect", "Điểm này", fields.EFFECTS))
        self.add(FlagField("veto", "Điểm liệt: không đạt thì không được công nhận"))
        self.add(FlagField("evidence_required", "Phải có minh chứng khi chấm"))
        hint = "Không đánh dấu: áp dụng cho tất cả."
        self.sectors = SomeField("sectors", "Chỉ cho lĩnh vực", hint=hint)
        self.subject_kinds = SomeField("subject_kinds", "Chỉ cho đối tượng", hint=hint)
        self.add(self.sectors)
        self.add(self.subject_kinds)
        self.add(TextField("guidance", "Hướng dẫn chấm", limit=2000, lines=3))
        self.add(LineField("source", "Nguồn (văn bản, điều, mục)", limit=500))

    def offer(
        self, sectors: Sequence[tuple[str, str]], subject_kinds: Sequence[SubjectKind]
    ) -> None:
        """Whom a criterion may be for; one kind of subject alone is no choice."""
        self._showing = True
        if list(self.sectors.boxes) != [code for code, _ in sectors]:
            self.sectors.set_choices(sectors)
        several = subject_kinds if len(subject_kinds) > 1 else ()
        if list(self.subject_kinds.boxes) != list(several):
            self.subject_kinds.set_choices([(kind, kind.label) for kind in several])
        self._showing = False

    def show_node(self, node: Criterion) -> None:
        self["evidence_required"].setVisible(node.kind is not None)
        super().show_node(node)

    def applied(self, node: Criterion) -> Criterion:
        found = self.readable()
        found["effect"] = found.get("effect") or Effect.PART
        # What is not offered any more stays, until somebody takes it out knowingly.
        for field in (self.sectors, self.subject_kinds):
            gone = [one for one in getattr(node, field.name) if one not in field.boxes]
            found[field.name] = (*found[field.name], *gone)
        return replace(node, **found)


class CriterionForm(QWidget):
    """See the module's text."""

    edited = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.head = HeadForm()
        self.tail = TailForm()
        self._made: dict[CriterionKind | None, kinds.KindForm] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.gap())
        self._kind: CriterionKind | None = None
        self._rows.addWidget(self.head)
        self._rows.addWidget(self.tail)
        self._rows.addStretch(1)
        self.head.edited.connect(self.edited)
        self.tail.edited.connect(self.edited)

    def offer(
        self, sectors: Sequence[tuple[str, str]], subject_kinds: Sequence[SubjectKind]
    ) -> None:
        """The sectors of the programme and the kinds of subject of the set."""
        self.tail.offer(sectors, subject_kinds)

    def kind_form(self, kind: CriterionKind | None = None) -> kinds.KindForm:
        """The fields of a kind; None: of a section."""
        if kind not in self._made:
            made = _FORMS[kind]()
            made.edited.connect(self.edited)
            made.hide()
            self._rows.insertWidget(1, made)
            self._made[kind] = made
        return self._made[kind]

    def show_node(self, node: Criterion) -> None:
        """Show a criterion in the fields of its kind."""
        self._kind = node.kind
        shown = self.kind_form(node.kind)
        for form in self._made.values():
            form.setVisible(form is shown)
        for part in self._parts():
            part.show_node(node)
        order_tabs(field for part in self._parts() for field in part)

    def applied(self, node: Criterion) -> Criterion:
        """The criterion with what stands in the fields."""
        changed = self.head.applied(node)
        if changed.kind is node.kind:
            changed = self.kind_form(node.kind).applied(changed)
        return self.tail.applied(changed)

    def show_reasons(self, reasons: Mapping[str, str]) -> None:
        for part in self._parts():
            part.show_reasons(reasons)

    def unreadable(self) -> list[Any]:
        return [error for part in self._parts() for error in part.unreadable()]

    def go_to(self, name: str) -> bool:
        """Put the cursor into a field; False when it is not here."""
        return any(part.go_to(name) for part in self._parts())

    def field(self, name: str) -> Field:
        """A field of the parts in sight. KeyError when there is none."""
        for part in self._parts():
            if name in [one.name for one in part]:
                return part[name]
        raise KeyError(name)

    def _parts(self) -> tuple[NodeForm[Criterion], ...]:
        return self.head, self.kind_form(self._kind), self.tail
