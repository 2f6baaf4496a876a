"""Reading who assesses what, and the totals of finished sheets, for a whole programme and year.

Plain rows instead of tables: a board of thousands is read at once. All parameters are bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

_INSIDE = "r.programme_id = ? AND r.year = ? AND r.deleted = 0"


class AppraisedRow(NamedTuple):
    """A registration as far as its result needs it."""

    uid: str
    revision: int
    title: str
    sector: str
    kind: str


class AppraisalRow(NamedTuple):
    """An appraisal without its marks; `total` in hundredths, None without points."""

    uid: str
    registration: str
    assessor: str
    finished: int
    revision: int
    row_hash: str
    total: int | None
    set_code: str
    fingerprint: str


KeptTotal = tuple[str, str, str, str, str]
"""Uid of a sheet, the hash it had, and its total before rounding, its bonus, its reasons."""


class SelfRow(NamedTuple):
    """A self-assessment by the office that registered."""

    registration: str
    finished: int
    revision: int
    passed: int | None


def registrations(
    database: Any, programme_id: str, year: int, only: str = ""
) -> list[AppraisedRow]:
    """In name order; `only` narrows to one registration."""
    sql = (
        "SELECT r.uid, r.revision, r.title, r.sector, s.kind FROM registration r "  # noqa: S608
        f"JOIN subject s ON s.uid = r.subject_id WHERE {_INSIDE}{_only(only)} "
        "ORDER BY r.sort_key, r.uid"
    )
    rows = database.execute_sql(sql, _values(programme_id, year, only))
    return list(map(AppraisedRow._make, rows))


def appraisals(
    database: Any, programme_id: str, year: int, owner: str, only: str = ""
) -> list[AppraisalRow]:
    """The appraisals of one office, in no order that may be relied on."""
    sql = (
        "SELECT s.uid, s.registration_id, s.assessor, s.finished, s.registration_revision, "
        "s.row_hash, s.total, s.set_code, s.programme_fingerprint "
        f"{_SHEETS} WHERE {_INSIDE}{_only(only)} AND s.deleted = 0 AND s.stage = 'appraisal' "
        "AND s.owner = ?"
    )
    rows = database.execute_sql(sql, [*_values(programme_id, year, only), owner])
    return list(map(AppraisalRow._make, rows))


def finished_by(
    database: Any, programme_id: str, year: int, owner: str, name: str, only: str = ""
) -> frozenset[str]:
    """The registrations that one assessor of an office has finished a sheet of."""
    sql = (
        f"SELECT s.registration_id {_SHEETS} WHERE {_INSIDE}{_only(only)} AND s.deleted = 0 "
        "AND s.stage = 'appraisal' AND s.finished = 1 AND s.owner = ? AND s.assessor = ?"
    )
    rows = database.execute_sql(sql, [*_values(programme_id, year, only), owner, name])
    return frozenset(row[0] for row in rows)


_SHEETS = "FROM score_sheet s JOIN registration r ON r.uid = s.registration_id"


def kept_totals(
    database: Any, programme_id: str, year: int, only: str = ""
) -> dict[str, KeptTotal]:
    """The kept totals of a programme and year, by uid of sheet."""
    sql = (
        "SELECT t.uid, t.sheet_hash, t.exact, t.bonus, t.reasons "
        f"{_SHEETS} JOIN sheet_total t ON t.uid = s.uid WHERE {_INSIDE}{_only(only)}"
    )
    rows = database.execute_sql(sql, _values(programme_id, year, only))
    return {row[0]: row for row in rows.fetchall()}


def self_sheets(database: Any, programme_id: str, year: int) -> list[SelfRow]:
    """The self-assessments of a programme and year."""
    sql = (
        "SELECT s.registration_id, s.finished, s.registration_revision, s.passed "  # noqa: S608
        "FROM score_sheet s JOIN registration r ON r.uid = s.registration_id "
        f"WHERE {_INSIDE} AND s.deleted = 0 AND s.stage = 'self' AND s.owner = r.owner "
        "ORDER BY s.assessor, s.uid"
    )
    return [SelfRow(*row) for row in database.execute_sql(sql, [programme_id, year])]


def _only(only: str) -> str:
    return " AND r.uid = ?" if only else ""


def _values(programme_id: str, year: int, only: str) -> list[Any]:
    return [programme_id, year, *([only] if only else [])]


def variant_choices(database: Any, programme_id: str) -> dict[str, str]:
    """The set chosen for single registrations, by uid."""
    sql = (
        "SELECT v.registration_id, v.set_code FROM variant_choice v "
        "JOIN registration r ON r.uid = v.registration_id WHERE r.programme_id = ?"
    )
    return dict(database.execute_sql(sql, [programme_id]).fetchall())


def with_sheets(database: Any, programme_id: str, owner: str) -> list[tuple[str, str, str]]:
    """(uid, title, kind of subject) of the registrations that one office has any sheet of."""
    sql = (
        "SELECT DISTINCT r.uid, r.title, j.kind FROM registration r "
        "JOIN subject j ON j.uid = r.subject_id JOIN score_sheet s ON s.registration_id = r.uid "
        "WHERE r.programme_id = ? AND r.deleted = 0 AND s.deleted = 0 AND s.owner = ? "
        "ORDER BY r.uid"
    )
    return [(row[0], row[1], row[2]) for row in database.execute_sql(sql, [programme_id, owner])]


def interests(
    database: Any, programme_id: str, year: int
) -> list[tuple[str, str, str, str, str, str]]:
    """(uid, assessor, registration, reason, day, assessor's name) of every declared interest."""
    sql = (
        'SELECT i.uid, i.assessor_id, i.registration_id, i.reason, i."on", a.name '
        "FROM interest i JOIN assessor a ON a.uid = i.assessor_id "
        "WHERE a.programme_id = ? AND a.year = ? ORDER BY i.registration_id, a.place"
    )
    found: Sequence[Any] = database.execute_sql(sql, [programme_id, year]).fetchall()
    return [tuple(row) for row in found]


def interest_reason(database: Any, registration: str, name: str) -> str:
    """Why an assessor of this name does not assess a registration; "" when there is nothing."""
    sql = (
        "SELECT i.reason FROM interest i JOIN assessor a ON a.uid = i.assessor_id "
        "WHERE i.registration_id = ? AND a.name = ?"
    )
    row = database.execute_sql(sql, [registration, name]).fetchone()
    return str(row[0]) if row else ""


def interests_of(database: Any, name: str) -> dict[str, str]:
    """Reason by registration of everything that assessors of this name do not assess."""
    sql = (
        "SELECT i.registration_id, i.reason FROM interest i "
        "JOIN assessor a ON a.uid = i.assessor_id WHERE a.name = ?"
    )
    return dict(database.execute_sql(sql, [name]).fetchall())


def paper_totals(database: Any, programme_id: str, year: int) -> dict[str, int]:
    """Sums written on paper, hundredths of a point, by uid of sheet."""
    sql = (
        "SELECT o.uid, o.paper_total FROM sheet_origin o JOIN score_sheet s ON s.uid = o.uid "  # noqa: S608
        "JOIN registration r ON r.uid = s.registration_id "
        f"WHERE {_INSIDE} AND o.paper_total IS NOT NULL"
    )
    return dict(database.execute_sql(sql, [programme_id, year]).fetchall())


def stamp(database: Any) -> tuple[int, int]:
    """Differs as soon as anything was written, by this connection or by another."""
    connection = database.connection()
    outside = database.execute_sql("PRAGMA data_version").fetchone()[0]
    return int(connection.total_changes), int(outside)
