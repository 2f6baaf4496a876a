"""Gửi xuống: results go back to the offices that sent their registrations, a file for each.

Only an office that has received files sees it. What a file holds is `services/sending_down`'s;
each is written, opened again and compared by `services.exchange.export`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.errors import UserError
from danvan_desktop.services import exchange, sending_down
from danvan_desktop.services.sending_down import BelowRow
from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.send_view import PATTERN
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

NOTHING = Empty(
    "Chưa nhận đăng ký của đơn vị cấp dưới nào trong năm này",
    "Nhận tệp của cấp dưới trước; khi có quyết định thì gửi kết quả về đúng đơn vị.",
    "receive",
)
WORDS = (
    "Mỗi đơn vị nhận một tệp riêng: quyết định công nhận, kết quả bình xét, trả lại, giấy chứng "
    "nhận và khen thưởng về các đăng ký của chính đơn vị đó. Đơn vị nhận giữ nguyên đăng ký của "
    "mình."
)


def _key(row: BelowRow) -> str:
    return row.uid


def _count(column: str, title: str, width: int) -> Column[BelowRow]:
    def value(row: BelowRow) -> int:
        return int(getattr(row, column))

    return Column(column, title, lambda row: str(value(row) or "-"), "right", width, sort_key=value)


COLUMNS: tuple[Column[BelowRow], ...] = (
    Column("name", "Đơn vị gửi lên", lambda row: row.name, width=46),
    _count("registrations", "Đăng ký", 11),
    _count("recognised", "Công nhận", 12),
    _count("refused", "Không công nhận", 18),
    _count("returned", "Trả lại", 11),
    _count("waiting", "Chưa có kết quả", 17),
)


class SendDownView(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self.done = Banner("", Tone.GOOD)
        self._model: RowsModel[BelowRow] = RowsModel(COLUMNS, row_key=_key)
        self.table: DataTable[BelowRow] = DataTable(
            self._model, name="offices_below", store=work.store, empty=NOTHING
        )
        self.save_button = QPushButton("Lưu tệp kết quả...")
        self._assemble()
        self.save_button.clicked.connect(self._on_save)
        self.table.selection_changed.connect(self._show_button)
        self.table.add_action("Lưu tệp kết quả...", self._on_save, icon="send", shortcut="Ctrl+E")

    def _assemble(self) -> None:
        theme.role(self.save_button, "primary")
        self.save_button.setIcon(icons.icon("send", theme.COLOURS.on_accent))
        self.save_button.setToolTip(
            "Một tệp cho mỗi đơn vị đang chọn; không chọn thì cho mọi đơn vị đã có kết quả (Ctrl+E)"
        )
        self.table.bar.addWidget(self.save_button)
        words = QLabel(WORDS)
        words.setWordWrap(True)
        theme.role(words, "soft")
        self.done.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.gap(), 0, 0)
        layout.setSpacing(theme.gap())
        layout.addWidget(self.done)
        layout.addWidget(words)
        layout.addWidget(self.table, 1)

    def reload(self, changes: Changes | None) -> None:
        """Count again what each office can be told."""
        if changes is None:
            self.done.hide()
        work = self._work
        rows: tuple[BelowRow, ...] = ()
        if work.programme_id:
            rows = sending_down.offices_below(work.session, work.programme_id, work.year)
        self._model.set_rows(rows)
        self._show_button()

    def count(self) -> int:
        return self._model.rowCount()

    def _show_button(self) -> None:
        self.save_button.setEnabled(bool(self._told()) and not self._work.session.view_only)

    def _told(self) -> list[BelowRow]:
        """The chosen offices that something can be told, all of them when none is chosen."""
        rows = self.table.selected_rows() or list(self._model.shown())
        return [row for row in rows if row.waiting < row.registrations]

    # slots

    def _on_save(self) -> None:
        rows = self._told()
        work = self._work
        if not rows:
            nothing = UserError(
                "Chưa có kết quả nào để gửi xuống.",
                todo="Ban hành quyết định, ghi kết quả bình xét hoặc trả lại đăng ký trước.",
            )
            work.messages.error(self, nothing)
            return
        paths = self._paths(rows)
        if paths:
            write = partial(self._write, paths, work.programme_id, work.year)
            work.start("Ghi tệp gửi xuống", write, self._on_written, self)

    def _paths(self, rows: Sequence[BelowRow]) -> list[tuple[str, Path]]:
        """Where each file goes: one is named by the official, several go into a folder."""
        work = self._work
        names = [
            exchange.suggested_name(work.session, work.programme_id, work.year, row.uid)
            for row in rows
        ]
        if len(rows) == 1:
            path = work.messages.save_file(self, "Lưu tệp kết quả", names[0], PATTERN)
            return [(rows[0].uid, path)] if path is not None else []
        folder = work.messages.choose_folder(self, f"Chọn thư mục lưu {len(rows)} tệp kết quả")
        if folder is None:
            return []
        return [(row.uid, folder / name) for row, name in zip(rows, names, strict=True)]

    def _write(
        self, paths: list[tuple[str, Path]], programme_id: str, year: int, progress: Progress
    ) -> list[Path]:
        """Runs on the worker: no widget is touched."""
        for number, (office, path) in enumerate(paths):
            progress(number, len(paths), path.name)
            exchange.export(self._work.session, path, programme_id, year, for_office=office)
        return [path for _, path in paths]

    def _on_written(self, paths: Any) -> None:
        self._work.broadcast(Changes(frozenset({Topic.EXCHANGE, Topic.CALENDAR})))
        what = f"tệp “{paths[0].name}”" if len(paths) == 1 else f"{len(paths)} tệp"
        self.done.show_text(
            f"Đã ghi và đọc lại đúng {what}. Gửi mỗi tệp cho đúng đơn vị có tên trên tệp.",
            Tone.GOOD,
        )
        self.done.show()
