"""The fixed drawing of a certificate: frame, lotus, pale bronze drum. No words.

Owns colours and ornament, drawn by us from curves: a scrolling vine as on Lý and Trần dynasty
stone, lotus rosettes at the corners, the rings of a Đông Sơn drum as a ground. Everything is drawn
once per document into a form that each page calls.
"""

from __future__ import annotations

import io
import math
from functools import lru_cache
from typing import Any

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from danvan_desktop.documents import brush

MM = 72 / 25.4

RED = Color(0.70, 0.07, 0.09)
GOLD = Color(0.74, 0.55, 0.18)
BRIGHT_GOLD = Color(0.90, 0.74, 0.36)
BAND = Color(0.995, 0.962, 0.865)
PAPER = Color(0.999, 0.992, 0.968)
GROUND = Color(0.980, 0.952, 0.880)

EDGE = 7.5 * MM
BAND_WIDTH = 9 * MM
INNER = EDGE + BAND_WIDTH + 2.6 * MM
"""Distance from the edge of the paper to the innermost line; words stay inside it."""

_CORNER = 15 * MM
_ROUND = 0.5523
"""Handle length, in radii, that makes a quarter circle of one Bézier curve."""
_DRAWN_FOR = 210 * MM
"""The short side of the paper that the ground was drawn for."""
_VINE = "vine"
_ROSETTE = "rosette"


def draw_vine(canvas: Any, width: float, height: float) -> None:
    """The frame for a page of `width` x `height` points; the inside stays as it is."""
    canvas.saveState()
    _band(canvas, width, height)
    _sides(canvas, width, height)
    _corners(canvas, width, height)
    _inner_line(canvas, width, height)
    canvas.restoreState()


def define_parts(canvas: Any) -> None:
    """Make the repeated motifs known to the document as forms, once, before `draw_vine`."""
    if canvas.hasForm(_VINE):
        return
    reach = 20 * MM
    for name, draw in ((_VINE, _coil), (_ROSETTE, _rosette)):
        canvas.beginForm(name, -reach, -reach, reach, reach)
        draw(canvas)
        canvas.endForm()


def draw_divider(canvas: Any, x: float, y: float, half_width: float) -> None:
    """A lotus between two lines that run out to nothing, centred on (x, y)."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.setFillColor(GOLD)
    for side in (-1, 1):
        canvas.saveState()
        canvas.scale(side, 1)
        brush.stroke(canvas, [(5.2 * MM, 0), (half_width, 0)], (0.9, 0.1))
        brush.stroke(canvas, [(7 * MM, -0.75 * MM), (half_width * 0.72, -0.75 * MM)], (0.5, 0.05))
        canvas.circle(6.0 * MM, -0.05 * MM, 0.55 * MM, stroke=0, fill=1)
        canvas.restoreState()
    canvas.translate(0, -1.7 * MM)
    draw_lotus(canvas, 4.6 * MM)
    canvas.restoreState()


def draw_lotus(canvas: Any, size: float) -> None:
    """A lotus seen from the side, `size` high, standing on the origin."""
    canvas.setLineWidth(0.35)
    canvas.setStrokeColor(RED)
    fills = (BAND, BAND, BRIGHT_GOLD)
    spread = ((74, 0.86, 0.36), (44, 0.96, 0.42), (18, 1.0, 0.42))
    for (degrees, length, width), fill in zip(spread, fills, strict=True):
        for side in (-1, 1):
            canvas.saveState()
            canvas.rotate(side * degrees)
            canvas.setFillColor(fill)
            brush.petal(canvas, size * length, size * width)
            canvas.restoreState()
    canvas.setFillColor(RED)
    brush.petal(canvas, size * 0.98, size * 0.36)


def draw_ground(canvas: Any, width: float, height: float, inset: float) -> None:
    """A bronze drum's rings on cream, too pale to hinder reading, inside `inset` points.

    Printers in one colour would turn them into dots behind the words: a template may do without.
    """
    canvas.saveState()
    canvas.setFillColor(PAPER)
    canvas.rect(inset, inset, width - 2 * inset, height - 2 * inset, stroke=0, fill=1)
    canvas.translate(width / 2, height / 2)
    canvas.scale(*[min(width, height) / _DRAWN_FOR] * 2)
    canvas.setFillColor(GROUND)
    canvas.setStrokeColor(GROUND)
    canvas.addLiteral(_drum_strokes())
    canvas.restoreState()


@lru_cache(maxsize=1)
def _drum_strokes() -> str:
    """The drum in PDF's own operators: a file for each of 300 papers draws it 300 times."""
    scratch = Canvas(io.BytesIO())
    _drum(scratch)
    return str(scratch.getCurrentPageContent())


def _band(canvas: Any, width: float, height: float) -> None:
    canvas.setStrokeColor(BAND)
    canvas.setLineWidth(BAND_WIDTH)
    _frame(canvas, width, height, EDGE + BAND_WIDTH / 2)
    canvas.setStrokeColor(RED)
    for inset, weight in ((EDGE, 2.2), (EDGE + BAND_WIDTH, 1.1)):
        canvas.setLineWidth(weight)
        _frame(canvas, width, height, inset)
    canvas.setStrokeColor(GOLD)
    canvas.setLineWidth(0.6)
    for inset in (EDGE + 1.1 * MM, EDGE + BAND_WIDTH - 1.0 * MM):
        _frame(canvas, width, height, inset)


def _frame(canvas: Any, width: float, height: float, inset: float) -> None:
    canvas.rect(inset, inset, width - 2 * inset, height - 2 * inset, stroke=1, fill=0)


def _sides(canvas: Any, width: float, height: float) -> None:
    middle = EDGE + BAND_WIDTH / 2
    for length, turn, x, y in (
        (width, 0, width / 2, middle),
        (width, 180, width / 2, height - middle),
        (height, 90, width - middle, height / 2),
        (height, 270, middle, height / 2),
    ):
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(turn)
        _vine_side(canvas, length - 2 * (EDGE + _CORNER))
        canvas.restoreState()


def _vine_side(canvas: Any, length: float) -> None:
    """Coils from the middle of a side outwards, mirrored, with a rosette in the middle."""
    gap = 5.5 * MM
    half = length / 2 - gap
    count = round(half / (6.6 * MM))
    step = half / count
    for side in (-1, 1):
        canvas.saveState()
        canvas.scale(side, 1)
        canvas.translate(gap, 0)
        for index in range(count):
            canvas.saveState()
            canvas.translate(step * (index + 0.5), 0)
            canvas.scale(step / (6 * MM), 1 if index % 2 else -1)
            canvas.doForm(_VINE)
            canvas.restoreState()
        canvas.restoreState()
    canvas.scale(0.62, 0.62)
    canvas.doForm(_ROSETTE)


def _coil(canvas: Any) -> None:
    """One half wave of the vine, 6 mm long about the origin: stem above, its branch coiled in."""
    radius = 3 * MM
    canvas.setFillColor(RED)
    squash = 0.84
    canvas.saveState()
    canvas.scale(1, squash)
    brush.stroke(canvas, brush.arc((0, 0), (radius, radius), (math.pi, 0)), (1.5, 1.5))
    inner = brush.arc((0, 0), (radius, radius * 0.42), (0, -math.tau * 1.02))
    brush.stroke(canvas, inner, (1.5, 0.6))
    canvas.restoreState()
    canvas.setFillColor(GOLD)
    for turn in range(5):
        canvas.saveState()
        canvas.rotate(90 + 72 * turn)
        brush.petal(canvas, radius * 0.38, radius * 0.3, outlined=False)
        canvas.restoreState()
    for side, bend in ((1, 0.5), (-1, -0.5)):
        canvas.saveState()
        canvas.translate(radius, 0)
        canvas.rotate(side * 90)
        brush.leaf(canvas, radius * 1.0, radius * 0.5, bend * MM)
        canvas.restoreState()


def _inner_line(canvas: Any, width: float, height: float) -> None:
    """A gold hairline inside the band that swings round the corner squares."""
    left, right, top = INNER, width - INNER, height - INNER
    reach = _CORNER - (INNER - EDGE) + 2.6 * MM
    path = canvas.beginPath()
    path.moveTo(left + reach, INNER)
    for x, y, across, up in (
        (right, INNER, -reach, reach),
        (right, top, -reach, -reach),
        (left, top, reach, -reach),
        (left, INNER, reach, reach),
    ):
        # Going round, two corners are met along the flat side and two along the tall one.
        flat, tall = (x + across, y), (x, y + up)
        first, last = (flat, tall) if across * up < 0 else (tall, flat)
        bulge = (x + across, y + up * _ROUND), (x + across * _ROUND, y + up)
        handles = bulge if first == flat else bulge[::-1]
        path.lineTo(*first)
        path.curveTo(*handles[0], *handles[1], *last)
    path.close()
    canvas.setStrokeColor(GOLD)
    canvas.setLineWidth(0.6)
    canvas.drawPath(path, stroke=1, fill=0)


def _corners(canvas: Any, width: float, height: float) -> None:
    half = _CORNER / 2
    for x in (EDGE + half, width - EDGE - half):
        for y in (EDGE + half, height - EDGE - half):
            canvas.saveState()
            canvas.translate(x, y)
            canvas.setFillColor(PAPER)
            canvas.setStrokeColor(RED)
            canvas.setLineWidth(1.6)
            canvas.rect(-half, -half, _CORNER, _CORNER, stroke=1, fill=1)
            canvas.setStrokeColor(GOLD)
            canvas.setLineWidth(0.6)
            canvas.rect(1.1 * MM - half, 1.1 * MM - half, _CORNER - 2.2 * MM, _CORNER - 2.2 * MM)
            canvas.doForm(_ROSETTE)
            canvas.restoreState()


def _rosette(canvas: Any) -> None:
    """A lotus seen from above, 12 mm across, as on the tiles of Thăng Long."""
    canvas.setLineWidth(0.4)
    canvas.setStrokeColor(RED)
    for fill, length, breadth, start in (
        (BAND, 5.9 * MM, 3.4 * MM, 22.5),
        (BRIGHT_GOLD, 5.2 * MM, 3.3 * MM, 0.0),
    ):
        canvas.setFillColor(fill)
        for turn in (0, 2, 4, 6, 1, 3, 5, 7):
            canvas.saveState()
            canvas.rotate(start + 45 * turn)
            brush.petal(canvas, length, breadth)
            canvas.restoreState()
    canvas.setFillColor(RED)
    canvas.circle(0, 0, 1.75 * MM, stroke=0, fill=1)
    canvas.setFillColor(BRIGHT_GOLD)
    canvas.circle(0, 0, 0.35 * MM, stroke=0, fill=1)
    for turn in range(7):
        angle = math.tau * turn / 7
        canvas.circle(
            1.05 * MM * math.cos(angle), 1.05 * MM * math.sin(angle), 0.28 * MM, stroke=0, fill=1
        )


def _drum(canvas: Any) -> None:
    """Star, sawtooth, dotted circles and flying birds, ring by ring from the middle."""
    _star(canvas, 14, 4.6 * MM, 13 * MM)
    canvas.setLineWidth(0.7)
    for radius in (
        14,
        15.2,
        20.2,
        21.4,
        26.5,
        27.7,
        47.5,
        48.7,
        53.7,
        54.9,
        60.6,
        61.8,
        66.2,
        67.4,
    ):
        canvas.circle(0, 0, radius * MM, stroke=1, fill=0)
    _dotted_circles(canvas, 28, 17.7 * MM, 1.7 * MM)
    _sawtooth(canvas, 48, 22.0 * MM, 26.0 * MM)
    _birds(canvas, 10, 37.6 * MM)
    _sawtooth(canvas, 84, 49.2 * MM, 53.2 * MM)
    _dotted_circles(canvas, 78, 57.7 * MM, 1.9 * MM)
    _sawtooth(canvas, 108, 62.3 * MM, 65.8 * MM)


def _star(canvas: Any, rays: int, inner: float, outer: float) -> None:
    corners = []
    for index in range(rays * 2):
        radius = outer if index % 2 == 0 else inner
        angle = math.pi / 2 + math.pi * index / rays
        corners.append((radius * math.cos(angle), radius * math.sin(angle)))
    brush.polygon(canvas, corners)


def _dotted_circles(canvas: Any, count: int, radius: float, size: float) -> None:
    canvas.setLineWidth(0.6)
    for index in range(count):
        angle = math.tau * index / count
        x, y = radius * math.cos(angle), radius * math.sin(angle)
        canvas.circle(x, y, size, stroke=1, fill=0)
        canvas.circle(x, y, size * 0.35, stroke=0, fill=1)


def _sawtooth(canvas: Any, count: int, inner: float, outer: float) -> None:
    half = math.pi / count * 0.86
    for index in range(count):
        angle = math.tau * index / count
        corners = [
            (inner * math.cos(angle - half), inner * math.sin(angle - half)),
            (outer * math.cos(angle), outer * math.sin(angle)),
            (inner * math.cos(angle + half), inner * math.sin(angle + half)),
        ]
        brush.polygon(canvas, corners)


_BIRD_START = (12.5, -0.9)
_BIRD = (
    (9.0, 0.0, 7.4, 0.4, 6.2, 1.0),
    (4.6, 2.0, 2.6, 3.2, -0.6, 3.3),
    (1.6, 2.7, 3.2, 1.9, 4.0, 1.0),
    (3.0, 0.5, 2.2, 0.5, 1.2, 1.0),
    (-0.6, 3.2, -3.2, 5.4, -7.4, 6.3),
    (-6.6, 5.4, -6.4, 4.9, -6.5, 4.3),
    (-5.6, 4.1, -5.2, 3.6, -5.2, 2.9),
    (-4.3, 2.6, -3.9, 2.0, -3.7, 1.1),
    (-5.8, 1.1, -8.4, 1.5, -11.6, 2.6),
    (-10.8, 1.7, -10.7, 1.1, -11.0, 0.5),
    (-10.6, -0.2, -10.8, -0.7, -11.6, -1.4),
    (-8.4, -1.0, -5.8, -1.2, -3.6, -1.4),
    (-4.2, -2.2, -5.0, -3.2, -6.4, -4.2),
    (-3.6, -4.0, -1.4, -2.8, 0.4, -1.4),
    (2.2, -1.2, 3.6, -0.9, 4.6, -0.5),
    (6.6, -0.7, 9.2, -0.8, 12.5, -0.9),
)
"""Curves (two handles, one end each) of a bird flying to the right, wings 12.5 units apart."""


def _birds(canvas: Any, count: int, radius: float) -> None:
    """The long-billed, crested Lạc birds, flying against the clock as on the drum of Ngọc Lũ."""
    for index in range(count):
        canvas.saveState()
        canvas.rotate(360 * index / count)
        canvas.translate(radius, 0)
        canvas.rotate(93)
        canvas.scale(0.93 * MM, -1.15 * MM)
        path = canvas.beginPath()
        path.moveTo(*_BIRD_START)
        for curve in _BIRD:
            path.curveTo(*curve)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.setFillColor(PAPER)
        canvas.circle(5.1, 0.45, 0.38, stroke=0, fill=1)
        canvas.restoreState()
