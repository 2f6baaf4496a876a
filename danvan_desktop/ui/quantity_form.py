"""The form of a quantity held against a plan: formula, less is better, above and below the plan.

Fields that the chosen formula does not know are hidden and emptied, so that what is seen is what
counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from danvan_desktop.domain.criteria import Criterion, End, Formula, Inverse, Measure, Steps
from danvan_desktop.ui import criterion_fields as fields
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.fields import Field, LineField
from danvan_desktop.ui.form import Section
from danvan_desktop.ui.kind_forms import FLOOR, FLOOR_HINT, MAXIMUM, KindForm
from danvan_desktop.ui.tick_fields import FlagField

_NOTHING, _BY_SHARE, _BY_STEPS = "none", "share", "steps"
_OVER_WAYS = (
    (_NOTHING, "Không tính phần vượt"),
    (_BY_SHARE, "Theo tỷ lệ của điểm tối đa"),
    (_BY_STEPS, "Mỗi mức vượt được một số điểm"),
)
_UNDER_WAYS = ((_NOTHING, "Theo công thức trên"), (_BY_STEPS, "Mỗi mức hụt trừ một số điểm"))
_STEP_NAMES = ("every", "by", "points", "cap", "exact")


class QuantityForm(KindForm):
    """See the module's text."""

    def __init__(self) -> None:
        super().__init__()
        self._bands = fields.bands_field("Các khoảng % kế hoạch")
        self.add_row(
            fields.points_field("maximum", MAXIMUM),
            fields.figure_field("plan", "Kế hoạch", hint="Để trống: hỏi khi chấm."),
            LineField("unit", "Đơn vị tính", limit=40, placeholder="hộ, ngày công"),
        )
        self.add_row(
            ChoiceField("formula", "Cách tính", fields.FORMULAS),
            ChoiceField("inverse", "Chiều", fields.INVERSES),
        )
        self.add_row(
            fields.points_field("at_plan", "Đạt kế hoạch được (% điểm tối đa)"),
            fields.closed_field(),
        )
        self.add(self._bands)
        self._over = self.section("Phần vượt kế hoạch thành điểm thưởng")
        self._steps("over", "Phần vượt", _OVER_WAYS, "Mỗi mức vượt", self._over)
        self._under = self.section("Phần hụt kế hoạch", folded=True)
        self._steps("under", "Phần hụt", _UNDER_WAYS, "Mỗi mức hụt", self._under)
        self.add_row(
            fields.whole_field(
                "places", "Làm tròn riêng (số lẻ)", 6, hint="Để trống: chỉ làm tròn tổng."
            ),
            fields.points_field("floor", FLOOR, hint=FLOOR_HINT),
        )

    def _steps(self, name: str, label: str, ways: Any, every: str, to: Section) -> None:
        self.add(ChoiceField(f"{name}_way", label, ways), to=to)
        self.add_row(
            fields.figure_field(f"{name}_every", every),
            ChoiceField(f"{name}_by", "Tính bằng", fields.MEASURES),
            fields.points_field(f"{name}_points", "Số điểm"),
            to=to,
        )
        self.add_row(
            fields.points_field(f"{name}_cap", "Nhiều nhất", hint="Trần của phần này."),
            FlagField(f"{name}_exact", "Tính cả phần lẻ của một mức", above=True),
            to=to,
        )

    def values_of(self, node: Criterion) -> Mapping[str, Any]:
        fields.title_bands(self._bands, node.closed)
        formula = fields.BY_BANDS if node.bands else node.formula.value
        self._show_fields(formula, _way(node.over), _way(node.under))
        return {
            **{name: getattr(node, name) for name in ("maximum", "plan", "unit")},
            **{name: getattr(node, name) for name in ("at_plan", "closed", "places", "floor")},
            "inverse": node.inverse.value if node.inverse else "",
            "formula": formula,
            "bands": fields.band_rows(node.bands),
            **_step_values("over", node.over),
            **_step_values("under", node.under),
        }

    def applied(self, node: Criterion) -> Criterion:
        found = self.readable()
        formula = found.pop("formula", None) or node.formula.value
        ways = [found.pop(f"{name}_way", None) or _NOTHING for name in ("over", "under")]
        self._show_fields(formula, *ways)
        by_bands = formula == fields.BY_BANDS
        found["closed"] = found.get("closed") or End.LOW
        fields.title_bands(self._bands, found["closed"])
        bands = fields.bands_of(found["bands"]) if "bands" in found else node.bands
        places = found.get("places")
        return replace(
            node,
            **{name: found[name] for name in ("maximum", "plan", "unit", "floor") if name in found},
            inverse=Inverse(found["inverse"]) if found.get("inverse") else None,
            formula=Formula.SHARE if by_bands else Formula(formula),
            bands=bands if by_bands else (),
            closed=found["closed"] if by_bands else End.LOW,
            at_plan=_at_plan(found) if formula == Formula.LEADER else Decimal(50),
            over=None if formula == Formula.LEADER else _read_steps("over", ways[0], found),
            under=_read_steps("under", ways[1], found) if formula == Formula.SHARE else None,
            places=None if places is None else int(places),
        )

    def _show_fields(self, formula: str, over: str, under: str) -> None:
        self["at_plan"].setVisible(formula == Formula.LEADER)
        self["closed"].setVisible(formula == fields.BY_BANDS)
        self._bands.setVisible(formula == fields.BY_BANDS)
        self._over.setVisible(formula != Formula.LEADER)
        self._under.setVisible(formula == Formula.SHARE)
        for name, way in (("over", over), ("under", under)):
            for part in ("every", "by", "points", "exact"):
                self._part(name, part).setVisible(way == _BY_STEPS)
            self._part(name, "cap").setVisible(way != _NOTHING)

    def _part(self, name: str, part: str) -> Field:
        return self[f"{name}_{part}"]


def _way(steps: Steps | None) -> str:
    if steps is None:
        return _NOTHING
    # Neither figure: at the rate of the maximum. One alone is a step still being typed.
    return _BY_SHARE if steps.every is None and steps.points is None else _BY_STEPS


def _step_values(name: str, steps: Steps | None) -> dict[str, Any]:
    shown = steps or Steps()
    values: dict[str, Any] = {f"{name}_{part}": getattr(shown, part) for part in _STEP_NAMES}
    return {f"{name}_way": _way(steps), **values}


def _read_steps(name: str, way: str, found: Mapping[str, Any]) -> Steps | None:
    if way == _NOTHING:
        return None
    cap = found.get(f"{name}_cap")
    if way == _BY_SHARE:
        return Steps(cap=cap)
    return Steps(
        every=found.get(f"{name}_every"),
        by=found.get(f"{name}_by") or Measure.PERCENT,
        points=found.get(f"{name}_points"),
        cap=cap,
        exact=bool(found.get(f"{name}_exact")),
    )


def _at_plan(found: Mapping[str, Any]) -> Decimal:
    typed = found.get("at_plan")
    return Decimal(50) if typed is None else typed
