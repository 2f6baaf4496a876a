"""Deadlines read as plans word them."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.deadline_wording import (
    Wording,
    deadline,
    parse_wording,
    wording_fault,
)
from danvan_desktop.domain.deadlines import Boundary, Recurrence, faults, occurrences

BEFORE, BY, ON, AROUND, WITHIN, ONGOING = Boundary
ONCE, YEARLY, MONTHLY, QUARTERLY, AS_NEEDED = Recurrence

TABLE = [
    # the wordings of the five papers
    ("trước 26/3/2021", Wording(BEFORE, ONCE, 26, 3, 2021)),
    ("trước ngày 20/9 hằng năm", Wording(BEFORE, YEARLY, 20, 9)),
    ("Trước ngày 20/9 hàng năm", Wording(BEFORE, YEARLY, 20, 9)),
    ("dịp 15/10", Wording(AROUND, YEARLY, 15, 10)),
    ("dịp 15/10, theo tình hình", Wording(AROUND, AS_NEEDED, 15, 10)),
    ("dịp 15/10, căn cứ tình hình thực tế", Wording(AROUND, AS_NEEDED, 15, 10)),
    ("trước ngày 25/02/2023", Wording(BEFORE, ONCE, 25, 2, 2023)),
    ("Trước ngày 10/11/2020", Wording(BEFORE, ONCE, 10, 11, 2020)),
    ("trước 15/01", Wording(BEFORE, YEARLY, 15, 1)),
    ("hằng năm", Wording(WITHIN, YEARLY, None, 12, None, (1, 1))),
    ("dịp Tháng Dân vận", Wording(AROUND, AS_NEEDED)),
    ("dịp sơ kết, tổng kết", Wording(AROUND, AS_NEEDED)),
    # dates
    ("chậm nhất 15/11/2026", Wording(BY, ONCE, 15, 11, 2026)),
    ("Chậm nhất là ngày 15 tháng 11 năm 2026", Wording(BY, ONCE, 15, 11, 2026)),
    ("đến hết ngày 30/6/2026", Wording(BY, ONCE, 30, 6, 2026)),
    ("đến ngày 30/6", Wording(BY, YEARLY, 30, 6)),
    ("không quá ngày 05-6-2026", Wording(BY, ONCE, 5, 6, 2026)),
    ("trước ngày 25/02 (kể cả ngày đó)", Wording(BY, YEARLY, 25, 2)),
    ("vào ngày 15/10/2026", Wording(ON, ONCE, 15, 10, 2026)),
    ("15.10.2026", Wording(ON, ONCE, 15, 10, 2026)),
    ("hoàn thành trước ngày 30/11", Wording(BEFORE, YEARLY, 30, 11)),
    ("hằng năm, trước ngày 15/01", Wording(BEFORE, YEARLY, 15, 1)),
    ("trước ngày 29/02", Wording(BEFORE, YEARLY, 29, 2)),
    # spans
    ("Quý III/2026", Wording(WITHIN, ONCE, None, 9, 2026, (7, 1))),
    ("trong quý 4 năm 2026", Wording(WITHIN, ONCE, None, 12, 2026, (10, 1))),
    ("quý I - II/2026", Wording(WITHIN, ONCE, None, 6, 2026, (1, 1))),
    ("quý II hằng năm", Wording(WITHIN, YEARLY, None, 6, None, (4, 1))),
    ("tháng 10 - 11/2026", Wording(WITHIN, ONCE, None, 11, 2026, (10, 1))),
    ("tháng 10 và tháng 11/2026", Wording(WITHIN, ONCE, None, 11, 2026, (10, 1))),
    ("tháng 10, 11/2026", Wording(WITHIN, ONCE, None, 11, 2026, (10, 1))),
    ("từ tháng 3 đến tháng 9", Wording(WITHIN, YEARLY, None, 9, None, (3, 1))),
    ("tháng 12/2025 - 01/2026", Wording(WITHIN, ONCE, None, 1, 2026, (12, 1))),
    ("trong tháng 10", Wording(WITHIN, YEARLY, None, 10, None, (10, 1))),
    ("từ ngày 01/10 đến ngày 15/11/2026", Wording(WITHIN, ONCE, 15, 11, 2026, (10, 1))),
    ("từ 20/12/2025 đến 15/01/2026", Wording(WITHIN, ONCE, 15, 1, 2026, (12, 20))),
    ("ngày 10 – 15/11/2026", Wording(WITHIN, ONCE, 15, 11, 2026, (11, 10))),
    ("6 tháng đầu năm 2026", Wording(WITHIN, ONCE, None, 6, 2026, (1, 1))),
    ("6 tháng cuối năm", Wording(WITHIN, YEARLY, None, 12, None, (7, 1))),
    ("cả năm 2026", Wording(WITHIN, ONCE, None, 12, 2026, (1, 1))),
    ("trước tháng 10/2026", Wording(BEFORE, ONCE, 1, 10, 2026)),
    ("đến hết tháng 10/2026", Wording(BY, ONCE, None, 10, 2026)),
    ("cuối tháng 10", Wording(AROUND, YEARLY, None, 10, None, (10, 1))),
    # often
    ("trước ngày 20 hằng tháng", Wording(BEFORE, MONTHLY, 20)),
    ("ngày 25 hàng tháng", Wording(ON, MONTHLY, 25)),
    ("từ ngày 15 đến ngày 20 hằng tháng", Wording(WITHIN, MONTHLY, 20, start=(1, 15))),
    ("hằng tháng", Wording(WITHIN, MONTHLY, start=(1, 1))),
    ("trước ngày 15 tháng cuối quý", Wording(BEFORE, QUARTERLY, 15, 3)),
    ("trước ngày 05 của tháng đầu quý sau", Wording(BEFORE, QUARTERLY, 5, 1)),
    ("trước ngày 15 tháng cuối hằng quý", Wording(BEFORE, QUARTERLY, 15, 3)),
    ("hằng quý", Wording(WITHIN, QUARTERLY, None, 3, None, (1, 1))),
    ("thường xuyên", Wording(ONGOING, AS_NEEDED)),
    ("Thường xuyên trong năm", Wording(ONGOING, AS_NEEDED)),
]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text for text, _ in TABLE])
def test_parse_wording(text: str, expected: Wording) -> None:
    assert parse_wording(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sớm",
        "trước 30/02",
        "trước 29/02/2026",
        "tháng 13/2026",
        "quý V/2026",
        "trước 26/3/2021 hằng năm",
        "trước 15/01 và 15/11 hằng năm",
        "tháng 3 và tháng 9",
        "quý I, III/2026",
        "giai đoạn 2021 - 2025",
        "tháng 12/2024 - 01/2026",
        "trước ngày 20/9 gửi về huyện",
        "15/10/0026",
        "dịp năm 20",
    ],
)
def test_parse_wording_does_not_guess(text: str) -> None:
    assert parse_wording(text) is None


@given(st.text(max_size=40))
def test_parse_wording_is_total(text: str) -> None:
    parse_wording(text)


PIECES = "trước|ngày|20|/|9|hằng năm|tháng|quý|iii|-|10|2026|đến|từ|dịp|chậm nhất|,|và|31|trong"


@given(st.lists(st.sampled_from(PIECES.split("|")), max_size=8))
def test_parse_wording_gives_sound_rules(pieces: list[str]) -> None:
    wording = parse_wording(" ".join(pieces))
    assert wording is None or faults(wording.rule("a", "A", "")) == []


def keys(wording: str, **more: Any) -> dict[str, Any]:
    return {"code": "bao-cao", "title": "Báo cáo", "wording": wording, **more}


def test_deadline_needs_no_other_key_than_its_wording() -> None:
    written = keys("trước ngày 20/9 hằng năm", receiver="Cấp trên")
    full = keys("trước ngày 20/9 hằng năm", receiver="Cấp trên", day=20, month=9)
    assert wording_fault(written) is None
    assert deadline(**written) == deadline(**full, boundary=BEFORE, recurrence=YEARLY)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        (keys("khi xong thì gửi"), "wording"),
        (keys("trước 20/9", boundary=BEFORE), "recurrence"),
        (keys("trước 20/9", day=20, month=9, recurrence=YEARLY), "boundary"),
        (keys("trước 20/9", day=29, month=9, boundary=BEFORE, recurrence=YEARLY), "day"),
    ],
)
def test_wording_fault_names_the_key(written: dict[str, Any], key: str) -> None:
    fault = wording_fault(written)
    assert fault is not None
    assert fault[0] == key


def test_wording_fault_lets_the_keys_say_more_than_the_wording() -> None:
    vague = keys("dịp Tháng Dân vận", boundary=AROUND, recurrence=YEARLY, start=(10, 1), month=10)
    assert wording_fault(vague) is None
    inclusive = keys("trước 20/9", day=20, month=9, boundary=BY, recurrence=YEARLY)
    assert wording_fault(inclusive) is None


PROGRAMMES = sorted((Path(__file__).parents[2] / "resources" / "programmes").glob("*.toml"))


@pytest.mark.parametrize("path", PROGRAMMES, ids=[path.stem for path in PROGRAMMES])
def test_shipped_deadlines_fall_where_their_wording_says(path: Path) -> None:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    first, last = data["first_year"], data["last_year"]
    period = (date(first, 1, 1), date(last, 12, 31))
    for item in data["deadlines"]:
        wording = parse_wording(item["wording"])
        if wording is None or wording.month is None:
            continue
        start = tuple(item["start"]) if "start" in item else None
        times = {**item, "start": start, "boundary": Boundary(item["boundary"])}
        stated = deadline(**{**times, "recurrence": Recurrence(item["recurrence"])})
        read = wording.rule(stated.code, stated.title, stated.wording)
        for year in range(first, last + 1):
            days = [
                [(one.due, one.first, one.last_on_time) for one in occurrences(rule, year, *period)]
                for rule in (stated, read)
            ]
            assert days[0] == days[1], item["code"]
