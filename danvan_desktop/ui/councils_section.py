"""Hội đồng, tổ thẩm định: who sits, by which decision, how they vote; kept from year to year."""

from __future__ import annotations

from functools import partial

from danvan_desktop.domain.dates import format_date
from danvan_desktop.services import councils
from danvan_desktop.services.councils import CouncilDraft, CouncilKind, CouncilRow
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.ui.council_dialog import ask_council
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.paper_links import open_new_paper
from danvan_desktop.ui.settings_section import SettingsSection, button
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

NOTHING = Empty(
    "Chưa có hội đồng nào",
    "Lập một lần, dùng cho mọi cuộc họp: họ tên, chức vụ, ai là chủ tịch, ai là thư ký.",
    "review",
    "Thêm hội đồng bình xét",
)


def _decision(row: CouncilRow) -> str:
    day = f"ngày {format_date(row.decision_date)}" if row.decision_date else ""
    return " ".join(part for part in (row.decision_number, day) if part)


def _standing(row: CouncilRow) -> str:
    return "Đang dùng" if row.active else "Thôi dùng"


def _tone(row: CouncilRow) -> Tone:
    return Tone.GOOD if row.active else Tone.NEUTRAL


COLUMNS: tuple[Column[CouncilRow], ...] = (
    Column("name", "Tên", lambda row: row.name, width=34),
    Column("kind", "Loại", lambda row: row.kind.label, width=19),
    Column(
        "members",
        "Số người",
        lambda row: str(row.members),
        "right",
        10,
        sort_key=lambda row: row.members,
    ),
    Column("decision", "Quyết định thành lập", _decision, width=26),
    Column("body", "Thuộc cơ quan", lambda row: row.body_name, width=30, spare=True),
    Column("standing", "Tình trạng", _standing, width=14, icon=_tone),
)


def _key(row: CouncilRow) -> str:
    return row.uid


class CouncilsSection(SettingsSection):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__(
            work,
            "Hội đồng, tổ thẩm định",
            "Thành viên và cách biểu quyết, lập một lần cho nhiều cuộc họp. Sửa ở đây không làm "
            "thay đổi các cuộc họp đã lập.",
        )
        self._model: RowsModel[CouncilRow] = RowsModel(COLUMNS, row_key=_key)
        self.table: DataTable[CouncilRow] = DataTable(
            self._model, name="settings.councils", store=work.store, empty=NOTHING
        )
        self._build()
        self.rows.addWidget(self.table, 1)

    def _build(self) -> None:
        self.add_button = button(
            "Thêm hội đồng", self._on_add, icon="add", role="primary", shortcut="Ctrl+N"
        )
        self.team_button = button("Thêm tổ thẩm định", self._on_add_team, icon="add")
        self.edit_button = button("Sửa...", self._on_edit, icon="edit")
        self.copy_button = button("Chép", self._on_copy, tip="Chép thành hội đồng mới")
        self.retire_button = button("Thôi dùng", self._on_retire)
        self.paper_button = button(
            "Lập quyết định thành lập", self._on_paper, icon="file", tip="Soạn ở “Văn bản”"
        )
        for one in (
            self.edit_button,
            self.copy_button,
            self.retire_button,
            self.paper_button,
            self.team_button,
            self.add_button,
        ):
            self.table.bar.addWidget(one)
        self.table.add_action("Sửa...", self._on_edit, icon="edit", shortcut="F2")
        self.table.add_action("Chép thành hội đồng mới", self._on_copy, icon="copy")
        self.table.add_action("Thôi dùng, dùng lại", self._on_retire)
        self.table.add_action("Lập quyết định thành lập", self._on_paper, icon="file")
        self.table.opened.connect(self._on_edit)
        self.table.selection_changed.connect(self._on_selection)
        self.table.empty_pressed.connect(self._on_add)

    def reload(self, changes: Changes | None) -> None:
        """Read the councils again."""
        if changes is None or changes.concern(Topic.MEETINGS, Topic.UNITS, Topic.OFFICE):
            self._model.set_rows(councils.councils(self.work.session, retired=True))
            self._on_selection()

    def _chosen(self) -> CouncilRow | None:
        rows = self.table.selected_rows()
        return rows[0] if len(rows) == 1 else None

    def _on_selection(self) -> None:
        writable = not self.work.session.view_only
        row = self._chosen()
        chosen = (self.edit_button, self.copy_button, self.retire_button, self.paper_button)
        for one in chosen:
            one.setEnabled(writable and row is not None)
        for one in (self.add_button, self.team_button):
            one.setEnabled(writable)
        self.retire_button.setText("Dùng lại" if row and not row.active else "Thôi dùng")

    def _on_add(self) -> None:
        self._add(CouncilKind.REVIEW)

    def _on_add_team(self) -> None:
        self._add(CouncilKind.APPRAISAL)

    def _add(self, kind: CouncilKind) -> None:
        draft = new_council(self.work, kind)
        self._tell(ask_council(self, self.work, draft), f"Đã lưu {kind.label.lower()}.")

    def _on_edit(self) -> None:
        row = self._chosen()
        if row is not None and not self.work.session.view_only:
            draft = councils.council(self.work.session, row.uid).draft
            self._tell(ask_council(self, self.work, draft, row.uid), "Đã sửa hội đồng.")

    def _on_copy(self) -> None:
        if row := self._chosen():
            use_case = partial(councils.copy_council, self.work.session, row.uid)
            self._tell(self.work.run(self, use_case), "Đã chép thành hội đồng mới.")

    def _on_retire(self) -> None:
        if row := self._chosen():
            session, back = self.work.session, not row.active
            use_case = partial(councils.retire_council, session, row.uid, active=back)
            words = "Đã dùng lại hội đồng." if back else "Đã cất hội đồng; các cuộc họp cũ vẫn giữ."
            self._tell(self.work.run(self, use_case), words)

    def _on_paper(self) -> None:
        row = self._chosen()
        if row is not None and self.work.programme_id and not self.work.session.view_only:
            open_new_paper(self.work, PaperKind.TEAM_DECISION, row.uid)

    def _tell(self, changes: Changes | None, words: str) -> None:
        if changes is not None:
            self.work.say(words)
            self.table.select_key(changes.uid)


def new_council(work: Workplace, kind: CouncilKind = CouncilKind.REVIEW) -> CouncilDraft:
    """A new council: last year's where one sat, else the seats of the programme."""
    if not work.programme_id:
        return CouncilDraft(name=kind.label, kind=kind)
    session = work.session
    last = None
    if kind is CouncilKind.REVIEW:
        last = councils.from_last_year(session, work.programme_id, work.year)
    return last or councils.propose_council(session, work.programme_id, kind)
