"""Thiết lập: the office, its places and bodies, programmes, care of the data, about.

Owns the tabs only; each is read when it is first looked at.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLabel, QTabWidget, QVBoxLayout, QWidget

from danvan_desktop.services.session import Changes
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.about_settings import AboutSettings
from danvan_desktop.ui.body_settings import BodySettings
from danvan_desktop.ui.care_settings import CareSettings
from danvan_desktop.ui.office_settings import OfficeSettings
from danvan_desktop.ui.programme_settings import ProgrammeSettings
from danvan_desktop.ui.unit_settings import UnitSettings
from danvan_desktop.ui.workplace import Workplace

TABS = ("office", "units", "bodies", "programmes", "care", "about")


class SettingsPage(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self.tabs = QTabWidget()
        self.office = OfficeSettings(work)
        self.units = UnitSettings(work)
        self.bodies = BodySettings(work)
        self.programmes = ProgrammeSettings(work)
        self.care = CareSettings(work)
        self.about = AboutSettings(work.session)
        self._stale: set[int] = set()
        for widget, icon, title in (
            (self.office, "house", "Đơn vị"),
            (self.units, "target", "Địa bàn"),
            (self.bodies, "person", "Tổ chức"),
            (self.programmes, "file", "Chương trình"),
            (self.care, "backup", "Sao lưu và kiểm tra"),
            (self.about, "info", "Giới thiệu"),
        ):
            self.tabs.addTab(widget, icons.icon(icon), title)
        title_label = QLabel("Thiết lập")
        theme.role(title_label, "title")
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.gap())
        layout.addWidget(title_label)
        layout.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(self._on_tab)

    def reload(self, changes: Changes | None) -> None:
        """The tab in sight now, the others when they are looked at."""
        self._stale = set(range(self.tabs.count())) - {self.tabs.currentIndex()}
        self._tab(self.tabs.currentIndex()).reload(changes)

    def show_target(self, target: str) -> None:
        """Open a tab by its name: office, units, bodies, programmes, care, about."""
        if target in TABS:
            self.tabs.setCurrentIndex(TABS.index(target))

    def may_close(self) -> bool:
        """Ask when the office's form holds something that is not saved."""
        if not self.office.is_changed():
            return True
        chosen = self._work.messages.choose(
            self,
            "Thông tin đơn vị vừa sửa chưa được lưu.",
            ["Quay lại để lưu", "Đóng, bỏ phần sửa"],
        )
        return chosen == 1

    def _tab(self, number: int) -> Any:
        return self.tabs.widget(number)

    def _on_tab(self, number: int) -> None:
        if number in self._stale:
            self._stale.discard(number)
            self._tab(number).reload(None)
