"""Reading what a comparison board shows beside the results: self-scores, sheets not done, grades.

Plain rows instead of tables: a board of thousands is read at once. All parameters are bound.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

_INSIDE = "r.programme_id = ? AND r.year = ? AND r.deleted = 0"
_SHEETS = "FROM score_sheet s JOIN registration r ON r.uid = s.registration_id"


class SheetRow(NamedTuple):
    """A self-assessment, or an appraisal that does not count: unfinished, or not `fresh`, made
    before the registration was changed."""

    registration: str
    stage: str
    assessor: str
    finished: int
    fresh: int
    total: int | None
    passed: int | None
    set_code: str
    uid: str


def beside(
    database: Any, programme_id: str, year: int, owner: str, only: str = ""
) -> list[SheetRow]:
    """Each self-assessment by who registered, and this office's appraisals that do not count."""
    sql = (
        "SELECT s.registration_id, s.stage, s.assessor, s.finished, "
        "s.registration_revision = r.revision, s.total, s.passed, s.set_code, s.uid "
        f"{_SHEETS} WHERE {_INSIDE}{_only(only)} AND s.deleted = 0 AND "
        "((s.stage = 'self' AND s.owner = r.owner) OR (s.stage = 'appraisal' AND s.owner = ? "
        "AND (s.finished = 0 OR s.registration_revision <> r.revision))) "
        "ORDER BY s.registration_id, s.stage, s.assessor, s.uid"
    )
    rows = database.execute_sql(sql, [*_values(programme_id, year, only), owner])
    return [SheetRow(*row) for row in rows]


def marks(
    database: Any, programme_id: str, year: int, set_codes: Collection[str], only: str = ""
) -> dict[str, str]:
    """The stored marks of the finished sheets made with these sets, by uid of the sheet."""
    if not set_codes:
        return {}
    places = ", ".join("?" for _ in set_codes)
    sql = (
        f"SELECT s.uid, s.marks {_SHEETS} WHERE {_INSIDE}{_only(only)} AND s.deleted = 0 "
        f"AND s.finished = 1 AND s.set_code IN ({places})"
    )
    values = [*_values(programme_id, year, only), *sorted(set_codes)]
    return dict(database.execute_sql(sql, values).fetchall())


def _only(only: str) -> str:
    return " AND r.uid = ?" if only else ""


def _values(programme_id: str, year: int, only: str) -> list[Any]:
    return [programme_id, year, *([only] if only else [])]
