"""“Quyết định”: drafts and issued decisions, their lists, and what is done with each.

Number and date come after signing; an issued decision is only corrected, or revoked line by line,
with a reason. Rules are `services/recognition`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from danvan_desktop.errors import UserError
from danvan_desktop.services import certificates, decision_reopening, papers, recognition
from danvan_desktop.services.certificates import CertificateStatus
from danvan_desktop.services.decision_view import (
    DecisionRow,
    DecisionStatus,
    DecisionView,
    Origin,
)
from danvan_desktop.services.session import Changes
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.changes_box import LIST_CHANGED, SIGN_ANYWAY, UPDATE
from danvan_desktop.ui.decision_columns import (
    COLUMNS,
    LINE_COLUMNS,
    ListedLine,
    decision_key,
    line_key,
)
from danvan_desktop.ui.decision_dialog import DecisionDialog
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.issue_dialog import may_certify
from danvan_desktop.ui.issued_papers_dialog import IssuedPapersDialog
from danvan_desktop.ui.number_dialog import NumberDialog
from danvan_desktop.ui.paper_window import show_paper
from danvan_desktop.ui.revoke_dialog import RevokeDialog
from danvan_desktop.ui.table_models import RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.workplace import Workplace

NOTHING = Empty(
    "Chưa có quyết định nào",
    "Ở “Đề nghị công nhận”, chọn các đăng ký đạt rồi bấm “Lập quyết định”.",
    "report",
    "Đến Đề nghị công nhận",
)
NO_LINES = Empty("Chọn một quyết định ở trên để xem danh sách công nhận", "", "table")


def _is_own_draft(row: DecisionRow) -> bool:
    return row.own and row.status is DecisionStatus.DRAFT


def _is_drawn_here(row: DecisionRow) -> bool:
    """Whether its paper is ours to make: not one from above, typed in or come by file."""
    return row.own and row.origin is Origin.OWN


class DecisionsPart(QWidget):
    """See the module's text. `certify(uid)` asks to give certificates under a decision."""

    certify = Signal(str)
    candidates_wanted = Signal()

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._dialog: FormDialog[Any] | None = None
        self._model = RowsModel(COLUMNS, row_key=decision_key)
        self._lines = RowsModel(LINE_COLUMNS, row_key=line_key)
        self.table: DataTable[DecisionRow] = DataTable(
            self._model, name="decisions", store=work.store, empty=NOTHING
        )
        self.line_table: DataTable[ListedLine] = DataTable(
            self._lines, name="decision_lines", store=work.store, empty=NO_LINES
        )
        self.view_button = QPushButton(icons.icon("print"), "Xem, in")
        self.edit_button = QPushButton(icons.icon("edit"), "Sửa dự thảo")
        self.number_button = QPushButton("Nhập số, ngày")
        self.certify_button = QPushButton("Cấp giấy chứng nhận")
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        theme.role(self.number_button, "primary")
        self.number_button.setToolTip("Văn bản đã ký: nhập số, ngày văn thư cấp (Ctrl+N)")
        self.view_button.setToolTip("Xem trước, lưu PDF, in (Ctrl+P)")
        for button in (
            self.view_button,
            self.edit_button,
            self.certify_button,
            self.number_button,
        ):
            self.table.bar.addWidget(button)
        below = QWidget()
        inner = QVBoxLayout(below)
        inner.setContentsMargins(0, theme.gap(), 0, 0)
        heading = QLabel("Danh sách công nhận")
        theme.role(heading, "heading")
        inner.addWidget(heading)
        inner.addWidget(self.line_table, 1)
        self.line_table.filter_box.hide()
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(below)
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    def _connect(self) -> None:
        self.table.selection_changed.connect(self._on_selection)
        self.table.opened.connect(self._on_opened)
        self.table.empty_pressed.connect(self.candidates_wanted)
        self.view_button.clicked.connect(self._on_view)
        self.edit_button.clicked.connect(self._on_edit)
        self.number_button.clicked.connect(self._on_number)
        self.certify_button.clicked.connect(self._on_certify)
        add = self.table.add_action
        add("Xem, in", self._on_view, icon="print", shortcut="Ctrl+P")
        add("Nhập số, ngày", self._on_number, icon="check", shortcut="Ctrl+N")
        add("Sửa dự thảo", self._on_edit, icon="edit", shortcut="F2")
        add("Cấp giấy chứng nhận", self._on_certify, icon="recognise")
        add("Đính chính số, ngày", self._on_correct, icon="history")
        add("Mở lại quyết định...", self._on_reopen, icon="return")
        add("Văn bản đã phát hành...", self._on_papers, icon="report")
        add("Bỏ dự thảo", self._on_withdraw, icon="delete")
        self.line_table.add_action("Thu hồi công nhận", self._on_revoke, icon="return")
        self.line_table.add_action("Mở hồ sơ đăng ký", self._on_record, icon="register")

    def reload(self) -> None:
        """Read the decisions of the programme and year again."""
        work = self._work
        rows: tuple[DecisionRow, ...] = ()
        if work.programme_id:
            rows = recognition.decisions(work.session, work.programme_id, work.year)
        self._model.set_rows(rows)
        if rows and not self.table.selected_numbers():
            self.table.select_row(0)
        self._on_selection()

    def select(self, uid: str) -> None:
        """Show one decision and its list."""
        self.table.set_filter("")
        self.table.select_key(uid)

    def draft_count(self) -> int:
        return sum(_is_own_draft(row) for row in self._model.shown())

    # what is selected

    def _row(self) -> DecisionRow | None:
        rows = self.table.selected_rows()
        return rows[0] if len(rows) == 1 else None

    def _draft(self) -> DecisionRow | None:
        """The selected draft; says so when it is not one."""
        row = self._row()
        if row is not None and _is_own_draft(row):
            return row
        self._refuse("Hãy chọn một dự thảo.", "Quyết định đã ban hành thì không sửa được.")
        return None

    def _refuse(self, what: str, todo: str) -> None:
        self._work.messages.error(self, UserError(what, todo=todo))

    def _on_selection(self) -> None:
        row = self._row()
        draft = row is not None and _is_own_draft(row)
        self.view_button.setEnabled(row is not None and _is_drawn_here(row))
        self.edit_button.setEnabled(draft)
        self.number_button.setEnabled(draft)
        self.certify_button.setEnabled(row is not None and may_certify(row))
        self._lines.set_rows(self._listed(row.uid) if row is not None else ())

    def _listed(self, uid: str) -> list[ListedLine]:
        session = self._work.session
        given = certificates.of_decision(session, uid)
        numbers = {
            row.recognition: row.number_text
            for row in given
            if row.status is CertificateStatus.VALID
        }
        marks = {row.recognition: row.mark for row in given if row.mark}
        lines = recognition.decision(session, uid).lines
        return [
            ListedLine(line, numbers.get(line.uid, ""), marks.get(line.uid, "")) for line in lines
        ]

    # slots

    def _on_opened(self, row: DecisionRow) -> None:
        if _is_own_draft(row):
            self._on_edit()
        elif _is_drawn_here(row):
            self._on_view()

    def _on_view(self) -> None:
        if row := self._row():
            make = partial(papers.decision, self._work.session, row.uid)
            show_paper(self._work, self, "Quyết định công nhận", make)

    def _on_edit(self) -> None:
        if row := self._draft():
            view = recognition.decision(self._work.session, row.uid)
            names = {line.registration: line.name for line in view.lines}
            dialog = DecisionDialog(self, self._work, view.draft(), names, uid=row.uid)
            self._show(dialog, self._on_saved)

    def _on_number(self) -> None:
        if row := self._draft():
            view = recognition.decision(self._work.session, row.uid)
            if self._up_to_date(view):
                self._show(NumberDialog(self, self._work, view), self._on_numbered)

    def _up_to_date(self, view: DecisionView) -> bool:
        """False when its list changed since its articles were edited, and they come first."""
        if not view.articles.behind:
            return True
        chosen = self._work.messages.choose(self, f"{LIST_CHANGED}.", [UPDATE, SIGN_ANYWAY])
        if chosen == 0:
            self._on_edit()
        return chosen == 1

    def _on_correct(self) -> None:
        row = self._row()
        if row is None or row.status is not DecisionStatus.ISSUED or not row.own:
            self._refuse(
                "Hãy chọn một quyết định đã ban hành của đơn vị.",
                "Dự thảo thì dùng “Nhập số, ngày”.",
            )
            return
        view = recognition.decision(self._work.session, row.uid)
        self._show(NumberDialog(self, self._work, view), self._on_numbered)

    def _on_reopen(self) -> None:
        """Make an issued decision a draft again, with the reason, after saying what follows."""
        row = self._row()
        work = self._work
        if row is None or row.status is not DecisionStatus.ISSUED or not may_certify(row):
            self._refuse(
                "Hãy chọn một quyết định đã ban hành của đơn vị.",
                "Dự thảo thì sửa được ngay; quyết định cấp trên do cấp trên mở lại.",
            )
            return
        words = " ".join(
            (
                f"Vì sao mở lại Quyết định số {row.number_text}? Số và ngày được giữ; các đăng ký "
                "trở về trước khi công nhận cho đến khi ban hành lại.",
                *decision_reopening.consequences(work.session, row.uid),
            )
        )
        reason = work.messages.ask_reason(self, "Mở lại quyết định", words, yes="Mở lại")
        if reason is not None and work.run(
            self, partial(decision_reopening.reopen, work.session, row.uid, reason)
        ):
            work.say(f"Đã mở lại Quyết định số {row.number_text}. Sửa xong hãy nhập lại số, ngày.")

    def _on_papers(self) -> None:
        row = self._row()
        if row is not None:
            dialog = IssuedPapersDialog(self, self._work, [row.uid], row.subject)
            dialog.open()

    def _show(self, dialog: FormDialog[Any], done: Callable[[], None]) -> None:
        self._dialog = dialog
        dialog.accepted.connect(done)
        dialog.open()

    def _finish(self) -> FormDialog[Any] | None:
        """The dialog that was accepted, after its changes were told to all pages."""
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            self._work.broadcast(dialog.result_value)
        return dialog

    def _on_saved(self) -> None:
        self._finish()
        self._work.say("Đã lưu dự thảo.")

    def _on_numbered(self) -> None:
        dialog = self._finish()
        if not isinstance(dialog, NumberDialog) or dialog.given is None:
            return
        row = next(one for one in self._model.shown() if one.uid == dialog.uid)
        self._work.say(f"Đã ban hành quyết định số {row.number_text}.")
        if row.origin is Origin.OWN:
            self._keep_paper(row.uid, dialog.given.reason)

    def _keep_paper(self, uid: str, reason: str) -> None:
        """Keep the paper as it was signed; what is printed later is this file."""

        def work(_progress: Progress) -> Changes:
            return papers.issue_decision(self._work.session, uid, reason=reason)

        self._work.start("Lưu bản quyết định", work, self._work.broadcast, self)

    def _on_withdraw(self) -> None:
        row = self._draft()
        if row is None:
            return
        question = f"Bỏ dự thảo “{row.subject}”?"
        detail = f"{row.count} đăng ký trong dự thảo trở lại danh sách đề nghị công nhận."
        if self._work.messages.confirm(
            self, question, detail=detail, yes="Bỏ dự thảo", danger=True
        ) and self._work.run(
            self, partial(recognition.withdraw_draft, self._work.session, row.uid)
        ):
            self._work.say("Đã bỏ dự thảo.")

    def _on_revoke(self) -> None:
        rows = self.line_table.selected_rows()
        if len(rows) == 1:
            line = rows[0].line
            about = f"{line.name} - {line.recipient_name}"
            revoke = partial(recognition.revoke, self._work.session, line.uid)
            dialog = RevokeDialog(self, self._work, "Thu hồi công nhận", about, revoke)
            self._show(dialog, self._on_revoked)

    def _on_revoked(self) -> None:
        self._finish()
        self._work.say("Đã thu hồi công nhận.")

    def _on_certify(self) -> None:
        row = self._row()
        if row is not None:
            self.certify.emit(row.uid)

    def _on_record(self) -> None:
        rows = self.line_table.selected_rows()
        if rows:
            self._work.go("registrations", rows[0].line.registration)
