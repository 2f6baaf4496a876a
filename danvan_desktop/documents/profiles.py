"""How the papers of one kind of issuing body look, read from `resources/profiles/*.toml`.

Owns the shape of a profile, its checks and the choice of one by body and date. Draws nothing and
knows no paper: `page.py` turns a profile into ink.

To add a profile: copy the nearest file, or name it in `based_on` and write only what differs;
`load` names every defect with its key. Lengths are millimetres (`..._mm`) or points (the rest).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from danvan_desktop.errors import UserError
from danvan_desktop.paths import resources

_MAX_BASES = 5


@dataclass(frozen=True)
class Between:
    """Marks a number of a profile: the range it must lie in, both ends allowed."""

    low: float
    high: float


@dataclass(frozen=True)
class OneOf:
    """Marks a word of a profile: the words it may be."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class TextStyle:
    """One kind of line: size in points, and the smallest size a long line may shrink to."""

    size: Annotated[float, Between(6, 60)]
    floor: Annotated[float, Between(6, 60)]
    bold: bool
    italic: bool
    capitals: bool
    underline: bool


@dataclass(frozen=True)
class PageStyle:
    """Paper margins (NĐ 30/2020, Phụ lục I; Party: QĐ 399-QĐ/TW) and the font family."""

    top_mm: Annotated[float, Between(10, 50)]
    bottom_mm: Annotated[float, Between(10, 50)]
    left_mm: Annotated[float, Between(10, 50)]
    right_mm: Annotated[float, Between(10, 50)]
    font: Annotated[str, OneOf(("Tinos",))]


@dataclass(frozen=True)
class HeaderStyle:
    """The two blocks at the head of a paper. A rule's share is of the line above it; 0 is none.

    `motto_lines` are the lines of the right block (national or Party title); each takes the style
    of the same place in `motto_styles`. `mark` is the `*` or `***` under the issuer.
    """

    left_share: Annotated[float, Between(0.25, 0.6)]
    parent: TextStyle
    issuer: TextStyle
    issuer_rule: Annotated[float, Between(0, 1)]
    mark: str
    mark_size: Annotated[float, Between(6, 30)]
    motto_lines: tuple[str, ...]
    motto_styles: tuple[TextStyle, ...]
    motto_rule: Annotated[float, Between(0, 1)]
    line_factor: Annotated[float, Between(1, 2)]
    gap_after: Annotated[float, Between(0, 60)]


@dataclass(frozen=True)
class NumberStyle:
    """The number of a paper; `{number}`, `{kind}` and `{issuer}` are filled in.

    `plain` is the form without a kind (letters), `label` stands before a number the clerk typed
    in full. On a draft the number is left open, `blank_width` spaces wide.
    """

    pattern: str
    plain: str
    label: str
    blank_width: Annotated[int, Between(1, 20)]
    style: TextStyle


@dataclass(frozen=True)
class TitleStyle:
    """Kind of paper, its subject, and the short rule under both (line, hyphens or none)."""

    kind: TextStyle
    subject: TextStyle
    rule: Annotated[
        str,
        OneOf(
            (
                "line",
                "hyphens",
                "none",
            )
        ),
    ]
    rule_share: Annotated[float, Between(0, 1)]
    hyphens: str
    gap_before: Annotated[float, Between(0, 60)]
    gap_after: Annotated[float, Between(0, 60)]


@dataclass(frozen=True)
class BodyStyle:
    """Running text; `end` closes the last paragraph of the paper."""

    size: Annotated[float, Between(10, 20)]
    leading: Annotated[float, Between(10, 40)]
    first_line_mm: Annotated[float, Between(0, 30)]
    space_after: Annotated[float, Between(0, 24)]
    end: str


@dataclass(frozen=True)
class BasesStyle:
    """Legal bases of a decision, and where the deciding body's line stands."""

    prefix: str
    italic: bool
    separator: str
    last: str
    deciding_body: Annotated[
        str,
        OneOf(
            (
                "before_bases",
                "with_verb",
            )
        ),
    ]
    body_line: TextStyle
    verb: str
    article_label: str


@dataclass(frozen=True)
class ActingStyle:
    """The short forms before the authority line."""

    on_behalf: str
    for_head: str
    by_order: str
    by_delegation: str
    acting: str


@dataclass(frozen=True)
class SignatureStyle:
    """Authority line, position, room for signature and seal, name.

    `form_space_mm` is the room on forms and sheets, where signatures stand side by side.
    """

    acting: ActingStyle
    authority: TextStyle
    position: TextStyle
    name: TextStyle
    note: TextStyle
    space_mm: Annotated[float, Between(10, 60)]
    form_space_mm: Annotated[float, Between(10, 60)]
    share: Annotated[float, Between(0.3, 0.7)]


@dataclass(frozen=True)
class ReceiversStyle:
    """The block "Nơi nhận" at the foot."""

    heading: str
    heading_style: TextStyle
    item_style: TextStyle
    prefix: str
    separator: str
    last: str


@dataclass(frozen=True)
class PageNumberStyle:
    """Page number, top centre from page 2; `annex_restarts` gives each annex its own count."""

    size: Annotated[float, Between(8, 16)]
    from_top_mm: Annotated[float, Between(5, 25)]
    annex_restarts: bool


@dataclass(frozen=True)
class AnnexStyle:
    """Head of an annex; `{paper}`, `{number}`, `{date}` and `{issuer}` are filled in."""

    attached: str
    attached_style: TextStyle


@dataclass(frozen=True)
class TableStyle:
    """Tables of every paper; `wide_size` is for tables across a wide sheet."""

    size: Annotated[float, Between(8, 14)]
    wide_size: Annotated[float, Between(8, 14)]
    padding: Annotated[float, Between(1, 8)]
    line_width: Annotated[float, Between(0.1, 2)]
    header_fill: str


@dataclass(frozen=True)
class Profile:
    """Everything that makes a Party paper differ from a State paper, as plain values.

    `family` groups the profiles of one kind of body over time; `valid_from` and `valid_to` are
    the paper dates it is meant for (None is open).
    """

    id: str
    name: str
    family: str
    source: str
    valid_from: date | None
    valid_to: date | None
    page: PageStyle
    header: HeaderStyle
    number: NumberStyle
    place_date: TextStyle
    title: TitleStyle
    body: BodyStyle
    bases: BasesStyle
    signature: SignatureStyle
    receivers: ReceiversStyle
    page_number: PageNumberStyle
    annex: AnnexStyle
    table: TableStyle


@dataclass(frozen=True)
class ProfileDefect:
    """One thing wrong in a profile: the dotted key, and why in Vietnamese."""

    key: str
    reason: str

    def __str__(self) -> str:
        return f"{self.key}: {self.reason}"


def profile_ids() -> tuple[str, ...]:
    """Ids of the shipped profiles, sorted."""
    return tuple(sorted(path.stem for path in (resources() / "profiles").glob("*.toml")))


def load(profile_id: str, changes: Mapping[str, Any] | None = None) -> Profile:
    """The profile of that id, with one office's own `changes` (nested keys) laid over it.

    Raises `UserError` that names every defect when the file or the changes are not sound.
    """
    return _build(profile_id, _layers(profile_id, changes or {}))


def for_paper(profile_id: str, day: date | None) -> Profile:
    """The profile a body prints a paper of that date in, from the profile it uses now.

    A paper dated before or after its validity takes the profile of the same family in force on
    that date (a Party paper of 2023 is printed the old way); where the family has none for the
    date, and for a draft (`day` None), the body's own profile stands.
    """
    own = load(profile_id)
    if day is None or _covers(own, day):
        return own
    in_force = (one for one in _shipped() if one.family == own.family and _covers(one, day))
    return next(in_force, own)


def choose(family: str, paper_date: date | None) -> Profile:
    """The profile of a family in force on the paper's date; the newest one for a draft.

    Raises `UserError` when the family is unknown or no profile covers the date.
    """
    found = [profile for profile in _shipped() if profile.family == family]
    if paper_date is None:
        found = [profile for profile in found if profile.valid_to is None]
    else:
        found = [profile for profile in found if _covers(profile, paper_date)]
    if not found:
        raise UserError(
            f"Không có thể thức văn bản nào cho nhóm “{family}” vào ngày đã chọn.",
            safe="Chưa có gì được in.",
            todo="Chọn thể thức khác trong Thiết lập.",
        )
    return found[0]


def check(values: Mapping[str, Any]) -> list[ProfileDefect]:
    """Every defect of a complete profile mapping: missing, unknown, of a wrong kind, unsound."""
    defects: list[ProfileDefect] = []
    _check_fields(Profile, values, "", defects)
    return defects or _check_meaning(values)


@cache
def _shipped() -> tuple[Profile, ...]:
    return tuple(load(profile_id) for profile_id in profile_ids())


def _covers(profile: Profile, paper_date: date) -> bool:
    after = profile.valid_from is None or profile.valid_from <= paper_date
    return after and (profile.valid_to is None or paper_date <= profile.valid_to)


def _build(profile_id: str, values: Mapping[str, Any]) -> Profile:
    defects = check(values)
    if defects:
        raise _refusal(profile_id, "; ".join(str(defect) for defect in defects))
    profile = _make(Profile, values)
    assert isinstance(profile, Profile)
    return profile


def _refusal(profile_id: str, reason: str) -> UserError:
    return UserError(
        f"Thể thức văn bản “{profile_id}” có lỗi: {reason}.",
        safe="Chưa có gì được in, dữ liệu vẫn nguyên.",
        todo="Chọn thể thức khác hoặc sửa lại các mục đã nêu.",
    )


def _layers(profile_id: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The file of the profile over those it is based on, with the changes on top."""
    chain = [dict(changes)]
    next_id = profile_id
    for _ in range(_MAX_BASES):
        values = _read(next_id)
        next_id = values.pop("based_on", "")
        chain.append(values)
        if not next_id:
            break
    else:
        raise _refusal(profile_id, "based_on: vòng lặp hoặc quá nhiều lớp")
    result: dict[str, Any] = {"valid_from": None, "valid_to": None}
    for values in reversed(chain):
        result = _overlay(result, values)
    return result


def _read(profile_id: str) -> dict[str, Any]:
    path = resources() / "profiles" / f"{profile_id}.toml"
    if profile_id not in profile_ids():
        raise _refusal(profile_id, "không có tệp này")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _refusal(profile_id, f"không đọc được ({error})") from error


def _overlay(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(under)
    for key, value in over.items():
        old = result.get(key)
        both = isinstance(old, Mapping) and isinstance(value, Mapping)
        result[key] = _overlay(old, value) if both else value  # type: ignore[arg-type]
    return result


def _check_fields(kind: type, values: Any, at: str, defects: list[ProfileDefect]) -> None:
    if not isinstance(values, Mapping):
        defects.append(ProfileDefect(at.rstrip("."), "phải là một nhóm khóa"))
        return
    hints = get_type_hints(kind, include_extras=True)
    for unknown in sorted(set(values) - set(hints)):
        defects.append(ProfileDefect(f"{at}{unknown}", "khóa lạ"))
    for name, hint in hints.items():
        if name in values:
            _check_value(hint, values[name], f"{at}{name}", defects)
        else:
            defects.append(ProfileDefect(f"{at}{name}", "thiếu"))


def _check_value(hint: Any, value: Any, key: str, defects: list[ProfileDefect]) -> None:
    if is_dataclass(hint):
        _check_fields(hint, value, f"{key}.", defects)  # type: ignore[arg-type]
    elif get_origin(hint) is tuple:
        _check_items(get_args(hint)[0], value, key, defects)
    elif get_origin(hint) is Annotated:
        kind, limit = get_args(hint)
        reason = _outside(limit, value) if _is_kind(kind, value) else _wrong_kind(value)
        if reason:
            defects.append(ProfileDefect(key, reason))
    elif not _is_kind(hint, value):
        defects.append(ProfileDefect(key, _wrong_kind(value)))


def _check_items(hint: Any, value: Any, key: str, defects: list[ProfileDefect]) -> None:
    if not isinstance(value, list | tuple) or not value:
        defects.append(ProfileDefect(key, "phải là danh sách có ít nhất một mục"))
        return
    for index, item in enumerate(value):
        _check_value(hint, item, f"{key}[{index}]", defects)


def _wrong_kind(value: Any) -> str:
    return f"sai kiểu giá trị ({type(value).__name__})"


def _outside(limit: Between | OneOf, value: Any) -> str:
    if isinstance(limit, OneOf):
        return "" if value in limit.words else f"phải là một trong: {', '.join(limit.words)}"
    inside = limit.low <= value <= limit.high
    return "" if inside else f"phải từ {limit.low} đến {limit.high}"


def _is_kind(hint: Any, value: Any) -> bool:
    if get_origin(hint) in (Union, UnionType):
        return any(_is_kind(part, value) for part in get_args(hint))
    if hint is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, hint)


def _check_meaning(values: Mapping[str, Any]) -> list[ProfileDefect]:
    """What types and ranges cannot say: patterns have their places, lists pair up."""
    defects = []
    header, number = values["header"], values["number"]
    if len(header["motto_lines"]) != len(header["motto_styles"]):
        defects.append(
            ProfileDefect("header.motto_styles", "phải có một kiểu chữ cho mỗi dòng bên phải")
        )
    for key, places in (("pattern", ("number", "kind", "issuer")), ("plain", ("number", "issuer"))):
        if any("{" + place + "}" not in number[key] for place in places):
            wanted = ", ".join("{" + place + "}" for place in places)
            defects.append(ProfileDefect(f"number.{key}", f"phải có đủ {wanted}"))
    for place in ("paper", "number", "date", "issuer"):
        if "{" + place + "}" not in values["annex"]["attached"]:
            defects.append(ProfileDefect("annex.attached", "phải có đủ {" + place + "}"))
    return defects


def _make(kind: Any, values: Mapping[str, Any]) -> Any:
    hints = get_type_hints(kind)
    made = {name: _make_value(hints[name], value) for name, value in values.items()}
    return kind(**made)


def _make_value(hint: Any, value: Any) -> Any:
    if is_dataclass(hint):
        return _make(hint, value)
    if get_origin(hint) is tuple:
        return tuple(_make_value(get_args(hint)[0], item) for item in value)
    return value
