"""The tour's calendar, export and the other data folder that receives the file."""

from __future__ import annotations

from danvan_desktop.services import exchange, received
from danvan_desktop.services.registration_list import all_rows
from danvan_desktop.services.sample import Sample
from danvan_desktop.ui import hands
from danvan_desktop.ui.calendar_page import CalendarPage
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.exchange_page import ExchangePage
from danvan_desktop.ui.tour_album import Album


def look_around(album: Album, desk: Desk) -> None:
    """The first page with its figures, and the month with its marks."""
    desk.window.go("overview")
    hands.settle(60)
    album.picture(desk.window, "tong-quan")
    desk.window.go("calendar")
    page = desk.window.page("calendar")
    assert isinstance(page, CalendarPage)
    album.expect(page.agenda.model.total() > 0, True, "agenda")
    album.picture(desk.window, "lich-cong-viec")


def _page(desk: Desk) -> ExchangePage:
    desk.window.go("exchange")
    page = desk.window.page("exchange")
    assert isinstance(page, ExchangePage)
    return page


def send(album: Album, desk: Desk, found: Sample) -> str:
    """The file for the level above; gives back our key as it is read out on the telephone."""
    page = _page(desk)
    page.tabs.setCurrentWidget(page.send)
    page.send.addressee.set_text(found.upper.name)
    album.picture(desk.window, "gui-tep-se-co")
    album.messages.save_to = album.path(f"{found.programme}-{found.year}.dvk")
    page.send.save_button.click()
    hands.until(lambda: not desk.runner.busy, "export")
    album.messages.check()
    album.expect(len(exchange.sent(desk.session)), 1, "sent")
    album.picture(desk.window, "gui-da-ghi")
    return page.send.key.text()


def receive(album: Album, desk: Desk, found: Sample, key: str) -> None:
    """Check, compare the key that was read out, agree, take in; the same file again is nothing."""
    page = _page(desk)
    page.tabs.setCurrentWidget(page.receive)
    path = album.path(f"{found.programme}-{found.year}.dvk")
    card = page.receive.card
    for again in (False, True):
        page.receive.examine(path)
        hands.until(lambda: not desk.runner.busy, "examine")
        album.expect(card.isVisible(), True, "plan")
        if not again:
            card.typed.set_text(key)
        album.picture(desk.window, "nhan-lai-khong-doi" if again else "nhan-ke-hoach")
        card.agree_button.click()
        hands.until(lambda: not desk.runner.busy, "receive")
        album.messages.check()
    page.tabs.setCurrentWidget(page.history)
    page.history.tabs.setCurrentWidget(page.history.received)
    album.picture(desk.window, "so-gui-nhan")
    album.expect(len(received.received(desk.session)), 1, "received")
    rows = all_rows(desk.session, found.programme, found.year)
    album.expect({row.name for row in rows}, {_name(line) for line in found.lines}, "rows")
    desk.window.go("registrations")
    album.picture(desk.window, "dang-ky-nhan-ve")


def _name(line: object) -> str:
    assert isinstance(line, dict)
    return str(line["name"] or line["subject"])
