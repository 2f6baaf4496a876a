"""A score sheet as the dialog shows it: lines in the order of the paper, what stands beside them.

Builds views only; writing a sheet is `evaluation`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from danvan_desktop.domain import scoring, sheets, workflow
from danvan_desktop.domain.criteria import Condition, CriteriaSet, Criterion, Effect, Item, Mark
from danvan_desktop.domain.marking_words import effects
from danvan_desktop.domain.marks import applicable
from danvan_desktop.domain.scoring import Result
from danvan_desktop.domain.sheets import MarkEntry, Stage, result_words
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.domain.workflow import State
from danvan_desktop.errors import UserError
from danvan_desktop.models import Registration, ScoreSheet, evaluation_queries, panel_queries
from danvan_desktop.services import score_sheets
from danvan_desktop.services.facts import facts_of
from danvan_desktop.services.score_sheets import Entered
from danvan_desktop.services.session import Session

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
    """A line of the sheet. A section has no mark; what does not apply is not listed at all.

    `effect` is what its points do to the total, its sections considered.
    """

    criterion: Criterion
    depth: int
    mark: Mark | None
    remark: str
    self_mark: Mark | None
    self_remark: str
    evidence: tuple[EvidenceRow, ...]
    effect: Effect = Effect.PART


@dataclass(frozen=True)
class ItemLine:
    """One thing on a checklist: whether it is there, kept under `code`."""

    code: str
    item: Item
    answer: bool | None
    self_answer: bool | None


@dataclass(frozen=True)
class ConditionLine:
    """A condition with its answer; `from_records` when the records bear it out by themselves.

    A checklist is answered by its `items`; `answer` is then one for the list as a whole.
    """

    condition: Condition
    answer: bool | None
    from_records: bool
    self_answer: bool | None
    items: tuple[ItemLine, ...] = ()


@dataclass(frozen=True)
class SheetView:
    """A sheet as the dialog shows it; `uid` is empty until it is first saved.

    `why_not` says in Vietnamese why it cannot be filled in now, empty when it can. `result` is
    live; `result_words` the same in short. `evidence` is what belongs to no one criterion. `own`
    is False for a sheet that another office sent.
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
    own: bool

    @property
    def editable(self) -> bool:
        return not self.why_not and not self.finished

    def live(self, marks: Mapping[str, MarkEntry], conditions: Mapping[str, bool | None]) -> Result:
        """The result of what stands in the dialog now, before it is saved."""
        answers = {code: answer for code, answer in conditions.items() if answer is not None}
        return scoring.score(
            self.criteria_set,
            sheets.given_marks(marks),
            answers,
            sector=self.sector,
            subject_kind=self.subject_kind,
            evidence=None if self.finished else self._proved(),
        )

    def _proved(self) -> set[str]:
        return {line.criterion.code for line in self.lines if line.evidence}


def view(
    session: Session, row: Registration, stage: Stage, assessor: str, sheet: ScoreSheet | None
) -> SheetView:
    """What the dialog shows of a sheet, or of one that is not yet saved."""
    kind = score_sheets.subject_kind(row)
    rules = score_sheets.rules_for(session, row, kind, sheet)
    criteria_set = rules.criteria_set
    stored = score_sheets.read_sheet(sheet, criteria_set)
    finished = sheet is not None and sheet.finished
    entered = stored if finished else entered_in(row, sheet, criteria_set)
    own = _self_assessment(row, stage, criteria_set)
    evidence = evaluation_queries.evidence(row.uid)
    proved = None if finished else {one.criterion for one in evidence}
    result = score_sheets.compute(criteria_set, row, kind, entered, proved)
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
        lines=tuple(criterion_lines(criteria_set, row.sector, kind, entered, own, evidence)),
        conditions=condition_lines(criteria_set, stored, entered, own),
        remark=entered.remark,
        evidence=tuple(_evidence_row(one) for one in evidence if not one.criterion),
        result=result,
        result_words=result_words(result, criteria_set),
        finished=finished,
        finished_on=sheet.finished_on if sheet else None,
        stale=sheet is not None and score_sheets.is_stale(row, sheet),
        state=workflow.state(facts_of(session, row.uid), session.office_uid),
        why_not=_why_not(session, row, stage, assessor, sheet),
        own=sheet is None or sheet.owner == session.office_uid,
    )


def _why_not(
    session: Session, row: Registration, stage: Stage, assessor: str, sheet: ScoreSheet | None
) -> str:
    if sheet is not None and sheet.owner != session.office_uid:
        return "Phiếu do đơn vị khác gửi lên, chỉ để xem."
    try:
        require(session, row, stage, assessor)
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


def criterion_lines(
    criteria_set: CriteriaSet,
    sector: str,
    kind: SubjectKind,
    entered: Entered,
    own: Entered,
    evidence: Sequence[Any],
) -> Iterator[CriterionLine]:
    """The lines that are asked of a registration; `evidence` have the columns of that table."""
    asked = {leaf.code for leaf in applicable(criteria_set.criteria, sector, kind)}
    found = effects(criteria_set)
    for criterion, depth in _nodes(criteria_set.criteria, asked, 0):
        entry = entered.marks.get(criterion.code, MarkEntry())
        beside = own.marks.get(criterion.code, MarkEntry())
        files = tuple(_evidence_row(one) for one in evidence if one.criterion == criterion.code)
        yield CriterionLine(
            criterion,
            depth,
            entry.mark,
            entry.remark,
            beside.mark,
            beside.remark,
            files,
            found[criterion.code],
        )


def _nodes(
    criteria: Sequence[Criterion], asked: set[str], depth: int
) -> Iterator[tuple[Criterion, int]]:
    """Sections and leaves in the order of the paper, without what is not asked."""
    for criterion in criteria:
        if any(leaf.code in asked for leaf in criterion.leaves()):
            yield criterion, depth
            yield from _nodes(criterion.children, asked, depth + 1)


def condition_lines(
    criteria_set: CriteriaSet, stored: Entered, entered: Entered, own: Entered
) -> tuple[ConditionLine, ...]:
    """The conditions; `stored` is what was answered, `entered` also what the records answer."""
    return tuple(
        ConditionLine(
            condition=condition,
            answer=entered.conditions.get(condition.code),
            from_records=stored.conditions.get(condition.code) is None
            and entered.conditions.get(condition.code) is True,
            self_answer=own.conditions.get(condition.code),
            items=tuple(_items(condition, entered, own)),
        )
        for condition in criteria_set.conditions
    )


def _items(condition: Condition, entered: Entered, own: Entered) -> Iterator[ItemLine]:
    for item in condition.items:
        code = condition.answer_code(item)
        yield ItemLine(code, item, entered.conditions.get(code), own.conditions.get(code))


def _evidence_row(row: Any) -> EvidenceRow:
    return EvidenceRow(row.uid, row.title, row.file_name, row.media_type, row.sha256, row.on)


def entered_in(row: Registration, sheet: ScoreSheet | None, criteria_set: CriteriaSet) -> Entered:
    """What is entered in a sheet, with the conditions that the records answer."""
    taken = evaluation_queries.steps_taken(row.uid, score_sheets.CONFIRMATIONS)
    known = score_sheets.known_from_records(row, taken)
    entered = score_sheets.read_sheet(sheet, criteria_set)
    return score_sheets.with_records(entered, criteria_set.conditions, known)


def require(session: Session, row: Registration, stage: Stage, assessor: str = "") -> None:
    """Raise `UserError` unless this office may assess the registration at this stage now.

    An `assessor` with a declared interest may not, whatever the state.
    """
    if stage is Stage.SELF and row.owner != session.office_uid:
        raise UserError(
            "Tự đánh giá do đơn vị đăng ký thực hiện.",
            safe="Dữ liệu không thay đổi.",
            todo="Dùng phiếu thẩm định của đơn vị mình.",
        )
    workflow.require(_ACTIONS[stage], facts_of(session, row.uid), session.office_uid)
    if stage is Stage.APPRAISAL:
        require_no_interest(session, row.uid, assessor)


def require_no_interest(session: Session, registration: str, assessor: str) -> None:
    """Raise `UserError` for an assessor who is kept out of this registration."""
    reason = panel_queries.interest_reason(session.database, registration, assessor)
    if reason:
        raise UserError(
            f"“{assessor}” đã khai báo lợi ích liên quan nên không đánh giá đăng ký này "
            f"(lý do: {reason}).",
            safe="Các phiếu khác giữ nguyên.",
            todo="Để người khác đánh giá, hoặc rút khai báo kèm lý do nếu khai nhầm.",
        )
