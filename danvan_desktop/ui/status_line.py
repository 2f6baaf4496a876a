"""The bottom of the window: office, last backup, what is running and a way to stop it.

Owns three labels and a bar; listens to the task runner and asks it to cancel, nothing more.
"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.tasks import TaskRunner
from danvan_desktop.ui.theme import COLOURS, Tone


class StatusLine(QStatusBar):
    """See the module's text."""

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._office = QLabel()
        self._backup_sign = QLabel()
        self._backup = QLabel()
        self._task = QLabel()
        self._bar = QProgressBar()
        self._stop = QToolButton()
        self._running = QWidget()
        self.setSizeGripEnabled(False)
        self._bar.setFixedWidth(theme.chars(20))
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Tiến độ")
        self._stop.setIcon(icons.icon("close"))
        self._stop.setAccessibleName("Hủy việc đang chạy")
        self._stop.setToolTip("Hủy việc đang chạy")
        self._assemble()
        self._running.hide()
        self._stop.clicked.connect(runner.cancel)
        runner.started.connect(self._on_started)
        runner.progressed.connect(self._on_progressed)
        runner.busy_changed.connect(self._running.setVisible)

    def _assemble(self) -> None:
        row = QHBoxLayout(self._running)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._task, self._bar, self._stop):
            row.addWidget(widget)
        self.addWidget(self._office, 1)
        self.addPermanentWidget(self._running)
        self.addPermanentWidget(self._backup_sign)
        self.addPermanentWidget(self._backup)

    def set_office(self, text: str) -> None:
        """Whose data this is."""
        self._office.setText(text)

    def set_backup(self, text: str, tone: Tone) -> None:
        """When the last backup was made; the sign says how that stands."""
        self._backup.setText(text)
        if text:
            side = max(14, theme.em() - 4)
            self._backup_sign.setPixmap(icons.pixmap("backup", side, COLOURS.tone(tone)))

    def show_closing(self) -> None:
        """Say which work the window still waits for before it closes; drawn at once, since nothing
        else is until then."""
        self.showMessage(f"Đang chờ việc này dừng để đóng chương trình: {self._task.text()}...")
        self.repaint()

    @Slot(str)
    def _on_started(self, title: str) -> None:
        self._task.setText(title)
        self._bar.setRange(0, 0)

    @Slot(int, int, str)
    def _on_progressed(self, done: int, total: int, _text: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
