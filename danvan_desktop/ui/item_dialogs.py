"""The small dialogs about one item of a meeting: its aim, its conclusion, its discussion, who does
not vote on it. Rules are `services/meeting_votes`' and `meeting_items`'.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from danvan_desktop.domain.meeting_results import Result
from danvan_desktop.services import meeting_items, meeting_votes
from danvan_desktop.services.meeting_view import ItemView, MeetingView
from danvan_desktop.services.session import Changes
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.fields import TextField
from danvan_desktop.ui.workplace import Workplace


@dataclass(frozen=True)
class ItemInput:
    """What was typed of one item; which of it counts is each dialog's."""

    title: str = ""
    level: str = ""
    reason: str = ""
    member: str = ""


class ItemDialog(FormDialog[ItemInput]):
    """What the dialogs share: the item's name, and the way to its service."""

    def __init__(self, parent: QWidget, work: Workplace, item: ItemView, title: str) -> None:
        super().__init__(parent, work.messages, title=title, submit=self.save)
        self.work = work
        self.item = item
        name = QLabel(item.name)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setWordWrap(True)
        self.form.rows.addWidget(name)

    def input(self, values: dict[str, Any]) -> ItemInput:
        return ItemInput(**{name: value or "" for name, value in values.items()})

    def save(self, given: ItemInput) -> Changes:
        raise NotImplementedError

    def add_aim(self, title: str, level: str) -> None:
        """Title and level, as the programme has them."""
        plan = self.work.programme
        self.form.add_row(
            ChoiceField(
                "title", "Danh hiệu", [(one.code, one.name) for one in plan.titles], required=True
            ),
            ChoiceField(
                "level", "Cấp", [(one.code, one.name) for one in plan.levels], required=True
            ),
        )
        self.form.set_values({"title": title, "level": level})


class AimDialog(ItemDialog):
    """What an item is voted on for."""

    def __init__(self, parent: QWidget, work: Workplace, item: ItemView) -> None:
        super().__init__(parent, work, item, "Danh hiệu, cấp đưa ra biểu quyết")
        self.add_aim(item.title, item.level)
        self.begin()

    def save(self, given: ItemInput) -> Changes:
        return meeting_items.set_aim(self.work.session, self.item.uid, given.title, given.level)


class ResultDialog(ItemDialog):
    """A conclusion that needs a reason, or a lower title or level."""

    def __init__(self, parent: QWidget, work: Workplace, item: ItemView, result: Result) -> None:
        super().__init__(parent, work, item, result.label)
        self._result = result
        if result is Result.LOWER:
            self.add_aim(item.given_title or item.title, item.given_level or item.level)
        self.form.add(TextField("reason", "Lý do", required=True, limit=2000, lines=4))
        self.form.set_values({"reason": item.reason if item.result is result else ""})
        self.begin()
        self.form["title" if result is Result.LOWER else "reason"].setFocus()

    def save(self, given: ItemInput) -> Changes:
        return meeting_votes.set_result(
            self.work.session,
            self.item.uid,
            self._result,
            given.reason,
            title=given.title,
            level=given.level,
        )


class DiscussionDialog(ItemDialog):
    """What was said on an item."""

    def __init__(self, parent: QWidget, work: Workplace, item: ItemView) -> None:
        super().__init__(parent, work, item, "Nội dung thảo luận")
        self.form.add(TextField("reason", "Ý kiến thảo luận", lines=8))
        self.form.set_values({"reason": item.discussion})
        self.begin()
        self.form["reason"].setFocus()

    def save(self, given: ItemInput) -> Changes:
        return meeting_items.set_discussion(self.work.session, self.item.uid, given.reason)


class RecusalDialog(ItemDialog):
    """A member who does not vote on an item, and why."""

    def __init__(self, parent: QWidget, work: Workplace, view: MeetingView, item: ItemView) -> None:
        super().__init__(parent, work, item, "Thành viên không tham gia biểu quyết mục này")
        out = {one.member for one in item.recusals}
        members = [(one.uid, one.name) for one in view.members if one.uid not in out]
        self.form.add(ChoiceField("member", "Thành viên", members, required=True))
        self.form.add(
            TextField(
                "reason",
                "Lý do",
                required=True,
                lines=3,
                hint="Ví dụ: là người đứng đầu đơn vị đăng ký",
            )
        )
        self.begin()
        self.form["member"].setFocus()

    def save(self, given: ItemInput) -> Changes:
        return meeting_votes.recuse(self.work.session, self.item.uid, given.member, given.reason)
