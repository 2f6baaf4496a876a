"""Borders beside the vine: lotus corners, a bronze drum's band, laurel sprays, two plain lines.

Owns their drawing, by us from curves: lotus as on temple doors, the ladders, saw teeth and dotted
circles of Đông Sơn drums, laurel as on letters of honour. No words, no ground. Every function
draws on a page of `width` x `height` points and leaves its inside as it is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

from danvan_desktop.documents import brush
from danvan_desktop.documents.ornament import (
    BAND,
    BRIGHT_GOLD,
    GOLD,
    MM,
    RED,
    draw_lotus,
)

_EDGE = 8 * MM
_ROUND = 0.5523
_DOT = 0.25
"""Of a circle's radius. At 0.45 the circles have the proportions by which readers know the corners
of a QR symbol (1:1:3:1:1), and zbar missed the code among hundreds of them on A3."""


def double(canvas: Any, width: float, height: float) -> None:
    """A strong red line, a fine gold one inside it, small squares where they meet."""
    _line(canvas, width, height, _EDGE, 2.4, RED)
    _line(canvas, width, height, _EDGE + 2.2 * MM, 0.6, RED)
    _line(canvas, width, height, _EDGE + 4.4 * MM, 0.9, GOLD)
    for x, y in _corners(width, height, _EDGE + 2.2 * MM):
        canvas.setFillColor(BAND)
        canvas.setStrokeColor(RED)
        canvas.setLineWidth(1.1)
        canvas.rect(x - 3.3 * MM, y - 3.3 * MM, 6.6 * MM, 6.6 * MM, stroke=1, fill=1)
        canvas.setFillColor(RED)
        brush.polygon(
            canvas, [(x, y + 2.1 * MM), (x + 2.1 * MM, y), (x, y - 2.1 * MM), (x - 2.1 * MM, y)]
        )
        canvas.setFillColor(BRIGHT_GOLD)
        canvas.circle(x, y, 0.7 * MM, stroke=0, fill=1)


def lotus(canvas: Any, width: float, height: float) -> None:
    """Red and gold lines that give way to a lotus spray in each corner and on the long sides."""
    reach = 40 * MM
    for inset, weight, colour in ((_EDGE, 2.2, RED), (_EDGE + 2 * MM, 0.7, GOLD)):
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(weight)
        _parted(canvas, width, height, inset, reach)
    for _ in _in_corners(canvas, width, height, _EDGE):
        _lotus_corner(canvas, reach)
    for x, y, turn in ((width / 2, height - _EDGE - 1 * MM, 180), (width / 2, _EDGE + 1 * MM, 0)):
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(turn)
        _lotus_middle(canvas)
        canvas.restoreState()


def _parted(canvas: Any, width: float, height: float, inset: float, gap: float) -> None:
    """Four lines that end before the corners and before the middle of the flat sides."""
    middle = 15 * MM
    for y in (inset, height - inset):
        canvas.line(inset + gap, y, width / 2 - middle, y)
        canvas.line(width / 2 + middle, y, width - inset - gap, y)
    for x in (inset, width - inset):
        canvas.line(x, inset + gap, x, height - inset - gap)


def _lotus_corner(canvas: Any, reach: float) -> None:
    """Seen in the lower left corner, the page up and to the right of the origin."""
    for flip in (False, True):
        canvas.saveState()
        if flip:
            canvas.transform(0, 1, 1, 0, 0, 0)
        _lotus_branch(canvas, reach)
        canvas.restoreState()
    canvas.saveState()
    canvas.translate(4.2 * MM, 4.2 * MM)
    canvas.rotate(-45)
    draw_lotus(canvas, 13 * MM)
    canvas.restoreState()


def _lotus_branch(canvas: Any, reach: float) -> None:
    """A stem along the lower edge with a leaf seen from the side, a bud and curling ends."""
    canvas.setFillColor(RED)
    brush.stroke(canvas, _wave((6 * MM, 2.2 * MM), (reach, 0), 2.4 * MM), (1.5, 2.2))
    canvas.setFillColor(GOLD)
    brush.stroke(canvas, _wave((9 * MM, 4.6 * MM), (reach, 2 * MM), 1.6 * MM), (1.0, 0.7))
    curl = brush.arc((27 * MM, 6.6 * MM), (3.4 * MM, 0.8 * MM), (-1.4, 4.6))
    canvas.setFillColor(RED)
    brush.stroke(canvas, curl, (1.3, 0.5))
    for x, y, turn, length in (
        (16.5, 3.6, 62, 7.5),
        (21.0, 2.6, 30, 7.0),
        (31.5, 2.2, 34, 5.5),
        (34.5, 1.6, 12, 5.0),
    ):
        canvas.saveState()
        canvas.translate(x * MM, y * MM)
        canvas.rotate(turn)
        canvas.setFillColor(GOLD)
        brush.leaf(canvas, length * MM, 2.4 * MM, 0.6 * MM)
        canvas.restoreState()
    canvas.saveState()
    canvas.translate(24.5 * MM, 3.4 * MM)
    canvas.rotate(-28)
    canvas.setStrokeColor(RED)
    canvas.setLineWidth(0.35)
    for turn, fill in ((26, BAND), (-26, BAND), (0, BRIGHT_GOLD)):
        canvas.saveState()
        canvas.rotate(turn)
        canvas.setFillColor(fill)
        brush.petal(canvas, 6.4 * MM, 2.9 * MM)
        canvas.restoreState()
    canvas.restoreState()


def _lotus_middle(canvas: Any) -> None:
    """A small lotus between two leaves, where the line of a side gives way."""
    for side in (-1, 1):
        canvas.saveState()
        canvas.scale(side, 1)
        canvas.setFillColor(RED)
        brush.stroke(canvas, _wave((2 * MM, 0.4 * MM), (15 * MM, -1 * MM), 1.4 * MM), (1.6, 2.0))
        canvas.setFillColor(GOLD)
        for x, turn in ((4.2, 34), (7.6, 20)):
            canvas.saveState()
            canvas.translate(x * MM, 0.6 * MM)
            canvas.rotate(turn)
            brush.leaf(canvas, 4.6 * MM, 1.8 * MM, 0.4 * MM)
            canvas.restoreState()
        canvas.restoreState()
    draw_lotus(canvas, 6.2 * MM)


def drum(canvas: Any, width: float, height: float) -> None:
    """A band as on a bronze drum: ladder, saw teeth, linked circles; suns in the corners."""
    depth = 10 * MM
    for inset, weight, colour in (
        (_EDGE, 1.8, RED),
        (_EDGE + 1.5 * MM, 0.6, RED),
        (_EDGE + 3.6 * MM, 0.6, RED),
        (_EDGE + 7.4 * MM, 0.6, RED),
        (_EDGE + depth, 1.2, RED),
        (_EDGE + depth + 1.4 * MM, 0.6, GOLD),
    ):
        _line(canvas, width, height, inset, weight, colour)
    for length in _along(canvas, width, height):
        _drum_side(canvas, length - 2 * (_EDGE + depth))
    for x, y in _corners(width, height, _EDGE + depth / 2):
        canvas.saveState()
        canvas.translate(x, y)
        _sun(canvas, depth)
        canvas.restoreState()


def _drum_side(canvas: Any, free: float) -> None:
    """The marks of one side, its outer edge on the x axis, its middle at the origin."""
    canvas.setFillColor(GOLD)
    teeth = max(round(free / (3.2 * MM)), 1)
    step = free / teeth
    for place in range(teeth):
        x = -free / 2 + step * place
        foot, tip = _EDGE + 7.7 * MM, _EDGE + 9.7 * MM
        brush.polygon(canvas, [(x + 0.3, foot), (x + step / 2, tip), (x + step - 0.3, foot)])
    canvas.setStrokeColor(RED)
    canvas.setLineWidth(0.5)
    rungs = max(round(free / (1.1 * MM)), 1)
    for place in range(rungs + 1):
        x = -free / 2 + free / rungs * place
        canvas.line(x, _EDGE + 1.5 * MM, x, _EDGE + 3.6 * MM)
    _linked_circles(canvas, free, _EDGE + 5.5 * MM)


def _linked_circles(canvas: Any, free: float, y: float) -> None:
    """Dotted circles joined by tangents, the running mark of the drums."""
    count = max(round(free / (5.2 * MM)), 1)
    step = free / count
    radius = 1.25 * MM
    canvas.setLineWidth(0.7)
    for place in range(count):
        x = -free / 2 + step * (place + 0.5)
        canvas.setStrokeColor(RED)
        canvas.circle(x, y, radius, stroke=1, fill=0)
        canvas.setFillColor(GOLD)
        canvas.circle(x, y, radius * _DOT, stroke=0, fill=1)
        if place < count - 1:
            angle = math.acos(min(2 * radius / step, 1))
            dx, dy = radius * math.cos(angle), radius * math.sin(angle)
            canvas.line(x + dx, y + dy, x + step - dx, y - dy)


def _sun(canvas: Any, side: float) -> None:
    """The star of a drum in a square."""
    half = side / 2
    canvas.setFillColor(BAND)
    canvas.setStrokeColor(RED)
    canvas.setLineWidth(1.4)
    canvas.rect(-half, -half, side, side, stroke=1, fill=1)
    canvas.setLineWidth(0.6)
    for radius in (half * 0.86, half * 0.74):
        canvas.circle(0, 0, radius, stroke=1, fill=0)
    canvas.setFillColor(RED)
    rays = 12
    corners = []
    for index in range(rays * 2):
        radius = half * (0.68 if index % 2 == 0 else 0.26)
        angle = math.pi / 2 + math.pi * index / rays
        corners.append((radius * math.cos(angle), radius * math.sin(angle)))
    brush.polygon(canvas, corners)
    canvas.setFillColor(BRIGHT_GOLD)
    canvas.circle(0, 0, half * 0.14, stroke=0, fill=1)


def laurel(canvas: Any, width: float, height: float) -> None:
    """Gold lines with notched corners, and two laurel sprays that rise from the foot."""
    _notched(canvas, width, height, _EDGE, 2.0, RED)
    _notched(canvas, width, height, _EDGE + 1.8 * MM, 0.7, GOLD)
    _notched(canvas, width, height, _EDGE + 8.6 * MM, 0.7, GOLD)
    _notched(canvas, width, height, _EDGE + 9.8 * MM, 1.1, RED)
    for length in _along(canvas, width, height):
        _laurel_side(canvas, length - 2 * (_EDGE + 12 * MM))
    for x, y in _corners(width, height, _EDGE + 5.2 * MM):
        canvas.saveState()
        canvas.translate(x, y)
        _flower(canvas, 4.4 * MM)
        canvas.restoreState()


def _laurel_side(canvas: Any, free: float) -> None:
    """A garland along one side: leaves in pairs with berries, running out from a flower."""
    y = _EDGE + 5.2 * MM
    half = free / 2 - 5 * MM
    count = max(round(half / (5.2 * MM)), 1)
    step = half / count
    for side in (-1, 1):
        canvas.saveState()
        canvas.translate(0, y)
        canvas.scale(side, 1)
        canvas.setFillColor(RED)
        brush.stroke(canvas, [(4 * MM, 0), (4 * MM + half, 0)], (0.9, 0.5))
        for place in range(count):
            canvas.saveState()
            canvas.translate(5 * MM + step * place, 0)
            _leaf_pair(canvas, step)
            canvas.restoreState()
        canvas.restoreState()
    canvas.saveState()
    canvas.translate(0, y)
    _flower(canvas, 3.4 * MM)
    canvas.restoreState()


def _leaf_pair(canvas: Any, step: float) -> None:
    for turn in (1, -1):
        canvas.saveState()
        canvas.scale(1, turn)
        canvas.rotate(27)
        canvas.setFillColor(GOLD)
        brush.leaf(canvas, step * 1.08, step * 0.36, 0.3 * MM)
        canvas.restoreState()
        canvas.saveState()
        canvas.scale(1, turn)
        canvas.setFillColor(RED)
        canvas.circle(step * 0.62, 0.55 * MM, 0.42 * MM, stroke=0, fill=1)
        canvas.restoreState()


def _flower(canvas: Any, radius: float) -> None:
    """A peach blossom of five round petals."""
    canvas.setStrokeColor(RED)
    canvas.setLineWidth(0.4)
    canvas.setFillColor(BRIGHT_GOLD)
    for turn in range(5):
        angle = math.pi / 2 + math.tau * turn / 5
        x, y = radius * 0.5 * math.cos(angle), radius * 0.5 * math.sin(angle)
        canvas.circle(x, y, radius * 0.36, stroke=1, fill=1)
    canvas.setFillColor(RED)
    canvas.circle(0, 0, radius * 0.3, stroke=0, fill=1)
    canvas.setFillColor(BAND)
    canvas.circle(0, 0, radius * 0.12, stroke=0, fill=1)


def _notched(
    canvas: Any, width: float, height: float, inset: float, weight: float, colour: Any
) -> None:
    """A frame whose corners swing inwards round the flowers."""
    notch = 12 * MM - (inset - _EDGE)
    bend = notch * (1 - _ROUND)
    left, right, top = inset, width - inset, height - inset
    path = canvas.beginPath()
    path.moveTo(left + notch, inset)
    path.lineTo(right - notch, inset)
    path.curveTo(right - notch, inset + bend, right - bend, inset + notch, right, inset + notch)
    path.lineTo(right, top - notch)
    path.curveTo(right - bend, top - notch, right - notch, top - bend, right - notch, top)
    path.lineTo(left + notch, top)
    path.curveTo(left + notch, top - bend, left + bend, top - notch, left, top - notch)
    path.lineTo(left, inset + notch)
    path.curveTo(left + bend, inset + notch, left + notch, inset + bend, left + notch, inset)
    path.close()
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(weight)
    canvas.drawPath(path, stroke=1, fill=0)


def _line(
    canvas: Any, width: float, height: float, inset: float, weight: float, colour: Any
) -> None:
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(weight)
    canvas.rect(inset, inset, width - 2 * inset, height - 2 * inset, stroke=1, fill=0)


def _corners(width: float, height: float, inset: float) -> tuple[tuple[float, float], ...]:
    return tuple((x, y) for x in (inset, width - inset) for y in (inset, height - inset))


def _in_corners(canvas: Any, width: float, height: float, inset: float) -> Iterator[int]:
    """Turn the grid so that each corner in turn is the lower left one."""
    for place, (x, y) in enumerate(_corners(width, height, inset)):
        canvas.saveState()
        canvas.translate(x, y)
        canvas.scale(1 if x < width / 2 else -1, 1 if y < height / 2 else -1)
        yield place
        canvas.restoreState()


def _along(canvas: Any, width: float, height: float) -> Iterator[float]:
    """Turn the grid so that each side in turn is the lower one, its middle at x = 0."""
    for x, y, turn, length in (
        (width / 2, 0, 0, width),
        (width / 2, height, 180, width),
        (width, height / 2, 90, height),
        (0, height / 2, 270, height),
    ):
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(turn)
        yield length
        canvas.restoreState()


def _wave(start: brush.Point, end: brush.Point, rise: float) -> list[brush.Point]:
    """Points of a soft S from one place to another."""
    points = []
    for step in range(25):
        part = step / 24
        lift = rise * math.sin(math.tau * part) * (1 - part)
        x = start[0] + (end[0] - start[0]) * part
        points.append((x, start[1] + (end[1] - start[1]) * part + lift))
    return points


FRAMES: dict[str, Callable[[Any, float, float], None]] = {
    "lotus": lotus,
    "drum": drum,
    "laurel": laurel,
    "double": double,
}
