"""Chấm thử: the scoring form over a set that is still being edited; nothing is stored.

Owns the choice of sector and kind of subject; lines, boxes and the live result are those of the
true score sheet.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.criteria import CriteriaSet
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import DanVanError
from danvan_desktop.services.sample_sheet import sample_sheet
from danvan_desktop.ui import mark_keys, theme
from danvan_desktop.ui.choice_field import ChoiceField, pick_width
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.scoring_sheet import ScoringSheet
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace


class TryDialog(QDialog):
    """See the module's text."""

    def __init__(
        self, parent: QWidget | None, work: Workplace, plan: Programme, criteria_set: CriteriaSet
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._set = criteria_set
        self.setWindowTitle("Chấm thử")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sectors = [(one.code, one.name) for one in plan.sectors]
        kinds = [(kind, kind.label) for kind in criteria_set.subject_kinds]
        self.sector = pick_width(ChoiceField("sector", "Lĩnh vực", sectors), 34)
        self.kind = pick_width(ChoiceField("kind", "Đối tượng", kinds), 24)
        self.sheet = ScoringSheet()
        self.banner = Banner("", Tone.WARN)
        self._note = QLabel("Chấm thử trên bộ đang soạn. Không có gì được lưu.")
        self._clear = QPushButton("Chấm lại từ đầu")
        self._close = QPushButton("Đóng")
        self._assemble()
        self.sector.setVisible(bool(sectors))
        self.sector.set_value(sectors[0][0] if sectors else None)
        self.kind.set_value(kinds[0][0] if kinds else None)
        self._connect()
        self.show_sheet()

    def _assemble(self) -> None:
        theme.role(self._note, "soft")
        heading = QLabel(self._set.title or "Bộ tiêu chí mới")
        heading.setTextFormat(Qt.TextFormat.PlainText)
        theme.role(heading, "title")
        heading.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(theme.gap() * 2)
        head.addWidget(heading, 1)
        head.addWidget(self.kind)
        head.addWidget(self.sector)
        self._keys = QLabel(mark_keys.key_help(self._set))
        theme.role(self._keys, "soft")
        foot = QHBoxLayout()
        foot.setSpacing(theme.gap())
        foot.addWidget(self._keys, 1)
        foot.addWidget(self._note)
        for button in (self._clear, self._close):
            button.setAutoDefault(False)
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, theme.gap(), edge, theme.gap())
        layout.setSpacing(theme.gap())
        layout.addLayout(head)
        layout.addWidget(self.banner)
        layout.addWidget(self.sheet, 1)
        layout.addLayout(foot)
        screen = self.screen().availableSize()
        self.resize(min(screen.width() - 60, theme.chars(190)), screen.height() - 60)

    def _connect(self) -> None:
        self.kind.changed.connect(self._on_subject)
        self.sector.changed.connect(self._on_subject)
        self.sheet.ended.connect(self._close.setFocus)
        self._clear.clicked.connect(self._on_clear)
        self._close.clicked.connect(self.reject)
        QShortcut(QKeySequence("F4"), self, self.sheet.jump)
        QShortcut(QKeySequence("F2"), self, self.sheet.go_to_remark)
        self.sheet.card.add_button.hide()

    def show_sheet(self) -> None:
        """An empty sheet for the chosen kind and sector, or why there is none."""
        kind, sector = self._chosen()
        try:
            view = sample_sheet(self._set, sector, kind)
        except DanVanError as error:
            self.banner.show_text(
                " ".join(part for part in (error.what, error.todo) if part), Tone.WARN
            )
            self.banner.show()
            self.sheet.hide()
            return
        self.banner.hide()
        self.sheet.show()
        self.sheet.show_sheet(view)
        self.sheet.lines.go_to_first()

    def _chosen(self) -> tuple[SubjectKind, str]:
        kind = self.kind.value() or next(iter(self._set.subject_kinds), SubjectKind.COLLECTIVE)
        return kind, self.sector.value() or ""

    def _on_subject(self) -> None:
        if self.kind.text() and (self.sector.text() or not self.sector.isVisible()):
            try:
                self._chosen()
            except DanVanError:
                return  # still being typed; the field says what is wrong when it is left
            texts = self.sheet.texts()
            self.show_sheet()
            self.sheet.set_texts(texts)

    def _on_clear(self) -> None:
        self.show_sheet()
