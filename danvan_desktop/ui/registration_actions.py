"""What can be done with chosen registrations, from the list or from one record.

Each action is a dialog where one is needed, one use case, and a word that it is done. Owns no
list: whom an action is for is asked of `chosen` at the moment.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain import workflow
from danvan_desktop.domain.workflow import Actor, State, StepKind
from danvan_desktop.errors import UserError
from danvan_desktop.services import locks, papers, registration_list, registrations
from danvan_desktop.services.locks import Locked
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.services.registration_list import RegistrationRow
from danvan_desktop.services.session import Changes
from danvan_desktop.ui.carry_dialog import CarryDialog
from danvan_desktop.ui.paper_window import show_paper
from danvan_desktop.ui.progress_dialogs import NotedStep, NotedStepDialog
from danvan_desktop.ui.registration_dialog import RegistrationDialog
from danvan_desktop.ui.step_dialogs import StepDialog, StepInput
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.workplace import Workplace

STEPS: tuple[tuple[str, StepKind, str], ...] = (
    ("withdraw", StepKind.WITHDRAWN, "Đã rút"),
    ("reinstate", StepKind.REINSTATED, "Đã khôi phục"),
    ("return", StepKind.RETURNED, "Đã trả lại"),
    ("stop", StepKind.STOPPED, "Đã ghi nhận dừng thực hiện"),
    ("resume", StepKind.RUNNING, "Đã ghi nhận tiếp tục thực hiện"),
)
"""Transitions offered here, with the step each leaves and what is said afterwards."""
REPORTS = (
    StepKind.RESULT_REPORTED,
    StepKind.BUILDING_CONFIRMED,
    StepKind.EFFECT_CONFIRMED,
    StepKind.PROPOSED,
)
ACTIVITIES = (StepKind.RUNNING, StepKind.FORMAL_ONLY, StepKind.STOPPED)


def allowed(rows: Sequence[RegistrationRow]) -> set[str]:
    """Keys of the actions that may be done to all of these rows, or without any."""
    if not rows:
        return {"sustain"}
    found = {"print_form", "follow_up"}
    if all(row.own for row in rows):
        found |= {"sustain", "remove"}
    found |= {
        key for key in ("edit", *(key for key, _, _ in STEPS)) if all(_may(key, r) for r in rows)
    }
    if len(rows) > 1:
        return found - {"edit", "print_form", "follow_up"} | {"open"}
    if rows[0].own and rows[0].state is not State.WITHDRAWN:
        found |= {"note_step", "activity"}
    return found | {"open"}


def _may(key: str, row: RegistrationRow) -> bool:
    item = workflow.transition(key)
    back = key == "edit" and row.sent_back
    return (row.state in item.sources or back) and (row.own or item.actor is Actor.JUDGE)


class RegistrationActions(QObject):
    """See the module's text. Every slot may be connected to a button, a menu line or a key."""

    def __init__(
        self, work: Workplace, owner: QWidget, chosen: Callable[[], list[RegistrationRow]]
    ) -> None:
        super().__init__(owner)
        self._work = work
        self._owner = owner
        self._chosen = chosen

    # entering and changing

    def on_add(self) -> None:
        """The full form, empty."""
        work = self._work
        dialog = RegistrationDialog(self._owner, work)
        if dialog.ask() is not None:
            self._tell(dialog.result_value, "Đã lưu đăng ký.")

    def on_edit(self) -> None:
        """The full form of the one chosen."""
        rows = self._chosen()
        if len(rows) != 1 or "edit" not in allowed(rows):
            return
        try:
            locks.require_free(self._work.session, Locked.REGISTRATION, rows[0].uid)
            dialog = RegistrationDialog(self._owner, self._work, uid=rows[0].uid)
        except UserError as error:
            self._work.messages.error(self._owner, error)
            return
        if dialog.ask() is not None:
            self._tell(dialog.result_value, "Đã lưu thay đổi.")

    def on_sustain(self) -> None:
        """Register what goes on for another year; what is chosen is ticked.

        From a year without registrations it offers those of the year before.
        """
        work = self._work
        chosen = [row.uid for row in self._chosen()]
        years = [year for year in work.programme.years if year > work.year]
        source = (work.year, 0)
        if not chosen and self._is_empty(work.year) and work.year - 1 in work.programme.years:
            source = (work.year - 1, work.year)
        elif not years:
            work.messages.info(
                self._owner,
                f"Năm {work.year} là năm cuối của chương trình.",
                "Muốn duy trì sang năm sau, hãy dùng chương trình của giai đoạn mới.",
            )
            return
        dialog = CarryDialog(
            self._owner, work, from_year=source[0], to_year=source[1], chosen=chosen
        )
        given = dialog.ask()
        if given is not None:
            words = f"Đã đăng ký duy trì {len(given.lines)} mô hình cho năm {given.year}."
            self._tell(dialog.result_value, words)

    def _is_empty(self, year: int) -> bool:
        work = self._work
        return not registration_list.listing(work.session, work.programme_id, year).exceeds(0)

    def on_remove(self) -> None:
        """Take away what was entered by mistake, after asking."""
        rows = self._chosen()
        if not rows or not self._work.messages.confirm(
            self._owner,
            f"Xóa {_about(rows).rstrip('.').lower()}?",
            detail="Chỉ xóa đăng ký nhập nhầm. Nếu đơn vị không thực hiện nữa, hãy dùng "
            "“Rút đăng ký” để giữ lại hồ sơ và lý do.",
            yes="Xóa đăng ký",
            danger=True,
        ):
            return
        for row in rows:
            if not self._work.run(
                self._owner, partial(registrations.remove, self._work.session, row.uid)
            ):
                return
        self._work.say(f"Đã xóa {len(rows)} đăng ký.")

    # steps

    def on_withdraw(self) -> None:
        self._step("withdraw")

    def on_reinstate(self) -> None:
        self._step("reinstate")

    def on_return(self) -> None:
        self._step("return")

    def on_stop(self) -> None:
        self._step("stop")

    def on_resume(self) -> None:
        self._step("resume")

    def _step(self, key: str) -> None:
        rows = self._chosen()
        if key not in allowed(rows):
            return
        kind, done = next((kind, done) for name, kind, done in STEPS if name == key)
        item = workflow.transition(key)
        dialog = StepDialog(
            self._owner,
            self._work.messages,
            title=item.label,
            about=_about(rows),
            today=self._work.session.today(),
            reason_needed=item.reason,
            submit=partial(self._record, [row.uid for row in rows], kind),
        )
        if dialog.ask() is not None:
            self._tell(dialog.result_value, f"{done} {len(rows)} đăng ký.")

    def _record(self, uids: list[str], kind: StepKind, given: StepInput) -> Changes:
        return registrations.record_steps(
            self._work.session, uids, kind, on=given.on, reason=given.reason
        )

    def on_note_step(self) -> None:
        """A report or a confirmation that somebody gave."""
        self._note("Ghi nhận báo cáo, xác nhận", REPORTS)

    def on_activity(self) -> None:
        """Running, formal only, or stopped with its cause."""
        self._note("Ghi nhận tình hình hoạt động", ACTIVITIES)

    def _note(self, title: str, kinds: Sequence[StepKind]) -> None:
        rows = self._chosen()
        if len(rows) != 1:
            return
        dialog = NotedStepDialog(
            self._owner,
            self._work,
            title=title,
            kinds=kinds,
            about=_about(rows),
            submit=partial(self._record_noted, rows[0].uid),
        )
        if dialog.ask() is not None:
            self._tell(dialog.result_value, "Đã ghi nhận.")

    def _record_noted(self, uid: str, given: NotedStep) -> Changes:
        return registrations.record_step(
            self._work.session,
            uid,
            given.kind,
            on=given.on,
            reason=given.reason,
            by_name=given.by_name,
        )

    def _tell(self, changes: Any, text: str) -> None:
        self._work.broadcast(changes)
        self._work.say(text)

    # papers

    def on_print_form(self) -> None:
        """The registration form of the one chosen."""
        rows = self._chosen()
        if rows:
            make = partial(papers.registration_form, self._work.session, rows[0].uid)
            desk = (PaperKind.REGISTRATION_FORM, rows[0].uid)
            show_paper(self._work, self._owner, "Phiếu đăng ký", make, desk)

    def on_print_blank_form(self) -> None:
        """The form with its headings left to the pen."""
        rows = self._chosen()
        if rows:
            make = partial(papers.registration_form, self._work.session, rows[0].uid, blank=True)
            show_paper(self._work, self._owner, "Phiếu đăng ký", make)

    def on_choose_layout(self) -> None:
        """Ask which layout of the form this office prints, and show it."""
        names = list(papers.FORM_LAYOUTS.values())
        question = "Đơn vị dùng mẫu phiếu đăng ký nào?"
        chosen = self._work.messages.choose(self._owner, question, names)
        if chosen is not None:
            papers.choose_form_layout(self._work.session, list(papers.FORM_LAYOUTS)[chosen])
            self.on_print_form()

    def on_print_follow_up(self) -> None:
        """One page on which the work of the one chosen is followed."""
        rows = self._chosen()
        if rows:
            make = partial(papers.follow_up_sheet, self._work.session, rows[0].uid)
            desk = (PaperKind.FOLLOW_UP, rows[0].uid)
            show_paper(self._work, self._owner, "Phiếu theo dõi", make, desk)

    def on_print_list(self) -> None:
        """The list of the whole programme and year."""
        work = self._work
        make = partial(papers.registration_list_pdf, work.session, work.programme_id, work.year)
        desk = (PaperKind.REGISTRATION_LIST, "")
        show_paper(work, self._owner, "Danh sách đăng ký", make, desk)

    def on_export_list(self) -> None:
        """The same list as a workbook."""
        work = self._work
        name = papers.registration_list_name(work.year, "xlsx")
        path = work.messages.save_file(
            self._owner, "Xuất danh sách đăng ký", name, "Bảng tính Excel (*.xlsx)"
        )
        if path is None:
            return
        work.start(
            "Xuất danh sách đăng ký",
            partial(self._write_list, work.programme_id, work.year, path),
            self._on_list_written,
            self._owner,
        )

    def _write_list(self, programme_id: str, year: int, path: Path, _progress: Progress) -> Path:
        papers.registration_list_workbook(self._work.session, programme_id, year, path)
        return path

    def _on_list_written(self, path: Path) -> None:
        self._work.say(f"Đã lưu {path.name}.")


def _about(rows: Sequence[RegistrationRow]) -> str:
    """Whom an action is for, as a sentence."""
    return f"“{rows[0].name}”." if len(rows) == 1 else f"{len(rows)} đăng ký đã chọn."
