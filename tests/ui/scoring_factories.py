"""A desk over a sample office, and keys typed into its score sheets."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.criteria import CriterionKind
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.sheets import Stage
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import registration_list, sample
from danvan_desktop.services.session import Clock, Session, open_session
from danvan_desktop.ui import hands
from danvan_desktop.ui.scoring_dialog import ScoringDialog
from danvan_desktop.ui.session_stores import SessionDrafts, SessionSettings
from danvan_desktop.ui.tasks import TaskRunner
from danvan_desktop.ui.workplace import Workplace
from tests.ui.answers import Answers


@dataclass
class Office:
    """An open sample office with what pages are handed."""

    work: Workplace
    answers: Answers
    found: sample.Sample

    @property
    def session(self) -> Session:
        return self.work.session

    def rows(self) -> tuple[registration_list.RegistrationRow, ...]:
        return registration_list.all_rows(self.session, self.found.programme, self.found.year)

    def close(self) -> None:
        self.work.runner.wait()
        settle()
        self.session.close()


def sample_office(
    folder: Path, answers: Answers, programme_id: str = sample.DEFAULT, role: str = "lower"
) -> Office:
    """The sample office of a programme on the day its sample plays."""
    found = sample.sample(programme_id)
    session = open_session(DataFolder(folder), Clock.fixed(found.today))
    sample.create(session, programme_id, role)
    return Office(workplace(session, answers, found), answers, found)


def workplace(session: Session, answers: Answers, found: sample.Sample) -> Workplace:
    store = SessionSettings(session)
    return Workplace(
        session,
        answers,
        TaskRunner(answers),
        store,
        SessionDrafts(session),
        found.programme,
        found.year,
    )


def settle(milliseconds: int = 0) -> None:
    """Let Qt deliver what is waiting."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for_runner(office: Office) -> None:
    """Until the work beside the window has been delivered."""
    hands.until(lambda: not office.work.runner.busy, "delivered")
    settle()


def open_sheet(office: Office, uid: str, stage: Stage = Stage.APPRAISAL) -> ScoringDialog:
    dialog = ScoringDialog(None, office.work, uid, stage)
    dialog.open()
    settle()
    return dialog


def type_number(box: QWidget, typed: str) -> None:
    """Type into a box and press Enter."""
    QTest.keyClicks(box, typed)
    QTest.keyClick(box, Qt.Key.Key_Return)


def type_best_marks(dialog: ScoringDialog) -> None:
    """Mark every line with the best there is, by keys alone, beginning at the first."""
    lines = dialog.sheet.lines
    kinds = {line.criterion.code: line.criterion for line in dialog.view.lines}
    lines.go_to(lines.line_keys()[0])
    for _ in lines.line_keys():
        key = lines.current_key()
        assert key is not None
        box = lines.line(key).box
        target = box.focusProxy() or box
        criterion = None if key.condition else kinds[key.code]
        if criterion is None or criterion.kind is CriterionKind.GRADE:
            QTest.keyClicks(target, "1")
            continue
        best = criterion.maximum
        if criterion.kind is CriterionKind.BANDS:
            best = max(criterion.bands, key=lambda band: band.points).low
        assert best is not None
        type_number(target, format_decimal(best))
