"""Who took over from whom, on which day and by which paper: of places and of organisations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.fields import LineField
from danvan_desktop.ui.messages import Messages


@dataclass(frozen=True)
class SuccessionInput:
    """The successor's uid, the first day it stands, and the paper."""

    successor: str
    on: date
    paper: str


class SuccessionDialog(FormDialog[SuccessionInput]):
    """`names` are those that were taken over; `successors` what can have taken over."""

    def __init__(
        self,
        parent: QWidget | None,
        messages: Messages,
        names: Sequence[str],
        successors: Sequence[tuple[str, str]],
        submit: Callable[[SuccessionInput], Any],
    ) -> None:
        super().__init__(
            parent, messages, title="Ghi nhận sáp nhập, đổi tên", submit=submit, save_text="Ghi"
        )
        shown = "; ".join(names[:6]) + (f" và {len(names) - 6} nơi khác" if len(names) > 6 else "")
        self.form.add(
            ChoiceField(
                "successor",
                "Nơi kế thừa",
                successors,
                required=True,
                hint=f"Kế thừa: {shown}. Chưa có trong danh sách thì thêm mới trước.",
            )
        )
        self.form.add(
            DateField(
                "on",
                "Từ ngày",
                required=True,
                hint="Nơi cũ hết hiệu lực vào ngày trước đó; tên cũ vẫn giữ trong hồ sơ cũ.",
            )
        )
        self.form.add(
            LineField("paper", "Căn cứ văn bản", placeholder="Nghị quyết số ... ngày ...")
        )
        self.begin()

    def input(self, values: dict[str, Any]) -> SuccessionInput:
        return SuccessionInput(**values)
