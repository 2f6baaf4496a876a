"""Certificates read back from the PDF: the words, the room for the seal, nothing over anything."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from danvan_desktop.documents import fonts, preview, profiles
from danvan_desktop.documents.certificate import CertificateLook, certificates, problems
from danvan_desktop.documents.certificate_data import (
    CertificateData,
    certificate_base,
    initiative_reason,
    lead_line,
    title_reason,
)
from danvan_desktop.documents.certificate_layout import HEIGHT, SEAL_SPACE, WIDTH, Line, lay_out
from danvan_desktop.documents.ornament import INNER
from danvan_desktop.errors import UserError
from tests.documents import paper_factories

TITLE = "mô hình “Dân vận khéo”"
PARTY = CertificateData(
    top_line="ĐẢNG CỘNG SẢN VIỆT NAM",
    issuer="BAN THƯỜNG VỤ ĐẢNG ỦY XÃ ĐƠN VỊ MẪU",
    lead=lead_line("Tập thể"),
    recipient="Chi hội Nông dân thôn Mẫu",
    address="Xã Đơn Vị Mẫu, tỉnh Mẫu",
    reason=initiative_reason("Đoạn đường tự quản", "mô hình", TITLE, "cấp xã", 2026),
    decision_number="05-QĐ/ĐU",
    decision_date=date(2026, 2, 5),
    place="Đơn Vị Mẫu",
    issued_on=date(2026, 2, 5),
    authority="T/M BAN THƯỜNG VỤ",
    position="BÍ THƯ",
    signer="Người ký (mẫu)",
    register_number="05/2026",
)
FRONT = replace(
    PARTY,
    top_line="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    motto="Độc lập - Tự do - Hạnh phúc",
    issuer="ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM XÃ ĐƠN VỊ MẪU",
    authority="TM. BAN THƯỜNG TRỰC",
    position="CHỦ TỊCH",
)
LONG_RECIPIENTS = (
    "Liên chi hội Nông dân - Phụ nữ - Cựu chiến binh và Ban Công tác Mặt trận khu dân cư Thác Vàng",
    "Ban Chỉ huy Quân sự xã phối hợp Chi đoàn Thanh niên Trường Trung học cơ sở Nguyễn Bỉnh Khiêm",
    "Tổ hợp tác trồng rau an toàn và Chi hội Phụ nữ tổ dân phố số 12 khu đô thị Nghiêng Nghiêng",
)
LONG_INITIATIVE = (
    "Vận động nhân dân hiến đất, đóng góp ngày công mở rộng đường giao thông nông thôn, thắp sáng "
    "đường quê, trồng hoa ven đường gắn với giữ gìn vệ sinh môi trường và bảo đảm an ninh trật tự"
)


def page_lines(pdf: bytes, index: int = 0) -> list[str]:
    text = PdfReader(io.BytesIO(pdf)).pages[index].extract_text()
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def overlapping(lines: list[Line]) -> list[tuple[str, str]]:
    """Pairs of lines whose ink boxes (tails to marked capitals) share a place."""
    boxes = [(line, *_box(line)) for line in lines]
    return [
        (a.text, b.text)
        for i, (a, al, ab, ar, at) in enumerate(boxes)
        for b, bl, bb, br, bt in boxes[i + 1 :]
        if al < br and bl < ar and ab < bt and bb < at
    ]


def _box(line: Line) -> tuple[float, float, float, float]:
    width = fonts.text_width(line.text, line.font, line.size)
    left = line.x - width / 2 if line.centred else line.x
    return left, line.y - 0.2 * line.size, left + width, line.y + 0.7 * line.size


def test_certificates_say_every_word_of_a_party_paper() -> None:
    assert sorted(page_lines(certificates([PARTY]))) == sorted(
        [
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "BAN THƯỜNG VỤ ĐẢNG ỦY XÃ ĐƠN VỊ MẪU",
            "GIẤY CHỨNG NHẬN",
            "Chứng nhận tập thể",
            "CHI HỘI NÔNG DÂN THÔN MẪU",
            "Xã Đơn Vị Mẫu, tỉnh Mẫu",
            "Có mô hình “Đoạn đường tự quản”",
            "được công nhận danh hiệu mô hình “Dân vận khéo” cấp xã năm 2026",
            "Đơn Vị Mẫu, ngày 05 tháng 02 năm 2026",
            "T/M BAN THƯỜNG VỤ",
            "BÍ THƯ",
            "Người ký (mẫu)",
            "Quyết định số 05-QĐ/ĐU ngày 05 tháng 02 năm 2026",
            "Vào sổ cấp giấy chứng nhận số: 05/2026",
        ]
    )


def test_certificates_state_header_comes_first_and_in_order() -> None:
    layout = lay_out(FRONT, fonts.TEXT_BOLD)
    assert [line.text for line in layout.fixed] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM XÃ ĐƠN VỊ MẪU",
        "GIẤY CHỨNG NHẬN",
    ]
    motto = layout.fixed[1]
    assert layout.rules[0].width == fonts.text_width(motto.text, motto.font, motto.size)


def test_certificates_title_is_the_largest_text() -> None:
    layout = lay_out(PARTY, fonts.TEXT_BOLD)
    largest = max(layout.fixed + layout.lines, key=lambda line: line.size)
    assert largest.text == "GIẤY CHỨNG NHẬN"


def test_certificates_leave_numbers_and_dates_open() -> None:
    draft = replace(
        FRONT,
        decision_number="        /QĐ-MTTQ-BTT",
        decision_date=None,
        issued_on=None,
        year=2026,
        register_number=None,
    )
    lines = page_lines(certificates([draft]))
    assert "Đơn Vị Mẫu, ngày tháng năm 2026" in lines
    assert "Quyết định số /QĐ-MTTQ-BTT" in lines
    assert "Vào sổ cấp giấy chứng nhận số:" in lines


def test_certificates_optional_texts_are_left_out() -> None:
    bare = replace(PARTY, address="", authority="", register_label="", register_number=None)
    lines = page_lines(certificates([bare]))
    assert len(lines) == len(page_lines(certificates([PARTY]))) - 3


def test_certificates_keep_room_for_signature_and_seal() -> None:
    for data in (PARTY, FRONT):
        lines = {line.text: line for line in lay_out(data, fonts.TEXT_BOLD).lines}
        name = lines[data.signer]
        top_of_name = name.y + fonts.cap_height(name.font, name.size)
        assert lines[data.position].y - top_of_name >= SEAL_SPACE


def test_certificates_page_is_a4_landscape() -> None:
    sizes = [(round(w), round(h)) for w, h in preview.page_sizes(certificates([PARTY, FRONT]))]
    assert sizes == [(297, 210), (297, 210)]


@pytest.mark.parametrize("data", [PARTY, FRONT], ids=["party", "front"])
@pytest.mark.parametrize("font", [fonts.TEXT_BOLD, *fonts.SCRIPTS])
@pytest.mark.parametrize("recipient", ["Ý", "Nguyễn Thị Mẫu", *LONG_RECIPIENTS])
def test_lay_out_real_names_fit_without_overlap(
    data: CertificateData, font: str, recipient: str
) -> None:
    reason = initiative_reason(LONG_INITIATIVE, "mô hình", TITLE, "cấp xã", 2026)
    layout = lay_out(replace(data, recipient=recipient, reason=reason), font)
    assert layout.problems == []
    assert overlapping(layout.fixed + layout.lines) == []


@given(
    st.integers(1, 30),
    st.integers(0, 60),
    st.sampled_from([PARTY, FRONT]),
    st.sampled_from([fonts.TEXT_BOLD, *fonts.SCRIPTS]),
)
@settings(max_examples=60, deadline=None)
def test_lay_out_fits_inside_the_frame_or_refuses(
    name_words: int, reason_words: int, data: CertificateData, font: str
) -> None:
    layout = lay_out(
        replace(data, recipient="Nghiêng " * name_words, reason="tự quản " * reason_words), font
    )
    if layout.problems:
        return
    lines = layout.fixed + layout.lines
    assert overlapping(lines) == []
    for line in lines:
        left, bottom, right, top = _box(line)
        assert left > INNER
        assert right < WIDTH - INNER
        assert bottom > INNER
        assert top < HEIGHT - INNER


def test_certificates_300_of_the_longest_names() -> None:
    batch = [
        replace(
            (PARTY, FRONT)[i % 2],
            recipient=LONG_RECIPIENTS[i % 3],
            reason=initiative_reason(LONG_INITIATIVE, "mô hình", TITLE, "cấp xã", 2026),
            register_number=f"{i + 1:02d}/2026",
        )
        for i in range(300)
    ]
    steps: list[tuple[int, int]] = []
    pdf = certificates(batch, progress=lambda done, total, text: steps.append((done, total)))
    assert len(preview.page_sizes(pdf)) == 300
    assert steps == [(i + 1, 300) for i in range(300)]
    assert "Vào sổ cấp giấy chứng nhận số: 300/2026" in page_lines(pdf, 299)
    assert len(pdf) < 1_500_000


def test_problems_name_paper_recipient_and_field() -> None:
    bad = replace(PARTY, recipient="Tổ 🌱", position="B" * 300)
    assert problems([PARTY, bad]) == [
        "Giấy thứ 2 (Tổ 🌱): Chức vụ người ký quá dài để in vừa chỗ (300 ký tự, tối đa 2 dòng).",
        "Giấy thứ 2 (Tổ 🌱): Tên tập thể, cá nhân có ký tự không in được: “🌱” (U+1F331).",
    ]


def test_certificates_with_a_problem_print_none() -> None:
    batch = [replace(PARTY, recipient="Rất dài " * 60)] * 12
    with pytest.raises(UserError) as caught:
        certificates(batch)
    assert caught.value.what.count("\n") == 9
    assert caught.value.what.splitlines()[-1] == "... và 4 chỗ khác."
    assert "Giấy thứ 1" in caught.value.what


def test_certificates_none_chosen() -> None:
    with pytest.raises(UserError, match="Chưa chọn giấy chứng nhận nào"):
        certificates([])


def test_certificates_hostile_words_are_only_words() -> None:
    lines = page_lines(certificates([replace(PARTY, recipient="A&B <img src=x> </para>")]))
    assert "A&B <IMG SRC=X> </PARA>" in lines


def test_certificates_words_only_for_printed_stock() -> None:
    words = certificates([PARTY], CertificateLook(drawing=False))
    assert page_lines(words) == page_lines(certificates([PARTY]))
    assert len(words) < len(certificates([PARTY]))


def test_certificates_are_the_same_bytes_again() -> None:
    assert certificates([PARTY, FRONT]) == certificates([PARTY, FRONT])


def test_certificates_without_a_recipient_are_refused() -> None:
    assert problems([replace(PARTY, recipient=" ")]) == [
        "Giấy thứ 1 ( ): Tên tập thể, cá nhân còn trống."
    ]


@pytest.mark.parametrize(
    ("family", "head", "authority", "position", "bold", "number"),
    [
        ("party", ("ĐẢNG CỘNG SẢN VIỆT NAM", ""), "T/M BAN THƯỜNG VỤ", "BÍ THƯ", False, "05-QĐ/ĐU"),
        (
            "state",
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
            "KT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH",
            True,
            "05/QĐ-UBND",
        ),
        ("youth", ("ĐOÀN TNCS HỒ CHÍ MINH", ""), "TM. BAN THƯỜNG VỤ", "BÍ THƯ", True, "05-QĐ/ĐTN"),
    ],
)
def test_certificate_base_follows_the_profile(
    family: str, head: tuple[str, str], authority: str, position: str, bold: bool, number: str
) -> None:
    base = certificate_base(
        profiles.choose(family, date(2026, 2, 5)),
        paper_factories.ISSUERS[family],
        paper_factories.SIGNATURES[family],
        body=paper_factories.BODIES[family],
        decision_number="05",
        year=2026,
    )
    assert (base.top_line, base.motto) == head
    assert (base.authority, base.position, base.position_bold) == (authority, position, bold)
    assert base.foot_text.splitlines()[0].startswith(f"Quyết định số {number} ngày")
    assert base.issuer == paper_factories.BODIES[family].upper()
    assert lay_out(replace(base, recipient="Thôn Mẫu"), fonts.TEXT_BOLD).problems == []


def test_certificate_base_leaves_room_for_the_number() -> None:
    base = certificate_base(
        profiles.choose("party", date(2026, 2, 5)),
        paper_factories.ISSUERS["party"],
        paper_factories.SIGNATURES["party"],
    )
    line = base.foot_text.splitlines()[0]
    assert line.split() == ["Quyết", "định", "số", "-QĐ/ĐU", "ngày", "tháng", "năm", "..."]
    assert "số\u00a0" not in line
    assert "\u00a0\u00a0\u00a0-QĐ/ĐU" in line


def test_title_reason_of_an_exemplar() -> None:
    assert title_reason("điển hình “Dân vận khéo”", "cấp xã", 2026) == (
        "Được công nhận danh hiệu điển hình “Dân vận khéo” cấp xã năm 2026"
    )


def test_initiative_reason_quotes_the_name_once() -> None:
    assert initiative_reason("“Hàng cây”", "công trình", TITLE, "", 2026).startswith(
        "Có công trình “Hàng cây”\nđược công nhận"
    )
