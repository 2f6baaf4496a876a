"""Codes of criteria: the next one of a list, and those of a copy.

Owns how a list is counted on: 1 2 3, 1.1 1.2, a b c d đ e ê g, A B C, I II III. A code is unique
in its set, conditions and the items of checklists included.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from danvan_desktop.domain.criteria import CriteriaSet, Criterion
from danvan_desktop.domain.criteria_tree import Path, children_at, node_at, nodes
from danvan_desktop.domain.numbers import roman
from danvan_desktop.domain.text import title_marker

_LAST = re.compile(r"[^.]+$")
_ROMANS = {roman(number): number for number in range(1, 100)}
_LETTERS = {title_marker(index): index for index in range(400)}


def taken_codes(criteria_set: CriteriaSet) -> set[str]:
    """Every code that a new criterion of this set cannot have."""
    return {node.code for _, node in nodes(criteria_set)} | {*criteria_set.answer_codes()}


def next_code(criteria_set: CriteriaSet, parent: Path = ()) -> str:
    """The code for a new last child of `parent`, counted on from the child before it.

    The first child of "2" is "2.1", that of a section without a number takes its code in front.
    """
    siblings = children_at(criteria_set, parent)
    taken = taken_codes(criteria_set)
    if siblings:
        last = siblings[-1].code
        return next(code for code in _counted_on(last, len(siblings)) if code not in taken)
    above = f"{node_at(criteria_set, parent).code}." if parent else ""
    return next(code for code in _counted_on(f"{above}0", 0) if code not in taken)


def recoded(node: Criterion, code: str, taken: Collection[str]) -> Criterion:
    """The node with a new code and everything under it with codes that nobody has yet.

    A child whose code begins with that of the node begins with the new one instead.
    """
    used = {*taken, code}
    return replace(node, code=code, children=tuple(_recoded(node, code, used)))


def copy_of(criteria_set: CriteriaSet, path: Path) -> Criterion:
    """A copy of the node at `path`, fit to be added beside it."""
    taken = taken_codes(criteria_set)
    return recoded(node_at(criteria_set, path), next_code(criteria_set, path[:-1]), taken)


def _recoded(node: Criterion, code: str, used: set[str]) -> Iterator[Criterion]:
    start = f"{node.code}."
    for child in node.children:
        wanted = child.code
        if node.code and child.code.startswith(start):
            wanted = f"{code}.{child.code[len(start) :]}"
        if not wanted or wanted in used:
            wanted = _free(wanted or f"{code}.1", used)
        used.add(wanted)
        yield replace(child, code=wanted, children=tuple(_recoded(child, wanted, used)))


def _free(code: str, used: Collection[str]) -> str:
    return next(one for one in _counted_on(code, 1) if one not in used)


def _counted_on(code: str, count: int) -> Iterator[str]:
    """The codes after `code`, which is the last of `count`; without end."""
    match = _LAST.search(code)
    start, last = (code[: match.start()], match[0]) if match else (code, "")
    for word in _words_after(last, count):
        yield start + word


def _words_after(last: str, count: int) -> Iterator[str]:
    index = _LETTERS.get(last.lower())
    upper = last.isupper()
    if last.isdecimal():
        yield from (str(number) for number in range(int(last) + 1, int(last) + 10_000))
    elif last in _ROMANS and not (upper and index == count - 1 and count > 1):
        yield from (roman(number) for number in range(_ROMANS[last] + 1, 1_000))
    elif index is not None and (last.islower() or upper):
        for following in range(index + 1, index + 10_000):
            letter = title_marker(following)
            yield letter.upper() if upper else letter
    else:
        yield from _numbered(last)


def _numbered(last: str) -> Iterator[str]:
    """ "dk-1" -> "dk-2", "T" -> "T2"."""
    match = re.search(r"[0-9]+$", last)
    stem, number = (last[: match.start()], int(match[0])) if match else (last, 1)
    yield from (f"{stem}{one}" for one in range(number + 1, number + 10_000))
