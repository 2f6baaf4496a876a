"""The tour's decision: drafted, numbered, its paper kept, certificates given and printed."""

from __future__ import annotations

from danvan_desktop.domain.workflow import State
from danvan_desktop.services import certificates, recognition
from danvan_desktop.services.decision_view import DecisionStatus, Origin
from danvan_desktop.services.registration_list import all_rows
from danvan_desktop.services.sample import Sample
from danvan_desktop.ui import hands
from danvan_desktop.ui.above_dialog import AboveDialog
from danvan_desktop.ui.certificate_batch_window import BatchWindow
from danvan_desktop.ui.decision_dialog import DecisionDialog
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.issue_dialog import IssueDialog
from danvan_desktop.ui.number_dialog import NumberDialog
from danvan_desktop.ui.recognition_page import CANDIDATES, CERTIFICATES, DECISIONS, RecognitionPage
from danvan_desktop.ui.tour_album import Album
from danvan_desktop.ui.tour_records import save_paper

NUMBER = "05"
SIGNER = "Người ký (mẫu)"


def page_of(desk: Desk) -> RecognitionPage:
    """The page of recognition."""
    desk.window.go("recognition")
    page = desk.window.page("recognition")
    assert isinstance(page, RecognitionPage)
    return page


def decide(album: Album, desk: Desk) -> None:
    """Everything that passed, in one decision, then number and date as the clerk gives them."""
    page = page_of(desk)
    page.tabs.setCurrentIndex(CANDIDATES)
    rows = all_rows(desk.session, desk.work.programme_id, desk.work.year)
    album.expect(page.candidates.ready_count(), len(rows), "ready")
    page.candidates.select_ready()
    album.picture(desk.window, "de-nghi-cong-nhan")

    def draft(dialog: DecisionDialog) -> None:
        album.picture(dialog, "quyet-dinh-soan")
        dialog.save_button.click()
        album.messages.check()

    with hands.on(DecisionDialog, draft):
        page.candidates.draft_button.click()
    page.tabs.setCurrentIndex(DECISIONS)
    save_paper(album, page.decisions.view_button.click, "quyet-dinh-du-thao")

    def number(dialog: NumberDialog) -> None:
        hands.type_text(dialog.form["number"].editor, NUMBER)
        dialog.form["signer"].set_text(SIGNER)
        if not dialog.form["position"].text():
            dialog.form["position"].set_text("Trưởng ban")
        album.picture(dialog, "nhap-so-ngay")
        dialog.save_button.click()
        album.messages.check()

    with hands.on(NumberDialog, number):
        page.decisions.number_button.click()
    hands.until(lambda: not desk.runner.busy, "paper kept")
    (row,) = recognition.decisions(desk.session, desk.work.programme_id, desk.work.year)
    album.expect((row.status, row.count), (DecisionStatus.ISSUED, len(rows)), "decision")
    album.picture(desk.window, "quyet-dinh-ban-hanh")
    save_paper(album, page.decisions.view_button.click, "quyet-dinh")


def enter_from_above(album: Album, desk: Desk, found: Sample) -> None:
    """The decision of the level above, entered by hand from its paper."""
    page = page_of(desk)
    page.tabs.setCurrentIndex(CANDIDATES)
    page.candidates.table.view.selectAll()

    def fill(dialog: AboveDialog) -> None:
        dialog.form["issuer_name"].set_text(found.upper.name)
        dialog.form["number"].set_text(NUMBER)
        dialog.form["date"].set_value(found.today)
        album.picture(dialog, "nhap-quyet-dinh-cap-tren")
        dialog.save_button.click()
        album.messages.check()

    with hands.on(AboveDialog, fill):
        page.candidates.above_button.click()
    album.picture(desk.window, "quyet-dinh-cap-tren")
    (row,) = recognition.decisions(desk.session, found.programme, found.year)
    album.expect((row.origin, row.count), (Origin.ABOVE, len(found.lines)), "decision")
    states = {one.state for one in all_rows(desk.session, found.programme, found.year)}
    album.expect(states, {State.RECOGNISED}, "states")


def certify(album: Album, desk: Desk) -> None:
    """A certificate for every line of the decision, from the register without gaps."""
    page = page_of(desk)
    (row,) = recognition.decisions(desk.session, desk.work.programme_id, desk.work.year)

    def give(dialog: IssueDialog) -> None:
        album.picture(dialog, "cap-giay-chung-nhan")
        dialog.save_button.click()
        album.messages.check()

    page.tabs.setCurrentIndex(DECISIONS)
    page.decisions.select(row.uid)
    with hands.on(IssueDialog, give):
        page.decisions.certify_button.click()
    hands.until(lambda: not desk.runner.busy, "certificates")
    page.tabs.setCurrentIndex(CERTIFICATES)
    given = certificates.register(desk.session, desk.work.year)
    album.expect([one.number for one in given], [*range(1, row.count + 1)], "certificates")
    album.picture(desk.window, "so-cap-giay-chung-nhan")

    def preview(window: BatchWindow) -> None:
        hands.until(lambda: window.found is not None and not desk.runner.busy, "checked")
        album.picture(window, "in-giay-chung-nhan")
        save_paper(album, window.frame.preview_button.click, "giay-chung-nhan")
        window.close()

    with hands.on(BatchWindow, preview):
        page.certificates.print_button.click()
