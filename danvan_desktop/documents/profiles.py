"""How the papers of one kind of issuing body look, read from `resources/profiles/*.toml`.

Owns reading, checking and the choice of one by body and date; the shape is `profile_format.py`.
Draws nothing and knows no paper: `page.py` turns a profile into ink.

To add a profile: copy the nearest file, or name it in `based_on` and write only what differs;
`load` names every defect with its key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from danvan_desktop.documents.profile_format import Between, OneOf, Profile
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.errors import UserError
from danvan_desktop.paths import resources

IDENTITY = ("id", "name", "family", "source", "valid_from", "valid_to")
"""What says which profile it is; an office's copy keeps these as they are shipped."""

_MAX_BASES = 5
_MAX_TEXT = 200
_FILL = re.compile(r"(#[0-9A-Fa-f]{6})?")


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
    own = _plain(profile_id)
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


def mapping(profile_id: str) -> dict[str, Any]:
    """The shipped values as nested keys, without what says which profile it is."""
    values = _layers(profile_id, {})
    return {key: value for key, value in values.items() if key not in IDENTITY}


def defects_of(profile_id: str, changes: Mapping[str, Any]) -> list[ProfileDefect]:
    """Every defect the profile would have with these values laid over it."""
    return check(_layers(profile_id, changes))


def check(values: Mapping[str, Any]) -> list[ProfileDefect]:
    """Every defect of a complete profile mapping: missing, unknown, of a wrong kind, unsound."""
    defects: list[ProfileDefect] = []
    _check_fields(Profile, values, "", defects)
    return defects or _check_meaning(values)


@cache
def _plain(profile_id: str) -> Profile:
    return load(profile_id)


@cache
def _shipped() -> tuple[Profile, ...]:
    return tuple(_plain(profile_id) for profile_id in profile_ids())


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
        result = laid_over(result, values)
    return result


def _read(profile_id: str) -> dict[str, Any]:
    path = resources() / "profiles" / f"{profile_id}.toml"
    if profile_id not in profile_ids():
        raise _refusal(profile_id, "không có tệp này")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _refusal(profile_id, f"không đọc được ({error})") from error


def laid_over(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Nested values with others on top, key by key; neither is changed."""
    result = dict(under)
    for key, value in over.items():
        old = result.get(key)
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            result[key] = laid_over(old, value)
        else:
            result[key] = value
    return result


@cache
def _hints(kind: type, extras: bool) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=extras)


def _check_fields(kind: type, values: Any, at: str, defects: list[ProfileDefect]) -> None:
    if not isinstance(values, Mapping):
        defects.append(ProfileDefect(at.rstrip("."), "phải là một nhóm khóa"))
        return
    hints = _hints(kind, True)
    for unknown in sorted(set(values) - set(hints)):
        defects.append(ProfileDefect(f"{at}{unknown}", "khóa lạ"))
    for name, hint in hints.items():
        if name in values:
            _check_value(hint, values[name], f"{at}{name}", defects)
        else:
            defects.append(ProfileDefect(f"{at}{name}", "thiếu"))


def _check_value(hint: Any, value: Any, key: str, defects: list[ProfileDefect]) -> None:
    if isinstance(hint, type) and is_dataclass(hint):
        _check_fields(hint, value, f"{key}.", defects)
    elif get_origin(hint) is tuple:
        _check_items(get_args(hint)[0], value, key, defects)
    elif get_origin(hint) is Annotated:
        kind, limit = get_args(hint)
        reason = _outside(limit, value) if _is_kind(kind, value) else _wrong_kind(value)
        if reason:
            defects.append(ProfileDefect(key, reason))
    elif not _is_kind(hint, value):
        defects.append(ProfileDefect(key, _wrong_kind(value)))
    elif isinstance(value, str) and (reason := _unfit_text(value)):
        defects.append(ProfileDefect(key, reason))


def _check_items(hint: Any, value: Any, key: str, defects: list[ProfileDefect]) -> None:
    if not isinstance(value, list | tuple) or not value:
        defects.append(ProfileDefect(key, "phải là danh sách có ít nhất một mục"))
        return
    for index, item in enumerate(value):
        _check_value(hint, item, f"{key}[{index}]", defects)


def _unfit_text(text: str) -> str:
    if len(text) > _MAX_TEXT:
        return f"dài quá {_MAX_TEXT} ký tự"
    hidden = any(not sign.isprintable() for sign in text.replace("\n", ""))
    return "có ký tự ẩn, không in được" if hidden else ""


def _wrong_kind(value: Any) -> str:
    return f"sai kiểu giá trị ({type(value).__name__})"


def _outside(limit: Between | OneOf, value: Any) -> str:
    if isinstance(limit, OneOf):
        return "" if value in limit.words else f"phải là một trong: {', '.join(limit.words)}"
    inside = limit.low <= value <= limit.high
    low, high = (format_decimal(Decimal(str(end))) for end in (limit.low, limit.high))
    return "" if inside else f"phải từ {low} đến {high}"


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
    if not _FILL.fullmatch(values["table"]["header_fill"]):
        defects.append(ProfileDefect("table.header_fill", "phải là màu như #EEEEEE hoặc để trống"))
    for place in ("paper", "number", "date", "issuer"):
        if "{" + place + "}" not in values["annex"]["attached"]:
            defects.append(ProfileDefect("annex.attached", "phải có đủ {" + place + "}"))
    if values["body"]["leading"] < values["body"]["size"]:
        defects.append(ProfileDefect("body.leading", "không được nhỏ hơn cỡ chữ nội dung"))
    if values["page_number"]["from_top_mm"] >= values["page"]["top_mm"]:
        defects.append(ProfileDefect("page_number.from_top_mm", "phải nhỏ hơn lề trên"))
    return [*defects, *_unfit_floors(values, "")]


def _unfit_floors(values: Any, at: str) -> Iterator[ProfileDefect]:
    """Styles whose smallest size is above their size."""
    if isinstance(values, Mapping):
        if "floor" in values and values["floor"] > values["size"]:
            yield ProfileDefect(f"{at}.floor", "không được lớn hơn cỡ chữ")
        for key, value in values.items():
            yield from _unfit_floors(value, f"{at}.{key}" if at else key)
    elif isinstance(values, list | tuple):
        for index, value in enumerate(values):
            yield from _unfit_floors(value, f"{at}[{index}]")


def _make(kind: Any, values: Mapping[str, Any]) -> Any:
    hints = _hints(kind, False)
    made = {name: _make_value(hints[name], value) for name, value in values.items()}
    return kind(**made)


def _make_value(hint: Any, value: Any) -> Any:
    if is_dataclass(hint):
        return _make(hint, value)
    if get_origin(hint) is tuple:
        return tuple(_make_value(get_args(hint)[0], item) for item in value)
    return value
