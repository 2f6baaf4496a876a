"""How far each registration is assessed: its self-assessment, its appraisals, what is missing.

Reads a whole programme and year at once for the list of the assessment page. Where assessors are
listed and score independently, what others gave is left out until the one who looks is done.
Filling in sheets is `evaluation`, the sheet of all criteria is `assessment_matrix`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from danvan_desktop.domain.workflow import State
from danvan_desktop.models import evaluation_queries, panel_queries
from danvan_desktop.models.panel_queries import AppraisalRow, AppraisedRow, SelfRow
from danvan_desktop.services import independence, score_sheets
from danvan_desktop.services.independence import HIDDEN_WORDS, Viewer
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

    `final` is None where the programme has no criteria for it. `count_words` is "2/4" where
    several sheets are expected. `hidden`: its result is not shown to the one who looks; `mine` is
    how far that assessor's own sheet is, None when nobody has been chosen.
    """

    registration: RegistrationRow
    own: SheetStatus
    own_words: str
    appraisal: SheetStatus
    final: FinalRow | None
    missing: str
    hidden: bool = False
    mine: SheetStatus | None = None

    @property
    def uid(self) -> str:
        return self.registration.uid

    @property
    def count_words(self) -> str:
        return self.final.count_words if self.final else ""

    @property
    def appraisal_words(self) -> str:
        """ "Hoàn thành", or with several assessors "2/4 phiếu"."""
        return f"{self.count_words} phiếu" if self.count_words else self.appraisal.label

    @property
    def result_words(self) -> str:
        if self.final is None:
            return ""
        return HIDDEN_WORDS if self.hidden else self.final.words


def assessments(session: Session, programme_id: str, year: int) -> tuple[AssessmentRow, ...]:
    """Every registration of a programme and year but the withdrawn ones, in name order."""
    reader = _Reader(session, programme_id, year)
    items = rows_of(session, programme_id, list(reader.rows))
    return tuple(reader.row(item) for item in items if item.state is not State.WITHDRAWN)


class _Reader:
    """All that the rows are made from, read once."""

    def __init__(self, session: Session, programme_id: str, year: int) -> None:
        self._session = session
        where = (session.database, programme_id, year)
        self.rows = {row.uid: row for row in panel_queries.registrations(*where)}
        self._own: dict[str, list[SelfRow]] = {}
        for one in panel_queries.self_sheets(*where):
            self._own.setdefault(one.registration, []).append(one)
        self._given: dict[str, list[AppraisalRow]] = {}
        for given in panel_queries.appraisals(*where, session.office_uid):
            self._given.setdefault(given.registration, []).append(given)
        self._finals = score_sheets.finals(session, programme_id, year)
        self._viewer: Viewer = independence.viewer(session, programme_id, year)
        self._left = {} if self._viewer.panel.listed else self._open_marks()

    def row(self, item: RegistrationRow) -> AssessmentRow:
        row, final = self.rows[item.uid], self._finals.get(item.uid)
        own, given = self._own.get(item.uid, []), self._given.get(item.uid, [])
        appraisal = self._appraisal(row, given, final)
        result = final.result if final else None
        complete = result is not None and result.finished >= result.expected
        return AssessmentRow(
            registration=item,
            own=_status(row, own),
            own_words=_own_words(row, own),
            appraisal=appraisal,
            final=final,
            missing=self._missing(item, final, appraisal),
            hidden=not self._viewer.sees_result(item.uid, complete=complete),
            mine=self._mine(row, given),
        )

    def _appraisal(
        self, row: AppraisedRow, given: Sequence[AppraisalRow], final: FinalRow | None
    ) -> SheetStatus:
        out = self._viewer.panel.excluded(row.uid)
        status = _status(row, [one for one in given if one.assessor not in out])
        if status is SheetStatus.DONE and final and final.waiting:
            return SheetStatus.OPEN
        return status

    def _mine(self, row: AppraisedRow, given: Sequence[AppraisalRow]) -> SheetStatus | None:
        name = self._viewer.name
        if not name:
            return None
        return _status(row, [one for one in given if one.assessor == name])

    def _missing(self, item: RegistrationRow, final: FinalRow | None, status: SheetStatus) -> str:
        if item.state in _CLOSED:
            return item.state.label
        if final is None:
            return "Chương trình không có tiêu chí cho danh hiệu này"
        if status is SheetStatus.STALE:
            return "Xác nhận lại phiếu đánh giá trên bản cũ"
        if final.mixed:
            return "Phiếu chấm theo hai phiên bản tiêu chí"
        if final.waiting:
            return f"Chờ {len(final.waiting)} phiếu: {', '.join(final.waiting)}"
        if status is SheetStatus.NONE:
            return "Chưa thẩm định"
        if status is SheetStatus.OPEN:
            left = self._left.get(item.uid, 0)
            return f"Còn {left} mục chưa đánh giá" if left else "Đủ các mục, chưa hoàn thành phiếu"
        return ""

    def _open_marks(self) -> dict[str, int]:
        """How many items are open in the unfinished sheets of each registration."""
        uids = [
            sheet.uid for found in self._given.values() for sheet in found if not sheet.finished
        ]
        sheets = evaluation_queries.sheets_of(uids)
        wanted = list({sheet.registration_id for sheet in sheets})
        rows = {row.uid: row for row in evaluation_queries.registrations_of(wanted)}
        left = dict.fromkeys(rows, 0)
        for sheet in sheets:
            row = rows[sheet.registration_id]
            kind = score_sheets.subject_kind(row)
            rules = score_sheets.rules_for(self._session, row, kind, sheet)
            entered = entered_in(row, sheet, rules.criteria_set)
            result = score_sheets.compute(rules.criteria_set, row, kind, entered)
            left[row.uid] += len(result.missing) + len(result.missing_conditions)
        return left


def _status(row: AppraisedRow, sheets: Iterable[AppraisalRow | SelfRow]) -> SheetStatus:
    found = list(sheets)
    if not found:
        return SheetStatus.NONE
    if any(not sheet.finished for sheet in found):
        return SheetStatus.OPEN
    stale = any(sheet.revision != row.revision for sheet in found)
    return SheetStatus.STALE if stale else SheetStatus.DONE


def _own_words(row: AppraisedRow, sheets: Sequence[SelfRow]) -> str:
    """ "Đạt" or "Chưa đạt" of a finished self-assessment, else how far it is."""
    status = _status(row, sheets)
    if status is SheetStatus.DONE and sheets[0].passed is not None:
        return "Đạt" if sheets[0].passed else "Chưa đạt"
    return "" if status is SheetStatus.NONE else status.label
