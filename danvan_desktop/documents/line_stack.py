"""Short formal lines set one under another: letterhead, title, signature, receivers.

Owns how such a block is measured and drawn. Every text goes through `fit`, so a long name shrinks
or wraps inside its block and is refused by name when it cannot; nothing is laid over anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable

from danvan_desktop.documents import fonts, qr_code
from danvan_desktop.documents.fit import fit_block
from danvan_desktop.documents.paragraph_text import plain, require_glyphs
from danvan_desktop.documents.profile_format import TextStyle

_DESCENT = 0.22
"""Share of the leading below the baseline: what Tinos needs for g, y and marks below."""

_RULE_WIDTH = 0.7
_UNDERLINE_DROP = 0.11


@dataclass(frozen=True)
class InkLine:
    """One line of text; `leading` is the height it takes, in points.

    `label` is what the text is called. `whole` is the text before it was set on several lines,
    which the first of them has and those after it do not.
    """

    text: str
    font: str
    size: float
    leading: float
    underline: bool = False
    label: str = ""
    whole: str = ""

    @property
    def height(self) -> float:
        return self.leading

    @property
    def width(self) -> float:
        return fonts.text_width(self.text, self.font, self.size)


@dataclass(frozen=True)
class InkRule:
    """A thin horizontal rule of `length` points, with room above and below it."""

    length: float
    before: float = 3.0
    after: float = 3.0

    @property
    def height(self) -> float:
        return self.before + self.after


@dataclass(frozen=True)
class InkGap:
    """Empty height."""

    height: float


@dataclass(frozen=True)
class InkCode:
    """A QR symbol of `side` points at the left end, with room above it."""

    text: str
    side: float
    before: float = 8.0

    @property
    def height(self) -> float:
        return self.before + self.side


Ink = InkLine | InkRule | InkGap | InkCode


def face_name(style: TextStyle) -> str:
    """The font of a style's weight and slant."""
    faces = {
        (False, False): fonts.TEXT,
        (True, False): fonts.TEXT_BOLD,
        (False, True): fonts.TEXT_ITALIC,
        (True, True): fonts.TEXT_BOLD_ITALIC,
    }
    return faces[(style.bold, style.italic)]


def in_style(text: str, style: TextStyle) -> str:
    """NFC text without control signs, in capitals where the style says so."""
    cleaned = plain(text)
    return cleaned.upper() if style.capitals else cleaned


def kept_spaces(text: str) -> str:
    """Runs of spaces made unbreakable, so that the open places of a draft keep their width."""
    return re.sub(" {2,}", lambda run: "\u00a0" * len(run.group()), text)


def fitted_lines(
    label: str,
    text: str,
    style: TextStyle,
    width: float,
    *,
    max_lines: int = 3,
    factor: float = 1.2,
) -> list[InkLine]:
    """The text in at most `max_lines` balanced lines of at most `width` points.

    Line ends of the text itself begin a new line, each with `max_lines` of its own. Raises
    `UserError` naming `label` when it does not fit at the style's floor.
    """
    font, floor = face_name(style), min(style.floor, style.size)
    made: list[InkLine] = []
    for part in in_style(text, style).split("\n"):
        fitted = fit_block(label, part, font, style.size, width, floor, max_lines, factor)
        made += [
            InkLine(
                line,
                font,
                fitted.size,
                fitted.leading,
                style.underline,
                label,
                "" if place else part,
            )
            for place, line in enumerate(fitted.lines)
        ]
    return made


def spaced_line(
    label: str, text: str, style: TextStyle, width: float, factor: float = 1.2
) -> list[InkLine]:
    """One line whose runs of spaces are kept: the open places of a draft.

    Falls back to `fitted_lines` when it is too wide even at the style's floor.
    """
    font, size, kept = face_name(style), style.size, in_style(text, style)
    require_glyphs(label, kept, font)
    while fonts.text_width(kept, font, size) > width and size > style.floor:
        size = max(size - 0.5, style.floor)
    if fonts.text_width(kept, font, size) > width:
        return fitted_lines(label, kept_spaces(text), style, width, factor=factor)
    return [InkLine(kept, font, size, size * factor, style.underline, label, kept)]


def stack_height(stack: Sequence[Ink]) -> float:
    """Height in points of a block."""
    return sum(ink.height for ink in stack)


def draw_stack(
    canvas: Any, stack: Sequence[Ink], left: float, top: float, width: float, *, centred: bool
) -> None:
    """Draw a block downwards from `top`; lines are centred in `width` or start at `left`."""
    y = top
    for ink in stack:
        y -= ink.height
        if isinstance(ink, InkLine):
            _draw_line(canvas, ink, left, y, width, centred)
        elif isinstance(ink, InkCode):
            qr_code.draw(canvas, ink.text, left, y, ink.side)
        elif isinstance(ink, InkRule):
            start = left + (width - ink.length) / 2 if centred else left
            canvas.setLineWidth(_RULE_WIDTH)
            canvas.line(start, y + ink.after, start + ink.length, y + ink.after)


def _draw_line(
    canvas: Any, ink: InkLine, left: float, bottom: float, width: float, centred: bool
) -> None:
    start = left + (width - ink.width) / 2 if centred else left
    baseline = bottom + ink.leading * _DESCENT
    canvas.setFont(ink.font, ink.size)
    canvas.drawString(start, baseline, ink.text)
    if ink.underline:
        under = baseline - ink.size * _UNDERLINE_DROP
        canvas.setLineWidth(_RULE_WIDTH)
        canvas.line(start, under, start + ink.width, under)


class LineStack(Flowable):  # type: ignore[misc]
    """A block as wide as the text area, its lines centred; never split over two pages."""

    def __init__(self, stack: Sequence[Ink], *, keep_with_next: bool = False) -> None:
        super().__init__()
        self.stack = tuple(stack)
        self.keepWithNext = int(keep_with_next)

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, stack_height(self.stack)
        return self.width, self.height

    def draw(self) -> None:
        draw_stack(self.canv, self.stack, 0, self.height, self.width, centred=True)


@dataclass(frozen=True)
class Column:
    """One block of a `SideBySide`: its share of the width, and whether its lines are centred."""

    stack: tuple[Ink, ...]
    share: float
    centred: bool = True


class SideBySide(Flowable):  # type: ignore[misc]
    """Blocks next to each other, tops level; never split over two pages."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        self.width = available_width
        self.height = max((stack_height(column.stack) for column in self.columns), default=0.0)
        return self.width, self.height

    def draw(self) -> None:
        left = 0.0
        for column in self.columns:
            width = column.share * self.width
            draw_stack(self.canv, column.stack, left, self.height, width, centred=column.centred)
            left += width


def is_title(stack: Sequence[Ink]) -> bool:
    """Titles begin with room above them and are bold; other formal lines come without."""
    lines = [ink for ink in stack if isinstance(ink, InkLine)]
    return isinstance(stack[0], InkGap) and bool(lines) and "Bold" in lines[0].font
