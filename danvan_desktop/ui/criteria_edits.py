"""What adding, copying, deleting and moving do to a set, by the line that is chosen in its tree.

Each gives the new set and the line to choose then, or raises `UserError`. Owns the meaning of
"here" for each kind of line; the tree itself is `domain/criteria_tree`. No widget.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from danvan_desktop.domain import criteria_tree as tree
from danvan_desktop.domain.criteria import Condition, CriteriaSet, Criterion, CriterionKind
from danvan_desktop.domain.criteria_tree import Direction, Path
from danvan_desktop.domain.criterion_codes import copy_of, next_code, recoded, taken_codes
from danvan_desktop.domain.section_sums import sums_of_children
from danvan_desktop.domain.text import sort_key
from danvan_desktop.services.criteria_import import Proposal, taken_into
from danvan_desktop.services.criteria_sets import Link
from danvan_desktop.ui import criteria_spots as spots
from danvan_desktop.ui.criteria_spots import Part, Spot

Item = TypeVar("Item")


@dataclass(frozen=True)
class Edited:
    """A set, the titles it is for, and the line that is chosen in it."""

    criteria_set: CriteriaSet
    spot: Spot = spots.SET
    links: frozenset[Link] = frozenset()

    def chosen(self, criteria_set: CriteriaSet, spot: Spot) -> Edited:
        """Another set, and the line to choose in it."""
        return replace(self, criteria_set=criteria_set, spot=spot)


def added(now: Edited, kind: CriterionKind | None, *, inside: bool = True) -> Edited:
    """A new criterion (None: section): in the chosen section, or behind the chosen criterion."""
    current = now.criteria_set
    path = _place_for_new(now, inside=inside)
    code = next_code(current, path[:-1])
    grown = tree.add(current, path, Criterion(code, "", kind))
    return now.chosen(grown, spots.criterion(path))


def usual_kind(now: Edited) -> CriterionKind:
    """The kind of a new criterion: that of the one before it, else by what the set counts."""
    path = _place_for_new(now)
    siblings = tree.children_at(now.criteria_set, path[:-1])
    before = [one.kind for one in siblings[: path[-1]] if one.kind is not None]
    if before:
        return before[-1]
    points = now.criteria_set.maximum is not None or now.criteria_set.has_points
    return CriterionKind.POINTS if points else CriterionKind.GRADE


def added_all(now: Edited, nodes: Sequence[Criterion]) -> Edited:
    """Several nodes, in the chosen section or behind the chosen criterion; the first is chosen.

    A code that the set already has is counted on.
    """
    current, first = now.criteria_set, _place_for_new(now)
    for number, node in enumerate(nodes):
        path = (*first[:-1], first[-1] + number)
        taken = taken_codes(current)
        code = node.code if node.code and node.code not in taken else next_code(current, path[:-1])
        current = tree.add(current, path, recoded(node, code, taken))
    return now.chosen(current, spots.criterion(first))


def part_of(now: Edited) -> CriteriaSet:
    """The chosen criterion or section as a set of its own; the whole set anywhere else."""
    if now.spot.part is not Part.CRITERION:
        return now.criteria_set
    node = tree.node_at(now.criteria_set, now.spot.path)
    return replace(now.criteria_set, criteria=(node,), maximum=None, ranks=(), accepted=())


def with_table(now: Edited, read: Proposal, *, whole: bool) -> Edited:
    """The set with a table that was read: in place of all its criteria, or added to them."""
    if not whole:
        return added_all(now, read.criteria_set.criteria)
    taken = taken_into(now.criteria_set, read)
    return now.chosen(taken, spots.criterion((0,)) if taken.criteria else spots.SET)


def added_condition(now: Edited) -> Edited:
    """A new condition behind the chosen one, else at the end."""
    current, old = now.criteria_set, now.criteria_set.conditions
    index = now.spot.path[0] + 1 if now.spot.part is Part.CONDITION else len(old)
    taken = taken_codes(current)
    number = next(n for n in range(len(old) + 1, 10_000) if f"dk-{n}" not in taken)
    made = Condition(f"dk-{number}", "")
    grown = replace(current, conditions=(*old[:index], made, *old[index:]))
    return now.chosen(grown, spots.condition(index))


def copied(now: Edited) -> Edited:
    """A copy right behind the chosen criterion, section or condition."""
    current, path = now.criteria_set, now.spot.path
    if now.spot.part is Part.CRITERION:
        place = (*path[:-1], path[-1] + 1)
        grown = tree.add(current, place, copy_of(current, path))
        return now.chosen(grown, spots.criterion(place))
    if now.spot.part is not Part.CONDITION:
        return now
    source = current.conditions[path[0]]
    after = added_condition(now)
    index, conditions = after.spot.path[0], after.criteria_set.conditions
    made = replace(source, code=conditions[index].code)
    filled = replace(after.criteria_set, conditions=_put(conditions, index, made))
    return replace(after, criteria_set=filled)


def deleted(now: Edited) -> Edited:
    """Without the chosen criterion, section or condition; its neighbour is chosen."""
    current, path = now.criteria_set, now.spot.path
    if now.spot.part is Part.CRITERION:
        rest = tree.delete(current, path)
        left = len(tree.children_at(rest, path[:-1]))
        if left:
            return now.chosen(rest, spots.criterion((*path[:-1], min(path[-1], left - 1))))
        return now.chosen(rest, spots.criterion(path[:-1]) if path[:-1] else spots.SET)
    if now.spot.part is not Part.CONDITION:
        return now
    kept = (*current.conditions[: path[0]], *current.conditions[path[0] + 1 :])
    spot = spots.condition(min(path[0], len(kept) - 1)) if kept else spots.CONDITIONS
    return now.chosen(replace(current, conditions=kept), spot)


def stepped(now: Edited, way: Direction) -> Edited:
    """One step up, down, into the section before it, or out of its section."""
    current, path = now.criteria_set, now.spot.path
    if now.spot.part is Part.CRITERION:
        target = tree.step_target(current, path, way)
        if target is None:
            return now
        return now.chosen(tree.move(current, path, target), spots.criterion(target))
    if now.spot.part is not Part.CONDITION or way not in (Direction.UP, Direction.DOWN):
        return now
    there = path[0] + (-1 if way is Direction.UP else 1)
    if not 0 <= there < len(current.conditions):
        return now
    moved = list(current.conditions)
    moved.insert(there, moved.pop(path[0]))
    return now.chosen(replace(current, conditions=tuple(moved)), spots.condition(there))


def summed(now: Edited, sectors: Sequence[str] = ()) -> Edited:
    """The maximum of the chosen section, or of the set, made the sum of its children.

    Nothing changes where the sum differs by sector or kind of subject.
    """
    current, path = now.criteria_set, now.spot.path
    if now.spot.part not in (Part.CRITERION, Part.SET):
        return now
    sums = sums_of_children(current, path, sectors)
    if len(sums) != 1:
        return now
    if not path:
        return now.chosen(replace(current, maximum=sums[0]), now.spot)
    node = tree.node_at(current, path)
    if not tree.is_section(node):
        return now
    return now.chosen(tree.put(current, path, replace(node, maximum=sums[0])), now.spot)


def renumbered(now: Edited) -> Edited:
    """The codes of the list the chosen line stands in, counted on from its smallest without a
    gap, with those below them; under a section that is chosen, those of its children."""
    current, path = now.criteria_set, now.spot.path
    if now.spot.part is not Part.CRITERION:
        parent: Path = ()
    else:
        parent = path if tree.is_section(tree.node_at(current, path)) else path[:-1]
    children = tree.children_at(current, parent)
    if not children:
        return now
    first = min((one.code for one in children), key=sort_key)
    rest = current
    for _ in children:
        rest = tree.delete(rest, (*parent, 0))
    for index, node in enumerate(children):
        code = first if not index else next_code(rest, parent)
        rest = tree.add(rest, (*parent, index), recoded(node, code, taken_codes(rest)))
    return now.chosen(replace(rest, accepted=current.accepted), now.spot)


def dropped(now: Edited, source: Path, parent: Path, index: int) -> Edited:
    """A node let go of before child `index` of `parent`."""
    target = tree.drop_target(source, parent, index)
    if target is None or target == source:
        return now
    return now.chosen(tree.move(now.criteria_set, source, target), spots.criterion(target))


def _place_for_new(now: Edited, *, inside: bool = True) -> Path:
    current, path = now.criteria_set, now.spot.path
    if now.spot.part is not Part.CRITERION:
        return (len(current.criteria),)
    node = tree.node_at(current, path)
    if inside and tree.is_section(node):
        return (*path, len(node.children))
    return (*path[:-1], path[-1] + 1)


def _put(items: Sequence[Item], index: int, item: Item) -> tuple[Item, ...]:
    return (*items[:index], item, *items[index + 1 :])
