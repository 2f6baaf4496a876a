"""The one door to message boxes and file dialogs.

A `Messages` is made once and handed down to every page and dialog; tests hand down their own
with the same methods. Nothing else in `ui` may open a QMessageBox or a QFileDialog.

    self._messages.error(self, error)                        # any exception
    self._messages.info(self, "Đã lưu 12 đăng ký.")
    if self._messages.confirm(self, "Xóa 3 dòng đã chọn?", yes="Xóa", danger=True): ...
    reason = self._messages.ask_reason(self, "Trả lại đăng ký", "Vì sao trả lại?")
    choice = self._messages.choose(self, "...?", ["Lưu", "Không lưu"])    # index or None
    path = self._messages.open_file(self, "Nhận tệp", "Gói dữ liệu (*.dvk)")
    path = self._messages.save_file(self, "Lưu tệp", "danh-sach.xlsx", "Excel (*.xlsx)")

Texts are shown as plain text: a name with `<` in it stays as typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.errors import DanVanError
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.stores import MemorySettings, SettingsStore
from danvan_desktop.ui.theme import Tone

BUG_WHAT = "Chương trình gặp lỗi không lường trước."
BUG_SAFE = "Dữ liệu đã lưu vẫn an toàn. Việc vừa làm có thể chưa được ghi."
BUG_TODO = "Hãy làm lại; nếu lỗi lặp lại, gửi tệp nhật ký trong thư mục dữ liệu cho người hỗ trợ."
LAST_FOLDER = "messages.last_folder"


def error_parts(error: BaseException) -> tuple[str, str]:
    """The headline and the remaining sentences an official sees for any exception."""
    if isinstance(error, DanVanError):
        return error.what, "\n".join(part for part in (error.safe, error.todo) if part)
    if isinstance(error, PermissionError):
        return "Không có quyền ghi hoặc đọc tệp.", "Tệp có thể đang mở ở chương trình khác."
    return BUG_WHAT, f"{BUG_SAFE}\n{BUG_TODO}\n({type(error).__name__})"


class Messages:
    """Real boxes and dialogs. `store` remembers the last folder files were taken from."""

    def __init__(self, store: SettingsStore | None = None) -> None:
        self._store: SettingsStore = store or MemorySettings()

    def remember_in(self, store: SettingsStore) -> None:
        """Keep the last folder there from now on."""
        self._store = store

    def error(self, parent: QWidget | None, error: BaseException) -> None:
        """Say what happened, what is safe and what to do."""
        _run(self.error_box(parent, error))

    def error_box(self, parent: QWidget | None, error: BaseException) -> QMessageBox:
        """The box of `error`, not yet shown."""
        what, rest = error_parts(error)
        return self._box(parent, Tone.BAD, what, rest)

    def info(self, parent: QWidget | None, text: str, detail: str = "") -> None:
        """Say that something is done or how things stand."""
        _run(self._box(parent, Tone.INFO, text, detail))

    def confirm(
        self,
        parent: QWidget | None,
        question: str,
        *,
        detail: str = "",
        yes: str = "Đồng ý",
        no: str = "Hủy",
        danger: bool = False,
    ) -> bool:
        """Ask before something that cannot be taken back. `yes` is the verb on the button."""
        box, go = self.confirm_box(parent, question, detail=detail, yes=yes, no=no, danger=danger)
        return _run(box) is go

    def confirm_box(
        self,
        parent: QWidget | None,
        question: str,
        *,
        detail: str = "",
        yes: str = "Đồng ý",
        no: str = "Hủy",
        danger: bool = False,
    ) -> tuple[QMessageBox, QAbstractButton]:
        """The box of `confirm` and its button that means yes, not yet shown."""
        box = self._box(parent, Tone.WARN if danger else Tone.INFO, question, detail)
        box.setStandardButtons(QMessageBox.StandardButton.NoButton)
        go = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        theme.role(go, "danger" if danger else "primary")
        box.setDefaultButton(stay if danger else go)
        box.setEscapeButton(stay)
        return box, go

    def choose(
        self, parent: QWidget | None, question: str, choices: Sequence[str], *, detail: str = ""
    ) -> int | None:
        """Offer some ways to go on; the index of the chosen one, None when cancelled."""
        box = self._box(parent, Tone.INFO, question, detail)
        box.setStandardButtons(QMessageBox.StandardButton.NoButton)
        buttons = [box.addButton(text, QMessageBox.ButtonRole.AcceptRole) for text in choices]
        stay = box.addButton("Hủy", QMessageBox.ButtonRole.RejectRole)
        if buttons:
            theme.role(buttons[0], "primary")
            box.setDefaultButton(buttons[0])
        box.setEscapeButton(stay)
        clicked = _run(box)
        return next((i for i, button in enumerate(buttons) if button is clicked), None)

    def ask_reason(
        self, parent: QWidget | None, title: str, question: str, *, yes: str = "Đồng ý"
    ) -> str | None:
        """Ask for a reason that is then kept with the record; None when cancelled, never ""."""
        dialog = ReasonDialog(parent, title, question, yes)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        reason = dialog.reason()
        dialog.deleteLater()
        return reason if accepted else None

    def open_file(self, parent: QWidget | None, title: str, patterns: str) -> Path | None:
        """A file to read. `patterns` as Qt wants them: "Gói dữ liệu (*.dvk)"."""
        name, _ = QFileDialog.getOpenFileName(parent, title, self._folder(), patterns)
        return self._remember(name)

    def open_files(self, parent: QWidget | None, title: str, patterns: str) -> list[Path]:
        """Several files to read."""
        names, _ = QFileDialog.getOpenFileNames(parent, title, self._folder(), patterns)
        return [path for name in names if (path := self._remember(name))]

    def save_file(
        self, parent: QWidget | None, title: str, suggested: str, patterns: str
    ) -> Path | None:
        """Where to write a file; asks before an existing one is replaced.

        A name without an ending of `patterns` ("Tờ trình 5.11" has none) gets that of `suggested`.
        """
        start = str(Path(self._folder()) / suggested)
        name, _ = QFileDialog.getSaveFileName(parent, title, start, patterns)
        path = self._remember(name)
        if path is None or path.suffix.lower() in re.findall(r"\*(\.\w+)", patterns):
            return path
        path = path.with_name(path.name + Path(suggested).suffix)
        asked = f"Tệp “{path.name}” đã có. Thay bằng tệp mới?"  # the dialog asked of another name
        return path if not path.exists() or self.confirm(parent, asked, yes="Thay") else None

    def choose_folder(self, parent: QWidget | None, title: str) -> Path | None:
        """A folder to write several files into."""
        name = QFileDialog.getExistingDirectory(parent, title, self._folder())
        if name:
            self._store.write(LAST_FOLDER, name)
        return Path(name) if name else None

    def _folder(self) -> str:
        known = self._store.read(LAST_FOLDER)
        return known if known and Path(known).is_dir() else str(Path.home())

    def _remember(self, name: str) -> Path | None:
        if not name:
            return None
        path = Path(name)
        self._store.write(LAST_FOLDER, str(path.parent))
        return path

    def _box(self, parent: QWidget | None, tone: Tone, text: str, detail: str = "") -> QMessageBox:
        box = QMessageBox(parent)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setIconPixmap(icons.tone_pixmap(tone, theme.em() * 2))
        box.setText(text)
        if detail:
            box.setInformativeText(detail)
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        return box


def _run(box: QMessageBox) -> QAbstractButton | None:
    """Show a box and wait; the button that was pressed. The box is freed afterwards."""
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return clicked


class ReasonDialog(QDialog):
    """One question, one text, and no way on while the text is empty."""

    def __init__(self, parent: QWidget | None, title: str, question: str, yes: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(question)
        self._text.setMinimumSize(theme.chars(48), theme.em() * 5)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._yes = QPushButton(yes)
        theme.role(self._yes, "primary")
        self._buttons.addButton(self._yes, QDialogButtonBox.ButtonRole.AcceptRole)
        self._assemble(question)
        self._text.textChanged.connect(self._on_text_changed)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._on_text_changed()

    def _assemble(self, question: str) -> None:
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.gap())
        label = QLabel(question)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        note = QLabel("Lý do được ghi vào nhật ký của hồ sơ.")
        theme.role(note, "soft")
        for widget in (label, self._text, note, self._buttons):
            layout.addWidget(widget)

    def reason(self) -> str:
        """The reason without spaces around it."""
        return self._text.toPlainText().strip()

    def _on_text_changed(self) -> None:
        self._yes.setEnabled(bool(self.reason()))
