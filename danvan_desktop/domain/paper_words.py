"""Rules for the text of a formal paper that is put together from parts, some of them empty.

Owns which headings stay, how they are numbered, and how lists end. A heading is a line
"I. ..." or "1. ..." without an end sign. Knows nothing of any one paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from danvan_desktop.domain.numbers import roman

_PART = re.compile(r"([IVX]+)\.\s+(.*)")
_ITEM = re.compile(r"(\d+)\.\s+([^.;:]{1,200})")


def headings_with_words(lines: Iterable[str]) -> list[str]:
    """The lines without blank ones and without headings that no words stand under."""
    kept: list[str] = []
    waiting: list[str] = []
    for line in (one.strip() for one in lines):
        if _PART.fullmatch(line):
            waiting = [line]
        elif _ITEM.fullmatch(line):
            waiting = [*(one for one in waiting if _PART.fullmatch(one)), line]
        elif line:
            kept += [*waiting, line]
            waiting = []
    return kept


def numbered_on(lines: Sequence[str]) -> list[str]:
    """The headings numbered without a gap: I, II, III; within each 1, 2, 3."""
    made: list[str] = []
    part = item = 0
    for line in lines:
        if found := _PART.fullmatch(line):
            part, item = part + 1, 0
            line = f"{roman(part)}. {found[2]}"
        elif found := _ITEM.fullmatch(line):
            item += 1
            line = f"{item}. {found[2]}"
        made.append(line)
    return made


def closed_lists(lines: Sequence[str]) -> list[str]:
    """The last "- ...;" of each list ends with a stop, as official lists do."""
    made: list[str] = []
    for place, line in enumerate(lines):
        ends = not "".join(lines[place + 1 : place + 2]).startswith("- ")
        closes = ends and line.startswith("- ") and line.endswith(";")
        made.append(f"{line[:-1]}." if closes else line)
    return made
