"""Templates as JSON: one text for each, every defect named, hostile text refused."""

from __future__ import annotations

import dataclasses
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.certificate_checks import errors, problems
from danvan_desktop.domain.certificate_format import from_json, is_canonical, to_json
from danvan_desktop.domain.certificate_shipped import BLANK, shipped, usual
from danvan_desktop.domain.certificate_template import (
    FACTS,
    FONT_FAMILIES,
    Align,
    Background,
    Border,
    CertificateTemplate,
    Fit,
    Paper,
    PaperSize,
    Slide,
    Source,
    Stand,
    TemplateField,
    TemplateKind,
)
from danvan_desktop.errors import UserError

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = {one.id: one.template for one in shipped()}
PARTY = SHIPPED["certificate-party"]


@pytest.mark.parametrize("template", SHIPPED.values(), ids=SHIPPED)
def test_shipped_templates_are_sound_and_read_back(template: CertificateTemplate) -> None:
    assert problems(template) == ()
    text = to_json(template)
    assert from_json(text) == template
    assert is_canonical(text)


def test_usual_template_follows_the_profile() -> None:
    found = [
        usual(kind, family).id
        for kind in TemplateKind
        for family in ("party", "state", "front", "youth", "")
    ]
    assert found == [
        "certificate-party",
        *["certificate-state"] * 4,
        "award-party",
        *["award-state"] * 4,
    ]


@given(
    st.floats(0, 200),
    st.floats(6, 60),
    st.text(max_size=40),
    st.booleans(),
)
def test_what_is_written_is_read_as_written(x: float, size: float, text: str, bold: bool) -> None:
    field = TemplateField("one", Source.TEXT, round(x, 2), 20, 50, 10, text=text, bold=bold)
    sized = replace(field, size=round(size, 2), wrap_size=6, floor=6)
    read = from_json(to_json(replace(BLANK, fields=(sized,))))
    assert from_json(to_json(read)) == read
    assert replace(read.fields[0], text=text) == sized


def broken(**changes: Any) -> str:
    tree = json.loads(to_json(PARTY))
    for path, value in changes.items():
        *keys, last = path.split("__")
        place = tree
        for key in keys:
            place = place[int(key)] if key.isdigit() else place[key]
        place[last] = value
    return json.dumps(tree)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (broken(fields__0__source="password"), "Ô “header”: nguồn chữ có giá trị lạ “password”."),
        (broken(fields__0__size="14"), "Ô “header”: cỡ chữ phải là một số."),
        (broken(fields__0__size=True), "Ô “header”: cỡ chữ phải là một số."),
        (broken(fields__0__size=0), "Ô “header”: cỡ chữ phải từ 1 đến 300."),
        (broken(fields__0__size=10**400), "Ô “header”: cỡ chữ phải từ 1 đến 300."),
        (broken(fields__0__line_factor=0), "Ô “header”: giãn dòng phải từ 0,8 đến 3."),
        (broken(fields__0__max_lines=1.5), "Ô “header”: số dòng phải là số nguyên từ 1 đến 20."),
        (broken(fields__0__colour="red"), "Ô “header”: màu chữ phải dạng #RRGGBB."),
        (broken(fields__0__id="../x"), "Ô thứ 1: tên ô chỉ gồm chữ thường không dấu, chữ số, "),
        (broken(fields__0__code="os.system"), "Ô “header”: có mục lạ “code”."),
        (broken(fields__0__id="issuer"), "Ô “issuer”: có hai ô cùng tên."),
        (broken(paper__own_width=5), "Khổ giấy: chiều rộng phải từ 100 đến 600."),
        (broken(background__sha256="../../etc"), "Ảnh nền: mã của ảnh không đúng dạng."),
        (broken(name=" "), "Mẫu giấy: tên mẫu còn trống."),
        (broken(fields="x" * 9), "Các ô: phải là danh sách không quá 60 ô."),
        (broken(format=2), "Mẫu do phiên bản khác của chương trình tạo ra"),
        (to_json(PARTY).replace("43", "NaN"), "Tệp mẫu bị hỏng, không đọc được."),
        ("[" * 100_000, "Tệp mẫu bị hỏng, không đọc được."),
        ("[]", "Tệp mẫu không phải là một mẫu giấy."),
        (" " * 300_000, "Tệp mẫu lớn quá mức cho phép."),
    ],
)
def test_every_defect_is_named_by_its_field(text: str, said: str) -> None:
    with pytest.raises(UserError) as caught:
        from_json(text)
    assert said in caught.value.what


def test_two_texts_of_one_template_are_told_apart() -> None:
    doubled = to_json(PARTY).replace('"border": "vine"', '"border": "none",\n "border": "vine"')
    assert from_json(doubled) == PARTY
    assert not is_canonical(doubled)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"x": 280.0}, "Tên giấy nằm ngoài khổ giấy."),
        ({"font": "Arial"}, "Tên giấy dùng phông chữ chương trình không có: “Arial”."),
        ({"width": 0.0}, "Tên giấy có ô rộng hoặc cao bằng 0."),
        ({"floor": 3.0}, "Tên giấy có cỡ chữ nhỏ nhất dưới 6, không đọc được."),
        ({"floor": 60.0}, "Tên giấy: cỡ nhỏ nhất, cỡ khi xuống dòng và cỡ chữ phải tăng dần."),
        ({"source": Source.TEXT}, "Chữ tự nhập chưa có chữ."),
        (
            {"source": Source.TEXT, "text": "Tặng {ten}"},
            "Chữ “Tặng {ten}” có chỗ điền lạ “{ten}”.",
        ),
        (
            {"source": Source.TEXT, "text": "Tặng {tên"},
            "Chữ “Tặng {tên” có dấu ngoặc { } không thành cặp.",
        ),
        (
            {"source": Source.CODE, "width": 10.0},
            "Mã QR nhỏ hơn 15 mm thì máy không đọc được.",
        ),
    ],
)
def test_errors_of_a_field(change: dict[str, Any], said: str) -> None:
    fields = tuple(replace(one, **change) if one.id == "title" else one for one in PARTY.fields)
    assert said in [one.words for one in errors(replace(PARTY, fields=fields))]


def test_overlap_and_safe_area_only_warn() -> None:
    fields = tuple(
        replace(one, y=31.5, x=10.0) if one.id == "title" else one for one in PARTY.fields
    )
    moved = replace(PARTY, fields=fields)
    assert errors(moved) == ()
    assert [one.words for one in problems(moved)] == [
        "Tên giấy lấn ra ngoài vùng an toàn 20 mm.",
        "Cơ quan công nhận, khen thưởng chồng lên tên giấy.",
    ]


def test_a_template_without_fields_is_refused() -> None:
    assert [one.words for one in errors(BLANK)] == ["Mẫu chưa có ô nào."]


def test_paper_sizes() -> None:
    own = Paper(PaperSize.OWN, own_width=210.0, own_height=148.0)
    sizes = [(one.width, one.height) for one in (Paper(), Paper(PaperSize.A3, False), own)]
    assert sizes == [(297.0, 210.0), (297.0, 420.0), (210.0, 148.0)]
    assert [Paper().words, own.words] == ["A4 ngang", "Khổ riêng 210 × 148 mm"]
    assert Background().sha256 == ""


def test_the_page_about_templates_names_every_key_choice_and_fact() -> None:
    page = (ROOT / "docs" / "certificate-template.md").read_text(encoding="utf-8")
    quoted = set(re.findall(r"`([^`]+)`", page))
    keys = {
        one.name
        for kind in (CertificateTemplate, TemplateField, Paper, Background)
        for one in dataclasses.fields(kind)
    }
    choices = {
        str(one)
        for kind in (PaperSize, Border, Fit, Source, Align, Stand, Slide, TemplateKind)
        for one in kind
    }
    facts = {f"{{{name}}}" for name in FACTS.values()}
    assert (keys | choices | facts | set(FONT_FAMILIES)) - quoted == set()
    assert {name for name in quoted if name.startswith("{")} - {"{...}"} == facts
