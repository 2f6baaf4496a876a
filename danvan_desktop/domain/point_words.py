"""What a cell of a printed table says about points: "9,5", "10 điểm", "0,5 đ/lần", "Trừ 2 điểm".

Owns the reading of one such cell. Sentences on how to mark are `rule_words`. Nothing is guessed
from a cell that says more: it comes back as unread, with its words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from danvan_desktop.domain.criteria import Effect

NUMBER = r"\d{1,6}(?:[.,]\d{1,4})?"
POINTS = rf"(?P<points>{NUMBER})\s*(?:diem|điem|d)\b"
_MOST = r"(?:toi da|khong qua|cao nhat|nhieu nhat)"
_SIGNS = {"-": Effect.PENALTY, "+": Effect.BONUS}
_DASHES = str.maketrans("–—−", "---")


@dataclass(frozen=True)
class CellPoints:
    """What a points cell says. `sign` is what its sign or word makes of the points; `each` are
    points for one `unit`. `graded`: met or not met. `unread`: the cell says something else."""

    maximum: Decimal | None = None
    each: Decimal | None = None
    unit: str = ""
    sign: Effect = Effect.PART
    graded: bool = False
    percent: bool = False
    unread: bool = False


def folded(text: str) -> str:
    """The text without marks and case, letter for letter: places in it are places in `text`.

    `text` has to be in composed Unicode.
    """
    return text.translate(_FOLDED)


def read_points(text: str) -> CellPoints | None:
    """What a cell of a points column says, None for an empty one."""
    plain = folded(text).translate(_DASHES).strip().rstrip(".").strip()
    if not plain or plain in _NOTHING:
        return None
    if _GRADED.fullmatch(plain):
        return CellPoints(graded=True)
    for pattern in _WHOLE:
        match = pattern.fullmatch(plain)
        if match:
            return _of_match(match, text)
    return CellPoints(unread=True)


def number(words: str) -> Decimal:
    """A number of points as it stands in a match; comma and dot both begin the decimals."""
    return Decimal(words.replace(",", "."))


def _of_match(match: re.Match[str], text: str) -> CellPoints:
    groups = match.groupdict()
    sign = Effect.PART
    word = groups.get("sign") or ""
    if word:
        sign = _SIGNS.get(word, Effect.PENALTY if word.startswith("tru") else Effect.BONUS)
    points = number(groups["points"])
    if "unit" in groups:
        start = folded(text).translate(_DASHES).find(groups["unit"])
        unit = text[start : start + len(groups["unit"])].strip(" .)")
        return CellPoints(each=points, unit=unit, sign=sign)
    return CellPoints(maximum=points, sign=sign, percent="percent" in groups)


def _base(char: str) -> str:
    if char in "đĐ":
        return "d"
    first = unicodedata.normalize("NFD", char)[0].lower()
    return first if len(first) == 1 else char


class _Folded(dict[int, str]):
    """A table for `str.translate` that works out a letter when it is first met."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _base(chr(code))
        return found


_FOLDED = _Folded()
_NOTHING = frozenset({"-", "x", "/", "...", "…"})
_GRADED = re.compile(
    r"(?:dat|co)\s*[/,;-]?\s*(?:hoac\s*)?(?:khong(?: dat| co)?|chua dat)|d\s*/\s*(?:kd|cd|k)"
)
_SIGN = r"(?P<sign>[+-]|diem tru|tru|diem cong|diem thuong|cong|thuong)?\s*:?\s*"
_WHOLE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\(?\s*{_SIGN}(?:{_MOST}\s*(?:la\s*)?)?(?P<points>{NUMBER})\s*(?:diem|d)?\s*\)?",
        rf"\(?\s*{_MOST}\s*:?\s*{_SIGN}(?P<points>{NUMBER})\s*(?:diem|d)?\s*\)?",
        rf"(?:tu\s*)?{NUMBER}\s*(?:-|den)\s*(?P<points>{NUMBER})\s*(?:diem|d)?",
        rf"{_SIGN}(?P<points>{NUMBER})\s*(?:diem|d)?\s*/\s*(?:0?1\s+)?(?P<unit>[a-z][^\d;:]*)",
        rf"{_SIGN}(?P<points>{NUMBER})\s*(?:diem|d)\s*(?:cho\s*)?moi\s*(?P<unit>[a-z][^\d;:]*)",
        rf"(?P<points>{NUMBER})\s*(?P<percent>%)",
    )
)
