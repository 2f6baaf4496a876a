"""A small sound package and ways to spoil one, for the tests of the container and of the rows."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import zstandard

from danvan_desktop.domain.canonical import Value, row_hash
from danvan_desktop.exchange.container import Section, pack
from danvan_desktop.exchange.package import HomeUnit, PackageHeader, write_package
from danvan_desktop.exchange.rows import Field, Kind, Row, TableSchema
from danvan_desktop.services import signing

KEYS = signing.KeyPair(
    private=hashlib.sha256(b"sample office").digest(),
    public=bytes.fromhex("91d8b7ba3d1cb47e051bc963c85b0fe9d4e9088fa1d1ed812d74ae8834167e15"),
)

SCHEMAS = (
    TableSchema(
        "unit",
        {"name": Field(Kind.TEXT), "parent": Field(Kind.REFERENCE, True, "unit")},
    ),
    TableSchema(
        "registration",
        {
            "name": Field(Kind.TEXT),
            "year": Field(Kind.INTEGER),
            "total": Field(Kind.INTEGER, True),
            "finished": Field(Kind.BOOLEAN),
            "on": Field(Kind.DATE, True),
            "marks": Field(Kind.LIST),
            "unit": Field(Kind.REFERENCE, False, "unit"),
        },
    ),
)


def sign(message: bytes) -> bytes:
    return signing.sign(KEYS.private, message)


def made_row(uid: str, fields: Mapping[str, Value], revision: int = 1) -> Row:
    return Row(
        uid, "office-1", revision, False, row_hash(uid, "office-1", revision, False, fields), fields
    )


def registration(uid: str = "r1", **changes: Value) -> Row:
    fields: dict[str, Value] = {
        "name": "Đoạn đường tự quản (mẫu)",
        "year": 2026,
        "total": None,
        "finished": True,
        "on": date(2026, 2, 5),
        "marks": ["met", 1, True, None],
        "unit": "u1",
    }
    return made_row(uid, fields | changes)


TABLES: Mapping[str, Sequence[Row]] = {
    "unit": [
        made_row("u1", {"name": "Xã mẫu", "parent": None}),
        made_row("u2", {"name": "Thôn 1 (mẫu)", "parent": "u1"}, 2),
    ],
    "registration": [registration()],
}


def header(**changes: object) -> PackageHeader:
    base: dict[str, Any] = {
        "office_uid": "office-1",
        "office_name": "Đơn vị mẫu",
        "home": HomeUnit("u1", "commune", "Xã mẫu", ("Tỉnh mẫu",), "00001"),
        "public_key": KEYS.public,
        "programme_id": "xa-phuong-2026-2030",
        "programme_version": 1,
        "programme_fingerprint": "0" * 64,
        "year": 2026,
        "sequence": 1,
        "made_on": date(2026, 2, 5),
        "app_version": "0.1.0",
    }
    return PackageHeader(**base | changes)


def sound(folder: Path) -> bytes:
    """The bytes of a package as the program itself writes it."""
    path = folder / "mau.dvk"
    write_package(path, header(), TABLES, sign, SCHEMAS)
    return path.read_bytes()


def with_payload(data: bytes, payload: bytes, *, declared: int | None = None) -> bytes:
    """The same package with another payload, rightly signed by its own office."""
    inner = msgspec.json.decode(section(data, "header"))
    inner["payload_bytes"] = len(payload) if declared is None else declared
    packed = zstandard.compress(payload)
    return signed(msgspec.json.encode(inner, order="sorted"), packed)


def with_header(data: bytes, inner: bytes) -> bytes:
    return signed(inner, section(data, "payload"))


def signed(inner: bytes, packed: bytes, *extra: Section, key: bytes = KEYS.public) -> bytes:
    sections = [Section("key", key), Section("header", inner), Section("payload", packed)]
    return pack([*sections, *extra], sign)


def section(data: bytes, name: str) -> bytes:
    """One section's bytes, found as the layout in `container` says."""
    (count,) = struct.unpack_from(">H", data, 24)
    start = 26 + 24 * count
    for at in range(count):
        raw, _, length = struct.unpack_from(">12sIQ", data, 26 + 24 * at)
        if raw.rstrip(b"\0").decode() == name:
            return data[start : start + length]
        start += length
    raise KeyError(name)


def payload_of(data: bytes) -> bytes:
    return zstandard.decompress(section(data, "payload"))
