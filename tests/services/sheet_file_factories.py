"""An office with assessors, and files that are marked on a computer without it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from danvan_desktop.domain.criteria import Grade
from danvan_desktop.domain.sheets import MarkEntry
from danvan_desktop.services import assessors, panels, sample, sheet_files
from danvan_desktop.services.assessor_desk import AssessorDesk, open_sheets
from danvan_desktop.services.assessors import AssessorDraft
from danvan_desktop.services.changes import Clock
from danvan_desktop.services.panels import AssessorRow
from danvan_desktop.services.sheet_files import FileOptions
from tests.services.judging_factories import Place, full_marks, open_place, register

NAMES = ("Người đánh giá thứ nhất (mẫu)", "Người đánh giá thứ hai (mẫu)")
LATER = Clock.fixed(date(2030, 12, 18))


def office(folder: Path, registrations: int = 2, programme: str = "xa-phuong-2026-2030") -> Place:
    """An office that has two assessors and some registrations, each with its evidence."""
    place = open_place(folder, programme)
    drafts = [AssessorDraft(name, "Phó Bí thư (mẫu)") for name in NAMES]
    assessors.add(place.session, place.plan.id, place.year, drafts)
    for number in range(registrations):
        uid = register(place, f"Mô hình số {number + 1} (mẫu)")
        sample.prove(place.session, uid)
    return place


def people(place: Place) -> tuple[AssessorRow, ...]:
    return panels.panel_of(place.session, place.plan.id, place.year).active


def uids(place: Place) -> list[str]:
    return [row.uid for row in sheet_files.offered(place.session, place.plan.id, place.year)]


def make(
    place: Place, folder: Path, person: int = 0, options: FileOptions | None = None
) -> sheet_files.MadeFile:
    """The file of one assessor with every registration."""
    return sheet_files.make(place.session, people(place)[person].uid, uids(place), folder, options)


def mark(desk: AssessorDesk, uid: str, grade: Grade = Grade.MET, remark: str = "") -> None:
    """Give every criterion this grade, or the best mark, and finish."""
    view = desk.view(uid)
    marks: dict[str, MarkEntry] = full_marks(view, grade)
    answers = {line.condition.code: True for line in view.conditions}
    desk.save(uid, marks, answers, remark)
    desk.finish(uid)


def marked(path: Path, grade: Grade = Grade.MET) -> AssessorDesk:
    """The file opened elsewhere, every sheet in it finished."""
    desk = open_sheets(path, LATER)
    for row in desk.rows():
        mark(desk, row.uid, grade)
    return desk


def answered(path: Path, grade: Grade = Grade.MET) -> Path:
    """What comes back of a file that was marked whole."""
    desk = marked(path, grade)
    answer = path.with_name(desk.answer_name())
    desk.write_answer(answer)
    return answer
