"""Dialogs of the tree of places: one place, a pasted list of places, a merger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.text import clean_line
from danvan_desktop.domain.units import UnitKind
from danvan_desktop.errors import FieldError
from danvan_desktop.services.units import UnitDraft, UnitRow
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.fields import LineField, TextField
from danvan_desktop.ui.messages import Messages

TOP = ""
KINDS = [(kind, kind.label) for kind in UnitKind]
LIST_LIMIT = 500


def parent_choices(units: Sequence[UnitRow], without: str = "") -> list[tuple[str, str]]:
    """Our own places to stand under; the place itself is not among them."""
    own = [(row.uid, row.path) for row in units if row.own and row.uid != without]
    return [(TOP, "(không có địa bàn cấp trên)"), *own]


class UnitDialog(FormDialog[UnitDraft]):
    """One place: name, kind, where it stands, code, from and to when."""

    def __init__(
        self,
        parent: QWidget | None,
        messages: Messages,
        units: Sequence[UnitRow],
        submit: Callable[[UnitDraft], Any],
        *,
        row: UnitRow | None = None,
        under: str = TOP,
    ) -> None:
        title = f"Sửa địa bàn “{row.name}”" if row else "Thêm địa bàn"
        super().__init__(parent, messages, title=title, submit=submit)
        self.form.add_row(
            LineField("name", "Tên", required=True, limit=200, placeholder="Tổ dân phố 5"),
            ChoiceField("kind", "Loại", KINDS, required=True),
        )
        self.form.add_row(
            ChoiceField("parent", "Thuộc", parent_choices(units, row.uid if row else "")),
            LineField("code", "Mã (nếu có)", limit=20),
        )
        self.form.add_row(
            DateField("valid_from", "Có từ ngày", hint="Bỏ trống khi không cần"),
            DateField("valid_to", "Đến hết ngày", hint="Ghi khi đã sáp nhập, giải thể"),
        )
        draft = row.draft() if row else UnitDraft("", UnitKind.RESIDENTIAL_GROUP, under)
        self.form.set_values(
            {
                "name": draft.name,
                "kind": draft.kind,
                "parent": draft.parent,
                "code": draft.code,
                "valid_from": draft.valid_from,
                "valid_to": draft.valid_to,
            }
        )
        self.begin()

    def input(self, values: dict[str, Any]) -> UnitDraft:
        values["parent"] = values["parent"] or TOP
        return UnitDraft(**values)


class UnitListDialog(FormDialog[tuple[UnitDraft, ...]]):
    """Many places of one kind under one place: a name on each line, pasted from anywhere."""

    def __init__(
        self,
        parent: QWidget | None,
        messages: Messages,
        units: Sequence[UnitRow],
        submit: Callable[[tuple[UnitDraft, ...]], Any],
        *,
        under: str = TOP,
    ) -> None:
        super().__init__(
            parent, messages, title="Thêm danh sách địa bàn", submit=submit, save_text="Thêm"
        )
        self._known = {(row.parent, clean_line(row.name)) for row in units}
        self.form.add_row(
            ChoiceField("kind", "Loại", KINDS, required=True),
            ChoiceField("parent", "Thuộc", parent_choices(units)),
        )
        self.form.add(
            TextField(
                "names",
                "Tên, mỗi dòng một địa bàn",
                required=True,
                limit=60_000,
                lines=12,
                hint="Dán cả cột từ Excel hoặc Word. Dòng trống và dòng lặp được bỏ qua.",
            )
        )
        self.form.set_values({"kind": UnitKind.RESIDENTIAL_GROUP, "parent": under})
        self.begin()

    def input(self, values: dict[str, Any]) -> tuple[UnitDraft, ...]:
        parent = values["parent"] or TOP
        names = dict.fromkeys(clean_line(line) for line in values["names"].split("\n"))
        new = [name for name in names if name and (parent, name) not in self._known]
        if not new:
            raise FieldError("names", "Các địa bàn này đều đã có.")
        if len(new) > LIST_LIMIT:
            raise FieldError("names", f"Mỗi lần thêm nhiều nhất {LIST_LIMIT} địa bàn.")
        return tuple(UnitDraft(name, values["kind"], parent) for name in new)


@dataclass(frozen=True)
class MergerInput:
    """Who takes over, from when, on what paper."""

    successor: str
    on: date
    paper: str


class MergerDialog(FormDialog[MergerInput]):
    """Sáp nhập: the chosen places end and another takes over; nothing is renamed or deleted."""

    def __init__(
        self,
        parent: QWidget | None,
        messages: Messages,
        units: Sequence[UnitRow],
        merged: Sequence[UnitRow],
        submit: Callable[[MergerInput], Any],
    ) -> None:
        names = ", ".join(row.name for row in merged)
        super().__init__(
            parent,
            messages,
            title="Sáp nhập, chia tách địa bàn",
            submit=submit,
            save_text="Ghi nhận",
        )
        gone = {row.uid for row in merged}
        choices = [(row.uid, row.path) for row in units if row.own and row.uid not in gone]
        self.form.add(
            ChoiceField(
                "successor",
                "Địa bàn kế thừa",
                choices,
                required=True,
                hint=f"{names}: giữ tên và hồ sơ cũ, hết hiệu lực vào ngày trước ngày sáp nhập.",
            )
        )
        self.form.add_row(
            DateField("on", "Từ ngày", required=True),
            LineField("paper", "Theo văn bản", limit=200, placeholder="Nghị quyết số ... ngày ..."),
        )
        self.begin()

    def input(self, values: dict[str, Any]) -> MergerInput:
        return MergerInput(**values)
