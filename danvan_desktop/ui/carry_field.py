"""What goes on for another year, as a field: a line each, ticked, its texts adjusted in the cells.

Space ticks the current line, F2 changes the cell. What was registered for that year before stands
there unticked and cannot be ticked; whether a line may be saved is the services' to say.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.errors import FieldError
from danvan_desktop.services.carry_over import CarryLine, CarryRow
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.fields import Field
from danvan_desktop.ui.theme import Tone

_UID = int(Qt.ItemDataRole.UserRole)
NAME, STATE, CONTENT, PERSON, GOALS = range(5)
_HEADS = ("Mô hình, điển hình", "Tình trạng", "Nội dung chính", "Người phụ trách", "Mục tiêu")
_WIDTHS = (30, 19, 30, 17)
_FIXED = Qt.ItemFlag.ItemIsSelectable


class CarryTable(QTableWidget):
    """Space ticks or unticks every selected line."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.state() != self.State.EditingState:
            self._on_space()
            return
        super().keyPressEvent(event)

    def _on_space(self) -> None:
        rows = {index.row() for index in self.selectionModel().selectedIndexes()}
        items = [self.item(row, NAME) for row in rows or {self.currentRow()}]
        some = [item for item in items if item and item.flags() & Qt.ItemFlag.ItemIsUserCheckable]
        ticked = all(item.checkState() == Qt.CheckState.Checked for item in some)
        for item in some:
            item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)


class CarryField(Field):
    """`value()` is the ticked lines as `CarryLine`s."""

    def __init__(self, name: str, label: str) -> None:
        self.table = CarryTable(0, len(_HEADS))
        self.all_button = QPushButton("Chọn tất cả")
        self.none_button = QPushButton("Bỏ chọn tất cả")
        self._count = QLabel()
        super().__init__(name, label, self.table, required=True)
        self._dress()
        self.table.itemChanged.connect(self._on_edited)
        self.changed.connect(self._show_count)
        self.all_button.clicked.connect(self._on_all)
        self.none_button.clicked.connect(self._on_none)

    def _dress(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels(list(_HEADS))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(round(theme.em() * 1.8))
        heads = table.horizontalHeader()
        heads.setHighlightSections(False)
        for column, width in enumerate(_WIDTHS):
            table.setColumnWidth(column, theme.chars(width))
        heads.setSectionResizeMode(GOALS, QHeaderView.ResizeMode.Stretch)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setMinimumHeight(theme.em() * 22)
        table.setToolTip("Phím cách để chọn; F2 hoặc bấm đúp để sửa nội dung, người, mục tiêu")

    def _box(self) -> QWidget:
        box = QWidget()
        theme.role(self._count, "soft")
        row = QHBoxLayout()
        row.addWidget(self._count)
        row.addStretch(1)
        for button in (self.all_button, self.none_button):
            button.setAutoDefault(False)
            theme.role(button, "quiet")
            row.addWidget(button)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.table, 1)
        layout.addLayout(row)
        return box

    def set_rows(self, rows: Sequence[CarryRow], ticked: Sequence[str] = ()) -> None:
        """Offer these lines; ticked are those named, else what is proposed."""
        self.table.blockSignals(True)
        self.table.setRowCount(len(rows))
        for number, row in enumerate(rows):
            wanted = row.registration in ticked if ticked else row.proposed
            self._put(number, row, wanted and not row.taken)
        self.table.blockSignals(False)
        self.table.setCurrentCell(0, NAME)
        self._on_edited()

    def value(self) -> tuple[CarryLine, ...]:
        lines = tuple(self._line(row) for row in range(self.table.rowCount()) if self._on(row))
        if not lines:
            raise FieldError(self.name, "Chưa chọn mô hình nào để đăng ký duy trì.")
        return lines

    def set_value(self, value: Sequence[CarryLine] | None) -> None:
        lines = {line.registration: line for line in value or ()}
        self.table.blockSignals(True)
        for row in range(self.table.rowCount()):
            line = lines.get(self._uid(row))
            self._tick(row, line is not None)
            if line is not None:
                for column, words in self._texts(line):
                    self._item(row, column).setText(words)
        self.table.blockSignals(False)
        self._on_edited()

    def text(self) -> str:
        ticked = [self._line(row) for row in range(self.table.rowCount()) if self._on(row)]
        return json.dumps([list(line.__dict__.values()) for line in ticked], ensure_ascii=False)

    def set_text(self, text: str) -> None:
        try:
            found = [CarryLine(*(str(part) for part in entry)) for entry in json.loads(text)]
        except (ValueError, TypeError):
            return
        self.set_value(found)

    def _put(self, number: int, row: CarryRow, ticked: bool) -> None:
        state = "Đã đăng ký cho năm này" if row.taken else row.against or row.state_words
        words = (row.name, state, row.content, row.person_in_charge, row.goals)
        for column, text in enumerate(words):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if column in (NAME, STATE) or row.taken:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.table.setItem(number, column, item)
        name = self._item(number, NAME)
        name.setData(_UID, row.registration)
        name.setToolTip(f"{row.name}\n{row.place_name}")
        if row.taken:
            for column in range(len(_HEADS)):
                self._item(number, column).setFlags(_FIXED)
        else:
            name.setFlags(name.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        self._tick(number, ticked)
        tone = Tone.INFO if row.taken else Tone.WARN if row.against else Tone.GOOD
        if row.taken or row.against or row.recognised:
            self._item(number, STATE).setIcon(icons.tone_icon(tone))

    def _line(self, row: int) -> CarryLine:
        texts = (self._item(row, column).text() for column in (CONTENT, PERSON, GOALS))
        return CarryLine(self._uid(row), *texts)

    def _texts(self, line: CarryLine) -> tuple[tuple[int, str], ...]:
        return ((CONTENT, line.content), (PERSON, line.person_in_charge), (GOALS, line.goals))

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        item = self.table.item(row, column)
        assert item is not None
        return item

    def _uid(self, row: int) -> str:
        return str(self._item(row, NAME).data(_UID))

    def _on(self, row: int) -> bool:
        return self._item(row, NAME).checkState() == Qt.CheckState.Checked

    def _may(self, row: int) -> bool:
        return bool(self._item(row, NAME).flags() & Qt.ItemFlag.ItemIsUserCheckable)

    def _tick(self, row: int, ticked: bool) -> None:
        on = ticked and self._may(row)
        state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        self._item(row, NAME).setCheckState(state)

    def _tick_all(self, ticked: bool) -> None:
        self.table.blockSignals(True)
        for row in range(self.table.rowCount()):
            self._tick(row, ticked)
        self.table.blockSignals(False)
        self._on_edited()

    def _on_all(self) -> None:
        self._tick_all(True)

    def _on_none(self) -> None:
        self._tick_all(False)

    def _show_count(self) -> None:
        ticked = sum(self._on(row) for row in range(self.table.rowCount()))
        self._count.setText(f"Đã chọn {ticked} trên {self.table.rowCount()}")
