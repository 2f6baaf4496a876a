"""What was made under a programme the office adopted: sheets, registrations, files to assessors.

Returns counts and rows of the tables; what they mean is for the services.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import fn

from danvan_desktop.models.evaluation import ScoreSheet
from danvan_desktop.models.panel import AssessorFile
from danvan_desktop.models.registrations import Registration, Subject


@dataclass(frozen=True)
class SheetCount:
    """Sheets of one criteria set under one version, finished or not."""

    fingerprint: str
    set_code: str
    finished: bool
    count: int


def sheet_counts(programme_id: str) -> list[SheetCount]:
    """How many sheets there are, own and received, by version, set and whether finished."""
    columns = (ScoreSheet.programme_fingerprint, ScoreSheet.set_code, ScoreSheet.finished)
    query = ScoreSheet.select(*columns, fn.COUNT(ScoreSheet.uid).alias("count")).where(
        ScoreSheet.programme_id == programme_id, ~ScoreSheet.deleted
    )
    rows: Any = query.group_by(*columns).tuples()
    return [SheetCount(mark, code, bool(done), count) for mark, code, done, count in rows]


def is_referred_to(fingerprint: str) -> bool:
    """Whether any sheet, registration or file to an assessor names this version."""
    return any(
        table.select(table.uid).where(table.programme_fingerprint == fingerprint).exists()
        for table in (ScoreSheet, Registration, AssessorFile)
    )


def unfinished_sheets(programme_id: str, owner: str) -> list[ScoreSheet]:
    """Own unfinished sheets with their registration and its subject at hand."""
    query = (
        ScoreSheet.select(ScoreSheet, Registration, Subject)
        .join(Registration, on=(ScoreSheet.registration == Registration.uid))
        .join(Subject, on=(Registration.subject == Subject.uid))
        .where(
            ScoreSheet.programme_id == programme_id,
            ScoreSheet.owner == owner,
            ~ScoreSheet.finished,
            ~ScoreSheet.deleted,
            ~Registration.deleted,
        )
    )
    return list(query.order_by(ScoreSheet.uid))
