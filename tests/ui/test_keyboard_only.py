"""One registration from blank sheets to the minutes that are signed, by the keyboard alone.

Every key goes where the focus is. Nothing of a window is called: the test looks at records and at
the papers that were saved, and waits for dialogs that come.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from danvan_desktop.domain.meeting_results import Result
from danvan_desktop.domain.workflow import State
from danvan_desktop.services import backup, councils, meetings, papers
from danvan_desktop.services.meeting_view import MeetingStatus
from danvan_desktop.services.registration_list import all_rows
from danvan_desktop.ui import hands
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.meeting_dialog import MeetingDialog
from danvan_desktop.ui.paper_dialog import PaperDialog
from danvan_desktop.ui.scoring_dialog import ScoringDialog
from tests.services.judging_factories import Place, assess, open_place, register
from tests.services.meeting_factories import COUNCIL, MEMBERS
from tests.ui.answers import Answers
from tests.ui.keyboard import Keyboard

NAME = "Đoạn đường tự quản (mẫu)"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = open_place(tmp_path / "Dữ liệu")
    register(made, NAME)
    yield made
    made.session.close()


@pytest.fixture
def desk(qapp: QApplication, place: Place, answers: Answers) -> Iterator[Desk]:
    made = Desk(place.session, answers)
    made.window.resize(1366, 768)
    made.open()
    made.window.activateWindow()
    yield made
    made.runner.wait()
    hands.settle()
    assert backup.doctor(place.session) == []
    made.close()


def wait_for(kind: type[QDialog]) -> None:
    """Until a dialog is on screen, as an official waits."""
    hands.until(lambda: _shown(kind) is not None, kind.__name__)


def wait_gone(kind: type[QDialog]) -> None:
    hands.until(lambda: _shown(kind) is None, f"{kind.__name__} closed")


def _shown(kind: type[QDialog]) -> QWidget | None:
    found = QApplication.activeModalWidget()
    return found if isinstance(found, kind) and found.isVisible() else None


def save_paper(keys: Keyboard, answers: Answers, path: Path) -> str:
    """Save the paper that is shown, leave it, and read what it says."""
    wait_for(PaperDialog)
    answers.will("save_file", path)
    keys.press("Ctrl+S")
    keys.press("Esc")
    wait_gone(PaperDialog)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def score(keys: Keyboard) -> None:
    """The sheet of the selected line: one key for each question, then finish and leave."""
    keys.enter()
    wait_for(ScoringDialog)
    keys.type("1" * 40)
    keys.press("Ctrl+Return")
    keys.press("Esc")
    wait_gone(ScoringDialog)


def test_from_blank_sheets_to_signed_minutes(
    place: Place, desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    keys = Keyboard()
    keys.press("Ctrl+4")
    keys.press("Tab")
    keys.press("Space")
    blank = save_paper(keys, answers, tmp_path / "phieu-trang.pdf")
    assert NAME in blank

    keys.press("Ctrl+4")
    score(keys)
    (row,) = all_rows(place.session, place.plan.id, place.year)
    assert row.state is State.APPRAISED

    keys.press("Ctrl+5")

    def set_up(_: MeetingDialog) -> None:
        for member in MEMBERS:
            keys.type(member.name)
            keys.enter()
            keys.type(member.position)
            keys.enter()
        keys.press("Ctrl+Return")

    with hands.on(MeetingDialog, set_up):
        keys.press("Ctrl+N")
        hands.until(lambda: _shown(MeetingDialog) is not None or _planned(place), "meeting")
    keys.press("Ctrl+Return", 2)
    keys.enter()
    keys.press("Ctrl+Return")
    keys.type("10h30")
    answers.will("confirm", True)
    keys.press("Ctrl+Return")
    hands.until(lambda: not desk.runner.busy, "minutes kept")
    keys.press("Ctrl+P")
    minutes = save_paper(keys, answers, tmp_path / "bien-ban.pdf")

    (head,) = meetings.meetings(place.session, place.plan.id, place.year)
    (item,) = meetings.meeting(place.session, head.uid).items
    assert (head.status, head.ends) == (MeetingStatus.CLOSED, "10:30")
    assert (item.result, item.vote_words) == (
        Result.RECOGNISED,
        "05/05 số thành viên có mặt đồng ý (100%)",
    )
    missing = [words for words in (NAME, MEMBERS[0].name, MEMBERS[4].name) if words not in minutes]
    assert missing == []
    (row,) = all_rows(place.session, place.plan.id, place.year)
    assert row.state is State.REVIEWED
    kinds = [one.kind for one in papers.issued(place.session, head.uid)]
    assert kinds == [papers.PaperKind.MEETING_MINUTES]


def test_known_council_needs_seven_keys_from_a_new_meeting_to_its_close(
    place: Place, desk: Desk, answers: Answers
) -> None:
    (row,) = all_rows(place.session, place.plan.id, place.year)
    assess(place, row.uid)
    councils.add_council(place.session, COUNCIL)
    keys = Keyboard()
    keys.press("Ctrl+5")
    before = keys.count
    with hands.on(MeetingDialog, lambda _: keys.press("Ctrl+Return")):
        keys.press("Ctrl+N")
        hands.until(lambda: _planned(place), "meeting")
    keys.press("Ctrl+Return", 2)
    keys.enter()
    answers.will("confirm", True)
    keys.press("Ctrl+Return", 2)
    hands.until(lambda: not desk.runner.busy, "minutes kept")
    (head,) = meetings.meetings(place.session, place.plan.id, place.year)
    assert (head.status, keys.count - before) == (MeetingStatus.CLOSED, 7)


def _planned(place: Place) -> bool:
    return bool(meetings.meetings(place.session, place.plan.id, place.year))
