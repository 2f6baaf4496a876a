"""What keeps signatures and receivers with the words they close.

Owns one rule: the foot of a paper never stands alone on a page. At least two lines of the last
paragraph, or the last rows of a table, go along with it.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, KeepTogether, Paragraph, Table

_GAP = 8.0
_LINES_KEPT = 2
_ROWS_KEPT = 2
_LINES_OF_A_ROW = 40.0
"""Points that go along of a row that is taller than a page: two lines."""
_ROUNDING = 0.01


def keep_with_foot(story: Sequence[Flowable], foot: Flowable) -> list[Flowable]:
    """The story with the foot bound to its last paragraph or table, else to its last two parts."""
    *before, last = story
    if isinstance(last, Paragraph | Table):
        return [*before, Ending(last, foot)]
    foot.spaceBefore = _GAP
    return [*before[:-1], KeepTogether([*before[-1:], last, foot])]


class Ending(Flowable):  # type: ignore[misc]
    """The last paragraph or table with the foot under it.

    When both do not fit, the first is split so that its end goes along with the foot. What was
    split off (`parted`) waits for a new page: a second split in the room that is left would put
    a second header row on the same page.
    """

    def __init__(self, last: Flowable, foot: Flowable, *, parted: bool = False) -> None:
        super().__init__()
        self.last = last
        self.foot = foot
        self.parted = parted

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        _, self.last_height = self.last.wrap(available_width, available_height)
        _, self.foot_height = self.foot.wrap(available_width, available_height)
        self.width = available_width
        self.height = self.last_height + _GAP + self.foot_height
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        self.wrap(available_width, available_height)
        fresh_page = available_height >= self._frame._aH - 1
        if self.parted and not fresh_page:
            return []
        self.last._frame = self._frame
        for kept in self._kept_heights():
            room = min(available_height, self.last_height - kept + _ROUNDING)
            parts = self.last.split(available_width, room) if room > 0 else []
            if len(parts) == 2:
                return [parts[0], Ending(parts[1], self.foot, parted=True)]
        return [self.last, self.foot] if fresh_page else []

    def _kept_heights(self) -> list[float]:
        """Heights that may go along with the foot, the wished one first."""
        if not isinstance(self.last, Table):
            return [float(_LINES_KEPT * self.last.style.leading)]
        heights, header = self.last._rowHeights, self.last.repeatRows
        rows = [float(sum(heights[header:][-count:])) for count in range(_ROWS_KEPT, 0, -1)]
        room = self._frame._aH - sum(heights[:header]) - self.foot_height - _GAP
        return [kept for kept in rows if kept <= room] or [_LINES_OF_A_ROW]

    def draw(self) -> None:
        self.last.drawOn(self.canv, 0, self.height - self.last_height)
        self.foot.drawOn(self.canv, 0, 0)
