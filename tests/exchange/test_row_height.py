"""Estimated lines, against what Tinos (the metrics of Times New Roman) really measures."""

from __future__ import annotations

import pytest

from danvan_desktop.documents.fonts import text_width
from danvan_desktop.exchange import row_height


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("Kinh tế", 10, 1),
        ("a\nb\n", 10, 3),
        ("0" * 10, 10, 1),
        ("0" * 11, 10, 2),
        ("0" * 31, 10, 4),
        ("00000 00000 00000", 10, 3),
        ("Ban công tác Mặt trận thôn Đông", 20, 2),
    ],
)
def test_line_count_of_each_kind(text: str, width: float, lines: int) -> None:
    assert row_height.line_count(text, width) == lines


def test_row_points_is_that_of_the_tallest_cell_up_to_the_limit() -> None:
    assert row_height.row_points([]) == 15.75
    assert row_height.row_points([("a", 5), ("a\nb", 5)]) == 31.5
    assert row_height.row_points([("a\n" * 100, 5)]) == row_height.MOST_POINTS


def test_widths_of_letters_are_those_of_the_font() -> None:
    letters = "aăâbcdđeêghiklmnoôơpqrstuưvxyjfwz" + "áàảãạếềểễệốồổỗộớờởỡợứừửữựýỳỷỹỵ"
    signs = "0123456789 .,;:!?()[]/\\-–—…“”'\"%&+=<>*#@$_|"
    off = {
        char: (row_height.char_width(char), round(text_width(char, "Tinos", 1000)))
        for char in letters + letters.upper() + signs
        if abs(row_height.char_width(char) - text_width(char, "Tinos", 1000)) > 12
    }
    assert off == {}
