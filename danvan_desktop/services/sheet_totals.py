"""What finished sheets come to, kept beside them so that a board scores nothing anew.

A kept total counts only while its hash is that of the sheet's row: whatever changes a sheet drops
it by itself. Never journalled and never sent, since it can always be computed again. Putting
totals together is `domain/panel`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from danvan_desktop.domain.marks import ZERO
from danvan_desktop.domain.panel import SheetTotal as Total
from danvan_desktop.domain.scoring import Result
from danvan_desktop.domain.sheets import from_hundredths
from danvan_desktop.errors import StorageError
from danvan_desktop.models import ScoreSheet, SheetTotal, evaluation_queries
from danvan_desktop.models.database import immediate
from danvan_desktop.models.panel_queries import AppraisalRow, KeptTotal
from danvan_desktop.services import sheet_rules
from danvan_desktop.services.session import Session

log = logging.getLogger(__name__)


def keep(sheet: ScoreSheet, result: Result) -> None:
    """Keep what a sheet comes to, inside the use case that finishes it."""
    row = SheetTotal(uid=sheet.uid, sheet_hash=sheet.row_hash, **_columns(total_of(result)))
    row.row_hash = row.compute_hash()
    drop(sheet.uid)
    row.save(force_insert=True)


def drop(uid: str) -> None:
    """Forget the total of a sheet that is open again or gone."""
    SheetTotal.delete().where(SheetTotal.uid == uid).execute()


def total_of(result: Result) -> Total:
    return Total(result.total, result.held_back, result.exact, result.bonus, result.complete)


def _columns(total: Total) -> dict[str, str]:
    return {
        "exact": "" if total.exact is None else str(total.exact),
        "bonus": str(total.bonus) if total.bonus else "",
        "reasons": json.dumps(list(total.held_back), ensure_ascii=False),
    }


def read(sheet: AppraisalRow, kept: KeptTotal | None) -> Total | None:
    """The kept total of a finished sheet; None when there is none that still counts."""
    if kept is None or kept[1] != sheet.row_hash:
        return None
    _, _, exact, bonus, reasons = kept
    return Total(
        from_hundredths(sheet.total),
        tuple(json.loads(reasons)) if reasons != "[]" else (),
        Decimal(exact) if exact else None,
        Decimal(bonus) if bonus else ZERO,
    )


def rebuild(session: Session, uids: Sequence[str]) -> dict[str, Total]:
    """Score these sheets anew, all at once, and keep what they come to where that may be written.

    For sheets finished before totals were kept, or written by something that knows of none.
    """
    if not uids:
        return {}
    found = {sheet.uid: sheet for sheet in evaluation_queries.sheets_of(uids)}
    rows = {
        row.uid: row
        for row in evaluation_queries.registrations_of(
            list({sheet.registration_id for sheet in found.values()})
        )
    }
    totals = {}
    for uid, sheet in found.items():
        row = rows[sheet.registration_id]
        kind = sheet_rules.subject_kind(row)
        rules = sheet_rules.rules_for(session, row, kind, sheet)
        entered = sheet_rules.read_sheet(sheet, rules.criteria_set)
        totals[uid] = total_of(sheet_rules.compute(rules.criteria_set, row, kind, entered))
    _keep_many(session, found.values(), totals)
    return totals


def _keep_many(session: Session, sheets: Iterable[ScoreSheet], totals: Mapping[str, Total]) -> None:
    """Write what was computed; not being able to only costs the time again."""
    if session.view_only:
        return
    try:
        session.check_writable()
        with immediate(session.database):
            for sheet in sheets:
                drop(sheet.uid)
                values = _columns(totals[sheet.uid])
                row = SheetTotal(uid=sheet.uid, sheet_hash=sheet.row_hash, **values)
                row.row_hash = row.compute_hash()
                row.save(force_insert=True)
    except StorageError:
        log.warning("totals of %d sheets were computed but not kept", len(totals))
