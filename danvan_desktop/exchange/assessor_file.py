"""The `.dvp` file that takes score sheets to an assessor on another computer, and back.

Owns writing and reading its three kinds and every check on what is read. Must not open a
database, keep keys or judge a mark. Signing is handed in, so that only `services/signing` knows
keys. The bytes are laid out in `container`, what the sections say in `assessor_records`;
docs/assessor-file.md describes all of it.

    blank    what the office makes, signed by the office's key; the private half of a key pair
             made for this file alone lies inside
    work     the blank file, byte for byte, with the marks so far, signed by the file's key
    answer   finished sheets only, signed by the file's key, without anything else
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

import msgspec

from danvan_desktop.domain.sheets import is_stored_form
from danvan_desktop.errors import UserError
from danvan_desktop.exchange import refusals
from danvan_desktop.exchange.assessor_records import (
    AnswerHeader,
    BlankHeader,
    Contents,
    FileRegistration,
    FileSheet,
    Sheets,
)
from danvan_desktop.exchange.compression import packed, unpacked
from danvan_desktop.exchange.container import (
    MAX_FILE_BYTES,
    SHEETS_MAGIC,
    Container,
    Section,
    pack,
    unpack,
)
from danvan_desktop.exchange.rows import check_texts, strictly

MAX_HEADER_BYTES = 64 * 1024
MAX_PROGRAMME_BYTES = 4 * 1024 * 1024
MAX_CONTENTS_BYTES = 64 * 1024 * 1024
KEY_BYTES = 32

_BLANK = frozenset({"key", "secret", "header", "programme", "contents", "files"})
_WORK = frozenset({"key", "header", "source", "marks"})
_ANSWER = frozenset({"key", "header", "marks"})

Sign = Callable[[bytes], bytes]
Verify = Callable[[bytes, bytes, bytes], bool]
"""Public key, message, signature."""
_Read = TypeVar("_Read")


class FileKind(StrEnum):
    """What a `.dvp` file is for."""

    BLANK = "blank"
    WORK = "work"
    ANSWER = "answer"


@dataclass(frozen=True)
class BlankFile:
    """What the office made, every check passed. `private_key` signs what comes back."""

    header: BlankHeader
    office_key: bytes
    private_key: bytes = field(repr=False)
    programme: str = field(repr=False)
    registrations: tuple[FileRegistration, ...] = field(repr=False)
    files: bytes = field(repr=False)
    data: bytes = field(repr=False)
    sha256: str

    @property
    def public_key(self) -> bytes:
        return bytes.fromhex(self.header.public_key)


@dataclass(frozen=True)
class WorkFile:
    """A blank file with what has been marked so far."""

    source: BlankFile
    header: AnswerHeader
    sheets: tuple[FileSheet, ...] = field(repr=False)
    sha256: str


@dataclass(frozen=True)
class AnswerFile:
    """What comes back. That its key is the one made for the file is for the office to ask."""

    header: AnswerHeader
    public_key: bytes
    sheets: tuple[FileSheet, ...] = field(repr=False)
    sha256: str


def blank_bytes(
    header: BlankHeader,
    keys: tuple[bytes, bytes],
    contents: tuple[str, Sequence[FileRegistration], bytes],
    sign: Sign,
    verify: Verify,
) -> bytes:
    """The file for one assessor. `keys`: the office's public key and the file's private one.

    `contents`: the programme's text, the registrations in the order of the list, the bytes of all
    evidence one after the other. Raises `UserError` when the file could not be read again.
    """
    programme, registrations, files = contents
    text = programme.encode("utf-8")
    inner = msgspec.json.encode(Contents(registrations=list(registrations)))
    header = msgspec.structs.replace(header, contents_bytes=len(inner), programme_bytes=len(text))
    data = pack(
        [
            Section("key", keys[0]),
            Section("secret", keys[1]),
            Section("header", msgspec.json.encode(header)),
            Section("programme", packed(text)),
            Section("contents", packed(inner)),
            Section("files", files),
        ],
        sign,
        SHEETS_MAGIC,
    )
    return _readable(data, verify)


def work_bytes(
    source: BlankFile,
    header: AnswerHeader,
    sheets: Sequence[FileSheet],
    sign: Sign,
    verify: Verify,
) -> bytes:
    """The blank file with marks, as it is kept between two sittings."""
    return _returned(source.public_key, header, sheets, sign, verify, source.data)


def answer_bytes(
    key: bytes, header: AnswerHeader, sheets: Sequence[FileSheet], sign: Sign, verify: Verify
) -> bytes:
    """What goes back to the office."""
    return _returned(key, header, sheets, sign, verify)


def _returned(
    key: bytes,
    header: AnswerHeader,
    sheets: Sequence[FileSheet],
    sign: Sign,
    verify: Verify,
    source: bytes = b"",
) -> bytes:
    inner = msgspec.json.encode(Sheets(sheets=sorted(sheets, key=_registration)))
    header = msgspec.structs.replace(header, marks_bytes=len(inner))
    sections = [Section("key", key), Section("header", msgspec.json.encode(header))]
    sections += [Section("source", source)] if source else []
    data = pack([*sections, Section("marks", packed(inner))], sign, SHEETS_MAGIC)
    return _readable(data, verify)


def _readable(data: bytes, verify: Verify) -> bytes:
    """The same bytes, once they were read as the receiver will read them."""
    try:
        if len(data) > MAX_FILE_BYTES:
            raise refusals.too_large("Tệp phiếu", len(data), MAX_FILE_BYTES)
        parse(data, verify)
    except refusals.PackageError as refused:
        raise UserError(
            f"Chưa lập được tệp phiếu. {refused.what}",
            safe="Các phiếu đã lưu vẫn nguyên vẹn.",
            todo="Bớt minh chứng kèm theo, hoặc sửa lại chữ bị lỗi, rồi thực hiện lại.",
        ) from refused
    return data


def parse(data: bytes, verify: Verify) -> BlankFile | WorkFile | AnswerFile:
    """Read and check a file of any kind.

    In this order: size, magic, format version, length, section table, unknown required sections,
    signature, header, sizes, contents; of a work file also the blank file inside. Raises
    `PackageError` at the first fault.
    """
    container = unpack(data, _BLANK | _WORK, SHEETS_MAGIC)
    kind = _kind(container)
    key = container.sections["key"]
    if len(key) != KEY_BYTES or not verify(key, container.signed, container.signature):
        raise refusals.altered()
    digest = hashlib.sha256(data).hexdigest()
    if kind is FileKind.BLANK:
        return _blank(container, key, data, digest)
    header = _header(container, AnswerHeader, kind)
    sheets = _sheets(container.sections["marks"], header.marks_bytes)
    if kind is FileKind.ANSWER:
        return AnswerFile(header, key, sheets, digest)
    return _work(container, header, sheets, verify, digest)


def _kind(container: Container) -> FileKind:
    kinds = {_BLANK: FileKind.BLANK, _WORK: FileKind.WORK, _ANSWER: FileKind.ANSWER}
    found = kinds.get(frozenset(container.sections) & (_BLANK | _WORK))
    if found is None:
        raise refusals.structure("thiếu hoặc thừa phần của tệp phiếu")
    return found


def _blank(container: Container, key: bytes, data: bytes, digest: str) -> BlankFile:
    header = _header(container, BlankHeader, FileKind.BLANK)
    sections = container.sections
    if len(sections["secret"]) != KEY_BYTES:
        raise refusals.structure("khóa của tệp phiếu sai độ dài")
    text = unpacked(sections["programme"], header.programme_bytes, MAX_PROGRAMME_BYTES)
    inner = unpacked(sections["contents"], header.contents_bytes, MAX_CONTENTS_BYTES)
    contents = _strictly("nội dung", inner, Contents)
    _check_registrations(contents.registrations, len(sections["files"]))
    try:
        programme = text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise refusals.structure("chương trình không ghi bằng bảng mã UTF-8") from error
    return BlankFile(
        header,
        key,
        sections["secret"],
        programme,
        tuple(contents.registrations),
        sections["files"],
        data,
        digest,
    )


def _check_registrations(registrations: Sequence[FileRegistration], size: int) -> None:
    if len({one.uid for one in registrations}) != len(registrations):
        raise refusals.content("$.registrations", "đăng ký lặp")
    for place, one in enumerate(registrations):
        where = f"$.registrations[{place}]"
        _check_stored(where, one.self_marks, one.self_conditions)
        for file in one.evidence:
            if file.start is not None and file.start + file.size > size:
                raise refusals.content(where, "minh chứng nằm ngoài tệp")


def _work(
    container: Container,
    header: AnswerHeader,
    sheets: tuple[FileSheet, ...],
    verify: Verify,
    digest: str,
) -> WorkFile:
    source = parse(container.sections["source"], verify)
    if not isinstance(source, BlankFile):
        raise refusals.structure("tệp phiếu bên trong không phải tệp do đơn vị lập")
    if container.sections["key"] != source.public_key or header.source_sha256 != source.sha256:
        raise refusals.structure("phần đánh giá không thuộc tệp phiếu này")
    given = {one.uid for one in source.registrations}
    if not given.issuperset(sheet.registration for sheet in sheets):
        raise refusals.content("$.sheets", "đăng ký không có trong tệp phiếu")
    return WorkFile(source, header, sheets, digest)


def _sheets(data: bytes, declared: int) -> tuple[FileSheet, ...]:
    read = _strictly("phiếu", unpacked(data, declared, MAX_CONTENTS_BYTES), Sheets).sheets
    last = ""
    for place, sheet in enumerate(read):
        where = f"$.sheets[{place}]"
        if sheet.registration <= last:
            raise refusals.content(where, "phiếu lặp hoặc sai thứ tự")
        last = sheet.registration
        _check_stored(where, sheet.marks, sheet.conditions)
        if sheet.finished != (sheet.finished_on is not None):
            raise refusals.content(where, "ngày hoàn thành không khớp")
    return tuple(read)


def _check_stored(where: str, marks: str, conditions: str) -> None:
    if not (is_stored_form(marks) and is_stored_form(conditions, conditions=True)):
        raise refusals.content(where, "kết quả đánh giá không ở dạng chuẩn")


def _header(container: Container, wanted: type[_Read], kind: FileKind) -> _Read:
    data = container.sections["header"]
    if len(data) > MAX_HEADER_BYTES:
        raise refusals.too_large("Phần mở đầu của tệp", len(data), MAX_HEADER_BYTES)
    header: Any = _strictly("phần mở đầu", data, wanted)
    if header.kind != kind:
        raise refusals.structure("loại tệp ghi trong phần mở đầu không đúng")
    found: _Read = header
    return found


def _strictly(where: str, data: bytes, wanted: type[_Read]) -> _Read:
    """Canonical JSON into a struct, every text in it as our own programs write text."""
    found: _Read = strictly(data, wanted)
    check_texts(where, msgspec.to_builtins(found))
    return found


def _registration(sheet: FileSheet) -> str:
    return str(sheet.registration)
