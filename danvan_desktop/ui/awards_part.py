"""“Khen thưởng”: who is proposed for an award, who was given one or refused, by which decision.

Proposed from those who were recognised, and for people who steered the movement. Rules are
`services/awards`'; the papers of awards are not made here, the list goes out as a workbook.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.awards import AwardStatus
from danvan_desktop.domain.certificate_template import TemplateKind
from danvan_desktop.errors import UserError
from danvan_desktop.services import award_list, award_revocation, awards
from danvan_desktop.services.awards import AwardRow
from danvan_desktop.services.paper_specs import SPECS, Group, Scope
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.award_dialogs import AwardDecisionDialog, AwardDialog, ProposeAwardsDialog
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.paper_links import open_new_paper
from danvan_desktop.ui.revoke_dialog import RevokeDialog
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from danvan_desktop.services.certificate_batch import Asked, PreparedPaper
    from danvan_desktop.ui.certificate_batch_window import BatchWindow

NOTHING = Empty(
    "Chưa có đề nghị khen thưởng nào",
    "Chọn từ mô hình, điển hình đã được công nhận, hoặc thêm người tham mưu, chỉ đạo phong trào.",
    "recognise",
    "Đề nghị khen thưởng",
)
WORKBOOK = "Bảng tính Excel (*.xlsx)"
_NAMED = 3
"""So many recipients are named in a question about several."""
_TONES = {
    AwardStatus.PROPOSED: Tone.WARN,
    AwardStatus.GIVEN: Tone.GOOD,
    AwardStatus.REFUSED: Tone.BAD,
}


def _key(row: AwardRow) -> str:
    return row.uid


COLUMNS: tuple[Column[AwardRow], ...] = (
    Column("recipient", "Tập thể, cá nhân", lambda row: row.recipient_name, width=36),
    Column("subject", "Đối tượng", lambda row: row.subject_kind.label, width=12, spare=True),
    Column("kind", "Hình thức", lambda row: row.kind, width=12),
    Column(
        "status",
        "Kết quả",
        lambda row: row.result_words,
        width=17,
        icon=lambda row: _TONES[row.status],
    ),
    Column("decision", "Quyết định", lambda row: row.decision_words, width=28),
    Column("giver", "Cơ quan khen thưởng", lambda row: row.giver_name, width=26, spare=True),
    Column("achievement", "Thành tích", lambda row: row.achievement, width=44, spare=True),
    Column("note", "Ghi chú", lambda row: row.note, width=20, spare=True),
)


class AwardsPart(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._dialog: FormDialog[Any] | None = None
        self._said = ""
        self.batch: BatchWindow | None = None
        self._model = RowsModel(COLUMNS, row_key=_key)
        self.table: DataTable[AwardRow] = DataTable(
            self._model, name="awards", store=work.store, empty=NOTHING
        )
        self.export_button = QPushButton("Xuất Excel")
        self.templates_button = QPushButton("Mẫu giấy")
        self.person_button = QPushButton("Thêm người khác")
        self.decide_button = QPushButton("Nhập quyết định")
        self.print_button = QPushButton("In giấy khen")
        self.propose_button = QPushButton("Đề nghị khen thưởng")
        self.papers_button = QPushButton(icons.icon("file"), "Lập văn bản")
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        theme.role(self.propose_button, "primary")
        self.propose_button.setToolTip("Chọn từ những ai đã được công nhận (Ctrl+L)")
        self.person_button.setToolTip("Người tham mưu, chỉ đạo phong trào (Ctrl+Shift+L)")
        self.decide_button.setToolTip(
            "Nhập số, ngày quyết định khen thưởng cho các dòng đang chọn (Ctrl+N)"
        )
        self.print_button.setToolTip("Giấy của các dòng đã được khen (Ctrl+P)")
        self.templates_button.setToolTip("Mẫu giấy khen của đơn vị, phôi in sẵn")
        self.export_button.setToolTip("Danh sách khen thưởng thành bảng tính (Ctrl+E)")
        self.papers_button.setToolTip("Tờ trình, quyết định, ký nhận tiền thưởng, lễ biểu dương")
        self.papers_button.setMenu(self._papers_menu())
        for button in (
            self.templates_button,
            self.export_button,
            self.papers_button,
            self.print_button,
            self.person_button,
            self.decide_button,
            self.propose_button,
        ):
            self.table.bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)

    def _papers_menu(self) -> QMenu:
        """The papers of awards in the order of the work, each begun in “Văn bản”."""
        menu = QMenu(self)
        for one in SPECS:
            if one.group is Group.AWARD and one.scope is Scope.YEAR:
                menu.addAction(one.name, partial(open_new_paper, self._work, one.kind))
        return menu

    def _connect(self) -> None:
        self.table.selection_changed.connect(self._show_buttons)
        self.table.opened.connect(self._on_opened)
        self.table.empty_pressed.connect(self._on_propose)
        self.propose_button.clicked.connect(self._on_propose)
        self.person_button.clicked.connect(self._on_person)
        self.decide_button.clicked.connect(self._on_decide)
        self.export_button.clicked.connect(self._on_export)
        self.templates_button.clicked.connect(self._on_templates)
        self.print_button.clicked.connect(self._on_print)
        add = self.table.add_action
        add("Đề nghị khen thưởng", self._on_propose, icon="recognise", shortcut="Ctrl+L")
        add("Thêm người khác", self._on_person, icon="add", shortcut="Ctrl+Shift+L")
        add("Nhập quyết định", self._on_decide, icon="check", shortcut="Ctrl+N")
        add("Sửa đề nghị", self._on_edit, icon="edit", shortcut="F2")
        add("Bỏ đề nghị", self._on_withdraw, icon="delete")
        add("Mở lại kết quả...", self._on_reopen, icon="history")
        add("Thu hồi khen thưởng...", self._on_revoke, icon="return")
        add("In giấy khen", self._on_print, icon="print", shortcut="Ctrl+P", needs_rows=False)
        add("Xuất Excel", self._on_export, icon="send", shortcut="Ctrl+E")
        add("Mở hồ sơ đăng ký", self._on_record, icon="register")

    def _on_templates(self) -> None:
        from danvan_desktop.ui.certificate_templates_dialog import open_templates

        open_templates(self, self._work, TemplateKind.AWARD)

    def reload(self) -> None:
        """Read the awards of the programme and year again."""
        work = self._work
        rows: tuple[AwardRow, ...] = ()
        if work.programme_id:
            rows = awards.awards(work.session, work.programme_id, work.year)
        self._model.set_rows(rows)
        self._show_buttons()

    def waiting_count(self) -> int:
        return sum(row.status is AwardStatus.PROPOSED for row in self._model.shown())

    def _show_buttons(self) -> None:
        known = bool(self._work.programme_id)
        self.propose_button.setEnabled(known)
        self.person_button.setEnabled(known)
        self.decide_button.setEnabled(self.waiting_count() > 0)
        self.export_button.setEnabled(self._model.rowCount() > 0)
        self.print_button.setEnabled(bool(self._given(self._model.shown())))

    def _proposed(self) -> list[AwardRow]:
        """The chosen proposals; all of them when nothing is chosen. Says so when there are none."""
        rows = self.table.selected_rows() or list(self._model.shown())
        found = [row for row in rows if row.own and row.status is AwardStatus.PROPOSED]
        if not found:
            self._refuse("Các dòng đang chọn đã có kết quả.", "Chọn dòng đang đề nghị.")
        return found

    def _given(self, rows: Iterable[AwardRow]) -> list[AwardRow]:
        return [row for row in rows if row.own and row.status is AwardStatus.GIVEN]

    def _refuse(self, what: str, todo: str) -> None:
        self._work.messages.error(self, UserError(what, todo=todo))

    # slots

    def _on_propose(self) -> None:
        work = self._work
        found = awards.proposable(work.session, work.programme_id, work.year)
        if not found:
            self._refuse(
                "Năm này chưa có ai được công nhận để đề nghị khen thưởng.",
                "Ban hành quyết định công nhận trước, hoặc dùng “Thêm người khác”.",
            )
            return
        self._show(ProposeAwardsDialog(self, work, found), "Đã ghi đề nghị khen thưởng.")

    def _on_person(self) -> None:
        self._show(AwardDialog(self, self._work), "Đã ghi đề nghị khen thưởng.")

    def _on_opened(self, row: AwardRow) -> None:
        if row.own and row.status is AwardStatus.PROPOSED:
            self._show(AwardDialog(self, self._work, row), "Đã lưu đề nghị khen thưởng.")

    def _on_edit(self) -> None:
        rows = self._proposed()
        if rows:
            self._on_opened(rows[0])

    def _on_decide(self) -> None:
        rows = self._proposed()
        if rows:
            self._show(
                AwardDecisionDialog(self, self._work, rows), "Đã nhập quyết định khen thưởng."
            )

    def _on_withdraw(self) -> None:
        rows = self._proposed()
        if rows and self._work.messages.confirm(
            self, f"Bỏ {len(rows)} đề nghị khen thưởng?", yes="Bỏ đề nghị", danger=True
        ):
            uids = [row.uid for row in rows]
            self._work.run(self, partial(awards.withdraw, self._work.session, uids))

    def _on_reopen(self) -> None:
        rows = [row for row in self.table.selected_rows() if row.own]
        if len(rows) != 1 or rows[0].status is AwardStatus.PROPOSED:
            self._refuse("Hãy chọn một dòng đã có kết quả.", "Dòng đang đề nghị thì sửa được ngay.")
            return
        question = f"Vì sao mở lại kết quả khen thưởng của {rows[0].recipient_name}?"
        reason = self._work.messages.ask_reason(
            self, "Mở lại kết quả khen thưởng", question, yes="Mở lại"
        )
        if reason is not None:
            self._work.run(
                self, partial(award_revocation.reopen, self._work.session, rows[0].uid, reason)
            )

    def _on_revoke(self) -> None:
        rows = self._given(self.table.selected_rows())
        if not rows:
            self._refuse("Chưa chọn dòng nào đã được khen thưởng.", "Chọn dòng cần thu hồi.")
            return
        uids = [row.uid for row in rows]
        more = f" và {len(rows) - _NAMED} dòng khác" if len(rows) > _NAMED else ""
        about = "; ".join(row.recipient_name for row in rows[:_NAMED]) + more
        revoke = partial(award_revocation.revoke, self._work.session, uids)
        dialog = RevokeDialog(self, self._work, "Thu hồi khen thưởng", about, revoke)
        self._show(dialog, "Đã thu hồi khen thưởng.")

    def _on_print(self) -> None:
        from danvan_desktop.ui.certificate_batch_source import BatchSource
        from danvan_desktop.ui.certificate_batch_window import BatchWindow

        rows = self._given(self.table.selected_rows() or self._model.shown())
        if not rows:
            self._refuse("Các dòng đang chọn chưa được khen thưởng.", "Nhập quyết định trước.")
            return
        records = {row.uid: row.registration for row in rows}
        source = BatchSource(
            TemplateKind.AWARD,
            "In giấy khen",
            partial(self._prepare, tuple(records)),
            partial(self._open_record, records),
        )
        self.batch = BatchWindow(self, self._work, source)
        self.batch.open()

    def _prepare(self, awarded: tuple[str, ...], asked: Asked) -> tuple[PreparedPaper, ...]:
        from danvan_desktop.services import certificate_batch

        return certificate_batch.of_awards(self._work.session, awarded, asked)

    def _open_record(self, records: Mapping[str, str], award: str) -> None:
        if records[award]:
            self._work.go("registrations", records[award])
        else:
            self.table.select_key(award)

    def _on_export(self) -> None:
        work = self._work
        name = award_list.name(work.session, work.programme_id, work.year)
        path = work.messages.save_file(self, "Xuất danh sách khen thưởng", name, WORKBOOK)
        if path is not None:
            write = partial(self._write, path, work.programme_id, work.year)
            work.start("Xuất danh sách khen thưởng", write, self._on_written, self)

    def _write(self, path: Path, programme_id: str, year: int, _progress: Progress) -> Path:
        award_list.workbook(self._work.session, programme_id, year, path)
        return path

    def _on_written(self, path: Path) -> None:
        self._work.say(f"Đã lưu {path.name}.")

    def _show(self, dialog: FormDialog[Any], said: str) -> None:
        self._dialog, self._said = dialog, said
        dialog.accepted.connect(self._on_saved)
        dialog.open()

    def _on_saved(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            self._work.broadcast(dialog.result_value)
            self._work.say(self._said)

    def _on_record(self) -> None:
        rows = self.table.selected_rows()
        if rows and rows[0].registration:
            self._work.go("registrations", rows[0].registration)
