"""A figure of award money in a form: the base salary, or the coefficient of a kind of award."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.services.award_figures import FigureDraft, FigureLine
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.fields import LineField
from danvan_desktop.ui.messages import Messages

_SUBJECTS = [(kind, kind.label) for kind in SubjectKind]


class FigureDialog(FormDialog[FigureDraft]):
    """`kinds` empty: the base salary. `start` fills the form."""

    def __init__(
        self,
        parent: QWidget | None,
        messages: Messages,
        kinds: Sequence[str],
        submit: Callable[[FigureDraft], Any],
        start: FigureLine | None = None,
    ) -> None:
        what = "hệ số tiền thưởng" if kinds else "lương cơ sở"
        title = f"{'Sửa' if start else 'Thêm'} {what}"
        super().__init__(parent, messages, title=title, submit=submit)
        if kinds:
            self._add_coefficient(kinds, fixed=start is not None)
        label = "Hệ số" if kinds else "Mức lương cơ sở (đồng)"
        example = "Ví dụ: 0,3" if kinds else "Ví dụ: 2.340.000"
        self.form.add_row(
            LineField("value", label, required=True, limit=20, placeholder=example),
            DateField("valid_from", "Áp dụng từ ngày", required=True),
        )
        self.form.add(
            LineField(
                "source",
                "Căn cứ",
                placeholder="Nghị định, điều khoản",
                hint="Số, ký hiệu văn bản quy định mức này.",
            )
        )
        if start is not None:
            self._fill(start)
        self.begin()

    def _add_coefficient(self, kinds: Sequence[str], *, fixed: bool) -> None:
        kind = ChoiceField(
            "kind",
            "Hình thức khen thưởng",
            [(one, one) for one in kinds],
            required=True,
            editable=True,
            limit=100,
        )
        subject = ChoiceField("subject_kind", "Đối tượng", _SUBJECTS, required=True)
        self.form.add_row(kind, subject)
        for field in (kind, subject):
            field.set_read_only(fixed)

    def _fill(self, start: FigureLine) -> None:
        values: dict[str, Any] = {
            "value": format_decimal(start.value),
            "valid_from": start.valid_from,
            "source": start.source,
        }
        if start.subject_kind is not None:
            values |= {"kind": start.kind, "subject_kind": start.subject_kind}
        self.form.set_values(values)

    def input(self, values: dict[str, Any]) -> FigureDraft:
        return FigureDraft(**values)
