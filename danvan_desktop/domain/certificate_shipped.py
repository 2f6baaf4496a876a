"""The templates that come with the program, as a start for an office's own.

Owns their fields and measures. Each has an id for good: papers issued by it are drawn by it again.
All are A4 landscape and leave 35 mm for signature and seal; the A3 ones are the same, larger.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from danvan_desktop.domain.certificate_template import (
    RED,
    Align,
    Border,
    CertificateTemplate,
    Paper,
    Slide,
    Source,
    Stand,
    TemplateField,
    TemplateKind,
    enlarged,
)

SEAL_SPACE = 35.0
"""Millimetres free between the position and the signer's name."""
_WIDE_X, _WIDE = 48.5, 200.0
_BODY_X, _BODY = 35.5, 226.0
_SIGN_X, _SIGN = 155.0, 108.0
_SIGN_TOP = 179.3


@dataclass(frozen=True)
class Shipped:
    """A template of the program. `families` are the profile families it is the usual one for."""

    id: str
    template: CertificateTemplate
    families: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def shipped() -> tuple[Shipped, ...]:
    """Every template of the program, the usual ones first, A3 ones last."""
    small = (
        Shipped("certificate-party", _certificate_party(), frozenset({"party"})),
        Shipped("certificate-state", _certificate_state()),
        Shipped("certificate-script", _certificate_script()),
        Shipped("award-party", _award_party(), frozenset({"party"})),
        Shipped("award-state", _award_state()),
        Shipped("award-plain", _award_plain()),
    )
    large = tuple(
        Shipped(f"{one.id}-a3", enlarged(one.template))
        for one in small
        if one.id not in ("certificate-script", "award-plain")
    )
    return small + large


def usual(kind: TemplateKind, family: str) -> Shipped:
    """The template a body of this profile family has as long as it chooses none."""
    of_kind = [one for one in shipped() if one.template.kind is kind]
    return next((one for one in of_kind if family in one.families), of_kind[1])


def _certificate_party() -> CertificateTemplate:
    return CertificateTemplate(
        name="Giấy chứng nhận của cấp ủy, viền dây leo",
        kind=TemplateKind.CERTIFICATE,
        border=Border.VINE,
        fields=(
            *_head(21.0, 9.5, 31.5),
            _title(42.0, 18.0, 43.0),
            _divider(60.5),
            *_certified(),
            *_signature(position_bold=False),
            *_certificate_foot(),
        ),
    )


def _certificate_state() -> CertificateTemplate:
    return CertificateTemplate(
        name="Giấy chứng nhận của chính quyền, Mặt trận, đoàn thể, viền hoa sen",
        kind=TemplateKind.CERTIFICATE,
        border=Border.LOTUS,
        fields=(
            *_head(20.0, 15.0, 36.0),
            _title(45.0, 16.0, 38.0),
            _divider(61.6),
            *_certified(),
            *_signature(position_bold=True),
            *_certificate_foot(),
        ),
    )


def _certificate_script() -> CertificateTemplate:
    base = _certificate_state()
    name = replace(
        base.field("recipient"),
        font="GreatVibes",
        size=36.0,
        wrap_size=26.0,
        floor=15.0,
        line_factor=1.1,
        capitals=False,
        bold=False,
        prefix=False,
        y=73.8,
        height=18.6,
    )
    lead = replace(base.field("lead"), y=67.8, height=6.0, size=15.0, wrap_size=12.0, floor=12.0)
    changed = {"recipient": name, "lead": lead}
    return replace(
        base,
        name="Giấy chứng nhận, tên viết hoa mỹ, viền kẻ đôi",
        border=Border.DOUBLE,
        fields=tuple(changed.get(one.id, one) for one in base.fields),
    )


def _award_party() -> CertificateTemplate:
    return CertificateTemplate(
        name="Giấy khen của cấp ủy, viền nguyệt quế",
        kind=TemplateKind.AWARD,
        border=Border.LAUREL,
        fields=(
            *_head(21.0, 9.5, 30.8),
            _given(39.8),
            _title(46.8, 20.0, 48.0),
            _divider(67.8),
            *_rewarded(),
            *_signature(position_bold=False),
            *_award_foot("Đã vào sổ khen thưởng"),
        ),
    )


def _award_state() -> CertificateTemplate:
    return CertificateTemplate(
        name="Giấy khen của chính quyền, Mặt trận, đoàn thể, viền trống đồng",
        kind=TemplateKind.AWARD,
        border=Border.DRUM,
        fields=(
            *_head(20.0, 15.0, 35.5),
            _given(44.6),
            _title(52.0, 16.3, 40.0),
            _divider(68.8),
            *_rewarded(),
            *_signature(position_bold=True),
            *_award_foot("Vào sổ Quyết định"),
        ),
    )


def _award_plain() -> CertificateTemplate:
    return replace(
        _award_state(), name="Giấy khen, viền kẻ đôi", border=Border.DOUBLE, ground=False
    )


def _head(top: float, height: float, issuer: float) -> tuple[TemplateField, ...]:
    """Title of State or Party with its line, and the body in red."""
    return (
        TemplateField(
            "header",
            Source.HEADER,
            x=_WIDE_X,
            width=_WIDE,
            y=top,
            height=height,
            size=15.0,
            wrap_size=15.0,
            floor=9.0,
            max_lines=2,
            bold=True,
            rule=True,
            required=True,
            printed=True,
        ),
        TemplateField(
            "issuer",
            Source.ISSUER,
            x=_WIDE_X,
            width=_WIDE,
            y=issuer,
            height=7.0,
            size=16.0,
            wrap_size=12.0,
            floor=9.0,
            max_lines=2,
            line_factor=1.15,
            colour=RED,
            bold=True,
            capitals=True,
            required=True,
            printed=True,
        ),
    )


def _title(top: float, height: float, size: float) -> TemplateField:
    return TemplateField(
        "title",
        Source.TITLE,
        x=_WIDE_X,
        width=_WIDE,
        y=top,
        height=height,
        size=size,
        wrap_size=size,
        floor=28.0,
        colour=RED,
        bold=True,
        required=True,
        printed=True,
    )


def _divider(top: float) -> TemplateField:
    return TemplateField("divider", Source.DIVIDER, 103.5, top, 90.0, 6.0, printed=True)


def _given(top: float) -> TemplateField:
    return TemplateField(
        "given",
        Source.TEXT,
        x=_WIDE_X,
        width=_WIDE,
        y=top,
        height=6.6,
        text="TẶNG",
        size=16.0,
        wrap_size=16.0,
        bold=True,
        printed=True,
    )


def _certified() -> tuple[TemplateField, ...]:
    lead = TemplateField(
        "lead",
        Source.LEAD,
        x=_BODY_X,
        width=_BODY,
        y=68.0,
        height=7.2,
        size=17.0,
        wrap_size=13.0,
        floor=13.0,
        italic=True,
    )
    return (lead, *_recipient(75.2, prefix=False), _reason())


def _rewarded() -> tuple[TemplateField, ...]:
    return (*_recipient(75.2, prefix=True), _reason())


def _recipient(top: float, *, prefix: bool) -> tuple[TemplateField, ...]:
    name = TemplateField(
        "recipient",
        Source.RECIPIENT,
        x=_BODY_X,
        width=_BODY,
        y=top,
        height=17.2,
        prefix=prefix,
        size=26.0,
        wrap_size=18.0,
        floor=11.0,
        max_lines=3,
        line_factor=1.22,
        bold=True,
        capitals=True,
        required=True,
    )
    address = TemplateField(
        "address",
        Source.ADDRESS,
        x=_BODY_X,
        width=_BODY,
        y=92.5,
        height=7.5,
        size=15.5,
        wrap_size=12.0,
        floor=8.5,
        max_lines=2,
        line_factor=1.2,
    )
    return name, address


def _reason() -> TemplateField:
    return TemplateField(
        "reason",
        Source.REASON,
        x=_BODY_X,
        width=_BODY,
        y=100.5,
        height=23.5,
        size=17.5,
        wrap_size=16.0,
        floor=10.0,
        max_lines=5,
        line_factor=1.3,
        bold=True,
        italic=True,
        required=True,
    )


def _signature(*, position_bold: bool) -> tuple[TemplateField, ...]:
    """Day, authority, position, 35 mm, name; the lines over an empty one come down."""
    lines = (
        ("place-date", Source.PLACE_DATE, False, True),
        ("authority", Source.AUTHORITY, True, False),
        ("position", Source.POSITION, position_bold, False),
    )
    top = _SIGN_TOP - SEAL_SPACE - 6.4 * len(lines)
    placed = [
        TemplateField(
            name,
            source,
            x=_SIGN_X,
            width=_SIGN,
            y=round(top + 6.4 * place, 2),
            height=6.4,
            size=14.5,
            wrap_size=11.0,
            floor=8.0,
            max_lines=1,
            slide=Slide.DOWN,
            bold=bold,
            italic=italic,
        )
        for place, (name, source, bold, italic) in enumerate(lines)
    ]
    signer = TemplateField(
        "signer",
        Source.SIGNER,
        x=_SIGN_X,
        width=_SIGN,
        y=_SIGN_TOP,
        height=7.0,
        size=15.0,
        wrap_size=11.0,
        floor=8.0,
        bold=True,
        required=True,
    )
    return (*placed, signer)


def _code() -> TemplateField:
    return TemplateField("code", Source.CODE, 33.0, 164.8, 20.0, 20.0)


def _foot_text(source: Source, text: str = "") -> TemplateField:
    return TemplateField(
        "foot",
        source,
        56.0,
        154.5,
        98.0,
        31.8,
        text=text,
        size=13.0,
        wrap_size=12.0,
        floor=9.0,
        max_lines=4,
        line_factor=1.35,
        align=Align.LEFT,
        stand=Stand.BOTTOM,
        italic=True,
    )


def _certificate_foot() -> tuple[TemplateField, ...]:
    return _code(), _foot_text(Source.FOOT)


def _award_foot(words: str) -> tuple[TemplateField, ...]:
    return _code(), _foot_text(Source.TEXT, f"{words}\nSố: {{số quyết định}}")


BLANK = CertificateTemplate(
    name="Mẫu mới",
    kind=TemplateKind.CERTIFICATE,
    paper=Paper(),
    border=Border.NONE,
    ground=False,
)
"""What a template begins with that takes nothing from the program's own."""
