"""Which variant of a criteria set is used: by the whole office, and by one registration.

What a choice changes and what it leaves alone is `services/variants`.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from danvan_desktop.services import variants
from danvan_desktop.services.session import Changes
from danvan_desktop.services.variants import RegistrationVariant, VariantRow
from danvan_desktop.ui import theme
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.workplace import Workplace

_OFFICE = ""


def has_variants(work: Workplace) -> bool:
    """Whether the chosen programme has any set to choose between."""
    return bool(variants.of_programme(work.session, work.programme_id))


class VariantsDialog(FormDialog[dict[str, str]]):
    """The office's choice for every set that has variants."""

    def __init__(self, parent: QWidget | None, work: Workplace) -> None:
        super().__init__(parent, work.messages, title="Chọn bộ tiêu chí", submit=self._save)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._work = work
        self._rows = variants.of_programme(work.session, work.programme_id)
        for row in self._rows:
            self.form.add(_choice(row))
        note = QLabel(
            "Đăng ký đã có phiếu đánh giá giữ bộ tiêu chí đang dùng; lựa chọn này áp dụng cho các "
            "đăng ký chưa chấm. Có thể chọn riêng cho một đăng ký trong phiếu đánh giá của đăng "
            "ký đó."
        )
        note.setWordWrap(True)
        theme.role(note, "soft")
        self.form.rows.addWidget(note)
        self.begin()

    def input(self, values: dict[str, Any]) -> dict[str, str]:
        return {key: str(value) for key, value in values.items()}

    def _save(self, given: dict[str, str]) -> None:
        work = self._work
        for row in self._rows:
            changes = variants.choose_for_office(
                work.session, work.programme_id, row.base, given[row.base]
            )
            if changes.topics:
                work.broadcast(changes)


def _choice(row: VariantRow) -> ChoiceField:
    field = ChoiceField(row.base, row.title, row.options, required=True)
    field.set_value(row.chosen)
    return field


class RegistrationVariantDialog(FormDialog[str]):
    """The choice for one registration; the first line leaves it to the office's."""

    def __init__(
        self,
        parent: QWidget | None,
        work: Workplace,
        registration: str,
        found: RegistrationVariant,
    ) -> None:
        save = partial(_save_one, work, registration)
        super().__init__(parent, work.messages, title="Bộ tiêu chí của đăng ký này", submit=save)
        field = ChoiceField(
            "variant",
            found.row.title,
            [(_OFFICE, "Theo lựa chọn chung của đơn vị"), *found.row.options],
            required=True,
            hint=_hint(found),
        )
        self.form.add(field)
        field.set_value(found.row.chosen if found.own else _OFFICE)
        self.begin()

    def input(self, values: dict[str, Any]) -> str:
        return str(values["variant"])


def _hint(found: RegistrationVariant) -> str:
    now = f"Đang dùng: {found.row.name(found.row.chosen)}."
    if found.why_not:
        return f"{now} {found.why_not} Muốn đổi phải mở lại các phiếu đó."
    if found.open_sheets:
        count = found.open_sheets
        return f"{now} Có {count} phiếu chấm dở: điểm của tiêu chí có ở cả hai bộ được giữ lại."
    return now


def _save_one(work: Workplace, registration: str, code: str) -> Changes:
    return variants.choose_for(work.session, registration, code)
