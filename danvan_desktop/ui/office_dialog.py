"""The office's own facts in a form: its name, who works here, who issues papers, how it numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.dates import format_date, parse_date
from danvan_desktop.services.office_settings import OfficeSettings
from danvan_desktop.services.units import BodyRow
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.fields import LineField
from danvan_desktop.ui.messages import Messages

BY_CHANNEL = "Tổ chức cùng hệ thống với chương trình"
YEARLY, RUNS_ON = "Bắt đầu lại từ 01 mỗi năm", "Đánh số liên tục qua các năm"


class OfficeDialog(FormDialog[OfficeSettings]):
    """Changes `OfficeSettings`."""

    def __init__(
        self,
        parent: QWidget | None,
        messages: Messages,
        settings: OfficeSettings,
        bodies: Sequence[BodyRow],
        submit: Callable[[OfficeSettings], Any],
    ) -> None:
        super().__init__(parent, messages, title="Sửa thông tin đơn vị", submit=submit)
        self.form.add(LineField("name", "Tên đơn vị", required=True))
        self.form.add(
            LineField(
                "operator",
                "Người sử dụng",
                limit=100,
                hint="Được ghi trong nhật ký thay đổi, cạnh mỗi việc đã làm.",
            )
        )
        self.form.add(
            ChoiceField(
                "issuing_body",
                "Tổ chức ra văn bản",
                [("", BY_CHANNEL), *((row.uid, row.name) for row in bodies)],
                hint="Văn bản dùng tên, ký hiệu và thể thức của tổ chức này, "
                "trừ khi chọn tổ chức khác lúc soạn.",
            )
        )
        self.form.add(
            ChoiceField(
                "register_runs_on",
                "Sổ cấp giấy chứng nhận",
                [(False, YEARLY), (True, RUNS_ON)],
                required=True,
            )
        )
        self.form.add(
            LineField(
                "term_starts",
                "Ngày bắt đầu các nhiệm kỳ",
                limit=300,
                hint="Cách nhau bằng dấu chấm phẩy. Số văn bản chạy theo nhiệm kỳ đếm lại từ các "
                "ngày này.",
            )
        )
        starts = "; ".join(format_date(day) for day in settings.term_starts or ())
        self.form.set_values({**vars(settings), "term_starts": starts})
        self.begin()

    def input(self, values: dict[str, Any]) -> OfficeSettings:
        typed = [part.strip() for part in values["term_starts"].replace(",", ";").split(";")]
        starts = tuple(
            parse_date(part, field="term_starts", label="Ngày bắt đầu nhiệm kỳ")
            for part in typed
            if part
        )
        body = values["issuing_body"] or ""
        return OfficeSettings(**{**values, "issuing_body": body, "term_starts": starts})
