"""The empty room between the parts of a Word file, as wide as on the PDF.

ReportLab leaves the larger of what one part wants below itself and the next above itself; Word adds
the two up, and a table has neither. Owns that difference in points; writes nothing.
"""

from __future__ import annotations

from reportlab.platypus import Flowable


class Rooms:
    """What is to stand over the next line, part after part."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Begin anew: another cell, another file."""
        self._room = self._wanted = self._given = 0.0

    def add(self, points: float) -> None:
        """Room of its own between two parts."""
        self._room += points

    def above(self, part: Flowable) -> None:
        """The room between the last part and this one."""
        self._room += max(self._wanted, part.getSpaceBefore()) - self._given
        self._wanted = self._given = 0.0

    def below(self, points: float, *, given: bool) -> None:
        """What the part just written wants below itself; whether Word has it from its style."""
        self._wanted, self._given = points, points if given else 0.0

    def take(self) -> float:
        """The room for the line that is written now."""
        room, self._room = self._room, 0.0
        return max(room, 0.0)
