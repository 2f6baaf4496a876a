"""Writing one sheet that came back in a file, inside the transaction of `sheet_return`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.domain.sheets import Stage, read_conditions, read_marks
from danvan_desktop.models import Assessor, Interest, Registration, evaluation_queries
from danvan_desktop.services import evaluation, keying, locks, score_sheets, sheet_totals
from danvan_desktop.services.session import Work
from danvan_desktop.services.sheet_return_rows import Outcome, ReturnRow, is_theirs

if TYPE_CHECKING:
    from danvan_desktop.exchange.assessor_records import FileSheet


def take(work: Work, person: Assessor, plan: ReturnRow, sheet: FileSheet) -> None:
    """Write the sheet, finished, or the interest that was declared instead.

    It keeps the revision it was judged on, so that it is stale where there is a newer one.
    """
    row = score_sheets.find_registration(plan.registration)
    if plan.outcome is Outcome.DECLINED:
        values = {"assessor": person.uid, "registration": row.uid, "on": work.session.today()}
        work.insert(Interest, about=row.uid, reason=sheet.declined, **values)
        return
    _open_again(work, person, row)
    uid = evaluation.keep_marks(
        work,
        row.uid,
        Stage.APPRAISAL,
        read_marks(sheet.marks),
        dict(read_conditions(sheet.conditions)),
        sheet.remark,
        person.name,
    )
    written = evaluation.get(uid)
    evaluation.close_sheet(work, row, written, sheet.finished_on)
    if sheet.revision != row.revision:
        work.update(written, about=row.uid, registration_revision=sheet.revision)
    keying.note_origin(work, written, person.uid, keying.FILE)


def _open_again(work: Work, person: Assessor, row: Registration) -> None:
    """What is there already gives way; papers that were printed of it are marked."""
    for existing in evaluation_queries.sheets(row.uid):
        if existing.finished and is_theirs(work.session, person, existing):
            work.update(existing, about=row.uid, **evaluation.REOPENED)
            locks.supersede(work, [existing.uid], work.reason)
            sheet_totals.drop(existing.uid)
