"""Text of papers put together from parts: headings, their numbers, the ends of lists."""

from __future__ import annotations

from danvan_desktop.domain.paper_words import closed_lists, headings_with_words, numbered_on


def test_heading_without_words_goes_with_the_part_above_it() -> None:
    lines = ["I. MỘT", "Lời.", "II. HAI", "", "III. BA", "1. Trống", "2. Có", "Lời.", "3. Cuối"]
    assert headings_with_words(lines) == ["I. MỘT", "Lời.", "III. BA", "2. Có", "Lời."]


def test_numbers_run_on_within_each_part() -> None:
    lines = ["I. MỘT", "2. Hai", "Lời.", "III. BA", "3. Ba", "Lời.", "7. Bảy"]
    assert numbered_on(lines) == [
        "I. MỘT",
        "1. Hai",
        "Lời.",
        "II. BA",
        "1. Ba",
        "Lời.",
        "2. Bảy",
    ]


def test_last_line_of_a_list_ends_with_a_stop() -> None:
    lines = ["- một;", "- hai;", "Lời:", "- ba;"]
    assert closed_lists(lines) == ["- một;", "- hai.", "Lời:", "- ba."]
    assert closed_lists([]) == []
