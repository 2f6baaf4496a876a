"""Pictures of the certificate desk: templates, the editor on its page, a batch to be printed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.certificate_shipped import shipped
from danvan_desktop.domain.certificate_template import PaperSize, TemplateKind
from danvan_desktop.ui import hands
from danvan_desktop.ui.certificate_batch_window import BatchWindow
from danvan_desktop.ui.certificate_editor import CertificateEditor
from danvan_desktop.ui.certificate_frame import PAGE_TAB
from danvan_desktop.ui.certificate_templates_dialog import TemplatesDialog, UseDialog
from danvan_desktop.ui.certificate_wizard import NewTemplateDialog
from danvan_desktop.ui.desk import Desk
from tests.screens import screen
from tests.ui import desks
from tests.ui.answers import Answers
from tests.ui.certificate_office import make_office, page_of

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
