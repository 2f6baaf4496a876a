"""Registrations against criteria as a Qt model: what each cell shows and whether it takes a key.

Owns the shape of the sheet of quick assessment; keys are `matrix_view`'s, saving is the panel's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from danvan_desktop.domain.criteria import Condition, Criterion, CriterionKind, Effect, Mark
from danvan_desktop.domain.marking_words import effects, how_marked
from danvan_desktop.domain.sheets import mark_words
from danvan_desktop.services.assessment_matrix import MatrixGrid, MatrixRow
from danvan_desktop.ui import icons, mark_keys
from danvan_desktop.ui.mark_keys import Sign
from danvan_desktop.ui.scoring_lines import condition_number
from danvan_desktop.ui.table_models import plain_tooltip

Index = QModelIndex | QPersistentModelIndex
CELL = int(Qt.ItemDataRole.UserRole) + 1
_DIGITS = "0123456789,.%"
RESULT = 0
"""The column of the result, before all others."""


@dataclass(frozen=True)
class MatrixColumn:
    """A condition, a criterion, or with neither the result. `number` stands over the column."""

    number: str
    title: str
    guidance: str = ""
    condition: str = ""
    criterion: Criterion | None = None
    effect: Effect = Effect.PART
    item: bool = False
    """One thing on a checklist; `condition` is then the code of its answer."""

    @property
    def signs(self) -> tuple[Sign, ...]:
        """The answers one key gives; none where numbers are typed."""
        if self.condition:
            return mark_keys.ITEM_SIGNS if self.item else mark_keys.CONDITION_SIGNS
        return mark_keys.signs_of(self.criterion, self.effect) if self.criterion else ()

    @property
    def typed(self) -> bool:
        """Whether figures are typed into it."""
        return self.criterion is not None and self.criterion.kind not in mark_keys.SIGNED_KINDS

    @property
    def figures(self) -> int:
        """How many figures are typed between strokes."""
        quantity = self.criterion is not None and self.criterion.kind is CriterionKind.QUANTITY
        return len(mark_keys.figures_of(self.criterion)) if quantity and self.criterion else 1

    @property
    def characters(self) -> str:
        """What may be typed: digits, and for a quantity the stroke between its figures."""
        return _DIGITS + "/" if self.figures > 1 else _DIGITS


@dataclass(frozen=True)
class Cell:
    """What is painted. `asked` False: the criterion does not apply to this registration."""

    words: str
    sign: Sign | None = None
    asked: bool = True
    locked: bool = False
    typing: bool = False
    wrong: bool = False


class MatrixModel(QAbstractTableModel):
    """One grid of the matrix. What is being typed lives here until it is committed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[MatrixColumn, ...] = ()
        self._rows: list[MatrixRow] = []
        self._typed: tuple[int, int, str] | None = None
        self._wrong = False

    def set_grid(self, grid: MatrixGrid | None) -> None:
        """Show another grid, or nothing."""
        self.beginResetModel()
        self._rows = list(grid.rows) if grid else []
        self.columns = _columns(grid) if grid else ()
        self._typed = None
        self.endResetModel()

    def replace_row(self, row: MatrixRow) -> None:
        """Show one registration anew."""
        for number, before in enumerate(self._rows):
            if before.registration == row.registration:
                self._rows[number] = row
                last = len(self.columns) - 1
                self.dataChanged.emit(self.index(number, 0), self.index(number, last))
                self.headerDataChanged.emit(Qt.Orientation.Vertical, number, number)

    def rows(self) -> tuple[MatrixRow, ...]:
        return tuple(self._rows)

    def row_at(self, number: int) -> MatrixRow | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def column_at(self, number: int) -> MatrixColumn | None:
        return self.columns[number] if 0 <= number < len(self.columns) else None

    def value(self, index: Index) -> Mark | bool | None:
        """What is stored in a cell."""
        row, column = self.row_at(index.row()), self.column_at(index.column())
        if row is None or column is None:
            return None
        if column.condition:
            return row.conditions.get(column.condition)
        return row.marks.get(column.criterion.code) if column.criterion else None

    def takes_keys(self, index: Index) -> bool:
        """Whether the cell is asked of its registration and stands for a mark at all."""
        row, column = self.row_at(index.row()), self.column_at(index.column())
        if row is None or column is None:
            return False
        return bool(column.condition) or (
            column.criterion is not None and column.criterion.code in row.marks
        )

    # what is being typed

    def typed(self) -> str | None:
        """The digits typed and not committed, None when nothing is being typed."""
        return self._typed[2] if self._typed else None

    def typed_at(self) -> QModelIndex:
        """The cell that is being typed into."""
        return self.index(self._typed[0], self._typed[1]) if self._typed else QModelIndex()

    def set_typed(self, index: Index, text: str | None, *, wrong: bool = False) -> None:
        """Show digits in a cell before they are committed; None takes them away."""
        before = self.typed_at()
        self._typed = None if text is None else (index.row(), index.column(), text)
        self._wrong = wrong
        for place in (before, index):
            if place.isValid():
                self.dataChanged.emit(place, place)

    # Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.row_at(index.row()), self.column_at(index.column())
        if row is None or column is None:
            return None
        if role == CELL:
            return self._cell(index, row, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(index, row, column).words
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._tooltip(index, row, column))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._row_head(section, role)
        column = self.column_at(section)
        if column is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return column.number
        if role == CELL:
            return column
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(f"{column.number}. {column.title}\n{column.guidance}".strip())
        return None

    def _row_head(self, section: int, role: int) -> Any:
        row = self.row_at(section)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(
                "\n".join(w for w in (row.name, row.subject_name, row.why_not) if w)
            )
        if role == Qt.ItemDataRole.DecorationRole:
            name = "clock" if row.stale else "lock" if row.finished or row.why_not else "edit"
            return icons.icon(name)
        return None

    def _cell(self, index: Index, row: MatrixRow, column: MatrixColumn) -> Cell:
        locked = bool(row.why_not)
        if self._typed is not None and self._typed[:2] == (index.row(), index.column()):
            return Cell(self._typed[2], typing=True, wrong=self._wrong)
        if index.column() == RESULT:
            return Cell(result_line(row), locked=locked)
        if not self.takes_keys(index):
            return Cell("", asked=False, locked=locked)
        value = self.value(index)
        if column.typed:
            words = mark_keys.typed_words(column.criterion, value) if column.criterion else ""
            return Cell(words, locked=locked)
        sign = mark_keys.sign_of(column.signs, mark_keys.answer_of(value))
        return Cell(sign.letter if sign else "", sign, locked=locked)

    def _tooltip(self, index: Index, row: MatrixRow, column: MatrixColumn) -> str:
        if index.column() == RESULT:
            return "\n".join((result_line(row), *row.result.reasons))
        if not self.takes_keys(index):
            return "Tiêu chí này không áp dụng cho đăng ký này."
        value = self.value(index)
        sign = mark_keys.sign_of(column.signs, mark_keys.answer_of(value))
        words = mark_words(value) if not isinstance(value, bool) else sign.label if sign else ""
        known = " (hồ sơ đã thể hiện)" if column.condition in row.from_records else ""
        return f"{column.number}. {column.title}: {words or 'chưa đánh giá'}{known}"


def result_line(row: MatrixRow) -> str:
    """The result of a row, or how much is open."""
    if row.result.complete:
        return row.result_words
    left = len(row.result.missing) + len(row.result.missing_conditions)
    return f"Còn {left} mục" if left else f"Thiếu {len(row.result.missing_evidence)} minh chứng"


def _columns(grid: MatrixGrid) -> tuple[MatrixColumn, ...]:
    found = effects(grid.criteria_set)
    conditions = (
        column
        for number, one in enumerate(grid.conditions, 1)
        for column in _condition_columns(condition_number(number), one)
    )
    criteria = (
        MatrixColumn(
            one.code,
            one.title,
            _guidance(one, found[one.code]),
            criterion=one,
            effect=found[one.code],
        )
        for one in grid.criteria
    )
    return (MatrixColumn("Kết quả", ""), *conditions, *criteria)


def _condition_columns(number: str, condition: Condition) -> Iterator[MatrixColumn]:
    """One column, or one for each thing on a checklist."""
    if not condition.items:
        yield MatrixColumn(number, condition.title, condition.guidance, condition=condition.code)
    for item in condition.items:
        yield MatrixColumn(
            f"{number}{item.code}",
            f"{condition.title}: {item.title}",
            condition.guidance,
            condition=condition.answer_code(item),
            item=True,
        )


def _guidance(criterion: Criterion, effect: Effect) -> str:
    words = [criterion.guidance, how_marked(criterion, effect)]
    if criterion.kind is CriterionKind.QUANTITY:
        order = "/".join(figure.label for figure in mark_keys.figures_of(criterion))
        words.append(f"Gõ {order}.")
    return " ".join(word for word in words if word)
