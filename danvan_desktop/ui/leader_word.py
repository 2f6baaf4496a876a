"""The Word file that the leader changed, read into the fields of a form that words a paper.

    leader = LeaderWord(window, work, [form["subject"], form["bases"]])
    layout.insertWidget(0, leader.box); buttons.insertWidget(0, leader.button)
    leader.ask(own_paper)          # the button lets a file be chosen; or, of a file that is kept:
    leader.read(partial(leader_changes.changes, session, draft))

Owns listing what the file says otherwise, and putting that into the fields, as if it had been
typed. The file is compared beside the window. Finding and carrying over are
`services/leader_changes`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget

from danvan_desktop.services import leader_changes
from danvan_desktop.services.leader_changes import Change
from danvan_desktop.services.papers import Paper
from danvan_desktop.ui.changes_box import ChangesBox
from danvan_desktop.ui.fields import Field, TextField
from danvan_desktop.ui.proposed_words import replace_words
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.workplace import Workplace

WORD_FILES = "Tệp Word (*.docx)"
Find = Callable[[Progress], tuple[Change, ...]]


class LeaderWord(QObject):
    """See the module's text. `window` is what the fields stand in."""

    def __init__(self, window: QWidget, work: Workplace, fields: Sequence[Field]) -> None:
        super().__init__(window)
        self._window, self._work = window, work
        self._fields = {field.name: field for field in fields}
        self._changes: tuple[Change, ...] = ()
        self._own: Callable[[], Paper] | None = None
        self.box = ChangesBox(
            "Các chỗ lãnh đạo đã sửa",
            "Đưa vào nội dung",
            "Thay các dòng tương ứng bên dưới (Ctrl+Z để lấy lại)",
        )
        self.box.carry.connect(self._on_carry)
        self.button = QPushButton("Nhận bản Word đã sửa...", window)
        self.button.setAutoDefault(False)
        self.button.setToolTip("Đọc các chỗ lãnh đạo đã sửa trong tệp Word của dự thảo này")
        self.button.clicked.connect(self._on_choose)
        self.button.hide()

    def ask(self, own: Callable[[], Paper]) -> None:
        """Let a file be chosen; `own` draws the paper as it was given to the leader."""
        self._own = own
        self.button.show()

    def read(self, find: Find) -> None:
        """List what is found."""
        self._work.start("Đọc bản Word lãnh đạo sửa", find, self._on_found, self._window)

    def _on_choose(self) -> None:
        title = "Chọn tệp Word lãnh đạo đã sửa"
        path = self._work.messages.open_file(self._window, title, WORD_FILES)
        if path is not None and self._own is not None:
            self.read(partial(leader_changes.between, self._own, path))

    def _on_found(self, found: tuple[Change, ...]) -> None:
        self._changes = found
        if self._own is not None and not found:
            self._work.messages.info(self._window, "Tệp Word này không khác dự thảo đã lưu.")
        self._show("trong bản Word", offered=True)
        if self._own is not None:
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
