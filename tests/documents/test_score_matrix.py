"""The scoring table for the pen: how a wide set is parted, and what each page repeats."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.documents import profiles
from danvan_desktop.documents.page import IssuerData, SignatureData
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.documents.score_matrix import (
    MatrixColumnData,
    MatrixGroupData,
    MatrixRowData,
    ScoreMatrixData,
    parted,
    score_matrices,
)
from tests import factories
from tests.documents.pdf_reading import page_texts, reader

LONG = (
    "Vận động nhân dân hiến đất mở rộng đường liên thôn, chỉnh trang khu dân cư kiểu mẫu, giữ gìn "
    "nếp sống văn minh trong việc cưới, việc tang và lễ hội (mẫu)"
)


def columns(count: int, section_every: int = 5) -> tuple[MatrixColumnData, ...]:
    return tuple(
        MatrixColumnData(
            f"{place // section_every + 1}.{place % section_every + 1}",
            f"Nội dung tiêu chí {place}",
            "5",
            place % section_every == 0,
        )
        for place in range(count)
    )


def table(count: int, rows: int, name: str = "Mô hình (mẫu)", **more: bool) -> bytes:
    asked = columns(count)
    group = MatrixGroupData(
        "Bảng điểm",
        asked,
        tuple(
            MatrixRowData(str(n), name, "Thôn 1", frozenset(one.code for one in asked[1:]))
            for n in range(1, rows + 1)
        ),
        points=True,
    )
    data = ScoreMatrixData(
        issuer=IssuerData(("ĐẢNG BỘ TỈNH MẪU",), ("ĐẢNG ỦY XÃ MẪU",), "Đảng ủy xã Mẫu", "Mẫu"),
        year=2026,
        subject_line="Năm 2026",
        groups=(group,),
        signature=SignatureData("Người đánh giá", "Người chấm (mẫu)"),
    )
    return score_matrices([data], profile(), "Bảng chấm", **more).pdf()


def profile() -> Profile:
    return profiles.for_paper("party-2026", factories.DAY)


@given(st.integers(1, 60), st.integers(1, 25), st.integers(1, 12))
def test_every_column_is_in_one_part_and_no_part_is_too_wide(
    count: int, most: int, section_every: int
) -> None:
    asked = columns(count, section_every)
    parts = parted(asked, most)
    assert [one for part in parts for one in part] == list(asked)
    assert max(len(part) for part in parts) <= most
    assert len(parts) == -(-count // most)


def test_parts_begin_at_sections_where_they_can() -> None:
    parts = parted(columns(20), 12)
    assert [part[0].section for part in parts] == [True, True]


@pytest.mark.parametrize(("large", "size"), [(False, (842, 595)), (True, (1191, 842))])
def test_sheet_is_wide(large: bool, size: tuple[int, int]) -> None:
    page = reader(table(6, 3, large=large)).pages[0].mediabox
    assert (round(page.width), round(page.height)) == size


def test_wide_set_repeats_the_names_and_sums_on_the_last_part() -> None:
    pages = page_texts(table(20, 4))
    named = [page for page in pages if "Mô hình (mẫu)" in page]
    assert sum(page.count("Mô hình (mẫu)") for page in named) == 2 * 4
    assert ["Tổng điểm" in page for page in named] == [False] * (len(named) - 1) + [True]
    assert ("Phần 1/2" in named[0], "Phần 2/2" in named[-1]) == (True, True)


def test_header_row_comes_again_on_every_page() -> None:
    pages = [page for page in page_texts(table(8, 60)) if "Mô hình (mẫu)" in page]
    assert len(pages) > 3
    assert all("2.1" in page and "TT" in page for page in pages)


def test_long_names_stay_whole_and_what_is_not_asked_is_marked() -> None:
    text = " ".join("\n".join(page_texts(table(6, 12, LONG))).split())
    assert text.count(LONG) == 12
    assert text.count("–") == 12
