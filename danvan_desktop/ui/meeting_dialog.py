"""Setting up a review meeting, or changing its head, members and rules while it is open.

    dialog = MeetingDialog(self, work, draft)               # new: from `new_meeting(work)`
    dialog = MeetingDialog(self, work, draft_of(view), uid) # one that is there

A new one is filled from the council, with today and everybody assessed on its list, so that it is
saved as it opens. Rules are `services/meetings`'.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from danvan_desktop.domain.workflow import State
from danvan_desktop.errors import UserError
from danvan_desktop.services import councils, meeting_items, meetings, units
from danvan_desktop.services.councils import CouncilDraft, CouncilKind, MemberDraft
from danvan_desktop.services.meeting_view import MeetingView
from danvan_desktop.services.meetings import MeetingDraft
from danvan_desktop.services.session import Changes
from danvan_desktop.ui import rule_fields, theme
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.fields import LineField
from danvan_desktop.ui.members_field import MembersField
from danvan_desktop.ui.workplace import Workplace

_NONE = ""
_OTHER = "Không theo hội đồng đã lưu"


class MeetingDialog(FormDialog[MeetingDraft]):
    """See the module's text. `result_value` is the `Changes` of what was saved."""

    def __init__(
        self, parent: QWidget | None, work: Workplace, draft: MeetingDraft, uid: str = ""
    ) -> None:
        self._work = work
        self._draft = draft
        self._uid = uid
        self._council = draft.council
        self._known = councils.councils(work.session, CouncilKind.REVIEW)
        super().__init__(
            parent,
            work.messages,
            title="Thông tin cuộc họp" if uid else "Họp bình xét mới",
            submit=self._save,
            save_text="Lưu" if uid else "Lập cuộc họp",
            drafts=work.drafts,
            draft_key=f"meeting.{uid or f'new.{draft.programme_id}.{draft.year}'}",
        )
        self._sentence = QLabel()
        self._add_fields()
        self.form.set_values(self._first_values())
        self.begin()
        self.resize(max(self.width(), theme.chars(104)), self.height())
        self.form.changed.connect(self._on_form_changed)
        self._show_rules()
        first = "members" if not any(one.name for one in draft.members) else "on"
        self.form[first].setFocus()

    def _add_fields(self) -> None:
        offered = units.offered_bodies(self._work.session, self._draft.body)
        bodies = [(row.uid, row.name) for row in offered]
        known = [(row.uid, row.name) for row in self._known]
        self.form.add_row(
            DateField("on", "Ngày họp"),
            LineField("starts", "Bắt đầu", limit=20, placeholder="8h00"),
            LineField("venue", "Địa điểm"),
        )
        if known and not self._uid:
            choices = [*known, (_NONE, _OTHER)]
            self.form.add(ChoiceField("council", "Hội đồng", choices, required=True))
        self.form.add(MembersField("members", "Thành viên"))
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        theme.role(self._sentence, "soft")
        self.form.rows.addWidget(self._sentence)
        more = self.form.section("Nội dung, cơ quan chủ trì", folded=True)
        self.form.add(LineField("subject", "Nội dung họp", required=True, limit=500), to=more)
        self.form.add(ChoiceField("body", "Cơ quan tổ chức", bodies), to=more)
        self._rules = rule_fields.add(self.form)

    def _first_values(self) -> dict[str, Any]:
        draft = self._draft
        values: dict[str, Any] = {
            "on": draft.on,
            "starts": draft.starts,
            "venue": draft.venue,
            "members": draft.members,
            "subject": draft.subject,
            "body": draft.body or None,
        }
        if self._has_council_field():
            values["council"] = draft.council
        return values | rule_fields.values_of(draft.rules)

    def _has_council_field(self) -> bool:
        return any(field.name == "council" for field in self.form)

    def _on_form_changed(self) -> None:
        if self._has_council_field():
            words = self.form["council"].text()
            chosen = next((row.uid for row in self._known if row.name == words), _NONE)
            if chosen != self._council and (chosen or words == _OTHER):
                self._council = chosen
                self._take_council(chosen)
        self._show_rules()

    def _take_council(self, council: str) -> None:
        """Members and rules of another council; day, time and place stay as typed."""
        work = self._work
        fresh = meetings.propose_meeting(work.session, work.programme_id, work.year, council)
        self.form["members"].set_value(fresh.members)
        for name, value in rule_fields.values_of(fresh.rules).items():
            self.form[name].set_value(value)

    def _show_rules(self) -> None:
        self._sentence.setText(rule_fields.words(self.form))

    def input(self, values: dict[str, Any]) -> MeetingDraft:
        return replace(
            self._draft,
            on=values["on"],
            starts=values["starts"],
            venue=values["venue"],
            members=values["members"],
            subject=values["subject"],
            body=values["body"] or "",
            council=values.get("council", self._draft.council),
            rules=rule_fields.rules_from(values),
        )

    def _save(self, draft: MeetingDraft) -> Changes:
        session = self._work.session
        if self._uid:
            return meetings.edit_meeting(session, self._uid, draft)
        if not self._known:
            draft = replace(draft, council=self._keep_council(draft))
        changes = meetings.plan_meeting(session, draft)
        waiting = [
            one.registration.uid
            for one in meeting_items.choices(session, changes.uid)
            if one.registration.state is State.APPRAISED and not one.note
        ]
        if waiting:
            meeting_items.set_items(session, changes.uid, waiting)
        return changes

    def _keep_council(self, draft: MeetingDraft) -> str:
        """The first members an office types become its council, so that they are typed once."""
        council = CouncilDraft(
            CouncilKind.REVIEW.label, body=draft.body, members=draft.members, rules=draft.rules
        )
        return councils.add_council(self._work.session, council).uid


def new_meeting(work: Workplace) -> MeetingDraft:
    """A meeting of today with the usual council, or with the seats of the programme."""
    session = work.session
    council = meetings.usual_council(session)
    if not council:
        known = councils.councils(session, CouncilKind.REVIEW)
        council = known[0].uid if known else ""
    return meetings.propose_meeting(session, work.programme_id, work.year, council)


def draft_of(view: MeetingView) -> MeetingDraft:
    """A meeting as it can be typed over."""
    row = view.row
    return MeetingDraft(
        programme_id=row.programme_id,
        year=row.year,
        subject=row.subject,
        on=row.on,
        starts=row.starts,
        ends=row.ends,
        venue=row.venue,
        body=row.body,
        council=row.council,
        members=tuple(
            MemberDraft(one.name, one.position, one.role, one.uid) for one in view.members
        ),
        rules=view.rules,
        opening=view.opening,
        conclusion=view.conclusion,
    )


def ask_meeting(
    parent: QWidget, work: Workplace, draft: MeetingDraft, uid: str = ""
) -> Changes | None:
    """Let it be typed and keep it; what changed, None when it was left."""
    dialog = MeetingDialog(parent, work, draft, uid)
    if dialog.ask() is None:
        return None
    changes: Changes = dialog.result_value
    work.broadcast(changes)
    return changes


def refuse(work: Workplace, parent: QWidget, what: str, todo: str) -> None:
    """Say why something cannot be done now."""
    work.messages.error(parent, UserError(what, safe="Dữ liệu không thay đổi.", todo=todo))
