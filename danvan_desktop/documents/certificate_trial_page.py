"""The page an office prints on plain paper to see how a printer shifts: a grid and the fields.

Held against pre-printed stock and the light, it shows the millimetres to set as offsets. Owns its
drawing only.
"""

from __future__ import annotations

import io
from typing import Any

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from danvan_desktop.documents import fonts
from danvan_desktop.documents.certificate_layout import MM
from danvan_desktop.domain.certificate_template import CertificateTemplate, TemplateField

_FAINT = Color(0.88, 0.92, 0.95)
_LINE = Color(0.66, 0.74, 0.80)
_WORDS = Color(0.30, 0.38, 0.45)
_BOX = Color(0.70, 0.07, 0.09)
_CROSS = 10.0
_FROM_EDGE = 10.0


def trial_page(
    template: CertificateTemplate, *, right: float = 0.0, down: float = 0.0, printer: str = ""
) -> bytes:
    """One page of the template's paper: a grid of 5 mm with figures, corner crosses, all boxes.

    The boxes and crosses are shifted by the offsets (mm), the grid is not.
    """
    fonts.register()
    target = io.BytesIO()
    width, height = template.paper.width, template.paper.height
    canvas = Canvas(
        target,
        pagesize=(width * MM, height * MM),
        lang="vi",
        invariant=1,
        initialFontName=fonts.TEXT,
    )
    canvas.setTitle("Trang in thử")
    canvas.setCreator("Dân Vận Khéo Desktop")
    larger = _larger(template)
    _grid(canvas, width, height, larger)
    canvas.translate(right * MM, -down * MM)
    for x in (_FROM_EDGE, width - _FROM_EDGE):
        for y in (_FROM_EDGE, height - _FROM_EDGE):
            _cross(canvas, x, height - y)
    for one in template.fields:
        if one.visible:
            _box(canvas, one, height, larger)
    _legend(canvas, template, (right, down), printer, larger)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _larger(template: CertificateTemplate) -> float:
    """How many times as large the words are as on A4: a larger sheet is read from further away."""
    paper = template.paper
    return min(max(paper.width / 297, paper.height / 297, 1.0), 1.5)


def _grid(canvas: Any, width: float, height: float, larger: float) -> None:
    canvas.setFont(fonts.TEXT, 6 * larger)
    canvas.setFillColor(_WORDS)
    for at in range(0, int(width) + 1, 5):
        _stroke(canvas, at)
        canvas.line(at * MM, 0, at * MM, height * MM)
        if at % 10 == 0 and 0 < at < width - 5:
            canvas.drawCentredString(at * MM, (height - 5) * MM, str(at))
    for at in range(0, int(height) + 1, 5):
        _stroke(canvas, at)
        canvas.line(0, (height - at) * MM, width * MM, (height - at) * MM)
        if at % 10 == 0 and 0 < at < height - 5:
            canvas.drawString(3 * MM, (height - at) * MM - 2, str(at))


def _stroke(canvas: Any, at: int) -> None:
    canvas.setStrokeColor(_LINE if at % 10 == 0 else _FAINT)
    canvas.setLineWidth(0.4 if at % 50 else 0.8)


def _cross(canvas: Any, x: float, y: float) -> None:
    half = _CROSS / 2
    canvas.setStrokeColor(_BOX)
    canvas.setLineWidth(0.6)
    canvas.line((x - half) * MM, y * MM, (x + half) * MM, y * MM)
    canvas.line(x * MM, (y - half) * MM, x * MM, (y + half) * MM)


def _box(canvas: Any, one: TemplateField, height: float, larger: float) -> None:
    canvas.setStrokeColor(_BOX)
    canvas.setLineWidth(0.5)
    foot = height - one.bottom
    canvas.rect(one.x * MM, foot * MM, one.width * MM, one.height * MM)
    canvas.setFillColor(_BOX)
    canvas.setFont(fonts.TEXT_ITALIC, 7 * larger)
    words = f"{one.label}: trái {_mm(one.x)}, trên {_mm(one.y)} mm"
    canvas.drawString((one.x + 1) * MM, (height - one.y) * MM - 7 * larger, words)


def _mm(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _legend(
    canvas: Any,
    template: CertificateTemplate,
    shift: tuple[float, float],
    printer: str,
    larger: float,
) -> None:
    lines = (
        f"Trang in thử - {template.name} ({template.paper.words})",
        f"Máy in: {printer}" if printer else "In qua tệp PDF ở máy khác",
        f"Dịch phải {_mm(shift[0])} mm, xuống {_mm(shift[1])} mm. Bốn dấu thập cách mép 10 mm;",
        "đo khoảng cách thật đến mép giấy rồi nhập phần chênh vào ô dịch chỗ của máy in.",
    )
    canvas.setFillColor(_WORDS)
    canvas.setFont(fonts.TEXT, 8 * larger)
    for place, text in enumerate(lines):
        canvas.drawString(22 * MM, (template.paper.height - (9 + 3.4 * place) * larger) * MM, text)
