"""How far each registration is assessed: its self-assessment, its appraisals, what is missing.

Reads a whole programme and year at once for the list of the assessment page. Filling in sheets is
`evaluation`, the sheet of all criteria is `assessment_matrix`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from danvan_desktop.domain.sheets import Stage
from danvan_desktop.domain.workflow import State
from danvan_desktop.models import Registration, ScoreSheet, evaluation_queries
from danvan_desktop.services import score_sheets
from danvan_desktop.services.registration_list import RegistrationRow, rows_of
from danvan_desktop.services.score_sheets import FinalRow
from danvan_desktop.services.session import Session
from danvan_desktop.services.sheet_view import entered_in

_CLOSED = frozenset({State.WITHDRAWN, State.STOPPED, State.RETURNED})


class SheetStatus(StrEnum):
    """How far the sheets of one stage are, all of them taken together."""

    NONE = "none"
    OPEN = "open"
    STALE = "stale"
    DONE = "done"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    SheetStatus.NONE: "Chưa có",
    SheetStatus.OPEN: "Đang đánh giá",
    SheetStatus.STALE: "Bản cũ",
    SheetStatus.DONE: "Hoàn thành",
}


@dataclass(frozen=True)
class AssessmentRow:
    """One registration. `missing` says in Vietnamese what comes next, empty when nothing does.

    `final` is None where the programme has no criteria for it.
    """

    registration: RegistrationRow
    own: SheetStatus
    own_words: str
    appraisal: SheetStatus
    final: FinalRow | None
    missing: str

    @property
    def uid(self) -> str:
        return self.registration.uid

    @property
    def result_words(self) -> str:
        return self.final.words if self.final else ""


def assessments(session: Session, programme_id: str, year: int) -> tuple[AssessmentRow, ...]:
    """Every registration of a programme and year but the withdrawn ones, in name order."""
    rows = {row.uid: row for row in evaluation_queries.registrations(programme_id, year)}
    found: dict[str, list[ScoreSheet]] = {}
    for sheet in evaluation_queries.sheets_in(programme_id, year):
        found.setdefault(sheet.registration_id, []).append(sheet)
    finals = score_sheets.finals(session, programme_id, year)
    return tuple(
        _row(session, item, rows[item.uid], found.get(item.uid, []), finals.get(item.uid))
        for item in rows_of(session, programme_id, list(rows))
        if item.state is not State.WITHDRAWN
    )


def _row(
    session: Session,
    item: RegistrationRow,
    row: Registration,
    sheets: Sequence[ScoreSheet],
    final: FinalRow | None,
) -> AssessmentRow:
    own = [one for one in sheets if one.stage == Stage.SELF and one.owner == row.owner]
    given = [
        one for one in sheets if one.stage == Stage.APPRAISAL and one.owner == session.office_uid
    ]
    appraisal = _status(row, given)
    return AssessmentRow(
        registration=item,
        own=_status(row, own),
        own_words=_own_words(row, own),
        appraisal=appraisal,
        final=final,
        missing=_missing(session, item, row, given, final, appraisal),
    )


def _status(row: Registration, sheets: Sequence[ScoreSheet]) -> SheetStatus:
    if not sheets:
        return SheetStatus.NONE
    if any(not sheet.finished for sheet in sheets):
        return SheetStatus.OPEN
    stale = any(score_sheets.is_stale(row, sheet) for sheet in sheets)
    return SheetStatus.STALE if stale else SheetStatus.DONE


def _own_words(row: Registration, sheets: Sequence[ScoreSheet]) -> str:
    """ "Đạt" or "Chưa đạt" of a finished self-assessment, else how far it is."""
    status = _status(row, sheets)
    if status is SheetStatus.DONE and sheets[0].passed is not None:
        return "Đạt" if sheets[0].passed else "Chưa đạt"
    return "" if status is SheetStatus.NONE else status.label


def _missing(
    session: Session,
    item: RegistrationRow,
    row: Registration,
    sheets: Sequence[ScoreSheet],
    final: FinalRow | None,
    status: SheetStatus,
) -> str:
    if item.state in _CLOSED:
        return item.state.label
    if final is None:
        return "Chương trình không có tiêu chí cho danh hiệu này"
    if status is SheetStatus.NONE:
        return "Chưa thẩm định"
    if status is SheetStatus.STALE:
        return "Xác nhận lại phiếu đánh giá trên bản cũ"
    if status is SheetStatus.OPEN:
        return _open_words(session, row, sheets)
    return ""


def _open_words(session: Session, row: Registration, sheets: Sequence[ScoreSheet]) -> str:
    kind = score_sheets.subject_kind(row)
    left = 0
    for sheet in sheets:
        if not sheet.finished:
            rules = score_sheets.rules_for(session, row, kind, sheet)
            entered = entered_in(row, sheet, rules.criteria_set)
            result = score_sheets.compute(rules.criteria_set, row, kind, entered)
            left += len(result.missing) + len(result.missing_conditions)
    return f"Còn {left} mục chưa đánh giá" if left else "Đủ các mục, chưa hoàn thành phiếu"
