"""Taking a recognition or awards back: the reason, the day and the paper that says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from danvan_desktop.services.session import Changes
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.fields import LineField, TextField
from danvan_desktop.ui.workplace import Workplace


@dataclass(frozen=True)
class RevokeInput:
    """Why, when and by which paper."""

    reason: str
    on: date
    paper: str


class RevokeDialog(FormDialog[RevokeInput]):
    """Shown with `open()`. `revoke(reason, on, paper=...)` is the use case, `about` says of whom
    or what; the record stays and is marked as revoked."""

    def __init__(
        self,
        parent: QWidget | None,
        work: Workplace,
        title: str,
        about: str,
        revoke: Callable[..., Changes],
    ) -> None:
        self._use_case = revoke
        super().__init__(
            parent, work.messages, title=title, submit=self._revoke, save_text="Thu hồi"
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form.add(TextField("reason", "Lý do thu hồi", required=True, limit=1000, hint=about))
        self.form.add_row(
            DateField("on", "Ngày thu hồi", required=True),
            LineField("paper", "Văn bản thu hồi", hint="Số, ngày của văn bản, nếu có"),
        )
        self.form.set_values({"on": work.session.today()})
        self.begin()
        self.form["reason"].setFocus()

    def input(self, values: dict[str, Any]) -> RevokeInput:
        return RevokeInput(**values)

    def _revoke(self, given: RevokeInput) -> Changes:
        return self._use_case(given.reason, given.on, paper=given.paper)
