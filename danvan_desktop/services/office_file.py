"""An office described in a TOML file: `danvan init --office FILE`, see `docs/office-file.md`.

Every defect is named with its key and what would be right; nothing is created here.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from danvan_desktop.domain.units import BodyKind, Channel, UnitKind
from danvan_desktop.errors import UserError
from danvan_desktop.paths import resources
from danvan_desktop.services.office import OfficeDraft
from danvan_desktop.services.programmes import read_toml
from danvan_desktop.services.units import BodyDraft, UnitDraft

Kind = TypeVar("Kind", bound=StrEnum)

TOP_KEYS = ("name", "operator", "unit", "parents", "units_below", "bodies")
UNIT_KEYS = ("name", "kind", "code")
BODY_KEYS = (
    *("name", "kind", "channel", "abbreviation"),
    *("profile", "header_parent", "header_name", "place"),
)


class _Wrong(Exception):  # noqa: N818
    """One thing wrong at one key; becomes a `UserError` that names the file."""


def read(path: Path) -> OfficeDraft:
    """The office described in the file. Raises `UserError` naming the first thing wrong."""
    content, defects = read_toml(path)
    if content is None:
        raise UserError(str(defects[0]), todo="Sửa tệp rồi chạy lại.")
    try:
        return _office(content)
    except _Wrong as wrong:
        raise UserError(
            f"Tệp {path.name}: {wrong}.",
            safe="Chưa có gì được tạo.",
            todo="Đối chiếu với mẫu trong docs/office-file.md rồi chạy lại.",
        ) from wrong


def _office(content: Mapping[str, Any]) -> OfficeDraft:
    _known(content, TOP_KEYS, "")
    bodies = _tables(content, "bodies")
    if "unit" not in content or not bodies:
        raise _Wrong(f"thiếu mục {'bodies' if 'unit' in content else 'unit'}")
    return OfficeDraft(
        unit=_unit(_table(content["unit"], "unit"), "unit"),
        parents=tuple(_unit(item, where) for where, item in _tables(content, "parents")),
        bodies=tuple(_body(item, where) for where, item in bodies),
        operator=_text(content, "operator", ""),
        name=_text(content, "name", ""),
        units_below=tuple(_unit(item, where) for where, item in _tables(content, "units_below")),
    )


def _unit(item: Mapping[str, Any], where: str) -> UnitDraft:
    _known(item, UNIT_KEYS, where)
    return UnitDraft(
        _named(item, where), _kind(item, "kind", UnitKind, where), code=_text(item, "code", where)
    )


def _body(item: Mapping[str, Any], where: str) -> BodyDraft:
    _known(item, BODY_KEYS, where)
    channel = _kind(item, "channel", Channel, where) if "channel" in item else Channel.OTHER
    return BodyDraft(
        _named(item, where),
        _kind(item, "kind", BodyKind, where),
        unit="",
        channel=channel,
        abbreviation=_text(item, "abbreviation", where),
        profile=_profile(item, where),
        header_parent=_text(item, "header_parent", where),
        header_name=_text(item, "header_name", where),
        place=_text(item, "place", where),
    )


def _profile(item: Mapping[str, Any], where: str) -> str:
    profile = _text(item, "profile", where)
    known = sorted(path.stem for path in (resources() / "profiles").glob("*.toml"))
    if profile and profile not in known:
        raise _Wrong(f"mục {where}.profile là “{profile}”, phải là một trong: {', '.join(known)}")
    return profile


def _named(item: Mapping[str, Any], where: str) -> str:
    name = _text(item, "name", where)
    if not name.strip():
        raise _Wrong(f"thiếu mục {where}.name")
    return name


def _kind(item: Mapping[str, Any], key: str, kinds: type[Kind], where: str) -> Kind:
    value = _text(item, key, where)
    if value not in {kind.value for kind in kinds}:
        allowed = ", ".join(kind.value for kind in kinds)
        raise _Wrong(f"mục {where}.{key} là “{value}”, phải là một trong: {allowed}")
    return kinds(value)


def _text(item: Mapping[str, Any], key: str, where: str) -> str:
    value = item.get(key, "")
    if not isinstance(value, str):
        raise _Wrong(f"mục {_at(where, key)} phải là chữ trong dấu nháy")
    return value


def _table(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _Wrong(f"mục {where} phải là một bảng, viết [{where}]")
    return value


def _tables(content: Mapping[str, Any], key: str) -> list[tuple[str, Mapping[str, Any]]]:
    value = content.get(key, [])
    if not isinstance(value, list):
        raise _Wrong(f"mục {key} phải là danh sách bảng, viết [[{key}]]")
    return [(f"{key}[{n}]", _table(item, f"{key}[{n}]")) for n, item in enumerate(value)]


def _known(item: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
    for key in item:
        if key not in keys:
            raise _Wrong(f"không có mục {_at(where, key)}; các mục là: {', '.join(keys)}")


def _at(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
