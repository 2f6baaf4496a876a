"""Curved strokes and petals as filled outlines, so that an ornament swells and thins like ink.

Owns the geometry of single marks; composes nothing. Coordinates are points on the canvas's own
grid, angles radians, and every mark is one closed path filled with the canvas's fill colour.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

Point = tuple[float, float]


def stroke(canvas: Any, line: Sequence[Point], widths: tuple[float, float]) -> None:
    """A stroke along `line` whose width runs evenly from the first to the second of `widths`."""
    count = len(line) - 1
    left: list[Point] = []
    right: list[Point] = []
    for index, (x, y) in enumerate(line):
        across_x, across_y = _across(line, index)
        half = (widths[0] + (widths[1] - widths[0]) * index / count) / 2
        left.append((x + across_x * half, y + across_y * half))
        right.append((x - across_x * half, y - across_y * half))
    polygon(canvas, left + right[::-1])


def polygon(canvas: Any, corners: Sequence[Point]) -> None:
    """Fill the shape with these corners."""
    path = canvas.beginPath()
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def arc(centre: Point, radii: tuple[float, float], angles: tuple[float, float]) -> list[Point]:
    """Points of an arc or spiral: radius and angle run evenly from the first to the second."""
    steps = max(int(abs(angles[1] - angles[0]) / math.radians(9)), 2)
    points = []
    for step in range(steps + 1):
        part = step / steps
        radius = radii[0] + (radii[1] - radii[0]) * part
        angle = angles[0] + (angles[1] - angles[0]) * part
        points.append((centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)))
    return points


def leaf(canvas: Any, length: float, width: float, bend: float = 0.0) -> None:
    """A leaf from the origin to (length, 0), its belly `width` across, its tip bent sideways."""
    half = width / 2
    path = canvas.beginPath()
    path.moveTo(0, 0)
    path.curveTo(length * 0.22, half * 1.1, length * 0.62, half * 1.15 + bend * 0.4, length, bend)
    path.curveTo(length * 0.72, -half * 0.7 + bend * 0.3, length * 0.3, -half * 1.1, 0, 0)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def petal(canvas: Any, length: float, width: float, *, outlined: bool = True) -> None:
    """A lotus petal standing on the origin: narrow foot, full belly below the tip, small point."""
    half = width / 2
    path = canvas.beginPath()
    path.moveTo(0, 0)
    path.curveTo(-half * 1.25, length * 0.22, -half * 1.12, length * 0.72, 0, length)
    path.curveTo(half * 1.12, length * 0.72, half * 1.25, length * 0.22, 0, 0)
    path.close()
    canvas.drawPath(path, stroke=int(outlined), fill=1)


def _across(line: Sequence[Point], index: int) -> Point:
    before = line[max(index - 1, 0)]
    after = line[min(index + 1, len(line) - 1)]
    along_x, along_y = after[0] - before[0], after[1] - before[1]
    length = math.hypot(along_x, along_y) or 1.0
    return (-along_y / length, along_x / length)
