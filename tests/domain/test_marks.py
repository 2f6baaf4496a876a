"""Which mark a criterion can be given, in the official's words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from danvan_desktop.domain.criteria import (
    Band,
    Criterion,
    CriterionKind,
    Formula,
    Grade,
    GradeLevel,
    Inverse,
    Mark,
    QualityGrade,
    Quantity,
)
from danvan_desktop.domain.marks import check_mark
from danvan_desktop.errors import FieldError

D = Decimal
POINTS = Criterion("2.1", "Kết quả", CriterionKind.POINTS, maximum=D(10), step=D("0.5"))
OPEN = Criterion("2.2", "Điểm thưởng", CriterionKind.POINTS)
GRADE = Criterion("1.1", "Cách làm")
WORTH = Criterion("1.2", "Có quy ước", maximum=D(5))
SHARE = Criterion(
    "3.1",
    "Tỷ lệ hộ",
    CriterionKind.BANDS,
    bands=(Band(D(0), D(50), D(1)), Band(D(50), D(101), D(3))),
)
HALFWAY = replace(WORTH, partly=D(2))
DAYS = replace(
    SHARE, unit="ngày", bands=(Band(D(0), D(5), D(0)), Band(D(5), D(10), D(3))), maximum=D(3)
)
TIMES = Criterion("4.1", "Tin, bài", CriterionKind.COUNT, maximum=D(3), each=D("0.5"))
QUALITY = Criterion(
    "4.2", "Xếp loại", CriterionKind.QUALITY, grades=(GradeLevel("A", D(9)), GradeLevel("B", D(5)))
)
PLAN = Criterion("4.3", "Ngày công", CriterionKind.QUANTITY, maximum=D(10))
STATED = replace(PLAN, plan=D(80))
LEADER = replace(PLAN, formula=Formula.LEADER)


@pytest.mark.parametrize(
    ("criterion", "mark"),
    [
        (HALFWAY, Grade.PARTLY),
        (DAYS, D("9.5")),
        (TIMES, D(40)),
        (QUALITY, QualityGrade("B")),
        (PLAN, Quantity(D(9), D(8))),
        (PLAN, Quantity(D(5) * 10**10, D(5) * 10**10)),
        (STATED, D(81)),
        (STATED, Quantity(D(81), D(80))),
        (LEADER, Quantity(D(8), D(8))),
        (LEADER, Quantity(D(9), D(8), D(20))),
        (LEADER, Quantity(D(9), D(0))),
        (replace(LEADER, inverse=Inverse.RATIO), Quantity(D(9), D(8))),
        (POINTS, D(0)),
        (POINTS, D("9.5")),
        (POINTS, D(10)),
        (Criterion("x", "X", CriterionKind.POINTS, maximum=D("2.25"), step=D("0.5")), D("2.25")),
        (OPEN, D("3.33")),
        (GRADE, Grade.PARTLY),
        (WORTH, Grade.NOT_MET),
        (SHARE, D(100)),
    ],
)
def test_check_mark_takes(criterion: Criterion, mark: Mark) -> None:
    check_mark(criterion, mark)


@pytest.mark.parametrize(
    ("criterion", "mark", "message"),
    [
        (POINTS, D("3.3"), "Điểm 3,3 không đúng bước 0,5 của tiêu chí 2.1 (tối đa 10)."),
        (POINTS, D("10.5"), "Điểm 10,5 vượt điểm tối đa 10 của tiêu chí 2.1."),
        (POINTS, D(-1), "Điểm -1 của tiêu chí 2.1 không được âm."),
        (POINTS, D("NaN"), "Tiêu chí 2.1: số không hợp lệ."),
        (OPEN, D(10) ** 12, "Tiêu chí 2.2: số không hợp lệ."),
        (POINTS, Grade.MET, "Tiêu chí 2.1 chấm bằng số, không ghi “Đạt”."),
        (
            GRADE,
            D(5),
            "Tiêu chí 1.1 ghi đạt, đạt một phần hoặc chưa đạt, không chấm bằng số.",
        ),
        (WORTH, Grade.PARTLY, "Tiêu chí 1.2 chỉ đạt (5 điểm) hoặc chưa đạt (0 điểm)."),
        (SHARE, D(120), "Tỷ lệ 120% không thuộc mức nào của tiêu chí 3.1."),
        (DAYS, D(10), "Số 10 ngày không thuộc mức nào của tiêu chí 3.1."),
        (TIMES, D("1.5"), "Số lần 1,5 của tiêu chí 4.1 phải là số nguyên."),
        (TIMES, D(-1), "Số lần -1 của tiêu chí 4.1 phải là số nguyên."),
        (TIMES, Grade.MET, "Tiêu chí 4.1 chấm bằng số, không ghi “Đạt”."),
        (QUALITY, QualityGrade("C"), "Tiêu chí 4.2 chỉ nhận mức A, B."),
        (QUALITY, Grade.MET, "Tiêu chí 4.2 chỉ nhận mức A, B."),
        (QUALITY, D(5), "Tiêu chí 4.2 chỉ nhận mức A, B."),
        (TIMES, QualityGrade("A"), "Tiêu chí 4.1 không xếp mức, không ghi “A”."),
        (TIMES, Quantity(D(1), D(1)), "Tiêu chí 4.1 không chấm theo kế hoạch và kết quả."),
        (PLAN, D(5), "Tiêu chí 4.3 thiếu số kế hoạch."),
        (PLAN, Quantity(D(-1), D(5)), "Tiêu chí 4.3: kế hoạch và kết quả không được âm."),
        (PLAN, Quantity(D("NaN"), D(5)), "Tiêu chí 4.3: số không hợp lệ."),
        (PLAN, Grade.MET, "Tiêu chí 4.3 chấm bằng số, không ghi “Đạt”."),
        (
            STATED,
            Quantity(D(5), D(90)),
            "Tiêu chí 4.3 có kế hoạch do văn bản nêu là 80.",
        ),
        (
            LEADER,
            Quantity(D(9), D(8)),
            "Tiêu chí 4.3 vượt kế hoạch, cần kết quả của đơn vị dẫn đầu.",
        ),
    ],
)
def test_check_mark_refuses(criterion: Criterion, mark: Mark, message: str) -> None:
    with pytest.raises(FieldError) as caught:
        check_mark(criterion, mark)
    assert (caught.value.field, str(caught.value)) == (criterion.code, message)
