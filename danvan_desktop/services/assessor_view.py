"""A sheet of a `.dvp` file as the same dialog shows it that shows sheets of the data folder.

Builds views only, from what lies in the file; keeping marks is `assessor_desk`.
"""

from __future__ import annotations

from typing import Any

from danvan_desktop.domain import scoring
from danvan_desktop.domain.criteria import CriteriaSet
from danvan_desktop.domain.sheets import Stage, given_marks, result_words
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.domain.workflow import State
from danvan_desktop.exchange.assessor_records import FileRegistration, FileSheet
from danvan_desktop.services import score_sheets
from danvan_desktop.services.score_sheets import Entered
from danvan_desktop.services.sheet_view import (
    EvidenceRow,
    SheetView,
    condition_lines,
    criterion_lines,
)


def view(
    one: FileRegistration,
    sheet: FileSheet | None,
    criteria_set: CriteriaSet,
    assessor: str,
    programme: tuple[str, int],
) -> SheetView:
    """What the dialog shows; `programme` is its id and version."""
    kind = SubjectKind(one.subject_kind)
    stored = _read(sheet, criteria_set)
    finished = sheet is not None and sheet.finished
    entered = stored if finished else _with_records(one, stored)
    own = _self_assessment(one, criteria_set)
    result = scoring.score(
        criteria_set,
        given_marks(entered.marks),
        {code: answer for code, answer in entered.conditions.items() if answer is not None},
        sector=one.sector,
        subject_kind=kind,
        evidence=None if finished else {file.criterion for file in one.evidence},
    )
    return SheetView(
        uid=one.uid if sheet else "",
        registration=one.uid,
        registration_name=one.name,
        subject_name=one.subject_name,
        subject_kind=kind,
        sector=one.sector,
        stage=Stage.APPRAISAL,
        assessor=assessor,
        programme_id=programme[0],
        programme_version=programme[1],
        criteria_set=criteria_set,
        lines=tuple(criterion_lines(criteria_set, one.sector, kind, entered, own, one.evidence)),
        conditions=condition_lines(criteria_set, stored, entered, own),
        remark=entered.remark,
        evidence=tuple(_evidence(file) for file in one.evidence if not file.criterion),
        result=result,
        result_words=result_words(result, criteria_set),
        finished=finished,
        finished_on=sheet.finished_on if sheet else None,
        stale=False,
        state=State.APPRAISED if finished else State.REGISTERED,
        why_not=f"Đã khai không đánh giá: {sheet.declined}" if sheet and sheet.declined else "",
        own=True,
    )


def answers(
    one: FileRegistration, sheet: FileSheet | None, criteria_set: CriteriaSet
) -> dict[str, bool | None]:
    """The conditions of a sheet that is being finished, with those the records bear out."""
    return dict(_with_records(one, _read(sheet, criteria_set)).conditions)


def texts(one: FileRegistration) -> tuple[tuple[str, str], ...]:
    """What is registered, headings and texts in the order of the form."""
    facts = (
        ("Đơn vị, cá nhân", one.subject_name),
        ("Địa bàn, tổ chức", one.place),
        ("Lĩnh vực", one.sector_name),
        ("Danh hiệu", one.title_name),
        ("Mới/duy trì", one.newness),
    )
    return (
        *((heading, text) for heading, text in facts if text),
        *((text.heading, text.text) for text in one.texts),
    )


def _read(sheet: FileSheet | None, criteria_set: CriteriaSet) -> Entered:
    kept: Any = sheet  # it has the columns of the table as far as they are read
    return score_sheets.read_sheet(kept, criteria_set)


def _self_assessment(one: FileRegistration, criteria_set: CriteriaSet) -> Entered:
    sheet = FileSheet(
        conditions=one.self_conditions,
        declined="",
        finished=True,
        finished_on=None,
        marks=one.self_marks,
        registration=one.uid,
        remark=one.self_remark,
        revision=one.revision,
        set_code=one.set_code,
    )
    return _read(sheet, criteria_set)


def _with_records(one: FileRegistration, entered: Entered) -> Entered:
    conditions = dict(entered.conditions)
    for code in one.known:
        if conditions.get(code) is None:
            conditions[code] = True
    return Entered(entered.marks, conditions, entered.remark)


def _evidence(file: Any) -> EvidenceRow:
    return EvidenceRow(file.uid, file.title, file.file_name, file.media_type, file.sha256, file.on)
