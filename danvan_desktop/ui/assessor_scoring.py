"""The score sheet of one registration of a `.dvp` file: the lines and keys of the office's dialog.

    AssessorScoring(self, desk, messages, uid, order).open()

What is typed is written into the file every few seconds and at every step, so that there is
nothing to lose; a place that can no longer be written to is said at once, and another can be
chosen. Owns the flow of one sheet; rules and the file are `services/assessor_desk`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.text import in_sentence
from danvan_desktop.errors import DanVanError, FieldError
from danvan_desktop.services.assessor_desk import AssessorDesk
from danvan_desktop.services.sheet_view import SheetView
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.dialogs import DRAFT_EVERY_MS, Banner
from danvan_desktop.ui.evidence_files import open_bytes
from danvan_desktop.ui.messages import Messages
from danvan_desktop.ui.registration_text import RegistrationText
from danvan_desktop.ui.scoring_foot import ScoringFoot
from danvan_desktop.ui.scoring_sheet import ScoringSheet
from danvan_desktop.ui.theme import Tone

_PAUSE = 20
"""How many times as long as a save takes the next one waits, so that typing is not held up."""
PATTERN = "Tệp phiếu đánh giá (*.dvp)"


class AssessorScoring(QDialog):
    """See the module's text. `changed` after every write into the file."""

    changed = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        desk: AssessorDesk,
        messages: Messages,
        uid: str,
        order: Sequence[str],
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._messages = messages
        self._uid = uid
        self._order = tuple(order)
        self.view: SheetView = desk.view(uid)
        self._saved: dict[str, str] = {}
        self._build()
        self._assemble()
        self._connect()
        self._show()
        self.sheet.lines.go_to_first()

    def _build(self) -> None:
        self.setWindowTitle("Phiếu đánh giá")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._name = QLabel()
        self._facts = QLabel()
        self.text_button = QPushButton(icons.icon("file"), "Nội dung đăng ký")
        self.banner = Banner("")
        self.again_button = self.banner.add_button("Vẫn đánh giá", self._on_reopen)
        self.trouble = Banner("", Tone.BAD)
        self.sheet = ScoringSheet()
        self.foot = ScoringFoot()
        self._keeper = QTimer(self)
        self._keeper.setSingleShot(True)
        self._keeper.setInterval(DRAFT_EVERY_MS)

    def _assemble(self) -> None:
        theme.role(self._name, "heading")
        theme.role(self._facts, "soft")
        theme.role(self.text_button, "quiet")
        for label in (self._name, self._facts):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.text_button.setAutoDefault(False)
        self.text_button.setToolTip("Xem nội dung đã đăng ký (F3)")
        self.trouble.hide()
        self.trouble.add_button("Lưu sang tệp khác…", self._on_elsewhere)
        self.sheet.card.add_button.hide()
        self.foot.print_button.hide()
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self.text_button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, theme.gap(), edge, theme.gap())
        layout.setSpacing(theme.gap())
        layout.addLayout(head)
        for widget in (self._facts, self.banner, self.trouble):
            layout.addWidget(widget)
        layout.addWidget(self.sheet, 1)
        layout.addWidget(self.foot)
        screen = self.screen().availableSize()
        self.resize(min(screen.width() - 60, theme.chars(190)), screen.height() - 60)

    def _connect(self) -> None:
        self.sheet.changed.connect(self._on_typed)
        self.sheet.ended.connect(self._on_ended)
        self.sheet.open_evidence.connect(self._on_open_evidence)
        self.text_button.clicked.connect(self._on_text)
        self.foot.save_button.clicked.connect(self._on_save)
        self.foot.finish_button.clicked.connect(self._on_finish)
        self.foot.reopen_button.clicked.connect(self._on_reopen)
        self.foot.close_button.clicked.connect(self.reject)
        self.foot.stepped.connect(self._on_stepped)
        self._keeper.timeout.connect(self._keep)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+S", self._on_save),
            ("Ctrl+Return", self._on_finish),
            ("Ctrl+Enter", self._on_finish),
            ("F2", self.sheet.go_to_remark),
            ("F3", self._on_text),
            ("F4", self.sheet.jump),
            ("Alt+Left", self.foot.back.click),
            ("Alt+Right", self.foot.forth.click),
        )
        for key, slot in keys:
            QShortcut(QKeySequence(key), self, slot)

    # showing

    def _show(self) -> None:
        view = self.view
        self._name.setText(view.registration_name)
        subject = f"{view.subject_name} ({in_sentence(view.subject_kind.label)})"
        self._facts.setText(f"{subject} · {view.criteria_set.title} · {view.assessor}")
        self.sheet.show_sheet(view)
        self._saved = self.sheet.texts()
        self.foot.show_sheet(view, self._order.index(self._uid), len(self._order))
        self._show_banner()

    def _show_banner(self) -> None:
        view = self.view
        words, tone = view.why_not, Tone.INFO
        if view.finished:
            day = f" ngày {format_date(view.finished_on)}" if view.finished_on else ""
            words, tone = f"Phiếu đã hoàn thành{day}: {view.result_words}.", Tone.GOOD
        self.banner.show_text(words, tone)
        self.banner.setVisible(bool(words))
        self.again_button.setVisible(bool(view.why_not))

    # the file

    def is_changed(self) -> bool:
        """True when something differs from what is in the file."""
        return self.view.editable and self.sheet.texts() != self._saved

    def save(self, *, strict: bool = True) -> bool:
        """Write what stands here into the file; without `strict` what is no mark stays open."""
        lines, sheet = self.sheet.lines, self.sheet
        return self._carry_out(
            lambda: self._desk.save(
                self._uid, lines.marks(strict=strict), sheet.conditions(), sheet.remark()
            )
        )

    def _carry_out(self, use_case: Callable[[], None], *, anew: bool = False) -> bool:
        """One write; a reason is shown at the line it belongs to, or over the sheet."""
        self._keeper.stop()
        try:
            use_case()
        except FieldError as error:
            condition = error.field in self.sheet.live().missing_conditions
            if not self.sheet.lines.show_problem(error, condition=condition):
                self._messages.error(self, error)
            return False
        except DanVanError as error:
            self.trouble.show_text(str(error), Tone.BAD)
            self.trouble.show()
            return False
        self.trouble.hide()
        self._saved = self.sheet.texts()
        self.view = self._desk.view(self._uid)
        if anew:
            self._show()
        else:
            self.sheet.refresh(self.view)
        self.changed.emit()
        return True

    def _keep(self) -> None:
        """Write what is typed; a file that is slow to write is written more seldom."""
        if self.is_changed():
            clock = QElapsedTimer()
            clock.start()
            self.save(strict=False)
            self._keeper.setInterval(max(DRAFT_EVERY_MS, clock.elapsed() * _PAUSE))

    def _on_elsewhere(self) -> None:
        path = self._messages.save_file(
            self, "Lưu phiếu sang tệp khác", self._desk.path.name, PATTERN
        )
        if path is not None and self._carry_out(partial(self._desk.move_to, path)):
            self._saved = {}
            self.save(strict=False)

    # slots

    def _on_typed(self) -> None:
        self._keeper.start()

    def _on_ended(self) -> None:
        if self.foot.finish_button.isVisible():
            self.foot.finish_button.setFocus()

    def _on_save(self) -> None:
        if self.view.editable:
            self.save()

    def _on_finish(self) -> None:
        if not self.view.editable or not self.save():
            return
        if self._carry_out(partial(self._desk.finish, self._uid), anew=True):
            (self.foot.forth if self.foot.forth.isEnabled() else self.foot.close_button).setFocus()

    def _on_reopen(self) -> None:
        if self._carry_out(partial(self._desk.reopen, self._uid), anew=True):
            self.sheet.lines.go_to_first()

    def _on_stepped(self, by: int) -> None:
        place = self._order.index(self._uid) + by
        if 0 <= place < len(self._order) and self._settle():
            self._uid = self._order[place]
            self.view = self._desk.view(self._uid)
            self._show()
            self.sheet.lines.go_to_first()

    def _on_text(self) -> None:
        texts = self._desk.texts(self._uid)
        RegistrationText(self, self.view.registration_name, texts).open()

    def _on_open_evidence(self, evidence: str) -> None:
        try:
            data = self._desk.evidence(self._uid, evidence)
        except DanVanError as error:
            self._messages.error(self, error)
            return
        name = self._desk.evidence_name(self._uid, evidence)
        open_bytes(self._messages, self, name, data)

    # closing

    def _settle(self) -> bool:
        """Write what is typed; False to stay because something cannot be written."""
        if not self.is_changed() or self.save():
            return True
        question = "Nội dung vừa chấm chưa ghi được vào tệp."
        chosen = self._messages.choose(self, question, ["Ở lại để sửa", "Bỏ nội dung vừa chấm"])
        return chosen == 1

    def reject(self) -> None:
        """Close; what is typed is written first."""
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
