"""Where a page may end: never behind a heading, and never so that the foot stands alone.

Owns two groups of parts that decide it when a page gets full. Neither draws anything: each gives
its parts back to the page one by one, with a break between them where one is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Table
from reportlab.platypus.doctemplate import FrameBreak

_GAP = 8.0
_KEPT = 2
"""Lines of text, or rows of a table, that go along with the foot."""
_LINES_OF_A_ROW = 40.0
"""Points that go along of a row that is taller than a page: two lines."""
_ROUNDING = 0.01
_ASKED = 1e6
"""A height that fits nowhere, so that the page asks the group to part."""


def keep_with_foot(story: Sequence[Flowable], foot: Flowable) -> list[Flowable]:
    """The story with the foot bound to its last two parts of text and the headings over them."""
    foot.spaceBefore = _GAP
    begin, bodies = len(story), 0
    while begin > 1 and bodies < _KEPT:
        begin -= 1
        if not (isinstance(story[begin], CondPageBreak) or story[begin].getKeepWithNext()):
            bodies += 1
    bound = [part for part in story[begin:] if not isinstance(part, CondPageBreak)]
    return [*story[:begin], Ending(bound, foot)]


class _Group(Flowable):  # type: ignore[misc]
    """Parts that the page never draws as one."""

    def __init__(self, parts: Sequence[Flowable]) -> None:
        super().__init__()
        self._content = list(parts)

    def getSpaceBefore(self) -> float:  # noqa: N802 (ReportLab's own name)
        return float(self._content[0].getSpaceBefore())

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, _ASKED
        return self.width, self.height

    def _height(self, parts: Sequence[Flowable], width: float) -> float:
        """Points the parts take one under another, as ReportLab overlaps the room between them."""
        total = after = 0.0
        for place, part in enumerate(parts):
            if place:
                total += max(after, part.getSpaceBefore())
            total += part.wrapOn(self.canv, width, self._frame._aH)[1]
            after = part.getSpaceAfter()
        return total

    def _room(
        self, before: Sequence[Flowable], part: Flowable, width: float, height: float
    ) -> float:
        """Points left for `part` under those before it."""
        if not before:
            return height
        between = max(before[-1].getSpaceAfter(), part.getSpaceBefore())
        return float(height - self._height(before, width) - between - _ROUNDING)

    def _parted(self, part: Flowable, width: float, room: float) -> list[Flowable]:
        """The part in two, the first inside `room`; nothing where it cannot be parted so."""
        if room <= 0:
            return []
        part._frame = self._frame
        part.wrapOn(self.canv, width, room)
        pieces: list[Flowable] = part.splitOn(self.canv, width, room)
        return pieces


class Headed(_Group):
    """Headings with what they head: at least its first lines or rows stand under them."""

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        *heads, body = self._content
        room = self._room(heads, body, available_width, available_height)
        if not isinstance(body, _Group) and self._height([body], available_width) <= room:
            return self._content
        begun = self._parted(body, available_width, room)
        if begun:
            return [*heads, *begun]
        return self._content if self._frame._atTop else []


class Ending(_Group):
    """The last parts of a paper with its foot: two lines or rows go along to the foot's page."""

    def __init__(self, parts: Sequence[Flowable], foot: Flowable) -> None:
        super().__init__([*parts, foot])
        self.parts, self.foot = list(parts), foot

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        if self._height(self._content, available_width) <= available_height:
            return self._content
        for first, rest in self._divisions(available_width, available_height):
            if first:
                return [*first, FrameBreak, Ending(rest, self.foot)]
            break
        return self._content if self._frame._atTop else []

    def _divisions(
        self, width: float, height: float
    ) -> Iterator[tuple[list[Flowable], list[Flowable]]]:
        """(what stays, what goes along with the foot), the fullest page first."""
        full = self._first_that_does_not_fit(width, height)
        for index in range(min(full, len(self.parts) - 1), -1, -1):
            before, part, after = self.parts[:index], self.parts[index], self.parts[index + 1 :]
            owed = _KEPT - sum(self._lines(one, width) for one in after)
            if index == full or owed > 0:
                room = self._room(before, part, width, height)
                pieces = self._ended(part, width, room, owed)
                if pieces:
                    yield [*before, pieces[0]], [*pieces[1:], *after]
            if owed <= self._lines(part, width):
                while before and before[-1].getKeepWithNext():
                    before = before[:-1]
                yield before, self.parts[len(before) :]

    def _first_that_does_not_fit(self, width: float, height: float) -> int:
        fitting = (
            count
            for count in range(len(self.parts), 0, -1)
            if self._height(self.parts[:count], width) <= height
        )
        return next(fitting, 0)

    def _ended(self, part: Flowable, width: float, room: float, owed: int) -> list[Flowable]:
        """The part in two, so that `owed` lines of it go along with the foot."""
        height = part.wrapOn(self.canv, width, room)[1]
        for kept in self._kept_heights(part, width, owed):
            pieces = self._parted(part, width, min(room, height - kept + _ROUNDING))
            if len(pieces) > 1:
                return pieces
        return []

    def _lines(self, part: Flowable, width: float) -> int:
        """What a part weighs beside the foot: its lines of text; any other is enough, if it is
        more than room between two."""
        if part.getKeepWithNext():
            return 0
        if isinstance(part, Paragraph):
            return int(part.wrapOn(self.canv, width, _ASKED)[1] / part.style.leading + 0.5)
        return 0 if part.wrapOn(self.canv, width, _ASKED)[1] < _GAP else _KEPT

    def _kept_heights(self, part: Flowable, width: float, owed: int) -> list[float]:
        """Heights of a part that may go along with the foot, the wished one first."""
        if owed <= 0:
            return [0.0]
        if isinstance(part, Paragraph):
            return [float(_KEPT * part.style.leading)]
        if not isinstance(part, Table):
            return []
        heights, header = part._rowHeights, part.repeatRows
        rows = [float(sum(heights[header:][-count:])) for count in range(_KEPT, 0, -1)]
        foot = self._height([self.foot], width) + _GAP
        room = self._frame._aH - sum(heights[:header]) - foot
        return [kept for kept in rows if kept <= room] or [_LINES_OF_A_ROW]
