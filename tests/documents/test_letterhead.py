"""The elements of the table in NĐ 30/2020, Phụ lục I and of the Party's rules, on paper."""

from __future__ import annotations

import pytest

from danvan_desktop.documents import fonts, profiles
from danvan_desktop.documents.decision import recognition_decision
from danvan_desktop.documents.letterhead import foot, number_text, signatures
from danvan_desktop.documents.page import PaperInfo, Sheet, SignatureData
from danvan_desktop.errors import UserError
from tests.documents import paper_factories as made
from tests.documents import pdf_reading as pdf

REGULAR, BOLD, ITALIC, BOLD_ITALIC = (
    "Tinos-Regular",
    "Tinos-Bold",
    "Tinos-Italic",
    "Tinos-BoldItalic",
)
PLACE_DATE = "Yên Nghĩa, ngày 05 tháng 02 năm 2026"


def printed(profile_id: str, **changes: object) -> bytes:
    profile = profiles.load(profile_id)
    return recognition_decision(made.decision(profile.family, **changes), profile).pdf()


@pytest.mark.parametrize(
    ("profile_id", "expected"),
    [
        (
            "state-2020",
            {
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": (BOLD, 12),
                "Độc lập - Tự do - Hạnh phúc": (BOLD, 13),
                "TỈNH MẪU": (REGULAR, 12),
                "XÃ YÊN NGHĨA": (BOLD, 12),
                "Số: 05/QĐ-UBND": (REGULAR, 13),
                PLACE_DATE: (ITALIC, 13),
                "QUYẾT ĐỊNH": (BOLD, 14),
                "Căn cứ chức năng, nhiệm vụ, quyền hạn của cơ quan ban hành;": (ITALIC, 14),
                "Điều 1.": (BOLD, 14),
                "Nơi nhận:": (BOLD_ITALIC, 12),
                "- Như Điều 3;": (REGULAR, 11),
                "KT. CHỦ TỊCH": (BOLD, 14),
                "PHÓ CHỦ TỊCH": (BOLD, 14),
                "Người ký (mẫu)": (BOLD, 14),
            },
        ),
        (
            "party-2026",
            {
                "ĐẢNG CỘNG SẢN VIỆT NAM": (BOLD, 15),
                "ĐẢNG BỘ TỈNH MẪU": (REGULAR, 14),
                "ĐẢNG ỦY XÃ YÊN NGHĨA": (BOLD, 14),
                "*": (REGULAR, 14),
                "Số 05-QĐ/ĐU": (REGULAR, 14),
                PLACE_DATE: (ITALIC, 14),
                "- Căn cứ chức năng, nhiệm vụ, quyền hạn của cơ quan ban hành;": (REGULAR, 14),
                "Nơi nhận:": (REGULAR, 14),
                "T/M BAN THƯỜNG VỤ": (BOLD, 14),
                "BÍ THƯ": (REGULAR, 14),
                "Người ký (mẫu)": (BOLD, 14),
            },
        ),
        (
            "youth",
            {
                "ĐOÀN TNCS HỒ CHÍ MINH": (BOLD, 15),
                "***": (REGULAR, 14),
                "Số: 05-QĐ/ĐTN": (REGULAR, 14),
                "TM. BAN THƯỜNG VỤ": (BOLD, 14),
            },
        ),
        (
            "front",
            {
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": (BOLD, 12),
                "BAN THƯỜNG TRỰC": (BOLD, 12),
                "Số: 05/QĐ-MTTQ-BTT": (REGULAR, 13),
                "TM. BAN THƯỜNG TRỰC": (BOLD, 14),
            },
        ),
        (
            "farmers",
            {
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": (BOLD, 12),
                "*": (REGULAR, 14),
                "Số: 05-QĐ/HND": (REGULAR, 13),
            },
        ),
        ("party-old", {"Số 05 - QĐ/ĐU": (REGULAR, 14)}),
    ],
)
def test_elements_are_set_as_the_rules_say(
    profile_id: str, expected: dict[str, tuple[str, float]]
) -> None:
    faces = pdf.faces(printed(profile_id))
    assert {text: faces.get(text) for text in expected} == expected


def test_rules_are_as_long_as_the_profile_says() -> None:
    motto = fonts.text_width("Độc lập - Tự do - Hạnh phúc", "Tinos-Bold", 13)
    issuer = fonts.text_width("XÃ YÊN NGHĨA", "Tinos-Bold", 12)
    subject = fonts.text_width(made.decision().subject, "Tinos-Bold", 14)
    lengths = pdf.rule_lengths(printed("state-2020", annex_rows=()))
    assert lengths == pytest.approx([issuer * 0.4, motto, subject * 0.4], abs=0.01)


def test_party_title_has_a_rule_of_its_own_length_and_receivers_an_underline() -> None:
    title = fonts.text_width("ĐẢNG CỘNG SẢN VIỆT NAM", "Tinos-Bold", 15)
    receivers = fonts.text_width("Nơi nhận:", "Tinos", 14)
    lengths = pdf.rule_lengths(printed("party-2026", annex_rows=()))
    assert lengths == pytest.approx([title, receivers], abs=0.01)


@pytest.mark.parametrize("profile_id", profiles.profile_ids())
def test_number_and_place_date_stand_on_one_line_below_both_blocks(profile_id: str) -> None:
    paper = printed(profile_id)
    number, day = pdf.word_box(paper, "Số"), pdf.word_box(paper, "Nghĩa, ngày")
    assert number[1] == pytest.approx(day[1], abs=5)
    assert number[2] < day[0]


@pytest.mark.parametrize("profile_id", profiles.profile_ids())
def test_page_number_is_top_centre_from_the_second_page(profile_id: str) -> None:
    profile = profiles.load(profile_id)
    paper = printed(profile_id, articles=("Nội dung dài. " * 250,), annex_rows=())
    page = pdf.reader(paper).pages[1].mediabox
    height, width = float(page.height), float(page.width)
    top = [box for box in pdf.char_boxes(paper, 1) if box[2] > height - 19 * pdf.MM]
    left, right = profile.page.left_mm * pdf.MM, width - profile.page.right_mm * pdf.MM
    assert [box[0] for box in top] == ["2"]
    assert (top[0][1] + top[0][3]) / 2 == pytest.approx((left + right) / 2, abs=0.5 * pdf.MM)
    first = [box for box in pdf.char_boxes(paper, 0) if box[2] > height - 19 * pdf.MM]
    assert first == []


@pytest.mark.parametrize("profile_id", profiles.profile_ids())
def test_text_stays_above_the_bottom_margin(profile_id: str) -> None:
    profile = profiles.load(profile_id)
    paper = printed(profile_id, articles=("Nội dung dài. " * 400,), annex_rows=made.annex_rows(30))
    for page in range(pdf.page_count(paper)):
        lowest = min(box[2] for box in pdf.char_boxes(paper, page))
        assert lowest >= profile.page.bottom_mm * pdf.MM - 0.5, page


@pytest.mark.parametrize(
    ("profile_id", "number", "kind", "expected"),
    [
        ("party-2026", "05", "QĐ", "Số 05-QĐ/ĐU"),
        ("party-2026", "", "QĐ", "Số      -QĐ/ĐU"),
        ("state-2020", "05", "QĐ", "Số: 05/QĐ-ĐU"),
        ("state-2020", " ", "QĐ", "Số:      /QĐ-ĐU"),
        ("state-2020", "249", "", "Số: 249/ĐU"),
        ("party-old", "16", "HD", "Số 16 - HD/ĐU"),
        ("youth", "427-KH/TĐTN-ĐKTHTN", "QĐ", "Số: 427-KH/TĐTN-ĐKTHTN"),
    ],
)
def test_number_text(profile_id: str, number: str, kind: str, expected: str) -> None:
    profile = profiles.load(profile_id)
    assert number_text(profile, made.ISSUERS["party"], kind, number) == expected


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        (SignatureData("Chủ tịch", "", "", ""), "CHỦ TỊCH"),
        (SignatureData("Phó Chủ tịch", "", "for_head", "Chủ tịch"), "KT. CHỦ TỊCH PHÓ CHỦ TỊCH"),
        (SignatureData("Chủ tịch", "", "acting", ""), "Q. CHỦ TỊCH"),
        (SignatureData("Trưởng phòng", "", "by_order", "Chủ tịch"), "TL. CHỦ TỊCH TRƯỞNG PHÒNG"),
        (
            SignatureData("Chánh Văn phòng", "", "by_delegation", "Chủ tịch"),
            "TUQ. CHỦ TỊCH CHÁNH VĂN PHÒNG",
        ),
        (SignatureData("Bí thư", "", "", "T/M Ban Thường vụ"), "T/M BAN THƯỜNG VỤ BÍ THƯ"),
    ],
)
def test_signing_block_is_data(signature: SignatureData, expected: str) -> None:
    text = pdf.page_text(printed("state-2020", signature=signature, annex_rows=()))
    assert text.endswith(f"- Lưu: Văn thư. {expected}")


def test_receivers_longer_than_their_share_of_the_sheet_are_refused() -> None:
    profile, signer = profiles.load("state-2020"), SignatureData("Chủ tịch", "Người ký (mẫu)")
    fitting, too_many = [f"Nơi {number}" for number in range(38)], ["Nơi"] * 60
    assert foot(profile, signer, fitting).wrap(500, 800)[1] < 0.7 * 297 * pdf.MM
    for receivers, wide in ((too_many, False), (fitting, True)):
        with pytest.raises(UserError, match="Nơi nhận quá dài"):
            foot(profile, signer, receivers, wide=wide)


def test_signs_that_are_wider_than_their_block_are_refused_by_name() -> None:
    profile = profiles.load("youth", {"header": {"mark": "*" * 80}})
    with pytest.raises(UserError, match="Dấu dưới tên cơ quan quá dài"):
        recognition_decision(made.decision("youth"), profile)


def test_names_of_signers_stand_on_one_level_under_positions_of_one_and_two_lines() -> None:
    profile = profiles.load("state-2020")
    blocks = [SignatureData("Đại diện\nđơn vị", "Một (mẫu)"), SignatureData("Thư ký", "Hai (mẫu)")]
    paper = Sheet([signatures(profile, blocks)], profile, PaperInfo("Thử", "Thử")).pdf()
    levels = {line.text: line.baseline for line in pdf.text_lines(paper)}
    assert levels["Một (mẫu)"] == levels["Hai (mẫu)"]
    assert levels["ĐẠI DIỆN"] == levels["THƯ KÝ"]
