"""The tour's plan of the year: worded beside the live page, signed, issued, its scan kept."""

from __future__ import annotations

from danvan_desktop.domain.paper_stages import PaperStage
from danvan_desktop.services import paper_desk, paper_files, paper_list
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.ui import hands
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.paper_editor import PaperEditor
from danvan_desktop.ui.papers_page import ISSUED, PapersPage
from danvan_desktop.ui.sign_dialog import SignDialog
from danvan_desktop.ui.tour_album import Album
from danvan_desktop.ui.tour_records import save_paper

NUMBER = "07"
SIGNER = "Người ký (mẫu)"


def issue_plan(album: Album, desk: Desk) -> None:
    """One paper from its first wording to the stamped scan."""
    desk.window.go("papers")
    page = desk.window.page("papers")
    assert isinstance(page, PapersPage)
    part, card = page.desk, page.desk.card

    def word(dialog: PaperEditor) -> None:
        hands.until(lambda: dialog.preview.view.count, "preview")
        dialog.form["signer"].set_text(SIGNER)
        album.picture(dialog, "soan-ke-hoach")
        dialog.save_button.click()
        album.messages.check()

    with hands.on(PaperEditor, word):
        part.act.begin(PaperKind.PLAN)
    hands.until(lambda: not desk.runner.busy, "preview ended")
    card.buttons["submit"].click()

    def sign(dialog: SignDialog) -> None:
        dialog.form["number"].set_text(NUMBER)
        album.picture(dialog, "ke-hoach-nhap-so")
        dialog.save_button.click()
        album.messages.check()

    with hands.on(SignDialog, sign):
        card.buttons["sign"].click()
    card.buttons["issue"].click()
    hands.until(lambda: not desk.runner.busy, "paper issued")
    _keep_scan(album, desk)
    album.picture(desk.window, "van-ban")
    page.tabs.setCurrentIndex(ISSUED)
    album.picture(desk.window, "van-ban-da-ban-hanh")
    save_paper(album, page.issued.open_button.click, "ke-hoach")


def _keep_scan(album: Album, desk: Desk) -> None:
    """What comes back from the scanner; here the issued page itself stands for it."""
    work = desk.work
    (row,) = paper_list.rows(work.session, work.programme_id, work.year)
    album.expect((row.stage, row.number), (PaperStage.ISSUED, NUMBER), "plan")
    scan = album.path("ke-hoach-ban-scan.pdf")
    draft = paper_desk.get(work.session, row.uid)
    scan.write_bytes(paper_desk.paper(work.session, draft).content)
    desk.work.broadcast(paper_files.attach_scan(work.session, row.uid, scan))
