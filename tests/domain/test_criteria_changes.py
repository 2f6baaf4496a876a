"""What changed between two versions of a set, in words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from danvan_desktop.domain import criteria_tree as tree
from danvan_desktop.domain.criteria import (
    Condition,
    CriteriaSet,
    Criterion,
    CriterionKind,
    Effect,
    PassRule,
    Rank,
)
from danvan_desktop.domain.criteria_changes import changes
from danvan_desktop.domain.units import SubjectKind
from tests.domain.criteria_strategies import criteria_sets

D = Decimal


def leaf(code: str, title: str, points: int = 10) -> Criterion:
    return Criterion(code, title, CriterionKind.POINTS, maximum=D(points))


OLD = CriteriaSet(
    "bo",
    "Bảng điểm",
    (SubjectKind.COLLECTIVE,),
    (
        Criterion("1", "Chuẩn bị", None, (leaf("1.1", "Chọn việc"), leaf("1.2", "Kế hoạch"))),
        Criterion("2", "Kết quả", None, (leaf("2.1", "Hộ tham gia"),)),
        leaf("3", "Lan tỏa"),
        leaf("4", "Tin, bài"),
    ),
    conditions=(Condition("dk", "Đã đăng ký"),),
    maximum=D(50),
    ranks=(Rank("tot", "Tốt", D(40)),),
)
FIRST = OLD.criteria[0].children[0]

CASES = [
    (tree.add(OLD, (2,), leaf("5", "Nhân rộng", 5)), ["Thêm tiêu chí 5 “Nhân rộng” (5 điểm)."]),
    (tree.delete(OLD, (3,)), ["Bỏ tiêu chí 4 “Tin, bài”."]),
    (tree.move(OLD, (0, 0), (1, 1)), ["Chuyển tiêu chí 1.1 “Chọn việc” vào mục 2 “Kết quả”."]),
    (tree.move(OLD, (3,), (0,)), ["Đổi thứ tự tiêu chí 4 “Tin, bài”."]),
    (
        tree.put(OLD, (0, 0), replace(FIRST, maximum=D(15))),
        ["Tiêu chí 1.1 “Chọn việc”: điểm tối đa: 10 → 15."],
    ),
    (
        tree.put(OLD, (0, 0), replace(FIRST, title="Chọn việc khó", veto=True)),
        [
            "Tiêu chí 1.1: nội dung “Chọn việc” → “Chọn việc khó”.",
            "Tiêu chí 1.1 “Chọn việc khó”: thêm điểm liệt.",
        ],
    ),
    (
        tree.put(OLD, (0, 0), replace(FIRST, code="1.0")),
        ["Đổi mã tiêu chí “Chọn việc”: 1.1 → 1.0."],
    ),
    (
        tree.put(OLD, (2,), replace(OLD.criteria[2], effect=Effect.BONUS)),
        ["Tiêu chí 3 “Lan tỏa”: điểm thường → điểm thưởng."],
    ),
    (
        tree.put(OLD, (2,), replace(OLD.criteria[2], kind=CriterionKind.COUNT, each=D(2))),
        [
            "Tiêu chí 3 “Lan tỏa”: điểm mỗi lần: thêm 2.",
            "Tiêu chí 3 “Lan tỏa”: cách chấm “Tối đa 10 điểm.” → "
            "“Ghi số nguyên: mỗi lần được 2 điểm, nhiều nhất 10 điểm.”",
        ],
    ),
    (replace(OLD, maximum=D(60)), ["Điểm tối đa của bộ tiêu chí: 50 → 60."]),
    (
        replace(OLD, ranks=(Rank("tot", "Tốt", D(45)),)),
        ["Hạng “Tốt” (từ 40) → “Tốt” (từ 45)."],
    ),
    (
        replace(OLD, pass_rule=PassRule(min_points=D(30))),
        ["Điểm phải đạt để được xét: thêm 30."],
    ),
    (replace(OLD, conditions=()), ["Bỏ điều kiện “Đã đăng ký”."]),
]


@pytest.mark.parametrize(("new", "lines"), CASES, ids=[lines[0] for _, lines in CASES])
def test_changes_say_what_is_different(new: CriteriaSet, lines: list[str]) -> None:
    assert list(changes(OLD, new)) == lines


@given(criteria_sets(), criteria_sets())
def test_changes_are_none_exactly_when_nothing_differs(old: CriteriaSet, new: CriteriaSet) -> None:
    assert changes(old, old) == ()
    assert bool(changes(old, new)) is (old != new)
