"""The borders a certificate may have, by their names in templates.

Owns the choice; the vine, the ground and the lotus are drawn by `ornament`, the others by
`border_frames`. No words.
"""

from __future__ import annotations

from typing import Any

from danvan_desktop.documents import border_frames, ornament
from danvan_desktop.documents.certificate_layout import Divider
from danvan_desktop.domain.certificate_template import Border

_GROUND_FROM = {
    Border.NONE: 0.0,
    Border.VINE: 16.5,
    Border.LOTUS: 8.0,
    Border.DRUM: 18.0,
    Border.LAUREL: 17.8,
    Border.DOUBLE: 12.4,
}
"""Millimetres from the edge at which the cream of the ground begins, by the line there."""


_DRAWN_FOR = 210 * ornament.MM
"""The short side of the paper that borders are drawn for."""
_NARROWEST, _BROADEST = 0.7, 2.0


def define_parts(canvas: Any, border: Border) -> None:
    """Make the border's repeated motifs known to the document; call before `draw`."""
    if border is not Border.NONE:
        ornament.define_parts(canvas)


def draw(
    canvas: Any, border: Border, width: float, height: float, *, ground: bool, over: bool
) -> None:
    """Draw the border on a page of `width` x `height` points, as broad as becomes the paper.

    `ground` adds pale rings under the words; `over` leaves the paper as it is, since a picture
    lies under the border.
    """
    broad = breadth(width, height)
    canvas.saveState()
    canvas.scale(broad, broad)
    width, height = width / broad, height / broad
    if ground and not over:
        ornament.draw_ground(canvas, width, height, _GROUND_FROM[border] * ornament.MM)
    if border is Border.VINE:
        ornament.draw_vine(canvas, width, height)
    elif border is not Border.NONE:
        border_frames.FRAMES[border.value](canvas, width, height)
    canvas.restoreState()


def breadth(width: float, height: float) -> float:
    """How much broader a border is than on A4: A3 has one as much broader as itself is."""
    return min(max(min(width, height) / _DRAWN_FOR, _NARROWEST), _BROADEST)


def draw_divider(canvas: Any, place: Divider) -> None:
    """The lotus between two fine lines, as large as its box."""
    high = 6 * ornament.MM
    canvas.saveState()
    canvas.translate(place.x, place.y)
    scale = place.height / high
    canvas.scale(scale, scale)
    ornament.draw_divider(canvas, 0, 0, place.width / 2 / scale)
    canvas.restoreState()
