"""Opening and creating one SQLite file, and writing into it. What only SQLite knows lives here.

A file that is newer, damaged, empty or of another program is refused before any write; an older
one is copied and verified before it is migrated. There is never a fall-back to memory. The
connection itself is `connection`, copies are `copies`, the health check is `checks`, SQLite's
faults in words are `faults`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from danvan_desktop.models import TABLES
from danvan_desktop.models.base import database_proxy
from danvan_desktop.models.connection import OfficeDatabase, check_content, connect, pragma
from danvan_desktop.models.copies import snapshot
from danvan_desktop.models.faults import damaged, opening, storage_faults
from danvan_desktop.models.header import APPLICATION_ID, Header, check_identity, read_header
from danvan_desktop.models.migrations import SCHEMA_VERSION, STEPS, migrate
from danvan_desktop.saving import replacing


def open_database(
    path: Path,
    backups: Path,
    *,
    immutable: bool = False,
    steps: Mapping[int, Callable[[Any], None]] = STEPS,
    target: int = SCHEMA_VERSION,
) -> OfficeDatabase:
    """Open, check and if need be migrate the file, and bind the tables to it.

    `steps` and `target` are other than the program's own only in tests. Raises `StorageError`
    when the file is missing, empty, damaged, of another program or of a newer version; the file
    is then byte for byte what it was.
    """
    check_identity(path.name, read_header(path), target)
    _check_log(path, target)
    with opening(path):
        database = connect(path, immutable=immutable)
    try:
        version = check_content(database, path, target)
        if version < target and not immutable:
            with storage_faults():
                snapshot(database, path, backups / f"truoc-nang-cap-{version}.db")
                migrate(database, version, steps=steps, target=target)
        if target == SCHEMA_VERSION:
            _check_tables(database, path)
    except BaseException:
        database.close()
        raise
    database_proxy.initialize(database)
    return database


def _check_log(path: Path, newest: int) -> None:
    """Identity once more through the log a crash left: it may hold a newer first page.

    Read-only, since closing a writing connection would put the log into a file not ours to change.
    """
    log = path.with_name(path.name + "-wal")
    if not log.exists() or log.stat().st_size == 0:
        return
    with opening(path):
        database = connect(path, query="mode=ro")
    try:
        with opening(path):
            header = Header(pragma(database, "application_id"), pragma(database, "user_version"))
        check_identity(path.name, header, newest)
    finally:
        database.close()


def _check_tables(database: Any, path: Path) -> None:
    """Every table has its columns: a damaged name passes `quick_check` and breaks each query."""
    try:
        with opening(path):
            found = {table: _columns(database, table.table()) for table in TABLES}
    except UnicodeDecodeError as error:
        raise damaged(path) from error
    for table, names in found.items():
        if names != {field.column_name for field in table._meta.sorted_fields}:
            raise damaged(path)


def _columns(database: Any, table: str) -> set[str]:
    return {row[1] for row in database.execute_sql(f'PRAGMA table_info("{table}")')}


def create_database(path: Path) -> None:
    """Make a new file under a temporary name and put it in place only when it is whole."""
    with replacing(path) as temporary, storage_faults():
        database = OfficeDatabase(str(temporary), pragmas=[("foreign_keys", 1)])
        database.connect()
        try:
            with database.bind_ctx(TABLES), database.atomic("EXCLUSIVE"):
                database.create_tables(TABLES, safe=False)
                database.execute_sql(
                    "CREATE VIRTUAL TABLE registration_words USING fts5("
                    "uid UNINDEXED, words, prefix='2 3')"
                )
                database.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                database.execute_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
        finally:
            database.close()


@contextmanager
def immediate(database: Any) -> Iterator[None]:
    """One IMMEDIATE transaction; storage faults come out as `StorageError`, all rolled back."""
    with storage_faults(), database.atomic("IMMEDIATE"):
        yield


def index_words(database: Any, rows: Iterable[tuple[str, str]]) -> None:
    """Put (uid, folded words) of registrations into the search index, replacing what was there."""
    rows = list(rows)
    database.connection().executemany(
        "DELETE FROM registration_words WHERE uid = ?", [(uid,) for uid, _ in rows]
    )
    database.connection().executemany(
        "INSERT INTO registration_words (uid, words) VALUES (?, ?)", rows
    )


def find_words(database: Any, folded: str, limit: int = 200) -> list[str]:
    """Uids of registrations that have every word of `folded`, each taken as a beginning."""
    terms = " ".join(f'"{word}"*' for word in folded.split())
    if not terms:
        return []
    cursor = database.execute_sql(
        "SELECT uid FROM registration_words WHERE registration_words MATCH ? LIMIT ?",
        (terms, limit),
    )
    return [str(row[0]) for row in cursor]


def insert_rows(database: Any, table: str, columns: Sequence[str], rows: Any) -> None:
    """Bulk insert through the driver: 8 to 24 times faster than row objects."""
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" for _ in columns)
    database.connection().executemany(
        f'INSERT INTO "{table}" ({names}) VALUES ({marks})',  # noqa: S608
        rows,
    )
