"""Where every word of a certificate stands: sizes, lines and baselines on A4 landscape.

Owns the measures of the certificate and the decision "fits or is refused"; draws nothing. Heights
run from the foot of the page, as PDF counts. The head and the foot of the page stand still, so that
the papers of one batch look alike; only the words between title and signature move.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from reportlab.lib.colors import Color

from danvan_desktop.documents import fonts
from danvan_desktop.documents.certificate_data import CertificateData
from danvan_desktop.documents.fit import FittedText, fit_block, fit_line
from danvan_desktop.documents.ornament import MM, RED
from danvan_desktop.errors import UserError

WIDTH, HEIGHT = 297 * MM, 210 * MM
CENTRE = WIDTH / 2
INK = Color(0.09, 0.08, 0.08)

SEAL_SPACE = 35 * MM
"""Left free between the position and the signer's name for signature and seal."""

_HEAD_TOP = 186.5 * MM
_HEAD_WIDTH = 200 * MM
_BODY_WIDTH = 226 * MM
_SIGN_CENTRE = 209 * MM
_SIGN_WIDTH = 108 * MM
_FOOT = 25.5 * MM
_LEFT = 33 * MM
_LEFT_WIDTH = 112 * MM
_CAPITAL = 0.7
"""Height of a capital with its mark, in sizes, over all fonts used here."""

_FACTORS = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64)
"""How much smaller all words between title and signature may become, step by step."""

_cached_line: Callable[..., FittedText] = lru_cache(maxsize=512)(fit_line)
_cached_block: Callable[..., FittedText] = lru_cache(maxsize=512)(fit_block)


@dataclass(frozen=True)
class Line:
    """One line of words; `x` is its middle when `centred`, else its left end."""

    text: str
    x: float
    y: float
    font: str
    size: float
    color: Color = INK
    centred: bool = True


@dataclass(frozen=True)
class Rule:
    """A thin line under words, `width` points long about `x`."""

    x: float
    y: float
    width: float


@dataclass
class Layout:
    """What stands on one certificate. `problems` tells what does not fit; then nothing is drawn.

    `fixed` is the part that all papers of one batch share, `lines` is this paper's own.
    """

    fixed: list[Line] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    divider_y: float = 0.0
    lines: list[Line] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def fit_line(self, label: str, text: str, *measures: object) -> FittedText | None:
        """`fit.fit_line`, a refusal noted down."""
        return self._noted(_cached_line, label, text, measures)

    def fit_block(self, label: str, text: str, *measures: object) -> FittedText | None:
        """`fit.fit_block`, a refusal noted down."""
        return self._noted(_cached_block, label, text, measures)

    def _noted(
        self,
        fit: Callable[..., FittedText],
        label: str,
        text: str,
        measures: tuple[object, ...],
    ) -> FittedText | None:
        try:
            return fit(label, text, *measures)
        except UserError as error:
            self.problems.append(error.what)
            return None


@dataclass(frozen=True)
class _Part:
    """A fitted text of the moving middle; `space` above it at least, `ease` more if there is."""

    fitted: FittedText
    font: str
    space: float
    ease: float

    @property
    def below(self) -> float:
        """Room for the long tails of the calligraphic fonts; other tails go into the gap."""
        return self.fitted.size * 0.28 if self.font in fonts.SCRIPTS else 0.0

    @property
    def height(self) -> float:
        lines = self.fitted.leading * (len(self.fitted.lines) - 1)
        return self.fitted.size * _CAPITAL + lines + self.below


def lay_out(data: CertificateData, recipient_font: str) -> Layout:
    """Place every word of `data`, or say in `Layout.problems` which field does not fit."""
    layout = Layout()
    below_title = _head(layout, data)
    above_signature = _signature(layout, data)
    _foot(layout, data)
    _middle(layout, data, recipient_font, below_title, above_signature)
    return layout


def _head(layout: Layout, data: CertificateData) -> float:
    """Header of the body and the title, from the top down; returns the height under the title."""
    heads = (
        ("Dòng tiêu đề", data.top_line, 15.0, fonts.TEXT_BOLD, INK),
        ("Tiêu ngữ", data.motto, 15.0, fonts.TEXT_BOLD, INK),
        ("Cơ quan cấp trên", data.parent, 14.0, fonts.TEXT, INK),
        ("Cơ quan công nhận", data.issuer, 16.0, fonts.TEXT_BOLD, RED),
    )
    ruled = "Tiêu ngữ" if data.motto else "Dòng tiêu đề"
    y = _HEAD_TOP
    for label, text, size, font, color in heads:
        fitted = layout.fit_block(label, text, font, size, _HEAD_WIDTH, 11, 3) if text else None
        if fitted is None:
            continue
        y = _stack_down(layout.fixed, fitted, y, font, color)
        if label == ruled:
            width = fonts.text_width(fitted.lines[-1], font, fitted.size)
            layout.rules.append(Rule(CENTRE, y - 1.7 * MM, width))
            y -= 2.6 * MM
        y -= 3.1 * MM
    return _title(layout, data, y)


def _stack_down(
    lines: list[Line], fitted: FittedText, top: float, font: str, color: Color
) -> float:
    """Add centred lines whose capitals begin at `top`; returns the last baseline."""
    y = top - fonts.cap_height(font, fitted.size)
    for index, text in enumerate(fitted.lines):
        y -= fitted.leading if index else 0
        lines.append(Line(text, CENTRE, y, font, fitted.size, color))
    return y


def _title(layout: Layout, data: CertificateData, top: float) -> float:
    size, gap = {2: (43.0, 11 * MM), 3: (42.0, 8 * MM)}.get(len(layout.fixed), (38.0, 6 * MM))
    fitted = layout.fit_line("Tên giấy", data.title, fonts.TEXT_BOLD, size, _HEAD_WIDTH, 28)
    if fitted is None:
        return top
    y = _stack_down(layout.fixed, fitted, top - gap, fonts.TEXT_BOLD, RED)
    layout.divider_y = y - 6.0 * MM
    return layout.divider_y - 2.2 * MM


def _signature(layout: Layout, data: CertificateData) -> float:
    """Place and date, authority, position, free space, name; returns the height above them."""
    _stack_up(layout, "Người ký", data.signer, fonts.TEXT_BOLD, 15.0, _FOOT)
    position_font = fonts.TEXT_BOLD if data.position_bold else fonts.TEXT
    y = _FOOT + fonts.cap_height(fonts.TEXT_BOLD, 15) + SEAL_SPACE + 2.4 * MM
    for label, text, font in (
        ("Chức vụ người ký", data.position, position_font),
        ("Thẩm quyền ký", data.authority, fonts.TEXT_BOLD),
        ("Địa danh, ngày tháng", data.place_date, fonts.TEXT_ITALIC),
    ):
        y = _stack_up(layout, label, text, font, 14.5, y)
    return y


def _stack_up(layout: Layout, label: str, text: str, font: str, size: float, y: float) -> float:
    """Add lines whose last baseline is `y`; returns the baseline for the text above them."""
    fitted = layout.fit_line(label, text, font, size, _SIGN_WIDTH, 11, 2) if text else None
    if fitted is None:
        return y
    for line in reversed(fitted.lines):
        layout.lines.append(Line(line, _SIGN_CENTRE, y, font, fitted.size))
        y += fitted.leading
    return y + 0.6 * MM


def _foot(layout: Layout, data: CertificateData) -> None:
    """Decision and register number, left, their last line level with the signer's name."""
    font = fonts.TEXT_ITALIC
    fitted = layout.fit_block(
        "Số quyết định, số vào sổ", data.foot_text, font, 13, _LEFT_WIDTH, 10, 5, 1.35
    )
    if fitted is None:
        return
    y = _FOOT + fitted.leading * (len(fitted.lines) - 1)
    for line in fitted.lines:
        layout.lines.append(Line(line, _LEFT, y, font, fitted.size, centred=False))
        y -= fitted.leading


def _middle(
    layout: Layout, data: CertificateData, recipient_font: str, top: float, bottom: float
) -> None:
    """Recipient and reason between title and signature; all a little smaller until they fit."""
    for factor in _FACTORS:
        parts = _parts(layout, data, recipient_font, factor)
        if parts is None:
            return
        spare = top - bottom - 5 * MM - sum(part.height + part.space for part in parts)
        if spare >= 0:
            _place(layout, parts, top, spare)
            return
    layout.problems.append("Nội dung công nhận quá dài, không đủ chỗ trên một trang giấy.")


def _parts(
    layout: Layout, data: CertificateData, recipient_font: str, factor: float
) -> list[_Part] | None:
    known = len(layout.problems)
    texts = (
        ("Dòng dẫn", data.lead, fonts.TEXT_ITALIC, 17.0, 13.0, 1, 9.0, 6.0),
        ("Địa chỉ", data.address, fonts.TEXT, 15.5, 12.0, 2, 9.0, 5.0),
        ("Nội dung công nhận", data.reason, fonts.TEXT_BOLD_ITALIC, 17.5, 12.5, 4, 13.0, 13.0),
    )
    parts = []
    for label, text, font, most, least, count, space, ease in texts:
        size = max(most * factor, least)
        fitted = (
            layout.fit_block(label, text, font, size, _BODY_WIDTH, least, count, 1.3)
            if text
            else None
        )
        if fitted is not None:
            parts.append(_Part(fitted, font, space * factor, ease))
    name = _recipient(layout, data.recipient, recipient_font, factor)
    if name is not None:
        parts.insert(1 if data.lead else 0, _Part(name, recipient_font, 13.0 * factor, 9.0))
    return parts if len(layout.problems) == known else None


def _recipient(layout: Layout, name: str, font: str, factor: float) -> FittedText | None:
    """One large line if it can be; a long name goes on two lines of a middle size."""
    label = "Tên tập thể, cá nhân"
    if not name.strip():
        layout.problems.append(f"{label} còn trống.")
        return None
    script = font in fonts.SCRIPTS
    shown = name if script else name.upper()
    most, least, two_lines, floor = (42, 30, 28, 18) if script else (26, 19.5, 21, 14)
    width = _BODY_WIDTH
    one_line = fonts.text_width(" ".join(shown.split()), font, least * factor) <= width
    if one_line:
        return layout.fit_line(label, shown, font, most * factor, width, least * factor, 1)
    return layout.fit_block(label, shown, font, two_lines * factor, width, floor, 2, 1.28)


def _place(layout: Layout, parts: list[_Part], top: float, spare: float) -> None:
    """Let the gaps grow towards ease; what is left over goes above and below alike."""
    below = 14.0
    ease = sum(part.ease for part in parts) + below
    grown = min(spare / ease, 1.0)
    y = top - (spare - grown * ease) * 0.45
    for part in parts:
        y -= part.space + part.ease * grown + part.fitted.size * _CAPITAL
        for index, text in enumerate(part.fitted.lines):
            y -= part.fitted.leading if index else 0
            layout.lines.append(Line(text, CENTRE, y, part.font, part.fitted.size))
        y -= part.below
