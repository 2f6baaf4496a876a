"""What each sheet that comes back in a file would do here: the dry run of `sheet_return`.

Reads only; doing it is `sheet_taking`. Where the registration was changed since, a sheet is taken
on the revision it was judged on and so marked stale, as one made here would be.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from danvan_desktop.domain.criteria import CriteriaSet
from danvan_desktop.domain.marks import check_mark
from danvan_desktop.domain.sheets import (
    MarkEntry,
    Stage,
    mark_words,
    read_conditions,
    read_marks,
    result_words,
)
from danvan_desktop.domain.text import sort_key
from danvan_desktop.errors import UserError
from danvan_desktop.models import (
    Assessor,
    AssessorFile,
    MeetingItem,
    Recognition,
    Registration,
    ScoreSheet,
    SheetOrigin,
    evaluation_queries,
    panel_queries,
)
from danvan_desktop.services import adoption, evaluation, locks, score_sheets
from danvan_desktop.services.keying import FILE, PAPER
from danvan_desktop.services.locks import Locked
from danvan_desktop.services.score_sheets import Entered, Rules
from danvan_desktop.services.session import Session
from danvan_desktop.services.sheet_view import require

if TYPE_CHECKING:
    from danvan_desktop.exchange.assessor_records import FileSheet

_SHOWN = 4
_PORTION = 500
_NOTHING = "trống"


class Outcome(StrEnum):
    """What would become of one sheet."""

    NEW = "Mới"
    SAME = "Đã có, giống nhau"
    UPDATE = "Thay bản đã nhận trước"
    CONFLICT = "Khác phiếu đang có"
    DECLINED = "Khai có liên quan"
    REFUSED = "Không nhận"


@dataclass(frozen=True)
class ReturnRow:
    """One registration of the file. `note` says why, `there` what the office has already."""

    registration: str
    name: str
    outcome: Outcome
    result_words: str = ""
    there: str = ""
    note: str = ""

    @property
    def can_take(self) -> bool:
        return self.outcome not in (Outcome.SAME, Outcome.REFUSED)

    @property
    def by_default(self) -> bool:
        """A conflict is taken only when a person says so."""
        return self.can_take and self.outcome is not Outcome.CONFLICT


@dataclass(frozen=True)
class _Context:
    """What is the same for every sheet of one file, and what is there, read all at once.

    `interests`: the assessor's reasons by registration; `existing`: that assessor's sheets;
    `evidence`: criteria that have some; `rested_on`: what some meeting or decision names.
    """

    session: Session
    person: Assessor
    file: AssessorFile
    forked: bool
    interests: Mapping[str, str]
    existing: Mapping[str, ScoreSheet]
    evidence: Mapping[str, Collection[str]]
    rested_on: Collection[str]


@dataclass(frozen=True)
class _Case:
    """One sheet of the file with what it is to be held against."""

    session: Session
    person: Assessor
    row: Registration
    sheet: FileSheet
    rules: Rules
    existing: ScoreSheet | None
    evidence: Collection[str]
    rested_on: bool

    @property
    def stale(self) -> bool:
        return bool(self.sheet.revision != self.row.revision)


def rows(
    session: Session,
    person: Assessor,
    file: AssessorFile,
    sheets: Sequence[FileSheet],
    *,
    forked: bool,
) -> tuple[ReturnRow, ...]:
    """What every sheet of the file would do, in the name order of the registrations."""
    given = json.loads(file.contents)
    newer = _in_newer_files(file)
    found = evaluation_queries.registrations_of([sheet.registration for sheet in sheets])
    known = {row.uid: row for row in found}
    context = _context(session, person, file, forked, list(known))
    made = []
    for sheet in sheets:
        row = known.get(sheet.registration)
        if row is None:
            made.append(_refused(sheet, "", "Không còn đăng ký này trong dữ liệu."))
        elif given.get(sheet.registration) != sheet.revision:
            made.append(_refused(sheet, row.name, "Đăng ký này không có trong tệp đã gửi đi."))
        elif sheet.registration in newer:
            later = newer[sheet.registration]
            made.append(_refused(sheet, row.name, f"Đã gửi lại trong tệp số {later} mới hơn."))
        else:
            made.append(_row(context, row, sheet))
    places = {row.uid: row.sort_key for row in found}
    made.sort(key=lambda one: (places.get(one.registration, ""), one.registration))
    return tuple(made)


def _context(
    session: Session, person: Assessor, file: AssessorFile, forked: bool, uids: Sequence[str]
) -> _Context:
    programme, year = file.programme_id, file.year
    existing = {
        sheet.registration_id: sheet
        for sheet in evaluation_queries.sheets_in(programme, year)
        if is_theirs(session, person, sheet)
    }
    return _Context(
        session,
        person,
        file,
        forked,
        panel_queries.interests_of(session.database, person.name),
        existing,
        evaluation_queries.evidence_codes_in(programme, year),
        _rested_on(uids),
    )


def is_theirs(session: Session, person: Assessor, sheet: ScoreSheet) -> bool:
    """Whether it is this office's appraisal in the name of that assessor."""
    mine = sheet.stage == Stage.APPRAISAL and sheet.owner == session.office_uid
    return bool(mine and sheet.assessor == person.name)


def _in_newer_files(file: AssessorFile) -> dict[str, int]:
    """Registrations that were sent to the same assessor again later, with that file's number."""
    later = (
        AssessorFile.select()
        .where(AssessorFile.assessor == file.assessor_id, AssessorFile.sequence > file.sequence)
        .order_by(AssessorFile.sequence)
    )
    return {uid: row.sequence for row in later for uid in json.loads(row.contents)}


def _refused(sheet: FileSheet, name: str, why: str) -> ReturnRow:
    return ReturnRow(sheet.registration, name, Outcome.REFUSED, note=why)


def _rested_on(uids: Sequence[str]) -> set[str]:
    """Registrations that some meeting or decision names; `locks` says which of them hold."""
    found: set[str] = set()
    for table in (MeetingItem, Recognition):
        for start in range(0, len(uids), _PORTION):
            some = list(uids[start : start + _PORTION])
            rows = table.select(table.registration).where(table.registration.in_(some))
            found.update(row.registration_id for row in rows)
    return found


def _row(context: _Context, row: Registration, sheet: FileSheet) -> ReturnRow:
    reason = context.interests.get(row.uid, "")
    try:
        if reason:
            raise UserError(f"Đã khai báo lợi ích liên quan: {reason}")
        if sheet.declined:
            return ReturnRow(row.uid, row.name, Outcome.DECLINED, note=sheet.declined)
        if not sheet.finished:
            raise UserError("Phiếu chưa hoàn thành.")
        case = _case(context, row, sheet)
        return _compared(case, _result_words(case), context.forked)
    except UserError as error:
        return _refused(sheet, row.name, error.what)


def _case(context: _Context, row: Registration, sheet: FileSheet) -> _Case:
    """Raises `UserError` when the set is another one by now."""
    session, person, file = context.session, context.person, context.file
    rules = score_sheets.rules_for(session, row, score_sheets.subject_kind(row))
    sent = adoption.programme_as_of(session, file.programme_id, file.programme_fingerprint)
    asked = next((one for one in sent.criteria_sets if one.code == sheet.set_code), None)
    if asked is None or asked != rules.criteria_set:
        raise UserError(
            f"Đánh giá theo bộ tiêu chí của phiên bản {file.programme_version}, "
            f"nay dùng bộ “{rules.criteria_set.title}” của phiên bản {rules.version}."
        )
    existing, evidence = context.existing.get(row.uid), context.evidence.get(row.uid, ())
    rested_on = row.uid in context.rested_on
    return _Case(session, person, row, sheet, rules, existing, evidence, rested_on)


def _entered(case: _Case) -> Entered:
    """What the file says; raises `FieldError` for what the set does not know or allow."""
    criteria_set = case.rules.criteria_set
    marks = read_marks(case.sheet.marks)
    _check_marks(criteria_set, marks)
    answers = read_conditions(case.sheet.conditions)
    unknown = sorted(set(answers) - set(criteria_set.answer_codes()))
    if unknown:
        raise UserError(f"Bộ tiêu chí không có điều kiện {unknown[0]}.")
    return Entered(marks, dict(answers), case.sheet.remark)


def _check_marks(criteria_set: CriteriaSet, marks: dict[str, MarkEntry]) -> None:
    leaves = {leaf.code: leaf for leaf in criteria_set.leaves()}
    for code, entry in marks.items():
        if code not in leaves:
            raise UserError(f"Bộ tiêu chí không có tiêu chí {code}.")
        if entry.mark is not None:
            check_mark(leaves[code], entry.mark)


def _result_words(case: _Case) -> str:
    """What the sheet comes to here; raises `UserError` unless it could be finished here."""
    require(case.session, case.row, Stage.APPRAISAL)
    if case.rested_on:
        locks.require_free(case.session, Locked.REGISTRATION, case.row.uid)
    kind = score_sheets.subject_kind(case.row)
    criteria_set = case.rules.criteria_set
    result = score_sheets.compute(criteria_set, case.row, kind, _entered(case), case.evidence)
    evaluation.require_complete(criteria_set, result)
    return result_words(result, criteria_set)


def _compared(case: _Case, words: str, forked: bool) -> ReturnRow:
    """Held against the sheet that is there under the assessor's name."""
    notes = ["Đăng ký đã sửa sau khi gửi phiếu: nhận và đánh dấu bản cũ."] if case.stale else []
    there, existing = "", case.existing
    outcome = Outcome.NEW
    if existing is not None and _has_content(existing):
        there = _there_words(case, existing)
        outcome = _against(case, existing, forked)
    if outcome is Outcome.SAME:
        notes = []
    if outcome is Outcome.CONFLICT:
        notes.append(_differences(case, existing))
    return ReturnRow(case.row.uid, case.row.name, outcome, words, there, " ".join(notes))


def _has_content(sheet: ScoreSheet) -> bool:
    return bool(sheet.finished or sheet.marks != "{}" or sheet.conditions != "{}" or sheet.remark)


def _against(case: _Case, existing: ScoreSheet, forked: bool) -> Outcome:
    if _same(case, existing):
        return Outcome.SAME if existing.finished else Outcome.UPDATE
    origin = SheetOrigin.get_or_none(SheetOrigin.uid == existing.uid)
    from_file = origin is not None and origin.source == FILE
    return Outcome.UPDATE if from_file and not forked else Outcome.CONFLICT


def _same(case: _Case, existing: ScoreSheet) -> bool:
    sheet = case.sheet
    mine = (existing.marks, existing.conditions, existing.remark)
    as_new = existing.registration_revision >= sheet.revision
    return bool(as_new and mine == (sheet.marks, sheet.conditions, sheet.remark))


def _there_words(case: _Case, existing: ScoreSheet) -> str:
    criteria_set = case.rules.criteria_set
    kind = score_sheets.subject_kind(case.row)
    entered = score_sheets.read_sheet(existing, criteria_set)
    result = score_sheets.compute(criteria_set, case.row, kind, entered)
    return result_words(result, criteria_set) if existing.finished else "Đang đánh giá"


_SOURCES = {PAPER: "Phiếu đang có nhập từ phiếu giấy", FILE: "Phiếu đang có nhận từ tệp"}


def _differences(case: _Case, existing: ScoreSheet | None) -> str:
    """Where the two differ, so that a person can look at the paper."""
    assert existing is not None
    origin = SheetOrigin.get_or_none(SheetOrigin.uid == existing.uid)
    words = _SOURCES.get(origin.source if origin else "", "Phiếu đang có chấm trên chương trình")
    found = list(_differing(case.sheet, existing))
    where = "; ".join(found[:_SHOWN]) or "khác ở nhận xét chung"
    more = f"; và {len(found) - _SHOWN} mục nữa" if len(found) > _SHOWN else ""
    return f"{words}. {where[0].upper()}{where[1:]}{more}."


def _differing(sheet: FileSheet, existing: ScoreSheet) -> Iterator[str]:
    """Each criterion and condition that differs, with what stands in the file and here."""
    marks = (read_marks(sheet.marks), read_marks(existing.marks))
    for code in sorted({*marks[0], *marks[1]}, key=sort_key):
        one, other = (side.get(code, MarkEntry()) for side in marks)
        if one.mark != other.mark:
            words = (mark_words(one.mark) or _NOTHING, mark_words(other.mark) or _NOTHING)
            yield f"mục {code}: tệp ghi {words[0]}, đang có {words[1]}"
        elif one.remark != other.remark:
            yield f"mục {code}: khác ở nhận xét"
    answers = (read_conditions(sheet.conditions), read_conditions(existing.conditions))
    differing = sum(
        answers[0].get(code) != answers[1].get(code) for code in {*answers[0], *answers[1]}
    )
    if differing:
        yield f"{differing} điều kiện bắt buộc khác nhau"
