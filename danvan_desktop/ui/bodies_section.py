"""Tổ chức: the organisations that issue papers and take part, with the look of their papers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from danvan_desktop.domain.units import BodyKind
from danvan_desktop.services import office, office_settings, own_profiles, succession, units
from danvan_desktop.services.number_series import Series
from danvan_desktop.services.paper_profiles import paper_profiles
from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.services.units import BodyDraft, BodyRow
from danvan_desktop.ui.body_dialog import BodyDialog, BodyInput
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.owned_section import OwnedSection
from danvan_desktop.ui.places_section import succession_words, validity
from danvan_desktop.ui.settings_section import button
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.workplace import Workplace


@dataclass(frozen=True)
class BodyLine:
    """An organisation as the section lists it."""

    row: BodyRow
    profile: str
    issues: bool
    succession: str
    copy: str = ""
    """What is to be said of the body's own copy of its profile."""

    @property
    def whose(self) -> str:
        if self.issues:
            return "Ra văn bản mặc định"
        return "Của đơn vị" if self.row.own else "Nhận từ đơn vị khác"

    @property
    def note(self) -> str:
        return "; ".join(part for part in (self.copy, validity(self.row), self.succession) if part)


COLUMNS: tuple[Column[BodyLine], ...] = (
    Column("name", "Tổ chức", lambda line: line.row.name, width=44),
    Column("abbreviation", "Ký hiệu", lambda line: line.row.abbreviation, width=13),
    Column("unit", "Địa bàn", lambda line: line.row.unit_name, width=24),
    Column("whose", "Nguồn", lambda line: line.whose, width=24),
    Column("profile", "Thể thức văn bản", lambda line: line.profile, width=32),
    Column("note", "Ghi chú", lambda line: line.note, width=24),
)


class BodiesSection(OwnedSection[BodyRow]):
    """See the module's text."""

    noun = "tổ chức"

    def __init__(self, work: Workplace) -> None:
        super().__init__(
            work,
            "Tổ chức",
            "Cấp ủy, Mặt trận, đoàn thể, trường học... trên địa bàn. Tên, ký hiệu và thể thức "
            "ở đây được in trên văn bản do tổ chức đó ban hành.",
        )
        self._model: RowsModel[BodyLine] = RowsModel(COLUMNS, row_key=lambda line: line.row.uid)
        self.table = DataTable(
            self._model,
            name="settings.bodies",
            store=work.store,
            empty=Empty("Chưa có tổ chức nào", "Bấm “Thêm tổ chức” để bắt đầu.", "organisation"),
        )
        self._bodies: tuple[BodyRow, ...] = ()
        self._build()
        self.rows.addWidget(self.table, 1)

    def _build(self) -> None:
        self.add_button = button(
            "Thêm tổ chức", self._on_add, icon="add", role="primary", shortcut="Ctrl+N"
        )
        self.edit_button = button("Sửa...", self._on_edit, icon="edit")
        self.merge_button = button(
            "Sắp xếp...", self._on_succession, tip="Ghi nhận hợp nhất, đổi tên, chuyển giao"
        )
        self.remove_button = button("Xóa", self._on_remove, icon="delete")
        self.look_button = button(
            "Thể thức văn bản...", self._on_look, tip="Sửa lề, cỡ chữ, mẫu số... và xem thử"
        )
        for one in (
            self.edit_button,
            self.look_button,
            self.merge_button,
            self.remove_button,
            self.add_button,
        ):
            self.table.bar.addWidget(one)
        self.table.add_action("Sửa...", self._on_edit, icon="edit")
        self.table.add_action("Thể thức văn bản...", self._on_look)
        self.table.add_action("Đặt làm tổ chức ra văn bản", self._on_issuing)
        self.table.add_action("Ghi nhận sắp xếp, đổi tên...", self._on_succession)
        self.table.add_action("Xóa", self._on_remove, icon="delete", shortcut="Del")
        self.table.opened.connect(self._on_edit)
        self.table.selection_changed.connect(self._on_selection)

    def reload(self, changes: Changes | None) -> None:
        """Read the organisations again."""
        if changes is not None and not changes.concern(Topic.UNITS, Topic.OFFICE, Topic.EXCHANGE):
            return
        session = self.work.session
        self._bodies = units.bodies(session)
        names = dict(paper_profiles())
        known = succession.body_successions(session)
        issuing = office_settings.read(session).issuing_body
        copies = _copy_words()
        self._model.set_rows(
            BodyLine(
                row,
                names.get(row.profile, row.profile),
                row.uid == issuing,
                succession_words(row.uid, known),
                copies.get(row.uid, ""),
            )
            for row in self._bodies
        )
        self._on_selection()

    def _chosen(self) -> list[BodyRow]:
        return [line.row for line in self.table.selected_rows()]

    def _select(self, uid: str) -> None:
        self.table.select_key(uid)

    def _on_selection(self) -> None:
        rows = self._chosen()
        writable = not self.work.session.view_only
        own = writable and bool(rows) and all(row.own for row in rows)
        self.add_button.setEnabled(writable)
        self.edit_button.setEnabled(own and len(rows) == 1)
        self.look_button.setEnabled(len(rows) == 1 and rows[0].own)
        for one in (self.merge_button, self.remove_button):
            one.setEnabled(own)

    def _on_add(self) -> None:
        own = office.office(self.work.session)
        kind = BodyKind.PARTY_CELL
        start = BodyDraft(
            "",
            kind,
            own.home_unit if own else "",
            channel=office.CHANNEL_OF_KIND[kind],
            abbreviation=kind.abbreviation,
            profile=kind.profile,
        )
        self._ask(BodyInput(start, Series.TERM), "", "Đã thêm tổ chức.")

    def _on_edit(self) -> None:
        rows = self._own_chosen()
        if len(rows) != 1 or self.work.session.view_only:
            return
        series = office_settings.numbered_by(self.work.session, rows[0].uid)
        self._ask(BodyInput(rows[0].draft(), series), rows[0].uid, "Đã sửa tổ chức.")

    def _ask(self, start: BodyInput, uid: str, words: str) -> None:
        session = self.work.session
        dialog = BodyDialog(
            self,
            self.work.messages,
            session,
            self._places(start.draft.unit),
            [row for row in self._bodies if row.uid != uid],
            start,
            uid=uid,
            submit=partial(self._save, uid),
        )
        if dialog.ask() is not None:
            self._tell(dialog.result_value, words)

    def _places(self, named: str) -> list[units.UnitRow]:
        """Own places that there are today, and the one that the organisation is at."""
        session = self.work.session
        now = {row.uid for row in units.units(session, on=session.today()) if row.own}
        return [row for row in units.units(session) if row.uid in now or row.uid == named]

    def _save(self, uid: str, given: BodyInput) -> Changes:
        session = self.work.session
        if uid:
            changes = units.edit_body(session, uid, given.draft)
        else:
            changes = units.add_body(session, given.draft)
        if given.series is not office_settings.numbered_by(session, changes.uid):
            office_settings.set_numbered_by(session, changes.uid, given.series)
        return changes

    def _on_look(self) -> None:
        rows = self._own_chosen()
        if len(rows) != 1:
            return
        from danvan_desktop.ui.profile_dialog import ProfileDialog

        dialog = ProfileDialog(self, self.work, rows[0])
        dialog.exec()
        dialog.deleteLater()
        if dialog.changes is not None:
            self._tell(dialog.changes, f"Đã lưu thể thức văn bản của {rows[0].name}.")

    def _on_issuing(self) -> None:
        rows = self._own_chosen()
        if len(rows) != 1:
            return
        session = self.work.session
        use_case = partial(office_settings.set_issuing_body, session, rows[0].uid)
        if self.work.run(self, use_case):
            self.work.say(f"Văn bản của đơn vị do {rows[0].name} ban hành.")

    def _on_succession(self) -> None:
        rows = self._own_chosen()
        if rows:
            bodies = [(row, row.name) for row in self._bodies]
            words = "Đã ghi nhận sắp xếp tổ chức."
            self._ask_succession(rows, bodies, succession.succeed_bodies, words)

    def _on_remove(self) -> None:
        rows = self._own_chosen()
        if rows:
            self._ask_removal(
                rows,
                units.remove_body,
                "Chỉ xóa được tổ chức chưa dùng ở đâu; tổ chức đã giải thể thì ghi ngày hết "
                "hoạt động.",
            )


def _copy_words() -> dict[str, str]:
    """What to say of a body's own copies of profiles, by the body's uid."""
    found: dict[str, str] = {}
    for copy in own_profiles.copies():
        words = "Thể thức riêng bị lỗi, đang dùng mặc định" if copy.problem else "Thể thức riêng"
        found[copy.body] = max(words, found.get(copy.body, ""), key=len)
    return found
