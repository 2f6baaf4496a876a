"""A criteria set as the table of a programme file, and back while it is still unfinished.

Owns the way between the classes and the mapping that TOML holds, by the one description of the
keys in `criteria_format`. What holds its default is left out. Writes no text and reads no file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast

from danvan_desktop.domain.criteria import CriteriaSet, Criterion, CriterionKind
from danvan_desktop.domain.criteria_format import CRITERIA_SET
from danvan_desktop.domain.programme_reading import Choice, Kind, ListOf, Number, OrWord, Table
from danvan_desktop.domain.programme_reading import Field as Key

_TABLES_BELOW = ("conditions", "criteria", "children", "pass_rule", "panel", "ranks", "accepted")
"""In the order in which they are written: in TOML every plain key of a table stands before the
first table below it."""
_TABLE = Table(CriteriaSet, CRITERIA_SET)


def mapping_of(criteria_set: CriteriaSet) -> dict[str, Any]:
    """The set as TOML gives it: text, whole numbers, `Decimal`, lists and tables."""
    return _written(criteria_set, _TABLE)


def set_of(mapping: Mapping[str, Any]) -> CriteriaSet:
    """The set of a mapping that `mapping_of` made, also one that no check would pass.

    Raises `KeyError`, `TypeError` or `ValueError` for a mapping of another shape.
    """
    return cast(CriteriaSet, _read(_TABLE, mapping))


def _written(record: Any, table: Table) -> dict[str, Any]:
    plain = [name for name in table.fields if name not in _TABLES_BELOW]
    below = [name for name in _TABLES_BELOW if name in table.fields]
    return {
        name: _value(getattr(record, name), table.fields[name].kind)
        for name in (*plain, *below)
        if _is_written(record, name, table.fields[name])
    }


def _is_written(record: Any, name: str, key: Key) -> bool:
    """What holds its default is not; a section has children and no kind, a criterion a kind."""
    value = getattr(record, name)
    if isinstance(record, Criterion) and name in ("kind", "children"):
        section = record.kind is None
        return section if name == "children" else not section and value is not CriterionKind.GRADE
    if key.required:
        return True
    owner: Any = type(record)
    said = value is not None or isinstance(key.kind, OrWord)
    return said and value != _default(owner, name)


def _value(value: Any, kind: Kind) -> Any:
    if isinstance(kind, OrWord):
        return kind.word if value is None else _value(value, kind.kind)
    if isinstance(kind, Table):
        return _written(value, kind)
    if isinstance(kind, ListOf):
        return [_value(item, kind.kind) for item in value]
    return str(value) if isinstance(kind, Choice) else value


def _read(kind: Kind, value: Any) -> Any:
    if isinstance(kind, OrWord):
        return None if value == kind.word else _read(kind.kind, value)
    if isinstance(kind, Table):
        return kind.make(**_values(kind.fields, value))
    if isinstance(kind, ListOf):
        return tuple(_read(kind.kind, item) for item in value)
    if isinstance(kind, Choice):
        return kind.values(value)
    return Decimal(str(value)) if isinstance(kind, Number) else value


def _values(keys: Mapping[str, Key], mapping: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: _read(keys[name].kind, item) for name, item in mapping.items()}
    if "children" in values:
        values["kind"] = None
    return values


@lru_cache(maxsize=256)
def _default(record: type[Any], name: str) -> Any:
    field: Field[Any] = next(one for one in fields(record) if one.name == name)
    return field.default if field.default is not MISSING else _made(field)


def _made(field: Field[Any]) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else MISSING
