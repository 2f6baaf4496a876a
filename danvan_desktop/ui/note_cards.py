"""Progress notes as cards under one another, the newest on top.

Owns how a note looks; adding, changing and removing are asked for by signals.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.dates import format_date
from danvan_desktop.services.progress import EvidenceRow, NoteRow
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.empty_view import Empty, EmptyView
from danvan_desktop.ui.pictures import thumbnail
from danvan_desktop.ui.table_models import plain_tooltip

PHOTO_EMS = 6
MOST_PHOTOS = 5


class NoteCard(QFrame):
    """One note with its photos."""

    edit_wanted = Signal(object)
    remove_wanted = Signal(object)
    photo_wanted = Signal(str)

    def __init__(self, note: NoteRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = note
        theme.role(self, "card")
        self._day = QLabel(format_date(note.on))
        self._text = QLabel(note.text)
        theme.role(self._day, "strong")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.gap() // 2)
        layout.addLayout(self._head())
        layout.addWidget(self._text)
        if note.photos:
            layout.addLayout(self._photos())

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self._day)
        head.addStretch(1)
        if self.note.own:
            for name, words, signal in (
                ("edit", "Sửa ghi chú", self.edit_wanted),
                ("delete", "Xóa ghi chú", self.remove_wanted),
            ):
                button = QToolButton()
                button.setIcon(icons.icon(name))
                button.setToolTip(words)
                button.setAccessibleName(f"{words} ngày {format_date(self.note.on)}")
                button.clicked.connect(partial(signal.emit, self.note))
                head.addWidget(button)
        return head

    def _photos(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.gap())
        for photo in self.note.photos[:MOST_PHOTOS]:
            row.addWidget(self._photo(photo))
        more = len(self.note.photos) - MOST_PHOTOS
        if more > 0:
            row.addWidget(QLabel(f"và {more} ảnh khác"))
        row.addStretch(1)
        return row

    def _photo(self, photo: EvidenceRow) -> QToolButton:
        side = theme.em() * PHOTO_EMS
        button = QToolButton()
        shown = thumbnail(photo.path, QSize(side, side))
        if shown.isNull():
            button.setIcon(icons.icon("photo"))
        else:
            button.setIcon(shown)
        button.setIconSize(QSize(side, side * 3 // 4))
        button.setToolTip(plain_tooltip(photo.file_name))
        button.setAccessibleName(f"Mở ảnh {photo.file_name}")
        button.clicked.connect(partial(self.photo_wanted.emit, photo.uid))
        return button


class NoteCards(QScrollArea):
    """All notes of a registration."""

    edit_wanted = Signal(object)
    remove_wanted = Signal(object)
    photo_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[NoteCard] = []
        self._body = QWidget()
        self._layout = QVBoxLayout(self._body)
        self._layout.setContentsMargins(0, 0, theme.gap(), 0)
        self._layout.setSpacing(theme.gap())
        self._empty = EmptyView()
        self._empty.show_empty(
            Empty(
                "Chưa có ghi chú tiến độ nào",
                "Bấm “Thêm ghi chú”, hoặc kéo ảnh hoạt động vào đây.",
                "note",
            )
        )
        self._layout.addWidget(self._empty)
        self._layout.addStretch(1)
        self.setWidget(self._body)
        self._body.setAutoFillBackground(False)  # the ground is that of the frame around
        self.viewport().setAutoFillBackground(False)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_notes(self, notes: Sequence[NoteRow]) -> None:
        """Replace the cards."""
        for card in self.cards:
            self._layout.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [NoteCard(note) for note in notes]
        for number, card in enumerate(self.cards):
            card.edit_wanted.connect(self.edit_wanted)
            card.remove_wanted.connect(self.remove_wanted)
            card.photo_wanted.connect(self.photo_wanted)
            self._layout.insertWidget(number, card)
        self._empty.setVisible(not notes)
