"""Pictures of what leads from one year to the next, and from recognition to awards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.services import (
    awards,
    carry_over,
    certificates,
    decision_reopening,
    initiative_years,
    papers,
    progress,
    recognition,
    registration_list,
    registrations,
)
from danvan_desktop.services.awards import AwardDecision, AwardDraft
from danvan_desktop.services.carry_over import CarryLine
from danvan_desktop.services.decision_view import LineDraft
from danvan_desktop.ui.above_dialog import AboveDialog
from danvan_desktop.ui.above_lines_field import AboveLine
from danvan_desktop.ui.award_dialogs import (
    AwardDecisionDialog,
    AwardDialog,
    ProposeAwardsDialog,
)
from danvan_desktop.ui.awards_part import AwardsPart
from danvan_desktop.ui.carry_dialog import CarryDialog
from danvan_desktop.ui.decision_dialog import DecisionDialog
from danvan_desktop.ui.exchange_page import ExchangePage
from danvan_desktop.ui.issued_papers_dialog import IssuedPapersDialog
from danvan_desktop.ui.lines_field import LinesField
from danvan_desktop.ui.recognition_page import AWARDS, DECISIONS, RecognitionPage
from danvan_desktop.ui.registrations_page import RegistrationsPage
from tests import factories
from tests.screens import screen
from tests.services.judging_factories import Place, assess
from tests.services.test_sending_down import Chain, proposed, recognise_above
from tests.services.test_title_standing import with_quotas
from tests.ui import desks

YEAR = desks.YEAR


def _carried() -> tuple[desks.Desk, list[str]]:
    """An office with registrations of two years, some of the first recognised."""
    desk = desks.make_desk(desks.new_folder(), "registrations")
    uids = desks.fill(desk.session)
    place = Place(desk.session, desk.work.programme, _body(desk))
    for uid in uids[:3]:
        assess(place, uid)
    plan = place.plan.id
    draft = recognition.propose_draft(desk.session, plan, YEAR, place.body, uids[:3])
    draft = replace(draft, signer="Người ký (mẫu)")
    decision = recognition.draft_decision(desk.session, draft).uid
    recognition.set_number_and_date(desk.session, decision, "05", date(YEAR, 11, 10))
    lines = recognition.decision(desk.session, decision).lines
    certificates.issue(desk.session, decision, [line.uid for line in lines])
    progress.add_note(desk.session, uids[0], date(YEAR, 6, 1), "Đã trồng 200 m (mẫu).")
    _award(desk, lines[0])
    carry_over.carry(desk.session, plan, YEAR + 1, [CarryLine(uids[0], "Mở rộng (mẫu)", "", "")])
    return desk, uids


def _award(desk: desks.Desk, line: recognition.RecognitionRow) -> None:
    plan = factories.PROGRAMME
    one = next(
        row for row in awards.proposable(desk.session, plan, YEAR) if row.recognition == line.uid
    )
    draft = AwardDraft(
        one.recipient_name,
        one.subject_kind,
        "Giấy khen",
        one.achievement,
        registration=one.registration,
        recognition=one.recognition,
    )
    awards.propose(desk.session, plan, YEAR, [draft])
    award = awards.awards(desk.session, plan, YEAR)[0].uid
    given = AwardDecision("25/QĐ-UBND", date(YEAR, 11, 20), "Ủy ban nhân dân Phường Mẫu", {})
    awards.decide(desk.session, [award], given)


def _body(desk: desks.Desk) -> str:
    from danvan_desktop.services import units

    return units.bodies(desk.session, own_only=True)[0].uid


@screen("carry-over", size=None)
def carry() -> QWidget:
    desk, _ = _carried()
    return CarryDialog(desk.window, desk.work, from_year=YEAR)


@screen("record-years")
def years() -> QWidget:
    desk, uids = _carried()
    page = desk.window.page("registrations")
    assert isinstance(page, RegistrationsPage)
    page.reload(None)
    page.show_record(uids[0])
    assert page.record is not None
    page.record.tabs.setCurrentWidget(page.record.years)
    assert initiative_years.of_registration(desk.session, uids[0]).years
    return desk.window


def _awards(desk: desks.Desk) -> AwardsPart:
    desk.window.go("recognition")
    page = desk.window.page("recognition")
    assert isinstance(page, RecognitionPage)
    page.reload(None)
    page.tabs.setCurrentIndex(AWARDS)
    return page.awards


@screen("awards")
def awards_full() -> QWidget:
    desk, _ = _carried()
    plan, session = factories.PROGRAMME, desk.session
    found = awards.proposable(session, plan, YEAR)[1:]
    drafts = [
        AwardDraft(
            one.recipient_name,
            one.subject_kind,
            "Giấy khen",
            one.achievement,
            "Đảng ủy Phường Mẫu",
            one.registration,
            one.recognition,
        )
        for one in found
    ]
    awards.propose(session, plan, YEAR, drafts)
    _awards(desk)
    return desk.window


@screen("awards-empty")
def awards_empty() -> QWidget:
    desk = desks.make_desk(desks.new_folder(), "recognition")
    _awards(desk)
    return desk.window


@screen("award-propose", size=None)
def award_propose() -> QWidget:
    desk, _ = _carried()
    found = awards.proposable(desk.session, factories.PROGRAMME, YEAR)
    dialog = ProposeAwardsDialog(desk.window, desk.work, found)
    dialog.form["giver_name"].set_text("Đảng ủy Phường Mẫu")
    dialog.form["lines"].set_value([one.recognition for one in found])
    return dialog


@screen("award-person", size=None)
def award_person() -> QWidget:
    desk = desks.make_desk(desks.new_folder(), "recognition")
    return AwardDialog(desk.window, desk.work)


@screen("award-decision", size=None)
def award_decision() -> QWidget:
    desk, _ = _carried()
    rows = awards.awards(desk.session, factories.PROGRAMME, YEAR)
    dialog = AwardDecisionDialog(desk.window, desk.work, [*rows, *rows])
    dialog.form["given"].list.item(1).setCheckState(Qt.CheckState.Unchecked)
    return dialog


@screen("candidates-quota")
def candidates_quota() -> QWidget:
    desk = desks.make_desk(desks.new_folder(), "registrations")
    place = with_quotas(Place(desk.session, desk.work.programme, _body(desk)))
    uids = desks.fill(desk.session, 9)
    for uid in uids[:7]:
        assess(place, uid)
    desk.window.broadcast(None)
    desk.window.go("recognition")
    page = desk.window.page("recognition")
    assert isinstance(page, RecognitionPage)
    page.reload(None)
    page.candidates.select_ready()
    return desk.window


@screen("decision-articles", size=None)
def decision_articles() -> QWidget:
    """A draft whose articles were edited, and one line left out since."""
    desk = desks.make_desk(desks.new_folder(), "registrations")
    uids = desks.fill(desk.session)
    place = Place(desk.session, desk.work.programme, _body(desk))
    for uid in uids[:4]:
        assess(place, uid)
    draft = recognition.propose_draft(desk.session, place.plan.id, YEAR, place.body, uids[:4])
    names = registrations.names(desk.session, uids[:4])
    dialog = DecisionDialog(desk.window, desk.work, draft, names)
    articles, lines = dialog.form["articles"], dialog.form["lines"]
    articles.set_text(f"{articles.text()}\nQuyết định này có hiệu lực kể từ ngày ký.")
    assert isinstance(lines, LinesField)
    lines.table.selectRow(0)
    lines.drop_button.click()
    dialog.show()
    dialog._scroll.ensureWidgetVisible(articles, 0, 200)
    return dialog


@screen("decision-above", size=None)
def decision_above() -> QWidget:
    desk = desks.make_desk(desks.new_folder(), "recognition")
    uids = desks.fill(desk.session, 5)
    rows = registration_list.rows_of(desk.session, factories.PROGRAMME, uids)
    lines = [LineDraft(row.uid, row.title, row.level) for row in rows]
    names = {row.uid: row.name for row in rows}
    dialog = AboveDialog(desk.window, desk.work, lines, names, ["Tỉnh ủy Mẫu"])
    refused = StepKind.REVIEW_FAILED.value
    dialog.form["lines"].set_answers(
        [
            AboveLine(lines[0]),
            AboveLine(lines[1]),
            AboveLine(lines[2], refused, "Chưa nhân rộng ra các thôn (mẫu)"),
        ]
    )
    return dialog


@screen("decision-reopened")
def decision_reopened() -> QWidget:
    desk, _ = _carried()
    (row,) = recognition.decisions(desk.session, factories.PROGRAMME, YEAR)
    decision_reopening.reopen(desk.session, row.uid, "Sai tên đơn vị (mẫu)")
    desk.window.go("recognition")
    page = desk.window.page("recognition")
    assert isinstance(page, RecognitionPage)
    page.reload(None)
    page.tabs.setCurrentIndex(DECISIONS)
    return desk.window


@screen("issued-papers", size=None)
def issued_papers() -> QWidget:
    desk, _ = _carried()
    (row,) = recognition.decisions(desk.session, factories.PROGRAMME, YEAR)
    papers.issue_decision(desk.session, row.uid)
    decision_reopening.reopen(desk.session, row.uid, "Sai tên đơn vị (mẫu)")
    recognition.set_number_and_date(desk.session, row.uid, "06", date(YEAR, 11, 11))
    papers.issue_decision(desk.session, row.uid)
    return IssuedPapersDialog(desk.window, desk.work, [row.uid], row.subject)


@screen("send-down")
def send_down() -> QWidget:
    chain = Chain(desks.new_folder())
    uids = [proposed(chain, name) for name in ("Đường hoa (mẫu)", "Tổ hòa giải (mẫu)")]
    chain.up()
    recognise_above(chain, uids[0])
    desk = desks.Desk(chain.province.session, desks.Answers())
    desk.open()
    desk.window.go("exchange")
    page = desk.window.page("exchange")
    assert isinstance(page, ExchangePage)
    page.tabs.setCurrentWidget(page.down)
    return desk.window
