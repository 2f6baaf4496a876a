"""Each defect a programme file can have: made once, found once, at its key, in its words."""

from __future__ import annotations

import copy
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.programme_checks import build, check
from danvan_desktop.domain.programme_format import PROGRAMME
from danvan_desktop.domain.programme_reading import Defect

REMOVED = ...


def graded(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "title": f"Tiêu chí {code}", **more}


def pointed(code: str, maximum: Any, **more: Any) -> dict[str, Any]:
    return graded(code, kind="points", maximum=maximum, **more)


def once(**more: Any) -> dict[str, Any]:
    return {
        "code": "x",
        "title": "Hạn",
        "wording": "chậm nhất ngày ấy",
        "boundary": "by",
        "recurrence": "once",
        "source": "V",
        **more,
    }


BANDS = [
    {"low": 0, "high": 50, "points": 0},
    {"low": 50, "high": 80, "points": 5},
    {"low": 80, "points": 10},
]
RANKS = [
    {"code": "dat", "name": "Đạt", "low": 70, "high": 90},
    {"code": "tot", "name": "Tốt", "low": 90},
    {"code": "chua", "name": "Chưa đạt", "low": 0, "high": 70, "passes": False},
]


def sound() -> dict[str, Any]:
    """A programme with one of everything and no defect."""
    return {
        "format": 1,
        "id": "mau-2026",
        "version": 1,
        "name": "Chương trình mẫu",
        "first_year": 2026,
        "last_year": 2027,
        "issuer": {"name": "Đơn vị mẫu", "channel": "party"},
        "paper": {"kind": "Kế hoạch", "title": "Thực hiện phong trào", "date": date(2026, 1, 5)},
        "levels": [
            {"code": "xa", "name": "Cấp xã", "rank": 0},
            {"code": "tinh", "name": "Cấp tỉnh", "rank": 1},
        ],
        "sectors": [
            {"code": "kt", "name": "Kinh tế", "shared": "KT"},
            {"code": "vh", "name": "Văn hóa", "shared": "VHXH"},
        ],
        "titles": [
            {"code": "mo-hinh", "name": "Mô hình", "source": "III", "criteria": {}},
            {
                "code": "dien-hinh",
                "name": "Điển hình",
                "when": "review",
                "given_from": "recognition",
                "from_titles": ["mo-hinh"],
                "source": "III",
                "criteria": {"individual": "dat"},
            },
        ],
        "criteria_sets": [
            {
                "code": "dat",
                "title": "Đạt, không đạt",
                "subject_kinds": ["collective", "individual"],
                "source": "II",
                "conditions": [{"code": "a", "title": "Đã đăng ký", "check": "registered"}],
                "criteria": [graded("1"), graded("2", children=[graded("2.1"), graded("2.2")])],
                "pass_rule": {"min_met": 2, "max_partly": 1, "max_not_met": "no_limit"},
            },
            {
                "code": "diem",
                "title": "Chấm điểm",
                "subject_kinds": ["collective"],
                "source": "II",
                "maximum": 100,
                "clamp": [0, 100],
                "criteria": [
                    graded(
                        "I",
                        maximum=60,
                        floor=20,
                        children=[pointed("1", 40, step=Decimal("0.5")), pointed("2", 20)],
                    ),
                    graded("II", kind="bands", maximum=10, bands=BANDS),
                    graded("III", maximum=10),
                    graded(
                        "IV",
                        maximum=30,
                        cap=20,
                        children=[pointed("4.1", 20), pointed("4.2", 10)],
                    ),
                ],
                "pass_rule": {"min_points": 70},
                "ranks": RANKS,
            },
        ],
        "authorities": [
            {
                "body_kinds": ["party_committee"],
                "level": "xa",
                "titles": ["mo-hinh"],
                "body": "Đảng ủy",
                "unit_tier": 2,
                "source": "IV",
            }
        ],
        "registration": {
            "quantified_sectors": ["kt"],
            "demanded": ["goals"],
            "confirmations": [{"kind": "effect", "by": "Cấp trên"}],
            "source": "III",
        },
        "deadlines": [
            {
                "code": "bao-cao",
                "title": "Báo cáo",
                "wording": "trước ngày 28/02 hằng năm",
                "boundary": "before",
                "recurrence": "yearly",
                "day": 28,
                "month": 2,
                "paper": "report",
                "source": "V",
            },
            {
                "code": "tong-ket",
                "title": "Tổng kết",
                "wording": "Quý IV/2027",
                "boundary": "within",
                "recurrence": "once",
                "start": [10, 1],
                "day": 31,
                "month": 12,
                "year": 2027,
                "set_by_office": True,
            },
            {
                "code": "so-ket",
                "title": "Sơ kết",
                "wording": "không nêu ngày",
                "boundary": "within",
                "recurrence": "once",
                "not_in_paper": True,
            },
        ],
        "targets": [
            {
                "code": "du-linh-vuc",
                "title": "Có mô hình ở cả hai lĩnh vực",
                "measure": "units_with_sectors",
                "who": "Thôn",
                "unit": "%",
                "at_least": 80,
                "level": "xa",
                "sectors": ["kt", "vh"],
                "source": "II",
            },
            {
                "code": "so-luong",
                "title": "Số mô hình",
                "measure": "registered",
                "who": "Xã",
                "unit": "mô hình",
                "set_by_office": True,
            },
        ],
        "papers": [{"kind": "report", "title": "Báo cáo", "source": "V"}],
        "gaps": [{"key": "paper.number", "question": "Số kế hoạch"}],
    }


def ready() -> dict[str, Any]:
    """`sound` with both criteria sets in use."""
    mapping = copy.deepcopy(sound())
    mapping["titles"][0]["criteria"] = {"collective": "diem"}
    return mapping


def with_value(mapping: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """The mapping with the value at `a[0].b` put, or taken out."""
    *steps, last = [
        int(step) if step.isdigit() else step for step in re.findall(r"[^.\[\]]+", path)
    ]
    place: Any = mapping
    for step in steps:
        place = place[step]
    if value is REMOVED:
        del place[last]
    elif isinstance(place, list) and last == len(place):
        place.append(value)
    else:
        place[last] = value
    return mapping


def found(path: str, value: object) -> list[tuple[str, str]]:
    return [(one.key, one.reason) for one in check(with_value(ready(), path, value))]


def test_check_of_a_sound_mapping() -> None:
    assert check(ready(), file="x.toml") == []


def test_build_of_a_sound_mapping_keeps_every_table() -> None:
    programme = build(ready())
    counts = {
        name: len(getattr(programme, name))
        for name in ("levels", "sectors", "titles", "criteria_sets", "authorities", "deadlines")
    }
    assert counts == {
        "levels": 2,
        "sectors": 2,
        "titles": 2,
        "criteria_sets": 2,
        "authorities": 1,
        "deadlines": 3,
    }
    assert programme.criteria_set("dat").pass_rule.max_not_met is None
    assert programme.criteria_set("diem").clamp == (Decimal(0), Decimal(100))
    assert programme.deadlines[1].start == (10, 1)


def test_build_of_a_mapping_with_defects() -> None:
    with pytest.raises(ValueError, match="version: thiếu khóa bắt buộc"):
        build(with_value(ready(), "version", REMOVED))


def test_check_names_the_file() -> None:
    assert check(with_value(ready(), "id", REMOVED), file="sai.toml") == [
        Defect("sai.toml", "id", "thiếu khóa bắt buộc")
    ]


SET = "criteria_sets[0]"
POINTS = "criteria_sets[1]"

SHAPES = [
    ("verson", 1, "verson", "khóa không có trong định dạng, có phải “version”?"),
    ("zzz", 1, "zzz", "khóa không có trong định dạng"),
    ("version", "1", "version", "phải là số nguyên, đang là chữ"),
    ("version", True, "version", "phải là số nguyên, đang là true/false"),
    ("version", 0, "version", "phải từ 1 đến 1000000"),
    ("format", 2, "format", "phải từ 1 đến 1"),
    ("name", "", "name", "để trống"),
    ("name", "   ", "name", "để trống"),
    ("name", 5, "name", "phải là chữ đặt trong dấu nháy, đang là số"),
    ("name", "x" * 251, "name", "dài 251 ký tự, tối đa 250"),
    ("name", "Hai\ndòng", "name", "phải nằm trên một dòng"),
    ("name", "Ẩn\u200bđi", "name", "có ký tự ẩn hoặc ký tự điều khiển, hãy gõ lại"),
    ("name", "Đảo\u202echữ", "name", "có ký tự ẩn hoặc ký tự điều khiển, hãy gõ lại"),
    (
        "name",
        "Mo\u0302 hi\u0300nh",
        "name",
        "chữ có dấu chưa ở dạng dựng sẵn (NFC), hãy gõ lại bằng bảng mã Unicode",
    ),
    (
        "id",
        "Mẫu 2026",
        "id",
        "mã “Mẫu 2026” không hợp lệ: chỉ dùng chữ thường không dấu, chữ số và gạch nối",
    ),
    (
        "targets[1].code",
        "hai từ",
        "targets[1].code",
        "mã “hai từ” không hợp lệ: chỉ dùng chữ, chữ số, dấu chấm, gạch nối, không có dấu cách",
    ),
    ("issuer", "Đảng ủy", "issuer", "phải là một bảng, đang là chữ"),
    ("issuer.name", REMOVED, "issuer.name", "thiếu khóa bắt buộc"),
    (
        "issuer.channel",
        "paty",
        "issuer.channel",
        "giá trị “paty” không có trong danh sách; có phải “party”?",
    ),
    (
        "sectors[0].shared",
        "xx",
        "sectors[0].shared",
        "giá trị “xx” không có trong danh sách; chỉ nhận: KT, VHXH, QPAN, HTCT, KHAC",
    ),
    (
        "deadlines[0].paper",
        7,
        "deadlines[0].paper",
        "phải là chữ đặt trong dấu nháy, đang là số",
    ),
    (
        "paper.date",
        "2026-01-05",
        "paper.date",
        "phải là ngày viết như 2026-03-05, không đặt trong dấu nháy, đang là chữ",
    ),
    (
        "paper.date",
        datetime(2026, 1, 5),
        "paper.date",
        "phải là ngày viết như 2026-03-05, không đặt trong dấu nháy, đang là ngày giờ",
    ),
    ("paper.date", date(1900, 1, 5), "paper.date", "năm phải từ 1945 đến 2100"),
    ("levels[0]", "xã", "levels[0]", "phải là một bảng, đang là chữ"),
    ("papers", {"kind": "report"}, "papers", "phải là danh sách trong [ ], đang là một bảng"),
    (f"{SET}.subject_kinds", [], f"{SET}.subject_kinds", "có 0 mục, phải từ 1 đến 500 mục"),
    (f"{POINTS}.clamp", [0], f"{POINTS}.clamp", "có 1 mục, phải từ 2 đến 2 mục"),
    (
        "registration.certificates",
        1,
        "registration.certificates",
        "phải là true hoặc false, đang là số",
    ),
    (
        "registration.demanded[0]",
        "goal",
        "registration.demanded[0]",
        "giá trị “goal” không có trong danh sách; có phải “goals”?",
    ),
    ("targets[0].at_least", None, "targets[0].at_least", "phải là số, đang là thứ khác"),
    ("targets[0].at_least", float("nan"), "targets[0].at_least", "phải từ 0 đến 1.000.000"),
    ("targets[0].at_least", Decimal("sNaN"), "targets[0].at_least", "phải từ 0 đến 1.000.000"),
    ("targets[0].at_least", Decimal("-1"), "targets[0].at_least", "phải từ 0 đến 1.000.000"),
    (
        "targets[0].at_least",
        Decimal("0.125"),
        "targets[0].at_least",
        "chỉ được có tối đa 2 chữ số thập phân",
    ),
    (
        f"{SET}.criteria[1].children[0].children",
        [graded("x", children=[graded("y")])],
        f"{SET}.criteria[1].children[0].children[0].children",
        "lồng quá 3 cấp",
    ),
    (
        "titles[0].criteria.tap_the",
        "dat",
        "titles[0].criteria.tap_the",
        "giá trị “tap_the” không có trong danh sách; chỉ nhận: collective, individual, household",
    ),
]

RULES = [
    ("last_year", 2025, "last_year", "phải từ 2026 trở đi"),
    ("paper.date", date(2028, 1, 1), "paper.date", "ngày văn bản sau giai đoạn 2026-2027"),
    ("levels[1].rank", 0, "levels[1].rank", "“0” đã dùng ở levels[0].rank"),
    (
        "papers[1]",
        {"kind": "report", "title": "Báo cáo"},
        "papers[1].source",
        "chưa nêu văn bản và điều, mục",
    ),
    ("titles[0].source", REMOVED, "titles[0].source", "chưa nêu văn bản và điều, mục"),
    (f"{SET}.source", "", f"{SET}.source", "chưa nêu văn bản và điều, mục"),
    ("authorities[0].source", REMOVED, "authorities[0].source", "chưa nêu văn bản và điều, mục"),
    ("deadlines[0].source", REMOVED, "deadlines[0].source", "chưa nêu văn bản và điều, mục"),
    ("targets[0].source", REMOVED, "targets[0].source", "chưa nêu văn bản và điều, mục"),
    ("registration.source", REMOVED, "registration.source", "chưa nêu văn bản và điều, mục"),
    ("authorities[0].level", "huyen", "authorities[0].level", "không có cấp nào mang mã “huyen”"),
    (
        "authorities[0].titles",
        ["mo-hinh", "x"],
        "authorities[0].titles",
        "không có danh hiệu nào mang mã “x”",
    ),
    (
        "authorities",
        [],
        "authorities",
        "không có mục nào; nếu văn bản không nêu, thêm [[gaps]] có key = “authorities”",
    ),
    ("targets[0].level", "huyen", "targets[0].level", "không có cấp nào mang mã “huyen”"),
    ("targets[0].sectors", ["x"], "targets[0].sectors", "không có lĩnh vực nào mang mã “x”"),
    (
        "targets[0].sectors",
        REMOVED,
        "targets[0].sectors",
        "thiếu các lĩnh vực phải có mô hình",
    ),
    ("targets[0].at_least", 101, "targets[0].at_least", "tỷ lệ phải từ 0 đến 100"),
    ("targets[0].unit", "xã", "targets[0].unit", "chỉ tiêu theo tỷ lệ thì đơn vị tính là “%”"),
    (
        "targets[0].at_least",
        REMOVED,
        "targets[0].at_least",
        "thiếu con số; nếu đơn vị tự đặt thì ghi set_by_office = true",
    ),
    (
        "registration.quantified_sectors",
        ["x"],
        "registration.quantified_sectors",
        "không có lĩnh vực nào mang mã “x”",
    ),
    ("titles[0].criteria", {}, "titles[0].criteria", "chưa có bộ tiêu chí cho loại chủ thể nào"),
    (
        "titles[0].criteria.collective",
        "x",
        "titles[0].criteria.collective",
        "không có bộ tiêu chí nào mang mã “x”",
    ),
    (
        "titles[0].criteria.household",
        "dat",
        "titles[0].criteria.household",
        "bộ tiêu chí “dat” không dành cho “household”",
    ),
    (
        "titles[1].from_titles",
        [],
        "titles[1].from_titles",
        "lấy từ nơi đã công nhận thì phải nêu danh hiệu nào",
    ),
    (
        "titles[1].given_from",
        "registration",
        "titles[1].from_titles",
        "chỉ dùng khi given_from = “recognition”",
    ),
    (
        "titles[1].from_titles",
        ["mo-hinh", "dien-hinh"],
        "titles[1].from_titles",
        "không thể lấy từ chính danh hiệu này",
    ),
    (
        "titles[1].from_titles",
        ["x"],
        "titles[1].from_titles",
        "không có danh hiệu nào mang mã “x”",
    ),
    ("deadlines[0].day", 30, "deadlines[0].day", "không có ngày 30 trong tháng"),
    (
        "deadlines[2]",
        once(boundary="around", day=5),
        "deadlines[2].month",
        "có ngày thì phải có tháng",
    ),
    ("deadlines[0].year", 2026, "deadlines[0].year", "chỉ hạn một lần mới có năm"),
    ("deadlines[1].year", 2028, "deadlines[1].year", "năm 2028 ngoài giai đoạn 2026-2027"),
    (
        "deadlines[1].year",
        REMOVED,
        "deadlines[1].year",
        "hạn một lần trong giai đoạn nhiều năm phải có năm",
    ),
    ("deadlines[1].start", [2, 30], "deadlines[1].start", "không có ngày bắt đầu 30 trong tháng"),
    (
        "deadlines[0].start",
        [1, 1],
        "deadlines[0].start",
        "chỉ hạn trong một khoảng thời gian mới có ngày bắt đầu",
    ),
    ("deadlines[2]", once(), "deadlines[2].day", "thiếu ngày, tháng của hạn"),
    (
        "deadlines[2]",
        once(day=29, month=2, year=2027),
        "deadlines[2].day",
        "không có ngày 29 trong tháng",
    ),
    (
        "deadlines[1].not_in_paper",
        True,
        "deadlines[1].not_in_paper",
        "văn bản không nêu thì không ghi ngày, tháng",
    ),
    (
        f"{SET}.conditions[0].check",
        "building_confirmed",
        f"{SET}.conditions[0].check",
        "cần một mục [[registration.confirmations]] có kind = “building”",
    ),
]

CRITERIA = [
    (
        f"{SET}.criteria[0].code",
        "2.1",
        f"{SET}.criteria[1].children[0].code",
        f"“2.1” đã dùng ở {SET}.criteria[0].code",
    ),
    (
        f"{SET}.conditions[0].code",
        "1",
        f"{SET}.criteria[0].code",
        f"“1” đã dùng ở {SET}.conditions[0].code",
    ),
    (
        f"{SET}.criteria[0].sectors",
        ["x"],
        f"{SET}.criteria[0].sectors",
        "không có lĩnh vực nào mang mã “x”",
    ),
    (
        f"{SET}.criteria[0].subject_kinds",
        ["collective", "household"],
        f"{SET}.criteria[0].subject_kinds",
        "bộ tiêu chí không dành cho “household”",
    ),
    (f"{SET}.maximum", 10, f"{SET}.maximum", "chỉ dùng cho bộ tiêu chí chấm điểm"),
    (f"{SET}.ranks", RANKS, f"{SET}.ranks", "chỉ dùng cho bộ tiêu chí chấm điểm"),
    (
        f"{SET}.pass_rule.min_points",
        5,
        f"{SET}.pass_rule.min_points",
        "chỉ dùng cho bộ tiêu chí chấm điểm",
    ),
    (
        f"{SET}.pass_rule.min_met",
        4,
        f"{SET}.pass_rule.min_met",
        "bộ tiêu chí chỉ có 3 tiêu chí xét đạt, không đạt",
    ),
    (
        f"{SET}.pass_rule.max_not_met",
        "nolimit",
        f"{SET}.pass_rule.max_not_met",
        "phải là số nguyên, đang là chữ",
    ),
    (
        f"{SET}.criteria[0].step",
        1,
        f"{SET}.criteria[0].step",
        "không dùng cho tiêu chí đạt, không đạt (kind = “grade”)",
    ),
    (
        f"{SET}.criteria[0].floor",
        1,
        f"{SET}.criteria[0].floor",
        "không dùng cho tiêu chí đạt, không đạt (kind = “grade”)",
    ),
    (f"{SET}.criteria[0].cap", 1, f"{SET}.criteria[0].cap", "chỉ mục có mục con mới có trần"),
    (f"{SET}.criteria[1].maximum", 5, f"{SET}.criteria[1].maximum", "các mục con không có điểm"),
    (f"{SET}.criteria[1].veto", True, f"{SET}.criteria[1].veto", "các mục con không có điểm"),
    (
        f"{SET}.criteria[1].kind",
        "grade",
        f"{SET}.criteria[1].kind",
        "mục có mục con thì không chấm, không ghi khóa này",
    ),
    (
        f"{SET}.criteria[1].evidence_required",
        True,
        f"{SET}.criteria[1].evidence_required",
        "mục có mục con thì không chấm, không ghi khóa này",
    ),
    (
        f"{POINTS}.maximum",
        90,
        f"{POINTS}.maximum",
        "tổng điểm các mục con là 100, khác điểm tối đa 90",
    ),
    (
        f"{POINTS}.maximum",
        REMOVED,
        f"{POINTS}.maximum",
        "thiếu điểm tối đa (tổng điểm các mục con)",
    ),
    (
        f"{POINTS}.criteria[0].children[1].maximum",
        15,
        f"{POINTS}.criteria[0].maximum",
        "tổng điểm các mục con là 55, khác điểm tối đa 60",
    ),
    (
        f"{POINTS}.criteria[0].maximum",
        REMOVED,
        f"{POINTS}.criteria[0].maximum",
        "thiếu điểm tối đa (tổng điểm các mục con)",
    ),
    (
        f"{POINTS}.criteria[0].children[1].sectors",
        ["kt"],
        f"{POINTS}.criteria[0].maximum",
        "tổng điểm các mục con là 40, khác điểm tối đa 60 (lĩnh vực “vh”, tập thể)",
    ),
    (
        f"{POINTS}.criteria[0].children[0].maximum",
        REMOVED,
        f"{POINTS}.criteria[0].children[0].maximum",
        "tiêu chí chấm điểm thiếu điểm tối đa",
    ),
    (
        f"{POINTS}.criteria[0].children[0].step",
        Decimal("0.3"),
        f"{POINTS}.criteria[0].children[0].step",
        "bước 0,3 không chia hết điểm tối đa 40",
    ),
    (
        f"{POINTS}.criteria[0].children[0].step",
        0,
        f"{POINTS}.criteria[0].children[0].step",
        "bước điểm phải lớn hơn 0",
    ),
    (
        f"{POINTS}.criteria[0].children[0].floor",
        41,
        f"{POINTS}.criteria[0].children[0].floor",
        "điểm sàn 41 quá điểm tối đa 40",
    ),
    (
        f"{POINTS}.criteria[0].children[0].bands",
        BANDS,
        f"{POINTS}.criteria[0].children[0].bands",
        "chỉ dùng khi kind = “bands”",
    ),
    (
        f"{POINTS}.criteria[0].floor",
        61,
        f"{POINTS}.criteria[0].floor",
        "điểm sàn 61 quá điểm tối đa 60",
    ),
    (
        f"{POINTS}.criteria[0].step",
        1,
        f"{POINTS}.criteria[0].step",
        "mục có mục con thì không chấm, không ghi khóa này",
    ),
    (
        f"{POINTS}.criteria[3].cap",
        0,
        f"{POINTS}.criteria[3].cap",
        "trần của mục phải lớn hơn 0 và không quá 30",
    ),
    (
        f"{POINTS}.criteria[3].floor",
        21,
        f"{POINTS}.criteria[3].floor",
        "điểm sàn 21 quá điểm tối đa 20",
    ),
    (
        f"{POINTS}.criteria[1].bands",
        REMOVED,
        f"{POINTS}.criteria[1].bands",
        "thiếu các khoảng tỷ lệ",
    ),
    (f"{POINTS}.criteria[1].step", 1, f"{POINTS}.criteria[1].step", "chỉ dùng khi kind = “points”"),
    (
        f"{POINTS}.criteria[1].bands[2].points",
        9,
        f"{POINTS}.criteria[1].bands",
        "điểm cao nhất 9 khác điểm tối đa 10 của tiêu chí",
    ),
    (
        f"{POINTS}.criteria[1].bands[0].low",
        10,
        f"{POINTS}.criteria[1].bands[0].low",
        "khoảng thấp nhất phải bắt đầu từ 0%",
    ),
    (
        f"{POINTS}.criteria[1].bands[1].low",
        55,
        f"{POINTS}.criteria[1].bands[1].low",
        f"hở từ 50% đến 55% sau {POINTS}.criteria[1].bands[0]",
    ),
    (
        f"{POINTS}.criteria[1].bands[1].low",
        45,
        f"{POINTS}.criteria[1].bands[1].low",
        f"chồng lên khoảng ở {POINTS}.criteria[1].bands[0]",
    ),
    (
        f"{POINTS}.criteria[1].bands[1].high",
        REMOVED,
        f"{POINTS}.criteria[1].bands[2].low",
        f"chồng lên khoảng ở {POINTS}.criteria[1].bands[1]",
    ),
    (
        f"{POINTS}.criteria[1].bands[2].high",
        100,
        f"{POINTS}.criteria[1].bands[2].high",
        "khoảng cao nhất chưa phủ 100%; bỏ khóa high để không có giới hạn",
    ),
    (
        f"{POINTS}.criteria[1].bands[0].high",
        0,
        f"{POINTS}.criteria[1].bands[0].high",
        "phải lớn hơn low (0)",
    ),
    (
        f"{POINTS}.criteria[2].maximum",
        0,
        f"{POINTS}.criteria[2].maximum",
        "điểm tối đa phải lớn hơn 0",
    ),
    (
        f"{POINTS}.pass_rule.min_points",
        101,
        f"{POINTS}.pass_rule.min_points",
        "quá điểm tối đa 100 của bộ tiêu chí",
    ),
    (
        f"{POINTS}.pass_rule.min_met",
        1,
        f"{POINTS}.pass_rule.min_met",
        "bộ tiêu chí chỉ có 0 tiêu chí xét đạt, không đạt",
    ),
    (f"{POINTS}.clamp", [100, 0], f"{POINTS}.clamp", "số đầu phải nhỏ hơn số sau"),
    (
        f"{POINTS}.ranks[1].code",
        "dat",
        f"{POINTS}.ranks[1].code",
        f"“dat” đã dùng ở {POINTS}.ranks[0].code",
    ),
    (
        f"{POINTS}.ranks[2].low",
        10,
        f"{POINTS}.ranks[2].low",
        "hạng thấp nhất phải bắt đầu từ 0 điểm",
    ),
    (
        f"{POINTS}.ranks[0].low",
        71,
        f"{POINTS}.ranks[0].low",
        f"hở từ 70 điểm đến 71 điểm sau {POINTS}.ranks[2]",
    ),
    (f"{POINTS}.ranks[0].low", 60, f"{POINTS}.ranks[0].low", f"chồng lên hạng ở {POINTS}.ranks[2]"),
    (
        f"{POINTS}.ranks[1].high",
        100,
        f"{POINTS}.ranks[1].high",
        "hạng cao nhất chưa phủ 100 điểm; bỏ khóa high để không có giới hạn",
    ),
    (
        f"{POINTS}.ranks[1].passes",
        False,
        f"{POINTS}.ranks[1].passes",
        f"hạng thấp hơn ({POINTS}.ranks[0]) đạt mà hạng này không đạt",
    ),
]


@pytest.mark.parametrize(("path", "value", "key", "reason"), [*SHAPES, *RULES, *CRITERIA])
def test_check_finds_exactly_the_defect(path: str, value: object, key: str, reason: str) -> None:
    assert found(path, copy.deepcopy(value)) == [(key, reason)]


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("levels", "code"),
        ("titles", "code"),
        ("sectors", "code"),
        ("criteria_sets", "code"),
        ("deadlines", "code"),
        ("targets", "code"),
    ],
)
def test_check_of_a_code_used_twice(table: str, name: str) -> None:
    mapping = ready()
    twice = copy.deepcopy(mapping[table][0])
    mapping[table].append(twice)
    last = len(mapping[table]) - 1
    reasons = [(one.key, one.reason) for one in check(mapping)]
    assert (f"{table}[{last}].{name}", f"“{twice[name]}” đã dùng ở {table}[0].{name}") in reasons


def test_check_of_a_gap_named_twice() -> None:
    again = {"key": "paper.number", "question": "Số kế hoạch"}
    assert found("gaps[1]", again) == [("gaps[1].key", "“paper.number” đã dùng ở gaps[0].key")]


def test_check_allows_silence_of_the_paper_when_named_as_a_gap() -> None:
    mapping = ready()
    mapping["authorities"] = []
    mapping["gaps"].append({"key": "authorities", "question": "Ai công nhận"})
    assert check(mapping) == []


def test_check_collects_every_defect_in_one_go() -> None:
    mapping = ready()
    mapping["id"] = "X"
    mapping["levels"][0]["rank"] = "0"
    mapping["criteria_sets"][1]["criteria"][0]["children"][0]["maximum"] = "40"
    mapping["deadlines"][0]["day"] = 31
    assert [one.key for one in check(mapping)] == [
        "id",
        "levels[0].rank",
        "criteria_sets[1].criteria[0].children[0].maximum",
        "deadlines[0].day",
    ]


def test_check_of_children_that_apply_by_sector_and_still_sum() -> None:
    mapping = ready()
    children = mapping["criteria_sets"][1]["criteria"][0]["children"]
    children[1]["sectors"] = ["kt"]
    children.append(pointed("2b", 20, sectors=["vh"]))
    assert check(mapping) == []


def test_check_when_nothing_applies_to_a_kind_of_subject() -> None:
    mapping = ready()
    for criterion in mapping["criteria_sets"][0]["criteria"]:
        criterion["subject_kinds"] = ["collective"]
    assert [(one.key, one.reason) for one in check(mapping)] == [
        (f"{SET}.criteria", "không có tiêu chí nào áp dụng cho lĩnh vực “kt”, cá nhân"),
        (f"{SET}.criteria", "không có tiêu chí nào áp dụng cho lĩnh vực “vh”, cá nhân"),
    ]


def test_check_allows_29_february_every_year() -> None:
    assert found("deadlines[0].day", 29) == []


def test_check_of_a_list_that_is_too_long() -> None:
    gaps = [{"key": f"k.{number}", "question": "Hỏi"} for number in range(501)]
    assert found("gaps", gaps) == [("gaps", "có 501 mục, phải từ 0 đến 500 mục")]


def test_check_of_sections_nested_thousands_deep() -> None:
    deep: dict[str, Any] = graded("x")
    for _ in range(3000):
        deep = graded("x", children=[deep])
    assert found(f"{SET}.criteria", [deep])[0][1] == "lồng quá 3 cấp"


@pytest.mark.parametrize("value", [None, [], "x", 5, {}, {"issuer": None}, {1: 2}, {"": {}}])
def test_check_of_what_is_no_programme(value: object) -> None:
    assert check(value)


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.dates(),
    st.datetimes(),
    st.text(max_size=8),
    st.sampled_from(
        ["grade", "points", "bands", "yearly", "once", "before", "%", "no_limit", "KT"]
    ),
)


def _names(fields: dict[str, Any], found: set[str]) -> set[str]:
    for name, field in fields.items():
        kind = field.kind
        found.add(name)
        while hasattr(kind, "kind"):
            kind = kind.kind
        if hasattr(kind, "fields"):
            _names(kind.fields, found)
    return found


KEYS = st.sampled_from(sorted(_names(dict(PROGRAMME.fields), set())))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.one_of(KEYS, st.text(max_size=3)), inner)
    ),
    max_leaves=20,
)


@given(VALUES)
@settings(max_examples=200, deadline=None)
def test_check_never_raises(value: object) -> None:
    assert check(value)


def _places(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for name, item in items:
        found += _places(item, (*path, name))
    return found


@given(st.sampled_from(_places(sound())), VALUES)
@settings(max_examples=300, deadline=None)
def test_check_never_raises_with_one_place_changed(path: tuple[Any, ...], value: object) -> None:
    mapping: Any = ready()
    place = mapping
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    if not check(mapping):
        build(mapping)
