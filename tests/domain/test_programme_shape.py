"""Values of the wrong kind in a programme file: each found once, at its key, in its words."""

from __future__ import annotations

import copy
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.programme_checks import build, check
from danvan_desktop.domain.programme_format import PROGRAMME
from danvan_desktop.domain.programmes import name_in_year
from tests.domain.programme_mapping import POINTS, REMOVED, SET, Case, found, graded, ready, sound

SHAPES: list[Case] = [
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
        [graded("x", children=[graded("y", children=[graded("z", children=[graded("t")])])])],
        f"{SET}.criteria[1].children[0].children[0].children[0].children[0].children",
        "lồng quá 5 cấp",
    ),
    (
        "titles[0].criteria.tap_the",
        "dat",
        "titles[0].criteria.tap_the",
        "giá trị “tap_the” không có trong danh sách; chỉ nhận: collective, individual, household",
    ),
]


@pytest.mark.parametrize(("path", "value", "key", "reason"), SHAPES)
def test_check_finds_exactly_the_defect(path: str, value: object, key: str, reason: str) -> None:
    assert found(path, copy.deepcopy(value)) == [(key, reason)]


def test_check_of_a_list_that_is_too_long() -> None:
    gaps = [{"key": f"k.{number}", "question": "Hỏi"} for number in range(501)]
    assert found("gaps", gaps) == [("gaps", "có 501 mục, phải từ 0 đến 500 mục")]


def test_check_of_sections_nested_thousands_deep() -> None:
    deep: dict[str, Any] = graded("x")
    for _ in range(3000):
        deep = graded("x", children=[deep])
    assert found(f"{SET}.criteria", [deep])[0][1] == "lồng quá 5 cấp"


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


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Phong trào năm 2023", "Phong trào năm 2023"),
        ("“Năm Dân vận khéo” 2023", "“Năm Dân vận khéo” 2023"),
        ("Phong trào 2021 - 2025", "Phong trào 2021 - 2025, năm 2023"),
        ("Phong trào 2023 - 2025", "Phong trào 2023 - 2025, năm 2023"),
    ],
)
def test_name_in_year_says_the_year_once(name: str, words: str) -> None:
    assert name_in_year(name, 2023) == words
