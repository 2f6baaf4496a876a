"""Criteria sets as files: data whole, a workbook that comes back as the same set."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.criteria import (
    Band,
    CriteriaSet,
    Criterion,
    CriterionKind,
    Effect,
    End,
    GradeLevel,
)
from danvan_desktop.domain.table_criteria import propose
from danvan_desktop.domain.table_grid import TableGrid
from danvan_desktop.domain.table_writing import COLUMNS, table_of
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import UserError
from danvan_desktop.services import criteria_files, criteria_import, programmes
from danvan_desktop.services.programmes import ProgrammeDefects

D = Decimal
SETS = [
    pytest.param(one, id=f"{source.id}-{one.code}")
    for source in programmes.shipped()
    for one in programmes.read_text(source.text, source.id).criteria_sets
]


@pytest.mark.parametrize("criteria_set", SETS)
def test_data_file_holds_a_set_whole(tmp_path: Path, criteria_set: CriteriaSet) -> None:
    path = tmp_path / "bo.toml"
    criteria_files.export_set(path, criteria_set)
    assert criteria_files.read_sets(path) == (criteria_set,)


@pytest.mark.parametrize("criteria_set", SETS)
def test_workbook_comes_back_as_the_same_criteria(
    tmp_path: Path, criteria_set: CriteriaSet
) -> None:
    path = tmp_path / "bo.xlsx"
    criteria_files.export_set(path, criteria_set, "Đảng ủy xã (mẫu)")
    (grid,) = criteria_import.read_workbook(path)
    found = criteria_import.proposal(grid).criteria_set
    assert found.criteria == criteria_set.criteria
    assert found.maximum == criteria_set.maximum
    assert [(one.name, one.low, one.high) for one in found.ranks] == [
        (one.name, one.low, one.high) for one in criteria_set.ranks
    ]


titles = st.sampled_from(
    ["Có kế hoạch", "Tỷ lệ hộ tham gia (30 điểm)", "- Tin, bài: 2 điểm", "TỔNG HỢP", "Điểm thưởng"]
)
points = st.integers(1, 40).map(D) | st.integers(1, 400).map(lambda one: D(one) / 2)
KINDS = [one for one in CriterionKind if one is not CriterionKind.QUANTITY]
floors = st.none() | st.integers(0, 1).map(D)


@st.composite
def leaves(draw: st.DrawFn, code: str, outer: Effect = Effect.PART) -> Criterion:
    kind = draw(
        st.sampled_from([one for one in CriterionKind if one is not CriterionKind.QUANTITY])
    )
    effect = draw(st.sampled_from(Effect)) if outer is Effect.PART else Effect.PART
    does = effect if outer is Effect.PART else outer
    if does is not Effect.PART and kind is CriterionKind.GRADE:
        kind = CriterionKind.POINTS
    maximum = draw(points)
    values: dict[str, object] = {"maximum": maximum}
    if kind is CriterionKind.BANDS:
        middle = draw(st.integers(1, 99).map(D))
        bands = [Band(D(0), middle, D(0)), Band(middle, None, maximum)]
        values |= {"bands": tuple(bands), "closed": draw(st.sampled_from(End))}
        values["unit"] = draw(st.sampled_from(["", "hộ", "công trình"]))
    elif kind is CriterionKind.COUNT:
        values |= {"each": draw(points), "unit": draw(st.sampled_from(["", "tin, bài", "vụ việc"]))}
        values["deducts"] = does is Effect.PART and draw(st.booleans())
    elif kind is CriterionKind.QUALITY:
        levels = (GradeLevel("A", maximum, "Tốt"), GradeLevel("B", D(0), draw(titles)[:3].strip()))
        values["grades"] = levels
    elif kind is CriterionKind.POINTS:
        values["step"] = draw(st.none() | st.just(maximum / 2))
    elif draw(st.booleans()):
        values = {}
    else:
        values["partly"] = draw(st.none() | st.just(maximum / 2))
    if kind is not CriterionKind.GRADE and does is Effect.PART:
        values["floor"] = draw(floors)
    return Criterion(
        code,
        draw(titles),
        kind,
        effect=effect,
        veto=draw(st.booleans()),
        evidence_required=draw(st.booleans()),
        guidance=draw(st.sampled_from(["", "Xem hồ sơ; mỗi hồ sơ 2 điểm"])),
        **values,  # type: ignore[arg-type]
    )


@st.composite
def tables(draw: st.DrawFn) -> CriteriaSet:
    criteria = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        if not draw(st.booleans()):
            criteria.append(draw(leaves(f"{number}")))
            continue
        effect = draw(st.sampled_from(Effect))
        children = tuple(
            draw(leaves(f"{number}.{letter}", effect))
            for letter in "abđ"[: draw(st.integers(1, 3))]
        )
        cap = draw(st.none() | st.just(D(7)))
        maximum = draw(points) if effect is Effect.PART else None
        criteria.append(
            Criterion(f"{number}", "Mục", None, children, effect=effect, cap=cap, maximum=maximum)
        )
    return CriteriaSet("x", "Tiêu chí", tuple(SubjectKind), tuple(criteria), maximum=D(100))


@given(tables())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_table_of_a_set_is_read_as_the_same_set(criteria_set: CriteriaSet) -> None:
    rows = [tuple(_cell(value) for value in row) for row in table_of(criteria_set)]
    grid = TableGrid((("Tiêu chí", "", "", "", "", "", ""), COLUMNS, *rows))
    found = propose(grid).criteria_set
    assert found.criteria == criteria_set.criteria


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else str(value)


def test_programme_file_gives_its_sets(tmp_path: Path) -> None:
    source = programmes.shipped()[-1]
    path = tmp_path / "chuong-trinh.toml"
    path.write_text(source.text, encoding="utf-8")
    plan = programmes.read_text(source.text)
    assert criteria_files.read_sets(path) == plan.criteria_sets


def test_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "khac.toml"
    path.write_text('name = "x"', encoding="utf-8")
    with pytest.raises(UserError, match="không có bộ tiêu chí nào"):
        criteria_files.read_sets(path)
    path.write_text('[[criteria_sets]]\ncode = "x"\nkho = 1\n', encoding="utf-8")
    with pytest.raises(ProgrammeDefects, match="khóa không có trong định dạng"):
        criteria_files.read_sets(path)


def test_set_with_sums_that_differ_is_read_for_the_editor_to_show(tmp_path: Path) -> None:
    broken = replace(
        programmes.shipped_programme("xa-phuong-2026-2030").criteria_set("tieu-bieu"), maximum=D(70)
    )
    path = tmp_path / "bo.toml"
    criteria_files.export_set(path, broken)
    assert criteria_files.read_sets(path) == (broken,)
