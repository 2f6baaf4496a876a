"""A text fits its place or is refused by the field's name; it never overflows."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_desktop.documents import fonts
from danvan_desktop.documents.fit import FittedText, break_lines, fit_block, fit_line
from danvan_desktop.errors import UserError

FONT = fonts.TEXT_BOLD
SYLLABLES = st.lists(
    st.sampled_from(
        [
            "mô",
            "hình",
            "đoạn",
            "đường",
            "tự",
            "quản",
            "thôn",
            "Nghiêng,",
            "xã",
            "Yên",
            "Nghĩa",
            "(tổ",
            "12)",
        ]
    ),
    min_size=1,
    max_size=40,
)


def widest(fitted: FittedText) -> float:
    return max(fonts.text_width(line, FONT, fitted.size) for line in fitted.lines)


def test_fit_line_short_keeps_its_size() -> None:
    fitted = fit_line("Tên", "Thôn Đông", FONT, 28, 400, 18)
    assert fitted == FittedText(("Thôn Đông",), 28, 28 * 1.2)


def test_fit_line_shrinks_before_it_wraps() -> None:
    text = "Chi hội Nông dân thôn Bản Lải"
    width = fonts.text_width(text, FONT, 21.2)
    assert fit_line("Tên", text, FONT, 28, width, 18, max_lines=2).size == 21
    assert fit_line("Tên", text, FONT, 28, width, 18, max_lines=2).lines == (text,)


def test_fit_line_wraps_at_the_floor() -> None:
    text = "Ban Công tác Mặt trận thôn Bản Lải phối hợp Chi hội Nông dân"
    fitted = fit_line("Tên", text, FONT, 28, 300, 18, max_lines=2)
    assert fitted.size == 18
    assert len(fitted.lines) == 2


def test_fit_line_too_long_names_the_field() -> None:
    with pytest.raises(UserError) as caught:
        fit_line("Tên đơn vị", "tự quản " * 40, FONT, 28, 300, 18, max_lines=2)
    assert caught.value.what == ("Tên đơn vị quá dài để in vừa chỗ (319 ký tự, tối đa 2 dòng).")


@pytest.mark.parametrize("text", ["a " * 50_000, "a" * 100_000, "a\n" * 50_000])
def test_fit_a_huge_text_is_refused_at_once(text: str) -> None:
    began = time.thread_time()
    for fit in (fit_line, fit_block):
        with pytest.raises(UserError, match="Ghi chú quá dài"):
            fit("Ghi chú", text, FONT, 28, 300, 18, 2)
    assert time.thread_time() - began < 1


def test_fit_line_missing_glyph_names_the_field() -> None:
    with pytest.raises(UserError, match="Tên đơn vị có ký tự không in được"):
        fit_line("Tên đơn vị", "Tổ 🌱", FONT, 28, 300, 18)


def test_fit_line_empty_is_one_empty_line() -> None:
    assert fit_line("Tên", " \n ", FONT, 28, 300, 18).lines == ("",)


def test_fit_line_breaks_a_word_only_when_wider_than_the_line() -> None:
    fitted = fit_line("Tên", "W" * 30, FONT, 20, 300, 20, max_lines=3)
    assert "".join(fitted.lines) == "W" * 30
    assert widest(fitted) <= 300


def test_break_lines_leaves_no_syllable_alone() -> None:
    text = "Chi hội Phụ nữ thôn Bản Lải xanh"
    width = fonts.text_width(text, FONT, 18) - 1
    lines = break_lines(text.split(), FONT, 18, width, 2)
    assert lines == ("Chi hội Phụ nữ", "thôn Bản Lải xanh")


def test_break_lines_rather_after_a_comma() -> None:
    words = ["Chi", "hội", "Phụ", "nữ", "thôn", "Lải,", "xã", "Kiên", "Mộc"]
    assert break_lines(words, FONT, 18, 260, 2) == ("Chi hội Phụ nữ thôn Lải,", "xã Kiên Mộc")


def test_fit_block_takes_the_largest_size_that_holds() -> None:
    text = "Đã có nhiều thành tích trong xây dựng mô hình “Đoạn đường tự quản, sáng, xanh, sạch”"
    fitted = fit_block("Nội dung", text, FONT, 20, 400, 12, 2)
    assert len(fitted.lines) == 2
    assert break_lines(text.split(), FONT, fitted.size + 2.5, 400, 2) is None


def test_fit_block_gives_up_a_little_size_to_end_lines_between_words() -> None:
    text = "Đã có nhiều thành tích trong xây dựng mô hình “Đoạn đường tự quản, sáng, xanh, sạch”"
    fitted = fit_block("Nội dung", text, FONT, 20, 400, 12, 2)
    assert fitted.size == 19.5
    assert fitted.lines[0] == "Đã có nhiều thành tích trong xây dựng mô hình"


def test_fit_block_keeps_line_ends() -> None:
    fitted = fit_block("Nội dung", "Có mô hình “A”\nđược công nhận", FONT, 20, 400, 12, 2)
    assert fitted.lines == ("Có mô hình “A”", "được công nhận")
    with pytest.raises(UserError):
        fit_block("Nội dung", "a\nb\nc", FONT, 20, 400, 12, 2)


@given(SYLLABLES, st.integers(60, 500), st.integers(1, 4))
@settings(max_examples=150, deadline=None)
def test_fit_line_keeps_every_word_inside_the_width(
    words: list[str], width: int, max_lines: int
) -> None:
    try:
        fitted = fit_line("Tên", " ".join(words), FONT, 24, width, 9.7, max_lines)
    except UserError:
        assert break_lines(words, FONT, 9.7, width, max_lines) is None
        return
    assert " ".join(fitted.lines) == " ".join(words)
    assert widest(fitted) <= width + 0.001
    assert 9.7 <= fitted.size <= 24
    assert len(fitted.lines) <= max_lines


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("ĐẢNG BỘ THÀNH PHỐ HỒ CHÍ MINH", 213, ("ĐẢNG BỘ THÀNH PHỐ", "HỒ CHÍ MINH")),
        (
            "ĐẢNG ỦY PHƯỜNG PHAN RANG - THÁP CHÀM ĐÔNG BẮC",
            213,
            ("ĐẢNG ỦY PHƯỜNG", "PHAN RANG -", "THÁP CHÀM ĐÔNG BẮC"),
        ),
        ("HỘI LIÊN HIỆP PHỤ NỮ XÃ YÊN NGHĨA", 213, ("HỘI LIÊN HIỆP PHỤ NỮ", "XÃ YÊN NGHĨA")),
    ],
)
def test_fit_block_parts_no_name_of_a_place(
    text: str, width: float, lines: tuple[str, ...]
) -> None:
    assert fit_block("Tên", text, fonts.TEXT_BOLD, 14, width, 14, 3).lines == lines
