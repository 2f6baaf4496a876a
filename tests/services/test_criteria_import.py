"""Tables as offices make them: workbooks of many shapes, pasted blocks, files that are none."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from danvan_desktop.domain.criteria import CriteriaSet, Criterion, CriterionKind, Effect
from danvan_desktop.domain.criteria_places import check_set
from danvan_desktop.domain.criteria_tree import nodes
from danvan_desktop.domain.criteria_writing import mapping_of, set_of
from danvan_desktop.domain.marking_words import how_marked
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.table_criteria import propose
from danvan_desktop.domain.table_grid import TableGrid, Weight
from danvan_desktop.errors import UserError
from danvan_desktop.services import criteria_import, criteria_sets
from danvan_desktop.services.criteria_import import Proposal, Role
from danvan_desktop.services.programme_text import parsed, written

D = Decimal
Rows = Sequence[Sequence[Any]]


def book(folder: Path, rows: Rows, merges: Sequence[str] = ()) -> TableGrid:
    """The grid of a workbook with these rows, read back from its file."""
    made = openpyxl.Workbook()
    sheet = made.active
    for row in rows:
        sheet.append(list(row))
    for block in merges:
        sheet.merge_cells(block)
    path = folder / "bang.xlsx"
    made.save(path)
    (grid,) = criteria_import.read_workbook(path)
    return grid


def outline(criteria_set: CriteriaSet) -> list[str]:
    """One line for each node: code, title, points, how it is marked."""
    return [_node(len(path) - 1, node) for path, node in nodes(criteria_set)]


def _node(depth: int, node: Criterion) -> str:
    effect = {Effect.PART: "", Effect.BONUS: " thưởng", Effect.PENALTY: " trừ"}[node.effect]
    kind = f" [{node.kind}]" if node.kind not in (None, CriterionKind.POINTS) else ""
    limit = node.maximum if node.cap is None else node.cap
    points = "" if limit is None else f" {format_decimal(limit)}"
    return f"{'  ' * depth}{node.code} {node.title}:{points}{kind}{effect}"


def doubts(read: Proposal, weight: Weight = Weight.WRONG) -> list[str]:
    return [str(one) for one in read.remarks if one.weight is weight]


def at(criteria_set: CriteriaSet, code: str) -> Criterion:
    return next(node for _, node in nodes(criteria_set) if node.code == code)


def test_plan_annex_with_letterhead_and_two_header_rows(tmp_path: Path) -> None:
    rows = [
        ["ĐẢNG ỦY XÃ (MẪU)", None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"],
        [None, None, None, "Xã (mẫu), ngày 05 tháng 01 năm 2026"],
        ["BẢNG ĐIỂM"],
        ["thi đua Dân vận khéo"],
        ["(Kèm theo Kế hoạch số 12-KH/ĐU)"],
        ["TT", "Nội dung thi đua", "Điểm", None, None, "Ghi chú"],
        [None, None, "Điểm chuẩn", "Tự chấm", "Thẩm định", None],
        [1, 2, 3, 4, 5, 6],
        ["I", "Lãnh đạo, chỉ đạo", 20],
        [1, "Ban hành kế hoạch", 10, None, None, "Có văn bản"],
        ["a", "Kịp thời", 5.5],
        ["b", "Đủ nội dung", "4,5"],
        [2, "Phân công phụ trách", 10],
        ["II", "Kết quả", 80],
        [1, "Số mô hình đăng ký", 30],
        ["-", "Mô hình kinh tế", 15],
        ["-", "Mô hình văn hóa", 15],
        [
            2,
            "Hộ tham gia\n- Từ 90% trở lên: 30 điểm\n- Từ 70% đến dưới 90%: 20 điểm\n"
            "- Dưới 70%: 10 điểm",
            30,
        ],
        [3, "Tin, bài (mỗi tin, bài được 2 điểm, tối đa 20 điểm)", 20],
        [None, "TỔNG CỘNG", 100],
        [
            "Xếp loại: Xuất sắc: từ 90 điểm trở lên; Tốt: từ 80 đến dưới 90 điểm; "
            "Chưa đạt: dưới 80 điểm"
        ],
        ["NGƯỜI CHẤM", None, None, "TM. HỘI ĐỒNG"],
    ]
    merges = ["A6:A7", "B6:B7", "C6:E6", "F6:F7", "A21:F21", "A3:F3"]
    read = criteria_import.proposal(book(tmp_path, rows, merges))
    assert outline(read.criteria_set) == [
        "I Lãnh đạo, chỉ đạo: 20",
        "  I.1 Ban hành kế hoạch: 10",
        "    I.1.a Kịp thời: 5,5",
        "    I.1.b Đủ nội dung: 4,5",
        "  I.2 Phân công phụ trách: 10",
        "II Kết quả: 80",
        "  II.1 Số mô hình đăng ký: 30",
        "    II.1.1 Mô hình kinh tế: 15",
        "    II.1.2 Mô hình văn hóa: 15",
        "  II.2 Hộ tham gia: 30 [bands]",
        "  II.3 Tin, bài (mỗi tin, bài được 2 điểm, tối đa 20 điểm): 20 [count]",
    ]
    found = read.criteria_set
    assert (found.title, found.maximum) == ("BẢNG ĐIỂM thi đua Dân vận khéo", D(100))
    assert [(one.name, one.low, one.high, one.passes) for one in found.ranks] == [
        ("Xuất sắc", D(90), None, True),
        ("Tốt", D(80), D(90), True),
        ("Chưa đạt", D(0), D(80), False),
    ]
    assert doubts(read) == []
    assert [one.key for one in check_set(found)] == ["source"]


def test_sections_with_points_in_their_titles_and_levels_in_rows(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Tỷ lệ đồng thuận")
    rows = [
        ["Stt", "Tiêu chí", "Thang điểm", "Cách tính"],
        ["Nội dung 1: Xây dựng kế hoạch (30 điểm)"],
        ["1", "Có kế hoạch năm", "10 điểm", "Có: 10 điểm; không có: 0 điểm"],
        ["2", "Họp dân", "20đ", "Mỗi cuộc họp 5 điểm, tối đa 20 điểm"],
        ["Nội dung 2: Kết quả (70 điểm)"],
        ["3", decomposed, "40"],
        [None, "Đạt từ 95% trở lên", "40"],
        [None, "Đạt từ 80% đến dưới 95%", "30"],
        [None, "Dưới 80%", "0"],
        ["4", "Duy trì", "25 điểm", "Tốt: 25 điểm; Khá: 20 điểm; Yếu: 0 điểm"],
        ["Tổng", None, "100"],
    ]
    read = criteria_import.proposal(book(tmp_path, rows, ["A2:D2", "A5:D5", "A11:B11"]))
    assert outline(read.criteria_set) == [
        "1 Xây dựng kế hoạch: 30",
        "  1.1 Có kế hoạch năm: 10 [grade]",
        "  1.2 Họp dân: 20 [count]",
        "2 Kết quả: 70",
        "  2.3 Tỷ lệ đồng thuận: 40 [bands]",
        "  2.4 Duy trì: 25 [quality]",
    ]
    words = "2 “Kết quả” khai 70 nhưng các mục cộng lại 65"
    assert doubts(read) == [f"Trang 1, dòng 5: {words}"]
    shown = [(one.where, one.reason) for one in check_set(read.criteria_set) if one.tolerable]
    assert shown == [
        ("Mục 2 “Kết quả”, điểm tối đa", "Tổng điểm các mục con là 65, khác điểm tối đa 70")
    ]


def test_groups_in_a_merged_column_with_points_of_group_and_item(tmp_path: Path) -> None:
    rows = [
        ["STT", "Nhóm nội dung", "Điểm nhóm", "Tiêu chí", "Điểm chi tiết", "Hướng dẫn chấm"],
        [1, "Công tác tổ chức", 30, "Có ban chỉ đạo", 10, "Có quyết định"],
        [None, None, None, "Có quy chế", 20, "Có quy chế"],
        [2, "Kết quả", 70, "Số hộ", 40, "Từ 80% trở lên: 40 điểm; dưới 80%: 0 điểm"],
        [None, None, None, "Nhân rộng", 30, None],
        ["Tổng cộng", None, 100, None, 100],
    ]
    merges = ["A2:A3", "B2:B3", "C2:C3", "A4:A5", "B4:B5", "C4:C5"]
    read = criteria_import.proposal(book(tmp_path, rows, merges))
    assert outline(read.criteria_set) == [
        "1 Công tác tổ chức: 30",
        "  1.1 Có ban chỉ đạo: 10",
        "  1.2 Có quy chế: 20",
        "2 Kết quả: 70",
        "  2.1 Số hộ: 40 [bands]",
        "  2.2 Nhân rộng: 30",
    ]
    assert (read.criteria_set.maximum, doubts(read)) == (D(100), [])


def test_levels_of_marking_in_rows_of_one_merged_criterion(tmp_path: Path) -> None:
    rows = [
        ["TT", "NỘI DUNG", "ĐIỂM TỐI ĐA", "MỨC ĐỘ", "ĐIỂM"],
        [1, "Kế hoạch", 10, "Đúng hạn", 10],
        [None, None, None, "Chậm dưới 5 ngày", 7],
        [None, None, None, "Không có", 0],
        [2, "Tỷ lệ hộ", 20, "Từ 90% trở lên", 20],
        [None, None, None, "Từ 70% đến dưới 90%", 15],
        [None, None, None, "Dưới 70%", 5],
        ["Tổng điểm", None, 30],
    ]
    merges = ["A2:A4", "B2:B4", "C2:C4", "A5:A7", "B5:B7", "C5:C7"]
    read = criteria_import.proposal(book(tmp_path, rows, merges))
    assert outline(read.criteria_set) == ["1 Kế hoạch: 10 [quality]", "2 Tỷ lệ hộ: 20 [bands]"]
    assert [one.points for one in at(read.criteria_set, "2").bands] == [D(5), D(15), D(20)]
    assert [(one.code, one.name) for one in at(read.criteria_set, "1").grades] == [
        ("A", "Đúng hạn"),
        ("B", "Chậm dưới 5 ngày"),
        ("C", "Không có"),
    ]


def test_parts_a_b_c_with_bonus_penalty_and_a_total_that_counts_the_bonus(tmp_path: Path) -> None:
    rows = [
        ["STT", "NỘI DUNG CHẤM ĐIỂM", "ĐIỂM CHUẨN", "ĐƠN VỊ TỰ CHẤM"],
        ["A", "ĐIỂM CHUẨN", 100],
        ["I", "Công tác dân vận", 70],
        [1, "Việc một", 30],
        [2, "Việc hai", 35],
        ["II", "Việc khác", 30],
        [1, "Việc ba", 30],
        ["B", "ĐIỂM THƯỞNG", 10],
        [1, "Mô hình được nhân rộng", "5 điểm/mô hình"],
        [2, "Được khen thưởng cấp tỉnh", "+5"],
        ["C", "ĐIỂM TRỪ"],
        [1, "Gửi báo cáo chậm", "-1 điểm/lần"],
        [2, "Để xảy ra điểm nóng", "Trừ 5 điểm"],
        [None, "TỔNG CỘNG (A+B-C)", 110],
    ]
    read = criteria_import.proposal(book(tmp_path, rows))
    assert outline(read.criteria_set) == [
        "A ĐIỂM CHUẨN: 100",
        "  A.I Công tác dân vận: 70",
        "    A.I.1 Việc một: 30",
        "    A.I.2 Việc hai: 35",
        "  A.II Việc khác: 30",
        "    A.II.1 Việc ba: 30",
        "B ĐIỂM THƯỞNG: 10 thưởng",
        "  B.1 Mô hình được nhân rộng: [count]",
        "  B.2 Được khen thưởng cấp tỉnh: 5",
        "C ĐIỂM TRỪ: trừ",
        "  C.1 Gửi báo cáo chậm: [count]",
        "  C.2 Để xảy ra điểm nóng: 5",
    ]
    words = "A.I “Công tác dân vận” khai 70 nhưng các mục cộng lại 65"
    assert doubts(read) == [f"Trang 1, dòng 3, cột C: {words}"]
    assert doubts(read, Weight.LOOK) == [
        "Trang 1, dòng 14, cột C: tổng cộng 110 gồm 100 điểm các mục và 10 điểm thưởng; "
        "lấy 100 làm điểm tối đa"
    ]


def test_table_of_met_and_not_met(tmp_path: Path) -> None:
    rows = [
        ["STT", "Tiêu chí", "Đạt", "Chưa đạt", "Ghi chú"],
        [1, "Có tên gọi rõ ràng"],
        [None, "- Có người phụ trách"],
        [None, "- Có địa bàn"],
        [2, "Được người dân ủng hộ"],
    ]
    read = criteria_import.proposal(book(tmp_path, rows))
    assert outline(read.criteria_set) == [
        "1 Có tên gọi rõ ràng: [grade]",
        "2 Được người dân ủng hộ: [grade]",
    ]
    assert at(read.criteria_set, "1").guidance == "- Có người phụ trách\n- Có địa bàn"
    assert read.criteria_set.maximum is None


def test_two_points_columns_for_two_kinds_of_commune_are_left_to_a_person(tmp_path: Path) -> None:
    rows = [
        ["TT", "Tiêu chí đánh giá", "Điểm tối đa", None],
        [None, None, "Xã đồng bằng", "Xã miền núi"],
        [1, "Kết quả phong trào", 60, 50],
        [2, "Duy trì", 40, 50],
        [None, "Tổng", 100, 100],
    ]
    grid = book(tmp_path, rows, ["A1:A2", "B1:B2", "C1:D1"])
    read = criteria_import.proposal(grid)
    assert outline(read.criteria_set) == ["1 Kết quả phong trào: 60", "2 Duy trì: 40"]
    assert len(doubts(read, Weight.LOOK)) == 1
    mountains = criteria_import.proposal(grid, read.layout.with_role(3, Role.MAXIMUM))
    assert outline(mountains.criteria_set) == ["1 Kết quả phong trào: 50", "2 Duy trì: 50"]


def test_columns_of_their_own_for_bonus_and_penalty_and_lost_zeros(tmp_path: Path) -> None:
    rows = [
        ["STT", "Nội dung", "Điểm chuẩn", "Điểm cộng", "Điểm trừ"],
        [None, "Tổng điểm", 100],
        ["I", "Kinh tế"],
        ["1.8", "Việc tám", 10, 2],
        ["1.9", "Việc chín", 20, None, 1],
        [1.1, "Việc mười", 20],
        ["Cộng mục I", None, 50],
        ["II", "Văn hóa"],
        [1, "Việc một", 50, "0,5/lần"],
        ["NGƯỜI LẬP BIỂU", None, "CHỦ TỊCH"],
    ]
    read = criteria_import.proposal(book(tmp_path, rows))
    assert outline(read.criteria_set) == [
        "I Kinh tế: 50",
        "  I.1.8 Việc tám: 10",
        "  I.1.9 Việc chín: 20",
        "  I.1.10 Việc mười: 20",
        "II Văn hóa: 50",
        "  II.1 Việc một: 50",
        "1 Điểm thưởng: thưởng",
        "  1.1 Việc tám: 2",
        "  1.2 Việc một: [count]",
        "2 Điểm trừ: trừ",
        "  2.1 Việc chín: 1",
    ]
    assert (read.criteria_set.maximum, doubts(read)) == (D(100), [])


def test_culture_families_table_that_numbers_its_standards(tmp_path: Path) -> None:
    rows = [
        ["Tiêu chuẩn", "Nội dung", "Điểm tối đa"],
        [1, "Gương mẫu chấp hành", 30],
        [2, "Phát triển kinh tế", 30],
        [3, "Nếp sống văn hóa", 30],
        [4, "Môi trường", 10],
        ["Điểm cộng", "Hiến đất làm đường", 5],
        ["Điểm trừ", "Vi phạm giao thông", 5],
    ]
    read = criteria_import.proposal(book(tmp_path, rows))
    assert outline(read.criteria_set)[3:] == [
        "4 Môi trường: 10",
        "5 Điểm cộng: thưởng",
        "  5.1 Hiến đất làm đường: 5",
        "6 Điểm trừ: trừ",
        "  6.1 Vi phạm giao thông: 5",
    ]
    assert read.criteria_set.maximum == D(100)


def test_table_copied_from_word_with_lines_inside_cells() -> None:
    text = (
        "TT\tNội dung chấm\tĐiểm\t\tGhi chú\n\t\tTối đa\tTự chấm\t\n1\tTổ chức\t40\t\t\n"
        'a)\tCó kế hoạch\t10\t\t\nb)\tTỷ lệ hộ tham gia\t30\t\t"- Từ 90% trở lên: 30 điểm\n'
        '- Từ 60% đến dưới 90%: 15 điểm\n- Dưới 60%: 0 điểm"\n2\tKết quả\t60\t\t\n'
        "-\tNếp sống\t30\t\t\n-\tCảnh quan\t30\t\t\n\tTổng cộng\t100\t\t\n"
    )
    read = criteria_import.proposal(criteria_import.read_pasted(text))
    assert outline(read.criteria_set) == [
        "1 Tổ chức: 40",
        "  1.a Có kế hoạch: 10",
        "  1.b Tỷ lệ hộ tham gia: 30 [bands]",
        "2 Kết quả: 60",
        "  2.1 Nếp sống: 30",
        "  2.2 Cảnh quan: 30",
    ]


def test_one_column_without_header() -> None:
    lines = ("I. VIỆC CHUNG (40 điểm)", "1. Kế hoạch: 20 điểm", "2. Tuyên truyền: 20 điểm")
    text = "\n".join((*lines, "II. KẾT QUẢ (60 điểm)", "1. Sức dân: 60 điểm"))
    read = criteria_import.proposal(criteria_import.read_pasted(text))
    assert outline(read.criteria_set) == [
        "I VIỆC CHUNG: 40",
        "  I.1 Kế hoạch: 20",
        "  I.2 Tuyên truyền: 20",
        "II KẾT QUẢ: 60",
        "  II.1 Sức dân: 60",
    ]


RULES = [
    ("Báo cáo chậm mỗi lần trừ 2 điểm", 10, "có 10 điểm, mỗi lần trừ 2 điểm"),
    ("Mỗi mô hình mới cộng 5 điểm, không quá 20 điểm", 20, "mỗi mô hình mới được 5 điểm"),
    ("0,5 điểm/tin, bài", 5, "mỗi tin, bài được 0,5 điểm, nhiều nhất 5 điểm"),
    ("Đạt 100% kế hoạch được 15 điểm, thấp hơn tính theo tỷ lệ", 15, "tính theo tỷ lệ"),
    ("Loại A: 10 điểm, loại B: 7 điểm, loại C: 5 điểm", 10, "A: 10 điểm; B: 7 điểm; C: 5 điểm"),
    ("Đạt: 10 điểm; không đạt: 0 điểm", 10, "Đạt được 10 điểm, chưa đạt 0 điểm"),
    ("Kịp thời: 10 điểm; không kịp thời: 0 điểm", 10, "Đạt được 10 điểm, chưa đạt 0 điểm"),
    ("Trên 95%: 10 điểm; trên 80% đến 95%: 6 điểm; đến 80%: 0 điểm", 10, "trên 80% đến 95%"),
    ("Từ 90%-100%: 10 điểm; từ 80%-89%: 8 điểm; dưới 80%: 0 điểm", 10, "từ 80% đến dưới 90%"),
    (
        "Chậm từ 1 đến 5 ngày trừ 1 điểm; từ 6 đến 10 ngày trừ 2 điểm; quá 10 ngày trừ 3 điểm",
        5,
        "từ 1 ngày đến dưới 6 ngày: 4 điểm; từ 6 ngày đến dưới 11 ngày: 3 điểm",
    ),
    ("Có kế hoạch: 5 điểm; có sơ kết: 5 điểm", 10, "Tối đa 10 điểm."),
    ("Căn cứ hồ sơ, Hội đồng cho điểm", 10, "Tối đa 10 điểm."),
]


@pytest.mark.parametrize(("how", "maximum", "words"), RULES, ids=[one[0] for one in RULES])
def test_words_on_marking_become_a_kind_and_stay_as_guidance(
    how: str, maximum: int, words: str
) -> None:
    grid = TableGrid((("STT", "Nội dung", "Điểm", "Cách chấm"), ("1", "Việc", str(maximum), how)))
    (leaf,) = propose(grid).criteria_set.criteria
    assert words in how_marked(leaf)
    assert leaf.guidance == how
    assert leaf.maximum == D(maximum)


def test_parts_headings_inverse_rates_and_a_bonus_at_the_end(tmp_path: Path) -> None:
    rows = [
        ["Số TT", "Nội dung tiêu chí", "Mức điểm", "Điểm UBND xã đánh giá", "Cách tính điểm"],
        ["A", "B", 1, 2, 3],
        ["PHẦN I. TIÊU CHÍ CHUNG", None, 60],
        [
            1,
            "Tỷ lệ hộ nghèo",
            30,
            None,
            "Từ 3% trở xuống: 30 điểm; trên 3% đến 5%: 20 điểm; trên 5%: 0 điểm",
        ],
        [
            2,
            "Số vụ khiếu kiện",
            30,
            None,
            "Không có vụ nào: 30 điểm; 01 vụ: 15 điểm; từ 02 vụ trở lên: 0 điểm",
        ],
        ["PHẦN II. TIÊU CHÍ RIÊNG", None, 40],
        [1, "Đối thoại", 40],
        [None, "- Định kỳ", 20],
        [None, "- Đột xuất", 20],
        ["III", "ĐIỂM CỘNG: tối đa không quá 5 điểm"],
        [1, "Được khen", 5],
    ]
    read = criteria_import.proposal(book(tmp_path, rows))
    assert outline(read.criteria_set) == [
        "I TIÊU CHÍ CHUNG: 60",
        "  I.1 Tỷ lệ hộ nghèo: 30 [bands]",
        "  I.2 Số vụ khiếu kiện: 30 [bands]",
        "II TIÊU CHÍ RIÊNG: 40",
        "  II.1 Đối thoại: 40",
        "    II.1.1 Định kỳ: 20",
        "    II.1.2 Đột xuất: 20",
        "III ĐIỂM CỘNG: 5 thưởng",
        "  III.1 Được khen: 5",
    ]
    best = {"I.1": D(3), "I.2": D(0), "II.1.1": D(20), "II.1.2": D("17.5"), "III.1": D(9) / 2}
    tried = criteria_sets.try_out(read.criteria_set, best)
    assert tried.result is not None
    assert tried.result.total == D(102)
    assert criteria_sets.try_out(read.criteria_set, best | {"I.1": D("3.01")}).result is not None


def test_grades_with_a_column_of_points_each(tmp_path: Path) -> None:
    rows = [
        ["STT", "Tiêu chí", "Mức điểm"],
        [None, None, "Tốt", "Khá", "Trung bình"],
        [1, "Tuyên truyền", 10, 7, 5],
        [2, "Vận động", 20, 15, 10],
    ]
    read = criteria_import.proposal(book(tmp_path, rows, ["A1:A2", "B1:B2", "C1:E1"]))
    assert outline(read.criteria_set) == [
        "1 Tuyên truyền: 10 [quality]",
        "2 Vận động: 20 [quality]",
    ]
    assert [(one.name, one.points) for one in at(read.criteria_set, "2").grades] == [
        ("Tốt", D(20)),
        ("Khá", D(15)),
        ("Trung bình", D(10)),
    ]


def test_parts_with_a_header_of_their_own_each(tmp_path: Path) -> None:
    rows = [
        ["A. PHẦN ĐIỂM CHUẨN (100 điểm)"],
        ["STT", "NỘI DUNG", "ĐIỂM"],
        ["I", "XÂY DỰNG TỔ CHỨC", 100],
        [1, "Việc một", 100],
        ["B. PHẦN ĐIỂM THƯỞNG (tối đa 5 điểm)"],
        ["STT", "NỘI DUNG", "ĐIỂM"],
        [1, "Sáng kiến", 5],
        ["C. PHẦN ĐIỂM TRỪ"],
        [1, "Chậm báo cáo", "trừ 01 điểm/lần"],
    ]
    read = criteria_import.proposal(book(tmp_path, rows, ["A1:C1", "A5:C5"]))
    assert outline(read.criteria_set) == [
        "A PHẦN ĐIỂM CHUẨN: 100",
        "  A.I XÂY DỰNG TỔ CHỨC: 100",
        "    A.I.1 Việc một: 100",
        "B PHẦN ĐIỂM THƯỞNG: 5 thưởng",
        "  B.1 Sáng kiến: 5",
        "C PHẦN ĐIỂM TRỪ: trừ",
        "  C.1 Chậm báo cáo: [count]",
    ]


def test_plans_and_units_in_columns_of_their_own(tmp_path: Path) -> None:
    rows = [
        ["TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch giao", "Điểm chuẩn", "Phương pháp tính điểm"],
        [1, "Mô hình mới", "mô hình", 5, 20, "Đạt kế hoạch được 20 điểm; thấp hơn tính theo tỷ lệ"],
        [2, "Vi phạm", "vụ", None, 10, "Mỗi vụ trừ 5 điểm"],
    ]
    found = criteria_import.proposal(book(tmp_path, rows)).criteria_set
    first = found.criteria[0]
    assert (first.kind, first.plan, first.unit) == (CriterionKind.QUANTITY, D(5), "mô hình")
    tried = criteria_sets.try_out(found, {"1": D(3), "2": D(1)})
    assert tried.result is not None
    assert tried.result.total == D(17)


def test_sixth_level_is_put_at_the_fifth_with_a_remark() -> None:
    marks = ("A", "I", "1", "a", "-", "+")
    rows = [(mark, f"Việc {mark}", "10") for mark in marks]
    read = propose(TableGrid((("STT", "Nội dung", "Điểm"), *rows)))
    assert outline(read.criteria_set)[-2:] == [
        "        A.I.1.a.1 Việc -: 10",
        "        A.I.1.a.2 Việc +: 10",
    ]
    assert doubts(read, Weight.LOOK) == [
        "Dòng 7: A.I.1.a.2 “Việc +”: quá nhiều cấp, được đặt ở cấp cuối"
    ]


def test_very_long_cells_are_kept_as_far_as_a_programme_takes_them() -> None:
    grid = TableGrid((("STT", "Nội dung", "Điểm"), ("1", "việc " * 600, "5")))
    read = propose(grid)
    (leaf,) = read.criteria_set.criteria
    assert (len(leaf.title), len(leaf.guidance)) == (500, 1999)
    assert len(doubts(read, Weight.LOOK)) == 1


POINTS = [
    ("9,5", "9,5"),
    ("9.5", "9,5"),
    ("10 điểm", "10"),
    ("10đ", "10"),
    ("Tối đa 10 điểm", "10"),
    ("0 - 5", "5"),
    ("từ 1 đến 3 điểm", "3"),
]


@pytest.mark.parametrize(("cell", "points"), POINTS)
def test_points_cells(cell: str, points: str) -> None:
    grid = TableGrid((("STT", "Nội dung", "Điểm"), ("1", "Việc", cell)))
    (leaf,) = propose(grid).criteria_set.criteria
    assert leaf.maximum is not None
    assert format_decimal(leaf.maximum) == points


def test_cells_that_are_not_what_they_look_like_are_remarked(tmp_path: Path) -> None:
    rows = [
        ["STT", "Nội dung", "Điểm"],
        [1, "Việc một", datetime(2026, 5, 9)],
        [2, "Việc hai", "=5+5"],
        [3, "Việc ba", "mười"],
        [4, "Việc bốn", 10],
    ]
    read = criteria_import.proposal(book(tmp_path, rows))
    assert doubts(read, Weight.LOOK)[0] == (
        "Trang 1, dòng 2, cột C: ô là ngày 09/05/2026; nếu là số 9,5 hoặc mã 9.5 thì Excel đã đổi "
        "thành ngày, hãy sửa lại"
    )
    assert doubts(read) == [
        "Trang 1, dòng 3, cột C: ô có công thức mà chưa có kết quả; mở bằng Excel, lưu lại rồi "
        "nhập",
        "Trang 1, dòng 2, cột C: 1 “Việc một”: không đọc được điểm “09/05/2026”",
        "Trang 1, dòng 4, cột C: 3 “Việc ba”: không đọc được điểm “mười”",
    ]


def test_old_fonts_are_remarked(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.append(["TT", "Néi dung", "§iÓm"])
    made.active["B1"].font = Font(name=".VnTime")
    made.save(tmp_path / "cu.xlsx")
    (grid,) = criteria_import.read_workbook(tmp_path / "cu.xlsx")
    assert "phông TCVN3" in grid.remarks[0].text
    pasted = criteria_import.read_pasted("TT\tC«ng t¸c l·nh ®¹o, chØ ®¹o\t10\n")
    assert "TCVN3" in pasted.remarks[0].text
    assert criteria_import.read_pasted("TT\tCông tác lãnh đạo “A” – 5 °C\t10\n").remarks == ()


def test_columns_may_be_chosen_by_a_person(tmp_path: Path) -> None:
    rows = [["Cột một", "Cột hai", "Cột ba"], [1, "Việc", 10], [2, "Khác", 20]]
    grid = book(tmp_path, rows)
    layout = criteria_import.layout_at(grid, 0, 0)
    for column, role in enumerate((Role.CODE, Role.CONTENT, Role.MAXIMUM)):
        layout = layout.with_role(column, role)
    read = criteria_import.proposal(grid, layout)
    assert outline(read.criteria_set) == ["1 Việc: 10", "2 Khác: 20"]


def test_far_cell_and_whole_sheet_merge_are_read_at_once(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.append(["STT", "Nội dung", "Điểm"])
    made.active.append([1, "Việc", 10])
    made.active["XFD1048576"] = "x"
    path = tmp_path / "xa.xlsx"
    made.save(path)
    merged = tmp_path / "gop.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(merged, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet1.xml"):
                block = b'<mergeCells count="1"><mergeCell ref="E5:XFD1048576"/></mergeCells>'
                content = content.replace(b"</sheetData>", b"</sheetData>" + block)
            target.writestr(name, content)
    (grid,) = criteria_import.read_workbook(merged)
    assert grid.rows == (("STT", "Nội dung", "Điểm"), ("1", "Việc", "10"))


BAND_ROWS = (
    "từ 90% trở lên: 20 điểm",
    "Từ 70% đến dưới 90%: 15,5 điểm",
    "Từ 50% đến dưới 70%: 8 điểm",
    "Dưới 50%: 0 điểm",
)


@pytest.mark.parametrize("merges", [(), ("A2:A5", "B2:B5", "C2:C5")])
def test_bands_in_rows_below_are_all_read(tmp_path: Path, merges: Sequence[str]) -> None:
    rows = [
        ("STT", "Tiêu chí", "Điểm tối đa", "Cách chấm"),
        ("1", "Tỷ lệ hộ tham gia", 20, BAND_ROWS[0]),
        *(("", "", "", words) for words in BAND_ROWS[1:]),
        ("2", "Nền nếp", 10, ""),
    ]
    first, second = propose(book(tmp_path, rows, merges)).criteria_set.criteria
    assert [(band.low, band.points) for band in first.bands] == [
        (0, 0),
        (50, 8),
        (70, D("15.5")),
        (90, 20),
    ]
    assert first.guidance == "\n".join(BAND_ROWS)
    assert (second.kind, second.maximum) == (CriterionKind.POINTS, 10)


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_scale_in_words_beside_the_points_says_how_to_mark(
    tmp_path: Path, order: tuple[int, int]
) -> None:
    rows = [
        ("Tiêu chí", "Thang điểm", "Điểm tối đa"),
        ("1. Có kế hoạch", "Có: 5,25 điểm; không có: 0 điểm", "5,25"),
        ("2. Số buổi tuyên truyền", "1,5 điểm/buổi", "7,5"),
        ("3. Tỷ lệ dự họp", "Từ 80% trở lên: 7,75 điểm; dưới 80%: 0 điểm", "7,75"),
        ("Tổng", "", "20,5"),
    ]
    read = propose(book(tmp_path, [(row[0], row[order[0]], row[order[1]]) for row in rows]))
    assert outline(read.criteria_set) == [
        "1 Có kế hoạch: 5,25 [grade]",
        "2 Số buổi tuyên truyền: 7,5 [count]",
        "3 Tỷ lệ dự họp: 7,75 [bands]",
    ]
    assert not [remark for remark in read.remarks if remark.weight is Weight.WRONG]


def test_rules_as_offices_word_them_keep_their_sense(tmp_path: Path) -> None:
    rows = [
        ("TT", "Nội dung", "Điểm chuẩn", "Cách tính điểm"),
        ("1", "Báo cáo", "10", "Chậm 5 ngày trừ 2 điểm; chậm 15 ngày trở lên không chấm điểm"),
        ("2", "Họp giao ban", "10", "Vắng 01 buổi trừ 02 điểm"),
        ("3", "Mô hình", "10", "Mỗi mô hình 2 điểm (tối đa 10 điểm)"),
        ("4", "Điểm trừ", "", "Chậm từ 5 đến dưới 10 ngày trừ 1 điểm; từ 10 ngày trừ 3 điểm"),
        ("", "TỔNG ĐIỂM", "30", ""),
        ("", "XẾP LOẠI", "", ""),
        ("", "Loại Xuất sắc: từ 25 đến 30 điểm", "", ""),
        ("", "Không xếp loại: dưới 25 điểm", "", ""),
    ]
    read = propose(book(tmp_path, rows))
    report, absent, counted, late = read.criteria_set.criteria
    assert report.kind is CriterionKind.POINTS  # nothing is left after 15 days, not everything
    assert (absent.each, absent.unit, absent.deducts) == (2, "buổi", True)
    assert (counted.each, counted.unit, counted.maximum) == (2, "mô hình", 10)
    assert [(band.low, band.points) for band in late.bands] == [(0, 0), (5, 1), (10, 3)]
    assert any("dưới 5 ngày thì không trừ điểm" in one.text for one in read.remarks)
    assert [rank.name for rank in read.criteria_set.ranks] == ["Xuất sắc", "Không xếp loại"]


def test_total_and_ranks_in_the_column_of_groups_are_no_criteria(tmp_path: Path) -> None:
    rows = [
        ("Nhóm", "TT", "Tiêu chí", "Điểm tối đa"),
        ("Nhóm I. Cách làm", "1", "Khảo sát", "10"),
        ("", "2", "Bàn bạc", "17,5"),
        ("Tổng", "", "", "30"),
        ("Giỏi: từ 20 điểm trở lên; Khá: từ 10 đến 19 điểm; Yếu: dưới 10 điểm",),
    ]
    read = propose(book(tmp_path, rows, ("A2:A3", "A4:C4")))
    assert outline(read.criteria_set) == [
        "I Cách làm: 27,5",
        "  1 Khảo sát: 10",
        "  2 Bàn bạc: 17,5",
    ]
    assert read.criteria_set.maximum == 30
    assert [rank.low for rank in read.criteria_set.ranks] == [20, 10, 0]
    words = [remark.text for remark in read.remarks]
    assert "tổng cộng ghi 30 nhưng các mục cộng lại 27,5" in words
    assert "Hạng “Khá” ghi đến 19, lấy đến dưới 20; xem lại các hạng" in words


NO_WORKBOOKS = [
    (b"", "Tệp rỗng"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "kiểu cũ"),
    (b"STT;Noi dung", "không phải tệp Excel"),
    (b"PK\x03\x04 broken", "chưa chép hết"),
]


@pytest.mark.parametrize(("content", "words"), NO_WORKBOOKS)
def test_file_that_is_no_workbook_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "tep.xlsx"
    path.write_bytes(content)
    with pytest.raises(UserError, match=words):
        criteria_import.read_workbook(path)


def test_workbook_that_unfolds_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 90_000_000)
    with pytest.raises(UserError, match="bung ra quá lớn"):
        criteria_import.read_workbook(path)


CELLS = [
    *("", "1", "I", "a)", "-", "1.1", "10", "9,5", "-2", "Nội dung", "Điểm", "Tổng cộng", "STT"),
    *("Điểm thưởng", "Từ 90% trở lên: 10 điểm; dưới 90%: 0 điểm", "Tốt: 5 điểm", "x (5 đ)"),
]
cells = st.sampled_from(CELLS) | st.text(max_size=12)


@given(st.lists(st.lists(cells, min_size=4, max_size=4), max_size=12))
@settings(max_examples=200, deadline=None)
def test_any_table_gives_a_proposal_whose_codes_differ(rows: list[list[str]]) -> None:
    read = propose(TableGrid(tuple(tuple(cell.strip() for cell in row) for row in rows)))
    codes = [node.code for _, node in nodes(read.criteria_set)]
    assert len(codes) == len(set(codes))
    assert {path for path, _ in nodes(read.criteria_set)} <= set(read.rows)
    check_set(read.criteria_set)
    text = written(mapping_of(read.criteria_set))
    assert set_of(parsed(text)) == read.criteria_set
