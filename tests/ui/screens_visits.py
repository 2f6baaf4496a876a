"""Pictures of appraisal on the spot: no schedule yet, a schedule at work, every dialog."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.visits import Minutes, Recommendation
from danvan_desktop.services import visits
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.evaluation_page import EvaluationPage
from danvan_desktop.ui.visit_dialogs import MinutesDialog, ask_plan, ask_schedule
from danvan_desktop.ui.visits_part import VisitsPart
from tests import factories
from tests.screens import screen
from tests.services.test_visits import make_team
from tests.ui import desks

_KEPT: list[object] = []


def _part(*, planned: bool = True) -> tuple[Desk, VisitsPart]:
    desk = desks.make_desk(desks.new_folder(), "evaluation")
    session, key = desk.session, (factories.PROGRAMME, desks.YEAR)
    uids = desks.fill(session, 9)
    if planned:
        team = make_team(session)
        today = session.today()
        visits.plan(session, *key, uids[:2], council=team, on=today - timedelta(days=3))
        visits.plan(session, *key, uids[-6:-2], council=team, on=today + timedelta(days=2))
        visits.plan(session, *key, uids[-2:])
        row = visits.visits(session, *key)[1]
        visits.save_minutes(session, row.uid, said(row.minutes))
        visits.finish(session, row.uid)
    page = desk.window.page("evaluation")
    assert isinstance(page, EvaluationPage)
    page.modes.setCurrentIndex(page.place_of("visits_part"))
    page.reload(None)
    part = page.part(page.place_of("visits_part"))
    assert isinstance(part, VisitsPart)
    _KEPT.append(desk)
    return desk, part


def said(planned: Minutes) -> Minutes:
    return Minutes(
        on=planned.on,
        starts="7:30",
        ends="9:15",
        venue="Nhà văn hóa Tổ dân phố (mẫu)",
        team=planned.team,
        hosts="Tổ trưởng tổ dân phố (mẫu)\nTrưởng Ban Công tác Mặt trận (mẫu)",
        findings="Đoạn đường dài 1.200 m đã trồng hoa hai bên; 40 hộ thay nhau chăm sóc hằng tuần.",
        opinions="Các hộ được hỏi đều biết và tham gia bàn cách làm.",
        recommendation=Recommendation.COMPLETE,
        reason="Cần bổ sung sổ theo dõi đóng góp của từng hộ.",
    )


@screen("visits-empty")
def visits_empty() -> QWidget:
    return _part(planned=False)[0].window


@screen("visits-schedule")
def visits_schedule() -> QWidget:
    return _part()[0].window


@screen("visit-plan-dialog", size=None)
def visit_plan_dialog() -> QWidget:
    desk, part = _part(planned=False)
    make_team(desk.session)
    return ask_plan(part, desk.work)


@screen("visit-schedule-dialog", size=None)
def visit_schedule_dialog() -> QWidget:
    desk, part = _part()
    return ask_schedule(part, desk.work, list(part.table.model.shown())[:1])


@screen("visit-minutes-dialog", size=None)
def visit_minutes_dialog() -> QWidget:
    desk, part = _part()
    return MinutesDialog(part, desk.work, part.table.selected_rows()[0])


@screen("visit-minutes-finished", size=None)
def visit_minutes_finished() -> QWidget:
    desk, part = _part()
    done = next(row for row in part.table.model.shown() if row.finished)
    return MinutesDialog(part, desk.work, done)
