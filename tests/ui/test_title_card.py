"""Titles and their quotas over the candidates; equals at the edge lead to a meeting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from danvan_desktop.services import meetings, units
from danvan_desktop.ui.candidates_part import CandidatesPart
from danvan_desktop.ui.decision_dialog import DecisionDialog
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.recognition_page import RecognitionPage
from tests import factories
from tests.services.judging_factories import Place, assess
from tests.services.test_title_standing import with_quotas
from tests.ui import desks
from tests.ui.answers import Answers

YEAR, PLAN = desks.YEAR, factories.PROGRAMME


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "Dữ liệu", "recognition", answers)
    yield made
    desks.close(made)


def part_of(desk: Desk, count: int, *, quotas: bool) -> CandidatesPart:
    """The candidates after so many registrations were found good."""
    body = units.bodies(desk.session, own_only=True)[0].uid
    place = Place(desk.session, desk.work.programme, body)
    if quotas:
        place = with_quotas(place)
    for uid in desks.fill_plain(desk.session, count):
        assess(place, uid)
    desk.window.broadcast(None)
    page = desk.window.page("recognition")
    assert isinstance(page, RecognitionPage)
    page.reload(None)
    return page.candidates


def test_without_rules_one_line_counts_the_titles(desk: Desk) -> None:
    part = part_of(desk, 2, quotas=False)
    assert part.titles.texts() == ["Mô hình “Dân vận khéo”: 2 đăng ký, 2 đủ điều kiện"]
    assert part.titles.buttons == []


def test_quota_is_said_in_words_and_equals_go_to_a_meeting(desk: Desk, answers: Answers) -> None:
    part = part_of(desk, 5, quotas=True)
    assert (
        "Tối đa 40% của 5 đăng ký = 2; đã dùng 0, còn 2. Có 5 đăng ký đủ điều kiện mà không chấm "
        "điểm: cần bình xét để chọn 2."
    ) in part.titles.texts()
    answers.will("confirm", True)
    went: list[tuple[str, str]] = []
    desk.work.go = lambda key, target="": went.append((key, target))
    part.titles.buttons[0].click()
    (meeting,) = meetings.meetings(desk.session, PLAN, YEAR)
    assert went == [("review", meeting.uid)]
    assert len(meetings.meeting(desk.session, meeting.uid).items) == 5


def test_draft_beyond_the_quota_asks_for_the_reason_in_the_dialog(
    desk: Desk, answers: Answers
) -> None:
    part = part_of(desk, 5, quotas=True)
    part.select_ready()
    part.draft_button.click()
    dialog = part._dialog
    assert isinstance(dialog, DecisionDialog)
    assert dialog.form["override_reason"].isVisibleTo(dialog)
    assert "tối đa 40% của 5 đăng ký = 2" in dialog._authority._text.text()
    dialog.accept()
    assert dialog.isVisible()
    dialog.form["override_reason"].set_text("Cấp ủy đồng ý (mẫu)")
    dialog.accept()
    assert not dialog.isVisible()
    assert any("vượt 3" in words for words in part.titles.texts())
