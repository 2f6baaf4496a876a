"""When the database cannot be opened: offers the newest whole copy in its place.

Decides nothing by itself: a person agrees, and what was there is kept aside.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from danvan_desktop.errors import DamagedDataError
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import restoring
from danvan_desktop.ui.messages import Messages


def offer(
    folder: DataFolder, messages: Messages, parent: QWidget | None, error: DamagedDataError
) -> bool:
    """Ask whether to put the newest whole copy in place; True when it lies there now."""
    copies = restoring.restorable(folder)
    if not copies:
        return False
    made = datetime.fromtimestamp(copies[0].stat().st_mtime)
    agreed = messages.confirm(
        parent,
        f"{error.what} Khôi phục từ bản sao lưu lúc {made:%H:%M} ngày {made:%d/%m/%Y}?",
        detail=(
            "Những gì nhập sau thời điểm đó sẽ không còn trong danh sách. "
            "Tệp hiện có được giữ lại trong thư mục dữ liệu, không bị xóa."
        ),
        yes="Khôi phục",
        no="Để sau",
    )
    if not agreed:
        return False
    aside = restoring.restore(folder, copies[0])
    kept = f" Tệp cũ nằm trong thư mục {aside.name}." if aside else ""
    messages.info(parent, f"Đã khôi phục từ bản sao lưu {copies[0].name}.{kept}")
    return True
