"""The elements of a profile as fields of a window: their words, groups, ranges and units.

Owns the Vietnamese names; which values are allowed is read from `documents/profile_format`, so a
range is never said twice. A field's key is the dotted key of the profile; items of lists have
their place as the last part ("header.motto_lines.0").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, get_args, get_type_hints


class FieldKind(Enum):
    """How an element of a profile is edited."""

    NUMBER = "number"
    WORD = "word"
    TEXT = "text"
    LINES = "lines"
    FLAG = "flag"
    STYLE = "style"
    """Size, smallest size, and four ticks of one kind of line."""


@dataclass(frozen=True)
class ProfileField:
    """One element. `low` and `high` bound a number; `words` are the choices of a word."""

    key: str
    label: str
    kind: FieldKind
    unit: str = ""
    low: float = 0
    high: float = 0
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ProfileGroup:
    """Elements that the window shows together under a title."""

    title: str
    fields: tuple[ProfileField, ...]


STYLE_PARTS = ("size", "floor", "bold", "italic", "capitals", "underline")
MOTTO_LINES = 2
"""Lines of the right block that the window offers; an empty one is left out."""

_WORDS = {
    "line": "Đường kẻ",
    "hyphens": "Dấu gạch nối",
    "none": "Không có",
    "before_bases": "Trước các căn cứ",
    "with_verb": "Cùng dòng QUYẾT ĐỊNH",
    "Tinos": "Tinos (số đo như Times New Roman)",
}
_PT, _MM, _SHARE = "pt", "mm", "phần"
_S, _N, _T, _F, _W, _L = (
    FieldKind.STYLE,
    FieldKind.NUMBER,
    FieldKind.TEXT,
    FieldKind.FLAG,
    FieldKind.WORD,
    FieldKind.LINES,
)

_GROUPS: tuple[tuple[str, tuple[tuple[str, str, FieldKind, str], ...]], ...] = (
    (
        "Giấy và lề",
        (
            ("page.top_mm", "Lề trên", _N, _MM),
            ("page.bottom_mm", "Lề dưới", _N, _MM),
            ("page.left_mm", "Lề trái", _N, _MM),
            ("page.right_mm", "Lề phải", _N, _MM),
            ("page.font", "Phông chữ", _W, ""),
        ),
    ),
    (
        "Tiêu đề",
        (
            ("header.motto_lines.0", "Bên phải, dòng 1", _T, ""),
            ("header.motto_styles.0", "Chữ dòng 1", _S, ""),
            ("header.motto_lines.1", "Bên phải, dòng 2", _T, ""),
            ("header.motto_styles.1", "Chữ dòng 2", _S, ""),
            ("header.motto_rule", "Đường kẻ bên phải, so với dòng trên", _N, _SHARE),
            ("header.parent", "Cơ quan cấp trên", _S, ""),
            ("header.issuer", "Cơ quan ban hành", _S, ""),
            ("header.issuer_rule", "Đường kẻ bên trái, so với dòng trên", _N, _SHARE),
            ("header.mark", "Dấu dưới tên cơ quan", _T, ""),
            ("header.mark_size", "Cỡ dấu", _N, _PT),
            ("header.left_share", "Bề rộng nửa trái", _N, _SHARE),
            ("header.line_factor", "Giãn dòng tiêu đề", _N, "lần"),
            ("header.gap_after", "Khoảng trống dưới tiêu đề", _N, _PT),
        ),
    ),
    (
        "Số, ký hiệu",
        (
            ("number.pattern", "Mẫu số của văn bản có tên loại", _T, ""),
            ("number.plain", "Mẫu số khi không ghi ký hiệu loại", _T, ""),
            ("number.label", "Chữ đứng trước số gõ sẵn", _T, ""),
            ("number.blank_width", "Chỗ trống khi chưa có số", _N, "dấu cách"),
            ("number.style", "Chữ", _S, ""),
        ),
    ),
    ("Địa danh, ngày tháng", (("place_date", "Chữ", _S, ""),)),
    (
        "Tên loại, trích yếu",
        (
            ("title.kind", "Tên loại", _S, ""),
            ("title.subject", "Trích yếu", _S, ""),
            ("title.rule", "Dưới trích yếu", _W, ""),
            ("title.rule_share", "Đường kẻ, so với dòng trên", _N, _SHARE),
            ("title.hyphens", "Các dấu gạch nối", _T, ""),
            ("title.gap_before", "Khoảng trống phía trên", _N, _PT),
            ("title.gap_after", "Khoảng trống phía dưới", _N, _PT),
            ("letter.proposal_address", "Chữ kính gửi của tờ trình", _T, ""),
            ("letter.address", "Chữ kính gửi của công văn", _T, ""),
            ("letter.about", "Chữ trước trích yếu công văn", _T, ""),
            ("letter.about_style", "Trích yếu công văn", _S, ""),
            ("letter.sign", "Ký hiệu công văn trong số", _T, ""),
        ),
    ),
    (
        "Căn cứ",
        (
            ("bases.prefix", "Đầu mỗi căn cứ", _T, ""),
            ("bases.italic", "Chữ nghiêng", _F, ""),
            ("bases.separator", "Cuối mỗi căn cứ", _T, ""),
            ("bases.last", "Cuối căn cứ cuối cùng", _T, ""),
            ("bases.deciding_body", "Cơ quan quyết định đứng", _W, ""),
            ("bases.body_line", "Chữ dòng cơ quan quyết định", _S, ""),
            ("bases.verb", "Dòng quyết định", _T, ""),
            ("bases.article_label", "Chữ đầu mỗi điều", _T, ""),
        ),
    ),
    (
        "Nội dung",
        (
            ("body.size", "Cỡ chữ", _N, _PT),
            ("body.leading", "Giãn dòng chính xác", _N, _PT),
            ("body.least_leading", "Giãn dòng nhỏ nhất khi dồn trang", _N, _PT),
            ("body.first_line_mm", "Thụt đầu dòng", _N, _MM),
            ("body.space_after", "Khoảng cách giữa các đoạn", _N, _PT),
            ("body.least_space_after", "Khoảng cách đoạn nhỏ nhất khi dồn trang", _N, _PT),
            ("body.end", "Dấu kết thúc văn bản", _T, ""),
        ),
    ),
    (
        "Chữ ký",
        (
            ("signature.acting.on_behalf", "Thay mặt", _T, ""),
            ("signature.acting.for_head", "Ký thay", _T, ""),
            ("signature.acting.by_order", "Thừa lệnh", _T, ""),
            ("signature.acting.by_delegation", "Thừa ủy quyền", _T, ""),
            ("signature.acting.acting", "Quyền", _T, ""),
            ("signature.authority", "Thẩm quyền ký", _S, ""),
            ("signature.position", "Chức vụ", _S, ""),
            ("signature.name", "Họ tên", _S, ""),
            ("signature.note", "Chú thích", _S, ""),
            ("signature.space_mm", "Chỗ ký và đóng dấu", _N, _MM),
            ("signature.form_space_mm", "Chỗ ký trên phiếu, biểu", _N, _MM),
            ("signature.share", "Bề rộng khối chữ ký", _N, _SHARE),
        ),
    ),
    (
        "Nơi nhận",
        (
            ("receivers.heading", "Dòng đầu", _T, ""),
            ("receivers.heading_style", "Chữ dòng đầu", _S, ""),
            ("receivers.item_style", "Chữ các nơi nhận", _S, ""),
            ("receivers.prefix", "Đầu mỗi nơi nhận", _T, ""),
            ("receivers.separator", "Cuối mỗi nơi nhận", _T, ""),
            ("receivers.last", "Cuối nơi nhận cuối cùng", _T, ""),
        ),
    ),
    (
        "Số trang",
        (
            ("page_number.size", "Cỡ chữ", _N, _PT),
            ("page_number.from_top_mm", "Cách mép trên", _N, _MM),
            ("page_number.annex_restarts", "Phụ lục đánh số trang lại từ đầu", _F, ""),
        ),
    ),
    (
        "Phụ lục",
        (
            ("annex.attached", "Dòng kèm theo", _L, ""),
            ("annex.attached_style", "Chữ dòng kèm theo", _S, ""),
        ),
    ),
    (
        "Bảng",
        (
            ("table.size", "Cỡ chữ", _N, _PT),
            ("table.wide_size", "Cỡ chữ trên giấy ngang", _N, _PT),
            ("table.padding", "Khoảng trống trong ô", _N, _PT),
            ("table.least_padding", "Khoảng trống nhỏ nhất khi dồn trang", _N, _PT),
            ("table.line_width", "Nét kẻ", _N, _PT),
            ("table.header_fill", "Màu nền dòng đầu (#RRGGBB)", _T, ""),
        ),
    ),
)


def groups() -> tuple[ProfileGroup, ...]:
    """Every element an office may set, in the order of the paper."""
    return tuple(
        ProfileGroup(title, tuple(_field(*one) for one in fields)) for title, fields in _GROUPS
    )


def flat(values: Mapping[str, Any]) -> dict[str, Any]:
    """Nested values by dotted key; a style stays one value, a missing line is left out."""
    return dict(_flat(values, ""))


def nested(given: Mapping[str, Any], under: Mapping[str, Any]) -> dict[str, Any]:
    """The values by dotted key as nested ones, with `under` for what no field has."""
    made: dict[str, Any] = {key: _copied(value) for key, value in under.items()}
    for key, value in given.items():
        *parents, last = key.split(".")
        if last.isdigit():
            continue
        place = made
        for parent in parents:
            place = place.setdefault(parent, {})
        place[last] = value
    lines = [
        (given.get(f"header.motto_lines.{i}", ""), given.get(f"header.motto_styles.{i}"))
        for i in range(MOTTO_LINES)
    ]
    kept = [(line, style) for line, style in lines if line and style]
    made["header"]["motto_lines"] = [line for line, _ in kept]
    made["header"]["motto_styles"] = [dict(style) for _, style in kept]
    return made


def _flat(values: Mapping[str, Any], at: str) -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        name = f"{at}{key}"
        if isinstance(value, list | tuple):
            yield from ((f"{name}.{index}", item) for index, item in enumerate(value))
        elif isinstance(value, Mapping) and "floor" not in value:
            yield from _flat(value, f"{name}.")
        else:
            yield name, value


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copied(item) for key, item in value.items()}
    return list(value) if isinstance(value, list | tuple) else value


def _field(key: str, label: str, kind: FieldKind, unit: str) -> ProfileField:
    from danvan_desktop.documents.profile_format import Between, OneOf

    hint = _hint(f"{key}.size" if kind is FieldKind.STYLE else key)
    limit = get_args(hint)[1] if get_args(hint) else None
    if isinstance(limit, Between):
        return ProfileField(key, label, kind, unit, limit.low, limit.high)
    if isinstance(limit, OneOf):
        words = tuple((word, _WORDS.get(word, word)) for word in limit.words)
        return ProfileField(key, label, kind, unit, words=words)
    return ProfileField(key, label, kind, unit)


def _hint(key: str) -> Any:
    """The type of an element, with its limit."""
    from danvan_desktop.documents.profile_format import Profile

    at: Any = Profile
    for part in key.split("."):
        hints = {} if part.isdigit() else get_type_hints(at, include_extras=True)
        at = hints[part] if hints else get_args(at)[0]
    return at
