"""Quick assessment: all registrations of a title against all criteria, one key each.

Works on one assessor's appraisal sheets, one per registration, the same that the dialog of
`evaluation` opens; by default on the office's joint ones (simple mode).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from danvan_desktop.domain import workflow
from danvan_desktop.domain.criteria import Condition, CriteriaSet, Criterion, Mark
from danvan_desktop.domain.marks import applicable, check_mark
from danvan_desktop.domain.scoring import Result
from danvan_desktop.domain.sheets import MarkEntry, Stage, result_words
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.domain.workflow import Facts, State
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Registration, ScoreSheet, evaluation_queries, panel_queries
from danvan_desktop.services import adoption, evaluation, score_sheets, variants
from danvan_desktop.services.facts import facts_of, facts_of_many
from danvan_desktop.services.score_sheets import JOINT_ASSESSOR, Entered
from danvan_desktop.services.session import Changes, Session, Topic
from danvan_desktop.services.sheet_view import require
from danvan_desktop.services.variants import Choices


@dataclass(frozen=True)
class MatrixRow:
    """One registration. A criterion that does not apply to it is not among `marks`' keys.

    `from_records` are the conditions nobody answered because the records bear them out. `sheet`
    is empty until the first key is pressed; `why_not` says why no key is taken.
    """

    registration: str
    name: str
    subject_name: str
    subject_kind: SubjectKind
    sector: str
    state: State
    sheet: str
    finished: bool
    stale: bool
    marks: Mapping[str, Mark | None]
    conditions: Mapping[str, bool | None]
    from_records: frozenset[str]
    result: Result
    result_words: str
    why_not: str


@dataclass(frozen=True)
class MatrixGrid:
    """The registrations judged by one criteria set; its conditions and leaves are the columns."""

    criteria_set: CriteriaSet
    subject_kinds: tuple[SubjectKind, ...]
    conditions: tuple[Condition, ...]
    criteria: tuple[Criterion, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True)
class MatrixView:
    """One grid per criteria set of the title, since collectives and persons differ."""

    programme_id: str
    year: int
    title: str
    title_name: str
    grids: tuple[MatrixGrid, ...]


def matrix(
    session: Session, programme_id: str, year: int, title: str, assessor: str = JOINT_ASSESSOR
) -> MatrixView:
    """All registrations of a title, by criteria set, in name order. Withdrawn ones are left out."""
    plan = adoption.programme(session, programme_id)
    found = plan.title(title)
    rows = [
        row for row in evaluation_queries.registrations(programme_id, year) if row.title == title
    ]
    context = _context(session, programme_id, year, rows, assessor)
    grids = []
    for code in dict.fromkeys(found.criteria.values()):
        kinds = tuple(kind for kind in found.subject_kinds if found.criteria[kind] == code)
        mine = [row for row in rows if score_sheets.subject_kind(row) in kinds]
        offered = plan.variants(code) or (plan.criteria_set(code),)
        for criteria_set, some in _by_set(session, offered, mine, context):
            lines = [_row(session, row, context) for row in some]
            grids.append(
                MatrixGrid(
                    criteria_set,
                    kinds,
                    criteria_set.conditions,
                    tuple(criteria_set.leaves()),
                    tuple(line for line in lines if line.state is not State.WITHDRAWN),
                )
            )
    return MatrixView(programme_id, year, title, found.name, tuple(grids))


def _by_set(
    session: Session,
    offered: Sequence[CriteriaSet],
    rows: Sequence[Registration],
    context: _Context,
) -> Iterator[tuple[CriteriaSet, list[Registration]]]:
    """The first set, and each variant of it that something is judged by, with its rows."""
    found: dict[str, list[Registration]] = {one.code: [] for one in offered}
    for row in rows:
        code = _set_of(session, row, score_sheets.subject_kind(row), context).code
        found.get(code, found[offered[0].code]).append(row)
    for number, one in enumerate(offered):
        if number == 0 or found[one.code]:
            yield one, found[one.code]


def matrix_row(session: Session, registration: str, assessor: str = JOINT_ASSESSOR) -> MatrixRow:
    """One row anew, after a key was pressed."""
    row = score_sheets.find_registration(registration)
    taken = evaluation_queries.steps_taken(registration, score_sheets.CONFIRMATIONS)
    sheet = _sheet_of(session, evaluation_queries.sheets(registration), assessor)
    facts = facts_of(session, registration)
    context = _Context(
        {registration: sheet} if sheet else {},
        {registration: taken},
        {registration: facts},
        {registration: evaluation_queries.evidence_codes(registration)},
        assessor,
        _interests(session, [registration], assessor),
        variants.read_choices(session, row.programme_id),
    )
    return _row(session, row, context)


def set_mark(
    session: Session,
    registration: str,
    criterion: str,
    mark: Mark | None,
    assessor: str = JOINT_ASSESSOR,
) -> Changes:
    """One key: the mark of one criterion in the assessor's sheet; None clears it.

    Raises `FieldError` for a mark the criterion cannot be given, `UserError` when the sheet is
    finished or the registration is not in a state to be appraised.
    """

    def change(entered: Entered, criteria_set: CriteriaSet) -> Entered:
        leaf = next((one for one in criteria_set.leaves() if one.code == criterion), None)
        if leaf is None:
            raise FieldError(criterion, f"Bộ tiêu chí không có tiêu chí {criterion}.")
        if mark is not None:
            check_mark(leaf, mark)
        before = entered.marks.get(criterion, MarkEntry())
        marks = {**entered.marks, criterion: MarkEntry(mark, before.remark)}
        return Entered(marks, entered.conditions, entered.remark)

    return _change(session, registration, assessor, change)


def set_condition(
    session: Session,
    registration: str,
    condition: str,
    answer: bool | None,
    assessor: str = JOINT_ASSESSOR,
) -> Changes:
    """One key: whether a condition holds, or an item of a checklist is there; None leaves it to
    the records, or open."""

    def change(entered: Entered, criteria_set: CriteriaSet) -> Entered:
        if condition not in criteria_set.answer_codes():
            raise FieldError(condition, f"Bộ tiêu chí không có điều kiện {condition}.")
        answers = {**entered.conditions, condition: answer}
        return Entered(entered.marks, answers, entered.remark)

    return _change(session, registration, assessor, change)


def finish_many(
    session: Session, registrations: Iterable[str], assessor: str = JOINT_ASSESSOR
) -> Changes:
    """Finish the assessor's sheets of these registrations: all of them or none.

    Raises `UserError` naming the first registration whose sheet is not complete. Sheets already
    finished stay as they are.
    """
    with session.write("Hoàn thành các phiếu đánh giá", Topic.SHEETS, Topic.REGISTRATIONS) as work:
        for uid in registrations:
            row = score_sheets.find_registration(uid)
            sheet = _sheet_of(session, evaluation_queries.sheets(uid), assessor)
            if sheet is not None and sheet.finished:
                continue
            require(session, row, Stage.APPRAISAL, assessor)
            try:
                if sheet is None:
                    raise UserError("Chưa đánh giá tiêu chí nào.")
                evaluation.close_sheet(work, row, sheet)
            except UserError as error:
                raise UserError(
                    f"“{row.name}”: {error.what}",
                    safe="Chưa phiếu nào được hoàn thành; các ô đã chấm vẫn còn nguyên.",
                    todo="Chấm đủ các ô rồi thực hiện lại.",
                ) from error
    return work.changes


def _change(
    session: Session,
    registration: str,
    assessor: str,
    change: Callable[[Entered, CriteriaSet], Entered],
) -> Changes:
    row = score_sheets.find_registration(registration)
    require(session, row, Stage.APPRAISAL, assessor)
    sheet = _sheet_of(session, evaluation_queries.sheets(registration), assessor)
    rules = score_sheets.rules_for(session, row, score_sheets.subject_kind(row), sheet)
    entered = change(score_sheets.read_sheet(sheet, rules.criteria_set), rules.criteria_set)
    with session.write("Đánh giá nhanh", Topic.SHEETS, Topic.REGISTRATIONS) as work:
        work.uid = evaluation.write_sheet(
            work, row, Stage.APPRAISAL, assessor, sheet, rules, entered
        )
    return work.changes


@dataclass(frozen=True)
class _Context:
    """What rows are made from, by registration."""

    sheets: Mapping[str, ScoreSheet]
    steps: Mapping[str, set[str]]
    facts: Mapping[str, Facts]
    evidence: Mapping[str, set[str]]
    assessor: str
    interests: Mapping[str, str]
    choices: Choices
    sets: dict[tuple[str, str, str], CriteriaSet] = field(default_factory=dict)
    """Found sets, so that a thousand rows ask for each once."""


def _context(
    session: Session,
    programme_id: str,
    year: int,
    rows: Sequence[Registration],
    assessor: str,
) -> _Context:
    by_registration: dict[str, list[ScoreSheet]] = {}
    for sheet in evaluation_queries.sheets_by(programme_id, year, assessor):
        by_registration.setdefault(sheet.registration_id, []).append(sheet)
    mine = {uid: _sheet_of(session, found, assessor) for uid, found in by_registration.items()}
    return _Context(
        {uid: sheet for uid, sheet in mine.items() if sheet is not None},
        evaluation_queries.steps_taken_in(programme_id, year, score_sheets.CONFIRMATIONS),
        facts_of_many(session, [row.uid for row in rows]),
        evaluation_queries.evidence_codes_in(programme_id, year),
        assessor,
        _interests(session, [row.uid for row in rows], assessor),
        variants.read_choices(session, programme_id),
    )


def _interests(session: Session, registrations: Sequence[str], assessor: str) -> dict[str, str]:
    """Why the assessor does not assess some of these, by registration."""
    found = panel_queries.interests_of(session.database, assessor)
    return {uid: found[uid] for uid in registrations if uid in found}


def _sheet_of(session: Session, found: Iterable[ScoreSheet], assessor: str) -> ScoreSheet | None:
    for sheet in found:
        own = sheet.owner == session.office_uid and sheet.stage == Stage.APPRAISAL
        if own and sheet.assessor == assessor:
            return sheet
    return None


def _set_of(
    session: Session, row: Registration, kind: SubjectKind, context: _Context
) -> CriteriaSet:
    sheet = context.sheets.get(row.uid)
    key = (row.title, kind.value, context.choices.own.get(row.uid, ""))
    if sheet is not None and sheet.finished:
        key = ("", sheet.programme_fingerprint, sheet.set_code)
    if key not in context.sets:
        rules = score_sheets.rules_for(session, row, kind, sheet)
        context.sets[key] = rules.criteria_set
    return context.sets[key]


def _row(session: Session, row: Registration, context: _Context) -> MatrixRow:
    kind = score_sheets.subject_kind(row)
    sheet = context.sheets.get(row.uid)
    criteria_set = _set_of(session, row, kind, context)
    entered = stored = score_sheets.read_sheet(sheet, criteria_set)
    evidence = None
    if sheet is None or not sheet.finished:
        evidence = context.evidence.get(row.uid, ())
        known = score_sheets.known_from_records(row, context.steps.get(row.uid, ()))
        entered = score_sheets.with_records(entered, criteria_set.conditions, known)
    result = score_sheets.compute(criteria_set, row, kind, entered, evidence)
    asked = applicable(criteria_set.criteria, row.sector, kind)
    facts = context.facts[row.uid]
    return MatrixRow(
        registration=row.uid,
        name=row.name,
        subject_name=row.subject.name,
        subject_kind=kind,
        sector=row.sector,
        state=workflow.state(facts, session.office_uid),
        sheet=sheet.uid if sheet else "",
        finished=sheet is not None and sheet.finished,
        stale=sheet is not None and score_sheets.is_stale(row, sheet),
        marks={leaf.code: entered.marks.get(leaf.code, MarkEntry()).mark for leaf in asked},
        conditions={code: entered.conditions.get(code) for code in criteria_set.answer_codes()},
        from_records=frozenset(
            code
            for code, answer in entered.conditions.items()
            if answer is not None and stored.conditions.get(code) is None
        ),
        result=result,
        result_words=result_words(result, criteria_set),
        why_not=_why_not(session, facts, sheet, context.interests.get(row.uid, "")),
    )


def _why_not(session: Session, facts: Facts, sheet: ScoreSheet | None, interest: str) -> str:
    if interest:
        return f"Không đánh giá vì có lợi ích liên quan: {interest}"
    if sheet is not None and sheet.finished:
        return "Phiếu đã hoàn thành; mở lại kèm lý do nếu cần sửa."
    try:
        workflow.require("appraise", facts, session.office_uid)
    except UserError as error:
        return error.what
    return ""
