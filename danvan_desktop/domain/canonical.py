"""The one way a record is turned into bytes, so that two offices get the same hash.

Owns canonical JSON and the row hash built on it. Must not know any table, file or database.
Canonical means: UTF-8, keys sorted by code point, no spaces, no floats, dates as `YYYY-MM-DD`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TypeAlias

Value: TypeAlias = "str | int | bool | date | Sequence[str | int | bool | None] | None"


def canonical_json(value: object) -> bytes:
    """Encode as canonical JSON; equal values always give equal bytes.

    Takes str, int, bool, None, date, and lists and str-keyed mappings of these. Raises
    `ValueError` for a float (its text differs between programs), a datetime, a lone surrogate
    or any other type.
    """
    text = json.dumps(
        _plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode("utf-8")


def row_hash(
    uid: str, owner: str, revision: int, deleted: bool, fields: Mapping[str, Value]
) -> str:
    """SHA-256, in lower-case hex, of the canonical JSON of a row without its hash.

    The five parts are exactly those that travel, so the hash kept in the database, the one in a
    package and the one the receiver computes are the same.
    """
    row = {
        "uid": uid,
        "owner": owner,
        "revision": revision,
        "deleted": deleted,
        "fields": fields,
    }
    return hashlib.sha256(canonical_json(row)).hexdigest()


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {_key(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    raise ValueError(f"{type(value).__name__} has no canonical form")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise ValueError("keys are text")
    return key
