"""Where everything stands in the criteria editor: head, actions, tree, form, checks.

Owns places and words; what they do is the editor's.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
)

from danvan_desktop.domain.criteria import CriteriaSet
from danvan_desktop.services.criteria_sets import SetView
from danvan_desktop.ui import theme
from danvan_desktop.ui.criteria_panel import CriteriaPanel
from danvan_desktop.ui.criteria_tree_view import CriteriaTree
from danvan_desktop.ui.defects_view import DefectsView
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.theme import Tone

_BUTTONS = ("add", "add_section", "add_condition")
_SIGNS = ("up", "down", "into", "out", "copy", "delete", "undo", "redo")
_MENU = (
    *_BUTTONS,
    "copy",
    "up",
    "down",
    "into",
    "out",
    "sum",
    "renumber",
    "delete",
    "copy_table",
    "paste",
)
_KEYS = (
    "F6: sang biểu mẫu và về cây · F4: đến chỗ cần sửa · Insert: thêm · Ctrl+mũi tên: chuyển · "
    "F8: lấy tổng mục con"
)


class CriteriaFrame:
    """See the module's text."""

    def __init__(self, window: QDialog) -> None:
        self.window = window
        self.tree = CriteriaTree()
        self.panel = CriteriaPanel()
        self.defects = DefectsView()
        self.title = QLabel()
        self.state = QLabel()
        self.lock = Banner("")
        self.draft_banner = Banner("Có phần sửa dở lần trước, chưa lưu.", Tone.INFO)
        self.keys = QLabel(_KEYS)
        self.bar = QHBoxLayout()
        self.save_button = QPushButton("Lưu")
        self.close_button = QPushButton("Đóng")
        self._tables = QPushButton("Bảng Excel, Word  ")
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._assemble()

    def _assemble(self) -> None:
        theme.role(self.title, "title")
        theme.role(self.state, "soft")
        theme.role(self.keys, "soft")
        theme.role(self.save_button, "primary")
        for label in (self.title, self.state):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.draft_banner.hide()
        head = QHBoxLayout()
        head.setSpacing(theme.gap() * 2)
        head.addWidget(self.title, 1)
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._split.addWidget(self.tree)
        self._split.addWidget(self.panel)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(theme.gap())
        self._split.setStretchFactor(0, 55)
        self._split.setStretchFactor(1, 45)
        self._split.setSizes([700, 600])
        layout = QVBoxLayout(self.window)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, theme.gap(), edge, theme.gap())
        layout.setSpacing(theme.gap())
        layout.addLayout(head)
        layout.addWidget(self.lock)
        layout.addWidget(self.draft_banner)
        layout.addLayout(self.bar)
        layout.addWidget(self._split, 1)
        layout.addWidget(self.defects)
        layout.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(theme.gap())
        foot.addWidget(self.keys, 1)
        for button in (self.close_button, self.save_button):
            button.setAutoDefault(False)
            button.setMinimumWidth(theme.chars(14))
            foot.addWidget(button)
        return foot

    def dress(self, actions: Mapping[str, QAction]) -> None:
        """Put the actions into the bar, the menus and behind the buttons."""
        self.bar.setSpacing(theme.gap() // 2)
        for name in _BUTTONS:
            self.bar.addWidget(_button(actions[name]))
        for name in _SIGNS:
            if name in ("copy", "undo"):
                self.bar.addSpacing(theme.gap())
            self.bar.addWidget(_sign(actions[name]))
        self.bar.addStretch(1)
        self.bar.addWidget(self._tables)
        menu = QMenu(self._tables)
        for name in ("paste", "import_file", "copy_table", "export_file"):
            menu.addAction(actions[name])
        self._tables.setMenu(menu)
        self._tables.setAutoDefault(False)
        for name in ("versions", "try_out"):
            self.bar.addWidget(_button(actions[name]))
        self.save_button.clicked.connect(actions["save"].trigger)
        self.save_button.setToolTip("Lưu (Ctrl+S)")
        self.close_button.setToolTip("Đóng (Esc)")
        self._dress_tree(actions)

    def _dress_tree(self, actions: Mapping[str, QAction]) -> None:
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        menu = QMenu(self.tree)
        for name in _MENU:
            menu.addAction(actions[name])
        self._menu = menu
        self.tree.customContextMenuRequested.connect(self._on_menu)

    def _on_menu(self, place: QPoint) -> None:
        self._menu.popup(self.tree.viewport().mapToGlobal(place))

    # showing

    def show_head(self, view: SetView, criteria_set: CriteriaSet, *, changed: bool) -> None:
        """The set's name, its programme and version, and whether it is in use."""
        self.title.setText(criteria_set.title or "Bộ tiêu chí mới")
        saved = "có phần chưa lưu" if changed else "đã lưu"
        words = f"Phiên bản {view.version}" if view.edit.code else "Bộ mới"
        self.state.setText(f"{words} · {saved}")
        self.window.setWindowTitle(f"Soạn bộ tiêu chí - {view.programme.name}")
        locked = view.use.locked
        self.save_button.setText("Lưu thành phiên bản mới" if locked else "Lưu")
        self.save_button.setEnabled(changed)
        self.lock.setVisible(locked)
        if locked:
            self.lock.show_text(
                f"{view.use.words}. Bộ này đã khóa: phần sửa được lưu thành phiên bản mới, phiếu "
                "đã hoàn thành giữ nguyên bộ cũ.",
                Tone.WARN,
            )

    def show_view_only(self) -> None:
        """In a folder that can only be viewed a set may be tried out, not saved."""
        self.save_button.setEnabled(False)
        self.lock.show_text("Chỉ xem: soạn thử được nhưng không lưu được.", Tone.INFO)
        self.lock.show()

    def say(self, words: str) -> None:
        """A line at the foot about what was just done; "" for the keys."""
        self.keys.setText(words or _KEYS)
        theme.role(self.keys, "strong" if words else "soft")

    def title_bar(self) -> int:
        """Height the system's title bar takes."""
        return self.window.frameGeometry().height() - self.window.geometry().height()


def _button(action: QAction) -> QPushButton:
    button = QPushButton(action.icon(), action.text())
    button.setAutoDefault(False)
    button.setToolTip(action.toolTip())
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _sign(action: QAction) -> QToolButton:
    sign = QToolButton()
    sign.setDefaultAction(action)
    sign.setIconSize(QSize(theme.icon_size(), theme.icon_size()))
    sign.setAccessibleName(action.text())
    sign.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return sign
