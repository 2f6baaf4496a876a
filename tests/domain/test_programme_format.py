"""docs/programme-format.md against the program: its keys, its examples, its words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.domain.criteria import (
    Criterion,
    CriterionKind,
    Grade,
    Mark,
    QualityGrade,
    Quantity,
)
from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.deadlines import occurrences
from danvan_desktop.domain.programme_checks import build, check
from danvan_desktop.domain.programme_format import PROGRAMME
from danvan_desktop.domain.programme_reading import Field, Keyed, Table
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.scoring import Result, score
from danvan_desktop.domain.units import SubjectKind
from tests.domain.programme_mapping import Case
from tests.domain.test_criteria_checks import CRITERIA
from tests.domain.test_criterion_checks import KINDS, TAKEN, VARIANTS
from tests.domain.test_programme_checks import RULES
from tests.domain.test_programme_shape import SHAPES
from tests.domain.test_review_rules import REVIEWS

PAGE = (Path(__file__).parents[2] / "docs" / "programme-format.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
SNIPPETS = [
    block
    for block in BLOCKS
    if re.search(r"^\[\[criteria_sets\.criteria\]\]", block, re.M)
    and "[[criteria_sets]]" not in block
]
GIVES = re.compile(r"^# (\S+)(?: leader (\S+))? gives (\S+?)(?: and bonus (\S+))?$", re.MULTILINE)


def complete() -> dict[str, Any]:
    text = next(block for block in BLOCKS if block.startswith("format = 1"))
    return tomllib.loads(text, parse_float=Decimal)


def example() -> Programme:
    return build(complete())


def tables(fields: dict[str, Field], path: str = "") -> Iterator[tuple[str, dict[str, Field]]]:
    """Every table of the format by its name in brackets, with its keys."""
    yield path, fields
    for name, field in fields.items():
        kind: Any = field.kind
        many = False
        while hasattr(kind, "kind") and not isinstance(kind, Keyed):
            many, kind = True, kind.kind
        if isinstance(kind, Table) and name != "children":
            inner = f"{path.strip('[]')}.{name}".lstrip(".")
            yield from tables(dict(kind.fields), f"[[{inner}]]" if many else f"[{inner}]")


FORMAT = dict(tables(dict(PROGRAMME.fields)))
SECTIONS = dict(re.findall(r"^### `(.*?)`\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))


def test_every_table_has_its_section() -> None:
    assert {name or "top of the file" for name in FORMAT} == set(SECTIONS)


def rows(body: str) -> dict[str, list[str]]:
    found = re.findall(r"^\| `(\w+)` \|(.*)\|$", body, re.MULTILINE)
    cells = [(name, [cell.strip() for cell in rest.split(" |")]) for name, rest in found]
    return {name: row for name, row in cells if len(row) == 4}


@pytest.mark.parametrize("name", FORMAT)
def test_every_key_is_described(name: str) -> None:
    described = rows(SECTIONS[name or "top of the file"].split("\n```")[0])
    keys = {
        key
        for key, field in FORMAT[name].items()
        if name or not isinstance(getattr(field.kind, "kind", field.kind), Table)
    }
    expected = keys - {"confirmations"}
    assert {key for key in described if key in FORMAT[name]} == expected
    needed = {key for key in expected if FORMAT[name][key].required}
    by_rule = {"source"}  # demanded by a rule between keys, not by the shape of the table
    marked = {key for key, cells in described.items() if cells[1] == "yes"}
    assert marked - by_rule == needed


def test_complete_example_has_no_defects() -> None:
    assert check(complete(), file="mau.toml") == []


def scored(changes: Mapping[str, Mark] | None = None) -> Result:
    """The example's marks as the table under it gives them."""
    found = re.findall(r"^\| (\d\.\d) \| (đạt|[\d.]+) \| ([\d.]+) \|$", PAGE, re.MULTILINE)
    marks: dict[str, Mark] = {
        code: Grade.MET if mark == "đạt" else Decimal(mark) for code, mark, _ in found
    }
    marks |= changes or {}
    return score(
        example().criteria_set("thang-diem"),
        marks,
        {"dk-1": True, "dk-2": True},
        sector="kinh-te",
        subject_kind=SubjectKind.COLLECTIVE,
    )


def test_complete_example_scores_as_the_page_says() -> None:
    result = scored()
    found = re.findall(r"^\| (\d\.\d) \| (?:đạt|[\d.]+) \| ([\d.]+) \|$", PAGE, re.MULTILINE)
    assert result.points == {code: Decimal(points) for code, points in found}
    assert result.complete
    assert result.sections["4"].points == 10
    said = re.search(
        r"The total is [\d.]+, rounded once to \*\*([\d.]+)\*\*: rank \*\*(.*?)\*\*", PAGE
    )
    assert said is not None
    assert result.rank is not None
    assert (str(result.total), result.rank.name) == said.groups()
    assert result.passed


def test_complete_example_stopped_by_veto_and_floor() -> None:
    vetoed, floored = scored({"2.1": Decimal(0)}), scored({"3.1": Decimal(40)})
    assert (vetoed.passed, vetoed.rank) == (False, None)
    assert "Tiêu chí 2.1 không có điểm (điểm liệt)." in vetoed.held_back
    assert (floored.passed, floored.rank) == (False, None)
    assert floored.held_back == ("Tiêu chí 3.1 được 0 điểm, dưới mức tối thiểu 12.",)


def test_every_other_example_fits_into_the_complete_one() -> None:
    for block in BLOCKS:
        part = tomllib.loads(block, parse_float=Decimal)
        if "format" in part or "bands" in part or block in SNIPPETS:
            continue
        mapping = complete()
        for name, items in part.items():
            if not isinstance(items, list):
                mapping[name] = items
                continue
            kept = [item for item in mapping.get(name, []) if "code" in item]
            codes = {item.get("code") for item in items}
            mapping[name] = [item for item in kept if item["code"] not in codes] + items
        if "authorities" in {gap.get("key") for gap in part.get("gaps", [])}:
            mapping["authorities"] = []
        if "titles" in part:
            mapping["titles"][-1]["criteria"] = {"individual": "ca-nhan"}
        assert [str(defect) for defect in check(mapping)] == []


def test_bands_example_covers_every_percentage() -> None:
    part = next(block for block in BLOCKS if block.startswith("bands"))
    mapping = complete()
    criterion = mapping["criteria_sets"][0]["criteria"][2]["children"][0]
    criterion |= tomllib.loads(part)
    assert check(mapping) == []


def of_snippet(block: str) -> dict[str, Any]:
    """The complete example with the criteria of a snippet as the set for collectives."""
    criteria = tomllib.loads(block, parse_float=Decimal)["criteria_sets"]["criteria"]
    rest = {"code": "Z", "title": "Khác", "kind": "points", "maximum": 10}
    parts = [one for one in (*criteria, rest) if one.get("effect", "part") == "part"]
    mapping = complete()
    mapping["criteria_sets"][0] = {
        "code": "thang-diem",
        "title": "Ví dụ",
        "subject_kinds": ["collective"],
        "maximum": sum(one["maximum"] for one in parts),
        "source": "II",
        "criteria": [*criteria, rest],
    }
    return mapping


@pytest.mark.parametrize("block", SNIPPETS)
def test_snippets_are_sound(block: str) -> None:
    assert check(of_snippet(block)) == []


def mark_in(criterion: Criterion, text: str, leader: str) -> Mark:
    if text in set(Grade):
        return Grade(text)
    if criterion.kind is CriterionKind.QUALITY:
        return QualityGrade(text)
    achieved, _, plan = text.partition("/")
    if not plan:
        return Decimal(achieved)
    return Quantity(Decimal(achieved), Decimal(plan), Decimal(leader) if leader else None)


GIVEN = [(block, *given) for block in SNIPPETS for given in GIVES.findall(block)]


@pytest.mark.parametrize(("block", "text", "leader", "points", "bonus"), GIVEN)
def test_snippets_give_what_they_say(
    block: str, text: str, leader: str, points: str, bonus: str
) -> None:
    criteria_set = build(of_snippet(block)).criteria_sets[0]
    mark = mark_in(criteria_set.criteria[0], text, leader)
    result = score(criteria_set, {"1": mark})
    assert result.points == {"1": Decimal(points)}
    assert result.bonus == Decimal(bonus or 0)


def test_snippets_say_something() -> None:
    assert len(SNIPPETS) == 13
    assert len(GIVEN) == 35


def test_deadline_examples_fall_where_the_page_says() -> None:
    block = next(block for block in BLOCKS if block.startswith("[[deadlines]]"))
    comments = re.findall(r"^\[\[deadlines\]\] # (.*)$", block, re.MULTILINE)
    mapping = complete() | tomllib.loads(block)
    period = date(2026, 1, 1), date(2026, 12, 31)
    said = []
    for rule in build(mapping).deadlines:
        (found,) = occurrences(rule, 2026, *period)
        last = found.last_on_time
        said.append(f"ngày cuối đúng hạn: {format_date(last)}" if last else "không tính trễ hạn")
    assert said == comments


def pattern(reason: str) -> str:
    """A reason without what differs from file to file."""
    reason = re.sub(r"(đang là|chỉ nhận:) .*", r"\1 …", reason)
    reason = re.sub(r"“[^”]*”", "“…”", reason)
    reason = re.sub(r"[a-z_]+\[\d+\][\w.\[\]]*", "…", reason)
    return re.sub(r"(?<![\w=])-?\d[\d.,/]*(-\d[\d.,]*)*", "…", reason)


NAMELESS = ("", "", "", "biến thể phải có tên, ví dụ “Xã miền núi”")
UNACCEPTED = ("", "", "", "lỗi ở khóa này phải sửa, không chấp nhận được")


@pytest.mark.parametrize(
    "cases",
    [SHAPES, RULES, REVIEWS, CRITERIA, KINDS, VARIANTS, [("", "", *TAKEN), NAMELESS, UNACCEPTED]],
)
def test_every_reason_stands_on_the_page(cases: list[Case]) -> None:
    said = PAGE.partition("## What the checks say")[2]
    known = {pattern(reason) for reason in re.findall(r"^\| `(.*?)` \|", said, re.MULTILINE)}
    assert {pattern(reason) for *_, reason in cases} - known == set()
