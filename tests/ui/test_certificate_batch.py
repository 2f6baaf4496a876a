"""Printing many: problems first, nudges on the page, offsets, files, the printer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from shiboken6 import delete, isValid

from danvan_desktop.domain.certificate_shipped import shipped
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.models import Recognition
from danvan_desktop.services import (
    awards,
    certificate_batch,
    certificate_templates,
    certificates,
    print_places,
)
from danvan_desktop.services.awards import AwardDecision, AwardDraft
from danvan_desktop.ui import hands
from danvan_desktop.ui.certificate_batch_people import MOVED_MARK
from danvan_desktop.ui.certificate_batch_window import BatchWindow
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.paper_dialog import PaperDialog
from danvan_desktop.ui.printing import PrintRun
from tests.documents.pdf_reading import drawn_lines, page_count
from tests.ui import desks
from tests.ui.answers import Answers
from tests.ui.certificate_office import YEAR, make_office, page_of
from tests.ui.keyboard import Keyboard

PRINTER = "Máy in phòng họp"


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    made = make_office(tmp_path / "Dữ liệu", answers, 3)
    yield made
    desks.close(made)


@pytest.fixture
def window(desk: Desk) -> Iterator[BatchWindow]:
    part = page_of(desk).certificates
    part._on_print()
    made = part.batch
    assert made is not None
    made.activateWindow()
    ready(desk)
    yield made
    if isValid(made):
        hands.force_closed(made)


def ready(desk: Desk) -> None:
    """Until every paper was looked through and nothing else is running."""
    window = page_of(desk).certificates.batch
    assert window is not None
    hands.until(lambda: window.found is not None and not desk.runner.busy, "all is looked at")
    hands.settle()


def signed(window: BatchWindow, desk: Desk) -> None:
    """Papers of an office whose leader's name was entered."""
    window.frame.options.form["signer"].set_text("Người ký (mẫu)")
    window.frame.options.signer_edited.emit()
    ready(desk)


def marked(window: BatchWindow) -> list[int]:
    """The places of the recipients marked as moved."""
    items = window.frame.people.list
    return [row for row in range(items.count()) if MOVED_MARK in items.item(row).text()]


def pages(path: Path) -> list[str]:
    content = path.read_bytes()
    return ["\n".join(drawn_lines(content, page)) for page in range(page_count(content))]


def test_nudged_words_stop_at_the_edge_of_the_paper(window: BatchWindow, desk: Desk) -> None:
    signed(window, desk)
    window.paper.choose(("signer",))
    for key, count in ((Qt.Key.Key_Right, 60), (Qt.Key.Key_Down, 30)):
        for _ in range(count):
            QTest.keyClick(window.frame.canvas, key)
    window.paper.keep()
    template = window.papers[0].template
    signer, paper = template.field("signer"), template.paper
    (moved,) = certificate_batch.nudges(desk.session, window.papers).values()
    edge = (round(paper.width - signer.right, 2), round(paper.height - signer.bottom, 2))
    assert moved == {"signer": edge}
    assert certificate_batch.problems(desk.session, window.papers, window.settings()) == ()


@pytest.mark.parametrize("earlier", ["", "Người ký trước (mẫu)"])
def test_signer_still_being_typed_is_on_the_papers_saved_by_key(
    window: BatchWindow, desk: Desk, answers: Answers, tmp_path: Path, earlier: str
) -> None:
    form = window.frame.options.form
    if earlier:
        form["signer"].set_text(earlier)
        window.frame.options.signer_edited.emit()
        ready(desk)
    line = form["signer"].editor
    line.setFocus()
    hands.settle()
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, "Tran Van Mau")
    path = tmp_path / "Giấy.pdf"
    answers.will("save_file", path)
    Keyboard().press("Ctrl+S")
    hands.until(lambda: path.exists() and not desk.runner.busy, "saved")
    assert ["Tran Van Mau" in page for page in pages(path)] == [True] * 3


def test_names_that_do_not_fit_are_listed_first_and_lead_to_their_field(
    window: BatchWindow, desk: Desk
) -> None:
    signed(window, desk)
    uid = narrow_template(desk)
    window._on_edited()
    window.frame.options.form["template"].set_value(uid)
    ready(desk)
    frame = window.frame
    assert frame.people.checks.text() == "3 giấy chưa in được; 2 giấy chưa chọn ông hay bà"
    assert {problem.field for problem in window.found or ()} == {"recipient"}
    frame.people.problems.itemActivated.emit(frame.people.problems.item(1))
    frame.people.problems.setCurrentRow(1)
    frame.people.problems.itemActivated.emit(frame.people.problems.item(1))
    assert frame.people.problems.item(0).text().startswith("2 giấy: Tên tập thể, cá nhân quá dài")
    assert frame.people.list.currentRow() == 2
    assert window.paper.chosen == ("recipient",)
    frame.template_button.click()
    assert window.editor is not None
    assert window.editor.now.chosen == ("recipient",)
    hands.force_closed(window.editor)
    ready(desk)


def test_a_batch_with_a_problem_makes_no_file_at_all(
    window: BatchWindow, desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    uid = narrow_template(desk)
    window._on_edited()
    window.frame.options.form["template"].set_value(uid)
    ready(desk)
    folder = tmp_path / "Giấy"
    folder.mkdir()
    answers.will("save_file", folder / "giấy.pdf")
    window.frame.file_button.click()
    ready(desk)
    assert [kind for kind, _ in answers.said] == ["save_file", "error"]
    assert list(folder.iterdir()) == []


def test_a_problem_leads_to_the_record(window: BatchWindow, desk: Desk) -> None:
    went: list[tuple[str, str]] = []
    desk.work.go = lambda place, uid: went.append((place, uid))
    window.frame.record_button.click()
    rows = certificates.register(desk.session, YEAR)
    assert went == [("registrations", rows[0].registration)]


def narrow_template(desk: Desk) -> str:
    """A template on which no recipient's name has room."""
    fields = tuple(
        replace(one, width=8.0, max_lines=1) if one.id == "recipient" else one
        for one in shipped()[0].template.fields
    )
    narrow = replace(shipped()[0].template, name="Ô tên hẹp", fields=fields)
    return certificate_templates.save(desk.session, narrow).uid


def test_one_pdf_has_a_page_for_each_ticked_recipient(
    window: BatchWindow, desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    signed(window, desk)
    said = "Mọi giấy đều in được; 2 giấy chưa chọn ông hay bà"
    assert window.frame.people.checks.text() == said
    window.frame.people.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    path = tmp_path / "Giấy chứng nhận.pdf"
    answers.will("save_file", path)
    window.frame.file_button.click()
    ready(desk)
    texts = pages(path)
    assert len(texts) == 2
    numbers = [row.number_text for row in certificates.register(desk.session, YEAR)]
    assert [
        number in text for number, text in zip((numbers[0], numbers[2]), texts, strict=True)
    ] == [
        True,
        True,
    ]


def test_papers_that_cannot_be_printed_are_left_out_at_once(
    window: BatchWindow, desk: Desk
) -> None:
    assert window.frame.people.checks.text().startswith("3 giấy chưa in được")
    assert {problem.field for problem in window.found or ()} == {"signer"}
    problems = window.frame.people.problems
    assert [problems.item(row).text() for row in range(problems.count())] == [
        "3 giấy: Người ký còn trống."
    ]
    problems.setCurrentRow(0)
    problems.itemActivated.emit(problems.item(0))
    assert window.frame.options.form["signer"].editor.hasFocus()
    assert window.frame.people.leave_button.isVisibleTo(window)
    window.frame.people.leave_button.click()
    assert window.frame.count.text().startswith("Chọn 0 trong 3 giấy")
    window.frame.people.all_button.click()
    signed(window, desk)
    assert not window.frame.people.leave_button.isVisibleTo(window)
    assert window.frame.count.text().startswith("Chọn 3 trong 3 giấy")


def test_the_word_before_names_is_chosen_for_marked_lines_and_remembered(
    window: BatchWindow, desk: Desk
) -> None:
    people = window.frame.people
    unsure = [row for row, one in enumerate(window.papers) if one.data.prefix == "Ông (bà)"]
    assert len(unsure) == 1
    people.list.setCurrentRow(unsure[0])
    shown = [people.prefix.itemText(place) for place in range(people.prefix.count())]
    assert shown == ["Ông", "Bà", "Ông (bà)", "Đồng chí", "Không ghi"]
    people.prefix.setCurrentIndex(1)
    people.prefix.activated.emit(1)
    ready(desk)
    assert window.papers[unsure[0]].data.lead == "Chứng nhận bà"
    assert people.list.currentRow() == unsure[0]
    people.list.selectAll()
    people.prefix.setFocus()
    people.prefix.lineEdit().setText("Thầy giáo")  # type: ignore[union-attr]
    QTest.keyClick(people.prefix, Qt.Key.Key_Return)
    ready(desk)
    prefixes = [one.data.prefix for one in window.papers]
    assert sorted(prefixes) == ["", "Gia đình ông (bà)", "Thầy giáo"]
    hands.force_closed(window)
    page_of(desk).certificates._on_print()
    again = page_of(desk).certificates.batch
    assert again is not None
    assert [one.data.prefix for one in again.papers] == prefixes
    ready(desk)
    hands.force_closed(again)


def test_a_reprint_says_what_was_printed_until_the_records_are_asked_for(
    window: BatchWindow, desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    signed(window, desk)
    answers.will("save_file", tmp_path / "giấy.pdf")
    window.frame.file_button.click()
    ready(desk)
    Recognition.update(address="Thôn khác").execute()
    window.reload()
    ready(desk)
    banner = window.frame.people.outdated
    assert banner.isVisibleTo(window)
    assert {one.data.address for one in window.papers} != {"Thôn khác"}
    window.frame.people.fresh_wanted.emit()
    ready(desk)
    assert {one.data.address for one in window.papers} == {"Thôn khác"}
    assert not banner.isVisibleTo(window)


def test_a_check_that_ends_after_its_window_is_gone_reaches_nobody(
    window: BatchWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    until = Event()
    monkeypatch.setattr(certificate_batch, "problems", lambda *_: until.wait(10) and ())
    window.check()
    assert desk.runner.busy
    window.close()
    delete(window)
    page_of(desk).certificates.batch = None
    until.set()
    with capture_exceptions() as raised:
        hands.until(lambda: not desk.runner.busy, "the check has ended")
    assert raised == []


def test_a_closed_window_is_gone_and_so_is_what_it_held(window: BatchWindow, desk: Desk) -> None:
    part = page_of(desk).certificates
    window.frame.close_button.click()
    hands.settle()
    assert (isValid(window), part.findChildren(BatchWindow)) == (False, [])
    part._on_print()
    again = part.batch
    assert again is not None
    ready(desk)
    again.frame.record_button.click()
    hands.settle()
    assert (isValid(again), desk.window.place) == (False, "registrations")


def test_nothing_ticked_prints_nothing(window: BatchWindow, desk: Desk) -> None:
    window.frame.people.none_button.click()
    assert not window.frame.print_button.isEnabled()
    assert window.frame.count.text().startswith("Chọn 0 trong 3 giấy")
    window.frame.people.all_button.click()
    assert window.frame.print_button.isEnabled()


def test_each_recipient_gets_a_file(
    window: BatchWindow, desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    signed(window, desk)
    folder = tmp_path / "Giấy"
    folder.mkdir()
    answers.will("choose_folder", folder)
    window.frame.folder_button.click()
    ready(desk)
    assert len(list(folder.glob("*.pdf"))) == 3
    assert answers.said[-1] == ("info", "Đã lưu 3 tệp vào thư mục Giấy.")


def test_two_on_a_sheet_take_half_the_pages(
    window: BatchWindow, desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    signed(window, desk)
    options = window.frame.options
    assert options.form["two_up"].box.text() == "2 giấy trên 1 tờ A3"  # type: ignore[attr-defined]
    options.form["two_up"].set_value(True)
    ready(desk)
    path = tmp_path / "Hai giấy.pdf"
    answers.will("save_file", path)
    window.frame.file_button.click()
    ready(desk)
    assert len(pages(path)) == 2


def test_arrow_keys_nudge_a_field_of_one_recipient_only(window: BatchWindow, desk: Desk) -> None:
    window.paper.choose(("recipient",))
    canvas = window.frame.canvas
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    first = window.papers[0]
    known = certificate_batch.nudges(desk.session, [first])
    assert known == {first.data.key: {"recipient": (2.0, -0.1)}}
    assert window.frame.people.list.currentRow() == 1
    assert not window.frame.back_button.isEnabled()
    assert marked(window) == [0]
    window.reload()
    ready(desk)
    assert marked(window) == [0]
    assert "Đã dời chữ cho người này" in window.frame.people.list.item(0).toolTip()
    window.frame.people.list.setCurrentRow(0)
    assert window.frame.back_button.isEnabled()
    window.frame.back_button.click()
    assert certificate_batch.nudges(desk.session, [first]) == {}
    assert marked(window) == []


def test_offsets_are_kept_for_each_printer_and_paper(window: BatchWindow, desk: Desk) -> None:
    options = window.frame.options
    options.offer_printers([PRINTER, "Máy in khác"], PRINTER)
    form = options.form
    form["right"].set_text("1,5")
    form["down"].set_text("-2")
    options.offset_edited.emit()
    assert print_places.offset(desk.session, PRINTER, "A4 ngang") == (1.5, -2.0)
    form["printer"].set_value("Máy in khác")
    assert form["right"].text() == "0"
    form["printer"].set_value(PRINTER)
    assert (form["right"].text(), form["down"].text()) == ("1,5", "-2")
    form["right"].set_text("80")
    options.offset_edited.emit()
    assert form["right"].problem() != ""
    assert print_places.offset(desk.session, PRINTER, "A4 ngang") == (1.5, -2.0)
    ready(desk)


def test_a_chosen_template_takes_the_place_of_the_usual_one(
    window: BatchWindow, desk: Desk
) -> None:
    other = next(one for one in shipped() if one.id == "certificate-state-a3")
    window.frame.options.form["template"].set_value(other.id)
    ready(desk)
    assert {one.template_uid for one in window.papers} == {other.id}
    assert window.frame.count.text().endswith("A3 ngang")


def test_a_template_for_stock_prints_only_words(window: BatchWindow, desk: Desk) -> None:
    stock = replace(shipped()[0].template, name="Phôi của phường", stock=True)
    uid = certificate_templates.save(desk.session, stock).uid
    window._on_edited()
    window.frame.options.form["template"].set_value(uid)
    assert window.settings().stock
    window.frame.options.form["template"].set_value("")
    assert not window.settings().stock
    ready(desk)


def test_a_test_page_is_shown(window: BatchWindow, desk: Desk) -> None:
    window.frame.options.test_button.click()
    ready(desk)
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, PaperDialog)]
    assert [one.windowTitle() for one in shown if one.isVisible()] == [
        f"Trang in thử {window.papers[0].template.name}"
    ]
    for one in shown:
        hands.force_closed(one)


def test_sheets_asked_for_go_to_the_printer(
    window: BatchWindow, desk: Desk, tmp_path: Path
) -> None:
    signed(window, desk)
    path = tmp_path / "in.pdf"
    used = []

    def to_file(_name: str) -> QPrinter:
        made = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(path))
        made.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
        used.append(made)
        return made

    window.output.printer.printer = to_file  # type: ignore[method-assign]
    window.frame.options.form["first"].set_text("2")
    window.frame.options.form["last"].set_text("3")
    window.frame.print_button.click()
    ready(desk)
    hands.until(lambda: not window.findChildren(PrintRun), "printed")
    assert page_count(path.read_bytes()) == 2
    assert [one.duplex() for one in used] == [QPrinter.DuplexMode.DuplexNone]


def test_without_a_printer_the_official_is_told(
    window: BatchWindow, desk: Desk, answers: Answers
) -> None:
    signed(window, desk)
    window.frame.options.offer_printers([], "")
    window.frame.print_button.click()
    ready(desk)
    assert answers.said == [("error", "Chưa có máy in nào để in.")]


def test_a_spoiled_paper_is_reprinted_under_the_next_number(
    window: BatchWindow, desk: Desk, answers: Answers
) -> None:
    key = window.papers[0].data.key
    answers.will("ask_reason", "Máy in kẹt giấy (mẫu)")
    answers.will("choose", 0)
    window.frame.spoil_button.click()
    ready(desk)
    numbers = {one.data.key: one.data.register_number for one in window.papers}
    assert numbers[key] == f"04/{YEAR}"
    assert len(window.papers) == 3
    rows = certificates.register(desk.session, YEAR)
    assert [row.status_words for row in rows].count("Hỏng") == 1


def test_a_reprint_keeps_the_template_of_the_first_print(
    window: BatchWindow, desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    signed(window, desk)
    answers.will("save_file", tmp_path / "giấy.pdf")
    window.frame.file_button.click()
    ready(desk)
    before = [one.template for one in window.papers]
    other = next(one for one in shipped() if one.id == "certificate-script")
    certificate_templates.choose(desk.session, other.id)
    window.reload()
    ready(desk)
    assert [one.template for one in window.papers] == before


def test_papers_saved_from_the_preview_are_remembered_too(
    window: BatchWindow, desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    signed(window, desk)
    window.frame.preview_button.click()
    ready(desk)
    (shown,) = (
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, PaperDialog) and one.isVisible()
    )
    answers.will("save_file", tmp_path / "giấy.pdf")
    shown.save_button.click()
    hands.force_closed(shown)
    Recognition.update(address="Thôn khác").execute()
    window.reload()
    ready(desk)
    assert [one.outdated for one in window.papers] == [True, True, True]


def test_award_papers_ask_for_their_signer_and_remember_the_name(
    desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    part = page_of(desk).awards
    draft = AwardDraft(
        "Cán bộ tham mưu (mẫu)", SubjectKind.INDIVIDUAL, "Giấy khen", "Có thành tích (mẫu)"
    )
    plan = desk.work.programme_id
    uid = awards.propose(desk.session, plan, YEAR, [draft]).uid
    rows = awards.awards(desk.session, plan, YEAR)
    awards.decide(
        desk.session,
        [row.uid for row in rows],
        AwardDecision("25/QĐ-ĐU", date(YEAR, 11, 20), "Đơn vị mẫu", {}),
    )
    assert uid
    part.reload()
    part.print_button.click()
    window = part.batch
    assert window is not None
    hands.until(lambda: window.found is not None and not desk.runner.busy, "looked through")
    signer = window.frame.options.form["signer"]
    assert signer.isVisibleTo(window)
    signer.set_text("Người ký (mẫu)")
    window.frame.options.signer_edited.emit()
    assert [one.data.signer for one in window.papers] == ["Người ký (mẫu)"]
    hands.until(lambda: window.found is not None and not desk.runner.busy, "looked through")
    path = tmp_path / "giấy khen.pdf"
    answers.will("save_file", path)
    window.frame.file_button.click()
    hands.until(path.exists, "saved")
    assert ["Người ký (mẫu)" in text for text in pages(path)] == [True]
    hands.force_closed(window)
    part.print_button.click()
    assert part.batch is not None
    assert part.batch.frame.options.signer() == ("Người ký (mẫu)", False)
    hands.until(lambda: not desk.runner.busy, "looked through")
    hands.force_closed(part.batch)
