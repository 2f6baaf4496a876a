"""The fields that the forms of several kinds of criterion share, with their words and limits.

Owns labels and hints alone; which kind has which is `criterion_kinds`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from danvan_desktop.domain.criteria import (
    Band,
    CriterionKind,
    Effect,
    End,
    Formula,
    GradeLevel,
    Inverse,
    Measure,
)
from danvan_desktop.domain.programme_values import MOST_FIGURE, MOST_POINTS
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.fields import NumberField
from danvan_desktop.ui.rows_field import Cell, CellKind, RowsField

KIND_WORDS: dict[CriterionKind, str] = {
    CriterionKind.GRADE: "Đạt, đạt một phần, chưa đạt",
    CriterionKind.POINTS: "Cho điểm trực tiếp",
    CriterionKind.BANDS: "Khoảng tỷ lệ hoặc số lượng",
    CriterionKind.QUANTITY: "Số lượng so với kế hoạch",
    CriterionKind.COUNT: "Số lần nhân điểm",
    CriterionKind.QUALITY: "Xếp mức A, B, C, D",
}
SECTION_KEY = "section"
"""Stands for the kind of a section, which has none."""
KIND_CHOICES: Sequence[tuple[CriterionKind | str, str]] = (
    *KIND_WORDS.items(),
    (SECTION_KEY, "Mục, chứa các tiêu chí con"),
)
KIND_SHORT: dict[CriterionKind, str] = {
    CriterionKind.GRADE: "Đạt, chưa đạt",
    CriterionKind.POINTS: "Cho điểm",
    CriterionKind.BANDS: "Khoảng",
    CriterionKind.QUANTITY: "So kế hoạch",
    CriterionKind.COUNT: "Số lần",
    CriterionKind.QUALITY: "Xếp mức",
}
KIND_ICONS: dict[CriterionKind, str] = {
    CriterionKind.GRADE: "check-circle",
    CriterionKind.POINTS: "edit",
    CriterionKind.BANDS: "table",
    CriterionKind.QUANTITY: "target",
    CriterionKind.COUNT: "add",
    CriterionKind.QUALITY: "recognise",
}
EFFECTS: Sequence[tuple[Effect, str]] = (
    (Effect.PART, "Nằm trong điểm tối đa"),
    (Effect.BONUS, "Điểm thưởng, cộng thêm"),
    (Effect.PENALTY, "Điểm trừ"),
)
ENDS: Sequence[tuple[End, str]] = (
    (End.LOW, "Từ 60 đến dưới 80"),
    (End.HIGH, "Trên 60 đến 80"),
)
BY_BANDS = "bands"
FORMULAS: Sequence[tuple[str, str]] = (
    (Formula.SHARE.value, "Theo tỷ lệ đạt so với kế hoạch"),
    (Formula.REACHED.value, "Đủ kế hoạch mới có điểm"),
    (Formula.LEADER.value, "So với đơn vị dẫn đầu"),
    (BY_BANDS, "Theo khoảng % kế hoạch"),
)
INVERSES: Sequence[tuple[str, str]] = (
    ("", "Càng nhiều càng tốt"),
    (Inverse.RATIO.value, "Càng ít càng tốt: kế hoạch chia kết quả"),
    (Inverse.DIFFERENCE.value, "Càng ít càng tốt: vượt 1% mất 1%"),
)
MEASURES: Sequence[tuple[Measure, str]] = (
    (Measure.PERCENT, "% của kế hoạch"),
    (Measure.UNIT, "đơn vị tính (điểm %, mô hình…)"),
)
_BAND_CELLS = (Cell("low", "Từ"), Cell("high", "Đến dưới", needed=False), Cell("points", "Điểm"))
_BAND_TITLES = {
    End.LOW: ("Từ (kể cả)", "Đến dưới", "Điểm"),
    End.HIGH: ("Trên", "Đến (kể cả)", "Điểm"),
}


def points_field(name: str, label: str, *, hint: str = "") -> NumberField:
    """Points: not below 0, at most two decimals."""
    return NumberField(name, label, places=2, maximum=Decimal(MOST_POINTS), hint=hint)


def figure_field(name: str, label: str, *, hint: str = "") -> NumberField:
    """A plan or an achieved figure."""
    return NumberField(name, label, places=2, maximum=Decimal(MOST_FIGURE), hint=hint)


def whole_field(name: str, label: str, most: int, *, least: int = 0, hint: str = "") -> NumberField:
    """A whole number; empty is None."""
    return NumberField(
        name, label, places=0, minimum=Decimal(least), maximum=Decimal(most), hint=hint
    )


def closed_field() -> ChoiceField:
    return ChoiceField("closed", "Đầu nào thuộc khoảng", ENDS)


def bands_field(label: str = "Các khoảng") -> RowsField:
    return RowsField(
        "bands",
        label,
        _BAND_CELLS,
        noun="khoảng",
        follows=("low", "high"),
        hint="Khoảng cuối để trống ô “đến” thì không có giới hạn trên.",
    )


def title_bands(field: RowsField, closed: End) -> None:
    """Words over the columns that say which end belongs to a band."""
    field.set_titles(_BAND_TITLES[closed])


def band_rows(bands: Iterable[Band]) -> tuple[dict[str, object], ...]:
    return tuple({"low": one.low, "high": one.high, "points": one.points} for one in bands)


def bands_of(rows: Iterable[dict[str, Decimal]]) -> tuple[Band, ...]:
    return tuple(Band(row["low"], row["high"], row["points"]) for row in rows)


def grades_field() -> RowsField:
    cells = (
        Cell("code", "Mức", CellKind.TEXT, width=8, limit=40),
        Cell("name", "Tên gọi", CellKind.TEXT, needed=False, width=0),
        Cell("points", "Điểm"),
    )
    return RowsField("grades", "Các mức", cells, noun="mức")


def grade_rows(grades: Iterable[GradeLevel]) -> tuple[dict[str, object], ...]:
    return tuple({"code": one.code, "name": one.name, "points": one.points} for one in grades)
