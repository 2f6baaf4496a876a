"""“Giấy chứng nhận”: the register of a year, giving and printing certificates, spoiled ones.

Numbers run without gaps and are the register's own. Rules are `services/certificates`', drawing is
`services/papers`'.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.certificate_template import TemplateKind
from danvan_desktop.domain.dates import format_date
from danvan_desktop.errors import UserError
from danvan_desktop.services import certificates, papers, recognition
from danvan_desktop.services.certificates import CertificateRow, CertificateStatus
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.choice_field import ChoiceBox
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.issue_dialog import IssueDialog, may_certify, open_lines
from danvan_desktop.ui.paper_window import show_paper
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from danvan_desktop.services.certificate_batch import Asked, PreparedPaper
    from danvan_desktop.ui.certificate_batch_window import BatchWindow

NOTHING = Empty(
    "Sổ cấp giấy chứng nhận năm này chưa có dòng nào",
    "Ban hành quyết định (nhập số, ngày) rồi bấm “Cấp giấy chứng nhận”.",
    "recognise",
)


def _key(row: CertificateRow) -> str:
    return row.uid


def _status(row: CertificateRow) -> str:
    reason = row.mark or row.reason
    return f"{row.status_words}: {reason}" if reason else row.status_words


def _tone(row: CertificateRow) -> Tone:
    if row.status is CertificateStatus.SPOILED:
        return Tone.BAD
    return Tone.WARN if row.mark else Tone.GOOD


def _decision(row: CertificateRow) -> str:
    day = f" ngày {format_date(row.decision_date)}" if row.decision_date else ""
    return f"{row.decision_number}{day}"


COLUMNS: tuple[Column[CertificateRow], ...] = (
    Column("number", "Số", lambda row: row.number_text, width=10, sort_key=lambda r: r.number),
    Column(
        "issued_on",
        "Ngày cấp",
        lambda row: format_date(row.issued_on) if row.issued_on else "",
        width=11,
        sort_key=lambda row: row.issued_on or row.number_text,
    ),
    Column("recipient", "Người, đơn vị được cấp", lambda row: row.recipient, width=28),
    Column("content", "Nội dung công nhận", lambda row: row.content, width=36),
    Column("decision", "Quyết định", _decision, width=24, firm=True),
    Column("body", "Cơ quan cấp", lambda row: row.body_name, width=22, spare=True),
    Column(
        "status",
        "Tình trạng",
        _status,
        width=18,
        icon=_tone,
    ),
)


class CertificatesPart(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._dialog: IssueDialog | None = None
        self.batch: BatchWindow | None = None
        self._model = RowsModel(COLUMNS, row_key=_key)
        self.table: DataTable[CertificateRow] = DataTable(
            self._model, name="certificates", store=work.store, empty=NOTHING
        )
        self.banner = Banner("", Tone.INFO)
        self.banner.add_button("Đơn vị có cấp", self._on_want)
        self.years = ChoiceBox()
        self.register_button = QPushButton("In sổ cấp")
        self.spoil_button = QPushButton("Ghi hỏng")
        self.print_button = QPushButton(icons.icon("print"), "Xem, in giấy")
        self.templates_button = QPushButton("Mẫu giấy")
        self.issue_button = QPushButton("Cấp giấy chứng nhận")
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        theme.role(self.issue_button, "primary")
        self.years.setAccessibleName("Năm của sổ cấp")
        self.print_button.setToolTip("Giấy của các dòng đang chọn, hoặc của cả sổ (Ctrl+P)")
        self.templates_button.setToolTip("Khổ giấy, viền, chỗ của từng dòng chữ")
        self.spoil_button.setToolTip("Giấy in hỏng: giữ số trong sổ kèm lý do, có thể cấp lại")
        self.table.bar.addWidget(self.years)
        for button in (
            self.templates_button,
            self.register_button,
            self.spoil_button,
            self.print_button,
            self.issue_button,
        ):
            self.table.bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.gap())
        layout.addWidget(self.banner)
        layout.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.years.activated.connect(self._on_year)
        self.table.selection_changed.connect(self._show_buttons)
        self.table.opened.connect(self._on_opened)
        self.issue_button.clicked.connect(self._on_issue)
        self.print_button.clicked.connect(self._on_print)
        self.spoil_button.clicked.connect(self._on_spoil)
        self.register_button.clicked.connect(self._on_register)
        self.templates_button.clicked.connect(self._on_templates)
        self.table.add_action("Xem, in giấy", self._on_print, icon="print", shortcut="Ctrl+P")
        self.table.add_action("Ghi hỏng", self._on_spoil, icon="delete")
        self.table.add_action("Mở hồ sơ đăng ký", self._on_record, icon="register")

    def reload(self) -> None:
        """Read the register again; the programme's year first, the one after it on request."""
        work = self._work
        years = [str(work.year), str(work.year + 1)] if work.year else []
        if [self.years.itemText(place) for place in range(self.years.count())] != years:
            self.years.clear()
            self.years.addItems([*years])
        self._model.set_rows(certificates.register(work.session, self._year()))
        self._show_wanted()
        self._show_buttons()

    def issue(self, decision: str = "") -> None:
        """Open the dialog for certificates under this decision, or the first one that lacks any."""
        work = self._work
        rows = [
            row
            for row in recognition.decisions(work.session, work.programme_id, work.year)
            if may_certify(row) and open_lines(work.session, row.uid)
        ]
        if not rows or (decision and decision not in {row.uid for row in rows}):
            nothing = UserError(
                "Không còn dòng nào cần cấp giấy chứng nhận.",
                todo="Ban hành quyết định (nhập số, ngày) trước, hoặc ghi hỏng giấy cũ để cấp lại.",
            )
            work.messages.error(self, nothing)
            return
        self._dialog = IssueDialog(self, work, rows, decision)
        self._dialog.accepted.connect(self._on_issued)
        self._dialog.open()

    def _year(self) -> int:
        return int(self.years.currentText() or self._work.year)

    def _show_wanted(self) -> None:
        work = self._work
        known = bool(work.programme_id)
        wanted = known and certificates.wanted(work.session, work.programme_id)
        self.banner.show_text(
            "Chương trình này không quy định cấp giấy chứng nhận. Đơn vị vẫn cấp thì bấm "
            "“Đơn vị có cấp”.",
            Tone.INFO,
        )
        self.banner.setVisible(known and not wanted)

    def _show_buttons(self) -> None:
        chosen = self.table.selected_rows()
        valid = [row for row in chosen if row.status is CertificateStatus.VALID]
        self.spoil_button.setEnabled(len(chosen) == 1 and len(valid) == 1)
        some = self._model.rowCount() > 0
        self.print_button.setEnabled(some)
        self.register_button.setEnabled(some)
        self.issue_button.setEnabled(bool(self._work.programme_id))

    # slots

    def _on_year(self) -> None:
        self.reload()

    def _on_want(self) -> None:
        work = self._work
        work.run(self, partial(certificates.set_wanted, work.session, work.programme_id, True))

    def _on_issue(self) -> None:
        self.issue()

    def _on_issued(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is None or dialog.given is None:
            return
        day = dialog.given.on
        self._work.broadcast(dialog.result_value)
        self.years.setCurrentText(str(day.year))
        self.reload()
        self._work.say(f"Đã ghi {len(dialog.given.lines)} giấy chứng nhận vào sổ cấp.")

    def _on_opened(self, row: CertificateRow) -> None:
        self._print([row])

    def _on_print(self) -> None:
        self._print(self.table.selected_rows() or list(self._model.shown()))

    def _print(self, rows: list[CertificateRow]) -> None:
        valid = [row for row in rows if row.status is CertificateStatus.VALID]
        uids = [row.uid for row in valid if not row.mark]
        if not uids:
            spoiled = UserError(
                "Các giấy đang chọn đều đã ghi hỏng hoặc không còn đúng.",
                todo="Chọn giấy còn hiệu lực để in, hoặc ghi hỏng rồi cấp lại.",
            )
            self._work.messages.error(self, spoiled)
            return
        from danvan_desktop.ui.certificate_batch_source import BatchSource
        from danvan_desktop.ui.certificate_batch_window import BatchWindow

        lines = {row.recognition: row for row in valid if not row.mark}
        source = BatchSource(
            TemplateKind.CERTIFICATE,
            "In giấy chứng nhận",
            partial(self._prepare, tuple(lines)),
            partial(self._open_record, lines),
            self._spoil_line,
        )
        self.batch = BatchWindow(self, self._work, source)
        self.batch.open()

    def _prepare(self, lines: tuple[str, ...], asked: Asked) -> tuple[PreparedPaper, ...]:
        """The papers of these lines as the register stands now: a spoiled one by the new one."""
        from danvan_desktop.services import certificate_batch

        uids = [row.uid for row in self._valid() if row.recognition in lines]
        return certificate_batch.of_certificates(self._work.session, uids, asked)

    def _valid(self) -> list[CertificateRow]:
        rows = certificates.register(self._work.session, self._year())
        return [row for row in rows if row.status is CertificateStatus.VALID and not row.mark]

    def _open_record(self, lines: Mapping[str, CertificateRow], line: str) -> None:
        self._work.go("registrations", lines[line].registration)

    def _spoil_line(self, parent: QWidget, line: str) -> bool:
        row = next((row for row in self._valid() if row.recognition == line), None)
        return row is not None and self._spoil(parent, row)

    def _on_templates(self) -> None:
        from danvan_desktop.ui.certificate_templates_dialog import open_templates

        open_templates(self, self._work, TemplateKind.CERTIFICATE)

    def _on_spoil(self) -> None:
        rows = self.table.selected_rows()
        if len(rows) == 1:
            self._spoil(self, rows[0])

    def _spoil(self, parent: QWidget, row: CertificateRow) -> bool:
        """Ask why and whether to give another number; True when it was entered as spoiled."""
        messages = self._work.messages
        question = f"Vì sao giấy số {row.number_text} của {row.recipient} hỏng?"
        reason = messages.ask_reason(parent, "Ghi hỏng giấy chứng nhận", question, yes="Tiếp tục")
        if reason is None:
            return False
        choices = ["Ghi hỏng và cấp lại số mới", "Chỉ ghi hỏng"]
        again = messages.choose(parent, f"Cấp lại giấy cho {row.recipient}?", choices)
        if again is None:
            return False
        spoil = partial(certificates.spoil, self._work.session, row.uid, reason, reissue=again == 0)
        if not self._work.run(parent, spoil):
            return False
        self._work.say(f"Đã ghi hỏng giấy số {row.number_text}.")
        return True

    def _on_register(self) -> None:
        rows = self.table.selected_rows() or list(self._model.shown())
        make = partial(papers.certificate_register, self._work.session, self._year(), rows[0].body)
        desk = (PaperKind.CERTIFICATE_REGISTER, "")
        show_paper(self._work, self, "Sổ cấp giấy chứng nhận", make, desk)

    def _on_record(self) -> None:
        rows = self.table.selected_rows()
        if rows:
            self._work.go("registrations", rows[0].registration)
