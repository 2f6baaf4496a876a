"""Dialogs of the tree of places: one place, and many pasted below one.

Own asking only; the rules of the tree are `services.units`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.place_list import kind_of, read_places
from danvan_desktop.domain.text import search_key
from danvan_desktop.domain.units import UnitKind
from danvan_desktop.errors import FieldError
from danvan_desktop.services.units import UnitDraft, UnitRow
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.fields import LineField, TextField
from danvan_desktop.ui.messages import Messages

KINDS = [(kind, kind.label) for kind in UnitKind]
NO_PARENT = "(Không có cấp trên trong cây)"


def parents(units: Sequence[UnitRow]) -> list[tuple[str, str]]:
    """Our own places as choices of what lies above."""
    return [(row.uid, row.path) for row in units if row.own]


class UnitDialog(FormDialog[UnitDraft]):
    """A place: new below `parent`, or `row` to be changed."""

    def __init__(
        self,
        parent: QWidget | None,
        messages: Messages,
        units: Sequence[UnitRow],
        start: UnitDraft,
        *,
        new: bool,
        submit: Callable[[UnitDraft], Any],
    ) -> None:
        title = "Thêm địa bàn" if new else "Sửa địa bàn"
        super().__init__(parent, messages, title=title, submit=submit)
        self._new = new
        self.form.add(
            LineField("name", "Tên địa bàn", required=True, limit=200, placeholder="Thôn Đông")
        )
        self.form.add_row(
            ChoiceField("kind", "Loại địa bàn", KINDS, required=True),
            LineField("code", "Mã địa bàn", limit=20, placeholder="Nếu có"),
        )
        self.form.add(
            ChoiceField("parent", "Thuộc", [("", NO_PARENT), *parents(units)], required=True)
        )
        self.form.add_row(
            DateField("valid_from", "Hiệu lực từ ngày", hint="Để trống nếu có từ trước."),
            DateField("valid_to", "Đến hết ngày", hint="Để trống nếu đang còn."),
        )
        self.form.set_values(vars(start))
        self.form["name"].changed.connect(self._on_named)
        self.begin()

    def input(self, values: dict[str, Any]) -> UnitDraft:
        return UnitDraft(**values)

    def _on_named(self) -> None:
        """A new place's kind follows its name: "Tổ dân phố 3" tells it."""
        kind = kind_of(self.form["name"].text(), UnitKind.OTHER)
        if self._new and kind is not UnitKind.OTHER:
            self.form["kind"].set_value(kind)


class UnitsPasteDialog(FormDialog[tuple[UnitDraft, ...]]):
    """Many places below one, a name to a line; those that are there already are left out."""

    def __init__(
        self,
        parent: QWidget | None,
        messages: Messages,
        units: Sequence[UnitRow],
        above: str,
        kind: UnitKind,
        submit: Callable[[tuple[UnitDraft, ...]], Any],
    ) -> None:
        super().__init__(
            parent, messages, title="Thêm nhiều địa bàn", submit=submit, save_text="Thêm"
        )
        self._units = tuple(units)
        self.form.add_row(
            ChoiceField("parent", "Thuộc", parents(units), required=True),
            ChoiceField("kind", "Loại, khi tên không nói rõ", KINDS, required=True),
        )
        self.form.add(
            TextField(
                "names",
                "Tên các địa bàn, mỗi tên một dòng",
                required=True,
                limit=20_000,
                lines=10,
                hint="Có thể dán một cột từ Excel hoặc danh sách từ Word.",
            )
        )
        self.form.set_values({"parent": above, "kind": kind})
        for field in self.form:
            field.changed.connect(self._on_typed)
        self.begin()
        self.form["names"].setFocus()

    def input(self, values: dict[str, Any]) -> tuple[UnitDraft, ...]:
        new, _ = self._sorted_out(values)
        if not new:
            raise FieldError("names", "Các tên này đều đã có, không có địa bàn nào để thêm.")
        return new

    def _sorted_out(self, values: dict[str, Any]) -> tuple[tuple[UnitDraft, ...], list[str]]:
        """What will be added, and the names that are there already."""
        above = values["parent"]
        known = {search_key(row.name) for row in self._units if row.parent == above}
        listed = read_places(values["names"], values["kind"])
        new = [one for one in listed if search_key(one.name) not in known]
        there = [one.name for one in listed if search_key(one.name) in known]
        return tuple(UnitDraft(one.name, one.kind, above) for one in new), there

    def _on_typed(self) -> None:
        try:
            values = {field.name: field.value() for field in self.form}
        except FieldError:
            return
        new, there = self._sorted_out(values)
        words = f"Sẽ thêm {len(new)} địa bàn."
        if there:
            shown = ", ".join(there[:5]) + (", …" if len(there) > 5 else "")
            words += f" Đã có, bỏ qua: {shown}."
        self.form["names"].set_hint(words)
