"""The place “Văn bản” worked as an official does: from the menu to the stamped scan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from danvan_desktop.domain.paper_stages import PaperStage
from danvan_desktop.errors import UserError
from danvan_desktop.services import (
    following_papers,
    paper_desk,
    paper_files,
    paper_list,
    papers,
    units,
)
from danvan_desktop.services.paper_list import DeskRow
from danvan_desktop.services.paper_specs import SPECS, Group
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.ui import hands
from danvan_desktop.ui.evaluation_page import EvaluationPage
from danvan_desktop.ui.paper_card import PaperCard
from danvan_desktop.ui.paper_dialog import PaperDialog
from danvan_desktop.ui.paper_editor import BODY, PaperEditor
from danvan_desktop.ui.paper_links import new_paper
from danvan_desktop.ui.papers_page import ISSUED, PapersPage
from danvan_desktop.ui.papers_part import ELSEWHERE
from danvan_desktop.ui.recognition_page import PARTS, RecognitionPage
from danvan_desktop.ui.sign_dialog import SignDialog
from danvan_desktop.ui.subject_dialog import SubjectDialog
from tests import factories
from tests.ui import desks
from tests.ui.answers import Answers
from tests.ui.desks import Desk
from tests.ui.keyboard import Keyboard
from tests.ui.screens_foundation import sample_pdf
from tests.ui.screens_papers import KEY, SIGNER, issued, page_of, returned, saved


@pytest.fixture
def desk(qapp: object, tmp_path: Path) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "dữ liệu", "papers")
    yield made
    hands.until(lambda: not made.runner.busy, "idle")
    desks.close(made)


def answers(desk: Desk) -> Answers:
    assert isinstance(desk.messages, Answers)
    return desk.messages


def rows(desk: Desk) -> tuple[DeskRow, ...]:
    return paper_list.rows(desk.session, *KEY)


def offered(card: PaperCard) -> list[str]:
    return [key for key, button in card.buttons.items() if not button.isHidden()]


def press(page: PapersPage, key: str) -> None:
    page.desk.card.buttons[key].click()


def quiet(desk: Desk) -> None:
    hands.until(lambda: not desk.runner.busy, "idle")


def test_empty_page_says_what_to_do_and_offers_the_menu(desk: Desk) -> None:
    page = page_of(desk)
    assert page.desk.card.isHidden()
    groups = [action.text() for action in page.desk.menu.actions()]
    assert groups[0] == "Kế hoạch, chỉ đạo"
    made = [action.text() for part in page.desk.groups.values() for action in part.actions()]
    elsewhere = [words for lines in ELSEWHERE.values() for words, *_ in lines]
    assert sorted(made) == sorted([*(one.name for one in SPECS), *elsewhere])


@pytest.mark.parametrize(
    ("place", "name"), [(place, name) for lines in ELSEWHERE.values() for _, place, name in lines]
)
def test_papers_of_other_pages_are_opened_there(desk: Desk, place: str, name: str) -> None:
    page_of(desk).desk._on_elsewhere(place, name)
    assert desk.window.place == place
    shown = desk.window.page(place)
    if isinstance(shown, RecognitionPage):
        assert shown.tabs.currentIndex() == PARTS.index(name)
    else:
        assert isinstance(shown, EvaluationPage)
        assert shown.modes.currentIndex() == shown.place_of(name)


def test_paper_from_the_menu_to_the_stamped_scan(desk: Desk, tmp_path: Path) -> None:
    page = page_of(desk)

    def word(dialog: PaperEditor) -> None:
        hands.until(lambda: dialog.preview.view.count, "preview")
        dialog.form["signer"].set_text(SIGNER)
        dialog.form["body"].set_text("Lời riêng của phường.")
        hands.until(lambda: dialog.preview.view.count == 1, "shorter")
        dialog.save_button.click()

    with hands.on(PaperEditor, word):
        page.desk.act.begin(PaperKind.PLAN)
    (row,) = rows(desk)
    assert (row.stage, row.kind) == (PaperStage.DRAFT, PaperKind.PLAN)
    card = page.desk.card
    assert offered(card) == ["submit", "sign", "edit", "view", "next_year", "remove"]
    press(page, "submit")
    assert offered(card) == ["sign", "put_back", "draft", "view", "next_year", "remove"]

    def sign(dialog: SignDialog) -> None:
        assert dialog.form["number"].text() == "01"
        dialog.form["number"].set_text("05-KH/ĐU")
        dialog.save_button.click()

    with hands.on(SignDialog, sign):
        press(page, "sign")
    assert offered(card) == ["issue", "scan", "draft", "view", "next_year"]
    answers(desk).will("confirm", False)
    press(page, "issue")
    assert rows(desk)[0].stage is PaperStage.SIGNED
    answers(desk).will("confirm", True)
    press(page, "issue")
    quiet(desk)
    assert offered(card) == ["scan", "view", "replace", "next_year"]
    scan = tmp_path / "ban dau.pdf"
    scan.write_bytes(sample_pdf())
    answers(desk).will("open_file", scan)
    press(page, "scan")
    quiet(desk)
    (row,) = rows(desk)
    assert (row.stage, row.number, row.scan) == (PaperStage.ISSUED, "05-KH/ĐU", True)
    assert [step.title for step in card.steps.steps()] == [
        *("Dự thảo", "Đã trình ký", "Đã ký", "Đã ban hành", "Bản scan có dấu")
    ]
    roles = {file.role for file in paper_files.files(desk.session, row.uid)}
    assert roles == {"word", "scan"}
    assert [said for said in answers(desk).said if said[0] == "error"] == []


def test_paper_about_a_record_asks_for_it(desk: Desk) -> None:
    uids = desks.fill_plain(desk.session, 3)
    page = page_of(desk)

    taken: list[str] = []

    def choose(dialog: SubjectDialog) -> None:
        dialog.filter_box.setText("so 2")
        taken.append(dialog.chosen())
        hands.press(dialog.filter_box, Qt.Key.Key_Return)

    with (
        hands.on(PaperEditor, lambda dialog: dialog.save_button.click()),
        hands.on(SubjectDialog, choose),
    ):
        page.desk.act.begin(PaperKind.RESULT_REPORT)
    (row,) = rows(desk)
    assert ([row.about], row.about in uids) == (taken, True)
    quiet(desk)


def test_paper_about_a_record_says_where_to_make_one_first(desk: Desk) -> None:
    page_of(desk).desk.act.begin(PaperKind.RESULT_REPORT)
    assert answers(desk).said == [
        ("error", "Năm này chưa có đăng ký nào để lập “Báo cáo kết quả xây dựng mô hình”.")
    ]


def test_other_pages_lead_to_a_new_paper_in_one_step(desk: Desk) -> None:
    (uid, *_) = desks.fill_plain(desk.session, 1)
    with hands.on(PaperEditor, lambda dialog: dialog.save_button.click()):
        desk.work.go("papers", new_paper(PaperKind.RESULT_REPORT, uid))
    (row,) = rows(desk)
    assert row.about == uid
    quiet(desk)


def test_typed_words_are_offered_again_after_a_crash(desk: Desk) -> None:
    page = page_of(desk)

    def crash(dialog: PaperEditor) -> None:
        dialog.form["body"].set_text("Viết dở.")
        dialog.keep_draft()
        hands.force_closed(dialog)

    with hands.on(PaperEditor, crash):
        page.desk.act.begin(PaperKind.PLAN)
    quiet(desk)

    def again(dialog: PaperEditor) -> None:
        assert dialog._draft_banner.isVisible()
        dialog._on_draft_used()
        dialog.save_button.click()

    with hands.on(PaperEditor, again):
        page.desk.act.begin(PaperKind.PLAN)
    (row,) = rows(desk)
    assert paper_desk.get(desk.session, row.uid).texts["body"] == "Viết dở."
    quiet(desk)


def test_taken_number_is_refused_at_the_field(desk: Desk) -> None:
    issued(desk, PaperKind.PLAN, "05")
    uid = saved(desk, PaperKind.PLAN)
    page = page_of(desk)
    page.desk.select(uid)

    def sign(dialog: SignDialog) -> None:
        assert dialog.form["number"].text() == "06"
        dialog.form["number"].set_text("5")
        dialog.save_button.click()
        assert "đã dùng" in dialog.form["number"].problem()
        dialog.form["number"].set_text("06")
        dialog.form["signer"].set_text("")
        dialog.save_button.click()
        assert dialog.form["signer"].problem() == "Chưa nhập người ký."
        dialog.form["signer"].set_text("Người khác (mẫu)")
        dialog.save_button.click()

    with hands.on(SignDialog, sign):
        press(page, "sign")
    draft = paper_desk.get(desk.session, uid)
    assert (draft.number, draft.texts["signer"]) == ("06", "Người khác (mẫu)")


def test_signed_paper_goes_back_with_a_reason(desk: Desk) -> None:
    uid = saved(desk, PaperKind.PLAN)
    paper_desk.sign(desk.session, uid, "05", desk.session.today())
    page = page_of(desk)
    answers(desk).will("ask_reason", None)
    press(page, "draft")
    assert paper_desk.get(desk.session, uid).stage is PaperStage.SIGNED
    answers(desk).will("ask_reason", "Ghi nhầm ngày")
    press(page, "draft")
    assert paper_desk.get(desk.session, uid).stage is PaperStage.DRAFT


def test_replacement_names_the_old_paper_and_marks_it(desk: Desk) -> None:
    old = issued(desk, PaperKind.PLAN, "05")
    page = page_of(desk)
    page.desk.select(old)
    with hands.on(PaperEditor, lambda dialog: dialog.save_button.click()):
        press(page, "replace")
    (new,) = [row.uid for row in rows(desk) if row.uid != old]
    body = paper_desk.get(desk.session, new).texts["body"]
    assert body.splitlines()[-1].startswith("Kế hoạch này thay thế Kế hoạch số 05-KH/")
    with hands.on(SignDialog, lambda dialog: dialog.save_button.click()):
        press(page, "sign")
    answers(desk).will("ask_reason", "Sửa thời hạn")
    press(page, "issue")
    quiet(desk)
    assert {row.uid: row.standing for row in rows(desk)} == {old: "Đã bị thay thế", new: ""}
    with pytest.raises(UserError, match="Đã có văn bản thay thế"):
        following_papers.replacement(desk.session, old)


def test_draft_is_removed_only_after_asking(desk: Desk) -> None:
    saved(desk, PaperKind.PLAN)
    page = page_of(desk)
    answers(desk).will("confirm", False)
    press(page, "remove")
    assert len(rows(desk)) == 1
    answers(desk).will("confirm", True)
    press(page, "remove")
    assert rows(desk) == ()
    assert page.desk.card.isHidden()


def test_plan_is_copied_to_the_next_year(desk: Desk) -> None:
    saved(desk, PaperKind.PLAN)
    page = page_of(desk)
    with hands.on(PaperEditor, lambda dialog: dialog.save_button.click()):
        press(page, "next_year")
    (row,) = paper_list.rows(desk.session, KEY[0], KEY[1] + 1)
    assert str(KEY[1] + 1) in row.title
    quiet(desk)


def test_filters_by_kind_and_stage(desk: Desk) -> None:
    issued(desk, PaperKind.PLAN, "05")
    saved(desk, PaperKind.REGISTRATION_LETTER)
    part = page_of(desk).desk
    part.stage_box.setCurrentIndex(part.stage_box.findData(PaperStage.ISSUED.value))
    assert [row.kind for row in part.model.shown()] == [PaperKind.PLAN]
    part.stage_box.setCurrentIndex(0)
    part.kind_box.setCurrentIndex(part.kind_box.findData(PaperKind.REGISTRATION_LETTER.value))
    assert [row.kind for row in part.model.shown()] == [PaperKind.REGISTRATION_LETTER]


def test_another_body_signs_in_its_own_way(desk: Desk) -> None:
    others = units.bodies(desk.session, own_only=True)
    page = page_of(desk)

    def change(dialog: PaperEditor) -> None:
        other = next(row for row in others if row.uid != dialog.form[BODY].value())
        before = dialog.form["authority_line"].text()
        dialog.form[BODY].set_value(other.uid)
        assert dialog.form["authority_line"].text() != before
        dialog.save_button.click()

    with hands.on(PaperEditor, change):
        page.desk.act.begin(PaperKind.PLAN)
    quiet(desk)
    assert len(rows(desk)) == 1


def test_issued_list_opens_the_kept_file_and_exports_it(desk: Desk, tmp_path: Path) -> None:
    issued(desk, PaperKind.PLAN, "05")
    uid = saved(desk, PaperKind.PLAN)
    draft = paper_desk.get(desk.session, uid)
    long = replace(draft, title="Kế hoạch CON/AUX: " + "rất dài " * 30)
    paper_desk.save(desk.session, long)
    paper_desk.sign(desk.session, uid, "06", desk.session.today())
    paper_desk.issue(desk.session, uid)
    page = page_of(desk)
    page.tabs.setCurrentIndex(ISSUED)
    assert page.issued.model.rowCount() == 2
    with hands.on(PaperDialog, lambda dialog: dialog.accept()):
        page.issued.open_button.click()
    out = tmp_path / "xuất"
    out.mkdir()
    for times in (1, 2):
        answers(desk).will("choose_folder", out)
        page.issued.export_button.click()
        quiet(desk)
        names = sorted(path.name for path in out.iterdir())
        assert len(names) == 4 * times
    assert all(len(name) <= 120 and "/" not in name for name in names)
    assert sum(name.endswith(".docx") for name in names) == 4
    kept = papers.reprint(desk.session, page.issued.model.shown()[0].uid).content
    assert kept in [path.read_bytes() for path in out.glob("*.pdf")]


def test_issued_paper_is_found_as_it_is_cited(desk: Desk) -> None:
    for number in ("05", "06"):
        issued(desk, PaperKind.PLAN, number)
    page = page_of(desk)
    for typed in ("số 06", "ke hoach so 06-kh/du", "KẾ HOẠCH Số 06"):
        page.issued.table.set_filter(typed)
        assert [row.number_text for row in page.issued.model.shown()] == ["06-KH/ĐU"]


def test_lost_files_are_told_where_they_are_opened_and_after_an_export(
    desk: Desk, tmp_path: Path
) -> None:
    uid = issued(desk, PaperKind.PLAN, "05")
    scan = tmp_path / "bản scan.png"
    Image.new("L", (400, 300), 255).save(scan)
    paper_files.attach_scan(desk.session, uid, scan)
    page = page_of(desk)
    page.tabs.setCurrentIndex(ISSUED)
    page.issued.table.select_row(0)
    kept = {file.role: file for file in paper_files.files(desk.session, uid)}
    kept["scan"].path.unlink()
    words = "Tệp “bản scan.png” bị mất hoặc đã bị thay đổi."
    page.issued.scan_button.click()
    assert answers(desk).said[-1] == ("error", words)
    out = tmp_path / "ra"
    out.mkdir()
    answers(desk).will("choose_folder", out)
    page.issued.export_button.click()
    quiet(desk)
    assert answers(desk).said[-1] == ("error", "Đã xuất 2 tệp, thiếu 1 tệp.")
    assert sorted(path.suffix for path in out.iterdir()) == [".docx", ".pdf"]


def test_export_into_a_folder_that_refuses_says_so(desk: Desk, tmp_path: Path) -> None:
    issued(desk, PaperKind.PLAN, "05")
    page = page_of(desk)
    answers(desk).will("choose_folder", tmp_path / "không có")
    page.issued.export_button.click()
    quiet(desk)
    assert answers(desk).said[-1] == (
        "error",
        f"Không tìm thấy thư mục “{tmp_path / 'không có'}”.",
    )
    assert [path.name for path in tmp_path.iterdir()] == ["dữ liệu"]


def test_wrong_files_are_refused_and_nothing_changes(desk: Desk, tmp_path: Path) -> None:
    uid = saved(desk, PaperKind.PLAN)
    paper_desk.move(desk.session, uid, PaperStage.SUBMITTED)
    page = page_of(desk)
    wrong = tmp_path / "không phải.docx"
    wrong.write_bytes(b"not a word file")
    answers(desk).will("open_file", wrong)
    press(page, "put_back")
    quiet(desk)
    assert answers(desk).said[-1] == ("error", "“không phải.docx” không phải tệp Word (.docx).")
    paper_desk.sign(desk.session, uid, "05", desk.session.today())
    page.reload(None)
    answers(desk).will("open_file", wrong)
    press(page, "scan")
    quiet(desk)
    assert answers(desk).said[-1] == (
        "error",
        "“không phải.docx” không phải tệp PDF hoặc ảnh.",
    )
    assert paper_files.files(desk.session, uid) == ()


def test_plan_of_an_ended_programme_is_copied_to_the_next_one_once_there_is_one(
    desk: Desk,
) -> None:
    ended, following = "ban-dan-van-tinh-uy-2016-2020", "hoi-nong-dan-bac-ninh-2021-2025"
    factories.adopt(desk.session, ended)
    paper_desk.save(desk.session, paper_desk.begin(desk.session, PaperKind.PLAN, ended, 2020))
    desk.work.programme_id, desk.work.year = ended, 2020
    page = page_of(desk)
    press(page, "next_year")
    assert answers(desk).said[-1] == (
        "error",
        "Chương trình này kết thúc năm 2020 và đơn vị chưa dùng chương trình nào của năm sau để "
        "chép sang.",
    )
    factories.adopt(desk.session, following)
    answers(desk).will("choose", 0)
    with hands.on(PaperEditor, lambda dialog: dialog.save_button.click()):
        press(page, "next_year")
    (row,) = paper_list.rows(desk.session, following, 2021)
    assert "2021" in row.title
    quiet(desk)


def test_leaders_changes_are_listed_and_carried_over(desk: Desk, tmp_path: Path) -> None:
    uid = returned(desk, tmp_path)
    page = page_of(desk)
    page.desk.select(uid)

    def carry(dialog: PaperEditor) -> None:
        quiet(desk)
        assert "Mới: Lời lãnh đạo sửa." in dialog.leader.box.list.toPlainText()
        dialog.leader.box.button.click()
        assert dialog.form["body"].text() == "Lời lãnh đạo sửa."
        assert dialog.leader.box.isHidden()
        dialog.save_button.click()

    with hands.on(PaperEditor, carry):
        press(page, "edit")
    quiet(desk)
    assert paper_desk.get(desk.session, uid).texts["body"] == "Lời lãnh đạo sửa."
    assert "Lãnh đạo sửa" in [step.title for step in page.desk.card.steps.steps()]
    press(page, "submit")
    quiet(desk)
    assert paper_desk.get(desk.session, uid).stage is PaperStage.SUBMITTED


def test_paper_is_made_signed_and_issued_by_keys_alone(desk: Desk) -> None:
    keys, view = Keyboard(), page_of(desk).desk.table.view
    desk.window.activateWindow()

    def word(dialog: PaperEditor) -> None:
        dialog.form["signer"].set_text(SIGNER)
        hands.until(lambda: dialog.preview.view.count, "preview")
        keys.press("Ctrl+Return")

    with hands.on(PaperEditor, word):
        page_of(desk).desk.groups[Group.PLAN].actions()[0].trigger()
    quiet(desk)
    view.setFocus()
    keys.press("Ctrl+T")
    with hands.on(SignDialog, lambda _: keys.press("Ctrl+Return")):
        keys.press("Ctrl+D")
    answers(desk).will("confirm", True)
    keys.press("Ctrl+B")
    quiet(desk)
    (row,) = rows(desk)
    assert (row.stage, row.number) == (PaperStage.ISSUED, "01")
    keys.press("Del")
    assert len(rows(desk)) == 1
