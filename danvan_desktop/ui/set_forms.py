"""The forms of what belongs to a whole set: its words and sums, ranks, pass rule, one condition.

Each gives the set (or condition) back with what was typed. Rules between the fields are the
domain's check.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from danvan_desktop.domain.criteria import (
    Condition,
    ConditionCheck,
    CriteriaSet,
    Item,
    Merge,
    PassRule,
    Rank,
    Rounding,
)
from danvan_desktop.domain.programme_values import MOST_POINTS
from danvan_desktop.domain.text import search_key
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.services.criteria_sets import Link
from danvan_desktop.ui import criterion_fields as fields
from danvan_desktop.ui import theme
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.fields import LineField, NumberField, TextField
from danvan_desktop.ui.node_form import NodeForm, TitleField, order_tabs
from danvan_desktop.ui.rows_field import Cell, CellKind, RowsField
from danvan_desktop.ui.tick_fields import FlagField, SomeField

ROUNDINGS = (
    (Rounding.HALF_UP, "Nửa lên (85,25 thành 85,3)"),
    (Rounding.HALF_EVEN, "Nửa về số chẵn (85,25 thành 85,2)"),
    (Rounding.DOWN, "Luôn xuống"),
    (Rounding.UP, "Luôn lên"),
)
MERGES = (
    (Merge.MEAN, "Trung bình cộng các phiếu"),
    (Merge.MEDIAN, "Trung vị (phiếu ở giữa)"),
    (Merge.TRIMMED, "Trung bình, bỏ một cao nhất, một thấp nhất"),
)
CHECKS = (
    (ConditionCheck.MANUAL, "Người đánh giá trả lời"),
    (ConditionCheck.REGISTERED, "Hồ sơ: đã đăng ký"),
    (ConditionCheck.BUILDING_CONFIRMED, "Hồ sơ: đã xác nhận việc xây dựng"),
    (ConditionCheck.EFFECT_CONFIRMED, "Hồ sơ: đã xác nhận hiệu quả"),
    (ConditionCheck.CHECKLIST, "Danh mục giấy tờ, đủ mấy trên mấy"),
)

_LINKS_HINT = "Đánh dấu thì danh hiệu ấy xét theo bộ này thay cho bộ đang dùng."


def any_points(name: str, label: str, *, hint: str = "") -> NumberField:
    """Points that may lie below 0."""
    most = Decimal(MOST_POINTS)
    return NumberField(name, label, places=2, minimum=-most, maximum=most, hint=hint)


class SetForm(NodeForm[CriteriaSet]):
    """The set itself: for whom, sums and rounding, several assessors, variants."""

    def __init__(self) -> None:
        super().__init__()
        self._titles: tuple[tuple[Link, str], ...] = ()
        self.variants = ChoiceField("variant_of", "Là biến thể của bộ", ())
        self.links = SomeField("links", "Là tiêu chí của danh hiệu", hint=_LINKS_HINT)
        self.add(TitleField("title", "Tên bộ tiêu chí", limit=250, lines=2))
        self.add_row(
            LineField("code", "Mã bộ", limit=40),
            LineField("source", "Nguồn (văn bản, điều, mục)", limit=500),
        )
        kinds = [(kind, kind.label) for kind in SubjectKind]
        self.add(SomeField("subject_kinds", "Dùng cho đối tượng", kinds))
        self.add(self.links)
        self._add_sums()
        self._add_panel()
        self._add_variant()

    def _add_sums(self) -> None:
        section = self.section("Thang điểm và cách tính tổng")
        self.add_row(
            fields.points_field("maximum", "Tổng điểm tối đa", hint="Để trống: không chấm điểm."),
            fields.whole_field("places", "Số chữ số lẻ của tổng", 2),
            to=section,
        )
        self.add(ChoiceField("rounding", "Làm tròn tổng, một lần ở cuối", ROUNDINGS), to=section)
        self.add_row(
            any_points("clamp_low", "Tổng thấp nhất", hint="Để trống cả hai: từ 0 trở lên."),
            any_points("clamp_high", "Tổng cao nhất"),
            to=section,
        )
        self.add_row(
            fields.points_field("bonus_cap", "Trần điểm thưởng", hint="Của cả bộ."),
            fields.points_field("penalty_cap", "Trần điểm trừ", hint="Của cả bộ."),
            to=section,
        )
        self.add(
            FlagField(
                "bonus_counts",
                "Điểm thưởng tính vào tổng điểm",
                hint="Không đánh dấu: điểm thưởng ghi riêng, chỉ để xếp khi bằng điểm.",
            ),
            to=section,
        )

    def _add_panel(self) -> None:
        section = self.section("Nhiều người chấm một hồ sơ")
        self.add_row(
            ChoiceField("merge", "Kết quả chung", MERGES),
            fields.whole_field("least", "Ít nhất mấy phiếu", 50, least=1),
            to=section,
        )
        self.add_row(
            fields.points_field(
                "outlier", "Lệch bao nhiêu điểm thì lưu ý", hint="Để trống: một phần mười tối đa."
            ),
            FlagField("round_sheets", "Làm tròn từng phiếu trước khi gộp", above=True),
            to=section,
        )

    def _add_variant(self) -> None:
        section = self.section("Biến thể, ghi chú về văn bản", folded=True)
        self.add_row(
            self.variants,
            LineField("variant", "Dành cho", limit=250, placeholder="Xã miền núi"),
            to=section,
        )
        self.add(FlagField("orientation", "Văn bản nêu có tính định hướng"), to=section)
        self.add(FlagField("not_in_paper", "Văn bản không nêu nội dung, đơn vị tự đặt"), to=section)

    def offer(self, titles: Sequence[tuple[Link, str]], sets: Sequence[tuple[str, str]]) -> None:
        """Titles with a kind of subject, and the sets this one may be a variant of."""
        self._titles = tuple(titles)
        self._showing = True
        self.variants.set_choices([("", "Không phải biến thể"), *sets])
        self._showing = False

    def show_links(self, links: Collection[Link], kinds: Collection[SubjectKind]) -> None:
        """Tick the titles the set is for, those of its kinds of subject; tells of no change."""
        wanted = [
            (link, words) for link, words in self._titles if link in links or link[1] in kinds
        ]
        self._showing = True
        if [link for link, _ in wanted] != list(self.links.boxes):
            self.links.set_choices(wanted)
        self.links.set_value(tuple(links))
        self._showing = False
        order_tabs(self)

    def values_of(self, node: CriteriaSet) -> Mapping[str, Any]:
        clamp = node.clamp or (None, None)
        own = ("title", "code", "source", "subject_kinds", "maximum", "rounding", "places")
        more = ("bonus_cap", "penalty_cap", "bonus_counts", "variant_of", "variant", "orientation")
        panel = ("merge", "least", "outlier", "round_sheets")
        return {
            **{name: getattr(node, name) for name in (*own, *more, "not_in_paper")},
            **{name: getattr(node.panel, name) for name in panel},
            "clamp_low": clamp[0],
            "clamp_high": clamp[1],
        }

    def applied(self, node: CriteriaSet) -> CriteriaSet:
        found = self.readable()
        del found["links"]  # they are the programme's, told beside the set
        low, high = found.pop("clamp_low", None), found.pop("clamp_high", None)
        # One end alone is a clamp still being typed: the other is then as far as it can be.
        clamp = None
        if low is not None or high is not None:
            clamp = (low or Decimal(0), Decimal(MOST_POINTS) if high is None else high)
        places = found.pop("places", None)
        least = found.pop("least", None)
        panel = replace(
            node.panel,
            merge=found.pop("merge", None) or Merge.MEAN,
            least=1 if least is None else int(least),
            outlier=found.pop("outlier", None),
            round_sheets=found.pop("round_sheets"),
        )
        found["rounding"] = found.get("rounding") or Rounding.HALF_UP
        found["variant_of"] = found.get("variant_of") or ""
        digits = 2 if places is None else int(places)
        return replace(node, panel=panel, clamp=clamp, places=digits, **found)


class ConditionForm(NodeForm[Condition]):
    """One condition; a checklist has its items."""

    def __init__(self) -> None:
        super().__init__()
        code = LineField("code", "Mã", limit=40)
        code.setMaximumWidth(theme.chars(20))
        self.add_row(code, ChoiceField("check", "Ai trả lời", CHECKS))
        self.add(TitleField("title", "Điều kiện", limit=500, lines=2))
        cells = (
            Cell("code", "Mã", CellKind.TEXT, width=8, limit=40),
            Cell("title", "Giấy tờ", CellKind.TEXT, width=0, limit=500),
        )
        self._items = RowsField("items", "Danh mục", cells, noun="giấy tờ")
        self.add(self._items)
        self.add(
            fields.whole_field("at_least", "Phải có ít nhất", 500, least=1, hint="Để trống: đủ cả.")
        )
        self.add(TextField("guidance", "Hướng dẫn", limit=2000, lines=2))
        self.add(LineField("source", "Nguồn (văn bản, điều, mục)", limit=500))

    def values_of(self, node: Condition) -> Mapping[str, Any]:
        self._show_items(node.check)
        rows = tuple({"code": one.code, "title": one.title} for one in node.items)
        return {**super().values_of(node), "items": rows}

    def applied(self, node: Condition) -> Condition:
        found = self.readable()
        found["check"] = found.get("check") or ConditionCheck.MANUAL
        self._show_items(found["check"])
        if "items" in found:
            found["items"] = tuple(Item(row["code"], row["title"]) for row in found["items"])
        least = found.get("at_least")
        found["at_least"] = None if least is None else int(least)
        if found["check"] is not ConditionCheck.CHECKLIST:
            found.update(items=(), at_least=None)
        return replace(node, **found)

    def _show_items(self, check: ConditionCheck) -> None:
        for field in (self._items, self["at_least"]):
            field.setVisible(check is ConditionCheck.CHECKLIST)


class RanksForm(NodeForm[CriteriaSet]):
    """Ranks of the total, the highest first as a paper prints them."""

    def __init__(self) -> None:
        super().__init__()
        cells = (
            Cell("name", "Xếp loại", CellKind.TEXT, width=0),
            Cell("low", "Từ", width=9),
            Cell("high", "Đến dưới", needed=False, width=10),
            Cell("passes", "Công nhận", CellKind.FLAG, width=11),
            Cell("code", "Mã", CellKind.TEXT, needed=False, width=11, limit=40),
        )
        self.add(
            RowsField(
                "ranks",
                "Xếp loại theo tổng điểm",
                cells,
                noun="hạng",
                follows=("high", "low"),
                hint="Hạng cao nhất để trống ô “đến dưới”. Hạng thấp nhất phải bắt đầu từ 0. Mã để "
                "trống thì lấy theo tên.",
            )
        )

    def values_of(self, node: CriteriaSet) -> Mapping[str, Any]:
        names = ("name", "low", "high", "passes", "code")
        return {"ranks": tuple({n: getattr(one, n) for n in names} for one in node.ranks)}

    def applied(self, node: CriteriaSet) -> CriteriaSet:
        found = self.readable()
        if "ranks" not in found:
            return node
        ranks = tuple(
            Rank(
                row["code"] or code_of(row["name"]),
                row["name"],
                row["low"],
                row["high"],
                row["passes"],
            )
            for row in found["ranks"]
        )
        return replace(node, ranks=ranks)


class PassRuleForm(NodeForm[CriteriaSet]):
    """When a complete sheet passes."""

    def __init__(self) -> None:
        super().__init__()
        self.add(FlagField("all_conditions", "Phải bảo đảm mọi điều kiện bắt buộc"))
        self.add_row(
            fields.points_field("min_points", "Tổng điểm ít nhất", hint="Để trống: không xét."),
            fields.whole_field("min_met", "Số tiêu chí đạt, ít nhất", 500),
        )
        self.add_row(
            fields.whole_field("max_partly", "Số đạt một phần, nhiều nhất", 500),
            fields.whole_field(
                "max_not_met", "Số chưa đạt, nhiều nhất", 500, hint="Để trống: không hạn chế."
            ),
        )
        self.add(LineField("source", "Nguồn (văn bản, điều, mục)", limit=500))

    def values_of(self, node: CriteriaSet) -> Mapping[str, Any]:
        return {field.name: getattr(node.pass_rule, field.name) for field in self}

    def applied(self, node: CriteriaSet) -> CriteriaSet:
        found = self.readable()
        for name in ("min_met", "max_partly", "max_not_met"):
            number = found.get(name)
            if name in found:
                found[name] = None if number is None else int(number)
        rule: PassRule = replace(node.pass_rule, **found)
        return replace(node, pass_rule=rule)


def code_of(name: str) -> str:
    """A code made from a name: "Xuất sắc" -> "xuat-sac"."""
    return "-".join(search_key(name).split())[:40].strip("-") or "hang"
