"""Đơn vị: who this data folder belongs to, its key as it is read out, where the data lies."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from danvan_desktop.services import office, office_settings, received, units
from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.ui.key_groups import KeyGroups
from danvan_desktop.ui.office_dialog import BY_CHANNEL, RUNS_ON, YEARLY, OfficeDialog
from danvan_desktop.ui.settings_section import FactsCard, SettingsSection
from danvan_desktop.ui.workplace import Workplace


class OfficeSection(SettingsSection):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__(work, "Đơn vị", "Thông tin của đơn vị dùng chương trình trên máy này.")
        self.facts = FactsCard("Thông tin đơn vị")
        self.edit_button = self.facts.add_button("Sửa...", self._on_edit, icon="edit")
        self.key_card = FactsCard("Dấu khóa của đơn vị")
        self.key = KeyGroups()
        self.folder_card = FactsCard("Thư mục dữ liệu")
        self._assemble()

    def _assemble(self) -> None:
        self.key_card.add_note(
            "Mỗi tệp gửi đi được ký bằng khóa riêng của đơn vị. Khi nơi nhận gọi điện để so, "
            "hãy đọc từng nhóm số theo thứ tự."
        )
        self.key_card.insert(self.key)
        self.folder_card.add_note(
            "Toàn bộ số liệu, tệp minh chứng và văn bản đã ban hành nằm ở đây. "
            "Không tự sửa, xóa tệp trong thư mục này."
        )
        self.folder_card.add_button("Mở thư mục", self._on_open_folder, icon="folder")
        for card in (self.facts, self.key_card, self.folder_card):
            self.rows.addWidget(card)
        self.rows.addStretch(1)

    def reload(self, changes: Changes | None) -> None:
        """Read the office again."""
        if changes is not None and not changes.concern(Topic.OFFICE, Topic.UNITS):
            return
        session = self.work.session
        row = office.office(session)
        self.edit_button.setEnabled(row is not None and not session.view_only)
        self.folder_card.show_facts([("Nơi lưu", str(session.folder.root))])
        if row is None:
            return
        settings = office_settings.read(session)
        places = {unit.uid: unit.path for unit in units.units(session)}
        bodies = {body.uid: body.name for body in units.bodies(session, own_only=True)}
        self.facts.show_facts(
            [
                ("Tên đơn vị", row.name),
                ("Địa bàn", places.get(row.home_unit, row.home_unit_name)),
                ("Người sử dụng", row.operator or "(chưa ghi)"),
                ("Tổ chức ra văn bản", bodies.get(settings.issuing_body, BY_CHANNEL)),
                ("Sổ cấp giấy chứng nhận", RUNS_ON if settings.register_runs_on else YEARLY),
            ]
        )
        self.key.show_key(received.own_fingerprint(session))

    def _on_edit(self) -> None:
        session = self.work.session
        settings = office_settings.read(session)
        dialog = OfficeDialog(
            self,
            self.work.messages,
            settings,
            units.offered_bodies(session, settings.issuing_body),
            partial(office_settings.save, session),
        )
        if dialog.ask() is not None:
            self.work.broadcast(dialog.result_value)
            self.work.say("Đã lưu thông tin đơn vị.")

    def _on_open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.work.session.folder.root)))
