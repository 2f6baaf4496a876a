"""Taking a table of criteria in: what its columns and rows are, and the tree that comes of it.

The table as found stands at the left, its columns named by boxes over them; at the right the tree
it becomes, below what was understood and what looks wrong, each remark with its place. Every
choice is read anew at once. `taken(Proposal, bool)`: what was read, and whether it takes the place
of all criteria of the set. Owns no rule of reading (`domain/table_criteria`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.criteria_places import check_set
from danvan_desktop.domain.criteria_tree import is_section, node_at
from danvan_desktop.domain.table_grid import Remark, Weight
from danvan_desktop.services.criteria_import import (
    Layout,
    Naming,
    Proposal,
    Role,
    TableGrid,
    best_sheet,
    guess_layout,
    layout_at,
    proposal,
)
from danvan_desktop.ui import criteria_spots as spots
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.choice_box import ChoiceBox
from danvan_desktop.ui.criteria_spots import Part, Spot
from danvan_desktop.ui.criteria_tree_view import CriteriaTree
from danvan_desktop.ui.table_grid_view import AUTOMATIC, HEADER, LEFT_OUT, RowUse, TableGridView
from danvan_desktop.ui.table_models import plain_tooltip
from danvan_desktop.ui.theme import Tone

_TONES = {Weight.NOTE: Tone.INFO, Weight.LOOK: Tone.WARN, Weight.WRONG: Tone.BAD}
_REMARK = int(Qt.ItemDataRole.UserRole)


class CriteriaTableDialog(QDialog):
    """See the module's text. `grids`: the tables found, each one sheet or one paste."""

    taken = Signal(object, bool)

    def __init__(
        self,
        parent: QWidget | None,
        grids: Sequence[TableGrid],
        naming: Naming,
        sectors: Sequence[str] = (),
        *,
        begun: bool = False,
    ) -> None:
        """`begun`: the set has criteria already, so that the table is added to them."""
        super().__init__(parent)
        self._grids = tuple(grids)
        self._naming = naming
        self._uses: dict[int, int] = {}
        self.proposal: Proposal | None = None
        self.sheets = ChoiceBox()
        self.grid_view = TableGridView()
        self.tree = CriteriaTree()
        self.tree.sectors = tuple(sectors)
        self.remarks = QListWidget()
        self._summary = QLabel()
        self.add_choice = QRadioButton("Thêm vào chỗ đang chọn")
        self.replace_choice = QRadioButton("Thay toàn bộ tiêu chí của bộ")
        self.take_button = QPushButton("Lấy bảng này")
        self._cancel = QPushButton("Hủy")
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._assemble()
        self._connect()
        (self.add_choice if begun else self.replace_choice).setChecked(True)
        self.show_sheet(best_sheet(self._grids))

    def _assemble(self) -> None:
        self.setWindowTitle("Đưa bảng vào bộ tiêu chí")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = QLabel("Đưa bảng vào bộ tiêu chí")
        theme.role(title, "title")
        hint = QLabel(
            "Xem chương trình hiểu đúng chưa: đổi ô trên mỗi cột, đánh dấu dòng không lấy. "
            "Chưa bấm “Lấy bảng này” thì bộ tiêu chí chưa đổi."
        )
        hint.setWordWrap(True)
        theme.role(hint, "soft")
        self.sheets.addItems([grid.name or f"Bảng {n}" for n, grid in enumerate(self._grids, 1)])
        self.sheets.setAccessibleName("Trang tính")
        self.sheets.setVisible(len(self._grids) > 1)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.sheets)
        self.tree.setAccessibleName("Cây tiêu chí sẽ có")
        self.tree.setDragEnabled(False)
        self._split.addWidget(self.grid_view)
        self._split.addWidget(self.tree)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(theme.gap())
        self._split.setSizes([700, 600])
        self.remarks.setAccessibleName("Nhận xét khi đọc bảng")
        self.remarks.setIconSize(QSize(theme.icon_size(), theme.icon_size()))
        self.remarks.setFixedHeight(round(theme.em() * 5.6))
        self.remarks.setToolTip("Enter: đến dòng ấy trong bảng")
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, theme.gap(), edge, theme.gap())
        layout.setSpacing(theme.gap())
        layout.addLayout(head)
        layout.addWidget(hint)
        layout.addWidget(self._split, 1)
        layout.addWidget(self._summary)
        layout.addWidget(self.remarks)
        layout.addLayout(self._foot())
        screen = self.screen().availableSize()
        self.resize(screen.width() - 40, screen.height() - 50)

    def _foot(self) -> QHBoxLayout:
        theme.role(self._summary, "strong")
        theme.role(self.take_button, "primary")
        foot = QHBoxLayout()
        foot.setSpacing(theme.gap())
        foot.addWidget(self.replace_choice)
        foot.addWidget(self.add_choice)
        foot.addStretch(1)
        for button in (self.take_button, self._cancel):
            button.setAutoDefault(False)
            foot.addWidget(button)
        self.take_button.setToolTip("Lấy bảng này (Ctrl+Enter)")
        self.take_button.setShortcut("Ctrl+Return")
        return foot

    def _connect(self) -> None:
        self.sheets.currentIndexChanged.connect(self.show_sheet)
        self.grid_view.role_wanted.connect(self._on_role)
        self.grid_view.use_wanted.connect(self._on_use)
        self.tree.spot_chosen.connect(self._on_spot)
        self.remarks.itemActivated.connect(self._on_remark)
        self.take_button.clicked.connect(self._on_take)
        self._cancel.clicked.connect(self.reject)

    # reading

    def show_sheet(self, number: int) -> None:
        """Read another sheet of the workbook."""
        self._sheet = number
        self._uses = {}
        self.sheets.blockSignals(True)
        self.sheets.setCurrentIndex(number)
        self.sheets.blockSignals(False)
        self._layout = guess_layout(self.grid)
        self.grid_view.show_grid(self.grid)
        self.grid_view.fit_columns(self.grid, self._layout)
        self._read()
        stops = (self.sheets, *self.grid_view.roles.boxes, self.grid_view.table, self.tree)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        self.grid_view.table.setFocus()

    @property
    def grid(self) -> TableGrid:
        """The table in sight, as found."""
        return self._grids[self._sheet]

    def _read(self) -> None:
        made = self._proposed()
        self.proposal = made
        self.grid_view.show_reading(self._layout, _row_uses(made))
        # What the set itself still lacks (title, source) is filled in afterwards, in the editor.
        defects = [one for one in check_set(made.criteria_set) if one.place]
        self.tree.show_set(made.criteria_set, defects, spots.SET)
        self._show_remarks(made.remarks)
        count = sum(1 for _ in made.criteria_set.leaves())
        self.take_button.setEnabled(count > 0)
        wrong = sum(one.weight is not Weight.NOTE for one in made.remarks)
        words = f"Đọc được {count} tiêu chí" if count else "Chưa đọc được tiêu chí nào"
        self._summary.setText(f"{words}; {wrong} chỗ cần xem." if wrong else f"{words}.")

    def _proposed(self) -> Proposal:
        grid = _without(self.grid, self._uses) if self._uses else self.grid
        made = proposal(grid, self._layout, self._naming)
        if any(use > LEFT_OUT for use in self._uses.values()):
            grid, layout = _with_levels(grid, self._layout, made, self._uses)
            made = proposal(grid, layout, self._naming)
        return made

    def _show_remarks(self, remarks: Sequence[Remark]) -> None:
        self.remarks.clear()
        order = list(reversed(Weight))
        for one in sorted(remarks, key=lambda remark: order.index(remark.weight)):
            words = f"{one.weight.label}: {one}"
            item = QListWidgetItem(icons.tone_icon(_TONES[one.weight]), words)
            item.setToolTip(plain_tooltip(words))
            item.setData(_REMARK, one)
            self.remarks.addItem(item)
        self.remarks.setVisible(bool(remarks))

    def _on_role(self, column: int, role: Role) -> None:
        self._layout = self._layout.with_role(column, role)
        self._read()

    def _on_use(self, rows: Sequence[int], use: int) -> None:
        if use == HEADER:
            self._layout = layout_at(self.grid, rows[0], rows[-1])
            self._read()
            return
        for row in rows:
            if use == AUTOMATIC:
                self._uses.pop(row, None)
            else:
                self._uses[row] = use
        self._read()

    # from one to the other

    def _on_spot(self, spot: Spot) -> None:
        rows = self.proposal.rows if self.proposal is not None else {}
        if spot.part is Part.CRITERION and spot.path in rows:
            self.grid_view.table.selectRow(rows[spot.path])

    def _on_remark(self, item: QListWidgetItem) -> None:
        remark = item.data(_REMARK)
        if isinstance(remark, Remark) and remark.row is not None:
            self.grid_view.go_to(remark.row, remark.column)

    def _on_take(self) -> None:
        if self.proposal is not None:
            self.taken.emit(self.proposal, self.replace_choice.isChecked())
            self.accept()


def _without(grid: TableGrid, uses: Mapping[int, int]) -> TableGrid:
    """The table with the rows that are left out emptied."""
    blank = ("",) * grid.width
    rows = (
        blank if uses.get(number) == LEFT_OUT else cells for number, cells in enumerate(grid.rows)
    )
    return replace(grid, rows=tuple(rows))


def _with_levels(
    grid: TableGrid, layout: Layout, made: Proposal, uses: Mapping[int, int]
) -> tuple[TableGrid, Layout]:
    """The table with a column of levels: those read by themselves, but where a person says
    another one."""
    levels: dict[int, int] = {}
    for path, row in made.rows.items():
        levels[row] = max(levels.get(row, 0), len(path))
    levels.update({row: use for row, use in uses.items() if use > LEFT_OUT})
    rows = ((*cells, str(levels.get(number, ""))) for number, cells in enumerate(grid.rows))
    roles = tuple(Role.LEFT_OUT if role is Role.LEVEL else role for role in layout.roles)
    return (
        replace(grid, rows=tuple(rows)),
        replace(layout, roles=(*roles, Role.LEVEL), headings=(*layout.headings, "")),
    )


def _row_uses(made: Proposal) -> dict[int, RowUse]:
    found: dict[int, RowUse] = {}
    for path, row in made.rows.items():
        try:
            node = node_at(made.criteria_set, path)
        except IndexError:
            continue
        section = is_section(node)
        words = f"{'Mục' if section else 'Tiêu chí'} {node.code}"
        # A row that gives a section and its first criterion at once is shown as the section.
        if row not in found:
            found[row] = RowUse(words, section)
    return found
