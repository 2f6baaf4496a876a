"""What stands beside the lines of a score sheet: the current criterion, and the result so far.

`CriterionCard` shows guidance, evidence and remark of the line with the cursor; `ResultCard` the
live result, its reasons and what is still open. They show and ask; the dialog acts.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
)

from danvan_desktop.domain.criteria import Condition, CriteriaSet, Criterion, Effect
from danvan_desktop.domain.marking_words import how_marked, signed
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.scoring import Result
from danvan_desktop.domain.sheets import result_words
from danvan_desktop.services.sheet_view import EvidenceRow
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.editors import PlainText
from danvan_desktop.ui.scoring_lines import result_tone

_UID = int(Qt.ItemDataRole.UserRole)


class RemarkText(PlainText):
    """The remark: Ctrl+Enter and Esc go back to the marks."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = event.key() == Qt.Key.Key_Escape or (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        )
        if back:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class CriterionCard(QFrame):
    """Words, guidance, evidence and remark of one line."""

    remark_typed = Signal(str)
    add_pressed = Signal()
    open_pressed = Signal(str)
    remark_left = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.role(self, "card")
        self._title = QLabel()
        self._guidance = QLabel()
        self._source = QLabel()
        self._files_label = QLabel("Minh chứng")
        self.files = QListWidget()
        self.add_button = QPushButton(icons.icon("add"), "Thêm minh chứng…")
        self._remark_label = QLabel("Nhận xét (F2)")
        self.remark = RemarkText()
        self._assemble()
        self.add_button.clicked.connect(self.add_pressed)
        self.files.itemActivated.connect(self._on_activated)
        self.remark.textChanged.connect(self._on_typed)
        self.remark.left.connect(self.remark_left)

    def _assemble(self) -> None:
        theme.role(self._title, "strong")
        theme.role(self._source, "soft")
        theme.role(self._files_label, "label")
        theme.role(self._remark_label, "label")
        theme.role(self.add_button, "quiet")
        self._remark_label.setBuddy(self.remark)
        self.add_button.setAutoDefault(False)
        self.add_button.setToolTip("Chọn tệp, ảnh làm minh chứng cho mục này (Ctrl+M)")
        self.files.setAccessibleName("Minh chứng của tiêu chí")
        self.files.setToolTip("Enter hoặc bấm đúp để mở")
        self.files.setIconSize(QSize(theme.icon_size(), theme.icon_size()))
        self.files.setMinimumHeight(theme.em() * 3)
        self.remark.setAccessibleName("Nhận xét về tiêu chí")
        self.remark.setMinimumHeight(theme.em() * 3)
        self.remark.setMaximumHeight(theme.em() * 6)
        for label in (self._title, self._guidance, self._source):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        head = QHBoxLayout()
        head.addWidget(self._files_label)
        head.addStretch(1)
        head.addWidget(self.add_button)
        layout = QVBoxLayout(self)
        edge = theme.gap() + 2
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.gap() // 2)
        for widget in (self._title, self._guidance, self._source):
            layout.addWidget(widget)
        layout.addLayout(head)
        layout.addWidget(self.files, 1)
        layout.addWidget(self._remark_label)
        layout.addWidget(self.remark, 1)

    def show_criterion(
        self,
        criterion: Criterion,
        evidence: Sequence[EvidenceRow],
        remark: str,
        own_remark: str,
        effect: Effect = Effect.PART,
    ) -> None:
        """Show a criterion; `own_remark` is what the self-assessment says of it."""
        self._show_words(criterion.code, criterion.title, criterion.source)
        words = [criterion.guidance, how_marked(criterion, effect)]
        if criterion.veto:
            bad = "Bị trừ điểm ở" if effect is Effect.PENALTY else "Không đạt"
            words.append(f"{bad} mục này thì không được công nhận.")
        if criterion.evidence_required and not evidence:
            words.append("Mục này cần có minh chứng.")
        if own_remark:
            words.append(f"Đơn vị tự nhận xét: {own_remark}")
        self._show_guidance(words)
        self._show_files(evidence)
        self._set_remark(remark, visible=True)

    def show_condition(
        self, number: str, condition: Condition, evidence: Sequence[EvidenceRow]
    ) -> None:
        """Show a condition with the evidence that belongs to the whole registration."""
        self._show_words(number, condition.title, condition.source)
        self._show_guidance([condition.guidance])
        self._show_files(evidence)
        self._set_remark("", visible=False)

    def set_read_only(self, read_only: bool) -> None:
        self.remark.setReadOnly(read_only)
        theme.set_state(self.remark, "readOnly", read_only)

    def _show_words(self, code: str, title: str, source: str) -> None:
        self._title.setText(f"{code}. {title}")
        self._source.setText(f"Nguồn: {source}" if source else "")
        self._source.setVisible(bool(source))

    def _show_guidance(self, words: Sequence[str]) -> None:
        text = "\n".join(word for word in words if word)
        self._guidance.setText(text)
        self._guidance.setVisible(bool(text))

    def _show_files(self, evidence: Sequence[EvidenceRow]) -> None:
        self.files.clear()
        for row in evidence:
            sign = "photo" if row.media_type.startswith("image/") else "file"
            item = QListWidgetItem(icons.icon(sign), row.title or row.file_name)
            item.setToolTip(row.file_name)
            item.setData(_UID, row.uid)
            self.files.addItem(item)
        if not evidence:
            nothing = QListWidgetItem("Chưa có minh chứng cho mục này.")
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.files.addItem(nothing)

    def _set_remark(self, text: str, *, visible: bool) -> None:
        self.remark.blockSignals(True)
        self.remark.setPlainText(text)
        self.remark.blockSignals(False)
        self.remark.setVisible(visible)
        self._remark_label.setVisible(visible)

    def _on_typed(self) -> None:
        self.remark_typed.emit(self.remark.toPlainText())

    def _on_activated(self, item: QListWidgetItem) -> None:
        uid = item.data(_UID)
        if uid:
            self.open_pressed.emit(uid)


class ResultCard(QFrame):
    """The result of what stands in the boxes now."""

    jump_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.role(self, "card")
        self._sign = QLabel()
        self._words = QLabel()
        self._counts = QLabel()
        self._reasons = QLabel()
        self.jump = QPushButton()
        self._assemble()
        self.jump.clicked.connect(self.jump_pressed)

    def _assemble(self) -> None:
        theme.role(self._words, "heading")
        theme.role(self._counts, "soft")
        theme.role(self.jump, "quiet")
        self.jump.setAutoDefault(False)
        self.jump.setIcon(icons.icon("right"))
        self.jump.setToolTip("Đến mục còn trống tiếp theo (F4)")
        for label in (self._words, self._counts, self._reasons):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self._sign)
        head.addWidget(self._words, 1)
        layout = QVBoxLayout(self)
        edge = theme.gap() + 2
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.gap() // 2)
        layout.addLayout(head)
        for widget in (self._counts, self._reasons, self.jump):
            layout.addWidget(widget)

    def show_result(self, result: Result, criteria_set: CriteriaSet) -> None:
        """Words and sign of the result, why not, and how much is open."""
        tone = result_tone(result.passed)
        self._sign.setPixmap(icons.tone_pixmap(tone, theme.icon_size()))
        self._words.setText(result_words(result, criteria_set) or "Chưa đủ mục để kết luận")
        self._counts.setText(counts_words(result, criteria_set))
        reasons = [*result.reasons, *_lacking_evidence(result)]
        self._reasons.setText("\n".join(reasons))
        self._reasons.setVisible(bool(reasons))
        left = len(result.missing) + len(result.missing_conditions)
        self.jump.setText(f"Còn {left} mục trống, đến mục đầu tiên")
        self.jump.setVisible(left > 0)


def _lacking_evidence(result: Result) -> list[str]:
    codes = ", ".join(result.missing_evidence)
    return [f"Tiêu chí phải có minh chứng: {codes}."] if codes else []


def counts_words(result: Result, criteria_set: CriteriaSet) -> str:
    """Points so far of a set with points, else how many are met, partly met, not met."""
    if not criteria_set.has_points:
        partly = f"{result.partly} đạt một phần"
        return f"{result.met} đạt · {partly} · {result.not_met} chưa đạt"
    if result.so_far is None or result.total is not None:
        return ""
    most = criteria_set.maximum
    limit = "" if most is None else f"/{format_decimal(most)}"
    words = f"Tạm tính {format_decimal(result.so_far)}{limit} điểm"
    sums = ((" · cộng ", result.sums.bonus), (" · trừ ", result.sums.penalty))
    return words + "".join(
        f"{word}{signed(points, Effect.PART)}" for word, points in sums if points
    )
