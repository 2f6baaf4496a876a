"""Cleaning, searching, sorting and file names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.text import (
    checked_line,
    checked_text,
    clean_line,
    clean_text,
    file_name,
    hidden_count,
    in_sentence,
    person_sort_key,
    search_key,
    sort_key,
    title_marker,
)
from danvan_desktop.errors import FieldError

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
VIETNAMESE = st.text("aăâbcdđeêghioôơuưyàảãáạắằộờửỹĐẤƠ 0123-./", max_size=30)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Đoạn   đường\ttự\r\nquản ", "Đoạn đường tự quản"),
        ("Hòa Bình", unicodedata.normalize("NFC", "Hòa Bình")),
        ("a\u00a0b\u2009c\u3000d", "a b c d"),
        ("a\u202eb\u200bc\ufeffd\u00ade", "abcde"),
        ("a\x00b\x85c", "a b c"),
        ("a\ud800b\uffffc", "abc"),
        ("a\u200b\u0301", "á"),
        ("J&C <TT-BNV> \"x\" 'y'", "J&C <TT-BNV> \"x\" 'y'"),
        ("hoá, hóa, thuỷ", "hoá, hóa, thuỷ"),
        ("", ""),
    ],
)
def test_clean_line(typed: str, stored: str) -> None:
    assert clean_line(typed) == stored


def test_clean_line_of_nfd_is_nfc() -> None:
    name = "Thôn Đường Ngưỡng, xã Yên Nghĩa"
    assert clean_line(unicodedata.normalize("NFD", name)) == name


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("một\r\nhai\rba\nbốn\vnăm\u2028sáu", "một\nhai\nba\nbốn\nnăm\nsáu"),
        ("\n\n a \n\n\n\n\n\n b \n", "a\n\n\nb"),
        ("a\n\n\nb", "a\n\n\nb"),
        ("  ", ""),
    ],
)
def test_clean_text(typed: str, stored: str) -> None:
    assert clean_text(typed) == stored


@given(ANY_TEXT)
def test_clean_is_idempotent(value: str) -> None:
    assert clean_line(clean_line(value)) == clean_line(value)
    assert clean_text(clean_text(value)) == clean_text(value)


@given(ANY_TEXT)
def test_clean_line_can_be_stored_as_utf_8(value: str) -> None:
    line = clean_line(value)
    assert line.encode("utf-8").decode("utf-8") == line
    assert hidden_count(line) == 0


def test_hidden_count_ignores_spaces() -> None:
    assert hidden_count("a\u202eb\u200b\tc\u00a0d\r\n\x00") == 3


def test_checked_line_required() -> None:
    with pytest.raises(FieldError) as caught:
        checked_line("name", "Tên mô hình", " \u200b ", required=True)
    assert (caught.value.field, str(caught.value)) == ("name", "Chưa nhập tên mô hình.")


def test_checked_line_keeps_capitals_of_an_abbreviation() -> None:
    with pytest.raises(FieldError, match=r"^Chưa nhập UBND xã\.$"):
        checked_line("unit", "UBND xã", "", required=True)


def test_checked_line_too_long() -> None:
    with pytest.raises(FieldError) as caught:
        checked_line("name", "Tên mô hình", "x" * 1312)
    assert str(caught.value) == "Tên mô hình dài quá 250 ký tự (đang có 1.312)."


def test_checked_line_counts_letters_after_composing() -> None:
    assert checked_line("name", "Tên", "ộ" * 250) == "ộ" * 250


def test_checked_text_keeps_lines() -> None:
    assert checked_text("note", "Ghi chú", "a \r\n b") == "a\nb"


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("Đoạn đường tự quản", "doan duong tu quan"),
        ("KT-XH “Dân  vận khéo”", "kt xh dan van kheo"),
        ("hoá", "hoa"),
        ("HÓA", "hoa"),
        ("Thuỷ / thủy", "thuy thuy"),
        ("Ðảng ủy", "dang uy"),
        ("Tổ dân phố số 05.", "to dan pho so 05"),
        ("ưỡ ơ ă â ê ô", "uo o a a e o"),
        ("—–-'’\"", ""),
        ("m²", "m2"),
    ],
)
def test_search_key(value: str, key: str) -> None:
    assert search_key(value) == key


@given(ANY_TEXT)
def test_search_key_laws(value: str) -> None:
    key = search_key(value)
    assert search_key(key) == key
    assert search_key(unicodedata.normalize("NFD", clean_line(value))) == key
    assert clean_line(key) == key


ALPHABET = [*"aàảãáạăằâấbcdđeêghiklmnoôơpqrstuưvxy"]


@pytest.mark.parametrize(
    "ordered",
    [
        ALPHABET,
        ["Thôn 1", "Thôn 2", "Thôn 02A", "Thôn 10", "Thôn 100", "Thôn Ao"],
        ["Tổ 9", "Tổ 99999999", "Tổ 999999999", "Tổ 1234567890123456789"],
        ["An", "An Bình", "Anh", "Ăn", "Ân", "Ba"],
        ["Dương", "Đa", "Em"],
        ["Az", "Ăa", "Ăz", "Âa"],
        ["Hoa", "Hòa", "Hỏa", "Hóa", "Họa", "Hoan"],
        ["Hà Nam", "Hạ Nam", "Hà Tây"],
        ["Tiền", "Tiến", "Tiện", "Tiêng"],
    ],
)
def test_sort_key_order(ordered: list[str]) -> None:
    keys = [sort_key(name) for name in ordered]
    assert keys == sorted(set(keys))


@given(VIETNAMESE, VIETNAMESE)
def test_sort_key_is_a_total_order(left: str, right: str) -> None:
    assert (sort_key(left) == sort_key(right)) == (clean_line(left) == clean_line(right))


@given(ANY_TEXT, ANY_TEXT)
def test_sort_key_order_is_that_of_its_bytes(left: str, right: str) -> None:
    one, two = sort_key(left), sort_key(right)
    assert (one < two) == (one.encode() < two.encode())


@given(st.integers(0, 10**20), st.integers(0, 10**20))
def test_sort_key_orders_numbers_by_value(left: int, right: int) -> None:
    assert (sort_key(f"Tổ {left}") < sort_key(f"Tổ {right}")) == (left < right)


def test_person_sort_key_given_middle_family() -> None:
    ordered = [
        "An",
        "Lê An",
        "Trần An",
        "Lê Bá An",
        "Trần Văn Bình",
        "Lê Xuân Bình (mẫu)",
        "Lê Văn Bính",
        "Đỗ Thị Dung",
        "Bùi Đăng Đạt",
    ]
    keys = [person_sort_key(name) for name in ordered]
    assert keys == sorted(set(keys))


def test_title_marker_follows_the_vietnamese_list() -> None:
    assert [title_marker(index) for index in (0, 4, 6, 7, 26, 27, 28)] == [
        *("a", "đ", "ê", "g", "y", "aa", "ab")
    ]


@pytest.mark.parametrize(
    ("value", "ext", "name"),
    [
        ("Danh sách đăng ký 2026", "xlsx", "Danh sách đăng ký 2026.xlsx"),
        ("Số 05/QĐ: “a” <b>|?*", ".pdf", "Số 05-QĐ- “a” -b.pdf"),
        ("CON", "txt", "CON_.txt"),
        ("aux .hồ sơ", "pdf", "aux_ .hồ sơ.pdf"),
        ("lpt1.old", "txt", "lpt1_.old.txt"),
        ("Console", "txt", "Console.txt"),
        ("tên. . .", "", "tên"),
        ("../../x", "txt", "x.txt"),
        ("???", "pdf", "Không tên.pdf"),
    ],
)
def test_file_name(value: str, ext: str, name: str) -> None:
    assert file_name(value, ext) == name


@given(ANY_TEXT)
def test_file_name_fits_windows(value: str) -> None:
    name = file_name(value, "pdf")
    assert len(name) <= 120
    assert len(name.encode()) <= 240
    assert not set(name) & set('\\/:*?"<>|')
    assert {name[0], name[-5]} & set(" .") == set()


@given(ANY_TEXT, st.sampled_from(["", " (2)", " (bản scan) (12)"]))
def test_tail_of_a_file_name_is_never_cut(value: str, tail: str) -> None:
    name = file_name(value * 10, "pdf", tail=tail)
    assert name.endswith(f"{tail}.pdf")
    assert len(name) <= 120
    assert len(name.encode()) <= 240


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Tên mô hình", "tên mô hình"),
        ("UBND xã", "UBND xã"),
        ("Đoàn xã, thị trấn có mô hình", "Đoàn xã, thị trấn có mô hình"),
        ("Đoàn kết một lòng", "đoàn kết một lòng"),
        ("Hội nghị", "hội nghị"),
        ("Hội Nông dân xã", "Hội Nông dân xã"),
        ("", ""),
    ],
)
def test_name_of_an_organisation_keeps_its_capital_inside_a_sentence(
    label: str, words: str
) -> None:
    assert in_sentence(label) == words
