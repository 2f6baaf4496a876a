"""Adding evidence, and opening a piece of it with the program the computer has for it.

Kept files lie under their hash without an ending, so a copy with its own name is opened; the copy
lies in the system's temporary folder and nothing done to it reaches what is kept. What came in a
file from elsewhere is opened only when it is a picture, a film or a document.
"""

from __future__ import annotations

import shutil
import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.text import file_name
from danvan_desktop.errors import UserError
from danvan_desktop.services import progress
from danvan_desktop.ui.messages import Messages
from danvan_desktop.ui.workplace import Workplace

PATTERNS = (
    "Ảnh, tài liệu (*.jpg *.jpeg *.png *.heic *.pdf *.doc *.docx *.xls *.xlsx *.mp4);;"
    "Tất cả các tệp (*)"
)
HARMLESS = (
    *(".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".heic", ".tif", ".tiff", ".mp4", ".mov"),
    *(".pdf", ".txt", ".docx", ".xlsx", ".pptx"),
)
"""Endings of files that run nothing when they are opened."""


def add_evidence(work: Workplace, parent: QWidget, registration: str, criterion: str) -> bool:
    """Ask for files and keep them as evidence; True when some were added."""
    paths = work.messages.open_files(parent, "Thêm minh chứng", PATTERNS)
    add = partial(
        progress.add_evidence, work.session, registration, tuple(paths), criterion=criterion
    )
    return bool(paths) and work.run(parent, add) is not None


def open_evidence(work: Workplace, parent: QWidget, registration: str, uid: str) -> None:
    """Open one piece of evidence, or say why it cannot be opened."""
    found = [row for row in progress.evidence(work.session, registration) if row.uid == uid]
    path = found[0].path if found else None
    if path is None:
        missing = UserError(
            "Tệp minh chứng này không có trong dữ liệu của đơn vị.",
            safe="Tên tệp và mã kiểm tra vẫn được giữ.",
            todo="Đề nghị đơn vị đăng ký gửi lại tệp.",
        )
        work.messages.error(parent, missing)
        return
    try:
        copy = _named_copy(path, found[0].file_name)
    except OSError as error:
        work.messages.error(parent, error)
        return
    _show(work.messages, parent, copy)


def open_bytes(messages: Messages, parent: QWidget, name: str, data: bytes) -> None:
    """Open a file that came inside another, or say why it is not opened."""
    if Path(name).suffix.lower() not in HARMLESS:
        refused = UserError(
            f"Tệp “{name}” không phải ảnh, phim hay văn bản nên không được mở.",
            safe="Phiếu đánh giá không thay đổi.",
            todo="Hỏi cơ quan gửi phiếu nếu cần xem tệp này.",
        )
        messages.error(parent, refused)
        return
    try:
        safe = file_name(Path(name).stem, Path(name).suffix.lstrip("."))
        copy = Path(tempfile.mkdtemp(prefix="danvan-minh-chung-")) / safe
        copy.write_bytes(data)
    except OSError as error:
        messages.error(parent, error)
        return
    _show(messages, parent, copy)


def _show(messages: Messages, parent: QWidget, copy: Path) -> None:
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
        unknown = UserError(
            f"Máy tính không có chương trình mở tệp “{copy.name}”.",
            safe="Tệp minh chứng vẫn được giữ nguyên.",
        )
        messages.error(parent, unknown)


def _named_copy(path: Path, name: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="danvan-minh-chung-"))
    copy = folder / Path(name).name
    shutil.copyfile(path, copy)
    return copy
