"""Dialogs of awards: proposing those who were recognised, one person besides, and the decision.

Own asking; what is unusual is shown beside the form and may be set aside, rules are
`services/awards`'.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.awards import KINDS, PRAISE
from danvan_desktop.domain.text import in_sentence
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.services import awards, units
from danvan_desktop.services.awards import AwardDecision, AwardDraft, AwardRow, Proposable
from danvan_desktop.services.session import Changes
from danvan_desktop.ui import theme
from danvan_desktop.ui.check_list_field import CheckListField
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.dialogs import Banner, FormDialog
from danvan_desktop.ui.fields import LineField, TextField
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace


def _kind_field() -> ChoiceField:
    kinds = [(kind, kind) for kind in KINDS]
    return ChoiceField(
        "kind", "Hình thức khen thưởng", kinds, required=True, editable=True, limit=100
    )


def _giver_field(work: Workplace, *, required: bool = False) -> ChoiceField:
    """Bodies known here; any other may be typed."""
    names = dict.fromkeys(row.name for row in units.offered_bodies(work.session, own_only=False))
    return ChoiceField(
        "giver_name",
        "Cơ quan khen thưởng",
        [(name, name) for name in names],
        required=required,
        editable=True,
        hint="Chọn cơ quan đã có, hoặc gõ tên cơ quan khác.",
    )


@dataclass(frozen=True)
class ProposeInput:
    """Lines to be proposed, all for the same kind from the same body."""

    lines: tuple[str, ...]
    kind: str
    giver_name: str
    reason: str


class ProposeAwardsDialog(FormDialog[ProposeInput]):
    """Ticks those who are to be proposed; `result_value` is the `Changes` of what was saved."""

    def __init__(
        self, parent: QWidget | None, work: Workplace, found: Sequence[Proposable]
    ) -> None:
        super().__init__(
            parent,
            work.messages,
            title="Đề nghị khen thưởng",
            submit=self._propose,
            save_text="Đề nghị",
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._work = work
        self._found = {one.recognition: one for one in found}
        self._lines = CheckListField(
            "lines",
            "Từ đối tượng đã được công nhận",
            nothing="Chưa chọn ai để đề nghị khen thưởng.",
            hint="Phím cách để chọn hoặc bỏ chọn.",
        )
        self._notice = Banner("", Tone.WARN)
        self._reason = TextField(
            "reason", "Lý do vẫn đề nghị", limit=1000, lines=2, hint="Ghi khi đề nghị thêm lần nữa."
        )
        self.form.add_row(_kind_field(), _giver_field(work))
        self.form.add(self._lines)
        self.form.rows.addWidget(self._notice)
        self.form.add(self._reason)
        self._lines.set_choices([(one.recognition, _choice_words(one)) for one in found])
        fresh = [one.recognition for one in found if not one.warning]
        self._lines.set_value(fresh)
        self.form.set_values({"kind": PRAISE})
        self.begin()
        self.widen(theme.chars(120))
        self.form.changed.connect(self._show_notice)
        self._show_notice()
        self._lines.list.setFocus()

    def input(self, values: dict[str, Any]) -> ProposeInput:
        return ProposeInput(**values)

    def _proposals(self, kind: str, giver: str, lines: Sequence[str]) -> list[AwardDraft]:
        return [_draft(self._found[uid], kind, giver) for uid in lines]

    def _propose(self, given: ProposeInput) -> Changes:
        work = self._work
        return awards.propose(
            work.session,
            work.programme_id,
            work.year,
            self._proposals(given.kind, given.giver_name, given.lines),
            reason=given.reason,
        )

    def _show_notice(self) -> None:
        """What was awarded before, and what is unusual about the kind; said, never forbidden."""
        ticked = [uid for uid in self._lines.text().splitlines() if uid in self._found]
        again = [self._found[uid] for uid in ticked if self._found[uid].warning]
        kind, giver = self.form["kind"].text(), self.form["giver_name"].text()
        words = [f"{one.recipient_name}: {one.warning}" for one in again]
        for draft in self._proposals(kind, giver, ticked):
            words += awards.warnings(draft)
        shown = list(dict.fromkeys(words))
        self._notice.show_text("\n".join(shown[:4]), Tone.WARN)
        self._notice.setVisible(bool(shown))
        self._reason.setVisible(bool(again))


def _draft(one: Proposable, kind: str, giver: str) -> AwardDraft:
    return AwardDraft(
        recipient_name=one.recipient_name,
        subject_kind=one.subject_kind,
        kind=kind,
        achievement=one.achievement,
        giver_name=giver,
        registration=one.registration,
        recognition=one.recognition,
    )


def _choice_words(one: Proposable) -> str:
    who = " - ".join(dict.fromkeys((one.recipient_name, one.name)))
    known = f" - {in_sentence(one.warning)}" if one.warning else ""
    return f"{who} ({one.decision}){known}"


class AwardDialog(FormDialog[AwardDraft]):
    """One award: of a person who steered the movement, or one that is only proposed so far."""

    def __init__(
        self,
        parent: QWidget | None,
        work: Workplace,
        row: AwardRow | None = None,
    ) -> None:
        super().__init__(
            parent,
            work.messages,
            title="Sửa đề nghị khen thưởng" if row else "Đề nghị khen thưởng người khác",
            submit=self._save,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._work = work
        self._row = row
        kinds = [(kind, kind.label) for kind in SubjectKind]
        hint = "Người tham mưu, chỉ đạo phong trào cũng được đề nghị."
        self.form.add_row(
            LineField("recipient_name", "Tập thể, cá nhân được khen", required=True, hint=hint),
            ChoiceField("subject_kind", "Đối tượng", kinds, required=True),
        )
        self.form.add_row(_kind_field(), _giver_field(work))
        self.form.add(TextField("achievement", "Thành tích", required=True, limit=500, lines=3))
        self.form.add(TextField("note", "Ghi chú", limit=1000, lines=2))
        self._notice = Banner("", Tone.WARN)
        self.form.rows.addWidget(self._notice)
        self.form.set_values(_values(row, work.year))
        self.begin()
        self.form.changed.connect(self._show_notice)
        self._show_notice()
        self.form["recipient_name"].setFocus()

    def input(self, values: dict[str, Any]) -> AwardDraft:
        row = self._row
        values["registration"] = row.registration if row else ""
        values["recognition"] = row.recognition if row else ""
        return AwardDraft(**values)

    def _save(self, draft: AwardDraft) -> Changes:
        work = self._work
        if self._row is not None:
            return awards.edit(work.session, self._row.uid, draft)
        return awards.propose(work.session, work.programme_id, work.year, [draft])

    def _show_notice(self) -> None:
        fields = self.form
        draft = AwardDraft(
            fields["recipient_name"].text(),
            SubjectKind.INDIVIDUAL,
            fields["kind"].text(),
            "",
            fields["giver_name"].text(),
        )
        words = "\n".join(awards.warnings(draft)) if draft.recipient_name else ""
        self._notice.show_text(words, Tone.WARN)
        self._notice.setVisible(bool(words))


def _values(row: AwardRow | None, year: int) -> dict[str, Any]:
    if row is None:
        return {
            "subject_kind": SubjectKind.INDIVIDUAL,
            "kind": PRAISE,
            "achievement": "Có thành tích trong tham mưu, chỉ đạo phong trào thi đua “Dân vận "
            f"khéo” năm {year}",
        }
    draft = row.draft()
    names = ("recipient_name", "subject_kind", "kind", "giver_name", "achievement", "note")
    return {name: getattr(draft, name) for name in names}


@dataclass(frozen=True)
class AwardDecisionInput:
    """The decision as it is typed; what is not ticked is refused for `reason`."""

    number: str
    date: date
    giver_name: str
    given: tuple[str, ...]
    reason: str


class AwardDecisionDialog(FormDialog[AwardDecisionInput]):
    """The number and day of an award decision, and who is on its list."""

    def __init__(self, parent: QWidget | None, work: Workplace, rows: Sequence[AwardRow]) -> None:
        super().__init__(
            parent, work.messages, title="Nhập quyết định khen thưởng", submit=self._decide
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._work = work
        self._rows = tuple(rows)
        self._given = CheckListField(
            "given",
            "Được khen thưởng",
            nothing="Chưa chọn ai được khen thưởng.",
            hint="Bỏ chọn người không được khen; họ được ghi là không khen thưởng kèm lý do.",
        )
        self._reason = LineField("reason", "Lý do không khen thưởng", limit=500)
        self.form.add_row(
            LineField("number", "Số quyết định", required=True, limit=60),
            DateField("date", "Ngày quyết định", required=True),
        )
        self.form.add(_giver_field(work, required=True))
        self.form.add(self._given)
        self.form.add(self._reason)
        self._given.set_choices([(row.uid, f"{row.recipient_name} - {row.kind}") for row in rows])
        self.form.set_values({"giver_name": rows[0].giver_name or None})
        self._take_signed()
        self.begin()
        self.widen(theme.chars(100))
        self.form.changed.connect(self._show_reason)
        self._show_reason()
        self.form["number"].setFocus()

    def _take_signed(self) -> None:
        """Number, day and giver of the decision signed in “Văn bản”: nothing is typed twice."""
        work = self._work
        signed = awards.signed_paper(work.session, work.programme_id, work.year)
        if signed is not None:
            self.form.set_values({"number": signed.number, "date": signed.date})
            if signed.giver_name:
                self.form["giver_name"].set_text(signed.giver_name)

    def input(self, values: dict[str, Any]) -> AwardDecisionInput:
        return AwardDecisionInput(**values)

    def _show_reason(self) -> None:
        left = len(self._rows) - len(self._given.text().splitlines())
        self._reason.setVisible(left > 0)
        self._reason.set_required(left > 0)

    def _decide(self, given: AwardDecisionInput) -> Changes:
        refused = {row.uid: given.reason for row in self._rows if row.uid not in given.given}
        decision = AwardDecision(given.number, given.date, given.giver_name, refused)
        uids = [row.uid for row in self._rows]
        return awards.decide(self._work.session, uids, decision)
