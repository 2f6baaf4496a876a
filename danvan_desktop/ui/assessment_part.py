"""The list of “Đánh giá”: how far every registration is, and the dialog for one of them.

Sheets are the services'; the dialog is `scoring_dialog`.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.sheets import Stage
from danvan_desktop.services import assessment_list, independence, papers
from danvan_desktop.services.assessment_list import AssessmentRow, SheetStatus
from danvan_desktop.services.independence import Viewer
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.paper_window import show_long_paper, show_paper
from danvan_desktop.ui.scoring_dialog import open_scoring
from danvan_desktop.ui.scoring_lines import result_tone
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

NOTHING = Empty(
    "Chưa có đăng ký để đánh giá",
    "Mở “Đăng ký”, nhập mô hình, điển hình của năm này trước.",
    "evaluate",
    "Đến Đăng ký",
)
_TONES = {
    SheetStatus.NONE: Tone.NEUTRAL,
    SheetStatus.OPEN: Tone.INFO,
    SheetStatus.STALE: Tone.WARN,
    SheetStatus.DONE: Tone.GOOD,
}


def _result_icon(row: AssessmentRow) -> Tone | None:
    if row.final is None or row.hidden or not row.result_words:
        return None
    return result_tone(row.final.result.passed)


def _own_icon(row: AssessmentRow) -> Tone | None:
    return None if row.own is SheetStatus.NONE else _TONES[row.own]


def _waiting(row: AssessmentRow) -> str:
    final = row.final
    if final is None or not (final.waiting or final.left_out):
        return row.appraisal_words
    lines = [f"{one.assessor}: đã xong" for one in final.counted]
    lines += [f"{name}: chưa xong" for name in final.waiting]
    lines += [f"{name}: phiếu giữ lại, không tính (lợi ích liên quan)" for name in final.left_out]
    return "\n".join(lines)


def _reasons(row: AssessmentRow) -> str:
    if row.hidden:
        return "Chấm độc lập: kết quả hiện ra khi hoàn thành phiếu của mình"
    reasons = row.final.result.reasons if row.final else ()
    return "\n".join((row.result_words, *reasons)).strip()


def _missing_icon(row: AssessmentRow) -> Tone | None:
    return Tone.WARN if row.missing else None


COLUMNS: tuple[Column[AssessmentRow], ...] = (
    Column("name", "Tên mô hình, điển hình", lambda row: row.registration.name, width=36),
    Column(
        "subject",
        "Đơn vị, cá nhân",
        lambda row: row.registration.subject_name,
        width=17,
        spare=True,
    ),
    Column("title", "Danh hiệu", lambda row: row.registration.title_name, width=17, spare=True),
    Column("own", "Tự đánh giá", lambda row: row.own_words, width=12, icon=_own_icon),
    Column(
        "appraisal",
        "Thẩm định",
        lambda row: row.appraisal_words,
        width=14,
        tooltip=_waiting,
        icon=lambda row: _TONES[row.appraisal],
    ),
    Column(
        "result",
        "Kết quả",
        lambda row: row.result_words,
        width=15,
        icon=_result_icon,
        tooltip=_reasons,
    ),
    Column("missing", "Còn thiếu", lambda row: row.missing, width=24, icon=_missing_icon),
)


class AssessmentPart(QWidget):
    """See the module's text. `summarised` says how much is left, in one line."""

    summarised = Signal(str)

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._model = RowsModel(COLUMNS, row_key=_key)
        self.table: DataTable[AssessmentRow] = DataTable(
            self._model, name="evaluation", store=work.store, empty=NOTHING
        )
        self.open_button = QPushButton("Thẩm định")
        self.self_button = QPushButton("Tự đánh giá")
        self.print_button = QPushButton(icons.icon("print"), "In phiếu trắng")
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        theme.role(self.open_button, "primary")
        self.open_button.setToolTip("Mở phiếu thẩm định của dòng đang chọn (Enter)")
        self.print_button.setToolTip("In phiếu để chấm tay cho các dòng đang chọn")
        for button in (self.print_button, self.self_button, self.open_button):
            self.table.bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)

    def _connect(self) -> None:
        self.table.opened.connect(self._on_opened)
        self.table.selection_changed.connect(self._show_buttons)
        self.table.empty_pressed.connect(self._on_empty)
        self.open_button.clicked.connect(self._on_appraise)
        self.self_button.clicked.connect(self._on_assess_self)
        self.print_button.clicked.connect(self._on_print_blank)
        self.table.add_action("Thẩm định", self._on_appraise, icon="evaluate")
        self.table.add_action("Tự đánh giá", self._on_assess_self, icon="person")
        self.table.add_action("In phiếu trắng để chấm tay", self._on_print_blank, icon="print")
        self.table.add_action(
            "In bảng chấm cả danh sách", self._on_print_table, icon="print", needs_rows=False
        )
        self.table.add_action("In phiếu đã chấm", self._on_print_filled, icon="print")
        self.table.add_action("Mở hồ sơ đăng ký", self._on_record, icon="register")
        self._show_buttons()

    # what the page calls

    def reload(self) -> None:
        work = self._work
        rows: tuple[AssessmentRow, ...] = ()
        if work.programme_id:
            rows = assessment_list.assessments(work.session, work.programme_id, work.year)
        self._model.set_rows(rows)
        if rows and not self.table.selected_numbers():
            self.table.select_row(0)
        left = sum(bool(row.missing) for row in rows)
        words = f"Còn {left} trong {len(rows)} đăng ký cần xử lý" if left else "Đã đánh giá hết"
        self.summarised.emit(words if rows else "")
        self._show_buttons()

    def take_focus(self) -> None:
        self.table.view.setFocus()

    def show_target(self, uid: str) -> None:
        """Select one registration."""
        self.table.set_filter("")
        self.table.select_key(uid)

    def _show_buttons(self) -> None:
        rows = self.table.selected_rows()
        one = len(rows) == 1
        self.open_button.setEnabled(one)
        self.print_button.setEnabled(bool(rows))
        self.self_button.setEnabled(one and rows[0].registration.own)

    # slots

    def _on_empty(self) -> None:
        self._work.go("registrations", "")

    def _selected(self) -> str:
        rows = self.table.selected_rows()
        return rows[0].uid if len(rows) == 1 else ""

    def _on_opened(self, row: AssessmentRow) -> None:
        self._open(row.uid, Stage.APPRAISAL)

    def _on_appraise(self) -> None:
        if uid := self._selected():
            self._open(uid, Stage.APPRAISAL)

    def _on_assess_self(self) -> None:
        if uid := self._selected():
            self._open(uid, Stage.SELF)

    def _open(self, uid: str, stage: Stage) -> None:
        order = [row.uid for row in self._model.shown() if row.final is not None]
        open_scoring(self, self._work, uid, stage, order)

    def _on_print_blank(self) -> None:
        uids = [row.uid for row in self.table.selected_rows() if row.final is not None]
        make = partial(papers.blank_sheets_of, self._work.session, uids, self._me())
        if uids:
            show_long_paper(self._work, self, "Phiếu đánh giá để trắng", make)

    def _on_print_table(self) -> None:
        work, people = self._work, self._viewer().chosen
        chosen = [people] if self._me() else []
        make = partial(papers.score_tables, work.session, work.programme_id, work.year, chosen)
        show_long_paper(work, self, "Bảng chấm", make)

    def _on_print_filled(self) -> None:
        if uid := self._selected():
            make = partial(papers.score_sheet, self._work.session, uid, assessor=self._me())
            show_paper(self._work, self, "Phiếu đánh giá", make)

    def _me(self) -> str:
        """The assessor who sits here; empty for the joint sheet."""
        return self._viewer().name

    def _viewer(self) -> Viewer:
        work = self._work
        return independence.viewer(work.session, work.programme_id, work.year)

    def _on_record(self) -> None:
        if uid := self._selected():
            self._work.go("registrations", uid)


def _key(row: AssessmentRow) -> str:
    return row.uid
