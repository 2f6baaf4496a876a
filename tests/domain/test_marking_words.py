"""How criteria are marked in words, and the best mark of each, over the whole tables."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from danvan_desktop.domain.best_marks import best_mark
from danvan_desktop.domain.criteria import Criterion, Effect
from danvan_desktop.domain.marking_words import effects, how_marked, section_words, signed
from danvan_desktop.domain.programme_checks import build
from danvan_desktop.domain.scoring import score

D = Decimal
TABLES = Path(__file__).parent / "tables"
GROUP, FAMILY = (
    build(tomllib.loads((TABLES / name).read_text(encoding="utf-8"), parse_float=D)).criteria_sets[
        0
    ]
    for name in ("cum-thi-dua.toml", "gia-dinh-van-hoa.toml")
)


def leaf(code: str) -> Criterion:
    return next(one for one in GROUP.leaves() if one.code == code)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (
            "I.2b",
            "Ghi kết quả (buổi), kế hoạch là 24; đạt kế hoạch được 15 điểm, "
            "mỗi 1 buổi thiếu trừ 0,5 điểm.",
        ),
        (
            "I.3",
            "Ghi kết quả (%), kế hoạch là 3, càng ít càng tốt; đạt kế hoạch được 15 điểm, "
            "không đạt thì tính theo tỷ lệ.",
        ),
        (
            "II.1",
            "A (Xuất sắc): 20 điểm; B (Tốt): 16 điểm; C (Hoàn thành): 10 điểm; "
            "D (Không hoàn thành): 0 điểm.",
        ),
        ("II.2", "Đạt được 10 điểm, đạt một phần 6 điểm, chưa đạt 0 điểm."),
        ("III.1", "Ghi số nguyên: mỗi lần trừ 3 điểm."),
        ("IV", "Ghi số nguyên: mỗi tin, bài cộng 0,5 điểm, nhiều nhất 6 điểm."),
        (
            "V",
            "Ghi số ngày, điểm theo mức: từ 0 ngày đến dưới 5 ngày: 0 điểm; "
            "từ 5 ngày đến dưới 10 ngày: -1 điểm; từ 10 ngày đến dưới 15 ngày: -3 điểm; "
            "từ 15 ngày: -5 điểm.",
        ),
    ],
)
def test_rule_of_each_kind_in_words(code: str, words: str) -> None:
    assert how_marked(leaf(code), effects(GROUP)[code]) == words


def test_sections_say_what_they_do_to_the_total() -> None:
    found = effects(FAMILY)
    words = {one.code: section_words(one, found[one.code]) for one in FAMILY.criteria}
    assert {code: words[code] for code in ("5", "6")} == {
        "5": "cộng thêm, nhiều nhất 10 điểm",
        "6": "trừ đi",
    }
    assert section_words(GROUP.criteria[2]) == "có 10 điểm, trừ dần"


def test_points_carry_the_sign_of_what_they_do() -> None:
    shown = [signed(D("13.333333"), Effect.PART), signed(D(3), Effect.BONUS)]
    shown += [signed(D("-2.5"), Effect.PENALTY), signed(D(2), Effect.PENALTY)]
    assert [*shown, signed(D(0), Effect.BONUS)] == ["13,33", "+3", "-2,5", "-2", "0"]


def test_best_marks_give_the_maximum_without_penalty() -> None:
    found = effects(GROUP)
    best = {one.code: best_mark(one, found[one.code]) for one in GROUP.leaves()}
    result = score(GROUP, best, {"hs": True}, sector="kt")
    assert (result.sums.part, result.sums.bonus, result.sums.penalty) == (D(100), D(6), D(0))
