"""Blocks of cells as Excel, LibreOffice and Word put them on the clipboard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.errors import UserError
from danvan_desktop.exchange.grid_text import MAX_COLUMNS, MAX_ROWS, parse_block, to_block

plain_cells = st.text(st.sampled_from('aư"\n ,;=Đ'), max_size=6).map(str.strip)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", []),
        ("\r\n\r\n\t\t\r\n", []),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\rb", [["a"], ["b"]]),
        ("a\tb\nc", [["a", "b"], ["c", ""]]),
        ("a\t\t\nb\t\t\n\t\t\n", [["a"], ["b"]]),
        ("\ta\n\tb", [["", "a"], ["", "b"]]),
        ("a\n\nb", [["a"], [""], ["b"]]),
        ('"dòng 1\ndòng 2"\tx', [["dòng 1\ndòng 2", "x"]]),
        ('"dòng 1\r\nnói ""khéo"""\tx\r\n', [['dòng 1\nnói "khéo"', "x"]]),
        ('"Đoạn đường" tự quản\tx', [['"Đoạn đường" tự quản', "x"]]),
        ('"Đoạn đường"\tx', [['"Đoạn đường"', "x"]]),
        ('Mô hình "Ba sạch"\tx', [['Mô hình "Ba sạch"', "x"]]),
        ('"chưa đóng\tx\ny', [['"chưa đóng', "x"], ["y", ""]]),
        ("\ufeffThôn\u00a0 1 \t\u00a02", [["Thôn  1", "2"]]),
        ("dòng 1\x0bdòng 2\x07", [["dòng 1\ndòng 2"]]),
        ("Ho\u0300a", [["Hòa"]]),
        ("=1+1\t001", [["=1+1", "001"]]),
    ],
)
def test_parse_block_of_each_kind(text: str, rows: list[list[str]]) -> None:
    assert parse_block(text) == rows


def test_parse_block_takes_a_whole_column_of_empty_cells() -> None:
    assert parse_block("a\r\n" + "\r\n" * 1_048_575) == [["a"]]


@pytest.mark.parametrize(
    "text",
    ["a\n" * (MAX_ROWS + 1), "a\t" * MAX_COLUMNS + "a", "a" * 10_000_001],
    ids=["rows", "columns", "letters"],
)
def test_parse_block_above_a_cap_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="quá lớn"):
        parse_block(text)


def test_parse_block_at_the_caps_is_taken() -> None:
    rows = parse_block(("a\t" * (MAX_COLUMNS - 1) + "a\n") * MAX_ROWS)
    assert (len(rows), len(rows[0])) == (MAX_ROWS, MAX_COLUMNS)


@given(st.integers(1, 4).flatmap(
    lambda n: st.lists(st.lists(plain_cells, min_size=n, max_size=n), min_size=1, max_size=5)
))  # fmt: skip
def test_parse_block_reads_back_what_to_block_wrote(rows: list[list[str]]) -> None:
    framed = [[*row, "|"] for row in rows]
    assert parse_block(to_block(framed)) == framed


def test_to_block_puts_a_space_for_a_tab() -> None:
    assert to_block([["a\tb", "c"]]) == "a b\tc\r\n"
