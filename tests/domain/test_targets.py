"""How far targets are reached: a table of examples."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from danvan_desktop.domain.programmes import Level, Measure, Target
from danvan_desktop.domain.targets import Counted, progress

LEVELS = (Level("xa", "Cấp xã", 0), Level("tinh", "Cấp tỉnh", 1))
ITEMS = (
    Counted("t1", "KT", "xa", running=True, recognised=True),
    Counted("t1", "VH", "xa", running=True, recognised=False),
    Counted("t2", "KT", "tinh", running=False, recognised=True),
)
UNITS = ("t1", "t2", "t3")


def target(
    measure: Measure, at_least: str | None, unit: str = "mô hình", level: str = ""
) -> Target:
    least = None if at_least is None else Decimal(at_least)
    return Target("c", "Chỉ tiêu", measure, "Xã", unit, least, level=level, sectors=("KT", "VH"))


@pytest.mark.parametrize(
    ("asked", "reached", "met", "words"),
    [
        (target(Measure.REGISTERED, "5"), "3", False, "03/05 mô hình"),
        (target(Measure.REGISTERED, None), "3", None, "03 mô hình"),
        (target(Measure.REGISTERED, "1", level="tinh"), "1", True, "01/01 mô hình"),
        (target(Measure.BUILT, "2"), "2", True, "02/02 mô hình"),
        (target(Measure.RECOGNISED, "12"), "2", False, "02/12 mô hình"),
        (target(Measure.RECOGNISED_SHARE, "50", "%"), "66.7", True, "66,7 % (chỉ tiêu 50 %)"),
        (target(Measure.UNITS_WITH, "100", "%"), "66.7", False, "66,7 % (chỉ tiêu 100 %)"),
        (target(Measure.UNITS_WITH_SECTORS, "100", "%"), "33.3", False, "33,3 % (chỉ tiêu 100 %)"),
    ],
)
def test_progress_counts_what_the_measure_says(
    asked: Target, reached: str, met: bool | None, words: str
) -> None:
    found = progress(asked, ITEMS, LEVELS, UNITS)
    assert (found.reached, found.met, found.words) == (Decimal(reached), met, words)


def test_progress_of_what_cannot_be_counted_has_no_figure() -> None:
    found = progress(target(Measure.MANUAL, "80", "%"), ITEMS, LEVELS, UNITS)
    assert (found.reached, found.met) == (None, None)
    assert found.words == "nhập tay khi báo cáo (chỉ tiêu 80 %)"


def test_a_target_for_each_of_several_bodies_is_not_met_by_all_together() -> None:
    asked = replace(target(Measure.REGISTERED, "1"), per="mỗi chi bộ")
    found = progress(asked, ITEMS, LEVELS, UNITS)
    assert (found.met, found.words) == (None, "03 mô hình (ít nhất 01 mỗi chi bộ)")


@pytest.mark.parametrize("measure", [Measure.RECOGNISED_SHARE, Measure.UNITS_WITH])
def test_a_share_of_nothing_has_no_figure(measure: Measure) -> None:
    found = progress(target(measure, "50", "%"), (), LEVELS, ())
    assert (found.reached, found.words) == (None, "chưa có số liệu (chỉ tiêu 50 %)")
