"""Laws of every criteria set: order never matters, parts are the whole, limits hold."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.criteria import CriteriaSet, Criterion, Effect, Mark, Rounding
from danvan_desktop.domain.marks import rounded
from danvan_desktop.domain.scoring import Result, SheetTotal, final, score
from danvan_desktop.domain.totals import exact_total
from tests.domain.criteria_strategies import criteria_sets, marked, marks_for

D = Decimal
Sheet = tuple[CriteriaSet, dict[str, Mark]]


def shuffled(criteria: tuple[Criterion, ...], random: Random) -> tuple[Criterion, ...]:
    mixed = [replace(one, children=shuffled(one.children, random)) for one in criteria]
    random.shuffle(mixed)
    return tuple(mixed)


def outcome(result: Result) -> tuple[Any, ...]:
    """All of a result but what follows the order of the paper."""
    return (
        result.total,
        result.exact,
        result.sums,
        result.passed,
        result.points,
        result.over,
        result.sections,
        sorted(result.reasons),
    )


@given(marked(), st.randoms())
def test_order_of_criteria_never_changes_a_result(sheet: Sheet, random: Random) -> None:
    criteria_set, marks = sheet
    other = replace(criteria_set, criteria=shuffled(criteria_set.criteria, random))
    assert outcome(score(other, marks)) == outcome(score(criteria_set, marks))


@given(marked(), st.randoms())
def test_order_of_marks_never_changes_a_result(sheet: Sheet, random: Random) -> None:
    criteria_set, marks = sheet
    mixed = list(marks.items())
    random.shuffle(mixed)
    assert score(criteria_set, dict(mixed)) == score(criteria_set, marks)


@given(criteria_sets(), st.data())
def test_order_of_edits_never_changes_a_result(criteria_set: CriteriaSet, data: Any) -> None:
    leaves = list(criteria_set.leaves())
    edits = [
        (leaf.code, data.draw(marks_for(leaf)))
        for leaf in data.draw(st.lists(st.sampled_from(leaves), max_size=12))
    ]
    sheet: dict[str, Mark] = {}
    for code, mark in edits:
        sheet[code] = mark
        score(criteria_set, sheet)
    last = dict(edits)
    assert score(criteria_set, sheet) == score(criteria_set, last)


@given(marked())
def test_parts_are_the_whole(sheet: Sheet) -> None:
    criteria_set, marks = sheet
    result = score(criteria_set, marks)
    if result.exact is None:
        return
    sums = result.sums
    bonus = sums.bonus if criteria_set.bonus_counts else D(0)
    low, high = criteria_set.clamp or (D(0), D("Infinity"))
    plain = min(max(sums.part + bonus - sums.penalty, low), high)
    assert abs(result.exact - plain) < D("1e-9")
    assert result.exact == exact_total(criteria_set, sums)


@given(marked())
def test_lines_sum_to_the_total_where_nothing_is_cut(sheet: Sheet) -> None:
    criteria_set, marks = sheet
    free = replace(
        criteria_set,
        criteria=tuple(replace(one, cap=None, deducts=False) for one in criteria_set.criteria),
        maximum=None,
        clamp=(D(-10_000), D(10_000)),
        bonus_cap=None,
        penalty_cap=None,
        bonus_counts=True,
    )
    free = replace(
        free,
        criteria=tuple(
            replace(one, maximum=None) if one.is_section else one for one in free.criteria
        ),
    )
    result = score(free, marks)
    lines = sum((*result.points.values(), *result.over.values()), D(0))
    if result.exact is not None:
        assert abs(result.exact - lines) < D("1e-9")


@given(marked())
def test_total_stays_inside_its_limits(sheet: Sheet) -> None:
    criteria_set, marks = sheet
    result = score(criteria_set, marks)
    if result.total is None:
        return
    low, high = criteria_set.clamp or (D(0), None)
    assert result.total >= low
    if high is not None:
        assert result.total <= high
    if criteria_set.maximum is not None:
        bonus = result.bonus if criteria_set.bonus_counts else D(0)
        assert result.total <= criteria_set.maximum + bonus
    if criteria_set.bonus_cap is not None:
        assert result.sums.bonus <= criteria_set.bonus_cap
    if criteria_set.penalty_cap is not None:
        assert result.sums.penalty <= criteria_set.penalty_cap
    for one in criteria_set.criteria:
        if one.is_section and one.cap is not None and one.code in result.sections:
            points = result.sections[one.code].points
            assert points is None or abs(points) <= one.cap
            assert points is None or (points <= 0 if one.effect is Effect.PENALTY else points >= 0)


totals = st.lists(
    st.builds(SheetTotal, st.integers(0, 10_000).map(lambda value: D(value) / 100)),
    min_size=1,
    max_size=9,
)


@given(criteria_sets(), totals, st.randoms())
def test_order_of_assessors_never_changes_a_result(
    criteria_set: CriteriaSet, sheets: list[SheetTotal], random: Random
) -> None:
    order = list(range(len(sheets)))
    random.shuffle(order)
    one = final(criteria_set, sheets, 9)
    other = final(criteria_set, [sheets[place] for place in order], 9)
    assert replace(other, outliers=()) == replace(one, outliers=())
    assert sorted(order[place] for place in other.outliers) == list(one.outliers)


@given(criteria_sets(), totals)
def test_final_lies_between_the_sheets(criteria_set: CriteriaSet, sheets: list[SheetTotal]) -> None:
    found = final(replace(criteria_set, clamp=None, maximum=None), sheets, 9)
    assert found.total is not None
    assert found.lowest is not None
    assert found.highest is not None
    step = D(1).scaleb(-criteria_set.places)
    assert found.lowest - step < found.total < found.highest + step


@given(totals, st.integers(0, 9))
def test_a_missing_sheet_is_not_a_zero(sheets: list[SheetTotal], missing: int) -> None:
    criteria_set = CriteriaSet("x", "Thử", (), ())
    opened = [SheetTotal(None, complete=False)] * missing
    with_missing = final(criteria_set, [*opened, *sheets], 18)
    without = final(criteria_set, sheets, 18)
    assert with_missing.total == without.total
    assert with_missing.finished == len(sheets)


@given(marked())
def test_one_sheet_alone_is_the_result(sheet: Sheet) -> None:
    criteria_set, marks = sheet
    result = score(criteria_set, marks)
    together = final(criteria_set, [result], 1)
    assert (together.total, together.passed) == (result.total, result.passed)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6), st.randoms())
def test_endless_decimals_leave_no_trace(weights: list[int], random: Random) -> None:
    """Thirds, sevenths and ninths that make a whole are a whole, rounded down too."""
    parts = [D(weight) / D(sum(weights)) for weight in weights]
    random.shuffle(parts)
    assert rounded(sum(parts, D(0)), 2, Rounding.DOWN) == D(1)
