"""December: the paper's own years move on, those of other papers and periods stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.next_year import moved_on


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("phong trào “Dân vận khéo” năm 2026", "phong trào “Dân vận khéo” năm 2027"),
        (
            "trước ngày 25/02/2026 (chậm nhất hết ngày 24/02/2026)",
            "trước ngày 25/02/2027 (chậm nhất hết ngày 24/02/2027)",
        ),
        ("trước ngày 5/3/2026", "trước ngày 5/3/2027"),
        ("trước ngày 25 tháng 02 năm 2026", "trước ngày 25 tháng 02 năm 2027"),
        ("quý III/2026; tháng 10 - 11/2026", "quý III/2027; tháng 10 - 11/2027"),
        ("tháng 10 năm 2026", "tháng 10 năm 2027"),
        ("giai đoạn 2026 - 2030", "giai đoạn 2026 - 2030"),
        ("từ năm 2026 - 2030", "từ năm 2026 - 2030"),
        ("từ năm 2026 đến năm 2030", "từ năm 2026 đến năm 2030"),
        ("giai đoạn 2021 - năm 2026", "giai đoạn 2021 - năm 2026"),
        ("từ tháng 01/2026 đến hết tháng 11/2026", "từ tháng 01/2027 đến hết tháng 11/2027"),
        (
            "từ ngày 05 tháng 3 năm 2026 đến ngày 15 tháng 11 năm 2026",
            "từ ngày 05 tháng 3 năm 2027 đến ngày 15 tháng 11 năm 2027",
        ),
        ("từ 05/3/2026 đến 15/11/2026", "từ 05/03/2027 đến 15/11/2027"),
        ("Kế hoạch số 12-KH/ĐU ngày 05/01/2026", "Kế hoạch số 12-KH/ĐU ngày 05/01/2026"),
        (
            "Kế hoạch số 12-KH/ĐU ngày 05 tháng 01 năm 2026 của Đảng ủy",
            "Kế hoạch số 12-KH/ĐU ngày 05 tháng 01 năm 2026 của Đảng ủy",
        ),
        ("Nghị định số 152/2025/NĐ-CP", "Nghị định số 152/2025/NĐ-CP"),
        ("năm 2025", "năm 2025"),
        ("Căn cứ Kế hoạch năm 2026\nXét năm 2026", "Căn cứ Kế hoạch năm 2026\nXét năm 2027"),
    ],
)
def test_only_the_years_of_the_paper_move_on(before: str, after: str) -> None:
    assert moved_on(before, 2026) == after


def test_paper_that_is_carried_out_keeps_its_name() -> None:
    paper = "Kế hoạch của cấp trên về phong trào năm 2026"
    text = f"Thực hiện {paper}, đơn vị đăng ký năm 2026"
    assert moved_on(text, 2026, paper) == f"Thực hiện {paper}, đơn vị đăng ký năm 2027"


def test_leap_day_falls_to_the_last_of_its_month() -> None:
    assert moved_on("trước ngày 29/02/2028", 2028) == "trước ngày 28/02/2029"


@given(st.text(max_size=80), st.integers(2000, 2100))
def test_any_text_can_be_moved(text: str, year: int) -> None:
    moved_on(text, year)
