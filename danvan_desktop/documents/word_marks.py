"""What python-docx has no call for: borders, repeated rows, fields, page numbers, language.

Owns small pieces of WordprocessingML (ECMA-376, part 1) and their order, which Word insists on;
knows nothing of papers.
"""

from __future__ import annotations

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_ORDER = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
        "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
        "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
        "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
        "rPr sectPr pPrChange"
    ),
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
        "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook"
    ),
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection vAlign",
    "sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
        "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi docGrid"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
        "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u "
        "effect bdr shd fitText vertAlign rtl cs em lang"
    ),
}
"""Children of an element in the order of the schema."""
_LAST_ROWS = 2
"""Rows of a table that go along with the signature under it."""
_OF_THE_EMPTY_FILE = (
    *("/thumbnail", "/extended-properties"),
    *("/stylesWithEffects", "/numbering", "/customXml"),
)


def element(name: str, **attributes: str) -> Any:
    """An element `w:name` with `w:` attributes."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def put(parent: Any, child: Any) -> None:
    """Add a child where the schema wants it; one of the same name is replaced."""
    order = _ORDER[parent.tag.rpartition("}")[2]].split()
    for old in parent.findall(child.tag):
        parent.remove(old)
    place = order.index(child.tag.rpartition("}")[2])
    later = {qn(f"w:{name}") for name in order[place + 1 :]}
    for sibling in parent:
        if sibling.tag in later:
            sibling.addprevious(child)
            return
    parent.append(child)


def set_fonts(run_properties: Any, name: str) -> None:
    """One font for every script, so that Vietnamese letters never fall back to another."""
    fonts = run_properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)


def set_language(run_properties: Any, code: str) -> None:
    """Say of a run in which language it is, for every script."""
    put(run_properties, element("lang", val=code, eastAsia=code, bidi=code))


def default_run(document: Any) -> Any:
    """The run properties that hold where no style says anything, without the theme's fonts."""
    (properties,) = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")
    fonts = properties.get_or_add_rFonts()
    for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{script}"), None)
    return properties


def set_outline(paragraph_properties: Any, level: int) -> None:
    """The level (0 is the highest) at which Word's navigation shows such lines."""
    put(paragraph_properties, element("outlineLvl", val=str(level)))


def repeat_row(row: Any) -> None:
    """The row comes again on each page of its table."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))


def keep_row_whole(row: Any) -> None:
    """No page break inside the row."""
    row._tr.get_or_add_trPr().append(element("cantSplit"))


def set_row_height(row: Any, points: float) -> None:
    """At least so high."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("trHeight", val=str(round(points * 20)), hRule="atLeast"))


def rule(paragraph: Any, width: float) -> None:
    """A line along the top of a paragraph, `width` points thick."""
    borders = element("pBdr")
    size = str(max(round(width * 8), 2))
    borders.append(element("top", val="single", sz=size, space="0", color="000000"))
    put(paragraph._p.get_or_add_pPr(), borders)


def set_table(table: Any, width: float, line: float | None, padding: float) -> None:
    """`width` points in all, thin black rules around every cell or none, padding inside it."""
    properties = table._tbl.tblPr
    put(properties, element("tblW", w=str(round(width * 20)), type="dxa"))
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        kind = "nil" if line is None else "single"
        size = str(round((line or 0) * 8))
        borders.append(element(side, val=kind, sz=size, space="0", color="000000"))
    put(properties, borders)
    put(properties, element("tblLayout", type="fixed"))
    margins = element("tblCellMar")
    beside = max(padding - (line or 0), 0)  # the rule stands inside the cell here
    for side, room in (("top", padding), ("left", beside), ("bottom", padding), ("right", beside)):
        margins.append(element(side, w=str(round(room * 20)), type="dxa"))
    put(properties, margins)


def set_cell_fill(cell: Any, colour: str) -> None:
    """A background, `colour` as "#EEEEEE"."""
    fill = element("shd", val="clear", color="auto", fill=colour.lstrip("#").upper())
    put(cell._tc.get_or_add_tcPr(), fill)


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
    """Pages of the section are counted from 1."""
    put(section._sectPr, element("pgNumType", start="1"))


def move_section_end(break_line: Any, line: Any) -> None:
    """Let `line` end its section in the place of the empty line python-docx made for it."""
    properties = break_line.pPr.find(qn("w:sectPr"))
    put(line._p.get_or_add_pPr(), properties)
    break_line.getparent().remove(break_line)


def describe_picture(run: Any, words: str) -> None:
    """What a picture shows, for those who cannot see it."""
    for properties in run._r.iter(qn("wp:docPr")):
        properties.set("descr", words)


def drop_first_line(cell: Any) -> None:
    """Word gives each new cell an empty line; it goes where there are others."""
    if len(cell.paragraphs) > 1 and not cell.paragraphs[0].runs:
        cell._tc.remove(cell.paragraphs[0]._p)


def is_table(part: Any) -> bool:
    """Whether a part of the body is a table."""
    return bool(part.tag == qn("w:tbl"))


def keep(part: Any) -> None:
    """Every line of the part goes along with what follows it."""
    for line in part.iter(qn("w:p")):
        put(line.get_or_add_pPr(), element("keepNext"))


def keep_end(part: Any) -> None:
    """A paragraph, or the last rows of a table, goes along with what follows it."""
    for one in part.findall(qn("w:tr"))[-_LAST_ROWS:] if is_table(part) else [part]:
        keep(one)


def forget_template(document: Any) -> None:
    """Take out what python-docx's own empty file says of itself: a picture of its first page, the
    program that made it, and an old mode, in which Word shows that it is compatible. Its second
    set of styles and its kinds of lists speak of styles that the papers do not have."""
    for holder in (document.part.package, document.part):
        for key, one in list(holder.rels.items()):
            if one.reltype.endswith(_OF_THE_EMPTY_FILE):
                holder.rels.pop(key)
    (mode,) = document.settings.element.xpath(
        "w:compat/w:compatSetting[@w:name='compatibilityMode']"
    )
    mode.set(qn("w:val"), "15")


def forget_links(document: Any) -> None:
    """Let no style be linked to another: those they were linked to are gone."""
    for one in document.styles.element.xpath("w:style/w:link"):
        one.getparent().remove(one)


def forget_attached(document: Any) -> None:
    """Take out the note of the template that lay on the machine where a form was made."""
    settings = document.settings.element
    for one in settings.xpath("w:attachedTemplate"):
        settings.remove(one)
    links = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels
    for key, one in list(links.items()):
        if one.reltype.endswith("/attachedTemplate"):
            links.pop(key)


def forget_times(document: Any) -> None:
    """When the empty file, or the form, was made: it says nothing of the paper."""
    properties = document.core_properties._element
    for name in ("dcterms:created", "dcterms:modified"):
        for one in properties.findall(qn(name)):
            properties.remove(one)
