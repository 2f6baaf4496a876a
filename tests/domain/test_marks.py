"""Which mark a criterion can be given, in the official's words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from danvan_desktop.domain.criteria import Band, Criterion, CriterionKind, Grade, Mark
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


@pytest.mark.parametrize(
    ("criterion", "mark"),
    [
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
    ],
)
def test_check_mark_refuses(criterion: Criterion, mark: Mark, message: str) -> None:
    with pytest.raises(FieldError) as caught:
        check_mark(criterion, mark)
    assert (caught.value.field, str(caught.value)) == (criterion.code, message)
