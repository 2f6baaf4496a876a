"""What stands before a recipient's name on a certificate or award paper: Ông, Bà, Gia đình ông.

Owns the choices and the first proposal. Nobody's sex is asked for or kept: the word is one more
word of the paper, proposed from the name where custom is clear and else left to the official.
"""

from __future__ import annotations

import re

from danvan_desktop.domain.text import checked_line
from danvan_desktop.domain.units import Channel, SubjectKind

OPEN = ("Ông (bà)", "Gia đình ông (bà)")
"""Printed while nobody has chosen: right, but no paper to be proud of."""

_COMRADE = "Đồng chí"

CHOICES: dict[SubjectKind, tuple[str, ...]] = {
    SubjectKind.INDIVIDUAL: ("Ông", "Bà", OPEN[0], _COMRADE, ""),
    SubjectKind.HOUSEHOLD: ("Gia đình ông", "Gia đình bà", OPEN[1], "Hộ gia đình", ""),
    SubjectKind.COLLECTIVE: ("", "Tập thể", "Cán bộ và Nhân dân"),
}
"""What can be chosen, the usual first; "" is nothing before the name."""

NOTHING_WORDS = "Không ghi"
_LIMIT = 40
_ADDRESSED = (
    *("tập thể", "cán bộ", "nhân dân", "ông", "bà", "anh", "chị", "em", "cháu", "đồng chí"),
    *("hộ", "gia đình", "hộ gia đình"),
)
"""A name that begins so is addressed already."""
_HOUSEHOLD_OF = re.compile(r"(?i)^(?:hộ gia đình|gia đình|hộ)\s+(?=(?:ông|bà)\s)")
_HERS, _HIS = "thị", "văn"
"""Middle names that leave no doubt."""


def is_addressed(name: str) -> bool:
    """Whether a name says itself how its bearer is addressed: "Bà Trần Thị Mẫu", "Hộ ông Mẫu"."""
    return f"{name.strip().lower()} ".startswith(tuple(f"{one} " for one in _ADDRESSED))


def proposed(name: str, kind: SubjectKind, channel: Channel = Channel.OTHER) -> str:
    """The word before a name as long as nobody has chosen one; its `channel` makes those
    on papers of the Youth Union comrades, however young they are."""
    if kind is SubjectKind.COLLECTIVE or is_addressed(name):
        return ""
    if channel is Channel.YOUTH and kind is SubjectKind.INDIVIDUAL:
        return _COMRADE
    his, hers, unsure, *_ = CHOICES[kind]
    middle = [word.lower() for word in name.split()[1:-1]]
    if _HERS in middle:
        return hers
    return his if _HIS in middle else unsure


def bare_name(words: str) -> str:
    """The name alone of "Bà Trần Thị Mẫu, Trưởng thôn" or "Hộ ông Phạm Văn Mẫu", as it stands
    under a signature."""
    name = _HOUSEHOLD_OF.sub("", words.partition(",")[0].strip())
    for said in ("ông", "bà", "đồng chí", "đ/c"):
        if name.lower().startswith(f"{said} "):
            return name[len(said) :].strip()
    return name


def member_word(channel: Channel) -> str:
    """What the members of a meeting are called: comrades in the Party and the Youth Union."""
    return "đồng chí" if channel in (Channel.PARTY, Channel.YOUTH) else "ông (bà)"


def checked(words: str) -> str:
    """Words of one's own before a name, within their rule. Raises `FieldError`."""
    return checked_line("prefix", "Chữ trước tên", words, limit=_LIMIT)


def label(words: str) -> str:
    """The choice as lists show it."""
    return words or NOTHING_WORDS
