"""“Đang làm”: the papers of programme and year, what stage each is at, and what can be made.

Owns the list, its filters and the menu “Lập văn bản”; steps are `paper_actions`, the chosen paper
is shown by `paper_card`.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.paper_stages import PaperStage
from danvan_desktop.services import paper_list
from danvan_desktop.services.paper_list import DeskRow
from danvan_desktop.services.paper_specs import SPECS, Group
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.issued_part import NO_MATCH
from danvan_desktop.ui.list_filters import Choice, ListFilters
from danvan_desktop.ui.paper_actions import PaperActions
from danvan_desktop.ui.paper_card import PaperCard
from danvan_desktop.ui.paper_links import part as paper_part
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.theme import COLOURS, Tone
from danvan_desktop.ui.word_templates_dialog import WordTemplatesDialog
from danvan_desktop.ui.workplace import Workplace

NOTHING = Empty(
    "Chưa có văn bản nào của năm này",
    "Bấm “Lập văn bản” rồi chọn loại; nội dung được soạn sẵn từ dữ liệu đã nhập.",
    "file",
    "Lập văn bản",
)
NO_PROGRAMME = Empty("Chưa chọn chương trình", "Chọn chương trình ở Thiết lập trước.", "programme")
CHOICES = (
    Choice("kind", "Mọi loại văn bản", "loại văn bản", letters=14),
    Choice("stage", "Mọi tình trạng", "tình trạng", letters=14),
)
TONES = {
    PaperStage.DRAFT: Tone.NEUTRAL,
    PaperStage.SUBMITTED: Tone.WARN,
    PaperStage.RETURNED: Tone.BAD,
    PaperStage.SIGNED: Tone.INFO,
    PaperStage.ISSUED: Tone.GOOD,
}


def _key(row: DeskRow) -> str:
    return row.uid


def _day(row: DeskRow) -> str:
    return format_date(row.date) if row.date else ""


def _stage(row: DeskRow) -> str:
    return row.standing or row.stage.label


def _tone(row: DeskRow) -> Tone:
    return Tone.WARN if row.standing else TONES[row.stage]


def _scan(row: DeskRow) -> str:
    if row.scan:
        return "Đã lưu"
    return "Chưa có" if row.stage is PaperStage.ISSUED else ""


COLUMNS: tuple[Column[DeskRow], ...] = (
    Column("stage", "Tình trạng", _stage, width=15, icon=_tone, firm=True),
    Column("number", "Số", lambda row: row.number_text, width=9, firm=True, cited=True),
    Column("date", "Ngày", _day, width=11, sort_key=lambda row: row.date, firm=True),
    Column("kind", "Loại văn bản", lambda row: row.kind.label, width=22),
    Column("title", "Về việc", lambda row: row.title, width=40),
    Column("scan", "Bản scan", _scan, width=10),
    Column("body", "Cơ quan ban hành", lambda row: row.body_name, width=22, spare=True),
)


ELSEWHERE: dict[Group, tuple[tuple[str, str, str], ...]] = {
    Group.APPRAISE: (
        ("Phiếu đánh giá để trắng, bảng chấm...", "evaluation", "assessors_part"),
        ("Biên bản thẩm định để trắng...", "evaluation", "visits_part"),
    ),
    Group.DECIDE: (
        ("Quyết định công nhận...", "recognition", "decisions"),
        ("Giấy chứng nhận...", "recognition", "certificates"),
    ),
    Group.AWARD: (("Giấy khen...", "recognition", "awards"),),
}
"""Papers that are made on a page of their own: words, place, part of it."""


class PapersPart(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._rows: tuple[DeskRow, ...] = ()
        self.model: RowsModel[DeskRow] = RowsModel(COLUMNS, row_key=_key)
        self.table: DataTable[DeskRow] = DataTable(
            self.model, name="desk_papers", store=work.store, empty=NOTHING
        )
        self.act = PaperActions(work, self, self.chosen)
        self.card = PaperCard(work, self.act)
        self.filters = ListFilters(self, "desk_papers", work.store, CHOICES)
        self.kind_box, self.stage_box = self.filters.boxes["kind"], self.filters.boxes["stage"]
        self.new_button = QPushButton(icons.icon("add", COLOURS.on_accent), "Lập văn bản")
        self.templates_button = QPushButton(icons.icon("file"), "Mẫu Word...")
        self.menu = QMenu(self)
        self.groups: dict[Group, QMenu] = {}
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        theme.role(self.new_button, "primary")
        self.new_button.setProperty("menu", True)
        self.new_button.setToolTip("Chọn loại văn bản để lập (Ctrl+N)")
        self.new_button.setMenu(self.menu)
        self._fill_menu()
        self.filters.offer("stage", [(stage.value, stage.label) for stage in PaperStage])
        self.filters.place(self.table)
        self.templates_button.setToolTip("Đổi mẫu Word của từng loại văn bản (Ctrl+M)")
        self.templates_button.setShortcut("Ctrl+M")
        self.table.bar.addWidget(self.templates_button)
        self.table.bar.addWidget(self.new_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.gap())
        layout.addWidget(self.table, 1)
        layout.addWidget(self.card)

    def _fill_menu(self) -> None:
        """What can be made, by stage of the work."""
        for group in Group:
            found = [one for one in SPECS if one.group is group]
            if found:
                part = QMenu(group.label, self.menu)
                self.menu.addMenu(part)
                self.groups[group] = part
                for one in found:
                    part.addAction(one.name, partial(self.act.begin, one.kind))
                for words, place, name in ELSEWHERE.get(group, ()):
                    part.addAction(words, partial(self._on_elsewhere, place, name))

    def _connect(self) -> None:
        self.templates_button.clicked.connect(self._on_templates)
        self.table.selection_changed.connect(self._on_selection)
        self.table.opened.connect(self._on_opened)
        self.table.empty_pressed.connect(self._on_new)
        self.filters.changed.connect(self._narrow)
        self.act.kept.connect(self._on_kept)
        add, act = self.table.add_action, self.act
        add("Xem, in", act.on_view, icon="print", shortcut="Ctrl+P")
        add("Sửa nội dung", act.on_edit, icon="edit", shortcut="F2")
        for key, words, shortcut, slot in (
            ("submit", "Trình ký", "Ctrl+T", act.on_submit),
            ("sign", "Nhập số, ngày", "Ctrl+D", act.on_sign),
            ("issue", "Ban hành", "Ctrl+B", act.on_issue),
            ("scan", "Đính kèm bản scan...", "Ctrl+G", act.on_scan),
            ("remove", "Xóa dự thảo...", "Del", act.on_remove),
        ):
            add(words, partial(self._press, key, slot), shortcut=shortcut)
        new = QShortcut(QKeySequence("Ctrl+N"), self, self._on_new)
        new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _press(self, key: str, slot: object) -> None:
        """A key does what its button does, and nothing while that button is not offered."""
        if not self.card.buttons[key].isHidden() and callable(slot):
            slot()

    # showing

    def reload(self) -> None:
        """Read the papers of programme and year again."""
        work = self._work
        self._rows = ()
        if work.programme_id:
            self._rows = paper_list.rows(work.session, work.programme_id, work.year)
        self.table.set_empty(NOTHING if work.programme_id else NO_PROGRAMME)
        self.new_button.setEnabled(bool(work.programme_id) and not work.session.view_only)
        kinds = {row.kind for row in self._rows}
        self.filters.offer("kind", [(one.value, one.label) for one in PaperKind if one in kinds])
        self._narrow()

    def _narrow(self) -> None:
        kind, stage = self.filters.value("kind"), self.filters.value("stage")
        self.model.set_rows(
            row for row in self._rows if kind in ("", row.kind) and stage in ("", row.stage)
        )
        self.table.set_left_out(len(self._rows) - self.model.total())
        if self._rows:
            self.table.set_empty(NO_MATCH)
        if self.model.rowCount() and not self.table.selected_numbers():
            self.table.select_row(0)
        self._on_selection()

    def waiting_count(self) -> int:
        """Papers on their way."""
        return sum(row.stage is not PaperStage.ISSUED for row in self._rows)

    def select(self, uid: str) -> bool:
        """Show one paper, whatever the filters hide; False when it is not of this year."""
        if self.model.find(uid) < 0:
            self.filters.clear()
        return self.table.select_key(uid)

    def chosen(self) -> DeskRow | None:
        """The one selected paper."""
        rows = self.table.selected_rows()
        return rows[0] if len(rows) == 1 else None

    # slots

    def _on_selection(self) -> None:
        self.card.show_row(self.chosen())

    def _on_opened(self, _row: DeskRow) -> None:
        self.act.on_edit()

    def _on_kept(self, uid: str) -> None:
        self.select(uid)

    def _on_new(self) -> None:
        if self.new_button.isEnabled():
            self.new_button.showMenu()

    def _on_elsewhere(self, place: str, name: str) -> None:
        self._work.go(place, paper_part(name))

    def _on_templates(self) -> None:
        WordTemplatesDialog(self, self._work).open()
