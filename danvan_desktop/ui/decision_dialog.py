"""Drafting a decision of recognition; number and date stay open until it is signed.

    dialog = DecisionDialog(self, work, draft, names)            # a new one, from propose_draft
    dialog = DecisionDialog(self, work, draft, names, uid=uid)   # a draft that exists
    dialog.accepted.connect(...); dialog.open()

What is usual for the body is proposed and every line can be edited; another body brings its own
proposals for what nobody has changed. Rules are `services/recognition`'s.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.renewed_words import Renewal, renewed
from danvan_desktop.services import (
    paper_renewal,
    papers,
    recognition,
    recognition_checks,
    units,
)
from danvan_desktop.services.decision_view import DecisionDraft, LineDraft
from danvan_desktop.services.session import Changes
from danvan_desktop.ui import theme
from danvan_desktop.ui.changes_box import LIST_CHANGED, ChangesBox
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.dialogs import Banner, FormDialog
from danvan_desktop.ui.fields import LineField, TextField
from danvan_desktop.ui.leader_word import LeaderWord
from danvan_desktop.ui.lines_field import LinesField
from danvan_desktop.ui.proposed_words import ProposedWords, follow_articles, replace_words
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

_PROPOSED = ("subject", "bases", "articles", "authority_line", "position", "receivers")


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
        self.uid = uid
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
        self.renewal = ChangesBox(
            "Các chỗ danh sách đã đổi",
            "Cập nhật vào các điều",
            "Đổi số liệu trong các điều, giữ những chữ đã sửa (Ctrl+Z để lấy lại)",
        )
        self._add_fields(names)
        self._made_from = draft.made_from
        self._worded: tuple[str, tuple[LineDraft, ...]] = ("", ())
        self._body = draft.body
        self._asked: tuple[str, object] | None = None
        self.form.set_values(_field_values(draft))
        fresh = self._fresh(draft.body, draft.lines)
        self.words = {
            name: ProposedWords(self.form[name], getattr(fresh, name)) for name in _PROPOSED
        }
        self._list_renewal()
        fields = [self.form[name] for name in (*_PROPOSED, "signer")]
        self.leader = LeaderWord(self, work, fields)
        self.form.rows.insertWidget(0, self.leader.box)
        self.buttons.insertWidget(0, self.leader.button)
        if uid:
            self.leader.ask(partial(papers.decision, work.session, uid))
        self.begin()
        self.widen(theme.chars(118))
        self.form.changed.connect(self._on_form_changed)
        self._show_authority()
        self.form["subject"].setFocus()

    def _add_fields(self, names: Mapping[str, str]) -> None:
        plan = self._work.programme
        bodies = [(row.uid, row.name) for row in self._offered()]
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
        self.renewal.carry.connect(self._on_renew)
        self.form.rows.addWidget(self.renewal)
        hint = "Mỗi điều một dòng, không ghi “Điều 1.”: chương trình tự đánh số."
        self.form.add(
            TextField("articles", "Các điều", required=True, limit=10_000, lines=6, hint=hint)
        )
        self.form.add_row(
            LineField("authority_line", "Thẩm quyền ký", hint="Ví dụ: T/M BAN THƯỜNG VỤ"),
            LineField("position", "Chức vụ người ký", limit=100),
            LineField("signer", "Người ký", limit=100, hint="Có thể nhập khi trình ký"),
        )
        where = "Mỗi nơi nhận một dòng."
        self.form.add(TextField("receivers", "Nơi nhận", limit=2000, lines=4, hint=where))

    def input(self, values: dict[str, Any]) -> DecisionDraft:
        draft = self._draft
        return DecisionDraft(
            programme_id=draft.programme_id, year=draft.year, made_from=self._made_from, **values
        )

    def _save(self, draft: DecisionDraft) -> Changes:
        session = self._work.session
        if self.uid:
            return recognition.edit_decision(session, self.uid, draft)
        return recognition.draft_decision(session, draft)

    def _on_form_changed(self) -> None:
        body, lines = self._chosen_body(), self._lines().lines()
        if body and lines and (body, lines) != self._worded:
            self._body, self._worded = body, (body, lines)
            self._propose_again()
        follow_articles(self.form["articles"], self.words["receivers"])
        self._show_authority()

    def _chosen_body(self) -> str:
        field = self.form["body"]
        assert isinstance(field, ChoiceField)
        return next((row.uid for row in self._offered() if row.name == field.text()), "")

    def _offered(self) -> tuple[units.BodyRow, ...]:
        return units.offered_bodies(self._work.session, self._draft.body)

    def _fresh(self, body: str, lines: Sequence[LineDraft]) -> DecisionDraft:
        """What is usual for a body and a list as it stands in the form."""
        draft = self._draft
        self._worded = (body, tuple(lines))
        return recognition.propose_words(
            self._work.session, draft.programme_id, draft.year, body, lines
        )

    def _propose_again(self) -> None:
        """The usual words of another body or list, where nobody has changed the earlier ones."""
        fresh = self._fresh(*self._worded)
        for name, words in self.words.items():
            if words.propose(getattr(fresh, name)) and name == "articles":
                self._made_from = fresh.articles
        self._list_renewal()

    def _list_renewal(self) -> None:
        """Edited articles whose list changed show what the list makes of them now."""
        found = self._renewed()
        self.renewal.show_changes(LIST_CHANGED, paper_renewal.words(found))

    def _renewed(self) -> dict[str, Renewal]:
        typed, now = self.form["articles"].text(), self.words["articles"].proposal
        found = renewed(self._made_from, now, typed)
        return {"articles": found} if found.found else {}

    def _on_renew(self) -> None:
        found = self._renewed()
        for name, one in found.items():
            replace_words(self.form[name], one.text)
        self._made_from = self.words["articles"].proposal
        title = "Các chỗ đã được sửa lời, cần sửa số liệu bằng tay"
        left = paper_renewal.words(paper_renewal.left(found))
        self.renewal.show_changes(title, left, offered=False)

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
            self.uid,
        )
        if not found:
            return ""
        ways = dict.fromkeys(one.todo for one in found)
        return " ".join(
            [*(one.what for one in found), f"{', '.join(ways)}, hoặc nêu lý do dưới đây."]
        )


def _field_values(draft: DecisionDraft) -> dict[str, Any]:
    values = asdict(draft) | {"lines": draft.lines}
    outside = ("programme_id", "year", "made_from")
    return {name: values[name] for name in values if name not in outside}
