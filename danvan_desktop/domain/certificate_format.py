"""Certificate templates as JSON: written in one way only, read strictly.

Owns the form of the text. Every value is checked by its own rule and every defect is collected, in
Vietnamese, before anything is built; a text that says the same in other bytes is refused, so that
one template has one hash. What a readable template does wrong on paper is `certificate_checks`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Any

from danvan_desktop.domain.certificate_template import (
    LARGEST_SIDE,
    SMALLEST_SIDE,
    Align,
    Background,
    Border,
    CertificateTemplate,
    Fit,
    Paper,
    PaperSize,
    Slide,
    Source,
    Stand,
    TemplateField,
    TemplateKind,
)
from danvan_desktop.domain.text import clean_line, clean_text
from danvan_desktop.errors import UserError

FORMAT = 1
MOST_BYTES = 256 * 1024
MOST_FIELDS = 60
_SHOWN = 12
_ID = re.compile(r"[a-z0-9-]{1,40}")
_HASH = re.compile(r"(?:[0-9a-f]{64})?")
_COLOUR = re.compile(r"#[0-9A-F]{6}")

Rule = Callable[[Any], Any]
"""Takes a value as JSON gives it; returns it for the dataclass or raises `ValueError` with why."""


def to_json(template: CertificateTemplate) -> str:
    """The one text of a template: sorted keys, millimetres and points to two places."""
    tree = {"format": FORMAT, **_tree(template)}
    return json.dumps(tree, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def from_json(text: str | bytes) -> CertificateTemplate:
    """Read a template. Raises `UserError` that names every defect by its field."""
    value = _parsed(text)
    defects: list[str] = []
    if not isinstance(value, dict):
        raise _refusal(["Tệp mẫu không phải là một mẫu giấy."])
    if value.get("format") != FORMAT:
        raise _refusal(["Mẫu do phiên bản khác của chương trình tạo ra nên không đọc được."])
    found = _template({key: one for key, one in value.items() if key != "format"}, defects)
    if defects or found is None:
        raise _refusal(defects)
    return found


def is_canonical(text: str | bytes) -> bool:
    """Whether a readable text is the one that `to_json` writes."""
    raw = text.encode("utf-8") if isinstance(text, str) else text
    return to_json(from_json(raw)).encode("utf-8") == raw


def _parsed(text: str | bytes) -> Any:
    raw = text.encode("utf-8") if isinstance(text, str) else text
    if len(raw) > MOST_BYTES:
        raise _refusal(["Tệp mẫu lớn quá mức cho phép."])
    try:
        return json.loads(raw.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise _refusal(["Tệp mẫu bị hỏng, không đọc được."]) from error


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _refusal(defects: list[str]) -> UserError:
    shown = defects[:_SHOWN]
    if len(defects) > len(shown):
        shown.append(f"... và {len(defects) - len(shown)} chỗ khác.")
    return UserError(
        "Mẫu giấy chưa dùng được:\n" + "\n".join(shown),
        safe="Các mẫu đang dùng không thay đổi.",
        todo="Sửa các chỗ nêu trên, hoặc xuất lại mẫu từ máy đã làm ra nó.",
    )


def _tree(value: Any) -> Any:
    """Dataclasses as mappings, numbers to two places and whole where they are whole."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, float):
        near = round(value, 2)
        return int(near) if near == int(near) else near
    if isinstance(value, tuple):
        return [_tree(one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        return {one.name: _tree(getattr(value, one.name)) for one in fields(value)}
    return value


def _template(tree: Mapping[str, Any], defects: list[str]) -> CertificateTemplate | None:
    paper = _part(tree.get("paper"), _PAPER, "Khổ giấy", defects)
    background = _part(tree.get("background"), _BACKGROUND, "Ảnh nền", defects)
    placed = _fields(tree.get("fields"), defects)
    parts = {"paper", "background", "fields"}
    rest = {key: one for key, one in tree.items() if key not in parts}
    values = _part(rest, _TEMPLATE, "Mẫu giấy", defects)
    if paper is None or background is None or values is None or defects:
        return None
    return CertificateTemplate(
        **values, paper=Paper(**paper), background=Background(**background), fields=placed
    )


def _fields(value: Any, defects: list[str]) -> tuple[TemplateField, ...]:
    if not isinstance(value, list) or len(value) > MOST_FIELDS:
        defects.append(f"Các ô: phải là danh sách không quá {MOST_FIELDS} ô.")
        return ()
    found = []
    for place, one in enumerate(value, start=1):
        name = one.get("id") if isinstance(one, dict) else None
        label = f"Ô “{name}”" if isinstance(name, str) and _ID.fullmatch(name) else f"Ô thứ {place}"
        values = _part(one, _FIELD, label, defects)
        if values is not None:
            found.append(TemplateField(**values))
    ids = [one.id for one in found]
    defects += [f"Ô “{one}”: có hai ô cùng tên." for one in sorted(set(ids)) if ids.count(one) > 1]
    return tuple(found)


def _part(
    value: Any, rules: Mapping[str, tuple[str, Rule]], label: str, defects: list[str]
) -> dict[str, Any] | None:
    """The values of one part by their rules; None when anything in it is wrong."""
    if not isinstance(value, dict):
        defects.append(f"{label}: thiếu, hoặc không đúng dạng.")
        return None
    known = len(defects)
    for key in value:
        if key not in rules:
            defects.append(f"{label}: có mục lạ “{str(key)[:40]}”.")
    found = {}
    for key, (name, rule) in rules.items():
        if key not in value:
            defects.append(f"{label}: thiếu {name}.")
            continue
        try:
            found[key] = rule(value[key])
        except ValueError as error:
            defects.append(f"{label}: {name} {error}.")
    return found if len(defects) == known else None


def _number(low: float, high: float) -> Rule:
    def rule(value: Any) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise ValueError("phải là một số")
        if not low <= value <= high:
            raise ValueError(f"phải từ {low:g} đến {high:g}".replace(".", ","))
        return float(value)

    return rule


def _count(low: int, high: int) -> Rule:
    def rule(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise ValueError(f"phải là số nguyên từ {low} đến {high}")
        return value

    return rule


def _choice(kind: type[StrEnum]) -> Rule:
    def rule(value: Any) -> StrEnum:
        if not isinstance(value, str) or value not in set(kind):
            raise ValueError(f"có giá trị lạ “{str(value)[:40]}”")
        return kind(value)

    return rule


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("phải là có hoặc không")
    return value


def _pattern(form: re.Pattern[str], why: str) -> Rule:
    def rule(value: Any) -> str:
        if not isinstance(value, str) or not form.fullmatch(value):
            raise ValueError(why)
        return value

    return rule


def _words(longest: int, *, lines: bool = False, needed: bool = False) -> Rule:
    def rule(value: Any) -> str:
        if not isinstance(value, str) or len(value) > longest:
            raise ValueError(f"phải là chữ, không quá {longest} ký tự")
        clean = clean_text(value) if lines else clean_line(value)
        if needed and not clean:
            raise ValueError("còn trống")
        return clean

    return rule


_MM = _number(-1000, 1000)
_SIDE = _number(SMALLEST_SIDE, LARGEST_SIDE)
_POINTS = _number(1, 300)
_PAPER: dict[str, tuple[str, Rule]] = {
    "size": ("khổ", _choice(PaperSize)),
    "landscape": ("chiều giấy", _yes_or_no),
    "own_width": ("chiều rộng", _SIDE),
    "own_height": ("chiều cao", _SIDE),
}
_BACKGROUND: dict[str, tuple[str, Rule]] = {
    "sha256": ("mã của ảnh", _pattern(_HASH, "không đúng dạng")),
    "fit": ("cách đặt ảnh", _choice(Fit)),
}
_TEMPLATE: dict[str, tuple[str, Rule]] = {
    "name": ("tên mẫu", _words(120, needed=True)),
    "kind": ("loại giấy", _choice(TemplateKind)),
    "border": ("viền", _choice(Border)),
    "ground": ("hình nền mờ", _yes_or_no),
    "safe": ("vùng an toàn", _number(0, 80)),
    "stock": ("in trên phôi", _yes_or_no),
}
_FIELD: dict[str, tuple[str, Rule]] = {
    "id": ("tên ô", _pattern(_ID, "chỉ gồm chữ thường không dấu, chữ số, gạch nối")),
    "source": ("nguồn chữ", _choice(Source)),
    "x": ("lề trái", _MM),
    "y": ("lề trên", _MM),
    "width": ("chiều rộng", _number(1, LARGEST_SIDE)),
    "height": ("chiều cao", _number(1, LARGEST_SIDE)),
    "text": ("chữ tự nhập", _words(1000, lines=True)),
    "prefix": ("chữ trước tên", _yes_or_no),
    "font": ("phông chữ", _words(40)),
    "size": ("cỡ chữ", _POINTS),
    "wrap_size": ("cỡ chữ khi xuống dòng", _POINTS),
    "floor": ("cỡ chữ nhỏ nhất", _POINTS),
    "max_lines": ("số dòng", _count(1, 20)),
    "line_factor": ("giãn dòng", _number(0.8, 3)),
    "colour": ("màu chữ", _pattern(_COLOUR, "phải dạng #RRGGBB")),
    "align": ("căn lề", _choice(Align)),
    "stand": ("vị trí trong ô", _choice(Stand)),
    "slide": ("dồn chỗ", _choice(Slide)),
    "bold": ("chữ đậm", _yes_or_no),
    "italic": ("chữ nghiêng", _yes_or_no),
    "capitals": ("chữ in hoa", _yes_or_no),
    "rule": ("gạch chân", _yes_or_no),
    "required": ("bắt buộc có", _yes_or_no),
    "printed": ("in sẵn trên phôi", _yes_or_no),
    "visible": ("hiện trên giấy", _yes_or_no),
}
