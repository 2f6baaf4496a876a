"""Reading score sheets: under which rules each stands, what it comes to, what the final result is.

A finished sheet keeps the rules it was made with, through the adopted copy with its fingerprint;
an unfinished one follows the newest version, and leaves out marks which that no longer knows.
Writing sheets is `evaluation`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from danvan_desktop.domain import scoring
from danvan_desktop.domain.criteria import Condition, ConditionCheck, CriteriaSet
from danvan_desktop.domain.marks import check_mark
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.scoring import FinalResult, Result
from danvan_desktop.domain.sheets import (
    MarkEntry,
    Stage,
    from_hundredths,
    given_marks,
    read_conditions,
    read_marks,
    result_words,
)
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import ProgrammeCopy, Registration, ScoreSheet, evaluation_queries
from danvan_desktop.services import adoption
from danvan_desktop.services.session import Session

JOINT_ASSESSOR = "Tổ thẩm định"
"""Whose sheet an appraisal is when nobody is named: one for the whole office (simple mode)."""

CONFIRMATIONS = {
    StepKind.BUILDING_CONFIRMED: ConditionCheck.BUILDING_CONFIRMED,
    StepKind.EFFECT_CONFIRMED: ConditionCheck.EFFECT_CONFIRMED,
}


@dataclass(frozen=True)
class Rules:
    """The programme version and criteria set that a sheet is judged by."""

    programme_id: str
    version: int
    fingerprint: str
    criteria_set: CriteriaSet


@dataclass(frozen=True)
class Entered:
    """What an assessor entered: marks by criterion, answers by condition, a remark on the whole."""

    marks: Mapping[str, MarkEntry]
    conditions: Mapping[str, bool | None]
    remark: str = ""


@dataclass(frozen=True)
class SheetRow:
    """A sheet as lists show it. `stale`: made on an older revision, not counted until confirmed."""

    uid: str
    registration: str
    stage: Stage
    assessor: str
    own: bool
    finished: bool
    finished_on: date | None
    stale: bool
    total: Decimal | None
    passed: bool | None
    rank: str


@dataclass(frozen=True)
class FinalRow:
    """FINAL of one registration: computed from the finished, fresh appraisals of this office."""

    registration: str
    result: FinalResult
    criteria_set: CriteriaSet

    @property
    def words(self) -> str:
        return result_words(self.result, self.criteria_set)


def sheets_of(session: Session, registration: str) -> tuple[SheetRow, ...]:
    """Every sheet of a registration, own and received ones, self-assessment first."""
    row = find_registration(registration)
    found = [sheet_row(session, row, sheet) for sheet in evaluation_queries.sheets(registration)]
    return tuple(sorted(found, key=lambda one: (one.stage is Stage.APPRAISAL, one.assessor)))


def sheet_row(session: Session, registration: Registration, sheet: ScoreSheet) -> SheetRow:
    return SheetRow(
        uid=sheet.uid,
        registration=registration.uid,
        stage=Stage(sheet.stage),
        assessor=sheet.assessor,
        own=sheet.owner == session.office_uid,
        finished=sheet.finished,
        finished_on=sheet.finished_on,
        stale=is_stale(registration, sheet),
        total=from_hundredths(sheet.total),
        passed=sheet.passed,
        rank=sheet.rank,
    )


def final_of(session: Session, registration: str) -> FinalRow:
    """The final result of one registration; open while no appraisal is finished."""
    row = find_registration(registration)
    return _final(session, row, subject_kind(row), evaluation_queries.sheets(registration))


def finals(session: Session, programme_id: str, year: int) -> dict[str, FinalRow]:
    """Final results of a programme and year by registration, those without criteria left out."""
    by_registration: dict[str, list[ScoreSheet]] = {}
    for sheet in evaluation_queries.sheets_in(programme_id, year):
        by_registration.setdefault(sheet.registration_id, []).append(sheet)
    found = {}
    for row in evaluation_queries.registrations(programme_id, year):
        kind = subject_kind(row)
        if has_rules(session, row, kind):
            found[row.uid] = _final(session, row, kind, by_registration.get(row.uid, []))
    return found


def _final(
    session: Session, row: Registration, kind: SubjectKind, found: Sequence[ScoreSheet]
) -> FinalRow:
    appraisals = [
        sheet
        for sheet in found
        if sheet.stage == Stage.APPRAISAL and sheet.owner == session.office_uid
    ]
    counting = [sheet for sheet in appraisals if sheet.finished and not is_stale(row, sheet)]
    results = [result_of(session, row, kind, sheet) for sheet in counting]
    rules = rules_for(session, row, kind, counting[-1] if counting else None)
    outcome = scoring.final(rules.criteria_set, results, max(len(appraisals), 1))
    return FinalRow(row.uid, outcome, rules.criteria_set)


def result_of(session: Session, row: Registration, kind: SubjectKind, sheet: ScoreSheet) -> Result:
    """What a sheet comes to under its own rules, conditions as stored when it was finished."""
    rules = rules_for(session, row, kind, sheet)
    return compute(rules.criteria_set, row, kind, read_sheet(sheet, rules.criteria_set))


def compute(
    criteria_set: CriteriaSet,
    row: Registration,
    kind: SubjectKind,
    entered: Entered,
    evidence: Collection[str] | None = None,
) -> Result:
    """What is entered comes to. `evidence` are the criteria that have some; None does not ask:
    a sheet that is finished stays so, whatever becomes of its evidence."""
    answers = {code: answer for code, answer in entered.conditions.items() if answer is not None}
    return scoring.score(
        criteria_set,
        given_marks(entered.marks),
        answers,
        sector=row.sector,
        subject_kind=kind,
        evidence=evidence,
    )


def read_sheet(sheet: ScoreSheet | None, criteria_set: CriteriaSet) -> Entered:
    """What is entered in a sheet, as far as the set knows it; nothing for a new sheet."""
    if sheet is None:
        return Entered({}, {})
    known = {leaf.code: leaf for leaf in criteria_set.leaves()}
    marks = {}
    for code, entry in read_marks(sheet.marks).items():
        if code not in known:
            continue
        try:
            if entry.mark is not None:
                check_mark(known[code], entry.mark)
        except FieldError:
            entry = MarkEntry(None, entry.remark)  # the criterion is marked otherwise by now
        marks[code] = entry
    answers = read_conditions(sheet.conditions)
    asked = criteria_set.answer_codes()
    kept: dict[str, bool | None] = {code: answers[code] for code in asked if code in answers}
    return Entered(marks, kept, sheet.remark)


def with_records(
    entered: Entered, conditions: Iterable[Condition], known: frozenset[ConditionCheck]
) -> Entered:
    """The same with conditions filled in that the records bear out and nobody answered."""
    answers = dict(entered.conditions)
    for condition in conditions:
        if condition.check in known and answers.get(condition.code) is None:
            answers[condition.code] = True
    return Entered(entered.marks, answers, entered.remark)


def known_from_records(row: Registration, confirmed: Iterable[str]) -> frozenset[ConditionCheck]:
    """The checks that the records answer with yes. `confirmed` are kinds of steps that happened."""
    known = {CONFIRMATIONS[StepKind(kind)] for kind in confirmed if kind in CONFIRMATIONS}
    named = row.registered_with_id or row.registered_with_name
    if named and row.registered_on is not None:
        known.add(ConditionCheck.REGISTERED)
    return frozenset(known)


def rules_for(
    session: Session, row: Registration, kind: SubjectKind, sheet: ScoreSheet | None = None
) -> Rules:
    """The rules of a sheet, or of a new one for this registration.

    Raises `UserError` when the programme has no criteria for this title and kind of subject.
    """
    if sheet is not None and sheet.finished:
        return _kept_rules(session, sheet)
    copy = adoption.newest_copy(row.programme_id)
    plan = adoption.programme(session, row.programme_id)
    criteria_set = _set_for(plan, row.title, kind)
    if criteria_set is None and sheet is not None:
        return _kept_rules(session, sheet)
    if criteria_set is None:
        raise UserError(
            f"Chương trình “{plan.name}” không có tiêu chí cho danh hiệu và đối tượng của "
            f"“{row.name}”.",
            safe="Dữ liệu không thay đổi.",
            todo="Chọn lại danh hiệu, đối tượng của đăng ký, hoặc bổ sung bộ tiêu chí.",
        )
    return Rules(row.programme_id, copy.version, copy.fingerprint, criteria_set)


def has_rules(session: Session, row: Registration, kind: SubjectKind) -> bool:
    plan = adoption.programme(session, row.programme_id)
    return _set_for(plan, row.title, kind) is not None


def _kept_rules(session: Session, sheet: ScoreSheet) -> Rules:
    mark = sheet.programme_fingerprint
    exists = ProgrammeCopy.get_or_none(
        (ProgrammeCopy.programme_id == sheet.programme_id) & (ProgrammeCopy.fingerprint == mark)
    )
    plan = adoption.programme_as_of(session, sheet.programme_id, mark)
    found = [one for one in plan.criteria_sets if one.code == sheet.set_code]
    if exists is None or not found:
        raise UserError(
            f"Phiếu này được chấm theo phiên bản {sheet.programme_version} của chương trình, "
            "phiên bản đó không có trong dữ liệu.",
            safe="Kết quả ghi trên phiếu vẫn giữ nguyên.",
            todo="Đề nghị đơn vị gửi phiếu gửi kèm tệp chương trình.",
        )
    return Rules(sheet.programme_id, sheet.programme_version, mark, found[0])


def _set_for(plan: Programme, title: str, kind: SubjectKind) -> CriteriaSet | None:
    try:
        return plan.set_for(title, kind)
    except (KeyError, StopIteration):
        return None


def is_stale(row: Registration, sheet: ScoreSheet) -> bool:
    return bool(sheet.registration_revision != row.revision)


def find_registration(uid: str) -> Registration:
    """A registration with its subject. Raises `UserError` when it is gone."""
    row = evaluation_queries.registration(uid)
    if row is None:
        raise UserError("Không còn đăng ký này trong dữ liệu.")
    return row


def subject_kind(row: Registration) -> SubjectKind:
    return SubjectKind(row.subject.kind)
