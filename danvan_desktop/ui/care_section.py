"""Sao lưu và kiểm tra: copies of the data, its health, sample data.

Owns the buttons and what they report; the copies and the checks are `services.backup`.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.services import backup, sample
from danvan_desktop.services.session import Changes, Topic
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.settings_section import SettingsSection
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

COPIES: tuple[Column[Path], ...] = (
    Column("name", "Bản sao", lambda path: path.name, width=34),
    Column(
        "made",
        "Lập lúc",
        lambda path: f"{datetime.fromtimestamp(path.stat().st_mtime):%H:%M %d/%m/%Y}",
        width=18,
        sort_key=lambda path: path.name,
    ),
    Column(
        "size",
        "Cỡ (KB)",
        lambda path: format_decimal(-(-path.stat().st_size // 1024)),
        align="right",
        width=12,
        sort_key=lambda path: path.stat().st_size,
    ),
)


class CareSection(SettingsSection):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__(
            work,
            "Sao lưu và kiểm tra",
            "Bản sao lưu có khóa ký của đơn vị: hãy cất giữ như tài liệu mật. "
            "Mỗi bản được mở ra kiểm tra rồi mới đặt tên.",
        )
        self.banner = Banner("", Tone.GOOD)
        self._copies_model: RowsModel[Path] = RowsModel(COPIES, row_key=str)
        self.copies = DataTable(
            self._copies_model,
            name="settings.copies",
            store=work.store,
            empty=Empty("Chưa có bản sao lưu nào", "Bấm “Sao lưu ngay”.", "backup"),
            filter_hint="Lọc bản sao",
        )
        self.now_button = QPushButton(icons.icon("backup", theme.COLOURS.on_accent), "Sao lưu ngay")
        theme.role(self.now_button, "primary")
        self.elsewhere_button = QPushButton(icons.icon("folder"), "Sao lưu ra nơi khác...")
        self.folder_button = QPushButton("Mở thư mục")
        self.doctor_button = QPushButton(icons.icon("check-circle"), "Kiểm tra dữ liệu")
        self.sample_button = QPushButton("Thêm số liệu mẫu")
        self._sample_words = QLabel()
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        self.banner.hide()
        for button in (self.now_button, self.elsewhere_button, self.folder_button):
            self.copies.bar.addWidget(button)
        cards = QHBoxLayout()
        cards.setSpacing(round(theme.gap() * 1.5))
        words = QLabel("Đọc lại toàn bộ: tệp dữ liệu, từng bản ghi, nhật ký, sổ cấp, tệp kèm.")
        cards.addWidget(_card("Kiểm tra dữ liệu", words, self.doctor_button), 1)
        cards.addWidget(_card("Số liệu mẫu", self._sample_words, self.sample_button), 1)
        self.rows.addWidget(self.banner)
        self.rows.addWidget(self.copies, 1)
        self.rows.addLayout(cards)

    def _connect(self) -> None:
        self.now_button.clicked.connect(self._on_now)
        self.elsewhere_button.clicked.connect(self._on_elsewhere)
        self.folder_button.clicked.connect(self._on_folder)
        self.doctor_button.clicked.connect(self._on_doctor)
        self.sample_button.clicked.connect(self._on_sample)

    def reload(self, changes: Changes | None) -> None:
        """List the copies again, and say whether sample data is there."""
        if changes is None:
            self.banner.hide()
        work = self.work
        newest_first = reversed(backup.backups(work.session.folder.backups))
        self._copies_model.set_rows(newest_first)
        count = self._sample_count()
        offered = sample.has_sample(work.programme_id) or bool(count)
        self.sample_button.setText("Gỡ số liệu mẫu" if count else "Thêm số liệu mẫu")
        self.sample_button.setEnabled(offered and not work.session.view_only)
        self._sample_words.setText(
            f"Đang có {count} đăng ký mẫu của chương trình đang chọn."
            if count
            else "Vài đăng ký mẫu để làm quen; có chữ “mẫu” trong tên, gỡ được bất cứ lúc nào."
            if offered
            else "Chương trình đang chọn không có số liệu mẫu."
        )
        for button in (self.now_button, self.elsewhere_button):
            button.setEnabled(not work.session.view_only)

    def _sample_count(self) -> int:
        return len(sample.present(self.work.session, self.work.programme_id))

    # slots

    def _on_now(self) -> None:
        self.work.start("Sao lưu", self._copy_here, self._on_copied, self)

    def _copy_here(self, progress: Progress) -> backup.BackupRow:
        progress(0, 0, "Đang sao lưu và kiểm tra bản sao")
        return backup.automatic_backup(self.work.session)

    def _on_elsewhere(self) -> None:
        folder = self.work.messages.choose_folder(self, "Sao lưu ra thư mục")
        if folder is not None:
            copy = partial(self._copy_to, folder)
            self.work.start("Sao lưu", copy, self._on_copied, self)

    def _copy_to(self, folder: Path, progress: Progress) -> backup.BackupRow:
        progress(0, 0, "Đang sao lưu dữ liệu và các tệp kèm theo")
        return backup.backup(self.work.session, folder, progress)

    def _on_copied(self, row: Any) -> None:
        self.work.broadcast(Changes(frozenset({Topic.SETTINGS})))
        size = format_decimal(-(-row.size // 1024))
        self._tell(f"Đã sao lưu và kiểm tra: {row.path} ({size} KB).", Tone.GOOD)

    def _on_folder(self) -> None:
        folder = self.work.session.folder.backups
        target = folder if folder.is_dir() else self.work.session.folder.root
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

    def _on_doctor(self) -> None:
        self.work.start("Kiểm tra dữ liệu", self._examine, self._on_examined, self)

    def _examine(self, progress: Progress) -> list[str]:
        progress(0, 0, "Đang đọc lại toàn bộ dữ liệu")
        return backup.doctor(self.work.session, progress)

    def _on_examined(self, problems: Any) -> None:
        if problems:
            self._tell("\n".join(problems), Tone.BAD)
        else:
            self._tell("Dữ liệu nguyên vẹn.", Tone.GOOD)

    def _on_sample(self) -> None:
        work = self.work
        if not self._sample_count():
            add = partial(sample.add, work.session, work.programme_id, work.year)
            if work.run(self, add):
                work.say("Đã thêm số liệu mẫu.")
            return
        if not work.messages.confirm(
            self,
            "Gỡ toàn bộ số liệu mẫu của chương trình này?",
            detail="Số liệu thật không bị động đến.",
            yes="Gỡ số liệu mẫu",
            danger=True,
        ):
            return
        if work.run(self, partial(sample.remove, work.session, work.programme_id)):
            work.say("Đã gỡ số liệu mẫu.")

    def _tell(self, words: str, tone: Tone) -> None:
        self.banner.show_text(words, tone)
        self.banner.show()


def _card(title: str, words: QLabel, button: QPushButton) -> QFrame:
    card = QFrame()
    theme.role(card, "card")
    heading = QLabel(title)
    theme.role(heading, "heading")
    theme.role(words, "soft")
    words.setWordWrap(True)
    column = QVBoxLayout(card)
    column.setSpacing(theme.gap() // 2)
    column.addWidget(heading)
    column.addWidget(words, 1)
    column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return card
