"""The pages of a finished PDF, as the preview and the printer ask for them.

Owns the door from the window to `documents.preview`; pypdfium2 is loaded with the first page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from danvan_desktop.documents.preview import Found, RenderedPage

MM_PER_INCH = 25.4
POINTS_PER_INCH = 72.0


@dataclass(frozen=True)
class PaperPages:
    """One PDF. A file that cannot be read raises `UserError` from either."""

    pdf: bytes

    @cached_property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of each page in millimetres."""
        from danvan_desktop.documents.preview import page_sizes

        return tuple(page_sizes(self.pdf))

    def render(self, index: int, dots_per_inch: float) -> RenderedPage:
        """Page `index` (from 0): its size in pixels, the bytes of a row, red-green-blue rows."""
        from danvan_desktop.documents.preview import render_page

        return render_page(self.pdf, index, dots_per_inch / POINTS_PER_INCH)

    def find(self, text: str) -> list[Found]:
        """Every place where `text` stands, as lists are searched: without case or marks."""
        from danvan_desktop.documents.preview import find_text

        return find_text(self.pdf, text)
