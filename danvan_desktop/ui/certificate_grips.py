"""The handles of a chosen field: where they are, what they move, what the mouse looks like there.

Owns arithmetic in millimetres alone. A handle is named by the edges it moves: "l", "r", "t", "b".
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from danvan_desktop.ui.certificate_edits import SMALLEST, Spot

CURSORS = {
    "l": Qt.CursorShape.SizeHorCursor,
    "r": Qt.CursorShape.SizeHorCursor,
    "t": Qt.CursorShape.SizeVerCursor,
    "b": Qt.CursorShape.SizeVerCursor,
    "lt": Qt.CursorShape.SizeFDiagCursor,
    "rb": Qt.CursorShape.SizeFDiagCursor,
    "rt": Qt.CursorShape.SizeBDiagCursor,
    "lb": Qt.CursorShape.SizeBDiagCursor,
}


def grips(spot: Spot) -> dict[str, QPointF]:
    """The handles of a box by the edges they move."""
    x, y, right, bottom = spot.x, spot.y, spot.right, spot.bottom
    middle, level = spot.x + spot.width / 2, spot.y + spot.height / 2
    return {
        "lt": QPointF(x, y),
        "rt": QPointF(right, y),
        "lb": QPointF(x, bottom),
        "rb": QPointF(right, bottom),
        "l": QPointF(x, level),
        "r": QPointF(right, level),
        "t": QPointF(middle, y),
        "b": QPointF(middle, bottom),
    }


def stretched(spot: Spot, edges: str, moved: QPointF) -> Spot:
    """The spot with the named edges moved, never smaller than a field may be."""
    left = spot.x + (moved.x() if "l" in edges else 0.0)
    right = spot.right + (moved.x() if "r" in edges else 0.0)
    top = spot.y + (moved.y() if "t" in edges else 0.0)
    bottom = spot.bottom + (moved.y() if "b" in edges else 0.0)
    if "l" in edges:
        left = min(left, right - SMALLEST)
    if "t" in edges:
        top = min(top, bottom - SMALLEST)
    return Spot(left, top, max(right - left, SMALLEST), max(bottom - top, SMALLEST))


def around(spots: list[Spot]) -> Spot:
    """The box around several."""
    left, top = min(one.x for one in spots), min(one.y for one in spots)
    right, bottom = max(one.right for one in spots), max(one.bottom for one in spots)
    return Spot(left, top, right - left, bottom - top)
