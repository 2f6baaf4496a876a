"""What python-docx has no call for: borders, repeated rows, fields, page numbers, language.

Owns small pieces of WordprocessingML (ECMA-376, part 1); knows nothing of papers.
"""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def element(name: str, **attributes: str) -> Any:
    """An element `w:name` with `w:` attributes."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def set_fonts(run_properties: Any, name: str) -> None:
    """One font for every script, so that Vietnamese letters never fall back to another."""
    fonts = run_properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)


def set_language(run_properties: Any, code: str) -> None:
    run_properties.append(element("lang", val=code, eastAsia=code, bidi=code))


def repeat_row(row: Any) -> None:
    """The row comes again on each page of its table."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("tblHeader", val="true"))


def keep_row_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(element("cantSplit", val="true"))


def set_row_height(row: Any, points: float) -> None:
    """At least so high."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("trHeight", val=str(round(points * 20)), hRule="atLeast"))


def rule(paragraph: Any, width: float) -> None:
    """A line along the top of a paragraph, `width` points thick."""
    borders = element("pBdr")
    size = str(max(round(width * 8), 2))
    borders.append(element("top", val="single", sz=size, space="1", color="000000"))
    paragraph._p.get_or_add_pPr().append(borders)


def set_table_borders(table: Any, width: float | None, padding: float) -> None:
    """Thin black rules around every cell, or none; `padding` points inside each cell."""
    properties = table._tbl.tblPr
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        kind = "nil" if width is None else "single"
        size = str(round((width or 0) * 8))
        borders.append(element(side, val=kind, sz=size, space="0", color="000000"))
    properties.append(borders)
    properties.append(element("tblLayout", type="fixed"))
    margins = element("tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        margins.append(element(side, w=str(round(padding * 20)), type="dxa"))
    properties.append(margins)


def add_page_number(paragraph: Any, run: Any) -> None:
    """A PAGE field in `run`."""
    for kind in ("begin", None, "end"):
        if kind is None:
            instruction = element("instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = " PAGE "
            run._r.append(instruction)
        else:
            run._r.append(element("fldChar", fldCharType=kind))
    paragraph._p.append(run._r)


def restart_numbers(section: Any) -> None:
    section._sectPr.append(element("pgNumType", start="1"))
