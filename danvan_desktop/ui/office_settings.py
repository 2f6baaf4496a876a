"""Thiết lập, Đơn vị: the office's name, who is working, its place and its key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.errors import DanVanError, FieldError
from danvan_desktop.services import office, received
from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.ui import theme
from danvan_desktop.ui.fields import LineField
from danvan_desktop.ui.form import Form
from danvan_desktop.ui.key_groups import KeyGroups
from danvan_desktop.ui.workplace import Workplace


class OfficeSettings(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self.form = Form()
        self.form.add(LineField("name", "Tên đơn vị", required=True, limit=200))
        self.form.add(
            LineField(
                "operator",
                "Người đang sử dụng",
                limit=100,
                hint="Ghi vào nhật ký thay đổi; không in ra văn bản, không gửi đi.",
            )
        )
        self.form.mark_saved()
        self.save_button = QPushButton("Lưu")
        self._home = QLabel()
        self.key = KeyGroups()
        self._assemble()
        self.save_button.clicked.connect(self._on_save)
        self.form.changed.connect(self._on_changed)

    def _assemble(self) -> None:
        theme.role(self.save_button, "primary")
        self.save_button.setMinimumWidth(theme.chars(14))
        self._home.setTextFormat(Qt.TextFormat.PlainText)
        theme.role(self._home, "soft")
        key_title = QLabel("Dấu khóa của đơn vị")
        theme.role(key_title, "heading")
        key_note = QLabel(
            "Mỗi tệp gửi đi được ký bằng khóa này. Nơi nhận so dấu khóa qua điện thoại ở lần đầu."
        )
        theme.role(key_note, "soft")
        self.form.setMaximumWidth(theme.chars(90))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.gap(), 0, 0)
        layout.setSpacing(theme.gap())
        layout.addWidget(self.form)
        layout.addWidget(self._home)
        layout.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addSpacing(theme.gap() * 2)
        for widget in (key_title, key_note, self.key):
            layout.addWidget(widget)
        layout.addStretch(1)

    def reload(self, changes: Changes | None) -> None:
        """Show the office again, unless something typed here is not saved yet."""
        if changes is not None and not changes.concern(Topic.OFFICE):
            return
        row = office.office(self._work.session)
        if row is None or (self.form.is_changed() and changes is None):
            return
        self.form.set_values({"name": row.name, "operator": row.operator})
        self._home.setText(f"Địa bàn của đơn vị: {row.home_unit_name}")
        self.key.show_key(received.own_fingerprint(self._work.session))
        self.form.set_read_only(self._work.session.view_only)
        self._on_changed()

    def is_changed(self) -> bool:
        """True while something typed here is not saved."""
        return self.form.is_changed()

    def _on_changed(self) -> None:
        self.save_button.setEnabled(self.form.is_changed())

    def _on_save(self) -> None:
        work = self._work
        try:
            values = self.form.values()
            changes = office.rename(work.session, values["name"], values["operator"])
        except FieldError as error:
            self.form.show_problem(error)
            return
        except DanVanError as error:
            work.messages.error(self, error)
            return
        self.form.mark_saved()
        work.broadcast(changes)
        work.say("Đã lưu thông tin đơn vị.")
