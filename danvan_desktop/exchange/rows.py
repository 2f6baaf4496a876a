"""The payload of a package: rows of tables as canonical JSON, read strictly.

Owns encoding, decoding and the check of every row's hash. The tables' shapes are handed in as
`TableSchema`, so nothing here knows a model. Must not decide what becomes of a row; that is
`domain/merging`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import GenericAlias
from typing import Annotated, Any

import msgspec

from danvan_desktop.domain.canonical import Value
from danvan_desktop.exchange import refusals

_LONGEST_TEXT = 200_000
_Identity = Annotated[str, msgspec.Meta(pattern=r"\A[0-9A-Za-z-]{1,64}\Z")]
_Hash = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
_Integer = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
_Revision = Annotated[int, msgspec.Meta(ge=1, le=2**31)]

# Control characters but tab and line ends, and the bidi controls that make a name read as another.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SUSPICIOUS = re.compile(r"\\u00|\\[bf]|" + _FORBIDDEN.pattern)
_PATH = re.compile(r"at `([^`]+)`")


class Kind(Enum):
    """What a column holds; each is one JSON type, so that equal values have one text."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"
    LIST = "list"
    """A flat list of text, integers, booleans and nulls."""
    REFERENCE = "reference"
    """The uid of another row."""


_TYPES: Mapping[Kind, Any] = {
    Kind.TEXT: Annotated[str, msgspec.Meta(max_length=_LONGEST_TEXT)],
    Kind.INTEGER: _Integer,
    Kind.BOOLEAN: bool,
    Kind.DATE: date,
    Kind.LIST: list[str | _Integer | bool | None],
    Kind.REFERENCE: _Identity,
}


@dataclass(frozen=True)
class Field:
    """One column: its kind, whether it may be null, and for a reference the table meant."""

    kind: Kind
    optional: bool = False
    refers_to: str = ""


@dataclass(frozen=True)
class TableSchema:
    """The columns of a table that travel, beside uid, owner, revision and deleted.

    `since` is the format version in which the table first travelled.
    """

    table: str
    fields: Mapping[str, Field]
    since: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it travels. `hash` is `domain.canonical.row_hash` of the other five."""

    uid: str
    owner: str
    revision: int
    deleted: bool
    hash: str
    fields: Mapping[str, Value]


class Codec:
    """Reads and writes the rows of a fixed set of tables.

    The payload is `{"tables": {table: [row, ...]}}` with every table named, rows sorted by uid.
    """

    def __init__(self, schemas: Sequence[TableSchema]) -> None:
        self._tables = sorted(each.table for each in schemas)
        self._rows = {each.table: _row_struct(each) for each in schemas}
        members = [(table, GenericAlias(list, self._rows[table])) for table in self._tables]
        tables = msgspec.defstruct("Tables", members, forbid_unknown_fields=True)
        self._payload = msgspec.defstruct(
            "Payload", [("tables", tables)], forbid_unknown_fields=True
        )

    def encode(self, tables: Mapping[str, Sequence[Row]]) -> bytes:
        """The canonical payload; raises `ValueError` for a table without a schema."""
        unknown = sorted(set(tables) - set(self._tables))
        if unknown:
            raise ValueError(f"no schema for {unknown}")
        plain = {
            table: [_plain(row) for row in sorted(tables.get(table, ()), key=_uid)]
            for table in self._tables
        }
        return msgspec.json.encode({"tables": plain}, order="sorted")

    def decode(self, payload: bytes) -> dict[str, tuple[Row, ...]]:
        """Every row of every table; `PackageError` names the place of the first fault.

        Checked: shape and types, that encoding again gives the same bytes (no repeated key, no
        other spelling of the same value), NFC and no control or bidi characters, rows in order
        of uid without repeats, and the hash of every row.
        """
        read = strictly(payload, self._payload)
        _check_characters(payload, read)
        return {
            table: tuple(_checked(table, getattr(read.tables, table))) for table in self._tables
        }


def strictly(data: bytes, kind: Any) -> Any:
    """Decode canonical JSON into a struct, or refuse with the path of the fault."""
    try:
        read = msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        found = _PATH.search(str(error))
        raise refusals.content(
            found.group(1) if found else "$", "sai kiểu, thừa hoặc thiếu mục"
        ) from error
    if msgspec.json.encode(read) != data:
        raise refusals.content("$", "không ở dạng chuẩn, có mục ghi lặp hoặc ghi khác lệ")
    return read


def check_texts(where: str, value: object) -> None:
    """Refuse any text inside `value` that is not NFC or holds control or bidi characters.

    `value` is what JSON can hold; `where` is its path, for the message.
    """
    if isinstance(value, str):
        _check_text(where, value)
    elif isinstance(value, list):
        for place, item in enumerate(value):
            check_texts(f"{where}[{place}]", item)
    elif isinstance(value, dict):
        for name, item in value.items():
            check_texts(f"{where}.{name}", item)


def _check_text(where: str, text: str) -> None:
    if not unicodedata.is_normalized("NFC", text):
        raise refusals.content(where, "chữ chưa ở dạng Unicode dựng sẵn (NFC)")
    if _FORBIDDEN.search(text):
        raise refusals.content(where, "có ký tự điều khiển ẩn")


def _row_struct(schema: TableSchema) -> Any:
    """Members are given in alphabetical order, so that encoding a struct is canonical."""
    columns = [(name, _type(schema.fields[name])) for name in sorted(schema.fields)]
    fields = msgspec.defstruct(f"{schema.table}Fields", columns, forbid_unknown_fields=True)
    members = [
        ("deleted", bool),
        ("fields", fields),
        ("hash", _Hash),
        ("owner", _Identity),
        ("revision", _Revision),
        ("uid", _Identity),
    ]
    return msgspec.defstruct(schema.table, members, forbid_unknown_fields=True)


def _type(field: Field) -> Any:
    kind = _TYPES[field.kind]
    return kind | None if field.optional else kind


def _plain(row: Row) -> dict[str, object]:
    return {
        "deleted": row.deleted,
        "fields": row.fields,
        "hash": row.hash,
        "owner": row.owner,
        "revision": row.revision,
        "uid": row.uid,
    }


def _uid(row: Row) -> str:
    return row.uid


def _checked(table: str, structs: Sequence[Any]) -> Iterator[Row]:
    last = ""
    for place, struct in enumerate(structs):
        where = f"$.tables.{table}[{place}]"
        if struct.uid <= last:
            raise refusals.content(where, "bản ghi lặp hoặc sai thứ tự")
        last = struct.uid
        if _hash(struct) != struct.hash:
            raise refusals.row_hash(where)
        yield _row(struct)


def _row(struct: Any) -> Row:
    fields = msgspec.structs.asdict(struct.fields)
    return Row(struct.uid, struct.owner, struct.revision, struct.deleted, struct.hash, fields)


def _hash(struct: Any) -> str:
    """The same bytes as `domain.canonical.row_hash`, by the fast encoder."""
    row = {
        "deleted": struct.deleted,
        "fields": struct.fields,
        "owner": struct.owner,
        "revision": struct.revision,
        "uid": struct.uid,
    }
    return hashlib.sha256(msgspec.json.encode(row)).hexdigest()


def _check_characters(payload: bytes, read: object) -> None:
    """Look at each text only when the whole payload gives cause to."""
    whole = payload.decode("utf-8")
    if not unicodedata.is_normalized("NFC", whole) or _SUSPICIOUS.search(whole):
        check_texts("$", msgspec.to_builtins(read))
