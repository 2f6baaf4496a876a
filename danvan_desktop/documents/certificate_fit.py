"""Fits one field's words into its box, height included, or refuses them.

Owns the order of what is tried: smaller on one line, then more lines, then smaller again, then no.
Breaking lines is `fit`'s. Draws nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from danvan_desktop.documents import fonts
from danvan_desktop.documents.fit import STEP, FittedText, fit_block, fit_line
from danvan_desktop.documents.paragraph_text import plain, require_glyphs
from danvan_desktop.errors import UserError

_READABILITY = 2.0
"""Points that `fit.fit_block` may give up for better line ends."""
_SLACK = 1e-6


@dataclass(frozen=True)
class Box:
    """The room and the rule for one text. Lengths are points.

    `size` shrinks to `wrap_size` as long as no line has to be broken (line ends of the text's own
    are kept), then to `floor` on up to `max_lines`.
    """

    width: float
    height: float
    font: str
    size: float
    wrap_size: float
    floor: float
    max_lines: int
    factor: float

    def most(self, lines: int) -> float:
        """The largest size at which that many lines stand in the box, on the grid of sizes."""
        reach = fonts.reach(self.font)
        most = self.height / (reach.above + reach.below + (lines - 1) * self.factor)
        return int((most + _SLACK) / STEP) * STEP

    def inner_width(self, size: float) -> float:
        """What is left for advance widths when the ink of slanted letters stays inside."""
        return self.width - 2 * fonts.reach(self.font).side * size


@lru_cache(maxsize=256)
def fit_box(label: str, text: str, box: Box) -> FittedText:
    """The text as large as its box and rule allow.

    Raises `UserError` naming `label` when it does not fit or the font lacks a letter.
    """
    one_line = "\n" not in plain(text)
    if one_line:
        found = _on_one_line(label, text, box)
        if found is not None:
            return found
    return _on_lines(label, text, box)


def _on_one_line(label: str, text: str, box: Box) -> FittedText | None:
    """On one line at `wrap_size` or larger; None when it is too long for that."""
    size = min(box.size, box.most(1))
    least = min(box.floor if box.max_lines == 1 else max(box.wrap_size, box.floor), size)
    if size < box.floor:
        return None
    width = box.inner_width(size)
    if box.max_lines > 1:
        joined = " ".join(plain(text).split(" "))
        if fonts.text_width(joined, box.font, least) > width + _SLACK:
            return None
    return fit_line(label, text, box.font, size, width, least, 1, box.factor)


def _on_lines(label: str, text: str, box: Box) -> FittedText:
    """The largest of what two, three and more lines allow; fewer lines among equals."""
    best = _unbroken(label, text, box)
    if best is not None and best.size >= box.wrap_size - _READABILITY:
        return best
    refusal: UserError | None = None
    for most, lines in _candidates(text, box):
        if best is not None and best.size >= most - _READABILITY:
            break
        try:
            width = box.inner_width(most)
            found = fit_block(label, text, box.font, most, width, box.floor, lines, box.factor)
        except UserError as error:
            refusal = error
            continue
        if best is None or found.size > best.size:
            best = found
    if best is None:
        raise refusal or _too_low(label)
    return best


def _unbroken(label: str, text: str, box: Box) -> FittedText | None:
    """The text's own lines, none of them broken; None when they are too many or too long."""
    clauses = [clause.strip(" ") for clause in plain(text).split("\n")]
    if not 1 < len(clauses) <= box.max_lines:
        return None
    longest = max(fonts.text_width(clause, box.font, 1) for clause in clauses)
    widest = box.width / (longest + 2 * fonts.reach(box.font).side)
    most = min(box.size, box.most(len(clauses)), widest)
    size = int(most / STEP + _SLACK) * STEP
    if size < box.floor:
        return None
    require_glyphs(label, text, box.font)
    return FittedText(tuple(clauses), size, size * box.factor)


def _candidates(text: str, box: Box) -> list[tuple[float, int]]:
    """(size not to exceed, lines), the most promising first; only what could fit at all."""
    clauses = plain(text).split("\n")
    widths = [fonts.text_width(clause, box.font, 1) for clause in clauses]
    side = 2 * fonts.reach(box.font).side
    found = []
    for lines in range(len(clauses), box.max_lines + 1):
        unbroken = lines == len(clauses)
        length = max(widths) if unbroken else sum(widths) / lines
        start = min(box.size if unbroken else box.wrap_size, box.most(lines))
        most = min(start, max(box.width / (length + side), box.floor))
        grid = max(int(most / STEP + _SLACK) * STEP, box.floor)
        if grid <= box.most(lines) + _SLACK:
            found.append((grid, lines))
    return sorted(found, key=lambda one: (-one[0], one[1]))


def _too_low(label: str) -> UserError:
    return UserError(
        f"{label} không đủ chỗ trong ô của nó.",
        safe="Dữ liệu đã lưu vẫn còn nguyên.",
        todo="Hãy làm ô cao hơn, cho thêm dòng, hoặc rút gọn chữ rồi in lại.",
    )
