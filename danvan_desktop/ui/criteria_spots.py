"""Places of a criteria set that can be chosen in its tree, and the place of a defect among them.

Owns the way from a defect to a line of the tree and a field of its form; no widget.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from danvan_desktop.domain.criteria_places import SetDefect
from danvan_desktop.domain.criteria_tree import Path

_STEP = re.compile(r"^(\w+)(?:\[(\d+)\])?\.?")


class Part(Enum):
    """What kind of line of the tree it is."""

    SET = "set"
    CONDITIONS = "conditions"
    CONDITION = "condition"
    CRITERION = "criterion"
    RANKS = "ranks"
    PASSING = "passing"


@dataclass(frozen=True)
class Spot:
    """A line of the tree; `path` is that of a criterion, or the number of a condition."""

    part: Part
    path: Path = ()


SET = Spot(Part.SET)
CONDITIONS = Spot(Part.CONDITIONS)
RANKS = Spot(Part.RANKS)
PASSING = Spot(Part.PASSING)


def criterion(path: Path) -> Spot:
    return Spot(Part.CRITERION, path)


def condition(index: int) -> Spot:
    return Spot(Part.CONDITION, (index,))


def spot_of(defect: SetDefect) -> tuple[Spot, str]:
    """The line of the tree a defect stands at, and the field of its form."""
    name, index, rest = _split(defect.field)
    if defect.place:
        return criterion(defect.place), _step_field(name, rest)
    if name == "conditions":
        return (CONDITIONS, "") if index is None else (condition(index), _split(rest)[0])
    if name == "ranks":
        return RANKS, "ranks"
    if name == "pass_rule":
        return PASSING, _split(rest)[0]
    if name == "panel":
        return SET, _split(rest)[0]
    return SET, "clamp_low" if name == "clamp" else name


def _split(key: str) -> tuple[str, int | None, str]:
    """ "bands[1].low" -> "bands", 1, "low"."""
    match = _STEP.match(key)
    if match is None:
        return key, None, ""
    return match[1], None if match[2] is None else int(match[2]), key[match.end() :]


def _step_field(name: str, rest: str) -> str:
    """The fields of steps carry the name of their table in front: "over.cap" -> "over_cap"."""
    if name not in ("over", "under"):
        return name
    return f"{name}_{_split(rest)[0]}" if rest else f"{name}_way"
