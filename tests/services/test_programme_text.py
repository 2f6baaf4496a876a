"""TOML that is written again: exactly what is wanted, and untouched where nothing changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.criteria import CriteriaSet, CriterionKind
from danvan_desktop.domain.criteria_tree import Path, add, delete, nodes, put
from danvan_desktop.domain.criteria_writing import mapping_of, set_of
from danvan_desktop.domain.criterion_codes import copy_of
from danvan_desktop.domain.criterion_kinds import of_kind
from danvan_desktop.services.programme_text import parsed, rewritten, written
from danvan_desktop.services.programmes import ProgrammeSource, fingerprint, shipped
from tests.domain.criteria_strategies import criteria_sets

texts = st.text("ađộÊ \"\\'\n\t#[]{}=,.0-%", max_size=30)


@st.composite
def edited(draw: st.DrawFn) -> CriteriaSet:
    """A set after some edits with any words in it."""
    criteria_set = draw(criteria_sets())
    for _ in range(draw(st.integers(0, 3))):
        places: list[Path] = [path for path, _ in nodes(criteria_set)]
        path = draw(st.sampled_from(places))
        node = copy_of(criteria_set, path)
        if not node.children:
            node = of_kind(node, draw(st.sampled_from(CriterionKind)))
        node = replace(node, title=draw(texts), guidance=draw(texts))
        criteria_set = put(criteria_set, path, node)
        if draw(st.booleans()):
            criteria_set = add(criteria_set, path, copy_of(criteria_set, path))
        elif len(criteria_set.criteria) > 1:
            criteria_set = delete(criteria_set, (0,))
    return criteria_set


@given(edited())
def test_edited_set_is_read_back_equal_with_the_same_fingerprint(criteria_set: CriteriaSet) -> None:
    mapping = mapping_of(criteria_set)
    assert set_of(mapping) == criteria_set
    text = written({"criteria_sets": [mapping]})
    assert set_of(parsed(text)["criteria_sets"][0]) == criteria_set
    assert fingerprint(text) == fingerprint({"criteria_sets": [mapping]})


@given(edited(), st.sampled_from(shipped()))
@settings(max_examples=40, deadline=None)
def test_set_written_into_a_programme_changes_nothing_else(
    criteria_set: CriteriaSet, source: ProgrammeSource
) -> None:
    target = parsed(source.text)
    target["criteria_sets"][-1] = mapping_of(criteria_set)
    text = rewritten(source.text, target)
    assert parsed(text) == target
    assert fingerprint(text) == fingerprint(target)
    head = source.text.index("[[criteria_sets]]")
    assert text[:head].rstrip() == source.text[:head].rstrip()


@pytest.mark.parametrize("source", shipped(), ids=lambda source: source.id)
def test_nothing_changed_leaves_the_text_alone(source: ProgrammeSource) -> None:
    assert rewritten(source.text, parsed(source.text)) == source.text
