"""Small forms about assessors: one person, several pasted at once, a list taken over.

Each asks and hands back what was given; keeping it is `services/assessors`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from danvan_desktop.errors import FieldError
from danvan_desktop.services import assessors
from danvan_desktop.services.assessors import AssessorDraft, Source
from danvan_desktop.ui import theme
from danvan_desktop.ui.check_list_field import CheckListField
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.fields import LineField, TextField
from danvan_desktop.ui.messages import Messages


class AssessorDialog(FormDialog[AssessorDraft]):
    """One assessor, new or changed."""

    def __init__(
        self,
        parent: QWidget | None,
        messages: Messages,
        start: AssessorDraft,
        submit: Callable[[AssessorDraft], Any],
        *,
        new: bool,
    ) -> None:
        title = "Thêm người đánh giá" if new else "Sửa người đánh giá"
        super().__init__(parent, messages, title=title, submit=submit)
        self.form.add(LineField("name", "Họ và tên", required=True, limit=100))
        self.form.add(LineField("position", "Chức vụ", limit=200))
        self.form.add(LineField("unit_name", "Đơn vị", limit=200))
        self.form.set_values(vars(start))
        self.begin()
        self.form["name"].setFocus()

    def input(self, values: dict[str, Any]) -> AssessorDraft:
        return AssessorDraft(**values)


class PeopleDialog(FormDialog[tuple[AssessorDraft, ...]]):
    """Several people, one a line; pasted cells of Excel or Word are understood."""

    def __init__(
        self,
        parent: QWidget | None,
        messages: Messages,
        submit: Callable[[tuple[AssessorDraft, ...]], Any],
    ) -> None:
        super().__init__(
            parent, messages, title="Thêm nhiều người đánh giá", submit=submit, save_text="Thêm"
        )
        self._count = QLabel()
        theme.role(self._count, "soft")
        self.form.add(
            TextField(
                "people",
                "Danh sách",
                required=True,
                lines=10,
                hint="Mỗi dòng một người: họ tên, chức vụ, đơn vị. Dán thẳng từ Excel hoặc Word.",
            )
        )
        self.buttons.insertWidget(0, self._count)
        self.begin()
        self.form.changed.connect(self._on_typed)
        self._on_typed()
        self.form["people"].setFocus()

    def input(self, values: dict[str, Any]) -> tuple[AssessorDraft, ...]:
        found = assessors.read_lines(str(values["people"]))
        if not found:
            raise FieldError("people", "Chưa đọc được người nào từ danh sách này.")
        return found

    def _on_typed(self) -> None:
        count = len(assessors.read_lines(self.form["people"].text()))
        self._count.setText(f"Đọc được {count} người" if count else "")


class TakeOverDialog(FormDialog[tuple[AssessorDraft, ...]]):
    """People of an earlier year or of a saved council, those wanted ticked."""

    def __init__(
        self,
        parent: QWidget | None,
        messages: Messages,
        sources: Sequence[Source],
        submit: Callable[[tuple[AssessorDraft, ...]], Any],
    ) -> None:
        super().__init__(
            parent, messages, title="Lấy từ danh sách có sẵn", submit=submit, save_text="Thêm"
        )
        self._sources = {source.uid: source for source in sources}
        self.source = ChoiceField(
            "source", "Lấy từ", [(one.uid, one.label) for one in sources], required=True
        )
        self.people = CheckListField("people", "Người", nothing="Chưa chọn người nào.")
        self.people.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.form.add(self.source)
        self.form.add(self.people)
        self.source.set_value(sources[0].uid)
        self._show_people(sources[0])
        self.source.box.currentIndexChanged.connect(self._on_source)
        self.begin()

    def _show_people(self, source: Source) -> None:
        lines = [
            (str(place), ", ".join(part for part in vars(one).values() if part))
            for place, one in enumerate(source.drafts)
        ]
        self.people.set_choices(lines)

    def _on_source(self, place: int) -> None:
        if 0 <= place < len(self._sources):
            self._show_people(list(self._sources.values())[place])

    def input(self, values: dict[str, Any]) -> tuple[AssessorDraft, ...]:
        drafts = self._sources[values["source"]].drafts
        return tuple(drafts[int(place)] for place in values["people"])
