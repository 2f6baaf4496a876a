"""The members of a council or a meeting as a table that is typed, or pasted from Word and Excel.

Enter goes from name to position, then to the next line; the last line grows by itself. Names,
positions and roles in, `MemberDraft`s out; which members may stand together is the services' to
say.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.text import clean_text, search_key
from danvan_desktop.domain.voting import Role
from danvan_desktop.errors import FieldError
from danvan_desktop.services.councils import MOST_MEMBERS, MemberDraft
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.fields import Field
from danvan_desktop.ui.lines_field import ChoiceCells

NAME, POSITION, ROLE = range(3)
SEATS = 5
_CODE = int(Qt.ItemDataRole.UserRole)
COUNCIL_ROLES = {role: role.label for role in Role}
TEAM_ROLES = COUNCIL_ROLES | {Role.CHAIR: "Tổ trưởng", Role.DEPUTY: "Tổ phó"}
_STARTS = {
    "chu tich": Role.CHAIR,
    "truong": Role.CHAIR,
    "to truong": Role.CHAIR,
    "chu tri": Role.CHAIR,
    "pho": Role.DEPUTY,
    "to pho": Role.DEPUTY,
    "thu ky": Role.SECRETARY,
}


def role_of(words: str) -> Role:
    """The role meant by pasted words: "Thư ký", "Phó Chủ tịch HĐ"; anything else is a member."""
    typed = search_key(words)
    exact = next((role for role in Role if search_key(role.label) == typed), None)
    if exact is not None or not typed:
        return exact or Role.MEMBER
    return next((role for start, role in _STARTS.items() if typed.startswith(start)), Role.MEMBER)


class MembersTable(QTableWidget):
    """Three columns, typed without the mouse; see the module's text."""

    def __init__(self, labels: Mapping[Role, str]) -> None:
        super().__init__(0, 3)
        self._labels = labels
        self.setHorizontalHeaderLabels(["Họ và tên", "Chức vụ, đơn vị", "Nhiệm vụ"])
        roles = [(role.value, labels[role]) for role in Role]
        self.setItemDelegateForColumn(ROLE, ChoiceCells(roles, self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(round(theme.em() * 1.9))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(POSITION, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(NAME, theme.chars(30))
        self.setColumnWidth(ROLE, theme.chars(26))

    # values

    def members(self) -> tuple[MemberDraft, ...]:
        """What stands in the table, lines without a name left out."""
        found = (self._member(row) for row in range(self.rowCount()))
        return tuple(member for member in found if member.name.strip())

    def show_members(self, members: Sequence[MemberDraft]) -> None:
        """Put these in place, with room for as many as usually sit."""
        self.blockSignals(True)
        self.setRowCount(0)
        for member in members:
            self._put(self.rowCount(), member)
        while self.rowCount() < SEATS:
            self._put(self.rowCount(), MemberDraft(""))
        self.blockSignals(False)
        self.setCurrentCell(0, NAME)

    def commit(self) -> None:
        """Take what is being typed in a cell."""
        editor = QApplication.focusWidget()
        typing = self.state() == QAbstractItemView.State.EditingState
        if typing and editor is not None and editor is not self and self.isAncestorOf(editor):
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _member(self, row: int) -> MemberDraft:
        name, position, role = (self._item(row, column) for column in (NAME, POSITION, ROLE))
        return MemberDraft(
            name.text().strip(), position.text().strip(), Role(role.data(_CODE)), name.data(_CODE)
        )

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        found = self.item(row, column)
        assert found is not None
        return found

    def _put(self, row: int, member: MemberDraft) -> None:
        self.insertRow(row)
        cells = (
            (member.name, member.uid),
            (member.position, ""),
            (self._labels[member.role], member.role.value),
        )
        for column, (words, code) in enumerate(cells):
            item = QTableWidgetItem(words)
            item.setData(_CODE, code)
            self.setItem(row, column, item)

    # lines

    def add_line(self) -> None:
        """An empty line at the end, ready to be typed."""
        if self.rowCount() < MOST_MEMBERS:
            self._put(self.rowCount(), MemberDraft(""))
        self.setCurrentCell(self.rowCount() - 1, NAME)

    def move_line(self, by: int) -> None:
        """Change places with the line above or below."""
        here = self.currentRow()
        there = here + by
        if here < 0 or not 0 <= there < self.rowCount():
            return
        column = self.currentColumn()
        lines = [self._member(row) for row in range(self.rowCount())]
        lines[here], lines[there] = lines[there], lines[here]
        self.show_members(lines)
        self.setCurrentCell(there, column)
        self.itemChanged.emit(self._item(there, NAME))

    def drop_lines(self) -> None:
        """Take the selected lines away."""
        rows = sorted({index.row() for index in self.selectedIndexes()}, reverse=True)
        for row in rows:
            self.removeRow(row)
        if not self.rowCount():
            self._put(0, MemberDraft(""))
        if rows:
            self.setCurrentCell(min(rows[-1], self.rowCount() - 1), NAME)
            self.itemChanged.emit(self._item(self.currentRow(), NAME))

    def paste(self) -> None:
        """Lines from the clipboard over the lines from here on: name, position, role by tabs."""
        lines = [line for line in QGuiApplication.clipboard().text().splitlines() if line.strip()]
        start = max(0, self.currentRow())
        for number, line in enumerate(lines[: MOST_MEMBERS - start]):
            parts = [clean_text(part).strip() for part in line.split("\t")]
            if parts[0].rstrip(".").isdecimal() and len(parts) > 1:
                parts = parts[1:]  # the column of numbers of a Word table
            self._paste_line(start + number, parts)
        self.setCurrentCell(min(start + len(lines), self.rowCount()) - 1, NAME)

    def _paste_line(self, row: int, parts: Sequence[str]) -> None:
        if row >= self.rowCount():
            self._put(row, MemberDraft(""))
        self._item(row, NAME).setText(parts[0])
        if len(parts) > 1:
            self._item(row, POSITION).setText(parts[1])
        if len(parts) > 2 and parts[2]:
            role = role_of(parts[2])
            self._item(row, ROLE).setData(_CODE, role.value)
            self._item(row, ROLE).setText(self._labels[role])

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Delete):
            self._clear_cells()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            # From an open editor the key comes here too; there `closeEditor` goes on.
            if self.state() != QAbstractItemView.State.EditingState:
                self.go_on()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        entered = hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if entered:
            self.go_on()

    def go_on(self) -> None:
        """From name to position, from there to the next line; after the last, a new one."""
        row, column = self.currentRow(), self.currentColumn()
        if column == NAME and self._item(row, NAME).text().strip():
            self.setCurrentCell(row, POSITION)
        elif row + 1 < self.rowCount():
            self.setCurrentCell(row + 1, NAME)
        elif self._item(row, NAME).text().strip():
            self.add_line()
        else:
            self.focusNextChild()

    def _clear_cells(self) -> None:
        for index in self.selectedIndexes():
            if index.column() != ROLE:
                self._item(index.row(), index.column()).setText("")


class MembersField(Field):
    """`value()` is a tuple of `MemberDraft`, refused while no name stands in it."""

    def __init__(
        self, name: str, label: str, *, labels: Mapping[Role, str] = COUNCIL_ROLES
    ) -> None:
        self.table = MembersTable(labels)
        self.add_button = QPushButton(icons.icon("add"), "Thêm dòng")
        self.up_button = QPushButton("Lên")
        self.down_button = QPushButton("Xuống")
        self.drop_button = QPushButton(icons.icon("close"), "Bỏ dòng")
        words = "Enter sang ô sau. Dán được từ Word, Excel: họ tên, chức vụ, nhiệm vụ."
        super().__init__(name, label, self.table, required=True, hint=words)
        self.table.setMinimumHeight(round(theme.em() * 1.9) * (SEATS + 1) + theme.em())
        self.table.itemChanged.connect(self._on_edited)
        self.add_button.clicked.connect(self._on_add)
        self.up_button.clicked.connect(self._on_up)
        self.down_button.clicked.connect(self._on_down)
        self.drop_button.clicked.connect(self._on_drop)

    def _box(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.add_button, self.up_button, self.down_button, self.drop_button):
            button.setAutoDefault(False)
            theme.role(button, "quiet")
            row.addWidget(button)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.table, 1)
        layout.addLayout(row)
        return box

    def value(self) -> tuple[MemberDraft, ...]:
        self.table.commit()
        members = self.table.members()
        if not members:
            raise FieldError(self.name, "Chưa ghi tên thành viên nào.")
        return members

    def set_value(self, value: Sequence[MemberDraft] | None) -> None:
        self.table.show_members(value or ())
        self._on_edited()

    def text(self) -> str:
        found = [[one.name, one.position, one.role, one.uid] for one in self.table.members()]
        return json.dumps(found, ensure_ascii=False)

    def set_text(self, text: str) -> None:
        try:
            found = [
                MemberDraft(name, position, Role(role), uid)
                for name, position, role, uid in json.loads(text)
            ]
        except (ValueError, TypeError):
            return
        self.set_value(found)

    def _on_add(self) -> None:
        self.table.add_line()
        self.table.setFocus()

    def _on_up(self) -> None:
        self.table.move_line(-1)

    def _on_down(self) -> None:
        self.table.move_line(1)

    def _on_drop(self) -> None:
        self.table.drop_lines()
