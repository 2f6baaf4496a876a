"""One small form for each kind of criterion, and one for a section of several.

Each shows only what its kind has, and gives back the criterion with what was typed. What all
kinds share is `criterion_form`; rules between the fields are the domain's check.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from danvan_desktop.domain.criteria import Criterion, GradeLevel
from danvan_desktop.ui import criterion_fields as fields
from danvan_desktop.ui.fields import LineField
from danvan_desktop.ui.node_form import NodeForm
from danvan_desktop.ui.tick_fields import FlagField

MAXIMUM = "Điểm tối đa"
FLOOR = "Điểm sàn"
FLOOR_HINT = "Dưới mức này thì không được công nhận."


class KindForm(NodeForm[Criterion]):
    """The fields of one kind. A field is named as the attribute it fills."""

    def applied(self, node: Criterion) -> Criterion:
        return replace(node, **self.readable())


class SectionForm(KindForm):
    """Maximum, cap and floor of a section; what it gives is its children's."""

    def __init__(self) -> None:
        super().__init__()
        self.add_row(
            fields.points_field("maximum", MAXIMUM, hint="Bằng tổng điểm các mục con."),
            fields.points_field("cap", "Trần của mục", hint="Nhiều nhất được tính bấy nhiêu."),
            fields.points_field("floor", FLOOR, hint=FLOOR_HINT),
        )
        self.add(
            FlagField(
                "deducts",
                "Trừ dần: mục có sẵn điểm tối đa, mỗi mục con trừ bớt",
                hint="Mục không bao giờ xuống dưới 0 điểm.",
            )
        )


class GradeForm(KindForm):
    """Met, partly met or not; points only where the paper gives them."""

    def __init__(self) -> None:
        super().__init__()
        self.add_row(
            fields.points_field("maximum", "Điểm khi đạt", hint="Để trống nếu không chấm điểm."),
            fields.points_field(
                "partly", "Điểm khi đạt một phần", hint="Để trống: chỉ có đạt và chưa đạt."
            ),
        )


class PointsForm(KindForm):
    """Points given by hand, on a step."""

    def __init__(self) -> None:
        super().__init__()
        self.add_row(
            fields.points_field("maximum", MAXIMUM),
            fields.points_field("step", "Bước điểm", hint="Ví dụ 0,5. Để trống: tùy ý."),
            fields.points_field("floor", FLOOR, hint=FLOOR_HINT),
        )


class BestForm(KindForm):
    """Rows of which the best gives the maximum: the maximum follows it while both agree."""

    rows_name: str

    def _best(self, node: Criterion) -> Decimal | None:
        return max((row.points for row in getattr(node, self.rows_name)), default=None)

    def _following(self, before: Criterion, after: Criterion) -> Criterion:
        best = self._best(after)
        follows = before.maximum is None or before.maximum == self._best(before)
        if best is None or not follows or after.maximum != before.maximum:
            return after
        self._showing = True
        self["maximum"].set_value(best)
        self._showing = False
        return replace(after, maximum=best)


class BandsForm(BestForm):
    """A figure that lies in one of several ranges."""

    rows_name = "bands"

    def __init__(self) -> None:
        super().__init__()
        self._rows = fields.bands_field()
        self.add_row(
            LineField("unit", "Đơn vị tính", limit=40, placeholder="%"), fields.closed_field()
        )
        self.add(self._rows)
        self.add_row(
            fields.points_field("maximum", MAXIMUM, hint="Bằng điểm của khoảng cao nhất."),
            fields.points_field("floor", FLOOR, hint=FLOOR_HINT),
        )

    def values_of(self, node: Criterion) -> Mapping[str, Any]:
        fields.title_bands(self._rows, node.closed)
        return {**super().values_of(node), "bands": fields.band_rows(node.bands)}

    def applied(self, node: Criterion) -> Criterion:
        found = self.readable()
        found["closed"] = found.get("closed") or node.closed
        if "bands" in found:
            found["bands"] = fields.bands_of(found["bands"])
        fields.title_bands(self._rows, found["closed"])
        return self._following(node, replace(node, **found))


class CountForm(KindForm):
    """So many points each time, up to the maximum."""

    def __init__(self) -> None:
        super().__init__()
        self.add_row(
            fields.points_field("each", "Điểm mỗi lần"),
            LineField("unit", "Mỗi lần là", limit=40, placeholder="lần, tin bài, hộ"),
            fields.points_field("maximum", "Nhiều nhất", hint="Trần điểm của tiêu chí."),
        )
        self.add_row(
            FlagField("deducts", "Mỗi lần trừ bớt từ điểm tối đa", above=True),
            fields.points_field("floor", FLOOR, hint=FLOOR_HINT),
        )


class QualityForm(BestForm):
    """Named grades, each with its points."""

    rows_name = "grades"

    def __init__(self) -> None:
        super().__init__()
        self.add(fields.grades_field())
        self.add_row(
            fields.points_field("maximum", MAXIMUM, hint="Bằng điểm của mức cao nhất."),
            fields.points_field("floor", FLOOR, hint=FLOOR_HINT),
        )

    def values_of(self, node: Criterion) -> Mapping[str, Any]:
        return {**super().values_of(node), "grades": fields.grade_rows(node.grades)}

    def applied(self, node: Criterion) -> Criterion:
        found = self.readable()
        if "grades" in found:
            found["grades"] = tuple(
                GradeLevel(row["code"], row["points"], row["name"]) for row in found["grades"]
            )
        return self._following(node, replace(node, **found))
