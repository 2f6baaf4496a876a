"""A council or an appraisal team: its name, the decision that set it up, members, how it votes.

    dialog = CouncilDialog(self, work, draft, uid=uid)      # uid empty: a new one
    made = dialog.ask()                                     # result_value is the Changes

The vote rules are those of the programme until somebody asks for others. Rules of who may sit
together are `services/councils`'.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from danvan_desktop.domain.vote_rules import VoteRules
from danvan_desktop.services import councils, units
from danvan_desktop.services.councils import CouncilDraft, CouncilKind
from danvan_desktop.services.session import Changes
from danvan_desktop.ui import rule_fields, theme
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.fields import LineField
from danvan_desktop.ui.members_field import COUNCIL_ROLES, TEAM_ROLES, MembersField
from danvan_desktop.ui.workplace import Workplace

_PROGRAMME, _OWN = "programme", "own"


class CouncilDialog(FormDialog[CouncilDraft]):
    """See the module's text."""

    def __init__(
        self, parent: QWidget | None, work: Workplace, draft: CouncilDraft, *, uid: str = ""
    ) -> None:
        self._work = work
        self._draft = draft
        self._default = work.programme.review.votes if work.programme_id else VoteRules()
        title = f"Sửa {_lower(draft.kind)}" if uid else f"Thêm {_lower(draft.kind)}"
        add = partial(councils.add_council, work.session)
        edit = partial(councils.edit_council, work.session, uid)
        super().__init__(
            parent,
            work.messages,
            title=title,
            submit=edit if uid else add,
            drafts=work.drafts,
            draft_key=f"council.{uid or f'new.{draft.kind.value}'}",
        )
        self._sentence = QLabel()
        self._add_fields()
        self.form.set_values(self._first_values())
        self.begin()
        self.resize(max(self.width(), theme.chars(104)), self.height())
        self.form.changed.connect(self._show_rules)
        self._show_rules()
        self.form["members"].setFocus()

    def _add_fields(self) -> None:
        offered = units.offered_bodies(self._work.session, self._draft.body)
        bodies = [(row.uid, row.name) for row in offered]
        self.form.add_row(
            LineField("name", "Tên", required=True),
            ChoiceField("body", "Thuộc cơ quan", bodies),
        )
        self.form.add_row(
            LineField("decision_number", "Số quyết định thành lập", limit=60),
            DateField("decision_date", "Ngày quyết định"),
        )
        team = self._draft.kind is CouncilKind.APPRAISAL
        labels = TEAM_ROLES if team else COUNCIL_ROLES
        self.form.add(MembersField("members", "Thành viên", labels=labels))
        if self._draft.kind is CouncilKind.REVIEW:
            self._add_rules()

    def _add_rules(self) -> None:
        whose = ((_PROGRAMME, "Theo chương trình"), (_OWN, "Riêng của hội đồng này"))
        self.form.add(ChoiceField("whose", "Cách biểu quyết", whose, required=True))
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        theme.role(self._sentence, "soft")
        self.form.rows.addWidget(self._sentence)
        self._section = rule_fields.add(self.form)

    def _first_values(self) -> dict[str, Any]:
        draft = self._draft
        values: dict[str, Any] = {
            "name": draft.name,
            "body": draft.body or None,
            "decision_number": draft.decision_number,
            "decision_date": draft.decision_date,
            "members": draft.members,
        }
        if draft.kind is CouncilKind.REVIEW:
            own = draft.rules is not None and draft.rules != self._default
            values["whose"] = _OWN if own else _PROGRAMME
            values |= rule_fields.values_of(draft.rules or self._default)
        return values

    def _show_rules(self) -> None:
        """The rule in words; its fields only where the council has its own."""
        if self._draft.kind is not CouncilKind.REVIEW:
            return
        own = self._own_rules()
        if own and not self._section.isVisible():
            self._section.set_folded(False)
        self._section.setVisible(own)
        default = f"{self._default.words} Cuộc họp cần {self._default.quorum.words} có mặt."
        self._sentence.setText(rule_fields.words(self.form) if own else default)

    def _own_rules(self) -> bool:
        field = self.form["whose"]
        return field.text() == "Riêng của hội đồng này"

    def input(self, values: dict[str, Any]) -> CouncilDraft:
        rules = None
        if self._draft.kind is CouncilKind.REVIEW and values["whose"] == _OWN:
            rules = rule_fields.rules_from(values)
        return replace(
            self._draft,
            name=values["name"],
            body=values["body"] or "",
            decision_number=values["decision_number"],
            decision_date=values["decision_date"],
            members=values["members"],
            rules=rules,
        )


def ask_council(
    parent: QWidget, work: Workplace, draft: CouncilDraft, uid: str = ""
) -> Changes | None:
    """Let it be typed and keep it; what changed, None when it was left."""
    dialog = CouncilDialog(parent, work, draft, uid=uid)
    if dialog.ask() is None:
        return None
    changes: Changes = dialog.result_value
    work.broadcast(changes)
    return changes


def _lower(kind: CouncilKind) -> str:
    return kind.label[:1].lower() + kind.label[1:]
