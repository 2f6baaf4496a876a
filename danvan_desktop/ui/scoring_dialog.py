"""The score sheet of one registration on screen, built from its criteria set.

    open_scoring(self, work, registration_uid, Stage.APPRAISAL)

Keyboard only is enough: digits and letters mark and go on, Enter and arrows move, F2 remark, F4
next open line, Ctrl+S save, Ctrl+Enter finish. What is typed is kept as a draft every few seconds.
Owns the flow of one sheet; rules, arithmetic and permission are the services'. Saves are
broadcast at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from danvan_desktop.domain.sheets import Stage
from danvan_desktop.errors import DanVanError, FieldError
from danvan_desktop.services import evaluation, score_sheets
from danvan_desktop.services.evaluation import SetChangedError
from danvan_desktop.services.session import Changes
from danvan_desktop.services.sheet_view import SheetView
from danvan_desktop.ui import scoring_people, theme
from danvan_desktop.ui.dialogs import DRAFT_EVERY_MS, Banner
from danvan_desktop.ui.evidence_files import add_evidence, open_evidence
from danvan_desktop.ui.name_dialog import NameDialog
from danvan_desktop.ui.paper_window import show_paper
from danvan_desktop.ui.scoring_foot import ScoringFoot
from danvan_desktop.ui.scoring_head import ScoringHead, SheetChoice
from danvan_desktop.ui.scoring_sheet import ScoringSheet
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace


def open_scoring(
    parent: QWidget,
    work: Workplace,
    registration: str,
    stage: Stage = Stage.APPRAISAL,
    order: Sequence[str] = (),
    *,
    assessor: str = "",
) -> ScoringDialog | None:
    """Show the sheet over `parent`; None when there is none, which the official has then read.

    `order` are the registrations of the list it was opened from, to go on from one to the next.
    `assessor` is whose appraisal; without one, that of who sits here, or the joint one.
    """
    if stage is Stage.APPRAISAL and not scoring_people.settled(parent, work, registration):
        return None
    try:
        dialog = ScoringDialog(parent, work, registration, stage, order, assessor)
    except DanVanError as error:
        work.messages.error(parent, error)
        return None
    dialog.open()
    return dialog


class ScoringDialog(QDialog):
    """See the module's text. Raises `UserError` when the registration has no criteria."""

    def __init__(
        self,
        parent: QWidget | None,
        work: Workplace,
        registration: str,
        stage: Stage,
        order: Sequence[str] = (),
        assessor: str = "",
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._registration = registration
        self._order = tuple(order) if registration in order else (registration,)
        self._choice = SheetChoice(stage, assessor)
        self.view = self._open()
        self._saved: dict[str, str] = {}
        self._build()
        self._assemble()
        self._connect()
        self._show()
        self.sheet.lines.go_to_first()

    def _build(self) -> None:
        self.setWindowTitle("Phiếu đánh giá")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.head = ScoringHead()
        self.banner = Banner("")
        self.stale_button = self.banner.add_button("Vẫn giữ kết quả này", self._on_confirm_stale)
        self.draft_banner = Banner("Có nội dung chấm dở lần trước, chưa lưu.", Tone.INFO)
        self.sheet = ScoringSheet()
        self.foot = ScoringFoot()
        self.finish_button = self.foot.finish_button
        self.close_button = self.foot.close_button
        self._keeper = QTimer(self)
        self._keeper.setSingleShot(True)
        self._keeper.setInterval(DRAFT_EVERY_MS)

    def _assemble(self) -> None:
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, theme.gap(), edge, theme.gap())
        layout.setSpacing(theme.gap())
        for widget in (self.head, self.banner, self.draft_banner):
            layout.addWidget(widget)
        layout.addWidget(self.sheet, 1)
        layout.addWidget(self.foot)
        screen = self.screen().availableSize()
        self.resize(min(screen.width() - 60, theme.chars(190)), screen.height() - 60)

    def _connect(self) -> None:
        self.head.chosen.connect(self._on_chosen)
        self.head.add_pressed.connect(self._on_add_assessor)
        self.head.interest_pressed.connect(self._on_interest)
        self.head.variant_pressed.connect(self._on_variant)
        self.sheet.changed.connect(self._on_changed)
        self.sheet.ended.connect(self._on_ended)
        self.sheet.add_evidence.connect(self._on_add_evidence)
        self.sheet.open_evidence.connect(self._on_open_evidence)
        self.foot.save_button.clicked.connect(self._on_save)
        self.finish_button.clicked.connect(self._on_finish)
        self.foot.reopen_button.clicked.connect(self._on_reopen)
        self.close_button.clicked.connect(self.reject)
        self.foot.blank_wanted.connect(self._on_print_blank)
        self.foot.filled_wanted.connect(self._on_print_filled)
        self.foot.stepped.connect(self._on_stepped)
        self.draft_banner.add_button("Dùng lại", self._on_draft_used)
        self.draft_banner.add_button("Bỏ đi", self._on_draft_dropped)
        self._keeper.timeout.connect(self._keep_draft)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+S", self._on_save),
            ("Ctrl+Return", self._on_finish),
            ("Ctrl+Enter", self._on_finish),
            ("F2", self.sheet.go_to_remark),
            ("F4", self.sheet.jump),
            ("Ctrl+M", self._on_add_evidence),
            ("Ctrl+P", self._on_print_filled),
            ("Alt+Left", self.foot.back.click),
            ("Alt+Right", self.foot.forth.click),
        )
        for key, slot in keys:
            QShortcut(QKeySequence(key), self, slot)

    # showing

    def _open(self) -> SheetView:
        choice, session = self._choice, self._work.session
        if choice.uid:
            return evaluation.open_by_uid(session, choice.uid)
        name = choice.assessor
        if choice.stage is Stage.APPRAISAL:
            name = scoring_people.open_for(session, self._registration, name)
        return evaluation.open_sheet(session, self._registration, choice.stage, name)

    def _show(self) -> None:
        view = self.view
        self._show_head()
        self.sheet.show_sheet(view)
        self._saved = self.sheet.texts()
        self._show_banner()
        self.foot.show_sheet(view, self._order.index(self._registration), len(self._order))
        kept = self._work.drafts.load(self._draft_key()) if view.editable else None
        self.draft_banner.setVisible(bool(kept) and dict(kept or {}) != self._saved)

    def _show_other(self) -> None:
        self.view = self._open()
        self._show()

    def _show_head(self) -> None:
        sectors = {sector.code: sector.name for sector in self._work.programme.sectors}
        sheets = score_sheets.sheets_of(self._work.session, self._registration)
        people = scoring_people.people(self._work.session, self._registration)
        self.head.show_sheet(self.view, sheets, sectors.get(self.view.sector, ""), people)

    def _show_banner(self) -> None:
        view = self.view
        words, tone = scoring_people.banner_words(self._work.session, view)
        self.banner.show_text(words, tone)
        self.banner.setVisible(bool(words))
        self.stale_button.setVisible(view.stale and view.own)

    # what is typed

    def is_changed(self) -> bool:
        """True when something differs from what is saved."""
        return self.view.editable and self.sheet.texts() != self._saved

    def _draft_key(self) -> str:
        view = self.view
        return f"sheet.{view.registration}.{view.stage.value}.{view.assessor}"

    def _keep_draft(self) -> None:
        if self.is_changed():
            self._work.drafts.keep(self._draft_key(), self.sheet.texts())

    def _drop_draft(self) -> None:
        self._keeper.stop()
        self._work.drafts.drop(self._draft_key())

    def _on_changed(self) -> None:
        if not self.draft_banner.isVisible():
            self._keeper.start()

    def _on_ended(self) -> None:
        if self.finish_button.isVisible():
            self.finish_button.setFocus()

    # saving

    def save(self) -> bool:
        """Keep the sheet as it stands, unfinished; False when something cannot be kept."""
        return self._carry_out(self._save)

    def _save(self) -> Changes:
        view = self.view
        return evaluation.save_marks(
            self._work.session,
            self._registration,
            view.stage,
            self.sheet.marks(),
            self.sheet.conditions(),
            self.sheet.remark(),
            scoring_people.signed_by(view),
            view.criteria_set,
        )

    def _carry_out(self, use_case: Callable[[], Changes], *, anew: bool = False) -> bool:
        """One use case on this sheet; its reason is shown at the line it belongs to."""
        try:
            changes = use_case()
        except FieldError as error:
            condition = error.field in self.sheet.live().missing_conditions
            if not self.sheet.lines.show_problem(error, condition=condition):
                self._work.messages.error(self, error)
            return False
        except SetChangedError as error:
            self._work.messages.error(self, error)
            self._show_anew()
            return False
        except DanVanError as error:
            self._work.messages.error(self, error)
            return False
        self._drop_draft()
        self._saved = self.sheet.texts()
        self.view = self._open()
        if anew:
            self._show()
        else:
            self.sheet.refresh(self.view)
        self._work.broadcast(changes)
        return True

    def _show_anew(self) -> None:
        """The sheet under the criteria of now, with what was typed as far as it fits."""
        typed = self.sheet.texts()
        self._keep_draft()
        self._show_other()
        self.draft_banner.hide()
        self.sheet.set_texts(typed)

    def _on_save(self) -> None:
        if self.view.editable and self.save():
            self._work.say("Đã lưu phiếu, chưa hoàn thành.")

    def _on_finish(self) -> None:
        if not self.view.editable or not self.save():
            return
        finish = partial(evaluation.finish, self._work.session, self.view.uid)
        if self._carry_out(finish, anew=True):
            self._work.say(f"Đã hoàn thành phiếu: {self.view.result_words}.")
            (self.foot.forth if self.foot.forth.isEnabled() else self.foot.close_button).setFocus()

    def _on_reopen(self) -> None:
        question = "Vì sao mở lại phiếu này? Kết quả tạm không tính cho đến khi hoàn thành lại."
        reason = self._work.messages.ask_reason(
            self, "Mở lại phiếu đánh giá", question, yes="Mở lại phiếu"
        )
        if reason is not None:
            again = partial(evaluation.reopen, self._work.session, self.view.uid, reason)
            self._carry_out(again, anew=True)

    def _on_confirm_stale(self) -> None:
        if self.is_changed() and not self.save():
            return
        confirm = partial(evaluation.confirm_stale, self._work.session, self.view.uid)
        self._carry_out(confirm, anew=True)

    def _on_draft_used(self) -> None:
        self.draft_banner.hide()
        self.sheet.set_texts(self._work.drafts.load(self._draft_key()) or {})

    def _on_draft_dropped(self) -> None:
        self.draft_banner.hide()
        self._drop_draft()

    # other sheets, evidence, paper

    def _on_chosen(self, choice: SheetChoice) -> None:
        self._go(self._registration, choice)

    def _on_stepped(self, by: int) -> None:
        place = self._order.index(self._registration) + by
        if 0 <= place < len(self._order):
            again = scoring_people.next_name(self._work.session, self.view)
            self._go(self._order[place], SheetChoice(self.view.stage, again))

    def _go(self, registration: str, choice: SheetChoice) -> None:
        """Show another sheet, once what is typed in this one is settled."""
        before = (self._registration, self._choice)
        if not self._settle():
            self._show_head()
            return
        self._registration, self._choice = registration, choice
        try:
            self.view = self._open()
        except DanVanError as error:
            self._work.messages.error(self, error)
            self._registration, self._choice = before
            self._show_head()
            return
        self._show()
        self.sheet.lines.go_to_first()

    def _on_add_assessor(self) -> None:
        dialog = NameDialog(
            self, self._work.messages, "Thêm người đánh giá", "Họ tên, chức vụ", name="assessor"
        )
        dialog.chosen.connect(self._on_assessor_named)
        dialog.open()

    def _on_assessor_named(self, name: str) -> None:
        self._on_chosen(SheetChoice(Stage.APPRAISAL, name))

    def _on_interest(self) -> None:
        changes = scoring_people.declare(self, self._work, self._registration, self.view.assessor)
        if changes is not None:
            self._drop_draft()
            self._choice = SheetChoice(Stage.APPRAISAL)
            self._show_other()

    def _on_variant(self) -> None:
        if self._settle() and scoring_people.choose_variant(self, self._work, self._registration):
            self._show_other()

    def _on_add_evidence(self) -> None:
        key = self.sheet.lines.current_key()
        if key is None:
            return
        code = "" if key.condition else key.code
        if add_evidence(self._work, self, self._registration, code):
            self.view = self._open()
            self.sheet.refresh(self.view)

    def _on_open_evidence(self, uid: str) -> None:
        open_evidence(self._work, self, self._registration, uid)

    def _on_print_blank(self) -> None:
        make = partial(scoring_people.paper, self._work.session, self.view, blank=True)
        show_paper(self._work, self, "Phiếu đánh giá để trắng", make)

    def _on_print_filled(self) -> None:
        if self.is_changed() and not self.save():
            return
        make = partial(scoring_people.paper, self._work.session, self.view)
        show_paper(self._work, self, "Phiếu đánh giá", make)

    # closing

    def _settle(self) -> bool:
        """Save or drop what is typed, as the official says; False to stay."""
        if not self.is_changed():
            return True
        choices = ["Lưu, chấm tiếp sau", "Bỏ nội dung vừa chấm"]
        chosen = self._work.messages.choose(self, "Phiếu có nội dung chưa lưu.", choices)
        if chosen is None or (chosen == 0 and not self.save()):
            return False
        if chosen == 1:
            self._drop_draft()
        return True

    def reject(self) -> None:
        """Close; what is not saved is asked about first."""
        if self._settle():
            self._keeper.stop()
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._settle():
            self._keeper.stop()
            event.accept()
            super().reject()
        else:
            event.ignore()
