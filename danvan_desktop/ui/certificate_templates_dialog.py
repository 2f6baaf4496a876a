"""“Mẫu giấy”: the office's own templates and the program's, and which is used for whom.

    open_templates(parent, work, TemplateKind.CERTIFICATE)

Own ones are changed in the editor; the program's are copied first. Rules are
`services/certificate_templates`'.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.certificate_template import CertificateTemplate, TemplateKind
from danvan_desktop.errors import DanVanError, UserError
from danvan_desktop.services import certificate_templates, template_files
from danvan_desktop.services.certificate_templates import TemplateRow
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.certificate_editor import CertificateEditor
from danvan_desktop.ui.certificate_use_dialog import UseDialog
from danvan_desktop.ui.certificate_wizard import NewTemplateDialog
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.theme import COLOURS, Tone
from danvan_desktop.ui.workplace import Workplace

PATTERN = f"Mẫu giấy (*{template_files.SUFFIX})"
NOTHING = Empty("Chưa có mẫu giấy nào", "Bấm “Mẫu mới” để tạo mẫu từ phôi đang có.", "file")


def open_templates(parent: QWidget, work: Workplace, kind: TemplateKind) -> TemplatesDialog:
    """Show the list of templates over `parent`."""
    dialog = TemplatesDialog(parent, work, kind)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def _key(row: TemplateRow) -> str:
    return row.uid


def _origin(row: TemplateRow) -> str:
    return "Của đơn vị" if row.own else "Có sẵn"


def _print(row: TemplateRow) -> str:
    return "Chỉ in chữ lên phôi" if row.template.stock else "In cả hình"


COLUMNS: tuple[Column[TemplateRow], ...] = (
    Column("name", "Tên mẫu", lambda row: row.name, width=44),
    Column("kind", "Loại giấy", lambda row: row.kind.label, width=16),
    Column("paper", "Khổ giấy", lambda row: row.template.paper.words, width=18),
    Column("print", "Cách in", _print, width=18),
    Column("origin", "Nguồn", _origin, width=11),
    Column(
        "use",
        "Đang dùng cho",
        lambda row: row.use_words,
        width=30,
        icon=lambda row: Tone.GOOD if row.active else None,
    ),
)


class TemplatesDialog(QDialog):
    """See the module's text."""

    def __init__(self, parent: QWidget | None, work: Workplace, kind: TemplateKind) -> None:
        super().__init__(parent)
        self.setWindowTitle("Mẫu giấy")
        self._work = work
        self._kind = kind
        self._dialog: FormDialog[Any] | None = None
        self.editor: CertificateEditor | None = None
        self._model = RowsModel(COLUMNS, row_key=_key)
        self.table: DataTable[TemplateRow] = DataTable(
            self._model, name="certificate-templates", store=work.store, empty=NOTHING
        )
        self.new_button = QPushButton(icons.icon("add", COLOURS.on_accent), "Mẫu mới")
        self.edit_button = QPushButton(icons.icon("edit"), "Sửa mẫu")
        self.use_button = QPushButton(icons.icon("check"), "Dùng mẫu này")
        self.import_button = QPushButton(icons.icon("receive"), "Nhập từ tệp")
        self.export_button = QPushButton(icons.icon("send"), "Xuất ra tệp")
        self.close_button = QPushButton("Đóng")
        self._assemble()
        self._connect()
        self.reload()
        screen = self.screen().availableSize()
        self.resize(min(theme.chars(172), screen.width() - 60), min(theme.em() * 30, 640))
        self.table.view.setFocus()

    def _assemble(self) -> None:
        theme.role(self.new_button, "primary")
        title = QLabel("Mẫu giấy chứng nhận, giấy khen")
        theme.role(title, "title")
        self.edit_button.setToolTip("Mẫu có sẵn được chép thành mẫu của đơn vị rồi mới sửa (F2)")
        self.use_button.setToolTip("Chọn tổ chức và đối tượng mà giấy in theo mẫu này (Ctrl+U)")
        for button in (
            self.import_button,
            self.export_button,
            self.use_button,
            self.edit_button,
            self.new_button,
        ):
            button.setAutoDefault(False)
            self.table.bar.addWidget(button)
        self.close_button.setAutoDefault(False)
        self.close_button.setMinimumWidth(theme.chars(14))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, theme.gap())
        layout.setSpacing(theme.gap())
        layout.addWidget(title)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.table.selection_changed.connect(self._show_buttons)
        self.table.opened.connect(self._on_opened)
        self.table.empty_pressed.connect(self.new)
        for button, slot in (
            (self.new_button, self.new),
            (self.edit_button, self._on_edit),
            (self.use_button, self._on_use),
            (self.import_button, self._on_import),
            (self.export_button, self._on_export),
            (self.close_button, self.accept),
        ):
            button.clicked.connect(slot)
        add = self.table.add_action
        add("Mẫu mới", self.new, icon="add", shortcut="Ctrl+N", needs_rows=False)
        add("Sửa mẫu", self._on_edit, icon="edit", shortcut="F2")
        add("Nhân bản", self._on_copy, icon="copy", shortcut="Ctrl+D")
        add("Dùng mẫu này", self._on_use, icon="check", shortcut="Ctrl+U")
        add("Thôi dùng, về mẫu có sẵn", self._on_release, icon="return")
        add("Xóa mẫu", self._on_delete, icon="delete", shortcut="Delete")

    def reload(self) -> None:
        """Read the templates again."""
        self._model.set_rows(certificate_templates.templates(self._work.session))
        self._show_buttons()

    def _show_buttons(self) -> None:
        one = len(self.table.selected_rows()) == 1
        for button in (self.edit_button, self.use_button, self.export_button):
            button.setEnabled(one)

    def _one(self, *, own: bool = False) -> TemplateRow | None:
        """The chosen template; says so when there is none, or when it must be our own."""
        rows = self.table.selected_rows()
        if len(rows) != 1:
            error = UserError("Hãy chọn một mẫu trong danh sách.")
        elif own and not rows[0].own:
            error = UserError(
                "Mẫu có sẵn của chương trình không sửa hoặc xóa được.",
                todo="Bấm “Nhân bản” rồi sửa bản của đơn vị.",
            )
        else:
            return rows[0]
        self._work.messages.error(self, error)
        return None

    # slots

    def new(self) -> None:
        """Ask for the paper, then open the editor with its fields."""
        dialog = NewTemplateDialog(self, self._work, self._kind)
        self._dialog = dialog
        dialog.accepted.connect(self._on_asked)
        dialog.open()

    def _on_asked(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None and isinstance(dialog.result_value, CertificateTemplate):
            self._edit(dialog.result_value, "").blank.straighten_askew()

    def _edit(self, template: CertificateTemplate, uid: str) -> CertificateEditor:
        editor = CertificateEditor(self, self._work, template, uid)
        editor.saved.connect(self._on_saved)
        editor.open()
        self.editor = editor
        return editor

    def _on_saved(self, uid: str) -> None:
        self.reload()
        self.table.select_key(uid)

    def _on_opened(self, row: TemplateRow) -> None:
        if row.own:
            self._edit(row.template, row.uid)
        else:
            named = replace(row.template, name=self._free_name(row.name))
            self._edit(named, "")

    def _free_name(self, name: str) -> str:
        known = {row.name for row in certificate_templates.templates(self._work.session)}
        wanted = (f"{name[:100]} (bản riêng {n})" for n in range(1, 1000))
        return next(one for one in wanted if one not in known)

    def _on_edit(self) -> None:
        row = self._one()
        if row is not None:
            self._on_opened(row)

    def _on_copy(self) -> None:
        row = self._one()
        if row is not None:
            copy = partial(certificate_templates.copy, self._work.session, row.uid)
            changes = self._work.run(self, copy)
            if changes is not None:
                self._on_saved(changes.uid)

    def _on_use(self) -> None:
        row = self._one()
        if row is None:
            return
        self._dialog = UseDialog(self, self._work, row)
        self._dialog.accepted.connect(self._on_used)
        self._dialog.open()

    def _on_used(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            self._work.broadcast(dialog.result_value)
            self._on_saved(dialog.result_value.uid)

    def _on_release(self) -> None:
        row = self._one(own=True)
        if row is not None and self._work.run(
            self, partial(certificate_templates.release, self._work.session, row.uid)
        ):
            self.reload()

    def _on_delete(self) -> None:
        row = self._one(own=True)
        if row is None or not self._work.messages.confirm(
            self,
            f"Xóa mẫu “{row.name}”?",
            detail="Giấy đã in theo mẫu này vẫn in lại được như cũ.",
            yes="Xóa mẫu",
            danger=True,
        ):
            return
        if self._work.run(self, partial(certificate_templates.delete, self._work.session, row.uid)):
            self.reload()

    def _on_import(self) -> None:
        path = self._work.messages.open_file(self, "Nhập mẫu từ tệp", PATTERN)
        if path is None:
            return
        take = partial(template_files.import_file, self._work.session, path)
        changes = self._work.run(self, take)
        if changes is not None:
            self._on_saved(changes.uid)

    def _on_export(self) -> None:
        row = self._one()
        if row is None:
            return
        name = template_files.suggested_name(row.name)
        path = self._work.messages.save_file(self, "Xuất mẫu ra tệp", name, PATTERN)
        if path is None:
            return
        try:
            template_files.export_file(self._work.session, row.uid, path)
        except (DanVanError, OSError) as error:
            self._work.messages.error(self, error)
            return
        self._work.say(f"Đã xuất mẫu ra tệp {path.name}.")
