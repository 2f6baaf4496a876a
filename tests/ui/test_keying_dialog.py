"""Paper sheets keyed in: digits and Enter, the sum compared, drafts, bad input."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.sheets import Stage
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import (
    adoption,
    assessors,
    independence,
    interests,
    keying,
    office,
    score_sheets,
)
from danvan_desktop.services.assessors import AssessorDraft
from danvan_desktop.services.session import Clock, Session, open_session
from danvan_desktop.ui.keying_dialog import KeyingDialog, open_keying
from danvan_desktop.ui.scoring_dialog import ScoringDialog
from danvan_desktop.ui.session_stores import SessionDrafts, SessionSettings
from danvan_desktop.ui.tasks import TaskRunner
from danvan_desktop.ui.workplace import Workplace
from tests import factories
from tests.services.test_variants import PROGRAMME, YEAR, with_variants
from tests.ui.answers import Answers
from tests.ui.keyed_sheets import key_best_marks, key_marks, press
from tests.ui.scoring_factories import settle

NAME = "Người chấm 1 (mẫu)"


class Paper:
    """An office with two registrations judged by twenty criteria of five points."""

    def __init__(self, folder: Path, answers: Answers) -> None:
        self.session: Session = open_session(DataFolder(folder), Clock.fixed(factories.DAY))
        office.create_office(self.session, factories.commune_draft())
        adoption.adopt(self.session, with_variants(), "bien-the.toml")
        plan = adoption.programme(self.session, PROGRAMME)
        self.uids = [
            factories.register(self.session, plan, YEAR, name) for name in ("A (mẫu)", "B (mẫu)")
        ]
        assessors.add(self.session, PROGRAMME, YEAR, [AssessorDraft(NAME)])
        (person,) = assessors.assessors(self.session, PROGRAMME, YEAR)
        self.person = person.uid
        self.answers = answers
        self.work = Workplace(
            self.session,
            self.answers,
            TaskRunner(self.answers),
            SessionSettings(self.session),
            SessionDrafts(self.session),
            PROGRAMME,
            YEAR,
        )

    def dialog(self) -> KeyingDialog:
        made = open_keying(None, self.work, self.person)  # type: ignore[arg-type]
        assert made is not None
        settle()
        return made

    def rows(self) -> list[tuple[bool, str]]:
        """(done, total) of each sheet as the list has them."""
        found = keying.worklist(self.session, PROGRAMME, YEAR, self.person)
        return [(row.done, str(row.total)) for row in found]


@pytest.fixture
def paper(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Paper]:
    found = Paper(tmp_path, answers)
    yield found
    found.session.close()


def test_digits_and_enter_alone_key_in_sheet_after_sheet(paper: Paper) -> None:
    dialog = paper.dialog()
    for mark in ("4", "3,5"):
        for _ in range(20):
            press(mark, dialog)
        assert dialog.focusWidget() is dialog.sheet.total
        press("80" if mark == "4" else "70", dialog)
    assert paper.rows() == [(True, "80"), (True, "70")]
    assert paper.answers.said == []
    assert dialog.side.progress.text() == "Đã nhập 2/2 phiếu"
    dialog.close()


def test_sum_that_differs_is_said_with_both_numbers_and_nothing_is_saved(paper: Paper) -> None:
    dialog = paper.dialog()
    key_marks(dialog)
    paper.answers.will("choose", 0)
    dialog.sheet.total.setText("98,5")
    dialog.save()
    assert paper.answers.said == [
        (
            "choose",
            "Phiếu giấy ghi 98,5 điểm, các điểm vừa nhập cộng lại là 100 điểm: "
            "phiếu giấy ghi ít hơn 1,5 điểm.",
        )
    ]
    assert paper.rows() == [(False, "None"), (False, "None")]
    assert dialog.lines.line(dialog.lines.line_keys()[0]).box.text() == "5"
    dialog.close()


def test_sum_that_differs_is_kept_with_its_note_and_shown(paper: Paper) -> None:
    dialog = paper.dialog()
    paper.answers.will("choose", 1)
    key_best_marks(dialog, "98,5")
    row = keying.worklist(paper.session, PROGRAMME, YEAR, paper.person)[0]
    assert (row.done, row.differs, str(row.paper_total)) == (True, True, "98.5")
    dialog.side.picked.emit(row.registration)
    assert "phiếu giấy ghi tổng 98,5 điểm, khác tổng tính được." in dialog.sheet.banner._text.text()
    dialog.close()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Chưa nhập tổng điểm"),
        ("tám", "Tổng điểm ghi trên phiếu giấy"),
        ("1.2.3", "Tổng điểm ghi trên phiếu giấy"),
    ],
)
def test_sum_that_cannot_be_read_is_said_beside_it(paper: Paper, typed: str, said: str) -> None:
    dialog = paper.dialog()
    key_marks(dialog)
    dialog.sheet.total.setText(typed)
    dialog.save()
    assert said in dialog.sheet.problem.text()
    assert paper.rows()[0] == (False, "None")
    dialog.close()


@pytest.mark.parametrize("typed", ["5,5", "-1", "4,1", "abc", "4.3.2"])
def test_mark_that_cannot_be_is_refused_where_it_is_typed(paper: Paper, typed: str) -> None:
    dialog = paper.dialog()
    press(typed, dialog)
    first = dialog.lines.line_keys()[0]
    assert dialog.lines.current_key() == first
    assert dialog.lines.line(first).box.text() == typed
    dialog.save()
    assert paper.rows()[0] == (False, "None")
    dialog.close()


def test_comma_and_dot_are_both_understood(paper: Paper) -> None:
    dialog = paper.dialog()
    press("4,25", dialog)
    press("4.25", dialog)
    marks = [entry.mark for entry in dialog.lines.marks(strict=True).values()]
    assert marks[0] == marks[1] is not None
    dialog.close()


def test_open_line_is_named_and_found(paper: Paper) -> None:
    dialog = paper.dialog()
    key_marks(dialog)
    empty = dialog.lines.line_keys()[7]
    dialog.lines.line(empty).box.set_text("")
    dialog.sheet.total.setText("95")
    dialog.save()
    assert dialog.lines.current_key() == empty
    assert paper.rows()[0] == (False, "None")
    dialog.close()


def test_what_was_typed_comes_back_after_the_window_is_gone(paper: Paper) -> None:
    dialog = paper.dialog()
    press("4", dialog)
    press("3", dialog)
    dialog._keep_draft()
    dialog.deleteLater()
    again = paper.dialog()
    typed = [again.lines.line(key).box.text() for key in again.lines.line_keys()[:3]]
    assert typed == ["4", "3", ""]
    assert again.sheet.banner._text.text() == "Đã lấy lại phần nhập dở lần trước."
    again.close()


def test_other_sheet_is_picked_and_the_draft_of_this_one_stays(paper: Paper) -> None:
    dialog = paper.dialog()
    press("4", dialog)
    dialog.side.picked.emit(paper.uids[1])
    assert dialog.sheet.heading.text() == "B (mẫu)"
    dialog.side.picked.emit(paper.uids[0])
    assert dialog.lines.line(dialog.lines.line_keys()[0]).box.text() == "4"
    dialog.close()


def test_sheet_left_unfinished_is_kept_and_offered_again(paper: Paper) -> None:
    dialog = paper.dialog()
    press("4", dialog)
    dialog.keep_for_later()
    assert dialog.sheet.heading.text() == "B (mẫu)"
    key_best_marks(dialog)
    assert dialog.sheet.heading.text() == "A (mẫu)"
    assert dialog.lines.line(dialog.lines.line_keys()[0]).box.text() == "4"
    dialog.close()


def test_new_criteria_meanwhile_are_said_and_what_was_typed_stays(paper: Paper) -> None:
    dialog = paper.dialog()
    key_marks(dialog)
    dialog.sheet.total.setText("100")
    adoption.adopt(paper.session, with_variants(2, "0.5"), "bien-the.toml")
    dialog.save()
    assert paper.answers.said == [
        (
            "error",
            "Bộ tiêu chí đã được đổi (chương trình phiên bản 2) trong lúc phiếu đang mở.",
        )
    ]
    assert dialog.sheet.total.text() == "100"
    dialog.save()
    assert paper.rows()[0] == (True, "100")
    dialog.close()


def test_interest_leaves_the_sheet_out_of_the_list(paper: Paper) -> None:
    interests.declare(paper.session, paper.person, paper.uids[0], "Người nhà")
    dialog = paper.dialog()
    assert [row.name for row in dialog.rows] == ["B (mẫu)"]
    dialog.close()
    interests.declare(paper.session, paper.person, paper.uids[1], "Người nhà")
    assert open_keying(None, paper.work, paper.person) is None  # type: ignore[arg-type]
    assert paper.answers.said[-1] == ("info", "Người này không có phiếu nào để nhập.")


def test_sheet_keyed_in_counts_as_one_from_the_screen(paper: Paper) -> None:
    dialog = paper.dialog()
    key_best_marks(dialog)
    dialog.close()
    final = score_sheets.final_of(paper.session, paper.uids[0])
    assert (final.result.finished, final.result.expected, str(final.result.total)) == (
        1,
        1,
        "100.00",
    )


def test_dialog_says_that_the_criteria_were_changed_and_keeps_what_was_typed(paper: Paper) -> None:
    independence.choose(paper.session, PROGRAMME, YEAR, paper.person)
    dialog = ScoringDialog(None, paper.work, paper.uids[0], Stage.APPRAISAL)
    dialog.open()
    settle()
    lines = dialog.sheet.lines
    for key, typed in zip(lines.line_keys(), ("2,25", "3"), strict=False):
        lines.line(key).box.set_text(typed)
    adoption.adopt(paper.session, with_variants(2, "0.5"), "bien-the.toml")
    assert not dialog.save()
    assert paper.answers.said[-1] == (
        "error",
        "Bộ tiêu chí đã được đổi (chương trình phiên bản 2) trong lúc phiếu đang mở.",
    )
    typed = [lines.line(key).box.text() for key in lines.line_keys()[:3]]
    assert typed == ["2,25", "3", ""]
    assert not dialog.save()  # 2,25 is off the new step of 0,5, and said so at its line
    assert lines.current_key() == lines.line_keys()[0]
    lines.line(lines.line_keys()[0]).box.set_text("2,5")
    assert dialog.save()
    dialog.close()
