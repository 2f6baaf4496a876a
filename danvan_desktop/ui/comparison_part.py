"""“Bảng so sánh”: every registration with its assessors side by side, as a list and as a chart.

Puts list, filter, chart and detail together and carries out what is asked of them. The board is
read by `services/comparison`; nothing is decided here.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.sheets import Stage
from danvan_desktop.errors import DanVanError
from danvan_desktop.services import comparison, papers
from danvan_desktop.services.comparison import Board
from danvan_desktop.services.comparison_detail import detail
from danvan_desktop.services.comparison_rows import CellStatus, ComparisonRow
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.services.session import Changes
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.comparison_chart import ChartPicture, ComparisonChart, chart_image
from danvan_desktop.ui.comparison_detail_view import ComparisonDetailView
from danvan_desktop.ui.comparison_filter import ComparisonFilter, Narrowed
from danvan_desktop.ui.comparison_table import ComparisonTable, ordered_by_place
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.paper_window import show_paper
from danvan_desktop.ui.registration_table import RowAction
from danvan_desktop.ui.scoring_dialog import open_scoring
from danvan_desktop.ui.tables import NOTHING
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

EMPTY = Empty(
    "Chưa có đăng ký để so sánh",
    "Mở “Đăng ký”, nhập mô hình, điển hình của năm này trước.",
    "table",
    "Đến Đăng ký",
)
_DETAIL_AFTER_MS = 60
_MANY_CHANGES = 8
_PICTURE_WIDTH = 1100
_LIST_LINES, _DETAIL_LINES = 14, 10
"""Heights below which the page rather scrolls, in lines of text."""
_WITH_SHEET = (CellStatus.COUNTED, CellStatus.OPEN, CellStatus.STALE)
_REMINDER = "Bảng để hội nghị xem xét, không thay cho kết quả bình xét."


class ComparisonPart(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._board: Board | None = None
        self._heard: list[Changes | None] = []
        self._detailed: ComparisonRow | None = None
        self.filter = ComparisonFilter()
        self.list = ComparisonTable(work, EMPTY)
        self.chart = ComparisonChart()
        self.detail = ComparisonDetailView()
        self.banner = Banner("", Tone.INFO)
        self.rule = QLabel()
        self.chart_button = QPushButton(icons.icon("report"), "Biểu đồ")
        self.picture_button = QPushButton(icons.icon("photo"), "Lưu ảnh biểu đồ")
        self.export_button = QPushButton(icons.icon("table"), "Xuất bảng tính")
        self.print_button = QPushButton(icons.icon("print"), "In bảng tổng hợp")
        self._area = QScrollArea()
        self._halves = QSplitter(Qt.Orientation.Vertical)
        self._later = QTimer(self)
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        self.chart_button.setCheckable(True)
        self.chart_button.setToolTip("Xem kết quả bằng biểu đồ, hoặc trở lại bảng (Ctrl+B)")
        self.chart_button.setShortcut("Ctrl+B")
        self.picture_button.setToolTip("Lưu biểu đồ thành ảnh PNG để đưa vào báo cáo, bài chiếu")
        self.export_button.setToolTip("Xuất những dòng đang xem ra bảng tính Excel (Ctrl+Shift+X)")
        self.print_button.setToolTip("In “Bảng tổng hợp kết quả đánh giá”, hoặc biểu đồ (Ctrl+P)")
        self.export_button.setShortcut("Ctrl+Shift+X")
        self.print_button.setShortcut("Ctrl+P")
        self._area.setWidget(self.chart)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.role(self.rule, "soft")
        self.rule.setWordWrap(True)
        self._later.setSingleShot(True)
        self._later.setInterval(_DETAIL_AFTER_MS)
        halves = self._halves
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.list)
        halves.addWidget(self.detail)
        self.list.setMinimumHeight(theme.em() * _LIST_LINES)
        # It takes what there is: how tall its lists would like to be says nothing.
        halves.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.gap())
        layout.addWidget(self.banner)
        layout.addWidget(self.filter)
        layout.addWidget(halves, 1)
        layout.addWidget(self.rule)

    def _connect(self) -> None:
        actions = (
            RowAction("open", "Mở phiếu thẩm định", self._on_open, "evaluate"),
            RowAction("record", "Mở hồ sơ đăng ký", self._on_record, "register"),
        )
        bar = (self.chart_button, self.picture_button, self.export_button, self.print_button)
        self.list.furnish(actions, bar)
        self.list.opened.connect(self._on_opened)
        self.list.selection_changed.connect(self._later.start)
        self.list.empty_pressed.connect(self._on_empty)
        self.list.shown_changed.connect(self._on_shown)
        self.filter.changed.connect(self._show_rows)
        self.chart.picked.connect(self._on_picked)
        self.chart_button.toggled.connect(self._on_chart)
        self.picture_button.clicked.connect(self._on_picture)
        self.export_button.clicked.connect(self._on_export)
        self.print_button.clicked.connect(self._on_print)
        self._later.timeout.connect(self._show_detail)

    # what the page calls

    def heed(self, changes: Changes | None) -> None:
        """What has changed since the board was read; None when it is not known."""
        self._heard = [*self._heard, changes] if len(self._heard) < _MANY_CHANGES else [None]

    def reload(self) -> None:
        """Bring the board up to date, reading anew only what has changed where that is known."""
        work = self._work
        heard, self._heard = self._heard, []
        if not work.programme_id:
            self._board = None
            return
        self._board = self._read(heard)
        self.filter.fill(self._board)
        self._show_rows()
        self._show_banner(self._board)
        self._show_parts()
        self._show_detail()

    def _read(self, heard: list[Changes | None]) -> Board:
        work, board = self._work, self._board
        same = (
            board is not None
            and (board.programme_id, board.year) == (work.programme_id, work.year)
            and bool(heard)
        )
        if board is None or not same or None in heard:
            return comparison.board(work.session, work.programme_id, work.year)
        for changes in heard:
            assert changes is not None
            board = comparison.refreshed(work.session, board, changes)
        return board

    def take_focus(self) -> None:
        """Into the list, or the chart where that is in sight."""
        if self.chart_button.isChecked():
            self.chart.setFocus()
        else:
            self.list.table.view.setFocus()

    def show_target(self, uid: str) -> None:
        """Select one registration, taking filters away when they hide it."""
        self.chart_button.setChecked(False)
        self.list.table.set_filter("")
        if not self.list.table.select_key(uid):
            self.filter.clear()
            self.list.table.select_key(uid)

    @property
    def board(self) -> Board | None:
        return self._board

    # what it shows

    def _show_rows(self) -> None:
        board = self._board
        if board is None:
            return
        kept = self.filter.narrowed()
        empty = EMPTY if kept == Narrowed() else NOTHING
        rows = board.rows
        if kept != Narrowed():
            rows = tuple(row for row in rows if kept.takes(row))
        self.list.show_board(board, rows, empty)
        if self.list.shown() and not self.list.chosen():
            self.list.table.select_row(0)
        self._show_rule(board)

    def _on_shown(self) -> None:
        """The rows in sight are others: the chart follows, buttons know whether there are any."""
        some = bool(self.list.shown())
        for button in (self.chart_button, self.picture_button, self.export_button):
            button.setEnabled(some or button.isChecked())
        self.print_button.setEnabled(some)
        if self.chart_button.isChecked():
            self.chart.show_picture(self._picture(), self.list.chosen())

    def _show_rule(self, board: Board) -> None:
        """How the result is made and how many may be given the title, for what is in sight."""
        groups = {row.group.key: row.group for row in self.list.shown()}
        said = []
        if len(groups) == 1:
            (group,) = groups.values()
            said = [group.rule, group.quota_words] if len(board.assessors) > 1 else []
            said = said or [group.quota_words]
        self.rule.setText(" ".join(part for part in (*said, _REMINDER) if part))

    def _show_banner(self, board: Board) -> None:
        if board.hidden:
            self.banner.show_text(
                f"Đang chấm độc lập: điểm của {board.hidden} đăng ký được ẩn, chỉ cho biết ai đã "
                "hoàn thành, đến khi phiếu của mình hoặc mọi phiếu đã hoàn thành.",
                Tone.INFO,
            )
        self.banner.setVisible(bool(board.hidden))

    def _show_parts(self) -> None:
        """An empty board says only what to do first; the chart has the whole height."""
        some = self._board is not None and bool(self._board.rows)
        self.filter.setVisible(some)
        self.rule.setVisible(some)
        detailed = some and not self.chart_button.isChecked()
        self.detail.setVisible(detailed)
        self._halves.setMinimumHeight(
            theme.em() * (_LIST_LINES + (_DETAIL_LINES if detailed else 0))
        )

    def _show_detail(self) -> None:
        self._later.stop()
        row = self.list.table.current_row()
        if row is not None and row is self._detailed:
            return
        self._detailed = row
        try:
            self.detail.show_detail(detail(self._work.session, row) if row else None)
        except DanVanError as error:
            self.detail.show_detail(None)
            self._work.say(error.what)

    def _picture(self) -> ChartPicture:
        words = [f"Kết quả đánh giá năm {self._work.year}", *self.filter.words()]
        return ChartPicture(
            self.list.shown(),
            " · ".join(words),
            QApplication.font(),
            edges=ordered_by_place(self.list.model),
        )

    # slots

    def _on_chart(self, shown: bool) -> None:
        if shown:
            self.chart.show_picture(self._picture(), self.list.chosen())
        self.list.show_instead(self._area if shown else None)
        self.chart_button.setText("Xem bảng" if shown else "Biểu đồ")
        self.chart_button.setIcon(icons.icon("table" if shown else "report"))
        self._show_parts()
        self.take_focus()

    def _on_picked(self, uid: str) -> None:
        self.chart_button.setChecked(False)
        self.list.table.select_key(uid)
        self.take_focus()

    def _on_opened(self, row: ComparisonRow) -> None:
        """The sheet of whose column it was, else that of who sits here."""
        order = [one.uid for one in self.list.shown() if one.group.criteria_set is not None]
        name = self.list.assessor()
        whose = name if row.cell(name).status in _WITH_SHEET else ""
        open_scoring(self, self._work, row.uid, Stage.APPRAISAL, order, assessor=whose)

    def _on_open(self) -> None:
        rows = self.list.table.selected_rows()
        if rows:
            self._on_opened(rows[0])

    def _on_record(self) -> None:
        rows = self.list.table.selected_rows()
        if rows:
            self._work.go("registrations", rows[0].uid)

    def _on_empty(self) -> None:
        if self._board is not None and self._board.rows:
            self.filter.clear()
        else:
            self._work.go("registrations", "")

    def _on_print(self) -> None:
        board = self._board
        if board is None:
            return
        if self.chart_button.isChecked():
            self._show_chart_pages()
            return
        uids = [row.uid for row in self.list.shown()]
        make = partial(papers.comparison_summary, self._work.session, board, uids)
        desk = (PaperKind.SUMMARY, "")
        show_paper(self._work, self, "Bảng tổng hợp kết quả đánh giá", make, desk)

    def _show_chart_pages(self) -> None:
        from danvan_desktop.ui.comparison_print import chart_pdf
        from danvan_desktop.ui.paper_dialog import PaperDialog

        name = f"Biểu đồ kết quả đánh giá năm {self._work.year}"
        pages = chart_pdf(self._picture())
        dialog = PaperDialog(self, self._work.messages, name, pages, f"{name}.pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _on_picture(self) -> None:
        work = self._work
        name = f"Biểu đồ kết quả đánh giá năm {work.year}.png"
        path = work.messages.save_file(self, "Lưu ảnh biểu đồ", name, "Ảnh PNG (*.png)")
        if path is None:
            return
        try:
            write_picture(self._picture(), path)
        except DanVanError as error:
            work.messages.error(self, error)
            return
        work.say(f"Đã lưu {path.name}.")

    def _on_export(self) -> None:
        work, board = self._work, self._board
        if board is None:
            return
        name = papers.comparison_workbook_name(board)
        path = work.messages.save_file(self, "Xuất bảng so sánh", name, "Bảng tính Excel (*.xlsx)")
        if path is None:
            return
        uids = tuple(row.uid for row in self.list.shown())
        notes = self.filter.words()
        write = partial(self._write, board, uids, path, notes)
        work.start("Xuất bảng so sánh", write, self._on_written, self)

    def _write(
        self,
        board: Board,
        uids: tuple[str, ...],
        path: Path,
        notes: tuple[str, ...],
        _progress: Progress,
    ) -> Path:
        papers.comparison_workbook(self._work.session, board, uids, path, notes)
        return path

    def _on_written(self, path: Path) -> None:
        self._work.say(f"Đã lưu {path.name}.")


def write_picture(picture: ChartPicture, path: Path) -> None:
    """The chart as a PNG file, written whole or not at all. Raises `StorageError`."""
    from danvan_desktop.saving import replacing

    image = chart_image(picture, _PICTURE_WIDTH)
    with replacing(path) as temporary:
        if not image.save(str(temporary), "PNG"):  # type: ignore[call-overload]
            raise OSError("the picture could not be written")
