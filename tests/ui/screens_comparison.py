"""Pictures of the comparison board: empty, a few assessors, nine with long names, chart, hidden."""

from __future__ import annotations

import random
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.criteria import Grade
from danvan_desktop.domain.sheets import Stage
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import independence, office, units
from danvan_desktop.services.session import Clock, Session, open_session
from danvan_desktop.ui.comparison_part import ComparisonPart
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.evaluation_page import EvaluationPage
from tests import board_data, factories
from tests.screens import screen
from tests.ui import desks
from tests.ui.answers import Answers
from tests.ui.scoring_factories import settle

_KEPT: list[object] = []
BOARD = EvaluationPage.place_of("comparison_part")
NAMES = (
    "Tuyến đường hoa số {} (mẫu)",
    "Tổ hòa giải ở cơ sở số {} (mẫu)",
    "Vận động nhân dân hiến đất mở rộng đường liên tổ dân phố, tuyến số {} (mẫu)",
    "Camera an ninh số {} (mẫu)",
)


def open_board(
    rows: int, assessors: int, *, own: bool = True, grades: bool = False, collector: bool = True
) -> Desk:
    """The window at the board of an office with so many registrations and assessors."""
    session = open_session(DataFolder(desks.new_folder()), Clock.fixed(factories.DAY))
    office.create_office(session, factories.commune_draft())
    fill(session, rows, assessors, own=own, grades=grades, collector=collector)
    desk = Desk(session, Answers())
    desk.open()
    desk.window.go("evaluation")
    page = page_of(desk)
    page.reload(None)
    page.modes.setCurrentIndex(BOARD)
    settle(200)
    _KEPT.append(desk)
    return desk


def page_of(desk: Desk) -> EvaluationPage:
    page = desk.window.page("evaluation")
    assert isinstance(page, EvaluationPage)
    return page


def part_of(desk: Desk) -> ComparisonPart:
    part = page_of(desk).part(BOARD)
    assert isinstance(part, ComparisonPart)
    return part


def fill(
    session: Session, rows: int, assessors: int, *, own: bool, grades: bool, collector: bool
) -> None:
    """Sheets that differ: some missing, a veto, equals, one that stands apart."""
    chance = random.Random(7)
    plan = board_data.adopt(session, 8, quota="number = 4")
    names = board_data.enlist(session, assessors) if assessors > 1 else ("",)
    if collector:
        independence.choose(session, board_data.ID, board_data.YEAR, independence.COLLECTOR)
    places = [row.uid for row in units.units(session) if row.depth == 2]
    for number in range(rows):
        uid = board_data.register(
            session,
            plan,
            NAMES[number % len(NAMES)].format(number + 1),
            unit=places[number % len(places)],
            sector=plan.sectors[number % 2].code,
        )
        if own and number % 3 == 0:
            board_data.assess(session, uid, "", ["4.5"] * 8, stage=Stage.SELF)
        _sheets(session, uid, number, names, chance)
    if grades:
        for number in range(3):
            uid = board_data.register(session, plan, f"Việc tốt {number}", board_data.GRADES)
            for name in names:
                given = [Grade.MET, Grade.PARTLY if number else Grade.MET, Grade.MET]
                board_data.grade(session, uid, name, given)


def _sheets(
    session: Session, uid: str, number: int, names: tuple[str, ...], chance: random.Random
) -> None:
    base = 12 + (number * 5) % 8
    for place, name in enumerate(names):
        if number == 5 and place:
            continue
        marks = [Decimal(min(20, base + chance.randint(-2, 2))) / 4 for _ in range(8)]
        if number == 2 and place == 0:
            marks[0] = Decimal(0)
        if number == 1 and place == 1:
            marks = [Decimal(1)] * 8
        if number in (3, 4):
            marks = [Decimal(4)] * 8
        board_data.assess(session, uid, name, marks, finish=not (number == 6 and place == 0))


@screen("comparison-empty")
def comparison_empty() -> QWidget:
    return open_board(0, 1).window


@screen("comparison-one-sheet")
def comparison_one_sheet() -> QWidget:
    return open_board(8, 1, own=False).window


@screen("comparison-three")
def comparison_three() -> QWidget:
    return open_board(14, 3, grades=True).window


@screen("comparison-nine")
def comparison_nine() -> QWidget:
    return open_board(16, 9).window


@screen("comparison-hidden")
def comparison_hidden() -> QWidget:
    return open_board(8, 3, collector=False).window


@screen("comparison-chart")
def comparison_chart() -> QWidget:
    desk = open_board(16, 3)
    part_of(desk).chart_button.setChecked(True)
    settle()
    return desk.window


@screen("comparison-filtered")
def comparison_filtered() -> QWidget:
    desk = open_board(14, 3)
    part_of(desk).filter.ties.setChecked(True)
    settle()
    return desk.window
