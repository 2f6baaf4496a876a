"""Quick assessment: choose a title, mark its registrations with one key each, finish the sheets.

Every key is saved at once through `services/assessment_matrix`, so nothing is lost; Ctrl+Z takes
the last key back. Owns the choice of grid, saving and undoing; cells and keys are `matrix_view`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.criteria import Mark
from danvan_desktop.domain.text import in_sentence
from danvan_desktop.services import assessment_matrix, independence
from danvan_desktop.services.assessment_matrix import MatrixGrid, MatrixRow
from danvan_desktop.services.independence import Viewer
from danvan_desktop.services.score_sheets import JOINT_ASSESSOR
from danvan_desktop.services.session import Changes
from danvan_desktop.ui import icons, mark_keys, theme
from danvan_desktop.ui.choice_field import ChoiceBox
from danvan_desktop.ui.empty_view import Empty, EmptyView
from danvan_desktop.ui.matrix_model import MatrixColumn, MatrixModel, result_line
from danvan_desktop.ui.matrix_view import MatrixView
from danvan_desktop.ui.page_frame import WrapRow
from danvan_desktop.ui.scoring_dialog import open_scoring
from danvan_desktop.ui.workplace import Workplace

NOTHING = Empty(
    "Chưa có đăng ký để đánh giá",
    "Đăng ký mô hình, điển hình trước; mỗi đăng ký là một dòng của bảng này.",
    "evaluate",
)
NOBODY = Empty(
    "Chưa chọn người đang chấm",
    "Mỗi người đánh giá có phiếu riêng: chọn người đang chấm ở đầu trang.",
    "person",
)
_KEPT_STEPS = 200


@dataclass(frozen=True)
class _Step:
    """What one key replaced."""

    registration: str
    column: MatrixColumn
    before: Mark | bool | None


class MatrixPanel(QWidget):
    """See the module's text. `writing` is true while one key is being saved."""

    wrote = Signal()

    def __init__(self, work: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.writing = False
        self._grids: list[tuple[str, MatrixGrid]] = []
        self._steps: list[_Step] = []
        self._model = MatrixModel(self)
        self.view = MatrixView(self._model)
        self.chooser = ChoiceBox()
        self.direction = ChoiceBox()
        self.people = ChoiceBox()
        self._assessor = JOINT_ASSESSOR
        self.undo_button = QPushButton(icons.icon("return"), "Hoàn tác")
        self.open_button = QPushButton(icons.icon("open"), "Mở phiếu")
        self.finish_button = QPushButton("Hoàn thành phiếu đủ mục")
        self._criterion = QLabel()
        self._row_words = QLabel()
        self._problem = QLabel()
        self._empty = EmptyView()
        self._stack = QStackedWidget()
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        self.chooser.setAccessibleName("Danh hiệu và bộ tiêu chí")
        self.chooser.setMinimumContentsLength(34)
        self.direction.addItems(["Sau mỗi phím: sang phải", "Sau mỗi phím: xuống dưới"])
        self.direction.setAccessibleName("Hướng chuyển ô sau mỗi phím")
        self.people.setAccessibleName("Phiếu của người đánh giá")
        self.people.setMinimumContentsLength(24)
        self.people.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.people.hide()
        self.undo_button.setToolTip("Trả lại ô vừa chấm (Ctrl+Z)")
        self.open_button.setToolTip("Mở phiếu của dòng đang chọn (Ctrl+O)")
        self.finish_button.setToolTip("Hoàn thành mọi phiếu đã chấm đủ mục (Ctrl+Enter)")
        theme.role(self.finish_button, "primary")
        bar = WrapRow()
        bar.addWidget(self.chooser)
        bar.addWidget(self.people)
        bar.addWidget(self.direction)
        bar.addStretch()
        for button in (self.undo_button, self.open_button, self.finish_button):
            bar.addWidget(button)
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.gap())
        inner.addWidget(self.view, 1)
        inner.addWidget(self._foot())
        self._stack.addWidget(body)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.gap())
        layout.addLayout(bar)
        layout.addWidget(self._stack, 1)

    def _foot(self) -> QFrame:
        foot = QFrame()
        theme.role(foot, "card")
        theme.role(self._criterion, "strong")
        theme.role(self._row_words, "soft")
        theme.role(self._problem, "problem")
        for label in (self._criterion, self._row_words, self._problem):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._problem.hide()
        rows = QVBoxLayout(foot)
        rows.setContentsMargins(theme.gap(), theme.gap() // 2, theme.gap(), theme.gap() // 2)
        rows.setSpacing(2)
        for label in (self._criterion, self._row_words, self._problem):
            rows.addWidget(label)
        return foot

    def _connect(self) -> None:
        self.chooser.activated.connect(self._on_chosen)
        self.direction.activated.connect(self._on_direction)
        self.people.textActivated.connect(self._on_person)
        self.view.marked.connect(self._on_marked)
        self.view.said.connect(self._on_said)
        self.view.opened.connect(self._open)
        self.view.undone.connect(self._on_undo)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.undo_button.clicked.connect(self._on_undo)
        self.open_button.clicked.connect(self._on_open)
        self.finish_button.clicked.connect(self._on_finish)
        for key, slot in (
            ("Ctrl+O", self._on_open),
            ("Ctrl+Return", self._on_finish),
            ("Ctrl+Enter", self._on_finish),
        ):
            shortcut = QShortcut(QKeySequence(key), self, slot)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # showing

    def reload(self) -> None:
        """Read every grid of the programme and year again; title and cell stay where they were."""
        before = self.chooser.currentIndex()
        self._steps = []
        self._grids = list(self._read())
        self.chooser.clear()
        self.chooser.addItems([label for label, _ in self._grids])
        self.chooser.setVisible(bool(self._grids))
        if self._grids:
            self.chooser.setCurrentIndex(min(max(before, 0), len(self._grids) - 1))
        self._show_grid()

    def take_focus(self) -> None:
        self.view.setFocus()

    def _read(self) -> list[tuple[str, MatrixGrid]]:
        work, found = self._work, []
        if not work.programme_id:
            return []
        where = (work.session, work.programme_id, work.year)
        if not self._settle_people(independence.viewer(*where)):
            return []
        for title in work.programme.titles:
            view = assessment_matrix.matrix(*where, title.code, self._assessor)
            for grid in view.grids:
                kinds = ", ".join(in_sentence(kind.label) for kind in grid.subject_kinds)
                label = title.name if len(view.grids) == 1 else f"{title.name} - {kinds}"
                variant = grid.criteria_set.variant
                label = f"{label}, {in_sentence(variant)}" if variant else label
                if grid.rows:
                    found.append((f"{label} ({len(grid.rows)})", grid))
        return found

    def _settle_people(self, view: Viewer) -> bool:
        """Whose sheets the grid shows; False while nobody has said who sits here."""
        names = [one.name for one in view.panel.active]
        self.people.setVisible(view.collects and bool(names))
        self._empty.show_empty(NOBODY if view.must_choose else NOTHING)
        if not names:
            self._assessor = JOINT_ASSESSOR
        elif view.name:
            self._assessor = view.name
        elif self._assessor not in names:
            self._assessor = names[0]
        self.people.clear()
        self.people.addItems(names)
        self.people.setCurrentText(self._assessor)
        return not view.must_choose

    def _show_grid(self) -> None:
        place = self.chooser.currentIndex()
        grid = self._grids[place][1] if 0 <= place < len(self._grids) else None
        index = self.view.currentIndex()
        cell = (index.row(), index.column())
        self._model.set_grid(grid)
        self._stack.setCurrentIndex(0 if grid else 1)
        kept = self._model.index(*cell)
        if kept.isValid():
            self.view.setCurrentIndex(kept)
        else:
            self.view.go_to_first_open()
        self._show_state()

    def _show_state(self) -> None:
        ready = len(self._ready())
        words = "Hoàn thành phiếu đủ mục"
        self.finish_button.setText(f"{words} ({ready})" if ready else words)
        self.finish_button.setEnabled(ready > 0)
        self.undo_button.setEnabled(bool(self._steps))
        self.open_button.setEnabled(self._row() is not None)
        self._show_words()

    def _show_words(self) -> None:
        index = self.view.currentIndex()
        column, row = self._model.column_at(index.column()), self._row()
        if column is None or row is None:
            return
        if column.condition or column.criterion:
            guidance = f" - {column.guidance}" if column.guidance else ""
            self._criterion.setText(f"{column.number}. {column.title}{guidance}")
        else:
            self._criterion.setText(mark_keys.key_help(self._grid().criteria_set))
        reasons = " ".join(row.result.reasons)
        words = " · ".join(
            word for word in (row.name, result_line(row), row.why_not, reasons) if word
        )
        self._row_words.setText(words)

    def _grid(self) -> MatrixGrid:
        return self._grids[self.chooser.currentIndex()][1]

    def _row(self) -> MatrixRow | None:
        return self._model.row_at(self.view.currentIndex().row())

    def _ready(self) -> list[str]:
        """The registrations whose sheets are full and not finished."""
        return [
            row.registration
            for row in self._model.rows()
            if row.sheet and row.result.complete and not row.why_not
        ]

    # saving

    def _on_marked(
        self, registration: str, column: MatrixColumn, value: Mark | bool | None
    ) -> None:
        row = next(row for row in self._model.rows() if row.registration == registration)
        code = column.criterion.code if column.criterion else ""
        before = row.conditions.get(column.condition) if column.condition else row.marks.get(code)
        if column.condition in row.from_records:
            before = None  # what is taken back leaves the answer to the records again
        if self._write(registration, column, value):
            self._steps = [*self._steps[-_KEPT_STEPS:], _Step(registration, column, before)]
            self._show_state()

    def _write(self, registration: str, column: MatrixColumn, value: Mark | bool | None) -> bool:
        session = self._work.session
        use_case = partial(self._changes, registration, column, value)
        self.writing = True
        try:
            done = self._work.run(self, use_case) is not None
        finally:
            self.writing = False
        self._model.replace_row(assessment_matrix.matrix_row(session, registration, self._assessor))
        self.wrote.emit()
        return done

    def _changes(
        self, registration: str, column: MatrixColumn, value: Mark | bool | None
    ) -> Changes:
        session = self._work.session
        if column.condition:
            answer = value if isinstance(value, bool) else None
            return assessment_matrix.set_condition(
                session, registration, column.condition, answer, self._assessor
            )
        assert column.criterion is not None
        assert not isinstance(value, bool)
        return assessment_matrix.set_mark(
            session, registration, column.criterion.code, value, self._assessor
        )

    def _on_undo(self) -> None:
        if not self._steps:
            return
        step = self._steps.pop()
        self._write(step.registration, step.column, step.before)
        rows = [row.registration for row in self._model.rows()]
        columns = self._model.columns
        if step.registration in rows and step.column in columns:
            index = self._model.index(rows.index(step.registration), columns.index(step.column))
            self.view.setCurrentIndex(index)
        self._show_state()

    def _on_finish(self) -> None:
        ready = self._ready()
        if not self.view.commit() or not ready:
            return
        question = f"Hoàn thành {len(ready)} phiếu đã chấm đủ mục?"
        detail = "Phiếu hoàn thành chỉ sửa được khi mở lại kèm lý do."
        if not self._work.messages.confirm(self, question, detail=detail, yes="Hoàn thành"):
            return
        finish = partial(assessment_matrix.finish_many, self._work.session, ready, self._assessor)
        if self._work.run(self, finish):
            self._work.say(f"Đã hoàn thành {len(ready)} phiếu đánh giá.")

    # slots

    def _on_chosen(self) -> None:
        self._steps = []
        self._show_grid()
        self.view.go_to_first_open()
        self.view.setFocus()

    def _on_person(self, name: str) -> None:
        if self.view.commit():
            self._assessor = name
            self.reload()
            self.view.setFocus()
        else:
            self.people.setCurrentText(self._assessor)

    def _on_direction(self, place: int) -> None:
        self.view.down = place == 1
        self.view.setFocus()

    def _on_current(
        self,
        _current: QModelIndex | QPersistentModelIndex,
        _previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        self._on_said("")
        self.open_button.setEnabled(self._row() is not None)
        self._show_words()

    def _on_said(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def _on_open(self) -> None:
        row = self._row()
        if row is not None and self.view.commit():
            self._open(row.registration)

    def _open(self, registration: str) -> None:
        order = [row.registration for row in self._model.rows()]
        name = "" if self._assessor == JOINT_ASSESSOR else self._assessor
        open_scoring(self, self._work, registration, order=order, assessor=name)
