"""For which body and kind of subject papers are printed by a template."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.services import certificate_templates, units
from danvan_desktop.services.certificate_templates import TemplateRow
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.workplace import Workplace


class UseDialog(FormDialog[tuple[str, str]]):
    """For which body and kind of subject a template is used."""

    def __init__(self, parent: QWidget, work: Workplace, row: TemplateRow) -> None:
        super().__init__(
            parent,
            work.messages,
            title="Dùng mẫu này",
            submit=self._use,
            save_text="Dùng mẫu này",
        )
        self._work = work
        self._row = row
        own = units.offered_bodies(work.session, row.body)
        self.form.add(
            ChoiceField(
                "body",
                f"{row.kind.label} của",
                [("", "Mọi tổ chức"), *((one.uid, one.name) for one in own)],
                required=True,
            )
        )
        self.form.add(
            ChoiceField(
                "subject",
                "Cấp cho",
                [("", "Mọi đối tượng"), *((one.value, one.label) for one in SubjectKind)],
                required=True,
                hint="Mẫu riêng cho tập thể, cá nhân hoặc hộ được dùng trước mẫu chung.",
            )
        )
        self.form["body"].set_value(row.body)
        self.form["subject"].set_value(row.subject_kind)
        self.begin()

    def input(self, values: dict[str, Any]) -> tuple[str, str]:
        return values["body"] or "", values["subject"] or ""

    def _use(self, given: tuple[str, str]) -> object:
        body, subject = given
        return certificate_templates.choose(
            self._work.session, self._row.uid, body=body, subject_kind=subject
        )
