"""Chương trình: those in use, adding one, what each holds and what its paper leaves open.

Owns the list of programmes and its buttons. A file with defects is refused in the words of the
check.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QMenu, QPushButton, QTabWidget

from danvan_desktop.errors import DanVanError
from danvan_desktop.services import adoption, programmes
from danvan_desktop.services.adoption import AdoptedRow
from danvan_desktop.services.programme_outline import outline
from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.criteria_sets_view import CriteriaSetsView
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.first_start_steps import PROGRAMME_FILES
from danvan_desktop.ui.gaps_view import GapsView
from danvan_desktop.ui.outline_view import OutlineView
from danvan_desktop.ui.settings_section import SettingsSection
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.targets_view import TargetsView
from danvan_desktop.ui.workplace import Workplace


def period(first: int, last: int) -> str:
    """ "2026 - 2030", or the one year."""
    return str(first) if first == last else f"{first} - {last}"


PROGRAMMES: tuple[Column[AdoptedRow], ...] = (
    Column("name", "Chương trình", lambda row: row.name, width=70),
    Column(
        "years",
        "Thời gian",
        lambda row: period(row.first_year, row.last_year),
        width=14,
        sort_key=lambda row: row.first_year,
    ),
    Column("version", "Phiên bản", lambda row: str(row.version), align="right", width=10),
    Column("mark", "Dấu nội dung", lambda row: row.fingerprint[:12], width=16),
)


class ProgrammesSection(SettingsSection):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__(
            work,
            "Chương trình",
            "Mỗi kế hoạch, hướng dẫn của cấp trên hoặc của đơn vị là một chương trình. Điều văn "
            "bản không nêu thì đơn vị tự đặt ở đây.",
        )
        self._model: RowsModel[AdoptedRow] = RowsModel(PROGRAMMES, row_key=_id)
        self.table = DataTable(
            self._model,
            name="settings.programmes",
            store=work.store,
            empty=Empty("Chưa có chương trình nào", "Bấm “Thêm chương trình” để chọn."),
        )
        self.add_button = QPushButton(
            icons.icon("add", theme.COLOURS.on_accent), "Thêm chương trình"
        )
        self._shipped = QMenu(self)
        self.tabs = QTabWidget()
        self.gaps = GapsView(work)
        self.targets = TargetsView(work)
        self.criteria = CriteriaSetsView(work)
        self.outline = OutlineView()
        self._assemble()
        self._shipped.aboutToShow.connect(self._on_menu)
        self.table.selection_changed.connect(self._on_programme)
        self.gaps.targets_wanted.connect(self._on_targets)

    def _assemble(self) -> None:
        theme.role(self.add_button, "primary")
        self.add_button.setMenu(self._shipped)
        self.table.bar.addWidget(self.add_button)
        self.table.setMaximumHeight(theme.em() * 10)
        self.tabs.addTab(self.gaps, "Đơn vị tự đặt")
        self.tabs.addTab(self.targets, "Chỉ tiêu")
        self.tabs.addTab(self.criteria, "Bộ tiêu chí")
        self.tabs.addTab(self.outline, "Nội dung chương trình")
        self.rows.addWidget(self.table, 1)
        self.rows.addWidget(self.tabs, 2)

    def reload(self, changes: Changes | None) -> None:
        """Read the programmes, and the chosen one, again."""
        if changes is not None and not changes.concern(
            Topic.PROGRAMMES, Topic.CALENDAR, Topic.SHEETS
        ):
            return
        self._model.set_rows(adoption.adopted(self.work.session))
        if not self.table.selected_rows():
            self.table.select_key(self.work.programme_id)
        self._on_programme()

    def chosen(self) -> str:
        """Id of the chosen programme, the window's when none is."""
        rows = self.table.selected_rows()
        return rows[0].programme_id if rows else self.work.programme_id

    def _on_targets(self) -> None:
        self.tabs.setCurrentWidget(self.targets)

    def _on_programme(self) -> None:
        programme_id = self.chosen()
        self.tabs.setVisible(bool(programme_id))
        if not programme_id:
            return
        plan = adoption.programme(self.work.session, programme_id)
        left = self.gaps.show_programme(programme_id)
        self.tabs.setTabText(0, f"Đơn vị tự đặt ({left} chưa đặt)" if left else "Đơn vị tự đặt")
        self.targets.show_programme(programme_id)
        self.criteria.show_programme(programme_id)
        self.outline.show_outline(outline(plan))

    def _on_menu(self) -> None:
        self._shipped.clear()
        have = {row.programme_id for row in adoption.adopted(self.work.session)}
        for source in programmes.shipped():
            action = self._shipped.addAction(source.name)
            action.setEnabled(source.id not in have)
            action.triggered.connect(partial(self.adopt, source.text, source.path.name))
        self._shipped.addSeparator()
        self._shipped.addAction(icons.icon("open"), "Từ tệp...", self.on_file)

    def on_file(self) -> None:
        """Choose a file; its defects are shown as the check names them."""
        work = self.work
        path = work.messages.open_file(self, "Chọn tệp chương trình", PROGRAMME_FILES)
        if path is None:
            return
        try:
            programmes.read_file(path)
            text = path.read_text(encoding="utf-8-sig")
        except (DanVanError, OSError) as error:
            work.messages.error(self, error)
            return
        self.adopt(text, path.name)

    def adopt(self, text: str, file: str) -> None:
        """Take a programme into the data folder."""
        work = self.work
        if work.run(self, partial(adoption.adopt, work.session, text, file)):
            work.say("Đã thêm chương trình.")


def _id(row: AdoptedRow) -> str:
    return row.programme_id
