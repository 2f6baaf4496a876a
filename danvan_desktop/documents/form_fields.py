"""Lines of a form: a label with its words, or dots to write on where there are none yet.

Owns how a filled and an empty field look, so that the same form serves screen data and the pen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from danvan_desktop.documents import fonts
from danvan_desktop.documents.page import (
    body_style,
    flush_style,
    form_style,
    labelled,
    outlined,
    paragraphs,
    safe,
)
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.documents.text_part import Text

_DOTS = (0.6, 2.4)
_LEAST_DOTS = 20 * mm
_BOX = 3.6 * mm
_BEFORE_HEADING = 4


class DottedLines(Flowable):  # type: ignore[misc]
    """Rows of dots across the text area, the first behind `label`, which is `indent`ed."""

    def __init__(
        self, count: int, leading: float, label: str = "", size: float = 14, indent: float = 0
    ) -> None:
        super().__init__()
        self.count, self.leading, self.label, self.size = count, leading, label, size
        self.indent = indent if label else 0.0

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, self.count * self.leading
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setLineWidth(0.6)
        self.canv.setDash(list(_DOTS))
        for row in range(self.count):
            start = self._label_end() if row == 0 else 0.0
            y = self.height - (row + 1) * self.leading + self.leading * 0.2
            self.canv.line(start, y, self.width, y)
        self.canv.setDash()
        if self.label:
            self.canv.setFont(fonts.TEXT, self.size)
            self.canv.drawString(self.indent, self.height - self.leading * 0.8, self.label)

    def _label_end(self) -> float:
        if not self.label:
            return 0.0
        return self.indent + fonts.text_width(self.label + " ", fonts.TEXT, self.size)


class TickBox(Flowable):  # type: ignore[misc]
    """An empty square to tick, in the middle of its cell. Drawn, because the font has none."""

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, _BOX + 2
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setLineWidth(0.7)
        self.canv.rect((self.width - _BOX) / 2, 0, _BOX, _BOX)


def field_line(
    profile: Profile, label: str, value: str, *, width: float, blank_rows: int = 1, **style: Any
) -> list[Flowable]:
    """`label: value` as running text, or `label: .....` when there is no value.

    Raises `UserError` naming `label` when the value cannot be printed.
    """
    made = labelled(label, _field_parts(profile, label, value, width, blank_rows, style))
    for part in made:
        part.lead, part.value = f"{label}: ", value
    return made


def heading_field(label: str, parts: Sequence[Flowable], text: str) -> list[Flowable]:
    """A heading that is not always the same words, as a field of one line."""
    made = labelled(label, parts)
    for part in made:
        part.lead, part.value = "", text
    return made


def _field_parts(
    profile: Profile, label: str, value: str, width: float, blank_rows: int, style: dict[str, Any]
) -> list[Flowable]:
    text_style = form_style(profile, **style)
    if value.strip():
        return paragraphs(label, value, text_style, lead=f"{safe(label, label)}: ")
    size, leading, indent = text_style.fontSize, text_style.leading, text_style.firstLineIndent
    if fonts.text_width(label, fonts.TEXT, size) + indent + _LEAST_DOTS > width:
        return [Text(f"{safe(label, label)}:", text_style), DottedLines(blank_rows, leading)]
    return [DottedLines(blank_rows, leading, f"{label}:", size, indent), _spacer(text_style)]


def field_lines(
    profile: Profile, fields: Sequence[tuple[str, str]], *, width: float, **style: Any
) -> list[Flowable]:
    """`field_line` for each (label, value)."""
    made: list[Flowable] = []
    for label, value in fields:
        made += field_line(profile, label, value, width=width, **style)
    return made


def as_body(profile: Profile) -> dict[str, float]:
    """What makes the lines of a form look like the running text between which they stand."""
    body = profile.body
    return {
        "fontSize": body.size,
        "leading": body.leading,
        "spaceAfter": body.space_after,
        "firstLineIndent": body.first_line_mm * mm,
    }


def numbered_heading(
    profile: Profile, number: int, label: str, text: str, *, blank_rows: int
) -> list[Flowable]:
    """`1. Label` in bold with the words under it, or rows of dots."""
    style = body_style(profile)
    room = 2 if text.strip() else 0
    head_style = flush_style(profile, fontName=fonts.TEXT_BOLD, spaceAfter=room, keepWithNext=1)
    head = Text(f"{number}. {safe(label, label)}", head_style)
    if text.strip():
        return [head, *paragraphs(label, text, style)]
    dots = labelled(label, [DottedLines(blank_rows, style.leading), _spacer(style)])
    return [head, *dots]


def text_or_dots(profile: Profile, label: str, text: str, blank_rows: int) -> list[Flowable]:
    """The text as running text, or rows of dots where there is none."""
    style = body_style(profile)
    if text.strip():
        return paragraphs(label, text, style)
    return labelled(label, [DottedLines(blank_rows, style.leading)])


def people_lines(
    profile: Profile, label: str, people: Sequence[str], blank_rows: int
) -> list[Flowable]:
    """A line "- ..." for each person, or rows of dots where nobody is named."""
    return text_or_dots(profile, label, "\n".join(f"- {person}" for person in people), blank_rows)


def part_heading(profile: Profile, text: str, *, indented: bool = False) -> Flowable:
    """The heading of a part ("I. THÔNG TIN CHUNG"), kept with what follows.

    Over running text it is `indented` as that is; over the lines of a form it is flush.
    """
    first_line = profile.body.first_line_mm * mm if indented else 0
    style = flush_style(
        profile,
        fontName=fonts.TEXT_BOLD,
        firstLineIndent=first_line,
        spaceBefore=_BEFORE_HEADING,
        keepWithNext=1,
    )
    return outlined(Text(safe("Đề mục", text), style), text, 1)


def list_heading(profile: Profile, text: str) -> Flowable:
    """A line of running text in italics over a list or a text, kept with it."""
    style = body_style(profile, fontName=fonts.TEXT_ITALIC, keepWithNext=1)
    return Text(safe("Đề mục", text), style)


def note_line(profile: Profile, text: str, *, keep: bool = False) -> Flowable:
    """A short line of explanation in italics; `keep` binds it to what follows."""
    style = form_style(profile, fontName=fonts.TEXT_ITALIC, keepWithNext=int(keep))
    return Text(safe("Chú thích", text), style)


class Space(Flowable):  # type: ignore[misc]
    """Empty height."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.width, self.height = 0.0, height

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        return 0.0, self.height

    def draw(self) -> None:
        """Empty height draws nothing."""


def _spacer(style: ParagraphStyle) -> Flowable:
    return Space(style.spaceAfter)


def sector_field(sector: str | None) -> list[tuple[str, str]]:
    """The line of the sector; none under a programme without sectors (None)."""
    return [] if sector is None else [("Lĩnh vực", sector)]
