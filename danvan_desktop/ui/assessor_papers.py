"""Printing for scoring by hand: blank sheets and tables of the chosen assessors.

Owns the menu and where files go; the papers are `services/papers`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from danvan_desktop.services import papers
from danvan_desktop.services.panels import AssessorRow
from danvan_desktop.services.papers import Paper
from danvan_desktop.ui.paper_window import show_long_paper
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.workplace import Workplace


class AssessorPapers:
    """`chosen` gives the assessors that are selected in the list."""

    def __init__(
        self, work: Workplace, parent: QWidget, chosen: Callable[[], list[AssessorRow]]
    ) -> None:
        self._work = work
        self._parent = parent
        self._chosen = chosen

    def menu(self, parent: QWidget) -> QMenu:
        made = QMenu(parent)
        made.addAction("Phiếu trắng, mỗi đăng ký một phiếu", self.print_sheets)
        made.addAction("Phiếu trắng, mỗi người một tệp PDF...", self.save_files)
        made.addSeparator()
        made.addAction("Bảng chấm khổ A4 ngang", partial(self.print_tables, large=False))
        made.addAction("Bảng chấm khổ A3 ngang", partial(self.print_tables, large=True))
        return made

    def _people(self) -> list[str]:
        return [row.uid for row in self._chosen()]

    def print_sheets(self) -> None:
        show_long_paper(self._work, self._parent, "Phiếu trắng để chấm tay", self._sheets())

    def _sheets(self) -> Callable[[Progress], Paper]:
        work = self._work
        return partial(
            papers.blank_score_sheets, work.session, work.programme_id, work.year, self._people()
        )

    def print_tables(self, *, large: bool) -> None:
        work = self._work
        make = partial(
            papers.score_tables,
            work.session,
            work.programme_id,
            work.year,
            self._people(),
            large=large,
        )
        show_long_paper(work, self._parent, "Bảng chấm", make)

    def save_files(self) -> None:
        work = self._work
        folder = work.messages.choose_folder(self._parent, "Nơi lưu phiếu trắng của từng người")
        if folder is None:
            return
        make = partial(
            papers.blank_score_files,
            work.session,
            work.programme_id,
            work.year,
            self._people(),
            folder,
        )
        work.start("Phiếu trắng của từng người", make, self._on_saved, self._parent)

    def _on_saved(self, made: tuple[Path, ...]) -> None:
        self._work.say(f"Đã lưu {len(made)} tệp vào {made[0].parent.name}." if made else "")
