"""Where everything stands in the template editor: bar, list of fields, paper, forms, problems.

Owns places and words; what they do is the editor's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.certificate_checks import TemplateProblem
from danvan_desktop.domain.certificate_template import Source
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.certificate_canvas import CertificateCanvas
from danvan_desktop.ui.certificate_edits import Edited
from danvan_desktop.ui.certificate_field_form import FieldForm
from danvan_desktop.ui.certificate_page_form import PageForm
from danvan_desktop.ui.choice_field import ChoiceBox
from danvan_desktop.ui.side_remark import SideRemark
from danvan_desktop.ui.table_models import plain_tooltip
from danvan_desktop.ui.theme import COLOURS, Tone

FIELD_TAB, PAGE_TAB = range(2)
_KEY = int(Qt.ItemDataRole.UserRole)
_SIGNS = ("double", "delete", "up", "down", "centre", "undo", "redo")
_KEYS = (
    "Mũi tên: dời 1 mm · Shift: 0,1 mm · Ctrl: đổi cỡ ô · Alt khi kéo: không bám đường gióng · "
    "F6: sang khung bên · F4: chỗ cần sửa"
)

_SMALL_SCREEN = 130
"""Letters across, below which the lists at the sides give way to the paper."""


class CertificateFrame:
    """See the module's text."""

    def __init__(self, window: QDialog) -> None:
        self.window = window
        self.canvas = CertificateCanvas()
        self.fields = QListWidget()
        self.field_form = FieldForm()
        self.page_form = PageForm()
        self.problems = QListWidget()
        self.title = QLabel()
        self.state = SideRemark()
        self.checks = QLabel()
        self.size = QLabel()
        self.tabs = QTabBar()
        self.who = ChoiceBox()
        self.add_button = QPushButton(icons.icon("add"), "Thêm ô  ")
        self.preview_button = QPushButton(icons.icon("file"), "Xem trước")
        self.save_button = QPushButton(icons.icon("save", COLOURS.on_accent), "Lưu mẫu")
        self.use_button = QPushButton(icons.icon("check"), "Dùng mẫu này")
        self.close_button = QPushButton("Đóng")
        self.add_menu = QMenu(window)
        self.look_button = QPushButton(icons.icon("history"), "Lấy lại mẫu có sẵn  ")
        self.look_menu = QMenu(window)
        self._stack = QStackedWidget()
        self._bar = QHBoxLayout()
        self._assemble()
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)

    def _assemble(self) -> None:
        theme.role(self.title, "title")
        theme.role(self.checks, "strong")
        theme.role(self.save_button, "primary")
        for label in (self.title, self.state, self.checks):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.fields.setAccessibleName("Các ô của mẫu")
        self.fields.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.fields.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.fields.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.problems.setAccessibleName("Những chỗ cần sửa")
        self.problems.setFrameShape(QFrame.Shape.NoFrame)
        self.problems.setIconSize(QSize(theme.icon_size(), theme.icon_size()))
        self.problems.setFixedHeight(round(theme.em() * 2.6))
        self.problems.setToolTip("Enter: đến ô cần sửa")
        self.who.setAccessibleName("Xem với tên của")
        self.who.setMinimumContentsLength(16)
        # A long name of the register must not push away what stands before it.
        self.who.setSizeAdjustPolicy(
            ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.add_button.setMenu(self.add_menu)
        self.look_button.setMenu(self.look_menu)
        self.look_button.setAutoDefault(False)
        self.look_button.setToolTip("Mọi ô, viền, nền như mẫu của chương trình; Ctrl+Z để bỏ")
        layout = QVBoxLayout(self.window)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, theme.gap(), edge, theme.gap())
        layout.setSpacing(theme.gap())
        layout.addLayout(self._head())
        layout.addLayout(self._bar)
        layout.addWidget(self._split(), 1)
        layout.addWidget(self._checks())
        layout.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(theme.gap())
        head.addWidget(self.title)
        head.addWidget(self.state, 1)
        who = QLabel("Xem với")
        who.setBuddy(self.who)
        theme.role(who, "soft")
        for widget in (who, self.who, self.preview_button):
            head.addWidget(widget)
        self.preview_button.setAutoDefault(False)
        return head

    def _split(self) -> QSplitter:
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("Ô đang chọn hoặc trang giấy")
        self.tabs.addTab("Ô đang chọn")
        self.tabs.addTab("Trang giấy")
        self._stack.addWidget(self.field_form)
        self._stack.addWidget(self.page_form)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        side.setMinimumWidth(theme.chars(36))
        split = QSplitter(Qt.Orientation.Horizontal)
        self.fields.setMinimumWidth(theme.chars(15))
        for widget in (self.fields, self.canvas, side):
            split.addWidget(widget)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(theme.gap())
        split.setStretchFactor(1, 1)
        small = self.window.screen().availableSize().width() < theme.chars(_SMALL_SCREEN)
        left, right = (20, 36) if small else (25, 46)
        split.setSizes([theme.chars(left), theme.chars(100), theme.chars(right)])
        return split

    def _checks(self) -> QFrame:
        card = QFrame()
        theme.role(card, "card")
        row = QHBoxLayout(card)
        row.setContentsMargins(theme.gap(), theme.gap() // 2, theme.gap(), theme.gap() // 2)
        row.setSpacing(theme.gap())
        self.checks.setWordWrap(True)
        self.checks.setFixedWidth(theme.chars(22))
        row.addWidget(self.checks)
        row.addWidget(self.problems, 1)
        return card

    def _foot(self) -> QHBoxLayout:
        keys = SideRemark(_KEYS)
        foot = QHBoxLayout()
        foot.setSpacing(theme.gap())
        foot.addWidget(keys, 1)
        self.use_button.setToolTip("Lưu rồi chọn tổ chức, đối tượng mà giấy in theo mẫu này")
        for button in (self.close_button, self.use_button, self.save_button):
            button.setAutoDefault(False)
            button.setMinimumWidth(theme.chars(14))
            foot.addWidget(button)
        return foot

    def dress(self, actions: Mapping[str, QAction], add: Sequence[tuple[Source, QAction]]) -> None:
        """Put the actions into the bar and the menu of sources behind its button."""
        self._bar.setSpacing(theme.gap() // 2)
        self.add_button.setAutoDefault(False)
        self._bar.addWidget(self.add_button)
        for _, action in add:
            self.add_menu.addAction(action)
        for name in _SIGNS:
            if name in ("up", "centre", "undo"):
                self._bar.addSpacing(theme.gap())
            self._bar.addWidget(_sign(actions[name]))
        self._bar.addSpacing(theme.gap())
        self._bar.addWidget(self.look_button)
        self._bar.addStretch(1)
        theme.role(self.size, "soft")
        self.size.setMinimumWidth(theme.chars(7))
        self.size.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for name in ("zoom_out", "", "zoom_in", "fit"):
            self._bar.addWidget(_sign(actions[name]) if name else self.size)

    # showing

    def show_fields(self, state: Edited, bad: Mapping[str, Tone]) -> None:
        """The list of fields, with a sign at what is wrong, and what is chosen."""
        blocker = QSignalBlocker(self.fields)
        wanted = [(one.id, _field_words(one.label, one.visible)) for one in state.template.fields]
        shown = [
            (str(self.fields.item(row).data(_KEY)), self.fields.item(row).text())
            for row in range(self.fields.count())
        ]
        if wanted != shown:
            self.fields.clear()
            for key, words in wanted:
                item = QListWidgetItem(words)
                item.setData(_KEY, key)
                item.setToolTip(plain_tooltip(words))
                self.fields.addItem(item)
        for row, (key, _) in enumerate(wanted):
            item = self.fields.item(row)
            item.setIcon(icons.tone_icon(bad.get(key, Tone.NEUTRAL)))
            item.setSelected(key in state.chosen)
            if state.chosen[:1] == (key,):
                self.fields.setCurrentRow(row, QItemSelectionModel.SelectionFlag.NoUpdate)
        blocker.unblock()

    def chosen_fields(self) -> tuple[str, ...]:
        """The ids chosen in the list."""
        rows = sorted(self.fields.row(item) for item in self.fields.selectedItems())
        return tuple(str(self.fields.item(row).data(_KEY)) for row in rows)

    def show_problems(self, problems: Sequence[TemplateProblem]) -> None:
        """The list under the paper; its room stays, lest the paper jump under the mouse."""
        wanted = [one.words for one in problems]
        if wanted != [self.problems.item(row).text() for row in range(self.problems.count())]:
            self.problems.clear()
            for one in problems:
                tone = Tone.WARN if one.warning else Tone.BAD
                item = QListWidgetItem(icons.tone_icon(tone), one.words)
                item.setData(_KEY, one.field)
                item.setToolTip(plain_tooltip(one.words))
                self.problems.addItem(item)
        errors = sum(not one.warning for one in problems)
        warnings = len(problems) - errors
        words = [f"{errors} chỗ cần sửa"] if errors else []
        words += [f"{warnings} chỗ nên xem lại"] if warnings else []
        self.checks.setText(f"Kiểm tra: {', '.join(words)}" if words else "Kiểm tra: không có lỗi")

    def problem_field(self) -> str | None:
        """The field of the line with the cursor; None without a line."""
        item = self.problems.currentItem()
        return None if item is None else str(item.data(_KEY))


def _field_words(label: str, visible: bool) -> str:
    return label if visible else f"{label} (ẩn)"


def _sign(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setAccessibleName(action.text())
    return button
