"""The left side of the batch window: what cannot be printed, whose papers, the word before a name.

    side = BatchPeople(); side.show_people(papers, ticked); side.prefix_chosen.connect(...)

Owns the two lists, their ticks and the filter. What a choice does is the window's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain import forms_of_address
from danvan_desktop.domain.text import search_key
from danvan_desktop.services.certificate_batch import PaperProblem, PreparedPaper
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.choice_box import ChoiceBox
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.editors import LineEdit
from danvan_desktop.ui.table_models import plain_tooltip
from danvan_desktop.ui.theme import Tone

_PLACE = int(Qt.ItemDataRole.UserRole)
_FIELD = _PLACE + 1
MOVED_MARK = "↔"
MOVED_WORDS = "Đã dời chữ cho người này"


class BatchPeople(QWidget):
    """See the module's text."""

    prefix_chosen = Signal(str)
    fresh_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.filter = LineEdit()
        self.problems = QListWidget()
        self.checks = QLabel()
        self.outdated = Banner("", Tone.INFO)
        self.all_button = QPushButton("Chọn hết")
        self.none_button = QPushButton("Bỏ chọn")
        self.leave_button = QPushButton("Bỏ chọn các giấy này")
        self.prefix = ChoiceBox()
        self._papers: Sequence[PreparedPaper] = ()
        self._dress()
        self._assemble()
        self._connect()

    def _dress(self) -> None:
        theme.role(self.checks, "strong")
        self.checks.setTextFormat(Qt.TextFormat.PlainText)
        self.checks.setWordWrap(True)
        self.problems.setAccessibleName("Giấy chưa in được và lý do")
        self.problems.setFrameShape(QFrame.Shape.NoFrame)
        self.problems.setWordWrap(True)
        for shown in (self.problems, self.list):
            shown.setIconSize(QSize(theme.icon_size(), theme.icon_size()))
        self.problems.setToolTip("Enter: đến giấy và ô cần sửa")
        self.list.setAccessibleName("Người, đơn vị được cấp giấy")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.filter.setPlaceholderText("Tìm người, đơn vị")
        self.filter.setAccessibleName("Tìm người, đơn vị")
        self.prefix.setEditable(True)
        self.prefix.setInsertPolicy(ChoiceBox.InsertPolicy.NoInsert)
        self.prefix.setAccessibleName("Chữ trước tên")
        self.prefix.setToolTip(
            "Cho các dòng đang chọn trong danh sách (Ctrl+A: mọi dòng); được nhớ cho lần sau"
        )
        for button in (self.all_button, self.none_button, self.leave_button):
            button.setAutoDefault(False)
        theme.role(self.leave_button, "quiet")
        self.outdated.add_button("Lấy theo hồ sơ", self.fresh_wanted.emit).setToolTip(
            "In theo hồ sơ hiện nay, thay cho lời của lần in trước"
        )

    def _assemble(self) -> None:
        gap = theme.gap() // 2
        ticks = QHBoxLayout()
        ticks.setSpacing(gap)
        for widget in (self.all_button, self.none_button):
            ticks.addWidget(widget)
        ticks.addStretch(1)
        label = QLabel("Trước tên")
        label.setBuddy(self.prefix)
        before = QHBoxLayout()
        before.setSpacing(gap)
        before.addWidget(label)
        before.addWidget(self.prefix, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        for piece in (self.checks, self.problems):
            column.addWidget(piece)
        column.addWidget(self.leave_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.outdated)
        column.addWidget(self.filter)
        column.addLayout(ticks)
        column.addWidget(self.list, 1)
        column.addLayout(before)
        self.setMinimumWidth(theme.chars(22))

    def _connect(self) -> None:
        self.filter.textChanged.connect(self.filter_people)
        self.leave_button.clicked.connect(self._on_leave)
        self.list.currentRowChanged.connect(self._on_row)
        self.prefix.activated.connect(self._on_prefix)
        line = self.prefix.lineEdit()
        if line is not None:
            line.returnPressed.connect(self._on_prefix)

    # the list

    def show_people(self, papers: Sequence[PreparedPaper], ticked: Mapping[str, bool]) -> None:
        """One line for each paper; ticked unless `ticked` says otherwise by the paper's key."""
        blocker = QSignalBlocker(self.list)
        here, chosen = self.list.currentRow(), set(self.selected())
        self._papers = papers
        self.list.clear()
        for place, one in enumerate(papers):
            item = QListWidgetItem()
            _label(item, place, one, moved=False)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            shown = ticked.get(one.data.key, True)
            item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        if papers:
            self.list.setCurrentRow(min(max(here, 0), len(papers) - 1))
        for place in chosen & set(range(len(papers))):
            self.list.item(place).setSelected(True)
        blocker.unblock()
        self.filter_people(self.filter.text())
        self._show_outdated()
        self._on_row()

    def show_moved(self, keys: Collection[str]) -> None:
        """Mark the recipients some of whose fields were moved by hand, by the keys of papers."""
        blocker = QSignalBlocker(self.list)
        for place, one in enumerate(self._papers):
            _label(self.list.item(place), place, one, moved=one.data.key in keys)
        blocker.unblock()

    def selected(self) -> list[int]:
        """The places of the lines a choice is for: those marked, without the hidden ones."""
        rows = range(self.list.count())
        items = ((row, self.list.item(row)) for row in rows)
        return [row for row, item in items if item.isSelected() and not item.isHidden()]

    def ticked(self) -> list[int]:
        """The places of the ticked papers."""
        rows = range(self.list.count())
        return [row for row in rows if self.list.item(row).checkState() == Qt.CheckState.Checked]

    def tick_shown(self, on: bool) -> None:
        """Tick, or not, every line the filter lets through."""
        rows = range(self.list.count())
        self._tick([row for row in rows if not self.list.item(row).isHidden()], on)

    def filter_people(self, typed: str) -> None:
        """Show the lines that hold every typed word."""
        words = search_key(typed).split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            key = search_key(item.text())
            item.setHidden(not all(word in key for word in words))

    def show_problems(self, problems: Sequence[PaperProblem] | None) -> None:
        """What keeps papers from being printed; None while it is being looked for."""
        self.problems.clear()
        bad = {one.place for one in problems or ()}
        for group in _alike(problems or ()):
            first = group[0]
            words = f"{len(group)} giấy: {first.words}" if len(group) > 1 else first.sentence
            item = QListWidgetItem(icons.tone_icon(Tone.BAD), words)
            item.setToolTip(plain_tooltip(words))
            item.setData(_PLACE, [one.place for one in group])
            item.setData(_FIELD, first.field)
            self.problems.addItem(item)
        blocker = QSignalBlocker(self.list)
        for row in range(self.list.count()):
            tone = Tone.BAD if row in bad else self._tone(row)
            self.list.item(row).setIcon(icons.tone_icon(Tone.NEUTRAL if problems is None else tone))
        blocker.unblock()
        self.problems.setVisible(bool(problems))
        self._fit_problems()
        self.leave_button.setVisible(bool(problems))
        self.checks.setText(self._verdict(problems, len(bad)))

    def problem(self) -> tuple[int, str] | None:
        """Place of the first paper, and field, of the problem with the cursor."""
        item = self.problems.currentItem()
        return None if item is None else (int(item.data(_PLACE)[0]), str(item.data(_FIELD)))

    def _verdict(self, problems: Sequence[PaperProblem] | None, bad: int) -> str:
        if problems is None:
            return "Đang kiểm tra từng giấy..."
        words = f"{bad} giấy chưa in được" if bad else "Mọi giấy đều in được"
        unsure = sum(self._tone(row) is Tone.WARN for row in range(len(self._papers)))
        return f"{words}; {unsure} giấy chưa chọn ông hay bà" if unsure else words

    def _tone(self, row: int) -> Tone:
        unsure = self._papers[row].data.prefix in forms_of_address.OPEN
        return Tone.WARN if unsure else Tone.GOOD

    def _tick(self, rows: Sequence[int], on: bool) -> None:
        blocker = QSignalBlocker(self.list)
        for row in rows:
            self.list.item(row).setCheckState(
                Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            )
        blocker.unblock()
        self.list.itemChanged.emit(self.list.currentItem())

    def _show_outdated(self) -> None:
        count = sum(one.outdated for one in self._papers)
        self.outdated.setVisible(count > 0)
        self.outdated.show_text(f"{count} giấy in lại đúng lời lần in trước; hồ sơ nay đã khác.")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_problems()

    def _fit_problems(self) -> None:
        """As high as its lines, within reason: the recipients need the room."""
        room = QRect(0, 0, self.problems.viewport().width() - theme.em() * 3, theme.em() * 99)
        metrics, wrap = self.problems.fontMetrics(), int(Qt.TextFlag.TextWordWrap)
        items = (self.problems.item(row) for row in range(self.problems.count()))
        lines = [metrics.boundingRect(room, wrap, item.text()).height() for item in items]
        needed = sum(lines) + theme.gap() // 2 * (len(lines) + 1)
        self.problems.setFixedHeight(min(needed, theme.em() * 7))

    # slots

    def _on_row(self) -> None:
        """Offer the words that go with the kind of the shown recipient."""
        row = self.list.currentRow()
        self.prefix.setEnabled(0 <= row < len(self._papers))
        if not self.prefix.isEnabled():
            return
        one = self._papers[row]
        choices = [forms_of_address.label(words) for words in self._choices(row)]
        self.prefix.clear()
        self.prefix.addItems(choices)
        self.prefix.setEditText(forms_of_address.label(one.data.prefix))
        line = self.prefix.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def _choices(self, row: int) -> tuple[str, ...]:
        return forms_of_address.CHOICES[self._papers[row].bearer.kind]

    def _on_prefix(self) -> None:
        typed = self.prefix.currentText().strip()
        self.prefix_chosen.emit("" if typed == forms_of_address.NOTHING_WORDS else typed)

    def _on_leave(self) -> None:
        """Untick what cannot be printed, so that the others can."""
        items = (self.problems.item(row) for row in range(self.problems.count()))
        self._tick(sorted({place for item in items for place in item.data(_PLACE)}), False)


def _label(item: QListWidgetItem, place: int, one: PreparedPaper, *, moved: bool) -> None:
    """The line of a recipient. The mark stands before the name, where a long one cannot hide it."""
    name = f"{one.data.prefix} {one.data.recipient}".strip()
    lines = [name, one.data.address, MOVED_WORDS] if moved else [name, one.data.address]
    item.setText(f"{place + 1}. {MOVED_MARK} {name}" if moved else f"{place + 1}. {name}")
    item.setToolTip(plain_tooltip("\n".join(lines)))
    spoken = f"{place + 1}. {name}. {MOVED_WORDS}" if moved else None
    item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)


def _alike(problems: Sequence[PaperProblem]) -> list[list[PaperProblem]]:
    """Problems with the same words about the same field together: one line is enough for them."""
    found: dict[tuple[str, str], list[PaperProblem]] = {}
    for one in problems:
        found.setdefault((one.field, one.words), []).append(one)
    return list(found.values())
