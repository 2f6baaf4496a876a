"""The marks that number the rows of a table, and the level each row stands at.

Owns the styles (I, A, 1, 1.1, a, -, +, no mark at all) and how they nest: a style that was met
before leads back to its level, a new one goes one level deeper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import IntEnum

from danvan_desktop.domain.numbers import roman
from danvan_desktop.domain.point_words import folded
from danvan_desktop.domain.text import title_marker


class Style(IntEnum):
    """How a row is marked. DOTTED and the styles of words are told apart by `Marker.depth`."""

    WORD = 0
    ROMAN = 1
    UPPER = 2
    NUMBER = 3
    DOTTED = 4
    LETTER = 5
    DASH = 6
    PLUS = 7
    BULLET = 8
    HEADING = 9
    NONE = 10


@dataclass(frozen=True)
class Marker:
    """A mark as it is printed, without its full stop or bracket. `value` is its place in its
    list, 0 where it has none; `depth` the parts of "1.1.2", or a number for the word before it."""

    style: Style
    code: str = ""
    value: int = 0
    depth: int = 0

    @property
    def is_listed(self) -> bool:
        """Whether it names its row: a dash does not."""
        return bool(self.code)


@dataclass
class Levels:
    """Gives each row its level, from the marks of the rows above it."""

    _stack: list[Marker] = field(default_factory=list)
    _outermost: set[tuple[Style, int]] = field(default_factory=set)

    def level_of(self, choices: tuple[Marker, ...], *, outer: bool = False) -> tuple[int, Marker]:
        """The level of a row, from 0, and which reading of its mark it is. `outer`: a row whose
        mark nobody has used yet is a part of the whole table."""
        marker = self._chosen(choices)
        key = (marker.style, marker.depth)
        keys = [(one.style, one.depth) for one in self._stack]
        if marker.style is Style.HEADING:
            level = keys.index(key) if key in keys else 0
        elif key in keys:
            level = keys.index(key)
        elif key in self._outermost or outer:
            level = 0
        else:
            level = len(keys)
        del self._stack[level:]
        self._stack.append(marker)
        if level == 0:
            self._outermost.add(key)
        return level, marker

    def begin_group(self, marker: Marker) -> None:
        """A group of its own column begins: everything after it is below it."""
        self._stack = [marker]

    def _chosen(self, choices: tuple[Marker, ...]) -> Marker:
        """Of "C" as a letter or a Roman number, the one that goes on a list, else one that
        begins one. "III" behind "Phần II" goes on with the parts."""
        for one in choices:
            for above in reversed(self._stack):
                same = (above.style, above.depth) == (one.style, one.depth)
                if same and one.value == above.value + 1:
                    return one
                if above.style is Style.WORD and one.style in (Style.ROMAN, Style.UPPER):
                    inner = [mark.style for mark in _marks(above.code)]
                    if one.style in inner and one.value == above.value + 1:
                        return replace(one, style=Style.WORD, depth=above.depth)
        return next((one for one in choices if one.value == 1), choices[0])


def marks_of_code(cell: str) -> tuple[Marker, ...]:
    """The possible marks of a cell that holds nothing else; none when it is no mark."""
    text = cell.strip().strip(".):( ").strip()
    day = _DAY.fullmatch(text)
    if day:
        text = f"{int(day[1])}.{int(day[2])}"
    elif _COMMA.fullmatch(text):
        text = text.replace(",", ".")
    if not text:
        return (Marker(_SIGNS[cell.strip()[0]]),) if cell.strip()[:1] in _SIGNS else ()
    if text in _SIGNS:
        return (Marker(_SIGNS[text]),)
    word = _WORD.fullmatch(text)
    if word:
        return _word_marks(word)
    return _marks(text)


def split_mark(text: str) -> tuple[tuple[Marker, ...], str]:
    """The possible marks at the beginning of a text, and the text behind them."""
    stripped = text.lstrip()
    word = _WORD.match(stripped)
    if word:
        rest = stripped[word.end() :].lstrip(" .:)-–")
        bare = not rest or rest.startswith("(")
        shown = f"{stripped[: word.end()].rstrip(' .:-–')} {rest}".strip() if bare else rest
        return _word_marks(word), shown
    if stripped[:1] in _SIGNS and not _NEGATIVE.match(stripped):
        return (Marker(_SIGNS[stripped[0]]),), stripped[1:].lstrip()
    match = _LEADING.match(stripped)
    if match is None:
        return (), stripped
    found = _marks(match["code"])
    return (found, stripped[match.end() :].lstrip()) if found else ((), stripped)


def is_heading(text: str) -> bool:
    """A title without a mark that is written in capitals."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 3 and all(char.isupper() for char in letters)


def _marks(code: str) -> tuple[Marker, ...]:
    if _DOTTED.fullmatch(code):
        parts = code.split(".")
        last = parts[-1]
        value = int(last) if last.isdecimal() else _LETTERS.get(last.lower(), 0)
        return (Marker(Style.DOTTED, code, value, len(parts)),)
    if code.isdecimal() and len(code) <= 3:
        return (Marker(Style.NUMBER, code, int(code)),)
    found = []
    if code in _ROMANS:
        found.append(Marker(Style.ROMAN, code, _ROMANS[code]))
    if len(code) == 1 and code.lower() in _LETTERS:
        style = Style.UPPER if code.isupper() else Style.LETTER
        found.append(Marker(style, code, _LETTERS[code.lower()]))
    return tuple(found)


def _word_marks(match: re.Match[str]) -> tuple[Marker, ...]:
    depth = _WORDS.index(folded(match["word"])) + 1
    found = _marks(match["code"])
    return tuple(Marker(Style.WORD, one.code, one.value, depth) for one in found[:1])


_ROMANS = {roman(number): number for number in range(1, 40)}
_LETTERS = {title_marker(index): index + 1 for index in range(22)}
_SIGNS = {
    "-": Style.DASH,
    "–": Style.DASH,
    "—": Style.DASH,
    "+": Style.PLUS,
    "*": Style.BULLET,
    "•": Style.BULLET,
    "▪": Style.BULLET,
    "\uf0b7": Style.BULLET,
}
_WORDS = ("phan", "noi dung", "nhom", "tieu chuan", "tieu chi", "muc", "dieu", "chi tieu")
_WORD = re.compile(
    r"(?P<word>[Pp]hần|PHẦN|[Nn]ội dung|NỘI DUNG|[Nn]hóm|NHÓM|[Tt]iêu chuẩn|TIÊU CHUẨN|[Tt]iêu chí"
    r"|TIÊU CHÍ|[Mm]ục|MỤC|[Đđ]iều|ĐIỀU|[Cc]hỉ tiêu|CHỈ TIÊU)\s+"
    r"(?P<code>\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-ZĐ])(?=\s*(?:[.:)(–-]|$))"
)
_DOTTED = re.compile(r"(?:\d{1,3}|[IVX]{1,5}|[A-Z])(?:\.(?:\d{1,3}|[a-zđ]))+")
_LEADING = re.compile(
    r"\(?(?P<code>(?:\d{1,3}|[IVX]{1,5}|[A-Z])(?:\.(?:\d{1,3}|[a-zđ]))+(?=[.)]?\s)"
    r"|(?:\d{1,2}|[IVX]{1,5}|[A-ZĐ]|[a-zđêôơư])(?=[.)/]))(?:[.)/]\s*(?!\d)|\s+)"
)
_DAY = re.compile(r"(\d\d)/(\d\d)/\d{4}")
"""What Excel makes of "1.2" typed as a number of a list."""
_COMMA = re.compile(r"\d{1,3},\d{1,2}")
_NEGATIVE = re.compile(r"[-–]\s*\d+(?:[.,]\d+)?\s*(?:điểm|đ)?\s*$")
