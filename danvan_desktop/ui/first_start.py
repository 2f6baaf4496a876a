"""The first start: three short steps, then an office, its programme and its year are there.

    if not FirstStart(session).ask():      # False: closed without setting anything up
        return

Everything is made at the end, through the use cases; closing before leaves the folder as it was.
Somebody who only assesses for another office opens the file from there instead: `sheets` then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
)

from danvan_desktop.errors import DanVanError, FieldError
from danvan_desktop.services import adoption, office, sample
from danvan_desktop.services.session import Session
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.first_start_steps import OfficeStep, ProgrammeStep, YearStep
from danvan_desktop.ui.messages import Messages
from danvan_desktop.ui.session_stores import SessionSettings
from danvan_desktop.ui.sheet_file_door import PATTERN

if TYPE_CHECKING:
    from danvan_desktop.services.assessor_desk import AssessorDesk

TITLES = ("Đơn vị", "Chương trình", "Năm làm việc")
EXPLAINED = (
    "Đơn vị nào dùng chương trình trên máy này? Sửa được sau trong Thiết lập.",
    "Đơn vị thực hiện theo kế hoạch nào? Thêm chương trình khác được sau trong Thiết lập.",
    "Chọn năm bắt đầu. Có thể đổi năm bất cứ lúc nào ở đầu cửa sổ.",
)


class FirstStart(QDialog):
    """See the module's text. `messages` is replaced in tests and the tour."""

    def __init__(self, session: Session, messages: Messages | None = None) -> None:
        super().__init__()
        self._session = session
        self._messages = messages or Messages()
        self.sheets: AssessorDesk | None = None
        self.office_step = OfficeStep()
        self.programme_step = ProgrammeStep(self._messages)
        self.year_step = YearStep(str(session.folder.root))
        self._steps = (self.office_step, self.programme_step, self.year_step)
        self._heads = [QLabel() for _ in TITLES]
        self._explained = QLabel()
        self._stack = QStackedWidget()
        self.try_button = QPushButton("Dùng thử với đơn vị mẫu")
        self.sheets_button = QPushButton("Mở tệp phiếu")
        self.back_button = QPushButton("Quay lại")
        self.next_button = QPushButton("Tiếp tục")
        self._build()
        self._assemble()
        self._connect()
        self._show_step(0)

    def _build(self) -> None:
        self.setWindowTitle("Thiết lập lần đầu - Dân vận khéo")
        theme.role(self._explained, "soft")
        self._explained.setWordWrap(True)
        theme.role(self.next_button, "primary")
        theme.role(self.try_button, "quiet")
        self.try_button.setIcon(icons.icon("review", theme.COLOURS.accent))
        self.try_button.setToolTip("Tạo ngay một phường mẫu với số liệu mẫu, không cần nhập gì")
        theme.role(self.sheets_button, "quiet")
        self.sheets_button.setIcon(icons.icon("open", theme.COLOURS.accent))
        self.sheets_button.setToolTip(
            "Chấm phiếu cơ quan khác gửi đến (.dvp), không cần thiết lập đơn vị (Ctrl+O)"
        )
        self.sheets_button.setShortcut("Ctrl+O")
        for button in (self.try_button, self.sheets_button, self.back_button, self.next_button):
            button.setAutoDefault(False)
        for step in self._steps:
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            theme.role(step, "page")
            step.setContentsMargins(2, 2, theme.gap(), 2)
            area.setWidget(step)
            self._stack.addWidget(area)
        screen = self.screen().availableSize()
        wide, tall = theme.chars(104), theme.em() * 36
        self.resize(min(wide, screen.width() - 40), min(tall, screen.height() - 60))

    def _assemble(self) -> None:
        title = QLabel("Thiết lập lần đầu")
        theme.role(title, "title")
        heads = QHBoxLayout()
        heads.setSpacing(theme.gap() * 2)
        for head in self._heads:
            heads.addWidget(head)
        heads.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.try_button)
        buttons.addWidget(self.sheets_button)
        buttons.addStretch(1)
        for button in (self.back_button, self.next_button):
            button.setMinimumWidth(theme.chars(16))
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        edge = theme.gap() * 2
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.gap())
        layout.addWidget(title)
        layout.addLayout(heads)
        layout.addWidget(self._explained)
        layout.addWidget(self._stack, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.next_button.clicked.connect(self._on_next)
        self.back_button.clicked.connect(self._on_back)
        self.try_button.clicked.connect(self._on_try)
        self.sheets_button.clicked.connect(self._on_sheets)
        self.programme_step.list.itemActivated.connect(self._on_next)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._on_next)

    @property
    def step(self) -> int:
        """The step in sight, 0 to 2."""
        return self._stack.currentIndex()

    def ask(self) -> bool:
        """Show it and wait; True when the office was set up. Frees the dialog."""
        accepted = self.exec() == QDialog.DialogCode.Accepted
        self.deleteLater()
        return accepted

    def _show_step(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        for place, head in enumerate(self._heads):
            head.setText(f"{place + 1}. {TITLES[place]}")
            theme.set_state(head, "pill", "info" if place == number else "neutral")
        self._explained.setText(EXPLAINED[number])
        self.back_button.setEnabled(number > 0)
        self.next_button.setText("Hoàn thành" if number == len(self._steps) - 1 else "Tiếp tục")
        self._steps[number].start()

    def _on_back(self) -> None:
        if self.step:
            self._show_step(self.step - 1)

    def _on_next(self) -> None:
        try:
            self._steps[self.step].check()
            if self.step == 0:
                self.office_step.draft()
        except FieldError as error:
            if not self.office_step.form.show_problem(error) and self.step != 2:
                self._messages.error(self, error)
            return
        except DanVanError as error:
            self._messages.error(self, error)
            return
        if self.step == 2:
            self._finish()
            return
        if self.step == 1:
            self._show_choices()
        self._show_step(self.step + 1)

    def _show_choices(self) -> None:
        chosen = self.programme_step.chosen()
        if chosen is not None:
            today = self._session.today()
            self.year_step.show_choices(chosen.programme, self.office_step.draft(), today.year)

    def _finish(self) -> None:
        chosen = self.programme_step.chosen()
        if chosen is None:
            return
        try:
            office.create_office(self._session, self.office_step.draft())
            adoption.adopt(self._session, chosen.text, chosen.file)
            self._remember_year(chosen.programme.id, self.year_step.year.value())
            if self.year_step.with_sample.isChecked():
                sample.add(self._session, chosen.programme.id, self.year_step.year.value())
        except FieldError as error:
            self._show_step(0)
            if not self.office_step.form.show_problem(error):
                self._messages.error(self, error)
            return
        except DanVanError as error:
            self._messages.error(self, error)
            if not self._session.office_uid:
                return
        self.accept()

    def _remember_year(self, programme_id: str, year: int) -> None:
        store = SessionSettings(self._session)
        store.write("programme", programme_id)
        store.write(f"year.{programme_id}", str(year))

    def _on_try(self) -> None:
        try:
            sample.create(self._session)
        except DanVanError as error:
            self._messages.error(self, error)
            return
        self.accept()

    def _on_sheets(self) -> None:
        from danvan_desktop.services.assessor_desk import open_sheets

        path = self._messages.open_file(self, "Mở tệp phiếu", PATTERN)
        if path is None:
            return
        try:
            self.sheets = open_sheets(path)
        except DanVanError as error:
            self._messages.error(self, error)
            return
        self.reject()
