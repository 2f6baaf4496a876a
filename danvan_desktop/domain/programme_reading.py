"""Reading a mapping of unknown contents by a description of its keys, without ever raising.

Owns the kinds of value a programme file may hold and the reasons shown for a wrong one. Every
defect is noted and the reading goes on: what is wrong is left out of the result, so that the
checks after it see sound values only. Which keys exist is `programme_format`.

The kinds are dataclasses without comparison and text: nobody asks for them, and they would take
half of the time this module needs at the start of the program.
"""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Protocol

from danvan_desktop.domain import text as vietnamese
from danvan_desktop.domain.numbers import format_decimal

LONGEST_LIST = 500


Note = Callable[[str, str], None]
"""Takes the key and the reason of a defect."""


class Missing:
    """Stands for a value that was wrong and has been noted."""


MISSING: Final = Missing()


class Partial(tuple[Any, ...]):
    """The sound items of a list in which others were wrong, or whose length was."""


class Kind(Protocol):
    """A kind of value: gives the sound value, or notes why not and gives `MISSING`."""

    def read(self, value: object, key: str, note: Note) -> Any: ...


@dataclass(eq=False, repr=False)
class Field:
    """A key of a table."""

    kind: Kind
    required: bool = False


class Row(dict[str, Any]):
    """The sound values of one table, with the key it stands under and what it becomes."""

    def __init__(self, key: str, make: Callable[..., Any]) -> None:
        super().__init__()
        self.key = key
        self.make = make
        self.wrong: set[str] = set()
        """Keys whose value was refused in whole or in part, or is missing though required: rules
        that need them have nothing to say."""

    def at(self, name: str) -> str:
        """The full key of `name` in this table."""
        return joined(self.key, name)

    def rows(self, name: str) -> list[Row]:
        """The sound tables in the list `name`."""
        return [row for row in self.get(name, ()) if isinstance(row, Row)]


@dataclass(eq=False, repr=False)
class Text:
    """Text in NFC without hidden characters, at most `limit` characters long."""

    limit: int = 250
    lines: bool = False
    blank: bool = True

    def read(self, value: object, key: str, note: Note) -> Any:
        if not isinstance(value, str):
            return refused(key, note, f"phải là chữ đặt trong dấu nháy, đang là {kind_of(value)}")
        reason = self._reason(value)
        if reason:
            return refused(key, note, reason)
        return vietnamese.clean_text(value) if self.lines else vietnamese.clean_line(value)

    def _reason(self, value: str) -> str:
        if len(value) > self.limit:
            return f"dài {_shown(len(value))} ký tự, tối đa {_shown(self.limit)}"
        if vietnamese.hidden_count(value):
            return "có ký tự ẩn hoặc ký tự điều khiển, hãy gõ lại"
        if unicodedata.normalize("NFC", value) != value:
            return "chữ có dấu chưa ở dạng dựng sẵn (NFC), hãy gõ lại bằng bảng mã Unicode"
        if not self.lines and len(value.splitlines()) > 1:
            return "phải nằm trên một dòng"
        return "" if self.blank or value.strip() else "để trống"


@dataclass(eq=False, repr=False)
class Code:
    """A short name by which other tables refer to this one."""

    pattern: str
    hint: str
    limit: int = 40

    def read(self, value: object, key: str, note: Note) -> Any:
        text = Text(self.limit, blank=False).read(value, key, note)
        if isinstance(text, str) and not re.fullmatch(self.pattern, text):
            return refused(key, note, f"mã “{text}” không hợp lệ: {self.hint}")
        return text


@dataclass(eq=False, repr=False)
class Whole:
    """A whole number from `low` to `high`."""

    low: int
    high: int

    def read(self, value: object, key: str, note: Note) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            return refused(key, note, f"phải là số nguyên, đang là {kind_of(value)}")
        if not self.low <= value <= self.high:
            return refused(key, note, f"phải từ {self.low} đến {self.high}")
        return value


@dataclass(eq=False, repr=False)
class Number:
    """A number from `low` to `high` with at most `places` decimals, read as `Decimal`."""

    low: int
    high: int
    places: int = 2

    def read(self, value: object, key: str, note: Note) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            return refused(key, note, f"phải là số, đang là {kind_of(value)}")
        # Range before all else: a huge whole number must not be turned into text.
        if not _is_finite(value) or not self.low <= value <= self.high:
            return refused(key, note, f"phải từ {_shown(self.low)} đến {_shown(self.high)}")
        number = Decimal(str(value))
        if number != round(number, self.places):
            return refused(key, note, f"chỉ được có tối đa {self.places} chữ số thập phân")
        return number


@dataclass(eq=False, repr=False)
class Flag:
    """true or false."""

    def read(self, value: object, key: str, note: Note) -> Any:
        if isinstance(value, bool):
            return value
        return refused(key, note, f"phải là true hoặc false, đang là {kind_of(value)}")


@dataclass(eq=False, repr=False)
class Day:
    """A civil date of TOML, written without quotes."""

    low: int
    high: int

    def read(self, value: object, key: str, note: Note) -> Any:
        if not isinstance(value, date) or isinstance(value, datetime):
            reason = "phải là ngày viết như 2026-03-05, không đặt trong dấu nháy"
            return refused(key, note, f"{reason}, đang là {kind_of(value)}")
        if not self.low <= value.year <= self.high:
            return refused(key, note, f"năm phải từ {self.low} đến {self.high}")
        return value


@dataclass(eq=False, repr=False)
class Choice:
    """One value of a closed list."""

    values: type[StrEnum]

    def read(self, value: object, key: str, note: Note) -> Any:
        names = [str(item) for item in self.values]
        if isinstance(value, str) and value in names:
            return self.values(value)
        return refused(key, note, not_one_of(value, names))


@dataclass(eq=False, repr=False)
class OneOf:
    """One key of a fixed mapping, kept as text."""

    values: Mapping[str, str]

    def read(self, value: object, key: str, note: Note) -> Any:
        if isinstance(value, str) and value in self.values:
            return value
        return refused(key, note, not_one_of(value, list(self.values)))


@dataclass(eq=False, repr=False)
class OrWord:
    """A value of another kind, or one word that stands for None."""

    kind: Kind
    word: str

    def read(self, value: object, key: str, note: Note) -> Any:
        return None if value == self.word else self.kind.read(value, key, note)


@dataclass(eq=False, repr=False)
class ListOf:
    """A list whose items are of one kind; wrong items are left out of a `Partial` result."""

    kind: Kind
    least: int = 0
    most: int = LONGEST_LIST

    def read(self, value: object, key: str, note: Note) -> Any:
        if not isinstance(value, list | tuple):
            return refused(key, note, f"phải là danh sách trong [ ], đang là {kind_of(value)}")
        fits = self.least <= len(value) <= self.most
        if not fits:
            note(key, f"có {len(value)} mục, phải từ {self.least} đến {self.most} mục")
        items = [
            self.kind.read(item, f"{key}[{index}]", note)
            for index, item in enumerate(value[: self.most])
        ]
        sound = [item for item in items if item is not MISSING]
        return tuple(sound) if fits and len(sound) == len(items) else Partial(sound)


@dataclass(eq=False, repr=False)
class Table:
    """A table with known keys; `make` is the class it becomes when nothing is wrong."""

    make: Callable[..., Any]
    fields: Mapping[str, Field]

    def read(self, value: object, key: str, note: Note) -> Any:
        if not isinstance(value, Mapping):
            return refused(key, note, f"phải là một bảng, đang là {kind_of(value)}")
        row = Row(key, self.make)
        for name in value:
            if not isinstance(name, str) or name not in self.fields:
                note(row.at(_short(name)), _unknown(name, self.fields))
        for name, field in self.fields.items():
            if name in value:
                found = field.kind.read(value[name], row.at(name), note)
                if found is MISSING or isinstance(found, Partial):
                    row.wrong.add(name)
                if found is not MISSING:
                    row[name] = found
            elif field.required:
                row.wrong.add(name)
                note(row.at(name), "thiếu khóa bắt buộc")
        return row


@dataclass(eq=False, repr=False)
class Keyed:
    """A table whose keys are the values of a closed list and whose values are of one kind."""

    keys: type[StrEnum]
    kind: Kind

    def read(self, value: object, key: str, note: Note) -> Any:
        if not isinstance(value, Mapping):
            return refused(key, note, f"phải là một bảng, đang là {kind_of(value)}")
        found: dict[StrEnum, Any] = {}
        for name, item in value.items():
            place = joined(key, _short(name))
            kind = Choice(self.keys).read(name, place, note)
            content = self.kind.read(item, place, note)
            if kind is not MISSING and content is not MISSING:
                found[kind] = content
        return found


@dataclass(eq=False, repr=False)
class Refused:
    """A key that exists elsewhere but not here."""

    reason: str

    def read(self, _value: object, key: str, note: Note) -> Any:
        return refused(key, note, self.reason)


def refused(key: str, note: Note, reason: str) -> Missing:
    """Note a defect; gives `MISSING` so that a reader can end with it."""
    note(key, reason)
    return MISSING


def joined(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


def made(value: object) -> Any:
    """The value with every `Row` in it turned into its class."""
    if isinstance(value, Row):
        return value.make(**{name: made(item) for name, item in value.items()})
    if isinstance(value, tuple):
        return tuple(made(item) for item in value)
    return value


def kind_of(value: object) -> str:
    """What a value is, in the words of somebody who writes a programme file."""
    for kinds, name in _KINDS:
        if isinstance(value, kinds):
            return name
    return "thứ khác"


_KINDS: tuple[tuple[Any, str], ...] = (
    (bool, "true/false"),
    (str, "chữ"),
    (int | float | Decimal, "số"),
    (datetime, "ngày giờ"),
    (date, "ngày"),
    (Mapping, "một bảng"),
    (list | tuple, "danh sách"),
)


def not_one_of(value: object, names: list[str]) -> str:
    """The reason for a value outside a closed list, with the nearest one proposed."""
    if not isinstance(value, str):
        return f"phải là chữ đặt trong dấu nháy, đang là {kind_of(value)}"
    near = difflib.get_close_matches(value[:60], names, 1)
    hint = f"có phải “{near[0]}”?" if near else f"chỉ nhận: {', '.join(names)}"
    return f"giá trị “{_short(value)}” không có trong danh sách; {hint}"


def _unknown(name: object, fields: Mapping[str, Field]) -> str:
    near = difflib.get_close_matches(name[:60], fields, 1) if isinstance(name, str) else []
    return "khóa không có trong định dạng" + (f", có phải “{near[0]}”?" if near else "")


def _is_finite(value: int | float | Decimal) -> bool:
    return isinstance(value, int) or (
        value.is_finite() if isinstance(value, Decimal) else math.isfinite(value)
    )


def _short(name: object) -> str:
    """A key or value fit to be shown, whatever it is."""
    shown = vietnamese.clean_line(name) if isinstance(name, str) else f"({kind_of(name)})"
    return shown if len(shown) <= 60 else shown[:60] + "…"


def _shown(number: int) -> str:
    return format_decimal(number)
