"""A programme laid open: its headings as a tree, each line with its paper and article."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from danvan_desktop.services.programme_outline import OutlineLine
from danvan_desktop.ui import theme
from danvan_desktop.ui.table_models import plain_tooltip


class OutlineView(QTreeWidget):
    """Headings begin closed; arrow keys open them. Long lines are told in a tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Nội dung chương trình")
        self.setHeaderLabels(["Nội dung", "Chi tiết", "Văn bản, mục"])
        self.setAlternatingRowColors(True)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        heads = self.header()
        heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        heads.setStretchLastSection(True)
        self.setColumnWidth(0, theme.chars(50))
        self.setColumnWidth(1, theme.chars(40))

    def show_outline(self, lines: Sequence[OutlineLine]) -> None:
        """Show these in place of the earlier ones."""
        self.clear()
        for line in lines:
            item = _item(line)
            font = item.font(0)
            font.setBold(True)
            item.setFont(0, font)
            self.addTopLevelItem(item)


def _item(line: OutlineLine) -> QTreeWidgetItem:
    item = QTreeWidgetItem([line.title, line.detail, line.source])
    for column, text in enumerate((line.title, line.detail, line.source)):
        item.setToolTip(column, plain_tooltip(text))
    for below in line.below:
        item.addChild(_item(below))
    return item
