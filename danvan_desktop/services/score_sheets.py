"""Reading score sheets: what a registration has, and what each comes to.

Writing sheets is `evaluation`; their rules are `sheet_rules`, results of several together
`final_results`. The names of both stand here too, so that callers have one place to read from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from danvan_desktop.domain.sheets import Stage, from_hundredths
from danvan_desktop.models import Registration, ScoreSheet, evaluation_queries
from danvan_desktop.services.final_results import CountedSheet, FinalRow, final_of, finals
from danvan_desktop.services.session import Session
from danvan_desktop.services.sheet_rules import (
    CONFIRMATIONS,
    JOINT_ASSESSOR,
    Entered,
    Rules,
    compute,
    find_registration,
    is_stale,
    known_from_records,
    read_sheet,
    rules_for,
    subject_kind,
    with_records,
)

__all__ = [
    "CONFIRMATIONS",
    "JOINT_ASSESSOR",
    "CountedSheet",
    "Entered",
    "FinalRow",
    "Rules",
    "SheetRow",
    "compute",
    "final_of",
    "finals",
    "find_registration",
    "is_stale",
    "known_from_records",
    "read_sheet",
    "rules_for",
    "sheet_row",
    "sheets_of",
    "subject_kind",
    "with_records",
]


@dataclass(frozen=True)
class SheetRow:
    """A sheet as lists show it. `stale`: made on an older revision, not counted until confirmed.

    `hidden`: what it comes to is left out, because others score independently (`independence`).
    """

    uid: str
    registration: str
    stage: Stage
    assessor: str
    own: bool
    finished: bool
    finished_on: date | None
    stale: bool
    total: Decimal | None
    passed: bool | None
    rank: str
    hidden: bool = False


def sheets_of(session: Session, registration: str) -> tuple[SheetRow, ...]:
    """Every sheet of a registration, own and received ones, self-assessment first."""
    row = find_registration(registration)
    found = [sheet_row(session, row, sheet) for sheet in evaluation_queries.sheets(registration)]
    return tuple(sorted(found, key=lambda one: (one.stage is Stage.APPRAISAL, one.assessor)))


def sheet_row(session: Session, registration: Registration, sheet: ScoreSheet) -> SheetRow:
    return SheetRow(
        uid=sheet.uid,
        registration=registration.uid,
        stage=Stage(sheet.stage),
        assessor=sheet.assessor,
        own=sheet.owner == session.office_uid,
        finished=sheet.finished,
        finished_on=sheet.finished_on,
        stale=is_stale(registration, sheet),
        total=from_hundredths(sheet.total),
        passed=sheet.passed,
        rank=sheet.rank,
    )
