"""“Nhập phiếu giấy”: the hand-scored sheets of one assessor, keyed in one after the other.

    open_keying(self, work, assessor_uid)

Digits and Enter are enough: a mark and Enter goes on, after the last the sum on the paper is
typed, Enter saves and the next missing sheet is there. What is typed is kept as a draft every few
seconds. Owns the flow; saving and comparing the sum is `services/keying`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.sheets import Stage
from danvan_desktop.errors import DanVanError, FieldError
from danvan_desktop.services import assessors, evaluation, keying
from danvan_desktop.services.evaluation import SetChangedError
from danvan_desktop.services.keying import TotalDiffersError
from danvan_desktop.services.session import Changes
from danvan_desktop.services.sheet_view import SheetView
from danvan_desktop.ui import mark_keys, theme
from danvan_desktop.ui.dialogs import DRAFT_EVERY_MS
from danvan_desktop.ui.keying_list import KeyingList
from danvan_desktop.ui.keying_sheet import KeyingSheet
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

_GO_BACK, _KEEP = range(2)


def open_keying(parent: QWidget, work: Workplace, assessor: str) -> KeyingDialog | None:
    """Show the sheets of an assessor; None when there is nothing to key in."""
    try:
        dialog = KeyingDialog(parent, work, assessor)
    except DanVanError as error:
        work.messages.error(parent, error)
        return None
    if not dialog.rows:
        dialog.deleteLater()
        work.messages.info(
            parent,
            "Người này không có phiếu nào để nhập.",
            "Năm này chưa có đăng ký để đánh giá, hoặc người này có lợi ích liên quan ở mọi "
            "đăng ký.",
        )
        return None
    dialog.open()
    return dialog


class KeyingDialog(QDialog):
    """See the module's text."""

    def __init__(self, parent: QWidget | None, work: Workplace, assessor: str) -> None:
        super().__init__(parent)
        self._work = work
        self._assessor = assessor
        self._name = assessors.get(assessor).name
        self.rows = keying.worklist(work.session, work.programme_id, work.year, assessor)
        self.view: SheetView | None = None
        self._saved: dict[str, str] = {}
        self._unsaid: Changes | None = None
        self._build()
        self._assemble()
        self._connect()
        self.side.show_rows(self.rows, "")
        self._go_on("")

    def _build(self) -> None:
        self.setWindowTitle("Nhập phiếu giấy")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.side = KeyingList()
        self.sheet = KeyingSheet()
        self.lines = self.sheet.lines
        self._keys = QLabel()
        self.close_button = QPushButton("Đóng")
        self.later_button = QPushButton("Để dở, sang phiếu sau")
        self.save_button = QPushButton("Lưu phiếu")
        self._keeper = QTimer(self)
        self._keeper.setSingleShot(True)
        self._keeper.setInterval(DRAFT_EVERY_MS)

    def _assemble(self) -> None:
        title = QLabel(f"Nhập phiếu giấy của {self._name}")
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        theme.role(title, "title")
        theme.role(self._keys, "soft")
        theme.role(self.save_button, "primary")
        self.save_button.setToolTip("Lưu và hoàn thành phiếu này, sang phiếu còn thiếu (Enter)")
        self.later_button.setToolTip("Giữ phiếu chưa xong (Ctrl+S)")
        middle = QHBoxLayout()
        middle.setSpacing(theme.gap())
        self.side.setFixedWidth(theme.chars(38))
        middle.addWidget(self.side)
        middle.addWidget(self.sheet, 1)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, theme.gap(), edge, theme.gap())
        layout.setSpacing(theme.gap())
        layout.addWidget(title)
        layout.addLayout(middle, 1)
        layout.addLayout(self._foot())
        screen = self.screen().availableSize()
        self.resize(min(screen.width() - 60, theme.chars(165)), screen.height() - 60)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addWidget(self._keys, 1)
        for button in (self.close_button, self.later_button, self.save_button):
            button.setAutoDefault(button is self.save_button)
            foot.addWidget(button)
        return foot

    def _connect(self) -> None:
        self.side.picked.connect(self._on_picked)
        self.sheet.changed.connect(self._keeper.start)
        self.sheet.full.connect(self._on_full)
        self.save_button.clicked.connect(self.save)
        self.later_button.clicked.connect(self.keep_for_later)
        self.close_button.clicked.connect(self.reject)
        self._keeper.timeout.connect(self._keep_draft)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+S", self.keep_for_later),
            ("Ctrl+Return", self.save),
            ("Ctrl+Enter", self.save),
            ("Ctrl+F", self.side.find_box.setFocus),
            ("F4", self.sheet.to_next_open),
        )
        for key, slot in keys:
            QShortcut(QKeySequence(key), self, slot)

    # showing

    def _show(self, registration: str) -> None:
        """Open the sheet of one registration, with what was typed and not saved before."""
        view = evaluation.open_sheet(self._work.session, registration, Stage.APPRAISAL, self._name)
        self.view = view
        self.sheet.show_sheet(view)
        for button in (self.save_button, self.later_button):
            button.setEnabled(view.editable)
        self._keys.setText(mark_keys.key_help(view.criteria_set))
        self._saved = self.sheet.texts()
        self._show_banner(view)
        self._take_draft(view)
        self.side.select(registration)
        self.lines.go_to_first()

    def _show_banner(self, view: SheetView) -> None:
        words, tone = view.why_not, Tone.INFO
        if view.stale:
            words, tone = "Đánh giá trên bản cũ: đăng ký đã được sửa sau khi chấm.", Tone.WARN
        elif view.finished:
            origin = keying.origin_words(self._work.session, view.uid)
            words = f"Phiếu đã hoàn thành: {view.result_words}. {origin}".strip()
            tone = Tone.WARN if "khác tổng" in origin else Tone.GOOD
        self.sheet.show_banner(words, tone)

    def _take_draft(self, view: SheetView) -> None:
        kept = self._work.drafts.load(self._draft_key()) if view.editable else None
        if kept and dict(kept) != self._saved:
            self.sheet.set_texts(kept)
            self.sheet.show_banner("Đã lấy lại phần nhập dở lần trước.", Tone.INFO)

    def _refresh(self, view: SheetView) -> None:
        """Bring the line of one sheet up to date; thousands of others stay as they are."""
        where = [row.registration for row in self.rows].index(view.registration)
        row = keying.refreshed(self._work.session, self.rows[where], view)
        self.rows = (*self.rows[:where], row, *self.rows[where + 1 :])
        self.side.show_row(where, self.rows)

    def _go_on(self, after: str) -> None:
        """Open the next missing sheet after this one, then from the top; stay when all are in."""
        order = [row.registration for row in self.rows]
        start = order.index(after) + 1 if after in order else 0
        missing = [row for row in (*self.rows[start:], *self.rows[:start]) if not row.done]
        wanted = missing[0].registration if missing else (after or next(iter(order), ""))
        if not wanted:
            return
        self._show(wanted)
        if not missing:
            words = f"Đã nhập đủ {len(self.rows)} phiếu của {self._name}."
            self.sheet.show_banner(words, Tone.GOOD)
            self.close_button.setFocus()

    # what is typed

    def is_changed(self) -> bool:
        """True when something is typed that is not in the sheet."""
        return self.view is not None and self.view.editable and self.sheet.texts() != self._saved

    def _draft_key(self) -> str:
        assert self.view is not None
        return f"paper.{self._assessor}.{self.view.registration}"

    def _keep_draft(self) -> None:
        if self.is_changed():
            self._work.drafts.keep(self._draft_key(), self.sheet.texts())

    def _on_full(self) -> None:
        if self.sheet.total.isVisible():
            self.save()
        else:
            self.save_button.setFocus()

    # saving

    def save(self) -> None:
        """Finish this sheet and go on; a sum that differs is shown and asked about."""
        view = self.view
        if view is None or not view.editable:
            return
        changes: Changes | None
        try:
            changes = self._write(keep=False)
        except TotalDiffersError as error:
            choices = ["Quay lại xem các điểm", "Lưu, ghi chú phiếu giấy cộng khác"]
            detail = "Các điểm vừa nhập vẫn còn nguyên, chưa lưu."
            chosen = self._work.messages.choose(self, error.what, choices, detail=detail)
            if chosen != _KEEP:
                self.sheet.to_first()
                self.sheet.say(error.what)
                return
            changes = self._carry_out(partial(self._write, keep=True))
        except DanVanError as error:
            self._show_error(error)
            return
        if changes is not None:
            self._done(changes)

    def _write(self, *, keep: bool) -> Changes:
        view = self.view
        assert view is not None
        return keying.save_paper(
            self._work.session,
            view.registration,
            self._assessor,
            self.lines.marks(strict=True),
            self.lines.conditions(),
            self.sheet.paper_total(),
            keep_difference=keep,
            remark=view.remark,
            made_on=view.criteria_set,
        )

    def keep_for_later(self) -> bool:
        """Keep the sheet unfinished and go on to the next missing one."""
        view = self.view
        if view is None or not view.editable:
            return False
        changes = self._carry_out(self._save_unfinished)
        if changes is None:
            return False
        self._done(changes, kept=True)
        return True

    def _save_unfinished(self) -> Changes:
        view = self.view
        assert view is not None
        return evaluation.save_marks(
            self._work.session,
            view.registration,
            Stage.APPRAISAL,
            self.lines.marks(strict=True),
            self.lines.conditions(),
            view.remark,
            self._name,
            view.criteria_set,
        )

    def _carry_out(self, use_case: Callable[[], Changes]) -> Changes | None:
        try:
            return use_case()
        except DanVanError as error:
            self._show_error(error)
            return None

    def _show_error(self, error: DanVanError) -> None:
        if isinstance(error, SetChangedError):
            self._work.messages.error(self, error)
            self._keep_draft()
            assert self.view is not None
            self._show(self.view.registration)
        elif not (isinstance(error, FieldError) and self.sheet.show_error(error)):
            self._work.messages.error(self, error)

    def _done(self, changes: Changes, *, kept: bool = False) -> None:
        assert self.view is not None
        self._keeper.stop()
        self._work.drafts.drop(self._draft_key())
        self._saved = self.sheet.texts()
        words = "Đã giữ phiếu chưa xong" if kept else "Đã lưu phiếu"
        self._work.say(f"{words}: {self.view.registration_name}.")
        registration = self.view.registration
        sheet = evaluation.open_sheet(self._work.session, registration, Stage.APPRAISAL, self._name)
        self._refresh(sheet)
        self._unsaid = changes
        self._go_on(registration)

    def _on_picked(self, registration: str) -> None:
        """Go to another sheet; what is typed in this one stays as its draft."""
        self._keep_draft()
        self._keeper.stop()
        try:
            self._show(registration)
        except DanVanError as error:
            self._work.messages.error(self, error)

    # closing

    def reject(self) -> None:
        """Close; what is typed stays as the draft of its sheet and comes back."""
        self._leave()
        super().reject()

    def _leave(self) -> None:
        self._keep_draft()
        self._keeper.stop()
        if self._unsaid is not None:  # pages lie under this window: told once, not at each sheet
            self._work.broadcast(Changes(self._unsaid.topics))
            self._unsaid = None

    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave()
        super().closeEvent(event)
