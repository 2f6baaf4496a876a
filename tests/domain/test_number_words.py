"""Numbers in Vietnamese words: a table of the cases that are read in a way of their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.number_words import in_words, money_in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_015, "một nghìn không trăm mười lăm"),
        (10_000, "mười nghìn"),
        (360_000, "ba trăm sáu mươi nghìn"),
        (1_000_001, "một triệu không trăm linh một"),
        (1_070_000, "một triệu không trăm bảy mươi nghìn"),
        (21_004_000, "hai mươi mốt triệu không trăm linh bốn nghìn"),
        (1_000_000_000, "một tỷ"),
        (2_000_500_000, "hai tỷ năm trăm nghìn"),
        (5_000_000_000_000, "năm nghìn tỷ"),
    ],
)
def test_number_is_read_as_officials_read_it(number: int, words: str) -> None:
    assert in_words(number) == words


def test_sum_of_money_begins_with_a_capital() -> None:
    assert money_in_words(710_000) == "Bảy trăm mười nghìn đồng"
    assert money_in_words(0) == "Không đồng"


def test_number_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        in_words(-1)


_SMALL = st.integers(min_value=0, max_value=10**12)


@given(_SMALL, _SMALL)
def test_unlike_numbers_have_unlike_words(one: int, other: int) -> None:
    assert (in_words(one) == in_words(other)) == (one == other)
