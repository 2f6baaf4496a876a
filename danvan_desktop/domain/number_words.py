"""Whole numbers in Vietnamese words, as sums of money are written out: một triệu hai trăm nghìn.

Owns the reading of digits: mốt, tư and lăm behind tens, linh for an empty ten, không trăm for an
empty hundred behind a larger group. Knows nothing of currencies but the word đồng.
"""

from __future__ import annotations

from collections.abc import Iterator

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
_BILLION = 1_000_000_000
_GROUPS = ((1_000_000, "triệu"), (1_000, "nghìn"), (1, ""))


def in_words(number: int) -> str:
    """ "1070000" as "một triệu không trăm bảy mươi nghìn"; raises `ValueError` below zero."""
    if number < 0:
        raise ValueError(number)
    return " ".join(_words(number, after=False)) or _DIGITS[0]


def money_in_words(amount: int) -> str:
    """A sum as it closes a list of money: "Một triệu không trăm bảy mươi nghìn đồng"."""
    words = f"{in_words(amount)} đồng"
    return words[:1].upper() + words[1:]


def _words(number: int, *, after: bool) -> Iterator[str]:
    """The words of a number; `after` says that a larger group was read before it."""
    billions, rest = divmod(number, _BILLION)
    if billions:
        yield from _words(billions, after=after)
        yield "tỷ"
        after = True
    for size, name in _GROUPS:
        group, rest = divmod(rest, size)
        if group:
            yield from _hundreds(group, after=after)
            yield from (name,) if name else ()
            after = True


def _hundreds(group: int, *, after: bool) -> Iterator[str]:
    hundreds, rest = divmod(group, 100)
    if hundreds or after:
        yield f"{_DIGITS[hundreds]} trăm"
    tens, ones = divmod(rest, 10)
    if tens:
        yield "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    elif ones and (hundreds or after):
        yield "linh"
    if ones:
        yield _ones(tens, ones)


def _ones(tens: int, ones: int) -> str:
    if not tens or (tens == 1 and ones != 5):
        return _DIGITS[ones]
    return _AFTER_TENS.get(ones, _DIGITS[ones])
