"""Where a new criteria set may begin: the sets of all programmes and versions that are here.

So last year's set is copied, or one of a programme that comes along. `chosen(SetSource)`; nothing
is written.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.services import criteria_versions
from danvan_desktop.services.criteria_versions import SetSource
from danvan_desktop.ui import theme
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.workplace import Workplace

COLUMNS: tuple[Column[SetSource], ...] = (
    Column("title", "Bộ tiêu chí", lambda row: row.title, width=54),
    Column("where", "Của chương trình, phiên bản", lambda row: row.where, width=60),
    Column(
        "kinds",
        "Đối tượng",
        lambda row: ", ".join(kind.label.lower() for kind in row.subject_kinds),
        width=26,
    ),
    Column("from", "Nguồn", lambda row: "đơn vị đang dùng" if row.adopted else "có sẵn", width=16),
)


class CriteriaSourcesDialog(QDialog):
    """See the module's text."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None, work: Workplace) -> None:
        super().__init__(parent)
        self.setWindowTitle("Sao bộ tiêu chí")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._model: RowsModel[SetSource] = RowsModel(COLUMNS, row_key=_key)
        self.table = DataTable(
            self._model,
            name="criteria.sources",
            store=work.store,
            empty=Empty("Chưa có bộ tiêu chí nào để sao", ""),
        )
        self.copy_button = QPushButton("Sao bộ này")
        self._cancel = QPushButton("Hủy")
        self._assemble()
        self._model.set_rows(criteria_versions.sources(work.session))
        self.table.opened.connect(self._on_copy)
        self.table.selection_changed.connect(self._on_selection)
        self.copy_button.clicked.connect(self._on_copy)
        self._cancel.clicked.connect(self.reject)
        self._on_selection()

    def _assemble(self) -> None:
        title = QLabel("Sao bộ tiêu chí của năm trước hoặc chương trình khác")
        theme.role(title, "title")
        note = QLabel("Bộ được sao thành bộ mới của chương trình đang chọn, sửa rồi mới lưu.")
        theme.role(note, "soft")
        theme.role(self.copy_button, "primary")
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (self.copy_button, self._cancel):
            button.setAutoDefault(False)
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.gap())
        for widget in (title, note):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        self.resize(theme.chars(170), theme.em() * 28)

    def _on_selection(self) -> None:
        self.copy_button.setEnabled(len(self.table.selected_rows()) == 1)

    def _on_copy(self) -> None:
        rows = self.table.selected_rows()
        if len(rows) == 1:
            self.accept()
            self.chosen.emit(rows[0])


def _key(row: SetSource) -> tuple[str, str, str]:
    return row.programme_id, row.fingerprint, row.code
