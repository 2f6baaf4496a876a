"""What is wrong with a certificate template before any paper is printed from it.

Owns the rules on places, sizes and sources. An error stops saving; a warning is only shown.
Whether a name fits is asked of each recipient when a batch is prepared, not here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from danvan_desktop.domain.certificate_template import (
    FACTS,
    FONT_FAMILIES,
    CertificateTemplate,
    Source,
    TemplateField,
    TemplateKind,
)

SMALLEST_LETTER = 6.0
SMALLEST_CODE = 15.0
"""Millimetres below which the code of a paper cannot be read from a scan."""
USUAL_CODE = 20.0
"""Millimetres at which a code is read from a scan of 200 dpi."""
QUIET_ZONE = 1.8
"""Millimetres of white that a code of 20 mm needs around it (ISO/IEC 18004: four modules)."""
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SLACK = 0.01
_TOUCHING = 0.05
"""Millimetres that two fields which only touch may share after being moved and rounded."""


@dataclass(frozen=True)
class TemplateProblem:
    """A sentence about one field ("" for the whole template); `warning` does not stop saving."""

    field: str
    words: str
    warning: bool = False


def problems(template: CertificateTemplate) -> tuple[TemplateProblem, ...]:
    """Everything wrong, errors first, each in the order of the fields."""
    shown = [one for one in template.fields if one.visible]
    found = [] if shown else [TemplateProblem("", "Mẫu chưa có ô nào.")]
    if len({one.id for one in template.fields}) < len(template.fields):
        found.append(TemplateProblem("", "Có hai ô cùng tên."))
    for one in shown:
        found += [TemplateProblem(one.id, words) for words in _errors(one, template)]
        found += [TemplateProblem(one.id, words, True) for words in _warnings(one, template)]
    found += _overlaps(shown)
    return tuple(sorted(found, key=lambda problem: problem.warning))


def errors(template: CertificateTemplate) -> tuple[TemplateProblem, ...]:
    """Only what stops saving."""
    return tuple(one for one in problems(template) if not one.warning)


def facts_in(text: str) -> tuple[str, ...]:
    """The names in braces of a free text, in their order."""
    return tuple(_PLACEHOLDER.findall(text))


def _errors(one: TemplateField, template: CertificateTemplate) -> Iterator[str]:
    label, paper = one.label, template.paper
    outside = one.x < -_SLACK or one.y < -_SLACK
    if outside or one.right > paper.width + _SLACK or one.bottom > paper.height + _SLACK:
        yield f"{label} nằm ngoài khổ giấy."
    if one.font not in FONT_FAMILIES:
        yield f"{label} dùng phông chữ chương trình không có: “{one.font}”."
    if one.width <= 0 or one.height <= 0:
        yield f"{label} có ô rộng hoặc cao bằng 0."
    if one.floor < SMALLEST_LETTER:
        yield f"{label} có cỡ chữ nhỏ nhất dưới {SMALLEST_LETTER:g}, không đọc được."
    if not one.floor <= one.wrap_size <= one.size:
        yield f"{label}: cỡ nhỏ nhất, cỡ khi xuống dòng và cỡ chữ phải tăng dần."
    if one.source is Source.TEXT:
        yield from _text_errors(one)
    if one.source is Source.CODE and min(one.width, one.height) < SMALLEST_CODE:
        yield f"{label} nhỏ hơn {SMALLEST_CODE:g} mm thì máy không đọc được."


def _text_errors(one: TemplateField) -> Iterator[str]:
    known = set(FACTS.values())
    if not one.text.strip():
        yield f"{one.label} chưa có chữ."
    for name in facts_in(one.text):
        if name not in known:
            yield f"{one.label} có chỗ điền lạ “{{{name}}}”."
    if re.search(r"[{}]", _PLACEHOLDER.sub("", one.text)):
        yield f"{one.label} có dấu ngoặc {{ }} không thành cặp."


def _warnings(one: TemplateField, template: CertificateTemplate) -> Iterator[str]:
    safe, paper = template.safe, template.paper
    inside = one.x >= safe - _SLACK and one.y >= safe - _SLACK
    if not (
        inside
        and one.right <= paper.width - safe + _SLACK
        and one.bottom <= paper.height - safe + _SLACK
    ):
        yield f"{one.label} lấn ra ngoài vùng an toàn {safe:g} mm."
    if template.kind is TemplateKind.AWARD and one.source is Source.REGISTER_NUMBER:
        yield f"{one.label}: giấy khen không có số trong sổ cấp, ô này để trống cho ghi tay."
    if one.source is Source.CODE and SMALLEST_CODE <= min(one.width, one.height) < USUAL_CODE:
        yield f"{one.label} nhỏ hơn {USUAL_CODE:g} mm: bản quét thường khó đọc."
    needed = one.floor * 25.4 / 72
    if one.source is not Source.CODE and one.height < needed - _SLACK:
        yield f"{one.label} có ô thấp hơn một dòng chữ cỡ {one.floor:g}."


def _overlaps(shown: list[TemplateField]) -> list[TemplateProblem]:
    found = []
    for one, other in combinations(shown, 2):
        if _meet(one, other, -_TOUCHING):
            words = f"{one.label} chồng lên {_lower(other.label)}."
            found.append(TemplateProblem(one.id, words, True))
        elif Source.CODE in (one.source, other.source) and _meet(one, other, QUIET_ZONE):
            code, near = (one, other) if one.source is Source.CODE else (other, one)
            words = (
                f"{code.label} cách {_lower(near.label)} dưới {_mm(QUIET_ZONE)} mm, máy khó đọc."
            )
            found.append(TemplateProblem(code.id, words, True))
    return found


def _meet(one: TemplateField, other: TemplateField, apart: float) -> bool:
    """Whether two fields are nearer to each other than `apart` mm."""
    return (
        one.x < other.right + apart
        and other.x < one.right + apart
        and one.y < other.bottom + apart
        and other.y < one.bottom + apart
    )


def _mm(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _lower(label: str) -> str:
    return label if label.startswith("Mã QR") else label[:1].lower() + label[1:]
