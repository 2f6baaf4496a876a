"""What this installation must be able to do, each tried for real in a temporary folder.

Used by `danvan --selftest`; knows nothing of windows. A check raises when something is wrong.
"""

from __future__ import annotations

import platform
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from danvan_desktop import __version__, paths
from danvan_desktop.domain.best_marks import best_mark
from danvan_desktop.domain.merging import Outcome
from danvan_desktop.domain.sheets import MarkEntry, Stage
from danvan_desktop.domain.workflow import State
from danvan_desktop.models.connection import journal_mode, sqlite_version
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import (
    backup,
    evaluation,
    exchange,
    papers,
    programmes,
    receiving,
    registration_list,
    sample,
)
from danvan_desktop.services.session import Clock, Session, open_session
from danvan_desktop.services.sheet_view import SheetView

PLAN = sample.DEFAULT


def versions() -> dict[str, str]:
    """What the program runs on; text by name."""
    return {
        "version": __version__,
        "python": sys.version.split()[0],
        "sqlite": sqlite_version(),
        "journal": journal_mode(),
        "system": platform.platform(),
        "resources": str(paths.resources()),
    }


@dataclass
class Trial:
    """A temporary folder with the two sample offices; `session` is the one that is open."""

    scratch: Path
    session: Session | None = field(default=None)

    def open(self, name: str, role: str) -> Session:
        """Open the office of a role, making it the first time. Only one is open at a time.

        The folder's name is as bad as Windows allows.
        """
        self.close()
        folder = DataFolder(self.scratch / f"Dữ liệu & số #1 100% ({name})")
        clock = Clock.fixed(sample.sample(PLAN).today)
        self.session = open_session(folder, clock)
        if not self.session.office_uid:
            if role == "lower":
                sample.create(self.session)
            else:
                sample.adopt(self.session, PLAN, role)
        return self.session

    def close(self) -> None:
        if self.session is not None:
            self.session.close()
            self.session = None

    @property
    def office(self) -> Session:
        """The open session; a check that needs one fails in words when there is none."""
        if self.session is None:
            raise RuntimeError("no data folder is open")
        return self.session

    def registration(self) -> str:
        return registration_list.all_rows(self.office, PLAN, _year())[0].uid

    def file(self, name: str) -> Path:
        return self.scratch / name


def check_sqlite(trial: Trial) -> None:
    """The driver brings an SQLite whose log cannot damage a file."""
    del trial
    if journal_mode() != "wal":
        raise RuntimeError(f"SQLite {sqlite_version()} is in the range with the fault in its log")


def check_programmes(trial: Trial) -> None:
    """Every shipped programme has no defect."""
    del trial
    defects = programmes.check_files([source.path for source in programmes.shipped()])
    if defects:
        raise RuntimeError("; ".join(str(defect) for defect in defects))


def check_office(trial: Trial) -> None:
    """An office with registrations is made, closed, and opened again as it was."""
    trial.open("cơ sở", "lower")
    names = _names(trial)
    trial.open("cơ sở", "lower")
    if not names or _names(trial) != names:
        raise RuntimeError("registrations are not there again")


def check_sheet(trial: Trial) -> None:
    """A registration is assessed and its state follows."""
    session, uid = trial.office, trial.registration()
    view = evaluation.open_sheet(session, uid, Stage.APPRAISAL)
    answers = {line.condition.code: True for line in view.conditions}
    saved = evaluation.save_marks(session, uid, Stage.APPRAISAL, _marks(view), answers)
    evaluation.finish(session, saved.uid)
    state = registration_list.all_rows(session, PLAN, _year())[0].state
    if state is not State.APPRAISED:
        raise RuntimeError(f"state {state}")


def _marks(view: SheetView) -> dict[str, MarkEntry]:
    """The best mark for every criterion."""
    return {
        line.criterion.code: MarkEntry(best_mark(line.criterion, line.effect))
        for line in view.lines
        if not line.criterion.is_section
    }


def check_papers(trial: Trial) -> None:
    """Papers are drawn: our fonts are embedded in them."""
    session, uid = trial.office, trial.registration()
    for paper in (
        papers.registration_form(session, uid),
        papers.registration_list_pdf(session, PLAN, _year()),
        papers.score_sheet(session, uid),
    ):
        if not paper.content.startswith(b"%PDF") or b"Tinos" not in paper.content:
            raise RuntimeError(paper.file_name)


def check_workbook(trial: Trial) -> None:
    """The list is written as a workbook whose parts are whole."""
    path = trial.file("danh sách.xlsx")
    papers.registration_list_workbook(trial.office, PLAN, _year(), path)
    with zipfile.ZipFile(path) as workbook:
        if workbook.testzip() is not None or "xl/workbook.xml" not in workbook.namelist():
            raise RuntimeError("workbook")


def check_backup(trial: Trial) -> None:
    """A verified copy is made and found sound again."""
    backup.check_backup(backup.backup(trial.office, trial.file("sao lưu")).path)


def check_doctor(trial: Trial) -> None:
    """Nothing is wrong with the data folder."""
    problems = backup.doctor(trial.office)
    if problems:
        raise RuntimeError("; ".join(problems))


def check_package(trial: Trial) -> None:
    """What one office sends, the office above takes in, once; and is sound after it."""
    path = trial.file("gói.dvk")
    exchange.export(trial.office, path, PLAN, _year())
    sent = _names(trial)
    above = trial.open("cấp trên", "upper")
    for expected in (len(sent), 0):
        plan = receiving.examine(above, path)
        if plan.counts["Đăng ký"][Outcome.NEW] != expected:
            raise RuntimeError("rows to take in")
        receiving.apply(above, plan, trust=True)
    if _names(trial) != sent:
        raise RuntimeError("rows taken in")
    check_doctor(trial)


CHECKS: tuple[tuple[str, Callable[[Trial], None]], ...] = (
    ("sqlite", check_sqlite),
    ("programmes", check_programmes),
    ("office", check_office),
    ("sheet", check_sheet),
    ("papers", check_papers),
    ("workbook", check_workbook),
    ("backup", check_backup),
    ("doctor", check_doctor),
    ("package", check_package),
)
"""In the order in which one needs what another made."""


def run_all(trial: Trial) -> Iterator[tuple[str, str]]:
    """Each check's name with the reason of its failure, "" when it held; all are tried."""
    for name, check in CHECKS:
        yield name, reason(check, trial)


def reason(check: Callable[[Trial], None], trial: Trial) -> str:
    """Any failure is the result of this check, whatever it is: the next one still runs."""
    try:
        check(trial)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def _names(trial: Trial) -> list[str]:
    return [row.name for row in registration_list.all_rows(trial.office, PLAN, _year())]


def _year() -> int:
    return sample.sample(PLAN).year
