"""Certificates and award papers: one PDF, a page for each recipient, by a template.

Owns drawing and the refusal of a batch. Words come from `certificate_data`, places from the
template through `certificate_layout`, borders from `borders`. The drawing, and the words that all
papers of a batch share, are one form each, drawn once and called by every page: a thousand papers
take about the time of a thousand nearly empty pages. A page is written when it is finished.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from reportlab.lib.colors import HexColor

from danvan_desktop.documents import borders, fonts, qr_code
from danvan_desktop.documents.certificate_data import CertificateData
from danvan_desktop.documents.certificate_layout import (
    MM,
    RULE_WIDTH,
    Layout,
    Placed,
    Shift,
    Symbol,
    lay_out,
)
from danvan_desktop.documents.certificate_sheet import Imposition
from danvan_desktop.documents.page_by_page import PageByPage, Target
from danvan_desktop.domain.certificate_template import CertificateTemplate, Fit
from danvan_desktop.errors import UserError

Progress = Callable[[int, int, str], None]
"""`progress(done, total, text)`; it may raise to stop the work."""

Nudges = Mapping[str, Mapping[str, Shift]]
"""By the key of a paper, then by the id of a field."""

_SHOWN_PROBLEMS = 8
_SHORT_NAME = 60


@dataclass(frozen=True)
class PrintLook:
    """How a batch is printed. `stock` prints only words, onto pre-printed paper.

    `right` and `down` (mm) shift everything for a printer that pulls paper in askew; `pictures` are
    the backgrounds' bytes by their hash; `two_up` puts two papers on one sheet.
    """

    stock: bool = False
    right: float = 0.0
    down: float = 0.0
    two_up: bool = False
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    nudges: Nudges = field(default_factory=dict)


PLAIN = PrintLook()


@dataclass(frozen=True)
class CertificatePaper:
    """One paper to be drawn: its words, and the template it is drawn by."""

    data: CertificateData
    template: CertificateTemplate


@dataclass(frozen=True)
class PaperProblem:
    """Why one paper of a batch cannot be printed; `place` counts from 0, `field` is an id."""

    place: int
    recipient: str
    field: str
    words: str

    @property
    def sentence(self) -> str:
        name = self.recipient
        short = name if len(name) <= _SHORT_NAME else f"{name[: _SHORT_NAME - 3]}..."
        return f"Giấy thứ {self.place + 1} ({short}): {self.words}"


def certificates(
    batch: Sequence[CertificatePaper],
    look: PrintLook = PLAIN,
    *,
    progress: Progress | None = None,
) -> bytes:
    """The papers of a batch as one PDF, as `write_certificates` makes it, in memory."""
    target = io.BytesIO()
    write_certificates(target, batch, look, progress=progress)
    return target.getvalue()


def write_certificates(
    target: Target,
    batch: Sequence[CertificatePaper],
    look: PrintLook = PLAIN,
    *,
    progress: Progress | None = None,
) -> None:
    """The papers of a batch as one PDF, in the order given; the same data give the same bytes.

    Pages go to `target` as they are drawn, so that ten thousand take no more memory than ten.
    Raises `UserError` that lists every paper whose words do not fit or cannot be printed; what
    was written by then is no file. So none is missing from a pile unseen.
    """
    if not batch:
        raise UserError("Chưa chọn giấy nào để in.")
    fonts.register()
    sheet = _Sheet(target, batch[0], look)
    found: list[PaperProblem] = []
    for index, paper in enumerate(batch):
        layout = _layout(paper, look)
        found.extend(_named(index, paper.data, layout))
        if not found:
            sheet.add(paper.template, layout)
        if progress is not None:
            progress(index + 1, len(batch), paper.data.recipient)
    if found:
        raise _refusal(batch[0].template, found)
    sheet.save()


def problems(
    batch: Sequence[CertificatePaper],
    look: PrintLook = PLAIN,
    *,
    progress: Progress | None = None,
) -> list[PaperProblem]:
    """Every reason why a paper of the batch cannot be printed, in the order of the papers."""
    fonts.register()
    found: list[PaperProblem] = []
    for index, paper in enumerate(batch):
        found.extend(_named(index, paper.data, _layout(paper, look)))
        if progress is not None:
            progress(index + 1, len(batch), paper.data.recipient)
    return found


def _layout(paper: CertificatePaper, look: PrintLook) -> Layout:
    moved = look.nudges.get(paper.data.key)
    return lay_out(paper.template, paper.data, moved, stock=look.stock)


def _named(index: int, data: CertificateData, layout: Layout) -> Iterator[PaperProblem]:
    for one in layout.problems:
        yield PaperProblem(index, data.recipient, one.field, one.words)


def _refusal(template: CertificateTemplate, found: Sequence[PaperProblem]) -> UserError:
    shown = [one.sentence for one in found[:_SHOWN_PROBLEMS]]
    if len(found) > len(shown):
        shown.append(f"... và {len(found) - len(shown)} chỗ khác.")
    return UserError(
        f"Chưa in được {template.kind.label.lower()}:\n" + "\n".join(shown),
        safe="Chưa giấy nào được in; dữ liệu đã lưu vẫn còn nguyên.",
        todo="Hãy sửa các ô nêu trên rồi in lại.",
    )


class _Sheet:
    """A canvas that draws each template's drawing once, and shared words once per distinct set."""

    def __init__(self, target: Target, first: CertificatePaper, look: PrintLook) -> None:
        self._cells = Imposition.of(first.template.paper, two_up=look.two_up)
        self._canvas: Any = PageByPage(
            target, pagesize=self._cells.page, lang="vi", invariant=1, initialFontName=fonts.TEXT
        )
        self._canvas.setTitle(first.template.kind.label)
        self._canvas.setCreator("Dân Vận Khéo Desktop")
        self._canvas.setAuthor(first.data.issuer)
        self._look = look
        self._drawings: dict[CertificateTemplate, str] = {}
        self._heads: dict[tuple[int, ...], tuple[str, tuple[Placed, ...]]] = {}
        self._cell = 0

    def add(self, template: CertificateTemplate, layout: Layout) -> None:
        drawing, head = self._drawing(template), self._head(layout.shared)
        self._turn_to(Imposition.of(template.paper, two_up=self._look.two_up))
        canvas = self._canvas
        canvas.saveState()
        self._cells.enter(canvas, self._cell)
        if self._look.right or self._look.down:
            canvas.translate(self._look.right * MM, -self._look.down * MM)
        for form in (drawing, head):
            if form:
                canvas.doForm(form)
        write(canvas, layout.own)
        canvas.restoreState()
        if self._cell == 0:
            self._cells.mark(canvas)
        self._cell += 1

    def save(self) -> None:
        self._canvas.showPage()
        self._canvas.save()

    def _turn_to(self, cells: Imposition) -> None:
        """A new sheet when this one is full or the next paper lies otherwise."""
        if self._cell and (self._cell == self._cells.count or cells != self._cells):
            self._canvas.showPage()
            self._cell = 0
        if cells != self._cells:
            self._cells = cells
            self._canvas.setPageSize(cells.page)

    def _drawing(self, template: CertificateTemplate) -> str:
        if self._look.stock:
            return ""
        if template not in self._drawings:
            name = f"drawing{len(self._drawings)}"
            self._drawings[template] = name
            picture = self._look.pictures.get(template.background.sha256, b"")
            draw_fixed(self._canvas, template, picture, name)
        return self._drawings[template]

    def _head(self, shared: tuple[Placed, ...]) -> str:
        if not any(one.lines or one.divider for one in shared):
            return ""
        # Equal fields are one object out of `certificate_layout.place`, and kept here they stay it.
        key = tuple(map(id, shared))
        if key not in self._heads:
            name = f"head{len(self._heads)}"
            self._heads[key] = name, shared
            self._canvas.beginForm(name)
            write(self._canvas, shared)
            self._canvas.endForm()
        return self._heads[key][0]


def draw_fixed(canvas: Any, template: CertificateTemplate, picture: bytes, form: str) -> None:
    """Define the form of everything without words: background picture, border and ground."""
    width, height = template.paper.width * MM, template.paper.height * MM
    borders.define_parts(canvas, template.border)
    image = _image(picture) if picture and template.background.sha256 else None
    canvas.beginForm(form, 0, 0, width, height)
    if image is not None:
        _background(canvas, image, template.background.fit, (width, height))
    borders.draw(
        canvas, template.border, width, height, ground=template.ground, over=image is not None
    )
    canvas.endForm()


def _image(picture: bytes) -> Any:
    from reportlab.lib.utils import ImageReader

    return ImageReader(io.BytesIO(picture))


def _background(canvas: Any, image: Any, fit: Fit, page: tuple[float, float]) -> None:
    across, up = image.getSize()
    factors = page[0] / across, page[1] / up
    if fit is not Fit.STRETCH:
        even = max(factors) if fit is Fit.COVER else min(factors)
        factors = even, even
    wide, high = across * factors[0], up * factors[1]
    canvas.drawImage(image, (page[0] - wide) / 2, (page[1] - high) / 2, wide, high)


def write(canvas: Any, placed: Sequence[Placed]) -> None:
    """Draw the words, rules and codes of fields that were placed."""
    text = canvas.beginText()
    font: tuple[str, float] | None = None
    colour = ""
    for one in placed:
        for line in one.lines:
            if font != (line.font, line.size):
                font = (line.font, line.size)
                text.setFont(*font)
            if colour != line.colour:
                colour = line.colour
                text.setFillColor(_colour(colour))
            text.setTextOrigin(line.x, line.y)
            text.textOut(line.text)
    canvas.drawText(text)
    for one in placed:
        for rule in one.rules:
            canvas.setStrokeColor(_colour(rule.colour))
            canvas.setLineWidth(RULE_WIDTH)
            canvas.line(rule.x, rule.y, rule.x + rule.width, rule.y)
        if one.divider is not None:
            borders.draw_divider(canvas, one.divider)
        if one.symbol is not None:
            _symbol(canvas, one.symbol)


@lru_cache(maxsize=64)
def _colour(code: str) -> Any:
    return HexColor(code)


def _symbol(canvas: Any, symbol: Symbol) -> None:
    qr_code.draw(canvas, symbol.text, symbol.x, symbol.y, symbol.side)
