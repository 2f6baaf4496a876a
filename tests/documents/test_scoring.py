from __future__ import annotations

import re
from dataclasses import replace

import pytest

from danvan_desktop.documents import profiles
from danvan_desktop.documents.scoring import score_sheet
from danvan_desktop.errors import UserError
from tests.documents import paper_factories as made
from tests.documents import pdf_reading as pdf

STATE = profiles.load("state-2020")
BLANK = {"by_hand": True, "result": "", "remarks": (("Nhận xét", ""),)}


def between(text: str, start: str, end: str) -> str:
    return text[text.index(start) : text.index(end)].strip()


def test_graded_sheet_shows_the_three_stages_side_by_side() -> None:
    data = made.grade_sheet()
    text = pdf.whole_text(score_sheet(data, STATE).pdf())
    assert between(text, "PHIẾU", "I. ĐIỀU KIỆN") == pdf.squeezed(
        f"PHIẾU ĐÁNH GIÁ {data.subject_line} "
        + " ".join(f"{label}: {value}" for label, value in data.fields)
    )
    assert between(text, "II. TIÊU CHÍ", "ĐẠI DIỆN") == pdf.squeezed(
        f"""II. TIÊU CHÍ STT Tiêu chí Tự đánh giá Thẩm định Kết luận Ghi chú
        1 {data.lines[0].text} Đạt Đạt Đạt
        2 {data.lines[1].text} Đạt Đạt một phần Đạt một phần Thiếu ảnh sau khi làm
        3 {data.lines[2].text} Đạt Đạt Đạt
        Số tiêu chí đạt 3/3 2/3 2/3
        III. KẾT QUẢ Cách kết luận: {data.rule}
        Nhận xét: {data.remarks[0][1]} Kết luận: {data.result}"""
    )


def test_conditions_have_a_table_of_their_own() -> None:
    data = made.grade_sheet()
    text = pdf.whole_text(score_sheet(data, STATE).pdf())
    assert between(text, "I. ĐIỀU KIỆN", "II. TIÊU CHÍ") == pdf.squeezed(
        f"""I. ĐIỀU KIỆN STT Điều kiện bắt buộc Tự đánh giá Thẩm định Kết luận Ghi chú
        1 {data.conditions[0].text} Đạt Đạt Đạt 2 {data.conditions[1].text} Đạt Đạt Đạt"""
    )


def test_sheet_without_conditions_begins_with_the_criteria() -> None:
    text = pdf.whole_text(score_sheet(made.grade_sheet(conditions=()), STATE).pdf())
    assert ("ĐIỀU KIỆN" in text, "I. TIÊU CHÍ" in text, "II. KẾT QUẢ" in text) == (
        False,
        True,
        True,
    )


def test_points_sheet_has_maximum_and_three_columns_of_points() -> None:
    text = pdf.whole_text(score_sheet(made.points_sheet(), STATE).pdf())
    assert "PHIẾU CHẤM ĐIỂM" in text
    head = "STT Tiêu chí Điểm tối đa Điểm tự chấm Điểm thẩm định Điểm kết luận Ghi chú"
    assert f"{head} I Nhóm tiêu chí 1 30 30 28,5 28,5 1.1 Kết quả" in text
    assert "kèm theo 10 10 9,5 9,5 1.2" in text
    assert "Tổng điểm 90 90 85,5 85,5 Loại tốt" in text


def test_sheet_for_the_pen_has_words_to_tick_and_no_marks() -> None:
    data = made.grade_sheet(**BLANK, totals=())
    text = pdf.whole_text(score_sheet(data, STATE).pdf())
    assert between(text, "II. TIÊU CHÍ", "III. KẾT QUẢ") == pdf.squeezed(
        f"""II. TIÊU CHÍ STT Tiêu chí Đạt Đạt một phần Chưa đạt Ghi chú
        1 {data.lines[0].text} 2 {data.lines[1].text} 3 {data.lines[2].text}"""
    )
    assert "Điều kiện bắt buộc Đạt Không đạt Ghi chú" in text
    assert text.count("Đánh dấu x vào một ô ở mỗi dòng.") == 1


def test_points_sheet_for_the_pen_keeps_only_the_maxima() -> None:
    text = pdf.whole_text(score_sheet(made.points_sheet(**BLANK), STATE).pdf())
    assert ("9,5" in text, "28,5" in text, "Loại tốt" in text) == (False, False, False)
    assert "Tổng điểm 90 III. KẾT QUẢ Nhận xét: Kết luận:" in text


@pytest.mark.parametrize("profile_id", profiles.profile_ids())
def test_signatures_stand_under_the_result_on_the_same_page(profile_id: str) -> None:
    profile = profiles.load(profile_id)
    for count in range(1, 30, 4):
        lines = tuple(replace(made.grade_sheet().lines[0], number=f"{n}") for n in range(count))
        paper = score_sheet(made.grade_sheet(profile.family, lines=lines), profile).pdf()
        last = pdf.page_text(paper, pdf.page_count(paper) - 1)
        assert "Kết luận: Đạt, đề nghị công nhận cấp xã. ĐẠI DIỆN ĐƠN VỊ" in last, count


def test_long_remarks_flow_over_pages_and_keep_two_lines_with_the_signatures() -> None:
    remark = "Nhận xét dài về cách làm và kết quả của mô hình. " * 120
    paper = score_sheet(made.grade_sheet(remarks=(("Nhận xét", remark),)), STATE).pdf()
    pages = [pdf.page_text(paper, page) for page in range(pdf.page_count(paper))]
    text = " ".join(re.sub(r" \d$", "", page) for page in pages)
    assert text.count("Nhận xét dài về cách làm") == 120
    assert "Kết luận: Đạt" in pdf.page_text(paper, pdf.page_count(paper) - 1)


def test_hostile_words_are_printed_as_typed() -> None:
    lines = (replace(made.grade_sheet().lines[0], text="A&B <TT-BNV> </para>"),)
    text = pdf.whole_text(score_sheet(made.grade_sheet(lines=lines, result="<b>x"), STATE).pdf())
    assert "1 A&B <TT-BNV> </para> Đạt Đạt Đạt" in text
    assert "Kết luận: <b>x" in text


def test_character_without_a_glyph_is_refused_by_the_name_of_its_place() -> None:
    with pytest.raises(UserError, match="Kết luận"):
        score_sheet(made.grade_sheet(result="Đạt 👍"), STATE).pdf()
