"""Certificates read back from the PDF: every word, room for the seal, nothing outside its box."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_desktop.documents import borders, fonts, preview, profiles
from danvan_desktop.documents.certificate import (
    PLAIN,
    CertificatePaper,
    PrintLook,
    certificates,
    problems,
)
from danvan_desktop.documents.certificate_data import (
    CertificateData,
    certificate_base,
    filled,
    initiative_reason,
    lead_line,
    texts,
    title_reason,
)
from danvan_desktop.documents.certificate_layout import MM, Line, lay_out
from danvan_desktop.domain.certificate_shipped import SEAL_SPACE, shipped, usual
from danvan_desktop.domain.certificate_template import (
    Border,
    CertificateTemplate,
    Source,
    TemplateField,
    TemplateKind,
)
from danvan_desktop.errors import UserError
from tests.documents import paper_factories
from tests.documents.pdf_reading import drawn_lines, word_box

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
TEMPLATES = {one.id: one.template for one in shipped()}
PARTY_PAPER = TEMPLATES["certificate-party"]
STATE_PAPER = TEMPLATES["certificate-state"]
PAPERS = ((PARTY_PAPER, PARTY), (STATE_PAPER, FRONT))
LONG_RECIPIENTS = (
    "Liên chi hội Nông dân - Phụ nữ - Cựu chiến binh và Ban Công tác Mặt trận khu dân cư Thác Vàng",
    "Ban Chỉ huy Quân sự xã phối hợp Chi đoàn Thanh niên Trường Trung học cơ sở Nguyễn Bỉnh Khiêm",
    "Tổ hợp tác trồng rau an toàn và Chi hội Phụ nữ tổ dân phố số 12 khu đô thị Nghiêng Nghiêng",
)
LONG_INITIATIVE = (
    "Vận động nhân dân hiến đất, đóng góp ngày công mở rộng đường giao thông nông thôn, thắp sáng "
    "đường quê, trồng hoa ven đường gắn với giữ gìn vệ sinh môi trường và bảo đảm an ninh trật tự"
)


def printed(
    *batch: CertificateData, template: CertificateTemplate = PARTY_PAPER, look: PrintLook = PLAIN
) -> bytes:
    return certificates([CertificatePaper(data, template) for data in batch], look)


def sentences(*batch: CertificateData, template: CertificateTemplate = PARTY_PAPER) -> list[str]:
    found = problems([CertificatePaper(data, template) for data in batch])
    return [one.sentence for one in found]


def outside(template: CertificateTemplate, data: CertificateData) -> list[str]:
    """Lines whose ink could leave the box of their field, where it stands once it has slid."""
    found = []
    for one in lay_out(template, data).placed:
        box = template.field(one.field)
        found += [line.text for line in one.lines if not _inside(box, line, template)]
    return found


def _inside(box: TemplateField, line: Line, template: CertificateTemplate) -> bool:
    reach = fonts.reach(line.font)
    foot = (template.paper.height - box.bottom) * MM
    up = (line.y + reach.above * line.size - foot) / MM
    down = (foot - line.y + reach.below * line.size) / MM
    slid = 0.0 if box.slide == "none" else 3 * box.height
    side = reach.side * line.size
    return (
        line.x - side >= box.x * MM - 0.01
        and line.x + line.width + side <= box.right * MM + 0.01
        and up <= box.height + slid + 0.01
        and down <= slid + 0.01
    )


def test_certificates_say_every_word_of_a_party_paper() -> None:
    assert sorted(drawn_lines(printed(PARTY))) == sorted(
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


def test_state_header_has_its_line_under_the_motto() -> None:
    header = lay_out(STATE_PAPER, FRONT).shared[0]
    assert [line.text for line in header.lines] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    motto = header.lines[1]
    assert (header.rules[0].x, header.rules[0].width) == (motto.x, motto.width)


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_title_is_the_largest_text(template: CertificateTemplate) -> None:
    largest = max(lay_out(template, FRONT).lines, key=lambda line: line.size)
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
    lines = drawn_lines(printed(draft, template=STATE_PAPER))
    assert "Đơn Vị Mẫu, ngày tháng năm 2026" in lines
    assert "Quyết định số /QĐ-MTTQ-BTT ngày tháng năm 2026" in " ".join(lines)
    assert "Vào sổ cấp giấy chứng nhận số:" in lines


def test_certificates_optional_texts_are_left_out() -> None:
    bare = replace(PARTY, address="", authority="", register_label="", register_number=None)
    assert len(drawn_lines(printed(bare))) == len(drawn_lines(printed(PARTY))) - 3


def test_lines_over_an_empty_one_come_down_to_the_position() -> None:
    full = {one.field: one for one in lay_out(PARTY_PAPER, PARTY).placed}
    bare = {one.field: one for one in lay_out(PARTY_PAPER, replace(PARTY, authority="")).placed}
    fell = full["place-date"].lines[0].y - bare["place-date"].lines[0].y
    assert fell == pytest.approx(PARTY_PAPER.field("authority").height * MM)
    assert full["position"] == bare["position"]


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_shipped_templates_keep_room_for_signature_and_seal(template: CertificateTemplate) -> None:
    placed = {one.field: one for one in lay_out(template, PARTY).placed}
    name, position = placed["signer"].lines[0], placed["position"].lines[0]
    top_of_name = name.y + fonts.face(name.font).face.capHeight * name.size / 1000
    assert position.y - top_of_name >= SEAL_SPACE * MM
    column = template.field("signer")
    between = [
        one
        for one in template.fields
        if one.bottom > template.field("position").bottom + 0.01
        and one.y < column.y - 0.01
        and one.right > column.x
    ]
    assert between == []


def test_page_is_as_large_as_the_template_says() -> None:
    for template in TEMPLATES.values():
        ((width, height),) = preview.page_sizes(printed(PARTY, template=template))
        paper = template.paper
        assert (width, height) == pytest.approx((paper.width, paper.height), abs=0.1)


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
@pytest.mark.parametrize("recipient", ["Ý", "Nguyễn Thị Mẫu", *LONG_RECIPIENTS])
def test_real_names_fit_into_their_boxes(template: CertificateTemplate, recipient: str) -> None:
    reason = initiative_reason(LONG_INITIATIVE, "mô hình", TITLE, "cấp xã", 2026)
    for data in (PARTY, FRONT):
        long = replace(data, recipient=recipient, reason=reason, prefix="Tập thể")
        assert lay_out(template, long).problems == []
        assert outside(template, long) == []


@given(
    st.integers(1, 40),
    st.integers(0, 60),
    st.sampled_from(sorted(TEMPLATES)),
)
@settings(max_examples=60, deadline=None)
def test_words_stay_in_their_boxes_or_are_refused(
    name_words: int, reason_words: int, template: str
) -> None:
    data = replace(FRONT, recipient="Nghiêng " * name_words, reason="tự quản " * reason_words)
    assert outside(TEMPLATES[template], data) == []


@pytest.mark.parametrize("template", ["certificate-state", "certificate-script", "award-party"])
def test_ink_stays_in_the_boxes_when_the_page_is_measured(template: str) -> None:
    bare = replace(TEMPLATES[template], border=Border.NONE, ground=False)
    reason = initiative_reason(LONG_INITIATIVE, "mô hình", TITLE, "cấp xã", 2026)
    data = replace(FRONT, recipient=LONG_RECIPIENTS[2], reason=reason, authority="KT. CHỦ TỊCH")
    page = preview.render_page(printed(data, template=bare), 0, 150 / 72)
    scale, slack = 150 / 25.4, 2
    inked = bytearray(page.rgb_bytes[: page.stride * page.height])
    for box in bare.fields:
        left = max(int(box.x * scale) - slack, 0) * 3
        right = (int(box.right * scale) + slack) * 3
        for row in range(int(box.y * scale) - slack, int(box.bottom * scale) + slack):
            start = row * page.stride
            inked[start + left : start + right] = b"\xff" * (right - left)
    assert min(inked) > 200


def test_certificates_300_of_the_longest_names() -> None:
    batch = [
        CertificatePaper(
            replace(
                PAPERS[i % 2][1],
                recipient=LONG_RECIPIENTS[i % 3],
                reason=initiative_reason(LONG_INITIATIVE, "mô hình", TITLE, "cấp xã", 2026),
                register_number=f"{i + 1:02d}/2026",
            ),
            PAPERS[i % 2][0],
        )
        for i in range(300)
    ]
    steps: list[tuple[int, int]] = []
    pdf = certificates(batch, progress=lambda done, total, text: steps.append((done, total)))
    assert len(preview.page_sizes(pdf)) == 300
    assert steps == [(i + 1, 300) for i in range(300)]
    assert "Vào sổ cấp giấy chứng nhận số: 300/2026" in drawn_lines(pdf, 299)
    assert len(pdf) < 1_500_000


def test_problems_name_paper_recipient_and_field() -> None:
    bad = replace(PARTY, recipient="Tổ 🌱", position="B" * 300)
    assert sorted(sentences(PARTY, bad)) == [
        "Giấy thứ 2 (Tổ 🌱): Chức vụ người ký quá dài để in vừa chỗ (300 ký tự, tối đa 1 dòng).",
        "Giấy thứ 2 (Tổ 🌱): Tên tập thể, cá nhân có ký tự không in được: “🌱” (U+1F331).",
    ]


def test_certificates_with_a_problem_print_none() -> None:
    with pytest.raises(UserError) as caught:
        printed(*[replace(PARTY, recipient="Rất dài " * 60)] * 12)
    assert caught.value.what.count("\n") == 9
    assert caught.value.what.splitlines()[-1] == "... và 4 chỗ khác."
    assert "Giấy thứ 1" in caught.value.what


def test_certificates_none_chosen() -> None:
    with pytest.raises(UserError, match="Chưa chọn giấy nào"):
        certificates([])


def test_certificates_without_a_recipient_are_refused() -> None:
    assert sentences(replace(PARTY, recipient=" ")) == [
        "Giấy thứ 1 ( ): Tên tập thể, cá nhân còn trống."
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("A&B <img src=x> </para>", "A&B <IMG SRC=X> </PARA>"),
        ("To\u0302\u0309 Ma\u0302\u0303u", "TỔ MẪU"),
        ("Tổ\u202e mẫu\u200b\x07", "TỔ MẪU"),
        ("{số vào sổ} {năm}", "{SỐ VÀO SỔ} {NĂM}"),
        ("Ý", "Ý"),
    ],
)
def test_hostile_words_are_only_words(name: str, shown: str) -> None:
    assert shown in drawn_lines(printed(replace(PARTY, recipient=name)))


def test_a_name_of_200_letters_is_fitted_or_refused_by_name() -> None:
    long = replace(PARTY, recipient=("Ban Công tác Mặt trận khu dân cư " * 7)[:200].strip())
    assert sentences(long) == []
    assert outside(PARTY_PAPER, long) == []
    assert "quá dài" in sentences(replace(PARTY, recipient="W" * 200))[0]


def test_words_only_for_printed_stock_leave_out_what_is_printed() -> None:
    lines = drawn_lines(printed(PARTY, look=PrintLook(stock=True)))
    everything = drawn_lines(printed(PARTY))
    heads = {"ĐẢNG CỘNG SẢN VIỆT NAM", "BAN THƯỜNG VỤ ĐẢNG ỦY XÃ ĐƠN VỊ MẪU", "GIẤY CHỨNG NHẬN"}
    assert sorted(lines) == sorted(line for line in everything if line not in heads)


def test_nudges_move_one_field_by_millimetres() -> None:
    keyed = replace(PARTY, key="k")
    base = lay_out(PARTY_PAPER, keyed).own[1].lines[0]
    moved = lay_out(PARTY_PAPER, keyed, {"recipient": (2.0, 3.0)}).own[1].lines[0]
    assert (moved.x - base.x, base.y - moved.y) == pytest.approx((2 * MM, 3 * MM))
    assert moved.text == base.text


def test_offsets_of_a_printer_move_the_whole_paper_right_and_down() -> None:
    looks = (PLAIN, PrintLook(right=3.0, down=2.0))
    for word in ("GIẤY", PARTY.place):
        one, other = (word_box(printed(PARTY, look=look), word) for look in looks)
        assert other[0] - one[0] == pytest.approx(3 * MM, abs=0.01)
        assert one[1] - other[1] == pytest.approx(2 * MM, abs=0.01)


@pytest.mark.parametrize(
    ("field", "shift"),
    [
        ("signer", (50.0, 0.0)),
        ("signer", (-200.0, 0.0)),
        ("signer", (0.0, 50.0)),
        ("signer", (0.0, -190.0)),
        ("code", (0.0, 30.0)),
        ("code", (-34.0, 0.0)),
    ],
)
def test_words_nudged_off_the_paper_are_a_problem(field: str, shift: tuple[float, float]) -> None:
    data = replace(PARTY, signer="Công Tằng Tôn Nữ Huyền Trân Bích Ngọc (mẫu)", code="HC1:" * 40)
    template = shipped()[0].template
    found = lay_out(template, data, {field: shift}).problems
    label = template.field(field).label
    assert [one.words for one in found] == [f"{label} bị dời ra ngoài giấy."]
    assert lay_out(template, data, {field: (1.0, -1.0)}).problems == []


def test_two_up_lays_two_papers_on_a_sheet() -> None:
    pdf = printed(PARTY, PARTY, PARTY, look=PrintLook(two_up=True))
    assert [(round(w), round(h)) for w, h in preview.page_sizes(pdf)] == [(297, 420)] * 2
    counts = [drawn_lines(pdf, page).count("GIẤY CHỨNG NHẬN") for page in (0, 1)]
    assert counts == [2, 1]


def test_certificates_are_the_same_bytes_again() -> None:
    assert printed(PARTY, FRONT) == printed(PARTY, FRONT)


def test_days_stand_in_figures_for_the_gaps_of_a_blank() -> None:
    known = texts(
        replace(
            PARTY, decision_number="05", decision_date=date(2026, 2, 5), issued_on=date(2026, 11, 7)
        )
    )
    days = [known[one] for one in (Source.DECISION_DAY, Source.DAY, Source.MONTH)]
    assert days == ["05/02/2026", "07", "11"]
    open_days = texts(replace(PARTY, decision_date=None, issued_on=None))
    assert {open_days[one].strip("\u00a0") for one in (Source.DECISION_DAY, Source.DAY)} == {""}


@pytest.mark.parametrize(
    ("signed", "years"),
    [
        (date(2027, 1, 15), ["2026", "2027", "27"]),
        (date(2026, 11, 7), ["2026", "2026", "26"]),
        (None, ["2026", "2026", "26"]),
    ],
)
def test_year_of_signing_is_not_the_year_that_is_honoured(
    signed: date | None, years: list[str]
) -> None:
    known = texts(replace(PARTY, year=2026, issued_on=signed))
    sources = (Source.YEAR, Source.SIGN_YEAR, Source.SIGN_YEAR_END)
    assert [known[one] for one in sources] == years


def test_free_text_is_left_out_when_its_facts_are_unknown() -> None:
    known = texts(replace(PARTY, level="", year=2026))
    assert filled("Cấp {cấp}", known) == ""
    assert filled("Cấp {cấp}, năm {năm}", known) == "Cấp , năm 2026"
    assert filled("TẶNG", known) == "TẶNG"
    assert texts(PARTY)[Source.HEADER] == "ĐẢNG CỘNG SẢN VIỆT NAM"


@pytest.mark.parametrize(
    ("family", "head", "authority", "position", "number"),
    [
        ("party", ("ĐẢNG CỘNG SẢN VIỆT NAM", ""), "T/M BAN THƯỜNG VỤ", "BÍ THƯ", "05-QĐ/ĐU"),
        (
            "state",
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
            "KT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH",
            "05/QĐ-UBND",
        ),
        ("youth", ("ĐOÀN TNCS HỒ CHÍ MINH", ""), "TM. BAN THƯỜNG VỤ", "BÍ THƯ", "05-QĐ/ĐTN"),
    ],
)
def test_certificate_base_follows_the_profile(
    family: str, head: tuple[str, str], authority: str, position: str, number: str
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
    assert (base.authority, base.position) == (authority, position)
    assert base.foot_text.splitlines()[0].startswith(f"Quyết định số {number} ngày")
    assert base.issuer == paper_factories.BODIES[family].upper()
    ready = replace(base, recipient="Thôn Mẫu", reason="Được công nhận")
    assert lay_out(usual(TemplateKind.CERTIFICATE, family).template, ready).problems == []


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


@pytest.mark.parametrize(
    ("short", "broad"), [(210.0, 1.0), (297.0, 297 / 210), (148.0, 148 / 210), (600.0, 2.0)]
)
def test_a_border_is_as_broad_as_becomes_its_paper(short: float, broad: float) -> None:
    assert borders.breadth(short * 1.4 * MM, short * MM) == pytest.approx(broad)


def test_words_at_the_foot_keep_their_size_under_a_long_issuer() -> None:
    """A Front's name is too long for one line: it goes on two, and the lines stay readable."""
    long = "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam xã Đơn Vị Mẫu"
    layout = lay_out(STATE_PAPER, replace(FRONT, decision_issuer=long))
    foot = next(one for one in layout.placed if one.field == "foot")
    assert min(line.size for line in foot.lines) >= 10
