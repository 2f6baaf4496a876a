"""`PaperCard`: where the chosen paper stands, as a line of steps, and what comes next.

Buttons are those of the paper's stage, the next step first. Owns showing; what a button does is
`paper_actions`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.paper_stages import PaperStage
from danvan_desktop.errors import DanVanError
from danvan_desktop.services import paper_days, paper_files
from danvan_desktop.services.paper_files import FileRow
from danvan_desktop.services.paper_list import DeskRow
from danvan_desktop.services.paper_specs import Scope, spec
from danvan_desktop.services.papers import REPLACED
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.evidence_files import open_bytes
from danvan_desktop.ui.page_frame import WrapRow
from danvan_desktop.ui.paper_actions import PaperActions
from danvan_desktop.ui.steps import Step, StepsLine, StepState
from danvan_desktop.ui.theme import COLOURS, Tone
from danvan_desktop.ui.workplace import Workplace

_S = PaperStage
_WORDS = frozenset({_S.DRAFT, _S.RETURNED})
_BEFORE_SIGNING = frozenset({_S.DRAFT, _S.RETURNED, _S.SUBMITTED})


class PaperCard(QFrame):
    """See the module's text. `show_row(None)` when nothing is chosen."""

    def __init__(self, work: Workplace, act: PaperActions) -> None:
        super().__init__()
        self._work = work
        self._files: tuple[FileRow, ...] = ()
        theme.role(self, "card")
        self.name, self.about = QLabel(), QLabel()
        self.steps = StepsLine()
        self.notice = Banner("", Tone.WARN)
        self.buttons: dict[str, QPushButton] = {}
        self._row = WrapRow()
        self._shown: DeskRow | None = None
        for key, words, icon, slot, tip in (
            ("submit", "Trình ký", "send", act.on_submit, "Ghi nhận đã trình lãnh đạo ký (Ctrl+T)"),
            ("sign", "Nhập số, ngày", "check", act.on_sign, "Văn bản đã ký (Ctrl+D)"),
            ("issue", "Ban hành", "recognise", act.on_issue, "Lưu bản ban hành (Ctrl+B)"),
            ("scan", "Đính kèm bản scan...", "receive", act.on_scan, "Bản có dấu (Ctrl+G)"),
            ("edit", "Sửa nội dung", "edit", act.on_edit, "F2"),
            ("put_back", "Nhận bản Word đã sửa...", "return", act.on_put_back, "Tệp lãnh đạo sửa"),
            ("draft", "Đưa về dự thảo...", "left", act.on_draft, "Sửa lại từ đầu"),
            ("view", "Xem, in", "print", act.on_view, "Xem trước, lưu PDF, Word, in (Ctrl+P)"),
            ("replace", "Lập văn bản thay thế", "reload", act.on_replace, "Nêu văn bản cũ"),
            ("next_year", "Chép sang năm sau", "copy", act.on_next_year, "Đổi năm trong lời văn"),
            ("remove", "Xóa dự thảo...", "delete", act.on_remove, "Delete"),
        ):
            self._add(key, words, icon, slot, tip)
        self._row.addStretch()
        self.file_buttons = WrapRow()
        self._assemble()
        self.show_row(None)

    def _add(self, key: str, words: str, icon: str, slot: Callable[[], object], tip: str) -> None:
        button = QPushButton(icons.icon(icon), words)
        button.setAutoDefault(False)
        button.setToolTip(tip)
        button.clicked.connect(slot)
        button.setProperty("icon_name", icon)
        self.buttons[key] = button
        self._row.addWidget(button)

    def _assemble(self) -> None:
        theme.role(self.name, "heading")
        theme.role(self.about, "soft")
        for words in (self.name, self.about):
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
        layout = QVBoxLayout(self)
        edge = theme.gap()
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.gap() // 2)
        for widget in (self.name, self.about, self.steps, self.notice):
            layout.addWidget(widget)
        layout.addLayout(self._row)
        layout.addLayout(self.file_buttons)

    def show_row(self, row: DeskRow | None) -> None:
        """Show another paper, or none."""
        self._shown = row
        self.setVisible(row is not None)
        if row is None:
            return
        self.name.setText(row.title)
        self.about.setText(" · ".join(part for part in (row.kind.label, row.body_name) if part))
        self._files = paper_files.files(self._work.session, row.uid)
        self.steps.show_steps(self._steps(row))
        self.notice.show_text(row.standing, Tone.WARN)
        self.notice.setVisible(bool(row.standing))
        self._show_buttons(row)
        self._show_files()

    def _steps(self, row: DeskRow) -> list[Step]:
        days = paper_days.stage_days(self._work.session, row.uid)
        scan = next((one for one in self._files if one.role == "scan"), None)
        skipped = {_S.RETURNED}
        if row.stage in (_S.SIGNED, _S.ISSUED):
            skipped.add(_S.SUBMITTED)
        stages = [one for one in _S if one not in skipped or one in days or one is row.stage]
        now = stages.index(row.stage)
        steps = []
        for place, stage in enumerate(stages):
            day = row.date if stage is _S.SIGNED and row.date else days.get(stage)
            if place > now:
                state, day = StepState.TODO, None
            else:
                done = place < now or stage is _S.ISSUED
                state = StepState.DONE if done else StepState.NOW
            steps.append(Step(stage.label, state, format_date(day) if day else ""))
        waiting = StepState.NOW if row.stage is _S.ISSUED else StepState.TODO
        steps.append(Step("Bản scan có dấu", StepState.DONE if scan else waiting))
        return steps

    def _show_buttons(self, row: DeskRow) -> None:
        stage, wanted = row.stage, spec(row.kind)
        may = {
            "submit": stage in _WORDS,
            "sign": stage in _BEFORE_SIGNING,
            "issue": stage is _S.SIGNED,
            "scan": stage in (_S.SIGNED, _S.ISSUED),
            "edit": stage in _WORDS,
            "put_back": stage in (_S.SUBMITTED, _S.RETURNED) and bool(wanted.wordings),
            "draft": stage in (_S.SUBMITTED, _S.SIGNED),
            "view": True,
            "replace": stage is _S.ISSUED and row.standing != REPLACED,
            "next_year": wanted.scope is Scope.YEAR and bool(wanted.wordings),
            "remove": stage in _BEFORE_SIGNING,
        }
        writable = not self._work.session.view_only
        first = self._next_step(row)
        for key, button in self.buttons.items():
            button.setVisible(may[key] and (writable or key == "view"))
            theme.role(button, "primary" if key == first else "")
            colour = COLOURS.on_accent if key == first else COLOURS.text_soft
            button.setIcon(icons.icon(str(button.property("icon_name")), colour))
        sign = "Nhập số, ngày" if wanted.numbered else "Nhập ngày ký"
        self.buttons["sign"].setText(sign)

    @staticmethod
    def _next_step(row: DeskRow) -> str:
        if row.stage is _S.ISSUED:
            return "" if row.scan else "scan"
        return {_S.SUBMITTED: "sign", _S.SIGNED: "issue"}.get(row.stage, "submit")

    def _show_files(self) -> None:
        while self.file_buttons.count():
            item = self.file_buttons.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for file in self._newest():
            button = QPushButton(icons.icon("file"), file.role_words)
            theme.role(button, "quiet")
            button.setAutoDefault(False)
            button.setToolTip(f"Mở tệp {file.file_name}".replace("<", "‹"))
            button.clicked.connect(partial(self._on_file, file))
            self.file_buttons.addWidget(button)
        self.file_buttons.addStretch()

    def _newest(self) -> Sequence[FileRow]:
        """One file of each role, the newest."""
        found: dict[str, FileRow] = {}
        for file in self._files:
            found.setdefault(file.role, file)
        return tuple(found.values())

    def _on_file(self, file: FileRow) -> None:
        try:
            content = paper_files.content(file)
        except DanVanError as error:
            self._work.messages.error(self, error)
            return
        open_bytes(self._work.messages, self, file.file_name, content)
