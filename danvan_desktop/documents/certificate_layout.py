"""Where every word of one certificate stands, by a template: lines, rules, the code, or problems.

Owns filling the fields of a template and the decision "fits or is refused"; draws nothing. Lengths
are points and heights run from the foot of the page, as PDF counts; templates count millimetres
from the top.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from danvan_desktop.documents import fonts
from danvan_desktop.documents.certificate_data import CertificateData, filled, texts
from danvan_desktop.documents.certificate_fit import Box, fit_box
from danvan_desktop.documents.fit import FittedText
from danvan_desktop.documents.paragraph_text import plain
from danvan_desktop.domain.certificate_template import (
    Align,
    CertificateTemplate,
    Paper,
    Slide,
    Source,
    Stand,
    TemplateField,
)
from danvan_desktop.errors import UserError

MM = 72 / 25.4
RULE_GAP = 1.7 * MM
"""From the last baseline down to the line under the words."""
RULE_WIDTH = 0.8

_PERSONAL = frozenset(
    {
        Source.LEAD,
        Source.RECIPIENT,
        Source.ADDRESS,
        Source.REASON,
        Source.INITIATIVE,
        Source.REGISTER_NUMBER,
        Source.FOOT,
        Source.CODE,
    }
)
"""What usually differs from one paper of a batch to the next."""

Shift = tuple[float, float]
"""How far a field is moved by hand: mm to the right and mm down."""


@dataclass(frozen=True)
class Problem:
    """Why a field of one paper cannot be printed; `field` is its id in the template."""

    field: str
    words: str


@dataclass(frozen=True)
class Line:
    """One line of words, its left end on the baseline; `width` is the sum of its advances."""

    text: str
    x: float
    y: float
    width: float
    font: str
    size: float
    colour: str


@dataclass(frozen=True)
class Rule:
    """A thin line from (x, y) to the right."""

    x: float
    y: float
    width: float
    colour: str


@dataclass(frozen=True)
class Symbol:
    """The QR code's square: its text, lower left corner and side."""

    text: str
    x: float
    y: float
    side: float


@dataclass(frozen=True)
class Divider:
    """A lotus between two fine lines, about the point (x, y)."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Placed:
    """One field on one paper: what is drawn for it, or what is wrong with it."""

    field: str
    lines: tuple[Line, ...] = ()
    rules: tuple[Rule, ...] = ()
    symbol: Symbol | None = None
    divider: Divider | None = None
    problem: Problem | None = None


@dataclass(frozen=True)
class Layout:
    """One paper. `shared` are the fields that papers of one batch usually have alike."""

    shared: tuple[Placed, ...]
    own: tuple[Placed, ...]

    @property
    def placed(self) -> tuple[Placed, ...]:
        return self.shared + self.own

    @property
    def problems(self) -> list[Problem]:
        return [one.problem for one in self.placed if one.problem is not None]

    @property
    def lines(self) -> list[Line]:
        return [line for one in self.placed for line in one.lines]


def lay_out(
    template: CertificateTemplate,
    data: CertificateData,
    nudges: Mapping[str, Shift] | None = None,
    *,
    stock: bool = False,
) -> Layout:
    """Place every field of the template for `data`, or say why a field cannot be.

    `stock` leaves out what pre-printed stock has already; `nudges` moves fields by their ids, and
    what is moved off the paper is a problem.
    """
    said = _said(template, data)
    shared: list[Placed] = []
    own: list[Placed] = []
    down = _slides(template, frozenset(one.id for one in template.fields if said.get(one.id)))
    for one in template.fields:
        if one.id not in said or (stock and one.printed):
            continue
        right, lower = (nudges or {}).get(one.id, (0.0, 0.0))
        shift = (right, lower + down.get(one.id, 0.0))
        placed = place(one, said[one.id], template.paper.height, shift)
        if (right or lower) and _leaves(placed, template.paper):
            placed = Placed(one.id, problem=Problem(one.id, f"{one.label} bị dời ra ngoài giấy."))
        (own if _is_personal(one) else shared).append(placed)
    return Layout(tuple(shared), tuple(own))


def _leaves(placed: Placed, paper: Paper) -> bool:
    """Whether words or the code reach over the edge of the paper."""
    spots = [(one.x, one.y, one.x + one.side, one.y + one.side) for one in [placed.symbol] if one]
    for line in placed.lines:
        reach = fonts.reach(line.font)
        low, high = line.y - reach.below * line.size, line.y + reach.above * line.size
        spots.append((line.x, low, line.x + line.width, high))
    wide, tall = paper.width * MM, paper.height * MM
    return any(x < 0 or y < 0 or right > wide or top > tall for x, y, right, top in spots)


def _said(template: CertificateTemplate, data: CertificateData) -> dict[str, str]:
    known = texts(data)
    return {one.id: _text(one, data, known) for one in template.fields if one.visible}


def _text(one: TemplateField, data: CertificateData, known: Mapping[Source, str]) -> str:
    if one.source is Source.CODE:
        return data.code
    if one.source is Source.DIVIDER:
        return one.source.label
    text = filled(one.text, known) if one.source is Source.TEXT else known[one.source]
    cleaned = _clean(text, one.capitals)
    if one.prefix and one.source is Source.RECIPIENT and data.prefix and cleaned:
        return f"{_clean(data.prefix, False)} {cleaned}"
    return cleaned


@lru_cache(maxsize=256)
def _clean(text: str, capitals: bool) -> str:
    lines = "\n".join(line.strip(" ") for line in plain(text).split("\n")).strip("\n ")
    return lines.upper() if capitals else lines


@lru_cache(maxsize=64)
def _slides(template: CertificateTemplate, said: frozenset[str]) -> dict[str, float]:
    """Millimetres that fields go down (or up, below zero) into the room of empty ones."""
    moved: dict[str, float] = {}
    for one in template.fields:
        if one.slide is Slide.NONE or not one.visible:
            continue
        passed = [
            other.height
            for other in template.fields
            if other.visible
            and other.id not in said
            and other.slide is one.slide
            and (other.x, other.width) == (one.x, one.width)
            and (other.y > one.y if one.slide is Slide.DOWN else other.y < one.y)
        ]
        moved[one.id] = sum(passed) if one.slide is Slide.DOWN else -sum(passed)
    return moved


@lru_cache(maxsize=512)
def _is_personal(one: TemplateField) -> bool:
    names = [f"{{{source.fact}}}" for source in _PERSONAL if source.fact]
    return one.source in _PERSONAL or any(name in one.text for name in names)


@lru_cache(maxsize=256)
def place(one: TemplateField, text: str, page_height: float, shift: Shift = (0.0, 0.0)) -> Placed:
    """One field with its words on a page of `page_height` mm."""
    if not text.strip("\u00a0 "):
        return Placed(one.id, problem=_missing(one) if one.required else None)
    moved = replace(one, x=one.x + shift[0], y=one.y + shift[1]) if any(shift) else one
    if one.source is Source.CODE:
        return _code(moved, text, page_height)
    if one.source is Source.DIVIDER:
        return _divider(moved, page_height)
    try:
        fitted = fit_box(one.label, text, box_of(one))
    except UserError as error:
        return Placed(one.id, problem=Problem(one.id, error.what))
    return _words(moved, fitted, page_height)


def box_of(one: TemplateField) -> Box:
    """The field's room for words, in points; a line under them takes some of it."""
    height = one.height * MM - (RULE_GAP if one.rule else 0.0)
    font = fonts.styled(one.font, bold=one.bold, italic=one.italic)
    factor = one.line_factor
    return Box(
        one.width * MM,
        height,
        font,
        one.size,
        one.wrap_size,
        one.floor,
        one.max_lines,
        factor,
    )


def _missing(one: TemplateField) -> Problem:
    return Problem(one.id, f"{one.label} còn trống.")


def _code(one: TemplateField, text: str, page_height: float) -> Placed:
    side = min(one.width, one.height) * MM
    x = one.x * MM + (one.width * MM - side) / 2
    y = (page_height - one.bottom) * MM + (one.height * MM - side) / 2
    return Placed(one.id, symbol=Symbol(text, x, y, side))


def _divider(one: TemplateField, page_height: float) -> Placed:
    x, y = one.x + one.width / 2, page_height - one.y - one.height / 2
    return Placed(one.id, divider=Divider(x * MM, y * MM, one.width * MM, one.height * MM))


def _words(one: TemplateField, fitted: FittedText, page_height: float) -> Placed:
    font = fonts.styled(one.font, bold=one.bold, italic=one.italic)
    reach = fonts.reach(font)
    y = _first_baseline(one, fitted, reach, page_height)
    lines, rules = [], []
    for text in fitted.lines:
        width = fonts.text_width(text, font, fitted.size)
        x = _left(one, width, reach.side * fitted.size)
        lines.append(Line(text, x, y, width, font, fitted.size, one.colour))
        y -= fitted.leading
    if one.rule:
        last = lines[-1]
        rules.append(Rule(last.x, last.y - RULE_GAP, last.width, one.colour))
    return Placed(one.id, tuple(lines), tuple(rules))


def _first_baseline(
    one: TemplateField, fitted: FittedText, reach: fonts.Reach, page_height: float
) -> float:
    top = (page_height - one.y) * MM
    lines = fitted.leading * (len(fitted.lines) - 1)
    taken = (reach.above + reach.below) * fitted.size + lines + (RULE_GAP if one.rule else 0.0)
    spare = one.height * MM - taken
    share = {Stand.TOP: 0.0, Stand.MIDDLE: 0.5, Stand.BOTTOM: 1.0}[one.stand]
    return top - spare * share - reach.above * fitted.size


def _left(one: TemplateField, width: float, overhang: float) -> float:
    """Where the line begins; the ink that hangs over its ends stays inside the box too."""
    room = one.width * MM
    if one.align is Align.CENTRE:
        return one.x * MM + (room - width) / 2
    return one.x * MM + (overhang if one.align is Align.LEFT else room - width - overhang)
