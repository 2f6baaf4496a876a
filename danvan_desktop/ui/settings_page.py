"""Thiết lập: what an office sets once and changes seldom, one section in a list at the left each.

Built by the helper `setpages`. Owns the list of sections; each section is its own module.
"""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from danvan_desktop.services.session import Changes
from danvan_desktop.ui import theme
from danvan_desktop.ui.workplace import Workplace


class SettingsPage(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        title = QLabel("Thiết lập")
        theme.role(title, "title")
        layout = QVBoxLayout(self)
        layout.addWidget(title)
        layout.addStretch(1)

    def reload(self, changes: Changes | None) -> None:
        """Nothing is shown yet."""
