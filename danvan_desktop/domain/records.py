"""What makes two copies of a record the same: canonical JSON and the hash of a row.

Used by the tables (a hash beside every row) and by the files that travel, so that both mean
the same bytes. Knows nothing of tables or files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any


def plain(value: Any) -> Any:
    """A column's value as JSON knows it: dates as ISO text, decimals as their digits."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def canonical_json(value: Any) -> bytes:
    """UTF-8, keys sorted, no spaces, no NaN: one value has one spelling.

    Raises `ValueError` for NaN and infinities, `TypeError` for what JSON does not know.
    """
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode("utf-8")


def row_hash(table: str, values: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, of the table's name and the row's values without the hash."""
    content = {key: plain(value) for key, value in values.items() if key != "row_hash"}
    return hashlib.sha256(canonical_json([table, content])).hexdigest()
