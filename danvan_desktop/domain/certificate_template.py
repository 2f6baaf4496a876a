"""How a certificate or an award paper looks: paper, border, picture, and fields placed in mm.

Owns the shape of a template and the words shown for its choices. JSON is `certificate_format`, what
is wrong with a template `certificate_checks`, drawing `documents/certificate`. Places are
millimetres from the upper left corner of the paper as it is read; sizes of letters are points.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class PaperSize(StrEnum):
    """The sizes a template is offered in, and one of its own in millimetres."""

    A4 = "A4"
    A3 = "A3"
    OWN = "own"

    @property
    def label(self) -> str:
        return "Khổ riêng" if self is self.OWN else self.value


SHEET_MM = {PaperSize.A4: (210.0, 297.0), PaperSize.A3: (297.0, 420.0)}
"""Short and long side of the standard papers (ISO 216)."""
SMALLEST_SIDE, LARGEST_SIDE = 100.0, 600.0
"""Sides of a paper of one's own, mm."""


@dataclass(frozen=True)
class Paper:
    """The paper. `own_width` and `own_height` (mm, as read) count only for `PaperSize.OWN`."""

    size: PaperSize = PaperSize.A4
    landscape: bool = True
    own_width: float = 297.0
    own_height: float = 210.0

    @property
    def width(self) -> float:
        return self._sides[0]

    @property
    def height(self) -> float:
        return self._sides[1]

    @property
    def _sides(self) -> tuple[float, float]:
        if self.size is PaperSize.OWN:
            return self.own_width, self.own_height
        short, long = SHEET_MM[self.size]
        return (long, short) if self.landscape else (short, long)

    @property
    def words(self) -> str:
        """ "A4 ngang", or "Khổ riêng 300 × 210 mm"."""
        if self.size is PaperSize.OWN:
            return f"{self.size.label} {self.width:g} × {self.height:g} mm"
        return f"{self.size.label} {'ngang' if self.landscape else 'dọc'}"


class Fit(StrEnum):
    """How a background picture takes the paper."""

    COVER = "cover"
    CONTAIN = "contain"
    STRETCH = "stretch"

    @property
    def label(self) -> str:
        return _FITS[self]


_FITS = {
    Fit.COVER: "Phủ kín giấy, cắt phần thừa",
    Fit.CONTAIN: "Hiện trọn ảnh, chừa lề",
    Fit.STRETCH: "Kéo giãn cho vừa giấy",
}


@dataclass(frozen=True)
class Background:
    """A picture under everything: the SHA-256 of the kept file, "" for none."""

    sha256: str = ""
    fit: Fit = Fit.COVER


class Border(StrEnum):
    """The drawn borders."""

    NONE = "none"
    VINE = "vine"
    LOTUS = "lotus"
    DRUM = "drum"
    LAUREL = "laurel"
    DOUBLE = "double"

    @property
    def label(self) -> str:
        return _BORDERS[self]


_BORDERS = {
    Border.NONE: "Không viền",
    Border.VINE: "Dây leo Lý - Trần",
    Border.LOTUS: "Hoa sen bốn góc",
    Border.DRUM: "Hoa văn trống đồng",
    Border.LAUREL: "Cành nguyệt quế",
    Border.DOUBLE: "Viền kẻ đôi",
}


class Source(StrEnum):
    """What a field says: a fact of the paper, a code, an ornament, or text of one's own."""

    HEADER = "header"
    PARENT = "parent"
    ISSUER = "issuer"
    TITLE = "title"
    LEAD = "lead"
    RECIPIENT = "recipient"
    ADDRESS = "address"
    REASON = "reason"
    INITIATIVE = "initiative"
    LEVEL = "level"
    YEAR = "year"
    PLACE_DATE = "place_date"
    AUTHORITY = "authority"
    POSITION = "position"
    SIGNER = "signer"
    DECISION = "decision"
    DECISION_NUMBER = "decision_number"
    DECISION_DATE = "decision_date"
    DECISION_DAY = "decision_day"
    DAY = "day"
    MONTH = "month"
    SIGN_YEAR = "sign_year"
    SIGN_YEAR_END = "sign_year_end"
    REGISTER_NUMBER = "register_number"
    FOOT = "foot"
    CODE = "code"
    DIVIDER = "divider"
    TEXT = "text"

    @property
    def label(self) -> str:
        return SOURCE_LABELS[self]

    @property
    def fact(self) -> str:
        """Its name in free text, without the braces; "" where it cannot stand there."""
        return FACTS.get(self, "")


SOURCE_LABELS = {
    Source.HEADER: "Quốc hiệu, tiêu ngữ hoặc tiêu đề",
    Source.PARENT: "Cơ quan cấp trên",
    Source.ISSUER: "Cơ quan công nhận, khen thưởng",
    Source.TITLE: "Tên giấy",
    Source.LEAD: "Dòng dẫn",
    Source.RECIPIENT: "Tên tập thể, cá nhân",
    Source.ADDRESS: "Địa chỉ, đơn vị",
    Source.REASON: "Nội dung công nhận, thành tích",
    Source.INITIATIVE: "Tên mô hình",
    Source.LEVEL: "Cấp công nhận",
    Source.YEAR: "Năm xét công nhận, khen thưởng",
    Source.PLACE_DATE: "Địa danh, ngày tháng",
    Source.AUTHORITY: "Thẩm quyền ký",
    Source.POSITION: "Chức vụ người ký",
    Source.SIGNER: "Người ký",
    Source.DECISION: "Quyết định (số, ngày, cơ quan)",
    Source.DECISION_NUMBER: "Số quyết định",
    Source.DECISION_DATE: "Ngày quyết định (ngày ... tháng ... năm ...)",
    Source.DECISION_DAY: "Ngày quyết định (21/11/2026)",
    Source.DAY: "Ngày ký (chỉ số ngày)",
    Source.MONTH: "Ngày ký (chỉ số tháng)",
    Source.SIGN_YEAR: "Ngày ký (chỉ số năm)",
    Source.SIGN_YEAR_END: "Ngày ký (hai số cuối của năm)",
    Source.REGISTER_NUMBER: "Số vào sổ",
    Source.FOOT: "Số quyết định, số vào sổ",
    Source.CODE: "Mã QR",
    Source.DIVIDER: "Hoa sen ngăn cách",
    Source.TEXT: "Chữ tự nhập",
}

FACTS = {
    Source.PARENT: "cấp trên",
    Source.ISSUER: "cơ quan",
    Source.TITLE: "tên giấy",
    Source.RECIPIENT: "tên",
    Source.ADDRESS: "đơn vị",
    Source.REASON: "nội dung",
    Source.INITIATIVE: "mô hình",
    Source.LEVEL: "cấp",
    Source.YEAR: "năm",
    Source.PLACE_DATE: "địa danh, ngày",
    Source.AUTHORITY: "thẩm quyền",
    Source.POSITION: "chức vụ",
    Source.SIGNER: "người ký",
    Source.DECISION: "quyết định",
    Source.DECISION_NUMBER: "số quyết định",
    Source.DECISION_DATE: "ngày quyết định",
    Source.DECISION_DAY: "ngày quyết định dạng số",
    Source.DAY: "ngày",
    Source.MONTH: "tháng",
    Source.SIGN_YEAR: "năm ký",
    Source.SIGN_YEAR_END: "hai số cuối năm ký",
    Source.REGISTER_NUMBER: "số vào sổ",
}
"""What may stand in braces in free text: "Tặng {tên} năm {năm}"."""


class Align(StrEnum):
    """Where the lines of a field stand between its left and right edge."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"

    @property
    def label(self) -> str:
        return {"left": "Trái", "centre": "Giữa", "right": "Phải"}[self.value]


class Stand(StrEnum):
    """Where in its box the text stands."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"

    @property
    def label(self) -> str:
        return {"top": "Trên", "middle": "Giữa", "bottom": "Dưới"}[self.value]


class Slide(StrEnum):
    """Where a field goes when fields next to it in its column are empty.

    A column is the sliding fields of one left edge and width.
    """

    NONE = "none"
    UP = "up"
    DOWN = "down"

    @property
    def label(self) -> str:
        return {"none": "Đứng yên", "up": "Dồn lên", "down": "Dồn xuống"}[self.value]


FONT_FAMILIES = {
    "Tinos": "Tinos (như Times New Roman)",
    "GreatVibes": "Great Vibes (chữ viết hoa mỹ)",
    "PinyonScript": "Pinyon Script (chữ viết nghiêng)",
    "DancingScript": "Dancing Script (chữ viết mềm)",
}
"""The fonts a field may have, by the name kept in the template."""

INK = "#171414"
RED = "#B31217"
GOLD = "#BD8C2E"


@dataclass(frozen=True)
class TemplateField:
    """One field. `id` is its own in the template, letters, digits and hyphens.

    The text is set at `size`; a long one shrinks on one line to `wrap_size`, then goes on two and
    more lines, at most `max_lines`, shrinking to `floor`; then the paper is refused. It never
    leaves its box. `prefix` puts Ông, Bà, Gia đình ông before a recipient; `rule` draws a line
    under the words; `printed` says that pre-printed stock has this field already.
    """

    id: str
    source: Source
    x: float
    y: float
    width: float
    height: float
    text: str = ""
    prefix: bool = False
    font: str = "Tinos"
    size: float = 14.0
    wrap_size: float = 14.0
    floor: float = 11.0
    max_lines: int = 1
    line_factor: float = 1.25
    colour: str = INK
    align: Align = Align.CENTRE
    stand: Stand = Stand.MIDDLE
    slide: Slide = Slide.NONE
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    rule: bool = False
    required: bool = False
    printed: bool = False
    visible: bool = True

    def __hash__(self) -> int:
        """Of what tells fields apart: thousands of papers look the same fields up."""
        return hash((self.id, self.x, self.y, self.text))

    @property
    def label(self) -> str:
        """What the field is called in messages: its source, with its words for free text."""
        if self.source is not Source.TEXT:
            return self.source.label
        words = " ".join(self.text.split())
        return f"Chữ “{words[:30]}”" if words else self.source.label

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


class TemplateKind(StrEnum):
    """The two papers that templates are for."""

    CERTIFICATE = "certificate"
    AWARD = "award"

    @property
    def label(self) -> str:
        return "Giấy chứng nhận" if self is self.CERTIFICATE else "Giấy khen"


@dataclass(frozen=True)
class CertificateTemplate:
    """A whole template. `safe` is how far (mm) words keep from the paper's edge.

    `ground` draws pale rings of a bronze drum under the words. `stock` says that it is made for
    pre-printed stock: only words are printed by it unless asked otherwise, and its picture, a scan
    of the blank, is a guide for placing them.
    """

    name: str
    kind: TemplateKind
    paper: Paper = Paper()
    border: Border = Border.VINE
    ground: bool = True
    background: Background = Background()
    safe: float = 20.0
    stock: bool = False
    fields: tuple[TemplateField, ...] = ()

    def __hash__(self) -> int:
        return hash((self.name, self.kind, len(self.fields)))

    def field(self, wanted: str) -> TemplateField:
        """The field with this id. Raises `KeyError`."""
        for one in self.fields:
            if one.id == wanted:
                return one
        raise KeyError(wanted)


_TO_A3 = 2**0.5


def enlarged(template: CertificateTemplate) -> CertificateTemplate:
    """The same on A3: every length and letter as much larger as the paper is."""
    return replace(
        template,
        name=f"{template.name}, A3",
        paper=replace(template.paper, size=PaperSize.A3),
        safe=round(template.safe * _TO_A3, 2),
        fields=tuple(_enlarged(one) for one in template.fields),
    )


def _enlarged(one: TemplateField) -> TemplateField:
    grown = {name: round(getattr(one, name) * _TO_A3, 2) for name in ("x", "y", "width", "height")}
    if one.source is Source.CODE:
        grown["y"] = round(grown["y"] + grown["height"] - one.height, 2)
        grown |= {"width": one.width, "height": one.height}
    letters = {
        name: round(getattr(one, name) * _TO_A3 * 2) / 2 for name in ("size", "wrap_size", "floor")
    }
    return replace(one, **grown, **letters)
