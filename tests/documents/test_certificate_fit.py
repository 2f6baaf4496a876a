"""Words into a box: smaller on one line, then more lines, then smaller again, then no."""

from __future__ import annotations

from dataclasses import replace

import pytest

from danvan_desktop.documents import fonts
from danvan_desktop.documents.certificate_fit import Box, fit_box
from danvan_desktop.errors import UserError

BOX = Box(
    width=300,
    height=90,
    font=fonts.TEXT_BOLD,
    size=24,
    wrap_size=20,
    floor=12,
    max_lines=3,
    factor=1.2,
)


@pytest.fixture(autouse=True)
def registered() -> None:
    fonts.register()


def as_wide_as(width: float, size: float) -> str:
    """Words that just fit a line of `width` at `size`."""
    words = "mẫu"
    while fonts.text_width(f"{words} mẫu", BOX.font, size) <= width:
        words += " mẫu"
    return words


def fitted(text: str, box: Box = BOX) -> tuple[float, int]:
    found = fit_box("Tên (mẫu)", text, box)
    return found.size, len(found.lines)


def test_short_words_keep_the_full_size() -> None:
    assert fitted("Tổ 5 (mẫu)") == (24, 1)


def test_words_shrink_on_one_line_before_they_wrap() -> None:
    size, lines = fitted(as_wide_as(BOX.inner_width(20), 20))
    assert lines == 1
    assert 20 <= size < 24


def test_words_wrap_rather_than_shrink_below_the_wrap_size() -> None:
    one_line_at_16 = as_wide_as(BOX.inner_width(16), 16)
    assert fitted(one_line_at_16) == (20, 2)
    size, lines = fitted(one_line_at_16, replace(BOX, max_lines=1))
    assert lines == 1
    assert 16 <= size < 20


def test_words_shrink_to_the_floor_on_all_lines_and_no_further() -> None:
    size, lines = fitted(" ".join([as_wide_as(BOX.inner_width(13), 13)] * 3))
    assert lines == 3
    assert 12 <= size < 20
    with pytest.raises(UserError, match="Tên"):
        fit_box("Tên (mẫu)", " ".join([as_wide_as(BOX.inner_width(12), 12)] * 4), BOX)


def test_fewer_lines_are_taken_among_equal_sizes() -> None:
    low = replace(BOX, height=60)
    text = as_wide_as(2 * low.inner_width(20) * 0.9, 20)
    assert fitted(text, replace(low, max_lines=2)) == fitted(text, low) == (20, 2)


def test_low_box_makes_the_words_smaller_and_refuses_below_the_floor() -> None:
    size, lines = fitted("Tổ 5 (mẫu)", replace(BOX, height=20))
    assert lines == 1
    assert 12 <= size < 20
    with pytest.raises(UserError, match="không đủ chỗ"):
        fit_box("Tên (mẫu)", "Tổ 5 (mẫu)", replace(BOX, height=10))


def test_line_ends_of_the_words_are_kept_where_they_fit() -> None:
    found = fit_box("Tên (mẫu)", "Ban Công tác Mặt trận\nTổ dân phố 5 (mẫu)", BOX)
    assert found.lines == ("Ban Công tác Mặt trận", "Tổ dân phố 5 (mẫu)")
