"""Tổng quan: what is due now, each line one click from the place where it is done.

Owns the first page's looks; every figure comes from the services.
"""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.services import calendar
from danvan_desktop.services.session import Changes
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace


class OverviewPage(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._lines = QVBoxLayout()
        title = QLabel("Tổng quan")
        theme.role(title, "title")
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.addWidget(title)
        layout.addLayout(self._lines)
        layout.addStretch(1)

    def reload(self, changes: Changes | None) -> None:
        """Read again what is due."""
        del changes
        while self._lines.count():
            self._lines.takeAt(0).widget().deleteLater()
        for due in calendar.due_now(self._work.session):
            button = QPushButton(f"{due.title}: {due.dates} ({due.left})")
            theme.role(button, "quiet")
            button.setIcon(icons.tone_icon(Tone.WARN))
            button.clicked.connect(self._on_due)
            self._lines.addWidget(button)

    def _on_due(self) -> None:
        self._work.go("calendar", "")
