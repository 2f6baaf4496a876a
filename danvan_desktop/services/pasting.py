"""Blocks of cells that go through the clipboard, in and out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.text import search_key
from danvan_desktop.exchange import grid_text

LEAST_HEADINGS = 2
"""So many known headings in the first row make it a row of headings."""


@dataclass(frozen=True)
class Block:
    """Pasted cells. `columns` says where each belongs when the block had headings of its own;
    `dropped` are headings that nothing here stands for."""

    rows: list[list[str]]
    columns: tuple[int, ...] | None = None
    dropped: tuple[str, ...] = ()


def read_block(text: str, headings: Sequence[Sequence[str]] = ()) -> Block:
    """Cells of a pasted block, put in order by its own headings where it has any.

    `headings` are the words for each column of the grid. A block whose first row names at least
    two of them is taken by name, whatever its order; otherwise cells stay as they stand. Raises
    `UserError` for a block that is too large.
    """
    rows = grid_text.parse_block(text)
    if not rows:
        return Block([])
    known = {search_key(word): place for place, words in enumerate(headings) for word in words}
    found = [known.get(search_key(cell), -1) for cell in rows[0]]
    named = [place for place in found if place >= 0]
    if len(named) < LEAST_HEADINGS or len(set(named)) != len(named):
        return Block(rows)
    kept = [number for number, place in enumerate(found) if place >= 0]
    dropped = tuple(cell for cell, place in zip(rows[0], found, strict=True) if cell and place < 0)
    return Block([[row[number] for number in kept] for row in rows[1:]], tuple(named), dropped)


def write_block(rows: Iterable[Sequence[str]]) -> str:
    """Cells as text that Excel and `read_block` read back as they were."""
    return grid_text.to_block(rows)
