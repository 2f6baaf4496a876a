"""The criteria sets of a programme: a list that leads into the editor, and how new ones begin.

Owns the list and its buttons; what a set is and whether it may go is the services' to say.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.criteria import CriteriaSet, PassRule
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.errors import DanVanError
from danvan_desktop.services import criteria_saving, criteria_sets, criteria_versions
from danvan_desktop.services.criteria_sets import SetRow, SetView
from danvan_desktop.services.criteria_versions import SetSource
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.criteria_editor import CriteriaEditor, open_editor
from danvan_desktop.ui.criteria_sources_dialog import CriteriaSourcesDialog
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.settings_section import button
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.workplace import Workplace


def _kinds(row: SetRow) -> str:
    return ", ".join(kind.label.lower() for kind in row.subject_kinds)


def _scale(row: SetRow) -> str:
    most = row.criteria_set.maximum
    if most is None:
        return "đạt, chưa đạt" if not row.criteria_set.has_points else "chấm điểm"
    return f"{format_decimal(most)} điểm"


def _use(row: SetRow) -> str:
    count = row.use.finished + row.use.unfinished
    return f"{format_decimal(count)} phiếu" if count else "chưa có phiếu"


COLUMNS: tuple[Column[SetRow], ...] = (
    Column("title", "Bộ tiêu chí", lambda row: row.title, width=46),
    Column("titles", "Danh hiệu", lambda row: ", ".join(row.titles), width=26),
    Column("kinds", "Đối tượng", _kinds, width=18, spare=True),
    Column("scale", "Thang", _scale, width=13),
    Column("criteria", "Tiêu chí", lambda row: str(row.criteria), align="right", width=9),
    Column("use", "Đang dùng", _use, width=14),
)


class CriteriaSetsView(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._programme_id = ""
        self._model: RowsModel[SetRow] = RowsModel(COLUMNS, row_key=_code)
        self.table = DataTable(
            self._model,
            name="settings.criteria_sets",
            store=work.store,
            empty=Empty("Chương trình chưa có bộ tiêu chí", "Bấm “Thêm bộ tiêu chí”.", "evaluate"),
            filter_hint="Lọc",
        )
        self.open_button = button("Soạn bộ tiêu chí...", self._on_open, icon="edit")
        self.add_button = QPushButton(icons.icon("add"), "Thêm bộ tiêu chí")
        self._menu = QMenu(self.add_button)
        self._build()
        self.table.opened.connect(self._on_open)
        self.table.selection_changed.connect(self._on_selection)

    def _build(self) -> None:
        self.add_button.setAutoDefault(False)
        self._menu.addAction("Bộ chấm điểm, thang 100", self.add_points)
        self._menu.addAction("Bộ xét đạt, chưa đạt", self.add_grades)
        self._menu.addAction("Từ bảng trong tệp Excel...", self.add_from_file)
        self._menu.addAction("Sao từ năm trước, chương trình khác...", self._on_copy)
        self.add_button.setMenu(self._menu)
        self.table.bar.addWidget(self.add_button)
        self.table.bar.addWidget(self.open_button)
        self.table.add_action("Soạn bộ tiêu chí...", self._on_open, icon="edit", shortcut="F2")
        self.table.add_action("Xóa bộ tiêu chí", self._on_delete, icon="delete", shortcut="Del")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.gap(), 0, 0)
        layout.addWidget(self.table)

    def show_programme(self, programme_id: str) -> None:
        """List the sets of an adopted programme."""
        self._programme_id = programme_id
        rows = criteria_sets.sets(self._work.session, programme_id)
        self._model.set_rows(rows)
        if rows and not self.table.selected_rows():
            self.table.select_key(rows[0].code)
        self._on_selection()

    def _on_selection(self) -> None:
        self.open_button.setEnabled(len(self.table.selected_rows()) == 1)
        self.add_button.setEnabled(not self._work.session.view_only)

    def _on_open(self) -> None:
        rows = self.table.selected_rows()
        if len(rows) == 1:
            self.open_set(rows[0].code)

    def open_set(self, code: str) -> None:
        """Open the editor over a set of the programme."""
        try:
            view = criteria_sets.open_set(self._work.session, self._programme_id, code)
        except DanVanError as error:
            self._work.messages.error(self, error)
            return
        open_editor(self, self._work, view)

    def add_points(self) -> None:
        """Begin a set out of 100 points."""
        view = self._new()
        plain = view.edit.criteria_set
        start = replace(plain, criteria=(), maximum=Decimal(100), pass_rule=_BY_POINTS)
        self._begin(view, start)

    def add_grades(self) -> None:
        """Begin a set without points."""
        view = self._new()
        self._begin(view, replace(view.edit.criteria_set, criteria=()))

    def add_from_file(self) -> None:
        """Begin a set from a table in a workbook."""
        view = self._new()
        self._begin(view, replace(view.edit.criteria_set, criteria=())).import_file()

    def _on_copy(self) -> None:
        dialog = CriteriaSourcesDialog(self, self._work)
        dialog.chosen.connect(self.add_copy)
        dialog.open()

    def add_copy(self, source: SetSource) -> None:
        """Begin a set with the contents of another one."""
        session = self._work.session
        base = criteria_versions.set_of_source(session, source)
        open_editor(self, self._work, criteria_sets.new_set(session, self._programme_id, base))

    def _new(self) -> SetView:
        return criteria_sets.new_set(self._work.session, self._programme_id)

    def _begin(self, view: SetView, start: CriteriaSet) -> CriteriaEditor:
        return open_editor(self, self._work, replace(view, edit=view.edit.with_set(start)))

    def _on_delete(self) -> None:
        rows = self.table.selected_rows()
        if len(rows) != 1 or self._work.session.view_only:
            return
        work, row = self._work, rows[0]
        reasons = criteria_saving.plan_delete(work.session, self._programme_id, row.code)
        if reasons:
            work.messages.info(self, "Chưa xóa được bộ tiêu chí này.", "\n".join(reasons))
            return
        asked = f"Xóa bộ tiêu chí “{row.title}”?"
        detail = "Phiếu đã hoàn thành vẫn giữ bộ tiêu chí của mình."
        if work.messages.confirm(self, asked, detail=detail, yes="Xóa bộ tiêu chí", danger=True):
            delete = partial(criteria_saving.delete, work.session, self._programme_id, row.code)
            if work.run(self, delete):
                work.say("Đã xóa bộ tiêu chí.")


_BY_POINTS = PassRule(max_not_met=None)
"""A new set out of points is passed by points or ranks, not by counting what is not met."""


def _code(row: SetRow) -> str:
    return row.code
