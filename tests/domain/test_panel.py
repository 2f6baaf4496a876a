"""Several assessors: the ways to put totals together, spread, sheets that stand apart."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from danvan_desktop.domain.criteria import CriteriaSet, Merge, Panel, PassRule, Rank, Rounding
from danvan_desktop.domain.panel import FinalResult, SheetTotal, final, merged

D = Decimal
SET = CriteriaSet(
    "x",
    "Thử",
    (),
    (),
    maximum=D(100),
    ranks=(Rank("tot", "Tốt", D(80)), Rank("chua", "Chưa đạt", D(0), D(80), passes=False)),
)


def together(*totals: str, asked: CriteriaSet = SET, expected: int = 0) -> FinalResult:
    sheets = [SheetTotal(D(total)) for total in totals]
    return final(asked, sheets, expected or len(sheets))


@pytest.mark.parametrize(
    ("merge", "totals", "total"),
    [
        (Merge.MEAN, ("84.5", "86", "87.25"), "85.92"),
        (Merge.MEAN, ("80", "79.99"), "80.00"),
        (Merge.MEDIAN, ("84.5", "86", "60"), "84.50"),
        (Merge.MEDIAN, ("84.5", "86", "60", "90"), "85.25"),
        (Merge.TRIMMED, ("84.5", "86", "60", "90"), "85.25"),
        (Merge.TRIMMED, ("84.5", "86", "60"), "84.50"),
        (Merge.TRIMMED, ("84.5", "86"), "85.25"),
        (Merge.TRIMMED, ("70", "70", "90", "90", "90"), "83.33"),
    ],
)
def test_totals_are_merged(merge: Merge, totals: tuple[str, ...], total: str) -> None:
    found = together(*totals, asked=replace(SET, panel=Panel(merge)))
    assert str(found.total) == total


def test_three_of_four() -> None:
    sheets = [SheetTotal(D(one)) for one in ("79", "80", "81.5")]
    found = final(SET, [*sheets, SheetTotal(None, complete=False)], 4)
    assert (found.finished, found.expected) == (3, 4)
    assert (str(found.total), found.passed) == ("80.17", True)
    assert found.rank == SET.ranks[0]


def test_rounding_comes_once_unless_the_sheets_are_rounded_too() -> None:
    exact = [SheetTotal(D(one), exact=D(two)) for one, two in (("85", "84.5"), ("84", "84.4"))]
    exact.append(exact[0])
    asked = replace(SET, places=0)
    assert final(asked, exact, 3).total == D(84)  # 84,4667
    rounded = replace(asked, panel=Panel(round_sheets=True))
    assert final(rounded, exact, 3).total == D(85)  # 84,6667


@pytest.mark.parametrize(
    ("rounding", "total"),
    [
        (Rounding.HALF_UP, "82.3"),
        (Rounding.HALF_EVEN, "82.2"),
        (Rounding.DOWN, "82.2"),
        (Rounding.UP, "82.3"),
    ],
)
def test_rounding_rules(rounding: Rounding, total: str) -> None:
    found = together("82", "82.5", asked=replace(SET, places=1, rounding=rounding))
    assert str(found.total) == total


def test_spread_and_deviation_are_those_of_a_worksheet() -> None:
    found = together("80", "84", "88", "92")
    assert (found.lowest, found.highest, found.spread) == (D(80), D(92), D(12))
    assert found.deviation == D("5.16")
    alone = together("80")
    assert (alone.spread, alone.deviation) == (D(0), None)


def test_a_sheet_far_from_the_median_is_marked_and_counts() -> None:
    found = together("85", "60", "86", "87")
    assert found.outliers == (1,)
    assert str(found.total) == "79.50"
    assert together("85", "60").outliers == ()
    wide = replace(SET, panel=Panel(outlier=D(30)))
    assert together("85", "60", "86", "87", asked=wide).outliers == ()


def test_outliers_are_places_in_what_was_given() -> None:
    sheets = [SheetTotal(None, complete=False)]
    sheets += [SheetTotal(D(one)) for one in ("85", "86", "40")]
    assert final(SET, sheets, 4).outliers == (3,)


def test_reasons_come_once_in_the_order_of_the_paper() -> None:
    one = SheetTotal(D(90), ("Mục I thấp.", "Tiêu chí 3 thấp."))
    two = SheetTotal(D(90), ("Tiêu chí 3 thấp.",))
    expected = ("Mục I thấp.", "Tiêu chí 3 thấp.")
    assert final(SET, [one, two], 2).reasons == final(SET, [two, one], 2).reasons == expected


def test_split_is_left_to_the_meeting() -> None:
    found = final(SET, [SheetTotal(D(90), ("Mục I thấp.",)), SheetTotal(D(90))], 2)
    assert found.passed is None
    assert found.reasons == (
        "1 trong 2 phiếu đánh giá có mục bắt buộc chưa đạt; hội nghị bình xét quyết định.",
    )


def test_split_says_what_the_total_falls_short_of_too() -> None:
    asked = replace(SET, ranks=(), pass_rule=PassRule(min_points=D(70)))
    found = final(asked, [SheetTotal(D(50), ("Mục I thấp.",)), SheetTotal(D(60))], 2)
    assert found.passed is None
    assert found.reasons[1:] == ("Tổng 55 điểm, cần từ 70 điểm.",)


def test_bonus_is_merged_beside_a_total_it_is_not_in() -> None:
    asked = replace(SET, bonus_counts=False)
    sheets = [SheetTotal(D(90), bonus=D(2)), SheetTotal(D(90), bonus=D(3))]
    found = final(asked, sheets, 2)
    assert (found.total, found.bonus) == (D(90), D("2.5"))


def test_nothing_cannot_be_merged() -> None:
    with pytest.raises(ValueError, match="no totals"):
        merged(Merge.MEAN, [])
