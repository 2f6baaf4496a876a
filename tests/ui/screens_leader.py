"""Picture of a decision's draft with what the leader changed in Word."""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document
from PySide6.QtWidgets import QWidget

from danvan_desktop.services import papers, recognition, registrations, units
from danvan_desktop.ui import hands
from danvan_desktop.ui.decision_dialog import DecisionDialog
from tests import factories
from tests.screens import screen
from tests.services.judging_factories import Place, assess
from tests.ui import desks
from tests.ui.answers import Answers

LONG = (
    "Giao Văn phòng chủ trì, phối hợp với Ủy ban Mặt trận Tổ quốc và các tổ chức chính trị "
    "- xã hội theo dõi, kiểm tra việc duy trì các mô hình, báo cáo trước ngày 25 hằng tháng."
)


def drafted(desk: desks.Desk) -> DecisionDialog:
    """The draft of a decision on two registrations, saved and open for editing."""
    body = units.bodies(desk.session, own_only=True)[0].uid
    uids = desks.fill_plain(desk.session, 2)
    for uid in uids:
        assess(Place(desk.session, desk.work.programme, body), uid)
    draft = recognition.propose_draft(desk.session, factories.PROGRAMME, desks.YEAR, body, uids)
    decision = recognition.draft_decision(desk.session, draft).uid
    names = registrations.names(desk.session, uids)
    view = recognition.decision(desk.session, decision)
    return DecisionDialog(desk.window, desk.work, view.draft(), names, uid=decision)


def changed_by_leader(desk: desks.Desk, dialog: DecisionDialog, path: Path, words: str) -> Path:
    """The Word file of the draft with Điều 2 in other words, and another name in the list."""
    word = papers.decision(desk.session, dialog.uid).word
    assert word is not None
    document = Document(io.BytesIO(word()))
    (second,) = [one for one in document.paragraphs if one.text.startswith("Điều 2.")]
    second.runs[-1].text = f" {words}"
    document.tables[-1].cell(1, 1).text = "Tên mô hình khác (mẫu)"
    document.save(str(path))
    return path


@screen("decision-leader", size=None)
def decision_leader() -> QWidget:
    answers = Answers()
    desk = desks.make_desk(desks.new_folder(), "recognition", answers)
    dialog = drafted(desk)
    path = desks.new_folder() / "Lãnh đạo.docx"
    answers.will("open_file", changed_by_leader(desk, dialog, path, LONG))
    dialog.leader.button.click()
    dialog.show()
    hands.until(dialog.leader.box.isVisible, "changes listed")
    return dialog
