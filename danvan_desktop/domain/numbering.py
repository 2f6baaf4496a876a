"""Numbers of papers and of the register of certificates.

Owns reading the number a clerk typed, finding the same one twice, and the next entry of a
register. Pure functions on plain values: which papers share a series (body, kind, year or term)
is the caller's to say. How a number is laid out on a paper is the profile's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from danvan_desktop.domain.text import checked_line, clean_line, in_sentence
from danvan_desktop.errors import FieldError

_LABEL = re.compile(r"(?i)\A(?:[^\W\d]+ ){0,4}số(?:\s*:\s*|\s+|(?=\d))")
"""What stands before a number on a paper: "Số: ", "Quyết định số "."""
_DAY = re.compile(r"(?i)\bngày\b|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}")
_FROM_WORD = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212\u2044", "------/")
"""Word writes other hyphens than the keyboard does."""
_TYPED = re.compile(r"(?P<number>[0-9]{1,6})(?P<letter>[a-zđA-ZĐ]?)(?:\s*[-/]\s*(?P<sign>\S.*))?")
_DIGIT = re.compile(r"\A[1-9]\Z")
_LIMIT = 60
_WORD = re.compile(r"[^\W\d_]+")
_NAME_ENDS = re.compile(r"(?i)\s(?:năm|xã|phường|đặc khu|về)\s|[“\"(,;]")
"""What a council's name goes on with is no part of its sign: "Hội đồng bình xét năm 2026"."""
_LONGEST_SIGN = 10


@dataclass(frozen=True, slots=True)
class PaperNumber:
    """A number as the clerk gave it: 5, an added letter if any, and the sign behind it.

    `sign` is what follows the first hyphen or slash ("QĐ/ĐU", "QĐ-UBND"), "" when only the
    number was typed.
    """

    value: int
    letter: str = ""
    sign: str = ""

    @property
    def digits(self) -> str:
        """The number alone, below ten with a zero in front: "05", "12a"."""
        return f"{self.value:02d}{self.letter}"


def written_number(typed: str, *, field: str = "number", label: str = "Số văn bản") -> str:
    """The number as it is kept and printed: as typed, with what a paper puts around it left out.

    Copied whole from a paper it has a “Số:” in front, which the paper prints itself, and hyphens of
    Word. A digit alone takes its zero, as numbers below ten have in every profile; with a letter
    or a sign behind it, it stands as the clerk gave it. Raises `FieldError` where nothing is typed,
    or too much.
    """
    line = checked_line(field, label, typed, required=True, limit=_LIMIT)
    written = _LABEL.sub("", line.translate(_FROM_WORD), count=1).rstrip(" .,;")
    return _DIGIT.sub(r"0\g<0>", written)


def parse_number(typed: str, *, field: str = "number", label: str = "Số văn bản") -> PaperNumber:
    """Read "5", "05-QĐ/ĐU", "Số: 05/QĐ-UBND" or "427-KH/TĐTN-ĐKTHTN"; raises `FieldError`."""
    written = written_number(typed, field=field, label=label)
    match = _TYPED.fullmatch(written)
    if match is None or int(match["number"]) == 0:
        what = f"{label} “{clean_line(typed)}” không đọc được."
        raise FieldError(field, what, todo="Nhập như 05, 05-QĐ/ĐU hoặc 05/QĐ-UBND.")
    if _DAY.search(match["sign"] or ""):
        what = f"{label} “{written}” có lẫn ngày tháng."
        raise FieldError(field, what, todo="Chỉ nhập số, ký hiệu; ngày nhập ở ô ngày.")
    sign = re.sub(r"\s*([-/])\s*", r"\1", match["sign"] or "")
    return PaperNumber(int(match["number"]), match["letter"].lower(), sign)


def check_not_taken(typed: str, taken: Iterable[str], *, label: str = "Số văn bản") -> PaperNumber:
    """The number typed, or a `FieldError` when a paper of the same series already has it.

    "5", "05" and "05-QĐ/ĐU" are the same; two different signs are not. Gaps are allowed: the
    numbers of letters and decisions are the clerk's.
    """
    wanted = parse_number(typed, label=label)
    for other in _readable(taken):
        if _is_same(wanted, other):
            what = f"Số {wanted.digits} đã dùng cho văn bản khác cùng loại."
            raise FieldError("number", what, todo=f"Kiểm tra lại {in_sentence(label)} với văn thư.")
    return wanted


def last_number(taken: Iterable[str]) -> PaperNumber | None:
    """The highest number of a series, to be shown beside the empty field; unreadable ones aside."""
    return max(_readable(taken), key=lambda one: (one.value, one.letter), default=None)


def next_entry(used: Collection[int]) -> int:
    """The next entry of a register without gaps; spoiled entries belong to `used`."""
    return max(used, default=0) + 1


def register_number(entry: int, year: int | None = None) -> str:
    """An entry as printed: "05/2026" in a yearly register, "05" in one that runs on."""
    return f"{entry:02d}" if year is None else f"{entry:02d}/{year}"


def register_defects(used: Collection[int]) -> list[str]:
    """What is wrong with a register that must run 1, 2, 3 ... without gap, in Vietnamese."""
    counts = Counter(used)
    wanted = range(1, max(counts, default=0) + 1)
    missing = [str(entry) for entry in wanted if entry not in counts]
    twice = [str(entry) for entry in sorted(counts) if counts[entry] > 1]
    below = [str(entry) for entry in sorted(counts) if entry < 1]
    found = (("Thiếu số", missing), ("Trùng số", twice), ("Số không hợp lệ", below))
    return [f"{what}: {', '.join(entries)}." for what, entries in found if entries]


def council_sign(name: str) -> str:
    """The part of a number that stands for a council or team: "HĐTĐKT", "HĐBX", "TTĐ"."""
    named = _NAME_ENDS.split(f"{name} ", maxsplit=1)[0]
    return "".join(word[0].upper() for word in _WORD.findall(named))[:_LONGEST_SIGN]


def _readable(taken: Iterable[str]) -> list[PaperNumber]:
    """Numbers of our own records; what was never a number cannot clash with one."""
    found = []
    for typed in taken:
        try:
            found.append(parse_number(typed))
        except FieldError:
            continue
    return found


def is_same(one: str, other: str) -> bool:
    """Whether two numbers of papers are one, however they were typed; see `check_not_taken`."""
    found = _readable((one, other))
    return len(found) == 2 and _is_same(*found)


def _is_same(one: PaperNumber, other: PaperNumber) -> bool:
    same_sign = not one.sign or not other.sign or one.sign.casefold() == other.sign.casefold()
    return (one.value, one.letter) == (other.value, other.letter) and same_sign
