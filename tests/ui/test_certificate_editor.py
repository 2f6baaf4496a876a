"""The template editor: on the page by mouse and keys, at the right by typing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.certificate_shipped import shipped
from danvan_desktop.domain.certificate_template import (
    Border,
    PaperSize,
    Source,
    TemplateKind,
)
from danvan_desktop.services import certificate_templates, certificate_trial
from danvan_desktop.services.certificate_templates import TemplateRow
from danvan_desktop.ui import hands
from danvan_desktop.ui.certificate_canvas import CertificateCanvas
from danvan_desktop.ui.certificate_editor import CertificateEditor
from danvan_desktop.ui.certificate_frame import PAGE_TAB
from danvan_desktop.ui.certificate_templates_dialog import TemplatesDialog
from danvan_desktop.ui.certificate_use_dialog import UseDialog
from danvan_desktop.ui.certificate_wizard import NewTemplateDialog
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.file_drop import FileDropArea
from tests.ui import desks
from tests.ui.answers import Answers
from tests.ui.keyboard import Keyboard

TEMPLATE = shipped()[0].template


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "Dữ liệu", "recognition", answers)
    yield made
    desks.close(made)


@pytest.fixture
def editor(desk: Desk) -> Iterator[CertificateEditor]:
    made = CertificateEditor(None, desk.work, TEMPLATE)
    made.show()
    made.activateWindow()
    made.frame.canvas.setFocus()
    hands.settle()
    yield made
    hands.force_closed(made)


def drag(canvas: CertificateCanvas, field: str, by: QPoint, grip: str = "middle") -> None:
    """With the left button, from the field's middle or its lower right corner, freely (Alt)."""
    box = canvas.spot_on_screen(field)
    start = (box.center() if grip == "middle" else box.bottomRight()).toPoint()
    view, left, alt = canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier
    QTest.mousePress(view, left, Qt.KeyboardModifier.NoModifier, start)
    move(canvas, start + by / 2, alt)
    move(canvas, start + by, alt)
    QTest.mouseRelease(view, left, Qt.KeyboardModifier.NoModifier, start + by)


def move(canvas: CertificateCanvas, to: QPoint, held: Qt.KeyboardModifier) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(to),
        QPointF(canvas.viewport().mapToGlobal(to)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        held,
    )
    QApplication.sendEvent(canvas.viewport(), event)


def own(desk: Desk) -> list[TemplateRow]:
    return [row for row in certificate_templates.templates(desk.session) if row.own]


def test_a_dragged_field_goes_as_far_as_the_mouse(editor: CertificateEditor) -> None:
    canvas = editor.frame.canvas
    before = TEMPLATE.field("title")
    drag(canvas, "title", QPoint(30, 12))
    after = editor.now.template.field("title")
    assert after.x - before.x == pytest.approx(30 / canvas.zoom, abs=0.02)
    assert after.y - before.y == pytest.approx(12 / canvas.zoom, abs=0.02)
    assert (after.width, after.height) == (before.width, before.height)
    assert editor.now.chosen == ("title",)


def test_a_whole_drag_is_one_step_of_undo(editor: CertificateEditor) -> None:
    drag(editor.frame.canvas, "title", QPoint(40, 20))
    dragged = editor.now.template
    Keyboard().press("Ctrl+Z")
    assert editor.now.template == TEMPLATE
    Keyboard().press("Ctrl+Y")
    assert editor.now.template == dragged


def test_a_dragged_corner_makes_the_field_larger(editor: CertificateEditor) -> None:
    editor.choose(("signer",))
    canvas, before = editor.frame.canvas, TEMPLATE.field("signer")
    drag(canvas, "signer", QPoint(-20, 10), "corner")
    after = editor.now.template.field("signer")
    assert (after.x, after.y) == (before.x, before.y)
    assert after.width == pytest.approx(before.width - 20 / canvas.zoom, abs=0.4)
    assert after.height == pytest.approx(before.height + 10 / canvas.zoom, abs=0.4)


def test_a_field_dragged_near_the_middle_catches_on_it(editor: CertificateEditor) -> None:
    editor.change(editor.now)
    canvas = editor.frame.canvas
    editor.choose(("title",))
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    box = canvas.spot_on_screen("title").center().toPoint()
    view, left = canvas.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(view, left, Qt.KeyboardModifier.NoModifier, box)
    move(canvas, box + QPoint(-round(canvas.zoom) - 2, 40), Qt.KeyboardModifier.NoModifier)
    QTest.mouseRelease(view, left)
    one = editor.now.template.field("title")
    assert one.x + one.width / 2 == pytest.approx(TEMPLATE.paper.width / 2, abs=0.02)


def test_keys_move_by_one_and_a_tenth_and_resize(editor: CertificateEditor) -> None:
    keys, before = Keyboard(), TEMPLATE.field("header")
    keys.press("Tab")
    assert editor.now.chosen == (TEMPLATE.fields[0].id,)
    keys.press("Right", 3)
    keys.press("Shift+Down", 2)
    keys.press("Ctrl+Right")
    after = editor.now.template.field("header")
    assert (after.x, after.y) == pytest.approx((before.x + 3, before.y + 0.2))
    assert (after.width, after.height) == (before.width + 1, before.height)


def test_tab_goes_through_every_field_and_out_of_the_paper(editor: CertificateEditor) -> None:
    keys = Keyboard()
    seen = []
    for _ in TEMPLATE.fields:
        keys.press("Tab")
        seen += editor.now.chosen
    assert seen == [one.id for one in TEMPLATE.fields]
    keys.press("Tab")
    assert not editor.frame.canvas.hasFocus()


def test_typed_millimetres_take_comma_and_dot(editor: CertificateEditor) -> None:
    editor.choose(("recipient",))
    form = editor.frame.field_form.form
    form["x"].set_text("41,25")
    form["width"].set_text("200.5")
    form["size"].set_text("30")
    one = editor.now.template.field("recipient")
    assert (one.x, one.width, one.size) == (41.25, 200.5, 30.0)


def test_unreadable_figures_change_nothing_and_are_said(editor: CertificateEditor) -> None:
    editor.choose(("recipient",))
    form = editor.frame.field_form.form
    form["x"].set_text("bốn mươi")
    assert editor.now.template == TEMPLATE
    assert form["x"].problem() != ""


def test_colours_are_chosen_by_name_or_typed(editor: CertificateEditor) -> None:
    editor.choose(("recipient",))
    form = editor.frame.field_form.form
    form["colour"].set_text("Vàng đồng")
    assert editor.now.template.field("recipient").colour == "#BD8C2E"
    form["colour"].set_text("#12ab34")
    assert editor.now.template.field("recipient").colour == "#12AB34"
    form["colour"].set_text("đỏ rực")
    assert editor.now.template.field("recipient").colour == "#12AB34"


def test_fields_are_added_doubled_and_removed_by_keys(editor: CertificateEditor) -> None:
    keys, count = Keyboard(), len(TEMPLATE.fields)
    editor.add(Source.TEXT)
    assert [one.label for one in editor.now.fields] == ["Chữ “Chữ mới”"]
    keys.press("Ctrl+D")
    assert len(editor.now.template.fields) == count + 2
    keys.press("Delete")
    assert len(editor.now.template.fields) == count + 1
    keys.press("Ctrl+A")
    keys.press("Delete")
    assert editor.now.template.fields == ()
    keys.press("Ctrl+Z")
    assert len(editor.now.template.fields) == count + 1


def test_a_field_outside_the_paper_is_an_error_that_leads_to_it(
    editor: CertificateEditor, desk: Desk, answers: Answers
) -> None:
    editor.choose(("title",))
    editor.frame.field_form.form["x"].set_text("250")
    editor.choose(())
    first = editor.frame.problems.item(0)
    assert first.text() == "Tên giấy nằm ngoài khổ giấy."
    Keyboard().press("F4")
    assert editor.now.chosen == ("title",)
    assert not editor.save()
    assert answers.said[-1][0] == "error"
    assert own(desk) == []
    assert editor.now.template.field("title").x == 250


def test_a_name_that_does_not_fit_is_said_at_its_field(editor: CertificateEditor) -> None:
    editor.choose(("recipient",))
    form = editor.frame.field_form.form
    form["width"].set_text("30")
    form["max_lines"].set_text("1")
    editor.frame.who.setCurrentIndex(1)
    editor.live.draw()
    words = [one.words for one in editor.problems() if one.field == "recipient"]
    assert any("Tên tập thể, cá nhân" in one for one in words)


def test_borders_and_paper_are_chosen_beside_the_page(editor: CertificateEditor) -> None:
    editor.frame.tabs.setCurrentIndex(PAGE_TAB)
    page = editor.frame.page_form
    assert all(not page.borders.item(row).icon().isNull() for row in range(1, 4))
    page.borders.setCurrentRow(list(Border).index(Border.LOTUS))
    page.form["size"].set_text("A3")
    template = editor.now.template
    assert (template.border, template.paper.size) == (Border.LOTUS, PaperSize.A3)
    page.form["size"].set_text("Khổ riêng")
    assert editor.now.template.paper.words == "Khổ riêng 420 × 297 mm"
    page.form["own_width"].set_text("400")
    assert editor.now.template.paper.width == 400


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 200])
def test_what_is_no_picture_is_refused_and_nothing_lost(
    editor: CertificateEditor, answers: Answers, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "nền.png"
    path.write_bytes(content)
    answers.will("open_file", path)
    editor.frame.page_form.picture_button.click()
    hands.until(lambda: not editor._work.runner.busy, "the picture is read")
    assert answers.said[-1][0] == "error"
    assert editor.now.template == TEMPLATE


def test_a_picture_lies_under_the_fields_and_can_be_taken_away(
    editor: CertificateEditor, answers: Answers, tmp_path: Path
) -> None:
    answers.will("open_file", desks.picture(tmp_path, "phôi.png", "#fff4d8"))
    editor.frame.page_form.picture_button.click()
    hands.until(lambda: not editor._work.runner.busy, "the picture is read")
    assert len(editor.now.template.background.sha256) == 64
    editor.live.draw()
    assert not editor.frame.canvas._picture.isNull()
    editor.frame.page_form.drop_button.click()
    assert editor.now.template == TEMPLATE


def test_the_programs_own_look_comes_back_in_one_step(editor: CertificateEditor) -> None:
    editor.choose(("title", "signer"))
    editor._on_delete()
    actions = editor.frame.look_menu.actions()
    assert actions[0].text() == TEMPLATE.name
    actions[0].trigger()
    assert editor.now.template == TEMPLATE
    Keyboard().press("Ctrl+Z")
    assert len(editor.now.template.fields) == len(TEMPLATE.fields) - 2


def test_saving_keeps_what_is_shown_and_closing_asks(
    editor: CertificateEditor, desk: Desk, answers: Answers
) -> None:
    editor.frame.page_form.form["name"].set_text("Mẫu của phường")
    assert editor.save()
    assert [row.template for row in own(desk)] == [editor.now.template]
    editor.choose(("title",))
    QTest.keyClick(editor.frame.canvas, Qt.Key.Key_Down)
    answers.will("choose", None)
    editor.close()
    assert editor.isVisible()
    answers.will("choose", 1)
    editor.close()
    assert not editor.isVisible()
    assert own(desk)[0].template.field("title") == TEMPLATE.field("title")


def test_a_name_that_is_taken_is_refused(
    editor: CertificateEditor, desk: Desk, answers: Answers
) -> None:
    assert not editor.save()
    assert answers.said == [("error", f"Đã có mẫu giấy tên “{TEMPLATE.name}”.")]
    assert own(desk) == []


def test_the_longest_recipient_is_shown(desk: Desk) -> None:
    data = certificate_trial.data_of(
        desk.session, TemplateKind.CERTIFICATE, certificate_trial.LONGEST
    )
    assert len(data.recipient) > 90
    for one in shipped():
        made = certificate_trial.trial(desk.session, one.template, certificate_trial.LONGEST)
        assert made.problems == {}, one.id


# the list of templates


def templates_dialog(desk: Desk) -> TemplatesDialog:
    dialog = TemplatesDialog(desk.window, desk.work, TemplateKind.CERTIFICATE)
    dialog.open()
    hands.settle()
    return dialog


def test_a_template_goes_out_and_comes_back_as_one_file(
    desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    dialog = templates_dialog(desk)
    dialog.table.select_row(0)
    path = tmp_path / "Mẫu của xã.dvm"
    answers.will("save_file", path)
    dialog.export_button.click()
    answers.will("open_file", path)
    dialog.import_button.click()
    assert [row.template.fields for row in own(desk)] == [
        dialog.table.selected_rows()[0].template.fields
    ]
    path.write_bytes(path.read_bytes()[:-9])
    answers.will("open_file", path)
    dialog.import_button.click()
    assert answers.said[-1][0] == "error"
    assert len(own(desk)) == 1
    hands.force_closed(dialog)


def test_a_template_is_used_for_one_kind_of_subject_then_given_up(
    desk: Desk, answers: Answers
) -> None:
    dialog = templates_dialog(desk)
    dialog.table.select_row(0)
    dialog.use_button.click()
    use = dialog._dialog
    assert isinstance(use, UseDialog)
    use.form["subject"].set_text("Cá nhân")
    use.accept()
    assert [row.use_words for row in own(desk)] == ["Mọi tổ chức; cá nhân"]
    dialog._on_release()
    assert [row.use_words for row in own(desk)] == [""]
    answers.will("confirm", True)
    dialog._on_delete()
    assert own(desk) == []
    hands.force_closed(dialog)


def test_a_shipped_template_is_changed_as_a_copy(desk: Desk) -> None:
    dialog = templates_dialog(desk)
    dialog.table.select_row(0)
    dialog.edit_button.click()
    assert dialog.editor is not None
    assert dialog.editor.save()
    assert [row.name for row in own(desk)] == [f"{TEMPLATE.name} (bản riêng 1)"]
    hands.force_closed(dialog.editor)
    hands.force_closed(dialog)


def test_a_template_for_a_pre_printed_a3_blank_is_made_by_keys_and_mouse(
    desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    """Ctrl+N, name, size, stock, scan; then drag the name, nudge the signer, save, use it."""
    dialog, keys = templates_dialog(desk), Keyboard()
    editor = new_on_stock(dialog, keys, answers, tmp_path)
    template = editor.now.template
    assert (template.name, template.paper.words) == ("Phôi A3 của phường", "A3 ngang")
    assert (template.stock, template.border, template.ground) == (True, Border.NONE, False)
    assert len(template.background.sha256) == 64
    assert Source.TITLE not in {one.source for one in template.fields}
    before = template.field("recipient")
    drag(editor.frame.canvas, "recipient", QPoint(0, 25))
    editor.choose(("signer",))
    editor.frame.canvas.setFocus()
    keys.press("Left", 5)
    keys.press("Ctrl+S")
    row = own(desk)[0]
    assert row.template.field("recipient").y > before.y
    assert row.template.field("signer").x == pytest.approx(template.field("signer").x - 5)
    assert [one for one in editor.problems() if not one.warning] == []
    hands.force_closed(editor)
    hands.settle()
    dialog.use_button.click()
    assert isinstance(dialog._dialog, UseDialog)
    dialog._dialog.accept()
    used = certificate_templates.chosen(desk.session, TemplateKind.CERTIFICATE, "")
    assert used.uid == row.uid
    hands.force_closed(dialog)


def new_on_stock(
    dialog: TemplatesDialog, keys: Keyboard, answers: Answers, folder: Path
) -> CertificateEditor:
    """Ask for an A3 blank by keys alone; only its scan is chosen with the button."""
    dialog.activateWindow()
    dialog.table.view.setFocus()
    hands.settle()
    keys.press("Ctrl+N")
    asked = dialog._dialog
    assert isinstance(asked, NewTemplateDialog)
    hands.settle()
    asked.activateWindow()
    keys.type("Phôi A3 của phường")
    keys.press("Tab", 2)
    keys.press("Down")
    keys.press("Tab", 2)
    keys.press("Down")
    answers.will("open_files", [desks.picture(folder, "phôi.png", "#fff4d8", (2970, 2100))])
    guide = asked.form["guide"]
    assert isinstance(guide, FileDropArea)
    guide.choose_button.click()
    keys.press("Ctrl+Return")
    assert dialog.editor is not None
    hands.settle()
    dialog.editor.activateWindow()
    return dialog.editor
