"""Sentences on marking: what they give must be what they say, also at every limit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.criteria import Criterion, CriterionKind, Effect, QualityGrade
from danvan_desktop.domain.marks import points_of
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.point_words import CellPoints, read_points
from danvan_desktop.domain.rank_words import read_ranks
from danvan_desktop.domain.rule_words import read_rule

D = Decimal


@st.composite
def scales(draw: st.DrawFn) -> tuple[str, list[tuple[Decimal, bool]], list[Decimal]]:
    """A sentence of levels, its limits with whether each belongs to the level below, points."""
    cuts = sorted(draw(st.lists(st.integers(5, 95), min_size=1, max_size=4, unique=True)))
    limits = [(D(cut), draw(st.booleans())) for cut in cuts]
    points = [D(10 * number) for number in range(len(cuts) + 1)]
    clauses = []
    for index, worth in enumerate(points):
        low = limits[index - 1] if index else None
        high = limits[index] if index < len(limits) else None
        clauses.append(f"{_range(low, high)}: {format_decimal(worth)} điểm")
    separator = draw(st.sampled_from(["; ", ";\n- ", ", "]))
    return separator.join(reversed(clauses)), limits, points


def _range(low: tuple[Decimal, bool] | None, high: tuple[Decimal, bool] | None) -> str:
    if low is None and high is not None:
        return f"đến {high[0]}%" if high[1] else f"dưới {high[0]}%"
    assert low is not None
    start = f"trên {low[0]}%" if low[1] else f"từ {low[0]}%"
    if high is None:
        return start if low[1] else f"{start} trở lên"
    return f"{start} đến {'' if high[1] else 'dưới '}{high[0]}%"


@given(scales())
def test_levels_give_the_points_of_the_paper_at_every_limit(case: tuple) -> None:
    text, limits, points = case
    rule = read_rule(text)
    assert rule is not None
    assert rule.kind is CriterionKind.BANDS
    leaf = Criterion("1", "Việc", rule.kind, **rule.values)
    for cut, _ in limits:
        for value in (cut - D("0.01"), cut, cut + D("0.01")):
            level = sum(value > limit or (value == limit and not below) for limit, below in limits)
            assert points_of(leaf, value) == points[level]


CASES = [
    ("Mỗi tin, bài được 0,5 điểm, tối đa 3 điểm", D(5), D("2.5")),
    ("Cứ mỗi cuộc họp cộng 2 điểm, không quá 6 điểm", D(9), D(6)),
    ("0,25 điểm/lần, tối đa 2 điểm", D(3), D("0.75")),
    ("Có 5 điểm, mỗi lần trừ 2 điểm", D(2), D(1)),
    ("Chậm từ 1 đến 5 ngày trừ 1 điểm; quá 5 ngày trừ 3 điểm", D(6), D(3)),
    ("Không có vụ nào: 10 điểm; 01 vụ: 5 điểm; từ 02 vụ trở lên: 0 điểm", D(1), D(5)),
    ("10 điểm nếu từ 90% trở lên; 4 điểm nếu dưới 90%", D(90), D(10)),
]


@pytest.mark.parametrize(("text", "mark", "points"), CASES)
def test_rule_gives_what_the_paper_gives(text: str, mark: Decimal, points: Decimal) -> None:
    rule = read_rule(text)
    assert rule is not None
    leaf = Criterion("1", "Việc", rule.kind, **rule.values)
    assert points_of(leaf, mark) == points


def test_named_grades_keep_their_letters_and_names() -> None:
    rule = read_rule("Loại A (Tốt): 10 điểm; loại B (Khá): 7,5 điểm; loại C: 0 điểm")
    assert rule is not None
    leaf = Criterion("1", "Việc", rule.kind, **rule.values)
    assert [(one.code, one.name) for one in leaf.grades] == [("A", "Tốt"), ("B", "Khá"), ("C", "")]
    assert points_of(leaf, QualityGrade("B")) == D("7.5")


@pytest.mark.parametrize(
    "text",
    ["Hội đồng căn cứ hồ sơ", "Có kế hoạch: 5 điểm; có sơ kết: 5 điểm", "", "10", "x" * 3000],
)
def test_what_is_no_rule_stays_words(text: str) -> None:
    assert read_rule(text) is None


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Trừ 2 điểm", CellPoints(D(2), sign=Effect.PENALTY)),
        ("-0,5đ/lần", CellPoints(each=D("0.5"), unit="lần", sign=Effect.PENALTY)),
        ("+ 3", CellPoints(D(3), sign=Effect.BONUS)),
        ("2 điểm/1 mô hình", CellPoints(each=D(2), unit="mô hình")),
        ("Đạt/Không đạt", CellPoints(graded=True)),
        ("30%", CellPoints(D(30), percent=True)),
        ("10/15", CellPoints(unread=True)),
        ("", None),
        ("x", None),
    ],
)
def test_points_cell_says(cell: str, found: CellPoints | None) -> None:
    assert read_points(cell) == found


@pytest.mark.parametrize(
    "text",
    [
        "Xếp loại: Tốt: từ 80 điểm trở lên; Khá: từ 65 đến dưới 80 điểm; Yếu: dưới 65 điểm",
        "Từ 80 điểm trở lên: tốt; từ 65 đến 79 điểm: khá; dưới 65 điểm: yếu",
        "Loại tốt từ 80 - 100 điểm, loại khá từ 65 đến dưới 80 điểm, loại yếu dưới 65 điểm",
        "Phân loại:\n- Tốt: 80 điểm trở lên\n- Khá: 65 - 79 điểm\n- Yếu: dưới 65 điểm",
    ],
)
def test_ranks_are_half_open_however_they_are_written(text: str) -> None:
    assert [(one.code, one.low, one.high, one.passes) for one in read_ranks(text)] == [
        ("tot", D(80), None, True),
        ("kha", D(65), D(80), True),
        ("yeu", D(0), D(65), False),
    ]
