"""A paper on its whole way through the real window, found again and printed the same for good."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from functools import partial
from pathlib import Path

import docx
import pypdf
import pytest

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.paper_stages import PaperStage
from danvan_desktop.models import IssuedPaper
from danvan_desktop.services import paper_desk, registrations
from danvan_desktop.services.kept_files import kept_path
from danvan_desktop.services.paper_specs import Group
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.ui import hands
from danvan_desktop.ui.paper_dialog import PaperDialog
from danvan_desktop.ui.paper_editor import PaperEditor
from danvan_desktop.ui.papers_page import ISSUED
from danvan_desktop.ui.sign_dialog import SignDialog
from tests.ui import desks
from tests.ui.desks import Desk
from tests.ui.screens_papers import KEY, SIGNER, issued, page_of, saved
from tests.ui.test_papers_page import answers, desk, press, quiet, rows

__all__ = ["desk"]


def _leader_changes(desk: Desk, uid: str, path: Path, old: str, new: str) -> None:
    """The Word file of a paper, a few words of it changed as a leader would."""
    paper = paper_desk.paper(desk.session, paper_desk.get(desk.session, uid))
    assert paper.word is not None
    document = docx.Document(io.BytesIO(paper.word()))
    (line,) = [one for one in document.paragraphs if old in one.text]
    for run in line.runs:
        run.text = run.text.replace(old, new)
    document.save(str(path))


def _pdf_text(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def _worded(desk: Desk) -> str:
    """A plan begun from the menu, whose draft leaves number and date open. Returns its uid."""
    page = page_of(desk)

    def word(dialog: PaperEditor) -> None:
        dialog.form["signer"].set_text(SIGNER)
        dialog.form["body"].set_text("Việc thứ nhất của phường.\nViệc thứ hai của phường.")
        dialog.save_button.click()

    with hands.on(PaperEditor, word):
        page.desk.groups[Group.PLAN].actions()[0].trigger()
    (row,) = rows(desk)
    drawn = _pdf_text(paper_desk.paper(desk.session, paper_desk.get(desk.session, row.uid)).content)
    assert "Số -KH/ĐU" in drawn
    assert "ngày tháng năm 2026" in drawn
    return row.uid


def _sign(desk: Desk, number: str) -> None:
    """Type in a number and a day, where 01 is proposed."""

    def fill(dialog: SignDialog) -> None:
        assert dialog.form["number"].text() == "01"
        dialog.form["number"].set_text(number)
        dialog.form["date"].set_text("05/02/2026")
        dialog.save_button.click()

    quiet(desk)  # the page of an editor just closed may still be drawn
    with hands.on(SignDialog, fill):
        press(page_of(desk), "sign")


def _carry(dialog: PaperEditor) -> None:
    hands.until(dialog.leader.box.isVisible, "changes listed")
    dialog.leader.box.button.click()
    dialog.save_button.click()


def test_whole_way_of_a_paper_back_and_forth(desk: Desk, tmp_path: Path) -> None:
    page, session, uid = page_of(desk), desk.session, _worded(desk)
    press(page, "submit")
    press(page, "draft")  # one step back needs no reason before it is signed
    assert paper_desk.get(session, uid).stage is PaperStage.DRAFT
    press(page, "submit")
    changed = tmp_path / "lãnh đạo sửa.docx"
    _leader_changes(desk, uid, changed, "Việc thứ hai", "Việc thứ ba")
    answers(desk).will("open_file", changed)
    press(page, "put_back")
    quiet(desk)
    with hands.on(PaperEditor, _carry):
        press(page, "edit")
    press(page, "submit")
    quiet(desk)
    _sign(desk, "04-KH/ĐU")
    answers(desk).will("ask_reason", "Văn thư cấp lại số")
    press(page, "draft")
    draft = paper_desk.get(session, uid)
    assert (draft.stage, draft.number, draft.day) == (PaperStage.DRAFT, "", None)
    _sign(desk, "05-KH/ĐU")
    answers(desk).will("confirm", True)
    press(page, "issue")
    quiet(desk)
    scan = tmp_path / "bản có dấu.pdf"
    scan.write_bytes(paper_desk.paper(session, paper_desk.get(session, uid)).content)
    answers(desk).will("open_file", scan)
    press(page, "scan")
    quiet(desk)
    (row,) = rows(desk)
    assert (row.stage, row.number, row.scan) == (PaperStage.ISSUED, "05-KH/ĐU", True)
    text = _pdf_text(paper_desk.paper(session, paper_desk.get(session, uid)).content)
    assert "Số 05-KH/ĐU" in text
    assert "ngày 05 tháng 02 năm 2026" in text
    assert "Việc thứ ba của phường" in text
    assert "Việc thứ hai" not in text
    assert [said for said in answers(desk).said if said[0] == "error"] == []


def test_signing_asks_while_something_the_leader_changed_is_left_out(
    desk: Desk, tmp_path: Path
) -> None:
    page, session, uid = page_of(desk), desk.session, _worded(desk)
    press(page, "submit")
    changed = tmp_path / "lãnh đạo sửa.docx"
    _leader_changes(desk, uid, changed, "Việc thứ hai", "Việc thứ ba")
    answers(desk).will("open_file", changed)
    press(page, "put_back")
    quiet(desk)
    answers(desk).will("choose", None)
    press(page, "sign")
    quiet(desk)
    question = "Còn 1 chỗ lãnh đạo đã sửa chưa có trong nội dung."
    assert answers(desk).said[-1] == ("choose", question)
    assert paper_desk.get(session, uid).stage is PaperStage.RETURNED
    answers(desk).will("choose", 0)
    with hands.on(PaperEditor, _carry):
        press(page, "sign")
    _sign(desk, "04-KH/ĐU")
    assert "Việc thứ ba" in paper_desk.get(session, uid).texts["body"]


def test_reprint_is_the_stored_file_under_its_hash_each_time(desk: Desk) -> None:
    issued(desk, PaperKind.PLAN, "05")
    page = page_of(desk)
    (row,) = rows(desk)
    stored = IssuedPaper.get_by_id(row.issued)
    kept = kept_path(desk.session, stored.sha256).read_bytes()
    assert hashlib.sha256(kept).hexdigest() == stored.sha256
    page.tabs.setCurrentIndex(ISSUED)
    for _ in range(2):
        again: list[bytes] = []
        with hands.on(PaperDialog, partial(_look, again)):
            page.issued.open_button.click()
        assert again == [kept]


def _look(seen: list[bytes], dialog: PaperDialog) -> None:
    seen.append(dialog._pdf)
    dialog.accept()


@pytest.mark.parametrize("typed", ["05 KH", "ke hoach", "thuc hien phong trao", "ke hoach so 05"])
def test_search_on_top_finds_papers_by_kind_number_and_subject(desk: Desk, typed: str) -> None:
    issued(desk, PaperKind.PLAN, "05-KH")
    waiting = saved(desk, PaperKind.REGISTRATION_LETTER)
    page = page_of(desk)
    box = desk.window._search
    box.setText(typed)
    box.look()
    hits = [hit for hit in box.hits() if hit.place == "papers"]
    assert "Kế hoạch số 05-KH" in hits[0].detail
    desk.window.go("papers", hits[0].target)
    assert page.tabs.currentIndex() == ISSUED
    box.setText("cong van dang ky")
    box.look()
    (hit,) = [hit for hit in box.hits() if hit.place == "papers"]
    assert hit.target == waiting
    desk.window.go("papers", hit.target)
    shown = page.desk.chosen()
    assert shown is not None
    assert shown.uid == waiting


def test_issued_papers_are_narrowed_by_number_subject_kind_and_days(desk: Desk) -> None:
    issued(desk, PaperKind.PLAN, "05")
    issued(desk, PaperKind.REGISTRATION_LETTER, "06")
    page = page_of(desk)
    page.tabs.setCurrentIndex(ISSUED)
    part, today = page.issued, format_date(desk.session.today())

    def seen() -> list[str]:
        return sorted(row.number_text[:2] for row in part.model.shown())

    assert seen() == ["05", "06"]
    for typed, numbers in (("06", ["06"]), ("dang ky", ["06"]), ("ke hoach", ["05"])):
        part.table.set_filter(typed)
        assert seen() == numbers
    part.table.set_filter("")
    part.kind_box.setCurrentIndex(part.kind_box.findData(PaperKind.PLAN.value))
    assert seen() == ["05"]
    part.days.first.setText(today)
    part.days.last.setText(today)
    assert seen() == ["05"]
    part.days.first.setText("1/1/2099")
    assert seen() == []
    part.days.first.setText("ngày mai")
    assert seen() == ["05"]
    assert part.days.first.property("problem") is True
    part.days.last.setText("1/1/2000")
    assert part.select(next(row.uid for row in part._rows if row.number_text == "06-CV/ĐU"))
    assert seen() == ["05", "06"]


def test_changed_records_are_shown_and_taken_over_into_edited_words(desk: Desk) -> None:
    uids = desks.fill_plain(desk.session, 1)
    draft = paper_desk.begin(desk.session, PaperKind.RESULT_REPORT, *KEY, about=uids[0])
    own = f"{draft.texts['body']}\nCâu viết thêm."
    kept = replace(draft, texts={**draft.texts, "body": own})
    uid = paper_desk.save(desk.session, kept).uid
    record, _ = registrations.draft_of(desk.session, uids[0])
    moved = replace(record, person_in_charge="Người mới (mẫu)")
    registrations.edit(desk.session, uids[0], moved)
    page = page_of(desk)
    page.desk.select(uid)
    answers(desk).will("choose", 0)

    def renew(dialog: PaperEditor) -> None:
        assert "Thêm: Người phụ trách: Người mới (mẫu)." in dialog.renewal.list.toPlainText()
        dialog.renewal.button.click()
        assert dialog.renewal.isHidden()
        assert dialog.form["body"].text().endswith("\nCâu viết thêm.")
        dialog.save_button.click()

    with hands.on(PaperEditor, renew):
        press(page, "submit")
    quiet(desk)
    draft = paper_desk.get(desk.session, uid)
    assert (draft.stage, "Người mới (mẫu)" in draft.texts["body"]) == (PaperStage.DRAFT, True)
    press(page, "submit")
    assert paper_desk.get(desk.session, uid).stage is PaperStage.SUBMITTED


def test_paper_on_the_leaders_desk_whose_record_changed_is_signed_knowingly(desk: Desk) -> None:
    uids = desks.fill_plain(desk.session, 1)
    uid = saved(desk, PaperKind.RESULT_REPORT, uids[0])
    paper_desk.move(desk.session, uid, PaperStage.SUBMITTED)
    record, _ = registrations.draft_of(desk.session, uids[0])
    registrations.edit(desk.session, uids[0], replace(record, person_in_charge="Người mới (mẫu)"))
    page = page_of(desk)
    page.desk.select(uid)
    answers(desk).will("choose", None)
    press(page, "sign")
    assert paper_desk.get(desk.session, uid).stage is PaperStage.SUBMITTED
    answers(desk).will("choose", 1)
    with hands.on(SignDialog, lambda dialog: dialog.accept()):
        press(page, "sign")
    assert paper_desk.get(desk.session, uid).stage is PaperStage.SIGNED
    paper_desk.move(desk.session, uid, PaperStage.DRAFT, "Nhập nhầm (mẫu)")
    paper_desk.move(desk.session, uid, PaperStage.SUBMITTED)
    page.reload(None)
    answers(desk).will("choose", 0)
    press(page, "sign")
    assert paper_desk.get(desk.session, uid).stage is PaperStage.DRAFT
    said = {words for kind, words in answers(desk).said if kind == "choose"}
    assert said == {"Hồ sơ đã đổi từ khi lời văn này được đề xuất."}


def test_paper_that_a_record_has_already_is_opened_or_replaced(desk: Desk) -> None:
    (uid,) = desks.fill_plain(desk.session, 1)
    kind = PaperKind.REGISTRATION_FORM
    first = saved(desk, kind, uid)
    page = page_of(desk)
    with hands.on(PaperEditor, lambda dialog: dialog.save_button.click()):
        page.desk.act.begin(kind, uid)
    quiet(desk)
    assert [row.uid for row in rows(desk)] == [first]
    paper_desk.sign(desk.session, first, "", desk.session.today())
    paper_desk.issue(desk.session, first)
    page.reload(None)
    answers(desk).will("choose", 0)
    with hands.on(PaperEditor, lambda dialog: dialog.save_button.click()):
        page.desk.act.begin(kind, uid)
    quiet(desk)
    (second,) = [row.uid for row in rows(desk) if row.uid != first]
    (old,) = [row.issued for row in rows(desk) if row.uid == first]
    assert paper_desk.get(desk.session, second).replaces == old
