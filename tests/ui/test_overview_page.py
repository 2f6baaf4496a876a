"""The first page over a real data folder: what it says, and where each line leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from danvan_desktop.services import drafts, registration_list, registrations, sample
from danvan_desktop.services.session import Session
from danvan_desktop.ui.overview_page import OverviewPage
from danvan_desktop.ui.session_stores import SessionDrafts
from danvan_desktop.ui.stores import MemorySettings
from danvan_desktop.ui.tasks import TaskRunner
from danvan_desktop.ui.workplace import Workplace
from tests import factories
from tests.ui.answers import Answers

YEAR = factories.DAY.year


@pytest.fixture
def session(tmp_path: Path, qapp: QApplication) -> Iterator[Session]:
    made = factories.make_session(tmp_path / "Dữ liệu")
    yield made
    made.close()


def opened(session: Session, answers: Answers) -> tuple[OverviewPage, list[tuple[str, str]]]:
    """The page filled once, and the list of where it was asked to go."""
    went: list[tuple[str, str]] = []
    work = Workplace(
        session,
        answers,
        TaskRunner(answers),
        MemorySettings(),
        SessionDrafts(session),
        programme_id=factories.PROGRAMME,
        year=YEAR,
    )
    work.go = lambda place, target: went.append((place, target))
    page = OverviewPage(work)
    work.broadcast = lambda _changes: page.fill()
    page.fill()
    return page, went


def test_due_lines_lead_to_the_calendar(session: Session, answers: Answers) -> None:
    page, went = opened(session, answers)
    assert [line.place for line in page.due.shown[:3]] == ["calendar"] * 3
    page.due.buttons()[0].click()
    assert went == [("calendar", page.due.shown[0].target)]


def test_counts_by_state_tell_what_is_waited_for(session: Session, answers: Answers) -> None:
    plan = factories.adopt(session, factories.PROGRAMME)
    for number in range(3):
        factories.register(session, plan, YEAR, f"Mô hình {number} (mẫu)")
    page, _ = opened(session, answers)
    assert [(line.text, line.detail) for line in page.states.shown] == [
        ("Đang thực hiện, chờ tự đánh giá", "3")
    ]


def test_what_the_programme_demands_is_missed_by_name(session: Session, answers: Answers) -> None:
    plan = factories.adopt(session, "huyen-doan-tho-xuan-2022-2025")
    draft = factories.draft(session, plan, "Thiếu nơi đăng ký (mẫu)")
    uid = registrations.register(session, plan.id, 2024, draft).uid
    page, went = opened(session, answers)
    page._work.programme_id, page._work.year = plan.id, 2024
    page.fill()
    assert [(line.text, line.target) for line in page.missing.shown] == [
        ("Thiếu nơi đăng ký (mẫu)", uid)
    ]
    page.missing.buttons()[0].click()
    assert went == [("registrations", uid)]


def test_quiet_work_is_counted_in_days(session: Session, answers: Answers) -> None:
    plan = factories.adopt(session, factories.PROGRAMME)
    draft = replace(
        factories.draft(session, plan, "Lâu không ghi (mẫu)"), registered_on=date(2026, 3, 1)
    )
    registrations.register(session, plan.id, YEAR, draft)
    page, _ = opened(session, answers)
    days = (factories.DAY - date(2026, 3, 1)).days
    assert [(line.text, line.detail) for line in page.quiet.shown] == [
        ("Lâu không ghi (mẫu)", f"{days} ngày")
    ]


def test_sample_data_is_removed_after_a_question(session: Session, answers: Answers) -> None:
    sample.add(session, factories.PROGRAMME, YEAR)
    page, _ = opened(session, answers)
    assert page._sample.isVisibleTo(page)
    answers.will("confirm", True)
    page._sample.findChild(QPushButton).click()
    assert registration_list.all_rows(session, factories.PROGRAMME, YEAR) == ()
    assert not page._sample.isVisibleTo(page)


def test_a_kept_draft_is_offered_where_its_dialog_is(session: Session, answers: Answers) -> None:
    drafts.keep(session, f"registration.{factories.PROGRAMME}.2026", {"name": "Nhập dở"})
    page, went = opened(session, answers)
    page.drafts.buttons()[0].click()
    assert went == [("registrations", "")]


def test_a_name_with_signs_is_shown_as_typed(session: Session, answers: Answers) -> None:
    plan = factories.adopt(session, factories.PROGRAMME)
    draft = replace(
        factories.draft(session, plan, "Điện & đường <sáng> (mẫu)"), registered_on=date(2026, 1, 5)
    )
    registrations.register(session, plan.id, YEAR, draft)
    page, _ = opened(session, answers)
    page.resize(1000, 700)
    page.show()
    page.grab()
    (button,) = page.quiet.buttons()
    assert button.text() == "Điện && đường <sáng> (mẫu)"
