"""Fields whose words the program proposes: back to the proposal in one click, and undone by Ctrl+Z.

    words = ProposedWords(form["articles"], "Công nhận 05 mô hình ...")
    words.propose("Công nhận 06 mô hình ...")     # follows as long as nobody typed
    replace_words(field, text)                     # as if it had been typed

Owns the button beside the label; what is proposed is the services' to say.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QToolButton

from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.fields import Field, LineField, TextField

_LAST_ARTICLE = re.compile(r"Như Điều \d+")


class ProposedWords(QObject):
    """See the module's text. `proposal` is what the program would write now."""

    def __init__(self, field: Field, proposal: str) -> None:
        super().__init__(field)
        self._field = field
        self.proposal = proposal
        self.button = QToolButton()
        self.button.setText("Trả lại lời đề xuất")
        self.button.setIcon(icons.icon("return"))
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setToolTip("Thay bằng lời chương trình đề xuất; Ctrl+Z để lấy lại lời đã sửa")
        self.button.setAccessibleName(f"Trả lại lời đề xuất: {field.label}")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.role(self.button, "quiet")
        self.button.setMaximumHeight(round(theme.em() * 1.5))
        field.add_to_head(self.button)
        field.changed.connect(self._show)
        self.button.clicked.connect(self._on_back)
        self._show()

    @property
    def edited(self) -> bool:
        """Whether the field says something else than the program proposes."""
        return self._field.text().strip() != self.proposal.strip()

    def propose(self, proposal: str) -> bool:
        """Propose something else; a field that nobody edited follows. True when it did."""
        follows = not self.edited
        self.proposal = proposal
        if follows and self._field.text() != proposal:
            self._field.set_text(proposal)
        self._show()
        return follows

    def _show(self) -> None:
        self.button.setVisible(bool(self.proposal.strip()) and self.edited)

    def _on_back(self) -> None:
        replace_words(self._field, self.proposal)
        self._field.setFocus()


def follow_articles(articles: Field, receivers: ProposedWords) -> None:
    """ "Như Điều 3" among proposed receivers names the last article, however many there are."""
    count = sum(bool(line.strip()) for line in articles.text().split("\n"))
    if count:
        receivers.propose(_LAST_ARTICLE.sub(f"Như Điều {count}", receivers.proposal))


def replace_words(field: Field, text: str) -> None:
    """Put words into a field as if they had been typed, so that Ctrl+Z brings the others back."""
    if isinstance(field, TextField):
        cursor = QTextCursor(field.area.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
    elif isinstance(field, LineField):
        field.line.selectAll()
        field.line.insert(text)
    else:
        field.set_text(text)
