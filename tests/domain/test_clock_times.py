"""Times of day: read in every way they are typed, printed in one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.clock_times import parse_time, time_words
from danvan_desktop.errors import FieldError


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("7h30", "07:30"),
        ("7h", "07:00"),
        ("14", "14:00"),
        ("07:05", "07:05"),
        ("7.30", "07:30"),
        ("8 giờ 15 phút", "08:15"),
        ("8 Giờ", "08:00"),
        (" 0h00 ", "00:00"),
        ("", ""),
    ],
)
def test_time_is_read_as_typed(typed: str, kept: str) -> None:
    assert parse_time(typed) == kept


@pytest.mark.parametrize("typed", ["24h", "7h60", "sáng", "7h30h", "-1", "7:3:1", "٧h"])
def test_time_that_no_clock_shows_is_refused(typed: str) -> None:
    with pytest.raises(FieldError) as caught:
        parse_time(typed, field="starts", label="Giờ bắt đầu")
    assert caught.value.field == "starts"
    assert caught.value.what == f"Giờ bắt đầu “{typed}” không đọc được."


@given(st.integers(0, 23), st.integers(0, 59))
def test_words_are_read_back(hour: int, minute: int) -> None:
    kept = f"{hour:02d}:{minute:02d}"
    assert parse_time(time_words(kept)) == kept


def test_open_time_leaves_room_for_the_pen() -> None:
    assert time_words("") == "...... giờ ...... phút"
