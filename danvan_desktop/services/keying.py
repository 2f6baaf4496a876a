"""Paper sheets keyed in by one person: what is left of an assessor, and one sheet at a time.

A sheet is saved and finished in one use case. The sum written on the paper is compared with the
computed one and kept beside the sheet, so that a difference stays visible. Arithmetic is
`domain/scoring`; sheets are written by `evaluation`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from danvan_desktop.domain.criteria import CriteriaSet
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.sheets import MarkEntry, Stage, from_hundredths, hundredths
from danvan_desktop.domain.workflow import State
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import ScoreSheet, SheetOrigin, panel_queries
from danvan_desktop.services import assessors, evaluation, panels, score_sheets
from danvan_desktop.services.registration_list import rows_of
from danvan_desktop.services.session import Changes, Session, Topic, Work
from danvan_desktop.services.sheet_view import SheetView

PAPER, FILE = "paper", "file"
"""`SheetOrigin.source`; a sheet without one was filled in on screen."""


@dataclass(frozen=True)
class PaperSheetRow:
    """One registration that an assessor is to assess. `total` is the sheet's, `paper_total` what
    the paper says; both None while there is none."""

    registration: str
    name: str
    subject_name: str
    sheet: str
    finished: bool
    stale: bool
    total: Decimal | None = None
    paper_total: Decimal | None = None

    @property
    def done(self) -> bool:
        return self.finished and not self.stale

    @property
    def differs(self) -> bool:
        return self.paper_total is not None and self.paper_total != self.total


@dataclass(frozen=True)
class AssessorProgress:
    """How many sheets of an assessor are in, of how many; `excluded` by a declared interest."""

    done: int
    expected: int
    excluded: int


class TotalDiffersError(UserError):
    """The sum on the paper is not what the marks come to; nothing has been saved."""

    def __init__(self, computed: Decimal, on_paper: Decimal) -> None:
        self.computed, self.on_paper = computed, on_paper
        apart = format_decimal(abs(computed - on_paper))
        less = "ít hơn" if on_paper < computed else "nhiều hơn"
        super().__init__(
            f"Phiếu giấy ghi {format_decimal(on_paper)} điểm, các điểm vừa nhập cộng lại là "
            f"{format_decimal(computed)} điểm: phiếu giấy ghi {less} {apart} điểm.",
            safe="Các điểm vừa nhập vẫn còn nguyên, chưa lưu.",
            todo="Xem lại từng điểm; nếu phiếu giấy cộng sai thì lưu kèm ghi chú.",
        )


def worklist(
    session: Session, programme_id: str, year: int, assessor: str
) -> tuple[PaperSheetRow, ...]:
    """Every registration the assessor is to assess, in name order, done ones included."""
    panel = panels.panel_of(session, programme_id, year)
    person = assessors.get(assessor)
    where = (session.database, programme_id, year)
    sheets = {
        one.registration: one
        for one in panel_queries.appraisals(*where, session.office_uid)
        if one.assessor == person.name
    }
    noted = paper_totals(session, programme_id, year)
    rows = []
    for uid, name, subject, revision in _asked(session, programme_id, year):
        if person.name in panel.excluded(uid):
            continue
        sheet = sheets.get(uid)
        rows.append(
            PaperSheetRow(
                uid,
                name,
                subject,
                sheet.uid if sheet else "",
                bool(sheet and sheet.finished),
                bool(sheet and sheet.revision != revision),
                from_hundredths(sheet.total) if sheet else None,
                noted.get(sheet.uid) if sheet else None,
            )
        )
    return tuple(rows)


def refreshed(session: Session, row: PaperSheetRow, view: SheetView) -> PaperSheetRow:
    """A line of the worklist after its sheet was saved; `view` is the sheet as it is now."""
    del session
    origin = SheetOrigin.get_or_none(SheetOrigin.uid == view.uid)
    return replace(
        row,
        sheet=view.uid,
        finished=view.finished,
        stale=view.stale,
        total=view.result.total if view.finished else None,
        paper_total=from_hundredths(origin.paper_total) if origin else None,
    )


def _asked(session: Session, programme_id: str, year: int) -> list[tuple[str, str, str, int]]:
    """(uid, name, subject, revision) of what is to be assessed: with criteria, not withdrawn."""
    found = score_sheets.finals(session, programme_id, year)
    items = rows_of(session, programme_id, list(found))
    revisions = {
        row.uid: row.revision
        for row in panel_queries.registrations(session.database, programme_id, year)
    }
    return [
        (item.uid, item.name, item.subject_name, revisions[item.uid])
        for item in items
        if item.state not in (State.WITHDRAWN, State.STOPPED)
    ]


def progress(session: Session, programme_id: str, year: int) -> dict[str, AssessorProgress]:
    """How far every listed assessor is, by uid."""
    panel = panels.panel_of(session, programme_id, year)
    asked = {uid: revision for uid, _, _, revision in _asked(session, programme_id, year)}
    done: dict[str, set[str]] = {}
    for one in panel_queries.appraisals(session.database, programme_id, year, session.office_uid):
        if one.finished and asked.get(one.registration) == one.revision:
            done.setdefault(one.assessor, set()).add(one.registration)
    found = {}
    for person in panel.assessors:
        out = {uid for uid in asked if person.name in panel.excluded(uid)}
        mine = done.get(person.name, set()) - out
        expected = len(asked) - len(out) if person.active else len(mine)
        found[person.uid] = AssessorProgress(len(mine), expected, len(out))
    return found


def save_paper(
    session: Session,
    registration: str,
    assessor: str,
    marks: Mapping[str, MarkEntry],
    conditions: Mapping[str, bool | None],
    paper_total: Decimal | None = None,
    *,
    keep_difference: bool = False,
    remark: str = "",
    made_on: CriteriaSet | None = None,
) -> Changes:
    """Keep and finish one paper sheet of an assessor (uid), with the sum written on it.

    Raises `TotalDiffersError` when that sum is another than the computed one and is not to be
    kept, `FieldError` on a criterion that is open or cannot be marked so, and on `paper_total`
    where a set with points has no sum typed. Nothing is saved then.
    """
    person = assessors.get(assessor)
    with session.write("Nhập phiếu giấy", Topic.SHEETS, Topic.REGISTRATIONS) as work:
        uid = evaluation.keep_marks(
            work, registration, Stage.APPRAISAL, marks, conditions, remark, person.name, made_on
        )
        sheet = evaluation.get(uid)
        row = score_sheets.find_registration(registration)
        evaluation.close_sheet(work, row, sheet)
        computed = from_hundredths(sheet.total)
        if computed is not None:
            _compare(computed, paper_total, keep_difference)
        note_origin(work, sheet, assessor, PAPER, paper_total)
        work.uid = uid
    return work.changes


def _compare(computed: Decimal, paper_total: Decimal | None, keep: bool) -> None:
    if paper_total is None:
        raise FieldError("paper_total", "Chưa nhập tổng điểm ghi trên phiếu giấy.")
    if paper_total != computed and not keep:
        raise TotalDiffersError(computed, paper_total)


def note_origin(
    work: Work,
    sheet: ScoreSheet,
    assessor: str,
    source: str,
    paper_total: Decimal | None = None,
) -> None:
    """Note how a sheet came about, inside the use case that writes it."""
    values = {
        "assessor": assessor,
        "source": source,
        "paper_total": hundredths(paper_total),
    }
    row = SheetOrigin.get_or_none(SheetOrigin.uid == sheet.uid)
    if row is None:
        work.insert(SheetOrigin, about=sheet.registration_id, uid=sheet.uid, **values)
    else:
        work.update(row, about=sheet.registration_id, **values)


def paper_totals(session: Session, programme_id: str, year: int) -> dict[str, Decimal]:
    """The sums written on paper sheets, by uid of sheet."""
    found = panel_queries.paper_totals(session.database, programme_id, year)
    return {uid: Decimal(total) / 100 for uid, total in found.items()}


def origin_words(session: Session, sheet: str) -> str:
    """How a sheet came about, and a sum on the paper that was another; "" for one from screen."""
    del session
    row = SheetOrigin.get_or_none(SheetOrigin.uid == sheet)
    found = ScoreSheet.get_or_none(ScoreSheet.uid == sheet)
    if row is None or found is None:
        return ""
    if row.source == FILE:
        return "Phiếu nhận qua tệp."
    if row.source != PAPER:
        return ""
    if row.paper_total is None or not found.finished or row.paper_total == found.total:
        return "Nhập từ phiếu giấy."
    written = format_decimal(Decimal(row.paper_total) / 100)
    return f"Nhập từ phiếu giấy; phiếu giấy ghi tổng {written} điểm, khác tổng tính được."
