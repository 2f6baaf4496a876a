"""“Đã ban hành”: every paper that left the office, of all years, and its kept files.

Owns the list, opening the kept file or the stamped scan, and the export as a folder; nothing here
is drawn anew.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.dates import format_date
from danvan_desktop.errors import DanVanError, StorageError
from danvan_desktop.services import issued_list, paper_files, papers
from danvan_desktop.services.issued_list import Exported, IssuedListRow
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.ui import icons
from danvan_desktop.ui.day_range import DayRange
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.evidence_files import open_bytes
from danvan_desktop.ui.list_filters import CLEAR, Choice, ListFilters
from danvan_desktop.ui.paper_actions import SCAN_FILES
from danvan_desktop.ui.paper_window import show_paper
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

NOTHING = Empty(
    "Chưa có văn bản nào được ban hành",
    "Văn bản vào danh sách này khi bấm “Ban hành”, hoặc khi quyết định đã nhập số, ngày.",
    "file",
)

NO_MATCH = Empty(
    "Không có văn bản nào khớp",
    f"Bấm “{CLEAR}” ở trên để thấy các văn bản khác.",
    "search",
)
CHOICES = (
    Choice("kind", "Mọi loại văn bản", "loại văn bản", letters=14),
    Choice("year", "Mọi năm", "năm ban hành", letters=4),
)

MOST_NAMED = 10
"""Lost files named in one message."""


def _key(row: IssuedListRow) -> str:
    return row.uid


COLUMNS: tuple[Column[IssuedListRow], ...] = (
    Column("kind", "Loại văn bản", lambda row: row.kind.label, width=24),
    Column("number", "Số", lambda row: row.number_text, width=9, firm=True, cited=True),
    Column(
        "date",
        "Ngày",
        lambda row: format_date(row.date) if row.date else "",
        width=12,
        sort_key=lambda row: row.date,
        firm=True,
    ),
    Column("title", "Về việc", lambda row: row.title, width=42),
    Column("issuer", "Cơ quan ban hành", lambda row: row.issuer, width=22, spare=True),
    Column(
        "standing",
        "Giá trị",
        lambda row: row.standing or "Còn đúng",
        width=16,
        icon=lambda row: Tone.WARN if row.standing else Tone.GOOD,
    ),
    Column("scan", "Bản scan", lambda row: "Đã lưu" if row.scan else "Chưa có", width=10),
)


class IssuedPart(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._rows: tuple[IssuedListRow, ...] = ()
        self.model: RowsModel[IssuedListRow] = RowsModel(COLUMNS, row_key=_key)
        self.table: DataTable[IssuedListRow] = DataTable(
            self.model, name="issued_list", store=work.store, empty=NOTHING
        )
        self.days = DayRange("ngày của văn bản")
        self.filters = ListFilters(self, "issued_list", work.store, CHOICES, self.days)
        self.kind_box, self.year_box = self.filters.boxes["kind"], self.filters.boxes["year"]
        self.open_button = QPushButton(icons.icon("print"), "Xem, in lại")
        self.scan_button = QPushButton(icons.icon("file"), "Mở bản scan")
        self.attach_button = QPushButton(icons.icon("receive"), "Đính kèm bản scan...")
        self.export_button = QPushButton(icons.icon("folder"), "Xuất ra thư mục...")
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        self.open_button.setToolTip("Mở đúng bản đã ban hành (Ctrl+P)")
        self.export_button.setToolTip(
            "Chép các văn bản đang chọn, hoặc mọi văn bản đang thấy, ra một thư mục (Ctrl+E)"
        )
        self.filters.place(self.table)
        for button in self._buttons():
            self.table.bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self.open_button, self.scan_button, self.attach_button, self.export_button)

    def _connect(self) -> None:
        self.table.selection_changed.connect(self._on_selection)
        self.table.opened.connect(self._on_opened)
        self.open_button.clicked.connect(self._on_open)
        self.scan_button.clicked.connect(self._on_scan)
        self.attach_button.clicked.connect(self._on_attach)
        self.export_button.clicked.connect(self._on_export)
        self.filters.changed.connect(self._narrow)
        add = self.table.add_action
        add("Xem, in lại", self._on_open, icon="print", shortcut="Ctrl+P")
        add("Mở bản scan", self._on_scan, icon="file")
        add("Đính kèm bản scan...", self._on_attach, icon="receive", shortcut="Ctrl+G")
        add("Xuất ra thư mục...", self._on_export, icon="folder", shortcut="Ctrl+E")

    # showing

    def reload(self) -> None:
        """Read every issued paper again."""
        self._rows = issued_list.all_issued(self._work.session)
        kinds = {row.kind for row in self._rows}
        years = sorted({row.year for row in self._rows}, reverse=True)
        self.filters.offer("kind", [(one.value, one.label) for one in PaperKind if one in kinds])
        self.filters.offer("year", [(str(year), f"Năm {year}") for year in years])
        self._narrow()

    def _narrow(self) -> None:
        kind, year = self.filters.value("kind"), self.filters.value("year")
        self.model.set_rows(
            row
            for row in self._rows
            if kind in ("", row.kind) and year in ("", str(row.year)) and self.days.takes(row.date)
        )
        self.table.set_left_out(len(self._rows) - self.model.total())
        self.table.set_empty(NO_MATCH if self._rows else NOTHING)
        if self.model.rowCount() and not self.table.selected_numbers():
            self.table.select_row(0)
        self._on_selection()

    def select(self, uid: str) -> bool:
        """Select an issued paper; False when it is not in the list."""
        if self.model.find(uid) < 0:
            self.filters.clear()
        return self.table.select_key(uid)

    # slots

    def _row(self) -> IssuedListRow | None:
        rows = self.table.selected_rows()
        return rows[0] if len(rows) == 1 else None

    def _on_selection(self) -> None:
        row = self._row()
        writable = not self._work.session.view_only
        self.open_button.setEnabled(row is not None)
        self.scan_button.setEnabled(row is not None and row.scan)
        self.attach_button.setEnabled(row is not None and writable)
        self.export_button.setEnabled(bool(self.model.rowCount()))

    def _on_opened(self, row: IssuedListRow) -> None:
        show_paper(
            self._work,
            self,
            row.kind.label,
            partial(papers.reprint, self._work.session, row.uid),
        )

    def _on_open(self) -> None:
        if row := self._row():
            self._on_opened(row)

    def _on_scan(self) -> None:
        row = self._row()
        file = issued_list.scan_path(self._work.session, row.desk) if row and row.desk else None
        if file is None:
            return
        try:
            content = paper_files.content(file)
        except DanVanError as error:
            self._work.messages.error(self, error)
            return
        open_bytes(self._work.messages, self, file.file_name, content)

    def _on_attach(self) -> None:
        row = self._row()
        if row is None or self._work.session.view_only:
            return
        path = self._work.messages.open_file(self, "Chọn bản scan có dấu", SCAN_FILES)
        if path is not None and self._work.run(
            self,
            partial(paper_files.attach_scan_of_issued, self._work.session, row.uid, path),
        ):
            self._work.say("Đã lưu bản scan có dấu.")

    def _on_export(self) -> None:
        """The selected papers, or all in sight where fewer than two are selected."""
        chosen = self.table.selected_rows()
        rows = chosen if len(chosen) > 1 else list(self.model.shown())
        folder = self._work.messages.choose_folder(self, "Chọn thư mục để xuất văn bản")
        if folder is None or not rows:
            return
        uids = [row.uid for row in rows]

        def work(progress: Progress) -> Exported:
            return issued_list.export(self._work.session, uids, folder, progress)

        self._work.start("Xuất văn bản", work, self._on_exported, self)

    def _on_exported(self, exported: Exported) -> None:
        said = f"Đã xuất {len(exported.written)} tệp"
        if exported.lost:
            lost = StorageError(
                f"{said}, thiếu {len(exported.lost)} tệp.",
                safe="Các tệp khác đã xuất trọn vẹn. " + "\n".join(exported.lost[:MOST_NAMED]),
                todo="Khôi phục thư mục files từ bản sao lưu rồi xuất lại.",
            )
            self._work.messages.error(self, lost)
        self._work.say(f"{said}.")
