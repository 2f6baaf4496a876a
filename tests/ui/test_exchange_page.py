"""Sending and receiving through the real page: two data folders, a real file between them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from danvan_desktop.paths import DataFolder
from danvan_desktop.services import (
    backup,
    exchange,
    received,
    registration_list,
    sample,
    units,
)
from danvan_desktop.services.session import Clock, Session, open_session
from danvan_desktop.ui import hands
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.exchange_page import ExchangePage
from tests.ui.answers import Answers

FOUND = sample.sample(sample.DEFAULT)


def opened(folder: Path, role: str) -> Session:
    session = open_session(DataFolder(folder), Clock.fixed(FOUND.today))
    sample.create(session, sample.DEFAULT, role)
    return session


@pytest.fixture
def lower(tmp_path: Path, qapp: QApplication, answers: Answers) -> Iterator[Desk]:
    session = opened(tmp_path / "Cấp dưới", "lower")
    desk = Desk(session, answers)
    yield desk
    desk.close()
    session.close()


@pytest.fixture
def package(tmp_path: Path, qapp: QApplication) -> Path:
    """A file of the lower office, closed again: one folder is open at a time. Its key beside."""
    session = opened(tmp_path / "Đơn vị gửi", "lower")
    path = tmp_path / "gửi lên.dvk"
    exchange.export(session, path, sample.DEFAULT, FOUND.year)
    path.with_suffix(".key").write_text(received.own_fingerprint(session), encoding="utf-8")
    session.close()
    return path


@pytest.fixture
def upper(tmp_path: Path, package: Path, qapp: QApplication, answers: Answers) -> Iterator[Desk]:
    assert package.exists()
    session = opened(tmp_path / "Cấp trên", "upper")
    desk = Desk(session, answers)
    yield desk
    desk.close()
    session.close()


def page_of(desk: Desk) -> ExchangePage:
    desk.open()
    desk.window.go("exchange")
    page = desk.window.page("exchange")
    assert isinstance(page, ExchangePage)
    return page


def examined(desk: Desk, package: Path) -> ExchangePage:
    page = page_of(desk)
    page.tabs.setCurrentWidget(page.receive)
    page.receive.examine(package)
    hands.until(lambda: not desk.runner.busy, "delivered")
    return page


def test_a_file_is_saved_read_back_and_noted(lower: Desk, answers: Answers, tmp_path: Path) -> None:
    page = page_of(lower)
    path = tmp_path / "USB" / "danh sách.dvk"
    path.parent.mkdir()
    answers.will("save_file", path)
    page.send.addressee.set_text("Tỉnh ủy Mẫu")
    page.send.save_button.click()
    hands.until(lambda: not lower.runner.busy, "delivered")
    assert path.exists()
    (row,) = exchange.sent(lower.session)
    assert (row.file_name, row.addressee, row.sequence) == (path.name, "Tỉnh ủy Mẫu", 1)
    assert page.send.done.isVisible()
    page.tabs.setCurrentWidget(page.history)
    assert page.history.sent.model.rowCount() == 1


def test_a_place_that_refuses_the_file_is_told_and_nothing_noted(
    lower: Desk, answers: Answers, tmp_path: Path
) -> None:
    page = page_of(lower)
    answers.will("save_file", tmp_path / "không có" / "danh sách.dvk")
    page.send.save_button.click()
    hands.until(lambda: not lower.runner.busy, "delivered")
    assert answers.said[-1][0] == "error"
    assert exchange.sent(lower.session) == ()
    assert not page.send.done.isVisible()


def test_the_key_shown_here_is_the_key_shown_there(upper: Desk, package: Path) -> None:
    page = examined(upper, package)
    own = package.with_suffix(".key").read_text(encoding="utf-8")
    assert page.receive.card.key.text() == own


def test_nothing_is_taken_in_before_the_key_is_compared(upper: Desk, package: Path) -> None:
    page = examined(upper, package)
    card = page.receive.card
    assert not card.agree_button.isEnabled()
    card.typed.set_text("11111 " * 8)
    assert not card.agree_button.isEnabled()
    assert card.typed.problem() == "Không khớp dấu khóa của tệp; đừng nhận."
    card.typed.set_text(card.key.text())
    assert card.agree_button.isEnabled()
    assert registration_list.all_rows(upper.session, sample.DEFAULT, FOUND.year) == ()


def test_an_agreed_file_is_taken_in_after_a_backup(upper: Desk, package: Path) -> None:
    page = examined(upper, package)
    card = page.receive.card
    own = next(row for row in units.units(upper.session) if row.name == FOUND.lower.unit.name)
    assert card.link.value() == own.uid
    card.compared.setChecked(True)
    card.agree_button.click()
    hands.until(lambda: not upper.runner.busy, "delivered")
    rows = registration_list.all_rows(upper.session, sample.DEFAULT, FOUND.year)
    assert {row.name for row in rows} == {line["name"] for line in FOUND.lines}
    assert len(list(upper.session.folder.backups.glob("*.db"))) == 1
    (known,) = received.known_offices(upper.session)
    assert (known.linked_unit_name, known.last_sequence) == (FOUND.lower.unit.name, 1)
    assert page.receive.banner.isVisible()
    assert not card.isVisible()


def test_the_same_file_again_changes_nothing(upper: Desk, package: Path) -> None:
    page = examined(upper, package)
    page.receive.card.compared.setChecked(True)
    page.receive.card.agree_button.click()
    hands.until(lambda: not upper.runner.busy, "delivered")
    page.receive.examine(package)
    hands.until(lambda: not upper.runner.busy, "delivered")
    card = page.receive.card
    assert not card._key_box.isVisible()
    assert not card.link.isVisible()
    assert card._warnings._text.text() == "Tệp này đã nhận trước đây; nhận lại không thay đổi gì."
    card.agree_button.click()
    hands.until(lambda: not upper.runner.busy, "delivered")
    assert len(received.received(upper.session)) == 1
    shown = page.history.received.model
    texts = [str(shown.index(0, column).data()) for column in (0, 1, 3, 4, 5)]
    assert texts == [FOUND.lower.name, "1", upper.work.programme.name, "2026", "mới: 22"]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda data: data[:-7], "Tệp chưa chép hết"),
        (lambda data: data + b"x", "Tệp"),
        (lambda data: data[:200] + bytes([data[200] ^ 1]) + data[201:], "Tệp"),
        (lambda data: b"", "Tệp"),
    ],
)
def test_a_spoiled_file_is_refused_in_words(
    upper: Desk, package: Path, spoil: object, words: str
) -> None:
    package.write_bytes(spoil(package.read_bytes()))  # type: ignore[operator]
    page = examined(upper, package)
    assert page.receive.banner._text.text().startswith(words)
    assert not page.receive.card.isVisible()


def test_a_dropped_file_is_checked(upper: Desk, package: Path) -> None:
    page = page_of(upper)
    page.tabs.setCurrentWidget(page.receive)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(package))])
    event = QDropEvent(
        QPoint(5, 5).toPointF(),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.receive.drop.dropEvent(event)
    hands.until(lambda: not upper.runner.busy, "delivered")
    assert page.receive.card.isVisible()


def test_data_taken_in_by_the_worker_is_sound_for_the_window_too(
    upper: Desk, package: Path
) -> None:
    page = examined(upper, package)
    page.receive.card.compared.setChecked(True)
    page.receive.card.agree_button.click()
    hands.until(lambda: not upper.runner.busy, "delivered")
    assert backup.doctor(upper.session) == []
