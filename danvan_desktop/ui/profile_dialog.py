"""The look of one body's papers: every element of its profile beside a paper that follows.

    ProfileDialog(parent, work, body_uid).exec()

What is typed is checked at once and drawn on the worker thread; the last paper that could be drawn
stays in sight. Saving keeps the body's own copy; the shipped profile is never changed.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.text import file_name
from danvan_desktop.errors import DanVanError, FieldError, UserError
from danvan_desktop.services import own_profiles, profile_fields, profile_samples
from danvan_desktop.services.paper_pages import PaperPages
from danvan_desktop.services.session import Changes
from danvan_desktop.services.units import BodyRow
from danvan_desktop.ui import theme
from danvan_desktop.ui.choice_box import ChoiceBox
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.form import Section
from danvan_desktop.ui.pdf_view import PdfView
from danvan_desktop.ui.profile_rows import ProfileRow
from danvan_desktop.ui.settings_section import button
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

DRAW_AFTER_MS = 250
PATTERN = "Thể thức văn bản (*.toml)"


class ProfileDialog(QDialog):
    """See the module's text."""

    def __init__(self, parent: QWidget | None, work: Workplace, body: BodyRow) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Thể thức văn bản của {body.name}")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.changes: Changes | None = None
        self._work = work
        self._body = body
        self._profiles = own_profiles.family(body.profile)
        self._profile = self._profiles[0][0]
        self._shipped: dict[str, Any] = {}
        self._saved: dict[str, Any] = {}
        self._samples = profile_samples.compose(work.session, body.uid)
        self.rows: dict[str, ProfileRow] = {}
        self._grids: list[tuple[Section, list[ProfileRow]]] = []
        self.profile_box = ChoiceBox()
        self.sample_box = ChoiceBox()
        self.banner = Banner("")
        self.view = PdfView()
        self._fields = QWidget()
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DRAW_AFTER_MS)
        self._read_profile()
        self._assemble()
        self._connect()
        self._draw()

    # building

    def _read_profile(self) -> None:
        """The shipped values and the body's own ones of the chosen profile."""
        self._shipped = own_profiles.shipped_values(self._profile)
        self._saved = own_profiles.values(self._body.uid, self._profile)

    def _assemble(self) -> None:
        self.profile_box.addItems([name for _, name in self._profiles])
        self.profile_box.setAccessibleName("Thể thức")
        self.profile_box.setMinimumContentsLength(30)
        self.sample_box.addItems([name for _, name in profile_samples.KINDS])
        self.sample_box.setAccessibleName("Văn bản xem thử")
        self.sample_box.setMinimumContentsLength(24)
        self.banner.hide()
        self._fill_fields()
        scroll = QScrollArea()
        scroll.setWidget(self._fields)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = scroll.verticalScrollBar().sizeHint().width()
        widest = max(section.content.sizeHint().width() for section, _ in self._grids)
        scroll.setFixedWidth(widest + bar + theme.gap() * 2)
        middle = QHBoxLayout()
        middle.setSpacing(theme.gap() * 2)
        middle.addWidget(scroll)
        middle.addWidget(self.view, 1)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.gap())
        layout.addLayout(self._head())
        layout.addWidget(self.banner)
        layout.addLayout(middle, 1)
        layout.addLayout(self._foot())
        screen = self.screen().availableSize()
        self.resize(min(theme.chars(190), screen.width() - 40), screen.height() - 60)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.gap())
        title = QLabel("Thể thức văn bản")
        theme.role(title, "title")
        title.setToolTip(self.windowTitle())
        row.addWidget(title)
        row.addWidget(self.profile_box, 1)
        row.addSpacing(theme.gap() * 2)
        words = QLabel("Xem thử trên")
        theme.role(words, "soft")
        row.addWidget(words)
        row.addWidget(self.sample_box)
        return row

    def _foot(self) -> QHBoxLayout:
        self.save_button = QPushButton("Lưu")
        self.save_button.setToolTip("Lưu thể thức riêng của tổ chức này (Ctrl+S)")
        theme.role(self.save_button, "primary")
        self.cancel_button = QPushButton("Hủy")
        self.load_button = button(
            "Nhập từ tệp...", self._on_load, icon="open", tip="Lấy thể thức từ một tệp .toml"
        )
        self.write_button = button(
            "Xuất ra tệp...", self._on_write, icon="save", tip="Ghi thể thức này ra tệp .toml"
        )
        self.default_button = button(
            "Trả tất cả về mặc định", self._on_default, icon="return", tip="Bỏ mọi thay đổi riêng"
        )
        row = QHBoxLayout()
        row.setSpacing(theme.gap())
        for one in (self.load_button, self.write_button, self.default_button):
            row.addWidget(one)
        row.addStretch(1)
        for one in (self.save_button, self.cancel_button):
            one.setAutoDefault(False)
            one.setMinimumWidth(theme.chars(14))
            row.addWidget(one)
        writable = not self._work.session.view_only
        for one in (self.save_button, self.load_button, self.default_button):
            one.setEnabled(writable)
        return row

    def _fill_fields(self) -> None:
        column = QVBoxLayout(self._fields)
        column.setContentsMargins(0, 0, theme.gap(), 0)
        theme.role(self._fields, "page")
        shown = self._shown_values(self._saved)
        defaults = self._shown_values(self._shipped)
        for place, group in enumerate(profile_fields.groups()):
            section = Section(group.title, folded=place > 0)
            grid = QGridLayout()
            grid.setHorizontalSpacing(theme.gap())
            grid.setVerticalSpacing(theme.gap() // 2)
            grid.setColumnMinimumWidth(0, theme.chars(20))
            grid.setColumnStretch(2, 1)
            made = []
            for field in group.fields:
                if len(field.words) == 1:
                    continue
                row = ProfileRow(field, defaults[field.key])
                row.set_value(shown[field.key])
                row.set_read_only(self._work.session.view_only)
                row.lay_into(grid)
                self.rows[field.key] = row
                made.append(row)
            section.rows.addLayout(grid)
            self._grids.append((section, made))
            column.addWidget(section)
        column.addStretch(1)
        self._show_counts()

    def _connect(self) -> None:
        for row in self.rows.values():
            row.changed.connect(self._on_changed)
        self._delay.timeout.connect(self._draw)
        self.profile_box.currentIndexChanged.connect(self._on_profile)
        self.sample_box.currentIndexChanged.connect(self._draw)
        self.save_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)

    # what stands in the fields

    def _shown_values(self, values: dict[str, Any]) -> dict[str, Any]:
        """The values by field; a second line of the title that is not there is empty."""
        found = profile_fields.flat(values)
        for place in range(1, profile_fields.MOTTO_LINES):
            found.setdefault(f"header.motto_lines.{place}", "")
            found.setdefault(f"header.motto_styles.{place}", found["header.motto_styles.0"])
        return found

    def values(self) -> dict[str, Any]:
        """What is typed, nested. Shows every reason, then raises the first `UserError`."""
        typed: dict[str, Any] = {}
        first: UserError | None = None
        for key, row in self.rows.items():
            try:
                typed[key] = row.read()
                row.set_problem("")
            except FieldError as error:
                row.set_problem(str(error))
                first = first or error
        if first is not None:
            raise first
        made = profile_fields.nested(typed, self._shipped)
        found = own_profiles.defects(self._profile, made)
        for defect in found:
            self._show_defect(defect.key, defect.reason)
        if found:
            raise UserError("Có mục chưa đúng, xem dòng chữ đỏ ở mục đó.")
        return made

    def _show_defect(self, key: str, reason: str) -> None:
        """At the row of the key, or of the style it is part of."""
        plain = key.replace("[", ".").replace("]", "")
        names = (plain, plain.rpartition(".")[0], f"{plain}.0")
        row = next((self.rows[name] for name in names if name in self.rows), None)
        if row is not None:
            row.set_problem(reason[:1].upper() + reason[1:] + ".")

    def open_group(self, title: str) -> None:
        """Show one group of elements and fold the others away."""
        for place, group in enumerate(profile_fields.groups()):
            self._grids[place][0].set_folded(group.title != title)

    def is_changed(self) -> bool:
        """True when something differs from what is stored."""
        saved = self._shown_values(self._saved)
        try:
            return any(row.read() != saved[key] for key, row in self.rows.items())
        except FieldError:
            return True

    def _show(self, values: dict[str, Any]) -> None:
        for key, value in self._shown_values(values).items():
            if key in self.rows:
                self.rows[key].set_value(value)

    def _show_counts(self) -> None:
        for section, rows in self._grids:
            count = sum(not row.is_default() for row in rows)
            section.set_note(f"(khác mặc định: {count})" if count else "")

    # drawing

    def check(self) -> None:
        """Read and draw at once what is typed, without waiting for the next key."""
        self._delay.stop()
        self._draw()

    def _draw(self) -> None:
        """Draw what is typed beside the window; wait while something else runs there."""
        try:
            made = self.values()
        except UserError as error:
            self._say(str(error))
            return
        if self._work.runner.busy:
            self._delay.start()
            return
        kind = profile_samples.KINDS[self.sample_box.currentIndex()][0]
        draw = partial(_drawn, self._samples, kind, self._profile, made)
        self._work.runner.start("Vẽ thử văn bản", draw, done=self._on_drawn, failed=self._on_failed)

    def _on_drawn(self, pdf: bytes) -> None:
        self.banner.hide()
        place = self.view.verticalScrollBar().value()
        self.view.show_pages(PaperPages(pdf))
        self.view.verticalScrollBar().setValue(place)

    def _on_failed(self, error: BaseException) -> None:
        self._say(str(error))

    def _say(self, words: str) -> None:
        self.banner.show_text(words, Tone.WARN)
        self.banner.show()

    # the person's hands

    def _on_changed(self) -> None:
        self._show_counts()
        self._delay.start()

    def _on_profile(self, place: int) -> None:
        if self._profiles[place][0] == self._profile:
            return
        if not self._may_leave():
            self.profile_box.setCurrentIndex(
                [one for one, _ in self._profiles].index(self._profile)
            )
            return
        self._profile = self._profiles[place][0]
        self._read_profile()
        defaults = self._shown_values(self._shipped)
        for key, row in self.rows.items():
            row.set_default(defaults[key])
        self._show(self._saved)
        self._draw()

    def _on_default(self) -> None:
        self._show(self._shipped)

    def _on_load(self) -> None:
        path = self._work.messages.open_file(self, "Nhập thể thức văn bản", PATTERN)
        if path is None:
            return
        try:
            self._show(own_profiles.read_file(path, self._profile))
        except DanVanError as error:
            self._work.messages.error(self, error)

    def _on_write(self) -> None:
        name = file_name(f"Thể thức {self._body.name}", "toml")
        try:
            made = self.values()
            path = self._work.messages.save_file(self, "Xuất thể thức văn bản", name, PATTERN)
            if path is not None:
                own_profiles.write_file(Path(path), self._profile, made)
        except DanVanError as error:
            self._work.messages.error(self, error)

    def _store(self) -> bool:
        """Keep what is typed; False when it was refused, which the person has then read."""
        if self._work.session.view_only:
            return False
        try:
            made = self.values()
            changes = own_profiles.save(self._work.session, self._body.uid, self._profile, made)
        except DanVanError as error:
            self._work.messages.error(self, error)
            return False
        self.changes = changes
        self._saved = made
        return True

    def _may_leave(self) -> bool:
        if not self.is_changed():
            return True
        choices = ["Lưu", "Bỏ thay đổi"]
        chosen = self._work.messages.choose(self, "Thay đổi thể thức chưa được lưu.", choices)
        return self._store() if chosen == 0 else chosen == 1

    def accept(self) -> None:
        """Keep and close; stay open with the reason when something is wrong."""
        if self._store():
            self._delay.stop()
            super().accept()

    def reject(self) -> None:
        """Close; when something was changed, ask first."""
        if self._may_leave():
            self._delay.stop()
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()


def _drawn(
    samples: profile_samples.Samples,
    kind: str,
    profile_id: str,
    values: dict[str, Any],
    _progress: Progress,
) -> bytes:
    return profile_samples.draw(samples, kind, profile_id, values)
