"""Drafting a decision of recognition; number and date stay open until it is signed.

    dialog = DecisionDialog(self, work, draft, names)            # a new one, from propose_draft
    dialog = DecisionDialog(self, work, draft, names, uid=uid)   # a draft that exists
    dialog.accepted.connect(...); dialog.open()

What is usual for the body is proposed and every line can be edited; another body brings its own
proposals for what nobody has changed. Rules are `services/recognition`'s.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from danvan_desktop.services import recognition, recognition_checks, units
from danvan_desktop.services.decision_view import DecisionDraft
from danvan_desktop.services.session import Changes
from danvan_desktop.ui import theme
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.dialogs import Banner, FormDialog
from danvan_desktop.ui.fields import LineField, TextField
from danvan_desktop.ui.lines_field import LinesField
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

_PROPOSED = ("subject", "bases", "authority_line", "position", "receivers")


class DecisionDialog(FormDialog[DecisionDraft]):
    """See the module's text. `result_value` is the `Changes` of what was saved."""

    def __init__(
        self,
        parent: QWidget | None,
        work: Workplace,
        draft: DecisionDraft,
        names: Mapping[str, str],
        *,
        uid: str = "",
    ) -> None:
        self._work = work
        self._draft = draft
        self._uid = uid
        super().__init__(
            parent,
            work.messages,
            title="Sửa dự thảo quyết định" if uid else "Lập dự thảo quyết định công nhận",
            submit=self._save,
            save_text="Lưu dự thảo",
            drafts=work.drafts,
            draft_key=f"decision.{uid or f'new.{draft.programme_id}.{draft.year}'}",
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_fields(names)
        self._proposal = {name: getattr(draft, name) for name in _PROPOSED}
        self._body = draft.body
        self._asked: tuple[str, object] | None = None
        self.form.set_values(_field_values(draft))
        self.begin()
        self.widen(theme.chars(118))
        self.form.changed.connect(self._on_form_changed)
        self._show_authority()
        self.form["subject"].setFocus()

    def _add_fields(self, names: Mapping[str, str]) -> None:
        plan = self._work.programme
        bodies = [(row.uid, row.name) for row in units.bodies(self._work.session, own_only=True)]
        titles = [(title.code, title.name) for title in plan.titles]
        levels = [(level.code, level.name) for level in plan.levels]
        note = "Số và ngày để trống trên dự thảo; nhập sau khi văn bản được ký, cấp số."
        self.form.rows.addWidget(Banner(note, Tone.INFO))
        self.form.add(ChoiceField("body", "Cơ quan ban hành", bodies, required=True))
        self.form.add(TextField("subject", "Trích yếu", required=True, limit=500, lines=2))
        self.form.add(LinesField("lines", "Danh sách công nhận", names, titles, levels))
        self._authority = Banner("", Tone.WARN)
        self.form.rows.addWidget(self._authority)
        reason = "Lý do vẫn lập quyết định"
        self.form.add(TextField("override_reason", reason, limit=1000, lines=2))
        hint = "Mỗi căn cứ một dòng, chương trình tự thêm dấu câu theo thể thức."
        self.form.add(TextField("bases", "Căn cứ", limit=5000, lines=5, hint=hint))
        self.form.add_row(
            LineField("authority_line", "Thẩm quyền ký", hint="Ví dụ: T/M BAN THƯỜNG VỤ"),
            LineField("position", "Chức vụ người ký", limit=100),
            LineField("signer", "Người ký", limit=100, hint="Có thể nhập khi trình ký"),
        )
        where = "Mỗi nơi nhận một dòng."
        self.form.add(TextField("receivers", "Nơi nhận", limit=2000, lines=4, hint=where))

    def input(self, values: dict[str, Any]) -> DecisionDraft:
        return DecisionDraft(programme_id=self._draft.programme_id, year=self._draft.year, **values)

    def _save(self, draft: DecisionDraft) -> Changes:
        session = self._work.session
        if self._uid:
            return recognition.edit_decision(session, self._uid, draft)
        return recognition.draft_decision(session, draft)

    def _on_form_changed(self) -> None:
        body = self._chosen_body()
        if body and body != self._body:
            self._body = body
            self._propose_again(body)
        self._show_authority()

    def _chosen_body(self) -> str:
        field = self.form["body"]
        assert isinstance(field, ChoiceField)
        known = units.bodies(self._work.session, own_only=True)
        return next((row.uid for row in known if row.name == field.text()), "")

    def _propose_again(self, body: str) -> None:
        """The usual words of another body, where nobody has changed the earlier proposal."""
        draft = self._draft
        uids = [line.registration for line in self._lines().lines()]
        fresh = recognition.propose_draft(
            self._work.session, draft.programme_id, draft.year, body, uids
        )
        for name in _PROPOSED:
            if self.form[name].text() == self._proposal[name]:
                self.form[name].set_value(getattr(fresh, name))
                self._proposal[name] = getattr(fresh, name)

    def _lines(self) -> LinesField:
        field = self.form["lines"]
        assert isinstance(field, LinesField)
        return field

    def _show_authority(self) -> None:
        """Say what the lines need a reason for: authority not on record, a quota; and ask it."""
        asked = (self._body, self._lines().lines())
        if asked == self._asked:
            return
        self._asked = asked
        words = self._lacking()
        self._authority.show_text(words, Tone.WARN)
        self._authority.setVisible(bool(words))
        self.form["override_reason"].setVisible(bool(words))

    def _lacking(self) -> str:
        if not self._body:
            return ""
        found = recognition_checks.unusual(
            self._work.session,
            self._work.programme,
            self._body,
            self._lines().lines(),
            self._draft.year,
            self._uid,
        )
        if not found:
            return ""
        ways = dict.fromkeys(one.todo for one in found)
        return " ".join(
            [*(one.what for one in found), f"{', '.join(ways)}, hoặc nêu lý do dưới đây."]
        )


def _field_values(draft: DecisionDraft) -> dict[str, Any]:
    values = asdict(draft) | {"lines": draft.lines}
    return {name: values[name] for name in values if name not in ("programme_id", "year")}
