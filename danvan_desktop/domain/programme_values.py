"""Kinds of value that several tables of a programme file share, and their limits.

Owns these descriptions alone; the tables are `programme_format` and `criteria_format`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from danvan_desktop.domain.programme_reading import (
    Code,
    Field,
    Kind,
    ListOf,
    Number,
    Table,
    Text,
    Whole,
)

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_POINTS = 10_000
MOST_FIGURE = 10**12

ID = Code(r"[a-z0-9]+(-[a-z0-9]+)*", "chỉ dùng chữ thường không dấu, chữ số và gạch nối")
CODE = Code(r"[^\W_][\w.-]*", "chỉ dùng chữ, chữ số, dấu chấm, gạch nối, không có dấu cách")
NAME = Text(250, blank=False)
SENTENCE = Text(500, blank=False)
LINE = Text(500)
LONG = Text(2000, lines=True)
YEAR = Whole(FIRST_YEAR, LAST_YEAR)
PLUS = Number(0, MOST_POINTS)
ANY = Number(-MOST_POINTS, MOST_POINTS)
FIGURE = Number(-MOST_FIGURE, MOST_FIGURE)
COUNT = Whole(0, 500)
CODES = ListOf(CODE)


def needed(kind: Kind) -> Field:
    return Field(kind, required=True)


def optional(**kinds: Kind) -> dict[str, Field]:
    return {name: Field(kind) for name, kind in kinds.items()}


def tables(make: Callable[..., Any], fields: dict[str, Field], least: int = 0) -> ListOf:
    return ListOf(Table(make, fields), least)
