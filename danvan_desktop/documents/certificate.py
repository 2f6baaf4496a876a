"""Recognition certificates (giấy chứng nhận): one PDF, one A4 landscape page per recipient.

Owns drawing and the refusal of a batch. Words come from `certificate_data`, places from
`certificate_layout`, the drawing from `ornament`. The ornament and the words that all papers of a
batch share are one form each, drawn once and called by every page: a thousand papers take about
the time of a thousand nearly empty pages.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from danvan_desktop.documents import fonts, ornament
from danvan_desktop.documents.certificate_data import CertificateData
from danvan_desktop.documents.certificate_layout import (
    CENTRE,
    HEIGHT,
    INK,
    WIDTH,
    Layout,
    Line,
    lay_out,
)
from danvan_desktop.errors import UserError

Progress = Callable[[int, int, str], None]
"""`progress(done, total, text)`; it may raise to stop the work."""

_SHOWN_PROBLEMS = 8
_DRAWING = "drawing"


@dataclass(frozen=True)
class CertificateLook:
    """How a batch is printed. Without `drawing` only the words, for pre-printed stock."""

    recipient_font: str = fonts.TEXT_BOLD
    ground: bool = True
    drawing: bool = True


DEFAULT_LOOK = CertificateLook()


def certificates(
    batch: Sequence[CertificateData],
    look: CertificateLook = DEFAULT_LOOK,
    *,
    progress: Progress | None = None,
) -> bytes:
    """The papers of a batch as one PDF, in the order given; the same data give the same bytes.

    Raises `UserError` that lists every paper whose words do not fit or cannot be printed; then
    no paper is made at all, so that none is missing from a pile unseen.
    """
    if not batch:
        raise UserError("Chưa chọn giấy chứng nhận nào để in.")
    fonts.register()
    target = io.BytesIO()
    sheet = _Sheet(target, batch[0], look)
    found: list[str] = []
    for index, data in enumerate(batch):
        layout = lay_out(data, look.recipient_font)
        found.extend(_named(index, data, layout.problems))
        if not found:
            sheet.add(layout)
        if progress is not None:
            progress(index + 1, len(batch), data.recipient)
    if found:
        raise _refusal(found)
    sheet.save()
    return target.getvalue()


def problems(batch: Sequence[CertificateData], look: CertificateLook = DEFAULT_LOOK) -> list[str]:
    """Every reason why a paper of the batch cannot be printed, with its place and recipient."""
    fonts.register()
    found: list[str] = []
    for index, data in enumerate(batch):
        found.extend(_named(index, data, lay_out(data, look.recipient_font).problems))
    return found


def _named(index: int, data: CertificateData, reasons: Sequence[str]) -> list[str]:
    name = data.recipient if len(data.recipient) <= 60 else f"{data.recipient[:57]}..."
    return [f"Giấy thứ {index + 1} ({name}): {reason}" for reason in reasons]


def _refusal(found: Sequence[str]) -> UserError:
    shown = list(found[:_SHOWN_PROBLEMS])
    if len(found) > len(shown):
        shown.append(f"... và {len(found) - len(shown)} chỗ khác.")
    return UserError(
        "Chưa in được giấy chứng nhận:\n" + "\n".join(shown),
        safe="Chưa giấy nào được in; dữ liệu đã lưu vẫn còn nguyên.",
        todo="Hãy sửa các ô nêu trên rồi in lại.",
    )


class _Sheet:
    """A canvas that knows the fixed drawing, and draws shared words once per distinct head."""

    def __init__(self, target: io.BytesIO, first: CertificateData, look: CertificateLook) -> None:
        self._canvas: Any = Canvas(
            target, pagesize=(WIDTH, HEIGHT), pageCompression=1, lang="vi", invariant=1
        )
        self._canvas.setTitle("Giấy chứng nhận")
        self._canvas.setCreator("Dân Vận Khéo Desktop")
        self._canvas.setAuthor(first.issuer)
        self._look = look
        self._heads: dict[tuple[Line, ...], str] = {}
        if look.drawing:
            ornament.define_parts(self._canvas)
            self._canvas.beginForm(_DRAWING)
            ornament.draw_all(self._canvas, WIDTH, HEIGHT, ground=look.ground)
            self._canvas.endForm()

    def add(self, layout: Layout) -> None:
        head = self._head(layout)
        if self._look.drawing:
            self._canvas.doForm(_DRAWING)
        self._canvas.doForm(head)
        _write(self._canvas, layout.lines)
        self._canvas.showPage()

    def save(self) -> None:
        self._canvas.save()

    def _head(self, layout: Layout) -> str:
        key = tuple(layout.fixed)
        if key not in self._heads:
            self._heads[key] = f"head{len(self._heads)}"
            self._canvas.beginForm(self._heads[key])
            _write(self._canvas, layout.fixed)
            self._canvas.setStrokeColor(INK)
            self._canvas.setLineWidth(0.8)
            for rule in layout.rules:
                half = rule.width / 2
                self._canvas.line(rule.x - half, rule.y, rule.x + half, rule.y)
            if self._look.drawing:
                ornament.draw_divider(self._canvas, CENTRE, layout.divider_y, 45 * ornament.MM)
            self._canvas.endForm()
        return self._heads[key]


def _write(canvas: Any, lines: Sequence[Line]) -> None:
    for line in lines:
        canvas.setFillColor(line.color)
        canvas.setFont(line.font, line.size)
        draw = canvas.drawCentredString if line.centred else canvas.drawString
        draw(line.x, line.y, line.text)
