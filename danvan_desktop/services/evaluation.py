"""Score sheets of one registration: opened, filled in, finished, opened again, confirmed.

One assessor's marks for one registration at one stage; FINAL is computed (`score_sheets`), what a
dialog shows is `sheet_view`. Arithmetic is `domain/scoring`, permission `domain/workflow`. The
sheet of all registrations at once is `assessment_matrix`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from danvan_desktop.domain import workflow
from danvan_desktop.domain.criteria import CriteriaSet
from danvan_desktop.domain.marks import check_mark
from danvan_desktop.domain.scoring import Result
from danvan_desktop.domain.sheets import (
    MarkEntry,
    Stage,
    conditions_text,
    hundredths,
    marks_text,
)
from danvan_desktop.domain.text import checked_line, checked_text
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Registration, ScoreSheet, evaluation_queries
from danvan_desktop.services import locks, score_sheets, sheet_totals
from danvan_desktop.services.facts import facts_of
from danvan_desktop.services.locks import Locked
from danvan_desktop.services.score_sheets import JOINT_ASSESSOR, Entered, Rules
from danvan_desktop.services.session import Changes, Session, Topic, Work
from danvan_desktop.services.sheet_view import SheetView, entered_in, require, view


def open_sheet(session: Session, registration: str, stage: Stage, assessor: str = "") -> SheetView:
    """The office's sheet of one assessor at one stage, or a new one that is not yet saved.

    Without `assessor` it is the subject's for SELF and the office's joint sheet for APPRAISAL.
    Raises `UserError` when the programme has no criteria for this registration.
    """
    row = score_sheets.find_registration(registration)
    name = _assessor(row, stage, assessor)
    sheet = _find(session, registration, stage, name)
    return view(session, row, stage, name, sheet)


def open_by_uid(session: Session, uid: str) -> SheetView:
    """A sheet that exists, a received one included. Raises `UserError` when it is gone."""
    sheet = get(uid)
    row = score_sheets.find_registration(sheet.registration_id)
    return view(session, row, Stage(sheet.stage), sheet.assessor, sheet)


def save_marks(
    session: Session,
    registration: str,
    stage: Stage,
    marks: Mapping[str, MarkEntry],
    conditions: Mapping[str, bool | None],
    remark: str = "",
    assessor: str = "",
    made_on: CriteriaSet | None = None,
) -> Changes:
    """Keep an unfinished sheet as it stands; criteria left out are open.

    Raises `FieldError` on the criterion's code for a mark it cannot be given, `UserError` when
    the sheet is finished or the registration is not in a state to be assessed, and
    `SetChangedError` when the criteria are no longer those of `made_on`, which were on screen.
    """
    with session.write("Ghi phiếu đánh giá", Topic.SHEETS, Topic.REGISTRATIONS) as work:
        work.uid = keep_marks(
            work, registration, stage, marks, conditions, remark, assessor, made_on
        )
    return work.changes


class SetChangedError(UserError):
    """The criteria were changed while a sheet was on screen; nothing has been saved."""

    def __init__(self, version: int) -> None:
        super().__init__(
            f"Bộ tiêu chí đã được đổi (chương trình phiên bản {version}) trong lúc phiếu đang mở.",
            safe="Nội dung vừa chấm vẫn còn nguyên, chưa lưu vào phiếu.",
            todo="Phiếu được mở lại theo bộ tiêu chí mới; kiểm tra các mục rồi lưu.",
        )


def keep_marks(
    work: Work,
    registration: str,
    stage: Stage,
    marks: Mapping[str, MarkEntry],
    conditions: Mapping[str, bool | None],
    remark: str,
    assessor: str,
    made_on: CriteriaSet | None = None,
) -> str:
    """As `save_marks`, inside a use case that is under way. Returns the sheet's uid."""
    session = work.session
    row = score_sheets.find_registration(registration)
    name = _assessor(row, stage, assessor)
    require(session, row, stage, name)
    sheet = _find(session, registration, stage, name)
    rules = score_sheets.rules_for(session, row, score_sheets.subject_kind(row), sheet)
    if made_on is not None and made_on != rules.criteria_set:
        raise SetChangedError(rules.version)
    entered = Entered(
        _checked(rules.criteria_set, marks),
        conditions,
        checked_text("remark", "Nhận xét chung", remark),
    )
    return write_sheet(work, row, stage, name, sheet, rules, entered)


def finish(session: Session, uid: str) -> Changes:
    """Close a complete sheet with its total, rank and whether it passes.

    Conditions that the records bear out are written into it. Raises `FieldError` on the first
    criterion or condition that is still open, or that lacks the evidence it asks for.
    """
    sheet = get(uid)
    row = score_sheets.find_registration(sheet.registration_id)
    require(session, row, Stage(sheet.stage), sheet.assessor)
    with session.write("Hoàn thành phiếu đánh giá", Topic.SHEETS, Topic.REGISTRATIONS) as work:
        work.uid = uid
        close_sheet(work, row, sheet)
    return work.changes


def reopen(session: Session, uid: str, reason: str) -> Changes:
    """Open a finished sheet again; its marks stay, its result does not count meanwhile.

    Raises `FieldError` without a reason, `UserError` while a closed meeting or a decision rests
    on it (`locks`).
    """
    sheet = get(uid)
    locks.require_free(session, Locked.SHEET, uid)
    facts = facts_of(session, sheet.registration_id)
    workflow.require("reopen", facts, session.office_uid, reason=reason)
    why = checked_line("reason", "Lý do", reason, required=True)
    with session.write(
        "Mở lại phiếu đánh giá", Topic.SHEETS, Topic.REGISTRATIONS, reason=why
    ) as work:
        work.uid = uid
        work.update(sheet, about=sheet.registration_id, **REOPENED)
        locks.supersede(work, [uid], why, [sheet.registration_id])
        sheet_totals.drop(uid)
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


REOPENED: dict[str, Any] = {
    "finished": False,
    "finished_on": None,
    "total": None,
    "passed": None,
    "rank": "",
}
"""What a sheet that is opened again loses."""


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
    evidence = evaluation_queries.evidence_codes(row.uid)
    result = score_sheets.compute(rules.criteria_set, row, kind, entered, evidence)
    require_complete(rules.criteria_set, result)
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
    sheet_totals.keep(sheet, result)


def require_complete(criteria_set: CriteriaSet, result: Result) -> None:
    """Raise `FieldError` on the first line of a sheet that is open or lacks its evidence."""
    titles = {leaf.code: leaf.title for leaf in criteria_set.leaves()}
    titles |= {condition.code: condition.title for condition in criteria_set.conditions}
    for code in (*result.missing_conditions, *result.missing):
        left = len(result.missing) + len(result.missing_conditions)
        raise FieldError(
            code, f"Còn {left} mục chưa đánh giá, đầu tiên là mục {code}: {titles[code]}."
        )
    for code in result.missing_evidence:
        raise FieldError(
            code,
            f"Tiêu chí {code} “{titles[code]}” phải có minh chứng kèm theo.",
            todo="Thêm minh chứng cho tiêu chí này, hoặc chấm lại, rồi hoàn thành phiếu.",
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
