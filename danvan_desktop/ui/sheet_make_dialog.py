"""For whom files of sheets are made, with which registrations, what goes along, and where they go.

Owns the choosing; making is `services/sheet_files`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from danvan_desktop.errors import FieldError
from danvan_desktop.services.panels import AssessorRow
from danvan_desktop.services.sheet_files import FileOptions, OfferedRow
from danvan_desktop.ui import theme
from danvan_desktop.ui.check_list_field import CheckListField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.workplace import Workplace


@dataclass(frozen=True)
class Wanted:
    """What the dialog gives: uids of assessors and registrations."""

    assessors: tuple[str, ...]
    registrations: tuple[str, ...]
    options: FileOptions


class SheetMakeDialog(FormDialog[Wanted]):
    """`folder` is where the files are to lie, chosen when the dialog is accepted."""

    def __init__(
        self,
        parent: QWidget | None,
        work: Workplace,
        people: Sequence[AssessorRow],
        offered: Sequence[OfferedRow],
    ) -> None:
        super().__init__(
            parent, work.messages, title="Lập tệp phiếu đánh giá", save_text="Chọn nơi lưu…"
        )
        self._work = work
        self.folder: Path | None = None
        self.with_self = QCheckBox("Kèm kết quả tự đánh giá của đơn vị")
        self.with_evidence = QCheckBox(
            "Kèm ảnh, tài liệu minh chứng (mỗi tệp đến 5 MB, tất cả đến 20 MB)"
        )
        self._add_lists(people, [row for row in offered if not row.why_not])
        self._add_options(sum(bool(row.why_not) for row in offered))
        self.form.mark_saved()
        self.begin()

    def _add_lists(self, people: Sequence[AssessorRow], offered: Sequence[OfferedRow]) -> None:
        who = CheckListField(
            "assessors",
            "Người đánh giá",
            nothing="Chưa chọn người đánh giá nào.",
            hint="Mỗi người một tệp riêng.",
        )
        who.set_choices([(one.uid, one.words) for one in people])
        what = CheckListField(
            "registrations",
            "Mô hình, điển hình",
            nothing="Chưa chọn mô hình, điển hình nào.",
            hint="Đăng ký mà một người đã khai có liên quan không vào tệp của người đó.",
        )
        rows = [row.registration for row in offered]
        what.set_choices([(row.uid, f"{row.name} - {row.subject_name}") for row in rows])
        self.form.add_row(who, what)
        for field in (who, what):
            field.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            field.list.setWordWrap(True)
            field.list.setMinimumSize(theme.chars(44), theme.em() * 10)

    def _add_options(self, left_out: int) -> None:
        for box in (self.with_self, self.with_evidence):
            self.form.rows.addWidget(box)
        words = "Tệp có khóa riêng để ký kết quả: chỉ gửi cho đúng người đánh giá."
        if left_out:
            words += (
                f" {left_out} đăng ký chưa đánh giá được ở bước này nên không có trong danh sách."
            )
        note = QLabel(words)
        note.setWordWrap(True)
        theme.role(note, "soft")
        self.form.rows.addWidget(note)

    def input(self, values: dict[str, Any]) -> Wanted:
        options = FileOptions(self.with_self.isChecked(), self.with_evidence.isChecked())
        return Wanted(values["assessors"], values["registrations"], options)

    def accept(self) -> None:
        """Check what is chosen, then ask for the folder; stay open when none is given."""
        try:
            self.form.values()
        except FieldError:
            return
        self.folder = self._work.messages.choose_folder(self, "Lưu các tệp phiếu vào")
        if self.folder is not None:
            super().accept()
