"""What is wrong with a page: letters off the paper, over a rule, over each other, or boxes."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from danvan_desktop.documents import fonts

_THIN = 2.0
_INSIDE = 0.6
"""A letter that a rule merely touches is not crossed: points of ink on both sides."""
_UNDERLINED = 0.3
"""Share of a letter that lies below an underline: the dot of ậ."""
_COVERED = 0.35
_CELL = 40.0


class Letter(NamedTuple):
    text: str
    left: float
    bottom: float
    right: float
    top: float


class Rule(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float


class Area(NamedTuple):
    """Margins of the paper in points: letters stay within."""

    left: float = 0
    bottom: float = 0
    right: float = 0
    top: float = 0


def read(pdf: bytes, area: Area | None = None) -> tuple[list[str], list[str]]:
    """The text of each page, NFC and without white space, and every fault of any page in words.

    Digits above the area, the page's number, are neither text nor fault.
    """
    area = area or Area()
    document = pdfium.PdfDocument(pdf)
    texts, faults = [], []
    try:
        for number, page in enumerate(document, 1):
            top = page.get_height() - area.top
            every = list(_letters(page))
            letters = [one for one in every if not (one.bottom > top and one.text.isdigit())]
            texts.append(unicodedata.normalize("NFC", "".join(one.text for one in letters)))
            faults += [f"page {number}: {one}" for one in _faults(page, letters, area)]
    finally:
        document.close()
    return texts, faults


def _letters(page: pdfium.PdfPage) -> Iterator[Letter]:
    text = page.get_textpage()
    for index in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text.raw, index))
        if char.strip():
            yield Letter(char, *text.get_charbox(index))
    text.close()


def _faults(page: pdfium.PdfPage, letters: list[Letter], area: Area) -> Iterator[str]:
    width, height = page.get_size()
    for one in letters:
        if not (
            area.left - 1 <= one.left
            and one.right <= width - area.right + 1
            and area.bottom - 1 <= one.bottom
            and one.top <= height - area.top + 1
        ):
            yield f"“{one.text}” outside at {one[1:]}"
    missing = fonts.missing_glyphs(fonts.TEXT, "".join(one.text for one in letters))
    if not letters:
        yield "nothing on it"
    if missing:
        yield f"no letter for {sorted(missing)}"
    yield from _crossed(letters, list(_rules(page)))
    yield from _covered(letters)


def _rules(page: pdfium.PdfPage) -> Iterator[Rule]:
    for item in page.get_objects([raw.FPDF_PAGEOBJ_PATH], max_depth=2):
        left, bottom, right, top = item.get_bounds()
        if right - left < _THIN or top - bottom < _THIN:
            yield Rule(left, bottom, right, top)


def _crossed(letters: list[Letter], rules: list[Rule]) -> Iterator[str]:
    upright = [rule for rule in rules if rule.right - rule.left < _THIN < rule.top - rule.bottom]
    level = [rule for rule in rules if rule.top - rule.bottom < _THIN < rule.right - rule.left]
    for one in letters:
        for rule in upright:
            middle = (rule.left + rule.right) / 2
            if (
                one.left + _INSIDE < middle < one.right - _INSIDE
                and rule.bottom < one.top
                and one.bottom < rule.top
            ):
                yield f"“{one.text}” crossed by the rule at x {middle:.0f}, y {one.bottom:.0f}"
        for rule in level:
            middle = (rule.bottom + rule.top) / 2
            under = max(_INSIDE, _UNDERLINED * (one.top - one.bottom))
            if (
                one.bottom + under < middle < one.top - _INSIDE
                and rule.left < one.right
                and one.left < rule.right
            ):
                yield f"“{one.text}” crossed by the rule at y {middle:.0f}, x {one.left:.0f}"


def _covered(letters: list[Letter]) -> Iterator[str]:
    """Neighbours in a line may lean over each other."""
    cells: dict[tuple[int, int], list[tuple[int, Letter]]] = defaultdict(list)
    for place, one in enumerate(letters):
        for column in range(int(one.left // _CELL), int(one.right // _CELL) + 1):
            for row in range(int(one.bottom // _CELL), int(one.top // _CELL) + 1):
                cells[column, row].append((place, one))
    for found in cells.values():
        for (place, one), (after, other) in combinations(found, 2):
            if after - place > 1 and _shared(one, other) > _COVERED:
                yield f"“{one.text}” over “{other.text}” at {one.left:.0f}, {one.bottom:.0f}"


def _shared(one: Letter, other: Letter) -> float:
    """Share of the smaller letter that the other one covers."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.top, other.top) - max(one.bottom, other.bottom)
    if wide <= 0 or high <= 0:
        return 0
    sizes = [(a.right - a.left) * (a.top - a.bottom) for a in (one, other)]
    return wide * high / max(min(sizes), 0.01)
