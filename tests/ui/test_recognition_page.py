"""The page “Công nhận” over a real data folder: its three parts, and what it refuses in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from danvan_desktop.domain.dates import format_date
from danvan_desktop.services import certificates, paper_desk, papers, recognition
from danvan_desktop.services.certificates import CertificateStatus
from danvan_desktop.services.decision_view import DecisionStatus, Origin
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.ui.above_dialog import AboveDialog
from danvan_desktop.ui.decision_dialog import DecisionDialog
from danvan_desktop.ui.fields import TextField
from danvan_desktop.ui.lines_field import LinesField
from danvan_desktop.ui.number_dialog import NumberDialog
from danvan_desktop.ui.recognition_page import CERTIFICATES, DECISIONS, RecognitionPage
from danvan_desktop.ui.revoke_dialog import RevokeDialog
from tests.ui.answers import Answers
from tests.ui.scoring_factories import (
    Office,
    open_sheet,
    sample_office,
    type_best_marks,
    wait_for_runner,
)


@pytest.fixture
def office(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Office]:
    made = sample_office(tmp_path, answers)
    for row in made.rows():
        dialog = open_sheet(made, row.uid)
        type_best_marks(dialog)
        dialog._on_finish()
        dialog.close()
    yield made
    made.close()


@pytest.fixture
def page(office: Office) -> Iterator[RecognitionPage]:
    made = RecognitionPage(office.work)
    office.work.broadcast = made.reload
    made.resize(1150, 700)
    made.reload(None)
    made.show()
    yield made
    made.hide()
    made.deleteLater()


def _draft(page: RecognitionPage) -> DecisionDialog:
    page.candidates._on_draft()
    dialog = page.candidates._dialog
    assert isinstance(dialog, DecisionDialog)
    return dialog


def _number(page: RecognitionPage) -> NumberDialog:
    page.decisions._on_number()
    dialog = page.decisions._dialog
    assert isinstance(dialog, NumberDialog)
    return dialog


def _issue(office: Office, page: RecognitionPage, number: str = "05") -> str:
    """One decision on everything that is ready. Returns its uid."""
    page.candidates.select_ready()
    _draft(page).accept()
    dialog = _number(page)
    dialog.form["number"].set_text(number)
    dialog.form["signer"].set_text("Người ký (mẫu)")
    dialog.accept()
    wait_for_runner(office)
    return dialog.uid


def _decisions(office: Office) -> list[tuple[DecisionStatus, str]]:
    rows = recognition.decisions(office.session, office.work.programme_id, office.work.year)
    return [(row.status, row.number) for row in rows]


def test_draft_is_proposed_in_full_and_leaves_number_and_date_open(
    office: Office, page: RecognitionPage
) -> None:
    page.candidates.select_ready()
    dialog = _draft(page)
    values = dialog.form.values()
    assert values["subject"].startswith("Về việc công nhận")
    assert values["authority_line"] == "T/M Ban Thường vụ"
    assert len(values["lines"]) == 5
    assert dialog.form["override_reason"].isHidden()
    dialog.accept()
    assert _decisions(office) == [(DecisionStatus.DRAFT, "")]
    assert page.tabs.currentIndex() == DECISIONS
    assert page.tabs.tabText(DECISIONS) == "Quyết định (1)"
    assert page.candidates.table.model.rowCount() == 5
    assert page.candidates.ready_count() == 0


def test_nothing_selected_is_said_and_changes_nothing(
    office: Office, page: RecognitionPage
) -> None:
    page.candidates.table.view.clearSelection()
    page.candidates._on_draft()
    page.candidates._on_above()
    assert office.answers.said == [("error", "Chưa chọn đăng ký nào.")] * 2
    assert _decisions(office) == []


def test_line_that_cannot_be_recognised_is_refused_by_name(
    office: Office, page: RecognitionPage
) -> None:
    page.candidates.table.select_row(0)
    _draft(page).accept()
    page.candidates.table.view.selectAll()
    page.candidates._on_draft()
    assert office.answers.said[-1][1].endswith("Đang nằm trong một dự thảo quyết định khác.")
    assert len(_decisions(office)) == 1


def test_empty_list_and_empty_subject_are_shown_at_their_fields(
    office: Office, page: RecognitionPage
) -> None:
    page.candidates.select_ready()
    dialog = _draft(page)
    dialog.form["subject"].set_text("")
    lines = dialog._lines()
    lines.table.selectAll()
    lines._on_drop()
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.form["subject"].problem() == "Chưa nhập trích yếu."
    assert dialog.form["lines"].problem() == "Chưa chọn đăng ký nào để công nhận."
    assert _decisions(office) == []
    office.answers.will("choose", 2)
    dialog.reject()


def test_level_without_authority_asks_for_a_reason(office: Office, page: RecognitionPage) -> None:
    page.candidates.table.select_row(0)
    dialog = _draft(page)
    line = dialog._lines().lines()[0]
    above = type(line)(line.registration, line.title, "tinh")
    dialog.form["lines"].set_value([above])
    assert not dialog.form["override_reason"].isHidden()
    dialog.accept()
    assert "thẩm quyền" in dialog.form["override_reason"].problem()
    dialog.form["override_reason"].set_text("Tỉnh ủy ủy quyền tại Công văn số 1 (mẫu).")
    dialog.accept()
    assert _decisions(office) == [(DecisionStatus.DRAFT, "")]
    signed = _number(page)
    signed.form["number"].set_text("01")
    signed.form["signer"].set_text("Người ký (mẫu)")
    signed.accept()
    wait_for_runner(office)
    assert _decisions(office) == [(DecisionStatus.ISSUED, "01")]


def test_lines_are_moved_and_given_another_title(office: Office, page: RecognitionPage) -> None:
    page.candidates.select_ready()
    dialog = _draft(page)
    lines = dialog._lines()
    before = lines.lines()
    lines.table.selectRow(0)
    lines._on_down()
    assert lines.lines() == (before[1], before[0], *before[2:])
    lines.set_text(lines.text())
    assert lines.lines() == (before[1], before[0], *before[2:])
    office.answers.will("choose", 2)
    dialog.reject()


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("number", "", "Chưa nhập số quyết định."),
        ("number", "không số", "Số quyết định “không số” không đọc được."),
        ("signer", "", "Chưa nhập người ký."),
        ("date", "31/2/2026", "Ngày quyết định"),
        ("date", "", "Chưa nhập ngày quyết định."),
    ],
)
def test_wrong_number_date_or_signer_is_shown_and_the_draft_stays(
    office: Office, page: RecognitionPage, field: str, value: str, problem: str
) -> None:
    page.candidates.select_ready()
    _draft(page).accept()
    dialog = _number(page)
    dialog.form["number"].set_text("05")
    dialog.form["signer"].set_text("Người ký (mẫu)")
    dialog.form[field].set_text(value)
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.form[field].problem().startswith(problem)
    assert _decisions(office) == [(DecisionStatus.DRAFT, "")]
    office.answers.will("choose", 1)
    dialog.reject()


def test_date_in_the_future_or_before_registration_is_refused(
    office: Office, page: RecognitionPage
) -> None:
    page.candidates.select_ready()
    _draft(page).accept()
    dialog = _number(page)
    dialog.form["number"].set_text("05")
    dialog.form["signer"].set_text("Người ký (mẫu)")
    today = office.session.today()
    dialog.form["date"].set_value(today + timedelta(days=1))
    dialog.accept()
    assert dialog.form["date"].problem() == "Ngày quyết định không thể sau hôm nay."
    dialog.form["date"].set_value(today.replace(month=1, day=2))
    dialog.accept()
    assert dialog.form["date"].problem().startswith("Ngày quyết định trước ngày đăng ký")
    dialog.form["date"].set_value(today)
    dialog.accept()
    wait_for_runner(office)
    assert _decisions(office) == [(DecisionStatus.ISSUED, "05")]


def test_decision_older_than_the_proposals_is_typed_in_knowingly(
    office: Office, page: RecognitionPage
) -> None:
    session, work = office.session, office.work
    page.candidates.table.select_row(0)
    _draft(page).accept()
    proposal = paper_desk.begin(
        session, PaperKind.RECOGNITION_PROPOSAL, work.programme_id, work.year
    )
    texts = {**proposal.texts, "signer": "Người ký (mẫu)"}
    uid = paper_desk.save(session, replace(proposal, texts=texts)).uid
    paper_desk.sign(session, uid, "03", session.today())
    dialog = _number(page)
    assert dialog.doubt.isHidden()
    dialog.form["number"].set_text("05")
    dialog.form["signer"].set_text("Người ký (mẫu)")
    dialog.form["date"].set_text(format_date(session.today() - timedelta(days=1)))
    assert dialog.doubt._text.text().startswith("Ngày quyết định trước ngày tờ trình đề nghị")
    office.answers.will("confirm", False)
    dialog.accept()
    assert _decisions(office) == [(DecisionStatus.DRAFT, "")]
    office.answers.will("confirm", True)
    dialog.accept()
    wait_for_runner(office)
    assert _decisions(office) == [(DecisionStatus.ISSUED, "05")]


def test_number_taken_in_the_series_is_refused_and_the_last_one_shown(
    office: Office, page: RecognitionPage
) -> None:
    page.candidates.table.select_row(0)
    _draft(page).accept()
    first = _number(page)
    first.form["number"].set_text("05-QĐ/ĐU")
    first.form["signer"].set_text("Người ký (mẫu)")
    first.accept()
    wait_for_runner(office)
    page.candidates.select_ready()
    _draft(page).accept()
    again = _number(page)
    again.form["number"].set_text("5")
    again.form["signer"].set_text("Người ký (mẫu)")
    assert again.form["number"]._note.text().startswith("Số gần nhất đã dùng: 05.")
    again.accept()
    problem = again.form["number"].problem()
    assert problem.startswith("Số 05 đã dùng cho văn bản khác cùng loại.")
    again.form["number"].set_text("06")
    again.accept()
    wait_for_runner(office)
    assert sorted(number for _, number in _decisions(office)) == ["05-QĐ/ĐU", "06"]


def test_issued_paper_is_kept_and_shown_again(office: Office, page: RecognitionPage) -> None:
    uid = _issue(office, page)
    kept = papers.issued(office.session, uid)
    assert [(row.number_text, row.replaced) for row in kept] == [("05-QĐ/ĐU", False)]
    page.decisions._on_view()
    wait_for_runner(office)
    shown = [w for w in QApplication.topLevelWidgets() if type(w).__name__ == "PaperDialog"]
    visible = [w for w in shown if w.isVisible()]
    assert [w._pdf for w in visible] == [papers.reprint(office.session, kept[0].uid).content]
    visible[0].close()


def test_nobody_left_to_recognise_is_said_once_all_are_decided(
    office: Office, page: RecognitionPage
) -> None:
    _issue(office, page)
    page.reload(None)
    shown = [label.text() for label in page.candidates.table.findChildren(QLabel)]
    assert "Không còn đăng ký nào chờ công nhận" in shown
    assert "Chưa có đăng ký nào đã thẩm định" not in shown


def test_correction_needs_a_reason_and_replaces_the_paper(
    office: Office, page: RecognitionPage
) -> None:
    uid = _issue(office, page)
    page.decisions.select(uid)
    page.decisions._on_correct()
    dialog = page.decisions._dialog
    assert isinstance(dialog, NumberDialog)
    dialog.form["number"].set_text("06")
    dialog.accept()
    assert dialog.form["reason"].problem() == "Chưa nhập lý do đính chính."
    dialog.form["reason"].set_text("Gõ nhầm số.")
    dialog.accept()
    wait_for_runner(office)
    assert _decisions(office) == [(DecisionStatus.ISSUED, "06")]
    kept = papers.issued(office.session, uid)
    assert sorted((row.number_text, row.replaced) for row in kept) == [
        ("05-QĐ/ĐU", True),
        ("06-QĐ/ĐU", False),
    ]


def test_withdrawn_draft_frees_its_registrations(office: Office, page: RecognitionPage) -> None:
    page.candidates.select_ready()
    _draft(page).accept()
    office.answers.will("confirm", False)
    page.decisions._on_withdraw()
    assert len(_decisions(office)) == 1
    office.answers.will("confirm", True)
    page.decisions._on_withdraw()
    assert _decisions(office) == []
    assert page.candidates.ready_count() == 5


def test_revoked_line_stays_in_the_decision_with_its_reason(
    office: Office, page: RecognitionPage
) -> None:
    uid = _issue(office, page)
    page.decisions.select(uid)
    page.decisions.line_table.select_row(0)
    page.decisions._on_revoke()
    dialog = page.decisions._dialog
    assert isinstance(dialog, RevokeDialog)
    dialog.accept()
    assert dialog.form["reason"].problem() == "Chưa nhập lý do thu hồi."
    dialog.form["reason"].set_text("Không duy trì hoạt động (mẫu).")
    dialog.accept()
    line = recognition.decision(office.session, uid).lines[0]
    assert line.revoked_reason == "Không duy trì hoạt động (mẫu)."
    assert len(recognition.decision(office.session, uid).lines) == 5


def test_decision_from_above_is_entered_by_hand(office: Office, page: RecognitionPage) -> None:
    page.candidates.table.select_row(0)
    page.candidates._on_above()
    dialog = page.candidates._dialog
    assert isinstance(dialog, AboveDialog)
    dialog.accept()
    assert dialog.form["issuer_name"].problem() == "Chưa nhập cơ quan ban hành."
    dialog.form["issuer_name"].set_text("Tỉnh ủy Mẫu")
    dialog.form["number"].set_text("12-QĐ/TU")
    dialog.form["date"].set_value(office.session.today())
    dialog.accept()
    rows = recognition.decisions(office.session, office.work.programme_id, office.work.year)
    assert [(row.origin, row.number, row.count) for row in rows] == [(Origin.ABOVE, "12-QĐ/TU", 1)]
    assert not page.decisions.view_button.isEnabled()
    assert not page.decisions.certify_button.isEnabled()


def test_certificates_run_without_gaps_and_a_spoiled_one_keeps_its_number(
    office: Office, page: RecognitionPage
) -> None:
    uid = _issue(office, page)
    page.decisions.select(uid)
    page.decisions._on_certify()
    assert page.tabs.currentIndex() == CERTIFICATES
    dialog = page.certificates._dialog
    assert dialog is not None
    dialog._lines.set_value(())
    dialog.accept()
    assert dialog._lines.problem() == "Chưa chọn người, đơn vị nào để cấp giấy chứng nhận."
    dialog._lines.set_value([line.uid for line in recognition.decision(office.session, uid).lines])
    dialog.accept()
    page.certificates.table.select_row(1)
    office.answers.will("ask_reason", "In lệch (mẫu)")
    office.answers.will("choose", 0)
    page.certificates._on_spoil()
    rows = certificates.register(office.session, office.session.today().year)
    assert [(row.number, row.status) for row in rows] == [
        (number, CertificateStatus.SPOILED if number == 2 else CertificateStatus.VALID)
        for number in range(1, 7)
    ]
    page.certificates.issue()
    assert office.answers.said[-1] == ("error", "Không còn dòng nào cần cấp giấy chứng nhận.")


def test_register_is_shown_to_be_printed(office: Office, page: RecognitionPage) -> None:
    page.certificates.issue()
    assert office.answers.said[-1] == ("error", "Không còn dòng nào cần cấp giấy chứng nhận.")
    _issue(office, page)
    page.certificates.issue()
    assert page.certificates._dialog is not None
    page.certificates._dialog.accept()
    page.certificates._on_register()
    wait_for_runner(office)
    shown = [w for w in QApplication.topLevelWidgets() if type(w).__name__ == "PaperDialog"]
    visible = [w for w in shown if w.isVisible()]
    assert len(visible) == 1
    visible[0].close()


def test_name_of_245_letters_stands_on_a_certificate(
    qapp: QApplication, tmp_path: Path, answers: Answers
) -> None:
    from dataclasses import replace

    from danvan_desktop.services import registrations, sample

    office = sample_office(tmp_path, answers)
    plan, year = office.work.programme_id, office.work.year
    draft = sample.draft_registrations(office.session, plan)[0]
    name = "Tổ " + "hợp tác sản xuất và tiêu thụ nông sản an toàn " * 5
    uid = registrations.register(
        office.session,
        plan,
        year,
        replace(draft, name="Mô hình tên dài (mẫu)", subject_name=name.strip()[:245]),
    ).uid
    sample.prove(office.session, uid)
    dialog = open_sheet(office, uid)
    type_best_marks(dialog)
    dialog._on_finish()
    dialog.close()
    page = RecognitionPage(office.work)
    office.work.broadcast = page.reload
    page.reload(None)
    _issue(office, page)
    page.certificates.issue()
    assert page.certificates._dialog is not None
    page.certificates._dialog.accept()
    page.certificates._on_print()
    wait_for_runner(office)
    window = page.certificates.batch
    assert window is not None
    assert window.found == ()
    assert any(one.data.recipient.startswith("Tổ hợp tác sản xuất") for one in window.papers)
    window.close()
    page.deleteLater()
    office.close()


def test_number_of_a_decision_whose_articles_lag_behind_its_list_is_asked_about(
    office: Office, page: RecognitionPage
) -> None:
    page.candidates.select_ready()
    dialog = _draft(page)
    articles, lines = dialog.form["articles"], dialog.form["lines"]
    assert isinstance(lines, LinesField)
    articles.set_text(f"{articles.text()}\nQuyết định có hiệu lực từ ngày ký.")
    lines.table.selectRow(0)
    lines.drop_button.click()
    dialog.accept()
    office.answers.will("choose", None)
    page.decisions._on_number()
    assert page.decisions._dialog is None
    assert office.answers.said[-1] == ("choose", "Danh sách đã đổi từ khi các điều được sửa.")
    office.answers.will("choose", 1)
    _number(page).reject()
    office.answers.will("choose", 0)
    page.decisions._on_number()
    again = page.decisions._dialog
    assert isinstance(again, DecisionDialog)
    again.renewal.button.click()
    again.accept()
    said = len(office.answers.said)
    _number(page).reject()
    assert len(office.answers.said) == said


def test_articles_are_edited_follow_the_list_and_come_back(
    office: Office, page: RecognitionPage
) -> None:
    page.candidates.select_ready()
    dialog = _draft(page)
    articles, lines = dialog.form["articles"], dialog.form["lines"]
    assert isinstance(articles, TextField)
    assert isinstance(lines, LinesField)
    proposed = dialog.words["articles"].proposal
    assert articles.text() == proposed

    def edited() -> str:
        words = dialog.words["articles"].proposal.replace("có danh sách", "danh sách")
        return f"{words}\nQuyết định có hiệu lực từ ngày ký."

    before = edited()
    articles.set_text(before)
    assert "Như Điều 4" in dialog.form["receivers"].text()
    assert not dialog.words["articles"].button.isHidden()
    assert dialog.renewal.isHidden()
    lines.table.selectRow(0)
    lines.drop_button.click()
    assert not dialog.renewal.isHidden()
    assert (articles.text(), edited() != before) == (before, True)
    dialog.renewal.button.click()
    assert dialog.renewal.isHidden()
    assert articles.text() == edited()
    dialog.words["articles"].button.click()
    assert articles.text() == dialog.words["articles"].proposal
    articles.area.undo()
    assert articles.text() == edited()
    dialog.accept()
    (row,) = recognition.decisions(office.session, office.work.programme_id, office.work.year)
    kept = recognition.decision(office.session, row.uid).articles
    assert (kept.text, kept.made_from) == (edited(), kept.proposed)
