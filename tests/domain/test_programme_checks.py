"""Rules between the tables of a programme file: each defect found once, at its key."""

from __future__ import annotations

import copy
from datetime import date
from decimal import Decimal

import pytest

from danvan_desktop.domain.programme_checks import build, check
from danvan_desktop.domain.programmes import Defect
from tests.domain.programme_mapping import REMOVED, SET, Case, found, once, ready, with_value

RULES: list[Case] = [
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
    (
        "deadlines[0].wording",
        "trước ngày 20/9 hằng năm",
        "deadlines[0].day",
        "lời của hạn ghi 20/9, khác day và month",
    ),
    ("deadlines[0].recurrence", REMOVED, "deadlines[0].recurrence", "thiếu khóa bắt buộc"),
    (
        "deadlines[0]",
        {"code": "x", "title": "Hạn", "wording": "khi xong thì gửi", "source": "V"},
        "deadlines[0].wording",
        "chưa đọc được lời của hạn, cần ghi boundary, recurrence và ngày, tháng",
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


@pytest.mark.parametrize(("path", "value", "key", "reason"), RULES)
def test_check_finds_exactly_the_defect(path: str, value: object, key: str, reason: str) -> None:
    assert found(path, copy.deepcopy(value)) == [(key, reason)]


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


def test_check_allows_29_february_every_year() -> None:
    assert found("deadlines[0].day", 29) == []
