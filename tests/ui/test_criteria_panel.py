"""The forms of the criteria editor show every set as it is, and change only what is typed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.criteria import (
    Band,
    ConditionCheck,
    Criterion,
    CriterionKind,
    Effect,
    End,
    Formula,
    GradeLevel,
    Inverse,
    Item,
    Measure,
    Merge,
    Panel,
    PassRule,
    Rounding,
    Steps,
)
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.services import programmes
from danvan_desktop.ui import criteria_spots as spots
from danvan_desktop.ui.criteria_panel import CriteriaPanel
from tests.ui.test_criteria_edits import all_spots

D = Decimal
BANDS = (Band(D(0), D(80), D(0)), Band(D(80), None, D(10)))
BASE = Criterion("1", "Tiêu chí", CriterionKind.QUANTITY, maximum=D(10), unit="hộ")
NODES = (
    replace(BASE, plan=D("1234.5"), inverse=Inverse.RATIO, over=Steps(cap=D(2)), places=1),
    replace(BASE, formula=Formula.LEADER, at_plan=D(60), inverse=Inverse.DIFFERENCE),
    replace(BASE, formula=Formula.REACHED, over=Steps(D(5), Measure.UNIT, D("0.5"), D(3), True)),
    replace(BASE, under=Steps(D(1), Measure.PERCENT, D(2)), floor=D(4), veto=True),
    replace(BASE, bands=BANDS, closed=End.HIGH),
    Criterion("2", "Khoảng", CriterionKind.BANDS, maximum=D(10), bands=BANDS, closed=End.HIGH),
    Criterion("3", "Đạt", CriterionKind.GRADE, maximum=D(1000), partly=D("0.25")),
    Criterion("4", "Lần", CriterionKind.COUNT, each=D("0.5"), effect=Effect.PENALTY, unit="tin"),
    Criterion("5", "Trừ dần", CriterionKind.COUNT, each=D(2), maximum=D(5), deducts=True),
    Criterion(
        "6",
        "Mức",
        CriterionKind.QUALITY,
        maximum=D(10),
        grades=(GradeLevel("A", D(10), "Tốt"), GradeLevel("D", D(0))),
        evidence_required=True,
        subject_kinds=(SubjectKind.COLLECTIVE,),
        guidance="Hai dòng\nhướng dẫn",
        source="Kế hoạch, mục 2",
    ),
    Criterion(
        "7",
        "Mục",
        None,
        (Criterion("7.1", "Ý", CriterionKind.POINTS, maximum=D(5)),),
        maximum=D(5),
        cap=D(4),
        effect=Effect.BONUS,
        sectors=("kinh-te", "linh-vuc-da-bo"),
    ),
)


@pytest.fixture
def panel(qapp: QApplication) -> CriteriaPanel:
    made = CriteriaPanel()
    made.offer({"kinh-te": "Kinh tế", "khac": "Khác"}, (), (("goc", "Bộ gốc"),))
    return made


@pytest.mark.parametrize("source", programmes.shipped(), ids=lambda one: one.id)
def test_every_line_of_every_shipped_set_is_shown_as_it_is(
    panel: CriteriaPanel, source: programmes.ProgrammeSource
) -> None:
    plan = programmes.shipped_programme(source.id)
    panel.offer({one.code: one.name for one in plan.sectors}, (), ())
    for criteria_set in plan.criteria_sets:
        for spot in all_spots(criteria_set):
            panel.show_spot(criteria_set, frozenset(), spot)
            assert panel.unreadable() == []
            assert panel.applied(criteria_set) == criteria_set


@pytest.mark.parametrize("node", NODES, ids=lambda one: f"{one.code}-{one.kind}")
def test_a_criterion_of_any_kind_is_shown_as_it_is(panel: CriteriaPanel, node: Criterion) -> None:
    plan = programmes.shipped_programme("xa-phuong-2026-2030")
    criteria_set = replace(plan.criteria_set("tieu-bieu"), criteria=(node,))
    told: list[str] = []
    panel.edited.connect(told.append)
    panel.show_spot(criteria_set, frozenset(), spots.criterion((0,)))
    assert panel.applied(criteria_set) == criteria_set
    assert told == []


def test_the_set_itself_is_shown_as_it_is(panel: CriteriaPanel) -> None:
    plan = programmes.shipped_programme("xa-phuong-2026-2030")
    criteria_set = replace(
        plan.criteria_set("tieu-bieu"),
        places=0,
        rounding=Rounding.DOWN,
        clamp=(D(-5), D(110)),
        bonus_cap=D("7.5"),
        penalty_cap=D(3),
        bonus_counts=False,
        panel=Panel(Merge.TRIMMED, True, 3, D("2.5"), "Quy chế"),
        pass_rule=PassRule(False, 3, 2, None, D(70)),
        variant_of="goc",
        variant="Xã miền núi",
        orientation=True,
    )
    for spot in (spots.SET, spots.PASSING, spots.RANKS):
        panel.show_spot(criteria_set, frozenset(), spot)
        assert panel.applied(criteria_set) == criteria_set


def test_a_checklist_has_its_papers_and_how_many_of_them(panel: CriteriaPanel) -> None:
    plan = programmes.shipped_programme("xa-phuong-2026-2030")
    criteria_set = plan.criteria_set("tieu-bieu")
    panel.show_spot(criteria_set, frozenset(), spots.condition(1))
    form = panel.condition
    assert form["items"].isHidden()
    form["check"].set_value(ConditionCheck.CHECKLIST)
    panel.applied(criteria_set)
    assert not form["items"].isHidden()
    form["items"].set_text('[["a", "Phiếu đăng ký"], ["b", "Báo cáo"], ["", ""]]')
    form["at_least"].set_value(D(1))
    made = panel.applied(criteria_set).conditions[1]
    assert made == replace(
        criteria_set.conditions[1],
        check=ConditionCheck.CHECKLIST,
        items=(Item("a", "Phiếu đăng ký"), Item("b", "Báo cáo")),
        at_least=1,
    )
    form["check"].set_value(ConditionCheck.MANUAL)
    assert panel.applied(criteria_set) == criteria_set
