"""Reading registrations in bulk: pages by remembered keys, counts, and what states rest on.

A page is fetched from the key before it, never by counting rows from the start. All parameters
are bound; only fixed column names are put into the text of a query.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from danvan_desktop.models.database import find_words

_COLUMNS = (
    "r.uid, r.owner, r.revision, r.name, r.sector, r.title, r.level, r.newness, r.summary, "
    "r.person_in_charge, r.registered_on, r.unit_id, r.initiative_id, r.sort_key, "
    "s.kind AS subject_kind, s.name AS subject_name, s.address AS address, "
    "u.name AS unit_name, b.name AS body_name"
)
_JOINS = (
    "FROM registration r JOIN subject s ON s.uid = r.subject_id "
    "JOIN unit u ON u.uid = r.unit_id LEFT JOIN body b ON b.uid = r.body_id"
)


@dataclass(frozen=True)
class Selection:
    """Which registrations: of one programme and year, and narrower where a field is given."""

    programme_id: str
    year: int
    sector: str = ""
    title: str = ""
    unit: str = ""
    words: str = ""
    """Folded words, each taken as the beginning of a word."""


@dataclass(frozen=True)
class Key:
    """Where a page begins: the sort key and uid of the row before it."""

    sort_key: str
    uid: str


def _where(database: Any, selection: Selection) -> tuple[str, list[Any]]:
    clauses = ["r.programme_id = ?", "r.year = ?", "r.deleted = 0"]
    values: list[Any] = [selection.programme_id, selection.year]
    for column, value in (
        ("r.sector", selection.sector),
        ("r.title", selection.title),
        ("r.unit_id", selection.unit),
    ):
        if value:
            clauses.append(f"{column} = ?")
            values.append(value)
    if selection.words:
        found = find_words(database, selection.words, limit=5000)
        clauses.append(f"r.uid IN ({_marks(found)})")
        values.extend(found)
    return " AND ".join(clauses), values


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" for _ in values)


def count(database: Any, selection: Selection) -> int:
    where, values = _where(database, selection)
    sql = f"SELECT count(*) FROM registration r WHERE {where}"  # noqa: S608
    return int(database.execute_sql(sql, values).fetchone()[0])


def exceeds(database: Any, selection: Selection, rows: int) -> bool:
    """Whether there are more than `rows`: looks no further than that, so it costs no count."""
    where, values = _where(database, selection)
    sql = f"SELECT 1 FROM registration r WHERE {where} LIMIT 1 OFFSET ?"  # noqa: S608
    return database.execute_sql(sql, [*values, rows]).fetchone() is not None


def page(
    database: Any, selection: Selection, after: Key | None, skip: int, limit: int
) -> list[dict[str, Any]]:
    """At most `limit` rows in name order, beginning `skip` rows after the key."""
    where, values = _where(database, selection)
    if after is not None:
        where += " AND (r.sort_key, r.uid) > (?, ?)"
        values += [after.sort_key, after.uid]
    order = "ORDER BY r.sort_key, r.uid LIMIT ? OFFSET ?"
    # The keys are found in the index first, so that skipped rows are never joined.
    inner = f"SELECT r.uid FROM registration r WHERE {where} {order}"  # noqa: S608
    sql = f"SELECT {_COLUMNS} {_JOINS} WHERE r.uid IN ({inner}) ORDER BY r.sort_key, r.uid"
    return rows(database, sql, [*values, limit, skip])


def keys(database: Any, selection: Selection, every: int) -> list[Key]:
    """The key of each `every`-th row, in order: row `every`, `2 * every`, ... counted from 1.

    Steps from key to key inside the index: a quarter of the time of numbering all rows.
    """
    where, values = _where(database, selection)
    start = f"SELECT r.sort_key, r.uid FROM registration r WHERE {where}"  # noqa: S608
    onward = " AND (r.sort_key, r.uid) > (?, ?)"
    order = " ORDER BY r.sort_key, r.uid LIMIT 1 OFFSET ?"
    found: list[Key] = []
    row = database.execute_sql(start + order, [*values, every - 1]).fetchone()
    while row is not None:
        found.append(Key(*row))
        after = [*values, *row, every - 1]
        row = database.execute_sql(start + onward + order, after).fetchone()
    return found


def by_uids(database: Any, uids: Sequence[str]) -> list[dict[str, Any]]:
    """The same columns for given registrations, in name order."""
    sql = f"SELECT {_COLUMNS} {_JOINS} WHERE r.uid IN ({_marks(uids)}) ORDER BY r.sort_key, r.uid"
    return rows(database, sql, list(uids))


def revisions(database: Any, uids: Sequence[str]) -> dict[str, tuple[str, int]]:
    """(owner, revision) of given registrations, in name order."""
    sql = (
        "SELECT uid, owner, revision FROM registration "  # noqa: S608
        f"WHERE uid IN ({_marks(uids)}) ORDER BY sort_key, uid"
    )
    return {uid: (owner, number) for uid, owner, number in database.execute_sql(sql, list(uids))}


def rows(database: Any, sql: str, values: Sequence[Any]) -> list[dict[str, Any]]:
    cursor = database.execute_sql(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def steps(database: Any, uids: Sequence[str]) -> list[dict[str, Any]]:
    """Steps of these registrations: what each did, whose, in whose numbering."""
    sql = (
        "SELECT registration_id, kind, owner, number, registration_revision FROM step "  # noqa: S608
        f"WHERE deleted = 0 AND registration_id IN ({_marks(uids)})"
    )
    return rows(database, sql, uids)


def sheets(database: Any, uids: Sequence[str]) -> list[dict[str, Any]]:
    """What sheets there are of these registrations; alike ones of several assessors once.

    An appraisal by somebody who has declared an interest is as if it were not there.
    """
    sql = (
        "SELECT DISTINCT s.registration_id, s.owner, s.stage, s.finished, "  # noqa: S608
        "s.registration_revision FROM score_sheet s WHERE s.deleted = 0 "
        f"AND s.registration_id IN ({_marks(uids)}) AND NOT (s.stage = 'appraisal' AND EXISTS ("
        "SELECT 1 FROM interest i JOIN assessor a ON a.uid = i.assessor_id "
        "WHERE i.registration_id = s.registration_id AND a.name = s.assessor))"
    )
    return rows(database, sql, uids)


def recognitions(database: Any, uids: Sequence[str]) -> list[dict[str, Any]]:
    """Recognition lines with whether their decision is issued and whether they were revoked."""
    sql = (
        "SELECT g.registration_id, g.owner, g.title, g.level, "  # noqa: S608
        "d.status, d.number, d.date, d.body_id, "
        "EXISTS (SELECT 1 FROM revocation v WHERE v.recognition_id = g.uid AND v.deleted = 0) "
        "AS revoked FROM recognition g JOIN decision d ON d.uid = g.decision_id "
        "WHERE g.deleted = 0 AND d.deleted = 0 "
        f"AND g.registration_id IN ({_marks(uids)})"
    )
    return rows(database, sql, uids)


def last_notes(database: Any, uids: Sequence[str]) -> dict[str, str]:
    """Day of the newest progress note, ISO, by registration."""
    sql = (
        'SELECT registration_id, max("on") FROM progress_note WHERE deleted = 0 '  # noqa: S608
        f"AND registration_id IN ({_marks(uids)}) GROUP BY registration_id"
    )
    return {row[0]: row[1] for row in database.execute_sql(sql, uids)}
