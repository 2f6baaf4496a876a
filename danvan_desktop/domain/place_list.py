"""Places written one to a line, as pasted from Word or Excel: names and kinds.

Owns reading the words; whether a place is there already is for the caller to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from danvan_desktop.domain.text import clean_line, search_key
from danvan_desktop.domain.units import UnitKind

_MARKER = re.compile(r"^(?:[-+*•–]\s*|\d+\s*[.)]\s+|\d+\s*[.)](?=\D))")
_NUMBER = re.compile(r"^\d+\s+")
_WORDS: dict[UnitKind, tuple[str, ...]] = {
    UnitKind.PROVINCE: ("tỉnh",),
    UnitKind.COMMUNE: ("xã",),
    UnitKind.WARD: ("phường",),
    UnitKind.SPECIAL_ZONE: ("đặc khu",),
    UnitKind.TOWNSHIP: ("thị trấn",),
    UnitKind.DISTRICT: ("huyện", "quận", "thị xã"),
    UnitKind.VILLAGE: ("thôn", "xóm", "làng"),
    UnitKind.RESIDENTIAL_GROUP: ("tổ dân phố", "tdp"),
    UnitKind.QUARTER: ("khu phố",),
    UnitKind.HAMLET: ("ấp",),
    UnitKind.BAN: ("bản", "buôn"),
}


@dataclass(frozen=True)
class ListedPlace:
    """One line of the list."""

    name: str
    kind: UnitKind


def kind_of(name: str, otherwise: UnitKind) -> UnitKind:
    """The kind that the first words of a name tell ("Thôn 2"), else `otherwise`."""
    key = clean_line(name).casefold() + " "
    for kind, words in _WORDS.items():
        if any(key.startswith(f"{word} ") for word in words):
            return kind
    return otherwise


def read_places(text: str, otherwise: UnitKind) -> tuple[ListedPlace, ...]:
    """The places of a pasted list, each name once, in the order given.

    Bullets and numbers before a name are dropped; a bare number is when the words of a kind
    follow it ("3 Thôn Đông"), as from the first column of a sheet.
    """
    found: dict[str, ListedPlace] = {}
    for line in text.splitlines():
        name = _name(line)
        if name:
            found.setdefault(search_key(name), ListedPlace(name, kind_of(name, otherwise)))
    return tuple(found.values())


def _name(line: str) -> str:
    name = _MARKER.sub("", clean_line(line), count=1).strip(" ;,.")
    rest = _NUMBER.sub("", name)
    known = rest != name and any(
        rest.casefold().startswith(f"{word} ") for words in _WORDS.values() for word in words
    )
    return rest if known else name
