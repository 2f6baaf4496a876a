"""“Phiếu qua tệp”: files of sheets that were made for assessors, and what came back of them.

The place where files are made, taken back (button, drop, paste) and, for somebody who assesses
for another office, opened. Rules are `services/sheet_files` and `services/sheet_return`'s.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.errors import UserError
from danvan_desktop.services import sheet_files
from danvan_desktop.services.sheet_files import SheetFileRow
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.file_drop import DropFrame
from danvan_desktop.ui.sheet_file_door import PATTERN, SheetFileDoor
from danvan_desktop.ui.sheet_make_dialog import SheetMakeDialog
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

NOTHING = Empty(
    "Chưa lập tệp phiếu nào",
    "Lập cho mỗi người đánh giá một tệp, gửi qua USB, thư điện tử hoặc Zalo; người đó chấm trên "
    "máy của mình, không cần mạng, rồi gửi tệp trả về.",
    "send",
    "Lập tệp phiếu",
)


def _key(row: SheetFileRow) -> str:
    return row.uid


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone():%H:%M %d/%m/%Y}" if at else ""


COLUMNS: tuple[Column[SheetFileRow], ...] = (
    Column(
        "sequence",
        "Tệp số",
        lambda row: str(row.sequence),
        width=8,
        align="right",
        sort_key=lambda row: row.sequence,
    ),
    Column("assessor", "Người đánh giá", lambda row: row.assessor, width=32),
    Column(
        "count",
        "Số đăng ký",
        lambda row: str(row.registrations),
        width=12,
        align="right",
        sort_key=lambda row: row.registrations,
        spare=True,
    ),
    Column(
        "made", "Ngày lập", lambda row: _moment(row.made_at), width=16, sort_key=lambda r: r.made_at
    ),
    Column(
        "returned",
        "Đã nhận tệp trả về",
        lambda row: _moment(row.returned_at) or "Chưa nhận",
        width=19,
        sort_key=lambda row: row.returned_at,
        icon=lambda row: Tone.GOOD if row.returned_at else Tone.NEUTRAL,
    ),
)


class SheetFilesPart(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self.door = SheetFileDoor(self, work)
        self.dialog: SheetMakeDialog | None = None
        self._model = RowsModel(COLUMNS, row_key=_key)
        self.table: DataTable[SheetFileRow] = DataTable(
            self._model, name="sheet_files", store=work.store, empty=NOTHING
        )
        self.drop = DropFrame()
        self._note = QLabel("Tệp được kiểm tra trước; chưa có gì được ghi khi bạn chưa đồng ý.")
        self.make_button = QPushButton("Lập tệp phiếu")
        self.take_button = QPushButton(icons.icon("receive"), "Nhận tệp phiếu")
        self.open_button = QPushButton(icons.icon("open"), "Mở tệp phiếu")
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        theme.role(self.make_button, "primary")
        self.make_button.setToolTip("Lập tệp phiếu cho từng người đánh giá (Insert)")
        self.take_button.setToolTip("Nhận tệp người đánh giá gửi trả về (Ctrl+O)")
        self.open_button.setToolTip("Mở tệp phiếu mà cơ quan khác gửi cho mình đánh giá")
        for button in (self.open_button, self.make_button):
            self.table.bar.addWidget(button)
        self.drop.setAccessibleName("Kéo hoặc dán tệp trả về vào đây")
        sign = QLabel()
        sign.setPixmap(icons.pixmap("receive", theme.em() * 2, theme.COLOURS.text_soft))
        title = QLabel("Kéo tệp người đánh giá gửi trả về vào đây")
        theme.role(title, "strong")
        theme.role(self._note, "soft")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(self._note)
        row = QHBoxLayout(self.drop)
        row.setContentsMargins(theme.gap() * 2, theme.gap(), theme.gap() * 2, theme.gap())
        row.setSpacing(theme.gap() * 2)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self.take_button, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.gap())
        layout.addWidget(self.drop)
        layout.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.drop.files.connect(self._on_files)
        self.table.empty_pressed.connect(self._on_make)
        self.make_button.clicked.connect(self._on_make)
        self.take_button.clicked.connect(self._on_take)
        self.open_button.clicked.connect(self._on_open)
        add = partial(self.table.add_action, needs_rows=False)
        add("Lập tệp phiếu", self._on_make, icon="add", shortcut="Insert")
        self.table.add_action("Hủy tệp phiếu", self._on_cancel, icon="delete", shortcut="Delete")
        add("Nhận tệp phiếu", self._on_take, icon="receive", shortcut="Ctrl+O")

    # what the page calls

    def reload(self) -> None:
        work = self._work
        rows: tuple[SheetFileRow, ...] = ()
        if work.programme_id:
            rows = sheet_files.made(work.session, work.programme_id, work.year)
        self._model.set_rows(rows)
        self.make_button.setEnabled(bool(work.programme_id))

    def take_focus(self) -> None:
        (self.table.view if self._model.rowCount() else self.make_button).setFocus()

    # slots

    def _on_make(self) -> None:
        work = self._work
        people = sheet_files.assessors(work.session, work.programme_id, work.year)
        offered = sheet_files.offered(work.session, work.programme_id, work.year)
        if not people or all(row.why_not for row in offered):
            lacking = "đăng ký nào đánh giá được" if people else "danh sách người đánh giá"
            nothing = UserError(
                f"Chưa có {lacking} để lập tệp phiếu.",
                todo="Nhập đăng ký trước."
                if people
                else "Ghi danh sách ở thẻ “Người đánh giá” trước.",
            )
            work.messages.error(self, nothing)
            return
        self.dialog = SheetMakeDialog(self, work, people, offered)
        self.dialog.accepted.connect(partial(self._on_wanted, self.dialog))
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _on_wanted(self, dialog: SheetMakeDialog) -> None:
        wanted, folder = dialog.given, dialog.folder
        if wanted is None or folder is None:
            return
        session = self._work.session

        def make(progress: Progress) -> sheet_files.MadeFiles:
            return sheet_files.make_all(
                session, wanted.assessors, wanted.registrations, folder, wanted.options, progress
            )

        self._work.start("Lập tệp phiếu", make, self._on_made, self)

    def _on_made(self, made: sheet_files.MadeFiles) -> None:
        self._work.broadcast(made.changes)
        self._work.messages.info(self, made.words, made.detail)

    def _on_cancel(self) -> None:
        rows = self.table.selected_rows()
        if len(rows) != 1:
            return
        question = (
            f"Vì sao hủy tệp số {rows[0].sequence} của {rows[0].assessor}? "
            "Tệp trả về của tệp này sẽ không được nhận nữa."
        )
        messages, session = self._work.messages, self._work.session
        reason = messages.ask_reason(self, "Hủy tệp phiếu", question, yes="Hủy tệp")
        if reason is not None:
            self._work.run(self, partial(sheet_files.cancel, session, rows[0].uid, reason))

    def _on_take(self) -> None:
        path = self._work.messages.open_file(self, "Nhận tệp phiếu", PATTERN)
        if path is not None:
            self.door.take_back(path)

    def _on_open(self) -> None:
        path = self._work.messages.open_file(self, "Mở tệp phiếu", PATTERN)
        if path is not None:
            self.door.mark(path)

    def _on_files(self, paths: list[Path]) -> None:
        if len(paths) == 1:
            self.door.open(paths[0])
        elif paths:
            self._note.setText("Mỗi lần nhận một tệp: hãy kéo từng tệp vào.")
