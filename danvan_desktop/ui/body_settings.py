"""Thiết lập, Tổ chức: the bodies of the office, their header lines, abbreviation and profile.

Owns the list, its buttons and the dialog of one body; rules are `services.units`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.units import BodyKind, Channel
from danvan_desktop.services import office, units
from danvan_desktop.services.office import CHANNEL_OF_KIND
from danvan_desktop.services.paper_profiles import paper_profiles
from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.services.units import BodyDraft, BodyRow, UnitRow
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.fields import LineField
from danvan_desktop.ui.messages import Messages
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.workplace import Workplace

COLUMNS: tuple[Column[BodyRow], ...] = (
    Column("name", "Tổ chức", lambda row: row.name, width=44),
    Column("kind", "Loại", lambda row: row.kind.label, width=34),
    Column("unit", "Địa bàn", lambda row: row.unit_name, width=22),
    Column("abbreviation", "Ký hiệu", lambda row: row.abbreviation, width=14),
    Column("profile", "Thể thức", lambda row: row.profile, width=14),
    Column("own", "Nguồn", lambda row: "" if row.own else "đơn vị khác gửi", width=14),
)


class BodyDialog(FormDialog[BodyDraft]):
    """One organisation, with what its papers print at the head."""

    def __init__(
        self,
        parent: QWidget | None,
        messages: Messages,
        places: Sequence[UnitRow],
        bodies: Sequence[BodyRow],
        submit: Callable[[BodyDraft], Any],
        *,
        row: BodyRow | None = None,
        unit: str = "",
    ) -> None:
        title = f"Sửa tổ chức “{row.name}”" if row else "Thêm tổ chức"
        super().__init__(parent, messages, title=title, submit=submit)
        own = [(place.uid, place.path) for place in places if place.own]
        above = [(one.uid, one.name) for one in bodies if not row or one.uid != row.uid]
        self.form.add(LineField("name", "Tên", required=True, limit=200))
        self.form.add_row(
            ChoiceField("kind", "Loại", [(k, k.label) for k in BodyKind], required=True),
            ChoiceField("unit", "Địa bàn", own, required=True),
        )
        self.form.add_row(
            ChoiceField("parent", "Thuộc tổ chức", above),
            ChoiceField("channel", "Hệ thống", [(c, c.label) for c in Channel]),
        )
        head = self.form.section("Đầu văn bản")
        self.form.add(ChoiceField("profile", "Thể thức văn bản", list(paper_profiles())), to=head)
        self.form.add_row(
            LineField("header_parent", "Dòng cơ quan cấp trên", limit=200),
            LineField(
                "header_name", "Dòng tên cơ quan", limit=200, hint="Bỏ trống: lấy theo tên tổ chức"
            ),
            to=head,
        )
        self.form.add_row(
            LineField("abbreviation", "Ký hiệu trong số văn bản", limit=200, placeholder="ĐU"),
            LineField("place", "Địa danh", limit=200, placeholder="An Bình"),
            to=head,
        )
        self.form.add_row(
            DateField("valid_from", "Có từ ngày"), DateField("valid_to", "Đến hết ngày")
        )
        draft = row.draft() if row else BodyDraft("", BodyKind.BRANCH, unit)
        self.form.set_values({field.name: getattr(draft, field.name) for field in self.form})
        self.form["kind"].changed.connect(self._on_kind)
        self.begin()

    def input(self, values: dict[str, Any]) -> BodyDraft:
        values["parent"] = values["parent"] or ""
        values["profile"] = values["profile"] or ""
        values["channel"] = values["channel"] or Channel.OTHER
        return BodyDraft(**values)

    def _on_kind(self) -> None:
        """The usual channel and profile of a kind, to be changed where practice differs."""
        kind = next((kind for kind in BodyKind if kind.label == self.form["kind"].text()), None)
        if kind is not None:
            self.form["channel"].set_value(CHANNEL_OF_KIND.get(kind, Channel.OTHER))
            self.form["profile"].set_value(kind.profile)


class BodySettings(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._rows: tuple[BodyRow, ...] = ()
        self.table: DataTable[BodyRow] = DataTable(
            RowsModel(COLUMNS, row_key=_uid),
            name="settings.bodies",
            store=work.store,
            empty=Empty("Chưa có tổ chức nào", "Bấm “Thêm” để nhập tổ chức đầu tiên."),
        )
        self.add_button = QPushButton(icons.icon("add"), "Thêm")
        self.edit_button = QPushButton(icons.icon("edit"), "Sửa")
        self.remove_button = QPushButton(icons.icon("delete"), "Xóa")
        for button in (self.add_button, self.edit_button, self.remove_button):
            self.table.bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.gap(), 0, 0)
        layout.addWidget(self.table)
        self.add_button.clicked.connect(self._on_add)
        self.edit_button.clicked.connect(self._on_edit)
        self.remove_button.clicked.connect(self._on_remove)
        self.table.opened.connect(self._on_edit)
        self.table.selection_changed.connect(self._on_selected)
        self.table.add_action("Sửa", self._on_edit, icon="edit", shortcut="F2")
        self.table.add_action("Xóa", self._on_remove, icon="delete", shortcut="Del")
        self._on_selected()

    def reload(self, changes: Changes | None) -> None:
        """Read the list again."""
        if changes is None or changes.concern(Topic.UNITS, Topic.OFFICE):
            self._rows = units.bodies(self._work.session)
            self.table.model.set_rows(self._rows)  # type: ignore[attr-defined]

    def _on_selected(self) -> None:
        chosen = self.table.selected_rows()
        one = len(chosen) == 1 and chosen[0].own
        self.edit_button.setEnabled(one)
        self.remove_button.setEnabled(one)

    def _dialog(self, submit: Callable[[BodyDraft], Any], row: BodyRow | None) -> BodyDialog:
        work = self._work
        home = office.office(work.session)
        places = units.units(work.session)
        unit = home.home_unit if home else ""
        return BodyDialog(self, work.messages, places, self._rows, submit, row=row, unit=unit)

    def _on_add(self) -> None:
        dialog = self._dialog(partial(units.add_body, self._work.session), None)
        if dialog.ask():
            self._work.broadcast(dialog.result_value)

    def _on_edit(self) -> None:
        row = next(iter(self.table.selected_rows()), None)
        if row is None or not row.own:
            return
        dialog = self._dialog(partial(units.edit_body, self._work.session, row.uid), row)
        if dialog.ask():
            self._work.broadcast(dialog.result_value)

    def _on_remove(self) -> None:
        row = next(iter(self.table.selected_rows()), None)
        work = self._work
        if row is None or not work.messages.confirm(
            self, f"Xóa tổ chức “{row.name}”?", yes="Xóa", danger=True
        ):
            return
        work.run(self, partial(units.remove_body, work.session, row.uid))


def _uid(row: BodyRow) -> str:
    return row.uid
