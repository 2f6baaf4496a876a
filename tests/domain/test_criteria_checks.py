"""Rules inside a criteria set: sums, bands, ranks, steps; each defect found once, at its key."""

from __future__ import annotations

import copy
from decimal import Decimal

import pytest

from danvan_desktop.domain.programme_checks import check
from tests.domain.programme_mapping import (
    BANDS,
    POINTS,
    RANKS,
    REMOVED,
    SET,
    Case,
    found,
    pointed,
    ready,
)

CRITERIA: list[Case] = [
    (
        f"{SET}.criteria[0].code",
        "2.1",
        f"{SET}.criteria[1].children[0].code",
        f"“2.1” đã dùng ở {SET}.criteria[0].code",
    ),
    (
        f"{SET}.conditions[0].code",
        "1",
        f"{SET}.criteria[0].code",
        f"“1” đã dùng ở {SET}.conditions[0].code",
    ),
    (
        f"{SET}.criteria[0].sectors",
        ["x"],
        f"{SET}.criteria[0].sectors",
        "không có lĩnh vực nào mang mã “x”",
    ),
    (
        f"{SET}.criteria[0].subject_kinds",
        ["collective", "household"],
        f"{SET}.criteria[0].subject_kinds",
        "bộ tiêu chí không dành cho “household”",
    ),
    (f"{SET}.maximum", 10, f"{SET}.maximum", "chỉ dùng cho bộ tiêu chí chấm điểm"),
    (f"{SET}.ranks", RANKS, f"{SET}.ranks", "chỉ dùng cho bộ tiêu chí chấm điểm"),
    (
        f"{SET}.pass_rule.min_points",
        5,
        f"{SET}.pass_rule.min_points",
        "chỉ dùng cho bộ tiêu chí chấm điểm",
    ),
    (
        f"{SET}.pass_rule.min_met",
        4,
        f"{SET}.pass_rule.min_met",
        "bộ tiêu chí chỉ có 3 tiêu chí xét đạt, không đạt",
    ),
    (
        f"{SET}.pass_rule.max_not_met",
        "nolimit",
        f"{SET}.pass_rule.max_not_met",
        "phải là số nguyên, đang là chữ",
    ),
    (
        f"{SET}.criteria[0].step",
        1,
        f"{SET}.criteria[0].step",
        "không dùng cho tiêu chí đạt, không đạt (kind = “grade”)",
    ),
    (
        f"{SET}.criteria[0].floor",
        1,
        f"{SET}.criteria[0].floor",
        "không dùng cho tiêu chí đạt, không đạt (kind = “grade”)",
    ),
    (f"{SET}.criteria[0].cap", 1, f"{SET}.criteria[0].cap", "chỉ mục có mục con mới có trần"),
    (f"{SET}.criteria[1].maximum", 5, f"{SET}.criteria[1].maximum", "các mục con không có điểm"),
    (f"{SET}.criteria[1].veto", True, f"{SET}.criteria[1].veto", "các mục con không có điểm"),
    (
        f"{SET}.criteria[1].kind",
        "grade",
        f"{SET}.criteria[1].kind",
        "mục có mục con thì không chấm, không ghi khóa này",
    ),
    (
        f"{SET}.criteria[1].evidence_required",
        True,
        f"{SET}.criteria[1].evidence_required",
        "mục có mục con thì không chấm, không ghi khóa này",
    ),
    (
        f"{POINTS}.maximum",
        90,
        f"{POINTS}.maximum",
        "tổng điểm các mục con là 100, khác điểm tối đa 90",
    ),
    (
        f"{POINTS}.maximum",
        REMOVED,
        f"{POINTS}.maximum",
        "thiếu điểm tối đa (tổng điểm các mục con)",
    ),
    (
        f"{POINTS}.criteria[0].children[1].maximum",
        15,
        f"{POINTS}.criteria[0].maximum",
        "tổng điểm các mục con là 55, khác điểm tối đa 60",
    ),
    (
        f"{POINTS}.criteria[0].maximum",
        REMOVED,
        f"{POINTS}.criteria[0].maximum",
        "thiếu điểm tối đa (tổng điểm các mục con)",
    ),
    (
        f"{POINTS}.criteria[0].children[1].sectors",
        ["kt"],
        f"{POINTS}.criteria[0].maximum",
        "tổng điểm các mục con là 40, khác điểm tối đa 60 (lĩnh vực “vh”, tập thể)",
    ),
    (
        f"{POINTS}.criteria[0].children[0].maximum",
        REMOVED,
        f"{POINTS}.criteria[0].children[0].maximum",
        "tiêu chí chấm điểm thiếu điểm tối đa",
    ),
    (
        f"{POINTS}.criteria[0].children[0].step",
        Decimal("0.3"),
        f"{POINTS}.criteria[0].children[0].step",
        "bước 0,3 không chia hết điểm tối đa 40",
    ),
    (
        f"{POINTS}.criteria[0].children[0].step",
        0,
        f"{POINTS}.criteria[0].children[0].step",
        "bước điểm phải lớn hơn 0",
    ),
    (
        f"{POINTS}.criteria[0].children[0].floor",
        41,
        f"{POINTS}.criteria[0].children[0].floor",
        "điểm sàn 41 quá điểm tối đa 40",
    ),
    (
        f"{POINTS}.criteria[0].children[0].bands",
        BANDS,
        f"{POINTS}.criteria[0].children[0].bands",
        "chỉ dùng khi kind = “bands” hoặc “quantity”",
    ),
    (
        f"{POINTS}.criteria[0].floor",
        61,
        f"{POINTS}.criteria[0].floor",
        "điểm sàn 61 quá điểm tối đa 60",
    ),
    (
        f"{POINTS}.criteria[0].step",
        1,
        f"{POINTS}.criteria[0].step",
        "mục có mục con thì không chấm, không ghi khóa này",
    ),
    (
        f"{POINTS}.criteria[3].cap",
        0,
        f"{POINTS}.criteria[3].cap",
        "trần của mục phải lớn hơn 0 và không quá 30",
    ),
    (
        f"{POINTS}.criteria[3].floor",
        21,
        f"{POINTS}.criteria[3].floor",
        "điểm sàn 21 quá điểm tối đa 20",
    ),
    (
        f"{POINTS}.criteria[1].bands",
        REMOVED,
        f"{POINTS}.criteria[1].bands",
        "thiếu các khoảng tỷ lệ",
    ),
    (f"{POINTS}.criteria[1].step", 1, f"{POINTS}.criteria[1].step", "chỉ dùng khi kind = “points”"),
    (
        f"{POINTS}.criteria[1].bands[2].points",
        9,
        f"{POINTS}.criteria[1].bands",
        "điểm cao nhất 9 khác điểm tối đa 10 của tiêu chí",
    ),
    (
        f"{POINTS}.criteria[1].bands[0].low",
        10,
        f"{POINTS}.criteria[1].bands[0].low",
        "khoảng thấp nhất phải bắt đầu từ 0%",
    ),
    (
        f"{POINTS}.criteria[1].bands[1].low",
        55,
        f"{POINTS}.criteria[1].bands[1].low",
        f"hở từ 50% đến 55% sau {POINTS}.criteria[1].bands[0]",
    ),
    (
        f"{POINTS}.criteria[1].bands[1].low",
        45,
        f"{POINTS}.criteria[1].bands[1].low",
        f"chồng lên khoảng ở {POINTS}.criteria[1].bands[0]",
    ),
    (
        f"{POINTS}.criteria[1].bands[1].high",
        REMOVED,
        f"{POINTS}.criteria[1].bands[2].low",
        f"chồng lên khoảng ở {POINTS}.criteria[1].bands[1]",
    ),
    (
        f"{POINTS}.criteria[1].bands[2].high",
        100,
        f"{POINTS}.criteria[1].bands[2].high",
        "khoảng cao nhất chưa phủ 100%; bỏ khóa high để không có giới hạn",
    ),
    (
        f"{POINTS}.criteria[1].bands[0].high",
        0,
        f"{POINTS}.criteria[1].bands[0].high",
        "phải lớn hơn low (0)",
    ),
    (
        f"{POINTS}.criteria[2].maximum",
        0,
        f"{POINTS}.criteria[2].maximum",
        "điểm tối đa phải lớn hơn 0",
    ),
    (
        f"{POINTS}.pass_rule.min_points",
        101,
        f"{POINTS}.pass_rule.min_points",
        "quá điểm tối đa 100 của bộ tiêu chí",
    ),
    (
        f"{POINTS}.pass_rule.min_met",
        1,
        f"{POINTS}.pass_rule.min_met",
        "bộ tiêu chí chỉ có 0 tiêu chí xét đạt, không đạt",
    ),
    (f"{POINTS}.clamp", [100, 0], f"{POINTS}.clamp", "số đầu phải nhỏ hơn số sau"),
    (
        f"{POINTS}.ranks[1].code",
        "dat",
        f"{POINTS}.ranks[1].code",
        f"“dat” đã dùng ở {POINTS}.ranks[0].code",
    ),
    (
        f"{POINTS}.ranks[2].low",
        10,
        f"{POINTS}.ranks[2].low",
        "hạng thấp nhất phải bắt đầu từ 0 điểm",
    ),
    (
        f"{POINTS}.ranks[0].low",
        71,
        f"{POINTS}.ranks[0].low",
        f"hở từ 70 điểm đến 71 điểm sau {POINTS}.ranks[2]",
    ),
    (f"{POINTS}.ranks[0].low", 60, f"{POINTS}.ranks[0].low", f"chồng lên hạng ở {POINTS}.ranks[2]"),
    (
        f"{POINTS}.ranks[1].high",
        100,
        f"{POINTS}.ranks[1].high",
        "hạng cao nhất chưa phủ 100 điểm; bỏ khóa high để không có giới hạn",
    ),
    (
        f"{POINTS}.ranks[1].passes",
        False,
        f"{POINTS}.ranks[1].passes",
        f"hạng thấp hơn ({POINTS}.ranks[0]) đạt mà hạng này không đạt",
    ),
]


@pytest.mark.parametrize(("path", "value", "key", "reason"), CRITERIA)
def test_check_finds_exactly_the_defect(path: str, value: object, key: str, reason: str) -> None:
    assert found(path, copy.deepcopy(value)) == [(key, reason)]


def test_check_of_children_that_apply_by_sector_and_still_sum() -> None:
    mapping = ready()
    children = mapping["criteria_sets"][1]["criteria"][0]["children"]
    children[1]["sectors"] = ["kt"]
    children.append(pointed("2b", 20, sectors=["vh"]))
    assert check(mapping) == []


def test_check_of_a_rank_nobody_can_reach() -> None:
    mapping = ready()
    mapping["criteria_sets"][1]["ranks"][0]["high"] = 101
    mapping["criteria_sets"][1]["ranks"][1]["low"] = 101
    assert [(one.key, one.reason) for one in check(mapping)] == [
        (f"{POINTS}.ranks[1].low", "quá điểm tối đa 100 của bộ tiêu chí")
    ]


def test_check_when_nothing_applies_to_a_kind_of_subject() -> None:
    mapping = ready()
    for criterion in mapping["criteria_sets"][0]["criteria"]:
        criterion["subject_kinds"] = ["collective"]
    assert [(one.key, one.reason) for one in check(mapping)] == [
        (f"{SET}.criteria", "không có tiêu chí nào áp dụng cho lĩnh vực “kt”, cá nhân"),
        (f"{SET}.criteria", "không có tiêu chí nào áp dụng cho lĩnh vực “vh”, cá nhân"),
    ]
