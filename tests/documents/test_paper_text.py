"""Laws every paper keeps: what is typed is printed, or refused by the name of its place."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from danvan_desktop.documents import fonts, profiles
from danvan_desktop.documents.decision import recognition_decision
from danvan_desktop.documents.paragraph_text import plain
from danvan_desktop.errors import UserError
from tests.documents import paper_factories as made
from tests.documents import pdf_reading as pdf

STATE = profiles.load("state-2020")
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyÀẢÃÁẠẰẲẴẮẶỀỂỄẾỆỒỔỖỐỘỜỞỠỚỢỪỬỮỨỰỲỶỸÝỴ0123456789"
SIGNS = "<>&;/\"'“”…%#{}[]()=+-*_.,:?!@№₫"


def letters_of(text: str) -> str:
    kept = "".join(c for c in text if unicodedata.category(c)[0] != "C")
    return "".join(unicodedata.normalize("NFC", kept).split())


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=LETTERS + SIGNS + "  \u0301\u202e\x07", min_size=1, max_size=120))
@example("a\x07\u0301")
def test_text_in_a_table_is_printed_letter_by_letter(text: str) -> None:
    row = made.AnnexRowData(text, "ĐƠN VỊ", "ĐỊA CHỈ", "LĨNH VỰC", "DANH HIỆU")
    data = made.decision(annex_rows=(row,))
    if fonts.missing_glyphs(fonts.TEXT, plain(text)):
        with pytest.raises(UserError, match="Tên mô hình, điển hình"):
            recognition_decision(data, STATE).pdf()
        return
    paper = recognition_decision(data, STATE).pdf()
    annex = letters_of(pdf.page_text(paper, 1))
    start = annex.index("Ghichú1") + len("Ghichú1")
    assert annex[start : annex.index("ĐƠNVỊĐỊACHỈ")] == letters_of(text)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"subject": "Về việc 🎉"}, "Trích yếu nội dung"),
        ({"bases": ("Căn cứ 🎉",)}, "Căn cứ"),
        ({"articles": ("Công nhận 🎉",)}, "Điều 1"),
        ({"receivers": ("🎉",)}, "Nơi nhận"),
        ({"deciding_body": "🎉"}, "Cơ quan quyết định"),
        ({"annex_title": "🎉"}, "Trích yếu nội dung"),
        ({"number": "🎉/QĐ"}, "Số, ký hiệu"),
        ({"signature": made.SignatureData("🎉")}, "Chức vụ người ký"),
        ({"signature": made.SignatureData("", "🎉")}, "Họ tên người ký"),
        ({"signature": made.SignatureData("", "", "", "🎉")}, "Thẩm quyền ký"),
        ({"subject": "dài " * 400}, "Trích yếu nội dung"),
        ({"receivers": ("dài " * 200,)}, "Nơi nhận"),
        ({"signature": made.SignatureData("dài " * 60)}, "Chức vụ người ký"),
        ({"articles": ("dài " * 20_000,)}, "Điều 1"),
    ],
)
def test_what_cannot_be_printed_is_refused_by_the_name_of_its_place(
    changes: dict[str, object], place: str
) -> None:
    with pytest.raises(UserError, match=place):
        recognition_decision(made.decision(**changes), STATE).pdf()
