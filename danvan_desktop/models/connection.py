"""A connection to one SQLite file: its pragmas, and whether its content can be trusted.

Which file is opened when, and what becomes of an old one, is `database`.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from playhouse.sqlcipher_ext import SqlCipherDatabase, sqlcipher

from danvan_desktop.models.faults import damaged, opening, storage_faults
from danvan_desktop.models.header import Header, check_identity
from danvan_desktop.models.migrations import SCHEMA_VERSION

# At DEBUG peewee logs every value it binds: names of people, and the private key.
logging.getLogger("peewee").setLevel(logging.INFO)

_PRAGMAS: tuple[tuple[str, object], ...] = (
    ("foreign_keys", 1),
    ("journal_mode", "wal"),
    ("synchronous", "full"),
    ("busy_timeout", 5000),
    ("trusted_schema", 0),
)


class OfficeDatabase(SqlCipherDatabase):  # type: ignore[misc]
    """peewee's database, which names faults of the disk in every statement as `StorageError`.

    It does not roll back what SQLite has rolled back by itself: on a full disk SQLite ends the
    transaction; a second rollback fails and hides the cause.
    """

    def execute_sql(self, *args: Any, **options: Any) -> Any:
        with storage_faults():
            return super().execute_sql(*args, **options)

    def rollback(self) -> None:
        if self.is_closed() or self.connection().in_transaction:
            super().rollback()


def sqlite_version() -> str:
    """Version of the SQLite that the driver brings, which is not Python's own."""
    return str(sqlcipher.sqlite_version)


def journal_mode(version: tuple[int, ...] | None = None) -> str:
    """`wal`, or `delete` for the SQLite versions whose WAL can corrupt a file.

    The fault is in 3.7.0 to 3.51.2, mended in 3.51.3 and in 3.50.7 and 3.44.6.
    """
    version = version or sqlcipher.sqlite_version_info
    mended = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51)
    mended = mended or (3, 44, 6) <= version < (3, 45)
    return "wal" if mended else "delete"


def connect(path: Path, *, immutable: bool = False, query: str = "") -> OfficeDatabase:
    """A connection to an existing file with the pragmas of every connection, not yet checked.

    With `immutable` or a URI `query` the file is opened for reading only.
    """
    if immutable or query:
        uri = f"{path.resolve().as_uri()}?{query or 'immutable=1'}"
        database = OfficeDatabase(uri, uri=True, pragmas=[("query_only", 1)])
    else:
        pragmas = [(k, journal_mode() if k == "journal_mode" else v) for k, v in _PRAGMAS]
        database = OfficeDatabase(str(path), pragmas=pragmas)
    database.connect()
    return database


def check_content(database: Any, path: Path, newest: int = SCHEMA_VERSION) -> int:
    """Schema version of a sound file of ours; `StorageError` otherwise."""
    with opening(path):
        header = Header(pragma(database, "application_id"), pragma(database, "user_version"))
        problems = [str(row[0]) for row in database.execute_sql("PRAGMA quick_check(5)")]
    check_identity(path.name, header, newest)
    if problems != ["ok"]:
        raise damaged(path)
    return header.user_version


def pragma(database: Any, name: str) -> int:
    return int(database.execute_sql(f"PRAGMA {name}").fetchone()[0])
