"""The organisations of an office as a list to tick, each name changeable in place.

Owns ticks and changed names; the proposals come from `domain.office_names`.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from danvan_desktop.domain.office_names import ProposedBody
from danvan_desktop.domain.text import checked_line
from danvan_desktop.errors import FieldError
from danvan_desktop.services.units import NAME_LIMIT, BodyDraft
from danvan_desktop.ui import theme
from danvan_desktop.ui.fields import Field


class BodiesField(Field):
    """The organisations of the office: ticked ones are made, each name can be changed in place."""

    def __init__(self) -> None:
        self.list = QListWidget()
        self.list.setAlternatingRowColors(True)
        self.list.setMinimumHeight(theme.em() * 6)
        self._renamed: dict[str, str] = {}
        self._filling = False
        super().__init__(
            "bodies",
            "Các tổ chức của đơn vị dùng chương trình này",
            self.list,
            required=True,
            hint="Đánh dấu bằng phím cách; sửa tên bằng F2 hoặc nhấp đúp. "
            "Nơi ra văn bản là tổ chức cùng hệ thống với chương trình; đổi được trong Thiết lập.",
        )
        self.list.itemChanged.connect(self._on_item_changed)

    def propose(self, bodies: tuple[ProposedBody, ...]) -> None:
        """Show these; ticks and changed names stay with their kind."""
        ticked = self._ticked()
        self._filling = True
        self.list.clear()
        for body in bodies:
            item = QListWidgetItem(self._renamed.get(body.kind, body.name))
            item.setData(Qt.ItemDataRole.UserRole, body)
            item.setSizeHint(QSize(0, round(theme.em() * 1.6)))
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsEditable
            )
            on = body.kind in ticked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._filling = False

    def value(self) -> tuple[BodyDraft, ...]:
        """The ticked organisations, in the order shown."""
        found = []
        for item in self._items():
            if item.checkState() == Qt.CheckState.Checked:
                body: ProposedBody = item.data(Qt.ItemDataRole.UserRole)
                found.append(_body_draft(body, self._name(item)))
        if not found:
            raise FieldError(self.name, "Chưa đánh dấu tổ chức nào.")
        return tuple(found)

    def _name(self, item: QListWidgetItem) -> str:
        return checked_line(self.name, "Tên tổ chức", item.text(), required=True, limit=NAME_LIMIT)

    def text(self) -> str:
        return "\n".join(sorted(self._ticked()))

    def set_text(self, text: str) -> None:
        ticked = set(text.split("\n"))
        for item in self._items():
            on = item.data(Qt.ItemDataRole.UserRole).kind in ticked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _ticked(self) -> set[str]:
        return {
            item.data(Qt.ItemDataRole.UserRole).kind
            for item in self._items()
            if item.checkState() == Qt.CheckState.Checked
        }

    def _on_item_changed(self, item: QListWidgetItem) -> None:
        if self._filling:
            return
        body: ProposedBody = item.data(Qt.ItemDataRole.UserRole)
        if item.text() != body.name:
            self._renamed[body.kind] = item.text()
        self._on_edited()


def _body_draft(body: ProposedBody, name: str) -> BodyDraft:
    return BodyDraft(
        name,
        body.kind,
        "",
        abbreviation=body.abbreviation,
        header_parent=body.header_parent,
        header_name=body.header_name if name == body.name else "",
        place=body.place,
    )
