"""A run of text in a paper that can be read again after it was drawn.

Owns the pieces of our small markup (`<b>`, `<i>`, `<br/>`), which `paragraph_text` makes safe.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph


@dataclass(frozen=True)
class Piece:
    """Letters of one weight and slant; a line end is the text "\\n"."""

    text: str
    bold: bool = False
    italic: bool = False


class Text(Paragraph):  # type: ignore[misc]
    """A ReportLab paragraph that keeps its markup, since measuring takes its pieces apart."""

    def __init__(
        self,
        markup: str | None,
        style: ParagraphStyle,
        bulletText: str | None = None,  # noqa: N803 (ReportLab's own name, used when it splits)
        frags: Any = None,
        **more: Any,
    ) -> None:
        super().__init__(markup, style, bulletText, frags, **more)
        self.markup = markup or ""


def pieces(markup: str) -> Iterator[Piece]:
    """The letters of a markup with their weight and slant, line ends by themselves."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    yield from reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Piece] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002 (the base's signature)
        if tag == "br":
            self.found.append(Piece("\n"))
        else:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        self.found.append(Piece(data, "b" in self._open, "i" in self._open))
