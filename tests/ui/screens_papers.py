"""Pictures of the place “Văn bản”: its lists at every stage, the editor, and what it asks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.paper_stages import PaperStage
from danvan_desktop.services import (
    following_papers,
    meetings,
    paper_desk,
    paper_files,
    paper_subjects,
    registrations,
)
from danvan_desktop.services.paper_specs import Scope
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.ui.paper_editor import PaperEditor
from danvan_desktop.ui.papers_page import ISSUED, PapersPage
from danvan_desktop.ui.sign_dialog import SignDialog
from danvan_desktop.ui.subject_dialog import SubjectDialog
from tests import factories
from tests.screens import screen
from tests.services import meeting_factories
from tests.ui import desks

KEY = (factories.PROGRAMME, desks.YEAR)
SIGNER = "Người ký (mẫu)"
CHANGED = "Lời lãnh đạo sửa."


def saved(desk: desks.Desk, kind: PaperKind, about: str = "", title: str = "") -> str:
    """A draft of a kind, signed by the sample's signer."""
    draft = paper_desk.begin(desk.session, kind, *KEY, about=about)
    texts = {**draft.texts, "signer": SIGNER} if "signer" in draft.texts else draft.texts
    return paper_desk.save(
        desk.session, replace(draft, texts=texts, title=title or draft.title)
    ).uid


def issued(desk: desks.Desk, kind: PaperKind, number: str, about: str = "") -> str:
    """The same, signed with this number and issued."""
    uid = saved(desk, kind, about)
    paper_desk.sign(desk.session, uid, number, desk.session.today())
    paper_desk.issue(desk.session, uid)
    return uid


def returned(desk: desks.Desk, folder: Path) -> str:
    """A plan that the leader changed in Word, its file put back."""
    session = desk.session
    draft = paper_desk.begin(session, PaperKind.PLAN, *KEY)
    texts = {**draft.texts, "signer": SIGNER, "body": "Lời cán bộ soạn."}
    uid = paper_desk.save(session, replace(draft, texts=texts)).uid
    paper_desk.move(session, uid, PaperStage.SUBMITTED)
    word = paper_desk.paper(session, replace(draft, texts={**texts, "body": CHANGED})).word
    assert word is not None
    path = folder / "ke hoach sua.docx"
    path.write_bytes(word())
    paper_files.put_back(session, uid, path)
    return uid


def page_of(desk: desks.Desk) -> PapersPage:
    desk.window.go("papers")
    page = desk.window.page("papers")
    assert isinstance(page, PapersPage)
    page.reload(None)
    return page


def _full() -> tuple[desks.Desk, PapersPage, str]:
    """Papers at every stage; the uid of the one that is on the leader's desk."""
    desk = desks.make_desk(desks.new_folder(), "papers")
    session = desk.session
    uids = desks.fill(session, 6)
    first = issued(desk, PaperKind.PLAN, "05")
    scan = desks.new_folder() / "ke hoach.pdf"
    scan.write_bytes(paper_desk.paper(session, paper_desk.get(session, first)).content)
    paper_files.attach_scan(session, first, scan)
    issued(desk, PaperKind.REGISTRATION_LETTER, "06")
    again = paper_desk.save(session, following_papers.replacement(session, first)).uid
    paper_desk.sign(session, again, "07", session.today())
    paper_desk.issue(session, again, reason="Sửa thời hạn (mẫu)")
    waiting = saved(desk, PaperKind.RESULT_REPORT, uids[0])
    paper_desk.move(session, waiting, PaperStage.SUBMITTED)
    signed = saved(desk, PaperKind.RESULT_REPORT, uids[1])
    paper_desk.sign(session, signed, "08", session.today())
    saved(desk, PaperKind.ACHIEVEMENT_REPORT, uids[0], f"Báo cáo thành tích: {desks.LONG}")
    return desk, page_of(desk), waiting


@screen("papers")
def papers() -> QWidget:
    desk, page, waiting = _full()
    page.desk.select(waiting)
    return desk.window


@screen("papers-draft")
def papers_draft() -> QWidget:
    desk, page, _ = _full()
    page.desk.table.select_row(0)
    return desk.window


@screen("papers-empty")
def papers_empty() -> QWidget:
    desk = desks.make_desk(desks.new_folder(), "papers")
    page_of(desk)
    return desk.window


@screen("papers-issued")
def papers_issued() -> QWidget:
    desk, page, _ = _full()
    page.tabs.setCurrentIndex(ISSUED)
    return desk.window


@screen("papers-issued-narrowed")
def papers_issued_narrowed() -> QWidget:
    desk, page, _ = _full()
    page.tabs.setCurrentIndex(ISSUED)
    box = page.issued.filters.boxes["kind"]
    box.setCurrentIndex(box.findData(PaperKind.REGISTRATION_LETTER.value))
    page.issued.days.first.setText("1/1/2026")
    return desk.window


@screen("papers-issued-empty")
def papers_issued_empty() -> QWidget:
    desk = desks.make_desk(desks.new_folder(), "papers")
    page_of(desk).tabs.setCurrentIndex(ISSUED)
    return desk.window


def _drawn(dialog: PaperEditor) -> PaperEditor:
    from danvan_desktop.ui import hands

    dialog.show()
    hands.until(lambda: dialog.preview.view.count, "preview")
    return dialog


@screen("paper-editor", size=None)
def editor() -> QWidget:
    desk = desks.make_desk(desks.new_folder(), "papers")
    draft = paper_desk.begin(desk.session, PaperKind.PLAN, *KEY)
    return _drawn(PaperEditor(desk.window, desk.work, draft))


@screen("paper-editor-asks", size=None)
def editor_asks() -> QWidget:
    desk = desks.make_desk(desks.new_folder(), "papers")
    uids = desks.fill(desk.session, 6)
    kind = PaperKind.ACHIEVEMENT_REPORT
    draft = paper_desk.begin(desk.session, kind, *KEY, about=uids[0])
    return _drawn(PaperEditor(desk.window, desk.work, draft))


@screen("paper-editor-returned", size=None)
def editor_returned() -> QWidget:
    desk = desks.make_desk(desks.new_folder(), "papers")
    uid = returned(desk, desks.new_folder())
    return _drawn(PaperEditor(desk.window, desk.work, paper_desk.get(desk.session, uid)))


@screen("paper-editor-renewed", size=None)
def editor_renewed() -> QWidget:
    desk = desks.make_desk(desks.new_folder(), "papers")
    (uid,) = desks.fill_plain(desk.session, 1)
    draft = paper_desk.begin(desk.session, PaperKind.RESULT_REPORT, *KEY, about=uid)
    texts = {**draft.texts, "body": f"{draft.texts['body']}\nCâu cán bộ viết thêm."}
    made = paper_desk.save(desk.session, replace(draft, texts=texts)).uid
    record, _ = registrations.draft_of(desk.session, uid)
    moved = replace(record, person_in_charge="Người mới (mẫu)", summary=desks.LONG)
    registrations.edit(desk.session, uid, moved)
    return _drawn(PaperEditor(desk.window, desk.work, paper_desk.get(desk.session, made)))


@screen("paper-editor-minutes", size=None)
def editor_minutes() -> QWidget:
    """The minutes of a meeting with one sentence of their own."""
    desk = desks.make_desk(desks.new_folder(), "papers")
    uids = desks.fill(desk.session, 4)
    draft = meetings.propose_meeting(desk.session, *KEY)
    draft = replace(draft, members=meeting_factories.MEMBERS, venue="Hội trường (mẫu)")
    meeting = meetings.plan_meeting(desk.session, draft, uids).uid
    paper = paper_desk.begin(desk.session, PaperKind.MEETING_MINUTES, *KEY, about=meeting)
    own = f"{paper.texts['content']}\nHội nghị nghe báo cáo kết quả thẩm định (mẫu)."
    return _drawn(
        PaperEditor(desk.window, desk.work, replace(paper, texts={**paper.texts, "content": own}))
    )


@screen("paper-sign", size=None)
def sign() -> QWidget:
    desk = desks.make_desk(desks.new_folder(), "papers")
    issued(desk, PaperKind.PLAN, "05")
    draft = paper_desk.get(desk.session, saved(desk, PaperKind.PLAN))
    return SignDialog(desk.window, desk.work, draft)


@screen("paper-subject", size=None)
def subject() -> QWidget:
    desk = desks.make_desk(desks.new_folder(), "papers")
    desks.fill(desk.session)
    found = paper_subjects.subjects(desk.session, Scope.REGISTRATION, *KEY)
    words = paper_subjects.SCOPE_WORDS[Scope.REGISTRATION]
    return SubjectDialog(desk.window, PaperKind.RESULT_REPORT.label, words, found)
