"""“Mẫu Word”: which papers have a Word template of the office, and what can be done with each.

Export the form, put a changed one in after its check, set it aside, take an older one back. Owns
the window; rules are `services/word_templates`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.dates import format_date
from danvan_desktop.errors import DanVanError
from danvan_desktop.services import word_templates
from danvan_desktop.services.word_templates import Candidate, TemplateRow
from danvan_desktop.ui import theme
from danvan_desktop.ui.choice_box import ChoiceBox
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.settings_section import button
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.template_check_dialog import TemplateCheckDialog
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

WORD_FILES = "Tệp Word (*.docx)"
LEAD = (
    "Xuất mẫu ra Word, sửa lời văn và trình bày, giữ nguyên các trường trong ngoặc {{ }}, rồi đưa "
    "vào lại. Mẫu riêng chỉ đổi tệp Word của văn bản; bản PDF vẫn do chương trình vẽ."
)
NOTHING = Empty("Không có văn bản nào", "Đơn vị chưa có tổ chức ban hành văn bản.", "file")


def _tone(row: TemplateRow) -> Tone:
    if not row.uid:
        return Tone.NEUTRAL
    return Tone.GOOD if row.active else Tone.WARN


def _day(row: TemplateRow) -> str:
    return format_date(row.added_on) if row.added_on else ""


def _older(row: TemplateRow) -> str:
    return str(row.older) if row.older else ""


def _key(row: TemplateRow) -> str:
    return row.kind


COLUMNS: tuple[Column[TemplateRow], ...] = (
    Column("kind", "Loại văn bản", lambda row: row.label, width=36),
    Column("state", "Mẫu", lambda row: row.state, width=25, icon=_tone, firm=True),
    Column("file", "Tệp", lambda row: row.file_name, width=32),
    Column("added", "Đưa vào ngày", _day, width=14, sort_key=lambda row: row.added_on),
    Column("older", "Mẫu trước", _older, "right", 11, spare=True),
)


class WordTemplatesDialog(QDialog):
    """See the module's text. Shown with `open()`."""

    def __init__(self, parent: QWidget, work: Workplace) -> None:
        super().__init__(parent)
        self.setWindowTitle("Mẫu Word")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._work = work
        self._check: TemplateCheckDialog | None = None
        self.body_box = ChoiceBox()
        self._model: RowsModel[TemplateRow] = RowsModel(COLUMNS, row_key=_key)
        self.table: DataTable[TemplateRow] = DataTable(
            self._model, name="word_templates", store=work.store, empty=NOTHING
        )
        self._build()
        self._assemble()
        self.reload()
        self.table.select_row(0)
        self.table.view.setFocus()

    def _build(self) -> None:
        self.export_button = button("Xuất mẫu...", self._on_export, icon="save", shortcut="Ctrl+E")
        self.put_button = button(
            "Đưa mẫu vào...", self._on_put_in, icon="open", role="primary", shortcut="Ctrl+O"
        )
        self.use_button = button("Dùng mẫu riêng", self._on_use)
        self.try_button = button("Lưu bản điền thử...", self._on_try)
        self.older_button = button("Mẫu trước...", self._on_older, tip="Dùng lại một mẫu trước")
        for label, uid in ((name, uid) for uid, name in word_templates.bodies(self._work.session)):
            self.body_box.addItem(label, uid)
        self.body_box.setAccessibleName("Cơ quan ban hành")
        self.body_box.setMaximumWidth(theme.chars(60))
        self.body_box.setVisible(self.body_box.count() > 1)
        self.body_box.currentIndexChanged.connect(self.reload)
        self.table.bar.addWidget(self.body_box)
        for words, slot in (
            ("Xuất mẫu...", self._on_export),
            ("Đưa mẫu vào...", self._on_put_in),
            ("Dùng hoặc thôi dùng mẫu riêng", self._on_use),
        ):
            self.table.add_action(words, slot)
        self.table.selection_changed.connect(self._on_selection)
        self.table.opened.connect(self._on_opened)

    def _assemble(self) -> None:
        title, lead = QLabel("Mẫu Word của từng loại văn bản"), QLabel(LEAD)
        theme.role(title, "title")
        theme.role(lead, "soft")
        lead.setTextFormat(Qt.TextFormat.PlainText)
        lead.setWordWrap(True)
        leave = QPushButton("Đóng")
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        foot = QHBoxLayout()
        for one in (self.put_button, self.export_button, self.try_button):
            foot.addWidget(one)
        for one in (self.use_button, self.older_button):
            foot.addWidget(one)
        foot.addStretch(1)
        foot.addWidget(leave)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.gap())
        layout.addWidget(title)
        layout.addWidget(lead)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        screen = self.screen().availableSize()
        wide, tall = theme.chars(136), theme.em() * 39
        self.resize(min(wide, screen.width() - 40), min(tall, screen.height() - 60))

    @property
    def body(self) -> str:
        """The body whose templates are shown."""
        return str(self.body_box.currentData() or "")

    def reload(self) -> None:
        """Read the templates of the body again."""
        found = word_templates.rows(self._work.session, self.body) if self.body else ()
        self._model.set_rows(found)
        self._on_selection()

    def _chosen(self) -> TemplateRow | None:
        rows = self.table.selected_rows()
        return rows[0] if len(rows) == 1 else None

    def _on_selection(self) -> None:
        row, writable = self._chosen(), not self._work.session.view_only
        self.export_button.setEnabled(row is not None)
        self.put_button.setEnabled(row is not None and writable)
        self.use_button.setEnabled(row is not None and bool(row.uid) and writable)
        self.try_button.setEnabled(row is not None and bool(row.uid))
        self.older_button.setEnabled(row is not None and row.older > 0 and writable)
        in_use = row is not None and row.active
        self.use_button.setText("Thôi dùng mẫu riêng" if in_use else "Dùng mẫu riêng")

    def _on_opened(self, _row: TemplateRow) -> None:
        self._on_export()

    def _on_export(self) -> None:
        row = self._chosen()
        if row is None:
            return
        name = word_templates.export_name(row.kind)
        path = self._work.messages.save_file(self, "Xuất mẫu Word", name, WORD_FILES)
        if path is not None:
            export = partial(word_templates.export, self._work.session, row.kind, self.body, path)
            self._start("Xuất mẫu Word", export, f"Đã xuất mẫu ra “{path.name}”.")

    def _start(
        self,
        title: str,
        work: Callable[[Progress], Any],
        words: str,
        owner: QWidget | None = None,
    ) -> None:
        """Beside the window; `words` are said when it is done."""
        self._begin(title, work, partial(self._on_done, words), owner or self)

    def _begin(
        self,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        owner: QWidget,
    ) -> None:
        self._work.start(title, work, done, owner)

    def _on_done(self, words: str, _nothing: object) -> None:
        self._work.say(words)

    def _on_put_in(self) -> None:
        row = self._chosen()
        if row is None:
            return
        path = self._work.messages.open_file(self, "Chọn mẫu Word đã sửa", WORD_FILES)
        if path is not None:
            fonts = QFontDatabase.families()
            check = partial(word_templates.look_through, row.kind, path, fonts)
            done = partial(self._on_looked_through, self.body)
            self._begin("Kiểm tra mẫu Word", check, done, self)

    def _on_looked_through(self, body: str, found: Candidate) -> None:
        self._check = TemplateCheckDialog(self, found, partial(self._try_out, found))
        self._check.accepted.connect(partial(self._on_sound, body, found))
        self._check.finished.connect(self._on_check_closed)
        self._check.open()

    def _on_check_closed(self) -> None:
        self._check = None

    def _on_sound(self, body: str, found: Candidate) -> None:
        put_in = partial(word_templates.put_in, self._work.session, body, found)
        if self._work.run(self, put_in) is not None:
            self._work.say(f"Từ nay {found.label} xuất ra Word theo mẫu riêng.")
        self.reload()

    def _on_try(self) -> None:
        row = self._chosen()
        if row is None or not row.uid:
            return
        try:
            found = word_templates.stored(self._work.session, row.uid)
        except DanVanError as error:
            self._work.messages.error(self, error)
            return
        self._try_out(found)

    def _try_out(self, found: Candidate) -> None:
        """Write it filled with a made-up paper, to be opened in Word."""
        name = word_templates.trial_name(found.kind)
        owner = self._check if self._check is not None else self
        path = self._work.messages.save_file(owner, "Lưu bản điền thử", name, WORD_FILES)
        if path is not None:
            fill = partial(word_templates.try_out, self._work.session, self.body, found, path)
            words = f"Đã lưu bản điền thử “{path.name}”; mở bằng Word để xem."
            self._start("Lưu bản điền thử", fill, words, owner)

    def _on_use(self) -> None:
        row = self._chosen()
        if row is None or not row.uid:
            return
        change = word_templates.set_aside if row.active else word_templates.use
        if self._work.run(self, partial(change, self._work.session, row.uid)) is not None:
            self._work.say("Đã về mẫu của chương trình." if row.active else "Đang dùng mẫu riêng.")
        self.reload()

    def _on_older(self) -> None:
        row = self._chosen()
        if row is None:
            return
        others = word_templates.versions(self._work.session, row.kind, self.body)[1:]
        names = [f"{one.file_name}, đưa vào ngày {_day(one)}" for one in others]
        place = self._work.messages.choose(self, "Dùng lại mẫu nào?", names)
        if place is not None:
            again = partial(word_templates.use, self._work.session, others[place].uid)
            self._work.run(self, again)
            self.reload()
