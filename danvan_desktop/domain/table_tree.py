"""The lines of a table put together as a tree, before it is known how each is marked.

Owns levels, and which lines only explain the one above them. What a node becomes is
`table_criteria`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from danvan_desktop.domain.criteria_format import SECTION_DEPTH
from danvan_desktop.domain.point_words import CellPoints, folded
from danvan_desktop.domain.row_markers import Levels, Marker, Style, is_heading
from danvan_desktop.domain.table_lines import Line

Signs = (Style.DASH, Style.PLUS, Style.BULLET, Style.NONE)


@dataclass
class Node:
    """A line with those below it. `further` are rows of the same criterion that have no title of
    their own: levels of marking with their points. `code` is made by `give_codes`."""

    line: Line
    marker: Marker
    children: list[Node] = field(default_factory=list)
    further: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    code: str = ""
    too_deep: bool = False

    def all(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.all()

    @property
    def points(self) -> CellPoints | None:
        return self.line.points


def tree_of(lines: Sequence[Line]) -> list[Node]:
    """The lines as a tree, by their numbers, their own column of levels, or their groups."""
    outermost: list[Node] = []
    open_nodes: list[Node] = []
    levels = Levels()
    under_group = False
    for index, line in enumerate(lines):
        if not line.title:
            _go_on(open_nodes, line)
            continue
        level, marker = _level(levels, line, lines[index + 1 :], under_group)
        under_group = under_group or line.is_group
        node = Node(line, marker)
        _hang(outermost, open_nodes, node, level)
    return outermost


def fold_details(nodes: list[Node]) -> None:
    """Turn lines that only explain the criterion above them into its notes.

    Those are lines without points below one that has them, and bulleted lines in a table that
    gives no points at all.
    """
    every = [one for node in nodes for one in node.all()]
    has_points = any(one.points is not None or one.further for one in every)
    listed = any(one.marker.is_listed for one in every)
    for node in nodes:
        _fold(node, has_points, listed)


def fold_shared(nodes: list[Node]) -> Iterator[tuple[Node, list[Node]]]:
    """Lines of one level under one merged points cell become one criterion; gives each with what
    went into it."""
    merged: list[Node] = []
    kept: list[Node] = []
    for node in nodes:
        yield from fold_shared(node.children)
        first = kept[-1] if kept else None
        shared = node.line.shared is not None and first is not None and not node.children
        if shared and first is not None and first.line.row == node.line.shared:
            first.notes.append(_words(node))
            merged.append(node)
            continue
        if merged and first is not None:
            yield first, merged
            merged = []
        kept.append(node)
    if merged:
        yield kept[-1], merged
    nodes[:] = kept


def give_codes(nodes: Sequence[Node]) -> None:
    """Codes as printed where all are there and differ; else each below the code of its section."""
    every = [one for node in nodes for one in node.all()]
    printed = [_plain(one.line.code or one.marker.code) for one in every]
    if all(printed) and len({*printed}) == len(printed):
        for one, code in zip(every, printed, strict=True):
            one.code = code
        return
    _compose(nodes, "", set())


def _level(
    levels: Levels, line: Line, after: Sequence[Line], under_group: bool
) -> tuple[int, Marker]:
    if line.level is not None:
        return line.level, (line.marks or (Marker(Style.NONE),))[0]
    if line.is_group:
        marker = line.marks[0] if line.marks else Marker(Style.HEADING)
        levels.begin_group(Marker(Style.HEADING))
        return 0, marker
    choices = line.marks
    if not choices:
        heads = is_heading(line.title) or _heads(line, after)
        choices = (Marker(Style.HEADING if heads and not under_group else Style.NONE),)
    outer = bool(_EXTRA.match(folded(line.title))) and choices[0].style in _PARTS
    return levels.level_of(choices, outer=outer)


def _heads(line: Line, after: Sequence[Line]) -> bool:
    """A row without a number is a heading when a list begins anew right under it, or when it
    opens the bonus or the penalties."""
    if folded(line.title).startswith(_EXTRAS):
        return True
    following = next((one for one in after if one.title), None)
    return (
        following is not None and not line.how and any(mark.value == 1 for mark in following.marks)
    )


def _hang(outermost: list[Node], open_nodes: list[Node], node: Node, level: int) -> None:
    deep = min(level, len(open_nodes), SECTION_DEPTH - 1)
    node.too_deep = level > SECTION_DEPTH - 1 and len(open_nodes) >= SECTION_DEPTH
    del open_nodes[deep:]
    if open_nodes:
        open_nodes[-1].children.append(node)
    else:
        outermost.append(node)
    open_nodes.append(node)


def _go_on(open_nodes: list[Node], line: Line) -> None:
    if not open_nodes:
        return
    node = open_nodes[-1]
    if line.cell is not None or line.levels:
        node.further.append(line)
        return
    # Words alone continue the cells above them: "từ 70% đến dưới 90%: 8 điểm" in the next row.
    if node.further:
        last = node.further[-1]
        node.further[-1] = replace(last, how=_below_each_other(last.how, line.how))
    else:
        node.line = replace(node.line, how=_below_each_other(node.line.how, line.how))
    node.line = replace(
        node.line,
        guidance=_below_each_other(node.line.guidance, line.guidance),
        evidence=_below_each_other(node.line.evidence, line.evidence),
        note=_below_each_other(node.line.note, line.note),
    )


def _below_each_other(above: str, below: str) -> str:
    return "\n".join(text for text in (above, below) if text)


def _fold(node: Node, has_points: bool, listed: bool) -> None:
    for child in node.children:
        _fold(child, has_points, listed)
    if not node.children or node.line.level is not None:
        return
    bare = all(
        one.points is None and not one.further and not one.line.how and not _promises(one)
        for child in node.children
        for one in child.all()
    )
    signs = all(child.marker.style in Signs for child in node.children)
    if (has_points and bare and node.points is not None) or (not has_points and signs and listed):
        node.notes += [_words(one) for child in node.children for one in child.all()]
        node.children = []
        return
    own: list[Node] = []
    for child in node.children:
        plain = child.marker.style in Signs and not child.children and not child.further
        if has_points and plain and child.points is None and not child.line.how:
            (own[-1] if own else node).notes.append(_words(child))
        else:
            own.append(child)
    node.children = own


def _promises(node: Node) -> bool:
    """Whether a numbered line says its points in words: "mỗi mô hình 10 điểm"."""
    return node.marker.is_listed and bool(_POINTS.search(node.line.title))


def _words(node: Node) -> str:
    line = node.line
    mark = f"{node.marker.code}. " if node.marker.code else "- "
    parts = [f"{mark}{line.title}", line.rest, line.how, line.guidance, *node.notes]
    return "\n".join(part for part in parts if part)


def _compose(nodes: Sequence[Node], above: str, taken: set[str]) -> None:
    counter = count(1)
    for node in nodes:
        own = _plain(node.marker.code) or str(next(counter))
        code = _below(above, own)
        while code in taken:
            code = _below(above, str(next(counter)))
        taken.add(code)
        node.code = code
        _compose(node.children, code, taken)


def _below(above: str, own: str) -> str:
    """ "1.1" under "I.1" is "I.1.1"; "a" under "2" is "2.a"."""
    if not above:
        return own
    last = above.rsplit(".", 1)[-1]
    if own.startswith(f"{above}."):
        return own
    return f"{above}.{own.removeprefix(f'{last}.')}"


def _plain(code: str) -> str:
    words = code.strip().strip(".):(").split()
    plain = words[-1] if words else ""
    return plain if plain and plain[0].isalnum() and all(map(_fits, plain)) else ""


def _fits(char: str) -> bool:
    return char.isalnum() or char in ".-_"


_POINTS = re.compile(r"\d\s*(?:điểm|đ)\b")
_PARTS = (Style.UPPER, Style.ROMAN, Style.WORD)
_EXTRA = re.compile(
    r"(?:(?:phan|muc|cac) )*(?:diem (?:cong|thuong|tru)|(?:cong|thuong|tru) diem)\b"
)
_EXTRAS = ("diem cong", "diem thuong", "diem tru", "thuong diem", "cong diem", "tru diem")
