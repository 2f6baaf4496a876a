"""Nhập nhanh: a sheet like Excel in which a hundred registrations are entered in an afternoon.

What is typed is kept as a draft all the time and is there again the next time, also after a crash.
Owns saving, the draft, and what stands around the grid; the grid itself is `quick_grid`.
"""

from __future__ import annotations

import json
from functools import partial

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.text import search_key
from danvan_desktop.services import matching, quick_entry
from danvan_desktop.services.quick_entry import COLUMNS, Cell, LineReader, ReadLine
from danvan_desktop.services.session import Changes
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.choice_box import ChoiceBox
from danvan_desktop.ui.page_frame import WrapRow
from danvan_desktop.ui.quick_advice import CellAdvice
from danvan_desktop.ui.quick_grid import QuickGrid
from danvan_desktop.ui.quick_grid_model import QuickGridModel
from danvan_desktop.ui.registration_fields import title_choices
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

DRAFT_EVERY_MS = 1_000
AT_ONCE = 300
"""More lines than this are saved beside the window, with progress."""
HOW = (
    "Dán cả bảng từ Excel bằng Ctrl+V. Enter xuống dòng, Tab sang phải, F2 sửa ô, "
    "Ctrl+Z hoàn tác, F8 đến ô cần sửa."
)


class QuickEntry(QWidget):
    """See the module's text. `left` asks the page to show the list again."""

    left = Signal()

    def __init__(self, work: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._context = (work.programme_id, work.year)
        self._reader = LineReader(work.session, work.programme_id, work.year)
        self.grid_model = QuickGridModel(self._reader, self)
        self.grid = QuickGrid(self.grid_model, work.messages)
        self.advice = CellAdvice()
        self.title, self.level = ChoiceBox(), ChoiceBox()
        self.back_button = QPushButton(icons.icon("left"), "Danh sách")
        self.next_button = QPushButton("Đến ô cần sửa")
        self.insert_button = QPushButton(icons.icon("add"), "Chèn dòng")
        self.remove_button = QPushButton(icons.icon("delete"), "Xóa dòng")
        self.undo_button = QPushButton(icons.icon("return"), "Hoàn tác")
        self.save_button = QPushButton("Lưu")
        self._heading = QLabel(f"Nhập nhanh đăng ký năm {work.year}")
        self._count = QLabel()
        self._keeper = QTimer(self)
        self._fill_choices()
        self._assemble()
        self._connect()
        self._open_draft()

    # building

    def _fill_choices(self) -> None:
        plan = self._work.programme
        for code, name in title_choices(plan):
            self.title.addItem(name, code)
        for level in plan.levels:
            self.level.addItem(level.name, level.code)
        self.title.setAccessibleName("Danh hiệu đề nghị của các dòng")
        self.level.setAccessibleName("Cấp đề nghị công nhận của các dòng")
        self.grid.setColumnHidden(COLUMNS.index(Cell.SECTOR), not plan.sectors)
        self.grid_model.names_taken = quick_entry.names_taken(self._work.session, *self._context)
        self._offer_words()

    def _offer_words(self) -> None:
        choices = self._reader.choices
        self.grid.editors.set_choices(
            {
                Cell.PLACE: [place.label for place in self._reader.places.places],
                Cell.SECTOR: choices.sectors,
                Cell.KIND: choices.kinds,
                Cell.NEWNESS: choices.newness,
            }
        )

    def _assemble(self) -> None:
        theme.role(self._heading, "title")
        theme.role(self._count, "soft")
        theme.role(self.save_button, "primary")
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, theme.gap())
        layout.setSpacing(theme.gap())
        layout.addLayout(_row(self.back_button, self._heading, None, self._count, self.save_button))
        layout.addLayout(
            _row(
                _label("Danh hiệu đề nghị", self.title),
                self.title,
                _label("Cấp đề nghị", self.level),
                self.level,
                None,
                self.next_button,
                self.insert_button,
                self.remove_button,
                self.undo_button,
            )
        )
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.advice)

    def _connect(self) -> None:
        self._keeper.setSingleShot(True)
        self._keeper.setInterval(DRAFT_EVERY_MS)
        self._keeper.timeout.connect(self.keep_draft)
        self.grid_model.changed.connect(self._on_changed)
        self.grid.selectionModel().currentChanged.connect(self._on_cell)
        self.grid.noted.connect(self.advice.say)
        self.grid.editors.typed.connect(self._keeper.start)
        self.advice.replaced.connect(self._on_replaced)
        self.advice.added.connect(self._on_added)
        for box in (self.title, self.level):
            box.currentIndexChanged.connect(self._on_title_chosen)
        for button, slot, keys in (
            (self.save_button, self.save, "Ctrl+S"),
            (self.next_button, self.go_to_problem, "F8"),
            (self.back_button, self._on_back, "Esc"),
        ):
            button.clicked.connect(slot)
            button.setToolTip(f"{button.text()} ({keys})")
            QShortcut(QKeySequence(keys), self, slot)
        self.insert_button.clicked.connect(self.grid.insert_rows)
        self.insert_button.setToolTip("Chèn dòng trống lên trên (Ctrl++)")
        self.remove_button.clicked.connect(self.grid.remove_rows)
        self.remove_button.setToolTip("Xóa các dòng đang chọn (Ctrl+-)")
        self.undo_button.clicked.connect(self.grid_model.undo_stack.undo)
        self.undo_button.setToolTip("Hoàn tác (Ctrl+Z), làm lại (Ctrl+Y)")
        self.grid_model.undo_stack.canUndoChanged.connect(self.undo_button.setEnabled)
        self.undo_button.setEnabled(False)

    # saving

    def save(self) -> None:
        """All lines, or the sound ones when the official says so; the others stay in the grid."""
        self.grid.setFocus()  # an open editor gives its text first
        filled = self.grid_model.filled()
        sound = [row for row in filled if self.grid_model.line(row).is_sound]
        if not filled:
            self.advice.say("Chưa có dòng nào để lưu. " + HOW)
            return
        if len(sound) < len(filled) and not self._may_save_some(filled, sound):
            self.go_to_problem(from_start=True)
            return
        lines = [self.grid_model.line(row) for row in sound]
        if len(lines) > AT_ONCE:
            done = partial(self._on_saved, sound)
            self._work.start("Lưu đăng ký", partial(self._save_beside, lines), done, self)
            return
        changes = self._work.run(
            self, partial(quick_entry.save, self._work.session, *self._context, lines)
        )
        if changes is not None:
            self._after_save(sound)

    def _save_beside(self, lines: list[ReadLine], progress: Progress) -> Changes:
        return quick_entry.save(self._work.session, *self._context, lines, progress)

    def _on_saved(self, rows: list[int], changes: Changes) -> None:
        self._work.broadcast(changes)
        self._after_save(rows)

    def _may_save_some(self, filled: list[int], sound: list[int]) -> bool:
        wrong = [row + 1 for row in filled if row not in set(sound)]
        numbers = ", ".join(map(str, wrong[:12])) + ("..." if len(wrong) > 12 else "")
        question = f"{len(wrong)} dòng còn ô cần sửa: {numbers}."
        if not sound:
            self._work.messages.info(self, question, "Chưa dòng nào được lưu.")
            return False
        chosen = self._work.messages.choose(
            self,
            question,
            [f"Lưu {len(sound)} dòng đúng", "Sửa trước khi lưu"],
            detail="Dòng chưa lưu vẫn ở lại trong bảng.",
        )
        return chosen == 0

    def _after_save(self, rows: list[int]) -> None:
        kept = set(self.grid_model.filled()) - set(rows)
        left = [self._cells(row) for row in sorted(kept)]
        self.grid_model.replace_all(left)
        self.grid_model.names_taken = quick_entry.names_taken(self._work.session, *self._context)
        self.keep_draft()
        self._work.say(f"Đã lưu {len(rows)} đăng ký.")
        if left:
            self.go_to_problem(from_start=True)
        else:
            self.left.emit()

    def _cells(self, row: int) -> list[str]:
        return [self.grid_model.text(row, column) for column in range(len(COLUMNS))]

    # the draft

    @property
    def draft_key(self) -> str:
        """One draft for each programme and year."""
        return f"quick.{self._context[0]}.{self._context[1]}"

    def keep_draft(self) -> None:
        """Keep what stands in the grid, an open cell too; forget the draft when nothing does."""
        self._keeper.stop()
        rows = self.grid_model.rows()
        typing = self.grid.open_text()
        if typing is not None and typing[2].strip():
            row, column, text = typing
            rows += [[""] * len(COLUMNS) for _ in range(row + 1 - len(rows))]
            rows[row][column] = text
        if rows:
            self._work.drafts.keep(self.draft_key, {"cells": json.dumps(rows, ensure_ascii=False)})
        else:
            self._work.drafts.drop(self.draft_key)

    def _open_draft(self) -> None:
        kept = self._work.drafts.load(self.draft_key)
        rows = json.loads(kept["cells"]) if kept else []
        self.grid_model.replace_all(rows)
        self.grid.go(0, 0)
        self._keeper.stop()
        self._show_state()
        self.advice.say(f"Đã mở lại {len(rows)} dòng nhập dở lần trước." if rows else HOW)

    # slots

    def go_to_problem(self, _checked: bool = False, *, from_start: bool = False) -> None:
        """The next cell that must be mended, from the current one on; round at the end."""
        cells = self.grid_model.problem_cells()
        if not cells:
            self.advice.say("Không còn ô nào cần sửa.", Tone.GOOD)
            return
        here = (-1, -1) if from_start else self.grid.place()
        row, column = next((cell for cell in cells if cell > here), cells[0])
        self.grid.go(row, column)
        self.grid.setFocus()
        self._show_cell()

    def _on_changed(self) -> None:
        self._keeper.start()
        self._show_state()
        self._show_cell()

    def _on_cell(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_cell()

    def _show_cell(self) -> None:
        row, column = self.grid.place()
        problem = self.grid_model.problem(row, column)
        warning = self.grid_model.warning(row, column)
        if problem is not None:
            self.advice.show_problem(problem, self.grid_model.text(row, column))
        elif warning:
            self.advice.say(warning, Tone.WARN)
        else:
            self.advice.say(HOW)

    def _show_state(self) -> None:
        filled = self.grid_model.filled()
        wrong = sum(len(self.grid_model.line(row).problems) for row in filled)
        self.save_button.setText(f"Lưu {len(filled)} dòng" if filled else "Lưu")
        self.save_button.setEnabled(bool(filled))
        self.next_button.setVisible(bool(wrong))
        self.next_button.setText(f"Đến ô cần sửa ({wrong})")
        self._count.setText("Tự giữ bản nháp" if filled else "")

    def _on_replaced(self, text: str) -> None:
        """Put the chosen text into the cell, and into every other cell that says the same."""
        row, column = self.grid.place()
        self._replace_same(row, column, text)
        self.grid.setFocus()

    def _replace_same(self, row: int, column: int, text: str) -> None:
        typed = search_key(self.grid_model.text(row, column))
        same = [row]
        if typed:
            same = [
                number
                for number in self.grid_model.filled()
                if search_key(self.grid_model.text(number, column)) == typed
            ]
        self.grid_model.set_cells("Thay", [(number, column, text) for number in same])
        if len(same) > 1:
            self.advice.say(f"Đã thay ở {len(same)} dòng.", Tone.GOOD)

    def _on_added(self, name: str) -> None:
        added = self._work.run(self, partial(matching.add_places, self._work.session, [name]))
        if added is not None:
            self._reader.read_places_again()
            self._offer_words()
            self.grid_model.read_again()
            self._on_changed()
            self.advice.say(f"Đã thêm địa bàn “{name}”.", Tone.GOOD)

    def _on_title_chosen(self) -> None:
        self._reader = LineReader(
            self._work.session,
            *self._context,
            title=str(self.title.currentData() or ""),
            level=str(self.level.currentData() or ""),
        )
        self._offer_words()
        self.grid_model.set_reader(self._reader)
        self._on_changed()

    def _on_back(self) -> None:
        self.keep_draft()
        self.left.emit()


def _row(*widgets: QWidget | None) -> WrapRow:
    """Widgets side by side; None takes the room that is left. What does not fit goes below."""
    row = WrapRow()
    for widget in widgets:
        if widget is None:
            row.addStretch()
        else:
            row.addWidget(widget)
    return row


def _label(text: str, buddy: QWidget) -> QLabel:
    made = QLabel(text)
    made.setBuddy(buddy)
    theme.role(made, "soft")
    return made
