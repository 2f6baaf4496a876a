"""The signed file one office sends another: header, rows, signature.

Owns writing and reading `.dvk` files and every check on what is read. Must not open a database,
keep keys or decide what becomes of a row. Signing is handed in, so that only `services/signing`
knows the key. The bytes are laid out in `container`, the rows in `rows`.

Sections: `key` (the sender's raw 32-byte public key, so that the signature can be checked before
anything is parsed), `header` (canonical JSON), `payload` (zstd of canonical JSON). The format
number rises whenever a table or a column is added:

    1  the first
    2  the table of awards; the header says whom a file sent down is for

A file of an older format is read by the shapes of its time and is the same package as one of
today that holds nothing of what came later.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from danvan_desktop.errors import UserError
from danvan_desktop.exchange import container_files, refusals
from danvan_desktop.exchange.compression import packed, unpacked
from danvan_desktop.exchange.container import (
    FORMAT_VERSION,
    MAX_FILE_BYTES,
    Container,
    Section,
    pack,
    unpack,
)
from danvan_desktop.exchange.refusals import PackageError
from danvan_desktop.exchange.rows import Codec, Row, TableSchema, check_texts, strictly

MAX_HEADER_BYTES = 64 * 1024
MAX_PAYLOAD_BYTES = 256 * 1024 * 1024
_KEY_BYTES = 32
_SECTIONS = ("key", "header", "payload")

Verify = Callable[[bytes, bytes, bytes], bool]
"""Public key, message, signature."""

_Short = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
_Year = Annotated[int, msgspec.Meta(ge=1900, le=2999)]
_Count = Annotated[int, msgspec.Meta(ge=1, le=2**31)]


@dataclass(frozen=True)
class HomeUnit:
    """The sender's own place; `parents` are the names above it, nearest first."""

    uid: str
    kind: str
    name: str
    parents: tuple[str, ...] = ()
    official_code: str | None = None


@dataclass(frozen=True)
class PackageHeader:
    """Who sends what. `sequence` counts the sender's packages from 1.

    `addressee` is the receiver's name as typed. `for_office` is the uid of the office below that a
    file sent down is for; a file that goes up has none.
    """

    office_uid: str
    office_name: str
    home: HomeUnit
    public_key: bytes
    programme_id: str
    programme_version: int
    programme_fingerprint: str
    year: int
    sequence: int
    made_on: date
    app_version: str
    addressee: str | None = None
    for_office: str | None = None


@dataclass(frozen=True)
class Package:
    """A file that passed every check; `sha256` is of its bytes, in hex."""

    header: PackageHeader
    tables: Mapping[str, tuple[Row, ...]]
    sha256: str


@dataclass(frozen=True)
class Written:
    """A file that was written, opened again and found to be what was meant."""

    path: Path
    size: int
    sha256: str


class _Home(msgspec.Struct, forbid_unknown_fields=True):
    kind: _Short
    name: _Short
    official_code: _Short | None
    parents: list[_Short]
    uid: _Short


class _Header1(msgspec.Struct, forbid_unknown_fields=True):
    """The header of format 1; members in alphabetical order, so that encoding it is canonical."""

    addressee: _Short | None
    app_version: _Short
    compression: Literal["zstd"]
    home: _Home
    made_on: date
    office_name: _Short
    office_uid: _Short
    payload_bytes: Annotated[int, msgspec.Meta(ge=0, le=2**62)]
    programme_fingerprint: _Short
    programme_id: _Short
    programme_version: _Count
    sequence: _Count
    year: _Year


class _Header(msgspec.Struct, forbid_unknown_fields=True):
    """The header's JSON; members in alphabetical order, so that encoding it is canonical."""

    addressee: _Short | None
    app_version: _Short
    compression: Literal["zstd"]
    for_office: _Short | None
    home: _Home
    made_on: date
    office_name: _Short
    office_uid: _Short
    payload_bytes: Annotated[int, msgspec.Meta(ge=0, le=2**62)]
    programme_fingerprint: _Short
    programme_id: _Short
    programme_version: _Count
    sequence: _Count
    year: _Year


def write_package(
    path: Path,
    header: PackageHeader,
    tables: Mapping[str, Sequence[Row]],
    sign: Callable[[bytes], bytes],
    schemas: Sequence[TableSchema],
) -> Written:
    """Write a package whole or not at all, open it again and compare.

    What is about to be written is first read as a receiver will read it, so no office sends what
    no office takes. Raises `UserError` when a row cannot travel or the place refuses the file,
    `StorageError` when the disk is full, fails, or gives back other bytes.
    """
    data = _build(header, tables, sign, Codec(schemas))
    digest = container_files.save(path, data)
    return Written(path, len(data), digest)


def read_package(source: bytes | Path, verify: Verify, schemas: Sequence[TableSchema]) -> Package:
    """Read and check a package; nothing is written anywhere.

    In this order: size, magic, format version, length, section table, unknown required sections,
    signature, header, size of the payload, rows and their hashes. Raises `PackageError` (with
    `refusal`) at the first fault. Whether the key is one to trust is for the caller to ask.
    """
    data = source if isinstance(source, bytes) else container_files.load(source)
    container = unpack(data, _SECTIONS)
    key = _verified_key(container, verify)
    header = _read_header(container.sections["header"], container.version)
    payload = unpacked(container.sections["payload"], header.payload_bytes, MAX_PAYLOAD_BYTES)
    known = [each for each in schemas if each.since <= container.version]
    tables = {each.table: () for each in schemas} | Codec(known).decode(payload)
    return Package(_public(header, key), tables, hashlib.sha256(data).hexdigest())


def _build(
    header: PackageHeader,
    tables: Mapping[str, Sequence[Row]],
    sign: Callable[[bytes], bytes],
    codec: Codec,
) -> bytes:
    payload = codec.encode(tables)
    try:
        codec.decode(payload)
        inner = msgspec.json.encode(_inner(header, len(payload)))
        _read_header(inner, FORMAT_VERSION)
    except PackageError as refused:
        raise UserError(
            f"Chưa lập được tệp gửi. {refused.what}",
            safe="Dữ liệu của đơn vị chưa bị thay đổi gì.",
            todo="Kiểm tra dữ liệu (Công cụ › Kiểm tra), mở bản ghi đó và gõ lại chữ bị lỗi.",
        ) from refused
    data = pack(
        [
            Section("key", header.public_key),
            Section("header", inner),
            Section("payload", packed(payload)),
        ],
        sign,
    )
    if len(data) > MAX_FILE_BYTES or len(payload) > MAX_PAYLOAD_BYTES:
        raise refusals.too_large("Tệp gửi", len(data), MAX_FILE_BYTES)
    return data


def _verified_key(container: Container, verify: Verify) -> bytes:
    missing = [name for name in _SECTIONS if name not in container.sections]
    if missing:
        raise refusals.structure(f"thiếu phần {', '.join(missing)}")
    key = container.sections["key"]
    if len(key) != _KEY_BYTES or not verify(key, container.signed, container.signature):
        raise refusals.altered()
    return key


def _read_header(data: bytes, version: int) -> _Header:
    """The header by the shape of its format, as one of today."""
    if len(data) > MAX_HEADER_BYTES:
        raise refusals.too_large("Phần mở đầu của tệp", len(data), MAX_HEADER_BYTES)
    read = strictly(data, _Header1 if version == 1 else _Header)
    check_texts("phần mở đầu", msgspec.to_builtins(read))
    if isinstance(read, _Header1):
        return _Header(**msgspec.structs.asdict(read), for_office=None)
    if not isinstance(read, _Header):
        raise TypeError(type(read))
    return read


def _inner(header: PackageHeader, payload_bytes: int) -> _Header:
    home = header.home
    return _Header(
        addressee=header.addressee,
        app_version=header.app_version,
        compression="zstd",
        for_office=header.for_office,
        home=_Home(home.kind, home.name, home.official_code, list(home.parents), home.uid),
        made_on=header.made_on,
        office_name=header.office_name,
        office_uid=header.office_uid,
        payload_bytes=payload_bytes,
        programme_fingerprint=header.programme_fingerprint,
        programme_id=header.programme_id,
        programme_version=header.programme_version,
        sequence=header.sequence,
        year=header.year,
    )


def _public(header: _Header, key: bytes) -> PackageHeader:
    home = header.home
    return PackageHeader(
        office_uid=header.office_uid,
        office_name=header.office_name,
        home=HomeUnit(home.uid, home.kind, home.name, tuple(home.parents), home.official_code),
        public_key=key,
        programme_id=header.programme_id,
        programme_version=header.programme_version,
        programme_fingerprint=header.programme_fingerprint,
        year=header.year,
        sequence=header.sequence,
        made_on=header.made_on,
        app_version=header.app_version,
        addressee=header.addressee,
        for_office=header.for_office,
    )
