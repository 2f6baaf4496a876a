"""Entering by hand a decision that was taken above us, from its paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from danvan_desktop.services import recognition
from danvan_desktop.services.decision_view import AboveDraft, LineDraft
from danvan_desktop.services.session import Changes
from danvan_desktop.ui import theme
from danvan_desktop.ui.above_lines_field import AboveLinesField, split
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.fields import LineField, TextField
from danvan_desktop.ui.workplace import Workplace


class AboveDialog(FormDialog[AboveDraft]):
    """Shown with `open()`; `result_value` is the `Changes` of what was saved."""

    def __init__(
        self,
        parent: QWidget | None,
        work: Workplace,
        lines: Sequence[LineDraft],
        names: Mapping[str, str],
        issuers: Sequence[str],
    ) -> None:
        super().__init__(
            parent,
            work.messages,
            title="Nhập quyết định của cấp trên",
            submit=self._save,
            drafts=work.drafts,
            draft_key=f"decision.above.{work.programme_id}.{work.year}",
        )
        self._work = work
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        plan = work.programme
        self.form.add(
            ChoiceField(
                "issuer_name",
                "Cơ quan ban hành",
                [(name, name) for name in issuers],
                required=True,
                editable=True,
            )
        )
        self.form.add_row(
            LineField("number", "Số quyết định", required=True, limit=60, hint="Ví dụ: 12-QĐ/TU"),
            DateField("date", "Ngày quyết định", required=True),
        )
        hint = "Để trống thì lấy theo danh sách bên dưới."
        self.form.add(TextField("subject", "Trích yếu", limit=500, lines=2, hint=hint))
        titles = [(title.code, title.name) for title in plan.titles]
        levels = [(level.code, level.name) for level in plan.levels]
        self.form.add(AboveLinesField("lines", "Kết quả theo danh sách", names, titles, levels))
        self.form.set_values({"lines": tuple(lines)})
        self.begin()
        self.widen(theme.chars(140))
        self.form["issuer_name"].setFocus()

    def input(self, values: dict[str, Any]) -> AboveDraft:
        lines, others = split(values.pop("lines"))
        work = self._work
        return AboveDraft(work.programme_id, work.year, lines=lines, others=others, **values)

    def _save(self, draft: AboveDraft) -> Changes:
        return recognition.enter_from_above(self._work.session, draft)
