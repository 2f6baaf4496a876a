"""How an office answers what a paper leaves open: who recognises, certificates, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from danvan_desktop.domain.programmes import Programme
from danvan_desktop.errors import FieldError
from danvan_desktop.services.authority import OfficeAuthority
from danvan_desktop.services.gaps import ANSWER_LIMIT, UNSAID, GapRow
from danvan_desktop.services.units import BodyRow
from danvan_desktop.ui import theme
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.fields import Field, LineField, TextField
from danvan_desktop.ui.messages import Messages


class TicksField(Field):
    """Some of a few; the value is the tuple of ticked keys, at least one."""

    def __init__(self, name: str, label: str, choices: Sequence[tuple[str, str]]) -> None:
        self.list = QListWidget()
        for key, text in choices:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setFixedHeight(round(theme.em() * 1.5) * max(2, len(choices)) + theme.gap())
        super().__init__(name, label, self.list, required=True)
        self.list.itemChanged.connect(self._on_edited)

    def value(self) -> tuple[str, ...]:
        found = tuple(self._keys())
        if not found:
            raise FieldError(self.name, f"{self.label}: chưa đánh dấu mục nào.")
        return found

    def set_value(self, value: Sequence[str] | None) -> None:
        wanted = set(value or ())
        for row in range(self.list.count()):
            item = self.list.item(row)
            on = item.data(Qt.ItemDataRole.UserRole) in wanted
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def text(self) -> str:
        return "\n".join(self._keys())

    def set_text(self, text: str) -> None:
        self.set_value(text.split("\n"))

    def _keys(self) -> list[str]:
        items = (self.list.item(row) for row in range(self.list.count()))
        return [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]


class AuthorityDialog(FormDialog[OfficeAuthority]):
    """Which body of ours gives which titles at which level, and on what basis."""

    def __init__(
        self,
        parent: QWidget | None,
        messages: Messages,
        plan: Programme,
        bodies: Sequence[BodyRow],
        submit: Callable[[OfficeAuthority], Any],
    ) -> None:
        super().__init__(parent, messages, title="Quyền công nhận", submit=submit)
        self.form.add(
            ChoiceField(
                "body",
                "Tổ chức ra quyết định",
                [(row.uid, row.name) for row in bodies],
                required=True,
                hint=UNSAID[:1].upper() + UNSAID[1:],
            )
        )
        self.form.add(
            ChoiceField(
                "level",
                "Cấp công nhận",
                [(level.code, level.name) for level in plan.levels],
                required=True,
            )
        )
        self.form.add(
            TicksField("titles", "Danh hiệu", [(title.code, title.name) for title in plan.titles])
        )
        self.form.add(
            LineField(
                "basis",
                "Căn cứ",
                required=True,
                limit=250,
                placeholder="Quy chế, hướng dẫn, thông báo giao quyền",
            )
        )
        if bodies:
            self.form.set_values({"body": bodies[0].uid})
        self.begin()

    def input(self, values: dict[str, Any]) -> OfficeAuthority:
        return OfficeAuthority(**values)


class WordsDialog(FormDialog[str]):
    """A gap answered in words."""

    def __init__(
        self,
        parent: QWidget | None,
        messages: Messages,
        gap: GapRow,
        submit: Callable[[str], Any],
    ) -> None:
        super().__init__(parent, messages, title="Văn bản không nêu - đơn vị tự đặt", submit=submit)
        hint = f"{gap.question}" + (f" ({gap.source})" if gap.source else "")
        self.form.add(
            TextField("answer", "Quy định của đơn vị", limit=ANSWER_LIMIT, lines=4, hint=hint)
        )
        self.form.set_values({"answer": gap.answer})
        self.begin()

    def input(self, values: dict[str, Any]) -> str:
        return str(values["answer"])
