"""Lines that a dragged field catches on: the paper's middle, margins, other fields' edges.

    guides = Guides(template, {"name"})            # of every field but those dragged
    shift, lines = guides.catch_move(spot, near)   # mm; `near` is how close is close enough

Owns the arithmetic in millimetres; drawing the lines is the canvas's.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.certificate_template import CertificateTemplate
from danvan_desktop.ui.certificate_edits import SMALLEST, Spot


@dataclass(frozen=True)
class Guide:
    """A line over the whole paper at `at` mm: upright (an x) or level (a y)."""

    upright: bool
    at: float


class Guides:
    """See the module's text."""

    def __init__(self, template: CertificateTemplate, moving: Collection[str]) -> None:
        paper, safe = template.paper, template.safe
        others = [one for one in template.fields if one.id not in moving and one.visible]
        self._across = _lines(paper.width, safe, [(one.x, one.width) for one in others])
        self._down = _lines(paper.height, safe, [(one.y, one.height) for one in others])

    def catch_move(self, spot: Spot, near: float) -> tuple[tuple[float, float], tuple[Guide, ...]]:
        """How much further a moved field goes (right, down) to stand on lines, and which."""
        right, at_x = _nearest((spot.x, spot.x + spot.width / 2, spot.right), self._across, near)
        down, at_y = _nearest((spot.y, spot.y + spot.height / 2, spot.bottom), self._down, near)
        return (right, down), _shown(at_x, at_y)

    def catch_size(self, spot: Spot, edges: str, near: float) -> tuple[Spot, tuple[Guide, ...]]:
        """The spot with its dragged edges (of "l", "r", "t", "b") put on lines, and which."""
        left, right, top, bottom = spot.x, spot.right, spot.y, spot.bottom
        at_x = at_y = None
        if "l" in edges:
            by, at_x = _nearest((left,), self._across, near)
            left = min(left + by, right - SMALLEST)
        if "r" in edges:
            by, at_x = _nearest((right,), self._across, near)
            right = max(right + by, left + SMALLEST)
        if "t" in edges:
            by, at_y = _nearest((top,), self._down, near)
            top = min(top + by, bottom - SMALLEST)
        if "b" in edges:
            by, at_y = _nearest((bottom,), self._down, near)
            bottom = max(bottom + by, top + SMALLEST)
        return Spot(left, top, right - left, bottom - top), _shown(at_x, at_y)


def _lines(side: float, safe: float, spans: Sequence[tuple[float, float]]) -> list[float]:
    found = [0.0, safe, side / 2, side - safe, side]
    for start, length in spans:
        found += [start, start + length / 2, start + length]
    return found


def _nearest(
    places: Sequence[float], lines: Sequence[float], near: float
) -> tuple[float, float | None]:
    """The smallest way from a place to a line, and the line; (0, None) when none is near."""
    best: tuple[float, float | None] = (0.0, None)
    reach = near
    for place in places:
        for line in lines:
            if abs(line - place) < reach:
                reach = abs(line - place)
                best = (line - place, line)
    return best


def _shown(at_x: float | None, at_y: float | None) -> tuple[Guide, ...]:
    upright = [Guide(True, at_x)] if at_x is not None else []
    level = [Guide(False, at_y)] if at_y is not None else []
    return (*upright, *level)
