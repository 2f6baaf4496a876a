"""The dialogs of a public notice: its days and place, an opinion and its answer, its end.

Rules are `services/public_notice`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.services import public_notice
from danvan_desktop.services.public_notice import (
    NoticeDraft,
    NoticeView,
    OpinionDraft,
    OpinionRow,
)
from danvan_desktop.services.session import Changes
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.fields import LineField, NumberField, TextField
from danvan_desktop.ui.workplace import Workplace

_WHOLE = ""
ABOUT_ALL = "Cả danh sách"


@dataclass(frozen=True)
class NoticeInput:
    """What is typed of a notice."""

    first: date | None
    days: int
    working: bool
    place: str


class NoticeDialog(FormDialog[NoticeInput]):
    """First day, length and place; what the programme says stands there first."""

    def __init__(self, parent: QWidget, work: Workplace, notice: NoticeView) -> None:
        self._work = work
        self._uid = notice.meeting
        title = "Niêm yết, công khai danh sách"
        super().__init__(parent, work.messages, title=title, submit=self._save)
        self.form.add_row(
            DateField("first", "Từ ngày", required=True),
            NumberField("days", "Số ngày", required=True, places=0, minimum=Decimal(1)),
            ChoiceField(
                "working",
                "Cách tính",
                [(False, "Mọi ngày"), (True, "Ngày làm việc")],
                required=True,
            ),
        )
        self.form.add(
            LineField(
                "place",
                "Nơi niêm yết, công khai",
                required=True,
                placeholder="Trụ sở, nhà văn hóa...",
            )
        )
        known = public_notice.propose_notice(work.session, notice.meeting)
        if notice.first is not None and notice.days is not None:
            known = NoticeDraft(notice.first, notice.days, notice.place, notice.working)
        self.form.set_values(
            {
                "first": known.first,
                "days": Decimal(known.days),
                "working": known.working,
                "place": known.place,
            }
        )
        self.begin()
        self.form["place"].setFocus()

    def input(self, values: dict[str, Any]) -> NoticeInput:
        return NoticeInput(**(values | {"days": int(values["days"])}))

    def _save(self, given: NoticeInput) -> Changes:
        draft = NoticeDraft(given.first, given.days, given.place, given.working)
        return public_notice.set_notice(self._work.session, self._uid, draft)


class CloseNoticeDialog(FormDialog[str]):
    """The result of the notice, in the usual words first."""

    def __init__(self, parent: QWidget, work: Workplace, notice: NoticeView) -> None:
        self._work = work
        self._uid = notice.meeting
        super().__init__(
            parent,
            work.messages,
            title="Kết thúc công khai",
            submit=self._save,
            save_text="Kết thúc",
        )
        self.form.add(TextField("result", "Kết quả công khai", required=True, lines=3))
        self.form.set_values({"result": public_notice.propose_result(notice)})
        self.begin()
        self.form["result"].setFocus()

    def input(self, values: dict[str, Any]) -> str:
        return str(values["result"])

    def _save(self, result: str) -> Changes:
        return public_notice.close_notice(self._work.session, self._uid, result)


class OpinionDialog(FormDialog[OpinionDraft]):
    """An opinion and its answer. Nobody's name is asked."""

    def __init__(
        self, parent: QWidget, work: Workplace, notice: NoticeView, row: OpinionRow | None = None
    ) -> None:
        self._work = work
        self._uid = notice.meeting
        self._row = row
        super().__init__(
            parent,
            work.messages,
            title="Trả lời ý kiến" if row else "Ghi ý kiến",
            submit=self._save,
        )
        about = [(_WHOLE, ABOUT_ALL), *[(item.uid, item.name) for item in notice.items]]
        hint = "Hòm thư, điện thoại, trực tiếp... không cần ghi tên người phản ánh."
        self.form.add_row(
            DateField("on", "Ngày nhận", required=True),
            LineField("source", "Hình thức nhận", hint=hint),
        )
        self.form.add(ChoiceField("item", "Về mục", about, required=True))
        self.form.add(TextField("text", "Nội dung ý kiến", required=True, lines=4))
        self.form.add(TextField("answer", "Nội dung trả lời", lines=4))
        self.form.set_values(self._first_values())
        self.begin()
        self.form["answer" if row else "text"].setFocus()

    def _first_values(self) -> dict[str, Any]:
        row = self._row
        if row is None:
            return {"on": self._work.session.today(), "item": _WHOLE}
        return {
            "on": row.on,
            "source": row.source,
            "item": row.item,
            "text": row.text,
            "answer": row.answer,
        }

    def input(self, values: dict[str, Any]) -> OpinionDraft:
        return OpinionDraft(**values)

    def _save(self, draft: OpinionDraft) -> Changes:
        session = self._work.session
        if self._row is not None:
            return public_notice.edit_opinion(session, self._row.uid, draft)
        return public_notice.add_opinion(session, self._uid, draft)
