"""`FileDropArea`: files dragged in, chosen or pasted, as a list of paths.

    area = FileDropArea("photos", "Ảnh", messages, patterns="Ảnh (*.jpg *.jpeg *.png)")
    area.value()            # tuple of Path, in the order they came

It is a `Field` like the others (`set_problem`, `changed`, drafts). A folder, a missing file, an
ending that is not wanted and a file already in the list are refused with the reason beside it.
Reads no file and copies none: that is a service's, after saving.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.errors import FieldError
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.fields import Field
from danvan_desktop.ui.messages import Messages

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff")


class DropFrame(QFrame):
    """The dashed frame. Emits `files(list of Path)` for what is dropped or pasted on it."""

    files = Signal(list)
    remove_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.role(self, "drop")
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if paths_of(event.mimeData()):
            theme.set_state(self, "over", "true")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        theme.set_state(self, "over", "false")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        theme.set_state(self, "over", "false")
        # Always a copy: with "move" some programs delete the official's own file afterwards.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.files.emit(paths_of(event.mimeData()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.files.emit(paths_of(QGuiApplication.clipboard().mimeData()))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)


class FileDropArea(Field):
    """See the module's text."""

    def __init__(
        self,
        name: str,
        label: str,
        messages: Messages,
        *,
        patterns: str = "Tất cả tệp (*)",
        endings: Sequence[str] = (),
        most: int = 50,
        required: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._messages = messages
        self._patterns = patterns
        self._endings = tuple(ending.lower() for ending in endings)
        self._most = most
        self._paths: list[Path] = []
        self._frame = DropFrame()
        self._list = QListWidget()
        self.choose_button = QPushButton(icons.icon("folder"), "Chọn tệp...")
        self.remove_button = QPushButton(icons.icon("close"), "Bỏ tệp đã chọn")
        super().__init__(name, label, self._frame, required=required, hint=hint, parent=parent)
        self._assemble_frame()
        self._frame.files.connect(self.add_files)
        self._frame.remove_wanted.connect(self._on_remove)
        self.choose_button.clicked.connect(self._on_choose)
        self.remove_button.clicked.connect(self._on_remove)
        self._list.itemSelectionChanged.connect(self._show_buttons)
        self._show()

    def _assemble_frame(self) -> None:
        self._words = QLabel("Kéo tệp vào đây, dán (Ctrl+V), hoặc")
        theme.role(self._words, "soft")
        self._list.setAccessibleName(f"{self.label}: các tệp đã chọn")
        self._list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        row = QHBoxLayout()
        row.addWidget(self._words)
        for button in (self.choose_button, self.remove_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self._frame)
        layout.setContentsMargins(theme.gap(), theme.gap(), theme.gap(), theme.gap())
        layout.addLayout(row)
        layout.addWidget(self._list)

    def value(self) -> tuple[Path, ...]:
        if self.required and not self._paths:
            raise FieldError(self.name, f"{self.label}: chưa chọn tệp nào.")
        return tuple(self._paths)

    def set_value(self, value: Iterable[Path] | None) -> None:
        self._paths = list(value or ())
        self._show()

    def text(self) -> str:
        return "\n".join(str(path) for path in self._paths)

    def set_text(self, text: str) -> None:
        self.set_value([Path(line) for line in text.splitlines() if Path(line).is_file()])

    def set_read_only(self, read_only: bool) -> None:
        self._frame.setEnabled(not read_only)

    def add_files(self, paths: Iterable[Path]) -> None:
        """Take what may be taken; say beside the field what was not, and why."""
        refused: list[str] = []
        before = len(self._paths)
        for path in paths:
            reason = self._refusal(path)
            if reason:
                refused.append(f"{path.name}: {reason}")
            else:
                self._paths.append(path)
        self._show()
        if len(self._paths) != before:
            self._on_edited()
        if refused:
            self.set_problem("Không nhận " + "; ".join(refused[:4]) + ".")

    def _refusal(self, path: Path) -> str:
        if path in self._paths:
            return "đã có trong danh sách"
        if path.is_dir():
            return "là thư mục, hãy chọn từng tệp"
        if not path.is_file():
            return "không tìm thấy tệp"
        if self._endings and path.suffix.lower() not in self._endings:
            return f"chỉ nhận {', '.join(self._endings)}"
        if len(self._paths) >= self._most:
            return f"nhiều nhất {self._most} tệp"
        return ""

    def _on_choose(self) -> None:
        self.add_files(self._messages.open_files(self, self.label, self._patterns))

    def _on_remove(self) -> None:
        chosen = {item.data(Qt.ItemDataRole.UserRole) for item in self._list.selectedItems()}
        if chosen:
            self._paths = [path for path in self._paths if str(path) not in chosen]
            self._show()
            self._on_edited()

    def _show(self) -> None:
        self._list.clear()
        for path in self._paths:
            sign = "photo" if path.suffix.lower() in PICTURES else "file"
            item = QListWidgetItem(icons.icon(sign), path.name)
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            self._list.addItem(item)
        rows = min(len(self._paths), 6)
        self._list.setVisible(bool(rows))
        self._list.setFixedHeight(rows * round(theme.em() * 1.25) + theme.gap())
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.remove_button.setVisible(bool(self._list.selectedItems()))


def paths_of(data: QMimeData | None) -> list[Path]:
    """The files on this computer that a drag or the clipboard names."""
    urls: list[QUrl] = data.urls() if data is not None and data.hasUrls() else []
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
