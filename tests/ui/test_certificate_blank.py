"""Pre-printed stock from end to end: photographed, straightened, filled, shifted, never printed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reportlab.lib.units import mm

from danvan_desktop.domain.certificate_shipped import shipped
from danvan_desktop.domain.certificate_template import (
    CertificateTemplate,
    Paper,
    PaperSize,
    Source,
    TemplateKind,
)
from danvan_desktop.services import blank_pictures, certificate_templates, print_places
from danvan_desktop.ui import hands
from danvan_desktop.ui.certificate_batch_window import BatchWindow
from danvan_desktop.ui.certificate_editor import CertificateEditor
from danvan_desktop.ui.certificate_templates_dialog import TemplatesDialog
from danvan_desktop.ui.certificate_wizard import NewTemplate, begun
from danvan_desktop.ui.corners_dialog import CornersDialog
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.paper_dialog import PaperDialog
from tests.ui import desks
from tests.ui.answers import Answers
from tests.ui.certificate_office import make_office, page_of

A3 = Paper(PaperSize.A3)
MARKS = ((30.0, 30.0), (390.0, 30.0), (390.0, 267.0), (30.0, 267.0), (210.0, 148.5))
"""Millimetres from the upper left corner of the blank, where black dots are printed."""
TABLE = ((310, 180), (1720, 240), (1830, 1330), (205, 1240))
"""Where the corners of the blank are on the photograph of 2,000 x 1,500 points."""


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    made = make_office(tmp_path / "Dữ liệu", answers, 2)
    yield made
    desks.close(made)


def blank() -> Image.Image:
    """The blank as the shop printed it, 8 points to the millimetre."""
    sheet = Image.new("RGB", (420 * 8, 297 * 8), (255, 250, 235))
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((80, 80, 420 * 8 - 80, 297 * 8 - 80), outline=(180, 20, 20), width=40)
    for x, y in MARKS:
        pen.ellipse((x * 8 - 24, y * 8 - 24, x * 8 + 24, y * 8 + 24), fill=0)
    return sheet


def photograph(path: Path) -> Path:
    """The blank on a brown table, taken at an angle."""
    from danvan_desktop.documents.certificate_picture import _plane

    sheet = blank()
    # Pillow asks where each point of the photograph comes from: the other way round.
    coefficients = _inverse(_plane([(float(x), float(y)) for x, y in TABLE], sheet.size))
    photo = sheet.transform(
        (2000, 1500),
        Image.Transform.PERSPECTIVE,
        coefficients,
        Image.Resampling.BICUBIC,
        fillcolor=(110, 80, 50),
    )
    photo.save(path, quality=92)
    return path


def _inverse(given: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f, g, h = given
    turned = (
        *(e - f * h, c * h - b, b * f - c * e),
        *(f * g - d, a - c * g, c * d - a * f),
        *(d * h - e * g, b * g - a * h, a * e - b * d),
    )
    return tuple(value / turned[8] for value in turned[:8])


def marks_of(content: bytes) -> list[tuple[float, float]]:
    """Where the black dots are on a picture of the whole A3 sheet, mm."""
    with Image.open(io.BytesIO(content)) as opened:
        picture = opened.convert("L")
    scale = picture.width / 420
    found = []
    for x, y in MARKS:
        box = [round(side * scale) for side in (x - 8, y - 8, x + 8, y + 8)]
        part = picture.crop((box[0], box[1], box[2], box[3])).point([255] * 60 + [0] * 196)
        left, top, right, bottom = part.getbbox() or (0, 0, 0, 0)
        found.append(((box[0] + (left + right) / 2) / scale, (box[1] + (top + bottom) / 2) / scale))
    return found


def stock_template(desk: Desk, content: bytes) -> CertificateTemplate:
    digest = certificate_templates.keep_picture(desk.session, content)
    look = next(one.id for one in shipped() if one.template.kind is TemplateKind.CERTIFICATE)
    return begun(
        NewTemplate("Phôi A3 (mẫu)", TemplateKind.CERTIFICATE, A3, True, look, None), digest
    )


def jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=92)
    return out.getvalue()


# the picture of the blank


def test_photograph_is_straightened_by_dragging_its_corners(
    desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    dialog = TemplatesDialog(desk.window, desk.work, TemplateKind.CERTIFICATE)
    dialog.open()
    dialog.new()
    asked = dialog._dialog
    assert asked is not None
    form = asked.form
    form["name"].set_value("Phôi chụp bằng điện thoại")
    form["size"].set_value(PaperSize.A3)
    form["way"].set_value("stock")
    form["guide"].set_value([photograph(tmp_path / "chụp nghiêng.jpg")])
    asked.accept()
    editor = dialog.editor
    assert editor is not None
    corners = editor.blank.dialog
    assert isinstance(corners, CornersDialog)
    hands.settle()
    for corner, (x, y) in enumerate(TABLE):
        drag_corner(corners, corner, x / 2000, y / 1500)
    corners.take_button.click()
    content = certificate_templates.picture(desk.session, editor.now.template.background.sha256)
    found = [place for pair in marks_of(content) for place in pair]
    wanted = [place for pair in MARKS for place in pair]
    # A point of the screen is about half a millimetre of the sheet.
    assert found == pytest.approx(wanted, abs=0.8)
    editor.blank.straighten_askew()
    assert editor.blank.dialog is None
    hands.force_closed(editor)
    hands.force_closed(dialog)


def drag_corner(dialog: CornersDialog, corner: int, x: float, y: float) -> None:
    """With the left button from where the mark is to fractions of the picture."""
    view = dialog.view
    start = view.place(corner).toPoint()
    sheet = view._sheet()
    end = QPoint(round(sheet.x() + x * sheet.width()), round(sheet.y() + y * sheet.height()))
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(view, left, none, start)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, left, none, end)


def test_corners_go_by_keys(qapp: QApplication) -> None:
    from PySide6.QtGui import QImage

    dialog = CornersDialog(None, QImage(800, 600, QImage.Format.Format_RGB32))
    dialog.show()
    dialog.view.setFocus()
    hands.settle()
    QTest.keyClick(dialog.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(dialog.view, Qt.Key.Key_Tab)
    QTest.keyClick(dialog.view, Qt.Key.Key_Down)
    sheet = dialog.view._sheet()
    assert dialog.corners == (
        (pytest.approx(10 / sheet.width()), 0.0),
        (1.0, pytest.approx(1 / sheet.height())),
        *blank_pictures.WHOLE[2:],
    )
    assert dialog.view.accessibleName().startswith("Góc trên bên phải")
    hands.force_closed(dialog)


def test_crossed_corners_are_refused_and_nothing_changes(desk: Desk, answers: Answers) -> None:
    editor = CertificateEditor(None, desk.work, stock_template(desk, jpeg(blank())))
    editor.show()
    before = editor.now
    editor.blank.straighten()
    assert editor.blank.dialog is not None
    view = editor.blank.dialog.view
    view.corners[0], view.corners[1] = view.corners[1], view.corners[0]
    editor.blank.dialog.take_button.click()
    assert editor.now == before
    assert "Bốn góc chưa đúng" in str(answers.said[-1])
    hands.force_closed(editor)


def test_scan_kept_as_pdf_is_taken(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "máy quét.pdf"
    blank().save(path, resolution=8 * 25.4)
    digest = certificate_templates.take_picture(desk.session, path)
    found = marks_of(certificate_templates.picture(desk.session, digest))
    assert [place for pair in found for place in pair] == pytest.approx(
        [place for pair in MARKS for place in pair], abs=0.3
    )


# the blank is looked at and not printed


def pictures_in(pdf: bytes) -> list[tuple[int, int]]:
    """Sizes of the photographs on the pages; codes are smaller than 200 points."""
    sizes = []
    for page in pypdfium2.PdfDocument(pdf):
        for one in page.get_objects(max_depth=8):
            if one.type == 3 and min(one.get_px_size()) > 200:
                sizes.append(tuple(one.get_px_size()))
    return sizes


def test_preview_of_stock_prints_words_only_while_the_page_shows_the_blank(desk: Desk) -> None:
    editor = CertificateEditor(None, desk.work, stock_template(desk, jpeg(blank())))
    editor.show()
    editor.live.draw()
    image = editor.frame.canvas._picture
    red = image.pixelColor(round(image.width() * 12 / 420), image.height() // 2)
    assert (red.red() > 200, 100 < red.green() < 180) == (True, True)
    editor.frame.preview_button.click()
    hands.settle()
    shown = [one for one in editor.findChildren(PaperDialog) if one.isVisible()]
    assert [pictures_in(one._pdf) for one in shown] == [[]]
    hands.force_closed(shown[0])
    hands.force_closed(editor)


def test_batch_shows_the_blank_under_the_words_and_saves_words_only(
    desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    window = batch(desk, stock_template(desk, jpeg(blank())))
    image = window.frame.canvas._picture
    edge = image.pixelColor(round(image.width() * 12 / 420), image.height() // 2)
    assert (edge.red() > 200, 100 < edge.green() < 180) == (True, True)
    path = tmp_path / "giấy.pdf"
    assert pictures_in(saved(window, desk, answers, path)) == []
    hands.settle()
    assert window.frame.count.text() == "Đã lưu 2 giấy vào tệp giấy.pdf."
    hands.force_closed(window)


def batch(desk: Desk, template: CertificateTemplate) -> BatchWindow:
    """The batch window with all papers by this template, who signs being known."""
    fields = tuple(replace(one, required=False) for one in template.fields)
    uid = certificate_templates.save(desk.session, replace(template, fields=fields)).uid
    certificate_templates.choose(desk.session, uid)
    part = page_of(desk).certificates
    part._on_print()
    window = part.batch
    assert window is not None
    hands.until(lambda: window.found is not None and not desk.runner.busy, "looked at")
    hands.settle()
    return window


def saved(window: BatchWindow, desk: Desk, answers: Answers, path: Path) -> bytes:
    answers.will("save_file", path)
    window.frame.file_button.click()
    hands.until(lambda: path.exists() and not desk.runner.busy, "saved")
    return path.read_bytes()


# offsets without a printer


def words_at(pdf: bytes) -> tuple[float, float]:
    """Where the first words of the first page stand, mm from the left and the top."""
    page = pypdfium2.PdfDocument(pdf)[0]
    text = page.get_textpage()
    text.count_rects()
    left, _, _, top = text.get_rect(0)
    return left / mm, (page.get_height() - top) / mm


def test_offsets_reach_the_file_of_a_computer_without_a_printer(
    desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    window = batch(desk, stock_template(desk, jpeg(blank())))
    options = window.frame.options
    options.offer_printers([], "")
    assert options.form["printer"].text() == "Lưu PDF, in ở máy khác"
    before = words_at(saved(window, desk, answers, tmp_path / "trước.pdf"))
    options.form["right"].set_text("2,5")
    options.form["down"].set_text("-1")
    after = words_at(saved(window, desk, answers, tmp_path / "sau.pdf"))
    assert after == pytest.approx((before[0] + 2.5, before[1] - 1), abs=0.02)
    assert print_places.offset(desk.session, print_places.ELSEWHERE, "A3 ngang") == (2.5, -1.0)
    options.test_button.click()
    hands.until(lambda: not desk.runner.busy, "the test page is drawn")
    hands.settle()
    (shown,) = [one for one in window.findChildren(PaperDialog) if one.isVisible()]
    said = pypdfium2.PdfDocument(shown._pdf)[0].get_textpage().get_text_range()
    assert "Dịch phải 2,5 mm, xuống -1 mm" in said
    assert "In qua tệp PDF ở máy khác" in said
    hands.force_closed(shown)
    hands.force_closed(window)


def test_offset_that_cannot_be_read_stops_the_file(
    desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    window = batch(desk, stock_template(desk, jpeg(blank())))
    window.frame.options.form["right"].set_text("80")
    window.frame.file_button.click()
    hands.settle()
    assert window.frame.options.form["right"].problem() != ""
    assert not desk.runner.busy
    hands.force_closed(window)


# the editor


def test_saved_template_is_put_to_use_from_the_editor(desk: Desk) -> None:
    editor = CertificateEditor(None, desk.work, stock_template(desk, jpeg(blank())))
    editor.show()
    assert editor.frame.state.text().endswith("chưa lưu")
    assert editor.save()
    assert editor.frame.state.text().endswith("đã lưu, chưa dùng")
    editor.frame.use_button.click()
    assert editor.use_dialog is not None
    editor.use_dialog.accept()
    assert editor.frame.state.text().endswith("đã lưu, dùng cho mọi tổ chức; mọi đối tượng")
    (row,) = [one for one in certificate_templates.templates(desk.session) if one.own]
    assert row.active
    hands.force_closed(editor)


def test_new_field_on_stock_is_as_large_as_the_paper_wants_and_over_no_other(desk: Desk) -> None:
    editor = CertificateEditor(None, desk.work, stock_template(desk, jpeg(blank())))
    before = editor.problems()
    for source in (Source.DECISION_DAY, Source.DAY, Source.MONTH, Source.SIGN_YEAR):
        editor.add(source)
        only = editor.now.only
        assert only is not None
        assert (only.size, only.x + only.width / 2) == (20.0, pytest.approx(210, abs=0.1))
    assert editor.problems() == before
    hands.force_closed(editor)


def test_the_programs_look_on_stock_leaves_the_blank_and_draws_no_border(desk: Desk) -> None:
    template = stock_template(desk, jpeg(blank()))
    editor = CertificateEditor(None, desk.work, template)
    editor.choose(("recipient",))
    editor._on_delete()
    editor.frame.look_menu.actions()[0].trigger()
    assert editor.now.template == template
    hands.force_closed(editor)


def test_page_of_stock_asks_for_no_border(desk: Desk) -> None:
    editor = CertificateEditor(None, desk.work, stock_template(desk, jpeg(blank())))
    form = editor.frame.page_form
    assert (form.borders.isHidden(), form.straighten_button.isHidden()) == (True, False)
    form.form["stock"].set_value(False)
    assert (form.borders.isHidden(), form.straighten_button.isHidden()) == (False, True)
    hands.force_closed(editor)


def test_templates_open_from_the_list_of_awards(desk: Desk) -> None:
    page_of(desk).awards.templates_button.click()
    hands.settle()
    (dialog,) = [one for one in desk.window.findChildren(TemplatesDialog) if one.isVisible()]
    dialog.new()
    assert dialog._dialog is not None
    assert dialog._dialog.form["kind"].value() is TemplateKind.AWARD
    hands.force_closed(dialog)
