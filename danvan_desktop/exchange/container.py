"""The bytes of our files: a raw container whose last 64 bytes sign all bytes before them.

Owns the layout and the checks on it; must not know what the sections mean. All numbers are
big-endian:

    magic            8 bytes   89 44 56 4B 0D 0A 1A 0A (as in PNG: a text-mode copy shows);
                               the fourth byte is 4B (K) in a `.dvk`, 50 (P) in a `.dvp`,
                               4D (M) in a `.dvm`
    format version   8 bytes
    total length     8 bytes   of the whole file, signature included
    sections         2 bytes   how many
    section table    24 bytes each: name (12, ASCII, zero-padded), flags (4), length (8)
    sections         one after the other, in the order of the table
    signature        64 bytes  Ed25519 over every byte before it

Flag 1 means required: a reader that does not know the section must refuse the file. Other
sections it does not know are passed over. A zip with a signed list inside was tried and let
appended members through; here nothing lies outside the signature.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from danvan_desktop.exchange import refusals

MAGIC = b"\x89DVK\r\n\x1a\n"
"""Of a `.dvk`: what one office sends another (`package`)."""
SHEETS_MAGIC = b"\x89DVP\r\n\x1a\n"
"""Of a `.dvp`: sheets for an assessor, and what comes back (`assessor_file`)."""
FORMAT_VERSION = 2
"""The one written; every version from 1 on is read."""
SIGNATURE_BYTES = 64
MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_SECTIONS = 32

_HEAD = struct.Struct(">8sQQH")
_ENTRY = struct.Struct(">12sIQ")
_REQUIRED = 1
_LAST_CREDIBLE_VERSION = 9_999
_OTHER_KIND = {MAGIC: refusals.is_a_package, SHEETS_MAGIC: refusals.is_a_sheet_file}
_UNKNOWN = {MAGIC: refusals.not_a_package, SHEETS_MAGIC: refusals.not_a_sheet_file}


@dataclass(frozen=True)
class Section:
    """A named run of bytes; the name is 1-12 ASCII letters."""

    name: str
    body: bytes
    required: bool = True


@dataclass(frozen=True)
class Container:
    """A file whose layout holds; the signature is not yet checked."""

    version: int
    sections: Mapping[str, bytes]
    signed: bytes
    signature: bytes


def pack(
    sections: Sequence[Section], sign: Callable[[bytes], bytes], magic: bytes = MAGIC
) -> bytes:
    """Lay out the sections and sign them; `sign` returns 64 bytes."""
    table = b"".join(
        _ENTRY.pack(each.name.encode("ascii"), _REQUIRED if each.required else 0, len(each.body))
        for each in sections
    )
    bodies = b"".join(each.body for each in sections)
    total = _HEAD.size + len(table) + len(bodies) + SIGNATURE_BYTES
    signed = _HEAD.pack(magic, FORMAT_VERSION, total, len(sections)) + table + bodies
    return signed + sign(signed)


def unpack(data: bytes, known: Collection[str], magic: bytes = MAGIC) -> Container:
    """Take a file apart; `known` are the sections this program understands.

    Raises `PackageError` on the first check that fails: empty, magic (a file of our other kind
    is named), version, length (short, long, too large), section table, unknown required section.
    """
    version, count = _check_head(data, magic)
    entries = _entries(data, count)
    start = _HEAD.size + _ENTRY.size * count
    ends = list(accumulate((length for _, _, length in entries), initial=start))
    if ends[-1] != len(data) - SIGNATURE_BYTES:
        raise refusals.structure("độ dài các phần không khớp độ dài tệp")
    for name, required, _ in entries:
        if required and name not in known:
            raise refusals.unknown_section(name)
    bodies = {entry[0]: data[ends[at] : ends[at + 1]] for at, entry in enumerate(entries)}
    if len(bodies) != count:
        raise refusals.structure("một phần xuất hiện hai lần")
    return Container(version, bodies, data[:-SIGNATURE_BYTES], data[-SIGNATURE_BYTES:])


def _check_head(data: bytes, magic: bytes) -> tuple[int, int]:
    """What can be said from the first 26 bytes and the size: format version, number of sections."""
    if not data:
        raise refusals.empty()
    if not data.startswith(magic[: len(data)]):
        unknown = _UNKNOWN.get(magic, refusals.not_a_package)
        raise _OTHER_KIND.get(data[: len(magic)], unknown)()
    if len(data) < _HEAD.size:
        raise refusals.truncated(len(data))
    _, version, total, count = _HEAD.unpack_from(data)
    if version == 0 or version > _LAST_CREDIBLE_VERSION:
        raise refusals.no_such_version(version)
    if version > FORMAT_VERSION:
        raise refusals.newer(version, FORMAT_VERSION)
    _check_length(len(data), total)
    if count > MAX_SECTIONS or _HEAD.size + _ENTRY.size * count + SIGNATURE_BYTES > total:
        raise refusals.structure("bảng các phần không có thật")
    return int(version), int(count)


def _check_length(size: int, declared: int) -> None:
    if declared > MAX_FILE_BYTES:
        raise refusals.too_large("Tệp", declared, MAX_FILE_BYTES)
    if size < declared:
        raise refusals.truncated(size, declared)
    if size > declared:
        raise refusals.appended(size - declared)


def _entries(data: bytes, count: int) -> list[tuple[str, bool, int]]:
    """Name, required and length of each section, as the table gives them."""
    entries = []
    for at in range(count):
        raw, flags, length = _ENTRY.unpack_from(data, _HEAD.size + at * _ENTRY.size)
        name = raw.rstrip(b"\0")
        if not (name.isascii() and name.isalpha()) or flags not in (0, _REQUIRED):
            raise refusals.structure(f"dòng {at + 1} của bảng các phần sai")
        entries.append((name.decode("ascii"), flags == _REQUIRED, length))
    return entries
