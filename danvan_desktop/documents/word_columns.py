"""Columns of an office's own Word form that a paper does not have, taken out of its tables.

Owns where a column stands in a table whose cells may span several, and what becomes of the room it
leaves: the others grow in their shares, so that the table keeps its width.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from docx.oxml.ns import qn


def drop_columns(table: Any, row: Any, gone: Collection[int]) -> None:
    """Take the columns of these cells of `row` out of the whole table, unless no other is left."""
    columns = {place for number in gone for place in _places(row.tc_lst[number])}
    grid = list(enumerate(table.tblGrid.gridCol_lst))
    widths = {place: one.w or 0 for place, one in grid if place not in columns}
    if not any(widths.values()):
        return
    share = sum(one.w or 0 for _, one in grid) / sum(widths.values())
    grown = {place: round(width * share) for place, width in widths.items()}
    for one in table.tr_lst:
        _narrow(one, grown)
    for place, one in grid:
        if place in grown:
            one.w = grown[place]
        else:
            table.tblGrid.remove(one)


def _places(cell: Any) -> range:
    """The columns that a cell stands over."""
    return range(cell.grid_offset, cell.grid_offset + cell.grid_span)


def _narrow(row: Any, widths: Mapping[int, int]) -> None:
    """Leave a row the columns that have a width, its cells as wide as theirs."""
    before = row.xpath("w:trPr/w:gridBefore")
    places = [(cell, _places(cell)) for cell in row.tc_lst]
    for one in before:
        one.set(qn("w:val"), str(sum(place in widths for place in range(row.grid_before))))
    for cell, over in places:
        kept = [widths[place] for place in over if place in widths]
        if kept:
            cell.width, cell.grid_span = sum(kept), len(kept)
        else:
            row.remove(cell)
