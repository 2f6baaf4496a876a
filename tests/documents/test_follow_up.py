from __future__ import annotations

import pytest

from danvan_desktop.documents import profiles
from danvan_desktop.documents.follow_up import follow_up_sheet
from danvan_desktop.errors import UserError
from tests.documents import paper_factories as made
from tests.documents import pdf_reading as pdf

STATE = profiles.load("state-2020")


def test_sheet_reads_as_its_data() -> None:
    data = made.follow_up(notes=made.follow_up_notes(2))
    text = pdf.page_text(follow_up_sheet(data, STATE).pdf())
    assert text[text.index("PHIẾU") :] == pdf.squeezed(
        f"""PHIẾU THEO DÕI {data.subject_line}
        Tên mô hình, điển hình: {data.name} Đơn vị, cá nhân thực hiện: {data.subject}
        Địa chỉ: {data.address} Người phụ trách: {data.person_in_charge}
        Lĩnh vực: {data.sector} Đăng ký mới hoặc duy trì: {data.newness}
        Nội dung chính: {data.summary} Tình trạng: {data.status} Tình hình thực hiện:
        Ngày Việc đã làm, kết quả Khó khăn, kiến nghị Người ghi
        01/01/2026 {data.notes[0].text} 02/02/2026 {data.notes[1].text}
        NGƯỜI THEO DÕI (Ký, ghi rõ họ tên)"""
    )


@pytest.mark.parametrize("count", [0, 1, 5, 6, 7, 12, 60])
@pytest.mark.parametrize("profile_id", profiles.profile_ids())
def test_sheet_is_always_one_page(profile_id: str, count: int) -> None:
    profile = profiles.load(profile_id)
    data = made.follow_up(profile.family, notes=made.follow_up_notes(count), name=made.LONG_NAME)
    paper = follow_up_sheet(data, profile).pdf()
    assert pdf.page_count(paper) == 1
    assert made.LONG_NAME in pdf.page_text(paper)


def test_older_notes_are_counted_when_they_do_not_fit() -> None:
    notes = made.follow_up_notes(12)
    data = made.follow_up(notes=(*notes, *notes, *notes))
    text = pdf.page_text(follow_up_sheet(data, STATE).pdf())
    shown = text.count("tổng vệ sinh đoạn đường")
    assert f"Còn {36 - shown} lần ghi trước đó" in text
    assert "12/12/2026 Buổi thứ 11" in text


def test_cause_is_printed_only_where_there_is_one() -> None:
    assert "Nguyên nhân" not in pdf.page_text(follow_up_sheet(made.follow_up(), STATE).pdf())
    stopped = made.follow_up(status="Đã dừng", cause="Thiếu người chủ trì")
    text = pdf.page_text(follow_up_sheet(stopped, STATE).pdf())
    assert "Tình trạng: Đã dừng Nguyên nhân: Thiếu người chủ trì" in text


def test_a_field_that_leaves_no_room_is_refused_by_name() -> None:
    with pytest.raises(UserError, match="Nội dung chính quá dài"):
        follow_up_sheet(made.follow_up(summary=made.LONG_NAME * 20), STATE).pdf()


def test_a_note_longer_than_the_page_gives_way_to_its_count() -> None:
    long_note = made.FollowUpNoteData(made.follow_up_notes(1)[0].day, "rất dài " * 2000)
    text = pdf.page_text(follow_up_sheet(made.follow_up(notes=(long_note,)), STATE).pdf())
    assert "Còn 01 lần ghi trước đó, xem trong phần mềm." in text


def test_fields_are_printed_smaller_before_notes_have_less_than_six_centimetres() -> None:
    sizes = set()
    for times in range(1, 10):
        data = made.follow_up(summary=f"{made.LONG_NAME}. " * times)
        try:
            paper = follow_up_sheet(data, STATE).pdf()
        except UserError:
            break
        table = [one.baseline for one in pdf.rules(paper) if one.right - one.left > 400]
        sizes.add(next(size for text, (_, size) in pdf.faces(paper).items() if "Địa chỉ" in text))
        assert max(table) - min(table) > 55 * pdf.MM, times
    assert len(sizes) == 3
