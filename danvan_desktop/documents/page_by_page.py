"""A ReportLab canvas whose finished pages go to the file at once: memory flat in their number.

Owns the writing of a PDF in one pass (ISO 32000-1, 7.5). ReportLab's own document keeps every page
and picture until it is saved; this one keeps what pages share (fonts, forms) and where each object
begins. For files without bookmarks and links: a page that is written is not known any more.
"""

from __future__ import annotations

from array import array
from typing import Any, Protocol

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFFile, PDFPages, PDFTrailer, pdfdocEnc
from reportlab.pdfgen.canvas import Canvas

_VERSION = (1, 4)
"""Stands at the head of the file, so it is that of the newest thing we draw: transparency."""

_LEAVES = 128
"""Pages on one node of their tree."""


class Target(Protocol):
    """What a file is written to, from its first byte to its last."""

    def write(self, content: bytes, /) -> int: ...


class PageByPage(Canvas):  # type: ignore[misc]
    """A compressed canvas; `target` gets each page when it is shown, the rest with `save`."""

    def __init__(self, target: Target, *, lang: str, **options: Any) -> None:
        super().__init__(target, pageCompression=1, **options)
        self._doc = _Document(target, compression=1, invariant=options.get("invariant"), lang=lang)
        self._make_preamble()


class _Tree(PDFPages):  # type: ignore[misc]
    """The root of all pages: nodes of so many each, as readers of long files like it too."""

    _total = 0

    def hang(self, node: str, count: int) -> None:
        """Take in a node that is written, with its number of pages."""
        self.addPage(node)
        self._total += count

    def check_format(self, document: Any) -> None:
        super().check_format(document)
        self.Count = self._total


class _Document(PDFDocument):  # type: ignore[misc]
    """Objects are numbered as ReportLab does; those of pages are written when they are numbered."""

    def __init__(self, target: Target, **options: Any) -> None:
        super().__init__(pdfVersion=_VERSION, **options)
        self._target = target
        self._length = 0
        self._starts = array("Q", [0])
        """Where each object begins, by its number; 0 while it is not written."""
        self.Pages = self.Catalog.Pages = _Tree()
        self._branch = 0
        self._leaves: list[str] = []
        self._write(PDFFile(_VERSION).format(self))

    def addPage(self, page: Any) -> None:  # noqa: N802 (ReportLab's own name)
        if not self._leaves:
            self._branch = self._number()
        page.Parent = _reference(self._branch)
        page.check_format(self)
        page.Contents = self._spooled(page.Contents)
        self._leaves.append(self._spooled(page))
        if len(self._leaves) == _LEAVES:
            self._end_branch()
        self.pageCounter += 1
        self.inObject = None

    def _end_branch(self) -> None:
        """Write the node that the last pages hang on."""
        if self._leaves:
            root = self.Reference(self.Pages).format(self).decode()
            count, kids = len(self._leaves), " ".join(self._leaves)
            node = f"<< /Type /Pages /Parent {root} /Count {count} /Kids [ {kids} ] >>"
            self._put(self._branch, node)
            self.Pages.hang(_reference(self._branch), count)
            self._leaves.clear()

    def format(self) -> bytes:
        """Write all that is left. ReportLab calls it to be given the whole file: that is `b""`."""
        self._end_branch()
        root, info = self.Reference(self.Catalog), self.Reference(self.info)
        number = 0
        while (number := number + 1) <= self.objectcounter:  # formatting one may number others
            name = self.numberToId.get(number)
            if name is not None:
                self._put(number, self.idToObject[name])
        start, size = self._length, self.objectcounter + 1
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        for begin in self._starts[1:]:
            self._write(b"%010d 00000 n \n" % begin)
        trailer = PDFTrailer(start, Size=size, Root=root, Info=info, ID=self.ID())
        self._write(trailer.format(self))
        return b""

    def _spooled(self, item: Any) -> str:
        """Write an object that nothing else will ask for; how it is referred to."""
        number = self._number()
        self._put(number, item)
        return _reference(number)

    def _number(self) -> int:
        """A number for an object that ReportLab does not know of."""
        self.objectcounter += 1
        number: int = self.objectcounter
        return number

    def _put(self, number: int, item: Any) -> None:
        content = pdfdoc.format(item, self, toplevel=1)
        self._starts.extend([0] * (number + 1 - len(self._starts)))
        self._starts[number] = self._length
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, content.rstrip(b"\n")))

    def _write(self, content: bytes | str) -> None:
        encoded: bytes = pdfdocEnc(content)
        self._target.write(encoded)
        self._length += len(encoded)


def _reference(number: int) -> str:
    return f"{number} 0 R"
