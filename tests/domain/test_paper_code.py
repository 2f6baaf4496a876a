"""The code of a paper: packed, written as text, read back, and refused when it is not one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain import paper_code
from danvan_desktop.domain.paper_code import BrokenCodeError, CodeFacts, CodeKind
from danvan_desktop.domain.text import clean_line
from danvan_desktop.errors import UserError

KEY, SIGNATURE = bytes(range(32)), bytes(64)
REAL = CodeFacts(
    CodeKind.CERTIFICATE.value,
    "Ban Công tác Mặt trận Tổ dân phố Do Lộ (mẫu)",
    "Vận động nhân dân hiến đất mở rộng đường liên tổ dân phố, chỉnh trang khu dân c…",
    "Phường Yên Nghĩa",
    "05-QĐ/ĐU",
    "2026-10-15",
    "12/2026",
)

_words = st.text(
    st.characters(exclude_characters="\x1f", exclude_categories=["Cs"]), max_size=90
).map(clean_line)
"""Facts as records hold them: a code that says otherwise is cleaned when it is read."""


def text(facts: CodeFacts) -> str:
    return paper_code.text_of(paper_code.unsigned(facts, KEY), SIGNATURE)


@given(st.builds(CodeFacts, *[_words] * 7))
def test_every_code_is_read_back_as_it_was_written(facts: CodeFacts) -> None:
    code = paper_code.read(text(facts))
    assert (code.facts, code.key_id) == (facts, paper_code.key_id(KEY))
    assert code.signed == paper_code.to_sign(paper_code.unsigned(facts, KEY))
    assert code.signature == SIGNATURE


@given(st.binary(max_size=80))
def test_base45_is_read_back(data: bytes) -> None:
    assert paper_code._from_base45(paper_code._base45(data)) == data


@pytest.mark.parametrize(
    ("data", "signs"), [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"ietf!", "QED8WEX0")]
)
def test_base45_writes_the_examples_of_its_standard(data: bytes, signs: str) -> None:
    """RFC 9285, sections 4.3 and 4.4."""
    assert paper_code._base45(data) == signs
    assert paper_code._from_base45(signs) == data


def test_realistic_facts_fit_a_symbol_of_20_mm() -> None:
    """Version 13 at level L holds 619 alphanumeric signs (ISO/IEC 18004, table 7)."""
    assert len(text(REAL)) <= 619


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "https://example.org",
        "DVK:",
        "DVK:ABC",
        "DVK:GGW",
        "DVK:" + "0" * 400,
        "DVK:Ă",
        text(REAL)[:-1],
        text(REAL)[:-3],
        text(REAL) + "000",
    ],
)
def test_what_is_no_code_is_refused_in_words(typed: str) -> None:
    with pytest.raises(UserError):
        paper_code.read(typed)


def test_number_beyond_two_bytes_is_no_second_way_to_write_a_code() -> None:
    """RFC 9285, section 4.2: three signs never stand for more than 65535."""
    with pytest.raises(BrokenCodeError, match="ký tự lạ"):
        paper_code.read("DVK:" + "GGW" + text(REAL).removeprefix("DVK:")[3:])


def test_bytes_behind_the_packed_facts_are_refused() -> None:
    before = paper_code.unsigned(REAL, KEY)
    head = 1 + 8
    length = int.from_bytes(before[head : head + 2], "big") + 4
    longer = before[:head] + length.to_bytes(2, "big") + before[head + 2 :] + b"more"
    with pytest.raises(BrokenCodeError, match="bị hỏng"):
        paper_code.read(paper_code.text_of(longer, SIGNATURE))


@pytest.mark.parametrize(
    ("kind", "day", "label", "words"),
    [
        ("C", "2026-10-15", "Giấy chứng nhận", "15/10/2026"),
        ("D", "", "Quyết định", ""),
        ("X", "hôm qua", "Giấy", "hôm qua"),
    ],
)
def test_words_of_a_code_from_elsewhere_never_fail(
    kind: str, day: str, label: str, words: str
) -> None:
    facts = CodeFacts(kind, "Ai đó (mẫu)", decided_on=day)
    assert (facts.kind_label, facts.day_words) == (label, words)


def test_small_letters_and_spaces_around_do_not_matter() -> None:
    assert paper_code.read(f"  {text(REAL).lower()}\n").facts == REAL


def test_long_name_is_cut_with_a_sign() -> None:
    assert paper_code.shortened("a" * 80) == "a" * 80
    assert paper_code.shortened("b" * 81) == "b" * 79 + "…"


def test_bomb_of_repeated_letters_is_not_unpacked() -> None:
    facts = CodeFacts("C", "a" * 1_000_000)
    with pytest.raises(UserError):
        paper_code.read(text(facts))
