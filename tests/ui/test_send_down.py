"""Results sent down and taken in through the real pages, between two data folders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.workflow import State
from danvan_desktop.services import exchange, registration_list
from danvan_desktop.services.session import Session
from danvan_desktop.ui import hands
from danvan_desktop.ui.decision_columns import origin_words
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.exchange_page import ExchangePage
from tests.services.test_sending_down import PLAN, Chain, proposed, recognise_above
from tests.ui.answers import Answers


@pytest.fixture
def chain(tmp_path: Path) -> Iterator[Chain]:
    made = Chain(tmp_path)
    yield made
    made.close()


def page_of(session: Session, answers: Answers, year: int) -> tuple[Desk, ExchangePage]:
    desk = Desk(session, answers)
    desk.open()
    desk.work.year = year
    desk.window.go("exchange")
    page = desk.window.page("exchange")
    assert isinstance(page, ExchangePage)
    page.reload(None)
    return desk, page


def test_office_without_files_from_below_sees_no_tab(
    chain: Chain, qapp: QApplication, answers: Answers
) -> None:
    desk, page = page_of(chain.commune.session, answers, chain.year)
    assert not page.tabs.isTabVisible(page.tabs.indexOf(page.down))
    desk.close()


def test_result_goes_down_and_is_taken_in(
    chain: Chain, qapp: QApplication, answers: Answers, tmp_path: Path
) -> None:
    uid = proposed(chain, "Đường hoa (mẫu)")
    chain.up()
    recognise_above(chain, uid)
    desk, page = page_of(chain.province.session, answers, chain.year)
    assert page.tabs.isTabVisible(page.tabs.indexOf(page.down))
    page.tabs.setCurrentWidget(page.down)
    path = tmp_path / "kết quả.dvk"
    answers.will("save_file", path)
    page.down.save_button.click()
    hands.until(lambda: page.down.done.isVisibleTo(page) and not desk.runner.busy, "sent")
    (sent,) = exchange.sent(chain.province.session)
    assert (sent.addressee, sent.rows) == ("Đảng ủy xã Mẫu", 4)
    desk.close()

    desk, page = page_of(chain.commune.session, answers, chain.year)
    page.show_target(str(path))
    hands.until(lambda: page.receive.card.isVisibleTo(page), "examined")
    assert page.receive.card._title.text() == "Tỉnh ủy Mẫu gửi kết quả xuống lần 1"
    page.receive.card.compared.setChecked(True)
    page.receive.card.agree_button.click()
    hands.until(lambda: page.receive.banner.isVisibleTo(page) and not desk.runner.busy, "taken")
    (row,) = registration_list.all_rows(chain.commune.session, PLAN, chain.year)
    assert (row.state, row.above) == (State.PROPOSED, State.RECOGNISED)
    desk.window.go("recognition")
    decisions = desk.window.page("recognition").decisions
    (decision,) = decisions._model.shown()
    assert origin_words(decision) == "Nhận theo tệp"
    buttons = (decisions.view_button, decisions.edit_button, decisions.number_button)
    assert [button.isEnabled() for button in buttons] == [False] * 3
    desk.close()
