"""The tab “Người đánh giá”: who assesses in this year, how far each is, what each may not judge.

An office that lists nobody stays in the simple mode of one joint sheet. Owns the list and its
buttons; forms are `assessor_dialogs` and `interest_dialogs`, paper sheets `keying_dialog`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QCheckBox, QMenu, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.services import assessors, independence, keying
from danvan_desktop.services.assessors import AssessorDraft
from danvan_desktop.services.keying import AssessorProgress
from danvan_desktop.services.panels import AssessorRow
from danvan_desktop.services.session import Changes
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.assessor_dialogs import AssessorDialog, PeopleDialog, TakeOverDialog
from danvan_desktop.ui.assessor_papers import AssessorPapers
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.interest_dialogs import InterestsDialog
from danvan_desktop.ui.keying_dialog import open_keying
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.variant_dialog import VariantsDialog, has_variants
from danvan_desktop.ui.workplace import Workplace

NOTHING = Empty(
    "Chưa có danh sách người đánh giá",
    "Không lập danh sách thì cả đơn vị dùng một phiếu chung. Lập danh sách khi mỗi người chấm "
    "một phiếu: chương trình tính kết quả chung và cho biết còn thiếu phiếu của ai.",
    "person",
    "Thêm người đánh giá",
)


@dataclass(frozen=True)
class AssessorLine:
    """One assessor as listed."""

    row: AssessorRow
    progress: AssessorProgress

    @property
    def sheets(self) -> str:
        return f"{self.progress.done}/{self.progress.expected}"

    @property
    def state(self) -> str:
        if not self.row.active:
            return "Ngừng tham gia"
        return "Đã xong" if self.progress.done >= self.progress.expected else "Chưa xong"

    @property
    def tone(self) -> Tone:
        if not self.row.active:
            return Tone.NEUTRAL
        return Tone.GOOD if self.state == "Đã xong" else Tone.INFO


COLUMNS: tuple[Column[AssessorLine], ...] = (
    Column(
        "place",
        "TT",
        lambda line: str(line.row.place),
        align="right",
        width=5,
        sort_key=lambda line: line.row.place,
    ),
    Column("name", "Họ và tên", lambda line: line.row.name, width=30),
    Column("position", "Chức vụ", lambda line: line.row.position, width=26, spare=True),
    Column("unit", "Đơn vị", lambda line: line.row.unit_name, width=24, spare=True),
    Column(
        "sheets",
        "Phiếu đã xong",
        lambda line: line.sheets,
        align="right",
        width=14,
        sort_key=lambda line: line.progress.done,
    ),
    Column(
        "interests",
        "Lợi ích liên quan",
        lambda line: f"{line.progress.excluded} đăng ký" if line.progress.excluded else "",
        width=17,
    ),
    Column("state", "Tình trạng", lambda line: line.state, width=18, icon=lambda line: line.tone),
)


class AssessorsPart(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._model: RowsModel[AssessorLine] = RowsModel(COLUMNS, row_key=lambda one: one.row.uid)
        self.table = DataTable(self._model, name="assessors", store=work.store, empty=NOTHING)
        self.papers = AssessorPapers(work, self, self._chosen)
        self.independent = QCheckBox("Chấm độc lập")
        self.add_button = QPushButton(icons.icon("add"), "Thêm  ")
        self.print_button = QPushButton(icons.icon("print"), "In phiếu, bảng chấm  ")
        self.interest_button = QPushButton("Lợi ích liên quan...")
        self.variant_button = QPushButton("Chọn bộ tiêu chí...")
        self.key_button = QPushButton("Nhập phiếu giấy...")
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        theme.role(self.key_button, "primary")
        self.independent.setToolTip(
            "Người đánh giá chỉ thấy điểm của người khác sau khi hoàn thành phiếu của mình"
        )
        self.key_button.setToolTip("Nhập lần lượt các phiếu đã chấm tay của một người (Ctrl+I)")
        self.interest_button.setToolTip("Đăng ký mà người này không được đánh giá (Ctrl+L)")
        self.variant_button.setToolTip("Bộ tiêu chí có nhiều biến thể: chọn cho cả đơn vị")
        menu = QMenu(self.add_button)
        menu.addAction("Một người...\tCtrl+N", self._on_add)
        menu.addAction("Dán nhiều người...\tCtrl+Shift+N", self._on_paste)
        menu.addAction("Lấy từ năm trước, hội đồng...", self._on_take_over)
        self.add_button.setMenu(menu)
        self.print_button.setMenu(self.papers.menu(self.print_button))
        for widget in (
            self.independent,
            self.variant_button,
            self.interest_button,
            self.print_button,
            self.add_button,
            self.key_button,
        ):
            self.table.bar.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)

    def _connect(self) -> None:
        self.independent.clicked.connect(self._on_independent)
        self.key_button.clicked.connect(self._on_key)
        self.interest_button.clicked.connect(self._on_interests)
        self.variant_button.clicked.connect(self._on_variants)
        self.table.opened.connect(self._on_edit)
        self.table.empty_pressed.connect(self._on_add)
        self.table.selection_changed.connect(self._show_buttons)
        lines: tuple[tuple[str, Callable[[], object], str, str, bool], ...] = (
            ("Nhập phiếu giấy...", self._on_key, "evaluate", "Ctrl+I", True),
            ("Lợi ích liên quan...", self._on_interests, "person", "Ctrl+L", True),
            ("Sửa...", self._on_edit, "edit", "F2", True),
            ("Chuyển lên", partial(self._move, -1), "up", "Alt+Up", True),
            ("Chuyển xuống", partial(self._move, 1), "down", "Alt+Down", True),
            ("Ngừng tham gia, tham gia lại", self._on_active, "stop", "", True),
            ("Xóa", self._on_remove, "delete", "Del", True),
            ("Thêm một người...", self._on_add, "add", "Ctrl+N", False),
            ("Dán nhiều người...", self._on_paste, "copy", "Ctrl+Shift+N", False),
        )
        for words, slot, icon, keys, needs_rows in lines:
            self.table.add_action(words, slot, icon=icon, shortcut=keys, needs_rows=needs_rows)

    # what the page calls

    def reload(self) -> None:
        work = self._work
        lines: list[AssessorLine] = []
        if work.programme_id:
            where = (work.session, work.programme_id, work.year)
            rows = assessors.assessors(*where)
            done = keying.progress(*where) if rows else {}
            lines = [AssessorLine(row, done[row.uid]) for row in rows]
            self.independent.setChecked(independence.independent(*where[:2]))
            self.variant_button.setVisible(has_variants(work))
        self._model.set_rows(lines)
        if lines and not self.table.selected_numbers():
            self.table.select_row(0)
        self._show_buttons()

    def take_focus(self) -> None:
        self.table.view.setFocus()

    def _show_buttons(self) -> None:
        rows = self._chosen()
        listed = self._model.total() > 0
        one = len(rows) == 1
        writable = bool(self._work.programme_id) and not self._work.session.view_only
        self.add_button.setEnabled(writable)
        self.key_button.setEnabled(one and writable and rows[0].active)
        self.interest_button.setEnabled(one)
        for widget in (self.independent, self.print_button, self.key_button, self.interest_button):
            widget.setVisible(listed)
        self.print_button.setEnabled(bool(rows))

    def _chosen(self) -> list[AssessorRow]:
        return [line.row for line in self.table.selected_rows()]

    def _one(self) -> AssessorRow | None:
        rows = self._chosen()
        return rows[0] if len(rows) == 1 else None

    # slots

    def _on_add(self) -> None:
        dialog = AssessorDialog(
            self, self._work.messages, AssessorDraft(""), self._add_one, new=True
        )
        if dialog.ask() is not None:
            self._work.broadcast(dialog.result_value)
            self.table.select_key(dialog.result_value.uid)

    def _add_one(self, draft: AssessorDraft) -> Changes:
        work = self._work
        return assessors.add(work.session, work.programme_id, work.year, [draft])

    def _on_paste(self) -> None:
        self._add_many(PeopleDialog(self, self._work.messages, self._take))

    def _on_take_over(self) -> None:
        work = self._work
        found = assessors.sources(work.session, work.programme_id, work.year)
        found = tuple(source for source in found if source.drafts)
        if not found:
            work.messages.info(
                self,
                "Chưa có danh sách để lấy.",
                "Năm trước chưa lập danh sách người đánh giá và chưa lưu hội đồng nào.",
            )
            return
        self._add_many(TakeOverDialog(self, work.messages, found, self._take))

    def _take(self, drafts: tuple[AssessorDraft, ...]) -> Changes:
        work = self._work
        return assessors.take_over(work.session, work.programme_id, work.year, drafts)

    def _add_many(self, dialog: PeopleDialog | TakeOverDialog) -> None:
        given = dialog.ask()
        if given is None:
            return
        count = dialog.result_value.count
        known = len(given) - count
        note = f", {known} người đã có trong danh sách" if known else ""
        self._work.broadcast(dialog.result_value)
        self._work.say(f"Đã thêm {count} người{note}.")

    def _on_edit(self, _row: object = None) -> None:
        person = self._one()
        if person is None or self._work.session.view_only:
            return
        start = AssessorDraft(person.name, person.position, person.unit_name)
        save = partial(assessors.edit, self._work.session, person.uid)
        dialog = AssessorDialog(self, self._work.messages, start, save, new=False)
        if dialog.ask() is not None:
            self._work.broadcast(dialog.result_value)

    def _move(self, by: int) -> None:
        if person := self._one():
            self._work.run(self, partial(assessors.move, self._work.session, person.uid, by))

    def _on_active(self) -> None:
        if person := self._one():
            switch = partial(assessors.set_active, self._work.session, person.uid)
            self._work.run(self, partial(switch, not person.active))

    def _on_remove(self) -> None:
        if person := self._one():
            self._work.run(self, partial(assessors.remove, self._work.session, person.uid))

    def _on_independent(self, on: bool) -> None:
        work = self._work
        use_case = partial(independence.set_independent, work.session, work.programme_id, on)
        if work.run(self, use_case) is None:
            self.independent.setChecked(not on)

    def _on_interests(self) -> None:
        if person := self._one():
            InterestsDialog(self, self._work, person).open()

    def _on_variants(self) -> None:
        VariantsDialog(self, self._work).open()

    def _on_key(self) -> None:
        person = self._one()
        if person is not None and person.active:
            open_keying(self, self._work, person.uid)
