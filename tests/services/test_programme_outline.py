"""Every rule of every shipped programme can be looked up with its source."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from danvan_desktop.services import programmes
from danvan_desktop.services.programme_outline import OutlineLine, outline

IDS = [source.id for source in programmes.shipped()]


def walk(lines: tuple[OutlineLine, ...]) -> Iterator[OutlineLine]:
    for line in lines:
        yield line
        yield from walk(line.below)


def group(programme_id: str, title: str) -> tuple[OutlineLine, ...]:
    lines = outline(programmes.shipped_programme(programme_id))
    return next(line.below for line in lines if line.title == title)


@pytest.mark.parametrize("programme_id", IDS)
def test_every_criterion_deadline_and_target_is_a_line(programme_id: str) -> None:
    plan = programmes.shipped_programme(programme_id)
    shown = [line.title for line in walk(outline(plan))]
    leaves = [f"{leaf.code}. {leaf.title}" for item in plan.criteria_sets for leaf in item.leaves()]
    wanted = [*leaves, *(rule.title for rule in plan.deadlines), *(t.name for t in plan.titles)]
    assert [title for title in wanted if title not in shown] == []
    assert all(line.title for line in walk(outline(plan)))


def test_lines_carry_the_words_and_the_article_of_the_paper() -> None:
    (first, *_) = group("huyen-uy-chi-lang-2023", "Mốc thời gian")
    assert first.detail.startswith("trước ngày 25/02/2023")
    assert first.source.startswith("Kế hoạch, ")


def test_points_and_pass_rule_are_said_in_words() -> None:
    sets = {line.title: line for line in group("xa-phuong-2026-2030", "Bộ tiêu chí")}
    points = sets["Thang điểm mô hình “Dân vận khéo” tiêu biểu"]
    assert "thang 100 điểm" in points.detail
    section = next(line for line in points.below if line.title == "1. Chọn việc và chuẩn bị")
    assert section.detail == "tối đa 15 điểm"
    plain = sets["Tiêu chí công nhận mô hình “Dân vận khéo”"]
    assert plain.detail == (
        "tập thể, cá nhân, hộ gia đình; đạt khi bảo đảm mọi điều kiện, không tiêu chí nào chưa đạt"
    )


def test_outline_says_how_the_council_votes() -> None:
    lines = group("xa-phuong-2026-2030", "Bình xét")
    assert [line.title for line in lines] == [
        "Hội đồng bình xét",
        "Thành phần cần có mặt",
        "Biểu quyết",
        "Công khai danh sách",
    ]
    assert {line.source for line in lines} == {"Đơn vị tự đặt"}
