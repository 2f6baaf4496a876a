"""A sound programme as a mapping, to be spoilt one place at a time."""

from __future__ import annotations

import copy
import re
from datetime import date
from decimal import Decimal
from typing import Any

from danvan_desktop.domain.programme_checks import check

REMOVED = ...
SET = "criteria_sets[0]"
POINTS = "criteria_sets[1]"

Case = tuple[str, object, str, str]
"""The place, what is put there, and the key and reason of the one defect that follows."""


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
                "wording": "trước phiên họp cuối tháng Hai hằng năm",
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
