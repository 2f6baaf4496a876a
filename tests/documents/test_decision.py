from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest

from danvan_desktop.documents import profiles
from danvan_desktop.documents.decision import recognition_decision
from danvan_desktop.documents.page import text_width
from danvan_desktop.errors import UserError
from tests.documents import paper_factories as made
from tests.documents import pdf_reading as pdf


def printed(profile_id: str, **changes: object) -> bytes:
    profile = profiles.load(profile_id)
    return recognition_decision(made.decision(profile.family, **changes), profile).pdf()


def test_state_decision_reads_as_its_data_in_order() -> None:
    data = made.decision("state")
    assert pdf.page_text(printed("state-2020")) == pdf.squeezed(
        f"""
        ỦY BAN NHÂN DÂN TỈNH MẪU ỦY BAN NHÂN DÂN XÃ YÊN NGHĨA Số: 05/QĐ-UBND
        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc
        Yên Nghĩa, ngày 05 tháng 02 năm 2026
        QUYẾT ĐỊNH {data.subject}
        CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ YÊN NGHĨA
        {data.bases[0]}; {data.bases[1]}; {data.bases[2]}.
        QUYẾT ĐỊNH:
        Điều 1. {data.articles[0]} Điều 2. {data.articles[1]}
        Điều 3. {data.articles[2].removesuffix(".")}./.
        Nơi nhận: - Như Điều 3; - Thường trực Đảng ủy xã (báo cáo); - Lưu: Văn thư.
        KT. CHỦ TỊCH PHÓ CHỦ TỊCH Người ký (mẫu)
        """
    )


def test_party_decision_reads_as_its_data_in_order() -> None:
    data = made.decision("party")
    assert pdf.page_text(printed("party-2026")) == pdf.squeezed(
        f"""
        ĐẢNG BỘ TỈNH MẪU ĐẢNG ỦY XÃ YÊN NGHĨA * Số 05-QĐ/ĐU
        ĐẢNG CỘNG SẢN VIỆT NAM Yên Nghĩa, ngày 05 tháng 02 năm 2026
        QUYẾT ĐỊNH {data.subject} -----
        - {data.bases[0]}; - {data.bases[1]}; - {data.bases[2]},
        BAN THƯỜNG VỤ ĐẢNG ỦY QUYẾT ĐỊNH:
        Điều 1. {data.articles[0]} Điều 2. {data.articles[1]} Điều 3. {data.articles[2]}
        Nơi nhận: - Như Điều 3; - Thường trực Đảng ủy xã (báo cáo); - Lưu: Văn thư.
        T/M BAN THƯỜNG VỤ BÍ THƯ Người ký (mẫu)
        """
    )


@pytest.mark.parametrize(
    ("profile_id", "number", "attached"),
    [
        ("party-2026", "Số      -QĐ/ĐU", "số      -QĐ/ĐU ngày     tháng     năm 2026"),
        ("state-2020", "Số:      /QĐ-UBND", "số      /QĐ-UBND ngày     tháng     năm 2026"),
    ],
)
def test_draft_leaves_number_and_date_open(profile_id: str, number: str, attached: str) -> None:
    draft = printed(profile_id, number="", day=None)
    text = unicodedata.normalize("NFC", pdf.reader(draft).pages[0].extract_text())
    assert (number in text, "Yên Nghĩa, ngày     tháng     năm 2026" in text) == (True, True)
    annex = unicodedata.normalize("NFC", pdf.reader(draft).pages[1].extract_text())
    assert f"(Kèm theo Quyết định {attached}" in annex.replace("  ngày", " ngày")


def test_number_typed_in_full_is_printed_as_typed() -> None:
    assert "Số: 07/QĐ-BXDĐ" in pdf.page_text(printed("state-2020", number="07/QĐ-BXDĐ"))


@pytest.mark.parametrize("profile_id", profiles.profile_ids())
def test_margins_are_those_of_the_profile(profile_id: str) -> None:
    profile = profiles.load(profile_id)
    boxes = pdf.char_boxes(printed(profile_id, annex_rows=()))
    width = pdf.reader(printed(profile_id)).pages[0].mediabox.width
    left = min(box[1] for box in boxes) / pdf.MM
    right = (float(width) - max(box[3] for box in boxes)) / pdf.MM
    assert left == pytest.approx(profile.page.left_mm, abs=0.5)
    assert right == pytest.approx(profile.page.right_mm, abs=0.5)


def test_every_font_is_embedded() -> None:
    assert set(pdf.fonts_of(printed("party-2026")).values()) == {True}


def test_same_data_give_the_same_bytes() -> None:
    assert printed("state-2020") == printed("state-2020")


def test_file_names_itself() -> None:
    read = pdf.reader(printed("state-2020"))
    assert read.metadata is not None
    assert (read.metadata.title, read.metadata.author) == (
        "Quyết định về việc công nhận mô hình, điển hình “Dân vận khéo” năm 2026",
        "Chủ tịch Ủy ban nhân dân xã Yên Nghĩa",
    )
    assert read.trailer["/Root"]["/Lang"] == "vi"


def test_emoji_is_refused_by_the_name_of_the_column() -> None:
    hostile = replace(made.annex_rows(1)[0], name="Đường hoa 🌻")
    with pytest.raises(UserError, match="Tên mô hình, điển hình"):
        printed("state-2020", annex_rows=(hostile,))


HOSTILE = (
    "mục <TT-BNV>",
    "Hợp tác xã A&B",
    "Tổ </para> <b>x",
    '<img src="/etc/passwd"/>',
    "&#0; &lt;",
    unicodedata.normalize("NFD", "Thủy lợi nội đồng"),
    "Dấu\u202eđảo\u200b ẩn\x00",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_as_typed(text: str) -> None:
    row = replace(made.annex_rows(1)[0], name=text)
    shown = "".join(
        c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c)[0] != "C"
    )
    annex = pdf.page_text(printed("state-2020", annex_rows=(row,), bases=(text,)), 1)
    assert f"1 {shown} Chi hội" in annex


def test_header_row_comes_again_on_every_page_of_a_long_annex() -> None:
    paper = printed("party-2026", annex_rows=made.annex_rows(60))
    heads = [
        pdf.page_text(paper, page).count("Tên mô hình, điển hình Đơn vị, cá nhân Địa chỉ")
        for page in range(pdf.page_count(paper))
    ]
    assert heads == [0] + [1] * (pdf.page_count(paper) - 1)
    text = pdf.whole_text(paper)
    assert all(f"Chi hội Nông dân thôn {index} " in text for index in range(1, 61))


def test_row_taller_than_a_page_is_split_and_keeps_every_word() -> None:
    words = [f"từ{index:04d}" for index in range(1500)]
    row = replace(made.annex_rows(1)[0], name=" ".join(words))
    paper = printed("state-2020", annex_rows=(row, *made.annex_rows(2)))
    found = re.findall(r"từ\d{4}", pdf.whole_text(paper))
    assert found == words


@pytest.mark.parametrize("profile_id", profiles.profile_ids())
def test_long_names_stay_inside_their_halves_of_the_header(profile_id: str) -> None:
    profile = profiles.load(profile_id)
    paper = printed(profile_id, issuer=made.LONG_ISSUER)
    left_edge = profile.page.left_mm * pdf.MM
    middle = left_edge + profile.header.left_share * text_width(profile)
    title_top = pdf.word_box(paper, "QUYẾT ĐỊNH")[3]
    header = [box for box in pdf.char_boxes(paper) if box[2] > title_top]
    motto = pdf.word_box(paper, profile.header.motto_lines[0])
    left = [box for box in header if box[1] < middle]
    assert max(box[3] for box in left) < middle
    assert motto[0] >= middle - 1
    assert "ĐẶC KHU CÔN ĐẢO" in pdf.page_text(paper)


def test_issuer_name_beyond_all_room_is_refused_by_name() -> None:
    issuer = replace(made.ISSUERS["state"], issuer_lines=("Ủy ban " * 60,))
    with pytest.raises(UserError, match="Tên cơ quan ban hành"):
        printed("state-2020", issuer=issuer)


def test_signature_never_stands_alone_on_a_page() -> None:
    filler = "Nội dung của điều này được viết dài để đẩy chữ ký sang trang sau. "
    for count in range(12, 40):
        articles = ("Điều mở đầu.", filler * count)
        paper = printed("state-2020", articles=articles, annex_rows=())
        last = pdf.page_text(paper, pdf.page_count(paper) - 1)
        assert last.count("chữ ký") >= 1, count


def test_annex_of_a_state_paper_counts_its_own_pages() -> None:
    state = printed("state-2020", annex_rows=made.annex_rows(60))
    party = printed("party-2026", annex_rows=made.annex_rows(60))
    assert number_at_top(state, 1) == ""
    assert (number_at_top(state, 2), number_at_top(party, 1), number_at_top(party, 2)) == (
        "2",
        "2",
        "3",
    )


def number_at_top(paper: bytes, page: int) -> str:
    height = float(pdf.reader(paper).pages[page].mediabox.height)
    return "".join(b[0] for b in pdf.char_boxes(paper, page) if b[2] > height - 19 * pdf.MM)


def test_very_long_receivers_are_refused_by_name() -> None:
    with pytest.raises(UserError, match="Nơi nhận"):
        printed("state-2020", receivers=tuple(f"Chi bộ thôn {index}" for index in range(60)))
