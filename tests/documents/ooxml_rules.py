"""What Word demands of a .docx file, which says no more than "unreadable content" where it fails.

The order of elements is that of the schema (ECMA-376, part 1, `wml.xsd`), as far as our files have
them; the rest is what Word repairs or refuses though a parser reads it.
"""

from __future__ import annotations

import io
import posixpath
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens spacing ind contextualSpacing jc "
    "textDirection textAlignment outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike noProof vanish color spacing w "
    "kern position sz szCs highlight u effect bdr shd vertAlign rtl cs em lang",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
    "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection vAlign",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection docGrid",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
    "unhideWhenUsed qFormat locked rsid pPr rPr tblPr trPr tcPr tblStylePr",
}
_SEVERAL = {"headerReference", "footerReference", "tblStylePr"}


def broken(content: bytes) -> list[str]:
    """What Word would stumble over; empty for a sound file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    roots = {name: etree.fromstring(part) for name, part in parts.items() if name.endswith(".xml")}
    return [
        *_package(parts, roots),
        *_styles(roots),
        *(f"{name}: {words}" for name, root in roots.items() for words in _part(root)),
        *(f"{name}: not NFC" for name in roots if not _is_nfc(parts[name])),
    ]


def _is_nfc(part: bytes) -> bool:
    return unicodedata.is_normalized("NFC", part.decode("utf-8"))


def _package(parts: dict[str, bytes], roots: dict[str, Any]) -> Iterator[str]:
    """Every part has a kind, and is reached from where it is used."""
    types = roots["[Content_Types].xml"]
    kinds = {one.get("Extension") for one in types} - {None}
    named = {str(one.get("PartName"))[1:] for one in types if one.get("PartName")}
    yield from (f"no part {name}" for name in named - set(parts))
    reached = {"[Content_Types].xml"}
    for name, part in parts.items():
        if name.rpartition(".")[2] not in kinds and name not in named:
            yield f"no content type for {name}"
        if name.endswith(".rels"):
            reached.add(name)
            base = posixpath.dirname(posixpath.dirname(name))
            for one in etree.fromstring(part):
                reached.add(posixpath.normpath(posixpath.join(base, one.get("Target"))))
    yield from (f"{name} is reached and not there" for name in reached - set(parts))
    yield from (f"{name} is there and not reached" for name in set(parts) - reached)


def _styles(roots: dict[str, Any]) -> Iterator[str]:
    styles = {one.get(f"{_W}styleId") for one in roots["word/styles.xml"].iter(f"{_W}style")}
    for name, root in roots.items():
        for kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
            for one in root.iter(f"{_W}{kind}"):
                if one.get(f"{_W}val") not in styles:
                    yield f"{name}: {kind} {one.get(f'{_W}val')} is no style"


def _part(root: Any) -> Iterator[str]:
    for element in root.iter(*(f"{_W}{name}" for name in _ORDER)):
        yield from _ordered(element)
    for cell in root.iter(f"{_W}tc"):
        if len(cell) == 0 or cell[-1].tag != f"{_W}p":
            yield "a cell does not end with a paragraph"
    for table in root.iter(f"{_W}tbl"):
        yield from _table(table)
    yield from (f"spaces are lost around {one.text!r}" for one in root.iter(f"{_W}t") if _lost(one))
    pictures = Counter(one.get("id") for one in root.iter(_DRAWN))
    yield from (
        f"{count} pictures are number {key}" for key, count in pictures.items() if count > 1
    )


def _lost(text: Any) -> bool:
    words = text.text or ""
    return words != words.strip() and text.get(_SPACE) != "preserve"


def _ordered(element: Any) -> Iterator[str]:
    name = element.tag.removeprefix(_W)
    order = _ORDER[name].split()
    found = [one.tag.removeprefix(_W) for one in element]
    yield from (f"{one} in {name}" for one in found if one not in order)
    places = [order.index(one) for one in found if one in order]
    several = [one for one in found if found.count(one) > 1 and one not in _SEVERAL]
    if places != sorted(places) or several:
        yield f"{name} has {' '.join(found)}"


def _table(table: Any) -> Iterator[str]:
    """Rows stand over the whole grid, and cells are as wide as their columns."""
    if table.getnext() is not None and table.getnext().tag == table.tag:
        yield "two tables touch and grow into one"
    grid = [int(one.get(f"{_W}w")) for one in table.find(f"{_W}tblGrid")]
    for row in table.findall(f"{_W}tr"):
        place = 0
        for cell in row.findall(f"{_W}tc"):
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            over = 1 if span is None else int(span.get(f"{_W}val"))
            width = int(cell.find(f"{_W}tcPr/{_W}tcW").get(f"{_W}w"))
            if abs(width - sum(grid[place : place + over])) > 2 * over:
                yield f"a cell of {width} over columns of {grid[place : place + over]}"
            place += over
        if place != len(grid):
            yield f"a row of {place} columns in a table of {len(grid)}"
