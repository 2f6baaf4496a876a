"""Thiết lập: what an office sets once and changes seldom, one section in a list at the left each.

Owns the list of sections; each section is its own module, imported when it is first opened.
"""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.services.session import Changes
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.page_frame import ShownStack
from danvan_desktop.ui.settings_section import SettingsSection
from danvan_desktop.ui.theme import COLOURS
from danvan_desktop.ui.workplace import Workplace

SECTIONS = (
    ("office", "Đơn vị", "house", "office_section", "OfficeSection"),
    ("places", "Địa bàn", "place", "places_section", "PlacesSection"),
    ("bodies", "Tổ chức", "organisation", "bodies_section", "BodiesSection"),
    ("programmes", "Chương trình", "programme", "programmes_section", "ProgrammesSection"),
    ("councils", "Hội đồng, tổ thẩm định", "review", "councils_section", "CouncilsSection"),
    ("bases", "Căn cứ văn bản", "note", "bases_section", "BasesSection"),
    ("figures", "Mức tiền thưởng", "table", "figures_section", "FiguresSection"),
    ("verify", "Kiểm tra giấy", "check-circle", "verify_section", "VerifySection"),
    ("care", "Sao lưu và kiểm tra", "backup", "care_section", "CareSection"),
    ("about", "Giới thiệu", "info", "about_section", "AboutSection"),
)
"""Key, title, icon, module and class of each section, in the order shown."""


class SettingsPage(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._sections: dict[str, SettingsSection] = {}
        self._stale: set[str] = set()
        self.list = QListWidget()
        self._stack = ShownStack()
        self._build()
        self._assemble()
        self.list.currentRowChanged.connect(self._on_chosen)
        self.list.setCurrentRow(0)

    def _build(self) -> None:
        self.list.setAccessibleName("Các mục thiết lập")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedWidth(theme.chars(25))
        self.list.setIconSize(QSize(theme.icon_size(), theme.icon_size()))
        theme.role(self.list, "sections")
        for key, title, icon, _, _ in SECTIONS:
            drawn = icons.icon(icon, COLOURS.text_soft, COLOURS.accent)
            item = QListWidgetItem(drawn, title)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setSizeHint(QSize(0, round(theme.em() * 2)))
            self.list.addItem(item)

    def _assemble(self) -> None:
        title = QLabel("Thiết lập")
        theme.role(title, "title")
        edge = theme.gap() * 2
        left = QVBoxLayout()
        left.setSpacing(theme.gap())
        left.addWidget(title)
        left.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(edge, edge, edge, edge)
        row.setSpacing(edge)
        row.addLayout(left)
        row.addWidget(self._stack, 1)

    @property
    def section(self) -> str:
        """Key of the section in sight."""
        return SECTIONS[self.list.currentRow()][0]

    def section_widget(self, key: str) -> SettingsSection:
        """The section, made now if need be. KeyError for one that does not exist."""
        if key not in self._sections:
            module, name = next((m, c) for k, _, _, m, c in SECTIONS if k == key)
            made = getattr(import_module(f"danvan_desktop.ui.{module}"), name)(self._work)
            self._sections[key] = made
            self._stack.addWidget(made)
            self._stale.add(key)
        return self._sections[key]

    def reload(self, changes: Changes | None) -> None:
        """The section in sight reads again now, the others when they are next opened."""
        self._stale.update(self._sections)
        shown = self.section
        self._stale.discard(shown)
        self.section_widget(shown).reload(changes)

    def show_target(self, target: str) -> None:
        """Open the section with this key."""
        keys = [section[0] for section in SECTIONS]
        if target in keys:
            self.list.setCurrentRow(keys.index(target))

    def _on_chosen(self, row: int) -> None:
        if row < 0:
            return
        section = self.section_widget(self.section)
        self._stack.setCurrentWidget(section)
        if self.section in self._stale:
            self._stale.discard(self.section)
            section.reload(None)
