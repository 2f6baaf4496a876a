"""Nhận: check a file, show what it would do, compare the key, agree, take it in.

Owns the receiving half of the exchange page. Nothing is written before the official agrees; the
verified backup and the single transaction are `services.receiving.apply`.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.errors import DanVanError
from danvan_desktop.services import receiving, units
from danvan_desktop.services.receive_plan import ReceivePlan
from danvan_desktop.services.session import Changes
from danvan_desktop.ui import theme
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.package_drop import PackageDrop
from danvan_desktop.ui.plan_card import PlanCard
from danvan_desktop.ui.send_view import PATTERN
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace


class ReceiveView(QWidget):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self.banner = Banner("", Tone.GOOD)
        self.drop = PackageDrop()
        self.card = PlanCard(work.store)
        self._assemble()
        self.drop.dropped.connect(self.examine)
        self.drop.choose.connect(self._on_choose)
        self.card.agreed.connect(self._on_agreed)
        self.card.dropped.connect(self._on_dropped)

    def _assemble(self) -> None:
        self.banner.hide()
        self.card.hide()
        body = QWidget()
        theme.role(body, "page")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.card)
        inner.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.gap(), 0, 0)
        layout.setSpacing(theme.gap())
        layout.addWidget(self.banner)
        layout.addWidget(self.drop)
        layout.addWidget(area, 1)

    def examine(self, path: Path) -> None:
        """Check a file beside the window, then show its plan or why it is refused."""
        self.banner.hide()
        self.card.hide()
        work = self._work
        work.start("Kiểm tra tệp", partial(self._examine, path), self._on_examined, self)

    def _examine(self, path: Path, progress: Progress) -> ReceivePlan | DanVanError:
        """Runs on the worker. A refusal is a result: it is shown in place, not in a box."""
        progress(0, 0, "Đang kiểm tra chữ ký và từng bản ghi")
        try:
            return receiving.examine(self._work.session, path)
        except DanVanError as error:
            return error

    def _on_examined(self, found: Any) -> None:
        if isinstance(found, DanVanError):
            self.banner.show_text(str(found), Tone.BAD)
            self.banner.show()
            return
        session = self._work.session
        own = [(row.uid, row.path) for row in units.units(session) if row.own]
        self.card.show_plan(found, own, writable=not session.view_only)
        self.card.show()

    def _on_choose(self) -> None:
        path = self._work.messages.open_file(self, "Nhận tệp", PATTERN)
        if path is not None:
            self.examine(path)

    def _on_dropped(self) -> None:
        self.card.hide()

    def _on_agreed(self, plan: ReceivePlan, link: str) -> None:
        self.card.set_busy(True)
        take = partial(self._take, plan, link)
        try:
            self._work.runner.start(
                "Nhận dữ liệu",
                partial(self._connected, take),
                done=partial(self._on_taken, plan),
                failed=self._on_failed,
                cancelled=self._on_cancelled,
                parent=self,
            )
        except DanVanError as error:
            self._on_failed(error)

    def _connected(self, take: Any, progress: Progress) -> Any:
        with self._work.session.connected():
            return take(progress)

    def _take(self, plan: ReceivePlan, link: str, progress: Progress) -> Changes:
        """Runs on the worker: backup, then everything in one transaction."""
        progress(0, 0, "Đang sao lưu trước khi nhận")
        return receiving.apply(
            self._work.session, plan, trust=True, link_to=link, progress=progress
        )

    def _on_taken(self, plan: ReceivePlan, changes: Any) -> None:
        self.card.set_busy(False)
        self.card.hide()
        words = f"Đã nhận tệp của “{plan.office_name}” (lần gửi {plan.sequence}): "
        words += (
            f"{format_decimal(len(plan.merge.writes))} bản ghi được ghi."
            if plan.merge.writes
            else "không có gì thay đổi."
        )
        self._work.broadcast(changes)
        self.banner.show_text(words, Tone.GOOD)
        self.banner.show()

    def _on_failed(self, error: BaseException) -> None:
        self.card.set_busy(False)
        self._work.messages.error(self, error)

    def _on_cancelled(self) -> None:
        self.card.set_busy(False)
        self.banner.show_text("Đã dừng; chưa có gì được nhận vào.", Tone.INFO)
        self.banner.show()
