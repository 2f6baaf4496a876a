"""The borders a certificate may have, by their names in templates.

Owns the choice; each drawing is a module of its own (`ornament` is the vine). No words.
"""

from __future__ import annotations

from typing import Any

from danvan_desktop.documents import ornament
from danvan_desktop.documents.certificate_layout import Divider
from danvan_desktop.domain.certificate_template import Border


def define_parts(canvas: Any, border: Border) -> None:
    """Make the border's repeated motifs known to the document; call once, before `draw`."""
    if border is not Border.NONE:
        ornament.define_parts(canvas)


def draw(
    canvas: Any, border: Border, width: float, height: float, *, ground: bool, over: bool
) -> None:
    """Draw the border on a page of `width` x `height` points.

    `ground` adds pale rings under the words; `over` leaves the paper as it is, since a picture
    lies under the border.
    """
    if border is not Border.NONE:
        ornament.draw_all(canvas, width, height, ground=ground and not over)


def draw_divider(canvas: Any, place: Divider) -> None:
    """The lotus between two fine lines, as large as its box."""
    high = 6 * ornament.MM
    canvas.saveState()
    canvas.translate(place.x, place.y)
    scale = place.height / high
    canvas.scale(scale, scale)
    ornament.draw_divider(canvas, 0, 0, place.width / 2 / scale)
    canvas.restoreState()
