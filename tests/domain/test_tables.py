"""Whole points tables, written from docs/programme-format.md alone, and their published results."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.domain.criteria import Grade, Mark, QualityGrade, Quantity
from danvan_desktop.domain.programme_checks import build, check, inspect
from danvan_desktop.domain.quotas import cut, seats
from danvan_desktop.domain.scoring import Result, final, score
from danvan_desktop.domain.standings import Entry

D = Decimal
TABLES = Path(__file__).parent / "tables"


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((TABLES / f"{name}.toml").read_text(encoding="utf-8"), parse_float=D)


FAMILY = build(table("gia-dinh-van-hoa"))
GROUP = build(table("cum-thi-dua"))


def family(*four: str, **more: Mark) -> Result:
    marks: dict[str, Mark] = dict(zip("1234", map(D, four), strict=True))
    extra = {"5.1": D(0), "5.2": Grade.NOT_MET, "6.1": D(0), "6.2": D(0)}
    extra |= {code.replace("_", ".")[1:]: mark for code, mark in more.items()}
    return score(FAMILY.criteria_sets[0], {**marks, **extra})


@pytest.mark.parametrize(
    ("result", "total", "passed"),
    [
        (family("27", "28.5", "27", "8"), "90.5", True),
        (family("27", "28", "26.5", "8"), "89.5", False),
        (family("27", "28", "26.5", "8", c5_1=D(1)), "92.5", True),
        (family("27", "28", "26.5", "8", c5_1=D(4), c5_2=Grade.MET), "99.5", True),
        (family("30", "30", "30", "10", c5_1=D(3)), "100.0", True),
        (family("30", "30", "30", "10", c6_1=D(4)), "92.0", True),
        (family("30", "30", "30", "10", c6_1=D(9)), "90.0", True),
        (family("0.5", "0", "0", "0", c6_1=D(4)), "0.0", False),
    ],
)
def test_family_table(result: Result, total: str, passed: bool) -> None:
    assert (str(result.total), result.passed) == (total, passed)


def test_family_table_stops_at_a_veto_whatever_the_points() -> None:
    broken = family("30", "30", "30", "10", c5_1=D(3), c6_2=D(1))
    assert (broken.total, broken.passed) == (D("99.0"), False)
    assert broken.reasons == ("Tiêu chí 6.2 bị trừ điểm (điểm liệt).",)
    none = family("0", "30", "30", "10", c5_1=D(5))
    assert none.held_back == ("Tiêu chí 1 không có điểm (điểm liệt).",)


def test_family_quota_per_unit() -> None:
    (quota,) = FAMILY.title("tieu-bieu").quotas
    assert [seats(quota, count) for count in (0, 4, 13, 15)] == [1, 1, 2, 3]


def test_family_result_waits_for_the_second_sheet() -> None:
    one = family("27", "28.5", "27", "8")
    waiting = final(FAMILY.criteria_sets[0], [one], 3)
    assert (waiting.total, waiting.passed) == (D("90.5"), None)
    assert waiting.reasons == ("Mới có 1 phiếu đánh giá hoàn thành, cần ít nhất 2 phiếu.",)
    assert final(FAMILY.criteria_sets[0], [one, one], 3).passed is True


FULL: Mapping[str, Mark] = {
    "I.1": Quantity(D(6), D(4), D(10)),
    "I.2": Quantity(D(240), D(200)),
    "I.3": D(4),
    "I.4": D(2),
    "II.1": QualityGrade("B"),
    "II.2": Grade.PARTLY,
    "III.1": D(1),
    "III.2": D(2),
    "IV": D(5),
    "V": D(12),
}
TWO_OF_THREE = {"hs.a": True, "hs.b": True}


def group(sector: str = "kt", **more: Mark) -> Result:
    given = FULL | {code.replace("_", "."): mark for code, mark in more.items()}
    asked = given if sector == "kt" else given | {"I.2b": D(21)}
    return score(GROUP.criteria_sets[0], asked, TWO_OF_THREE, sector=sector)


def test_group_table_line_by_line() -> None:
    result = group()
    assert result.points == {
        "I.1": D("13.33"),  # 10 + (6-4)/(10-4) x 10, rounded by itself
        "I.2": D(15),
        "I.3": D("11.25"),  # 15 x 3/4
        "I.4": D(5),
        "II.1": D(16),
        "II.2": D(6),
        "III.1": D(-3),
        "III.2": D(-2),
        "IV": D("2.5"),
        "V": D(-3),
    }
    assert result.over == {"I.2": D(2)}
    assert {code: one.points for code, one in result.sections.items()} == {
        "I": D("44.58"),
        "II": D(22),
        "III": D(5),
    }
    assert result.sums == (D("71.58"), D("4.5"), D(3))
    assert (result.total, result.passed) == (D("73.08"), True)
    assert result.rank is not None
    assert result.rank.name == "Hoàn thành"


@pytest.mark.parametrize(
    ("result", "total", "rank"),
    [
        (group(IV=D(40)), "76.58", "dat"),  # 2 + 6 is cut at the bonus of 8 in all
        (group(I_2=Quantity(D(400), D(200)), IV=D(40)), "76.58", "dat"),
        (group(V=D(30), III_1=D(9)), "66.08", "dat"),
        (group("vh"), "69.58", "dat"),
        (group(II_1=QualityGrade("A"), II_2=Grade.MET, V=D(0), III_1=D(0)), "87.08", "tot"),
    ],
)
def test_group_table(result: Result, total: str, rank: str) -> None:
    assert result.total == D(total)
    assert result.rank is not None
    assert result.rank.code == rank


def test_group_table_floor_and_veto() -> None:
    low = group(I_1=Quantity(D(0), D(4)), I_2=Quantity(D(100), D(200)), I_4=D(9))
    assert low.held_back == ("Mục I được 18,75 điểm, dưới mức tối thiểu 30.",)
    worst = group(II_1=QualityGrade("D"))
    assert worst.held_back == ("Tiêu chí II.1 không có điểm (điểm liệt).",)
    assert worst.rank is None


LACKING = (
    "Chưa bảo đảm điều kiện: Có ít nhất 2 trong 3 giấy tờ (thiếu: Báo cáo năm; Minh chứng).",
)


@pytest.mark.parametrize(
    ("answers", "open_codes", "passed", "reasons"),
    [
        ({"hs.a": True}, ("hs",), None, ()),
        ({"hs.a": True, "hs.c": True}, (), True, ()),
        ({"hs.a": False}, ("hs",), None, ()),
        ({"hs.a": False, "hs.c": False}, (), False, LACKING),
        ({"hs": True}, (), True, ()),
        ({"hs": True, "hs.a": False, "hs.c": False}, (), False, LACKING),
    ],
)
def test_group_checklist(
    answers: dict[str, bool],
    open_codes: tuple[str, ...],
    passed: bool | None,
    reasons: tuple[str, ...],
) -> None:
    result = score(GROUP.criteria_sets[0], FULL, answers, sector="kt")
    assert result.missing_conditions == open_codes
    assert (result.passed, result.reasons) == (passed, reasons)


def test_group_result_leaves_out_highest_and_lowest() -> None:
    whole = GROUP.criteria_sets[0]
    results = [group(I_4=D(orders)) for orders in (0, 2, 2, 5)]
    assert [one.total for one in results] == [D("78.08"), D("73.08"), D("73.08"), D("68.08")]
    together = final(whole, results, 9)
    assert (together.total, together.finished, together.expected) == (D("73.08"), 4, 9)
    assert (together.lowest, together.highest, together.spread) == (
        D("68.08"),
        D("78.08"),
        D("10.00"),
    )
    assert together.deviation == D("4.08")


def test_declared_70_is_reported_and_taken_only_with_a_reason() -> None:
    mapping = table("tong-70")
    said = "tổng điểm các mục con là 65, khác điểm tối đa 70"
    assert [(one.key, one.reason) for one in check(mapping)] == [("criteria_sets[0].maximum", said)]
    reason = "Kế hoạch ghi 70; Ban Thường vụ thống nhất giữ nguyên"
    mapping["criteria_sets"][0]["accepted"] = [
        {"key": "criteria_sets[0].maximum", "reason": reason}
    ]
    found = inspect(mapping, file="bang.toml")
    assert found.defects == []
    assert [str(one) for one in found.accepted] == [
        f"bang.toml: criteria_sets[0].maximum: {said} (đã chấp nhận: {reason})"
    ]


def test_declared_70_is_scored_as_the_items_stand() -> None:
    mapping = table("tong-70")
    mapping["criteria_sets"][0]["accepted"] = [{"key": "maximum", "reason": "Giữ nguyên"}]
    programme = build(mapping)
    (asked,) = programme.criteria_sets
    kind = asked.subject_kinds[0]
    rows = [("8", "17.5", "34"), ("9", "18", "35"), ("7.5", "16", "30.5")]
    results = [
        score(asked, {"1.1": D(one), "1.2": D(two), "2": D(three)}, subject_kind=kind)
        for one, two, three in rows
    ]
    assert [str(one.total) for one in results] == ["60", "62", "54"]
    together = final(asked, results, 4)
    assert (str(together.total), together.rank and together.rank.code) == ("60", "tot")


def test_group_variant_is_chosen_by_its_code() -> None:
    kind = GROUP.criteria_sets[0].subject_kinds[0]
    assert [one.variant for one in GROUP.variants("xa")] == ["Xã đồng bằng", "Xã miền núi"]
    assert GROUP.set_for("dan-dau", kind, "xa-nui").title == "Bảng điểm các xã miền núi"


def test_quota_of_one_with_two_first() -> None:
    entries = [Entry("a", D(90)), Entry("b", D(95)), Entry("c", D(95))]
    (quota,) = GROUP.title("dan-dau").quotas
    found = cut(entries, seats(quota, 3))
    assert (found.inside, found.tied, found.outside, found.open_seats) == (
        (),
        ("b", "c"),
        ("a",),
        1,
    )
