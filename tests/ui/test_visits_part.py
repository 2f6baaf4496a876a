"""“Thẩm định thực tế” over a real data folder: planned, keyed in, finished, opened again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.visits import VisitState
from danvan_desktop.services import visits
from danvan_desktop.services.visits import VisitRow
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.evaluation_page import EvaluationPage
from danvan_desktop.ui.visit_dialogs import MinutesDialog, PlanDialog
from danvan_desktop.ui.visits_part import VisitsPart
from tests import factories
from tests.services.test_visits import make_team
from tests.ui import desks
from tests.ui.answers import Answers
from tests.ui.scoring_factories import settle


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "dữ liệu", "evaluation", answers)
    desks.fill(made.session, 4)
    made.window.page("evaluation").reload(None)
    yield made
    desks.close(made)


@pytest.fixture
def part(desk: Desk) -> VisitsPart:
    page = desk.window.page("evaluation")
    assert isinstance(page, EvaluationPage)
    page.modes.setCurrentIndex(page.place_of("visits_part"))
    settle()
    found = page.part(page.place_of("visits_part"))
    assert isinstance(found, VisitsPart)
    return found


def shown(part: VisitsPart) -> list[VisitRow]:
    return list(part.table.model.shown())


def plan_all(part: VisitsPart) -> None:
    part.plan_button.click()
    dialog = part._dialog
    assert isinstance(dialog, PlanDialog)
    dialog.save_button.click()
    settle()


def open_minutes(part: VisitsPart) -> MinutesDialog:
    QTest.keyClick(part.table.view, Qt.Key.Key_Return)
    dialog = part._dialog
    assert isinstance(dialog, MinutesDialog)
    return dialog


def test_everything_is_put_on_the_schedule_with_its_team(
    desk: Desk, part: VisitsPart, answers: Answers
) -> None:
    make_team(desk.session)
    assert shown(part) == []
    plan_all(part)
    rows = shown(part)
    assert len(rows) == 5
    assert {row.council_name for row in rows} == {"Tổ thẩm định năm 2026 (mẫu)"}
    part.plan_button.click()
    assert answers.said[-1] == (
        "error",
        "Không còn mô hình, điển hình nào chưa có trong lịch thẩm định.",
    )


def test_minutes_are_keyed_in_finished_and_opened_again(
    desk: Desk, part: VisitsPart, answers: Answers
) -> None:
    make_team(desk.session)
    plan_all(part)
    dialog = open_minutes(part)
    form = dialog.form
    form["on"].set_text(factories.DAY.strftime("%d/%m/%Y"))
    form["findings"].set_text("Đã xem sổ theo dõi (mẫu).")
    dialog.finish_button.click()
    assert form["recommendation"].problem() == "Chưa chọn đề nghị của tổ thẩm định."
    assert visits.visit(desk.session, shown(part)[0].uid).minutes.findings == (
        "Đã xem sổ theo dõi (mẫu)."
    )
    form["recommendation"].set_text("Đề nghị công nhận")
    dialog.finish_button.click()
    settle()
    (done,) = [row for row in shown(part) if row.finished]
    assert done.recommendation_words == "Đề nghị công nhận"
    part.table.select_key(done.uid)
    assert part.minutes_button.text() == "Xem biên bản"
    answers.will("ask_reason", "Ghi nhầm")
    part._on_reopen()
    assert visits.visit(desk.session, done.uid).state is VisitState.PLANNED


def test_hour_that_cannot_be_is_refused_beside_its_field(desk: Desk, part: VisitsPart) -> None:
    plan_all(part)
    dialog = open_minutes(part)
    dialog.form["starts"].set_text("25h")
    dialog.accept()
    assert dialog.form["starts"].problem() == (
        "Giờ bắt đầu “25h” không đọc được.\nNhập như 7h30 hoặc 14:00."
    )
    assert shown(part)[0].minutes.starts == ""
    dialog.form.mark_saved()
    dialog.close()


def test_rows_are_moved_and_taken_off_by_keys(
    desk: Desk, part: VisitsPart, answers: Answers
) -> None:
    plan_all(part)
    first, second, *_ = [row.uid for row in visits.visits(desk.session, factories.PROGRAMME, 2026)]
    part.table.select_key(second)
    part._on_up()
    order = [row.uid for row in visits.visits(desk.session, factories.PROGRAMME, 2026)]
    assert order[:2] == [second, first]
    answers.will("confirm", True)
    part.table.select_key(second)
    part._on_remove()
    assert [row.uid for row in shown(part) if row.uid == second] == []
