"""Rules of each kind of criterion; each defect found once, at its key."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from danvan_desktop.domain.programme_checks import build, check, inspect
from tests.domain.programme_mapping import (
    POINTS,
    RANKS,
    SET,
    Case,
    found,
    graded,
    pointed,
    ready,
    with_value,
)

LEAF = f"{POINTS}.criteria[2]"
EXTRA = f"{POINTS}.criteria[4]"
BANDS = [{"low": 0, "high": 5, "points": 10}, {"low": 5, "points": 0}]
GRADES = [{"code": "A", "points": 10}, {"code": "B", "points": 5}]


def leaf(kind: str, **more: Any) -> dict[str, Any]:
    return graded("III", kind=kind, maximum=10, **more)


def quantity(**more: Any) -> dict[str, Any]:
    return leaf("quantity", **more)


def extra(effect: str = "bonus", **more: Any) -> dict[str, Any]:
    return graded("X", effect=effect, **more)


SOUND = [
    leaf("grade", partly=5),
    leaf("bands", unit="ngày", closed="high", bands=BANDS),
    leaf("bands", bands=[{"low": -5, "high": 0, "points": 0}, {"low": 0, "points": 10}]),
    leaf("count", each=2),
    leaf("count", each=2, deducts=True),
    leaf("quality", grades=GRADES),
    quantity(),
    quantity(plan=80, inverse="difference", over={}),
    quantity(formula="leader", at_plan=60, places=2),
    quantity(formula="reached", over={"every": 5, "points": 1, "cap": 2}),
    quantity(under={"every": 1, "by": "unit", "points": 1}),
    quantity(bands=[{"low": 0, "high": 100, "points": 0}, {"low": 100, "points": 10}]),
    quantity(inverse="ratio", over={"every": 1, "by": "unit", "points": 1}),
    graded("III", maximum=10, deducts=True, children=[graded("a", kind="count", each=1)]),
]
SOUND_EXTRAS = [
    extra(maximum=5),
    extra(kind="points"),
    extra(kind="count", each=1),
    extra("penalty", kind="points", veto=True),
    extra("penalty", kind="bands", maximum=10, unit="ngày", bands=BANDS),
    extra(cap=5, children=[graded("a", kind="count", each=1), graded("b", maximum=9)]),
    extra(maximum=9, children=[graded("b", maximum=9)]),
    extra("part", children=[graded("b", maximum=9, effect="bonus")]),
]


@pytest.mark.parametrize("criterion", SOUND, ids=str)
def test_check_takes_every_kind(criterion: dict[str, Any]) -> None:
    assert found(LEAF, copy.deepcopy(criterion)) == []


@pytest.mark.parametrize("criterion", SOUND_EXTRAS, ids=str)
def test_check_takes_bonus_and_penalty(criterion: dict[str, Any]) -> None:
    mapping = with_value(ready(), EXTRA, copy.deepcopy(criterion))
    assert check(mapping) == []
    assert build(mapping).criteria_sets[1].criteria[4].code == "X"


def only(*kinds: str) -> str:
    return "chỉ dùng khi kind = " + " hoặc ".join(f"“{kind}”" for kind in kinds)


KINDS: list[Case] = [
    (
        LEAF,
        leaf("grade", partly=10),
        f"{LEAF}.partly",
        "điểm đạt một phần phải dưới điểm tối đa 10",
    ),
    (
        f"{SET}.criteria[0].partly",
        5,
        f"{SET}.criteria[0].partly",
        "tiêu chí không có điểm thì không ghi điểm đạt một phần",
    ),
    (LEAF, leaf("points", partly=1), f"{LEAF}.partly", "chỉ dùng khi kind = “grade”"),
    (LEAF, leaf("points", closed="low"), f"{LEAF}.closed", only("bands", "quantity")),
    (LEAF, leaf("points", unit="hộ"), f"{LEAF}.unit", only("bands", "quantity", "count")),
    (LEAF, leaf("points", over={}), f"{LEAF}.over", "chỉ dùng khi kind = “quantity”"),
    (LEAF, leaf("points", each=1), f"{LEAF}.each", "chỉ dùng khi kind = “count”"),
    (LEAF, leaf("points", deducts=True), f"{LEAF}.deducts", "chỉ dùng khi kind = “count”"),
    (LEAF, leaf("points", grades=GRADES), f"{LEAF}.grades", "chỉ dùng khi kind = “quality”"),
    (
        LEAF,
        leaf("bands", unit="ngày", bands=[{"low": 0, "high": 500, "points": 10}]),
        f"{LEAF}.bands[0].high",
        "khoảng cao nhất chưa phủ mọi giá trị; bỏ khóa high để không có giới hạn",
    ),
    (LEAF, leaf("count"), f"{LEAF}.each", "thiếu số điểm mỗi lần"),
    (LEAF, leaf("count", each=0), f"{LEAF}.each", "số điểm mỗi lần phải lớn hơn 0"),
    (LEAF, leaf("quality"), f"{LEAF}.grades", "thiếu các mức xếp loại"),
    (
        LEAF,
        leaf("quality", grades=[*GRADES, GRADES[0]]),
        f"{LEAF}.grades[2].code",
        f"“A” đã dùng ở {LEAF}.grades[0].code",
    ),
    (
        LEAF,
        leaf("quality", grades=GRADES[1:]),
        f"{LEAF}.grades",
        "điểm cao nhất 5 khác điểm tối đa 10 của tiêu chí",
    ),
    (LEAF, quantity(plan=-1), f"{LEAF}.plan", "kế hoạch không được âm"),
    (
        LEAF,
        quantity(inverse="ratio", over={}),
        f"{LEAF}.over.cap",
        "càng ít càng tốt (ratio) thì phần vượt phải có trần",
    ),
    (
        LEAF,
        quantity(formula="share", bands=[{"low": 0, "points": 10}]),
        f"{LEAF}.formula",
        "đã có các khoảng tỷ lệ thì không ghi khóa này",
    ),
    (
        LEAF,
        quantity(formula="reached", under={"every": 1, "points": 1}),
        f"{LEAF}.under",
        "chỉ dùng khi formula = “share”",
    ),
    (
        LEAF,
        quantity(formula="leader", over={}),
        f"{LEAF}.over",
        "công thức theo đơn vị dẫn đầu không có phần vượt",
    ),
    (LEAF, quantity(at_plan=50), f"{LEAF}.at_plan", "chỉ dùng khi formula = “leader”"),
    (
        LEAF,
        quantity(formula="leader", at_plan=101),
        f"{LEAF}.at_plan",
        "phải lớn hơn 0 và không quá 100%",
    ),
    (LEAF, quantity(under={"every": 1}), f"{LEAF}.under.points", "phải ghi cả every và points"),
    (LEAF, quantity(under={}), f"{LEAF}.under.every", "phải ghi cả every và points"),
    (LEAF, quantity(over={"points": 1}), f"{LEAF}.over.every", "phải ghi cả every và points"),
    (LEAF, quantity(over={"by": "unit"}), f"{LEAF}.over.by", "phải ghi cả every và points"),
    (
        LEAF,
        quantity(over={"every": 0, "points": 1}),
        f"{LEAF}.over.every",
        "phải lớn hơn 0",
    ),
    (
        LEAF,
        graded("III", deducts=True, children=[graded("a", kind="count", each=1)]),
        f"{LEAF}.maximum",
        "trừ dần thì phải có điểm tối đa",
    ),
    (
        LEAF,
        graded("III", maximum=10, cap=5, deducts=True, children=[pointed("a", 1)]),
        f"{LEAF}.cap",
        "mục trừ dần không có trần",
    ),
    (
        EXTRA,
        extra(maximum=9, deducts=True, children=[pointed("a", 9)]),
        f"{EXTRA}.deducts",
        "điểm thưởng, điểm trừ không trừ dần từ điểm tối đa",
    ),
    (
        EXTRA,
        extra("penalty", kind="count", each=1, deducts=True),
        f"{EXTRA}.deducts",
        "trừ dần thì phải có điểm tối đa",
    ),
    (
        EXTRA,
        extra("penalty", maximum=5),
        f"{EXTRA}.kind",
        "điểm trừ không chấm đạt, không đạt; dùng kind = “count” hoặc “quality”",
    ),
    (EXTRA, extra(), f"{EXTRA}.maximum", "tiêu chí chấm điểm thiếu điểm tối đa"),
    (
        EXTRA,
        extra(kind="points", floor=1),
        f"{EXTRA}.floor",
        "điểm thưởng, điểm trừ không có điểm sàn",
    ),
    (
        EXTRA,
        extra(kind="quantity", maximum=5, over={"cap": 1}),
        f"{EXTRA}.over",
        "điểm thưởng, điểm trừ không có phần vượt",
    ),
    (
        EXTRA,
        extra(children=[graded("a", kind="points", effect="penalty")]),
        f"{EXTRA}.children[0].effect",
        "mục chứa tiêu chí này là “bonus”",
    ),
    (
        EXTRA,
        extra(maximum=8, children=[graded("a", maximum=9)]),
        f"{EXTRA}.maximum",
        "tổng điểm các mục con là 9, khác điểm tối đa 8",
    ),
    (f"{POINTS}.bonus_cap", 5, f"{POINTS}.bonus_cap", "bộ tiêu chí không có điểm thưởng"),
    (f"{POINTS}.penalty_cap", 5, f"{POINTS}.penalty_cap", "bộ tiêu chí không có điểm trừ"),
    (f"{SET}.bonus_cap", 5, f"{SET}.bonus_cap", "chỉ dùng cho bộ tiêu chí chấm điểm"),
    (
        f"{SET}.panel",
        {"merge": "median"},
        f"{SET}.panel.merge",
        "chỉ dùng cho bộ tiêu chí chấm điểm",
    ),
    (
        f"{SET}.conditions[0].items",
        [{"code": "a", "title": "Phiếu"}],
        f"{SET}.conditions[0].items",
        "chỉ dùng khi check = “checklist”",
    ),
    (
        f"{SET}.conditions[0].check",
        "checklist",
        f"{SET}.conditions[0].items",
        "thiếu danh mục giấy tờ",
    ),
    (
        f"{SET}.conditions[0]",
        {
            "code": "a",
            "title": "Hồ sơ",
            "check": "checklist",
            "at_least": 2,
            "items": [{"code": "a", "title": "Phiếu"}],
        },
        f"{SET}.conditions[0].at_least",
        "danh mục chỉ có 1 mục",
    ),
    (
        f"{SET}.accepted",
        [{"key": "maximum", "reason": "Theo văn bản"}],
        f"{SET}.accepted[0].key",
        "không có lỗi nào ở khóa này, bỏ mục này đi",
    ),
    (
        "titles[1].quotas",
        [{}],
        "titles[1].quotas[0]",
        "phải ghi number hoặc percent, không ghi cả hai",
    ),
    (
        "titles[1].quotas",
        [{"percent": 20, "of": "units"}],
        "titles[1].quotas[0].rounding",
        "tỷ lệ thì phải ghi tính trên số nào (of) và cách làm tròn",
    ),
    (
        "titles[1].quotas",
        [{"number": 2, "of": "units"}],
        "titles[1].quotas[0].of",
        "chỉ dùng với percent",
    ),
    (
        "titles[0].quotas",
        [{"percent": 20, "of": "recognised", "rounding": "down"}],
        "titles[0].quotas[0].of",
        "danh hiệu không lấy từ danh hiệu nào (from_titles)",
    ),
    (
        "titles[0].quotas",
        [{"number": 3, "at_least": 2, "at_most": 1}],
        "titles[0].quotas[0].at_most",
        "phải từ 2 trở lên",
    ),
]


@pytest.mark.parametrize(("path", "value", "key", "reason"), KINDS)
def test_check_finds_exactly_the_defect(path: str, value: object, key: str, reason: str) -> None:
    assert found(path, copy.deepcopy(value)) == [(key, reason)]


def test_item_of_a_checklist_with_a_code_taken() -> None:
    mapping = with_value(ready(), f"{SET}.criteria[0].code", "a.1")
    item = {"code": "1", "title": "Phiếu"}
    mapping["criteria_sets"][0]["conditions"][0] |= {"check": "checklist", "items": [item]}
    assert [(one.key, one.reason) for one in check(mapping)] == [TAKEN]


TAKEN = (f"{SET}.conditions[0].items[0].code", "trùng với mã của một điều kiện hoặc tiêu chí")


def variant(**more: Any) -> dict[str, Any]:
    return {
        "code": "nui",
        "title": "Thang điểm miền núi",
        "subject_kinds": ["collective"],
        "source": "II",
        "variant_of": "diem",
        "variant": "Xã miền núi",
        "maximum": 10,
        "criteria": [pointed("1", 10)],
        **more,
    }


def test_variant_stands_in_for_its_set() -> None:
    mapping = with_value(ready(), "criteria_sets[2]", variant())
    assert check(mapping) == []
    programme = build(mapping)
    kind = programme.criteria_sets[1].subject_kinds[0]
    assert [one.code for one in programme.variants("diem")] == ["diem", "nui"]
    assert programme.variants("dat") == ()
    chosen = [programme.set_for("mo-hinh", kind, one).code for one in ("", "nui", "dat")]
    assert chosen == ["diem", "nui", "diem"]


VARIANTS: list[Case] = [
    ("", {"variant_of": "x"}, "variant_of", "không có bộ tiêu chí nào mang mã “x”"),
    ("", {"variant_of": "nui"}, "variant_of", "phải là bộ tiêu chí gốc, không phải biến thể"),
    (
        "",
        {"subject_kinds": ["individual"]},
        "subject_kinds",
        "phải có đủ đối tượng của bộ tiêu chí “diem”",
    ),
]


@pytest.mark.parametrize(("path", "value", "key", "reason"), VARIANTS)
def test_variant_defects(path: str, value: dict[str, Any], key: str, reason: str) -> None:
    mapping = with_value(ready(), f"criteria_sets[2]{path}", variant(**value))
    defects = [(one.key, one.reason) for one in check(mapping)]
    assert defects == [(f"criteria_sets[2].{key}", reason)]


def test_variant_without_a_name_and_titles_that_name_a_variant() -> None:
    nameless = variant()
    del nameless["variant"]
    mapping = with_value(ready(), "criteria_sets[2]", nameless)
    mapping["titles"][0]["criteria"] = {"collective": "nui"}
    assert [(one.key, one.reason) for one in check(mapping)] == [
        ("titles[0].criteria.collective", "phải là bộ tiêu chí gốc, không phải biến thể"),
        ("criteria_sets[2].variant", "biến thể phải có tên, ví dụ “Xã miền núi”"),
    ]


def declared_70(**more: Any) -> dict[str, Any]:
    """A paper that declares 70 points for items that sum to 65, and whose ranks leave a gap."""
    mapping = ready()
    mapping["criteria_sets"][1] = {
        "code": "diem",
        "title": "Bảng điểm",
        "subject_kinds": ["collective"],
        "source": "II",
        "maximum": 70,
        "criteria": [pointed("1", 40), pointed("2", 25)],
        "ranks": [
            {"code": "tot", "name": "Tốt", "low": 60},
            {"code": "kha", "name": "Khá", "low": 40, "high": 59},
            {"code": "chua", "name": "Chưa đạt", "low": 0, "high": 40, "passes": False},
        ],
        **more,
    }
    return mapping


SUM = (f"{POINTS}.maximum", "tổng điểm các mục con là 65, khác điểm tối đa 70")
GAP = (f"{POINTS}.ranks[0].low", f"hở từ 59 điểm đến 60 điểm sau {POINTS}.ranks[1]")


def test_paper_whose_items_do_not_sum_is_reported() -> None:
    assert [(one.key, one.reason) for one in check(declared_70())] == [SUM, GAP]


def test_accepted_defects_are_listed_with_their_reason() -> None:
    accepted = [
        {"key": f"{POINTS}.maximum", "reason": "Giữ theo phụ lục"},
        {"key": "ranks[0].low", "reason": "Không có tổng lẻ"},
    ]
    found = inspect(declared_70(accepted=accepted), file="mau.toml")
    assert found.defects == []
    assert found.programme is not None
    assert [(one.key, one.reason, one.accepted) for one in found.accepted] == [
        (*SUM, "Giữ theo phụ lục"),
        (*GAP, "Không có tổng lẻ"),
    ]
    assert str(found.accepted[0]) == (
        f"mau.toml: {SUM[0]}: {SUM[1]} (đã chấp nhận: Giữ theo phụ lục)"
    )
    kept = found.programme.criteria_sets[1].accepted
    assert [one.key for one in kept] == [f"{POINTS}.maximum", "ranks[0].low"]


def test_one_accepted_leaves_the_other() -> None:
    accepted = [{"key": "maximum", "reason": "Giữ theo phụ lục"}]
    found = inspect(declared_70(accepted=accepted))
    assert [(one.key, one.reason) for one in found.defects] == [GAP]
    assert found.programme is None


def test_overlap_cannot_be_accepted() -> None:
    mapping = ready()
    mapping["criteria_sets"][1]["ranks"] = [{**RANKS[0], "low": 60}, *RANKS[1:]]
    key = f"{POINTS}.ranks[0].low"
    mapping["criteria_sets"][1]["accepted"] = [{"key": key, "reason": "x"}]
    assert [(one.key, one.reason) for one in check(mapping)] == [
        (key, f"chồng lên hạng ở {POINTS}.ranks[2]"),
        (f"{POINTS}.accepted[0].key", "lỗi ở khóa này phải sửa, không chấp nhận được"),
    ]


def test_ranks_cover_the_bonus_too() -> None:
    mapping = with_value(ready(), EXTRA, extra(kind="points", maximum=8))
    ranks = mapping["criteria_sets"][1]["ranks"]
    ranks[1]["high"] = 105
    del mapping["criteria_sets"][1]["clamp"]
    key = f"{POINTS}.ranks[1].high"
    reason = "hạng cao nhất chưa phủ {} điểm; bỏ khóa high để không có giới hạn"
    assert [(one.key, one.reason) for one in check(mapping)] == [(key, reason.format(108))]
    mapping["criteria_sets"][1]["bonus_cap"] = 4
    assert check(mapping) == []
    del mapping["criteria_sets"][1]["bonus_cap"]
    mapping["criteria_sets"][1]["bonus_counts"] = False
    assert check(mapping) == []
