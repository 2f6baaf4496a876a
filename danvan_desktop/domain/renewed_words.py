"""Proposed words that were edited, brought up to date with what the records say now.

Three texts meet: what was proposed then, what is proposed now, and what the office made of the
first. What changed between the proposals is taken over wherever the words around it were left as
they were; words that somebody typed stay. Knows no paper and no record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\n|[^\S\n]+|\S+[^\S\n]*")


@dataclass(frozen=True)
class Renewal:
    """`text` with everything taken over that could be.

    `taken` and `left` are the changes as pairs of lines, before and now: those in `text`, and
    those whose words somebody had changed, which are left to a person.
    """

    text: str
    taken: tuple[tuple[str, str], ...] = ()
    left: tuple[tuple[str, str], ...] = ()

    @property
    def found(self) -> bool:
        """Whether the records say something else than when the words were proposed."""
        return bool(self.taken or self.left)


def renewed(before: str, now: str, typed: str) -> Renewal:
    """`typed`, made of `before`, with what `now` says otherwise.

    Nothing is found where `typed` says already what `now` says, or nothing was proposed before.
    """
    if not before or before == now or typed == now:
        return Renewal(typed)
    if typed == before:
        return Renewal(now, tuple(_line_pairs(before, now)))
    old, new, own = (_WORDS.findall(text) for text in (before, now, typed))
    same = _blocks(old, own)
    taken, left, puts = [], [], []
    for start, end, first, last in _changes(old, new):
        lines = _lines(old[start:end], new[first:last]) or (
            _line_at(old, start, end),
            _line_at(new, first, last),
        )
        place = next((b + start - a for a, b, size in same if a <= start and end <= a + size), None)
        if place is not None:
            puts.append((place, place + end - start, new[first:last]))
            taken.append(lines)
        elif not _said(lines[1], typed):
            left.append(lines)
    for place, behind, words in reversed(puts):
        own[place:behind] = words
    return Renewal("".join(own), _once(taken), _once(left))


def _said(line: str, typed: str) -> bool:
    return line.strip() in (one.strip() for one in typed.split("\n"))


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind != "equal":
            yield start, end, first, last


def _blocks(old: Sequence[str], own: Sequence[str]) -> list[tuple[int, int, int]]:
    matcher = SequenceMatcher(None, old, own, autojunk=False)
    return [(one.a, one.b, one.size) for one in matcher.get_matching_blocks() if one.size]


def _lines(old: Sequence[str], new: Sequence[str]) -> tuple[str, str] | None:
    """The change itself where whole lines came in or went out."""
    words = old or new
    if (old and new) or "\n" not in (words[0], words[-1]):
        return None
    return "".join(old).strip(), "".join(new).strip()


def _line_at(words: Sequence[str], start: int, end: int) -> str:
    """The whole lines around some words."""
    while start > 0 and words[start - 1] != "\n":
        start -= 1
    while end < len(words) and words[end] != "\n":
        end += 1
    return "".join(words[start:end]).strip()


def _line_pairs(before: str, now: str) -> Iterator[tuple[str, str]]:
    old, new = before.split("\n"), now.split("\n")
    for start, end, first, last in _changes(old, new):
        yield "\n".join(old[start:end]), "\n".join(new[first:last])


def _once(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys(pairs))
