"""Pictures of the certificate desk: templates, the editor on its page, a batch to be printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.certificate_shipped import shipped
from danvan_desktop.domain.certificate_template import PaperSize, TemplateKind
from danvan_desktop.domain.units import BodyKind, SubjectKind
from danvan_desktop.models import Award
from danvan_desktop.services import awards, units
from danvan_desktop.services import certificate_batch as certificate_batch_service
from danvan_desktop.services import certificate_templates as template_service
from danvan_desktop.services.awards import AwardDecision, AwardDraft
from danvan_desktop.services.units import BodyDraft
from danvan_desktop.ui import hands
from danvan_desktop.ui.certificate_batch_window import BatchWindow
from danvan_desktop.ui.certificate_editor import CertificateEditor
from danvan_desktop.ui.certificate_frame import PAGE_TAB
from danvan_desktop.ui.certificate_templates_dialog import TemplatesDialog
from danvan_desktop.ui.certificate_use_dialog import UseDialog
from danvan_desktop.ui.certificate_wizard import NewTemplateDialog
from danvan_desktop.ui.corners_dialog import CornersDialog
from danvan_desktop.ui.desk import Desk
from tests.screens import screen
from tests.ui import desks, test_certificate_blank
from tests.ui.answers import Answers
from tests.ui.certificate_office import YEAR, make_office, page_of

_KEPT: list[object] = []


def _desk(count: int = 5) -> Desk:
    desk = make_office(desks.new_folder(), Answers(), count)
    _KEPT.append(desk)
    return desk


def _editor(number: int = 0) -> CertificateEditor:
    made = CertificateEditor(None, _desk(1).work, shipped()[number].template)
    made.show()
    _KEPT.append(made)
    hands.settle(100)
    return made


@screen("certificate-editor", size=None)
def certificate_editor() -> QWidget:
    made = _editor()
    made.choose(("recipient",))
    return made


@screen("certificate-editor-page", size=None)
def certificate_editor_page() -> QWidget:
    made = _editor(3)
    made.frame.tabs.setCurrentIndex(PAGE_TAB)
    made.frame.who.setCurrentIndex(1)
    made.live.draw()
    return made


@screen("certificate-editor-problems", size=None)
def certificate_editor_problems() -> QWidget:
    made = _editor(1)
    made.choose(("title",))
    made.frame.field_form.form["x"].set_text("240")
    made.choose(("recipient", "signer"))
    return made


@screen("certificate-editor-stock", size=None)
def certificate_editor_stock() -> QWidget:
    desk = _desk(1)
    dialog = NewTemplateDialog(None, desk.work)
    dialog.form["name"].set_text("Phôi A3 của phường, dùng cho giấy chứng nhận mô hình tiêu biểu")
    dialog.form["size"].set_value(PaperSize.A3)
    dialog.form["way"].set_text("Chỉ in chữ lên phôi in sẵn")
    guide = desks.picture(desks.new_folder(), "phôi.png", "#f6e7c8", (1485, 1050))
    dialog.form["guide"].set_value([guide])
    dialog.accept()
    made = CertificateEditor(None, desk.work, dialog.result_value)
    made.show()
    hands.settle(100)
    return made


@screen("certificate-templates", size=None)
def certificate_templates() -> QWidget:
    dialog = TemplatesDialog(None, _desk(1).work, TemplateKind.CERTIFICATE)
    dialog.table.select_row(0)
    dialog._on_copy()
    return dialog


@screen("certificate-template-use", size=None)
def certificate_template_use() -> QWidget:
    dialog = TemplatesDialog(None, _desk(1).work, TemplateKind.CERTIFICATE)
    dialog.table.select_row(0)
    dialog._on_use()
    _KEPT.append(dialog)
    assert isinstance(dialog._dialog, UseDialog)
    return dialog._dialog


@screen("certificate-template-new", size=None)
def certificate_template_new() -> QWidget:
    dialog = NewTemplateDialog(None, _desk(1).work)
    dialog.form["way"].set_text("Chỉ in chữ lên phôi in sẵn")
    return dialog


@screen("certificate-batch", size=None)
def certificate_batch() -> QWidget:
    return _batch(_desk(14))


def _batch(desk: Desk) -> BatchWindow:
    part = page_of(desk).certificates
    part.reload()
    part._on_print()
    assert part.batch is not None
    hands.until(lambda: not desk.runner.busy, "the batch is looked through")
    part.batch.paper.choose(("recipient",))
    return part.batch


@screen("certificate-blank-corners", size=None)
def certificate_blank_corners() -> QWidget:
    """The photograph of a blank, two of its corners found."""
    path = test_certificate_blank.photograph(desks.new_folder() / "chụp nghiêng.jpg")
    dialog = CornersDialog(None, QImage(str(path)))
    for corner, (x, y) in enumerate(test_certificate_blank.TABLE[:2]):
        dialog.view.corners[corner] = x / 2000, y / 1500
    return dialog


@screen("certificate-batch-stock", size=None)
def certificate_batch_stock() -> QWidget:
    """Words only, over the blank that is not printed."""
    desk = _desk(4)
    content = test_certificate_blank.jpeg(test_certificate_blank.blank())
    template = test_certificate_blank.stock_template(desk, content)
    uid = template_service.save(desk.session, template).uid
    template_service.choose(desk.session, uid)
    return _batch(desk)


@screen("certificate-batch-problems", size=None)
def certificate_batch_problems() -> QWidget:
    desk = _desk(6)
    window = _batch(desk)
    template = window.papers[0].template
    fields = tuple(
        replace(one, width=40.0, max_lines=1) if one.id == "recipient" else one
        for one in template.fields
    )
    window.papers = tuple(
        replace(one, template=replace(template, fields=fields)) for one in window.papers
    )
    window.check()
    hands.until(lambda: not desk.runner.busy and window.found, "problems")
    return window


@screen("certificate-batch-award", size=None)
def certificate_batch_award() -> QWidget:
    """Giấy khen of a chairman, signed by a deputy, one printed before."""
    desk = _desk(1)
    session = desk.session
    unit = units.bodies(session, own_only=True)[0].unit
    giver = "Ủy ban nhân dân Phường Mẫu"
    units.add_body(session, BodyDraft(giver, BodyKind.PEOPLES_COMMITTEE, unit))
    names = (
        ("Nguyễn Thị Mẫu", SubjectKind.INDIVIDUAL),
        ("Công Tằng Tôn Nữ Huyền Trân Bích Ngọc Quỳnh Uyên (mẫu)", SubjectKind.INDIVIDUAL),
        ("Nguyễn Văn Mẫu", SubjectKind.HOUSEHOLD),
        ("Ban Công tác Mặt trận và Chi hội Nông dân liên tổ dân phố số 12, 13 và 14 (mẫu)", None),
    )
    drafts = [
        AwardDraft(
            *(name, kind or SubjectKind.COLLECTIVE, "Giấy khen"),
            "Đã có thành tích xuất sắc trong phong trào thi đua “Dân vận khéo” năm 2026",
        )
        for name, kind in names
    ]
    plan = desk.work.programme_id
    awards.propose(session, plan, YEAR, drafts)
    uids = [row.uid for row in awards.awards(session, plan, YEAR)]
    awards.decide(session, uids, AwardDecision("25", date(YEAR, 11, 20), giver, {}))
    part = page_of(desk).awards
    part.reload()
    part._on_print()
    window = part.batch
    assert window is not None
    window.frame.options.form["signer"].set_text("Người ký (mẫu)")
    window.frame.options.form["deputy"].set_value(True)
    hands.until(lambda: window.found is not None, "looked through")
    certificate_batch_service.keep(session, window.papers[:1])
    Award.update(achievement="Lời khác").execute()
    window.reload()
    hands.until(lambda: window.found is not None, "looked through")
    return window
