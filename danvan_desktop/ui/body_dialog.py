"""An organisation in a form, with the head of its papers drawn as the lines are typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.units import BodyKind, Channel
from danvan_desktop.errors import FieldError
from danvan_desktop.services import header_preview
from danvan_desktop.services.number_series import Series
from danvan_desktop.services.office import CHANNEL_OF_KIND
from danvan_desktop.services.paper_profiles import paper_profiles
from danvan_desktop.services.session import Session
from danvan_desktop.services.units import BodyDraft, BodyRow, UnitRow
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.fields import LineField
from danvan_desktop.ui.header_view import HeaderView
from danvan_desktop.ui.messages import Messages

KINDS = [(kind, kind.label) for kind in BodyKind]
CHANNELS = [(channel, channel.label) for channel in Channel]
NO_PARENT = "(Không có cấp trên trong danh sách)"
SERIES = [
    (Series.YEAR, "Theo năm, từ 01"),
    (Series.TERM, "Theo nhiệm kỳ"),
]


@dataclass(frozen=True)
class BodyInput:
    """The organisation, and what the numbers of its papers run by."""

    draft: BodyDraft
    series: Series


class BodyDialog(FormDialog[BodyInput]):
    """`start` fills the form; `uid` is the organisation that is changed, "" for a new one."""

    def __init__(
        self,
        parent: QWidget | None,
        messages: Messages,
        session: Session,
        places: Sequence[UnitRow],
        bodies: Sequence[BodyRow],
        start: BodyInput,
        *,
        uid: str,
        submit: Callable[[BodyInput], Any],
    ) -> None:
        title = "Thêm tổ chức" if not uid else "Sửa tổ chức"
        super().__init__(parent, messages, title=title, submit=submit)
        self._session = session
        self._uid = uid
        self._add_fields([(row.uid, row.path) for row in places], bodies)
        self._add_paper_fields()
        self.header = HeaderView(self._draw)
        self.form.rows.addWidget(self.header)
        self._add_dates()
        self.form.set_values({**vars(start.draft), "series": start.series})
        self.form["kind"].changed.connect(self._on_kind)
        self.form.changed.connect(self.header.refresh)
        self.header.show_now()
        self.begin()
        self.form["name"].setFocus()

    def _add_fields(self, places: Sequence[tuple[str, str]], bodies: Sequence[BodyRow]) -> None:
        above = [("", NO_PARENT), *((row.uid, row.name) for row in bodies)]
        self.form.add_row(
            ChoiceField("kind", "Loại tổ chức", KINDS, required=True),
            ChoiceField("channel", "Hệ thống", CHANNELS, required=True),
        )
        self.form.add(LineField("name", "Tên tổ chức", required=True, limit=200))
        self.form.add_row(
            ChoiceField("unit", "Địa bàn", places, required=True),
            ChoiceField("parent", "Trực thuộc", above),
        )

    def _add_paper_fields(self) -> None:
        section = self.form.section("Thể thức văn bản")
        profiles = paper_profiles()
        self.form.add(ChoiceField("profile", "Thể thức", profiles, required=True), to=section)
        self.form.add_row(
            LineField("header_parent", "Dòng cơ quan cấp trên", limit=200),
            LineField(
                "header_name", "Dòng tên cơ quan", limit=200, placeholder="Để trống: theo tên"
            ),
            to=section,
        )
        self.form.add_row(
            LineField("abbreviation", "Ký hiệu văn bản", limit=200, placeholder="ĐU, MTTQ-BTT"),
            LineField("place", "Địa danh", limit=200, placeholder="Để trống: theo địa bàn"),
            ChoiceField("series", "Số văn bản chạy", SERIES, required=True),
            to=section,
        )

    def _add_dates(self) -> None:
        dates = self.form.section("Thời gian hoạt động", folded=True)
        self.form.add_row(
            DateField("valid_from", "Từ ngày", hint="Để trống nếu có từ trước."),
            DateField("valid_to", "Đến hết ngày", hint="Để trống nếu đang còn."),
            to=dates,
        )

    def input(self, values: dict[str, Any]) -> BodyInput:
        series = values.pop("series")
        return BodyInput(BodyDraft(**{**values, "parent": values["parent"] or ""}), series)

    def _on_kind(self) -> None:
        """Channel, profile and abbreviation follow the kind of a new organisation."""
        try:
            kind = self.form["kind"].value()
        except FieldError:
            return
        if self._uid or kind is None:
            return
        self.form["channel"].set_value(CHANNEL_OF_KIND.get(kind, Channel.OTHER))
        self.form["profile"].set_value(kind.profile)
        self.form["abbreviation"].set_value(kind.abbreviation)

    def _draw(self) -> bytes:
        form = self.form
        draft = BodyDraft(
            form["name"].text(),
            self._shown("kind", BodyKind.OTHER),
            self._shown("unit", ""),
            parent=self._shown("parent", ""),
            abbreviation=form["abbreviation"].text(),
            profile=self._shown("profile", ""),
            header_parent=form["header_parent"].text(),
            header_name=form["header_name"].text(),
            place=form["place"].text(),
        )
        return header_preview.header(self._session, draft, self._uid)

    def _shown(self, name: str, otherwise: Any) -> Any:
        """The choice that stands in a field, also while it is being typed."""
        try:
            return self.form[name].value() or otherwise
        except FieldError:
            return otherwise
