"""Programme files: the shipped ones, an office's own, and what is wrong with them.

Owns reading the text of a programme file and its fingerprint. The rules are
`domain/programme_checks`; nothing here is stored. TOML and the checks are loaded when a
programme is first read, not at start-up.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from danvan_desktop import paths
from danvan_desktop.domain.canonical import canonical_json
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.programmes import Defect, Programme
from danvan_desktop.errors import UserError

LARGEST_FILE = 1_000_000
"""Bytes; the largest shipped file has about 20,000."""

_NAME_LINE = re.compile(r'^name = "(.*)"$', re.MULTILINE)
_SHOWN_DEFECTS = 20


@dataclass(frozen=True)
class ProgrammeSource:
    """A programme that comes with the program, as the text of its file."""

    id: str
    name: str
    path: Path
    text: str


class ProgrammeDefects(UserError):  # noqa: N818 - what it holds is many defects
    """A programme file that cannot be used; `defects` holds every reason."""

    def __init__(self, defects: Iterable[Defect]) -> None:
        self.defects = tuple(defects)
        count = len(self.defects)
        lines = [str(defect) for defect in self.defects[:_SHOWN_DEFECTS]]
        if count > _SHOWN_DEFECTS:
            lines.append(f"… và {format_decimal(count - _SHOWN_DEFECTS)} lỗi nữa")
        super().__init__(
            "\n".join([f"Tệp chương trình có {format_decimal(count)} lỗi:", *lines]),
            safe="Chương trình và dữ liệu đang dùng không thay đổi.",
            todo="Sửa tệp theo từng dòng trên rồi mở lại.",
        )


@lru_cache(maxsize=1)
def shipped() -> tuple[ProgrammeSource, ...]:
    """The programmes that come with the program, in the order of their ids.

    Reads the texts without parsing them: the id is the name of the file.
    """
    folder = paths.resources() / "programmes"
    return tuple(_source(path) for path in sorted(folder.glob("*.toml")))


@lru_cache(maxsize=16)
def shipped_programme(programme_id: str) -> Programme:
    """A shipped programme by its id. Raises `KeyError` when there is none."""
    for source in shipped():
        if source.id == programme_id:
            return read_text(source.text, source.path.name)
    raise KeyError(programme_id)


def read_text(text: str, file: str = "") -> Programme:
    """The programme in the text of a TOML file; `file` is the name shown in the reasons.

    Raises `ProgrammeDefects` with every defect.
    """
    programme, defects = _examined(text, file)
    if programme is None:
        raise ProgrammeDefects(defects)
    return programme


def read_file(path: Path) -> Programme:
    """As `read_text`, for a file. Raises `ProgrammeDefects`, also when it cannot be read."""
    text = _file_text(path)
    if isinstance(text, Defect):
        raise ProgrammeDefects([text])
    return read_text(text, path.name)


def check_files(files: Iterable[Path]) -> list[Defect]:
    """Every defect of several programme files, a file that cannot be read being one.

    The files are named as they were given, since two may have one name.
    """
    return look_through(files).defects


@dataclass(frozen=True)
class Findings:
    """What stands against programme files, and what of them was accepted, each with its reason."""

    defects: list[Defect]
    accepted: list[Defect]


def look_through(files: Iterable[Path]) -> Findings:
    """As `check_files`, with the defects that the files accept."""
    from danvan_desktop.domain.programme_checks import inspect

    found = Findings([], [])
    for path in files:
        text = _file_text(path)
        if isinstance(text, Defect):
            found.defects.append(text)
            continue
        mapping, unread = _parsed(text, str(path))
        found.defects.extend(unread)
        if mapping is not None:
            seen = inspect(mapping, file=str(path))
            found.defects.extend(seen.defects)
            found.accepted.extend(seen.accepted)
    return found


def fingerprint(programme: str | Mapping[str, Any]) -> str:
    """SHA-256, in lower-case hex, of the content of a programme: its text or its mapping.

    Comments, spaces, the order of keys and `10` against `10.0` make no difference. Raises
    `ProgrammeDefects` when a text is not TOML.
    """
    if isinstance(programme, str):
        mapping, defects = _parsed(programme, "")
        if mapping is None:
            raise ProgrammeDefects(defects)
        programme = mapping
    return hashlib.sha256(canonical_json(_canonical(programme))).hexdigest()


def _source(path: Path) -> ProgrammeSource:
    text = path.read_text(encoding="utf-8")
    name = _NAME_LINE.search(text)
    return ProgrammeSource(path.stem, name.group(1) if name else path.stem, path, text)


def _file_text(path: Path) -> str | Defect:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = "không tìm thấy tệp" if isinstance(error, FileNotFoundError) else "không đọc được"
        return Defect(str(path), "", reason)
    if len(content) > LARGEST_FILE:
        return Defect(str(path), "", f"tệp lớn hơn {format_decimal(LARGEST_FILE)} byte")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return Defect(str(path), f"dòng {line}", "tệp không ghi bằng bảng mã UTF-8")


def _examined(text: str, file: str) -> tuple[Programme | None, list[Defect]]:
    from danvan_desktop.domain.programme_checks import examine

    mapping, defects = _parsed(text, file)
    return (None, defects) if mapping is None else examine(mapping, file=file)


def _parsed(text: str, file: str) -> tuple[dict[str, Any] | None, list[Defect]]:
    import tomllib

    if len(text) > LARGEST_FILE:
        return None, [Defect(file, "", f"dài hơn {format_decimal(LARGEST_FILE)} ký tự")]
    try:
        return tomllib.loads(text, parse_float=Decimal), []
    except RecursionError:
        return None, [Defect(file, "", "các dấu ngoặc lồng nhau quá sâu")]
    except (ValueError, ArithmeticError) as error:
        # TOMLDecodeError is a ValueError; so are a year 0 and a number of 5,000 digits.
        return None, [_syntax_defect(str(error), text, file)]


def read_toml(path: Path) -> tuple[dict[str, Any] | None, list[Defect]]:
    """Any TOML file of an office, or the defects that keep it from being read."""
    text = _file_text(path)
    return (None, [text]) if isinstance(text, Defect) else _parsed(text, path.name)


_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_SYNTAX_REASONS = (
    ("Cannot overwrite", "khóa này đã ghi ở trên"),
    ("Cannot declare", "bảng này đã ghi ở trên"),
    ("Cannot mutate", "bảng này đã ghi ở trên"),
    ("Invalid date", "ngày không có trong lịch"),
    ("Unterminated string", "thiếu dấu nháy đóng"),
    ("Illegal character", "có ký tự không được dùng, có thể thiếu dấu nháy đóng"),
    ("Unclosed array", "thiếu dấu ] đóng danh sách"),
    ("Unclosed inline table", "thiếu dấu } đóng bảng"),
    ("Expected ']'", "thiếu dấu ] đóng tên bảng"),
    ("Expected newline", "thừa chữ sau giá trị; số thập phân viết 1.5, ngày viết 2026-03-05"),
    ("Expected '='", "thiếu dấu = sau tên khóa"),
    ("Invalid value", "giá trị viết sai; chữ phải đặt trong dấu nháy"),
    ("Unescaped", "dấu \\ trong chữ phải viết thành \\\\"),
)


def _syntax_defect(message: str, text: str, file: str) -> Defect:
    place = _PLACE.search(message)
    line = int(place.group(1)) if place else text.rstrip("\n").count("\n") + 1
    where = f"dòng {line}" + (f", cột {place.group(2)}" if place else "")
    reasons = (reason for start, reason in _SYNTAX_REASONS if message.startswith(start))
    return Defect(file, where, f"sai cú pháp TOML: {next(reasons, 'không hiểu được dòng này')}")


def _canonical(value: object) -> object:
    """Numbers as tagged text, so that 10 and 10.0 agree and "10" does not."""
    if isinstance(value, Mapping):
        return {str(key): _canonical(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(item) for item in value]
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float | Decimal):
        return {"number": _plain_number(Decimal(str(value)))}
    if isinstance(value, date | time | datetime):
        return {"day": value.isoformat()}
    return str(value)


def _plain_number(number: Decimal) -> str:
    """Digits and exponent without trailing zeros, whatever the size of the exponent."""
    sign, digits, exponent = number.as_tuple()
    text = "".join(str(digit) for digit in digits)
    kept = text.rstrip("0")
    if not isinstance(exponent, int) or not kept:
        return str(number) if kept else "0"
    return f"{'-' if sign else ''}{kept.lstrip('0')}e{exponent + len(text) - len(kept)}"
