"""What is typed is what is printed, read back from a real PDF; what cannot be is refused."""

from __future__ import annotations

import io
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from danvan_desktop.documents import fonts
from danvan_desktop.documents.paragraph_text import markup, plain, require_glyphs
from danvan_desktop.errors import UserError


def printed(text: str) -> str:
    fonts.register()
    target = io.BytesIO()
    style = ParagraphStyle("body", fontName=fonts.TEXT, fontSize=12, leading=15)
    SimpleDocTemplate(target).build([Paragraph(markup(text), style)])
    return PdfReader(target).pages[0].extract_text()


@pytest.mark.parametrize(
    "text",
    [
        "A&B",
        "J&C",
        "mục <TT-BNV>",
        "<b>x",
        "</para>",
        '<img src="/etc/passwd"/>',
        "<x@y>",
        "&#0; &amp; &lt;",
        "<![CDATA[x]]>",
        "<a href='http://x'>y</a>",
        "{{ 7 * 7 }} %s $x",
        "“Đoạn đường tự quản” – xã Yên Nghĩa; số 1.234,5",
    ],
)
def test_markup_prints_what_was_typed(text: str) -> None:
    assert printed(text).strip() == text


def test_markup_composes_decomposed_letters() -> None:
    assert printed(unicodedata.normalize("NFD", "Thẩm định ở ấp Bưởi")).strip() == (
        "Thẩm định ở ấp Bưởi"
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c"])
def test_markup_turns_line_ends_into_breaks(end: str) -> None:
    assert markup(f"một{end}hai") == "một<br/>hai"


def test_plain_drops_what_cannot_be_seen() -> None:
    assert plain("a\x00b\u202ec\u200bd\ufeffe\ud800f\u00adg\x85") == "abcdefg"


def test_plain_keeps_room_for_a_number() -> None:
    assert plain("Số\u00a0\u00a0\u00a0-QĐ/ĐU") == "Số\u00a0\u00a0\u00a0-QĐ/ĐU"


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_markup_is_stable_and_without_tags(text: str) -> None:
    out = markup(text)
    assert plain(plain(text)) == plain(text)
    assert out.replace("<br/>", "").count("<") == 0
    assert unicodedata.is_normalized("NFC", out)


def test_markup_too_long_names_the_field() -> None:
    with pytest.raises(UserError) as caught:
        markup("x" * 20_001, field="Nội dung chính")
    assert caught.value.what == "Nội dung chính dài 20001 ký tự, nhiều hơn mức in được là 20000."


def test_markup_too_many_lines_is_refused_at_once() -> None:
    began = time.thread_time()
    with pytest.raises(UserError) as caught:
        markup("\n" * 19_999, field="Ghi chú")
    assert caught.value.what == "Ghi chú có 20000 dòng, nhiều hơn mức in được là 300."
    assert time.thread_time() - began < 1


def test_require_glyphs_names_field_and_character() -> None:
    with pytest.raises(UserError) as caught:
        require_glyphs("Tên mô hình", "Xanh 🌱 sạch ☐", fonts.TEXT)
    assert caught.value.what == (
        "Tên mô hình có ký tự không in được: “🌱” (U+1F331), “☐” (U+2610)."
    )


def test_require_glyphs_accepts_what_is_stripped() -> None:
    require_glyphs("Tên mô hình", "Đoạn\u200b đường\n tự quản", fonts.TEXT_BOLD)
