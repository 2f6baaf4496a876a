"""Score sheets of one registration: opened, filled in, finished, opened again, confirmed.

One assessor's marks for one registration at one stage; FINAL is computed (`score_sheets`).
Arithmetic is `domain/scoring`, permission `domain/workflow`. The sheet of all registrations at
once is `assessment_matrix`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from danvan_desktop.domain import workflow
from danvan_desktop.domain.criteria import Condition, CriteriaSet, Criterion, Mark
from danvan_desktop.domain.marks import applicable, check_mark
from danvan_desktop.domain.scoring import Result
from danvan_desktop.domain.sheets import (
    MarkEntry,
    Stage,
    conditions_text,
    hundredths,
    marks_text,
    result_words,
)
from danvan_desktop.domain.text import checked_line, checked_text
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.domain.workflow import State
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Registration, ScoreSheet, evaluation_queries
from danvan_desktop.services import score_sheets
from danvan_desktop.services.facts import facts_of
from danvan_desktop.services.score_sheets import JOINT_ASSESSOR, Entered, Rules
from danvan_desktop.services.session import Changes, Session, Topic, Work

_ACTIONS = {Stage.SELF: "assess_self", Stage.APPRAISAL: "appraise"}


@dataclass(frozen=True)
class EvidenceRow:
    """A file shown beside a criterion; `sha256` names it in the data folder."""

    uid: str
    title: str
    file_name: str
    media_type: str
    sha256: str
    on: date | None


@dataclass(frozen=True)
class CriterionLine:
    """A line of the sheet. A section has no mark; what does not apply is not listed at all."""

    criterion: Criterion
    depth: int
    mark: Mark | None
    remark: str
    self_mark: Mark | None
    self_remark: str
    evidence: tuple[EvidenceRow, ...]


@dataclass(frozen=True)
class ConditionLine:
    """A condition with its answer; `from_records` when the records bear it out by themselves."""

    condition: Condition
    answer: bool | None
    from_records: bool
    self_answer: bool | None


@dataclass(frozen=True)
class SheetView:
    """A sheet as the dialog shows it; `uid` is empty until it is first saved.

    `why_not` says in Vietnamese why it cannot be filled in now, empty when it can. `result` is
    live; `result_words` the same in short. `evidence` is what belongs to no one criterion.
    """

    uid: str
    registration: str
    registration_name: str
    subject_name: str
    subject_kind: SubjectKind
    sector: str
    stage: Stage
    assessor: str
    programme_id: str
    programme_version: int
    criteria_set: CriteriaSet
    lines: tuple[CriterionLine, ...]
    conditions: tuple[ConditionLine, ...]
    remark: str
    evidence: tuple[EvidenceRow, ...]
    result: Result
    result_words: str
    finished: bool
    finished_on: date | None
    stale: bool
    state: State
    why_not: str

    @property
    def editable(self) -> bool:
        return not self.why_not and not self.finished

    def live(self, marks: Mapping[str, MarkEntry], conditions: Mapping[str, bool | None]) -> Result:
        """The result of what stands in the dialog now, before it is saved."""
        from danvan_desktop.domain import scoring, sheets

        answers = {code: answer for code, answer in conditions.items() if answer is not None}
        return scoring.score(
            self.criteria_set,
            sheets.given_marks(marks),
            answers,
            sector=self.sector,
            subject_kind=self.subject_kind,
        )


def open_sheet(session: Session, registration: str, stage: Stage, assessor: str = "") -> SheetView:
    """The office's sheet of one assessor at one stage, or a new one that is not yet saved.

    Without `assessor` it is the subject's for SELF and the office's joint sheet for APPRAISAL.
    Raises `UserError` when the programme has no criteria for this registration.
    """
    row = score_sheets.find_registration(registration)
    name = _assessor(row, stage, assessor)
    sheet = _find(session, registration, stage, name)
    return _view(session, row, stage, name, sheet)


def open_by_uid(session: Session, uid: str) -> SheetView:
    """A sheet that exists, a received one included. Raises `UserError` when it is gone."""
    sheet = get(uid)
    row = score_sheets.find_registration(sheet.registration_id)
    return _view(session, row, Stage(sheet.stage), sheet.assessor, sheet)


def save_marks(
    session: Session,
    registration: str,
    stage: Stage,
    marks: Mapping[str, MarkEntry],
    conditions: Mapping[str, bool | None],
    remark: str = "",
    assessor: str = "",
) -> Changes:
    """Keep an unfinished sheet as it stands; criteria left out are open.

    Raises `FieldError` on the criterion's code for a mark it cannot be given, `UserError` when
    the sheet is finished or the registration is not in a state to be assessed.
    """
    row = score_sheets.find_registration(registration)
    _require(session, row, stage)
    name = _assessor(row, stage, assessor)
    sheet = _find(session, registration, stage, name)
    rules = score_sheets.rules_for(session, row, score_sheets.subject_kind(row), sheet)
    entered = Entered(
        _checked(rules.criteria_set, marks),
        conditions,
        checked_text("remark", "Nhận xét chung", remark),
    )
    with session.write("Ghi phiếu đánh giá", Topic.SHEETS, Topic.REGISTRATIONS) as work:
        work.uid = write_sheet(work, row, stage, name, sheet, rules, entered)
    return work.changes


def finish(session: Session, uid: str) -> Changes:
    """Close a complete sheet with its total, rank and whether it passes.

    Conditions that the records bear out are written into it. Raises `FieldError` on the first
    criterion or condition that is still open.
    """
    sheet = get(uid)
    row = score_sheets.find_registration(sheet.registration_id)
    _require(session, row, Stage(sheet.stage))
    with session.write("Hoàn thành phiếu đánh giá", Topic.SHEETS, Topic.REGISTRATIONS) as work:
        work.uid = uid
        close_sheet(work, row, sheet)
    return work.changes


def reopen(session: Session, uid: str, reason: str) -> Changes:
    """Open a finished sheet again; its marks stay, its result does not count meanwhile.

    Raises `FieldError` without a reason, `UserError` under a decision or a draft of one.
    """
    sheet = get(uid)
    facts = facts_of(session, sheet.registration_id)
    workflow.require("reopen", facts, session.office_uid, reason=reason)
    if any(fact.office == session.office_uid and not fact.issued for fact in facts.recognitions):
        raise UserError(
            "Đăng ký này đang nằm trong dự thảo quyết định công nhận.",
            safe="Phiếu đánh giá giữ nguyên.",
            todo="Đưa đăng ký ra khỏi dự thảo rồi mở lại phiếu.",
        )
    why = checked_line("reason", "Lý do", reason, required=True)
    with session.write(
        "Mở lại phiếu đánh giá", Topic.SHEETS, Topic.REGISTRATIONS, reason=why
    ) as work:
        work.uid = uid
        work.update(sheet, about=sheet.registration_id, **_OPEN)
    return work.changes


def confirm_stale(session: Session, uid: str) -> Changes:
    """The assessor stands by a sheet made before the registration was changed; it counts again.

    Conditions that the records bear out by now are taken in, and the result computed anew.
    """
    sheet = get(uid)
    row = score_sheets.find_registration(sheet.registration_id)
    with session.write(
        "Xác nhận phiếu đánh giá trên bản mới", Topic.SHEETS, Topic.REGISTRATIONS
    ) as work:
        work.uid = uid
        if sheet.finished:
            close_sheet(work, row, sheet, sheet.finished_on)
        else:
            work.update(sheet, about=row.uid, registration_revision=row.revision)
    return work.changes


def discard(session: Session, uid: str) -> Changes:
    """Take away an unfinished sheet of this office; a finished one is only reopened."""
    sheet = get(uid)
    if sheet.finished:
        raise UserError(
            "Phiếu đã hoàn thành thì không xóa được.",
            safe="Phiếu đánh giá giữ nguyên.",
            todo="Mở lại phiếu kèm lý do nếu cần sửa.",
        )
    with session.write("Xóa phiếu đánh giá", Topic.SHEETS, Topic.REGISTRATIONS) as work:
        work.remove(sheet, about=sheet.registration_id)
    return work.changes


_OPEN: dict[str, Any] = {
    "finished": False,
    "finished_on": None,
    "total": None,
    "passed": None,
    "rank": "",
}


def get(uid: str) -> ScoreSheet:
    sheet: ScoreSheet | None = ScoreSheet.get_or_none((ScoreSheet.uid == uid) & ~ScoreSheet.deleted)
    if sheet is None:
        raise UserError("Không còn phiếu đánh giá này trong dữ liệu.")
    return sheet


def write_sheet(
    work: Work,
    row: Registration,
    stage: Stage,
    assessor: str,
    sheet: ScoreSheet | None,
    rules: Rules,
    entered: Entered,
) -> str:
    """Keep an unfinished sheet inside a use case that is under way. Returns its uid."""
    values = {
        "registration_revision": row.revision,
        "programme_version": rules.version,
        "programme_fingerprint": rules.fingerprint,
        "set_code": rules.criteria_set.code,
        "marks": marks_text(entered.marks),
        "conditions": conditions_text(entered.conditions),
        "remark": entered.remark,
    }
    if sheet is None:
        fixed = {"registration": row.uid, "stage": stage.value, "assessor": assessor}
        values |= {**fixed, "programme_id": rules.programme_id}
        return work.insert(ScoreSheet, about=row.uid, **values).uid
    if sheet.finished:
        raise UserError(
            "Phiếu này đã hoàn thành.",
            safe="Phiếu đánh giá giữ nguyên.",
            todo="Mở lại phiếu kèm lý do nếu cần sửa.",
        )
    work.update(sheet, about=row.uid, **values)
    return sheet.uid


def close_sheet(
    work: Work, row: Registration, sheet: ScoreSheet, finished_on: date | None = None
) -> None:
    """Finish a sheet inside a use case that is under way, on the registration as it is now."""
    session = work.session
    kind = score_sheets.subject_kind(row)
    rules = score_sheets.rules_for(session, row, kind, sheet)
    entered = entered_in(row, sheet, rules.criteria_set)
    result = score_sheets.compute(rules.criteria_set, row, kind, entered)
    _require_complete(rules.criteria_set, result)
    work.update(
        sheet,
        about=row.uid,
        registration_revision=row.revision,
        programme_version=rules.version,
        programme_fingerprint=rules.fingerprint,
        set_code=rules.criteria_set.code,
        marks=marks_text(entered.marks),
        conditions=conditions_text(entered.conditions),
        finished=True,
        finished_on=finished_on or session.today(),
        total=hundredths(result.total),
        passed=result.passed,
        rank=result.rank.code if result.rank else "",
    )


def entered_in(row: Registration, sheet: ScoreSheet | None, criteria_set: CriteriaSet) -> Entered:
    """What is entered in a sheet, with the conditions that the records answer."""
    taken = evaluation_queries.steps_taken(row.uid, score_sheets.CONFIRMATIONS)
    known = score_sheets.known_from_records(row, taken)
    entered = score_sheets.read_sheet(sheet, criteria_set)
    return score_sheets.with_records(entered, criteria_set.conditions, known)


def _require_complete(criteria_set: CriteriaSet, result: Result) -> None:
    titles = {leaf.code: leaf.title for leaf in criteria_set.leaves()}
    titles |= {condition.code: condition.title for condition in criteria_set.conditions}
    for code in (*result.missing_conditions, *result.missing):
        left = len(result.missing) + len(result.missing_conditions)
        raise FieldError(
            code, f"Còn {left} mục chưa đánh giá, đầu tiên là mục {code}: {titles[code]}."
        )


def _checked(criteria_set: CriteriaSet, marks: Mapping[str, MarkEntry]) -> dict[str, MarkEntry]:
    leaves = {leaf.code: leaf for leaf in criteria_set.leaves()}
    found = {}
    for code, entry in marks.items():
        if code not in leaves:
            raise FieldError(code, f"Bộ tiêu chí không có tiêu chí {code}.")
        if entry.mark is not None:
            check_mark(leaves[code], entry.mark)
        found[code] = MarkEntry(entry.mark, checked_text(code, "Nhận xét", entry.remark))
    return found


def _assessor(row: Registration, stage: Stage, assessor: str) -> str:
    if stage is Stage.FINAL:
        raise UserError("Kết luận được tính từ các phiếu thẩm định, không nhập tay.")
    clean = checked_line("assessor", "Người đánh giá", assessor, limit=100)
    return clean or (row.subject.name if stage is Stage.SELF else JOINT_ASSESSOR)


def _find(session: Session, registration: str, stage: Stage, assessor: str) -> ScoreSheet | None:
    """The office's sheet; a self-assessment is one, whoever signed it."""
    for sheet in evaluation_queries.sheets(registration):
        mine = sheet.owner == session.office_uid and sheet.stage == stage
        if mine and (stage is Stage.SELF or sheet.assessor == assessor):
            return sheet
    return None


def _require(session: Session, row: Registration, stage: Stage) -> None:
    """Raise `UserError` unless this office may assess the registration at this stage now."""
    if stage is Stage.SELF and row.owner != session.office_uid:
        raise UserError(
            "Tự đánh giá do đơn vị đăng ký thực hiện.",
            safe="Dữ liệu không thay đổi.",
            todo="Dùng phiếu thẩm định của đơn vị mình.",
        )
    workflow.require(_ACTIONS[stage], facts_of(session, row.uid), session.office_uid)


def _view(
    session: Session, row: Registration, stage: Stage, assessor: str, sheet: ScoreSheet | None
) -> SheetView:
    kind = score_sheets.subject_kind(row)
    rules = score_sheets.rules_for(session, row, kind, sheet)
    criteria_set = rules.criteria_set
    stored = score_sheets.read_sheet(sheet, criteria_set)
    finished = sheet is not None and sheet.finished
    entered = stored if finished else entered_in(row, sheet, criteria_set)
    own = _self_assessment(row, stage, criteria_set)
    evidence = evaluation_queries.evidence(row.uid)
    result = score_sheets.compute(criteria_set, row, kind, entered)
    return SheetView(
        uid=sheet.uid if sheet else "",
        registration=row.uid,
        registration_name=row.name,
        subject_name=row.subject.name,
        subject_kind=kind,
        sector=row.sector,
        stage=stage,
        assessor=sheet.assessor if sheet else assessor,
        programme_id=rules.programme_id,
        programme_version=rules.version,
        criteria_set=criteria_set,
        lines=tuple(_lines(criteria_set, row, kind, entered, own, evidence)),
        conditions=_condition_lines(criteria_set, stored, entered, own),
        remark=entered.remark,
        evidence=tuple(_evidence_row(one) for one in evidence if not one.criterion),
        result=result,
        result_words=result_words(result, criteria_set),
        finished=finished,
        finished_on=sheet.finished_on if sheet else None,
        stale=sheet is not None and score_sheets.is_stale(row, sheet),
        state=workflow.state(facts_of(session, row.uid), session.office_uid),
        why_not=_why_not(session, row, stage, sheet),
    )


def _why_not(session: Session, row: Registration, stage: Stage, sheet: ScoreSheet | None) -> str:
    if sheet is not None and sheet.owner != session.office_uid:
        return "Phiếu do đơn vị khác gửi lên, chỉ để xem."
    try:
        _require(session, row, stage)
    except UserError as error:
        return error.what
    return ""


def _self_assessment(row: Registration, stage: Stage, criteria_set: CriteriaSet) -> Entered:
    """The self-assessment shown beside an appraisal, as far as it was made on the same set."""
    if stage is Stage.SELF:
        return Entered({}, {})
    own = [
        sheet
        for sheet in evaluation_queries.sheets(row.uid)
        if sheet.stage == Stage.SELF and sheet.owner == row.owner
    ]
    return score_sheets.read_sheet(own[0] if own else None, criteria_set)


def _lines(
    criteria_set: CriteriaSet,
    row: Registration,
    kind: SubjectKind,
    entered: Entered,
    own: Entered,
    evidence: Sequence[Any],
) -> Iterator[CriterionLine]:
    asked = {leaf.code for leaf in applicable(criteria_set.criteria, row.sector, kind)}
    for criterion, depth in _nodes(criteria_set.criteria, asked, 0):
        entry = entered.marks.get(criterion.code, MarkEntry())
        beside = own.marks.get(criterion.code, MarkEntry())
        files = tuple(_evidence_row(one) for one in evidence if one.criterion == criterion.code)
        yield CriterionLine(
            criterion, depth, entry.mark, entry.remark, beside.mark, beside.remark, files
        )


def _nodes(
    criteria: Sequence[Criterion], asked: set[str], depth: int
) -> Iterator[tuple[Criterion, int]]:
    """Sections and leaves in the order of the paper, without what is not asked."""
    for criterion in criteria:
        if any(leaf.code in asked for leaf in criterion.leaves()):
            yield criterion, depth
            yield from _nodes(criterion.children, asked, depth + 1)


def _condition_lines(
    criteria_set: CriteriaSet, stored: Entered, entered: Entered, own: Entered
) -> tuple[ConditionLine, ...]:
    return tuple(
        ConditionLine(
            condition=condition,
            answer=entered.conditions.get(condition.code),
            from_records=stored.conditions.get(condition.code) is None
            and entered.conditions.get(condition.code) is True,
            self_answer=own.conditions.get(condition.code),
        )
        for condition in criteria_set.conditions
    )


def _evidence_row(row: Any) -> EvidenceRow:
    return EvidenceRow(row.uid, row.title, row.file_name, row.media_type, row.sha256, row.on)
