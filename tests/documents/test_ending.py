"""Where pages end: no heading at the foot, no lone line or row with the signature."""

from __future__ import annotations

import re
from datetime import date

import pytest

from danvan_desktop.documents import profiles
from danvan_desktop.documents.letter import AnnexData, LetterData, TableData, letter
from danvan_desktop.documents.paper_table import TableColumn, TableRow
from tests.documents import paper_factories as made
from tests.documents import pdf_reading as pdf

COLUMNS = (TableColumn("STT", 10, centred=True), TableColumn("Tên", 60), TableColumn("Việc", 40))
FOOT = "Nơi nhận:"
LINE = "Đoạn văn dài vừa đủ để sang dòng thứ hai của trang giấy, thêm mấy chữ nữa cho chắc chắn là"


def printed(body: str, profile_id: str = "state-2020", **changes: object) -> list[str]:
    """The lines of each page, page numbers left out."""
    base = made.decision()
    data = LetterData(
        issuer=base.issuer,
        kind="Báo cáo",
        kind_sign="BC",
        number="05",
        day=date(2026, 2, 5),
        year=2026,
        subject="Kết quả thực hiện",
        signature=base.signature,
        receivers=base.receivers,
        body=body,
        **changes,  # type: ignore[arg-type]
    )
    pages = pdf.page_texts(letter(data, profiles.load(profile_id)).pdf())
    return [re.sub(r"\n\d+\s*$|^\d+\n", "", page).strip() for page in pages]


@pytest.mark.parametrize("profile_id", profiles.profile_ids())
def test_lone_last_line_takes_two_lines_more_along_with_the_signature(profile_id: str) -> None:
    for count in range(20, 46):
        body = "\n".join([f"{number}) Một dòng;" for number in range(count)] + ["Dòng cuối"])
        *_, last = printed(body, profile_id)
        kept = last[: last.index(FOOT)]
        assert "Dòng cuối" in kept, count
        assert f"{count - 1}) Một dòng;" in kept, count


def test_heading_never_ends_a_page_and_its_page_is_as_full_as_it_can_be() -> None:
    for count in range(18, 40):
        body = [f"{number}) Một dòng;" for number in range(count)]
        body += ["III. ĐỀ MỤC LỚN", "1. Đề mục nhỏ", " ".join([LINE] * 4), "IV. CUỐI", LINE * 2]
        for page in printed("\n".join(body)):
            assert not re.search(r"(ĐỀ MỤC LỚN|Đề mục nhỏ|IV\. CUỐI)$", page), count


def test_group_heading_in_a_table_never_ends_a_page() -> None:
    for count in range(25, 60):
        rows = [TableRow((str(n), f"Dòng {n}", "việc")) for n in range(count)]
        rows.insert(count - 2, TableRow(("II", "Nhóm sau (02)"), bold=True))
        annexes = (AnnexData("Danh sách", "Tên", TableData(COLUMNS, tuple(rows))),)
        pages = printed("Có danh sách kèm theo", annexes=annexes)
        assert not any(page.endswith("Nhóm sau (02)") for page in pages), count
        assert sum("Nhóm sau (02)" in page for page in pages) == 1


def test_row_longer_than_a_page_under_a_group_heading_keeps_every_word() -> None:
    words = [f"từ{index:04d}" for index in range(1500)]
    rows = (TableRow(("I", "Nhóm (01)"), bold=True), TableRow(("1", " ".join(words), "việc")))
    pages = printed(
        "Kèm danh sách", annexes=(AnnexData("Danh sách", "Tên", TableData(COLUMNS, rows)),)
    )
    assert re.findall(r"từ\d{4}", " ".join(pages)) == words


def test_table_at_the_end_leaves_two_rows_to_the_signature() -> None:
    for count in range(10, 45):
        rows = tuple(TableRow((str(n), f"Dòng {n}", "việc")) for n in range(count))
        *_, last = printed("Danh sách:\n{bảng}", tables=(TableData(COLUMNS, rows),))
        kept = last[: last.index(FOOT)]
        assert f"Dòng {count - 1}\n" in kept, count
        assert f"Dòng {count - 2}\n" in kept, count
        assert kept.count("STT") == 1, count


def test_long_paragraph_that_fits_without_the_signature_gives_it_two_lines_only() -> None:
    for count in range(15, 20):
        body = [f"{number}) Một dòng;" for number in range(count)]
        *_, last = printed("\n".join([*body, " ".join([LINE] * 5) + ";", "Dòng cuối"]))
        assert len(last[: last.index("Dòng cuối")].strip().splitlines()) == 2, count


def test_heading_goes_along_with_a_last_paragraph_that_goes_whole() -> None:
    for count in range(14, 36):
        body = [f"{number}) Một dòng;" for number in range(count)]
        pages = printed("\n".join([*body, "IV. CUỐI", f"{LINE} {LINE}"]))
        assert not any(page.endswith("IV. CUỐI") for page in pages), count
