"""Awards in the window: proposed, decided, taken back, and the list as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.awards import AwardStatus
from danvan_desktop.services import (
    awards,
    certificate_batch,
    paper_desk,
    paper_list,
    paper_parts,
    recognition,
    units,
)
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.ui import hands
from danvan_desktop.ui.award_dialogs import AwardDecisionDialog, AwardDialog, ProposeAwardsDialog
from danvan_desktop.ui.awards_part import AwardsPart
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.paper_editor import PaperEditor
from danvan_desktop.ui.recognition_page import AWARDS, RecognitionPage
from danvan_desktop.ui.revoke_dialog import RevokeDialog
from tests import factories
from tests.services.judging_factories import Place, assess
from tests.services.test_paper_desk import text_of
from tests.ui import desks
from tests.ui.answers import Answers

YEAR, PLAN = desks.YEAR, factories.PROGRAMME


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "Dữ liệu", "recognition", answers)
    uids = desks.fill_plain(made.session, 2)
    body = units.bodies(made.session, own_only=True)[0].uid
    for uid in uids:
        assess(Place(made.session, made.work.programme, body), uid)
    draft = recognition.propose_draft(made.session, PLAN, YEAR, body, uids)
    decision = recognition.draft_decision(made.session, draft).uid
    recognition.set_number_and_date(made.session, decision, "05", date(YEAR, 11, 10))
    yield made
    desks.close(made)


@pytest.fixture
def part(desk: Desk) -> AwardsPart:
    page = desk.window.page("recognition")
    assert isinstance(page, RecognitionPage)
    page.reload(None)
    page.tabs.setCurrentIndex(AWARDS)
    return page.awards


def propose(part: AwardsPart) -> None:
    part.propose_button.click()
    dialog = part._dialog
    assert isinstance(dialog, ProposeAwardsDialog)
    dialog.form["giver_name"].set_text("Ủy ban nhân dân Phường Mẫu")
    dialog.accept()


def rows(desk: Desk) -> list[awards.AwardRow]:
    return list(awards.awards(desk.session, PLAN, YEAR))


def test_empty_list_says_what_to_do_and_leads_there(desk: Desk, part: AwardsPart) -> None:
    assert rows(desk) == []
    assert part.table._empty_view.isVisibleTo(part)


def test_recognised_are_proposed_and_decided(desk: Desk, part: AwardsPart) -> None:
    propose(part)
    assert [row.status for row in rows(desk)] == [AwardStatus.PROPOSED] * 2
    part.decide_button.click()
    dialog = part._dialog
    assert isinstance(dialog, AwardDecisionDialog)
    dialog.form["number"].set_text("25/QĐ-UBND")
    dialog.form["date"].set_value(date(YEAR, 11, 20))
    dialog.form["given"].list.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.form["reason"].isVisibleTo(dialog)
    dialog.form["reason"].set_text("Chưa đủ hồ sơ (mẫu)")
    dialog.accept()
    assert [(row.status, row.decision_number) for row in rows(desk)] == [
        (AwardStatus.GIVEN, "25/QĐ-UBND"),
        (AwardStatus.REFUSED, "25/QĐ-UBND"),
    ]


def test_given_award_is_revoked_with_its_day_and_reason(
    desk: Desk, part: AwardsPart, answers: Answers
) -> None:
    propose(part)
    one, two = (row.uid for row in rows(desk))
    giver = units.bodies(desk.session, own_only=True)[0].name
    given = awards.AwardDecision("25", date(YEAR, 11, 20), giver, {})
    awards.decide(desk.session, [one], given)
    part.reload()
    part.table.select_key(two)
    part._on_revoke()
    assert answers.said[-1] == ("error", "Chưa chọn dòng nào đã được khen thưởng.")
    part.table.select_key(one)
    part._on_revoke()
    dialog = part._dialog
    assert isinstance(dialog, RevokeDialog)
    dialog.accept()
    assert dialog.form["reason"].problem() == "Chưa nhập lý do thu hồi."
    dialog.form["reason"].set_text("Báo cáo sai (mẫu)")
    dialog.form["on"].set_value(date(YEAR, 11, 21))
    dialog.accept()
    shown = {row.uid: (row.result_words, row.note) for row in rows(desk)}
    assert shown[one] == ("Đã thu hồi", f"Thu hồi ngày 21/11/{YEAR}: Báo cáo sai (mẫu)")
    assert shown[two] == ("Đề nghị", "")
    assert not part.print_button.isEnabled()


def test_signed_decision_is_not_typed_a_second_time(desk: Desk, part: AwardsPart) -> None:
    propose(part)
    session = desk.session
    draft = paper_desk.begin(session, PaperKind.AWARD_DECISION, PLAN, YEAR)
    texts = {**draft.texts, "signer": "Người ký (mẫu)"}
    paper = paper_desk.save(session, replace(draft, texts=texts)).uid
    paper_desk.sign(session, paper, "07", date(YEAR, 11, 20))
    part.decide_button.click()
    dialog = part._dialog
    assert isinstance(dialog, AwardDecisionDialog)
    shown = {name: dialog.form[name].value() for name in ("number", "date", "giver_name")}
    body = paper_parts.default_body(session, desk.work.programme).name
    assert shown == {"number": "07", "date": date(YEAR, 11, 20), "giver_name": body}
    dialog.accept()
    assert {row.decision_number for row in rows(desk)} == {"07"}
    (paper_of_one, *_) = certificate_batch.of_awards(session, [row.uid for row in rows(desk)])
    assert paper_of_one.data.signer == "Người ký (mẫu)"
    assert awards.signed_paper(session, PLAN, YEAR) is None
    paper_desk.issue(session, paper)  # its list stays, though nothing is proposed any more
    kept = paper_desk.paper(session, paper_desk.get(session, paper))
    assert [row.recipient_name in text_of(kept) for row in rows(desk)] == [True, True]


def test_papers_of_awards_are_begun_from_their_list(desk: Desk, part: AwardsPart) -> None:
    propose(part)
    begun = [action.text() for action in part.papers_button.menu().actions()]
    assert begun == [
        "Tờ trình đề nghị khen thưởng",
        "Quyết định khen thưởng",
        "Danh sách ký nhận tiền thưởng",
        "Giấy mời dự lễ",
        "Chương trình buổi lễ",
    ]
    with hands.on(PaperEditor, lambda dialog: dialog.save_button.click()):
        part.papers_button.menu().actions()[0].trigger()
    (row,) = paper_list.rows(desk.session, PLAN, YEAR)
    assert row.kind is PaperKind.AWARD_PROPOSAL


def test_second_proposal_asks_for_a_reason(desk: Desk, part: AwardsPart) -> None:
    propose(part)
    part.propose_button.click()
    dialog = part._dialog
    assert isinstance(dialog, ProposeAwardsDialog)
    assert dialog.form["lines"].text() == ""
    dialog.form["lines"].list.item(0).setCheckState(Qt.CheckState.Checked)
    assert dialog.form["reason"].isVisibleTo(dialog)
    dialog.accept()
    assert len(rows(desk)) == 2
    dialog.form["reason"].set_text("Bậc khen cao hơn (mẫu)")
    dialog.accept()
    assert len(rows(desk)) == 3


def test_person_who_steered_is_added_with_a_warning_set_aside(desk: Desk, part: AwardsPart) -> None:
    part.person_button.click()
    dialog = part._dialog
    assert isinstance(dialog, AwardDialog)
    dialog.form["recipient_name"].set_text("Cán bộ tham mưu (mẫu)")
    dialog.form["giver_name"].set_text("Đảng ủy Phường Mẫu")
    assert dialog._notice.isVisibleTo(dialog)
    dialog.accept()
    assert [row.recipient_name for row in rows(desk)] == ["Cán bộ tham mưu (mẫu)"]


def test_proposals_are_withdrawn_after_asking(
    desk: Desk, part: AwardsPart, answers: Answers
) -> None:
    propose(part)
    answers.will("confirm", True)
    part.table.view.selectAll()
    part._on_withdraw()
    assert rows(desk) == []


def test_list_is_written_as_a_workbook(
    desk: Desk, part: AwardsPart, answers: Answers, tmp_path: Path
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    propose(part)
    path = tmp_path / "Khen thưởng.xlsx"
    answers.will("save_file", path)
    part.export_button.click()
    hands.until(lambda: path.exists() and not desk.runner.busy, "workbook")
    sheet = openpyxl.load_workbook(path).active
    found = [row[1].value for row in sheet.iter_rows() if row[0].value in (1, 2)]
    assert found == [row.recipient_name for row in rows(desk)]
