"""The score sheets of one registration: whose, how far, with what result.

Owns the list; filling a sheet in is `scoring_dialog`.
"""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.sheets import Stage
from danvan_desktop.errors import DanVanError
from danvan_desktop.services import independence, score_sheets
from danvan_desktop.services.score_sheets import SheetRow
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace


def _progress(row: SheetRow) -> str:
    if row.stale:
        return "Đánh giá trên bản cũ"
    if not row.finished:
        return "Đang đánh giá"
    return f"Hoàn thành {format_date(row.finished_on)}" if row.finished_on else "Hoàn thành"


def _tone(row: SheetRow) -> Tone:
    if row.stale:
        return Tone.WARN
    return Tone.GOOD if row.finished else Tone.INFO


def _result(row: SheetRow) -> str:
    if row.hidden:
        return independence.HIDDEN_WORDS
    if row.total is not None:
        return " - ".join(part for part in (f"{format_decimal(row.total)} điểm", row.rank) if part)
    if row.passed is None:
        return ""
    return "Đạt" if row.passed else "Chưa đạt"


COLUMNS: tuple[Column[SheetRow], ...] = (
    Column("stage", "Bước", lambda row: row.stage.label(), width=16),
    Column("assessor", "Người, tổ đánh giá", lambda row: row.assessor, width=36),
    Column("progress", "Tình trạng", _progress, width=26, icon=_tone),
    Column("result", "Kết quả", _result, width=20),
)


class SheetsTab(QWidget):
    """The sheets with what follows from them, and the way into the scoring dialog."""

    def __init__(self, work: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._uid = ""
        self.final = QLabel()
        self.self_button = QPushButton(icons.icon("evaluate"), "Tự đánh giá")
        self.appraise_button = QPushButton(icons.icon("review"), "Thẩm định")
        self.model: RowsModel[SheetRow] = RowsModel(COLUMNS, lambda row: row.uid)
        self.table: DataTable[SheetRow] = DataTable(
            self.model,
            name="record_sheets",
            store=work.store,
            empty=Empty(
                "Chưa có phiếu đánh giá nào",
                "Bấm “Tự đánh giá” khi đơn vị báo cáo kết quả, “Thẩm định” khi đi kiểm tra.",
                "evaluate",
            ),
        )
        self.table.filter_box.hide()
        theme.role(self.final, "strong")
        row = QHBoxLayout()
        row.addWidget(self.final, 1)
        row.addWidget(self.self_button)
        row.addWidget(self.appraise_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.gap(), 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)
        self.self_button.clicked.connect(self._on_self)
        self.appraise_button.clicked.connect(self._on_appraise)
        self.table.opened.connect(self._on_opened)

    def show_record(self, uid: str) -> None:
        """Read the sheets of a registration."""
        self._uid = uid
        session = self._work.session
        rows = independence.shown_sheets(session, uid, score_sheets.sheets_of(session, uid))
        self.model.set_rows(rows)
        words = ""
        if any(row.finished and row.stage is Stage.APPRAISAL for row in rows):
            try:
                final = score_sheets.final_of(session, uid)
                counted = f" ({final.count_words} phiếu)" if final.count_words else ""
                words = f"{final.words}{counted}"
                if any(row.hidden for row in rows):
                    words = f"{independence.HIDDEN_WORDS}{counted}"
            except DanVanError:
                words = ""  # the sheets say themselves why there is no result yet
        self.final.setText(f"Kết luận: {words}" if words else "")

    def _on_self(self) -> None:
        self._open(Stage.SELF)

    def _on_appraise(self) -> None:
        self._open(Stage.APPRAISAL)

    def _on_opened(self, row: SheetRow) -> None:
        self._open(row.stage, row.assessor if row.own else "")

    def _open(self, stage: Stage, assessor: str = "") -> None:
        from danvan_desktop.ui.scoring_dialog import open_scoring

        open_scoring(self, self._work, self._uid, stage, assessor=assessor)
