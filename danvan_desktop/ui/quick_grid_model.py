"""The cells of the quick grid, what is wrong with them, and undoing.

Rows are lists of typed texts, blank ones at the end. Every change goes through one undo command
that replaces rows by rows. Owns no key and no clipboard (`quick_grid`), and no rule: what a cell
means is asked of `services/quick_entry`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor, QUndoCommand, QUndoStack

from danvan_desktop.domain.text import hidden_count, search_key
from danvan_desktop.errors import UserError
from danvan_desktop.services.quick_entry import (
    COLUMNS,
    HEADINGS,
    Cell,
    CellProblem,
    LineReader,
    ReadLine,
)
from danvan_desktop.ui import icons
from danvan_desktop.ui.table_models import Index, plain_tooltip
from danvan_desktop.ui.theme import COLOURS

MOST_ROWS = 5_000
FIRST_ROWS = 40
SPARE_ROWS = 12
BLANK = [""] * len(COLUMNS)
NOT_TYPED = "(chưa nhập)"
SHOWN = {cell: words[0] for cell, words in HEADINGS.items()} | {
    Cell.PLACE: "Đơn vị, tổ chức *",
    Cell.KIND: "Đối tượng *",
    Cell.NAME: "Tên mô hình, điển hình *",
    Cell.SECTOR: "Lĩnh vực *",
    Cell.SUMMARY: "Nội dung chính *",
}
"""Headings as they fit above the columns; the whole words are in the tooltip."""

Rows = list[list[str]]


class ReplaceRows(QUndoCommand):
    """Puts rows in place of rows; a change, a paste, an insertion or a deletion alike."""

    def __init__(self, grid: QuickGridModel, words: str, at: int, old: Rows, new: Rows) -> None:
        super().__init__(words)
        self._grid = grid
        self._at = at
        self._old = old
        self._new = new

    def redo(self) -> None:
        self._grid.splice(self._at, len(self._old), self._new)

    def undo(self) -> None:
        self._grid.splice(self._at, len(self._new), self._old)


class QuickGridModel(QAbstractTableModel):
    """See the module's text."""

    changed = Signal()
    shown_at = Signal(int)
    """Row at which the last change happened, for the view to go there after an undo."""

    def __init__(self, reader: LineReader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self._reader = reader
        self._rows: Rows = [list(BLANK) for _ in range(FIRST_ROWS)]
        self._read: list[ReadLine | None] = [None] * FIRST_ROWS
        self._twins: dict[int, str] | None = None
        self.names_taken: dict[str, str] = {}

    # what it holds

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def text(self, row: int, column: int) -> str:
        """What was typed in a cell."""
        return self._rows[row][column]

    def filled(self) -> list[int]:
        """Numbers of the rows in which anything was typed."""
        return [number for number, row in enumerate(self._rows) if any(row)]

    def rows(self) -> Rows:
        """All rows down to the last that is used; for the draft."""
        used = self.filled()
        return [list(row) for row in self._rows[: used[-1] + 1]] if used else []

    def line(self, row: int) -> ReadLine:
        """How a row is understood."""
        found = self._read[row]
        if found is None:
            found = self._reader.read(self._rows[row])
            self._read[row] = found
        return found

    def problem(self, row: int, column: int) -> CellProblem | None:
        """Why a cell cannot stand; a blank row has no problems."""
        if not any(self._rows[row]):
            return None
        return self.line(row).problems.get(COLUMNS[column])

    def warning(self, row: int, column: int) -> str:
        """What might be wrong with a cell and keeps nobody from saving it."""
        hidden = hidden_count(self._rows[row][column])
        if hidden:
            return f"Có {hidden} ký tự ẩn, sẽ được bỏ khi lưu."
        if COLUMNS[column] is not Cell.NAME or not self._rows[row][column]:
            return ""
        if self._twins is None:
            self._twins = self._find_twins()
        return self._twins.get(row, "")

    def problem_cells(self) -> list[tuple[int, int]]:
        """Every cell that must be mended, line by line."""
        return [
            (row, COLUMNS.index(cell)) for row in self.filled() for cell in self.line(row).problems
        ]

    def _find_twins(self) -> dict[int, str]:
        """Warnings for names that stand twice here or are registered for the year already."""
        first: dict[str, int] = {}
        found: dict[int, str] = {}
        for row in self.filled():
            key = search_key(self._rows[row][0])
            if not key:
                continue
            if key in first:
                found[row] = f"Trùng tên với dòng {first[key] + 1}. Vẫn lưu được nếu đúng là hai."
            elif key in self.names_taken:
                found[row] = f"Năm này đã có đăng ký trùng tên ({self.names_taken[key]})."
            first.setdefault(key, row)
        return found

    # changing

    def set_cells(self, words: str, cells: Iterable[tuple[int, int, str]]) -> None:
        """Put texts into cells, as one step that can be undone. Grows as needed.

        Raises `UserError` when there would be more than `MOST_ROWS` rows.
        """
        wanted = list(cells)
        if not wanted:
            return
        first, last = min(cell[0] for cell in wanted), max(cell[0] for cell in wanted)
        self._grow(last + 1)
        old = [list(row) for row in self._rows[first : last + 1]]
        new = [list(row) for row in old]
        for row, column, text in wanted:
            new[row - first][column] = text
        for line in new:
            self._use_official_words(line)
        self._push(words, first, old, new)

    def insert_blank(self, at: int, count: int) -> None:
        """Blank rows above a row."""
        if len(self.filled()) + count > MOST_ROWS:
            raise _too_many()
        self._push("Chèn dòng", at, [], [list(BLANK) for _ in range(count)])

    def remove_rows(self, numbers: Sequence[int]) -> None:
        """Take rows out, as one step."""
        first, last = min(numbers), max(numbers)
        old = [list(row) for row in self._rows[first : last + 1]]
        gone = {number - first for number in numbers}
        self._push("Xóa dòng", first, old, [r for n, r in enumerate(old) if n not in gone])

    def replace_all(self, rows: Rows) -> None:
        """Begin anew with these rows; nothing before can be undone."""
        self.splice(0, len(self._rows), [(list(row) + BLANK)[: len(COLUMNS)] for row in rows])
        self.undo_stack.clear()

    def read_again(self) -> None:
        """Understand every row anew: a place was added, or title and level were changed."""
        self._read = [None] * len(self._rows)
        self._tell(0, len(self._rows) - 1)

    def set_reader(self, reader: LineReader) -> None:
        """Read by another programme, year, title or level."""
        self._reader = reader
        self.read_again()

    def splice(self, at: int, count: int, new: Rows) -> None:
        """For the undo commands: `count` rows at `at` become `new`; tells the view exactly what."""
        common = min(count, len(new))
        self._rows[at : at + common] = [list(row) for row in new[:common]]
        self._read[at : at + common] = [None] * common
        if common:
            self._tell(at, at + common - 1)
        if count > common:
            self.beginRemoveRows(QModelIndex(), at + common, at + count - 1)
            del self._rows[at + common : at + count], self._read[at + common : at + count]
            self.endRemoveRows()
        elif len(new) > common:
            self._insert(at + common, [list(row) for row in new[common:]])
        self._twins = None
        self._keep_spare()
        self.changed.emit()
        self.shown_at.emit(at)

    def _push(self, words: str, at: int, old: Rows, new: Rows) -> None:
        if old != new:
            self.undo_stack.push(ReplaceRows(self, words, at, old, new))

    def _use_official_words(self, row: list[str]) -> None:
        """Write what was recognised in a closed list as the programme words it."""
        if any(row):
            for cell, words in self._reader.read(row).shown.items():
                row[COLUMNS.index(cell)] = words

    def _insert(self, at: int, rows: Rows) -> None:
        self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
        self._rows[at:at] = rows
        self._read[at:at] = [None] * len(rows)
        self.endInsertRows()

    def _grow(self, rows: int) -> None:
        if rows > MOST_ROWS:
            raise _too_many()
        if rows > len(self._rows):
            self._insert(len(self._rows), [list(BLANK) for _ in range(rows - len(self._rows))])

    def _keep_spare(self) -> None:
        used = self.filled()
        wanted = min(max(FIRST_ROWS, (used[-1] + 1 if used else 0) + SPARE_ROWS), MOST_ROWS)
        if len(self._rows) < wanted:
            self._grow(wanted)

    def _tell(self, first: int, last: int) -> None:
        self._twins = None
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    # what Qt asks

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            if orientation == Qt.Orientation.Vertical:
                return str(section + 1)
            if 0 <= section < len(COLUMNS):
                return SHOWN[COLUMNS[section]]
        if role == Qt.ItemDataRole.ToolTipRole and orientation == Qt.Orientation.Horizontal:
            return HEADINGS[COLUMNS[section]][0]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.EditRole:
            return self._rows[row][column]
        if role not in _ROLES:
            return None
        problem = self.problem(row, column)
        warning = "" if problem else self.warning(row, column)
        return self._look(role, self._rows[row][column], problem, warning)

    def _look(self, role: int, text: str, problem: CellProblem | None, warning: str) -> Any:
        missing = problem is not None and problem.missing
        if role == Qt.ItemDataRole.DisplayRole:
            return NOT_TYPED if missing else " ".join(text.split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(problem.what if problem else warning or text)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(COLOURS.warn) if missing else None
        if role == Qt.ItemDataRole.BackgroundRole:
            if problem:
                return QColor(COLOURS.warn_soft if missing else COLOURS.bad_soft)
            return QColor(COLOURS.warn_soft) if warning else None
        if problem and not missing:
            return icons.icon("alert", COLOURS.bad)
        return icons.icon("copy", COLOURS.warn) if warning else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        self.set_cells("Nhập", [(index.row(), index.column(), str(value or "").strip())])
        return True


_ROLES = frozenset(
    (
        int(Qt.ItemDataRole.DisplayRole),
        int(Qt.ItemDataRole.ToolTipRole),
        int(Qt.ItemDataRole.ForegroundRole),
        int(Qt.ItemDataRole.BackgroundRole),
        int(Qt.ItemDataRole.DecorationRole),
    )
)


def _too_many() -> UserError:
    return UserError(
        f"Bảng nhập nhanh nhận nhiều nhất {MOST_ROWS} dòng.",
        safe="Những dòng đã có trong bảng vẫn còn nguyên.",
        todo="Lưu các dòng đang có, rồi nhập tiếp phần còn lại.",
    )
