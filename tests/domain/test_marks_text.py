"""One mark as it is kept and shown, the forms of older versions included."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.criteria import Grade, Mark, QualityGrade, Quantity
from danvan_desktop.domain.marks_text import mark_value, mark_words, read_mark

D = Decimal
figures = st.decimals(min_value=0, max_value=10**9, places=2)
marks = st.one_of(
    st.none(),
    st.sampled_from(Grade),
    figures,
    st.builds(Quantity, figures, st.none() | figures, st.none() | figures),
    st.builds(QualityGrade, st.text("ABCD", min_size=1, max_size=2)),
)


@given(marks)
def test_mark_comes_back_as_it_was_kept(mark: Mark | None) -> None:
    assert read_mark(mark_value(mark)) == mark


@pytest.mark.parametrize(
    ("mark", "value", "words"),
    [
        (Grade.PARTLY, "partly", "Đạt một phần"),
        (D("8.50"), "8.50", "8,5"),
        (D("1E+1"), "10", "10"),
        (None, "", ""),
        (QualityGrade("A"), {"quality": "A"}, "A"),
        (Quantity(D(12), D(10)), {"achieved": "12", "plan": "10"}, "12/10"),
        (Quantity(D("7.5")), {"achieved": "7.5"}, "7,5"),
        (
            Quantity(D(12), D(10), D(15)),
            {"achieved": "12", "plan": "10", "leader": "15"},
            "12/10 (dẫn đầu 15)",
        ),
    ],
)
def test_mark_is_written_and_shown(mark: Mark | None, value: object, words: str) -> None:
    assert (mark_value(mark), mark_words(mark)) == (value, words)
    assert read_mark(value) == mark


@pytest.mark.parametrize(
    "value",
    [
        "",
        "tốt",
        "NaN",
        "Infinity",
        "1e5",
        "1E999999999",
        None,
        8,
        {},
        {"quality": ""},
        {"quality": "A", "plan": "1"},
        {"plan": "10"},
        {"achieved": "x"},
        {"achieved": "1", "goal": "2"},
        {"achieved": 1},
    ],
)
def test_value_that_is_no_mark_reads_as_open(value: object) -> None:
    assert read_mark(value) is None
