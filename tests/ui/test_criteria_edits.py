"""Editing a set by random hands: every step leaves a set that can be checked, and can be undone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.criteria import CriteriaSet, Criterion, CriterionKind
from danvan_desktop.domain.criteria_places import check_set
from danvan_desktop.domain.criteria_tree import Direction, nodes
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import UserError
from danvan_desktop.services import programmes
from danvan_desktop.ui import criteria_edits as edits
from danvan_desktop.ui import criteria_spots as spots
from danvan_desktop.ui.criteria_edits import Edited
from danvan_desktop.ui.criteria_spots import Part, Spot
from danvan_desktop.ui.edit_history import History
from tests.factories import PROGRAMME

STEPS: tuple[Callable[[Edited], Edited], ...] = (
    *(partial(edits.added, kind=kind) for kind in CriterionKind),
    partial(edits.added, kind=None),
    partial(edits.added, kind=None, inside=False),
    edits.added_condition,
    edits.copied,
    edits.deleted,
    edits.renumbered,
    edits.summed,
    *(partial(edits.stepped, way=way) for way in Direction),
)


def all_spots(criteria_set: CriteriaSet) -> list[Spot]:
    return [
        spots.SET,
        spots.CONDITIONS,
        *(spots.condition(index) for index in range(len(criteria_set.conditions))),
        *(spots.criterion(path) for path, _ in nodes(criteria_set)),
        spots.RANKS,
        spots.PASSING,
    ]


@pytest.fixture(scope="module")
def points_set() -> CriteriaSet:
    return programmes.shipped_programme(PROGRAMME).criteria_set("tieu-bieu")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_run_of_edits_keeps_a_sound_tree_and_is_undone_step_by_step(
    data: st.DataObject, points_set: CriteriaSet
) -> None:
    history = History(Edited(points_set))
    seen = [points_set]
    for step in data.draw(st.lists(st.sampled_from(STEPS), max_size=12)):
        now = history.state
        spot = data.draw(st.sampled_from(all_spots(now.criteria_set)))
        history.replace(now.chosen(now.criteria_set, spot))
        try:
            after = step(history.state)
        except UserError:
            continue
        assert after.spot in all_spots(after.criteria_set)
        codes = [node.code for _, node in nodes(after.criteria_set)]
        codes += [one.code for one in after.criteria_set.conditions]
        assert len(codes) == len(set(codes))
        assert all(defect.reason for defect in check_set(after.criteria_set))
        history.record(after)
        seen.append(after.criteria_set)
    for wanted in reversed(seen[:-1]):
        state = history.undo()
        assert state is not None
        assert state.criteria_set == wanted
    for wanted in seen[1:]:
        state = history.redo()
        assert state is not None
        assert state.criteria_set == wanted


def test_a_condition_moves_up_and_down_with_the_cursor(points_set: CriteriaSet) -> None:
    start = Edited(points_set, spots.condition(0))
    down = edits.stepped(start, Direction.DOWN)
    assert [one.code for one in down.criteria_set.conditions] == ["dk-2", "dk-1", "dk-3"]
    assert down.spot == spots.condition(1)
    assert edits.stepped(down, Direction.UP) == start


def test_pasted_nodes_take_codes_that_are_free() -> None:
    old = Criterion("1", "Cũ", CriterionKind.GRADE)
    current = CriteriaSet("s", "S", (SubjectKind.COLLECTIVE,), (old,))
    new = (
        Criterion("1", "Mục", None, children=(Criterion("1.1", "Ý", CriterionKind.GRADE),)),
        Criterion("2", "Khác", CriterionKind.GRADE),
    )
    after = edits.added_all(Edited(current, spots.criterion((0,))), new)
    assert [node.code for _, node in nodes(after.criteria_set)] == ["1", "2", "2.1", "3"]
    assert after.spot.part is Part.CRITERION
    assert after.spot.path == (1,)
