"""Pictures of assessors: their list, interests, hidden marks, paper sheets keyed in, variants."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from danvan_desktop.paths import DataFolder
from danvan_desktop.services import (
    adoption,
    assessors,
    independence,
    interests,
    office,
    registrations,
    sample,
    variants,
)
from danvan_desktop.services.assessors import AssessorDraft
from danvan_desktop.services.session import Clock, open_session
from danvan_desktop.ui.assessor_dialogs import AssessorDialog, PeopleDialog, TakeOverDialog
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.evaluation_page import EvaluationPage
from danvan_desktop.ui.interest_dialogs import InterestForm, InterestsDialog
from danvan_desktop.ui.keying_dialog import KeyingDialog
from danvan_desktop.ui.scoring_dialog import ScoringDialog
from danvan_desktop.ui.variant_dialog import RegistrationVariantDialog, VariantsDialog
from tests import factories
from tests.screens import screen
from tests.services.test_variants import PROGRAMME as VARIANTS
from tests.services.test_variants import with_variants
from tests.ui import desks
from tests.ui.answers import Answers
from tests.ui.keyed_sheets import key_best_marks, key_marks
from tests.ui.scoring_factories import settle

_KEPT: list[object] = []
PEOPLE = (
    AssessorDraft("Người chấm 1 (mẫu)", "Phó Bí thư Thường trực Đảng ủy", "Đảng ủy phường"),
    AssessorDraft("Người chấm 2 (mẫu)", "Trưởng Ban Xây dựng Đảng", "Đảng ủy phường"),
    AssessorDraft("Người chấm 3 (mẫu)", "Chủ tịch Ủy ban MTTQ Việt Nam", "MTTQ phường"),
    AssessorDraft(
        "Người chấm 4, tên rất dài để xem bảng có đủ chỗ hay không (mẫu)",
        "Chủ tịch Hội Nông dân, Ủy viên Ban Chấp hành Đảng bộ",
        "Hội Nông dân phường",
    ),
    AssessorDraft("Người chấm 5 (mẫu)", "Bí thư Đoàn Thanh niên", "Đoàn phường"),
)


def _desk(*, listed: bool = True) -> Desk:
    found = sample.sample(sample.DEFAULT)
    session = open_session(DataFolder(desks.new_folder()), Clock.fixed(found.today))
    sample.create(session)
    draft = sample.draft_registrations(session, sample.DEFAULT)[0]
    registrations.register(session, sample.DEFAULT, found.year, replace(draft, name=desks.LONG))
    desk = Desk(session, Answers())
    desk.open()
    desk.window.go("evaluation")
    if listed:
        where = (session, desk.work.programme_id, desk.work.year)
        assessors.add(*where, PEOPLE)
        people = assessors.assessors(*where)
        rows = sorted(sample.present(session, sample.DEFAULT))
        interests.declare(session, people[0].uid, rows[0], "Là người phụ trách mô hình (mẫu)")
        interests.declare(session, people[0].uid, rows[2], "Người nhà cùng đứng tên (mẫu)")
        assessors.set_active(session, people[4].uid, False)
        independence.choose(*where, independence.COLLECTOR)
    _KEPT.append(desk)
    return desk


def _people(desk: Desk) -> list[str]:
    found = assessors.assessors(desk.session, desk.work.programme_id, desk.work.year)
    return [one.uid for one in found]


def _keyed(desk: Desk, person: int = 1, count: int = 3) -> KeyingDialog:
    dialog = KeyingDialog(desk.window, desk.work, _people(desk)[person])
    dialog.open()
    settle()
    for _ in range(count):
        key_best_marks(dialog)
    return dialog


def _page(desk: Desk) -> EvaluationPage:
    page = desk.window.page("evaluation")
    assert isinstance(page, EvaluationPage)
    return page


def _show(desk: Desk, place: int) -> QWidget:
    page = _page(desk)
    page.reload(None)
    page.modes.setCurrentIndex(place)
    settle()
    return desk.window


@screen("assessors-empty")
def assessors_empty() -> QWidget:
    return _show(_desk(listed=False), 2)


@screen("assessors-full")
def assessors_full() -> QWidget:
    desk = _desk()
    _keyed(desk).close()
    return _show(desk, 2)


@screen("assessors-list-hidden")
def assessors_list_hidden() -> QWidget:
    """What the second assessor sees: three own sheets are done, the rest is hidden."""
    desk = _desk()
    _keyed(desk).close()
    _keyed(desk, 2, 9).close()
    work = desk.work
    independence.choose(work.session, work.programme_id, work.year, _people(desk)[1])
    return _show(desk, 0)


@screen("assessors-matrix")
def assessors_matrix() -> QWidget:
    desk = _desk()
    window = _show(desk, 1)
    QTest.keyClicks(_page(desk).matrix.view, "11121")
    return window


@screen("assessors-nobody-chosen")
def assessors_nobody_chosen() -> QWidget:
    desk = _desk()
    work = desk.work
    independence.choose(work.session, work.programme_id, work.year, "")
    return _show(desk, 1)


@screen("keying", size=None)
def keying() -> QWidget:
    return _keyed(_desk(), 1, 4)


@screen("keying-done", size=None)
def keying_done() -> QWidget:
    return _keyed(_desk(), 1, 30)


@screen("assessor-new", size=None)
def assessor_new() -> QWidget:
    desk = _desk()
    dialog = AssessorDialog(desk.window, desk.messages, AssessorDraft(""), print, new=True)
    dialog.open()
    return dialog


@screen("assessor-people", size=None)
def assessor_people() -> QWidget:
    desk = _desk()
    dialog = PeopleDialog(desk.window, desk.messages, print)
    dialog.form["people"].set_text(
        "1. Người A (mẫu), Bí thư chi bộ, Tổ dân phố 2\n2. Người B (mẫu), Chủ tịch Hội Phụ nữ"
    )
    dialog.open()
    return dialog


@screen("assessor-take-over", size=None)
def assessor_take_over() -> QWidget:
    desk = _desk()
    work = desk.work
    found = assessors.sources(work.session, work.programme_id, work.year + 1)
    dialog = TakeOverDialog(desk.window, desk.messages, found, print)
    dialog.open()
    return dialog


@screen("interests", size=None)
def interests_of_one() -> QWidget:
    desk = _desk()
    person = assessors.assessors(desk.session, desk.work.programme_id, desk.work.year)[0]
    dialog = InterestsDialog(desk.window, desk.work, person)
    dialog.open()
    return dialog


@screen("interests-empty", size=None)
def interests_empty() -> QWidget:
    desk = _desk()
    person = assessors.assessors(desk.session, desk.work.programme_id, desk.work.year)[2]
    dialog = InterestsDialog(desk.window, desk.work, person)
    dialog.open()
    return dialog


@screen("interest-new", size=None)
def interest_new() -> QWidget:
    desk = _desk()
    dialog = InterestForm(desk.window, desk.messages, [("a", desks.LONG)], print)
    dialog.open()
    return dialog


@screen("scoring-listed", size=None)
def scoring_listed() -> QWidget:
    desk = _desk()
    _keyed(desk, 1, 1).close()
    uid = registrations_of(desk)[1]
    from danvan_desktop.domain.sheets import Stage

    dialog = ScoringDialog(desk.window, desk.work, uid, Stage.APPRAISAL)
    dialog.open()
    return dialog


def registrations_of(desk: Desk) -> list[str]:
    return sorted(sample.present(desk.session, sample.DEFAULT))


def _variants() -> tuple[Desk, str]:
    session = open_session(DataFolder(desks.new_folder()), Clock.fixed(factories.DAY))
    office.create_office(session, factories.commune_draft())
    adoption.adopt(session, with_variants(), "bien-the.toml")
    plan = adoption.programme(session, VARIANTS)
    uid = factories.register(session, plan, 2026)
    desk = Desk(session, Answers())
    desk.open()
    desk.window.go("evaluation")
    _KEPT.append(desk)
    return desk, uid


@screen("variants", size=None)
def variants_of_office() -> QWidget:
    desk, _ = _variants()
    dialog = VariantsDialog(desk.window, desk.work)
    dialog.open()
    return dialog


@screen("variant-of-one", size=None)
def variant_of_one() -> QWidget:
    desk, uid = _variants()
    found = variants.of_registration(desk.session, uid)
    assert found is not None
    dialog = RegistrationVariantDialog(desk.window, desk.work, uid, found)
    dialog.open()
    return dialog


@screen("keying-points", size=None)
def keying_points() -> QWidget:
    """A table of twenty criteria, its sum typed and not what the marks come to."""
    desk, _ = _variants()
    work = desk.work
    plan = adoption.programme(work.session, VARIANTS)
    for name in ("B (mẫu)", "C (mẫu)", desks.LONG):
        factories.register(work.session, plan, 2026, name)
    assessors.add(work.session, VARIANTS, 2026, PEOPLE[:1])
    work.programme_id, work.year = VARIANTS, 2026
    (person,) = assessors.assessors(work.session, VARIANTS, 2026)
    dialog = KeyingDialog(desk.window, work, person.uid)
    dialog.open()
    settle()
    assert isinstance(desk.messages, Answers)
    desk.messages.will("choose", 1)
    key_best_marks(dialog, "97,5")
    key_marks(dialog)
    desk.messages.will("choose", 0)
    dialog.sheet.total.setText("98")
    dialog.save()
    return dialog
