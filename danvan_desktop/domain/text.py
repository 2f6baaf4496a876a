"""Vietnamese text: what comes through the door, how it is searched, sorted and put in a file name.

Owns cleaning, folding and ordering of names and sentences. It must not translate legacy
encodings (that is `legacy_text`), nor decide which fields a record has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.errors import FieldError

_DIGITS = re.compile("[0-9]+")
_LINE_BREAKS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n{4,}")
# Invisible, yet not of category Cf: they would keep a letter and its tone from composing.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_TONE_MARKS = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPES = {
    ("a", "\u0306"): "~",
    ("a", "\u0302"): "~~",
    ("e", "\u0302"): "~",
    ("o", "\u0302"): "~",
    ("o", "\u031b"): "~~",
    ("u", "\u031b"): "~",
}
# Old converters write the Icelandic eth for đ; on screen the two capitals cannot be told apart.
_STROKED_D = frozenset("đð")
_MARKERS = "abcdđeêghiklmnoôơpqrstuưvxy"
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=\s*(?:\.|$))")
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]+')
_FILE_NAME_CHARACTERS = 120
_FILE_NAME_BYTES = 240


class _EachCharacter(dict[int, str]):
    """A table for `str.translate` that works out a character when it is first met."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, code: int) -> str:
        found = self[code] = self._rule(chr(code))
        return found


def clean_line(value: str) -> str:
    """One line as it may be stored: NFC, visible characters only, single spaces, trimmed.

    Line breaks, tabs, other control characters and every kind of space become one space.
    Bidi controls, zero-width characters, U+FEFF, soft hyphens, lone surrogates and
    noncharacters vanish. Total and idempotent.
    """
    return " ".join(unicodedata.normalize("NFC", value.translate(_VISIBLE)).split())


def clean_text(value: str) -> str:
    """Several lines, each as `clean_line` leaves it; at most two blank lines in a row."""
    lines = (clean_line(line) for line in _LINE_BREAKS.split(value))
    return _BLANK_LINES.sub("\n\n\n", "\n".join(lines)).strip("\n")


def hidden_count(value: str) -> int:
    """How many invisible characters `clean_line` takes out, so that the field can say so.

    Spaces, tabs and line breaks are not counted: nobody misses those.
    """
    return sum(1 for char in value if not char.isspace() and _VISIBLE[ord(char)] in ("", " "))


def checked_line(
    field: str, label: str, value: str, *, required: bool = False, limit: int = 250
) -> str:
    """`clean_line(value)`, or a `FieldError` on `field` when it is empty or too long.

    `label` is the caption of the field as the official sees it; `limit` counts characters.
    """
    return _checked(field, label, clean_line(value), required, limit)


def checked_text(
    field: str, label: str, value: str, *, required: bool = False, limit: int = 5000
) -> str:
    """The same as `checked_line` for a field of several lines."""
    return _checked(field, label, clean_text(value), required, limit)


_ORGANISATION = re.compile(
    r"Đảng|Mặt trận|Ủy ban|Đoàn (?:TNCS|xã|phường|các|cơ sở)\b|Hội (?:Nông|Liên|Cựu|các|xã|cơ sở)\b"
)
"""Begins the name of an organisation, which keeps its capital letter."""


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text that say something, without the blanks around them."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def in_sentence(label: str) -> str:
    """A caption as it stands inside a sentence: "Tên mô hình" -> "tên mô hình"; "UBND xã" and
    names of organisations ("Đoàn xã") stay."""
    named = label[1:2].isupper() or _ORGANISATION.match(label)
    return label if named else label[:1].lower() + label[1:]


def search_key(value: str) -> str:
    """Folded for searching: no case, no marks, đ as d, letters and digits parted by one space.

    Tone placement does not matter (hoá = hóa) because every mark is gone. Idempotent, and the
    same for NFC and NFD.
    """
    letters = clean_line(value).translate(_LETTERS).replace("~", "")
    return unicodedata.normalize("NFC", " ".join(letters.split()))


def sort_key(value: str) -> str:
    """A key that plain byte order (SQLite BINARY) sorts as Vietnamese lists are sorted.

    Letters first in the order a ă â b c d đ e ê ... o ô ơ ... u ư, numbers by value (2 before
    10), words before longer words; then tones (ngang, huyền, hỏi, ngã, sắc, nặng); then the
    spelling. Two keys are equal only when the cleaned texts are.
    """
    return f"{_sort_part(value)} {clean_line(value)}"


def person_sort_key(full_name: str) -> str:
    """As `sort_key`, for people: by given name, then middle name, then family name.

    A note in brackets after the name does not take part.
    """
    clean = clean_line(full_name)
    words = re.sub(r"\([^)]*\)", " ", clean).split() or [clean]
    family = words[0] if len(words) > 1 else ""
    parts = (words[-1], " ".join(words[1:-1]), family)
    return " ".join([*(_sort_part(part) for part in parts), clean])


def title_marker(index: int) -> str:
    """The letter of the item at `index` (from 0): a b c d đ e ê g h i k ...; then aa, ab, ..."""
    if index < 0:
        raise ValueError(index)
    if index < len(_MARKERS):
        return _MARKERS[index]
    return title_marker(index // len(_MARKERS) - 1) + _MARKERS[index % len(_MARKERS)]


def file_name(value: str, ext: str, *, tail: str = "") -> str:
    """A file name Windows takes, Vietnamese letters kept: `file_name("Tờ trình 1/2", "pdf")`.

    Signs that Windows forbids become a hyphen, device names get an underscore, and the name
    stays within 120 characters and 240 bytes of UTF-8, `ext` (with or without dot) included.
    `tail` ends the name and is never cut: " (2)", " (bản scan)".
    """
    suffix = f"{tail}.{ext.lstrip('.')}" if ext else tail
    stem = _FORBIDDEN.sub("-", clean_line(value)).strip(" .-")
    stem = _RESERVED.sub(r"\1_", stem, count=1) if _RESERVED.match(stem) else stem
    stem = _shortened(stem or "Không tên", len(suffix.encode()))
    return stem + suffix


def _visible(char: str) -> str:
    """The character, a space in place of a control or space, or nothing."""
    if char.isascii():
        return char if char.isprintable() else " "
    category = unicodedata.category(char)
    if category in ("Cc", "Zs", "Zl", "Zp"):
        return " "
    gone = category in ("Cf", "Cs") or char in _INVISIBLE or _is_noncharacter(char)
    return "" if gone else char


def _is_noncharacter(char: str) -> bool:
    code = ord(char)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def _checked(field: str, label: str, text: str, required: bool, limit: int) -> str:
    if required and not text:
        raise FieldError(field, f"Chưa nhập {in_sentence(label)}.")
    if len(text) > limit:
        long, now = format_decimal(limit), format_decimal(len(text))
        raise FieldError(field, f"{label} dài quá {long} ký tự (đang có {now}).")
    return text


def _sort_part(value: str) -> str:
    """Letters of all words, a space, then one digit of tone for each word (more if foreign).

    A space is lower than "-", which parts words, which is lower than digits and letters; "~"
    is above them all, so that ă written "a~" comes after "az".
    """
    clean = clean_line(value)
    letters = "-".join(clean.translate(_LETTERS).split())
    words = (word for word in clean.translate(_TONES).split() if "." in word)
    tones = (word.replace(".", "") or "0" for word in words)
    return f"{_DIGITS.sub(_sort_number, letters)} {''.join(tones)}"


def _sort_number(match: re.Match[str]) -> str:
    """Digits with their count in front: the count alone orders numbers of unlike length."""
    plain = match[0].lstrip("0")
    nines, rest = divmod(len(plain), 9)
    return f"{'9' * nines}{rest}{plain}"


def _letters(char: str) -> str:
    """Base letters and digits of a character, "~" for the shape of ă â đ ê ô ơ ư, or a space."""
    found = ""
    for part in _parts(char):
        if part in _STROKED_D:
            found += "d~"
        elif _is_mark(part):
            found += _SHAPES.get((found[-1:], part), "")
        else:
            found += part if part.isalnum() else " "
    return found


def _tones(char: str) -> str:
    """A dot for each base letter or digit of a character, a digit for its tone, or a space."""
    marks = (
        _TONE_MARKS.get(part, "") if _is_mark(part) else "." if part.isalnum() else " "
        for part in _parts(char)
    )
    return "".join(marks)


def _parts(char: str) -> str:
    """The character without case and taken apart; some letters fold to a letter with a mark."""
    folded = unicodedata.normalize("NFKD", char).casefold()
    return unicodedata.normalize("NFKD", folded)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")


def _shortened(stem: str, taken: int) -> str:
    stem = stem[: _FILE_NAME_CHARACTERS - taken]
    while len(stem.encode("utf-8")) > _FILE_NAME_BYTES - taken:
        stem = stem[:-1]
    return stem.rstrip(" .")


_VISIBLE = _EachCharacter(_visible)
_LETTERS = _EachCharacter(_letters)
_TONES = _EachCharacter(_tones)
