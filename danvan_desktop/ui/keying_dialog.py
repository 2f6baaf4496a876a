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
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.numbers import parse_points
from danvan_desktop.domain.sheets import Stage
from danvan_desktop.errors import DanVanError, FieldError
from danvan_desktop.services import assessors, evaluation, keying
from danvan_desktop.services.evaluation import SetChangedError
from danvan_desktop.services.keying import TotalDiffersError
from danvan_desktop.services.session import Changes
from danvan_desktop.services.sheet_view import SheetView
from danvan_desktop.ui import mark_keys, theme
from danvan_desktop.ui.dialogs import DRAFT_EVERY_MS, Banner
from danvan_desktop.ui.keying_list import KeyingList
from danvan_desktop.ui.mark_boxes import NumberLine
from danvan_desktop.ui.scoring_lines import ScoringLines
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

_TOTAL = "paper_total"
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
        self._build()
        self._assemble()
        self._connect()
        self._go_on("")

    def _build(self) -> None:
        self.setWindowTitle("Nhập phiếu giấy")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.side = KeyingList()
        self.lines = ScoringLines()
        self.heading = QLabel()
        self.subject = QLabel()
        self.banner = Banner("")
        self.total = NumberLine()
        self._total_label = QLabel("Tổng điểm ghi trên phiếu giấy")
        self._problem = QLabel()
        self._keys = QLabel()
        self.close_button = QPushButton("Đóng")
        self.later_button = QPushButton("Để dở, sang phiếu sau")
        self.save_button = QPushButton("Lưu phiếu")
        self._keeper = QTimer(self)
        self._keeper.setSingleShot(True)
        self._keeper.setInterval(DRAFT_EVERY_MS)

    def _assemble(self) -> None:
        title = QLabel(f"Nhập phiếu giấy của {self._name}")
        for label in (title, self.heading, self.subject, self._problem):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        theme.role(title, "title")
        theme.role(self.heading, "heading")
        theme.role(self.subject, "soft")
        theme.role(self._problem, "problem")
        theme.role(self._keys, "soft")
        theme.role(self.save_button, "primary")
        self._problem.hide()
        self.save_button.setToolTip("Lưu và hoàn thành phiếu này, sang phiếu còn thiếu (Enter)")
        self.later_button.setToolTip("Giữ phiếu chưa xong (Ctrl+S)")
        sheet = QVBoxLayout()
        sheet.setSpacing(theme.gap() // 2)
        for widget in (self.heading, self.subject, self.banner):
            sheet.addWidget(widget)
        frame = QFrame()
        theme.role(frame, "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.lines)
        sheet.addWidget(frame, 1)
        sheet.addLayout(self._total_row())
        sheet.addWidget(self._problem)
        middle = QHBoxLayout()
        middle.setSpacing(theme.gap())
        self.side.setFixedWidth(theme.chars(38))
        middle.addWidget(self.side)
        middle.addLayout(sheet, 1)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, theme.gap(), edge, theme.gap())
        layout.setSpacing(theme.gap())
        layout.addWidget(title)
        layout.addLayout(middle, 1)
        layout.addLayout(self._foot())
        screen = self.screen().availableSize()
        self.resize(min(screen.width() - 60, theme.chars(165)), screen.height() - 60)

    def _total_row(self) -> QHBoxLayout:
        self.total.setAccessibleName(self._total_label.text())
        self.total.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.total.setFixedWidth(theme.chars(14))
        self._total_label.setBuddy(self.total)
        theme.role(self._total_label, "strong")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._total_label)
        row.addWidget(self.total)
        return row

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addWidget(self._keys, 1)
        for button in (self.close_button, self.later_button, self.save_button):
            button.setAutoDefault(button is self.save_button)
            foot.addWidget(button)
        return foot

    def _connect(self) -> None:
        self.side.picked.connect(self._on_picked)
        self.lines.ended.connect(self._on_ended)
        self.lines.changed.connect(self._on_changed)
        self.total.textEdited.connect(self._on_changed)
        self.total.stepped.connect(self._on_total_stepped)
        self.save_button.clicked.connect(self.save)
        self.later_button.clicked.connect(self.keep_for_later)
        self.close_button.clicked.connect(self.reject)
        self._keeper.timeout.connect(self._keep_draft)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+S", self.keep_for_later),
            ("Ctrl+Return", self.save),
            ("Ctrl+Enter", self.save),
            ("Ctrl+F", self.side.find_box.setFocus),
            ("F4", self._to_next_open),
        )
        for key, slot in keys:
            QShortcut(QKeySequence(key), self, slot)

    # showing

    def _show(self, registration: str) -> None:
        """Open the sheet of one registration, with what was typed and not saved before."""
        view = evaluation.open_sheet(self._work.session, registration, Stage.APPRAISAL, self._name)
        self.view = view
        self.heading.setText(view.registration_name)
        self.subject.setText(view.subject_name)
        self.lines.show_sheet(view)
        self.total.clear()
        self._say("")
        points = view.criteria_set.has_points
        for widget in (self.total, self._total_label):
            widget.setVisible(points)
            widget.setEnabled(view.editable)
        for button in (self.save_button, self.later_button):
            button.setEnabled(view.editable)
        self._keys.setText(mark_keys.key_help(view.criteria_set))
        self._saved = self._texts()
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
        self.banner.show_text(words, tone)
        self.banner.setVisible(bool(words))

    def _take_draft(self, view: SheetView) -> None:
        kept = self._work.drafts.load(self._draft_key()) if view.editable else None
        if kept and dict(kept) != self._saved:
            self.lines.set_texts(kept)
            self.total.setText(kept.get(_TOTAL, ""))
            self.banner.show_text("Đã lấy lại phần nhập dở lần trước.", Tone.INFO)
            self.banner.show()

    def _reload(self) -> None:
        work = self._work
        self.rows = keying.worklist(work.session, work.programme_id, work.year, self._assessor)
        current = self.view.registration if self.view else ""
        self.side.show_rows(self.rows, current)

    def _go_on(self, after: str) -> None:
        """Open the next missing sheet after this one, then from the top; stay when all are in."""
        self._reload()
        order = [row.registration for row in self.rows]
        start = order.index(after) + 1 if after in order else 0
        missing = [row for row in (*self.rows[start:], *self.rows[:start]) if not row.done]
        wanted = missing[0].registration if missing else (after or next(iter(order), ""))
        if not wanted:
            return
        self._show(wanted)
        if not missing:
            self.banner.show_text(f"Đã nhập đủ {len(self.rows)} phiếu của {self._name}.", Tone.GOOD)
            self.banner.show()
            self.close_button.setFocus()

    def _say(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        theme.set_state(self.total, "problem", bool(words))

    # what is typed

    def _texts(self) -> dict[str, str]:
        return self.lines.texts() | {_TOTAL: self.total.text()}

    def is_changed(self) -> bool:
        """True when something is typed that is not in the sheet."""
        return self.view is not None and self.view.editable and self._texts() != self._saved

    def _draft_key(self) -> str:
        assert self.view is not None
        return f"paper.{self._assessor}.{self.view.registration}"

    def _keep_draft(self) -> None:
        if self.is_changed():
            self._work.drafts.keep(self._draft_key(), self._texts())

    def _on_changed(self) -> None:
        self._say("")
        self._keeper.start()

    def _to_next_open(self) -> None:
        key = self.lines.next_open()
        if key is not None:
            self.lines.go_to(key)

    def _on_ended(self) -> None:
        if self.lines.next_open() is not None:
            self._to_next_open()
        elif self.total.isVisible():
            self.total.setFocus()
        else:
            self.save_button.setFocus()

    def _on_total_stepped(self, by: int) -> None:
        if by > 0:
            self.save()
        else:
            self.lines.go_to(self.lines.line_keys()[-1])

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
                self._say(error.what)
                self.lines.go_to(self.lines.line_keys()[0])
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
        on_paper = None
        if view.criteria_set.has_points and self.total.text().strip():
            on_paper = parse_points(
                self.total.text(), field=_TOTAL, label="Tổng điểm ghi trên phiếu giấy"
            )
        return keying.save_paper(
            self._work.session,
            view.registration,
            self._assessor,
            self.lines.marks(strict=True),
            self.lines.conditions(),
            on_paper,
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
        elif isinstance(error, FieldError) and error.field == _TOTAL:
            self._say(str(error))
            self.total.setFocus()
        elif not (isinstance(error, FieldError) and self._show_at_line(error)):
            self._work.messages.error(self, error)

    def _show_at_line(self, error: FieldError) -> bool:
        assert self.view is not None
        conditions = {one.condition.code for one in self.view.conditions}
        return self.lines.show_problem(error, condition=error.field in conditions)

    def _done(self, changes: Changes, *, kept: bool = False) -> None:
        assert self.view is not None
        self._keeper.stop()
        self._work.drafts.drop(self._draft_key())
        self._saved = self._texts()
        words = "Đã giữ phiếu chưa xong" if kept else "Đã lưu phiếu"
        self._work.say(f"{words}: {self.view.registration_name}.")
        registration = self.view.registration
        self._go_on(registration)
        self._work.broadcast(changes)

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
        self._keep_draft()
        self._keeper.stop()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._keep_draft()
        self._keeper.stop()
        super().closeEvent(event)
