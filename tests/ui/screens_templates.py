"""Pictures of “Mẫu Word”: the list, a check with defects, and one without."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from PySide6.QtWidgets import QWidget

from danvan_desktop.services import word_templates
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.services.word_templates import Candidate
from danvan_desktop.ui.template_check_dialog import TemplateCheckDialog
from danvan_desktop.ui.word_templates_dialog import WordTemplatesDialog
from tests.screens import screen
from tests.ui import desks

LONG = (
    "Mẫu kế hoạch thực hiện phong trào thi đua Dân vận khéo của Đảng ủy phường năm 2026 (mẫu).docx"
)


def form(
    desk: desks.Desk, kind: PaperKind, *lines: str, name: str = "Mẫu.docx", font: str = ""
) -> Path:
    """The exported form with these lines of the office behind it."""
    path = desks.new_folder() / name
    word_templates.export(desk.session, kind, body(desk), path)
    document = Document(str(path))
    for line in lines:
        run = document.add_paragraph().add_run(line)
        if font:
            run.font.name = font
    document.save(str(path))
    return path


def body(desk: desks.Desk) -> str:
    return word_templates.bodies(desk.session)[0][0]


def put(desk: desks.Desk, kind: PaperKind, path: Path) -> str:
    found = word_templates.look_through(kind, path, ())
    return word_templates.put_in(desk.session, body(desk), found).uid


@screen("word-templates", size=None)
def templates() -> QWidget:
    desk = desks.make_desk(desks.new_folder(), "papers")
    put(desk, PaperKind.PLAN, form(desk, PaperKind.PLAN, "Một"))
    put(desk, PaperKind.PLAN, form(desk, PaperKind.PLAN, "Hai", name=LONG))
    decision = put(desk, PaperKind.DECISION, form(desk, PaperKind.DECISION, "Ba"))
    word_templates.set_aside(desk.session, decision)
    return WordTemplatesDialog(desk.window, desk.work)


def _checked(*lines: str, font: str = "") -> TemplateCheckDialog:
    desk = desks.make_desk(desks.new_folder(), "papers")
    found: Candidate = word_templates.look_through(
        PaperKind.PLAN, form(desk, PaperKind.PLAN, *lines, name=LONG, font=font), ()
    )
    return TemplateCheckDialog(desk.window, found, lambda: None)


@screen("word-template-defects", size=None)
def defects() -> QWidget:
    wrong = ("{{ ten_xa }}", "{{ trich_yeuu }}", "{{ ''.__class__ }}", "{% import os %}")
    return _checked(*wrong, "{%p for dong in can_cu %}", font=".VnTime")


@screen("word-template-warnings", size=None)
def warnings() -> QWidget:
    return _checked("Lời của xã", font=".VnTime")


@screen("word-template-sound", size=None)
def sound() -> QWidget:
    return _checked("Lời của xã")
