"""Edits of a criteria set: laws of moving, what stays accepted, codes, kinds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from danvan_desktop.domain import criteria_tree as tree
from danvan_desktop.domain.criteria import (
    Accepted,
    Band,
    CriteriaSet,
    Criterion,
    CriterionKind,
    Effect,
)
from danvan_desktop.domain.criteria_format import SECTION_DEPTH
from danvan_desktop.domain.criteria_tree import Direction
from danvan_desktop.domain.criterion_codes import copy_of, next_code, taken_codes
from danvan_desktop.domain.criterion_kinds import of_kind
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import UserError
from tests.domain.criteria_strategies import criteria_sets

D = Decimal


def leaf(code: str, points: int = 10) -> Criterion:
    return Criterion(code, f"Tiêu chí {code}", CriterionKind.POINTS, maximum=D(points))


def section(code: str, *children: Criterion) -> Criterion:
    return Criterion(code, f"Mục {code}", None, children)


def a_set(*criteria: Criterion) -> CriteriaSet:
    return CriteriaSet("bo", "Bộ tiêu chí", (SubjectKind.COLLECTIVE,), criteria)


SAMPLE = a_set(
    section("1", leaf("1.1"), leaf("1.2"), section("1.3", leaf("1.3.a"))), leaf("2"), section("3")
)


def codes(criteria_set: CriteriaSet) -> list[str]:
    return [node.code for _, node in tree.nodes(criteria_set)]


@st.composite
def moves(draw: st.DrawFn) -> tuple[CriteriaSet, tree.Path, tree.Path]:
    """A set, a node of it, and a place where the node may stand afterwards."""
    criteria_set = draw(criteria_sets())
    places = [path for path, _ in tree.nodes(criteria_set)]
    reasons = [
        Accepted(tree.key_of(path, "maximum"), f"Lý do {number}")
        for number, path in enumerate(draw(st.lists(st.sampled_from(places), unique=True)))
    ]
    criteria_set = replace(criteria_set, accepted=tuple(reasons))
    source = draw(st.sampled_from(places))
    rest = tree.delete(criteria_set, source)
    parents = [(), *(path for path, node in tree.nodes(rest) if tree.is_section(node))]
    parent = draw(st.sampled_from(parents))
    deepest = len(parent) + tree.height(tree.node_at(criteria_set, source))
    assume(deepest <= SECTION_DEPTH)
    index = draw(st.integers(0, len(tree.children_at(rest, parent))))
    return criteria_set, source, (*parent, index)


@given(moves())
def test_move_there_and_back_is_the_set_as_it_was(case: tuple) -> None:
    criteria_set, source, target = case
    moved = tree.move(criteria_set, source, target)
    assert tree.node_at(moved, target) == tree.node_at(criteria_set, source)
    assert sorted(codes(moved)) == sorted(codes(criteria_set))
    assert tree.move(moved, target, source) == criteria_set


@given(moves())
def test_move_keeps_each_accepted_defect_with_its_node(case: tuple) -> None:
    criteria_set, source, target = case
    moved = tree.move(criteria_set, source, target)

    def reasons(one: CriteriaSet) -> dict[str, str]:
        return {
            tree.node_at(one, tree.place_of(entry.key)[0]).code: entry.reason
            for entry in one.accepted
        }

    assert reasons(moved) == reasons(criteria_set)


@given(moves())
def test_delete_undoes_add(case: tuple) -> None:
    criteria_set, _, target = case
    try:
        grown = tree.add(criteria_set, target, leaf("mới"))
    except (IndexError, UserError):
        return
    assert tree.delete(grown, target) == criteria_set


@given(criteria_sets(), st.data())
def test_codes_stay_unique_whatever_is_added_and_copied(
    criteria_set: CriteriaSet, data: st.DataObject
) -> None:
    for _ in range(4):
        path = data.draw(st.sampled_from([path for path, _ in tree.nodes(criteria_set)]))
        copied = copy_of(criteria_set, path)
        criteria_set = tree.add(criteria_set, (*path[:-1], path[-1] + 1), copied)
        sections = [one for one, node in tree.nodes(criteria_set) if tree.is_section(node)]
        parent = data.draw(st.sampled_from([(), *sections]))
        end = (*parent, len(tree.children_at(criteria_set, parent)))
        criteria_set = tree.add(criteria_set, end, leaf(next_code(criteria_set, parent)))
    found = codes(criteria_set)
    assert len(found) == len(set(found))


def test_steps_go_where_they_say() -> None:
    def targets(path: tree.Path) -> dict[str, tree.Path | None]:
        return {way.value: tree.step_target(SAMPLE, path, way) for way in Direction}

    assert targets((0, 0)) == {"up": None, "down": (0, 1), "in": None, "out": (1,)}
    assert targets((1,)) == {"up": (0,), "down": (2,), "in": (0, 3), "out": None}
    assert targets((0, 2, 0)) == {"up": None, "down": None, "in": None, "out": (0, 3)}


def test_drop_between_counts_places_as_they_are_seen() -> None:
    down = tree.drop_target((0, 0), (0,), 2)
    assert down is not None
    assert codes(tree.move(SAMPLE, (0, 0), down))[:4] == ["1", "1.2", "1.1", "1.3"]
    assert tree.drop_target((0,), (0, 2), 0) is None
    assert tree.drop_target((1,), (0,), 1) == (0, 1)


def test_move_into_a_marked_criterion_is_refused_with_its_name() -> None:
    with pytest.raises(UserError, match=r"“Tiêu chí 1\.1” là tiêu chí được chấm"):
        tree.move(SAMPLE, (1,), (0, 0, 0))


def test_add_too_deep_is_refused() -> None:
    deep = section("x", section("y", section("z", leaf("u"))))
    with pytest.raises(UserError, match="nhiều nhất"):
        tree.add(SAMPLE, (0, 2, 0), deep)


def test_delete_shifts_what_was_accepted_behind_it() -> None:
    accepted = tree.accept(SAMPLE, "criteria_sets[4].criteria[2].maximum", "Văn bản ghi vậy")
    assert tree.delete(accepted, (1,)).accepted == (
        Accepted("criteria[1].maximum", "Văn bản ghi vậy"),
    )
    assert tree.delete(accepted, (2,)).accepted == ()
    assert tree.withdraw(accepted, "criteria[2].maximum") == SAMPLE


@pytest.mark.parametrize(
    ("before", "following"),
    [
        (["1", "2"], "3"),
        (["9"], "10"),
        (["I", "II", "III"], "IV"),
        (["A", "B"], "C"),
        (["a", "b", "c", "d"], "đ"),
        (["đ", "e"], "ê"),
        (["ê"], "g"),
        (["dk-1"], "dk-2"),
        (["T"], "U"),
        (["A", "B", "C", "D", "Đ", "E", "Ê", "G", "H", "I"], "K"),
    ],
)
def test_next_code_counts_on(before: list[str], following: str) -> None:
    assert next_code(a_set(*(leaf(code) for code in before))) == following


def test_next_code_inside_sections() -> None:
    assert next_code(SAMPLE, (2,)) == "3.1"
    assert next_code(SAMPLE, (0, 2)) == "1.3.b"
    assert next_code(SAMPLE) == "4"
    assert next_code(a_set()) == "1"
    assert next_code(a_set(leaf("2"), leaf("1"))) == "3"


def test_copy_gets_codes_of_its_own_all_the_way_down() -> None:
    copied = copy_of(SAMPLE, (0,))
    assert [copied.code, *(one.code for one in copied.children)] == ["4", "4.1", "4.2", "4.3"]
    assert copied.children[2].children[0].code == "4.3.a"
    assert not taken_codes(SAMPLE) & {copied.code, *(one.code for one in copied.leaves())}


def test_change_of_kind_keeps_what_both_have() -> None:
    node = Criterion(
        "1",
        "Tỷ lệ hộ",
        CriterionKind.BANDS,
        maximum=D(10),
        floor=D(2),
        bands=(Band(D(0), None, D(10)),),
        unit="hộ",
        effect=Effect.BONUS,
        guidance="Theo báo cáo",
        veto=True,
    )
    quantity = of_kind(node, CriterionKind.QUANTITY)
    assert quantity == replace(node, kind=CriterionKind.QUANTITY)
    points = of_kind(node, CriterionKind.POINTS)
    assert points == replace(node, kind=CriterionKind.POINTS, bands=(), unit="")
    assert of_kind(points, CriterionKind.GRADE) == replace(
        node, kind=CriterionKind.GRADE, bands=(), unit="", floor=None
    )
    assert of_kind(points, CriterionKind.BANDS).bands == (Band(D(0), None, D(10)),)


def test_change_of_a_full_section_into_a_criterion_is_refused() -> None:
    with pytest.raises(UserError, match="còn chứa mục con"):
        of_kind(SAMPLE.criteria[0], CriterionKind.POINTS)
    assert of_kind(SAMPLE.criteria[2], CriterionKind.POINTS).kind is CriterionKind.POINTS


def test_emptied_section_stays_a_section() -> None:
    emptied = tree.delete(SAMPLE, (0, 2, 0))
    assert tree.is_section(tree.node_at(emptied, (0, 2)))
