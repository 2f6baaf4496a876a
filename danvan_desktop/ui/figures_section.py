"""Mức tiền thưởng: the base salary and the coefficients of awards, each from a day on, and the
money they make."""

from __future__ import annotations

from functools import partial

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.services import award_figures, dated_figures
from danvan_desktop.services.award_figures import FigureLine, Standing
from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.figure_dialog import FigureDialog
from danvan_desktop.ui.settings_section import SettingsSection, button
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

_TONES = {Standing.NOW: Tone.GOOD, Standing.LATER: Tone.INFO, Standing.PAST: Tone.NEUTRAL}
NOTHING = Empty(
    "Chưa có mức nào",
    "Nhập lương cơ sở trước, rồi hệ số của từng hình thức khen thưởng. Danh sách ký nhận tiền "
    "thưởng lấy mức của ngày quyết định.",
    "table",
    "Thêm lương cơ sở",
)


def _value(line: FigureLine) -> str:
    unit = "" if line.subject_kind is not None else " đồng"
    return f"{format_decimal(line.value)}{unit}"


def _money(line: FigureLine) -> str:
    if line.subject_kind is None:
        return ""
    return "Chưa có lương cơ sở" if line.money is None else f"{format_decimal(line.money)} đồng"


def _tone(line: FigureLine) -> Tone:
    return _TONES[line.standing]


COLUMNS: tuple[Column[FigureLine], ...] = (
    Column("name", "Mức", lambda line: line.name, width=28),
    Column("value", "Giá trị", _value, "right", 15, sort_key=lambda line: line.value),
    Column("money", "Tiền thưởng", _money, "right", 16, sort_key=lambda line: line.money or 0),
    Column(
        "from",
        "Từ ngày",
        lambda line: format_date(line.valid_from),
        width=11,
        sort_key=lambda line: line.valid_from,
    ),
    Column("standing", "Tình trạng", lambda line: line.standing.value, width=15, icon=_tone),
    Column("source", "Căn cứ", lambda line: line.source, width=30, spare=True),
)


class FiguresSection(SettingsSection):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__(
            work,
            "Mức tiền thưởng",
            "Tiền thưởng = hệ số × lương cơ sở vào ngày quyết định, làm tròn lên 10.000 đồng. "
            "Chương trình không đặt sẵn mức nào: đơn vị nhập theo quy định đang áp dụng.",
        )
        self._model: RowsModel[FigureLine] = RowsModel(COLUMNS, row_key=lambda line: line.uid)
        self.table: DataTable[FigureLine] = DataTable(
            self._model, name="settings.figures", store=work.store, empty=NOTHING
        )
        self._build()
        self.rows.addWidget(self.table, 1)

    def _build(self) -> None:
        self.base_button = button("Thêm lương cơ sở", self._on_base, icon="add")
        self.add_button = button(
            "Thêm hệ số", self._on_add, icon="add", role="primary", shortcut="Ctrl+N"
        )
        self.edit_button = button("Sửa...", self._on_edit, icon="edit")
        self.remove_button = button("Xóa", self._on_remove, icon="delete")
        for one in (self.edit_button, self.remove_button, self.base_button, self.add_button):
            self.table.bar.addWidget(one)
        self.table.add_action("Sửa...", self._on_edit, icon="edit", shortcut="F2")
        self.table.add_action("Xóa", self._on_remove, icon="delete", shortcut="Del")
        self.table.opened.connect(self._on_edit)
        self.table.selection_changed.connect(self._on_selection)
        self.table.empty_pressed.connect(self._on_base)

    def reload(self, changes: Changes | None) -> None:
        """Read the figures again."""
        if changes is None or changes.concern(Topic.SETTINGS, Topic.AWARDS):
            self._model.set_rows(award_figures.lines(self.work.session))
            self._on_selection()

    def _on_selection(self) -> None:
        writable = not self.work.session.view_only
        chosen = len(self.table.selected_rows())
        self.edit_button.setEnabled(writable and chosen == 1)
        self.remove_button.setEnabled(writable and chosen > 0)
        for one in (self.base_button, self.add_button):
            one.setEnabled(writable)

    def _on_base(self) -> None:
        self._ask(base=True)

    def _on_add(self) -> None:
        self._ask(base=False)

    def _on_edit(self) -> None:
        rows = self.table.selected_rows()
        if len(rows) == 1 and not self.work.session.view_only:
            self._ask(base=rows[0].subject_kind is None, start=rows[0])

    def _ask(self, *, base: bool, start: FigureLine | None = None) -> None:
        session = self.work.session
        if start is None:
            submit = partial(award_figures.save, session)
        else:
            submit = partial(award_figures.change, session, start.uid)
        kinds = () if base else award_figures.kinds(session)
        dialog = FigureDialog(self, self.work.messages, kinds, submit, start)
        if dialog.ask() is not None:
            self.work.broadcast(dialog.result_value)
            self.work.say("Đã lưu mức tiền thưởng.")
            self.table.select_key(dialog.result_value.uid)

    def _on_remove(self) -> None:
        rows = self.table.selected_rows()
        if not rows or self.work.session.view_only:
            return
        words = f"Xóa “{rows[0].name}”?" if len(rows) == 1 else f"Xóa {len(rows)} mức?"
        detail = "Danh sách tiền thưởng đã ban hành không thay đổi."
        if not self.work.messages.confirm(self, words, detail=detail, yes="Xóa mức", danger=True):
            return
        for row in rows:
            self.work.run(self, partial(dated_figures.remove, self.work.session, row.uid))
