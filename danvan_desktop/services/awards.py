"""Awards (khen thưởng): proposed from what was recognised, then given or refused by a decision.

Also for people who steered the movement, who have no registration. What is unusual is a warning
that a person may set aside (`domain/awards`); one achievement is not proposed twice without a
reason. Taking an award back is `award_revocation`; papers of awards are not made here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from danvan_desktop.domain.awards import AwardStatus, kind_warnings, result_words, stage_order
from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.text import checked_line, checked_text, in_sentence
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Award, DeskPaper, Recognition, recognition_queries
from danvan_desktop.services import adoption
from danvan_desktop.services.given_before import awarded
from danvan_desktop.services.number_series import check_award_number
from danvan_desktop.services.paper_kinds import PaperKind
from danvan_desktop.services.paper_signs import Signs
from danvan_desktop.services.session import Changes, Session, Topic

TOPICS = (Topic.AWARDS,)
_OPEN = (AwardStatus.PROPOSED, AwardStatus.GIVEN)


@dataclass(frozen=True)
class Proposable:
    """A line of an issued decision whose recipient may be proposed; `warning` says what speaks
    against it."""

    recognition: str
    registration: str
    recipient_name: str
    subject_kind: SubjectKind
    name: str
    title_name: str
    level_name: str
    decision: str
    own: bool
    achievement: str
    warning: str


@dataclass(frozen=True)
class AwardDraft:
    """What a person enters for one award. `giver_name` is the body that gives it."""

    recipient_name: str
    subject_kind: SubjectKind
    kind: str
    achievement: str
    giver_name: str = ""
    registration: str = ""
    recognition: str = ""
    note: str = ""


@dataclass(frozen=True)
class AwardDecision:
    """The decision on proposed awards: who is refused, with the reason; the others are given."""

    number: str
    date: date
    giver_name: str
    refused: Mapping[str, str]


@dataclass(frozen=True)
class AwardRow:
    """An award as lists show it."""

    uid: str
    recipient_name: str
    subject_kind: SubjectKind
    kind: str
    achievement: str
    giver_name: str
    status: AwardStatus
    decision_number: str
    number_text: str
    """The number of the decision as that prints it, with its signs."""
    decision_date: date | None
    note: str
    registration: str
    recognition: str
    own: bool

    @property
    def result_words(self) -> str:
        """What came of it; one that was taken back is told from one never given."""
        return result_words(self.status, self.note)

    @property
    def decision_words(self) -> str:
        if not self.decision_number or self.decision_date is None:
            return ""
        return f"Số {self.number_text} ngày {format_date(self.decision_date)}"

    def draft(self) -> AwardDraft:
        """The values for the form."""
        return AwardDraft(
            self.recipient_name,
            self.subject_kind,
            self.kind,
            self.achievement,
            self.giver_name,
            self.registration,
            self.recognition,
            self.note,
        )


def awards(session: Session, programme_id: str, year: int) -> tuple[AwardRow, ...]:
    """Awards of a programme and year, own and received: proposed first, in the stage's order."""
    query = Award.select().where(
        Award.programme_id == programme_id, Award.year == year, ~Award.deleted
    )
    order = list(AwardStatus)
    signs = Signs(session)
    rows = [_row(session, row, signs) for row in query]

    def place(row: AwardRow) -> tuple[object, ...]:
        by_stage = stage_order(row.kind, row.subject_kind, row.recipient_name)
        return (order.index(row.status), *by_stage, row.uid)

    return tuple(sorted(rows, key=place))


def proposable(session: Session, programme_id: str, year: int) -> tuple[Proposable, ...]:
    """Who was recognised in the year, in the order of decisions and lists."""
    plan = adoption.programme(session, programme_id)
    titles = {title.code: title.name for title in plan.titles}
    levels = {level.code: level.name for level in plan.levels}
    before, signs = awarded(session, _OPEN), Signs(session)
    found = []
    for line in recognition_queries.given_before():
        if (line.decision.programme_id, line.decision.year) != (programme_id, year):
            continue
        warning = before.get(line.registration_id, "")
        found.append(
            Proposable(
                recognition=line.uid,
                registration=line.registration_id,
                recipient_name=line.recipient_name,
                subject_kind=SubjectKind(line.registration.subject.kind),
                name=line.initiative_name or line.recipient_name,
                title_name=titles.get(line.title, line.title),
                level_name=levels.get(line.level, line.level),
                decision=_decision_words(line, signs),
                own=line.owner == session.office_uid,
                achievement=_achievement(line, year),
                warning=f"Đã được {warning} về thành tích này." if warning else "",
            )
        )
    return tuple(found)


def warnings(draft: AwardDraft) -> tuple[str, ...]:
    """What is unusual about one award, as sentences; it may be proposed all the same."""
    return tuple(kind_warnings(draft.kind, draft.giver_name, draft.recipient_name))


def propose(
    session: Session,
    programme_id: str,
    year: int,
    drafts: Sequence[AwardDraft],
    *,
    reason: str = "",
) -> Changes:
    """Propose awards: all or none.

    Raises `FieldError` for a wrong field, and on `reason` when one of them was proposed or given
    an award for this achievement before and no reason is given.
    """
    if not drafts:
        raise FieldError("lines", "Chưa chọn ai để đề nghị khen thưởng.")
    adoption.programme(session, programme_id)
    values = [_values(draft) for draft in drafts]
    why = checked_text("reason", "Lý do", reason, limit=1000)
    if not why:
        _refuse_twice(session, drafts)
    with session.write("Đề nghị khen thưởng", *TOPICS, reason=why) as work:
        for draft, one in zip(drafts, values, strict=True):
            row = work.insert(
                Award,
                about=draft.registration,
                programme_id=programme_id,
                year=year,
                status=AwardStatus.PROPOSED.value,
                **one,
            )
        work.uid = row.uid
    return work.changes


def edit(session: Session, uid: str, draft: AwardDraft) -> Changes:
    """Change what is only proposed."""
    row = _proposed(uid)
    values = _values(draft)
    with session.write("Sửa đề nghị khen thưởng", *TOPICS) as work:
        work.uid = uid
        work.update(row, about=row.registration_id or "", **values)
    return work.changes


def withdraw(session: Session, uids: Sequence[str]) -> Changes:
    """Take proposals away: all or none."""
    rows = [_proposed(uid) for uid in uids]
    with session.write("Bỏ đề nghị khen thưởng", *TOPICS) as work:
        for row in rows:
            work.remove(row, about=row.registration_id or "")
    return work.changes


def decide(session: Session, uids: Sequence[str], decision: AwardDecision) -> Changes:
    """Enter the decision on proposed awards: given, or refused with a reason; all or none.

    Raises `FieldError` for a number taken on another day by that body, a day in the future or
    before the recognition, or a refusal without a reason.
    """
    rows = [_proposed(uid) for uid in uids]
    if not rows:
        raise FieldError("lines", "Chưa chọn đề nghị khen thưởng nào.")
    giver = checked_line("giver_name", "Cơ quan khen thưởng", decision.giver_name, required=True)
    if decision.date > session.today():
        raise FieldError("date", "Ngày quyết định không thể sau hôm nay.")
    _check_after_recognition(rows, decision.date)
    number = check_award_number(decision.number, decision.date, giver)
    reasons = {
        uid: checked_line("reason", "Lý do", words, required=True, limit=500)
        for uid, words in decision.refused.items()
    }
    with session.write("Nhập quyết định khen thưởng", *TOPICS) as work:
        for row in rows:
            refused = row.uid in reasons
            work.update(
                row,
                about=row.registration_id or "",
                status=(AwardStatus.REFUSED if refused else AwardStatus.GIVEN).value,
                giver_name=giver,
                decision_number=number,
                decision_date=decision.date,
                note=reasons[row.uid] if refused else row.note,
            )
            work.uid = row.uid
    return work.changes


def signed_paper(session: Session, programme_id: str, year: int) -> AwardDecision | None:
    """The award decision that was signed in “Văn bản” and not yet entered here, the newest."""
    papers = DeskPaper.select().where(
        DeskPaper.kind == PaperKind.AWARD_DECISION.value,
        DeskPaper.programme_id == programme_id,
        DeskPaper.year == year,
        DeskPaper.date.is_null(False),
    )
    entered = {
        (row.decision_number, row.decision_date) for row in awards(session, programme_id, year)
    }
    for row in papers.order_by(DeskPaper.date.desc(), DeskPaper.changed_at.desc()):
        day: date | None = row.date
        if row.number and day is not None and (row.number, day) not in entered:
            return AwardDecision(row.number, day, row.body.name if row.body_id else "", {})
    return None


def find(uid: str) -> Award:
    """A row that is there, for the services of this layer. Raises `UserError`."""
    row: Award | None = Award.get_or_none((Award.uid == uid) & ~Award.deleted)
    if row is None:
        raise UserError("Không còn đề nghị khen thưởng này trong dữ liệu.")
    return row


def of_registrations(uids: Iterable[str]) -> tuple[Award, ...]:
    """Rows of awards for these registrations, for the services of this layer."""
    query = Award.select().where(Award.registration.in_(list(uids)), ~Award.deleted)
    return tuple(query.order_by(Award.year, Award.uid))


def _values(draft: AwardDraft) -> dict[str, object]:
    return {
        "recipient_name": checked_line(
            "recipient_name", "Tập thể, cá nhân được khen", draft.recipient_name, required=True
        ),
        "subject_kind": draft.subject_kind.value,
        "kind": checked_line("kind", "Hình thức khen thưởng", draft.kind, required=True, limit=100),
        "achievement": checked_line(
            "achievement", "Thành tích", draft.achievement, required=True, limit=500
        ),
        "giver_name": checked_line("giver_name", "Cơ quan khen thưởng", draft.giver_name),
        "registration": draft.registration or None,
        "recognition": draft.recognition or None,
        "note": checked_text("note", "Ghi chú", draft.note, limit=1000),
    }


def _check_after_recognition(rows: Sequence[Award], on: date) -> None:
    """An award for what was recognised is not older than the recognition."""
    days = [row.recognition.decision.date for row in rows if row.recognition_id]
    last = max((day for day in days if day), default=on)
    if on < last:
        raise FieldError(
            "date", f"Ngày quyết định trước quyết định công nhận ngày {format_date(last)}."
        )


def _refuse_twice(session: Session, drafts: Sequence[AwardDraft]) -> None:
    before = awarded(session, _OPEN)
    for draft in drafts:
        words = before.get(draft.registration, "")
        if words:
            raise FieldError(
                "reason",
                f"“{draft.recipient_name}” đã được {words} về thành tích này.",
                todo="Bỏ chọn dòng này, hoặc nêu lý do vẫn đề nghị.",
            )


def _proposed(uid: str) -> Award:
    row = find(uid)
    if row.status != AwardStatus.PROPOSED:
        raise UserError(
            f"Khen thưởng “{row.recipient_name}” đã có quyết định.",
            safe="Dữ liệu không thay đổi.",
            todo="Mở lại kết quả khen thưởng kèm lý do nếu nhập nhầm.",
        )
    return row


def _decision_words(line: Recognition, signs: Signs) -> str:
    day = f" ngày {format_date(line.decision.date)}" if line.decision.date else ""
    return f"Quyết định số {signs.decision(line.decision)}{day}"


def _achievement(line: Recognition, year: int) -> str:
    """The usual wording, to be changed as the office likes."""
    if line.initiative_name:
        made = line.registration.initiative
        kind = in_sentence(made.kind) if made is not None else "mô hình"
        return (
            f"Đã có thành tích trong xây dựng, thực hiện {kind} “{line.initiative_name}” trong "
            f"phong trào thi đua “Dân vận khéo” năm {year}"
        )
    return f"Đã có thành tích trong phong trào thi đua “Dân vận khéo” năm {year}"


def _row(session: Session, row: Award, signs: Signs) -> AwardRow:
    return AwardRow(
        uid=row.uid,
        recipient_name=row.recipient_name,
        subject_kind=SubjectKind(row.subject_kind),
        kind=row.kind,
        achievement=row.achievement,
        giver_name=row.giver_name,
        status=AwardStatus(row.status),
        decision_number=row.decision_number,
        number_text=signs.award(row),
        decision_date=row.decision_date,
        note=row.note,
        registration=row.registration_id or "",
        recognition=row.recognition_id or "",
        own=row.owner == session.office_uid,
    )
