"""The actions of the criteria editor: words, icons and keys, for its bar, its menu and its tree.

Owns no effect: each action calls what the editor gives by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from danvan_desktop.ui import icons


@dataclass(frozen=True)
class Key:
    """One action. `in_tree`: its key works while the tree has the cursor, not in the fields."""

    name: str
    words: str
    icon: str
    keys: str
    in_tree: bool = True


ACTIONS = (
    Key("add", "Thêm tiêu chí", "add", "Ins"),
    Key("add_section", "Thêm mục", "folder", "Shift+Ins"),
    Key("add_condition", "Thêm điều kiện", "key", "Ctrl+Ins"),
    Key("copy", "Chép thành mục mới", "copy", "Ctrl+D"),
    Key("up", "Chuyển lên", "up", "Ctrl+Up"),
    Key("down", "Chuyển xuống", "down", "Ctrl+Down"),
    Key("into", "Đưa vào mục ở trên", "right", "Ctrl+Right"),
    Key("out", "Đưa ra khỏi mục", "left", "Ctrl+Left"),
    Key("delete", "Xóa", "delete", "Del"),
    Key("sum", "Lấy tổng mục con làm điểm tối đa", "target", "F8", in_tree=False),
    Key("renumber", "Đánh lại số thứ tự trong mục", "reload", "F7", in_tree=False),
    Key("copy_table", "Chép thành bảng", "table", "Ctrl+C"),
    Key("paste", "Dán bảng từ Excel, Word…", "table", "Ctrl+V"),
    Key("undo", "Hoàn tác", "return", "Ctrl+Z", in_tree=False),
    Key("redo", "Làm lại", "reload", "Ctrl+Y", in_tree=False),
    Key("import_file", "Lấy bảng từ tệp Excel…", "open", "Ctrl+O", in_tree=False),
    Key("export_file", "Xuất ra tệp Excel…", "save", "", in_tree=False),
    Key("versions", "Các phiên bản…", "history", "", in_tree=False),
    Key("try_out", "Chấm thử", "evaluate", "F5", in_tree=False),
    Key("next_defect", "Đến chỗ cần sửa", "alert", "F4", in_tree=False),
    Key("switch", "Sang bên kia", "edit", "F6", in_tree=False),
    Key("save", "Lưu", "save", "Ctrl+S", in_tree=False),
)


def make_actions(
    window: QWidget, tree: QWidget, slots: Mapping[str, Callable[[], object]]
) -> dict[str, QAction]:
    """One action for each, at the tree or the window; the tooltip names its key."""
    made = {}
    for one in ACTIONS:
        action = QAction(icons.icon(one.icon), one.words, window)
        words = one.words.rstrip("…")
        if one.keys:
            action.setShortcut(QKeySequence(one.keys))
            words = f"{words} ({_shown(one.keys)})"
        context = (
            Qt.ShortcutContext.WidgetShortcut
            if one.in_tree
            else (Qt.ShortcutContext.WindowShortcut)
        )
        action.setShortcutContext(context)
        action.setToolTip(words)
        action.triggered.connect(slots[one.name])
        (tree if one.in_tree else window).addAction(action)
        made[one.name] = action
    return made


def _shown(keys: str) -> str:
    """Keys as they stand on the keyboard and in the guide."""
    names = {
        "Ins": "Insert",
        "Del": "Delete",
        "Up": "Mũi tên lên",
        "Down": "Mũi tên xuống",
        "Left": "Mũi tên trái",
        "Right": "Mũi tên phải",
    }
    return "+".join(names.get(part, part) for part in keys.split("+"))
