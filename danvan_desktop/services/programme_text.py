"""The text of a programme file, rewritten where its contents changed and left alone elsewhere.

Owns writing TOML: what did not change keeps its comments, order and spacing. Knows nothing of
what the keys mean; reading and checking are `services.programmes`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tomlkit.items import AoT, Table

_SHORT_TABLES = frozenset({"bands", "grades", "items", "quotas", "over", "under"})
"""Tables written on one line each, as people write them."""
_WIDEST = 96
_BLANKS = re.compile(r"\n{3,}(?=\[)")
"""More than one blank line before a table, as a list that was put together leaves them."""


def parsed(text: str) -> dict[str, Any]:
    """The mapping of a sound TOML text, numbers with decimals as `Decimal`."""
    return tomllib.loads(text, parse_float=Decimal)


def rewritten(text: str, target: Mapping[str, Any]) -> str:
    """The text changed so that it holds exactly `target`.

    Top keys and tables of a list that hold the same as before stay as they are written.
    """
    import tomlkit

    before = parsed(text)
    document = tomlkit.parse(text)
    for name in [name for name in before if name not in target]:
        del document[name]
    for name, value in target.items():
        if name in before and before[name] == value:
            continue
        if _is_tables(value):
            document[name] = _tables(name, value, before.get(name, []), document.get(name, []))
        else:
            document[name] = tomlkit.parse(written({name: value}))[name]
    result = tomlkit.dumps(document)
    for candidate in (_BLANKS.sub("\n\n", result), result):
        if _holds(candidate, target):
            return candidate
    return written(target)


def written(mapping: Mapping[str, Any]) -> str:
    """A mapping as TOML text, plain keys first, lists of tables as `[[...]]` below them."""
    return "\n".join(_lines(mapping, "")).strip("\n") + "\n"


def _tables(name: str, wanted: list[Any], before: list[Any], items: Any) -> AoT:
    """The list of tables as wanted; a table that was there keeps the way it is written."""
    import tomlkit

    found = tomlkit.aot()
    left = list(zip(before, items, strict=True))
    for one in wanted:
        same = next((pair for pair in left if pair[0] == one), None)
        if same is None:
            found.append(_new_table(name, one))
        else:
            left.remove(same)
            found.append(same[1])
    return found


def _new_table(name: str, mapping: Mapping[str, Any]) -> Table:
    import tomlkit

    text = "\n".join(_lines({name: [mapping]}, "")) + "\n\n"
    table: Table = tomlkit.parse(text)[name][0]
    return table


def _holds(text: str, target: Mapping[str, Any]) -> bool:
    try:
        return parsed(text) == target
    except tomllib.TOMLDecodeError:
        return False


def _lines(mapping: Mapping[str, Any], header: str) -> Iterator[str]:
    below = {name: value for name, value in mapping.items() if _stands_below(name, value)}
    for name, value in mapping.items():
        if name not in below:
            yield f"{_key(name)} = {_value(value, len(name) + 3)}"
    for name, value in below.items():
        full = f"{header}.{_key(name)}" if header else _key(name)
        for item in value if isinstance(value, list) else [value]:
            yield ""
            yield f"[[{full}]]" if isinstance(value, list) else f"[{full}]"
            yield from _lines(item, full)


def _stands_below(name: str, value: object) -> bool:
    return name not in _SHORT_TABLES and (isinstance(value, Mapping) or _is_tables(value))


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _value(value: object, used: int = 0) -> str:
    import tomlkit

    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(name)} = {_value(item)}" for name, item in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, list | tuple):
        items = [_value(item) for item in value]
        line = f"[{', '.join(items)}]"
        if len(line) + used <= _WIDEST and not _is_tables(value):
            return line
        return "[\n" + "".join(f"    {item},\n" for item in items) + "]"
    if isinstance(value, Decimal):
        return f"{value:f}" if value % 1 else f"{int(value)}"
    if isinstance(value, str) and "\n" in value and not value.startswith("\n"):
        return tomlkit.string(value, multiline=True).as_string()
    return tomlkit.item(value).as_string()


def _key(name: str) -> str:
    import tomlkit

    return tomlkit.key(name).as_string() if not name.isidentifier() else name
