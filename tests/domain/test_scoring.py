"""What a sheet comes to: the table of examples, and the laws behind it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.criteria import (
    Band,
    Condition,
    CriteriaSet,
    Criterion,
    CriterionKind,
    Grade,
    Mark,
    PassRule,
    Rank,
    Rounding,
)
from danvan_desktop.domain.scoring import Result, final, score
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import FieldError

D = Decimal
MET, PARTLY, NOT_MET = Grade


def grade(code: str, **more: object) -> Criterion:
    return replace(Criterion(code, f"Tiêu chí {code}"), **more)  # type: ignore[arg-type]


def points(code: str, maximum: str, **more: object) -> Criterion:
    made = Criterion(code, f"Tiêu chí {code}", CriterionKind.POINTS, maximum=D(maximum))
    return replace(made, **more)  # type: ignore[arg-type]


def section(code: str, *children: Criterion, **more: object) -> Criterion:
    made = Criterion(code, f"Mục {code}", None, children)
    return replace(made, **more)  # type: ignore[arg-type]


def criteria_set(*criteria: Criterion, **more: object) -> CriteriaSet:
    made = CriteriaSet("tap-the", "Tập thể", (SubjectKind.COLLECTIVE,), criteria)
    return replace(made, **more)  # type: ignore[arg-type]


GRADES = criteria_set(
    section("1", grade("1.1"), grade("1.2")),
    grade("2"),
    conditions=(Condition("a", "Có đăng ký"), Condition("b", "Công khai, dân chủ")),
)
HOLDING = {"a": True, "b": True}
ALL_MET: dict[str, Mark] = {"1.1": MET, "1.2": MET, "2": MET}

RANKS = (
    Rank("tot", "Tốt", D(80)),
    Rank("kha", "Khá", D(50), D(80)),
    Rank("khong", "Không xếp loại", D(0), D(50), passes=False),
)
BANDS = (Band(D(0), D(50), D(0)), Band(D(50), D(80), D(5)), Band(D(80), None, D(10)))
TABLE = criteria_set(
    section("I", points("1.1", "40", step=D("0.5")), points("1.2", "40"), maximum=D(60)),
    Criterion("II", "Tỷ lệ hộ tham gia", CriterionKind.BANDS, bands=BANDS, maximum=D(10)),
    grade("III", maximum=D(10)),
    points("IV", "20", floor=D(5)),
    maximum=D(100),
    ranks=RANKS,
)
FULL: dict[str, Mark] = {"1.1": D(30), "1.2": D(25), "II": D(90), "III": MET, "IV": D(10)}


@dataclass
class Example:
    name: str
    marks: dict[str, Mark]
    total: str | None = None
    passed: bool | None = True
    rank: str | None = None
    reasons: tuple[str, ...] = ()
    rule: PassRule = field(default_factory=PassRule)
    conditions: dict[str, bool | None] = field(default_factory=lambda: dict(HOLDING))


GRADE_EXAMPLES = [
    Example("all met", ALL_MET),
    Example("partly is allowed by default", {**ALL_MET, "2": PARTLY}),
    Example(
        "one not met",
        {**ALL_MET, "1.2": NOT_MET},
        passed=False,
        reasons=("1 tiêu chí chưa đạt: 1.2.",),
    ),
    Example("one not met, one allowed", {**ALL_MET, "2": NOT_MET}, rule=PassRule(max_not_met=1)),
    Example(
        "two not met, one allowed",
        {**ALL_MET, "2": NOT_MET, "1.1": NOT_MET},
        passed=False,
        reasons=("2 tiêu chí chưa đạt (cho phép 1): 1.1, 2.",),
        rule=PassRule(max_not_met=1),
    ),
    Example(
        "too many partly",
        {**ALL_MET, "2": PARTLY},
        passed=False,
        reasons=("1 tiêu chí đạt một phần: 2.",),
        rule=PassRule(max_partly=0),
    ),
    Example(
        "too few met",
        {**ALL_MET, "2": PARTLY},
        passed=False,
        reasons=("Mới đạt 2 tiêu chí, cần ít nhất 3.",),
        rule=PassRule(min_met=3),
    ),
    Example(
        "a condition fails",
        ALL_MET,
        passed=False,
        reasons=("Chưa bảo đảm điều kiện: Có đăng ký.",),
        conditions={"a": False, "b": True},
    ),
    Example(
        "conditions do not count when the rule says so",
        ALL_MET,
        rule=PassRule(all_conditions=False),
        conditions={"a": False},
    ),
    Example("incomplete", {"1.1": MET}, passed=None),
    Example(
        "incomplete but lost already",
        {"1.1": NOT_MET},
        passed=None,
        reasons=("1 tiêu chí chưa đạt: 1.1.",),
    ),
    Example("a condition not answered", ALL_MET, passed=None, conditions={"a": True, "b": None}),
]


@pytest.mark.parametrize("example", GRADE_EXAMPLES, ids=[one.name for one in GRADE_EXAMPLES])
def test_score_grades(example: Example) -> None:
    asked = replace(GRADES, pass_rule=example.rule)
    result = score(asked, example.marks, example.conditions)
    assert (result.passed, result.reasons) == (example.passed, example.reasons)
    assert (result.total, result.so_far, result.rank) == (None, None, None)


POINTS_EXAMPLES = [
    Example("plain", FULL, "85", rank="tot"),
    Example("section cut at its maximum", {**FULL, "1.1": D(40), "1.2": D(40)}, "90", rank="tot"),
    Example(
        "whole cut at its maximum",
        {"1.1": D(40), "1.2": D(40), "II": D(100), "III": MET, "IV": D(20)},
        "100",
        rank="tot",
    ),
    Example("band below its upper end", {**FULL, "II": D("79.99")}, "80", rank="tot"),
    Example("band at its lower end", {**FULL, "II": D(50), "III": NOT_MET}, "70", rank="kha"),
    Example("rank is half-open", {**FULL, "II": D(0), "1.1": D("34.5")}, "79.5", rank="kha"),
    Example(
        "under the floor",
        {**FULL, "IV": D("4.5")},
        "79.5",
        passed=False,
        reasons=("Tiêu chí IV được 4,5 điểm, dưới mức tối thiểu 5.",),
    ),
    Example(
        "a rank that does not pass",
        {"1.1": D(5), "1.2": D(5), "II": D(0), "III": NOT_MET, "IV": D(5)},
        "15",
        passed=False,
        rank="khong",
        reasons=("Xếp loại “Không xếp loại” không được công nhận.",),
    ),
    Example(
        "too few points",
        FULL,
        "85",
        passed=False,
        rank="tot",
        reasons=("Tổng 85 điểm, cần từ 90 điểm.",),
        rule=PassRule(min_points=D(90)),
    ),
    Example("incomplete", {"1.1": D(30)}, None, passed=None),
]


@pytest.mark.parametrize("example", POINTS_EXAMPLES, ids=[one.name for one in POINTS_EXAMPLES])
def test_score_points(example: Example) -> None:
    result = score(replace(TABLE, pass_rule=example.rule), example.marks)
    assert result.total == (None if example.total is None else D(example.total))
    assert (result.passed, result.reasons) == (example.passed, example.reasons)
    assert (result.rank.code if result.rank else None) == example.rank


def test_score_lists_what_is_missing_in_the_order_of_the_paper() -> None:
    result = score(GRADES, {"2": MET}, {"b": True})
    assert result.missing == ("1.1", "1.2")
    assert result.missing_conditions == ("a",)
    assert not result.complete


def test_score_counts_grades_and_sections() -> None:
    result = score(GRADES, {"1.1": MET, "1.2": PARTLY}, HOLDING)
    assert (result.met, result.partly, result.not_met) == (1, 1, 0)
    assert result.sections["1"].complete
    assert result.sections["1"].points is None


def test_score_gives_the_points_of_each_line_and_section() -> None:
    result = score(TABLE, FULL)
    assert result.points == {
        "1.1": D(30),
        "1.2": D(25),
        "II": D(10),
        "III": D(10),
        "IV": D(10),
    }
    assert result.sections["I"].points == D(55)


def test_score_so_far_grows_before_the_sheet_is_full() -> None:
    assert score(TABLE, {"1.1": D(30)}).so_far == D(30)
    assert score(TABLE, {}).so_far == D(0)


@pytest.mark.parametrize(
    ("asked", "marks", "reason"),
    [
        (criteria_set(grade("1", veto=True)), {"1": NOT_MET}, "Tiêu chí 1 bắt buộc phải đạt."),
        (
            criteria_set(points("1", "10", veto=True)),
            {"1": D(0)},
            "Tiêu chí 1 không có điểm (điểm liệt).",
        ),
        (
            criteria_set(section("A", points("1", "10"), floor=D(5))),
            {"1": D(4)},
            "Mục A được 4 điểm, dưới mức tối thiểu 5.",
        ),
    ],
)
def test_score_veto_and_floor_fail_the_whole(
    asked: CriteriaSet, marks: dict[str, Mark], reason: str
) -> None:
    asked = replace(asked, pass_rule=PassRule(max_not_met=None))
    result = score(asked, marks)
    assert (result.passed, result.reasons) == (False, (reason,))


def test_score_floor_of_a_section_waits_until_it_is_full() -> None:
    asked = criteria_set(section("A", points("1", "10"), points("2", "10"), floor=D(15)))
    assert score(asked, {"1": D(9)}).reasons == ()
    assert score(asked, {"1": D(9), "2": D(5)}).passed is False


def test_score_asks_only_what_applies() -> None:
    asked = criteria_set(
        grade("1", sectors=("KT",)),
        section("2", grade("2.1"), subject_kinds=(SubjectKind.INDIVIDUAL,)),
        grade("3"),
    )
    result = score(asked, {}, sector="VHXH", subject_kind=SubjectKind.COLLECTIVE)
    assert result.missing == ("3",)
    assert dict(result.sections) == {}
    # A mark left from before the sector was changed neither counts nor harms.
    left = score(asked, {"1": NOT_MET, "3": MET}, sector="VHXH")
    assert (left.passed, left.missing) == (None, ("2.1",))


@pytest.mark.parametrize(
    ("mark", "places", "rounding", "total"),
    [
        ("3.345", 2, Rounding.HALF_UP, "3.35"),
        ("3.345", 2, Rounding.DOWN, "3.34"),
        ("3.5", 0, Rounding.HALF_UP, "4"),
        ("9.95", 1, Rounding.HALF_UP, "9.9"),  # 10,0 would be above the maximum
    ],
)
def test_score_rounds_once(mark: str, places: int, rounding: Rounding, total: str) -> None:
    asked = criteria_set(points("1", "9.95"), maximum=D("9.95"), places=places, rounding=rounding)
    assert score(asked, {"1": D(mark)}).total == D(total)


def test_score_clamps_at_the_end() -> None:
    asked = criteria_set(points("1", "80"), points("2", "80"), clamp=(D(10), D(100)))
    assert score(asked, {"1": D(80), "2": D(80)}).total == D(100)
    assert score(asked, {"1": D(0), "2": D(0)}).total == D(10)


def test_score_waits_for_evidence_only_where_it_is_looked_for() -> None:
    asked = criteria_set(
        points("1", "10", evidence_required=True), grade("2", evidence_required=True), grade("3")
    )
    full: dict[str, Mark] = {"1": D(5), "2": MET, "3": MET}
    assert score(asked, full).complete
    open_sheet = score(asked, full, evidence={"2"})
    assert (open_sheet.missing_evidence, open_sheet.complete) == (("1",), False)
    assert score(asked, full, evidence={"1", "2"}).passed is True
    # What is marked as nothing needs no proof.
    assert score(asked, {**full, "1": D(0), "2": NOT_MET}, evidence=()).complete


def test_score_of_what_is_left_of_a_section_waits_until_it_is_full() -> None:
    child = Criterion("a", "Nhắc nhở", CriterionKind.COUNT, each=D(3))
    asked = criteria_set(section("A", child, grade("b", maximum=D(1)), deducts=True, maximum=D(10)))
    assert score(asked, {"a": D(2)}).so_far == D(0)
    assert score(asked, {"a": D(2), "b": NOT_MET}).total == D(4)
    assert score(asked, {"a": D(9), "b": MET}).total == D(0)


def test_score_refuses_a_criterion_of_another_set() -> None:
    with pytest.raises(FieldError, match=r"^Bộ tiêu chí không có tiêu chí 9\.$"):
        score(GRADES, {"9": MET})


def test_score_refuses_an_unsound_mark() -> None:
    with pytest.raises(FieldError) as caught:
        score(TABLE, {"1.1": D("3.3")})
    assert caught.value.field == "1.1"


def sheet(total: str) -> Result:
    return score(criteria_set(points("1", "10")), {"1": D(total)})


def test_final_is_the_mean_of_finished_sheets() -> None:
    asked = criteria_set(points("1", "10"), ranks=(Rank("dat", "Đạt", D(5)),))
    unfinished = score(asked, {})
    result = final(asked, [sheet("8"), sheet("9"), sheet("9"), unfinished], expected=5)
    assert (result.finished, result.expected) == (3, 5)
    assert (result.total, result.passed) == (D("8.67"), True)
    assert result.rank == asked.ranks[0]


def test_final_of_one_sheet_is_that_sheet() -> None:
    for marks in (ALL_MET, {**ALL_MET, "2": NOT_MET}):
        one = score(GRADES, marks, HOLDING)
        result = final(GRADES, [one], 1)
        assert (result.passed, result.reasons) == (one.passed, one.reasons)


def test_final_leaves_a_split_to_the_meeting() -> None:
    good = score(GRADES, ALL_MET, HOLDING)
    bad = score(GRADES, {**ALL_MET, "2": NOT_MET}, HOLDING)
    result = final(GRADES, [good, bad, good], 3)
    assert result.passed is None
    assert result.reasons == ("2 trong 3 phiếu đánh giá đạt; hội nghị bình xét quyết định.",)


def test_final_of_nothing_says_nothing() -> None:
    assert final(GRADES, [score(GRADES, {}, {})], 3).passed is None


HALVES = st.integers(0, 80).map(lambda half: D(half) / 2)
TABLE_MARKS = st.fixed_dictionaries(
    {},
    optional={
        "1.1": HALVES,
        "1.2": HALVES,
        "II": st.integers(0, 120).map(D),
        "III": st.sampled_from([MET, NOT_MET]),
        "IV": st.integers(0, 20).map(D),
    },
)


@given(TABLE_MARKS, st.randoms())
def test_score_does_not_depend_on_the_order_of_marks(marks: dict[str, Mark], random) -> None:
    shuffled = list(marks.items())
    random.shuffle(shuffled)
    assert score(TABLE, dict(shuffled)) == score(TABLE, marks)


@given(TABLE_MARKS)
def test_score_never_exceeds_the_maximum(marks: dict[str, Mark]) -> None:
    result = score(TABLE, marks)
    assert result.so_far is not None
    assert D(0) <= result.so_far <= D(100)
    assert result.complete == (len(marks) == 5)


@given(TABLE_MARKS, st.sampled_from(["1.1", "1.2"]), HALVES)
def test_score_more_points_never_lower_the_total(
    marks: dict[str, Mark], code: str, more: D
) -> None:
    before = score(TABLE, marks)
    old = marks.get(code, D(0))
    assert isinstance(old, D)
    after = score(TABLE, {**marks, code: max(old, more)})
    assert before.so_far is not None
    assert after.so_far is not None
    assert after.so_far >= before.so_far


@given(st.lists(st.sampled_from(Grade), min_size=3, max_size=3), st.integers(0, 2))
def test_score_better_grades_never_fail_what_passed(grades: list[Grade], index: int) -> None:
    marks: dict[str, Mark] = dict(zip(("1.1", "1.2", "2"), grades, strict=True))
    better: dict[str, Mark] = {**marks, ("1.1", "1.2", "2")[index]: MET}
    if score(GRADES, marks, HOLDING).passed:
        assert score(GRADES, better, HOLDING).passed
