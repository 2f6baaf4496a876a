"""The versions of a criteria set: what changed from one to the next, or between any two.

One version chosen: against the one before it. Two chosen: between them. `taken` gives the set of
a version back to the editor, where it is a change like any other. Reads only.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.services import criteria_versions
from danvan_desktop.services.criteria_versions import VersionRow
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.workplace import Workplace

_HINT = (
    "Chọn một phiên bản để xem đã đổi gì so với phiên bản trước; giữ Ctrl chọn thêm một phiên bản "
    "nữa để so hai phiên bản."
)


class CriteriaVersionsDialog(QDialog):
    """See the module's text."""

    taken = Signal(object)

    def __init__(self, parent: QWidget | None, work: Workplace, programme_id: str, code: str):
        super().__init__(parent)
        self._session = work.session
        self._programme_id = programme_id
        self._code = code
        self._rows = criteria_versions.versions(work.session, programme_id)
        self.setWindowTitle("Các phiên bản của bộ tiêu chí")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = QListWidget()
        self.heading = QLabel()
        self.changes = QListWidget()
        self.take_button = QPushButton(icons.icon("return"), "Lấy lại bản này để sửa")
        self._close = QPushButton("Đóng")
        self._assemble()
        self._fill()
        self.list.itemSelectionChanged.connect(self._on_selection)
        self.take_button.clicked.connect(self._on_take)
        self._close.clicked.connect(self.reject)
        self.list.setCurrentRow(0)

    def _assemble(self) -> None:
        title = QLabel("Các phiên bản của bộ tiêu chí")
        theme.role(title, "title")
        hint = QLabel(_HINT)
        hint.setWordWrap(True)
        theme.role(hint, "soft")
        theme.role(self.heading, "heading")
        self.heading.setWordWrap(True)
        self.list.setAccessibleName("Phiên bản")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setFixedWidth(theme.chars(48))
        self.changes.setAccessibleName("Thay đổi")
        self.changes.setWordWrap(True)
        self.changes.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        right = QVBoxLayout()
        right.addWidget(self.heading)
        right.addWidget(self.changes, 1)
        middle = QHBoxLayout()
        middle.setSpacing(theme.gap() * 2)
        middle.addWidget(self.list)
        middle.addLayout(right, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.take_button)
        foot.addStretch(1)
        foot.addWidget(self._close)
        for button in (self.take_button, self._close):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.gap())
        for widget in (title, hint):
            layout.addWidget(widget)
        layout.addLayout(middle, 1)
        layout.addLayout(foot)
        self.resize(theme.chars(150), theme.em() * 28)

    def _fill(self) -> None:
        for row in self._rows:
            newest = " (đang dùng)" if row.newest else ""
            sheets = f"{row.finished} phiếu đã hoàn thành" if row.finished else "chưa có phiếu"
            item = QListWidgetItem(f"{row.words}{newest}\n{sheets}")
            item.setData(Qt.ItemDataRole.UserRole, row)
            self.list.addItem(item)

    def chosen(self) -> list[VersionRow]:
        """The chosen versions, the older first."""
        rows = [item.data(Qt.ItemDataRole.UserRole) for item in self.list.selectedItems()]
        return sorted(rows, key=lambda row: row.version)

    def words(self) -> list[str]:
        """The changes as shown."""
        return [self.changes.item(row).text() for row in range(self.changes.count())]

    def _on_selection(self) -> None:
        chosen = self.chosen()
        self.changes.clear()
        self.take_button.setEnabled(len(chosen) == 1 and self._has_set(chosen[0]))
        if not chosen:
            self.heading.setText("Chưa chọn phiên bản nào")
            return
        first, last = chosen[0], chosen[-1]
        if first is last:
            older = [row for row in self._rows if row.version < last.version]
            if not older:
                self.heading.setText(f"Phiên bản {last.version} là bản đầu tiên")
                return
            first = older[0]
        self.heading.setText(f"Từ phiên bản {first.version} sang phiên bản {last.version}")
        lines = criteria_versions.changes_between(
            self._session, self._programme_id, first.fingerprint, last.fingerprint, self._code
        )
        self.changes.addItems(list(lines) or ["Bộ tiêu chí này không thay đổi."])

    def _has_set(self, row: VersionRow) -> bool:
        try:
            self._set_of(row)
        except KeyError:
            return False
        return True

    def _set_of(self, row: VersionRow) -> object:
        return criteria_versions.set_as_of(
            self._session, self._programme_id, row.fingerprint, self._code
        )

    def _on_take(self) -> None:
        chosen = self.chosen()
        if len(chosen) == 1:
            self.taken.emit(self._set_of(chosen[0]))
            self.accept()
