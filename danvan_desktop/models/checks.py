"""What is wrong with the open file: its pages, its references, the hash beside each row.

Reads everything and writes nothing. A page that cannot be read is a finding, not an error.
"""

from __future__ import annotations

from typing import Any

from danvan_desktop.errors import StorageError
from danvan_desktop.models.base import TABLES, Record
from danvan_desktop.models.faults import DRIVER_FAULTS

_UNREADABLE = (*DRIVER_FAULTS, StorageError, UnicodeDecodeError)
"""The last one when the name of a column itself is damaged."""

FRESHEN = "SELECT uid FROM registration_words WHERE registration_words MATCH 'a' LIMIT 1"


def integrity_problems(database: Any) -> list[str]:
    """What `integrity_check` and `foreign_key_check` find; empty when all is well."""
    try:
        # A connection keeps the shape of the search index in memory; the check takes an old shape
        # for damage after another connection has written. A question makes it read again.
        database.execute_sql(FRESHEN).fetchall()
        found = [str(row[0]) for row in database.execute_sql("PRAGMA integrity_check")]
        problems = [] if found == ["ok"] else found
        for row in database.execute_sql("PRAGMA foreign_key_check"):
            problems.append(f"{row[0]}: liên kết tới {row[2]} không còn")
    except _UNREADABLE:
        return ["Tệp dữ liệu bị hỏng: có phần không đọc được."]
    return problems


def row_problems() -> list[str]:
    """Tables of the open file with rows that were changed by something else than the program."""
    return [problem for table in TABLES if (problem := _table_problem(table))]


def _table_problem(table: type[Record]) -> str:
    name = table.table()
    try:
        wrong = sum(_altered(row) for row in table.select().iterator())
    except _UNREADABLE:
        return f"Bảng {name}: không đọc được."
    return f"Bảng {name}: {wrong} dòng bị thay đổi ngoài chương trình." if wrong else ""


def _altered(row: Record) -> bool:
    try:
        return row.row_hash != row.compute_hash()
    except (TypeError, ValueError):  # a value of a kind that the program never writes
        return True
