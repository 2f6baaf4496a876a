"""Under which rules a score sheet stands, and what is entered in it.

A finished sheet keeps the rules it was made with, through the adopted copy with its fingerprint;
an unfinished one follows the newest version, and leaves out marks which that no longer knows.
Which variant of a set holds is `variants`. Results of sheets are `score_sheets`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from danvan_desktop.domain import scoring
from danvan_desktop.domain.criteria import Condition, ConditionCheck, CriteriaSet
from danvan_desktop.domain.marks import check_mark
from danvan_desktop.domain.scoring import Result
from danvan_desktop.domain.sheets import MarkEntry, given_marks, read_conditions, read_marks
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import ProgrammeCopy, Registration, ScoreSheet, evaluation_queries
from danvan_desktop.services import adoption, variants
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
        return kept_rules(session, sheet)
    copy = adoption.newest_copy(row.programme_id)
    plan = adoption.programme(session, row.programme_id)
    criteria_set = variants.set_for(session, plan, row, kind)
    if criteria_set is None and sheet is not None:
        return kept_rules(session, sheet)
    if criteria_set is None:
        raise UserError(
            f"Chương trình “{plan.name}” không có tiêu chí cho danh hiệu và đối tượng của "
            f"“{row.name}”.",
            safe="Dữ liệu không thay đổi.",
            todo="Chọn lại danh hiệu, đối tượng của đăng ký, hoặc bổ sung bộ tiêu chí.",
        )
    return Rules(row.programme_id, copy.version, copy.fingerprint, criteria_set)


def kept_rules(session: Session, sheet: ScoreSheet) -> Rules:
    """The rules that a finished sheet was made with. Raises `UserError` when they are not here."""
    mark, version = sheet.programme_fingerprint, sheet.programme_version
    found = kept_set(session, sheet.programme_id, mark, sheet.set_code, version)
    return Rules(sheet.programme_id, version, mark, found)


def kept_set(
    session: Session, programme_id: str, mark: str, code: str, version: int = 0
) -> CriteriaSet:
    """One set of an adopted version. Raises `UserError` when that version is not in the data."""
    exists = ProgrammeCopy.get_or_none(
        (ProgrammeCopy.programme_id == programme_id) & (ProgrammeCopy.fingerprint == mark)
    )
    plan = adoption.programme_as_of(session, programme_id, mark)
    found = [one for one in plan.criteria_sets if one.code == code]
    if exists is None or not found:
        which = f"phiên bản {version}" if version else "một phiên bản khác"
        raise UserError(
            f"Phiếu này được chấm theo {which} của chương trình, "
            "phiên bản đó không có trong dữ liệu.",
            safe="Kết quả ghi trên phiếu vẫn giữ nguyên.",
            todo="Đề nghị đơn vị gửi phiếu gửi kèm tệp chương trình.",
        )
    return found[0]


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
