"""The list of registrations of a programme and year, narrowed by sector, title and state.

Up to `IN_MEMORY` registrations are held and can be sorted by any column; above that the list
fetches pages in name order, and the state, which is computed and not stored, cannot be filtered.
Owns the list and its filters; what is done with the rows is `registration_actions`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from danvan_desktop.domain.workflow import State
from danvan_desktop.services import registration_list
from danvan_desktop.services.registration_list import RegistrationList, RegistrationRow
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.list_filters import CLEAR, Choice, ListFilters
from danvan_desktop.ui.state_tones import state_tone
from danvan_desktop.ui.table_models import Column, ColumnsModel, PagedRowsModel, Query, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.workplace import Workplace

IN_MEMORY = 3_000
NO_MATCH = Empty(
    "Không có đăng ký nào khớp",
    f"Bấm “{CLEAR}” ở trên để thấy các đăng ký khác.",
    "search",
)
CHOICES = (
    Choice("sector", "Mọi lĩnh vực", "lĩnh vực"),
    Choice("title", "Mọi danh hiệu", "danh hiệu"),
    Choice("state", "Mọi tình trạng", "tình trạng"),
)
KEYS_AFTER_MS = 50
"""When the page keys of a long list are found: after its first page has been painted."""


def short_title(name: str) -> str:
    """A title without the name of the movement, which every title of a list carries."""
    return " ".join(name.replace("“Dân vận khéo”", " ").split())


def _columns(*, sort: bool) -> tuple[Column[RegistrationRow], ...]:
    return (
        Column("name", "Tên mô hình, điển hình", lambda row: row.name, width=36, sort=sort),
        Column(
            "state",
            "Tình trạng",
            lambda row: row.state_words,
            width=21,
            sort=sort,
            icon=lambda row: state_tone(row.state),
        ),
        Column(
            "place",
            "Đơn vị, cá nhân đăng ký",
            lambda row: row.subject_name,
            width=21,
            sort=sort,
            tooltip=lambda row: f"{row.subject_name}\n{row.place_name}",
        ),
        Column("sector", "Lĩnh vực", lambda row: row.sector_name, width=17, sort=sort),
        Column("kind", "Đối tượng", lambda row: row.subject_kind.label, width=11, sort=sort),
        Column(
            "title",
            "Danh hiệu",
            lambda row: short_title(row.title_name),
            width=13,
            sort=sort,
            tooltip=lambda row: row.title_name,
        ),
        Column("newness", "Mới/duy trì", lambda row: row.newness.label, width=10, sort=sort),
    )


COLUMNS = _columns(sort=True)
PAGED_COLUMNS = _columns(sort=False)


@dataclass(frozen=True)
class RowAction:
    """A line of the right-click menu; `key` names it when it is enabled."""

    key: str
    text: str
    slot: Callable[[], object]
    icon: str = ""
    shortcut: str = ""


@dataclass(frozen=True)
class Narrowed:
    """What the three choices above the list keep; empty keeps all."""

    sector: str = ""
    title: str = ""
    state: str = ""

    def takes(self, row: RegistrationRow) -> bool:
        return (
            (not self.sector or row.sector == self.sector)
            and (not self.title or row.title == self.title)
            and (not self.state or row.state.value == self.state)
        )


class RegistrationTable(QWidget):
    """See the module's text."""

    opened = Signal(object)
    selection_changed = Signal()
    empty_pressed = Signal()

    def __init__(self, work: Workplace, empty: Empty, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._empty = empty
        self._rows: tuple[RegistrationRow, ...] = ()
        self._source: RegistrationList | None = None
        self._offered: tuple[RowAction, ...] = ()
        self._made: dict[str, QAction] = {}
        self.filters = ListFilters(self, "registrations", work.store, CHOICES)
        self.sector, self.title, self.state = self.filters.boxes.values()
        self.filters.offer("state", [(state.value, state.label) for state in State])
        self.filters.changed.connect(self._show)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.table = self._make_table(paged=self._is_many())

    def _make_table(self, *, paged: bool) -> DataTable[RegistrationRow]:
        model: ColumnsModel[RegistrationRow]
        if paged:
            model = PagedRowsModel(PAGED_COLUMNS, self._open_pages, lambda row: row.uid, self)
        else:
            model = RowsModel(COLUMNS, lambda row: row.uid, self)
        table: DataTable[RegistrationRow] = DataTable(
            model,
            name="registrations",
            store=self._work.store,
            empty=self._empty,
            filter_hint="Lọc theo tên, đơn vị, nội dung (không cần gõ dấu)",
        )
        self.filters.place(table)
        table.opened.connect(self.opened)
        table.selection_changed.connect(self.selection_changed)
        table.empty_pressed.connect(self.empty_pressed)
        self._layout.addWidget(table)
        return table

    # what the page uses

    @property
    def is_paged(self) -> bool:
        """True when there are too many rows to be held."""
        return isinstance(self.table.model, PagedRowsModel)

    def reload(self) -> None:
        """Read again: first the choices, then the rows."""
        self._fill_choices()
        self._source = source = self._listing()
        many = self._is_many()
        if many != self.is_paged:
            self._change_table(paged=many)
        self.table.leave_out_columns(() if self._work.programme.sectors else ("sector",))
        self.state.setEnabled(not many)
        if many:
            self._show()
            QTimer.singleShot(KEYS_AFTER_MS, self._on_painted)
            return
        self._rows = tuple(row for page in self._pages_of(source) for row in page)
        self._show()

    def selected_rows(self) -> list[RegistrationRow]:
        return self.table.selected_rows()

    def select(self, uid: str) -> bool:
        """Show and select one registration, taking filters away when they hide it."""
        if self.table.select_key(uid):
            return True
        self.filters.clear()
        return self.table.select_key(uid)

    def set_actions(self, actions: Sequence[RowAction]) -> None:
        """Offer these in the right-click menu, in this order."""
        self._offered = tuple(actions)
        self._enlist_actions()

    def enable_actions(self, keys: Collection[str]) -> None:
        """Let these be chosen, and no others."""
        for key, action in self._made.items():
            action.setEnabled(key in keys)

    def offered(self) -> list[QAction]:
        """The lines of the right-click menu, for a button that opens the same menu."""
        return list(self._made.values())

    def set_empty(self, empty: Empty) -> None:
        """Change what the empty list says."""
        self._empty = empty

    # inside

    def _enlist_actions(self) -> None:
        self._made = {
            item.key: self.table.add_action(
                item.text, item.slot, icon=item.icon, shortcut=item.shortcut
            )
            for item in self._offered
        }

    def _is_many(self) -> bool:
        if self._source is None and self._work.programme_id:
            self._source = self._listing()
        return self._source is not None and self._source.exceeds(IN_MEMORY)

    @Slot()
    def _on_painted(self) -> None:
        if self._source is not None:
            self._source.remember_keys()

    def _change_table(self, *, paged: bool) -> None:
        for widget in (*self.filters.boxes.values(), self.filters.clear_button):
            widget.setParent(self)
        self._layout.removeWidget(self.table)
        self.table.deleteLater()
        self.table = self._make_table(paged=paged)
        self._enlist_actions()
        self._rows = ()

    def _fill_choices(self) -> None:
        plan = self._work.programme
        self.filters.offer("sector", [(item.code, item.name) for item in plan.sectors])
        self.filters.offer("title", [(item.code, item.name) for item in plan.titles])
        self.sector.setVisible(bool(plan.sectors))
        self.title.setVisible(len(plan.titles) > 1)

    def narrowed(self) -> Narrowed:
        """What the choices keep now."""
        return Narrowed(*(self.filters.value(key) for key in self.filters.boxes))

    def _listing(self, words: str = "", kept: Narrowed | None = None) -> RegistrationList:
        chosen = kept or Narrowed()
        return registration_list.listing(
            self._work.session,
            self._work.programme_id,
            self._work.year,
            sector=chosen.sector,
            title=chosen.title,
            words=words,
        )

    def _pages_of(self, source: RegistrationList) -> list[tuple[RegistrationRow, ...]]:
        pages = -(-source.count() // registration_list.PAGE_ROWS)
        return [source.page(number) for number in range(pages)]

    def _open_pages(self, query: Query) -> RegistrationList:
        kept = self.narrowed()
        if self._source is not None and not query.filter and kept == Narrowed():
            return self._source
        return self._listing(query.filter, kept)

    def _show(self) -> None:
        model = self.table.model
        kept = self.narrowed()
        self.table.set_empty(NO_MATCH if self.filters.narrowing else self._empty)
        if isinstance(model, RowsModel):
            model.set_rows(row for row in self._rows if kept.takes(row))
            self.table.set_left_out(len(self._rows) - model.total())
        elif isinstance(model, PagedRowsModel):
            model.reload()
