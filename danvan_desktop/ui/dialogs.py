"""`FormDialog`: the base of every dialog that fills in one thing.

    class UnitDialog(FormDialog[UnitInput]):
        def __init__(self, parent, messages, units, **more):
            super().__init__(parent, messages, title="Địa bàn", draft_key="unit.new", **more)
            self.form.add(LineField("name", "Tên", required=True))
            self.form.add_row(ChoiceField(...), DateField(...))
            self.begin()                                     # after the last field
        def input(self, values):                             # dict -> the dataclass
            return UnitInput(**values)

    made = UnitDialog(self, messages, units, submit=self._services.units.add).ask()
    # None when cancelled; else the input. `submit(input)` runs on Lưu: a FieldError it raises is
    # shown at its field, any other UserError or StorageError in a box, and the dialog stays open.
    # What submit returned is `dialog.result_value`.

Enter goes from field to field and never closes; Ctrl+Enter saves; Esc and the cross ask when
something was typed. With `drafts` and `draft_key`, what is typed is kept every few seconds and
offered again the next time, also after a crash.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.errors import DanVanError, FieldError, UserError
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.form import Form
from danvan_desktop.ui.messages import Messages
from danvan_desktop.ui.stores import Drafts
from danvan_desktop.ui.theme import Tone

Input = TypeVar("Input")
DRAFT_EVERY_MS = 2_000


class Banner(QFrame):
    """A line over a form or a page: a sign, plain words, buttons at the right end."""

    def __init__(self, text: str, tone: Tone = Tone.INFO, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.role(self, "banner")
        self._sign = QLabel()
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.gap(), theme.gap() // 2, theme.gap(), theme.gap() // 2)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._text, 1)
        self.show_text(text, tone)

    def show_text(self, text: str, tone: Tone = Tone.INFO) -> None:
        """Change words and tone."""
        self._sign.setPixmap(icons.tone_pixmap(tone, theme.icon_size()))
        self._text.setText(text)
        theme.set_state(self, "tone", tone.value)

    def add_button(self, text: str, slot: Callable[[], object]) -> QPushButton:
        """Put a button at the right end."""
        button = QPushButton(text)
        button.setAutoDefault(False)
        theme.role(button, "quiet")
        button.clicked.connect(slot)
        self._row.addWidget(button)
        return button


class FormDialog(QDialog, Generic[Input]):
    """See the module's text."""

    def __init__(
        self,
        parent: QWidget | None,
        messages: Messages,
        *,
        title: str,
        submit: Callable[[Input], Any] | None = None,
        save_text: str = "Lưu",
        drafts: Drafts | None = None,
        draft_key: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.form = Form()
        self.result_value: Any = None
        self.given: Input | None = None
        self._messages = messages
        self._submit = submit
        self._drafts = drafts if draft_key else None
        self._draft_key = draft_key
        self._heading = QLabel(title)
        self._scroll = QScrollArea()
        self._draft_banner = Banner("Có nội dung nhập dở lần trước, chưa lưu.", Tone.INFO)
        self.save_button = QPushButton(save_text)
        self.cancel_button = QPushButton("Hủy")
        self.buttons = QHBoxLayout()
        self._keeper = QTimer(self)
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        theme.role(self._heading, "title")
        theme.role(self.save_button, "primary")
        self._draft_banner.hide()
        body = QWidget()
        theme.role(body, "page")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(2, 2, 2, 2)
        inner.addWidget(self.form)
        self._scroll.setWidget(body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.buttons.addStretch(1)
        for button in (self.save_button, self.cancel_button):
            button.setAutoDefault(False)
            button.setMinimumWidth(theme.chars(14))
            self.buttons.addWidget(button)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.gap())
        layout.addWidget(self._heading)
        layout.addWidget(self._draft_banner)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(self.buttons)

    def _connect(self) -> None:
        self.save_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.accept)
        self.form.changed.connect(self._on_changed)
        self._keeper.setSingleShot(True)
        self._keeper.setInterval(DRAFT_EVERY_MS)
        self._keeper.timeout.connect(self.keep_draft)
        self._draft_banner.add_button("Dùng lại", self._on_draft_used)
        self._draft_banner.add_button("Bỏ đi", self._on_draft_dropped)

    def begin(self) -> None:
        """Call at the end of the subclass's `__init__`: sizes, saved state, kept draft."""
        self.form.finish()
        wide = max(theme.chars(84), self.form.sizeHint().width() + theme.gap() * 8)
        tall = self.form.sizeHint().height() + theme.em() * 9
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        self._scroll.setMinimumWidth(self.form.minimumSizeHint().width() + bar + theme.gap())
        screen = self.screen().availableSize()
        self.resize(min(wide, screen.width() - 40), min(tall, screen.height() - 60))
        self._draft_banner.setVisible(bool(self._kept()))

    def show_over_form(self, banner: Banner) -> None:
        """Put a banner between the title and the form, where it never scrolls out of sight."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(layout.indexOf(self._scroll), banner)

    def widen(self, width: int) -> None:
        """Make room for a table, as far as the screen goes."""
        room = self.screen().availableSize().width() - 40
        self.resize(min(max(self.width(), width), room), self.height())

    def input(self, values: dict[str, Any]) -> Input:
        """The dataclass the service takes, from the form's values by field name."""
        raise NotImplementedError

    def ask(self) -> Input | None:
        """Show it and wait; the accepted input, None when cancelled. Frees the dialog."""
        accepted = self.exec() == QDialog.DialogCode.Accepted
        self.deleteLater()
        return self.given if accepted else None

    def accept(self) -> None:
        """Check, submit, close; stay open with the reason shown when something is wrong."""
        try:
            given = self.input(self.form.values())
            if self._submit is not None:
                self.result_value = self._submit(given)
        except FieldError as error:
            if not self.form.show_problem(error):
                self._messages.error(self, error)
            return
        except (UserError, DanVanError) as error:
            self._messages.error(self, error)
            return
        self.given = given
        self.form.mark_saved()
        self._drop_draft()
        super().accept()

    def reject(self) -> None:
        """Close; when something was typed, ask first."""
        if self._may_close():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close():
            event.accept()
            super().reject()
        else:
            event.ignore()

    def _may_close(self) -> bool:
        if not self.form.is_changed():
            return True
        if self._drafts is None:
            choices = ["Lưu", "Đóng, bỏ nội dung vừa nhập"]
        else:
            choices = ["Lưu", "Giữ làm nháp rồi đóng", "Đóng, bỏ nội dung vừa nhập"]
        chosen = self._messages.choose(self, "Nội dung vừa nhập chưa được lưu.", choices)
        if chosen is None:
            return False
        if chosen == 0:
            self.accept()
            return False
        if len(choices) == 3 and chosen == 1:
            try:
                self.keep_draft()
            except DanVanError as error:
                self._messages.error(self, error)
                return False
        else:
            self._drop_draft()
        self.form.mark_saved()
        return True

    # drafts

    def keep_draft(self) -> None:
        """Keep what is typed now, if anything was."""
        self._keeper.stop()
        if self._drafts is not None and self.form.is_changed():
            self._drafts.keep(self._draft_key, self.form.texts())

    def _kept(self) -> dict[str, str]:
        kept = self._drafts.load(self._draft_key) if self._drafts is not None else None
        return dict(kept or {})

    def _drop_draft(self) -> None:
        self._keeper.stop()
        if self._drafts is not None:
            self._drafts.drop(self._draft_key)

    def _on_changed(self) -> None:
        if self._drafts is not None and not self._draft_banner.isVisible():
            self._keeper.start()

    def _on_draft_used(self) -> None:
        self._draft_banner.hide()
        self.form.set_texts(self._kept())

    def _on_draft_dropped(self) -> None:
        self._draft_banner.hide()
        self._drop_draft()
