"""Where everything stands in the batch window: recipients and problems, the paper, options.

Owns places and words, and the ticks of the list; what they do is the window's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.text import search_key
from danvan_desktop.services.certificate_batch import PaperProblem, PreparedPaper
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.certificate_batch_options import BatchOptions
from danvan_desktop.ui.certificate_canvas import CertificateCanvas
from danvan_desktop.ui.certificate_frame import narrow
from danvan_desktop.ui.editors import LineEdit
from danvan_desktop.ui.table_models import plain_tooltip
from danvan_desktop.ui.theme import COLOURS, Tone

_PLACE = int(Qt.ItemDataRole.UserRole)
_FIELD = _PLACE + 1
_KEYS = (
    "Alt+mũi tên: người trước, sau · Trên trang giấy: bấm vào ô rồi dùng mũi tên dời 1 mm, "
    "Shift 0,1 mm, chỉ cho người này"
)


class BatchFrame:
    """See the module's text."""

    def __init__(self, window: QDialog, title: str) -> None:
        self.window = window
        self.people = QListWidget()
        self.filter = LineEdit()
        self.problems = QListWidget()
        self.canvas = CertificateCanvas()
        self.options = BatchOptions()
        self.count = QLabel()
        self.checks = QLabel()
        self.place = QLabel()
        self.all_button = QPushButton("Chọn tất cả")
        self.none_button = QPushButton("Bỏ chọn")
        self.record_button = QPushButton(icons.icon("register"), "Mở hồ sơ")
        self.template_button = QPushButton(icons.icon("edit"), "Sửa mẫu")
        self.spoil_button = QPushButton("Ghi hỏng")
        self.back_button = QPushButton(icons.icon("return"), "Bỏ dời chữ")
        self.preview_button = QPushButton(icons.icon("file"), "Xem tất cả")
        self.folder_button = QPushButton(icons.icon("folder"), "Mỗi người một tệp...")
        self.file_button = QPushButton(icons.icon("save"), "Lưu PDF...")
        self.print_button = QPushButton(icons.icon("print", COLOURS.on_accent), "In")
        self.close_button = QPushButton("Đóng")
        self._assemble(title)

    def _assemble(self, title: str) -> None:
        heading = QLabel(title)
        theme.role(heading, "title")
        theme.role(self.count, "soft")
        head = QHBoxLayout()
        head.setSpacing(theme.gap() * 2)
        head.addWidget(heading)
        head.addWidget(self.count, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self._left(), self._middle(), self.options):
            split.addWidget(widget)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(theme.gap())
        split.setStretchFactor(1, 1)
        split.setSizes([theme.chars(46), theme.chars(90), theme.chars(42)])
        layout = QVBoxLayout(self.window)
        edge = theme.gap()
        layout.setContentsMargins(edge, theme.gap(), edge, theme.gap())
        layout.setSpacing(theme.gap())
        layout.addLayout(head)
        layout.addWidget(split, 1)
        layout.addLayout(self._foot())

    def _left(self) -> QWidget:
        theme.role(self.checks, "strong")
        self.checks.setTextFormat(Qt.TextFormat.PlainText)
        self.problems.setAccessibleName("Giấy chưa in được và lý do")
        self.problems.setFrameShape(QFrame.Shape.NoFrame)
        self.problems.setWordWrap(True)
        self.problems.setIconSize(QSize(theme.icon_size(), theme.icon_size()))
        self.problems.setMaximumHeight(theme.em() * 9)
        self.problems.setToolTip("Enter: đến giấy và ô cần sửa")
        self.people.setAccessibleName("Người, đơn vị được cấp giấy")
        self.people.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.filter.setPlaceholderText("Tìm người, đơn vị")
        self.filter.setAccessibleName("Tìm người, đơn vị")
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.gap() // 2)
        for button in (self.all_button, self.none_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap() // 2)
        column.addWidget(self.checks)
        column.addWidget(self.problems)
        column.addWidget(self.filter)
        column.addLayout(buttons)
        column.addWidget(self.people, 1)
        side.setMinimumWidth(theme.chars(22))
        return side

    def _middle(self) -> QWidget:
        theme.role(self.place, "soft")
        narrow(self.place)
        self.record_button.setToolTip("Hồ sơ đăng ký của người này")
        self.back_button.setToolTip("Đưa các ô của người này về chỗ trong mẫu")
        row = QHBoxLayout()
        row.setSpacing(theme.gap() // 2)
        row.addWidget(self.place, 1)
        for button in (
            self.back_button,
            self.record_button,
            self.template_button,
            self.spoil_button,
        ):
            button.setAutoDefault(False)
            theme.role(button, "quiet")
            row.addWidget(button)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap() // 2)
        column.addLayout(row)
        column.addWidget(self.canvas, 1)
        return middle

    def _foot(self) -> QHBoxLayout:
        keys = QLabel(_KEYS)
        keys.setToolTip(_KEYS)
        narrow(keys)
        theme.role(keys, "soft")
        theme.role(self.print_button, "primary")
        self.print_button.setToolTip("In các giấy đang chọn (Ctrl+P)")
        self.file_button.setToolTip("Một tệp PDF gồm mọi giấy (Ctrl+S)")
        foot = QHBoxLayout()
        foot.setSpacing(theme.gap())
        foot.addWidget(keys, 1)
        for button in (
            self.preview_button,
            self.folder_button,
            self.file_button,
            self.close_button,
            self.print_button,
        ):
            button.setAutoDefault(False)
            foot.addWidget(button)
        return foot

    # the list

    def show_people(self, papers: Sequence[PreparedPaper], ticked: Mapping[str, bool]) -> None:
        """One line for each paper; ticked unless `ticked` says otherwise by the paper's key."""
        blocker = QSignalBlocker(self.people)
        here = self.people.currentRow()
        self.people.clear()
        for place, one in enumerate(papers):
            item = QListWidgetItem(f"{place + 1}. {one.data.recipient}")
            item.setToolTip(plain_tooltip(f"{one.data.recipient}\n{one.data.address}"))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            shown = ticked.get(one.data.key, True)
            item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
            self.people.addItem(item)
        blocker.unblock()
        if papers:
            self.people.setCurrentRow(min(max(here, 0), len(papers) - 1))

    def ticked(self) -> list[int]:
        """The places of the ticked papers."""
        rows = range(self.people.count())
        return [row for row in rows if self.people.item(row).checkState() == Qt.CheckState.Checked]

    def tick_shown(self, on: bool) -> None:
        """Tick, or not, every line the filter lets through."""
        blocker = QSignalBlocker(self.people)
        for row in range(self.people.count()):
            item = self.people.item(row)
            if not item.isHidden():
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        blocker.unblock()

    def filter_people(self, typed: str) -> None:
        """Show the lines that hold every typed word."""
        words = search_key(typed).split()
        for row in range(self.people.count()):
            item = self.people.item(row)
            key = search_key(item.text())
            item.setHidden(not all(word in key for word in words))

    def show_problems(self, problems: Sequence[PaperProblem] | None) -> None:
        """What keeps papers from being printed; None while it is being looked for."""
        self.problems.clear()
        bad = {one.place for one in problems or ()}
        for one in problems or ():
            item = QListWidgetItem(icons.tone_icon(Tone.BAD), one.sentence)
            item.setToolTip(plain_tooltip(one.sentence))
            item.setData(_PLACE, one.place)
            item.setData(_FIELD, one.field)
            self.problems.addItem(item)
        blocker = QSignalBlocker(self.people)
        for row in range(self.people.count()):
            tone = Tone.BAD if row in bad else Tone.GOOD
            item = self.people.item(row)
            item.setIcon(icons.tone_icon(Tone.NEUTRAL if problems is None else tone))
        blocker.unblock()
        self.problems.setVisible(bool(problems))
        if problems is None:
            self.checks.setText("Đang kiểm tra từng giấy...")
        elif problems:
            self.checks.setText(f"{len(bad)} giấy chưa in được")
        else:
            self.checks.setText("Mọi giấy đều in được")

    def problem(self) -> tuple[int, str] | None:
        """Place and field of the problem with the cursor."""
        item = self.problems.currentItem()
        return None if item is None else (int(item.data(_PLACE)), str(item.data(_FIELD)))
