"""Gửi và nhận: tabs to send up, to send results down, to receive, and what went and came.

Owns the tabs only; each is its own view. Sending down is there once files from below are.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel, QTabWidget, QVBoxLayout, QWidget

from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.exchange_history import ExchangeHistory
from danvan_desktop.ui.receive_view import ReceiveView
from danvan_desktop.ui.send_down_view import SendDownView
from danvan_desktop.ui.send_view import SendView
from danvan_desktop.ui.workplace import Workplace


class ExchangePage(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self.tabs = QTabWidget()
        self.send = SendView(work)
        self.down = SendDownView(work)
        self.receive = ReceiveView(work)
        self.history = ExchangeHistory(work.session, work.store)
        self.tabs.addTab(self.send, icons.icon("send"), "Gửi")
        self.tabs.addTab(self.down, icons.icon("right"), "Gửi xuống")
        self.tabs.addTab(self.receive, icons.icon("receive"), "Nhận")
        self.tabs.addTab(self.history, icons.icon("history"), "Sổ gửi, nhận")
        title = QLabel("Gửi và nhận")
        theme.role(title, "title")
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.gap())
        layout.addWidget(title)
        layout.addWidget(self.tabs, 1)

    def reload(self, changes: Changes | None) -> None:
        """Count and list again what concerns sending and receiving."""
        self.send.reload(changes)
        self.down.reload(changes)
        self.tabs.setTabVisible(self.tabs.indexOf(self.down), self.down.count() > 0)
        if changes is None or changes.concern(Topic.EXCHANGE, Topic.OFFICE):
            self.history.reload()

    def show_target(self, target: str) -> None:
        """A path of a `.dvk` file given from outside is checked at once."""
        path = Path(target)
        if path.suffix == ".dvk":
            self.tabs.setCurrentWidget(self.receive)
            self.receive.examine(path)
