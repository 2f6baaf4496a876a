"""What can be done to a certificate template in the editor, as plain functions over its state.

    state = Edited(template)
    state = moved(state, 1.0, 0.0)              # the chosen fields, 1 mm to the right
    state = placed(state, {"name": Spot(20, 30, 100, 12)})

A state is a template and the ids of the chosen fields; every function gives a new one, so that
undo is taking an old one. No Qt and no storage; what is wrong is `domain/certificate_checks`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from danvan_desktop.domain.certificate_checks import QUIET_ZONE, SMALLEST_LETTER
from danvan_desktop.domain.certificate_template import (
    INK,
    RED,
    Align,
    Background,
    Border,
    CertificateTemplate,
    Paper,
    Source,
    TemplateField,
)

SMALLEST = 2.0
"""Millimetres below which the mouse makes no field."""
_OFF_CODE = QUIET_ZONE + 0.2
"""How far (mm) words stay from a code when the paper gets narrower."""
_PLACES = 2
_LEAST_SAFE = 14.0
"""Millimetres that drawn borders take of the smallest papers, where they get no thinner."""
_USUAL = Paper()
"""The paper that new fields are measured for."""


@dataclass(frozen=True)
class Spot:
    """Where a field stands and how large it is, mm."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def of(cls, field: TemplateField) -> Spot:
        return cls(field.x, field.y, field.width, field.height)

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True)
class Edited:
    """See the module's text."""

    template: CertificateTemplate
    chosen: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[TemplateField, ...]:
        """The chosen fields, in the template's order."""
        return tuple(one for one in self.template.fields if one.id in self.chosen)

    @property
    def only(self) -> TemplateField | None:
        """The one chosen field; None when there are none or several."""
        found = self.fields
        return found[0] if len(found) == 1 else None


def choose(state: Edited, ids: tuple[str, ...]) -> Edited:
    """Choose these of the template's fields."""
    known = {one.id for one in state.template.fields}
    return replace(state, chosen=tuple(one for one in ids if one in known))


def placed(state: Edited, spots: Mapping[str, Spot]) -> Edited:
    """Put fields at places, rounded to a hundredth of a millimetre."""

    def put(one: TemplateField) -> TemplateField:
        spot = spots.get(one.id)
        if spot is None:
            return one
        return replace(
            one,
            x=round(spot.x, _PLACES),
            y=round(spot.y, _PLACES),
            width=round(max(spot.width, SMALLEST), _PLACES),
            height=round(max(spot.height, SMALLEST), _PLACES),
        )

    return _each(state, put)


def moved(state: Edited, right: float, down: float) -> Edited:
    """The chosen fields, by so many millimetres."""
    return placed(
        state,
        {one.id: Spot(one.x + right, one.y + down, one.width, one.height) for one in state.fields},
    )


def grown(state: Edited, wider: float, taller: float) -> Edited:
    """The chosen fields made wider and taller, their upper left corners where they are."""
    return placed(
        state,
        {
            one.id: Spot(one.x, one.y, one.width + wider, one.height + taller)
            for one in state.fields
        },
    )


def changed(state: Edited, values: Mapping[str, Any]) -> Edited:
    """Set values of every chosen field."""
    return _each(state, lambda one: replace(one, **values) if one.id in state.chosen else one)


def set_template(state: Edited, **values: Any) -> Edited:
    """Set values of the template itself."""
    return replace(state, template=replace(state.template, **values))


def added(state: Edited, source: Source) -> Edited:
    """A new field that says `source`, chosen: as large as the paper wants it, where nothing is yet.

    It stands in the middle of the width, and as near to the middle of the height as there is room.
    """
    paper = state.template.paper
    made = replace(_new(source), id=_fresh(state.template, source.value.replace("_", "-")))
    if source is not Source.CODE:
        made = _grown(made, min(paper.width / _USUAL.width, paper.height / _USUAL.height))
    made = replace(made, width=min(made.width, paper.width - 2 * state.template.safe))
    made = replace(made, x=round((paper.width - made.width) / 2, _PLACES))
    made = replace(made, y=_free_height(state.template, made))
    return Edited(replace(state.template, fields=(*state.template.fields, made)), (made.id,))


def _free_height(template: CertificateTemplate, one: TemplateField) -> float:
    """Where a field stands over no other, nearest to the middle; the middle when all is full."""
    middle: float = (template.paper.height - one.height) / 2
    others = [
        (other.y - one.height, other.bottom)
        for other in template.fields
        if other.visible and other.x < one.right and one.x < other.right
    ]
    edges = [edge for pair in others for edge in pair]
    room = (template.safe, template.paper.height - template.safe - one.height)
    free = [
        place
        for place in (middle, *edges)
        if room[0] <= place <= room[1] and not any(low < place < high for low, high in others)
    ]
    nearest: float = min(free, key=lambda place: abs(place - middle), default=middle)
    return round(nearest, _PLACES)


def doubled(state: Edited) -> Edited:
    """Copies of the chosen fields, a little to the right and down, chosen."""
    template, made = state.template, []
    for one in state.fields:
        copy = replace(one, id=_fresh(template, one.id), x=one.x + 4, y=one.y + 4)
        template = replace(template, fields=(*template.fields, copy))
        made.append(copy.id)
    return Edited(template, tuple(made))


def removed(state: Edited) -> Edited:
    """Without the chosen fields."""
    left = tuple(one for one in state.template.fields if one.id not in state.chosen)
    return Edited(replace(state.template, fields=left))


def shifted(state: Edited, by: int) -> Edited:
    """The chosen field earlier (-1) or later (+1) in the order of the fields."""
    only = state.only
    if only is None:
        return state
    fields = list(state.template.fields)
    place = fields.index(only)
    to = min(max(place + by, 0), len(fields) - 1)
    fields.insert(to, fields.pop(place))
    return replace(state, template=replace(state.template, fields=tuple(fields)))


def centred(state: Edited) -> Edited:
    """Each chosen field in the middle of the paper's width."""
    width = state.template.paper.width
    return placed(
        state,
        {
            one.id: Spot((width - one.width) / 2, one.y, one.width, one.height)
            for one in state.fields
        },
    )


def on_paper(state: Edited, paper: Paper) -> Edited:
    """Onto another paper, everything grown or shrunk with it so that it stands as it stood; the
    code keeps its size, at which it is read, and words beside it give way."""
    template, before = state.template, state.template.paper
    if (before.width, before.height) == (paper.width, paper.height):
        return set_template(state, paper=paper)
    across, down = paper.width / before.width, paper.height / before.height
    letters = math.sqrt(across * down)
    # Turned and turned back, a paper has the letters it had.
    turned = (before.width, before.height) == (paper.height, paper.width)
    least = across if turned else min(across, down)
    safe = template.safe * min(paper.width, paper.height) / min(before.width, before.height)
    safe = max(safe, min(template.safe, _LEAST_SAFE))

    def put(one: TemplateField) -> TemplateField:
        if one.source is Source.CODE:
            x = (one.x + one.width / 2) * across - one.width / 2
            if one.x >= template.safe and one.right <= before.width - template.safe:
                x = max(min(x, paper.width - safe - one.width), safe)
            y = one.bottom * down - one.height
            return replace(one, x=round(x, _PLACES), y=round(y, _PLACES))
        return replace(
            _lettered(one, letters, least),
            x=round(one.x * across, _PLACES),
            y=round(one.y * down, _PLACES),
            width=round(one.width * across, _PLACES),
            height=round(one.height * down, _PLACES),
        )

    fields = _clear_of_codes(template.fields, tuple(put(one) for one in template.fields))
    return set_template(state, paper=paper, safe=round(safe, _PLACES), fields=fields)


def _clear_of_codes(
    before: tuple[TemplateField, ...], after: tuple[TemplateField, ...]
) -> tuple[TemplateField, ...]:
    """The fields, those that stood beside a code kept off the white that it needs around it."""
    made = list(after)
    for was_code, code in zip(before, after, strict=True):
        if code.source is not Source.CODE:
            continue
        for place, was in enumerate(before):
            one = made[place]
            left, right = max(one.x, code.right + _OFF_CODE), min(one.right, code.x - _OFF_CODE)
            level = was.y < was_code.bottom and was_code.y < was.bottom
            if level and was.x >= was_code.right and one.right - left > SMALLEST:
                made[place] = _between(one, left, one.right)
            elif level and was.right <= was_code.x and right - one.x > SMALLEST:
                made[place] = _between(one, one.x, right)
    return tuple(made)


def _between(one: TemplateField, left: float, right: float) -> TemplateField:
    return replace(one, x=round(left, _PLACES), width=round(right - left, _PLACES))


def on_stock(template: CertificateTemplate, background: Background) -> CertificateTemplate:
    """The same for pre-printed stock: no border, and nothing that stock has already."""
    return replace(
        template,
        stock=True,
        border=Border.NONE,
        ground=False,
        background=background,
        fields=tuple(one for one in template.fields if not one.printed),
    )


def _grown(one: TemplateField, factor: float) -> TemplateField:
    """A field with its letters and its sides so many times as large."""
    return replace(
        _lettered(one, factor, factor),
        width=round(one.width * factor, _PLACES),
        height=round(one.height * factor, _PLACES),
    )


def _lettered(one: TemplateField, factor: float, least: float) -> TemplateField:
    """A field with letters so many times as large; the smallest it allows grow by `least`."""
    wrap = _points(one.wrap_size * factor)
    floor = max(min(_points(one.floor * least), wrap), SMALLEST_LETTER)
    wrap = max(wrap, floor)
    return replace(one, size=max(_points(one.size * factor), wrap), wrap_size=wrap, floor=floor)


def _each(state: Edited, put: Callable[[TemplateField], TemplateField]) -> Edited:
    fields = tuple(put(one) for one in state.template.fields)
    return replace(state, template=replace(state.template, fields=fields))


def _points(size: float) -> float:
    """Points to the half, as they are typed."""
    return round(size * 2) / 2


def _fresh(template: CertificateTemplate, stem: str) -> str:
    """An id that no field has yet."""
    known = {one.id for one in template.fields}
    if stem not in known:
        return stem
    stem = stem.rstrip("0123456789").rstrip("-")[:30]
    return next(name for number in range(2, 1000) if (name := f"{stem}-{number}") not in known)


def _new(source: Source) -> TemplateField:
    """What a field of this source usually looks like."""
    looks: dict[Source, dict[str, Any]] = {
        Source.HEADER: {"height": 16.0, "bold": True, "max_lines": 2},
        Source.ISSUER: {"height": 10.0, "bold": True, "size": 16.0, "wrap_size": 16.0},
        Source.TITLE: {
            "height": 20.0,
            "bold": True,
            "size": 42.0,
            "wrap_size": 36.0,
            "floor": 24.0,
            "colour": RED,
        },
        Source.RECIPIENT: {
            "height": 18.0,
            "size": 26.0,
            "wrap_size": 20.0,
            "floor": 14.0,
            "bold": True,
            "max_lines": 2,
            "prefix": True,
            "required": True,
        },
        Source.REASON: {"height": 24.0, "size": 17.0, "wrap_size": 16.0, "max_lines": 4},
        Source.INITIATIVE: {"height": 16.0, "size": 17.0, "wrap_size": 16.0, "max_lines": 3},
        Source.PLACE_DATE: {"width": 100.0, "italic": True},
        Source.AUTHORITY: {"width": 100.0, "bold": True},
        Source.POSITION: {"width": 100.0, "bold": True},
        Source.SIGNER: {"width": 100.0, "bold": True, "required": True},
        Source.FOOT: {"width": 90.0, "height": 18.0, "max_lines": 4, "align": Align.LEFT},
        Source.CODE: {"width": 20.0, "height": 20.0},
        Source.TEXT: {"text": "Chữ mới", "max_lines": 2},
    }
    base: dict[str, Any] = {"width": 150.0, "height": 9.0, "colour": INK}
    return TemplateField(id="new", source=source, x=0.0, y=0.0, **{**base, **looks.get(source, {})})
