"""The Word file that the leader changed, read into the fields of a form that words a paper.

    leader = LeaderWord(messages, own_paper, [form["subject"], form["bases"]])
    layout.insertWidget(0, leader.box); buttons.insertWidget(0, leader.button)

Owns choosing the file, listing what it says otherwise, and putting that into the fields, as if it
had been typed. Finding and carrying over are `services/leader_changes`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget

from danvan_desktop.errors import DanVanError
from danvan_desktop.services import leader_changes
from danvan_desktop.services.leader_changes import Change
from danvan_desktop.services.papers import Paper
from danvan_desktop.ui.changes_box import ChangesBox
from danvan_desktop.ui.fields import Field, TextField
from danvan_desktop.ui.messages import Messages
from danvan_desktop.ui.proposed_words import replace_words

WORD_FILES = "Tệp Word (*.docx)"


class LeaderWord(QObject):
    """See the module's text. `own` draws the paper as it was given to the leader."""

    def __init__(
        self, window: QWidget, messages: Messages, own: Callable[[], Paper], fields: Sequence[Field]
    ) -> None:
        super().__init__(window)
        self._window, self._messages, self._own = window, messages, own
        self._fields = {field.name: field for field in fields}
        self._changes: tuple[Change, ...] = ()
        self.box = ChangesBox(
            "Các chỗ lãnh đạo đã sửa",
            "Đưa vào nội dung",
            "Thay các dòng tương ứng bên dưới (Ctrl+Z để lấy lại)",
        )
        self.box.carry.connect(self._on_carry)
        self.button = QPushButton("Nhận bản Word đã sửa...")
        self.button.setAutoDefault(False)
        self.button.setToolTip("Đọc các chỗ lãnh đạo đã sửa trong tệp Word của dự thảo này")
        self.button.clicked.connect(self._on_choose)

    def _on_choose(self) -> None:
        title = "Chọn tệp Word lãnh đạo đã sửa"
        path = self._messages.open_file(self._window, title, WORD_FILES)
        if path is None:
            return
        try:
            word = self._own().word
            self._changes = leader_changes.between(word(), path) if word is not None else ()
        except DanVanError as error:
            self._messages.error(self._window, error)
            return
        if not self._changes:
            self._messages.info(self._window, "Tệp Word này không khác dự thảo đã lưu.")
        self._show("trong bản Word", offered=True)
        self.box.list.setFocus()

    def _on_carry(self) -> None:
        texts = {name: field.text() for name, field in self._fields.items()}
        long = [name for name, field in self._fields.items() if isinstance(field, TextField)]
        made, self._changes = leader_changes.carried(texts, long, self._changes)
        for name, text in made.items():
            if text != texts[name]:
                replace_words(self._fields[name], text)
        self._show("cần sửa tay", offered=False)

    def _show(self, words: str, *, offered: bool) -> None:
        title = f"Lãnh đạo đã sửa {len(self._changes)} chỗ {words}"
        listed = "\n".join(one.words for one in self._changes)
        self.box.show_changes(title, listed, offered=offered)
