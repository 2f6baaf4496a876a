"""Editing a criteria set: nodes added, moved, copied, deleted and replaced by their place.

Owns the shape of the tree while it is being edited, and keeps each accepted defect with the node
it was accepted for. Gives a new set every time and changes none. What is wrong with a set is
`criteria_places`, codes are `criterion_codes`, kinds `criterion_kinds`.

A node whose `kind` is None is a section, also while it has no children yet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import Enum

from danvan_desktop.domain.criteria import Accepted, CriteriaSet, Criterion
from danvan_desktop.domain.criteria_format import SECTION_DEPTH
from danvan_desktop.errors import UserError

Path = tuple[int, ...]
"""Where a node stands: (0, 2) is the third child of the first. () is the set itself."""

Children = tuple[Criterion, ...]

_SET_KEY = re.compile(r"^criteria_sets\[\d+\]\.")
_NODE_KEY = re.compile(r"^criteria\[(\d+)\]((?:\.children\[\d+\])*)(?:\.(.*))?$")
_NUMBER = re.compile(r"\d+")


class Direction(Enum):
    """Where a node goes by one step."""

    UP = "up"
    DOWN = "down"
    IN = "in"
    """Into the section before it, as its last child."""
    OUT = "out"
    """Out of its section, to stand right behind it."""


def is_section(node: Criterion) -> bool:
    """Whether a node holds others instead of being marked, also while it is still empty."""
    return node.kind is None


def nodes(criteria_set: CriteriaSet) -> Iterator[tuple[Path, Criterion]]:
    """Every section and criterion with its place, in the order of the paper."""
    return _walk(criteria_set.criteria, ())


def node_at(criteria_set: CriteriaSet, path: Path) -> Criterion:
    """The node at a place. Raises `IndexError` where there is none."""
    found = None
    children = criteria_set.criteria
    for index in path:
        found = children[index]
        children = found.children
    if found is None:
        raise IndexError(path)
    return found


def children_at(criteria_set: CriteriaSet, path: Path) -> Children:
    """The nodes directly under a place; under () those of the set itself."""
    return node_at(criteria_set, path).children if path else criteria_set.criteria


def add(criteria_set: CriteriaSet, path: Path, node: Criterion) -> CriteriaSet:
    """Put a node at `path`; what stands there and behind it moves down by one.

    Raises `UserError` when the place is inside a criterion that is marked itself, or too deep.
    """
    _check_place(criteria_set, path, node)
    grown = _changed(criteria_set, path[:-1], lambda found: _inserted(found, path[-1], node))
    return _accepting(grown, criteria_set.accepted, lambda one: _after_insert(one, path))


def delete(criteria_set: CriteriaSet, path: Path) -> CriteriaSet:
    """Take a node away with all that is under it, and the defects accepted there."""
    node_at(criteria_set, path)
    cut = _changed(criteria_set, path[:-1], lambda found: _without(found, path[-1]))
    return _accepting(cut, criteria_set.accepted, lambda one: _after_delete(one, path))


def put(criteria_set: CriteriaSet, path: Path, node: Criterion) -> CriteriaSet:
    """Put `node` in place of the one at `path`, its children included."""
    node_at(criteria_set, path)
    return _changed(criteria_set, path[:-1], lambda found: _exchanged(found, path[-1], node))


def move(criteria_set: CriteriaSet, source: Path, target: Path) -> CriteriaSet:
    """Move the node at `source` so that it stands at `target` afterwards.

    Moving it back from `target` to `source` gives the set as it was. Raises `UserError` when the
    target is inside a criterion that is marked itself, or too deep.
    """
    node = node_at(criteria_set, source)
    rest = delete(criteria_set, source)
    _check_place(rest, target, node)
    moved = add(rest, target, node)

    def shifted(place: Path) -> Path:
        if place[: len(source)] == source:
            return target + place[len(source) :]
        return _after_insert(_after_delete(place, source) or place, target)

    return _accepting(moved, criteria_set.accepted, shifted)


def step_target(criteria_set: CriteriaSet, source: Path, way: Direction) -> Path | None:
    """Where `move` takes a node by one step, None when it cannot go that way."""
    parent, index = source[:-1], source[-1]
    siblings = children_at(criteria_set, parent)
    if way is Direction.UP:
        return (*parent, index - 1) if index else None
    if way is Direction.DOWN:
        return (*parent, index + 1) if index + 1 < len(siblings) else None
    if way is Direction.OUT:
        return (*parent[:-1], parent[-1] + 1) if parent else None
    before = siblings[index - 1] if index else None
    if before is None or not is_section(before):
        return None
    target = (*parent, index - 1, len(before.children))
    deepest = len(target) + height(siblings[index]) - 1
    return target if deepest <= SECTION_DEPTH else None


def drop_target(source: Path, parent: Path, index: int) -> Path | None:
    """The target of `move` for a node let go before child `index` of `parent`, both as they are
    seen while it still stands at `source`; None inside itself."""
    if parent[: len(source)] == source:
        return None
    return _after_delete((*parent, index), source) or (*parent, index)


def height(node: Criterion) -> int:
    """How many levels a node takes: 1 for a criterion."""
    return 1 + max((height(child) for child in node.children), default=0)


def key_of(path: Path, name: str = "") -> str:
    """The key of a node as the checks print it: "criteria[0].children[2].maximum"."""
    places = ".".join(
        f"{'children' if depth else 'criteria'}[{index}]" for depth, index in enumerate(path)
    )
    return f"{places}.{name}" if name and places else places or name


def place_of(key: str) -> tuple[Path, str]:
    """The node a key is about and the rest of the key; () for one of the set itself."""
    plain = _SET_KEY.sub("", key, count=1)
    match = _NODE_KEY.match(plain)
    if match is None:
        return (), plain
    inner = (int(number) for number in _NUMBER.findall(match[2]))
    return (int(match[1]), *inner), match[3] or ""


def accept(criteria_set: CriteriaSet, key: str, reason: str) -> CriteriaSet:
    """Take a defect of the paper as it is, with the office's reason; an older reason goes."""
    place, name = place_of(key)
    plain = key_of(place, name)
    kept = withdraw(criteria_set, plain).accepted
    return replace(criteria_set, accepted=(*kept, Accepted(plain, reason)))


def withdraw(criteria_set: CriteriaSet, key: str) -> CriteriaSet:
    """No longer take a defect as it is."""
    wanted = place_of(key)
    kept = tuple(one for one in criteria_set.accepted if place_of(one.key) != wanted)
    return replace(criteria_set, accepted=kept)


def _walk(children: Children, above: Path) -> Iterator[tuple[Path, Criterion]]:
    for index, child in enumerate(children):
        path = (*above, index)
        yield path, child
        yield from _walk(child.children, path)


def _changed(
    criteria_set: CriteriaSet, parent: Path, change: Callable[[Children], Children]
) -> CriteriaSet:
    return replace(criteria_set, criteria=_under(criteria_set.criteria, parent, change))


def _under(children: Children, parent: Path, change: Callable[[Children], Children]) -> Children:
    if not parent:
        return change(children)
    node = children[parent[0]]
    inner = replace(node, children=_under(node.children, parent[1:], change))
    return _exchanged(children, parent[0], inner)


def _inserted(children: Children, index: int, node: Criterion) -> Children:
    if not 0 <= index <= len(children):
        raise IndexError(index)
    return (*children[:index], node, *children[index:])


def _without(children: Children, index: int) -> Children:
    return (*children[:index], *children[index + 1 :])


def _exchanged(children: Children, index: int, node: Criterion) -> Children:
    return (*children[:index], node, *children[index + 1 :])


def _check_place(criteria_set: CriteriaSet, path: Path, node: Criterion) -> None:
    if len(path) > 1:
        parent = node_at(criteria_set, path[:-1])
        if not is_section(parent):
            raise UserError(
                f"“{parent.title or parent.code}” là tiêu chí được chấm, không chứa mục khác.",
                safe="Bộ tiêu chí không thay đổi.",
                todo="Đổi tiêu chí đó thành mục trước, hoặc đặt vào chỗ khác.",
            )
    if len(path) + height(node) - 1 > SECTION_DEPTH:
        raise UserError(
            f"Bộ tiêu chí có nhiều nhất {SECTION_DEPTH} cấp.",
            safe="Bộ tiêu chí không thay đổi.",
            todo="Đặt ở cấp cao hơn, hoặc gộp bớt mục.",
        )


def _accepting(
    criteria_set: CriteriaSet,
    accepted: tuple[Accepted, ...],
    shift: Callable[[Path], Path | None],
) -> CriteriaSet:
    """The set with the accepted defects at their new places; those without one are gone."""
    kept = []
    for one, place, name in _placed(accepted):
        new = shift(place) if place else place
        if new is not None:
            kept.append(Accepted(key_of(new, name), one.reason))
    return replace(criteria_set, accepted=tuple(kept))


def _placed(accepted: tuple[Accepted, ...]) -> Iterator[tuple[Accepted, Path, str]]:
    for one in accepted:
        yield (one, *place_of(one.key))


def _after_insert(place: Path, path: Path) -> Path:
    depth = len(path) - 1
    if place[:depth] != path[:-1] or len(place) <= depth or place[depth] < path[depth]:
        return place
    return (*place[:depth], place[depth] + 1, *place[depth + 1 :])


def _after_delete(place: Path, path: Path) -> Path | None:
    depth = len(path) - 1
    if place[:depth] != path[:-1] or len(place) <= depth or place[depth] < path[depth]:
        return place
    if place[depth] == path[depth]:
        return None
    return (*place[:depth], place[depth] - 1, *place[depth + 1 :])
