"""The live check list under the criteria editor: what is wrong, where, and what was accepted.

`jump(defect)` when a line is opened; `accept_wanted`, `withdraw_wanted` for the chosen one. Owns
no rule: the defects are the domain's.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
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

from danvan_desktop.domain.criteria_places import SetDefect, open_defects
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.table_models import plain_tooltip
from danvan_desktop.ui.theme import Tone

_DEFECT = int(Qt.ItemDataRole.UserRole)


class DefectsView(QFrame):
    """See the module's text."""

    jump = Signal(object)
    accept_wanted = Signal(object)
    withdraw_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        theme.role(self, "card")
        self._sign = QLabel()
        self._words = QLabel()
        self.list = QListWidget()
        self.jump_button = QPushButton(icons.icon("right"), "Đến chỗ này")
        self.accept_button = QPushButton("Chấp nhận, ghi lý do…")
        self.withdraw_button = QPushButton("Bỏ chấp nhận")
        self._shown: tuple[SetDefect, ...] | None = None
        self._assemble()
        self.list.itemActivated.connect(self._on_jump)
        self.list.currentItemChanged.connect(self._on_current)
        self.jump_button.clicked.connect(self._on_jump)
        self.accept_button.clicked.connect(self._on_accept)
        self.withdraw_button.clicked.connect(self._on_withdraw)

    def _assemble(self) -> None:
        theme.role(self._words, "strong")
        self.list.setAccessibleName("Những chỗ cần sửa")
        self.list.setIconSize(QSize(theme.icon_size(), theme.icon_size()))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFixedHeight(round(theme.em() * 4.2))
        self.list.setToolTip("Enter: đến chỗ cần sửa")
        self.accept_button.setToolTip("Văn bản ghi đúng như vậy: giữ nguyên, ghi lại lý do")
        head = QHBoxLayout()
        head.setSpacing(theme.gap())
        head.addWidget(self._sign)
        head.addWidget(self._words, 1)
        for button in (self.jump_button, self.accept_button, self.withdraw_button):
            button.setAutoDefault(False)
            theme.role(button, "quiet")
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.gap(), theme.gap() // 2, theme.gap(), theme.gap() // 2)
        layout.setSpacing(theme.gap() // 2)
        layout.addLayout(head)
        layout.addWidget(self.list)
        self.list.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_defects(self, defects: Sequence[SetDefect]) -> None:
        """Put these in place of the earlier ones; the chosen one stays chosen."""
        if self._shown == tuple(defects):
            return
        self._shown = tuple(defects)
        before = self.chosen()
        self.list.clear()
        for defect in self._shown:
            self._add(defect)
            if before is not None and (defect.key, defect.reason) == (before.key, before.reason):
                self.list.setCurrentRow(self.list.count() - 1)
        left = len(open_defects(self._shown))
        tone = Tone.BAD if left else Tone.GOOD
        self._sign.setPixmap(icons.tone_pixmap(tone, theme.icon_size()))
        self._words.setText(_summary(left, len(self._shown) - left))
        self.list.setVisible(bool(self._shown))
        self._on_current()

    def _add(self, defect: SetDefect) -> None:
        words = str(defect)
        if defect.accepted:
            words = f"{words} — đã chấp nhận: {defect.accepted}"
        elif defect.tolerable:
            words = f"{words} (nếu văn bản ghi như vậy thì chấp nhận được)"
        tone = Tone.INFO if defect.accepted else Tone.BAD
        item = QListWidgetItem(icons.tone_icon(tone), words)
        item.setToolTip(plain_tooltip(words))
        item.setData(_DEFECT, defect)
        self.list.addItem(item)

    def chosen(self) -> SetDefect | None:
        """The defect with the cursor."""
        item = self.list.currentItem()
        found = item.data(_DEFECT) if item is not None else None
        return found if isinstance(found, SetDefect) else None

    def words(self) -> list[str]:
        """The lines as shown."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def _on_current(self) -> None:
        defect = self.chosen()
        self.jump_button.setVisible(bool(self._shown))
        self.jump_button.setEnabled(defect is not None)
        tolerable = defect is not None and defect.tolerable and not defect.accepted
        self.accept_button.setVisible(bool(self._shown))
        self.accept_button.setEnabled(tolerable)
        self.withdraw_button.setVisible(defect is not None and bool(defect.accepted))

    def _on_jump(self) -> None:
        defect = self.chosen()
        if defect is not None:
            self.jump.emit(defect)

    def _on_accept(self) -> None:
        defect = self.chosen()
        if defect is not None:
            self.accept_wanted.emit(defect)

    def _on_withdraw(self) -> None:
        defect = self.chosen()
        if defect is not None:
            self.withdraw_wanted.emit(defect)


def _summary(left: int, accepted: int) -> str:
    words = f"Kiểm tra: {left} chỗ cần sửa" if left else "Kiểm tra: không có lỗi"
    return f"{words}, {accepted} chỗ đã chấp nhận" if accepted else words
