"""The tour's review meeting: set up with its members, voted, closed, its papers kept."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from danvan_desktop.domain.voting import Role
from danvan_desktop.services import meetings
from danvan_desktop.services.councils import MemberDraft
from danvan_desktop.services.meeting_view import MeetingStatus, MeetingView
from danvan_desktop.services.registration_list import all_rows
from danvan_desktop.ui import hands, meeting_papers
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.meeting_dialog import MeetingDialog
from danvan_desktop.ui.meeting_step import CONCLUSION, ITEMS, NOTICE, VOTES
from danvan_desktop.ui.notice_dialogs import NoticeDialog
from danvan_desktop.ui.review_page import ReviewPage
from danvan_desktop.ui.tour_album import Album
from danvan_desktop.ui.tour_records import save_paper

MEMBERS = (
    MemberDraft("Chủ tịch Hội đồng (mẫu)", "Lãnh đạo cơ quan", Role.CHAIR),
    MemberDraft("Phó Chủ tịch Hội đồng (mẫu)", "Lãnh đạo cơ quan", Role.DEPUTY),
    MemberDraft("Thành viên thứ nhất (mẫu)", "Đại diện Mặt trận Tổ quốc"),
    MemberDraft("Thành viên thứ hai (mẫu)", "Đại diện đoàn thể"),
    MemberDraft("Thư ký (mẫu)", "Chuyên viên", Role.SECRETARY),
)
_PAPERS = (
    (meeting_papers.INVITATION, "giay-moi-hop"),
    (meeting_papers.BALLOT, "phieu-binh-xet"),
    (meeting_papers.COUNT, "bien-ban-kiem-phieu"),
)


def page_of(desk: Desk) -> ReviewPage:
    """The page of review meetings."""
    desk.window.go("review")
    page = desk.window.page("review")
    assert isinstance(page, ReviewPage)
    return page


def hold_meeting(album: Album, desk: Desk) -> None:
    """Everything appraised, before five members; all agree, and the minutes are kept."""
    page = page_of(desk)
    album.picture(desk.window, "binh-xet-chua-hop")

    def set_up(dialog: MeetingDialog) -> None:
        dialog.form["members"].set_value(MEMBERS)
        dialog.form["venue"].set_text("Hội trường (mẫu)")
        album.picture(dialog, "hop-moi")
        dialog.save_button.click()
        album.messages.check()

    with hands.on(MeetingDialog, set_up):
        page.list.new_button.click()
    rows = all_rows(desk.session, desk.work.programme_id, desk.work.year)
    album.expect(len(_view(page).items), len(rows), "items")
    album.picture(desk.window, "hop-thanh-phan")
    page.desk.open_step(ITEMS)
    album.picture(desk.window, "hop-noi-dung")
    _vote(album, desk, page)
    page.desk.open_step(CONCLUSION)
    page.desk.conclusion.form["ends"].set_text("10h30")
    album.picture(desk.window, "hop-ket-luan")
    page.desk.go_on()
    hands.until(lambda: not desk.runner.busy, "minutes kept")
    album.messages.check()
    album.expect(_view(page).row.status, MeetingStatus.CLOSED, "meeting")
    _keep_papers(album, page)
    _hang_out(album, desk, page)


def _view(page: ReviewPage) -> MeetingView:
    view = page.desk.view
    assert view is not None
    return view


def _vote(album: Album, desk: Desk, page: ReviewPage) -> None:
    """Enter takes the usual numbers: everybody agrees, on the whole list or item by item."""
    page.desk.open_step(VOTES)
    album.picture(desk.window, "hop-bieu-quyet")
    part = page.desk.votes
    for place, item in enumerate(_view(page).items):
        if not part.together:
            part.table.select_row(place)
        for name in part.box.names():
            if not _view(page).item(item.uid).counts.entered:
                hands.press(part.box.lines[name], Qt.Key.Key_Return)
    album.messages.check()
    album.picture(desk.window, "hop-da-bieu-quyet")
    shares = {item.tally.percent for item in _view(page).items if item.tally}
    album.expect(shares, {"100%"}, "votes")


def _keep_papers(album: Album, page: ReviewPage) -> None:
    desk = page.desk
    for name, file_name in _PAPERS:
        save_paper(album, partial(desk.show_paper, name), file_name)
    save_paper(album, desk.conclusion.on_minutes, "bien-ban-hop-binh-xet")


def _hang_out(album: Album, desk: Desk, page: ReviewPage) -> None:
    """The list is made public where the office hangs it out."""
    page.desk.open_step(NOTICE)

    def begin(dialog: NoticeDialog) -> None:
        dialog.form["place"].set_text("Nhà văn hóa (mẫu)")
        album.picture(dialog, "niem-yet")
        dialog.save_button.click()
        album.messages.check()

    with hands.on(NoticeDialog, begin):
        page.desk.notice.set_button.click()
    album.picture(desk.window, "hop-niem-yet")
    save_paper(album, partial(page.desk.show_paper, meeting_papers.NOTICE), "thong-bao-cong-khai")
    work = desk.work
    (row,) = meetings.meetings(desk.session, work.programme_id, work.year)
    album.expect(row.status, MeetingStatus.CLOSED, "meeting")
