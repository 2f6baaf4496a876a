"""Schema version 3: words of papers beside their rows, and what was proposed for them.

Literal SQL, as the tables stood when version 3 was made; never changed afterwards.
"""

from __future__ import annotations

from typing import Any

TABLES: tuple[str, ...] = (
    'CREATE TABLE "paper_words" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT NULL, '
    '"kind" TEXT NOT NULL, "about" TEXT NOT NULL, "texts" TEXT NOT NULL, "proposed" TEXT NOT NULL)',
    'CREATE UNIQUE INDEX "paper_words_about_kind" ON "paper_words" ("about", "kind")',
)


def to_3(database: Any) -> None:
    """Make the new table; nothing that was there changes."""
    for statement in TABLES:
        database.execute_sql(statement)
