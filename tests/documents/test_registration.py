from __future__ import annotations

import re
from dataclasses import fields, replace

import pytest

from danvan_desktop.documents import profiles
from danvan_desktop.documents.registration import (
    FORM_HEADINGS,
    SHORT_HEADINGS,
    TABLE_BOXES,
    FormLayout,
    RegistrationFormData,
    registration_form,
    registration_list,
)
from danvan_desktop.errors import UserError
from tests.documents import paper_factories as made
from tests.documents import pdf_reading as pdf


def form(profile_id: str, **changes: object) -> bytes:
    profile = profiles.load(profile_id)
    return registration_form(made.registration_form(profile.family, **changes), profile).pdf()


def listed(profile_id: str, **changes: object) -> bytes:
    profile = profiles.load(profile_id)
    return registration_list(made.registration_list(profile.family, **changes), profile).pdf()


def without_page_numbers(text: str) -> str:
    return re.sub(r" \d+$", "", text)


def test_form_reads_as_its_data_in_the_order_of_the_ten_headings() -> None:
    data = made.registration_form("state")
    headings = " ".join(
        f"{number}. {label} {getattr(data, field)}"
        for number, (field, label) in enumerate(FORM_HEADINGS, start=1)
    )
    pages = [without_page_numbers(pdf.page_text(form("state-2020"), page)) for page in (0, 1)]
    assert " ".join(pages) == pdf.squeezed(
        f"""
        ỦY BAN NHÂN DÂN TỈNH MẪU ỦY BAN NHÂN DÂN XÃ YÊN NGHĨA
        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc
        Yên Nghĩa, ngày 12 tháng 3 năm 2026
        PHIẾU ĐĂNG KÝ {data.subject_line} Kính gửi: Khối Dân vận xã Yên Nghĩa
        I. THÔNG TIN CHUNG
        Đơn vị, cá nhân đăng ký: {data.subject} Loại đối tượng: Tập thể
        Địa chỉ: {data.address} Người phụ trách: {data.person_in_charge}
        Lĩnh vực: {data.sector} Đăng ký mới hoặc duy trì: Đăng ký mới
        Cấp đề nghị công nhận: Cấp xã
        Đăng ký với: Đảng ủy xã Yên Nghĩa, ngày 10/03/2026
        II. NỘI DUNG ĐĂNG KÝ {headings}
        XÁC NHẬN CỦA CHI ỦY THÔN ĐÔNG ĐẠI DIỆN ĐƠN VỊ ĐĂNG KÝ (Ký, ghi rõ họ tên)
        """
    )


def test_quantified_value_is_printed_only_when_given() -> None:
    assert "Giá trị định lượng" not in pdf.whole_text(form("state-2020"))
    text = pdf.whole_text(form("farmers", quantified_value="150 triệu đồng/ha/năm"))
    assert "Giá trị định lượng: 150 triệu đồng/ha/năm" in text


def test_every_heading_belongs_to_a_field() -> None:
    names = {field.name for field in fields(RegistrationFormData)}
    assert [field for field, _ in FORM_HEADINGS if field not in names] == []


@pytest.mark.parametrize("profile_id", profiles.profile_ids())
def test_blank_form_prints_with_dots_on_two_pages(profile_id: str) -> None:
    empty = {field: "" for field, _ in FORM_HEADINGS}
    paper = form(profile_id, day=None, subject="", address="", person_in_charge="", **empty)
    assert pdf.page_count(paper) == 2
    assert "10. Khả năng duy trì, nhân rộng XÁC NHẬN CỦA" in pdf.whole_text(paper)


def test_list_reads_row_by_row_with_the_columns_of_the_workbook() -> None:
    rows = made.registration_rows(2)
    lines = " ".join(
        f"{number} {row.name} {row.sector} {row.subject} {row.address} {row.person_in_charge} "
        f"{row.summary} {row.newness} {row.level} {row.note}"
        for number, row in enumerate(rows, start=1)
    )
    text = pdf.page_text(listed("state-2020", rows=rows))
    table = text[text.index("STT") : text.index(" Nơi nhận")]
    assert table == pdf.squeezed(
        f"""STT Tên mô hình, điển hình Lĩnh vực Đơn vị, cá nhân đăng ký Địa chỉ Người phụ trách
        Nội dung chính Mới/duy trì Cấp đề nghị công nhận Ghi chú {lines}
        Tổng số: 08 mô hình, điển hình."""
    )


def test_list_lies_wide_inside_its_margins() -> None:
    paper = listed("party-2026")
    box = pdf.reader(paper).pages[0].mediabox
    assert (round(float(box.width) / pdf.MM), round(float(box.height) / pdf.MM)) == (297, 210)
    boxes = [b for page in range(pdf.page_count(paper)) for b in pdf.char_boxes(paper, page)]
    assert min(b[1] for b in boxes) >= 30 * pdf.MM
    assert max(b[3] for b in boxes) <= float(box.width) - 15 * pdf.MM


def test_header_row_comes_again_and_last_page_carries_rows() -> None:
    for count in range(3, 40, 3):
        paper = listed("state-2020", rows=made.registration_rows(count))
        pages = [pdf.page_text(paper, page) for page in range(pdf.page_count(paper))]
        assert [text.count("Người phụ trách") for text in pages] == [1] * len(pages)
        assert f" {count} " in pages[-1], count


def test_long_and_hostile_names_keep_every_word() -> None:
    row = replace(made.registration_rows(1)[0], name=made.LONG_NAME, subject="Tổ <A&B> </para>")
    text = pdf.page_text(listed("state-2020", rows=(row,)))
    assert f"1 {made.LONG_NAME} {row.sector} Tổ <A&B> </para> " in text


def test_word_without_spaces_is_broken_inside_its_cell() -> None:
    row = replace(made.registration_rows(1)[0], sector="w" * 120)
    paper = listed("state-2020", rows=(row,))
    assert "".join(pdf.page_text(paper).split()).count("w" * 120) == 1
    header = pdf.word_box(paper, "Đơn vị, cá nhân")
    letters = [box for box in pdf.char_boxes(paper) if box[0] == "w" and box[4] < header[1]]
    assert max(box[3] for box in letters) < header[0]


def test_text_beyond_all_limits_is_refused_by_name() -> None:
    with pytest.raises(UserError, match="Mục tiêu"):
        form("state-2020", goals="dài " * 30_000)


def test_character_without_a_glyph_is_refused_by_name() -> None:
    with pytest.raises(UserError, match="Nguồn lực"):
        form("state-2020", resources="Quỹ 💰")


def laid_out(layout: FormLayout, **changes: object) -> str:
    profile = profiles.load("state-2020")
    data = made.registration_form("state", **changes)
    return pdf.whole_text(registration_form(data, profile, layout).pdf())


def test_table_layout_holds_every_heading_of_the_full_form_in_nine_boxes() -> None:
    data, text = made.registration_form("state"), laid_out(FormLayout.TABLE)
    assert len(TABLE_BOXES) == 9
    held = {field for _, fields in TABLE_BOXES for field in fields}
    assert {field for field, _ in FORM_HEADINGS} - held == set()
    for field, _ in FORM_HEADINGS:
        assert getattr(data, field).split("\n")[0][:40] in text


def test_short_layout_has_seven_headings_and_the_sector() -> None:
    data, text = made.registration_form("state"), laid_out(FormLayout.SHORT)
    for number, (_, label) in enumerate(SHORT_HEADINGS, start=1):
        assert f"{number}. {label}" in text
    assert f"Lĩnh vực: {data.sector}" in text


@pytest.mark.parametrize("layout", list(FormLayout))
def test_blank_form_of_each_layout_is_drawn(layout: FormLayout) -> None:
    empty = {field: "" for field, _ in FORM_HEADINGS}
    assert "PHIẾU ĐĂNG KÝ" in laid_out(layout, **empty)
