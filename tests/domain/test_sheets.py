"""Marks and conditions as they are kept, and results in words."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.criteria import (
    CriteriaSet,
    Criterion,
    CriterionKind,
    Grade,
    QualityGrade,
    Quantity,
    Rank,
)
from danvan_desktop.domain.scoring import score
from danvan_desktop.domain.sheets import (
    MarkEntry,
    Stage,
    conditions_text,
    from_hundredths,
    hundredths,
    is_stored_form,
    marks_text,
    read_conditions,
    read_marks,
    result_words,
)
from danvan_desktop.domain.units import SubjectKind

points = st.decimals(min_value=0, max_value=1000, places=2)
entries = st.builds(
    MarkEntry,
    st.one_of(
        st.none(),
        st.sampled_from(Grade),
        points,
        st.builds(Quantity, points, st.none() | points, st.none() | points),
        st.sampled_from([QualityGrade("A"), QualityGrade("B")]),
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)


@given(st.dictionaries(st.text("0123456789.ab", min_size=1, max_size=5), entries, max_size=6))
def test_marks_come_back_as_they_were_kept(marks: dict[str, MarkEntry]) -> None:
    kept = {code: one for code, one in marks.items() if one.mark is not None or one.remark}
    assert read_marks(marks_text(marks)) == kept
    assert is_stored_form(marks_text(marks))


def test_marks_of_the_first_version_are_read() -> None:
    kept = '{"1":{"mark":"met","remark":""},"2":{"mark":"8.5","remark":"Tốt"}}'
    assert read_marks(kept) == {
        "1": MarkEntry(Grade.MET),
        "2": MarkEntry(Decimal("8.5"), "Tốt"),
    }
    assert is_stored_form(kept)


@given(
    st.dictionaries(st.text("dk-123", min_size=1, max_size=5), st.one_of(st.none(), st.booleans()))
)
def test_conditions_come_back_without_the_unanswered(answers: dict[str, bool | None]) -> None:
    kept = {code: answer for code, answer in answers.items() if answer is not None}
    assert read_conditions(conditions_text(answers)) == kept


@given(points)
def test_hundredths_lose_nothing(value: Decimal) -> None:
    assert from_hundredths(hundredths(value)) == value


def test_stage_is_named_by_points_or_not() -> None:
    assert [stage.label() for stage in Stage] == ["Tự đánh giá", "Thẩm định", "Kết luận"]
    assert Stage.SELF.label(points=True) == "Điểm tự chấm"


def test_result_with_points_names_total_and_rank() -> None:
    criteria_set = CriteriaSet(
        code="diem",
        title="Thang điểm",
        subject_kinds=(SubjectKind.COLLECTIVE,),
        criteria=(Criterion("1", "Kết quả", CriterionKind.POINTS, maximum=Decimal(100)),),
        maximum=Decimal(100),
        ranks=(Rank("tot", "Tốt", Decimal(0)),),
    )
    result = score(criteria_set, {"1": Decimal("86.5")})
    assert result_words(result, criteria_set) == "86,5/100 điểm - Tốt"
    assert result_words(score(criteria_set, {}), criteria_set) == ""
