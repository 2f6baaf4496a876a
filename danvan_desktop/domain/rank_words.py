"""Ranks in the words of a paper: "Xuất sắc: từ 90 điểm trở lên; tốt: từ 80 đến dưới 90 điểm".

Owns the reading of such a sentence. Whether ranks cover everything is `criteria_checks`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from danvan_desktop.domain.criteria import Rank
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.point_words import folded
from danvan_desktop.domain.range_words import Range, read_range
from danvan_desktop.domain.text import clean_line, search_key

_TRIMMED = " .,:;-–+*()\t\n"
_INTRODUCED = re.compile(
    r"^(?:(?:ghi chu|luu y)\s*:\s*)?[^:;\d]*(?:xep loai|xep hang|phan loai|muc danh gia|danh gia)"
    r"[^:;\d\n]{0,60}:\s*"
)
_BREAK = re.compile(r"[;\n]|\.\s+(?=[A-ZĐ])|,\s*(?=(?:xếp )?(?:loại|hạng)\b)", re.IGNORECASE)
_NAMED = re.compile(r"^(?:(?:đạt|xếp)\s+)?(?:loại|hạng|mức)\s+", re.IGNORECASE)
_FIGURES = re.compile(r"\d{2}")
_FAILS = re.compile(r"khong|chua|yeu|kem|khong xep")


def read_ranks(text: str) -> tuple[Rank, ...]:
    """The ranks a text names, best first; none when it names fewer than two.

    "Từ 80 đến 89" before "từ 90" reaches up to 90; `settled_ends` says so.
    """
    return tuple(_ranks(_parts(text)))


def settled_ends(text: str) -> tuple[str, ...]:
    """What `read_ranks` had to settle: ends that leave a value to no rank, or to two."""
    words = []
    for (_, above), (name, below) in pairwise(_parts(text)):
        if below.high is None or above.low is None:
            continue
        high, low = format_decimal(below.high), format_decimal(above.low)
        if 0 < above.low - below.high <= 1:
            words.append(f"hạng “{name}” ghi đến {high}, lấy đến dưới {low}")
        elif below.high == above.low and below.with_high and above.with_low:
            words.append(f"{high} điểm nằm ở cả hai hạng, tính vào hạng trên")
    return tuple(words)


def _parts(text: str) -> list[tuple[str, Range]]:
    """Names and ranges, best first; none when there are fewer than two."""
    match = _INTRODUCED.match(folded(text))
    found: list[tuple[str, Range]] = []
    for clause in _BREAK.split(text[match.end() :] if match else text):
        pair = _clause(clause)
        if pair:
            found.append(pair)
    found.sort(key=lambda pair: pair[1].low or Decimal(0), reverse=True)
    return found if len(found) > 1 else []


def _clause(clause: str) -> tuple[str, Range] | None:
    """Name and range of one clause, whichever stands first."""
    for separator in (":", "=", "-", "–", ","):
        before, mark, after = clause.partition(separator)
        if not mark:
            continue
        for name, words in ((before, after), (after, before)):
            points = read_range(words.strip(_TRIMMED))
            label = _NAMED.sub("", clean_line(name.strip(_TRIMMED)))
            if points and label and len(label) <= 60 and not _FIGURES.search(label):
                return label[:1].upper() + label[1:], points
    return _unparted(clause)


def _unparted(clause: str) -> tuple[str, Range] | None:
    """ "Loại tốt từ 80 đến dưới 90 điểm", or with the name behind."""
    words = clause.strip(_TRIMMED).split()
    for split in range(1, len(words)):
        first, second = " ".join(words[:split]), " ".join(words[split:])
        for name, rest in ((first, second), (second, first)):
            points = read_range(rest)
            if points and points.unit and read_range(name) is None and len(name) <= 40:
                label = _NAMED.sub("", clean_line(name.strip(_TRIMMED)))
                if label:
                    return label[:1].upper() + label[1:], points
    return None


def _ranks(found: list[tuple[str, Range]]) -> list[Rank]:
    ranks: list[Rank] = []
    above: Decimal | None = None
    for name, points in found:
        code = search_key(name).replace(" ", "-")[:40] or f"hang-{len(ranks) + 1}"
        low = points.low or Decimal(0)
        high = points.high
        if high is None or (above is not None and abs(above - high) <= 1):
            high = above
        if above is None and points.with_high:
            high = None
        ranks.append(Rank(code, name, low, high, not _FAILS.search(folded(name))))
        above = low
    return ranks
